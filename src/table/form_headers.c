/* Renames and indicators are found by the name of the column: a definition may have many thousands of each. */
#include "table/form_headers.h"

#include "base/names.h"

#include <string.h>

/* With one data file its own names count; several are joined into one with the usual names. */
static const egb_data_file *only_file(const egb_dataset *data) {
  return data->index->file_count == 1 ? &data->index->file[0] : NULL;
}

/* The number of a name among the columns is its place there: no two are the same. */
static bool number_columns(const egb_dataset *data, egb_names *out) {
  bool fresh;
  for (size_t i = 0; i < data->column_count; i++)
    if (egb_names_add(out, data->column[i], strlen(data->column[i]), &fresh) == EGB_NAMES_NONE)
      return false;
  return true;
}

const char *const *egb_form_headers(egb_arena *arena, const egb_dataset *data) {
  const egb_data_file *file = only_file(data);
  egb_names columns = {.arena = arena};
  const char **header = egb_arena_array(arena, data->column_count, sizeof *header);
  if (header == NULL || !number_columns(data, &columns))
    return NULL;
  for (size_t i = 0; i < data->column_count; i++)
    header[i] = data->column[i];
  for (size_t i = file != NULL ? file->rename_count : 0; i-- > 0;) { /* the first entry of a column counts */
    const size_t column = egb_names_find(&columns, file->rename[i].column, strlen(file->rename[i].column));
    if (column < data->column_count)
      header[column] = file->rename[i].header;
  }
  return header;
}

const size_t *egb_form_nodes(egb_arena *arena, const egb_dataset *data) {
  const egb_index *index = data->index;
  egb_names columns = {.arena = arena};
  size_t *node = egb_arena_array(arena, data->column_count, sizeof *node);
  bool *read = egb_arena_array(arena, data->column_count, sizeof *read);
  if (node == NULL || read == NULL || !number_columns(data, &columns))
    return NULL;
  for (size_t i = 0; i < data->column_count; i++)
    node[i] = EGB_NONE;
  for (size_t i = 0; i < index->node_count; i++) {
    const char *name = index->node[i].column;
    const size_t column = name != NULL ? egb_names_find(&columns, name, strlen(name)) : EGB_NAMES_NONE;
    if (column >= data->column_count)
      continue;
    node[column] = read[column] ? EGB_NONE : i;
    read[column] = true;
  }
  return node;
}

/* Whether that is the header of that column, which must be one of the data. */
static bool is_called(const egb_dataset *data, const char *column, const char *header) {
  const egb_data_file *file = only_file(data);
  const char *own = NULL;
  for (size_t i = 0; file != NULL && i < file->rename_count && own == NULL; i++)
    if (strcmp(file->rename[i].column, column) == 0)
      own = file->rename[i].header;
  if (strcmp(own != NULL ? own : column, header) != 0)
    return false;
  for (size_t i = 0; i < data->column_count; i++)
    if (strcmp(data->column[i], column) == 0)
      return true;
  return false;
}

bool egb_form_has_header(const egb_dataset *data, const char *header) {
  const egb_data_file *file = only_file(data);
  if (is_called(data, header, header))
    return true;
  for (size_t i = 0; file != NULL && i < file->rename_count; i++)
    if (strcmp(file->rename[i].header, header) == 0 && is_called(data, file->rename[i].column, header))
      return true;
  return false;
}
