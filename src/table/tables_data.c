/* A data file for a definition: what `init` hands out to be filled in. Headers are those the definition reads, so that
 * the file can be put in place as it is. */
#include "base/names.h"
#include "table/common.h"

#include <math.h>
#include <string.h>

/* With one data file its own names count; several are joined into one with the usual names. */
static const egb_data_file *only_file(const egb_index *index) {
  return index->file_count == 1 ? &index->file[0] : NULL;
}

/* ---- what the columns are called ------------------------------------------------------------- */

/* What belongs to each column, found by its name: an index may have many thousands. */
typedef struct headings {
  const char **header; /* as the data file calls it */
  const char **label;  /* what the definition calls the indicator that reads it; the column's own name when several or
                          none do */
} headings;

static bool number_columns(const egb_dataset *data, egb_names *out) {
  for (size_t i = 0; i < data->column_count; i++) {
    bool fresh;
    const size_t number = egb_names_add(out, data->column[i], strlen(data->column[i]), &fresh);
    if (number == EGB_NAMES_NONE)
      return false;
    if (fresh)
      out->item[number].mark = (uint32_t)i;
  }
  return true;
}

/* EGB_NONE: no column of the data. */
static size_t column_of(const egb_names *columns, const char *name) {
  const size_t number = egb_names_find(columns, name, strlen(name));
  return number < columns->count ? columns->item[number].mark : EGB_NONE;
}

/* The first entry of a column counts. */
static void take_headers(const egb_dataset *data, const egb_names *columns, const char **header) {
  const egb_data_file *file = only_file(data->index);
  for (size_t i = file != NULL ? file->rename_count : 0; i-- > 0;) {
    const size_t column = column_of(columns, file->rename[i].column);
    if (column != EGB_NONE)
      header[column] = file->rename[i].header;
  }
}

static void take_labels(const egb_dataset *data, const egb_names *columns, const char **label) {
  for (size_t i = 0; i < data->index->node_count; i++) {
    const char *name = data->index->node[i].column;
    const size_t column = name != NULL ? column_of(columns, name) : EGB_NONE;
    if (column != EGB_NONE)
      label[column] = label[column] == NULL ? egb_index_node_name(data->index, i, NULL) : data->column[column];
  }
}

static bool make_headings(const egb_dataset *data, egb_arena *arena, headings *out) {
  egb_names columns = {.arena = arena};
  out->header = egb_arena_array(arena, data->column_count, sizeof *out->header);
  out->label = egb_arena_array(arena, data->column_count, sizeof *out->label);
  if (egb_arena_failed(arena) || !number_columns(data, &columns))
    return false;
  for (size_t i = 0; i < data->column_count; i++)
    out->header[i] = data->column[i];
  take_headers(data, &columns, out->header);
  take_labels(data, &columns, out->label);
  for (size_t i = 0; i < data->column_count; i++)
    if (out->label[i] == NULL)
      out->label[i] = data->column[i];
  return true;
}

/* ---- the form -------------------------------------------------------------------------------- */

typedef struct form {
  const egb_dataset *data;
  headings headings;
  bool has_name, has_period;
  size_t first; /* column of the first value */
} form;

static form plan_form(const egb_dataset *data, const headings *called) {
  bool has_name = true;
  for (size_t i = 0; i < data->column_count; i++)
    has_name = has_name && strcmp(called->header[i], "name") != 0;
  const bool has_period = data->period_count > 1 || (data->period_count == 1 && data->period[0][0] != '\0');
  return (form){.data = data,
                .headings = *called,
                .has_name = has_name,
                .has_period = has_period,
                .first = 1 + (size_t)has_name + (size_t)has_period};
}

static void describe(egb_table *table, const form *plan) {
  const egb_dataset *data = plan->data;
  const egb_data_file *file = only_file(data->index);
  egb_table_column *column = table->column;
  *column++ = (egb_table_column){.id = file != NULL && file->unit != NULL ? file->unit : "unit",
                                 .label = "Unit",
                                 .help = "Id of the unit; ISO 3166-1 alpha-3 for countries.",
                                 .kind = EGB_CELL_TEXT,
                                 .decimals = -1};
  if (plan->has_name)
    *column++ = (egb_table_column){
        .id = "name", .label = "Name", .help = "For the reader; not used.", .kind = EGB_CELL_TEXT, .decimals = -1};
  if (plan->has_period)
    *column++ = (egb_table_column){.id = file != NULL && file->period != NULL ? file->period : "period",
                                   .label = "Period",
                                   .help = "Year or other period.",
                                   .kind = EGB_CELL_TEXT,
                                   .decimals = -1};
  for (size_t i = 0; i < data->column_count; i++) {
    const char *header = plan->headings.header[i];
    const bool answers = data->codes != NULL && data->codes[i] != NULL;
    *column++ = (egb_table_column){.id = header,
                                   .label = plan->headings.label[i],
                                   .short_label = header,
                                   .kind = answers ? EGB_CELL_TEXT : EGB_CELL_NUMBER,
                                   .decimals = EGB_DECIMALS_AS_NEEDED,
                                   .importance = 1};
  }
}

static bool put_value(egb_table *table, size_t row, const form *plan, size_t period, size_t column, size_t unit) {
  const egb_dataset *data = plan->data;
  const double value = egb_dataset_values(data, period, column)[unit];
  if (data->codes == NULL || data->codes[column] == NULL) {
    egb_table_put_number(table, row, plan->first + column, value);
    return true;
  }
  if (isnan(value) || value < 0 || value >= (double)data->code_count[column])
    return true;
  return egb_table_put_text(table, row, plan->first + column, data->codes[column][(size_t)value]);
}

static bool fill(egb_table *table, const form *plan) {
  const egb_dataset *data = plan->data;
  describe(table, plan);
  for (size_t row = 0; row < table->row_count; row++) {
    const size_t unit = row / data->period_count, period = row % data->period_count;
    if (!egb_table_put_text(table, row, 0, data->unit[unit].id) ||
        (plan->has_name && !egb_table_put_text(table, row, 1, egb_dataset_unit_name(data, unit, NULL))) ||
        (plan->has_period && !egb_table_put_text(table, row, plan->first - 1, data->period[period])))
      return false;
    for (size_t i = 0; i < data->column_count; i++)
      if (!put_value(table, row, plan, period, i, unit))
        return false;
  }
  return egb_report_index_facts(table, data->index, NULL);
}

static egb_status make_form(const egb_dataset *data, egb_arena *arena, egb_table **out) {
  headings called;
  if (!make_headings(data, arena, &called))
    return EGB_NO_MEMORY;
  const form plan = plan_form(data, &called);
  if (data->period_count != 0 && data->unit_count > SIZE_MAX / data->period_count)
    return EGB_NO_MEMORY;
  egb_table *table =
      egb_table_new("egovbench.data/1", plan.first + data->column_count, data->unit_count * data->period_count);
  if (table == NULL)
    return EGB_NO_MEMORY;
  if (!fill(table, &plan)) {
    egb_table_free(table);
    return EGB_NO_MEMORY;
  }
  *out = table;
  return EGB_OK;
}

egb_status egb_table_data_form(const egb_dataset *data, egb_diag *diag, egb_table **out) {
  (void)diag;
  *out = NULL;
  egb_arena *arena = egb_arena_new();
  const egb_status status = make_form(data, arena, out);
  egb_arena_free(arena);
  return status;
}
