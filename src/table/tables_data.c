/* A data file for a definition: what `init` hands out to be filled in. Headers are those the definition reads, so that
 * the file can be put in place as it is. */
#include "table/common.h"
#include "table/form_headers.h"

#include <math.h>
#include <string.h>

/* With one data file its own names count; several are joined into one with the usual names. */
static const egb_data_file *only_file(const egb_index *index) {
  return index->file_count == 1 ? &index->file[0] : NULL;
}

typedef struct form {
  const egb_dataset *data;
  bool has_name, has_period;
  size_t first; /* column of the first value */
} form;

static form plan_form(const egb_dataset *data) {
  const bool has_name = !egb_form_has_header(data, "name");
  const bool has_period = data->period_count > 1 || (data->period_count == 1 && data->period[0][0] != '\0');
  return (form){
      .data = data, .has_name = has_name, .has_period = has_period, .first = 1 + (size_t)has_name + (size_t)has_period};
}

static void describe(egb_table *table, const form *plan) {
  const egb_dataset *data = plan->data;
  const egb_data_file *file = only_file(data->index);
  const char *const *headers = egb_form_headers(table->arena, data);
  const size_t *node = egb_form_nodes(table->arena, data);
  egb_table_column *column = table->column;
  if (headers == NULL || node == NULL)
    return; /* the arena remembers: nothing more can be put into the table */
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
    const char *header = headers[i];
    const bool answers = data->codes != NULL && data->codes[i] != NULL;
    *column++ = (egb_table_column){.id = header,
                                   .label = node[i] == EGB_NONE ? data->column[i]
                                                                : egb_index_node_name(data->index, node[i], NULL),
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

egb_status egb_table_data_form(const egb_dataset *data, egb_diag *diag, egb_table **out) {
  (void)diag;
  *out = NULL;
  const form plan = plan_form(data);
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
