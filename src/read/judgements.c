/* Judgements of experts: matrices of pairwise comparisons, budgets of points. */
#include "read/judgements.h"

#include "base/buffer.h"
#include "base/codes.h"
#include "stats/comparison.h"

#include <math.h>
#include <string.h>

#define LEAST 1e-6
#define MOST 1e6
#define GROUP_SHOWN 6 /* parts that a message lists */

/* "EXPERT" of "folder/EXPERT.csv". */
static const char *stem(egb_arena *arena, const char *path) {
  const char *slash = strrchr(path, '/'), *name = slash == NULL ? path : slash + 1, *dot = strrchr(name, '.');
  return egb_arena_text(arena, name, dot == NULL || dot == name ? strlen(name) : (size_t)(dot - name));
}

/* ---- comparisons ----------------------------------------------------------------------------- */

static void list_group(const egb_judging *r, const unsigned char *tied, bool which, egb_buffer *out) {
  size_t count = 0;
  for (size_t i = 0; i < r->out->child_count; i++)
    if ((tied[i] != 0) == which && ++count <= GROUP_SHOWN)
      egb_buffer_format(out, "%s%s", count > 1 ? ", " : "", r->index->node[r->out->child[i]].id);
  if (count > GROUP_SHOWN)
    egb_buffer_format(out, " and %zu more", count - GROUP_SHOWN);
}

/* Comparisons may be missing as long as those that there are tie all parts together. */
static egb_status check_tied(egb_judging *r, const double *a, egb_place whole) {
  const size_t n = r->out->child_count;
  unsigned char *tied = egb_arena_array(r->out->arena, n, sizeof *tied);
  egb_buffer text = {0};
  if (tied == NULL)
    return EGB_NO_MEMORY;
  if (egb_stats_tied_comparisons(a, n, tied) == n)
    return EGB_OK;
  egb_buffer_text(&text, "no comparison ties ");
  list_group(r, tied, true, &text);
  egb_buffer_text(&text, " to ");
  list_group(r, tied, false, &text);
  if (!text.failed) {
    egb_diag_at(r->diag, EGB_SEVERITY_ERROR, EGB_E_JUDGEMENT, whole, "%s", text.text);
    egb_diag_hint(r->diag,
                  "compare one of the first with one of the others: how many times as important the row's part "
                  "is as the column's");
    r->failed = true;
  }
  const egb_status status = text.failed ? EGB_NO_MEMORY : EGB_OK;
  egb_buffer_clear(&text);
  return status;
}

static void complete(egb_judging *r, double *a, const egb_place *place) {
  const size_t n = r->out->child_count;
  for (size_t i = 0; i < n; i++)
    for (size_t j = 0; j <= i; j++) {
      if (egb_stats_complete_comparison(a, n, i, j))
        continue;
      if (i == j)
        egb_judging_refuse(r, place[i * n + i], "a part compared with itself must be 1",
                           "write 1, or leave the cell empty");
      else
        egb_judging_refuse(r, place[i * n + j], "this is not the reciprocal of the comparison across the diagonal",
                           "where one is 3, the other must be 1/3; or leave this cell empty");
    }
}

static egb_status read_rows(egb_judging *r, egb_csv *csv, const size_t *column, size_t columns, double *a,
                            egb_place *place) {
  const size_t n = r->out->child_count;
  bool more = true, *seen = egb_arena_array(r->out->arena, n, sizeof *seen);
  if (seen == NULL)
    return EGB_NO_MEMORY;
  for (;;) {
    const egb_status status = egb_csv_next(csv, r->diag, &more);
    if (status != EGB_OK || !more)
      return status;
    if (egb_judging_is_blank(csv) || egb_judging_is_ragged(r, csv, columns))
      continue;
    const char *id = egb_judging_text(r, &csv->field[0]);
    if (id == NULL)
      return EGB_NO_MEMORY;
    const size_t node = egb_judging_find(r, id, csv->field[0].place);
    const size_t row = node == EGB_NONE || r->index->node[node].parent != r->out->node ? EGB_NONE : r->place[node];
    if (node != EGB_NONE && (row == EGB_NONE || seen[row]))
      egb_judging_refuse(r, csv->field[0].place,
                         row == EGB_NONE ? "the first row does not have this part" : "a second row of this part",
                         "rows and columns name the same parts, each once");
    if (row == EGB_NONE)
      continue;
    seen[row] = true;
    for (size_t i = 1; i < columns; i++) {
      const size_t at = row * n + r->place[column[i]];
      place[at] = csv->field[i].place;
      a[at] = egb_judging_number(r, &csv->field[i], LEAST, MOST);
    }
  }
}

