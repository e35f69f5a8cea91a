/* A row per unit, node and stage: what a database or R takes as it is. Its columns are published: none is added,
 * renamed or moved. Work and memory grow with the rows. */
#include "base/text.h"
#include "model/uncertainty.h"
#include "table/cell_lines.h"
#include "table/cells.h"
#include "table/tables_export.h"

#include <math.h>
#include <string.h>

enum { INDEX, PERIOD, UNIT, NODE, LEVEL, STAGE, VALUE, STATUS, WEIGHT, CONTRIBUTION, RANK, LOW, HIGH, SOURCE, COLUMNS };

static const egb_table_column columns[COLUMNS] = {
    [INDEX] = {.id = "index", .label = "Index", .help = "Id of the index.", .kind = EGB_CELL_TEXT, .importance = 6},
    [PERIOD] = {.id = "period",
                .label = "Period",
                .help = "Period of the data; empty: it has none.",
                .kind = EGB_CELL_TEXT},
    [UNIT] = {.id = "unit",
              .label = "Unit",
              .help = "Id of the unit; ISO 3166-1 alpha-3 for countries.",
              .kind = EGB_CELL_TEXT},
    [NODE] = {.id = "node", .label = "Node", .help = "Id of the node of the tree.", .kind = EGB_CELL_TEXT},
    [LEVEL] = {.id = "level",
               .label = "Depth",
               .help = "Depth of the node in the tree; 0 is the index.",
               .kind = EGB_CELL_INTEGER,
               .importance = 5},
    [STAGE] = {.id = "stage",
               .label = "Stage",
               .help = "raw, imputed, treated, normalised or scored; all five of an indicator, also where a stage "
                       "changes nothing, and scored of every other node.",
               .kind = EGB_CELL_TEXT},
    [VALUE] = {.id = "value",
               .label = "Value",
               .help = "Value of the node in the stage: in the units of the data up to treated, on the scale of the "
                       "index from then on; an answer in words as its text; empty: missing.",
               .kind = EGB_CELL_NUMBER,
               .decimals = EGB_DECIMALS_AS_NEEDED},
    [STATUS] = {.id = "status",
                .label = "Status",
                .help = "observed, imputed, treated, partial (weights of the present children re-scaled), withheld "
                        "(too few indicators), not applicable (not for this unit) or missing.",
                .kind = EGB_CELL_TEXT,
                .importance = 1},
    [WEIGHT] = {.id = "weight",
                .label = "Weight",
                .help = "Stage scored: effective weight of the node, its share of the whole index before anything is "
                        "re-scaled for a unit; empty in other stages.",
                .kind = EGB_CELL_NUMBER,
                .decimals = 4,
                .importance = 2},
    [CONTRIBUTION] = {.id = "contribution",
                      .label = "Contributes",
                      .help = "Stage scored: points of the unit's index score that the node adds, with the weights of "
                              "the nodes that the unit has; empty: missing, or an aggregation above is no sum.",
                      .kind = EGB_CELL_NUMBER,
                      .decimals = 4,
                      .importance = 2},
    [RANK] = {.id = "rank",
              .label = "Rank",
              .help = "Stage scored: rank of the unit by this node, 1 is the best; empty: not ranked.",
              .kind = EGB_CELL_NUMBER,
              .decimals = EGB_DECIMALS_AS_NEEDED,
              .importance = 1},
    [LOW] = {.id = "low",
             .label = "From",
             .help = "Stage scored of the index: best rank of the interval, by simulation or by the bounds that the "
                     "definition asks for; empty: none.",
             .kind = EGB_CELL_NUMBER,
             .decimals = EGB_DECIMALS_AS_NEEDED,
             .importance = 3},
    [HIGH] = {.id = "high",
              .label = "to",
              .help = "Worst rank of that interval.",
              .kind = EGB_CELL_NUMBER,
              .decimals = EGB_DECIMALS_AS_NEEDED,
              .importance = 3,
              .joined = true},
    [SOURCE] = {.id = "source",
                .label = "Source",
                .help = "Stage raw: the cell of the data as file:line:column; empty: in no file, or computed.",
                .kind = EGB_CELL_TEXT,
                .importance = 4},
};

