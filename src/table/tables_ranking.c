/* The ranking: units in rows, rank, score, level and the dimensions in columns. */
#include "base/options.h"
#include "table/cells.h"
#include "table/ranking.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

/* ---- facts about a unit ---------------------------------------------------------------------- */

egb_state egb_ranking_state(const egb_ranking *ranking, size_t node, size_t unit) {
  const egb_results *results = ranking->results;
  return (egb_state)egb_score_states(results, node)[unit];
}

bool egb_ranking_is_missing(const egb_ranking *ranking, size_t node, size_t unit) {
  return isnan(egb_results_node_score(ranking->results, node, unit));
}

/* A part that is for the unit and that it has not. */
static bool lacks(const egb_ranking *ranking, size_t node, size_t unit) {
  return egb_cells_active(ranking->results, node) && egb_results_applies(ranking->results, node, unit) &&
         egb_ranking_is_missing(ranking, node, unit);
}

bool egb_ranking_is_partial(const egb_ranking *ranking, size_t unit) {
  if (isnan(ranking->results->rank[unit]))
    return false;
  const egb_node *node = ranking->index->node;
  for (size_t i = node[0].first_child; i != EGB_NONE; i = node[i].next)
    if (lacks(ranking, i, unit))
      return true;
  return false;
}

void egb_ranking_missing(const egb_ranking *ranking, size_t unit, egb_buffer *out) {
  const egb_node *node = ranking->index->node;
  bool first = true;
  for (size_t i = node[0].first_child; i != EGB_NONE; i = node[i].next) {
    if (!lacks(ranking, i, unit))
      continue;
    egb_buffer_text(out, first ? "" : " ");
    egb_buffer_text(out, node[i].id);
    first = false;
  }
}

static bool any_part(const egb_ranking *ranking, size_t unit) {
  const egb_node *node = ranking->index->node;
  for (size_t i = node[0].first_child; i != EGB_NONE; i = node[i].next)
    if (!egb_ranking_is_missing(ranking, i, unit))
      return true;
  return false;
}

/* How many of the parts of the index that take part, direct ones or indicators, a unit has. */
static size_t count_parts(const egb_ranking *ranking, size_t unit, bool direct, size_t *present) {
  const egb_node *node = ranking->index->node;
  size_t count = 0;
  *present = 0;
  for (size_t i = 1; i < ranking->index->node_count; i++)
    if (egb_cells_active(ranking->results, i) && egb_results_applies(ranking->results, i, unit) &&
        (direct ? node[i].parent == 0 : node[i].first_child == EGB_NONE)) {
      count++;
      *present += !egb_ranking_is_missing(ranking, i, unit);
    }
  return count;
}

/* "only 60% of the parts have a score, 80% needed": which of the two that `available:` may ask is not met. */
static void put_too_little(const egb_ranking *ranking, size_t unit, egb_buffer *out) {
  const egb_node *root = ranking->index->node;
  const bool direct = root->available_of_children;
  const char *of = direct ? "of the parts have a score, " : "of the indicators are there, ";
  size_t present;
  const size_t count = count_parts(ranking, unit, direct, &present);
  if (present < root->available_least) {
    egb_buffer_format(out, "only %zu of %zu %s, %zu needed", present, count,
                      direct ? "parts with a score" : "indicators there", root->available_least);
    return;
  }
  egb_buffer_text(out, "only ");
  egb_report_percent(out, direct ? (double)present / (double)count : egb_results_coverage(ranking->results, 0, unit));
  egb_buffer_format(out, " %s", of);
  egb_report_percent(out, root->available);
  egb_buffer_text(out, " needed");
}

void egb_ranking_reason(const egb_ranking *ranking, size_t unit, egb_buffer *out) {
  if (!isnan(ranking->results->rank[unit]))
    return;
  const double coverage = egb_results_coverage(ranking->results, 0, unit);
  const char *screened = egb_cells_screened(ranking->results, unit);
  if (screened != NULL) {
    egb_buffer_text(out, screened);
  } else if (coverage <= 0) {
    egb_buffer_text(out, "no indicator has a value");
  } else if (!egb_ranking_is_missing(ranking, 0, unit) && egb_cells_unranked(ranking->results, unit) != NULL) {
    egb_buffer_text(out, egb_cells_unranked(ranking->results, unit));
  } else if (egb_ranking_state(ranking, 0, unit) == EGB_STATE_WITHHELD) {
    put_too_little(ranking, unit, out);
  } else {
    egb_buffer_text(out, any_part(ranking, unit) ? "its scores cannot be aggregated" : "no part of it has a score");
  }
}

const char *egb_ranking_status(const egb_ranking *ranking, size_t unit) {
  if (isnan(ranking->results->rank[unit]))
    return egb_cells_screened(ranking->results, unit) != NULL ? "screened" : "unranked";
  return egb_ranking_is_partial(ranking, unit) ? "partial" : "ok";
}

/* ---- columns and cells ----------------------------------------------------------------------- */

static int people_place(const egb_ranking *ranking, size_t column, int last) {
  const int place = ranking->chosen[column]->people;
  return place == 0 ? last : place;
}

/* People read the rank first, then names, score and level; the rest in the machine's order. */
static bool order_for_people(const egb_ranking *ranking, egb_table *table) {
  size_t *order = egb_arena_array(table->arena, ranking->chosen_count, sizeof *order);
  if (order == NULL)
    return false;
  int last = 1;
  for (size_t i = 0; i < ranking->chosen_count; i++)
    if (ranking->chosen[i]->people >= last)
      last = ranking->chosen[i]->people + 1;
  size_t count = 0;
  for (int place = 1; place <= last; place++)
    for (size_t i = 0; i < ranking->chosen_count; i++)
      if (people_place(ranking, i, last) == place)
        order[count++] = i;
  table->people_order = order;
  return true;
}

