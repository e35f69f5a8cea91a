/* A row per unit and period with all there is about it: the fields of the ranking, which fill their cells themselves,
 * the scores of all nodes in the order of the tree, and the values of the indicators as they were used. Rows are made
 * on demand. */
#include "table/columns.h"
#include "table/ranking.h"
#include "table/tables_export.h"

enum { UNIT, PERIOD }; /* places of the first columns; the second is there when the data has periods */

typedef enum kind { OF_PERIOD = 1, FIELD, VALUE } kind; /* of columns */

/* The rows of a period: those of a ranking. */
typedef struct wide_period {
  egb_ranking ranking;
  egb_ranking_options options;
  const char *name;
  const double **value; /* per column of values: of each unit */
  const uint8_t **state;
} wide_period;

/* In the memory of the table, whose rows are made of it. */
typedef struct wide {
  egb_export e;
  egb_ranking ranking; /* of the first period, with the fields of all */
  egb_ranking_options options;
  bool has_period;
  const egb_field **field; /* the columns that are fields, in order */
  size_t field_count;
  size_t *value; /* the nodes of the columns behind them */
  size_t value_count;
  egb_cells_names ids;
  wide_period *period; /* of each of the results */
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
      w->field[w->field_count++] = &ranking->field[i];
  }
  for (size_t i = 0; i < nodes; i++)
    if (of_node[i] != NULL)
      w->field[w->field_count++] = of_node[i];
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
    *own = w->field[i]->column;
    own->machine_only = false; /* all is handed over */
    own->id = own_id(w, own->id, FIELD, w->field[i]->of_node ? "node_" : "group_");
    if (own->id == NULL)
      return false;
  }
  return true;
}

