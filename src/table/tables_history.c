/* The record of changes of weights: a row per entry, and where the definition left it. */
#include "model/history.h"
#include "table/cells.h"
#include "table/common.h"

#include <math.h>
#include <string.h>

enum { CHANGE, WHEN, WHO, WHY, WEIGHTS, MOVED, CORRELATION, COLUMNS };

static const egb_table_column columns[COLUMNS] = {
    [CHANGE] = {.id = "change", .label = "Change", .help = "Its number, oldest first.", .kind = EGB_CELL_INTEGER},
    [WHEN] = {.id = "when", .label = "When", .help = "The date it was given.", .kind = EGB_CELL_TEXT, .importance = 3},
    [WHO] = {.id = "who", .label = "Who", .help = "Who made it, as given.", .kind = EGB_CELL_TEXT, .importance = 2},
    [WHY] = {.id = "why", .label = "Why", .help = "The reason given.", .kind = EGB_CELL_TEXT, .comfort = 24},
    [WEIGHTS] = {.id = "weights",
                 .label = "Weights",
                 .help = "Each weight that was changed: the node, the number before and after.",
                 .kind = EGB_CELL_TEXT,
                 .comfort = 24},
    [MOVED] = {.id = "moved",
               .label = "Moved",
               .help = "Units ranked before and after whose rank changed.",
               .kind = EGB_CELL_INTEGER,
               .importance = 1},
    [CORRELATION] = {.id = "correlation",
                     .label = "Correlation",
                     .help = "Spearman's rank correlation of the ranks before and after.",
                     .kind = EGB_CELL_NUMBER,
                     .decimals = 3,
                     .importance = 1}};

/* "OS 0.2 to 0.14; WSC 0.3 to 0.36" */
static bool put_weights(egb_table *table, size_t row, const egb_history_entry *entry) {
  egb_buffer text = {0};
  for (size_t k = 0; k < entry->count; k++)
    egb_buffer_format(&text, "%s%s %s to %s", k == 0 ? "" : "; ", entry->weight[k].id, entry->weight[k].from,
                      entry->weight[k].to);
  const bool done = !text.failed && egb_cells_put(table, row, WEIGHTS, egb_buffer_string(&text));
  egb_buffer_clear(&text);
  return done;
}

static bool put_row(egb_table *table, size_t row, const egb_history_entry *entry) {
  egb_table_put_integer(table, row, CHANGE, (int64_t)row + 1);
  if (!isnan(entry->moved))
    egb_table_put_integer(table, row, MOVED, (int64_t)fmin(entry->moved, 9e15));
  egb_table_put_number(table, row, CORRELATION, entry->correlation);
  return egb_cells_put(table, row, WHEN, entry->when) && egb_cells_put(table, row, WHO, entry->who) &&
         egb_cells_put(table, row, WHY, entry->why) && put_weights(table, row, entry);
}

/* ---- what the record does not have ----------------------------------------------------------- */

/* The change of a node that was met last, and the entry that made it. */
typedef struct seen {
  const egb_history_weight *weight;
  size_t entry;
} seen;

static bool note_gap(egb_table *table, const seen *last, size_t entry, const egb_history_weight *weight) {
  egb_buffer text = {0};
  if (last->weight == NULL || last->weight->after == weight->before)
    return true;
  egb_buffer_format(&text, "Between changes %zu and %zu the weight of %s was changed from %s to %s without an entry.",
                    last->entry + 1, entry + 1, weight->id, last->weight->to, weight->from);
  return egb_report_note_of(table, EGB_NOTE_READING, &text);
}

static bool note_now(egb_table *table, const seen *last, const egb_node *node) {
  egb_buffer text = {0};
  if (last->weight == NULL || (last->weight->after == node->weight && node->weight_of == NULL))
    return true;
  egb_buffer_format(&text, "Since change %zu the weight of %s was changed from %s ", last->entry + 1, node->id,
                    last->weight->to);
  if (node->weight_of == NULL) {
    egb_buffer_text(&text, "to ");
    egb_buffer_number(&text, node->weight);
  } else {
    egb_buffer_text(&text, "to one per period");
  }
  egb_buffer_text(&text, " without an entry.");
  return egb_report_note_of(table, EGB_NOTE_READING, &text);
}

/* The entries in their order; nodes that the definition no longer has are not followed. */
static bool note_gaps(egb_table *table, const egb_history *history) {
  const egb_index *index = history->index;
  seen *last = egb_arena_array(table->arena, index->node_count, sizeof *last);
  bool done = last != NULL;
  for (size_t i = 0; i < history->count && done; i++)
    for (size_t k = 0; k < history->entry[i].count && done; k++) {
      const egb_history_weight *weight = &history->entry[i].weight[k];
      const size_t at = egb_index_find(index, weight->id);
      if (at == EGB_NONE)
        continue;
      done = note_gap(table, &last[at], i, weight);
      last[at] = (seen){weight, i};
    }
  for (size_t i = 1; i < index->node_count && done; i++)
    done = note_now(table, &last[i], &index->node[i]);
  return done;
}

static bool put_notes(egb_table *table, const egb_history *history) {
  bool done = true;
  if (history->count == 0)
    done = egb_table_add_note_of(table, EGB_NOTE_ALWAYS,
                                 "No change is recorded: `egovbench weights set FILE ID=W --why TEXT --write` begins.");
  return done && note_gaps(table, history);
}

static bool fill(egb_table *table, const egb_history *history, const char *const *languages) {
  memcpy(table->column, columns, sizeof columns);
  table->title = egb_report_title(table->arena, history->index, NULL, languages);
  for (size_t i = 0; i < history->count; i++)
    if (!put_row(table, i, &history->entry[i]))
      return false;
  return table->title != NULL && put_notes(table, history) &&
         egb_report_index_facts(table, history->index, languages) &&
         (history->source == NULL || egb_table_add_checksum(table, "changes:sha256", history->source));
}

egb_status egb_table_history(const egb_history *history, const char *const *languages, egb_diag *diag,
                             egb_table **out) {
  (void)diag;
  *out = NULL;
  egb_table *table = egb_table_new("egovbench.history/1", COLUMNS, history->count);
  if (table == NULL || !fill(table, history, languages)) {
    egb_table_free(table);
    return EGB_NO_MEMORY;
  }
  *out = table;
  return EGB_OK;
}
