/* A row per unit, node and stage: what a database or R takes as it is. Its columns are published: none is added,
 * renamed or moved. Rows are made on demand: of many units there are many millions. */
#include "base/text.h"
#include "model/uncertainty.h"
#include "table/cell_lines.h"
#include "table/tables_export.h"

#include <math.h>
#include <stdlib.h>
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

/* A row of each unit: a node in a stage. */
typedef struct long_item {
  size_t node;
  egb_stage stage;
} long_item;

typedef struct long_period {
  const egb_results *results;
  const char *name;
  size_t *unit;       /* those asked for, in the order of the ranking */
  double *rank;       /* per node and unit */
  double *low, *high; /* per unit */
} long_period;

/* In the memory of the table, whose rows are made of it. */
typedef struct long_table {
  egb_export e;
  egb_cell_lines lines;
  long_item *item;
  size_t items;
  long_period *period; /* of each of the results */
} long_table;

/* ---- what is known before the rows ----------------------------------------------------------- */

static bool list_items(long_table *l) {
  const egb_index *index = l->e.index;
  l->item = egb_arena_array(l->e.table->arena, index->node_count, (EGB_STAGE_SCORED + 1) * sizeof *l->item);
  for (size_t i = 0; l->item != NULL && i < index->node_count; i++) {
    const bool aggregate = index->node[i].first_child != EGB_NONE;
    for (egb_stage stage = aggregate ? EGB_STAGE_SCORED : EGB_STAGE_RAW;
         egb_cells_active(l->e.results[0], i) && stage <= EGB_STAGE_SCORED; stage++)
      l->item[l->items++] = (long_item){i, stage};
  }
  return l->item != NULL;
}

/* Node by node: the ranks of all at once would take five times the memory. */
static egb_status find_ranks(long_period *p, egb_diag *diag) {
  const size_t units = p->results->unit_count;
  egb_status status = EGB_OK;
  for (size_t node = 0; node < p->results->node_count && status == EGB_OK; node++) {
    egb_node_ranks *ranks = NULL;
    if (!egb_cells_active(p->results, node))
      continue;
    status = egb_node_ranks_new(p->results, node, diag, &ranks);
    for (size_t i = 0; status == EGB_OK && i < egb_node_ranks_count(ranks); i++) {
      const egb_node_rank at = egb_node_ranks_at(ranks, i);
      p->rank[node * units + at.unit] = at.rank;
    }
    egb_node_ranks_free(ranks);
  }
  return status;
}

/* As the ranking has them: simulated, else by the bounds that the definition asks for. */
static egb_status find_intervals(long_period *p, const egb_uncertainty *uncertainty, egb_arena *arena) {
  const size_t units = p->results->unit_count;
  for (size_t u = 0; u < units; u++) {
    const bool drawn = uncertainty != NULL && !isnan(p->results->rank[u]);
    p->low[u] = drawn ? uncertainty->unit[u].low : (double)NAN;
    p->high[u] = drawn ? uncertainty->unit[u].high : (double)NAN;
  }
  if (uncertainty != NULL || !egb_index_has_rank_bounds(p->results->index))
    return EGB_OK;
  egb_rank_bound *bound = egb_arena_array(arena, units, sizeof *bound);
  const egb_status status = bound == NULL ? EGB_NO_MEMORY : egb_results_rank_bounds(p->results, bound);
  for (size_t u = 0; status == EGB_OK && u < units; u++) {
    p->low[u] = bound[u].best;
    p->high[u] = bound[u].worst;
  }
  return status;
}

/* A column of results may be made when it is first asked for: that is now, before threads ask. */
static egb_status begin_period(const long_table *l, size_t i) {
  const egb_export *e = &l->e;
  const egb_results *results = e->results[i];
  const size_t units = results->unit_count, cells = results->node_count * units;
  egb_arena *arena = e->table->arena;
  long_period *p = &l->period[i];
  *p = (long_period){.results = results,
                     .name = egb_export_period(e, i),
                     .unit = egb_export_units(e, i),
                     .rank = egb_arena_array(arena, cells, sizeof(double)),
                     .low = egb_arena_array(arena, units, sizeof(double)),
                     .high = egb_arena_array(arena, units, sizeof(double))};
  if (egb_arena_failed(arena))
    return EGB_NO_MEMORY;
  for (size_t k = 0; k < cells; k++)
    p->rank[k] = (double)NAN;
  for (size_t k = 0; k < l->items; k++)
    (void)egb_results_column(results, l->item[k].stage, l->item[k].node);
  const egb_status status = find_ranks(p, e->diag);
  return status == EGB_OK ? find_intervals(p, egb_export_intervals(e, i), arena) : status;
}

/* ---- rows ------------------------------------------------------------------------------------ */

/* What a thread has while it makes the rows of a piece. */
typedef struct filling {
  const long_table *l;
  const long_period *p;
  size_t unit;
  bool contributes;     /* those of this unit are known */
  double *contribution; /* per node */
  egb_cell_lines lines;
  egb_cell_places places;
  egb_table *piece;
  size_t row;
} filling;

/* A text that lives as long as the index, the data or the program: rows are many and share few. */
static void put_shared(const filling *f, size_t column, const char *text) {
  if (text[0] != '\0')
    egb_table_put_lasting(f->piece, f->row, column, text);
}

static bool put_source(filling *f, size_t node) {
  const egb_dataset *data = f->p->results->data;
  const char *name = f->p->results->index->node[node].column;
  const size_t column = name == NULL ? EGB_NONE : egb_dataset_column(data, name);
  const egb_place place =
      column == EGB_NONE ? (egb_place){0} : egb_cell_places_at(&f->places, f->p->results->period, column, f->unit);
  if (place.source == NULL)
    return true;
  const char *text = egb_cell_lines_text(&f->lines, place, egb_path_name(place.source->name));
  if (text != NULL)
    put_shared(f, SOURCE, text);
  return text != NULL;
}

