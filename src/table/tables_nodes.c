/* Scores and ranks of nodes: a row per node and unit. */
#include "base/number.h"
#include "model/node_ranks.h"
#include "table/cells.h"
#include "table/columns.h"
#include "table/common.h"

#include <math.h>
#include <string.h>

enum { NODE, LABEL, DEPTH, UNIT, NAME, SCORE, RANK, OF, COLUMNS };

static const egb_table_column columns[COLUMNS] = {
    [NODE] = {EGB_COLUMN_NODE},
    [LABEL] = {EGB_COLUMN_LABEL, .machine_only = true},
    [DEPTH] = {EGB_COLUMN_DEPTH},
    [UNIT] = {EGB_COLUMN_UNIT, .machine_only = true},
    [NAME] = {EGB_COLUMN_NAME},
    [SCORE] = {.id = "score", .label = "Score", .help = "Score of the node; empty: missing.", .kind = EGB_CELL_NUMBER},
    [RANK] = {.id = "rank",
              .label = "Rank",
              .help =
                  "Rank of the unit by this score; of the index its rank, of other nodes 1 2 2 4; empty: not ranked.",
              .kind = EGB_CELL_NUMBER,
              .decimals = EGB_DECIMALS_AS_NEEDED},
    [OF] = {.id = "of", .label = "Of", .help = "How many units have a rank by it.", .kind = EGB_CELL_INTEGER},
};

static bool put_rows(egb_table *table, const egb_node_ranks *ranks, const bool *keep, const char *const *languages) {
  const egb_results *r = ranks->results;
  size_t row = 0;
  for (size_t i = 0; i < ranks->count; i++) {
    const egb_node_rank *item = &ranks->item[i];
    const egb_node *node = &r->index->node[item->node];
    if (!keep[item->unit])
      continue;
    egb_table_put_number(table, row, DEPTH, (double)node->depth);
    egb_table_put_number(table, row, SCORE, item->score);
    egb_table_put_number(table, row, RANK, item->rank);
    egb_table_put_number(table, row, OF, (double)item->of);
    if (!egb_cells_put(table, row, NODE, node->id) ||
        !egb_cells_put(table, row, LABEL, egb_index_node_name(r->index, item->node, languages)) ||
        !egb_cells_put(table, row, UNIT, r->data->unit[item->unit].id) ||
        !egb_cells_put(table, row, NAME, egb_dataset_unit_name(r->data, item->unit, languages)))
      return false;
    row++;
  }
  return true;
}

static bool fill(egb_table *table, const egb_node_ranks *ranks, const bool *keep, const char *const *languages) {
  const egb_results *r = ranks->results;
  size_t rows = 0;
  for (size_t i = 0; i < ranks->count; i++)
    rows += keep[ranks->item[i].unit];
  if (!egb_table_shape(table, COLUMNS, rows))
    return false;
  memcpy(table->column, columns, sizeof columns);
  table->column[SCORE].decimals = egb_number_decimals(r->index->scale);
  table->title = egb_report_title(table->arena, r->index,
                                  r->data->period_count > r->period ? r->data->period[r->period] : "", languages);
  return put_rows(table, ranks, keep, languages) && table->title != NULL &&
         egb_report_index_facts(table, r->index, languages) && egb_report_result_facts(table, r);
}

egb_status egb_table_node_ranks(const egb_node_ranks *ranks, const char *const *languages, const char *const *units,
                                egb_diag *diag, egb_table **out) {
  *out = NULL;
  egb_table *table = egb_table_new("egovbench.node-ranks/1", 0, 0);
  bool *keep = table == NULL ? NULL : egb_arena_array(table->arena, ranks->results->unit_count, sizeof *keep);
  if (keep == NULL) {
    egb_table_free(table);
    return EGB_NO_MEMORY;
  }
  memset(keep, 1, ranks->results->unit_count * sizeof *keep);
  egb_status status = egb_report_keep_units(ranks->results->data, units, table->arena, diag, keep);
  if (status == EGB_OK && !fill(table, ranks, keep, languages))
    status = EGB_NO_MEMORY;
  if (status == EGB_OK)
    *out = table;
  else
    egb_table_free(table);
  return status;
}