static egb_status read_matrix(egb_judging *r, const char *path, size_t expert) {
  egb_csv csv;
  size_t *column = NULL;
  egb_status status = egb_judging_open(r, path, &csv, &column);
  if (status != EGB_OK || column == NULL)
    return status;
  const size_t columns = csv.field_count;
  const egb_place whole = csv.record_place;
  status = egb_judging_header(r, &csv, 1, column);
  if (status != EGB_OK || r->failed)
    return status;
  const size_t n = r->out->child_count, cells = n * n;
  double *a = egb_arena_array(r->out->arena, cells, sizeof *a);
  egb_place *place = egb_arena_array(r->out->arena, cells, sizeof *place);
  if (a == NULL || place == NULL)
    return EGB_NO_MEMORY;
  for (size_t i = 0; i < cells; i++)
    a[i] = (double)NAN;
  status = read_rows(r, &csv, column, columns, a, place);
  if (status != EGB_OK)
    return status;
  r->failed = r->failed || csv.failed;
  if (!r->failed)
    complete(r, a, place);
  if (!r->failed && (status = check_tied(r, a, whole)) != EGB_OK)
    return status;
  if (expert == 0 && (r->out->value = egb_arena_array(r->out->arena, cells, r->out->expert_count * sizeof *a)) == NULL)
    return EGB_NO_MEMORY;
  memcpy(r->out->value + expert * cells, a, cells * sizeof *a);
  return EGB_OK;
}

/* ---- budgets --------------------------------------------------------------------------------- */

/* The first column holds names when its header is no part. */
static bool has_names(egb_judging *r, const egb_csv *csv) {
  const char *id = egb_judging_text(r, &csv->field[0]);
  const size_t node = id != NULL ? egb_index_find(r->index, id) : EGB_NONE;
  return node == EGB_NONE || node == 0;
}

static egb_status add_budget(egb_judging *r, const egb_csv *csv, const size_t *column, bool names, size_t *room) {
  egb_judgements *out = r->out;
  const size_t n = out->child_count, expert = out->expert_count;
  if (expert == *room) { /* the arena gives nothing back: doubling wastes at most as much again */
    const size_t more = *room == 0 ? 16 : 2 * *room;
    double *value = egb_arena_array(out->arena, more, n * sizeof *value);
    const char **name = egb_arena_array(out->arena, more, sizeof *name);
    if (value == NULL || name == NULL)
      return EGB_NO_MEMORY;
    if (expert > 0) {
      memcpy(value, out->value, expert * n * sizeof *value);
      memcpy(name, out->expert, expert * sizeof *name);
    }
    out->value = value;
    out->expert = name;
    *room = more;
  }
  double *row = out->value + expert * n, sum = 0;
  for (size_t i = names ? 1 : 0; i < csv->field_count; i++) {
    const double points = egb_judging_number(r, &csv->field[i], 0, 1e9);
    row[r->place[column[i]]] = isnan(points) ? 0 : points;
    sum += isnan(points) ? 0 : points;
  }
  if (!(sum > 0) && !r->failed)
    egb_judging_refuse(r, csv->record_place, "this expert spreads no points", "remove the row, or write the points");
  out->expert[expert] =
      names ? egb_judging_text(r, &csv->field[0]) : egb_arena_format(out->arena, "expert %zu", expert + 1);
  out->expert_count++;
  return out->expert[expert] != NULL ? EGB_OK : EGB_NO_MEMORY;
}

