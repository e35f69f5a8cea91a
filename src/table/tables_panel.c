/* Periods side by side. The figures over time are those of egb_trend_of; nothing is computed here. */
#include "table/cells.h"
#include "table/columns.h"
#include "table/ranking.h"

#include "base/number.h"
#include "model/breaks.h"

#include <math.h>
#include <string.h>

enum { UNIT, NAME, LEADING };                      /* columns before the periods */
enum { CHANGE, GROWTH, SLOPE, PERIODS, TRAILING }; /* behind them */
enum { SCORE, RANK, PER_PERIOD };

typedef struct panel {
  const egb_results *const *results;
  size_t count;
  const egb_index *index;
  const egb_dataset *data;
  const char *const *languages;
  egb_table *table;
  size_t *unit; /* rows, in the order of the last period */
  size_t unit_count;
  double *time;
  size_t since; /* the first period that nothing parts from the last one */
} panel;

static const char *period_of(const panel *p, size_t i) {
  return p->data->period[p->results[i]->period];
}

static egb_status start(panel *p, const char *schema, const char *const *units, egb_diag *diag) {
  const egb_status rising = egb_report_periods(p->results, p->count, diag);
  if (rising != EGB_OK)
    return rising;
  p->table = egb_table_new(schema, 0, 0);
  if (p->table == NULL)
    return EGB_NO_MEMORY;
  egb_arena *arena = p->table->arena;
  bool *keep = egb_arena_array(arena, p->data->unit_count, sizeof *keep);
  p->unit = egb_arena_array(arena, p->data->unit_count, sizeof *p->unit);
  p->time = egb_arena_array(arena, p->count, sizeof *p->time);
  if (keep == NULL || p->unit == NULL || p->time == NULL)
    return EGB_NO_MEMORY;
  memset(keep, 1, p->data->unit_count * sizeof *keep);
  const egb_status status = egb_report_keep_units(p->data, units, arena, diag, keep);
  const egb_results *last = p->results[p->count - 1];
  for (size_t i = 0; i < p->data->unit_count; i++)
    if (keep[last->order[i]])
      p->unit[p->unit_count++] = last->order[i];
  for (size_t i = 0; i < p->count; i++)
    p->time[i] = egb_dataset_time(p->data, p->results[i]->period);
  while (p->since + 1 < p->count &&
         egb_results_breaks(last, period_of(p, p->since), period_of(p, p->count - 1), NULL) > 0)
    p->since++;
  return status;
}

/* ---- notes ----------------------------------------------------------------------------------- */

static bool ranked(const panel *p, size_t i, size_t unit) {
  return !isnan(p->results[i]->rank[unit]);
}

/* Who came and who left between two neighbouring periods. */
static bool put_membership(const panel *p, size_t i, bool came) {
  egb_name_list list = {.count = 0};
  for (size_t u = 0; u < p->data->unit_count; u++)
    if (ranked(p, i, u) == came && ranked(p, i - 1, u) != came)
      egb_name_list_add(&list, egb_dataset_unit_name(p->data, u, p->languages));
  const char *what =
      came ? egb_arena_format(p->table->arena, "New in %s", period_of(p, i))
           : egb_arena_format(p->table->arena, "Ranked in %s, but not in %s", period_of(p, i - 1), period_of(p, i));
  return what != NULL && egb_name_list_note(p->table, what, &list);
}

/* What parts the first period from the last, and which figures there are all the same. */
static bool put_breaks(const panel *p) {
  egb_buffer text = {0};
  if (p->since == 0)
    return true;
  if (p->since + 1 < p->count)
    egb_buffer_format(&text, "Change, growth and trend are those from %s on: ", period_of(p, p->since));
  else
    egb_buffer_text(&text, "There is no change, growth or trend: ");
  egb_buffer_text(&text, "earlier periods are not comparable. ");
  (void)egb_results_breaks(p->results[p->count - 1], period_of(p, 0), period_of(p, p->count - 1), &text);
  egb_buffer_char(&text, '.');
  return egb_report_note_of(p->table, EGB_NOTE_READING, &text);
}

static bool put_notes(const panel *p) {
  if (!put_breaks(p))
    return false;
  if (p->count > 1 &&
      !egb_table_add_note(
          p->table,
          "Change: last score less the first. Growth: compound rate per unit of time, (last / first)^(1 / time "
          "between) - 1. Trend: slope of the least-squares line through all scores, per unit of time."))
    return false;
  for (size_t i = 1; i < p->count; i++)
    if (!put_membership(p, i, true) || !put_membership(p, i, false))
      return false;
  return egb_cells_notes(p->table) && (!egb_ranking_scale_moves(p->results[p->count - 1]) ||
                                       egb_table_add_note_of(p->table, EGB_NOTE_READING, EGB_RANKING_SCALE_MOVES));
}

static bool finish(const panel *p) {
  p->table->title = egb_report_title(p->table->arena, p->index, NULL, p->languages);
  return p->table->title != NULL && put_notes(p) && egb_report_index_facts(p->table, p->index, p->languages) &&
         egb_report_result_facts(p->table, p->results[p->count - 1]) &&
         egb_report_period_fact(p->table, p->results, p->count);
}

