/* The sheets of text: Methodology, Sources, Dictionary and Log. */
#include "base/checksum.h"
#include "base/text.h"
#include "book/ledger.h"
#include "model/document.h"
#include "model/history.h"

#include <math.h>

#define TEXT_WIDTH 110
#define USUAL_DECIMALS 4 /* of a table that leaves it to the writer */

static void put_title(egb_ledger *ledger, egb_ledger_sheet sheet, const char *help) {
  egb_ledger_text(ledger, sheet, 0, 0, EGB_LOOK_TITLE, egb_ledger_name(sheet));
  egb_ledger_text(ledger, sheet, 1, 0, EGB_LOOK_GENERAL, help);
}

static void put_heads(egb_ledger *ledger, egb_ledger_sheet sheet, size_t row, const char *const *heads, size_t count) {
  for (size_t i = 0; i < count; i++)
    egb_ledger_text(ledger, sheet, row, i, EGB_LOOK_HEADER, heads[i]);
}

/* Widths are given before the cells. rows: that stay in sight. */
static void begin(egb_ledger *ledger, egb_ledger_sheet sheet, size_t rows, const double *widths, size_t count) {
  const size_t in = ledger->sheet[sheet];
  egb_book_freeze(ledger->book, in, rows, 0);
  for (size_t i = 0; i < count; i++)
    egb_book_width(ledger->book, in, i, i, widths[i], (egb_look){0});
  egb_book_print(ledger->book, in, true, rows, 0);
}

/* ---- Methodology ------------------------------------------------------------------------------ */

static size_t put_table(egb_ledger *ledger, const egb_table *table, size_t row) {
  const size_t in = ledger->sheet[EGB_LEDGER_METHODOLOGY];
  for (size_t c = 0; c < table->column_count; c++)
    egb_ledger_text(ledger, EGB_LEDGER_METHODOLOGY, row, 1 + c, EGB_LOOK_HEADER, table->column[c].label);
  row++;
  for (size_t i = 0; i < table->row_count; i++, row++)
    for (size_t c = 0; c < table->column_count; c++) {
      const egb_cell *cell = &table->cell[i * table->column_count + c];
      const int decimals = table->column[c].decimals;
      const bool number = cell->kind == EGB_CELL_NUMBER;
      const egb_look look = {.kind = cell->kind == EGB_CELL_TEXT ? EGB_LOOK_TEXT : EGB_LOOK_NUMBER,
                             .decimals = !number || decimals < -1 ? -1
                                         : decimals < 0           ? USUAL_DECIMALS
                                                                  : decimals};
      egb_book_cell(ledger->book, in, row, 1 + c, look, cell);
    }
  return row;
}

static size_t put_block(egb_ledger *ledger, const egb_document_block *block, size_t row) {
  egb_buffer item = {0};
  switch (block->kind) {
  case EGB_BLOCK_HEADING:
    egb_ledger_text(ledger, EGB_LEDGER_METHODOLOGY, ++row, 0, EGB_LOOK_HEADER, block->text);
    return row + 1;
  case EGB_BLOCK_TABLE:
  case EGB_BLOCK_FIGURE:
    return block->table != NULL ? put_table(ledger, block->table, row) : row;
  case EGB_BLOCK_ITEM:
    egb_buffer_format(&item, "- %s", block->text);
    break;
  default:
    egb_buffer_text(&item, block->text);
  }
  ledger->failed = ledger->failed || item.failed;
  egb_ledger_text(ledger, EGB_LEDGER_METHODOLOGY, row, 0, EGB_LOOK_DESCRIPTION, egb_buffer_string(&item));
  egb_buffer_clear(&item);
  return row + 1;
}

egb_status egb_ledger_methodology(egb_ledger *ledger, egb_diag *diag) {
  static const double widths[] = {TEXT_WIDTH, 18, 18, 18, 18, 18, 18};
  egb_document *document = NULL;
  const egb_status status =
      egb_methodology(ledger->index, ledger->plan, ledger->results, ledger->languages, diag, &document);
  if (status != EGB_OK)
    return status;
  begin(ledger, EGB_LEDGER_METHODOLOGY, 1, widths, sizeof widths / sizeof *widths);
  put_title(ledger, EGB_LEDGER_METHODOLOGY, document->head->title);
  size_t row = 2;
  for (size_t i = 0; i < document->count; i++)
    row = put_block(ledger, &document->block[i], row);
  egb_document_free(document);
  return EGB_OK;
}

/* ---- Sources ---------------------------------------------------------------------------------- */

static size_t put_pair(egb_ledger *ledger, egb_ledger_sheet sheet, size_t row, const char *label, const char *text) {
  if (text == NULL || text[0] == '\0')
    return row;
  egb_ledger_text(ledger, sheet, row, 0, EGB_LOOK_HEADER, label);
  egb_ledger_text(ledger, sheet, row, 1, EGB_LOOK_TEXT, text);
  return row + 1;
}

