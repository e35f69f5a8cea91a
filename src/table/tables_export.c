#include "table/tables_export.h"
#include "base/options.h"
#include "table/intervals.h"

#include <string.h>

egb_status egb_export_start(egb_export *e, const char *schema, const egb_export_options *options) {
  egb_status status = EGB_OPTIONS_TAKE(e->options, options, e->diag);
  if (status == EGB_OK)
    status = egb_report_periods(e->results, e->count, e->diag);
  if (status != EGB_OK)
    return status;
  e->index = e->results[0]->index;
  e->data = e->results[0]->data;
  e->table = egb_table_new(schema, 0, 0);
  e->keep = e->table == NULL ? NULL : egb_arena_array(e->table->arena, e->data->unit_count, sizeof *e->keep);
  if (e->keep == NULL)
    return EGB_NO_MEMORY;
  memset(e->keep, 1, e->data->unit_count * sizeof *e->keep);
  status = egb_report_keep_units(e->data, e->options.units, e->table->arena, e->diag, e->keep);
  for (size_t u = 0; u < e->data->unit_count; u++)
    e->unit_count += e->keep[u];
  return status;
}

const egb_uncertainty *egb_export_intervals(const egb_export *e, size_t i) {
  return e->options.uncertainty == NULL ? NULL : e->options.uncertainty[i];
}

const char *egb_export_period(const egb_export *e, size_t i) {
  const size_t period = e->results[i]->period;
  return e->data->period_count > period ? e->data->period[period] : "";
}

static bool put_intervals(const egb_export *e) {
  const egb_uncertainty *first = NULL;
  egb_buffer text = {0};
  for (size_t i = 0; i < e->count && first == NULL; i++)
    first = egb_export_intervals(e, i);
  if (first == NULL)
    return true;
  egb_buffer_text(&text, "Interval: ");
  egb_intervals_words(first, &text);
  egb_buffer_char(&text, '.');
  return egb_report_note_of(e->table, EGB_NOTE_READING, &text) && egb_intervals_facts(first, e->table);
}

bool egb_export_finish(const egb_export *e, const egb_cells_seen *seen) {
  egb_table *table = e->table;
  const char *period = e->count == 1 ? egb_export_period(e, 0) : NULL;
  table->title = egb_report_title(table->arena, e->index, period, e->options.languages);
  return table->title != NULL && egb_cells_seen_notes(seen, table) && put_intervals(e) &&
         egb_report_index_facts(table, e->index, e->options.languages) &&
         egb_report_result_facts(table, e->results[e->count - 1]) &&
         (e->count == 1 || egb_report_period_fact(table, e->results, e->count));
}

size_t *egb_export_units(const egb_export *e, size_t i) {
  size_t count;
  return egb_report_pick_units(e->results[i], e->keep, e->table->arena, &count);
}

egb_status egb_export_end(const egb_export *e, egb_status status, egb_table **out) {
  if (status == EGB_OK && !e->options.on_demand)
    status = egb_table_make_rows(e->table);
  if (status == EGB_OK)
    *out = e->table;
  else
    egb_table_free(e->table);
  return status;
}
