/* A row per unit and period with all there is about it: the fields of the ranking, which fill their cells themselves,
 * the scores of all nodes in the order of the tree, and the values of the indicators as they were used. */
#include "table/cells.h"
#include "table/columns.h"
#include "table/ranking.h"
#include "table/tables_export.h"

enum { UNIT, PERIOD }; /* places of the first columns; the second is there when the data has periods */

typedef enum kind { OF_PERIOD = 1, FIELD, VALUE } kind; /* of columns */

typedef struct wide {
  egb_export e;
  egb_ranking ranking;
  egb_ranking_options options;
  bool has_period;
  egb_field *field; /* the columns that are fields, in order */
  size_t field_count;
  size_t *value; /* the nodes of the columns behind them */
  size_t value_count;
  egb_cells_names ids;
} wide;

/* The fields of the ranking, whatever is hidden there; those of nodes last, in the order of the tree. */
static egb_status list_fields(wide *w) {
  egb_ranking *ranking = &w->ranking;
  egb_status status = egb_ranking_rank_groups(ranking);
  if (status == EGB_OK)
    status = egb_ranking_find_bounds(ranking) ? egb_ranking_list_fields(ranking) : EGB_NO_MEMORY;
  if (status != EGB_OK)
    return status;
  const size_t nodes = w->e.index->node_count;
  const egb_field **of_node = egb_arena_array(ranking->arena, nodes, sizeof *of_node);
  w->field = egb_arena_array(ranking->arena, ranking->field_count, sizeof *w->field);
  if (of_node == NULL || w->field == NULL)
    return EGB_NO_MEMORY;
  for (size_t i = 0; i < ranking->field_count; i++) {
    if (ranking->field[i].of_node)
      of_node[ranking->field[i].item] = &ranking->field[i];
    else
      w->field[w->field_count++] = ranking->field[i];
  }
  for (size_t i = 0; i < nodes; i++)
    if (of_node[i] != NULL)
      w->field[w->field_count++] = *of_node[i];
  return EGB_OK;
}

static bool list_values(wide *w) {
  const egb_index *index = w->e.index;
  w->value = egb_arena_array(w->ranking.arena, index->node_count, sizeof *w->value);
  for (size_t i = 0; w->value != NULL && i < index->node_count; i++)
    if (index->node[i].first_child == EGB_NONE && egb_cells_active(w->e.results[0], i))
      w->value[w->value_count++] = i;
  return w->value != NULL;
}

/* An id of its own for a column: ids of nodes and groupings come from files. NULL: out of memory. */
static const char *own_id(wide *w, const char *id, kind of, const char *prefix) {
  bool taken = true;
  for (bool renamed = false; id != NULL && taken; renamed = true) {
    if (!egb_cells_take(&w->ids, id, of, renamed, &taken))
      return NULL;
    if (taken)
      id = egb_arena_format(w->ranking.arena, "%s%s", prefix, id);
  }
  return id;
}

static bool put_field_columns(wide *w, egb_table_column *column) {
  for (size_t i = 0; i < w->field_count; i++) {
    egb_table_column *own = i == UNIT ? column : column + i + w->has_period;
    *own = w->field[i].column;
    own->machine_only = false; /* all is handed over */
    own->id = own_id(w, own->id, FIELD, w->field[i].of_node ? "node_" : "group_");
    if (own->id == NULL)
      return false;
  }
  return true;
}

static bool put_value_columns(wide *w, egb_table_column *column) {
  for (size_t i = 0; i < w->value_count; i++) {
    const egb_node *node = &w->e.index->node[w->value[i]];
    const char *id = egb_arena_format(w->ranking.arena, "value_%s", node->id);
    column[i] = (egb_table_column){
        .id = id == NULL ? NULL : own_id(w, id, VALUE, "value_"),
        .label = egb_index_node_name(w->e.index, w->value[i], w->e.options.languages),
        .short_label = node->id,
        .help = "Value of this indicator as it was used, in the units of the data: after imputation and treatment of "
                "outliers, before normalisation; empty: missing.",
        .kind = EGB_CELL_NUMBER,
        .decimals = EGB_DECIMALS_AS_NEEDED,
        .importance = 70000 + (i > 60000 ? 60000 : (int)i)};
    if (column[i].id == NULL)
      return false;
  }
  return true;
}

