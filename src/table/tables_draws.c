/* Simulated ranks: how often each unit had each rank, and draw by draw. */
#include "table/cells.h"
#include "table/columns.h"
#include "table/simulation.h"

#include "base/codes.h"

/* ---- how often each rank --------------------------------------------------------------------- */

static bool fill_frequencies(const egb_simulation_table *m, size_t ranks) {
  egb_table *table = m->table;
  if (!egb_table_shape(table, ranks + 2, m->units))
    return false;
  table->column[0] = (egb_table_column){EGB_COLUMN_UNIT};
  table->column[1] = (egb_table_column){EGB_COLUMN_NAME, .importance = 1};
  for (size_t r = 1; r <= ranks; r++) {
    const char *id = egb_arena_format(table->arena, "rank_%zu", r), *label = egb_arena_format(table->arena, "%zu", r);
    if (id == NULL || label == NULL)
      return false;
    table->column[r + 1] =
        (egb_table_column){.id = id,
                           .label = label,
                           .help = "Draws in which the unit had this rank, equal scores sharing the better one.",
                           .kind = EGB_CELL_INTEGER,
                           .importance = 2 + (int)(r < 100000 ? r : 100000)};
  }
  for (size_t row = 0; row < m->units; row++) {
    const size_t unit = m->unit[row];
    if (!egb_cells_put(table, row, 0, m->results->data->unit[unit].id) ||
        !egb_cells_put(table, row, 1, egb_dataset_unit_name(m->results->data, unit, m->languages)))
      return false;
    for (size_t r = 1; r <= ranks; r++)
      egb_table_put_integer(table, row, r + 1, m->u->unit[unit].count[r - 1]);
  }
  return egb_simulation_title(m, "draws by rank") && egb_simulation_note_draws(m, EGB_SIMULATION_OF_RANKS) &&
         egb_simulation_facts(m);
}

egb_status egb_table_frequencies(const egb_uncertainty *uncertainty, const char *const *languages, egb_diag *diag,
                                 egb_table **out) {
  egb_simulation_table m = {.u = uncertainty, .languages = languages};
  *out = NULL;
  if (uncertainty->count == NULL) {
    egb_diag_say(diag, EGB_SEVERITY_ERROR, EGB_E_USAGE, "the table of ranks was not kept");
    return EGB_USAGE;
  }
  const egb_status status = egb_simulation_start(&m, "egovbench.frequencies/1", NULL, diag);
  return egb_simulation_finish(&m, status, status == EGB_OK && fill_frequencies(&m, m.units), out);
}

/* ---- draw by draw ---------------------------------------------------------------------------- */

/* Columns: draw, the alternatives drawn, the shares of all nodes but the root, the ranks of all units. */
static bool draw_columns(const egb_simulation_table *m) {
  const egb_uncertainty_draw *draw = m->u->draw; /* in all of them the same assumptions have alternatives */
  const egb_index *index = m->results->index;
  egb_table_column *column = m->table->column;
  size_t at = 0;
  column[at++] =
      (egb_table_column){.id = "draw", .label = "Draw", .help = "Number of the draw.", .kind = EGB_CELL_INTEGER};
  for (size_t i = 0; i < m->u->about.choices; i++, at++)
    column[at] = (egb_table_column){
        .id = m->u->varied[draw->chosen[i]].factor,
        .label = m->u->varied[draw->chosen[i]].factor,
        .help = "The alternative that was drawn, or with --failed replace what the draw was scored with.",
        .kind = EGB_CELL_TEXT,
        .importance = 1};
  for (size_t i = 1; i < index->node_count; i++)
    column[at++] = (egb_table_column){.id = egb_arena_format(m->table->arena, "weight_%s", index->node[i].id),
                                      .label = index->node[i].id,
                                      .help = "Weight as a share among the siblings; 0: left out.",
                                      .kind = EGB_CELL_NUMBER,
                                      .decimals = 4,
                                      .importance = 2};
  for (size_t u = 0; u < m->results->unit_count; u++)
    column[at++] = (egb_table_column){.id = egb_arena_format(m->table->arena, "rank_%s", m->results->data->unit[u].id),
                                      .label = m->results->data->unit[u].id,
                                      .help = "Rank of this unit in the draw; empty: not ranked.",
                                      .kind = EGB_CELL_NUMBER,
                                      .decimals = EGB_DECIMALS_AS_NEEDED,
                                      .importance = 3};
  for (size_t i = 0; i < at; i++)
    if (column[i].id == NULL)
      return false;
  return true;
}

static bool fill_draws(const egb_simulation_table *m, size_t first, size_t count) {
  const size_t factors = m->u->about.choices, nodes = m->results->node_count, units = m->results->unit_count;
  if (!egb_table_shape(m->table, factors + nodes + units, count) || !draw_columns(m))
    return false;
  for (size_t row = 0; row < count; row++) {
    const egb_uncertainty_draw *draw = &m->u->draw[first + row];
    size_t at = 0;
    egb_table_put_integer(m->table, row, at++, (int64_t)(first + row));
    for (size_t i = 0; i < factors; i++)
      if (!egb_cells_put(m->table, row, at++, m->u->varied[draw->chosen[i]].alternative))
        return false;
    for (size_t i = 1; i < nodes; i++)
      egb_table_put_number(m->table, row, at++, draw->share[i]);
    for (size_t u = 0; u < units; u++, at++)
      if (draw->rank[u] > 0)
        egb_cells_put_rank(m->table, row, at, draw->rank[u] / (double)m->u->about.steps);
  }
  return egb_simulation_title(m, "draws") && egb_simulation_facts(m);
}

egb_status egb_table_draws(const egb_uncertainty *uncertainty, size_t first, size_t count, egb_diag *diag,
                           egb_table **out) {
  egb_simulation_table m = {.u = uncertainty};
  *out = NULL;
  if (uncertainty->draw == NULL) {
    egb_diag_say(diag, EGB_SEVERITY_ERROR, EGB_E_USAGE, "the draws were not kept");
    return EGB_USAGE;
  }
  const egb_status status = egb_simulation_start(&m, "egovbench.draws/1", NULL, diag);
  const size_t all = uncertainty->draw_count;
  const size_t rows = first >= all ? 0 : all - first < count ? all - first : count;
  return egb_simulation_finish(&m, status, status == EGB_OK && fill_draws(&m, first, rows), out);
}
