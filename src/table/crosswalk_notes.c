/* Below the table of a crosswalk: do the rankings agree, which do least, and about whom? */
#include "base/number.h"
#include "table/common.h"
#include "table/crosswalk.h"
#include "table/ranking.h"

#include <math.h>
#include <string.h>

#define PAIRS_MAX 6 /* this many pairs are listed one by one */

const char *egb_crosswalk_name(const egb_crosswalk *c, const egb_crosswalk_unit *unit, const char *const *languages) {
  for (size_t r = 0; r < c->count; r++) {
    if (unit->unit[r] == EGB_NONE)
      continue;
    const char *name = egb_dataset_unit_name(c->results[r]->data, unit->unit[r], languages);
    if (strcmp(name, unit->id) != 0)
      return name;
  }
  return unit->id;
}

/* "p = 0.012" */
static void put_p(egb_buffer *out, double p) {
  egb_buffer_text(out, p < 0.001 ? "p < 0.001" : "p = ");
  if (!(p < 0.001))
    egb_report_fixed(out, p, 3);
}

bool egb_crosswalk_say_together(const egb_crosswalk *c, egb_table *table) {
  egb_buffer text = {0};
  egb_report_count(&text, c->common_count, "unit");
  egb_buffer_format(&text, " of %zu in all %zu rankings", c->unit_count, c->count);
  if (isnan(c->w)) {
    egb_buffer_text(&text, c->common_count < 2 ? ": too few for a consensus." : ".");
  } else {
    egb_buffer_text(&text, "; Kendall's W ");
    egb_report_fixed(&text, c->w, 3);
    egb_buffer_text(&text, " (chi-squared ");
    egb_report_fixed(&text, c->chi_squared, 1);
    egb_buffer_text(&text, " with ");
    egb_report_fixed(&text, c->freedom, 0);
    egb_buffer_text(&text, " degrees of freedom, ");
    put_p(&text, c->p);
    egb_buffer_text(&text, "); 1 is the same order everywhere, 0 none in common.");
  }
  return egb_report_note_of(table, EGB_NOTE_READING, &text);
}

static bool say_pair(const egb_crosswalk *c, egb_table *table, const egb_crosswalk_pair *pair, const char *prefix,
                     const char *const *languages) {
  egb_buffer text = {0};
  egb_buffer_format(&text, "%s%s and %s: ", prefix, c->name[pair->first], c->name[pair->second]);
  egb_report_count(&text, pair->count, "unit");
  egb_buffer_text(&text, " in both");
  if (!isnan(pair->spearman)) {
    egb_buffer_text(&text, ", Spearman ");
    egb_report_fixed(&text, pair->spearman, 2);
    if (!isnan(pair->spearman_low)) {
      egb_buffer_text(&text, " (95 %: ");
      egb_report_fixed(&text, pair->spearman_low, 2);
      egb_buffer_text(&text, " to ");
      egb_report_fixed(&text, pair->spearman_high, 2);
      egb_buffer_char(&text, ')');
    }
    egb_buffer_text(&text, ", Kendall ");
    egb_report_fixed(&text, pair->kendall, 2);
    if (!isnan(pair->kendall_p)) {
      egb_buffer_text(&text, ", ");
      put_p(&text, pair->kendall_p);
    }
  }
  if (pair->apart != EGB_NONE) {
    char first[EGB_NUMBER_MAX], second[EGB_NUMBER_MAX];
    (void)egb_number_shortest(pair->place[0], first);
    (void)egb_number_shortest(pair->place[1], second);
    egb_buffer_format(&text, "; they differ most on %s (places %s and %s among the units in both)",
                      egb_crosswalk_name(c, &c->unit[pair->apart], languages), first, second);
  }
  egb_buffer_char(&text, '.');
  return egb_report_note(table, &text);
}

/* All pairs when they are few, else those that agree least and most. */
static bool say_pairs(const egb_crosswalk *c, egb_table *table, const char *const *languages) {
  const egb_crosswalk_pair *least = NULL, *most = NULL;
  for (size_t i = 0; i < c->pair_count; i++) {
    const egb_crosswalk_pair *pair = &c->pair[i];
    if (c->pair_count <= PAIRS_MAX && !say_pair(c, table, pair, "", languages))
      return false;
    if (isnan(pair->kendall))
      continue;
    if (least == NULL || pair->kendall < least->kendall)
      least = pair;
    if (most == NULL || pair->kendall > most->kendall)
      most = pair;
  }
  if (c->pair_count <= PAIRS_MAX || least == NULL)
    return true;
  return say_pair(c, table, least, "Agree least: ", languages) && say_pair(c, table, most, "Agree most: ", languages) &&
         egb_table_add_note(table, "--pairs prints every pair.");
}

static bool say_spread(const egb_crosswalk *c, egb_table *table, const char *const *languages) {
  const egb_crosswalk_unit *unit = NULL;
  for (size_t i = 0; i < c->common_count; i++)
    if (c->unit[i].spread > (unit == NULL ? 0 : unit->spread))
      unit = &c->unit[i];
  if (unit == NULL || c->count < 3)
    return true;
  egb_buffer text = {0};
  egb_buffer_format(&text, "Widest spread: %s, place ", egb_crosswalk_name(c, unit, languages));
  for (size_t r = 0; r < c->count; r++) {
    char number[EGB_NUMBER_MAX];
    (void)egb_number_shortest(unit->common[r], number);
    egb_buffer_format(&text, "%s%s in %s", r == 0 ? "" : ", ", number, c->name[r]);
  }
  egb_buffer_text(&text, ", among the units in all.");
  return egb_report_note(table, &text);
}

static bool say_unmatched(const egb_crosswalk *c, egb_table *table, const char *const *languages) {
  for (size_t r = 0; r < c->count; r++) {
    egb_name_list list = {.count = 0};
    for (size_t i = 0; i < c->unit_count; i++)
      if (c->unit[i].rankings == 1 && !isnan(c->unit[i].place[r]))
        egb_name_list_add(&list, egb_crosswalk_name(c, &c->unit[i], languages));
    const char *what = egb_arena_format(table->arena, "Only in %s", c->name[r]);
    if (what == NULL || !egb_name_list_note(table, what, &list))
      return false;
  }
  return true;
}

static bool say_published(const egb_crosswalk *c, egb_table *table) {
  egb_buffer text = {0};
  size_t count = 0;
  for (size_t r = 0; r < c->count; r++)
    if (egb_index_is_published(c->results[r]->index))
      egb_buffer_format(&text, count++ == 0 ? "As published, and perhaps not all units: %s" : ", %s", c->name[r]);
  egb_buffer_text(&text, count > 0 ? "." : "");
  return egb_report_note(table, &text);
}

bool egb_crosswalk_notes(const egb_crosswalk *c, egb_table *table, const char *const *languages) {
  return egb_crosswalk_say_together(c, table) && say_pairs(c, table, languages) && say_spread(c, table, languages) &&
         say_unmatched(c, table, languages) && say_published(c, table);
}
