/* Scenarios side by side: what each does to the ranking, and the ranks of every unit. */
#include "base/options.h"
#include "model/scenarios.h"
#include "table/columns.h"
#include "table/tables_robust.h"

#include <math.h>
#include <string.h>

enum {
  SCENARIO,
  RANKED,
  SPEARMAN,
  KENDALL,
  MEAN,
  LARGEST,
  UNIT,
  MOVED,
  FAR,
  FIRST,
  TOP,
  COMMON,
  LOST,
  GAINED,
  CHANGES,
  REASON,
  COLUMNS
};

static const egb_table_column columns[COLUMNS] = {
    [SCENARIO] = {.id = "scenario", .label = "Scenario", .help = "Name of the scenario.", .kind = EGB_CELL_TEXT},
    [RANKED] = {.id = "ranked",
                .label = "Ranked",
                .help = "Units that have a rank in the scenario.",
                .kind = EGB_CELL_INTEGER,
                .importance = 2},
    [SPEARMAN] = {.id = "spearman",
                  .label = "Spearman",
                  .help =
                      "Spearman's correlation of its ranks with those of the definition, over the units ranked both "
                      "times.",
                  .kind = EGB_CELL_NUMBER,
                  .decimals = 4},
    [KENDALL] = {.id = "kendall",
                 .label = "Kendall",
                 .help = "Kendall's tau-b of the same ranks.",
                 .kind = EGB_CELL_NUMBER,
                 .decimals = 4,
                 .importance = 3},
    [MEAN] = {.id = "mean_change",
              .label = "Mean shift",
              .help = "Mean absolute change of the ranks, over the units ranked both times.",
              .kind = EGB_CELL_NUMBER,
              .decimals = 2},
    [LARGEST] = {.id = "largest_change",
                 .label = "Largest",
                 .help = "Largest change of a rank.",
                 .kind = EGB_CELL_NUMBER},
    [UNIT] = {.id = "largest_unit",
              .label = "of",
              .help = "The unit that has it, of several the one that the definition ranks first.",
              .kind = EGB_CELL_TEXT},
    [MOVED] = {.id = "moved",
               .label = "Moved",
               .help = "Units whose rank changes.",
               .kind = EGB_CELL_INTEGER,
               .machine_only = true},
    [FAR] = {.id = "moved_10",
             .label = "10 or more",
             .help = "Units that move by ten places or more.",
             .kind = EGB_CELL_INTEGER,
             .importance = 1},
    [FIRST] = {.id = "first", .label = "First", .help = "The unit in first place.", .kind = EGB_CELL_TEXT},
    [TOP] = {.id = "top_kept",
             .label = "Top kept",
             .help =
                 "Units among the first ten of the definition (or among all, when fewer are ranked) that are so here.",
             .kind = EGB_CELL_INTEGER},
    [COMMON] = {.id = "common",
                .label = "Both",
                .help = "Units that have a rank both times.",
                .kind = EGB_CELL_INTEGER,
                .machine_only = true},
    [LOST] = {.id = "lost",
              .label = "Lost",
              .help = "Units that have a rank in the definition and none in the scenario.",
              .kind = EGB_CELL_INTEGER},
    [GAINED] = {.id = "gained",
                .label = "Gained",
                .help = "Units that have a rank in the scenario and none in the definition.",
                .kind = EGB_CELL_INTEGER},
    [CHANGES] = {.id = "changes",
                 .label = "Changes",
                 .help = "What the scenario changes besides weights and who takes part, as it is written.",
                 .kind = EGB_CELL_TEXT,
                 .machine_only = true},
    [REASON] = {.id = "reason", .label = "Why not", .help = "Why the scenario has no ranking.", .kind = EGB_CELL_TEXT},
};

static bool put_first(egb_table *table, size_t row, const egb_scenario_effect *effect) {
  const char *text = effect->first_count > 1
                         ? egb_arena_format(table->arena, "%s and %zu more", effect->first, effect->first_count - 1)
                         : effect->first;
  return (effect->first_count > 1 && text == NULL) || egb_cells_put(table, row, FIRST, text);
}

static bool put_effect(egb_table *table, size_t row, const egb_index *index, const egb_scenario_effect *effect) {
  const egb_scenario *scenario = egb_index_find_scenario(index, effect->id);
  if (!egb_table_put_text(table, row, SCENARIO, effect->id) ||
      !egb_cells_put(table, row, CHANGES, scenario != NULL ? scenario->changes : NULL))
    return false;
  if (effect->reason != NULL)
    return egb_table_put_text(table, row, REASON, effect->reason);
  egb_table_put_integer(table, row, RANKED, (int64_t)effect->ranked);
  egb_table_put_number(table, row, SPEARMAN, effect->spearman);
  egb_table_put_number(table, row, KENDALL, effect->kendall);
  egb_table_put_number(table, row, MEAN, effect->mean_change);
  egb_cells_put_rank(table, row, LARGEST, effect->largest_change);
  egb_table_put_integer(table, row, MOVED, (int64_t)effect->moved);
  egb_table_put_integer(table, row, FAR, (int64_t)effect->moved_far);
  egb_table_put_integer(table, row, TOP, (int64_t)effect->top_kept);
  egb_table_put_integer(table, row, COMMON, (int64_t)effect->common);
  egb_table_put_integer(table, row, LOST, (int64_t)effect->lost);
  egb_table_put_integer(table, row, GAINED, (int64_t)effect->gained);
  return egb_cells_put(table, row, UNIT, effect->largest_unit) && put_first(table, row, effect);
}

