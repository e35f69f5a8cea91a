#include "draw/reading.h"

egb_reading egb_reading_make(const egb_table *table, const char *const *ids) {
  static const char *const called[EGB_READING_CALLED] = {"name", "label", "unit", "node"};
  egb_reading read = {.table = table, .rows = egb_table_row_count(table)};
  for (size_t i = 0; i < EGB_READING_COLUMNS; i++)
    read.column[i] = SIZE_MAX;
  for (size_t i = 0; i < EGB_READING_COLUMNS && ids[i] != NULL; i++)
    read.column[i] = egb_table_find_column(table, ids[i]);
  for (size_t i = 0; i < EGB_READING_CALLED; i++)
    read.called[i] = egb_table_find_column(table, called[i]);
  return read;
}

double egb_reading_number(const egb_reading *read, size_t row, size_t id) {
  return egb_table_number(read->table, row, read->column[id]);
}

const char *egb_reading_text(const egb_reading *read, size_t row, size_t id) {
  return egb_table_text(read->table, row, read->column[id]);
}

const char *egb_reading_name(const egb_reading *read, size_t row) {
  const char *text = "";
  for (size_t i = 0; i < EGB_READING_CALLED && text[0] == '\0'; i++)
    text = egb_table_text(read->table, row, read->called[i]);
  return text;
}
