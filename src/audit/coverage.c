/* How much data there is: of units, dimensions and indicators. */
#include "audit/sections.h"

#include "table/columns.h"
#include "table/tables_robust.h"

#include <math.h>

#define ROUNDING 1e-9 /* 13 of 20 meet 65 % */
#define NEAR 0.05

/* ---- units ----------------------------------------------------------------------------------- */

static void say_units(egb_audit_work *work) {
  const egb_results *results = work->results;
  egb_audit_list screened = {0}, unranked = {0};
  size_t ranked = 0;
  for (size_t u = 0; u < results->unit_count; u++) {
    if (results->screened[u] != NULL)
      egb_audit_list_add(work, &screened, egb_dataset_unit_id(results->data, u));
    else if (results->unranked[u] != NULL)
      egb_audit_list_add(work, &unranked, egb_dataset_unit_id(results->data, u));
    else
      ranked++;
  }
  const size_t out = screened.count, aside = unranked.count;
  egb_audit_say(work, EGB_SAY_units, EGB_ARGS(egb_arg_count(results->unit_count), egb_arg_count(ranked)));
  const char *ids = egb_audit_list_end(work, &screened), *others = egb_audit_list_end(work, &unranked);
  if (out > 0)
    egb_audit_say(work, EGB_SAY_screened, EGB_ARGS(egb_arg_count(out), egb_arg_text(ids)));
  if (aside > 0)
    egb_audit_say(work, EGB_SAY_unranked, EGB_ARGS(egb_arg_count(aside), egb_arg_text(others)));
}

static double least_share(const egb_unit_coverage *unit) {
  return fmin(unit->share, unit->least);
}

static void find_units(egb_audit_work *work, const egb_statistics *st) {
  egb_audit_list below = {0}, out = {0}, near = {0};
  size_t ranked = 0;
  for (size_t i = 0; i < st->count; i++) {
    const egb_unit_coverage *unit = &st->row.coverage[i];
    const char *id = egb_dataset_unit_id(work->results->data, unit->unit);
    const bool takes_part = work->results->screened[unit->unit] == NULL;
    ranked += takes_part;
    if (unit->below)
      egb_audit_list_number(work, takes_part ? &below : &out, id, least_share(unit), 2);
    else if (takes_part && least_share(unit) < st->threshold + NEAR - ROUNDING)
      egb_audit_list_number(work, &near, id, least_share(unit), 2);
  }
  const size_t counts[] = {below.count, out.count, near.count};
  const char *ids[] = {egb_audit_list_end(work, &below), egb_audit_list_end(work, &out),
                       egb_audit_list_end(work, &near)};
  if (counts[0] > 0)
    egb_audit_find(
        work, EGB_SEVERITY_WARNING, "coverage", EGB_SAY_coverage_below,
        EGB_ARGS(egb_arg_share(st->threshold), egb_arg_count(counts[0]), egb_arg_count(ranked), egb_arg_text(ids[0])));
  else
    egb_audit_say(work, EGB_SAY_coverage_all, EGB_ARGS(egb_arg_count(ranked), egb_arg_share(st->threshold)));
  if (counts[1] > 0)
    egb_audit_find(work, EGB_SEVERITY_NOTE, "coverage", EGB_SAY_coverage_out,
                   EGB_ARGS(egb_arg_count(counts[1]), egb_arg_text(ids[1])));
  if (counts[2] > 0)
    egb_audit_say(work, EGB_SAY_coverage_near, EGB_ARGS(egb_arg_count(counts[2]), egb_arg_text(ids[2])));
}

/* ---- indicators ------------------------------------------------------------------------------ */

static void find_indicators(egb_audit_work *work, const egb_statistics *raw) {
  const double limit = egb_audit_limit(work, "indicator-coverage");
  egb_audit_list below = {0};
  size_t observed = 0, all = 0;
  for (size_t i = 0; i < raw->count; i++) {
    const egb_node_summary *s = &raw->row.summary[i];
    const double share = raw->unit_count == 0 ? (double)NAN : (double)s->count / (double)raw->unit_count;
    observed += s->count;
    all += raw->unit_count;
    if (share < limit - ROUNDING)
      egb_audit_list_number(work, &below, egb_audit_id(work, s->node), share, 2);
  }
  const size_t count = below.count;
  const char *ids = egb_audit_list_end(work, &below);
  if (all > 0)
    egb_audit_say(work, EGB_SAY_observed,
                  EGB_ARGS(egb_arg_count(all), egb_arg_count(raw->count), egb_arg_count(raw->unit_count),
                           egb_arg_count(observed), egb_arg_share((double)observed / (double)all)));
  if (count > 0)
    egb_audit_find(work, EGB_SEVERITY_WARNING, "indicator-coverage", EGB_SAY_indicators_below,
                   EGB_ARGS(egb_arg_share(limit), egb_arg_count(count), egb_arg_count(raw->count), egb_arg_text(ids)));
  else
    egb_audit_say(work, EGB_SAY_indicators_covered, EGB_ARGS(egb_arg_share(limit)));
}