/* One period on its way into rows. */
typedef struct period {
  const egb_results *results;
  const char *name;
  egb_arena *arena;
  double *rank;         /* per node and unit */
  double *contribution; /* per node, of the unit at hand */
  double *low, *high;   /* per unit */
} period;

typedef struct long_table {
  egb_export e;
  egb_cell_lines lines;
  egb_cell_places places;
  size_t row;
} long_table;

/* ---- what is known before the rows ----------------------------------------------------------- */

static egb_status find_ranks(period *p, egb_diag *diag) {
  egb_node_ranks *ranks = NULL;
  const egb_status status = egb_node_ranks_new(p->results, SIZE_MAX, diag, &ranks);
  for (size_t i = 0; status == EGB_OK && i < egb_node_ranks_count(ranks); i++) {
    const egb_node_rank at = egb_node_ranks_at(ranks, i);
    p->rank[at.node * p->results->unit_count + at.unit] = at.rank;
  }
  egb_node_ranks_free(ranks);
  return status;
}

/* As the ranking has them: simulated, else by the bounds that the definition asks for. */
static egb_status find_intervals(period *p, const egb_uncertainty *uncertainty) {
  const size_t units = p->results->unit_count;
  for (size_t u = 0; u < units; u++) {
    const bool drawn = uncertainty != NULL && !isnan(p->results->rank[u]);
    p->low[u] = drawn ? uncertainty->unit[u].low : (double)NAN;
    p->high[u] = drawn ? uncertainty->unit[u].high : (double)NAN;
  }
  if (uncertainty != NULL || !egb_index_has_rank_bounds(p->results->index))
    return EGB_OK;
  egb_rank_bound *bound = egb_arena_array(p->arena, units, sizeof *bound);
  const egb_status status = bound == NULL ? EGB_NO_MEMORY : egb_results_rank_bounds(p->results, bound);
  for (size_t u = 0; status == EGB_OK && u < units; u++) {
    p->low[u] = bound[u].best;
    p->high[u] = bound[u].worst;
  }
  return status;
}

static egb_status begin(const egb_export *e, size_t i, period *p) {
  const egb_results *results = e->results[i];
  const size_t units = results->unit_count, cells = results->node_count * units;
  egb_arena *arena = egb_arena_new();
  *p = (period){.results = results,
                .name = egb_export_period(e, i),
                .arena = arena,
                .rank = egb_arena_array(arena, cells, sizeof(double)),
                .contribution = egb_arena_array(arena, results->node_count, sizeof(double)),
                .low = egb_arena_array(arena, units, sizeof(double)),
                .high = egb_arena_array(arena, units, sizeof(double))};
  if (egb_arena_failed(arena))
    return EGB_NO_MEMORY;
  for (size_t k = 0; k < cells; k++)
    p->rank[k] = (double)NAN;
  const egb_status status = find_ranks(p, e->diag);
  return status == EGB_OK ? find_intervals(p, egb_export_intervals(e, i)) : status;
}

/* ---- rows ------------------------------------------------------------------------------------ */

/* A text that lives as long as the index, the data or the program: rows are many and share few. */
static void put_shared(egb_table *table, size_t row, size_t column, const char *text) {
  if (text[0] != '\0')
    *egb_table_cell(table, row, column) = (egb_cell){.kind = EGB_CELL_TEXT, .as.text = text};
}

static bool put_source(long_table *l, const period *p, size_t node, size_t unit) {
  const egb_dataset *data = p->results->data;
  const char *name = p->results->index->node[node].column;
  const size_t column = name == NULL ? EGB_NONE : egb_dataset_column(data, name);
  const egb_place place =
      column == EGB_NONE ? (egb_place){0} : egb_cell_places_at(&l->places, p->results->period, column, unit);
  if (place.source == NULL)
    return true;
  const char *text = egb_cell_lines_text(&l->lines, place, egb_path_name(place.source->name));
  if (text != NULL)
    put_shared(l->e.table, l->row, SOURCE, text);
  return text != NULL;
}

