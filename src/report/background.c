/* How the ranking is made, of what, and how to cite it: each in short, with the command that says it
 * in full. */
#include "report/report.h"

#include "table/cells.h"
#include "table/common.h"

#include <math.h>
#include <string.h>

#define ROWS_MOST 40  /* of a table of the methodology */
#define ITEMS_MOST 12 /* of a list of it */

/* ---- methodology ----------------------------------------------------------------------------- */

enum { ID, DIMENSION, SHARE, INDICATORS, COLUMNS };

static size_t indicators_below(const egb_report_work *work, size_t node) {
  size_t count = 0;
  for (size_t i = node; i < work->index->node[node].end; i++)
    count += work->results->active[i] && work->index->node[i].first_child == EGB_NONE;
  return count;
}

static bool put_dimensions(egb_report_work *work, egb_table *table) {
  static const struct {
    const char *id, *help;
    egb_report_phrase label;
    egb_cell_kind kind;
  } column[COLUMNS] = {{"node", "Id of the dimension.", EGB_REPORT_COLUMN_ID, EGB_CELL_TEXT},
                       {"label", "Its name.", EGB_REPORT_COLUMN_DIMENSION, EGB_CELL_TEXT},
                       {"share", "Its share of the index.", EGB_REPORT_COLUMN_SHARE, EGB_CELL_NUMBER},
                       {"indicators", "Indicators below it.", EGB_REPORT_COLUMN_INDICATORS, EGB_CELL_INTEGER}};
  const egb_node *node = work->index->node;
  size_t row = 0;
  for (size_t i = 0; i < COLUMNS; i++)
    table->column[i] = (egb_table_column){.id = column[i].id,
                                          .label = egb_report_phrase_of(work, column[i].label, NULL),
                                          .help = column[i].help,
                                          .kind = column[i].kind,
                                          .decimals = i == SHARE ? 4 : -1};
  for (size_t i = node[0].first_child; i != EGB_NONE; i = node[i].next) {
    if (!work->results->active[i])
      continue;
    egb_table_put_number(table, row, SHARE, work->results->share[i]);
    egb_table_put_integer(table, row, INDICATORS, (int64_t)indicators_below(work, i));
    if (!egb_cells_put(table, row, ID, node[i].id) || !egb_cells_put(table, row, DIMENSION, egb_report_node(work, i)))
      return false;
    row++;
  }
  return true;
}

static egb_status add_dimensions(egb_report_work *work) {
  egb_table *table = egb_table_new("egovbench.dimensions/1", COLUMNS, egb_report_dimensions(work));
  if (table == NULL)
    return EGB_NO_MEMORY;
  if (!put_dimensions(work, table)) {
    egb_table_free(table);
    return EGB_NO_MEMORY;
  }
  egb_document_adopt(work->document, table);
  return EGB_OK;
}

/* Items of the list that begins at i. */
static size_t items_from(const egb_document *chapter, size_t i) {
  size_t count = 0;
  while (i + count < chapter->count && chapter->block[i + count].kind == EGB_BLOCK_ITEM)
    count++;
  return count;
}

/* Sections that the report has elsewhere. */
static bool is_elsewhere(const char *heading) {
  static const char *const known[] = {"Purpose", "Structure", "Data", "Levels", "Sources, licences and references"};
  for (size_t i = 0; i < sizeof known / sizeof *known; i++)
    if (strcmp(heading, known[i]) == 0)
      return true;
  return false;
}

/* The chapter a level deeper; long tables and lists are left to it. */
static void take_chapter(egb_report_work *work, egb_document *chapter) {
  bool elsewhere = true;
  for (size_t i = 0; i < chapter->count; i++) {
    egb_document_block *block = &chapter->block[i];
    if (block->kind == EGB_BLOCK_HEADING && block->level == 2)
      elsewhere = is_elsewhere(block->text);
    if (elsewhere)
      continue;
    if (block->kind == EGB_BLOCK_HEADING) {
      egb_document_heading(work->document, block->level + 1, block->text);
    } else if (block->table != NULL) {
      if (block->table->row_count <= ROWS_MOST) {
        egb_document_adopt(work->document, block->table);
        block->table = NULL;
      }
    } else if (block->kind == EGB_BLOCK_ITEM && items_from(chapter, i) > ITEMS_MOST) {
      i += items_from(chapter, i) - 1;
    } else {
      egb_document_text(work->document, block->kind, block->text);
    }
  }
}

egb_status egb_report_methodology(egb_report_work *work) {
  egb_document *chapter = NULL;
  egb_report_section(work, "methodology", EGB_REPORT_METHODOLOGY);
  egb_document_text(work->document, EGB_BLOCK_PARAGRAPH, work->index->note);
  egb_status status = add_dimensions(work);
  if (status == EGB_OK)
    status = egb_methodology(work->index, work->plan, work->results, work->languages, work->diag, &chapter);
  if (status == EGB_OK)
    take_chapter(work, chapter);
  egb_document_free(chapter);
  egb_report_say(work, EGB_REPORT_CHAPTER, EGB_ARGS(egb_arg_text(egb_report_command(work, "show", " --methodology"))));
  return status;
}

/* ---- data ------------------------------------------------------------------------------------ */

static void say_available(egb_report_work *work) {
  const egb_results *results = work->results;
  double sum = 0;
  size_t whole = 0, units = 0;
  for (size_t u = 0; u < results->unit_count; u++) {
    const double coverage = results->coverage[0][u];
    if (isnan(results->rank[u]) || isnan(coverage))
      continue;
    units++;
    sum += coverage;
    whole += coverage >= 1;
  }
  if (units > 0)
    egb_report_say(work, EGB_REPORT_AVAILABLE,
                   EGB_ARGS(egb_arg_share(sum / (double)units), egb_arg_count(whole), egb_arg_count(units)));
}

egb_status egb_report_data(egb_report_work *work) {
  const egb_index *index = work->index;
  egb_report_section(work, "data", EGB_REPORT_DATA);
  say_available(work);
  if (index->source_text != NULL)
    egb_document_text_linked(work->document, EGB_BLOCK_ITEM,
                             egb_report_phrase_of(work, EGB_REPORT_SOURCE, EGB_ARGS(egb_arg_text(index->source_text))));
  if (index->licence != NULL)
    egb_document_text_linked(work->document, EGB_BLOCK_ITEM,
                             egb_report_phrase_of(work, EGB_REPORT_LICENCE, EGB_ARGS(egb_arg_text(index->licence))));
  return EGB_OK;
}

egb_status egb_report_cite(egb_report_work *work) {
  egb_report_section(work, "cite", EGB_REPORT_CITE);
  if (work->index->citation != NULL)
    egb_document_text_linked(work->document, EGB_BLOCK_PARAGRAPH, work->index->citation);
  egb_report_say(work, EGB_REPORT_COMMAND, EGB_ARGS(egb_arg_text(egb_version())));
  if (work->asked.command != NULL)
    egb_document_text(work->document, EGB_BLOCK_FORMULA, work->asked.command);
  return EGB_OK;
}
