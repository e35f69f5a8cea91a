/* One other choice, everything else as it is. */
#include "audit/robust.h"

#include "stats/agreement.h"
#include "table/tables_robust.h"

#include <math.h>
#include <string.h>

/* ---- the ranks beside those there are -------------------------------------------------------- */

static void count_unit(egb_audit_trial *trial, size_t unit, double was, double is, double last) {
  const double moved = fabs(was - is);
  trial->first += is <= 1;
  trial->level += is >= last;
  trial->lost += !isnan(was) && isnan(is);
  if (isnan(moved))
    return;
  trial->moved5 += moved >= 5;
  trial->moved10 += moved >= 10;
  trial->mean += moved;
  if (moved > (double)trial->largest) {
    trial->largest = (size_t)ceil(moved);
    trial->unit = unit;
  }
}

static egb_status compare(egb_audit_work *work, egb_audit_trial *trial) {
  const size_t units = work->results->unit_count;
  egb_arena *arena = egb_arena_new();
  double *before = egb_arena_array(arena, units, sizeof *before), *after = egb_arena_array(arena, units, sizeof *after);
  double *scratch = egb_arena_array(arena, egb_stats_agreement_scratch(units), sizeof *scratch);
  double last = 0;
  size_t count = 0;
  const bool made = !egb_arena_failed(arena);
  for (size_t u = 0; u < units && made; u++)
    last = fmax(last, trial->rank[u]); /* NaN does not count */
  for (size_t u = 0; u < units && made; u++) {
    const double was = egb_results_rank(work->results, u), is = trial->rank[u];
    count_unit(trial, u, was, is, last);
    if (!isnan(was) && !isnan(is)) {
      before[count] = was;
      after[count++] = is;
    }
  }
  trial->mean = count > 0 ? trial->mean / (double)count : (double)NAN;
  trial->correlation = made ? egb_stats_spearman(before, after, count, scratch) : (double)NAN;
  egb_arena_free(arena);
  return made ? EGB_OK : EGB_NO_MEMORY;
}

static egb_status take(egb_audit_work *work, const egb_uncertainty *uncertainty, egb_audit_trial *trial) {
  const size_t units = work->results->unit_count;
  const egb_uncertainty_draw *draw = egb_uncertainty_draw_at(uncertainty, 0);
  const double step = egb_uncertainty_about(uncertainty)->steps;
  double *rank = egb_arena_array(work->arena, units, sizeof *rank);
  if (rank == NULL)
    return EGB_NO_MEMORY;
  for (size_t u = 0; u < units; u++)
    rank[u] = draw != NULL && draw->rank[u] > 0 ? draw->rank[u] / step : (double)NAN;
  trial->same = egb_uncertainty_varied_count(uncertainty) == 0;
  trial->rank = rank;
  return compare(work, trial);
}

static egb_status run(egb_audit_work *work, const egb_audit_choices *choices, egb_audit_trial *out) {
  static const char as_defined[] = "on";
  const char *impute[] = {choices->impute != NULL ? choices->impute : as_defined, NULL};
  const char *normalise[] = {choices->normalise != NULL ? choices->normalise : as_defined, NULL};
  const char *aggregate[] = {choices->aggregate != NULL ? choices->aggregate : as_defined, NULL};
  const char *treat[] = {as_defined, NULL}, *at[] = {work->index->node[0].id, NULL};
  const egb_uncertainty_options options = {.size = sizeof options,
                                           .draws = 1,
                                           .threads = 1,
                                           .weights = "fixed",
                                           .impute = impute,
                                           .treat = treat,
                                           .normalise = normalise,
                                           .aggregate = aggregate,
                                           .aggregate_at = at,
                                           .leave_out = "nothing",
                                           .error = "none",
                                           .keep_draws = true};
  egb_uncertainty *uncertainty = NULL;
  const egb_diag_point mark = egb_diag_mark(work->diag);
  *out = (egb_audit_trial){.unit = SIZE_MAX};
  egb_status status = egb_uncertainty_new(work->plan, work->results, &options, work->diag, &uncertainty);
  if (status == EGB_OK) {
    egb_diag_rewind(work->diag, mark); /* what is drawn in the end warns once */
    status = take(work, uncertainty, out);
  } else {
    status = egb_audit_reason(work, mark, status, &out->reason);
  }
  egb_uncertainty_free(uncertainty);
  return status;
}

