#include "command/beside.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Where a column begins behind its file, after the last colon; NULL: a column of the data. A file is named by its
 * ending, so that a column may have a colon in its name. */
static const char *column_of(const char *text) {
  static const char *const endings[] = {".csv:", ".tsv:", ".txt:", ".xlsx:", "}:"};
  const char *last = NULL;
  for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
    for (const char *at = strstr(text, endings[i]); at != NULL; at = strstr(at + 1, endings[i])) {
      const char *after = at + strlen(endings[i]);
      last = last == NULL || after > last ? after : last;
    }
  return last;
}

/* A text in the double quotes of YAML. NULL: out of memory. */
static char *quote(const char *text) {
  egb_buffer out = {0};
  for (; *text != '\0'; text++)
    egb_buffer_format(&out, *text == '"' || *text == '\\' ? "\\%c" : "%c", *text);
  char *copy = out.failed || out.text == NULL ? NULL : cli_format("%s", out.text);
  egb_buffer_clear(&out);
  return copy;
}

/* A definition whose only indicator is the column. */
static egb_status make_index(cli_session *session, const char *column, egb_index **out) {
  char *quoted = quote(column);
  char *text = quoted == NULL ? NULL
                              : cli_format("egovbench: 1\nid: beside\ndefaults: {normalise: as-is}\n"
                                           "indicators: [{id: beside-value, column: \"%s\"}]\n",
                                           quoted);
  const egb_status status =
      text == NULL ? EGB_NO_MEMORY : egb_index_parse("--with", text, strlen(text), session->diag, out);
  free(quoted);
  free(text);
  return status;
}

/* The values of the file in the units of the session; NaN where it has none. */
static egb_status match_units(cli_session *session, const egb_results *of, const egb_dataset *data, const char *file,
                              double *value) {
  const double *column = egb_results_column(of, EGB_STAGE_RAW, 1);
  size_t matched = 0;
  if (column == NULL)
    return EGB_NO_MEMORY;
  for (size_t u = 0; u < egb_dataset_unit_count(session->data); u++) {
    const size_t at = egb_dataset_find_unit(data, egb_dataset_unit_id(session->data, u));
    value[u] = at == SIZE_MAX ? (double)NAN : column[at];
    matched += at != SIZE_MAX;
  }
  if (matched > 0)
    return EGB_OK;
  cli_error(session->diag, CLI_E_USAGE,
            "its column of units needs the ids that the index has, such as in `egovbench rank`",
            "no unit of %.300s is one of the index", file);
  return EGB_USAGE;
}

static egb_status read_column(cli_session *session, const char *file, const char *column, double *value,
                              egb_dataset **out) {
  egb_index *index = NULL;
  egb_dataset *data = NULL;
  egb_plan *plan = NULL;
  egb_results *results = NULL;
  const egb_diag_point before = egb_diag_mark(session->diag);
  egb_status status = make_index(session, column, &index);
  if (status == EGB_OK) {
    egb_data_options options = cli_data_options_of(session, &file);
    options.stdin_text = session->stdin_text;
    options.stdin_length = session->stdin_length;
    status = egb_dataset_load(index, &options, session->diag, &data);
  }
  if (status == EGB_OK) {
    const bool dated = egb_dataset_period_count(data) > 1;
    status = egb_plan_new(index, data,
                          &EGB_OPTIONS(egb_plan_options, .period = dated ? egb_results_period(session->results) : NULL),
                          session->diag, &plan);
  }
  if (status == EGB_OK)
    status = egb_score(plan, session->diag, &results);
  if (status == EGB_OK) {
    egb_diag_rewind(session->diag, before); /* notes about columns that were not asked for */
    status = match_units(session, results, data, file, value);
  }
  egb_results_free(results);
  egb_plan_free(plan);
  *out = data;
  egb_index_free(index);
  return status;
}

static egb_status load_one(cli_session *session, const char *text, const char *column, cli_beside *out, size_t i) {
  const size_t units = egb_dataset_unit_count(session->data);
  char *file = cli_format("%.*s", (int)(column - text - 1), text);
  out->value[i] = out->owned[i] = malloc((units > 0 ? units : 1) * sizeof **out->owned);
  const egb_status status = file == NULL || out->owned[i] == NULL
                                ? EGB_NO_MEMORY
                                : read_column(session, file, column, out->owned[i], &out->file[i]);
  free(file);
  return status;
}

egb_status cli_beside_load(cli_session *session, cli_beside *out) {
  const cli_list *given = &session->arguments->value[OPTION_WITH].list;
  *out = (cli_beside){0};
  out->value = calloc(given->count + 1, sizeof *out->value);
  out->owned = calloc(given->count + 1, sizeof *out->owned);
  out->file = calloc(given->count + 1, sizeof *out->file);
  if (out->value == NULL || out->owned == NULL || out->file == NULL)
    return EGB_NO_MEMORY;
  egb_status status = EGB_OK;
  for (size_t i = 0; i < given->count && status == EGB_OK; i++) {
    const char *column = column_of(given->item[i]);
    if (!cli_list_add(&out->name, given->item[i]))
      return EGB_NO_MEMORY;
    if (column != NULL)
      status = load_one(session, given->item[i], column, out, i);
  }
  return status;
}

void cli_beside_free(cli_beside *beside) {
  for (size_t i = 0; beside->owned != NULL && i < beside->name.count; i++)
    free(beside->owned[i]);
  for (size_t i = 0; beside->file != NULL && i < beside->name.count; i++)
    egb_dataset_free(beside->file[i]);
  free(beside->file);
  free(beside->owned);
  free(beside->value);
  cli_list_free(&beside->name);
  *beside = (cli_beside){0};
}
