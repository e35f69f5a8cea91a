/* The difference of two results: units in rows, changes of rank and score and their parts in columns, and below a
 * summary that can be read aloud. */
#include "base/number.h"
#include "base/options.h"
#include "table/cells.h"
#include "table/columns.h"
#include "table/difference.h"

#include <math.h>
#include <string.h>

enum {
  UNIT,
  NAME,
  RANK_BEFORE,
  RANK_AFTER,
  RANK_CHANGE,
  RANK_PARTS,
  SCORE_BEFORE = RANK_PARTS + EGB_CAUSE_COUNT,
  SCORE_AFTER,
  SCORE_CHANGE,
  SCORE_PARTS,
  DRIVERS = SCORE_PARTS + EGB_CAUSE_COUNT,
  STATUS,
  LEADING
};

static const char *const headings[EGB_CAUSE_COUNT] = {"Data", "Weights", "Method", "Membership"};
static const char *const rank_ids[EGB_CAUSE_COUNT] = {"rank_data", "rank_weights", "rank_method", "rank_membership"};
static const char *const rank_headings[EGB_CAUSE_COUNT] = {"Rank: data", "Rank: weights", "Rank: method",
                                                           "Rank: membership"};

static const char *status_of(const egb_unit_difference *unit) {
  const bool before = !isnan(unit->rank[EGB_BEFORE]), after = !isnan(unit->rank[EGB_AFTER]);
  return before && after ? "both" : after ? "new" : before ? "gone" : "unranked";
}

/* ---- which rows ------------------------------------------------------------------------------ */

static egb_status keep_asked(const egb_difference_table *t, bool *keep, egb_diag *diag) {
  const char *const *asked = t->options->units;
  egb_arena *arena = t->table->arena;
  if (asked == NULL || asked[0] == NULL) {
    memset(keep, 1, t->d->count * sizeof *keep);
    return EGB_OK;
  }
  egb_status status = EGB_OK;
  for (; *asked != NULL && status != EGB_NO_MEMORY; asked++) {
    const size_t after = egb_dataset_find_unit(t->d->results[EGB_AFTER]->data, *asked);
    const size_t before = egb_dataset_find_unit(t->d->results[EGB_BEFORE]->data, *asked);
    for (size_t i = 0; i < t->d->count; i++)
      keep[i] = keep[i] || (after != EGB_NONE && t->d->unit[i].unit[EGB_AFTER] == after) ||
                (after == EGB_NONE && before != EGB_NONE && t->d->unit[i].unit[EGB_BEFORE] == before);
    if (after == EGB_NONE && before == EGB_NONE) {
      const char *const one[] = {*asked, NULL};
      bool *all = egb_arena_array(arena, t->d->results[EGB_AFTER]->unit_count, sizeof *all);
      status =
          all == NULL ? EGB_NO_MEMORY : egb_report_keep_units(t->d->results[EGB_AFTER]->data, one, arena, diag, all);
    }
  }
  return status;
}

static egb_status choose_rows(egb_difference_table *t, egb_diag *diag) {
  bool *keep = egb_arena_array(t->table->arena, t->d->count, sizeof *keep);
  t->row = egb_arena_array(t->table->arena, t->d->count, sizeof *t->row);
  if (keep == NULL || t->row == NULL)
    return EGB_NO_MEMORY;
  const egb_status status = keep_asked(t, keep, diag);
  for (size_t i = 0; i < t->d->count; i++)
    if (keep[i] && (t->options->top == 0 || t->row_count < t->options->top))
      t->row[t->row_count++] = i;
  return status;
}

/* ---- columns --------------------------------------------------------------------------------- */

static bool describe_rank(const egb_difference_table *t, egb_table_column *column) {
  egb_arena *arena = t->table->arena;
  static const char *const ids[] = {"rank_before", "rank_after"};
  for (int k = 0; k < 2; k++) {
    const bool fractional = t->d->results[k]->index->rank.ties == EGB_TIES_FRACTIONAL;
    column[RANK_BEFORE + k] =
        (egb_table_column){.id = ids[k],
                           .label = egb_arena_format(arena, "Rank, %s", t->side[k]),
                           .short_label = k == 0 ? "Before" : "After",
                           .help = k == 0 ? "Rank on the first side." : "Rank on the second side.",
                           .kind = fractional ? EGB_CELL_NUMBER : EGB_CELL_INTEGER,
                           .decimals = fractional ? EGB_DECIMALS_AS_NEEDED : -1};
    if (column[RANK_BEFORE + k].label == NULL)
      return false;
  }
  column[RANK_CHANGE] = (egb_table_column){.id = "rank_change",
                                           .label = "Gained",
                                           .help = "Places gained; negative: lost.",
                                           .kind = EGB_CELL_NUMBER,
                                           .decimals = EGB_DECIMALS_AS_NEEDED};
  return true;
}

