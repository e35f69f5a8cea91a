/* Reads tables for a draft: which column is the unit, which the period, and which hold numbers.
 *
 * The unit is the column that would be found without a word in the definition (unit, iso3, id, code), else the one
 * whose cells are all codes of countries, else the one of texts with the most different cells. The period is `period`
 * or `year`, else the first column of years. Numbers are columns without any other text than a usual token for missing.
 */
#include "load/draft.h"

#include "base/codes.h"
#include "base/file.h"
#include "base/text.h"
#include "load/data_load.h"
#include "load/data_text.h"
#include "load/dialect.h"
#include "load/recognise.h"
#include "model/origins.h"
#include "names/names.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- cells ----------------------------------------------------------------------------------- */

/* Texts that publishers write for a missing value. */
static bool is_token(const egb_csv_field *field) {
  static const char *const tokens[] = {"..",  "...",  ":",   "-",    "NA",          "N/A",
                                       "n/a", "n.a.", "NaN", "null", "\xE2\x80\x93"};
  for (size_t i = 0; i < sizeof tokens / sizeof tokens[0]; i++)
    if (strlen(tokens[i]) == field->length && memcmp(tokens[i], field->text, field->length) == 0)
      return true;
  return false;
}

/* False: there are more than can be kept, or memory ran out. */
static bool keep_token(egb_draft *draft, egb_draft_file *file, const egb_csv_field *field) {
  for (size_t i = 0; i < file->token_count; i++)
    if (strlen(file->token[i]) == field->length && memcmp(file->token[i], field->text, field->length) == 0)
      return true;
  if (file->token_count == EGB_DRAFT_TOKENS_MOST)
    return false;
  file->token[file->token_count] = egb_arena_text(draft->arena, field->text, field->length);
  return file->token[file->token_count++] != NULL;
}

static void take_number(egb_draft_column *column, double value) {
  column->years += value >= EGB_YEAR_FIRST && value <= EGB_YEAR_LAST && value == floor(value);
  column->low = column->filled == 1 ? value : fmin(column->low, value);
  column->high = column->filled == 1 ? value : fmax(column->high, value);
}

/* *comma: the cell would be a number with a decimal comma. */
static egb_status take_cell(egb_draft *draft, egb_draft_file *file, egb_draft_column *column,
                            const egb_csv_field *field, bool *comma) {
  const char *id;
  bool fresh;
  double value = NAN;
  if (field->length == 0)
    return EGB_OK;
  const egb_number_fault why = egb_dialect_number(&file->dialect, field->text, field->length, &value);
  if (why != EGB_NUMBER_OK && is_token(field) && keep_token(draft, file, field))
    return EGB_OK;
  column->filled++;
  *comma = *comma || why == EGB_NUMBER_DECIMAL_COMMA;
  if (why == EGB_NUMBER_OK)
    take_number(column, value);
  else
    column->texts++;
  if (egb_names_add(&column->values, field->text, field->length, &fresh) == EGB_NAMES_NONE)
    return EGB_NO_MEMORY;
  const size_t codes = why == EGB_NUMBER_OK ? 0 : egb_names_resolve_code(field->text, field->length, &id, 1);
  column->codes += codes == 1;
  return codes == EGB_NAMES_FAILED ? EGB_NO_MEMORY : EGB_OK;
}

/* ---- one file -------------------------------------------------------------------------------- */

/* What separates the cells of the first line, where the default does not. */
static char guess_delimiter(const egb_source *source) {
  size_t commas = 0, semicolons = 0, tabs = 0;
  for (size_t i = 0; i < source->length && source->text[i] != '\n'; i++) {
    commas += source->text[i] == ',';
    semicolons += source->text[i] == ';';
    tabs += source->text[i] == '\t';
  }
  return semicolons > commas && semicolons >= tabs ? ';' : tabs > commas ? '\t' : '\0';
}

