/* Pairwise winning indices: a row per pair, the unit with the better rank first. */
#include "table/cells.h"
#include "table/columns.h"
#include "table/simulation.h"

#include "base/codes.h"
#include "base/diag.h"

#include <math.h>

enum { UNIT, NAME, OTHER, OTHER_NAME, AHEAD, BEHIND, EQUAL, COLUMNS };

static const egb_table_column columns[COLUMNS] = {
    [UNIT] = {EGB_COLUMN_UNIT, .machine_only = true},
    [NAME] = {EGB_COLUMN_NAME},
    [OTHER] = {EGB_COLUMN_OTHER, .machine_only = true},
    [OTHER_NAME] = {EGB_COLUMN_OTHER_NAME},
    [AHEAD] = {.id = "p_ahead",
               .label = "Ahead",
               .help = "Share of the draws in which the unit has a better rank than the other.",
               .kind = EGB_CELL_NUMBER,
               .decimals = 3},
    [BEHIND] = {.id = "p_behind",
                .label = "Behind",
                .help = "Share of the draws in which the other has a better rank.",
                .kind = EGB_CELL_NUMBER,
                .decimals = 3},
    [EQUAL] = {.id = "p_equal",
               .label = "Equal",
               .help = "Share of the draws in which both have the same rank, or none.",
               .kind = EGB_CELL_NUMBER,
               .decimals = 3,
               .importance = 1}};

static bool put_pair(const egb_acceptability *a, const egb_simulation_table *m, size_t row, size_t unit, size_t other) {
  const double draws = (double)m->u->about.draws;
  const double ahead = a->unit[unit].beats[other] / draws, behind = a->unit[other].beats[unit] / draws;
  const egb_dataset *data = m->results->data;
  egb_table_put_number(m->table, row, AHEAD, ahead);
  egb_table_put_number(m->table, row, BEHIND, behind);
  egb_table_put_number(m->table, row, EQUAL, round((1 - ahead - behind) * draws) / draws);
  return egb_cells_put(m->table, row, UNIT, data->unit[unit].id) &&
         egb_cells_put(m->table, row, NAME, egb_dataset_unit_name(data, unit, m->languages)) &&
         egb_cells_put(m->table, row, OTHER, data->unit[other].id) &&
         egb_cells_put(m->table, row, OTHER_NAME, egb_dataset_unit_name(data, other, m->languages));
}

static bool fill(const egb_acceptability *a, egb_simulation_table *m, size_t top) {
  const size_t units = egb_simulation_keep_ranked(m);
  size_t row = 0;
  const size_t pairs = units > 0 ? units * (units - 1) / 2 : 0, rows = top > 0 && top < pairs ? top : pairs;
  if (!egb_table_shape(m->table, COLUMNS, rows))
    return false;
  for (size_t i = 0; i < COLUMNS; i++)
    m->table->column[i] = columns[i];
  for (size_t i = 0; i < units; i++)
    for (size_t k = i + 1; k < units && row < rows; k++, row++)
      if (!put_pair(a, m, row, m->unit[i], m->unit[k]))
        return false;
  return egb_simulation_title(m, "pairwise wins") && egb_simulation_note_sampling(a, m) &&
         egb_simulation_note_varied(m) && egb_simulation_note_failures(m) && egb_simulation_facts(m);
}

egb_status egb_table_acceptability_pairs(const egb_acceptability *acceptability, const char *const *languages,
                                         const char *const *units, size_t top, egb_diag *diag, egb_table **out) {
  egb_simulation_table m = {.u = acceptability->simulation, .languages = languages};
  *out = NULL;
  if (!acceptability->about.pairs) {
    egb_diag_say(diag, EGB_SEVERITY_ERROR, EGB_E_USAGE, "the pairs were not kept");
    return EGB_USAGE;
  }
  egb_status status = egb_simulation_start(&m, "egovbench.acceptability-pairs/1", units, diag);
  if (status == EGB_OK && !fill(acceptability, &m, top))
    status = EGB_NO_MEMORY;
  if (status == EGB_OK)
    *out = m.table;
  else
    egb_table_free(m.table);
  return status;
}
