/* The ranking: units in rows, rank, score, level and the dimensions in columns. */
#include "base/options.h"
#include "table/ranking.h"

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

static bool describe(const egb_ranking *ranking, egb_table *table) {
  for (size_t i = 0; i < ranking->chosen_count; i++)
    table->column[i] = ranking->chosen[i]->column;
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

/* What is to be shown of which units. All errors in the options are reported, not only the first. */
static egb_status choose(egb_ranking *ranking) {
  const egb_status groups = egb_ranking_rank_groups(ranking);
  egb_status status = ranking->group_rank == NULL ? EGB_NO_MEMORY : egb_ranking_check_comparison(ranking);
  if (status == EGB_OK && (!egb_ranking_find_bounds(ranking) || !egb_ranking_find_lacking(ranking)))
    status = EGB_NO_MEMORY;
  if (status == EGB_OK)
    status = egb_ranking_list_fields(ranking);
  if (status != EGB_OK)
    return status;
  const egb_status columns = egb_ranking_choose_fields(ranking);
  const egb_status units = egb_ranking_choose_units(ranking);
  return groups != EGB_OK ? groups : columns != EGB_OK ? columns : units;
}

/* A column of results may be made when it is first asked for: that is now, before threads ask. */
static void fetch_columns(const egb_ranking *ranking) {
  for (size_t i = 0; i < ranking->chosen_count; i++)
    if (ranking->chosen[i]->values != NULL)
      (void)ranking->chosen[i]->values(ranking, ranking->chosen[i]);
}

/* The ranking lives as long as the table, whose rows are made of it. */
static egb_status make(const egb_results *results, const egb_ranking_options *options, egb_diag *diag,
                       egb_table *table) {
  egb_ranking *ranking = egb_arena_array(table->arena, 1, sizeof *ranking);
  const egb_ranking_options *own = egb_arena_duplicate(table->arena, options, 1, sizeof *own);
  if (egb_arena_failed(table->arena))
    return EGB_NO_MEMORY;
  *ranking = (egb_ranking){.results = results,
                           .index = results->index,
                           .data = results->data,
                           .options = own,
                           .diag = diag,
                           .arena = table->arena};
  const egb_status status = choose(ranking);
  if (status != EGB_OK)
    return status;
  if (!egb_table_shape_on_demand(table, ranking->chosen_count, ranking->unit_count, egb_ranking_fill, ranking) ||
      !describe(ranking, table))
    return EGB_NO_MEMORY;
  fetch_columns(ranking);
  return options->on_demand ? EGB_OK : egb_table_make_rows(table);
}

egb_status egb_table_ranking(const egb_results *results, const egb_ranking_options *options, egb_diag *diag,
                             egb_table **out) {
  egb_ranking_options asked;
  *out = NULL;
  egb_status status = EGB_OPTIONS_TAKE(asked, options, diag);
  if (status != EGB_OK)
    return status;
  egb_table *table = egb_table_new("egovbench.ranking/1", 0, 0);
  status = table == NULL ? EGB_NO_MEMORY : make(results, &asked, diag, table);
  if (status == EGB_OK)
    *out = table;
  else
    egb_table_free(table);
  return status;
}