static bool same_name(const char *a, const char *b) {
  return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}

egb_status egb_audit_try(egb_audit_work *work, const egb_audit_choices *choices, egb_audit_trial *out) {
  for (const egb_audit_tried *t = work->tried; t != NULL; t = t->next)
    if (same_name(t->choices.impute, choices->impute) && same_name(t->choices.normalise, choices->normalise) &&
        same_name(t->choices.aggregate, choices->aggregate)) {
      *out = t->trial;
      return EGB_OK;
    }
  if (egb_audit_watch(work, 0, 0))
    return EGB_UNCOMPUTABLE; /* reported where the section ends */
  egb_audit_tried *made = egb_arena_array(work->arena, 1, sizeof *made);
  const egb_status status = made != NULL ? run(work, choices, out) : EGB_NO_MEMORY;
  if (status != EGB_OK)
    return status;
  *made = (egb_audit_tried){*choices, *out, work->tried};
  work->tried = made;
  return EGB_OK;
}

/* ---- as a table ------------------------------------------------------------------------------ */

enum { METHOD, MOVED5, MOVED10, LARGEST, UNIT, MEAN, CORRELATION, FIRST, LEVEL, LOST, REASON, COLUMNS };

#define COUNT(name, heading, what)                                                                                     \
  { .id = name, .label = heading, .help = what, .kind = EGB_CELL_INTEGER }

static const egb_table_column columns[COLUMNS] = {
    [METHOD] = {.id = "method", .label = "Method", .help = "In place of the definition's.", .kind = EGB_CELL_TEXT},
    [MOVED5] = COUNT("moved_5", "5 places", "Units that move five places or more."),
    [MOVED10] = COUNT("moved_10", "10", "Units that move ten places or more."),
    [LARGEST] = COUNT("largest_shift", "Largest", "Largest shift of a rank."),
    [UNIT] = {.id = "largest_unit", .label = "of", .help = "The unit that has it.", .kind = EGB_CELL_TEXT},
    [MEAN] = {.id = "mean_shift",
              .label = "Mean shift",
              .help = "Mean absolute shift of the ranks.",
              .kind = EGB_CELL_NUMBER,
              .decimals = 2},
    [CORRELATION] = {.id = "rank_correlation",
                     .label = "Correlation",
                     .help = "Spearman's, of the ranks with those of the definition.",
                     .kind = EGB_CELL_NUMBER,
                     .decimals = 4},
    [FIRST] = COUNT("first", "First", "Units that share the first place."),
    [LEVEL] = COUNT("last", "Last", "Units that share the last place."),
    [LOST] = COUNT("lost", "Lost", "Units that lose their rank."),
    [REASON] = {.id = "reason", .label = "Why not", .help = "Why it cannot be computed.", .kind = EGB_CELL_TEXT}};

static bool put_trial(egb_table *table, size_t row, const egb_audit_work *work, const char *name,
                      const egb_audit_trial *trial) {
  const struct {
    size_t column, count;
  } counts[] = {{MOVED5, trial->moved5}, {MOVED10, trial->moved10}, {LARGEST, trial->largest},
                {FIRST, trial->first},   {LEVEL, trial->level},     {LOST, trial->lost}};
  for (size_t i = 0; i < sizeof counts / sizeof *counts && trial->reason == NULL; i++)
    egb_table_put_integer(table, row, counts[i].column, (int64_t)counts[i].count);
  if (trial->reason == NULL) {
    egb_table_put_number(table, row, MEAN, trial->mean);
    egb_table_put_number(table, row, CORRELATION, trial->correlation);
  }
  return egb_table_put_text(table, row, METHOD, name) && egb_cells_put(table, row, REASON, trial->reason) &&
         egb_robust_put_unit(table, row, UNIT, work->results, trial->unit);
}

egb_status egb_audit_trials_table(egb_audit_work *work, const char *schema, egb_audit_phrase_id what,
                                  const char *const *name, const egb_audit_trial *trial, size_t count) {
  egb_table *table = egb_audit_table(work, schema, what, columns, COLUMNS, count);
  for (size_t i = 0; i < count && table != NULL; i++)
    if (!put_trial(table, i, work, name[i], &trial[i])) {
      egb_table_free(table);
      table = NULL;
    }
  return egb_audit_adopt(work, table != NULL ? EGB_OK : EGB_NO_MEMORY, table);
}
