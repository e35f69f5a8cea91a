/* A data file for a definition, and the form that `init` hands out to be filled in: the same, described. Headers are
 * those the definition reads, so that the file can be put in place as it is. */
#include "model/form.h"
#include "table/common.h"
#include "table/form_columns.h"

#include <math.h>
#include <string.h>

/* With one data file its own names count; several are joined into one with the usual names. */
static const egb_data_file *only_file(const egb_index *index) {
  return index->file_count == 1 ? &index->file[0] : NULL;
}

/* What the data file calls each column; NULL: out of memory. */
static const char **find_headers(egb_arena *arena, const egb_dataset *data) {
  const egb_data_file *file = only_file(data->index);
  const char **header = egb_arena_array(arena, data->column_count, sizeof *header);
  for (size_t i = 0; header != NULL && i < data->column_count; i++)
    header[i] = data->column[i];
  for (size_t i = file != NULL ? file->rename_count : 0; header != NULL && i-- > 0;) { /* the first entry counts */
    const size_t column = egb_dataset_column(data, file->rename[i].column);
    if (column != EGB_NONE)
      header[column] = file->rename[i].header;
  }
  return header;
}

typedef struct form {
  const egb_dataset *data;
  const char *const *languages;
  const char **header; /* per data column */
  bool has_name, has_period;
  size_t first;                  /* column of the first value */
  const egb_form_column *column; /* what is said about the data columns */
  const char *head[3];           /* marks of the rows that say it, below the header */
  size_t head_count;
} form;

static bool is_data_column(const form *plan, const char *header) {
  for (size_t i = 0; i < plan->data->column_count; i++)
    if (strcmp(plan->header[i], header) == 0)
      return true;
  return false;
}

static bool plan_form(egb_arena *arena, form *plan) {
  const egb_dataset *data = plan->data;
  plan->header = find_headers(arena, data);
  plan->column = egb_form_columns(arena, data, plan->languages);
  if (plan->header == NULL || plan->column == NULL)
    return false;
  plan->has_name = !is_data_column(plan, "name");
  plan->has_period = data->period_count > 1 || (data->period_count == 1 && data->period[0][0] != '\0');
  plan->first = 1 + (size_t)plan->has_name + (size_t)plan->has_period;
  return true;
}

/* What a row says of a column, NULL: nothing. */
static const char *said(const egb_form_column *column, const char *mark) {
  if (strcmp(mark, EGB_FORM_LABEL) == 0)
    return column->label;
  return strcmp(mark, EGB_FORM_MEASURE) == 0 ? column->measure : column->allowed;
}

/* A row that would say nothing of any column is left out. */
static void plan_head(form *plan) {
  static const char *const marks[] = {EGB_FORM_LABEL, EGB_FORM_MEASURE, EGB_FORM_ALLOWED};
  for (size_t m = 0; m < sizeof marks / sizeof marks[0]; m++)
    for (size_t i = 0; i < plan->data->column_count; i++)
      if (said(&plan->column[i], marks[m]) != NULL) {
        plan->head[plan->head_count++] = marks[m];
        break;
      }
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
    const char *header = plan->header[i];
    const bool answers = data->codes != NULL && data->codes[i] != NULL;
    *column++ = (egb_table_column){.id = header,
                                   .label = plan->column[i].label,
                                   .short_label = header,
                                   .help = plan->column[i].help,
                                   .kind = answers ? EGB_CELL_TEXT : EGB_CELL_NUMBER,
                                   .decimals = EGB_DECIMALS_AS_NEEDED,
                                   .importance = 1,
                                   .rule = plan->head_count != 0 ? plan->column[i].rule : NULL};
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

static bool fill_head(egb_table *table, const form *plan) {
  for (size_t row = 0; row < plan->head_count; row++) {
    if (!egb_table_put_text(table, row, 0, plan->head[row]))
      return false;
    for (size_t i = 0; i < plan->data->column_count; i++) {
      const char *text = said(&plan->column[i], plan->head[row]);
      if (text != NULL && !egb_table_put_text(table, row, plan->first + i, text))
        return false;
    }
  }
  return true;
}

static bool fill(egb_table *table, const form *plan) {
  const egb_dataset *data = plan->data;
  describe(table, plan);
  if (!fill_head(table, plan))
    return false;
  if (data->period_count == 0)
    return egb_report_index_facts(table, data->index, plan->languages);
  for (size_t row = plan->head_count; row < table->row_count; row++) {
    const size_t number = row - plan->head_count, unit = number / data->period_count,
                 period = number % data->period_count;
    if (!egb_table_put_text(table, row, 0, data->unit[unit].id) ||
        (plan->has_name && !egb_table_put_text(table, row, 1, egb_dataset_unit_name(data, unit, plan->languages))) ||
        (plan->has_period && !egb_table_put_text(table, row, plan->first - 1, data->period[period])))
      return false;
    for (size_t i = 0; i < data->column_count; i++)
      if (!put_value(table, row, plan, period, i, unit))
        return false;
  }
  return egb_report_index_facts(table, data->index, plan->languages);
}

static bool make(egb_table *table, form *plan, bool described) {
  const egb_dataset *data = plan->data;
  if (!plan_form(table->arena, plan))
    return false;
  if (described) {
    plan_head(plan);
    table->head_columns = plan->first;
  }
  table->head_rows = plan->head_count;
  return egb_table_shape(table, plan->first + data->column_count,
                         plan->head_count + data->unit_count * data->period_count) &&
         fill(table, plan);
}

static egb_status write_form(const egb_dataset *data, const char *const *languages, bool described, egb_table **out) {
  *out = NULL;
  form plan = {.data = data, .languages = languages};
  if (data->period_count != 0 && data->unit_count > (SIZE_MAX - 3) / data->period_count)
    return EGB_NO_MEMORY;
  egb_table *table = egb_table_new("egovbench.data/1", 0, 0);
  if (table == NULL)
    return EGB_NO_MEMORY;
  if (!make(table, &plan, described)) {
    egb_table_free(table);
    return EGB_NO_MEMORY;
  }
  *out = table;
  return EGB_OK;
}

egb_status egb_table_data_form(const egb_dataset *data, egb_diag *diag, egb_table **out) {
  (void)diag;
  return write_form(data, NULL, false, out);
}

egb_status egb_table_form(const egb_dataset *data, const char *const *languages, egb_diag *diag, egb_table **out) {
  (void)diag;
  const egb_status status = write_form(data, languages, true, out);
  if (status != EGB_OK)
    return status;
  (*out)->title = egb_report_title((*out)->arena, data->index, NULL, languages);
  if ((*out)->title != NULL &&
      egb_table_add_note(*out,
                         "An empty cell is a missing value. Rows whose unit is #label, #measure or #allowed describe "
                         "the columns and are passed over when the form is read."))
    return EGB_OK;
  egb_table_free(*out);
  *out = NULL;
  return EGB_NO_MEMORY;
}
