/* Numbers, names and tables as the sentences of an audit have them. */
#include "audit/work.h"

#include "table/common.h"
#include "table/tables_robust.h"

#include <string.h>

/* ---- texts ----------------------------------------------------------------------------------- */

const char *egb_audit_phrase(const egb_audit_work *work, egb_audit_phrase_id says) {
  return egb_phrase_text(&egb_audit_phrases[says], work->language);
}

void egb_audit_put(const egb_audit_work *work, egb_buffer *out, egb_audit_phrase_id says, const egb_arg *args) {
  egb_phrase_put(out, &egb_audit_phrases[says], work->language, args);
}

const char *egb_audit_format(egb_audit_work *work, egb_audit_phrase_id says, const egb_arg *args) {
  egb_buffer text = {0};
  egb_audit_put(work, &text, says, args);
  return egb_document_keep(work->document, &text);
}

void egb_audit_say(egb_audit_work *work, egb_audit_phrase_id says, const egb_arg *args) {
  egb_buffer text = {0};
  egb_audit_put(work, &text, says, args);
  egb_audit_take(work, &text);
}

bool egb_audit_note(egb_audit_work *work, egb_table *table, egb_audit_phrase_id says, const egb_arg *args) {
  egb_buffer text = {0};
  egb_audit_put(work, &text, says, args);
  return egb_report_note(table, &text);
}

void egb_audit_take(egb_audit_work *work, egb_buffer *text) {
  egb_document_take(work->document, EGB_BLOCK_PARAGRAPH, text);
}

/* ---- names ----------------------------------------------------------------------------------- */

void egb_audit_list_add(const egb_audit_work *work, egb_audit_list *list, const char *item) {
  egb_phrase_list_add(list, work->language, item);
}

void egb_audit_list_number(const egb_audit_work *work, egb_audit_list *list, const char *item, double value,
                           int decimals) {
  egb_phrase_list_number(list, work->language, item, value, decimals);
}

const char *egb_audit_list_end(egb_audit_work *work, egb_audit_list *list) {
  egb_phrase_list_end(list, work->language);
  list->count = 0;
  return egb_document_keep(work->document, &list->text);
}

void egb_audit_put_units(const egb_audit_work *work, egb_buffer *out, const size_t *unit, size_t count) {
  egb_phrase_list list = {0};
  for (size_t i = 0; i < count; i++)
    egb_phrase_list_add(&list, work->language, egb_dataset_unit_id(work->results->data, unit[i]));
  egb_phrase_list_end(&list, work->language);
  egb_buffer_text(out, egb_buffer_string(&list.text));
  out->failed = out->failed || list.text.failed;
  egb_buffer_clear(&list.text);
}

/* ---- the tree -------------------------------------------------------------------------------- */

size_t egb_audit_children(const egb_audit_work *work, size_t node) {
  size_t count = 0;
  for (size_t i = work->index->node[node].first_child; i != EGB_NONE; i = work->index->node[i].next)
    count += work->results->active[i];
  return count;
}

size_t egb_audit_indicators(const egb_audit_work *work, size_t node) {
  size_t count = 0;
  for (size_t i = node; i < work->index->node[node].end; i++)
    count += egb_audit_is_indicator(work, i);
  return count;
}

/* ---- tables ---------------------------------------------------------------------------------- */

egb_table *egb_audit_table(egb_audit_work *work, const char *schema, egb_audit_phrase_id what,
                           const egb_table_column *column, size_t columns, size_t rows) {
  return egb_robust_table(schema, egb_audit_phrase(work, what), work->results, work->languages, column, columns, rows);
}

egb_status egb_audit_adopt_flagged(egb_audit_work *work, egb_status status, egb_table *table) {
  if (status != EGB_OK)
    return status;
  const size_t flag = egb_table_find_column(table, "flag"), columns = table->column_count;
  size_t kept = 0;
  for (size_t row = 0; row < table->row_count; row++)
    if (!egb_table_is_empty(table, row, flag))
      memmove(&table->cell[kept++ * columns], &table->cell[row * columns], columns * sizeof *table->cell);
  table->row_count = kept;
  return egb_audit_adopt(work, EGB_OK, table);
}