static size_t put_file(egb_ledger *ledger, const egb_data_source *file, size_t row) {
  char sum[65];
  egb_ledger_text(ledger, EGB_LEDGER_SOURCES, row, 0, EGB_LOOK_TEXT, egb_path_name(file->source->name));
  egb_ledger_text(ledger, EGB_LEDGER_SOURCES, row, 1, EGB_LOOK_TEXT, file->role);
  egb_ledger_text(ledger, EGB_LEDGER_SOURCES, row, 2, EGB_LOOK_TEXT, egb_sha256_source(file->bytes, sum));
  return row + 1;
}

static size_t put_indicator(egb_ledger *ledger, const egb_node *node, size_t row) {
  const char *const texts[] = {node->id,     egb_labels_pick(node->name, ledger->languages, node->id),
                               node->column, node->unit,
                               node->source, node->note};
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
    egb_ledger_text(ledger, EGB_LEDGER_SOURCES, row, i, EGB_LOOK_TEXT, texts[i]);
  return row + 1;
}

void egb_ledger_sources(egb_ledger *ledger) {
  static const double widths[] = {22, 44, 22, 16, 50, 50};
  static const char *const files[] = {"file", "what it is", "SHA-256"};
  static const char *const indicators[] = {"indicator", "name", "column", "measured in", "source", "note"};
  const egb_index *index = ledger->index;
  size_t row = 3;
  begin(ledger, EGB_LEDGER_SOURCES, 1, widths, sizeof widths / sizeof *widths);
  put_title(ledger, EGB_LEDGER_SOURCES, "Where the index and its figures come from.");
  row = put_pair(ledger, EGB_LEDGER_SOURCES, row, "publisher", index->publisher);
  row = put_pair(ledger, EGB_LEDGER_SOURCES, row, "source", index->source_text);
  row = put_pair(ledger, EGB_LEDGER_SOURCES, row, "licence", index->licence);
  row = put_pair(ledger, EGB_LEDGER_SOURCES, row, "citation", index->citation);
  put_heads(ledger, EGB_LEDGER_SOURCES, ++row, files, 3);
  row++;
  for (size_t i = 0; i < ledger->data->file_count; i++)
    row = put_file(ledger, &ledger->data->file[i], row);
  put_heads(ledger, EGB_LEDGER_SOURCES, ++row, indicators, 6);
  row++;
  for (size_t k = 0; k < ledger->leaves; k++)
    row = put_indicator(ledger, &index->node[ledger->leaf_node[k]], row);
}

/* ---- Dictionary ------------------------------------------------------------------------------- */

typedef struct entry {
  egb_ledger_sheet sheet;
  const char *column, *meaning;
} entry;

static const entry dictionary[] = {
    {EGB_LEDGER_RANKING, "row", "which unit of the other sheets it is, counted from their first"},
    {EGB_LEDGER_RANKING, "rank",
     "rank by the rule for ties of the index; units of one rank follow each other by their ids"},
    {EGB_LEDGER_RANKING, "unit, name", "id and name of the unit"},
    {EGB_LEDGER_RANKING, "score", "score of the index"},
    {EGB_LEDGER_RANKING, "children of the index", "what each adds to the score; its own score where nothing adds up"},
    {EGB_LEDGER_WEIGHTS, "node, name", "id and name; names are indented by level"},
    {EGB_LEDGER_WEIGHTS, "your weights", "to be changed; relative among siblings"},
    {EGB_LEDGER_WEIGHTS, "as defined, scenarios",
     "weights of the definition, and of its scenarios that change weights "
     "alone"},
    {EGB_LEDGER_WEIGHTS, "used", "the weights that are chosen above the table"},
    {EGB_LEDGER_WEIGHTS, "share of siblings", "weight divided by the sum of the siblings' weights"},
    {EGB_LEDGER_WEIGHTS, "share of the index", "product of the shares from the index down to the node"},
    {EGB_LEDGER_WEIGHTS, "sum of children", "of their weights"},
    {EGB_LEDGER_WEIGHTS, "check", "ok; or the sum is another one than before, or none that can be used"},
    {EGB_LEDGER_WEIGHTS, "number, parent", "the nodes counted from 1, and the number of the parent: for the sums"},
    {EGB_LEDGER_WEIGHTS, "to choose from", "the weights to choose from above the table"},
    {EGB_LEDGER_SCORES, "a column per node", "score on the common scale; empty: none"},
    {EGB_LEDGER_SCORES, "child of, shares, mean", "parent, weight as on Weights, mean over the units"},
    {EGB_LEDGER_RANKS, "a column per node",
     "rank among the units; of the index by its rule for ties, of other nodes 1 2 "
     "2 4"},
    {EGB_LEDGER_RANKS, "place in the list", "rank where units of one rank are ordered by their ids"},
    {EGB_LEDGER_LEVELS, "level", "number of the level that the unit reaches, 1 the best; empty: none"},
    {EGB_LEDGER_LEVELS, "from a score of, all children at", "what reaches a level: to be changed"},
    {EGB_LEDGER_PROFILE, "score, mean of all, difference",
     "of the chosen unit, of all units, the first less the second"},
    {EGB_LEDGER_PROFILE, "adds to the index", "share of the score of the index that comes from the node"},
    {EGB_LEDGER_DATA, "a column per indicator", "value as in the data, or filled; text answers as numbers"},
    {EGB_LEDGER_PREPARED, "a column per indicator",
     "value with outliers treated, as a logarithm where the method takes "
     "one; empty for units that do not take part"},
    {EGB_LEDGER_NORMALISED, "a column per indicator", "value on the common scale"},
    {EGB_LEDGER_NORMALISED, "learned, or given",
     "what the method needs, by the order in Methodology: such as least and "
     "most value, mean and standard deviation, goalposts"},
    {EGB_LEDGER_STEPS, "a column per step of a node", "score of its children, and what comes before the next step"},
    {EGB_LEDGER_ROUNDED, "a column per node", "score as ranks compare it; empty: unranked"},
    {EGB_LEDGER_ROUNDED, "order of ids, first of its tie, tie breakers", "what decides between equal scores"},
    {EGB_LEDGER_SOURCES, "file, SHA-256", "the files that were read, and their checksums"},
    {EGB_LEDGER_LOG, "when, who, why", "of a change of weights, as recorded"},
    {EGB_LEDGER_LOG, "node, from, to", "the weight before and after"},
};

