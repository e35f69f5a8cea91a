/* The profile of one unit: a row for the index and one per dimension, with a bar for people. */
#include "base/number.h"
#include "table/cells.h"
#include "table/columns.h"
#include "table/common.h"
#include "table/intervals.h"
#include "table/profile.h"

#include <math.h>
#include <string.h>

enum {
  NODE,
  LABEL,
  SCORE,
  BAR,
  RANK,
  OF,
  WEIGHT,
  VERDICT,
  BEST,
  BEST_UNIT,
  GAP,
  ALONE,
  LEVEL,
  NEXT_LEVEL,
  HOLDS_BACK,
  LOW,
  HIGH,
  LEADING
};

#define LEAST_BEST 0.05 /* share of the scale */

static const egb_table_column columns[LEADING] = {
    [NODE] = {EGB_COLUMN_NODE, .machine_only = true},
    [LABEL] = {.id = "name",
               .label = "Dimension",
               .help = "Name of the node in the chosen language.",
               .kind = EGB_CELL_TEXT,
               .comfort = 20},
    [SCORE] = {.id = "score", .label = "Score", .help = "Score; empty: missing.", .kind = EGB_CELL_NUMBER},
    [BAR] = {.id = "bar",
             .label = "",
             .help = "The score as a bar.",
             .kind = EGB_CELL_TEXT,
             .importance = 1,
             .people_only = true,
             .monospaced = true},
    [RANK] = {.id = "rank",
              .label = "Rank",
              .help = "Rank among the units that have the node.",
              .kind = EGB_CELL_INTEGER,
              .decimals = -1},
    [OF] = {.id = "of",
            .label = "Of",
            .help = "How many have it; empty for ranks as published.",
            .kind = EGB_CELL_INTEGER,
            .decimals = -1,
            .machine_only = true},
    [WEIGHT] = {.id = "weight",
                .label = "Weight",
                .help = "Share among the dimensions that the unit has.",
                .kind = EGB_CELL_NUMBER,
                .decimals = 4,
                .machine_only = true},
    [VERDICT] =
        {.id = "verdict",
         .label = "",
         .help = "strength: the rank is better than the unit's own by at least a tenth of the units ranked; weakness: "
                 "worse by as much; empty: neither.",
         .kind = EGB_CELL_TEXT},
    [BEST] = {.id = "best",
              .label = "Best",
              .help = "Best score of a ranked unit.",
              .kind = EGB_CELL_NUMBER,
              .importance = 2},
    [BEST_UNIT] = {.id = "best_unit",
                   .label = "of",
                   .help = "Id of the unit that has it.",
                   .kind = EGB_CELL_TEXT,
                   .importance = 3},
    [GAP] =
        {.id = "gap", .label = "To the best", .help = "Points to the best.", .kind = EGB_CELL_NUMBER, .importance = 4},
    [ALONE] =
        {.id = "to_next_level",
         .label = "To next level",
         .short_label = "To next",
         .help =
             "Of the index: points to the next level. Of a dimension: by how much it must improve (rise; fall where a "
             "lower score is better) when it does so alone; empty: nothing is enough.",
         .kind = EGB_CELL_NUMBER,
         .upward = true,
         .importance = 1},
    [LEVEL] = {.id = "level",
               .label = "Level",
               .help = "Id of the level reached; of the index only.",
               .kind = EGB_CELL_TEXT,
               .machine_only = true},
    [NEXT_LEVEL] = {.id = "next_level",
                    .label = "Next level",
                    .help = "Id of the level above; of the index only.",
                    .kind = EGB_CELL_TEXT,
                    .machine_only = true},
    [HOLDS_BACK] = {.id = "holds_back",
                    .label = "Holds back",
                    .help = "yes: this dimension holds the unit back from the next level.",
                    .kind = EGB_CELL_TEXT,
                    .machine_only = true},
    [LOW] = {.id = "rank_low",
             .label = "From",
             .help = "Best rank of the interval; of the index only.",
             .kind = EGB_CELL_INTEGER,
             .machine_only = true},
    [HIGH] = {.id = "rank_high",
              .label = "To",
              .help = "Worst rank of the interval; of the index only.",
              .kind = EGB_CELL_INTEGER,
              .machine_only = true}};

