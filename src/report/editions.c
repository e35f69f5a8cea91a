/* What moved since the edition before, and the ranks over all editions. */
#include "report/report.h"

#include "draw/plot.h"
#include "model/breaks.h"
#include "model/difference.h"

#include <math.h>

#define LINES 12    /* units in the picture */
#define LEAST 0.001 /* part of the moves that is named */

/* ---- what moved, and why --------------------------------------------------------------------- */

/* The edition before this one; NULL: there is none. */
static const egb_results *edition_before(const egb_report_work *work) {
  const egb_results *found = NULL;
  for (size_t i = 0; i < work->asked.edition_count; i++) {
    const egb_results *at = work->asked.editions[i];
    if (at->data == work->results->data && at->period < work->results->period &&
        (found == NULL || at->period > found->period))
      found = at;
  }
  return found;
}

/* "7 places above all in Online services": how far, and the dimension that drove it. */
static const char *words_of(egb_report_work *work, const egb_difference *d, size_t i) {
  const egb_attribution *a = &d->attribution;
  const size_t driver = a->driver == NULL ? EGB_NONE : a->driver[i * EGB_DRIVERS_MAX];
  const double change = fabs(d->unit[i].rank_change);
  const char *places = egb_report_phrase_of(work, EGB_REPORT_PLACES, EGB_ARGS(egb_arg_count((size_t)ceil(change))));
  const size_t node = driver == EGB_NONE ? EGB_NONE : a->dimension[driver].node[EGB_AFTER];
  if (node == EGB_NONE || egb_report_dimensions(work) < 2)
    return places;
  return egb_report_phrase_of(work, EGB_REPORT_BY_DRIVER,
                              EGB_ARGS(egb_arg_text(places), egb_arg_text(egb_report_node(work, node))));
}

static const char *name_of(const egb_report_work *work, const egb_difference *d, size_t i) {
  const size_t unit = d->unit[i].unit[EGB_AFTER];
  return unit == EGB_NONE ? d->unit[i].id : egb_report_unit(work, unit);
}

/* The unit that moved furthest up (sign 1) or down (-1); EGB_NONE: none did. */
static size_t furthest(const egb_difference *d, double sign) {
  size_t found = EGB_NONE;
  double most = 0;
  for (size_t i = 0; i < d->count; i++)
    if (sign * d->unit[i].rank_change > most) {
      most = sign * d->unit[i].rank_change;
      found = i;
    }
  return found;
}

/* Causes by their part of all moves, those without any left out. */
static void say_causes(egb_report_work *work, const egb_difference *d) {
  static const egb_report_phrase names[EGB_CAUSE_COUNT] = {[EGB_CAUSE_DATA] = EGB_REPORT_CAUSE_DATA,
                                                           [EGB_CAUSE_WEIGHTS] = EGB_REPORT_CAUSE_WEIGHTS,
                                                           [EGB_CAUSE_METHOD] = EGB_REPORT_CAUSE_METHOD,
                                                           [EGB_CAUSE_MEMBERSHIP] = EGB_REPORT_CAUSE_MEMBERSHIP};
  egb_phrase_list list = {0};
  double total = 0;
  for (size_t c = 0; c < EGB_CAUSE_COUNT; c++)
    total += d->mean_rank_part[c];
  if (!(total > 0))
    return;
  for (size_t c = 0; c < EGB_CAUSE_COUNT; c++)
    if (d->mean_rank_part[c] / total >= LEAST)
      egb_phrase_list_add(&list, work->language,
                          egb_report_phrase_of(work, names[c], EGB_ARGS(egb_arg_share(d->mean_rank_part[c] / total))));
  egb_phrase_list_end(&list, work->language);
  work->document->failed = work->document->failed || list.text.failed;
  egb_report_say(work, EGB_REPORT_CAUSES, EGB_ARGS(egb_arg_text(egb_buffer_string(&list.text))));
  egb_buffer_clear(&list.text);
}