void egb_ledger_dictionary(egb_ledger *ledger) {
  static const double widths[] = {16, 44, 90};
  static const char *const heads[] = {"sheet", "column", "meaning"};
  size_t row = 4;
  begin(ledger, EGB_LEDGER_DICTIONARY, 4, widths, 3);
  put_title(ledger, EGB_LEDGER_DICTIONARY, "What is in the columns of every sheet.");
  put_heads(ledger, EGB_LEDGER_DICTIONARY, 3, heads, 3);
  for (size_t i = 0; i < sizeof dictionary / sizeof *dictionary; i++) {
    const entry *e = &dictionary[i];
    if (!egb_ledger_has(ledger, e->sheet))
      continue;
    egb_ledger_text(ledger, EGB_LEDGER_DICTIONARY, row, 0, EGB_LOOK_TEXT, egb_ledger_name(e->sheet));
    egb_ledger_text(ledger, EGB_LEDGER_DICTIONARY, row, 1, EGB_LOOK_TEXT, e->column);
    egb_ledger_text(ledger, EGB_LEDGER_DICTIONARY, row++, 2, EGB_LOOK_DESCRIPTION, e->meaning);
  }
}

/* ---- Log -------------------------------------------------------------------------------------- */

static size_t put_change(egb_ledger *ledger, const egb_history_entry *change, size_t number, size_t row) {
  const size_t in = ledger->sheet[EGB_LEDGER_LOG];
  const egb_look whole = {.kind = EGB_LOOK_NUMBER}, digits = {.kind = EGB_LOOK_NUMBER, .decimals = 4};
  for (size_t i = 0; i < change->count; i++, row++) {
    const egb_history_weight *weight = &change->weight[i];
    const char *const texts[] = {change->when, change->who, change->why, weight->id, weight->from, weight->to};
    egb_book_number(ledger->book, in, row, 0, whole, (double)number);
    for (size_t k = 0; k < sizeof texts / sizeof *texts; k++)
      egb_ledger_text(ledger, EGB_LEDGER_LOG, row, 1 + k, EGB_LOOK_TEXT, texts[k]);
    egb_book_number(ledger->book, in, row, 7, whole, change->moved);
    egb_book_number(ledger->book, in, row, 8, digits, change->correlation);
  }
  return row;
}

void egb_ledger_log(egb_ledger *ledger) {
  static const double widths[] = {8, 14, 18, 60, 14, 12, 12, 14, 18};
  static const char *const heads[] = {"entry",           "when", "who", "why", "node", "from", "to", "ranks moved",
                                      "rank correlation"};
  const egb_history *history = ledger->options->history;
  begin(ledger, EGB_LEDGER_LOG, 4, widths, sizeof widths / sizeof *widths);
  put_title(
      ledger, EGB_LEDGER_LOG,
      history != NULL && history->count > 0
          ? "The record of changes of the weights, the oldest first."
          : "No change of weights is recorded: `egovbench weights set ... --why \"...\" --write` keeps a record.");
  put_heads(ledger, EGB_LEDGER_LOG, 3, heads, sizeof heads / sizeof *heads);
  size_t row = 4;
  for (size_t i = 0; history != NULL && i < history->count; i++)
    row = put_change(ledger, &history->entry[i], i + 1, row);
}