static bool describe(const egb_profile_table *t) {
  egb_table_column *column = t->table->column;
  memcpy(column, columns, sizeof columns);
  const size_t scored[] = {SCORE, BEST, GAP, ALONE};
  for (size_t i = 0; i < sizeof scored / sizeof *scored; i++)
    column[scored[i]].decimals = t->decimals;
  column[ALONE].machine_only = t->profile->step.next == SIZE_MAX;
  for (size_t kind = 0; kind < t->profile->kinds; kind++) {
    const char *what = kind == EGB_PEERS_ALL    ? "all"
                       : kind == EGB_PEERS_NEAR ? "near"
                                                : t->data->grouping[kind - EGB_PEERS_GROUPS];
    column[LEADING + kind] = (egb_table_column){.id = egb_arena_format(t->table->arena, "mean_%s", what),
                                                .label = egb_arena_format(t->table->arena, "Mean %s", what),
                                                .help = "Mean score of these peers, without the unit itself.",
                                                .kind = EGB_CELL_NUMBER,
                                                .decimals = t->decimals,
                                                .importance = 5,
                                                .machine_only = kind != t->kind && kind != EGB_PEERS_NEAR};
    if (column[LEADING + kind].id == NULL || column[LEADING + kind].label == NULL)
      return false;
  }
  return egb_cells_own_columns(t->table, LEADING + EGB_PEERS_GROUPS, LEADING + t->profile->kinds);
}

/* Parts may have scales of their own (z-scores): a bar would show nothing. */
static bool is_on_scale(const egb_profile_table *t, const egb_profile_row *row) {
  return !isnan(row->score) && row->score >= 0 && row->best >= LEAST_BEST * t->index->scale;
}

static size_t position(const egb_profile_table *t, double value) {
  const double at = value / t->index->scale * EGB_PROFILE_BAR;
  return isnan(at) || at < 0 ? 0 : at > EGB_PROFILE_BAR ? EGB_PROFILE_BAR : (size_t)(at + 0.5);
}

/* "========+....o....": the score, the mean of the peers and the best, from 0 to the scale. */
static void draw(const egb_profile_table *t, const egb_profile_row *row, char out[EGB_PROFILE_BAR + 1]) {
  const double mean = row->mean[t->kind];
  memset(out, '.', EGB_PROFILE_BAR);
  memset(out, '=', position(t, row->score));
  out[EGB_PROFILE_BAR] = '\0';
  if (!isnan(row->best))
    out[position(t, row->best) == 0 ? 0 : position(t, row->best) - 1] = 'o';
  if (!isnan(mean))
    out[position(t, mean) == 0 ? 0 : position(t, mean) - 1] = '+';
}

static bool put_row(const egb_profile_table *t, size_t row) {
  const egb_profile_row *at = &t->profile->row[row];
  const egb_level_step *step = &t->profile->step;
  egb_table *table = t->table;
  char bar[EGB_PROFILE_BAR + 1];
  draw(t, at, bar);
  egb_table_put_number(table, row, SCORE, at->score);
  egb_cells_mark(egb_table_cell(table, row, SCORE), t->profile->results, at->node, t->profile->unit,
                 (egb_state)egb_score_states(t->profile->results, at->node)[t->profile->unit]);
  egb_cells_put_rank(table, row, RANK, at->rank);
  if (row == 0 && t->spread != NULL) {
    egb_cells_put_rank(table, row, LOW, t->spread->low);
    egb_cells_put_rank(table, row, HIGH, t->spread->high);
  }
  egb_cells_put_rank(table, row, OF, at->of);
  egb_table_put_number(table, row, WEIGHT, at->share);
  egb_table_put_number(table, row, BEST, at->best);
  egb_table_put_number(table, row, GAP, at->gap);
  egb_table_put_number(table, row, ALONE, row == 0 ? step->missing : at->alone);
  for (size_t kind = 0; kind < t->profile->kinds; kind++)
    egb_table_put_number(table, row, LEADING + kind, at->mean[kind]);
  const char *verdict = at->verdict > 0 ? "strength" : at->verdict < 0 ? "weakness" : NULL;
  return egb_cells_put(table, row, NODE, t->index->node[at->node].id) &&
         egb_cells_put(table, row, LABEL, egb_index_node_name(t->index, at->node, t->languages)) &&
         (!is_on_scale(t, at) || egb_cells_put(table, row, BAR, bar)) && egb_cells_put(table, row, VERDICT, verdict) &&
         (at->best_unit == EGB_NONE || egb_cells_put(table, row, BEST_UNIT, t->data->unit[at->best_unit].id)) &&
         (row != 0 || egb_cells_put(table, row, LEVEL, egb_index_level_id(t->index, step->level))) &&
         (row != 0 || egb_cells_put(table, row, NEXT_LEVEL, egb_index_level_id(t->index, step->next))) &&
         (row == 0 || at->node != step->node || egb_cells_put(table, row, HOLDS_BACK, "yes"));
}