static egb_status read_budget(egb_judging *r, const char *path) {
  egb_csv csv;
  size_t *column = NULL, room = 0;
  bool more = true;
  egb_status status = egb_judging_open(r, path, &csv, &column);
  if (status != EGB_OK || column == NULL)
    return status;
  const size_t columns = csv.field_count;
  const bool names = has_names(r, &csv);
  const egb_place whole = csv.record_place;
  status = egb_judging_header(r, &csv, names ? 1 : 0, column);
  while (status == EGB_OK && r->out->child != NULL && (status = egb_csv_next(&csv, r->diag, &more)) == EGB_OK && more)
    if (!egb_judging_is_blank(&csv) && !egb_judging_is_ragged(r, &csv, columns))
      status = add_budget(r, &csv, column, names, &room);
  if (status == EGB_OK && !r->failed && r->out->expert_count == 0)
    egb_judging_refuse(r, whole, "no expert spreads any points",
                       "below the first row, write a row of points per expert");
  r->failed = r->failed || csv.failed;
  return status;
}

/* ---- both ------------------------------------------------------------------------------------ */

static egb_status start(egb_judging *r, const egb_index *index, egb_judgement_kind kind, egb_diag *diag) {
  egb_arena *arena = egb_arena_new();
  egb_judgements *out = arena != NULL ? egb_arena_array(arena, 1, sizeof *out) : NULL;
  *r = (egb_judging){.out = out, .index = index, .diag = diag};
  if (out != NULL) {
    *out = (egb_judgements){.arena = arena, .kind = kind};
    r->place = egb_arena_array(arena, index->node_count, sizeof *r->place);
    if (r->place != NULL)
      return EGB_OK;
  }
  egb_arena_free(arena);
  r->out = NULL;
  return EGB_NO_MEMORY;
}

static egb_status finish(egb_judging *r, egb_status status, egb_judgements **out) {
  if (status == EGB_OK && r->failed)
    status = EGB_REFUSED;
  if (status == EGB_OK)
    *out = r->out;
  else
    egb_judgements_free(r->out);
  return status;
}

egb_status egb_judgements_comparisons(const egb_index *index, const char *const *files, size_t count, egb_diag *diag,
                                      egb_judgements **out) {
  egb_judging r;
  *out = NULL;
  egb_status status = start(&r, index, EGB_JUDGEMENT_COMPARISONS, diag);
  if (status != EGB_OK)
    return status;
  r.out->expert = egb_arena_array(r.out->arena, count, sizeof *r.out->expert);
  r.out->expert_count = count;
  status = r.out->expert != NULL ? EGB_OK : EGB_NO_MEMORY;
  bool faulty = false; /* all files are read, each by itself */
  for (size_t i = 0; i < count && status == EGB_OK; i++) {
    r.out->expert[i] = stem(r.out->arena, files[i]);
    status = r.out->expert[i] != NULL ? read_matrix(&r, files[i], i) : EGB_NO_MEMORY;
    faulty = faulty || r.failed;
    if (r.out->child == NULL)
      break;
    r.failed = r.out->value == NULL;
  }
  r.failed = faulty;
  return finish(&r, status, out);
}

egb_status egb_judgements_budget(const egb_index *index, const char *file, egb_diag *diag, egb_judgements **out) {
  egb_judging r;
  *out = NULL;
  egb_status status = start(&r, index, EGB_JUDGEMENT_BUDGET, diag);
  if (status == EGB_OK)
    status = read_budget(&r, file);
  return r.out != NULL ? finish(&r, status, out) : status;
}

void egb_judgements_free(egb_judgements *judgements) {
  if (judgements != NULL)
    egb_arena_free(judgements->arena);
}

size_t egb_judgements_node(const egb_judgements *judgements) {
  return judgements->node;
}
