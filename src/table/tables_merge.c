/* What a merge of weights does: a row per node that anyone changed. */
#include "model/merge.h"
#include "table/cells.h"
#include "table/common.h"

#include <string.h>

enum { NODE, BASE, OURS, THEIRS, MERGED, FROM, COLUMNS };

#define WORDS(name, heading, what)                                                                                     \
  { .id = name, .label = heading, .help = what, .kind = EGB_CELL_TEXT }

static const egb_table_column columns[COLUMNS] = {
    [NODE] = WORDS("node", "Node", "Id of the node."),
    [BASE] = WORDS("base", "Base", "Its weight before; empty: none was written."),
    [OURS] = WORDS("ours", "Ours", "Its weight in the second definition."),
    [THEIRS] = WORDS("theirs", "Theirs", "Its weight in the third definition."),
    [MERGED] = WORDS("merged", "Merged", "Its weight in the result."),
    [FROM] =
        WORDS("from", "From", "Who changed it: ours, theirs, both (to the same number), conflict (ours is kept).")};

static const char *const froms[] = {"same", "ours", "theirs", "both", "conflict"};

static bool put_row(egb_table *table, size_t row, const egb_merge *merge, const egb_merge_node *node) {
  const char *merged = node->words[node->merged == EGB_MERGED_THEIRS ? 2 : 1];
  return egb_cells_put(table, row, NODE, merge->ours->node[node->ours].id) &&
         egb_cells_put(table, row, BASE, node->words[0]) && egb_cells_put(table, row, OURS, node->words[1]) &&
         egb_cells_put(table, row, THEIRS, node->words[2]) && egb_cells_put(table, row, MERGED, merged) &&
         egb_cells_put(table, row, FROM, froms[node->merged]);
}

static bool fill(egb_table *table, const egb_merge *merge, const char *const *languages) {
  size_t row = 0;
  bool done = true;
  memcpy(table->column, columns, sizeof columns);
  for (size_t i = 0; i < merge->count && done; i++)
    if (merge->node[i].merged != EGB_MERGED_SAME)
      done = put_row(table, row++, merge, &merge->node[i]);
  if (done && row == 0)
    done = egb_table_add_note_of(table, EGB_NOTE_ALWAYS, "No weight differs.");
  table->title = egb_report_title(table->arena, merge->ours, NULL, languages);
  return done && table->title != NULL && egb_report_index_facts(table, merge->ours, languages);
}

egb_status egb_table_merge(const egb_merge *merge, const char *const *languages, egb_diag *diag, egb_table **out) {
  size_t rows = 0;
  (void)diag;
  *out = NULL;
  for (size_t i = 0; i < merge->count; i++)
    rows += merge->node[i].merged != EGB_MERGED_SAME;
  egb_table *table = egb_table_new("egovbench.merge/1", COLUMNS, rows);
  if (table == NULL || !fill(table, merge, languages)) {
    egb_table_free(table);
    return EGB_NO_MEMORY;
  }
  *out = table;
  return EGB_OK;
}