static egb_status scan(egb_draft *draft, egb_draft_file *file, const egb_source *source, bool *comma) {
  egb_status status = egb_rows_open(&file->rows, draft->arena, source, &file->dialect, draft->diag);
  if (status != EGB_OK)
    return status;
  file->token_count = 0;
  file->column = egb_arena_array(draft->arena, file->rows.header_count, sizeof *file->column);
  if (file->column == NULL)
    return EGB_NO_MEMORY;
  for (size_t i = 0; i < file->rows.header_count; i++) {
    file->column[i].header = file->rows.header[i];
    file->column[i].values.arena = draft->arena;
  }
  bool more = true;
  while (status == EGB_OK && more) {
    status = egb_rows_next(&file->rows, draft->diag, &more);
    for (size_t i = 0; i < file->rows.header_count && more && status == EGB_OK; i++)
      status = take_cell(draft, file, &file->column[i], &file->rows.field[i], comma);
  }
  if (status == EGB_OK && file->rows.count == 0 && !file->rows.failed) {
    egb_diag_at(draft->diag, EGB_SEVERITY_ERROR, EGB_E_CSV_EMPTY, file->rows.header_place,
                "the file has a header but no rows");
    egb_diag_hint(draft->diag, "a draft takes goalposts from the values: write rows first");
    return EGB_REFUSED;
  }
  return status == EGB_OK && file->rows.failed ? EGB_REFUSED : status;
}

static size_t default_at(const egb_draft_file *file, const char *const *headers) {
  for (; *headers != NULL; headers++) {
    const size_t at = egb_rows_find(&file->rows, *headers);
    if (at != EGB_NAMES_NONE)
      return at;
  }
  return EGB_NAMES_NONE;
}

/* Every row has one, and none is a number. */
static bool may_be_unit(const egb_draft_file *file, const egb_draft_column *column) {
  return column->header.length != 0 && column->filled == file->rows.count && column->texts == column->filled;
}

static size_t find_unit(const egb_draft_file *file) {
  size_t best = default_at(file, egb_origin_usual.unit);
  if (best != EGB_NAMES_NONE)
    return best;
  for (size_t i = 0; i < file->rows.header_count; i++) {
    const egb_draft_column *column = &file->column[i], *other = best != EGB_NAMES_NONE ? &file->column[best] : NULL;
    if (!may_be_unit(file, column))
      continue;
    const bool code = column->codes == column->filled, before = other != NULL && other->codes == other->filled;
    if (other == NULL || (code && !before) || (code == before && column->values.count > other->values.count))
      best = i;
  }
  return best;
}

/* `name` and its kin, which are found without a word. */
static bool is_name(const egb_csv_field *header) {
  return (header->length == 4 && memcmp(header->text, "name", 4) == 0) ||
         (header->length > 5 && memcmp(header->text, "name_", 5) == 0);
}

/* Where there are none, a column with as many different texts as there are units. */
static size_t find_name(const egb_draft_file *file) {
  for (size_t i = 0; i < file->rows.header_count; i++)
    if (is_name(&file->column[i].header))
      return EGB_NAMES_NONE;
  for (size_t i = 0; i < file->rows.header_count; i++)
    if (i != file->unit_at && may_be_unit(file, &file->column[i]) &&
        file->column[i].values.count == file->column[file->unit_at].values.count)
      return i;
  return EGB_NAMES_NONE;
}

static size_t find_period(const egb_draft_file *file) {
  const size_t at = default_at(file, egb_origin_usual.period);
  for (size_t i = 0; i < file->rows.header_count && at == EGB_NAMES_NONE; i++) {
    const egb_draft_column *column = &file->column[i];
    if (i != file->unit_at && column->header.length != 0 && column->filled == file->rows.count &&
        column->years == column->filled)
      return i;
  }
  return at != file->unit_at ? at : EGB_NAMES_NONE;
}

static egb_status refuse_file(egb_draft *draft, const egb_draft_file *file, const char *text, const char *hint) {
  egb_diag_at(draft->diag, EGB_SEVERITY_ERROR, EGB_E_COLUMN_MISSING, file->rows.header_place, "%s", text);
  egb_diag_hint(draft->diag, "%s", hint);
  return EGB_REFUSED;
}