static void say_moves(egb_report_work *work, const egb_difference *d) {
  const egb_arg since = egb_arg_text(egb_report_when(d->results[EGB_BEFORE]));
  const size_t up = furthest(d, 1), down = furthest(d, -1);
  if (up == EGB_NONE && down == EGB_NONE)
    egb_report_say(work, EGB_REPORT_NOT_MOVED, EGB_ARGS(since));
  else if (down == EGB_NONE)
    egb_report_say(work, EGB_REPORT_MOVED_UP,
                   EGB_ARGS(since, egb_arg_count(d->gained), egb_arg_text(name_of(work, d, up)),
                            egb_arg_text(words_of(work, d, up))));
  else if (up == EGB_NONE)
    egb_report_say(work, EGB_REPORT_MOVED_DOWN,
                   EGB_ARGS(since, egb_arg_count(d->lost), egb_arg_text(name_of(work, d, down)),
                            egb_arg_text(words_of(work, d, down))));
  else
    egb_report_say(work, EGB_REPORT_MOVED,
                   EGB_ARGS(since, egb_arg_count(d->gained), egb_arg_count(d->lost), egb_arg_text(name_of(work, d, up)),
                            egb_arg_text(words_of(work, d, up)), egb_arg_text(name_of(work, d, down)),
                            egb_arg_text(words_of(work, d, down))));
  say_causes(work, d);
}

/* Breaks between two periods as text; NULL: none, or out of memory, which the document keeps in mind. */
static const char *breaks_of(egb_report_work *work, const egb_results *from, const egb_results *to) {
  const char *first = from->data->period[from->period], *last = to->data->period[to->period], *copy = NULL;
  egb_buffer text = {0};
  if (first[0] != '\0' && last[0] != '\0' && egb_results_breaks(to, first, last, &text) > 0) {
    copy = text.failed ? NULL : egb_arena_copy(work->arena, egb_buffer_string(&text));
    work->document->failed = work->document->failed || copy == NULL;
  }
  egb_buffer_clear(&text);
  return copy;
}

void egb_report_say_breaks(egb_report_work *work) {
  const size_t count = work->asked.edition_count;
  const char *breaks = count < 2 ? NULL : breaks_of(work, work->asked.editions[0], work->asked.editions[count - 1]);
  if (breaks != NULL)
    egb_report_say(work, EGB_REPORT_BREAKS_EDITIONS, EGB_ARGS(egb_arg_text(breaks)));
}

egb_status egb_report_moves(egb_report_work *work) {
  const egb_results *before = edition_before(work);
  egb_difference *difference = NULL;
  if (before == NULL) {
    egb_report_say(work, EGB_REPORT_NO_EDITION, NULL);
    return EGB_OK;
  }
  const egb_status status = egb_difference_new(before, work->results, work->diag, &difference);
  if (status == EGB_OK) {
    const char *breaks = breaks_of(work, before, work->results);
    say_moves(work, difference);
    if (breaks != NULL)
      egb_report_say(work, EGB_REPORT_BREAKS,
                     EGB_ARGS(egb_arg_text(egb_report_when(before)), egb_arg_text(egb_report_when(work->results)),
                              egb_arg_text(breaks)));
  }
  egb_difference_free(difference);
  return status;
}

/* ---- over the editions ----------------------------------------------------------------------- */

egb_status egb_report_editions(egb_report_work *work) {
  const char *unit[LINES + 1] = {NULL};
  egb_table *table = NULL;
  size_t count = 0;
  if (work->asked.edition_count < 2)
    return EGB_OK;
  for (; count < LINES && count < work->ranked; count++)
    unit[count] = egb_dataset_unit_id(work->results->data, work->results->order[count]);
  egb_report_section(work, "editions", EGB_REPORT_EDITIONS);
  egb_report_say(work, EGB_REPORT_TOP_EDITIONS, EGB_ARGS(egb_arg_count(count)));
  egb_report_say_breaks(work);
  egb_status status =
      egb_table_panel_long(work->asked.editions, work->asked.edition_count, work->languages, unit, work->diag, &table);
  egb_buffer picture = {0};
  if (status == EGB_OK)
    status = egb_plot_picture(work->document, "bump", table, work->diag, &picture);
  if (status == EGB_OK && picture.length > 0)
    egb_plot_figure(work->document, table, &picture);
  else
    egb_table_free(table);
  egb_buffer_clear(&picture);
  return status;
}