static size_t ranked_of(const egb_results *results) {
  size_t count = 0;
  for (size_t u = 0; u < results->unit_count; u++)
    count += isnan(results->rank[u]) ? 0 : 1;
  return count;
}

static bool fill(egb_table *table, const egb_scenarios *scenarios) {
  bool reasons = false, lost = false, gained = false;
  for (size_t i = 0; i < scenarios->count; i++) {
    const egb_scenario_effect *effect = &scenarios->effect[i];
    reasons = reasons || effect->reason != NULL;
    lost = lost || effect->lost > 0;
    gained = gained || effect->gained > 0;
    if (!put_effect(table, i, scenarios->base->index, effect))
      return false;
  }
  table->column[REASON].machine_only = !reasons;
  table->column[LOST].machine_only = !lost;
  table->column[GAINED].machine_only = !gained;
  return egb_robust_note_answer(table,
                                "Each scenario is compared with the definition, which ranks %zu units: shifts and "
                                "correlations are of the units ranked both times, with the ties that the ranks have; "
                                "top: the first %zu.",
                                ranked_of(scenarios->base), scenarios->top) &&
         egb_robust_note(table, "`--ranks` shows every unit's ranks; `egovbench diff --scenario none NAME` says why a "
                                "unit moves.");
}

egb_status egb_table_scenarios(const egb_scenarios *scenarios, const char *const *languages, egb_diag *diag,
                               egb_table **out) {
  (void)diag;
  *out = NULL;
  egb_table *table = egb_robust_table("egovbench.scenarios/1", "its scenarios", scenarios->base, languages, columns,
                                      COLUMNS, scenarios->count);
  if (table == NULL)
    return EGB_NO_MEMORY;
  if (!fill(table, scenarios)) {
    egb_table_free(table);
    return EGB_NO_MEMORY;
  }
  *out = table;
  return EGB_OK;
}

/* ---- units ----------------------------------------------------------------------------------- */

enum { ROW_UNIT, ROW_NAME, ROW_RANK, LEADING };
enum { LOWEST, HIGHEST, MEDIAN, SIDES, TRAILING };

static const egb_table_column leading[LEADING] = {
    [ROW_UNIT] = {EGB_COLUMN_UNIT, .machine_only = true},
    [ROW_NAME] = {EGB_COLUMN_NAME},
    [ROW_RANK] = {.id = "rank", .label = "Rank", .help = "Rank in the definition.", .kind = EGB_CELL_NUMBER}};

static const egb_table_column trailing[TRAILING] = {
    [LOWEST] = {.id = "rank_best",
                .label = "Best",
                .help = "The best of its ranks, that of the definition included.",
                .kind = EGB_CELL_NUMBER},
    [HIGHEST] = {.id = "rank_worst",
                 .label = "Worst",
                 .help = "The worst of its ranks, that of the definition included.",
                 .kind = EGB_CELL_NUMBER},
    [MEDIAN] = {.id = "rank_median",
                .label = "Median",
                .help = "The median of its ranks, that of the definition included.",
                .kind = EGB_CELL_NUMBER,
                .decimals = EGB_DECIMALS_AS_NEEDED},
    [SIDES] = {.id = "rankings",
               .label = "Rankings",
               .help = "How many of the rankings have a rank for the unit.",
               .kind = EGB_CELL_INTEGER,
               .machine_only = true}};

/* The rows that are shown: of the units asked for, in the order of their ranks; *count of them. */
static egb_status choose(const egb_scenarios *s, const char *const *units, egb_arena *arena, egb_diag *diag,
                         size_t **out, size_t *count) {
  const egb_dataset *data = s->base->data;
  bool *keep = egb_arena_array(arena, data->unit_count, sizeof *keep);
  size_t *row = egb_arena_array(arena, s->unit_count, sizeof *row);
  if (keep == NULL || row == NULL)
    return EGB_NO_MEMORY;
  memset(keep, 1, data->unit_count * sizeof *keep);
  const egb_status status = egb_report_keep_units(data, units, arena, diag, keep);
  const bool all = units == NULL || *units == NULL;
  for (size_t n = 0; n < s->unit_count; n++)
    if (s->unit[n].data == data ? keep[s->unit[n].number] : all)
      row[(*count)++] = n;
  *out = row;
  return status;
}

static bool describe(egb_table *table, const egb_scenarios *s) {
  egb_table_column *column = table->column;
  memcpy(column, leading, sizeof leading);
  memcpy(column + LEADING + s->count, trailing, sizeof trailing);
  for (size_t i = 0; i < s->count; i++) {
    const char *id = egb_arena_format(table->arena, "rank_%s", s->effect[i].id);
    const char *help = egb_arena_format(table->arena, "Rank in the scenario `%s`.", s->effect[i].id);
    if (id == NULL || help == NULL)
      return false;
    column[LEADING + i] = (egb_table_column){.id = id,
                                             .label = s->effect[i].id,
                                             .help = help,
                                             .kind = EGB_CELL_NUMBER,
                                             .importance = i < 10000 ? (int)i + 1 : 10000};
  }
  return egb_cells_own_columns(table, LEADING, LEADING + s->count);
}