static egb_status find_roles(egb_draft *draft, egb_draft_file *file) {
  file->unit_at = find_unit(file);
  if (file->unit_at == EGB_NAMES_NONE)
    return refuse_file(draft, file, "no column says which unit a row is about",
                       "call the column with the units' codes or names `unit`");
  file->period_at = find_period(file);
  file->name_at = find_name(file);
  file->indicator_at = egb_rows_find(&file->rows, "indicator");
  file->value_at = egb_rows_find(&file->rows, "value");
  if (file->indicator_at == EGB_NAMES_NONE || file->value_at == EGB_NAMES_NONE)
    file->indicator_at = file->value_at = EGB_NAMES_NONE;
  for (size_t i = 0; i < file->rows.header_count; i++) {
    egb_draft_column *column = &file->column[i];
    column->role = column->header.length == 0 || column->filled == 0 ? EGB_DRAFT_EMPTY
                   : column->texts == 0                              ? EGB_DRAFT_NUMBERS
                   : is_name(&column->header)                        ? EGB_DRAFT_ROLE
                                                                     : EGB_DRAFT_TEXTS;
  }
  const size_t roles[] = {file->unit_at, file->period_at, file->name_at, file->indicator_at, file->value_at};
  for (size_t i = 0; i < sizeof roles / sizeof roles[0]; i++)
    if (roles[i] != EGB_NAMES_NONE)
      file->column[roles[i]].role = EGB_DRAFT_ROLE;
  return EGB_OK;
}

/* ---- indicators ------------------------------------------------------------------------------ */

/* low > high: a text was found in place of numbers. */
static egb_status add_indicator(egb_draft *draft, const egb_csv_field *name, double low, double high) {
  bool fresh;
  const size_t number = egb_names_add(&draft->columns, name->text, name->length, &fresh);
  if (number == EGB_NAMES_NONE)
    return EGB_NO_MEMORY;
  if (draft->columns.count > draft->indicator_room) {
    egb_draft_indicator *larger = egb_arena_array(draft->arena, draft->columns.room, sizeof *larger);
    if (larger == NULL)
      return EGB_NO_MEMORY;
    if (draft->indicator_room != 0)
      memcpy(larger, draft->indicator, draft->indicator_room * sizeof *larger);
    draft->indicator = larger;
    draft->indicator_room = draft->columns.room;
  }
  egb_draft_indicator *out = &draft->indicator[number];
  if (fresh)
    *out = (egb_draft_indicator){.column = draft->columns.item[number].text, .length = name->length};
  if (low > high) {
    out->texts++;
    return EGB_OK;
  }
  out->low = out->numbers == 0 ? low : fmin(out->low, low);
  out->high = out->numbers == 0 ? high : fmax(out->high, high);
  out->numbers++;
  return EGB_OK;
}

/* "speed.error" beside "speed" holds its standard errors. */
static bool is_error(const egb_draft_file *file, const egb_csv_field *header) {
  const size_t length = header->length;
  return length > 6 && memcmp(header->text + length - 6, ".error", 6) == 0 &&
         egb_names_find(&file->rows.names, header->text, length - 6) != EGB_NAMES_NONE;
}

/* A row of a long file: a number, a text, or a missing value. */
static egb_status take_value(egb_draft *draft, const egb_draft_file *file, const egb_csv_field *indicator,
                             const egb_csv_field *field) {
  double value;
  if (indicator->length == 0 || field->length == 0)
    return EGB_OK;
  if (egb_dialect_number(&file->dialect, field->text, field->length, &value) == EGB_NUMBER_OK)
    return add_indicator(draft, indicator, value, value);
  return is_token(field) ? EGB_OK : add_indicator(draft, indicator, 1, 0);
}

static egb_status refuse_row(egb_draft *draft, const egb_csv_field *unit) {
  char shown[EGB_CLIP];
  egb_diag_at(draft->diag, EGB_SEVERITY_ERROR, EGB_E_UNIT_DUPLICATE, unit->place, "`%s` has several rows here",
              egb_clip(shown, unit->text, unit->length));
  egb_diag_hint(draft->diag, "where a column says what a row is about, call it `indicator` and that of the numbers "
                             "`value`; call the year `period`");
  return EGB_REFUSED;
}

