/* Columns that are no nodes: of the data, or of the list of units. */
#include "examine/examine.h"

#include "base/codes.h"

#include <math.h>
#include <string.h>

/* The values that came with the name, or `population` of the list of units, or a column of the data in the period that
 * is scored. NULL: there is none. */
static const double *find_column(egb_examined *e, const char *name, const double *given) {
  const egb_dataset *data = e->results->data;
  const size_t column = egb_dataset_column(data, name);
  double *value = egb_arena_array(e->out->arena, e->units, sizeof *value);
  if (value == NULL || (given == NULL && column == EGB_NONE && strcmp(name, "population") != 0))
    return NULL;
  const double *from = given;
  if (given == NULL && column != EGB_NONE)
    from = egb_dataset_values(data, e->results->period, column);
  for (size_t i = 0; i < e->units; i++)
    value[i] = from != NULL ? from[e->out->unit[i]] : data->unit[e->out->unit[i]].population;
  return value;
}

egb_status egb_examined_columns(egb_examined *e, const egb_statistics_options *asked, const double ***column) {
  const char *const *names = asked->columns;
  size_t count = 0;
  while (names != NULL && names[count] != NULL)
    count++;
  *column = egb_arena_array(e->out->arena, count, sizeof **column);
  e->out->column = egb_arena_array(e->out->arena, count, sizeof *e->out->column);
  e->out->file = egb_arena_array(e->out->arena, count, sizeof(const egb_dataset *));
  e->out->column_count = count;
  if (egb_arena_failed(e->out->arena))
    return EGB_NO_MEMORY;
  egb_status status = EGB_OK;
  for (size_t i = 0; i < count; i++) {
    e->out->column[i] = egb_arena_copy(e->out->arena, names[i]);
    (*column)[i] = find_column(e, names[i], asked->values != NULL ? asked->values[i] : NULL);
    e->out->file[i] = asked->files != NULL ? asked->files[i] : NULL;
    if (egb_arena_failed(e->out->arena))
      return EGB_NO_MEMORY;
    if ((*column)[i] != NULL)
      continue;
    egb_diag_say(e->diag, EGB_SEVERITY_ERROR, EGB_E_USAGE, "neither the data nor the list of units has a column `%s`",
                 names[i]);
    egb_diag_hint(e->diag, "name a column of numbers as it is in the header of a data file or of the list of units, or "
                           "add it to one of them");
    status = EGB_USAGE;
  }
  return status;
}