static bool put_columns(wide *w) {
  egb_table_column *column = w->e.table->column;
  if (w->has_period)
    column[PERIOD] = (egb_table_column){.id = own_id(w, "period", OF_PERIOD, ""),
                                        .label = "Period",
                                        .help = "Period of the data.",
                                        .kind = EGB_CELL_TEXT};
  return (!w->has_period || column[PERIOD].id != NULL) && put_field_columns(w, column) &&
         put_value_columns(w, column + w->has_period + w->field_count);
}

static bool put_values(const wide *w, const egb_results *results, size_t unit, size_t row) {
  const egb_frame *frame = &results->treated;
  const size_t first = w->has_period + w->field_count;
  for (size_t i = 0; i < w->value_count; i++) {
    const size_t node = w->value[i];
    if (!egb_cells_put_value(w->e.table, row, first + i, results, node, frame->value[node][unit]))
      return false;
    egb_cells_mark(egb_table_cell(w->e.table, row, first + i), results, node, unit,
                   (egb_state)frame->state[node][unit]);
  }
  return true;
}

static bool put_row(const wide *w, size_t unit, const char *period, size_t row) {
  for (size_t i = 0; i < w->field_count; i++)
    if ((w->field[i].with != EGB_WITH_SIMULATION || w->options.uncertainty != NULL) &&
        !egb_ranking_put(&w->ranking, &w->field[i], unit, w->e.table, row, i == UNIT ? i : i + w->has_period))
      return false;
  return (!w->has_period || egb_cells_put(w->e.table, row, PERIOD, period)) &&
         put_values(w, w->ranking.results, unit, row);
}

static bool put_rows(wide *w) {
  size_t row = 0;
  for (size_t i = 0; i < w->e.count; i++) {
    const egb_results *results = w->e.results[i];
    w->ranking.results = results;
    w->options.uncertainty = egb_export_intervals(&w->e, i);
    if (!egb_ranking_find_bounds(&w->ranking) || !egb_ranking_find_lacking(&w->ranking))
      return false;
    for (size_t u = 0; u < results->unit_count; u++)
      if (w->e.keep[results->order[u]] && !put_row(w, results->order[u], egb_export_period(&w->e, i), row++))
        return false;
  }
  return true;
}

static egb_status fill(wide *w) {
  egb_export *e = &w->e;
  w->has_period = egb_export_period(e, e->count - 1)[0] != '\0';
  w->options = (egb_ranking_options){.size = sizeof w->options, .languages = e->options.languages};
  for (size_t i = 0; i < e->count && w->options.uncertainty == NULL; i++)
    w->options.uncertainty = egb_export_intervals(e, i);
  w->ranking = (egb_ranking){.results = e->results[0],
                             .index = e->index,
                             .data = e->data,
                             .options = &w->options,
                             .diag = e->diag,
                             .arena = e->table->arena};
  w->ids = (egb_cells_names){.arena = e->table->arena};
  const egb_status status = list_fields(w);
  if (status != EGB_OK)
    return status;
  if (!list_values(w) ||
      !egb_table_shape(e->table, w->has_period + w->field_count + w->value_count, e->count * e->unit_count) ||
      !put_columns(w) || !put_rows(w) || !egb_export_finish(e))
    return EGB_NO_MEMORY;
  return EGB_OK;
}

egb_status egb_table_wide(const egb_results *const *results, size_t count, const egb_export_options *options,
                          egb_diag *diag, egb_table **out) {
  wide w = {.e = {.results = results, .count = count, .diag = diag}};
  *out = NULL;
  egb_status status = egb_export_start(&w.e, "egovbench.export-wide/1", options);
  if (status == EGB_OK)
    status = fill(&w);
  return egb_export_end(&w.e, status, out);
}