/* text: room for one after the other. */
static bool put_cell(const egb_ranking *ranking, const egb_field *field, size_t unit, egb_table *table, size_t row,
                     size_t column, egb_buffer *text) {
  bool done = true;
  if (field->text != NULL) {
    text->length = 0;
    field->text(ranking, field, unit, text);
    done = !text->failed && (text->length == 0 || egb_cells_put(table, row, column, text->text));
  } else {
    const double number = field->number(ranking, field, unit);
    if (field->measure == EGB_FIELD_RANK || field->measure == EGB_FIELD_BOUND)
      egb_cells_put_rank(table, row, column, number);
    else
      egb_table_put_number(table, row, column, number);
  }
  if (field->mark != NULL)
    field->mark(ranking, field, unit, egb_table_cell(table, row, column));
  return done;
}

bool egb_ranking_put(const egb_ranking *ranking, const egb_field *field, size_t unit, egb_table *table, size_t row,
                     size_t column) {
  egb_buffer text = {0};
  const bool done = put_cell(ranking, field, unit, table, row, column, &text);
  egb_buffer_clear(&text);
  return done;
}

static bool put_row(const egb_ranking *ranking, egb_table *table, size_t row, egb_buffer *text) {
  const bool muted = isnan(ranking->results->rank[ranking->unit[row]]);
  for (size_t i = 0; i < ranking->chosen_count; i++) {
    if (!put_cell(ranking, ranking->chosen[i], ranking->unit[row], table, row, i, text))
      return false;
    egb_cell *cell = egb_table_cell(table, row, i);
    cell->muted = muted || (cell->mark && ranking->chosen[i]->measure != EGB_FIELD_RANK);
  }
  return true;
}

/* Units in the order in which their values lie side by side, not in that of the rows: with many units, memory that is
 * read here and there costs more than all the rest. */
static bool put_rows(const egb_ranking *ranking, egb_table *table) {
  const size_t units = ranking->results->unit_count;
  uint32_t *row_of = egb_arena_array(table->arena, units, sizeof *row_of); /* 1 + row; 0: not shown */
  egb_buffer text = {0};
  bool done = row_of != NULL && units < UINT32_MAX;
  for (size_t row = 0; row < ranking->unit_count && done; row++)
    row_of[ranking->unit[row]] = (uint32_t)row + 1;
  for (size_t unit = 0; unit < units && done; unit++)
    done = row_of[unit] == 0 || put_row(ranking, table, row_of[unit] - 1, &text);
  egb_buffer_clear(&text);
  return done;
}

static bool fill(const egb_ranking *ranking, egb_table *table) {
  for (size_t i = 0; i < ranking->chosen_count; i++)
    table->column[i] = ranking->chosen[i]->column;
  if (!put_rows(ranking, table))
    return false;
  const egb_dataset *data = ranking->data;
  const char *period = data->period_count > ranking->results->period ? data->period[ranking->results->period] : "";
  table->title = egb_report_title(table->arena, ranking->index, period, ranking->language[0]);
  table->column_selected = ranking->options->columns != NULL && ranking->options->columns[0] != NULL;
  return table->title != NULL && order_for_people(ranking, table) && egb_ranking_notes(ranking, table) &&
         egb_report_index_facts(table, ranking->index, ranking->language[0]) &&
         egb_report_result_facts(table, ranking->results) && egb_ranking_interval_facts(ranking, table) &&
         egb_ranking_bound_facts(ranking, table) &&
         (ranking->options->compare == NULL ||
          egb_table_add_fact(table, "compare", data->period[ranking->options->compare->period]));
}

static egb_status make(const egb_results *results, const egb_ranking_options *options, egb_diag *diag,
                       egb_table **out) {
  egb_table *table = egb_table_new("egovbench.ranking/1", 0, 0);
  if (table == NULL)
    return EGB_NO_MEMORY;
  egb_ranking ranking = {.results = results,
                         .index = results->index,
                         .data = results->data,
                         .options = options,
                         .diag = diag,
                         .arena = table->arena};
  /* All errors in the options are reported, not only the first. */
  const egb_status groups = egb_ranking_rank_groups(&ranking);
  egb_status status = ranking.group_rank == NULL ? EGB_NO_MEMORY : egb_ranking_check_comparison(&ranking);
  if (status == EGB_OK)
    status = egb_ranking_find_bounds(&ranking) ? egb_ranking_list_fields(&ranking) : EGB_NO_MEMORY;
  if (status == EGB_OK) {
    const egb_status columns = egb_ranking_choose_fields(&ranking);
    const egb_status units = egb_ranking_choose_units(&ranking);
    status = groups != EGB_OK ? groups : columns != EGB_OK ? columns : units;
  }
  if (status == EGB_OK && (!egb_table_shape(table, ranking.chosen_count, ranking.unit_count) || !fill(&ranking, table)))
    status = EGB_NO_MEMORY;
  if (status == EGB_OK)
    *out = table;
  else
    egb_table_free(table);
  return status;
}

egb_status egb_table_ranking(const egb_results *results, const egb_ranking_options *options, egb_diag *diag,
                             egb_table **out) {
  egb_ranking_options asked;
  *out = NULL;
  const egb_status status = EGB_OPTIONS_TAKE(asked, options, diag);
  return status == EGB_OK ? make(results, &asked, diag, out) : status;
}
