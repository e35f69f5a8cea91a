#include "watch_movers.h"

#include "base/number.h"
#include "base/utf8.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define NAME_WIDTH 40

void cli_standings_free(cli_standings *standings) {
  for (size_t i = 0; standings->unit != NULL && i < standings->count; i++) {
    free(standings->unit[i].id);
    egb_free(standings->unit[i].name);
  }
  free(standings->unit);
  free(standings->by_id);
  egb_free(standings->title);
  *standings = (cli_standings){0};
}

static int compare_ids(const void *a, const void *b) {
  const cli_standing *const *left = a, *const *right = b;
  return strcmp((*left)->id, (*right)->id);
}

static int compare_to_id(const void *id, const void *entry) {
  const cli_standing *const *standing = entry;
  return strcmp(id, (*standing)->id);
}

static cli_standing *find(const cli_standings *standings, const char *id) {
  if (standings->count == 0)
    return NULL;
  cli_standing **found = bsearch(id, standings->by_id, standings->count, sizeof(cli_standing *), compare_to_id);
  return found == NULL ? NULL : *found;
}

static bool take_unit(const cli_session *session, size_t position, cli_standing *out) {
  const size_t unit = egb_results_order(session->results, position);
  out->id = cli_format("%s", egb_dataset_unit_id(session->data, unit));
  out->name = egb_display_text(egb_dataset_unit_name(session->data, unit, cli_languages(session)), NAME_WIDTH);
  out->rank = egb_results_rank(session->results, unit);
  out->score = egb_results_score(session->results, unit);
  return out->id != NULL && out->name != NULL;
}

egb_status cli_standings_take(const cli_session *session, const egb_table *shown, cli_standings *out) {
  const size_t count = egb_dataset_unit_count(session->data);
  *out = (cli_standings){.decimals = egb_number_decimals(egb_index_scale(session->index))};
  if (session->output.options.digits != 0)
    out->decimals = session->output.options.digits > 0 ? session->output.options.digits : 0;
  out->title = egb_display_text(egb_index_title(session->index, cli_languages(session)), 0);
  out->unit = calloc(count + 1, sizeof *out->unit);
  out->by_id = calloc(count + 1, sizeof(cli_standing *));
  bool whole = out->title != NULL && out->unit != NULL && out->by_id != NULL;
  for (size_t i = 0; whole && i < count; i++) {
    out->by_id[i] = &out->unit[i];
    out->count++;
    whole = take_unit(session, i, &out->unit[i]);
    out->ranked += isnan(out->unit[i].rank) ? 0 : 1;
  }
  if (!whole) {
    cli_standings_free(out);
    return EGB_NO_MEMORY;
  }
  qsort(out->by_id, count, sizeof(cli_standing *), compare_ids);
  const size_t ids = egb_table_find_column(shown, "unit");
  for (size_t row = 0; row < egb_table_row_count(shown); row++) {
    cli_standing *unit = find(out, egb_table_text(shown, row, ids));
    if (unit != NULL)
      unit->shown = true;
  }
  return EGB_OK;
}

void cli_standings_summary(const cli_standings *now, egb_buffer *out) {
  egb_buffer_format(out, "%s: %zu of %zu ranked", now->title, now->ranked, now->count);
  if (now->ranked != 0)
    egb_buffer_format(out, ", first %s with %.*f", now->unit[0].name, now->decimals, now->unit[0].score);
  egb_buffer_char(out, '\n');
}

/* ---- movers ---------------------------------------------------------------------------------- */

typedef struct mover {
  const cli_standing *before, *now; /* NULL: not there */
} mover;

static double rank_of(const cli_standing *standing) {
  return standing == NULL ? (double)NAN : standing->rank;
}

static bool has_moved(const mover *m) {
  const double before = rank_of(m->before), now = rank_of(m->now);
  if (m->before == NULL || m->now == NULL)
    return true;
  return isnan(before) != isnan(now) || before < now || before > now;
}

static bool is_wanted(const mover *m) {
  return (m->before != NULL && m->before->shown) || (m->now != NULL && m->now->shown);
}

/* left: blanks before it, else behind. */
static void put_rank(double rank, const char *none, bool left, egb_buffer *out) {
  egb_buffer number = {0};
  if (isnan(rank))
    egb_buffer_text(&number, none);
  else
    egb_buffer_format(&number, "%.*f", rank < floor(rank) + 0.25 ? 0 : 1, rank); /* ties may share a rank of halves */
  const char *text = number.text == NULL ? "" : number.text;
  egb_buffer_format(out, left ? "%6s" : "%-5s", text);
  out->failed = out->failed || number.failed;
  egb_buffer_clear(&number);
}

static void put_mover(const mover *m, size_t name_width, int decimals, egb_buffer *out) {
  const cli_standing *unit = m->now != NULL ? m->now : m->before;
  const double change = m->before != NULL && m->now != NULL ? m->now->score - m->before->score : (double)NAN;
  egb_buffer_format(out, "  %s%*s", unit->name, (int)(name_width - egb_display_width(unit->name)), "");
  put_rank(rank_of(m->before), m->before == NULL ? "new" : "-", true, out);
  egb_buffer_text(out, " -> ");
  put_rank(rank_of(m->now), m->now == NULL ? "gone" : "-", false, out);
  if (!isnan(change))
    egb_buffer_format(out, "%+*.*f", decimals + 5, decimals, change);
  egb_buffer_char(out, '\n');
}

/* Those that are there now by their ranks, then those that are gone. */
static mover *list_movers(const cli_standings *before, const cli_standings *now, size_t *moved, size_t *scores) {
  mover *list = calloc(before->count + now->count + 1, sizeof *list);
  *moved = *scores = 0;
  for (size_t i = 0; list != NULL && i < now->count; i++) {
    const mover m = {find(before, now->unit[i].id), &now->unit[i]};
    *scores += m.before != NULL && (m.before->score < m.now->score || m.before->score > m.now->score);
    if (has_moved(&m))
      list[(*moved)++] = m;
  }
  for (size_t i = 0; list != NULL && i < before->count; i++)
    if (find(now, before->unit[i].id) == NULL)
      list[(*moved)++] = (mover){&before->unit[i], NULL};
  return list;
}

void cli_standings_movers(const cli_standings *before, const cli_standings *now, const char *saved, egb_buffer *out) {
  size_t moved, scores, width = 0;
  mover *list = list_movers(before, now, &moved, &scores);
  if (list == NULL) {
    out->failed = true;
    return;
  }
  for (size_t i = 0; i < moved; i++) {
    const size_t own = egb_display_width(list[i].now != NULL ? list[i].now->name : list[i].before->name);
    width = is_wanted(&list[i]) && own > width ? own : width;
  }
  char *name = egb_display_text(saved, 0);
  egb_buffer_format(out, "%s: ", name == NULL ? "" : name);
  egb_free(name);
  if (moved != 0)
    egb_buffer_format(out, "%zu moved, %zu of %zu ranked\n", moved, now->ranked, now->count);
  else if (scores != 0)
    egb_buffer_format(out, "no rank changed, %zu score%s changed\n", scores, scores == 1 ? "" : "s");
  else
    egb_buffer_text(out, "no rank changed\n");
  for (size_t i = 0; i < moved; i++)
    if (is_wanted(&list[i]))
      put_mover(&list[i], width, now->decimals, out);
  free(list);
}