/* ---- dimensions ------------------------------------------------------------------------------ */

enum { NODE, LABEL, INDICATORS, MEAN, LEAST, LEAST_UNIT, BELOW, COLUMNS };

static const egb_table_column columns[COLUMNS] = {
    [NODE] = {EGB_COLUMN_NODE},
    [LABEL] = {EGB_COLUMN_LABEL, .importance = 2, .comfort = 40},
    [INDICATORS] = {.id = "indicators",
                    .label = "Indicators",
                    .help = "Indicators below it.",
                    .kind = EGB_CELL_INTEGER},
    [MEAN] = {.id = "mean_share",
              .label = "Mean share",
              .help = "Share of its indicators that a ranked unit has, 0 to 1: the mean over the units.",
              .kind = EGB_CELL_NUMBER,
              .decimals = 3},
    [LEAST] = {.id = "least_share",
               .label = "Least",
               .help = "The least of those shares.",
               .kind = EGB_CELL_NUMBER,
               .decimals = 3},
    [LEAST_UNIT] = {.id = "unit",
                    .label = "of",
                    .help = "A unit that has it; empty when all have everything.",
                    .kind = EGB_CELL_TEXT,
                    .importance = 1},
    [BELOW] = {.id = "below",
               .label = "Units below",
               .help = "Ranked units with a share below the threshold.",
               .kind = EGB_CELL_INTEGER}};

static double share_below(const egb_audit_work *work, size_t node, size_t unit, size_t indicators) {
  const egb_results *results = work->results;
  size_t observed = 0;
  for (size_t i = node; i < work->index->node[node].end; i++)
    observed += egb_audit_is_indicator(work, i) && !isnan(results->raw.value[i][unit]);
  return (double)observed / (double)indicators;
}

static bool put_dimension(egb_audit_work *work, egb_table *table, size_t row, size_t node, const egb_statistics *raw) {
  const size_t indicators = egb_audit_indicators(work, node);
  size_t least_unit = EGB_NONE, below = 0;
  double least = 1, sum = 0;
  for (size_t i = 0; i < raw->unit_count; i++) {
    const double share = share_below(work, node, raw->unit[i], indicators);
    sum += share;
    below += share < raw->threshold - ROUNDING;
    least_unit = share < least ? raw->unit[i] : least_unit;
    least = fmin(least, share);
  }
  egb_table_put_integer(table, row, INDICATORS, (int64_t)indicators);
  egb_table_put_number(table, row, MEAN, sum / (double)raw->unit_count);
  if (raw->unit_count > 0)
    egb_table_put_number(table, row, LEAST, least);
  egb_table_put_integer(table, row, BELOW, (int64_t)below);
  return egb_robust_put_node(table, row, NODE, work->results, node, work->languages) &&
         (least_unit == EGB_NONE || egb_robust_put_unit(table, row, LEAST_UNIT, work->results, least_unit));
}

/* The index, and its children that are aggregates. */
static egb_status add_dimensions(egb_audit_work *work, const egb_statistics *raw) {
  const egb_node *nodes = work->index->node;
  size_t rows = 1;
  for (size_t i = nodes[0].first_child; i != EGB_NONE; i = nodes[i].next)
    rows += work->results->active[i] && nodes[i].first_child != EGB_NONE;
  egb_table *table =
      egb_audit_table(work, "egovbench.coverage-dimensions/1", EGB_SAY_table_dimensions, columns, COLUMNS, rows);
  bool done = table != NULL && put_dimension(work, table, 0, 0, raw);
  size_t row = 1;
  for (size_t i = nodes[0].first_child; i != EGB_NONE && done; i = nodes[i].next)
    if (work->results->active[i] && nodes[i].first_child != EGB_NONE)
      done = put_dimension(work, table, row++, i, raw);
  if (!done) {
    egb_table_free(table);
    return EGB_NO_MEMORY;
  }
  return egb_audit_adopt(work, EGB_OK, table);
}

egb_status egb_audit_coverage(egb_audit_work *work) {
  const egb_statistics *coverage, *raw;
  egb_table *table = NULL;
  say_units(work);
  egb_status status = egb_audit_figures_of(work, EGB_STATISTICS_COVERAGE, EGB_STAGE_RAW, &coverage);
  if (status == EGB_OK)
    status = egb_audit_figures_of(work, EGB_STATISTICS_SUMMARY, EGB_STAGE_RAW, &raw);
  if (status != EGB_OK)
    return status;
  find_indicators(work, raw);
  find_units(work, coverage);
  status = add_dimensions(work, raw);
  if (status == EGB_OK)
    status = egb_table_statistics(coverage, work->languages, work->diag, &table);
  return egb_audit_adopt_flagged(work, status, table);
}