static bool put_ranks(egb_table *table, size_t row, const egb_scenarios *s, const egb_scenarios_unit *unit,
                      const char *const *languages) {
  const size_t behind = LEADING + s->count;
  for (size_t i = 0; i <= s->count; i++)
    egb_cells_put_rank(table, row, ROW_RANK + i, unit->rank[i]);
  egb_cells_put_rank(table, row, behind + LOWEST, unit->lowest);
  egb_cells_put_rank(table, row, behind + HIGHEST, unit->highest);
  egb_table_put_number(table, row, behind + MEDIAN, unit->median);
  egb_table_put_integer(table, row, behind + SIDES, (int64_t)unit->ranked);
  return egb_table_put_text(table, row, ROW_UNIT, unit->id) &&
         egb_table_put_text(table, row, ROW_NAME, egb_dataset_unit_name(unit->data, unit->number, languages));
}

enum { LONG_UNIT, LONG_NAME, LONG_SCENARIO, LONG_SCORE, LONG_RANK, LONG_COLUMNS };

static const egb_table_column long_columns[LONG_COLUMNS] = {
    [LONG_UNIT] = {EGB_COLUMN_UNIT},
    [LONG_NAME] = {EGB_COLUMN_NAME, .importance = 1},
    [LONG_SCENARIO] = {.id = "scenario",
                       .label = "Scenario",
                       .help = "Name of the scenario; empty: the definition.",
                       .kind = EGB_CELL_TEXT},
    [LONG_SCORE] =
        {.id = "score", .label = "Score", .help = "Score of the index.", .kind = EGB_CELL_NUMBER, .decimals = -1},
    [LONG_RANK] = {.id = "rank", .label = "Rank", .help = "Rank; empty: none.", .kind = EGB_CELL_NUMBER}};

static bool put_long(egb_table *table, size_t row, const egb_scenarios *s, const egb_scenarios_unit *unit,
                     const char *const *languages) {
  const char *name = egb_dataset_unit_name(unit->data, unit->number, languages);
  for (size_t i = 0; i <= s->count; i++) {
    const size_t at = row * (s->count + 1) + i;
    egb_table_put_number(table, at, LONG_SCORE, unit->score[i]);
    egb_cells_put_rank(table, at, LONG_RANK, unit->rank[i]);
    if (!egb_table_put_text(table, at, LONG_UNIT, unit->id) || !egb_table_put_text(table, at, LONG_NAME, name) ||
        !egb_cells_put(table, at, LONG_SCENARIO, i > 0 ? s->effect[i - 1].id : NULL))
      return false;
  }
  return true;
}

static egb_status make_ranks(const egb_scenarios *s, const egb_scenario_ranks_options *options, egb_arena *arena,
                             egb_diag *diag, egb_table **out) {
  size_t *row = NULL, count = 0;
  const egb_status status = choose(s, options->units, arena, diag, &row, &count);
  const bool wide = !options->rows;
  const size_t width = LEADING + s->count + TRAILING;
  egb_table_column *blank = wide ? egb_arena_array(arena, width, sizeof *blank) : NULL;
  if (status != EGB_OK || (wide && blank == NULL))
    return status != EGB_OK ? status : EGB_NO_MEMORY;
  egb_table *table =
      egb_robust_table(wide ? "egovbench.scenario_ranks/1" : "egovbench.scenario_ranks_long/1",
                       "ranks in its scenarios", s->base, options->languages, wide ? blank : long_columns,
                       wide ? width : LONG_COLUMNS, wide ? count : count * (s->count + 1));
  bool done = table != NULL && (!wide || describe(table, s));
  for (size_t i = 0; i < count && done; i++)
    done = wide ? put_ranks(table, i, s, &s->unit[row[i]], options->languages)
                : put_long(table, i, s, &s->unit[row[i]], options->languages);
  if (done && wide)
    done =
        egb_robust_note(table, "Best, worst and median are over the definition and its scenarios, as far as the unit "
                               "has a rank there.");
  if (!done) {
    egb_table_free(table);
    return EGB_NO_MEMORY;
  }
  *out = table;
  return EGB_OK;
}

egb_status egb_table_scenario_ranks(const egb_scenarios *scenarios, const egb_scenario_ranks_options *options,
                                    egb_diag *diag, egb_table **out) {
  egb_scenario_ranks_options asked;
  *out = NULL;
  egb_status status = EGB_OPTIONS_TAKE(asked, options, diag);
  egb_arena *arena = status == EGB_OK ? egb_arena_new() : NULL;
  if (status == EGB_OK)
    status = arena != NULL ? make_ranks(scenarios, &asked, arena, diag, out) : EGB_NO_MEMORY;
  egb_arena_free(arena);
  return status;
}
