/* The scenarios of a grid of weights summed up: a row per unit, and a row per scenario. */
#include "base/number.h"
#include "table/columns.h"
#include "table/sweep.h"
#include "table/tables_robust.h"

/* ---- a row per unit -------------------------------------------------------------------------- */

enum { U_UNIT, U_NAME, U_RANK, U_BEST, U_WORST, U_MEDIAN, U_KEPT, U_FIRST, U_TOP, U_LOW, U_HIGH, U_RANKED, UNITS };
#define SHARE_OF(name, text, what) .id = name, .label = text, .help = what, .kind = EGB_CELL_NUMBER, .decimals = 3
static const egb_table_column unit_columns[UNITS] = {
    [U_UNIT] = {EGB_COLUMN_UNIT, .importance = 3},
    [U_NAME] = {EGB_COLUMN_NAME},
    [U_RANK] = {.id = "rank",
                .label = "Rank",
                .help = "Rank without the grid; empty: unranked.",
                .kind = EGB_CELL_NUMBER,
                .decimals = EGB_DECIMALS_AS_NEEDED},
    [U_BEST] = {.id = "rank_best",
                .label = "Best",
                .help = "The best of its ranks over all scenarios.",
                .kind = EGB_CELL_NUMBER,
                .decimals = EGB_DECIMALS_AS_NEEDED},
    [U_WORST] = {.id = "rank_worst",
                 .label = "Worst",
                 .help = "The worst of its ranks over all scenarios.",
                 .kind = EGB_CELL_NUMBER,
                 .decimals = EGB_DECIMALS_AS_NEEDED},
    [U_MEDIAN] = {.id = "rank_median",
                  .label = "Median",
                  .help = "The median of its ranks over all scenarios.",
                  .kind = EGB_CELL_NUMBER,
                  .decimals = EGB_DECIMALS_AS_NEEDED},
    [U_KEPT] = {SHARE_OF("share_kept", "Same", "Share of the scenarios in which it has its rank without the grid.")},
    [U_FIRST] = {SHARE_OF("share_first", "First", "Share of the scenarios in which it is first."), .importance = 1},
    [U_TOP] = {SHARE_OF(
        "share_top", "Top 10",
        "Share of the scenarios in which it is among the first ten, or all of them when fewer are ranked.")},
    [U_LOW] = {.id = "score_low",
               .label = "Lowest score",
               .help = "The lowest of its scores over all scenarios.",
               .kind = EGB_CELL_NUMBER,
               .decimals = -1,
               .importance = 2},
    [U_HIGH] = {.id = "score_high",
                .label = "Highest",
                .help = "The highest of its scores over all scenarios.",
                .kind = EGB_CELL_NUMBER,
                .decimals = -1,
                .importance = 2},
    [U_RANKED] = {.id = "rankings",
                  .label = "Rankings",
                  .help = "In how many scenarios it has a rank; shares are of these that have a ranking.",
                  .kind = EGB_CELL_INTEGER,
                  .machine_only = true}};

static bool put_unit(egb_table *table, size_t row, const egb_sweep_maker *m, size_t u) {
  const egb_sweep *sweep = m->sweep;
  const egb_sweep_unit *unit = &sweep->unit[u];
  const double of = (double)(sweep->done - sweep->failed);
  egb_cells_put_rank(table, row, U_BEST, unit->best);
  egb_cells_put_rank(table, row, U_WORST, unit->worst);
  egb_cells_put_rank(table, row, U_MEDIAN, unit->median);
  egb_table_put_number(table, row, U_KEPT, (double)unit->kept / of);
  egb_table_put_number(table, row, U_FIRST, (double)unit->first / of);
  egb_table_put_number(table, row, U_TOP, (double)unit->top / of);
  egb_table_put_number(table, row, U_LOW, unit->score_low);
  egb_table_put_number(table, row, U_HIGH, unit->score_high);
  egb_table_put_integer(table, row, U_RANKED, (int64_t)unit->ranked);
  return egb_robust_put_ranked(table, row, U_UNIT, sweep->base, u, sweep->base->rank[u], m->options->languages);
}

static egb_table *make_units(const egb_sweep_maker *m) {
  const egb_sweep *sweep = m->sweep;
  egb_table *table = egb_robust_table("egovbench.sweep-units/1", "ranks over a grid of weights", sweep->base,
                                      m->options->languages, unit_columns, UNITS, m->units);
  if (table == NULL)
    return NULL;
  table->column[U_LOW].decimals = table->column[U_HIGH].decimals = egb_number_decimals(sweep->base->index->scale);
  bool done = egb_sweep_notes(table, sweep);
  for (size_t i = 0; i < m->units && done; i++)
    done = put_unit(table, i, m, m->unit[i]);
  if (done)
    return table;
  egb_table_free(table);
  return NULL;
}