static void put_outcome(filling *f, size_t node) {
  const long_period *p = f->p;
  if (!f->contributes)
    egb_results_contributions(p->results, f->unit, f->contribution);
  f->contributes = true;
  egb_table_put_number(f->piece, f->row, WEIGHT, p->results->effective[node]);
  egb_table_put_number(f->piece, f->row, CONTRIBUTION, f->contribution[node]);
  egb_cells_put_rank(f->piece, f->row, RANK, p->rank[node * p->results->unit_count + f->unit]);
  if (node > 0)
    return;
  egb_cells_put_rank(f->piece, f->row, LOW, p->low[f->unit]);
  egb_cells_put_rank(f->piece, f->row, HIGH, p->high[f->unit]);
}

static bool put_row(filling *f, size_t node, egb_stage stage) {
  const egb_results *results = f->p->results;
  const double value = egb_results_column(results, stage, node)[f->unit];
  const egb_state state = (egb_state)egb_results_states(results, stage, node)[f->unit];
  put_shared(f, INDEX, results->index->id);
  put_shared(f, PERIOD, f->p->name);
  put_shared(f, UNIT, results->data->unit[f->unit].id);
  put_shared(f, NODE, results->index->node[node].id);
  put_shared(f, STAGE, egb_stage_name(stage));
  put_shared(f, STATUS, egb_state_name(state));
  egb_table_put_integer(f->piece, f->row, LEVEL, (int64_t)results->index->node[node].depth);
  if (stage <= EGB_STAGE_TREATED && f->piece->column[VALUE].kind == EGB_CELL_TEXT)
    egb_cells_put_value(f->piece, f->row, VALUE, results, node, value);
  else
    egb_table_put_number(f->piece, f->row, VALUE, value);
  egb_cells_mark(egb_table_cell(f->piece, f->row, VALUE), results, node, f->unit, state);
  if (stage == EGB_STAGE_SCORED)
    put_outcome(f, node);
  return stage != EGB_STAGE_RAW || put_source(f, node);
}

/* Period by period, in each unit by unit, and of each its items. */
static bool put_rows(filling *f, size_t first) {
  const long_table *l = f->l;
  size_t item = first % l->items, at = first / l->items;
  bool done = true;
  for (f->row = 0; f->row < f->piece->row_count && done; f->row++) {
    f->p = &l->period[at / l->e.unit_count];
    f->unit = f->p->unit[at % l->e.unit_count];
    done = put_row(f, l->item[item].node, l->item[item].stage);
    if (++item < l->items)
      continue;
    item = 0;
    at++;
    f->contributes = false;
  }
  return done;
}

static bool fill_rows(const void *from, size_t first, egb_table *piece) {
  filling f = {.l = from, .piece = piece};
  f.contribution = calloc(f.l->e.index->node_count, sizeof *f.contribution);
  const bool done = f.contribution != NULL && egb_cell_lines_fork(&f.l->lines, piece->arena, &f.lines) &&
                    egb_cell_places_begin(f.l->e.data, piece->arena, &f.places) && put_rows(&f, first);
  free(f.contribution);
  return done;
}

/* ---- the table ------------------------------------------------------------------------------- */

/* Also whether values are in words. */
static bool see_all(const long_table *l, egb_cells_seen *seen) {
  bool words = false;
  for (size_t i = 0; i < l->e.count; i++)
    for (size_t k = 0; k < l->items; k++) {
      const long_period *p = &l->period[i];
      const long_item *item = &l->item[k];
      egb_cells_see_values(seen, p->results, item->stage, item->node, p->unit, l->e.unit_count);
      words = words || (item->stage <= EGB_STAGE_TREATED &&
                        egb_cells_has_words(p->results, item->stage, item->node, p->unit, l->e.unit_count));
    }
  return words;
}

static egb_status make(long_table *l) {
  egb_export *e = &l->e;
  egb_arena *arena = e->table->arena;
  egb_cells_seen seen = {.imputed = false};
  l->period = egb_arena_array(arena, e->count, sizeof *l->period);
  if (l->period == NULL || !list_items(l) || !egb_cell_lines_begin(e->data, arena, &l->lines) ||
      !egb_cell_lines_find(&l->lines) ||
      !egb_table_shape_on_demand(e->table, COLUMNS, l->items * e->unit_count * e->count, fill_rows, l))
    return EGB_NO_MEMORY;
  memcpy(e->table->column, columns, sizeof columns);
  egb_status status = EGB_OK;
  for (size_t i = 0; i < e->count && status == EGB_OK; i++)
    status = begin_period(l, i);
  if (status != EGB_OK)
    return status;
  if (see_all(l, &seen))
    e->table->column[VALUE].kind = EGB_CELL_TEXT;
  return egb_export_finish(e, &seen) ? EGB_OK : EGB_NO_MEMORY;
}

egb_status egb_table_long(const egb_results *const *results, size_t count, const egb_export_options *options,
                          egb_diag *diag, egb_table **out) {
  egb_export e = {.results = results, .count = count, .diag = diag};
  *out = NULL;
  egb_status status = egb_export_start(&e, "egovbench.export-long/1", options);
  long_table *l = status == EGB_OK ? egb_arena_array(e.table->arena, 1, sizeof *l) : NULL;
  if (l != NULL) {
    l->e = e;
    status = make(l);
  } else if (status == EGB_OK) {
    status = EGB_NO_MEMORY;
  }
  return egb_export_end(&e, status, out);
}