static bool has_words(const wide *w, size_t i) {
  bool any = false;
  for (size_t k = 0; k < w->e.count && !any; k++)
    any = egb_cells_has_words(w->e.results[k], EGB_STAGE_TREATED, w->value[i], w->period[k].ranking.unit,
                              w->e.unit_count);
  return any;
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
        .kind = has_words(w, i) ? EGB_CELL_TEXT : EGB_CELL_NUMBER,
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

/* ---- rows ------------------------------------------------------------------------------------ */

static bool is_put(const wide_period *p, const egb_field *field) {
  return field->with != EGB_WITH_SIMULATION || p->options.uncertainty != NULL;
}

/* Of most indicators all values are numbers. */
static void put_values(const wide *w, const wide_period *p, size_t i, size_t first, egb_table *piece) {
  const egb_results *results = p->ranking.results;
  const size_t *unit = p->ranking.unit + first, column = w->has_period + w->field_count + i, node = w->value[i];
  const double *value = p->value[i];
  const bool words = piece->column[column].kind == EGB_CELL_TEXT;
  for (size_t row = 0; row < piece->row_count && words; row++)
    egb_cells_put_value(piece, row, column, results, node, value[unit[row]]);
  for (size_t row = 0; row < piece->row_count && !words; row++)
    egb_table_put_number(piece, row, column, value[unit[row]]);
  for (size_t row = 0; row < piece->row_count && !piece->plain; row++)
    egb_cells_mark(egb_table_cell(piece, row, column), results, node, unit[row], (egb_state)p->state[i][unit[row]]);
}

/* Rows of one period, from `first` of its units on. */
static bool put_period(const wide *w, const wide_period *p, size_t first, egb_table *piece) {
  egb_buffer text = {0};
  bool done = true;
  for (size_t i = 0; i < w->field_count && done; i++)
    done = !is_put(p, w->field[i]) ||
           egb_ranking_put_column(&p->ranking, w->field[i], first, piece, i == UNIT ? i : i + w->has_period, &text);
  for (size_t row = 0; row < piece->row_count && w->has_period && p->name[0] != '\0'; row++)
    egb_table_put_lasting(piece, row, PERIOD, p->name);
  for (size_t i = 0; i < w->value_count; i++)
    put_values(w, p, i, first, piece);
  egb_buffer_clear(&text);
  return done;
}

static bool fill_rows(const void *from, size_t first, egb_table *piece) {
  const wide *w = from;
  bool done = true;
  for (size_t row = 0; row < piece->row_count && done;) {
    const size_t at = first + row, unit = at % w->e.unit_count, rest = piece->row_count - row;
    egb_table some = *piece;
    some.cell = egb_table_cell(piece, row, 0);
    some.row_count = rest < w->e.unit_count - unit ? rest : w->e.unit_count - unit;
    done = put_period(w, &w->period[at / w->e.unit_count], unit, &some);
    row += some.row_count;
  }
  return done;
}

/* ---- what they are made of ------------------------------------------------------------------- */

/* A column of results may be made when it is first asked for: that is now, before threads ask. */
static bool fetch_columns(const wide *w, wide_period *p) {
  egb_arena *arena = w->e.table->arena;
  p->value = egb_arena_array(arena, w->value_count, sizeof *p->value);
  p->state = egb_arena_array(arena, w->value_count, sizeof *p->state);
  if (egb_arena_failed(arena))
    return false;
  for (size_t i = 0; i < w->value_count; i++) {
    p->value[i] = egb_results_column(p->ranking.results, EGB_STAGE_TREATED, w->value[i]);
    p->state[i] = egb_results_states(p->ranking.results, EGB_STAGE_TREATED, w->value[i]);
  }
  for (size_t i = 0; i < w->field_count; i++)
    if (w->field[i]->values != NULL && is_put(p, w->field[i]))
      (void)w->field[i]->values(&p->ranking, w->field[i]);
  return true;
}

static bool begin_period(const wide *w, size_t i) {
  wide_period *p = &w->period[i];
  *p = (wide_period){.ranking = w->ranking, .options = w->options, .name = egb_export_period(&w->e, i)};
  p->options.uncertainty = egb_export_intervals(&w->e, i);
  p->ranking.options = &p->options;
  p->ranking.results = w->e.results[i];
  p->ranking.unit = egb_export_units(&w->e, i);
  p->ranking.unit_count = w->e.unit_count;
  return p->ranking.unit != NULL && egb_ranking_find_bounds(&p->ranking) && egb_ranking_find_lacking(&p->ranking) &&
         fetch_columns(w, p);
}

static bool begin_periods(wide *w) {
  bool done = (w->period = egb_arena_array(w->e.table->arena, w->e.count, sizeof *w->period)) != NULL;
  for (size_t i = 0; i < w->e.count && done; i++)
    done = begin_period(w, i);
  return done;
}

static void see_all(const wide *w, egb_cells_seen *seen) {
  for (size_t k = 0; k < w->e.count; k++) {
    const egb_ranking *ranking = &w->period[k].ranking;
    egb_ranking_see_states(ranking, w->field, w->field_count, seen);
    for (size_t i = 0; i < w->value_count; i++)
      egb_cells_see_values(seen, ranking->results, EGB_STAGE_TREATED, w->value[i], ranking->unit, ranking->unit_count);
  }
}

static egb_status make(wide *w) {
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
  egb_cells_seen seen = {.imputed = false};
  if (!list_values(w) || !begin_periods(w) ||
      !egb_table_shape_on_demand(e->table, w->has_period + w->field_count + w->value_count, e->count * e->unit_count,
                                 fill_rows, w) ||
      !put_columns(w))
    return EGB_NO_MEMORY;
  see_all(w, &seen);
  return egb_export_finish(e, &seen) ? EGB_OK : EGB_NO_MEMORY;
}

egb_status egb_table_wide(const egb_results *const *results, size_t count, const egb_export_options *options,
                          egb_diag *diag, egb_table **out) {
  egb_export e = {.results = results, .count = count, .diag = diag};
  *out = NULL;
  egb_status status = egb_export_start(&e, "egovbench.export-wide/1", options);
  wide *w = status == EGB_OK ? egb_arena_array(e.table->arena, 1, sizeof *w) : NULL;
  if (w != NULL) {
    w->e = e;
    status = make(w);
  } else if (status == EGB_OK) {
    status = EGB_NO_MEMORY;
  }
  return egb_export_end(&e, status, out);
}