/* One row for a unit, or for a unit and a period; a long file also for an indicator. */
static egb_status take_row(egb_draft *draft, const egb_draft_file *file, egb_names *seen) {
  const egb_csv_field *field = file->rows.field;
  const bool is_long = file->value_at != EGB_NAMES_NONE;
  const egb_csv_field none = {.text = ""}, *unit = &field[file->unit_at];
  const egb_csv_field *period = file->period_at != EGB_NAMES_NONE ? &field[file->period_at] : &none;
  const egb_csv_field *indicator = is_long ? &field[file->indicator_at] : &none;
  bool fresh;
  const char *key =
      egb_arena_format(draft->arena, "%zu %.*s %zu %.*s %.*s", unit->length, (int)unit->length, unit->text,
                       period->length, (int)period->length, period->text, (int)indicator->length, indicator->text);
  if (key == NULL || egb_names_add(seen, key, strlen(key), &fresh) == EGB_NAMES_NONE)
    return EGB_NO_MEMORY;
  if (!fresh)
    return refuse_row(draft, unit);
  return is_long ? take_value(draft, file, indicator, &field[file->value_at]) : EGB_OK;
}

static egb_status take_rows(egb_draft *draft, egb_draft_file *file, const egb_source *source) {
  egb_names seen = {.arena = draft->arena};
  bool more = true;
  egb_status status = egb_rows_open(&file->rows, draft->arena, source, &file->dialect, draft->diag);
  while (status == EGB_OK && more) {
    status = egb_rows_next(&file->rows, draft->diag, &more);
    if (status == EGB_OK && more)
      status = take_row(draft, file, &seen);
  }
  for (size_t i = 0; i < file->rows.header_count && status == EGB_OK && file->value_at == EGB_NAMES_NONE; i++) {
    const egb_draft_column *column = &file->column[i];
    if (column->role == EGB_DRAFT_NUMBERS && !is_error(file, &column->header))
      status = add_indicator(draft, &column->header, column->low, column->high);
  }
  return status;
}

static egb_status read_file(egb_draft *draft, egb_draft_file *file, const char *path) {
  egb_source *source = NULL;
  bool comma = false;
  egb_status status = egb_file_read(draft->arena, path, (egb_place){0}, draft->diag, &source);
  if (status != EGB_OK)
    return status;
  file->dialect.delimiter = guess_delimiter(source);
  status = scan(draft, file, source, &comma);
  if (status == EGB_OK && comma && file->dialect.delimiter != '\0') {
    file->dialect.decimal = ',';
    status = scan(draft, file, source, &comma);
  }
  if (status == EGB_OK)
    status = find_roles(draft, file);
  return status == EGB_OK ? take_rows(draft, file, source) : status;
}

static egb_status read_files(egb_draft *draft, const char *const *files, const char *const *names, size_t count) {
  if (count == 0 || count > EGB_DRAFT_FILES_MOST) {
    egb_diag_say(draft->diag, EGB_SEVERITY_ERROR, EGB_E_USAGE, "a draft is made from 1 to %d files",
                 EGB_DRAFT_FILES_MOST);
    return EGB_USAGE;
  }
  egb_status status = EGB_OK;
  draft->file = egb_arena_array(draft->arena, count, sizeof *draft->file);
  for (size_t i = 0; i < count && status == EGB_OK && draft->file != NULL; i++) {
    draft->file[i].name = names[i];
    status = read_file(draft, &draft->file[i], files[i]);
    draft->file_count++;
  }
  if (draft->file == NULL)
    return EGB_NO_MEMORY;
  size_t usable = 0;
  for (size_t i = 0; i < draft->columns.count; i++)
    usable += draft->indicator[i].texts == 0;
  if (status == EGB_OK && usable == 0)
    return refuse_file(
        draft, &draft->file[0], "no column holds numbers alone",
        "a draft makes an indicator of every column of numbers; cells that are texts have to be cleared");
  return status;
}

egb_status egb_index_draft(const char *const *files, const char *const *names, size_t count, const char *id,
                           egb_diag *diag, char **out) {
  egb_buffer text = {0};
  *out = NULL;
  egb_draft draft = {.arena = egb_arena_new(), .diag = diag};
  if (draft.arena == NULL)
    return EGB_NO_MEMORY;
  draft.columns.arena = draft.arena;
  egb_status status = read_files(&draft, files, names, count);
  if (status == EGB_OK)
    status = egb_draft_write(&draft, id, &text);
  if (status == EGB_OK) {
    size_t length;
    *out = egb_buffer_take(&text, &length);
    status = *out == NULL ? EGB_NO_MEMORY : EGB_OK;
  }
  egb_buffer_clear(&text);
  egb_arena_free(draft.arena);
  return status;
}
