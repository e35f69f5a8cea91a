/* How the dimensions hang together: their weights beside what they do, and their correlations; the audit says the rest.
 */
#include "report/report.h"

#include "model/statistics.h"
#include "table/cells.h"

#define CORRELATED ((size_t)12) /* dimensions, at most, whose correlations are shown */

enum { PART, WEIGHT, IMPORTANCE, FIRST };

/* The place of a node among the dimensions; EGB_NONE: it is none. */
static size_t place_of(const egb_report_work *work, size_t of) {
  const egb_node *node = work->index->node;
  size_t place = 0;
  for (size_t i = node[0].first_child; i != EGB_NONE; i = node[i].next) {
    if (i == of)
      return work->results->active[i] ? place : EGB_NONE;
    place += work->results->active[i];
  }
  return EGB_NONE;
}

static bool describe_coherence(egb_report_work *work, egb_table *table) {
  const egb_node *node = work->index->node;
  size_t row = 0;
  table->column[PART] = (egb_table_column){
      .id = "node", .label = egb_report_phrase_of(work, EGB_REPORT_COLUMN_ID, NULL), .kind = EGB_CELL_TEXT};
  table->column[WEIGHT] = (egb_table_column){.id = "share",
                                             .label = egb_report_phrase_of(work, EGB_REPORT_COLUMN_SHARE, NULL),
                                             .kind = EGB_CELL_NUMBER,
                                             .decimals = 2};
  table->column[IMPORTANCE] =
      (egb_table_column){.id = "effective",
                         .label = egb_report_phrase_of(work, EGB_REPORT_COLUMN_IMPORTANCE, NULL),
                         .kind = EGB_CELL_NUMBER,
                         .decimals = 2};
  for (size_t i = node[0].first_child; i != EGB_NONE; i = node[i].next) {
    if (!work->results->active[i])
      continue;
    if (FIRST + row < table->column_count)
      table->column[FIRST + row] =
          (egb_table_column){.id = node[i].id, .label = node[i].id, .kind = EGB_CELL_NUMBER, .decimals = 2};
    egb_table_put_number(table, row, WEIGHT, work->results->share[i]);
    if (!egb_cells_put(table, row++, PART, node[i].id))
      return false;
  }
  return true;
}

/* Reads statistics of the index's direct parts into the table; what cannot be computed leaves it as it is. */
static egb_status read_statistics(egb_report_work *work, egb_statistics_kind kind, egb_table *table,
                                  void (*read)(egb_report_work *, const egb_statistics *, egb_table *)) {
  egb_statistics *statistics = NULL;
  const egb_diag_point mark = egb_diag_mark(work->diag);
  const egb_status status = egb_statistics_new(work->results, kind, EGB_STAGE_SCORED, NULL, work->diag, &statistics);
  if (status == EGB_OK)
    read(work, statistics, table);
  egb_statistics_free(statistics);
  if (status != EGB_UNCOMPUTABLE && status != EGB_USAGE)
    return status;
  egb_diag_rewind(work->diag, mark);
  return EGB_OK;
}

static void read_importance(egb_report_work *work, const egb_statistics *s, egb_table *table) {
  for (size_t i = 0; i < s->count; i++) {
    const egb_importance *at = &s->row.importance[i];
    const size_t place = at->node == 0 ? place_of(work, at->child) : EGB_NONE;
    if (place != EGB_NONE)
      egb_table_put_number(table, place, IMPORTANCE, at->effective);
  }
}

static void read_correlations(egb_report_work *work, const egb_statistics *s, egb_table *table) {
  for (size_t i = 0; i < s->count; i++) {
    const egb_correlated *at = &s->row.pair[i];
    const size_t x = at->relation == EGB_RELATION_SIBLINGS ? place_of(work, at->x) : EGB_NONE;
    const size_t y = x == EGB_NONE ? EGB_NONE : place_of(work, at->y);
    if (y == EGB_NONE)
      continue;
    egb_table_put_number(table, x > y ? x : y, FIRST + (x > y ? y : x), at->pearson);
  }
}

static egb_status add_coherence(egb_report_work *work) {
  const size_t rows = egb_report_dimensions(work), shown = rows <= CORRELATED && rows > 0 ? rows - 1 : 0;
  egb_table *table = egb_table_new("egovbench.coherence/1", FIRST + shown, rows);
  if (table == NULL)
    return EGB_NO_MEMORY;
  egb_status status = describe_coherence(work, table) ? EGB_OK : EGB_NO_MEMORY;
  if (status == EGB_OK)
    status = read_statistics(work, EGB_STATISTICS_IMPORTANCE, table, read_importance);
  if (status == EGB_OK && shown > 0)
    status = read_statistics(work, EGB_STATISTICS_CORRELATIONS, table, read_correlations);
  if (status == EGB_OK && !egb_table_add_note(table, egb_report_phrase_of(work, EGB_REPORT_COHERENCE_NOTE, NULL)))
    status = EGB_NO_MEMORY;
  if (status == EGB_OK)
    egb_document_adopt(work->document, table);
  else
    egb_table_free(table);
  return status;
}

egb_status egb_report_robustness(egb_report_work *work) {
  egb_report_section(work, "robustness", EGB_REPORT_ROBUSTNESS);
  const egb_status status = egb_report_dimensions(work) > 1 ? add_coherence(work) : EGB_OK;
  egb_document_text(work->document, EGB_BLOCK_PARAGRAPH, work->live_note);
  egb_report_say(work, EGB_REPORT_AUDIT, EGB_ARGS(egb_arg_text(egb_report_command(work, "audit", ""))));
  return status;
}