/* ---- wide ------------------------------------------------------------------------------------ */

static void rank_column(const panel *p, egb_table_column *column) {
  const bool fractional = p->index->rank.ties == EGB_TIES_FRACTIONAL;
  column->kind = fractional ? EGB_CELL_NUMBER : EGB_CELL_INTEGER;
  column->decimals = fractional ? EGB_DECIMALS_AS_NEEDED : -1;
}

static bool put_period_columns(const panel *p, size_t i) {
  egb_arena *arena = p->table->arena;
  const char *period = period_of(p, i);
  egb_table_column *column = &p->table->column[LEADING + PER_PERIOD * i];
  /* A narrow terminal keeps the latest periods. */
  const int age = p->count - i > 10000 ? 10000 : (int)(p->count - i);
  for (int k = 0; k < PER_PERIOD; k++) {
    column[k] = (egb_table_column){
        .kind = EGB_CELL_NUMBER, .decimals = egb_number_decimals(p->index->scale), .importance = 4 + 2 * age + k};
    column[k].id = period[0] == '\0' ? (k == SCORE ? "score" : "rank")
                                     : egb_arena_format(arena, k == SCORE ? "score_%s" : "rank_%s", period);
    column[k].label = egb_arena_format(arena, k == SCORE ? "Score %s" : "Rank %s", period);
    column[k].short_label = egb_arena_format(arena, k == SCORE ? "%s" : "Rank %s", period);
    column[k].help = k == SCORE ? "Score in this period; empty: not ranked." : "Rank in this period.";
    if (column[k].id == NULL || column[k].label == NULL || column[k].short_label == NULL)
      return false;
    if (period[0] == '\0')
      column[k].short_label = NULL;
  }
  rank_column(p, &column[RANK]);
  return true;
}

static void put_trend_columns(const panel *p) {
  const int decimals = egb_number_decimals(p->index->scale);
  egb_table_column *column = &p->table->column[LEADING + PER_PERIOD * p->count];
  const bool alone = p->count < 2;
  column[CHANGE] = (egb_table_column){.id = "change",
                                      .label = "Change",
                                      .help = "Last score less the first; empty: periods that are not comparable.",
                                      .kind = EGB_CELL_NUMBER,
                                      .decimals = decimals,
                                      .importance = 1,
                                      .machine_only = alone};
  column[GROWTH] = (egb_table_column){.id = "growth",
                                      .label = "Growth",
                                      .help = "Compound growth rate of the score per unit of time, as a share.",
                                      .kind = EGB_CELL_NUMBER,
                                      .decimals = 4,
                                      .importance = 2,
                                      .machine_only = alone};
  column[SLOPE] = (egb_table_column){.id = "trend",
                                     .label = "Trend",
                                     .help = "Slope of the least-squares line through the scores, per unit of time.",
                                     .kind = EGB_CELL_NUMBER,
                                     .decimals = 4,
                                     .importance = 3,
                                     .machine_only = alone};
  column[PERIODS] = (egb_table_column){.id = "periods",
                                       .label = "Periods",
                                       .help = "How many periods the unit is ranked in.",
                                       .kind = EGB_CELL_INTEGER,
                                       .decimals = -1,
                                       .machine_only = true};
}

static bool put_unit(const panel *p, size_t row, double *score) {
  const size_t unit = p->unit[row], trailing = LEADING + PER_PERIOD * p->count;
  egb_trend trend = EGB_TREND_INIT;
  for (size_t i = 0; i < p->count; i++) {
    const size_t at = LEADING + PER_PERIOD * i;
    score[i] = egb_results_score(p->results[i], unit);
    egb_table_put_number(p->table, row, at + SCORE, score[i]);
    egb_cells_mark(egb_table_cell(p->table, row, at + SCORE), p->results[i], 0, unit, EGB_STATE_OBSERVED);
    egb_cells_put_rank(p->table, row, at + RANK, egb_results_rank(p->results[i], unit));
  }
  egb_trend_of(p->time + p->since, score + p->since, p->count - p->since, &trend);
  size_t periods = trend.count;
  for (size_t i = 0; i < p->since; i++)
    periods += isnan(score[i]) ? 0 : 1;
  egb_table_put_number(p->table, row, trailing + CHANGE, trend.change);
  egb_table_put_number(p->table, row, trailing + GROWTH, trend.growth);
  egb_table_put_number(p->table, row, trailing + SLOPE, trend.slope);
  egb_table_put_integer(p->table, row, trailing + PERIODS, (int64_t)periods);
  return egb_cells_put(p->table, row, UNIT, p->data->unit[unit].id) &&
         egb_cells_put(p->table, row, NAME, egb_dataset_unit_name(p->data, unit, p->languages));
}