static const char *make_title(const egb_profile_table *t) {
  const egb_results *results = t->profile->results;
  const egb_profile_row *root = &t->profile->row[0];
  const char *name = egb_dataset_unit_name(t->data, t->profile->unit, t->languages);
  const char *title = egb_report_title(t->table->arena, t->index, t->data->period[results->period], t->languages);
  if (title == NULL)
    return NULL;
  if (isnan(root->rank))
    return egb_arena_format(t->table->arena, "%s: %s, not ranked", name, title);
  if (egb_index_is_published(t->index))
    return egb_arena_format(t->table->arena, "%s: %s, rank %zu as published", name, title, (size_t)root->rank);
  if (t->spread == NULL)
    return egb_arena_format(t->table->arena, "%s: %s, rank %zu of %zu", name, title, (size_t)root->rank,
                            t->profile->ranked);
  return egb_arena_format(t->table->arena, "%s: %s, rank %zu (%.0f to %.0f) of %zu", name, title, (size_t)root->rank,
                          t->spread->low, t->spread->high, t->profile->ranked);
}

static bool say_interval(const egb_profile_table *t, const egb_uncertainty *uncertainty) {
  egb_buffer text = {0};
  if (t->spread == NULL)
    return true;
  egb_buffer_text(&text, "In brackets behind the rank: ");
  egb_intervals_words(uncertainty, &text);
  egb_buffer_char(&text, '.');
  egb_intervals_failed(uncertainty, &text);
  return egb_report_note(t->table, &text);
}

static bool say_partial(const egb_profile_table *t) {
  for (size_t row = 0; row < t->table->row_count; row++) {
    const egb_cell *cell = egb_table_cell(t->table, row, SCORE);
    if (cell->mark && cell->sign == '*')
      return egb_table_add_note(t->table,
                                "* Computed from fewer parts than there are; the weights of the others are re-scaled.");
  }
  return true;
}

static bool fill(egb_profile_table *t, const egb_uncertainty *uncertainty) {
  if (!egb_table_shape(t->table, LEADING + t->profile->kinds, t->profile->row_count) || !describe(t))
    return false;
  uint8_t *indent = egb_arena_array(t->table->arena, t->profile->row_count, sizeof *indent);
  if (indent == NULL)
    return false;
  for (size_t row = 0; row < t->profile->row_count; row++) {
    indent[row] = row > 0;
    if (!put_row(t, row))
      return false;
  }
  t->table->indent = indent;
  t->table->title = make_title(t);
  return t->table->title != NULL && egb_profile_notes(t) && say_interval(t, uncertainty) && say_partial(t) &&
         egb_cells_notes(t->table) && egb_report_index_facts(t->table, t->index, t->languages) &&
         egb_report_result_facts(t->table, t->profile->results) &&
         (t->spread == NULL || egb_intervals_facts(uncertainty, t->table)) &&
         egb_table_add_fact(t->table, "unit", t->data->unit[t->profile->unit].id);
}

egb_status egb_table_profile(const egb_profile *profile, const egb_uncertainty *uncertainty,
                             const char *const *languages, egb_diag *diag, egb_table **out) {
  (void)diag;
  *out = NULL;
  egb_profile_table t = {.profile = profile,
                         .index = profile->results->index,
                         .data = profile->results->data,
                         .languages = languages,
                         .table = egb_table_new("egovbench.profile/1", 0, 0),
                         .decimals = egb_number_decimals(profile->results->index->scale)};
  if (t.table == NULL)
    return EGB_NO_MEMORY;
  /* The bars show the first group that the unit is in with others, else all units. */
  for (size_t kind = profile->kinds; kind-- > EGB_PEERS_GROUPS;)
    if (profile->peers[kind] > 0)
      t.kind = kind;
  if (uncertainty != NULL && !isnan(profile->row[0].rank))
    t.spread = &uncertainty->unit[profile->unit];
  if (t.spread != NULL && isnan(t.spread->low)) /* in no draw ranked */
    t.spread = NULL;
  if (!fill(&t, uncertainty)) {
    egb_table_free(t.table);
    return EGB_NO_MEMORY;
  }
  *out = t.table;
  return EGB_OK;
}