static void put_outcome(long_table *l, const period *p, size_t node, size_t unit) {
  egb_table *table = l->e.table;
  egb_table_put_number(table, l->row, WEIGHT, p->results->effective[node]);
  egb_table_put_number(table, l->row, CONTRIBUTION, p->contribution[node]);
  egb_cells_put_rank(table, l->row, RANK, p->rank[node * p->results->unit_count + unit]);
  if (node > 0)
    return;
  egb_cells_put_rank(table, l->row, LOW, p->low[unit]);
  egb_cells_put_rank(table, l->row, HIGH, p->high[unit]);
}

static bool put_row(long_table *l, const period *p, size_t node, size_t unit, egb_stage stage) {
  const egb_results *results = p->results;
  const double value = egb_results_column(results, stage, node)[unit];
  const egb_state state = (egb_state)egb_results_states(results, stage, node)[unit];
  egb_table *table = l->e.table;
  put_shared(table, l->row, INDEX, results->index->id);
  put_shared(table, l->row, PERIOD, p->name);
  put_shared(table, l->row, UNIT, results->data->unit[unit].id);
  put_shared(table, l->row, NODE, results->index->node[node].id);
  put_shared(table, l->row, STAGE, egb_stage_name(stage));
  put_shared(table, l->row, STATUS, egb_state_name(state));
  egb_table_put_integer(table, l->row, LEVEL, (int64_t)results->index->node[node].depth);
  bool done = true;
  if (stage <= EGB_STAGE_TREATED)
    done = egb_cells_put_value(table, l->row, VALUE, results, node, value);
  else
    egb_table_put_number(table, l->row, VALUE, value);
  egb_cells_mark(egb_table_cell(table, l->row, VALUE), results, node, unit, state);
  if (stage == EGB_STAGE_RAW)
    done = done && put_source(l, p, node, unit);
  if (stage == EGB_STAGE_SCORED)
    put_outcome(l, p, node, unit);
  l->row++;
  return done;
}

static bool put_unit(long_table *l, const period *p, size_t unit) {
  egb_results_contributions(p->results, unit, p->contribution);
  for (size_t node = 0; node < p->results->node_count; node++) {
    const bool aggregate = p->results->index->node[node].first_child != EGB_NONE;
    if (!egb_cells_active(p->results, node))
      continue;
    for (egb_stage stage = aggregate ? EGB_STAGE_SCORED : EGB_STAGE_RAW; stage <= EGB_STAGE_SCORED; stage++)
      if (!put_row(l, p, node, unit, stage))
        return false;
  }
  return true;
}

static egb_status put_period(long_table *l, size_t i) {
  period p;
  egb_status status = begin(&l->e, i, &p);
  for (size_t u = 0; status == EGB_OK && u < p.results->unit_count; u++)
    if (l->e.keep[p.results->order[u]] && !put_unit(l, &p, p.results->order[u]))
      status = EGB_NO_MEMORY;
  egb_arena_free(p.arena);
  return status;
}

static size_t count_rows(const egb_export *e) {
  size_t rows = 0;
  for (size_t i = 0; i < e->index->node_count; i++)
    if (egb_cells_active(e->results[0], i))
      rows += e->index->node[i].first_child == EGB_NONE ? EGB_STAGE_SCORED + 1 : 1;
  return rows * e->unit_count * e->count;
}

static egb_status fill(long_table *l) {
  egb_export *e = &l->e;
  if (!egb_cell_lines_begin(e->data, e->table->arena, &l->lines) ||
      !egb_cell_places_begin(e->data, e->table->arena, &l->places) ||
      !egb_table_shape(e->table, COLUMNS, count_rows(e)))
    return EGB_NO_MEMORY;
  memcpy(e->table->column, columns, sizeof columns);
  egb_status status = EGB_OK;
  for (size_t i = 0; i < e->count && status == EGB_OK; i++)
    status = put_period(l, i);
  return status == EGB_OK && !egb_export_finish(e) ? EGB_NO_MEMORY : status;
}

egb_status egb_table_long(const egb_results *const *results, size_t count, const egb_export_options *options,
                          egb_diag *diag, egb_table **out) {
  long_table l = {.e = {.results = results, .count = count, .diag = diag}};
  *out = NULL;
  egb_status status = egb_export_start(&l.e, "egovbench.export-long/1", options);
  if (status == EGB_OK)
    status = fill(&l);
  return egb_export_end(&l.e, status, out);
}