static bool fill(const panel *p) {
  egb_table *table = p->table;
  double *score = egb_arena_array(table->arena, p->count, sizeof *score);
  if (score == NULL || p->count > 100000 ||
      !egb_table_shape(table, LEADING + PER_PERIOD * p->count + TRAILING, p->unit_count))
    return false;
  table->column[UNIT] = (egb_table_column){EGB_COLUMN_UNIT, .machine_only = true};
  table->column[NAME] = (egb_table_column){EGB_COLUMN_NAME};
  for (size_t i = 0; i < p->count; i++)
    if (!put_period_columns(p, i))
      return false;
  put_trend_columns(p);
  for (size_t row = 0; row < p->unit_count; row++)
    if (!put_unit(p, row, score))
      return false;
  return finish(p);
}

static egb_status end(const panel *p, egb_status status, egb_table **out) {
  if (status == EGB_OK)
    *out = p->table;
  else
    egb_table_free(p->table);
  return status;
}

egb_status egb_table_panel(const egb_results *const *results, size_t count, const char *const *languages,
                           const char *const *units, egb_diag *diag, egb_table **out) {
  *out = NULL;
  if (count == 0)
    return EGB_USAGE;
  panel p = {
      .results = results, .count = count, .index = results[0]->index, .data = results[0]->data, .languages = languages};
  egb_status status = start(&p, "egovbench.panel/1", units, diag);
  if (status == EGB_OK && !fill(&p))
    status = EGB_NO_MEMORY;
  return end(&p, status, out);
}

/* ---- long ------------------------------------------------------------------------------------ */

enum { LONG_UNIT, LONG_NAME, LONG_PERIOD, LONG_SCORE, LONG_RANK, LONG_LEVEL, LONG_LEVEL_NAME, LONG_COLUMNS };

static bool put_level(const panel *p, size_t i, size_t unit, size_t row) {
  const size_t level = egb_level_of(p->results[i], unit);
  return level == EGB_NONE ||
         (egb_cells_put(p->table, row, LONG_LEVEL, egb_index_level_id(p->index, level)) &&
          egb_cells_put(p->table, row, LONG_LEVEL_NAME, egb_index_level_name(p->index, level, p->languages)));
}

static bool fill_long(const panel *p) {
  static const egb_table_column columns[LONG_COLUMNS] = {
      [LONG_UNIT] = {EGB_COLUMN_UNIT},
      [LONG_NAME] = {EGB_COLUMN_NAME},
      [LONG_PERIOD] = {.id = "period", .label = "Period", .help = "Period of the data.", .kind = EGB_CELL_TEXT},
      [LONG_SCORE] = {.id = "score", .label = "Score", .help = "Empty: not ranked.", .kind = EGB_CELL_NUMBER},
      [LONG_RANK] = {.id = "rank", .label = "Rank", .help = "1 is the best.", .kind = EGB_CELL_INTEGER},
      [LONG_LEVEL] = {.id = "level",
                      .label = "Level id",
                      .help = "Id of the maturity level reached; empty: none.",
                      .kind = EGB_CELL_TEXT,
                      .machine_only = true},
      [LONG_LEVEL_NAME] = {.id = "level_name",
                           .label = "Level",
                           .help = "Name of the maturity level reached.",
                           .kind = EGB_CELL_TEXT,
                           .importance = 1},
  };
  egb_table *table = p->table;
  if (!egb_table_shape(table, LONG_COLUMNS, p->unit_count * p->count))
    return false;
  memcpy(table->column, columns, sizeof columns);
  table->column[LONG_SCORE].decimals = egb_number_decimals(p->index->scale);
  table->column[LONG_LEVEL_NAME].machine_only = p->index->level_count == 0;
  rank_column(p, &table->column[LONG_RANK]);
  for (size_t u = 0, row = 0; u < p->unit_count; u++) {
    for (size_t i = 0; i < p->count; i++, row++) {
      egb_table_put_number(table, row, LONG_SCORE, egb_results_score(p->results[i], p->unit[u]));
      egb_cells_mark(egb_table_cell(table, row, LONG_SCORE), p->results[i], 0, p->unit[u], EGB_STATE_OBSERVED);
      egb_cells_put_rank(table, row, LONG_RANK, egb_results_rank(p->results[i], p->unit[u]));
      if (!egb_cells_put(table, row, LONG_UNIT, p->data->unit[p->unit[u]].id) ||
          !egb_cells_put(table, row, LONG_NAME, egb_dataset_unit_name(p->data, p->unit[u], p->languages)) ||
          !egb_cells_put(table, row, LONG_PERIOD, period_of(p, i)) || !put_level(p, i, p->unit[u], row))
        return false;
    }
  }
  return finish(p);
}

egb_status egb_table_panel_long(const egb_results *const *results, size_t count, const char *const *languages,
                                const char *const *units, egb_diag *diag, egb_table **out) {
  *out = NULL;
  if (count == 0)
    return EGB_USAGE;
  panel p = {
      .results = results, .count = count, .index = results[0]->index, .data = results[0]->data, .languages = languages};
  egb_status status = start(&p, "egovbench.panel-long/1", units, diag);
  if (status == EGB_OK && !fill_long(&p))
    status = EGB_NO_MEMORY;
  return end(&p, status, out);
}
