/* The ranking: units in rows, rank, score, level and the dimensions in columns. */
#include "base/options.h"
#include "table/cells.h"
#include "table/ranking.h"

#include <math.h>
#include <string.h>

/* ---- facts about a unit ---- */

egb_state egb_ranking_state(const egb_ranking *ranking, size_t node, size_t unit) {
  const egb_results *results = ranking->results;
  return (egb_state)results->scored.state[node * results->unit_count + unit];
}

bool egb_ranking_is_missing(const egb_ranking *ranking, size_t node, size_t unit) {
  return isnan(egb_results_node_score(ranking->results, node, unit));
}

bool egb_ranking_is_partial(const egb_ranking *ranking, size_t unit) {
  if (isnan(ranking->results->rank[unit]))
    return false;
  const egb_node *node = ranking->index->node;
  for (size_t i = node[0].first_child; i != EGB_NONE; i = node[i].next)
    if (egb_cells_active(ranking->results, i) && egb_ranking_is_missing(ranking, i, unit))
      return true;
  return false;
}

void egb_ranking_missing(const egb_ranking *ranking, size_t unit, egb_buffer *out) {
  const egb_node *node = ranking->index->node;
  bool first = true;
  for (size_t i = node[0].first_child; i != EGB_NONE; i = node[i].next) {
    if (!egb_cells_active(ranking->results, i) || !egb_ranking_is_missing(ranking, i, unit))
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

static double share_of_parts(const egb_ranking *ranking, size_t unit) {
  const egb_node *node = ranking->index->node;
  double count = 0, present = 0;
  for (size_t i = node[0].first_child; i != EGB_NONE; i = node[i].next)
    if (egb_cells_active(ranking->results, i)) {
      count++;
      present += !egb_ranking_is_missing(ranking, i, unit);
    }
  return present / count;
}

void egb_ranking_reason(const egb_ranking *ranking, size_t unit, egb_buffer *out) {
  if (!isnan(ranking->results->rank[unit]))
    return;
  const double coverage = egb_results_coverage(ranking->results, 0, unit);
  const double needed = ranking->index->node[0].available;
  const char *screened = egb_cells_screened(ranking->results, unit);
  const bool of_children = ranking->index->node[0].available_of_children;
  if (screened != NULL) {
    egb_buffer_text(out, screened);
  } else if (coverage <= 0) {
    egb_buffer_text(out, "no indicator has a value");
  } else if (!egb_ranking_is_missing(ranking, 0, unit) && egb_cells_unranked(ranking->results, unit) != NULL) {
    egb_buffer_text(out, egb_cells_unranked(ranking->results, unit));
  } else if (egb_ranking_state(ranking, 0, unit) == EGB_STATE_WITHHELD) {
    egb_buffer_text(out, "only ");
    egb_report_percent(out, of_children ? share_of_parts(ranking, unit) : coverage);
    egb_buffer_text(out, of_children ? " of the parts have a score, " : " of the indicators are there, ");
    egb_report_percent(out, needed);
    egb_buffer_text(out, " needed");
  } else {
    egb_buffer_text(out, any_part(ranking, unit) ? "its scores cannot be aggregated" : "no part of it has a score");
  }
}

const char *egb_ranking_status(const egb_ranking *ranking, size_t unit) {
  if (isnan(ranking->results->rank[unit]))
    return egb_cells_screened(ranking->results, unit) != NULL ? "screened" : "unranked";
  return egb_ranking_is_partial(ranking, unit) ? "partial" : "ok";
}

/* ---- columns ---- */

static bool fractional_ranks(const egb_ranking *ranking) {
  return ranking->index->rank.ties == EGB_TIES_FRACTIONAL;
}

static void rank_column(const egb_ranking *ranking, egb_table_column *column) {
  column->kind = fractional_ranks(ranking) ? EGB_CELL_NUMBER : EGB_CELL_INTEGER;
  column->decimals = fractional_ranks(ranking) ? EGB_DECIMALS_AS_NEEDED : -1;
}

static bool name_column(const egb_ranking *ranking, const egb_field *field, egb_table_column *column) {
  column->label = "Name";
  column->help = "Name of the unit.";
  column->importance = field->item == 0 ? 0 : 1;
  if (field->item == 0)
    return true;
  column->label = egb_arena_format(ranking->arena, "Name (%s)", ranking->language[field->item][0]);
  return column->label != NULL;
}

static void node_column(const egb_ranking *ranking, const egb_field *field, egb_table_column *column) {
  const egb_node *node = &ranking->index->node[field->item];
  column->label = egb_index_node_name(ranking->index, field->item, ranking->language[0]);
  column->short_label = field->id;
  column->kind = EGB_CELL_NUMBER;
  column->decimals = egb_report_decimals(ranking->index->scale);
  column->help = node->first_child == EGB_NONE
                     ? "Normalised value of this indicator; empty: missing."
                     : "Score in this part of the index; empty: missing or too few indicators.";
  /* In a narrow terminal the first dimensions stay longest. */
  column->importance = 10 + (field->item > 60000 ? 60000 : (int)field->item);
}

static bool group_column(const egb_ranking *ranking, const egb_field *field, egb_table_column *column) {
  const char *grouping = ranking->data->grouping[field->item];
  if (field->kind == EGB_FIELD_GROUP) {
    column->label = grouping;
    column->help = "Group of the unit; empty: unknown.";
    column->machine_only = true;
    return true;
  }
  rank_column(ranking, column);
  column->label = egb_arena_format(ranking->arena, "Rank in %s", grouping);
  column->short_label = egb_arena_format(ranking->arena, "in %s", grouping);
  column->help = "Rank within the unit's own group.";
  column->importance = 2;
  return column->label != NULL && column->short_label != NULL;
}

static bool describe_column(const egb_ranking *ranking, const egb_field *field, egb_table_column *column) {
  *column = (egb_table_column){.id = field->id, .kind = EGB_CELL_TEXT, .decimals = -1};
  switch (field->kind) {
  case EGB_FIELD_UNIT:
    column->label = "Unit";
    column->help = "Id of the unit; ISO 3166-1 alpha-3 for countries.";
    column->machine_only = true;
    break;
  case EGB_FIELD_NAME:
    return name_column(ranking, field, column);
  case EGB_FIELD_SCORE:
    column->label = "Score";
    column->help = "Score of the index; empty: none.";
    column->kind = EGB_CELL_NUMBER;
    column->decimals = egb_report_decimals(ranking->index->scale);
    break;
  case EGB_FIELD_RANK:
    column->label = "Rank";
    column->help = "Rank by score, 1 is best; empty: not ranked.";
    rank_column(ranking, column);
    break;
  case EGB_FIELD_RANK_LOW:
  case EGB_FIELD_RANK_HIGH:
  case EGB_FIELD_LOW_BEST:
  case EGB_FIELD_LOW_WORST:
  case EGB_FIELD_HIGH_BEST:
  case EGB_FIELD_HIGH_WORST:
    egb_ranking_interval_column(field->kind, column);
    break;
  case EGB_FIELD_NODE:
    node_column(ranking, field, column);
    break;
  case EGB_FIELD_LEVEL:
    column->label = "Level id";
    column->help = "Id of the maturity level reached; empty: none.";
    column->machine_only = true;
    break;
  case EGB_FIELD_LEVEL_NAME:
    column->label = "Level";
    column->help = "Name of the maturity level reached.";
    column->importance = 1;
    column->machine_only = ranking->index->level_count == 0;
    break;
  case EGB_FIELD_NEXT_LEVEL:
    column->label = "Next level";
    column->help = "Id of the level above; empty: none.";
    column->machine_only = true;
    break;
  case EGB_FIELD_TO_NEXT:
    column->label = "To the next";
    column->help = "Points of the score to the level above; 0: only a minimum is not met; empty: none above.";
    column->kind = EGB_CELL_NUMBER;
    column->decimals = egb_report_decimals(ranking->index->scale);
    column->upward = true;
    column->importance = 1;
    break;
  case EGB_FIELD_HELD_BACK:
    column->label = "Held back by";
    column->help = "The dimension that holds the unit back from the level above.";
    column->importance = 1;
    break;
  case EGB_FIELD_COVERAGE:
    column->label = "Coverage";
    column->help = "Share of the indicators that the unit has, 0 to 1.";
    column->kind = EGB_CELL_NUMBER;
    column->machine_only = true;
    break;
  case EGB_FIELD_IMPUTED:
    column->label = "Imputed";
    column->help = "Share of the unit's indicators that are imputed.";
    column->kind = EGB_CELL_NUMBER;
    column->decimals = 2;
    column->importance = 3;
    break;
  case EGB_FIELD_BEFORE_SCORE:
  case EGB_FIELD_BEFORE_RANK:
  case EGB_FIELD_SCORE_CHANGE:
  case EGB_FIELD_RANK_CHANGE:
  case EGB_FIELD_MEMBERSHIP:
    if (field->kind == EGB_FIELD_BEFORE_RANK || field->kind == EGB_FIELD_RANK_CHANGE)
      rank_column(ranking, column);
    return egb_ranking_compare_column(ranking, field, column);
  case EGB_FIELD_MISSING:
    column->label = "Missing";
    column->help = "Ids of the parts of the index that are missing, separated by blanks.";
    column->machine_only = true;
    break;
  case EGB_FIELD_STATUS:
    column->label = "Status";
    column->help = "ok; partial: scored without the missing parts, weights of the others re-scaled; unranked.";
    column->machine_only = true;
    break;
  case EGB_FIELD_REASON:
    column->label = "Reason";
    column->help = "Why the unit is not ranked.";
    column->machine_only = true;
    break;
  case EGB_FIELD_GROUP:
  case EGB_FIELD_GROUP_RANK:
    return group_column(ranking, field, column);
  }
  return true;
}

#define PEOPLE_PLACES 11

/* People read the rank first, then names, score and level; the rest in the machine's order. */
static int people_place(const egb_field *field) {
  static const egb_field_kind first[PEOPLE_PLACES] = {
      EGB_FIELD_RANK,         EGB_FIELD_RANK_LOW,    EGB_FIELD_RANK_HIGH, EGB_FIELD_NAME,
      EGB_FIELD_SCORE,        EGB_FIELD_LEVEL_NAME,  EGB_FIELD_TO_NEXT,   EGB_FIELD_HELD_BACK,
      EGB_FIELD_SCORE_CHANGE, EGB_FIELD_RANK_CHANGE, EGB_FIELD_GROUP_RANK};
  int place = 0;
  while (place < PEOPLE_PLACES && first[place] != field->kind)
    place++;
  return place;
}

static bool order_for_people(const egb_ranking *ranking, egb_table *table) {
  size_t *order = egb_arena_array(table->arena, ranking->chosen_count, sizeof *order);
  if (order == NULL)
    return false;
  size_t count = 0;
  for (int place = 0; place <= PEOPLE_PLACES; place++)
    for (size_t i = 0; i < ranking->chosen_count; i++)
      if (people_place(ranking->chosen[i]) == place)
        order[count++] = i;
  table->people_order = order;
  return true;
}

/* ---- cells ---- */

/* Text that is made, not stored; an empty one leaves the cell empty. */
static bool put_made(egb_table *table, size_t row, size_t column, egb_buffer *text) {
  const bool done = !text->failed && (text->length == 0 || egb_table_put_text(table, row, column, text->text));
  egb_buffer_clear(text);
  return done;
}

static bool put_step(const egb_ranking *ranking, egb_table *table, size_t row, size_t column) {
  egb_level_step step = EGB_LEVEL_STEP_INIT;
  if (!egb_results_level_step(ranking->results, ranking->unit[row], &step))
    return true;
  switch (ranking->chosen[column]->kind) {
  case EGB_FIELD_NEXT_LEVEL:
    return egb_cells_put(table, row, column, egb_index_level_id(ranking->index, step.next));
  case EGB_FIELD_TO_NEXT:
    egb_table_put_number(table, row, column, step.missing);
    return true;
  default:
    return step.node == EGB_NONE || egb_cells_put(table, row, column, ranking->index->node[step.node].id);
  }
}

static bool put_cell(const egb_ranking *ranking, egb_table *table, size_t row, size_t column) {
  const egb_results *results = ranking->results;
  const egb_field *field = ranking->chosen[column];
  const size_t unit = ranking->unit[row];
  const size_t level = results->level[unit];
  egb_cell *cell = egb_table_cell(table, row, column);
  egb_buffer text = {0};
  switch (field->kind) {
  case EGB_FIELD_UNIT:
    return egb_cells_put(table, row, column, ranking->data->unit[unit].id);
  case EGB_FIELD_NAME:
    return egb_cells_put(table, row, column,
                         egb_dataset_unit_name(ranking->data, unit, ranking->language[field->item]));
  case EGB_FIELD_SCORE:
    egb_table_put_number(table, row, column, egb_results_score(results, unit));
    egb_cells_mark(cell, results, 0, unit,
                   egb_ranking_is_partial(ranking, unit) ? EGB_STATE_PARTIAL : EGB_STATE_OBSERVED);
    return true;
  case EGB_FIELD_RANK:
    egb_cells_put_rank(table, row, column, egb_results_rank(results, unit));
    egb_ranking_mark_rank(ranking, cell, unit);
    return true;
  case EGB_FIELD_RANK_LOW:
  case EGB_FIELD_RANK_HIGH:
  case EGB_FIELD_LOW_BEST:
  case EGB_FIELD_LOW_WORST:
  case EGB_FIELD_HIGH_BEST:
  case EGB_FIELD_HIGH_WORST:
    egb_cells_put_rank(table, row, column, egb_ranking_interval(ranking, field->kind, unit));
    return true;
  case EGB_FIELD_NODE:
    egb_table_put_number(table, row, column, egb_results_node_score(results, field->item, unit));
    egb_cells_mark(cell, results, field->item, unit, egb_ranking_state(ranking, field->item, unit));
    return true;
  case EGB_FIELD_LEVEL:
    return egb_cells_put(table, row, column, level == EGB_NONE ? NULL : ranking->index->level[level].id);
  case EGB_FIELD_LEVEL_NAME:
    return level == EGB_NONE || egb_cells_put(table, row, column,
                                              egb_labels_pick(ranking->index->level[level].name, ranking->language[0],
                                                              ranking->index->level[level].id));
  case EGB_FIELD_NEXT_LEVEL:
  case EGB_FIELD_TO_NEXT:
  case EGB_FIELD_HELD_BACK:
    return put_step(ranking, table, row, column);
  case EGB_FIELD_COVERAGE:
    egb_table_put_number(table, row, column, egb_results_coverage(results, 0, unit));
    return true;
  case EGB_FIELD_IMPUTED:
    if (!isnan(results->rank[unit]))
      egb_table_put_number(table, row, column, egb_cells_imputed(results, 0, unit));
    return true;
  case EGB_FIELD_BEFORE_SCORE:
  case EGB_FIELD_SCORE_CHANGE:
    egb_table_put_number(table, row, column, egb_ranking_comparison(ranking, field->kind, unit));
    return true;
  case EGB_FIELD_BEFORE_RANK:
  case EGB_FIELD_RANK_CHANGE:
    egb_cells_put_rank(table, row, column, egb_ranking_comparison(ranking, field->kind, unit));
    return true;
  case EGB_FIELD_MEMBERSHIP:
    return egb_cells_put(table, row, column, egb_ranking_membership(ranking, unit));
  case EGB_FIELD_MISSING:
    egb_ranking_missing(ranking, unit, &text);
    return put_made(table, row, column, &text);
  case EGB_FIELD_STATUS:
    return egb_table_put_text(table, row, column, egb_ranking_status(ranking, unit));
  case EGB_FIELD_REASON:
    egb_ranking_reason(ranking, unit, &text);
    return put_made(table, row, column, &text);
  case EGB_FIELD_GROUP:
    return egb_cells_put(table, row, column, ranking->data->unit[unit].group[field->item]);
  case EGB_FIELD_GROUP_RANK:
    egb_cells_put_rank(table, row, column, ranking->group_rank[field->item][unit]);
    return true;
  }
  return true;
}

static bool fill(const egb_ranking *ranking, egb_table *table) {
  for (size_t i = 0; i < ranking->chosen_count; i++)
    if (!describe_column(ranking, ranking->chosen[i], &table->column[i]))
      return false;
  for (size_t row = 0; row < ranking->unit_count; row++) {
    const bool muted = isnan(ranking->results->rank[ranking->unit[row]]);
    for (size_t i = 0; i < ranking->chosen_count; i++) {
      if (!put_cell(ranking, table, row, i))
        return false;
      egb_table_cell(table, row, i)->muted =
          muted || (egb_table_cell(table, row, i)->mark && ranking->chosen[i]->kind != EGB_FIELD_RANK);
    }
  }
  const egb_dataset *data = ranking->data;
  const char *period = data->period_count > ranking->results->period ? data->period[ranking->results->period] : "";
  table->title = egb_report_title(table->arena, ranking->index, period, ranking->language[0]);
  table->column_selected = ranking->options->columns != NULL && ranking->options->columns[0] != NULL;
  return table->title != NULL && order_for_people(ranking, table) && egb_ranking_notes(ranking, table) &&
         egb_report_index_facts(table, ranking->index, ranking->language[0]) &&
         egb_report_result_facts(table, ranking->results) && egb_ranking_interval_facts(ranking, table) &&
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
  /* Every fault of the options is told, not only the first. */
  const egb_status groups = egb_ranking_rank_groups(&ranking);
  egb_status status = ranking.group_rank == NULL ? EGB_NO_MEMORY : egb_ranking_check_comparison(&ranking);
  if (status == EGB_OK)
    status = egb_ranking_list_fields(&ranking);
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
