/* Changes since the edition before: a rank has changed for sure when its interval then and its interval now have no
 * rank in common. */
#include "audit/robust.h"

#include "table/common.h"
#include "table/tables_robust.h"

#include <math.h>

typedef struct change {
  size_t unit, before; /* in each of the two */
  const egb_rank_spread *was, *is;
  bool sure;
} change;

typedef struct changes {
  const egb_results *before;
  egb_plan *plan;
  egb_results *made; /* of the period before, when no edition was given */
  egb_uncertainty *uncertainty;
  const char *reason;
  change *item;
  size_t count, moved, sure;
} changes;

/* ---- the edition before ---------------------------------------------------------------------- */

/* A plan of the results that were given, or of the period before and results of it. */
static egb_status open_before(egb_audit_work *work, changes *c) {
  const egb_results *now = work->results;
  const egb_results *given = work->asked.before;
  const egb_results *like = given != NULL ? given : now;
  const size_t period = given != NULL ? given->period : now->period - 1;
  const egb_plan_options options = {
      .size = sizeof options, .scenario = like->scenario, .period = like->data->period[period]};
  egb_status status = egb_plan_new(like->index, like->data, &options, work->diag, &c->plan);
  if (status == EGB_OK && given == NULL)
    status = egb_score(c->plan, work->diag, &c->made);
  c->before = given != NULL ? given : c->made;
  return status;
}

/* The design of this edition, with the index of the one before as the place of its aggregation. */
static egb_status simulate(egb_audit_work *work, const egb_audit_robust *robust, changes *c) {
  egb_uncertainty_options options = robust->design.options;
  const char *at[] = {c->before->index->node[0].id, NULL};
  if (options.aggregate_at != NULL)
    options.aggregate_at = at;
  return egb_uncertainty_new(c->plan, c->before, &options, work->diag, &c->uncertainty);
}

/* ---- units in both --------------------------------------------------------------------------- */

static bool overlap(const egb_rank_spread *a, const egb_rank_spread *b) {
  return a->low <= b->high && b->low <= a->high;
}

static size_t unit_before(const egb_audit_work *work, const changes *c, size_t unit) {
  return c->before->data == work->results->data
             ? unit
             : egb_dataset_find_unit(c->before->data, egb_dataset_unit_id(work->results->data, unit));
}

static egb_status list_changes(egb_audit_work *work, const egb_uncertainty *now, changes *c) {
  const egb_results *results = work->results;
  c->item = egb_arena_array(work->arena, results->unit_count, sizeof *c->item);
  if (c->item == NULL)
    return EGB_NO_MEMORY;
  for (size_t i = 0; i < results->unit_count; i++) {
    const size_t unit = results->order[i], before = unit_before(work, c, unit);
    const egb_rank_spread *is = egb_uncertainty_at(now, unit);
    const egb_rank_spread *was = before == SIZE_MAX ? NULL : egb_uncertainty_at(c->uncertainty, before);
    if (was == NULL || isnan(was->rank) || isnan(is->rank) || was->ranked == 0 || is->ranked == 0)
      continue;
    c->item[c->count] = (change){unit, before, was, is, !overlap(was, is)};
    c->moved += was->rank != is->rank;
    c->sure += c->item[c->count++].sure;
  }
  return EGB_OK;
}

/* ---- as a table ------------------------------------------------------------------------------ */

enum { UNIT, NAME, WAS, WAS_LOW, WAS_HIGH, IS, IS_LOW, IS_HIGH, GAINED, SURE, COLUMNS };

#define RANK(name, heading, what)                                                                                      \
  { .id = name, .label = heading, .help = what, .kind = EGB_CELL_INTEGER }

