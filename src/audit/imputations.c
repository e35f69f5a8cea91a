/* What imputation does to the ranks: none, as defined, and two others, side by side. */
#include "audit/robust.h"

#include "table/common.h"
#include "table/tables_robust.h"

#include <math.h>
#include <stdlib.h>

enum { NONE, EM, KNN, METHODS };
static const char *const methods[METHODS] = {[NONE] = "none", [EM] = "em", [KNN] = "knn"};

#define SHOWN 20 /* units of the table */

typedef struct gap_unit {
  size_t unit, cells;
  double span; /* of its ranks */
} gap_unit;

/* Ranks as defined and under each method that can be computed. */
static double span_of(const egb_audit_work *work, const egb_audit_trial *trial, size_t unit) {
  double least = egb_results_rank(work->results, unit), most = least;
  for (size_t m = 0; m < METHODS; m++)
    if (trial[m].reason == NULL) {
      least = fmin(least, trial[m].rank[unit]); /* NaN does not count */
      most = fmax(most, trial[m].rank[unit]);
    }
  return most - least;
}

/* The largest span first; equal ones in the order of the data. */
static int by_span(const void *a, const void *b) {
  const gap_unit *left = a, *right = b;
  const double x = isnan(left->span) ? -1 : left->span, y = isnan(right->span) ? -1 : right->span;
  if (x != y)
    return x > y ? -1 : 1;
  return (left->unit > right->unit) - (left->unit < right->unit);
}

static size_t list_gaps(const egb_audit_work *work, const egb_audit_trial *trial, gap_unit *out) {
  size_t count = 0;
  for (size_t u = 0; u < work->results->unit_count; u++)
    if (egb_audit_has_gaps(work, u, &out[count].cells)) {
      out[count].unit = u;
      out[count++].span = span_of(work, trial, u);
    }
  qsort(out, count, sizeof *out, by_span);
  return count;
}

/* ---- the table of units ---------------------------------------------------------------------- */

enum { UNIT, NAME, CELLS, DEFINED, FIRST_METHOD, SPAN = FIRST_METHOD + METHODS, COLUMNS };

#define RANK(name, heading, what)                                                                                      \
  { .id = name, .label = heading, .help = what, .kind = EGB_CELL_INTEGER }

static const egb_table_column columns[COLUMNS] = {
    [UNIT] = {.id = "unit", .label = "Unit", .help = "Id of the unit.", .kind = EGB_CELL_TEXT, .machine_only = true},
    [NAME] = {.id = "name", .label = "Name", .help = "Name of the unit.", .kind = EGB_CELL_TEXT},
    [CELLS] = RANK("missing", "Missing", "Indicators that it has no value of."),
    [DEFINED] = RANK("defined", "As defined", "Rank with the imputation of the definition."),
    [FIRST_METHOD + NONE] = RANK("none", "None", "Rank when nothing is imputed."),
    [FIRST_METHOD + EM] = RANK("em", "EM", "Rank with values imputed by expectation maximisation."),
    [FIRST_METHOD + KNN] = RANK("knn", "kNN", "Rank with values of the nearest neighbours."),
    [SPAN] = RANK("span", "Span", "Between the best and the worst of these ranks.")};

static bool put_unit(egb_table *table, size_t row, const egb_audit_work *work, const egb_audit_trial *trial,
                     const gap_unit *gap) {
  egb_table_put_integer(table, row, CELLS, (int64_t)gap->cells);
  egb_cells_put_rank(table, row, DEFINED, egb_results_rank(work->results, gap->unit));
  for (size_t m = 0; m < METHODS; m++)
    if (trial[m].reason == NULL)
      egb_cells_put_rank(table, row, FIRST_METHOD + m, trial[m].rank[gap->unit]);
  egb_cells_put_rank(table, row, SPAN, gap->span);
  return egb_robust_put_unit(table, row, UNIT, work->results, gap->unit) &&
         egb_cells_put(table, row, NAME, egb_dataset_unit_name(work->results->data, gap->unit, work->languages));
}

static egb_status write_units(egb_audit_work *work, const egb_audit_trial *trial, const gap_unit *gap, size_t count) {
  const size_t shown = count < SHOWN ? count : SHOWN;
  egb_table *table =
      egb_audit_table(work, "egovbench.audit-imputed-ranks/1", EGB_SAY_table_imputed_ranks, columns, COLUMNS, shown);
  bool made = table != NULL;
  for (size_t i = 0; i < shown && made; i++)
    made = put_unit(table, i, work, trial, &gap[i]);
  if (made && shown < count)
    made = egb_audit_note(work, table, EGB_SAY_imputed_shown, EGB_ARGS(egb_arg_count(shown), egb_arg_count(count)));
  if (!made) {
    egb_table_free(table);
    table = NULL;
  }
  return egb_audit_adopt(work, made ? EGB_OK : EGB_NO_MEMORY, table);
}

/* ---- both ------------------------------------------------------------------------------------ */

static egb_status find_imputed(egb_audit_work *work, const gap_unit *gap, size_t count) {
  const double limit = egb_audit_limit(work, "places");
  size_t far = 0;
  size_t *unit = egb_arena_array(work->arena, count, sizeof *unit);
  egb_buffer text = {0};
  if (unit == NULL)
    return EGB_NO_MEMORY;
  for (size_t i = 0; i < count; i++)
    if (gap[i].span >= limit)
      unit[far++] = gap[i].unit;
  if (far > 0) {
    egb_audit_put_units(work, &text, unit, far);
    egb_audit_find(work, EGB_SEVERITY_WARNING, "places", EGB_SAY_imputed_far,
                   EGB_ARGS(egb_arg_count(far), egb_arg_count(count), egb_arg_text(egb_buffer_string(&text))));
    work->document->failed = work->document->failed || text.failed;
  }
  egb_buffer_clear(&text);
  return EGB_OK;
}

egb_status egb_audit_imputations(egb_audit_work *work) {
  egb_audit_trial trial[METHODS];
  egb_status status = EGB_OK;
  gap_unit *gap = egb_arena_array(work->arena, work->results->unit_count + 1, sizeof *gap);
  if (gap == NULL)
    return EGB_NO_MEMORY;
  if (egb_index_is_published(work->index)) {
    egb_audit_say(work, EGB_SAY_imputed_published, NULL);
    return EGB_OK;
  }
  bool any = false;
  for (size_t u = 0; u < work->results->unit_count && !any; u++)
    any = egb_audit_has_gaps(work, u, NULL);
  if (!any) {
    egb_audit_say(work, EGB_SAY_imputed_nothing, NULL);
    return EGB_OK;
  }
  for (size_t m = 0; m < METHODS && status == EGB_OK; m++)
    status = egb_audit_try(work, &(egb_audit_choices){.impute = methods[m]}, &trial[m]);
  if (status != EGB_OK)
    return status;
  const size_t count = list_gaps(work, trial, gap);
  egb_audit_say(work, EGB_SAY_imputed_beside, NULL);
  status =
      egb_audit_trials_table(work, "egovbench.audit-imputations/1", EGB_SAY_table_imputations, methods, trial, METHODS);
  if (status == EGB_OK && !(gap[0].span > 0))
    egb_audit_say(work, EGB_SAY_imputed_same, NULL);
  else if (status == EGB_OK)
    status = write_units(work, trial, gap, count);
  return status == EGB_OK ? find_imputed(work, gap, count) : status;
}