/* ---- a row per scenario ---------------------------------------------------------------------- */

enum { S_RANKED, S_SPEARMAN, S_MOVED, S_MEAN, S_LARGEST, S_UNIT, S_FIRST, S_TOP, S_LOST, S_GAINED, SCENARIOS };
static const egb_table_column scenario_columns[SCENARIOS] = {
    [S_RANKED] = {.id = "ranked",
                  .label = "Ranked",
                  .help = "Units that have a rank in the scenario.",
                  .kind = EGB_CELL_INTEGER,
                  .machine_only = true},
    [S_SPEARMAN] = {.id = "spearman",
                    .label = "Spearman",
                    .help = "Spearman's correlation of its ranks with those without the grid, over the units ranked "
                            "both times.",
                    .kind = EGB_CELL_NUMBER,
                    .decimals = 4},
    [S_MOVED] = {.id = "moved", .label = "Moved", .help = "Units whose rank changes.", .kind = EGB_CELL_INTEGER},
    [S_MEAN] = {.id = "mean_change",
                .label = "Mean shift",
                .help = "Mean absolute change of the ranks, over the units ranked both times.",
                .kind = EGB_CELL_NUMBER,
                .decimals = 2,
                .importance = 2},
    [S_LARGEST] = {.id = "largest_change",
                   .label = "Largest",
                   .help = "Largest change of a rank.",
                   .kind = EGB_CELL_NUMBER,
                   .decimals = EGB_DECIMALS_AS_NEEDED},
    [S_UNIT] = {.id = "largest_unit",
                .label = "of",
                .help = "The unit that has it, of several the one that is ranked first without the grid.",
                .kind = EGB_CELL_TEXT},
    [S_FIRST] = {.id = "first",
                 .label = "First",
                 .help = "The unit in first place, of several the one that is ranked first without the grid.",
                 .kind = EGB_CELL_TEXT},
    [S_TOP] = {.id = "top_kept",
               .label = "Top kept",
               .help = "Units among the first ten without the grid (or among all, when fewer are ranked) that are so "
                       "here.",
               .kind = EGB_CELL_INTEGER,
               .importance = 1},
    [S_LOST] = {.id = "lost",
                .label = "Lost",
                .help = "Units that have a rank without the grid and none in the scenario.",
                .kind = EGB_CELL_INTEGER,
                .machine_only = true},
    [S_GAINED] = {.id = "gained",
                  .label = "Gained",
                  .help = "Units that have a rank in the scenario and none without the grid.",
                  .kind = EGB_CELL_INTEGER,
                  .machine_only = true}};

static bool put_effect(egb_table *table, size_t row, size_t behind, const egb_sweep *sweep) {
  const egb_scenario_effect *effect = &sweep->effect[row];
  egb_sweep_put_weights(table, row, sweep, row);
  egb_table_put_integer(table, row, behind + S_RANKED, (int64_t)effect->ranked);
  egb_table_put_number(table, row, behind + S_SPEARMAN, effect->spearman);
  egb_table_put_integer(table, row, behind + S_MOVED, (int64_t)effect->moved);
  egb_table_put_number(table, row, behind + S_MEAN, effect->mean_change);
  egb_cells_put_rank(table, row, behind + S_LARGEST, effect->common > 0 ? effect->largest_change : (double)NAN);
  egb_table_put_integer(table, row, behind + S_TOP, (int64_t)effect->top_kept);
  egb_table_put_integer(table, row, behind + S_LOST, (int64_t)effect->lost);
  egb_table_put_integer(table, row, behind + S_GAINED, (int64_t)effect->gained);
  return egb_cells_put(table, row, behind + S_UNIT, effect->largest_unit) &&
         egb_cells_put(table, row, behind + S_FIRST, effect->first);
}

static egb_table *make_scenarios(const egb_sweep_maker *m) {
  size_t behind;
  egb_table *table = egb_sweep_table(m, "egovbench.sweep-scenarios/1", "what each scenario does to the ranking",
                                     scenario_columns, SCENARIOS, m->sweep->done, &behind);
  if (table == NULL)
    return NULL;
  bool done = egb_sweep_notes(table, m->sweep);
  for (size_t s = 0; s < m->sweep->done && done; s++)
    done = put_effect(table, s, behind, m->sweep);
  if (done)
    return table;
  egb_table_free(table);
  return NULL;
}

egb_status egb_table_sweep_units(const egb_sweep *sweep, const egb_sweep_table_options *options, egb_diag *diag,
                                 egb_table **out) {
  return egb_sweep_make(sweep, options, diag, make_units, out);
}

egb_status egb_table_sweep_scenarios(const egb_sweep *sweep, const egb_sweep_table_options *options, egb_diag *diag,
                                     egb_table **out) {
  return egb_sweep_make(sweep, options, diag, make_scenarios, out);
}