static bool describe_score(const egb_difference_table *t, egb_table_column *column) {
  egb_arena *arena = t->table->arena;
  static const char *const ids[] = {"score_before", "score_after"};
  for (int k = 0; k < 2; k++) {
    column[SCORE_BEFORE + k] =
        (egb_table_column){.id = ids[k],
                           .label = egb_arena_format(arena, "Score, %s", t->side[k]),
                           .short_label = k == 0 ? "Score before" : "Score after",
                           .help = k == 0 ? "Score on the first side." : "Score on the second side.",
                           .kind = EGB_CELL_NUMBER,
                           .decimals = t->decimals,
                           .importance = 8};
    if (column[SCORE_BEFORE + k].label == NULL)
      return false;
  }
  column[SCORE_CHANGE] = (egb_table_column){.id = "score_change",
                                            .label = "Change",
                                            .help = "Change of the score.",
                                            .kind = EGB_CELL_NUMBER,
                                            .decimals = t->decimals};
  return true;
}

static void describe_parts(const egb_difference_table *t, egb_table_column *column) {
  int busy = 0;
  for (int f = 0; f < EGB_CAUSE_COUNT; f++)
    busy += !egb_difference_idle(t->d, f);
  for (int f = 0; f < EGB_CAUSE_COUNT; f++) {
    const bool idle = egb_difference_idle(t->d, f);
    column[RANK_PARTS + f] = (egb_table_column){.id = rank_ids[f],
                                                .label = rank_headings[f],
                                                .help = "Part of the change of the rank; the four sum to it.",
                                                .kind = EGB_CELL_NUMBER,
                                                .decimals = 1,
                                                .importance = 9,
                                                .machine_only = idle};
    column[SCORE_PARTS + f] = (egb_table_column){.id = egb_difference_causes[f],
                                                 .label = headings[f],
                                                 .help = "Part of the change of the score; the four sum to it.",
                                                 .kind = EGB_CELL_NUMBER,
                                                 .decimals = t->decimals,
                                                 .importance = busy > 1 ? 2 : 7, /* one part is the change */
                                                 .machine_only = idle};
  }
}

static bool describe(const egb_difference_table *t) {
  egb_table_column *column = t->table->column;
  column[UNIT] = (egb_table_column){EGB_COLUMN_UNIT, .machine_only = true};
  column[NAME] = (egb_table_column){EGB_COLUMN_NAME};
  column[DRIVERS] = (egb_table_column){
      .id = "drivers",
      .label = "Driven by",
      .help =
          "The dimensions whose contributions to the change of the score, less their means over all units ranked on "
          "both sides, moved the unit in the direction of its rank; furthest first, with that difference.",
      .kind = EGB_CELL_TEXT,
      .importance = 3,
      .comfort = 20,
      .machine_only = t->d->attribution.contribution == NULL};
  column[STATUS] = (egb_table_column){.id = "status",
                                      .label = "Status",
                                      .help = "both: ranked on both sides; new, gone: on one; unranked: on neither.",
                                      .kind = EGB_CELL_TEXT,
                                      .machine_only = true};
  describe_parts(t, column);
  for (size_t i = 0; t->d->attribution.contribution != NULL && i < t->d->attribution.dimension_count; i++) {
    const egb_dimension_difference *dimension = &t->d->attribution.dimension[i];
    const int side = dimension->node[EGB_AFTER] != EGB_NONE ? EGB_AFTER : EGB_BEFORE;
    column[LEADING + i] = (egb_table_column){
        .id = egb_arena_format(t->table->arena, "by_%s", dimension->id),
        .label = egb_index_node_name(t->d->results[side]->index, dimension->node[side], t->options->languages),
        .help = "Contribution of this dimension to the change of the score; the dimensions sum to it.",
        .kind = EGB_CELL_NUMBER,
        .decimals = t->decimals,
        .machine_only = true};
    if (column[LEADING + i].id == NULL)
      return false;
  }
  return describe_rank(t, column) && describe_score(t, column);
}

/* ---- cells ----------------------------------------------------------------------------------- */

static void put_drivers(const egb_difference_table *t, size_t i, egb_buffer *out) {
  const egb_attribution *by = &t->d->attribution;
  const size_t *driver = by->driver + i * EGB_DRIVERS_MAX;
  for (size_t k = 0; k < EGB_DRIVERS_MAX && driver[k] != EGB_NONE; k++) {
    egb_buffer_format(out, k == 0 ? "%s " : ", %s ", by->dimension[driver[k]].id);
    egb_difference_signed(out, egb_attribution_against_mean(by, i, driver[k]), t->decimals);
  }
}