static const egb_table_column columns[COLUMNS] = {
    [UNIT] = {.id = "unit", .label = "Unit", .help = "Id of the unit.", .kind = EGB_CELL_TEXT, .machine_only = true},
    [NAME] = {.id = "name", .label = "Name", .help = "Name of the unit.", .kind = EGB_CELL_TEXT},
    [WAS] = RANK("rank_before", "Before", "Rank in the edition before."),
    [WAS_LOW] = RANK("low_before", "From", "Lower end of its interval then."),
    [WAS_HIGH] = RANK("high_before", "To", "Upper end of its interval then."),
    [IS] = RANK("rank", "Now", "Rank in this edition."),
    [IS_LOW] = RANK("low", "From", "Lower end of its interval now."),
    [IS_HIGH] = RANK("high", "To", "Upper end of its interval now."),
    [GAINED] = RANK("change", "Gained", "Places gained; negative: lost."),
    [SURE] = {.id = "sure",
              .label = "Sure",
              .help = "yes: the two intervals have no rank in common.",
              .kind = EGB_CELL_TEXT}};

static bool put_change(egb_table *table, size_t row, const egb_audit_work *work, const change *at) {
  const struct {
    size_t column;
    double rank;
  } ranks[] = {{WAS, at->was->rank},
               {WAS_LOW, at->was->low},
               {WAS_HIGH, at->was->high},
               {IS, at->is->rank},
               {IS_LOW, at->is->low},
               {IS_HIGH, at->is->high},
               {GAINED, at->was->rank - at->is->rank}};
  for (size_t i = 0; i < sizeof ranks / sizeof *ranks; i++)
    egb_cells_put_rank(table, row, ranks[i].column, ranks[i].rank);
  return egb_robust_put_unit(table, row, UNIT, work->results, at->unit) &&
         egb_cells_put(table, row, NAME, egb_dataset_unit_name(work->results->data, at->unit, work->languages)) &&
         egb_cells_put(table, row, SURE, at->sure ? "yes" : NULL);
}

static egb_status write_changes(egb_audit_work *work, const changes *c) {
  egb_table *table =
      egb_audit_table(work, "egovbench.audit-changes/1", EGB_SAY_table_changes, columns, COLUMNS, c->count);
  const char *period = c->before->data->period[c->before->period];
  const char *since = period[0] != '\0' ? period : egb_audit_phrase(work, EGB_SAY_edition_before);
  egb_audit_say(
      work, EGB_SAY_changes,
      EGB_ARGS(egb_arg_text(since), egb_arg_count(c->count), egb_arg_count(c->moved), egb_arg_count(c->sure)));
  for (size_t i = 0; i < c->count && table != NULL; i++)
    if (!put_change(table, i, work, &c->item[i])) {
      egb_table_free(table);
      table = NULL;
    }
  return egb_audit_adopt(work, table != NULL ? EGB_OK : EGB_NO_MEMORY, table);
}

/* ---- both ------------------------------------------------------------------------------------ */

static egb_status compare(egb_audit_work *work, const egb_audit_robust *robust, changes *c) {
  const egb_diag_point mark = egb_diag_mark(work->diag);
  egb_status status = open_before(work, c);
  if (status == EGB_OK)
    status = simulate(work, robust, c);
  if (status == EGB_OK)
    egb_diag_rewind(work->diag, mark); /* what another edition warns of is no matter of this one */
  status = egb_audit_reason(work, mark, status, &c->reason);
  if (status != EGB_OK || c->reason != NULL) {
    if (status == EGB_OK)
      egb_audit_say(work, EGB_SAY_changes_fail, EGB_ARGS(egb_arg_text(c->reason)));
    return status;
  }
  status = list_changes(work, robust->uncertainty, c);
  return status == EGB_OK ? write_changes(work, c) : status;
}

egb_status egb_audit_changes(egb_audit_work *work, const egb_audit_robust *robust) {
  changes c = {0};
  if (work->asked.before == NULL && work->results->period == 0) {
    egb_audit_say(work, EGB_SAY_changes_none, NULL);
    return EGB_OK;
  }
  if (work->asked.before == NULL && work->results->weights_changed) {
    egb_audit_say(work, EGB_SAY_changes_weights, NULL);
    return EGB_OK;
  }
  const egb_status status = compare(work, robust, &c);
  egb_uncertainty_free(c.uncertainty);
  egb_results_free(c.made);
  egb_plan_free(c.plan);
  return status;
}
