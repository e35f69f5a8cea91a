/* Numbers, names and tables as the sentences of an audit have them. */
#include "audit/audit.h"

#include "table/common.h"
#include "table/tables_robust.h"

#include <string.h>

/* ---- texts ----------------------------------------------------------------------------------- */

static const char *keep(egb_audit_work *work, egb_buffer *text) {
  const char *copy = text->failed ? NULL : egb_arena_copy(work->arena, egb_buffer_string(text));
  work->document->failed = work->document->failed || copy == NULL;
  egb_buffer_clear(text);
  return copy == NULL ? "" : copy;
}

const char *egb_audit_fixed(egb_audit_work *work, double value, int decimals) {
  egb_buffer text = {0};
  egb_report_fixed(&text, value, decimals);
  return keep(work, &text);
}

const char *egb_audit_percent(egb_audit_work *work, double share) {
  egb_buffer text = {0};
  egb_report_percent(&text, share);
  return keep(work, &text);
}

const char *egb_audit_counted(egb_audit_work *work, size_t count, const char *noun) {
  egb_buffer text = {0};
  egb_report_count(&text, count, noun);
  return keep(work, &text);
}

void egb_audit_list_add(egb_audit_list *list, const char *item) {
  if (list->count++ < EGB_AUDIT_NAMED)
    egb_buffer_format(&list->text, list->count == 1 ? "%s" : ", %s", item);
}

void egb_audit_list_number(egb_audit_list *list, const char *item, double value, int decimals) {
  egb_audit_list_add(list, item);
  if (list->count > EGB_AUDIT_NAMED)
    return;
  egb_buffer_text(&list->text, " (");
  egb_report_fixed(&list->text, value, decimals);
  egb_buffer_char(&list->text, ')');
}

const char *egb_audit_list_end(egb_audit_work *work, egb_audit_list *list) {
  if (list->count > EGB_AUDIT_NAMED)
    egb_buffer_format(&list->text, " and %zu more", list->count - EGB_AUDIT_NAMED);
  list->count = 0;
  return keep(work, &list->text);
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

egb_table *egb_audit_table(egb_audit_work *work, const char *schema, const char *what, const egb_table_column *column,
                           size_t columns, size_t rows) {
  return egb_robust_table(schema, what, work->results, work->languages, column, columns, rows);
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