static bool put_row(const egb_difference_table *t, size_t row) {
  const egb_unit_difference *unit = &t->d->unit[t->row[row]];
  const egb_attribution *by = &t->d->attribution;
  egb_table *table = t->table;
  const bool both = !isnan(unit->score_change);
  for (size_t k = 0; k < 2; k++) {
    egb_cells_put_rank(table, row, RANK_BEFORE + k, unit->rank[k]);
    egb_table_put_number(table, row, SCORE_BEFORE + k, unit->score[k]);
  }
  egb_table_put_number(table, row, RANK_CHANGE, unit->rank_change);
  egb_table_put_number(table, row, SCORE_CHANGE, unit->score_change);
  for (size_t f = 0; f < EGB_CAUSE_COUNT && both; f++) {
    egb_table_put_number(table, row, SCORE_PARTS + f, unit->score_part[f]);
    if (!isnan(unit->rank_change))
      egb_table_put_number(table, row, RANK_PARTS + f, unit->rank_part[f]);
  }
  egb_buffer drivers = {0};
  if (by->contribution != NULL && both) {
    put_drivers(t, t->row[row], &drivers);
    for (size_t i = 0; i < by->dimension_count; i++)
      egb_table_put_number(table, row, LEADING + i, by->contribution[t->row[row] * by->dimension_count + i]);
  }
  const bool done = !drivers.failed && egb_cells_put(table, row, DRIVERS, drivers.text) &&
                    egb_cells_put(table, row, UNIT, unit->id) &&
                    egb_cells_put(table, row, NAME, egb_difference_name(t, unit)) &&
                    egb_cells_put(table, row, STATUS, status_of(unit));
  egb_buffer_clear(&drivers);
  return done;
}

/* ---- the whole ------------------------------------------------------------------------------- */

/* "egdi 2018", with the scenario when there is one. */
static const char *call_side(const egb_difference_table *t, int side) {
  const egb_results *results = t->d->results[side];
  const char *period = results->data->period[results->period];
  if (t->options->name[side] != NULL)
    return t->options->name[side];
  return egb_arena_format(t->table->arena, "%s%s%s%s%s", results->index->id, period[0] == '\0' ? "" : " ", period,
                          results->scenario == NULL ? "" : " ", results->scenario == NULL ? "" : results->scenario);
}

static bool finish(const egb_difference_table *t) {
  egb_table *table = t->table;
  const egb_index *before = t->d->results[EGB_BEFORE]->index, *after = t->d->results[EGB_AFTER]->index;
  table->title = egb_arena_format(table->arena, "%s compared with %s", t->side[EGB_AFTER], t->side[EGB_BEFORE]);
  return table->title != NULL && egb_difference_notes(t) &&
         egb_report_index_facts(table, after, t->options->languages) &&
         egb_report_provenance(table, t->d->results[EGB_AFTER]) &&
         egb_table_add_fact(table, "before", t->side[EGB_BEFORE]) &&
         egb_table_add_fact(table, "after", t->side[EGB_AFTER]) &&
         (before == after || before->source == NULL ||
          egb_table_add_checksum(table, "before:definition:sha256", before->source));
}

static bool fill(egb_difference_table *t) {
  for (int k = 0; k < 2; k++)
    if ((t->side[k] = call_side(t, k)) == NULL)
      return false;
  const size_t dimensions = t->d->attribution.contribution != NULL ? t->d->attribution.dimension_count : 0;
  if (!egb_table_shape(t->table, LEADING + dimensions, t->row_count) || !describe(t))
    return false;
  for (size_t row = 0; row < t->row_count; row++)
    if (!put_row(t, row))
      return false;
  return finish(t);
}

egb_status egb_table_difference(const egb_difference *difference, const egb_difference_options *options, egb_diag *diag,
                                egb_table **out) {
  egb_difference_options asked;
  *out = NULL;
  egb_status status = EGB_OPTIONS_TAKE(asked, options, diag);
  if (status != EGB_OK)
    return status;
  egb_difference_table t = {.d = difference,
                            .options = &asked,
                            .table = egb_table_new("egovbench.difference/1", 0, 0),
                            .decimals = egb_number_decimals(difference->scale)};
  if (t.table == NULL)
    return EGB_NO_MEMORY;
  status = choose_rows(&t, diag);
  if (status == EGB_OK && !fill(&t))
    status = EGB_NO_MEMORY;
  if (status == EGB_OK)
    *out = t.table;
  else
    egb_table_free(t.table);
  return status;
}
