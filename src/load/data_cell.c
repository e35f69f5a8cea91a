/* One cell: missing, a number within what the definition allows, or an answer (data_answer.c). */
#include "base/codes.h"
#include "base/number.h"
#include "base/text.h"
#include "load/data_load.h"
#include "load/data_spelling.h"
#include "load/data_text.h"
#include "load/dialect.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define CODE_LONGEST 4

/* ---- numbers --------------------------------------------------------------------------------- */

/* Blanks at its ends, or nothing else. */
static bool has_space(const egb_csv_field *field) {
  return egb_blank_at(field->text, field->length) != 0 || egb_blank_before(field->text, field->length) != 0;
}

static bool is_blank(const egb_csv_field *field) {
  size_t at = 0, size;
  while ((size = egb_blank_at(field->text + at, field->length - at)) != 0)
    at += size;
  return at == field->length;
}

/* What `flags:` would read, with or without other marks of numbers. */
static bool hint_flags(egb_table_file *file, const egb_csv_field *field, egb_number_fault why) {
  egb_loader *loader = file->loader;
  const egb_dialect *dialect = &file->spec->dialect;
  char keys[EGB_SPELLING_MOST];
  egb_flagged read;
  if (dialect->flags != EGB_FLAGS_REFUSE || egb_spelling_keys(dialect, field, true, keys) == NULL)
    return false;
  const bool plain = egb_flags_read(dialect, field, &read);
  if (why == EGB_NUMBER_PERCENT)
    egb_hint_key(loader, keys, "%s, or ", egb_number_fault_help(why));
  else if (plain && has_space(field) && !read.absent && !read.bound)
    egb_hint_key(loader, keys, "write it without them, or ");
  else if (plain && read.bound)
    egb_hint_key(loader, keys,
                 "a bound is no value; to count it as missing (or, with `flags: at-bound`, as the bound itself) ");
  else
    egb_hint_key(loader, keys, plain && read.absent ? "to count it as missing " : "to read it without the mark ");
  return true;
}

/* A mark of decimals or of groups of digits that a key declares. */
static bool hint_marks(egb_table_file *file, const egb_csv_field *field, egb_number_fault why) {
  char keys[EGB_SPELLING_MOST];
  if ((why != EGB_NUMBER_DECIMAL_COMMA && why != EGB_NUMBER_GROUPED) ||
      egb_spelling_keys(&file->spec->dialect, field, false, keys) == NULL)
    return false;
  if (why == EGB_NUMBER_DECIMAL_COMMA && file->spec->dialect.decimal == ',')
    egb_hint_key(file->loader, keys, "its digits are in groups: ");
  else
    egb_hint_key(file->loader, keys, "%s, or ", egb_number_fault_help(why));
  return true;
}

/* Small letters and points, fewer than a word has: codes of publishers for what is not there, such as `x` or `n.c`. */
static bool may_be_missing(const egb_csv_field *field) {
  size_t i = 0;
  while (i < field->length && ((field->text[i] >= 'a' && field->text[i] <= 'z') || field->text[i] == '.'))
    i++;
  return i == field->length && i <= CODE_LONGEST;
}

static void hint_number(egb_table_file *file, const egb_csv_field *field, egb_number_fault why) {
  egb_loader *loader = file->loader;
  char text[EGB_SPELLING_MOST];
  const bool may_be_marked = why == EGB_NUMBER_TEXT || why == EGB_NUMBER_PERCENT;
  if (egb_looks_missing(field))
    egb_hint_missing(file, field, "");
  else if (egb_spelling_failed(field))
    egb_hint_missing(file, field, "a spreadsheet could not calculate it: correct its formula; ");
  else if (why == EGB_NUMBER_EMPTY)
    egb_diag_hint(loader->diag, "leave the cell completely empty when the value is missing");
  else if (may_be_marked && egb_spelling_hint(&file->spec->dialect, field, text) != NULL)
    egb_diag_hint(loader->diag, "%s", text);
  else if ((may_be_marked && hint_flags(file, field, why)) || hint_marks(file, field, why))
    return;
  else if (why == EGB_NUMBER_TEXT && may_be_missing(field))
    egb_hint_missing(file, field, "write a plain number such as 12.5, or, ");
  else
    egb_diag_hint(loader->diag, "%s", egb_number_fault_help(why));
}

static void refuse_number(egb_table_file *file, const char *column, const egb_csv_field *field, egb_number_fault why) {
  egb_loader *loader = file->loader;
  char shown[EGB_CLIP];
  egb_clip(shown, field->text, field->length);
  if (is_blank(field))
    why = EGB_NUMBER_EMPTY;
  const bool has = why == EGB_NUMBER_DECIMAL_COMMA || why == EGB_NUMBER_GROUPED || why == EGB_NUMBER_PERCENT;
  if (why == EGB_NUMBER_TEXT && has_space(field))
    EGB_LOAD_ERROR(loader, EGB_E_NUMBER, field->place, "`%s` has spaces around it (column `%s`)", shown, column);
  else if (why == EGB_NUMBER_EMPTY)
    EGB_LOAD_ERROR(loader, EGB_E_NUMBER, field->place, "spaces where a number is expected (column `%s`)", column);
  else
    EGB_LOAD_ERROR(loader, EGB_E_NUMBER, field->place, "`%s` %s %s (column `%s`)", shown, has ? "has" : "is",
                   egb_number_fault_text(why), column);
  hint_number(file, field, why);
}

static bool check_bounds(egb_loader *loader, const egb_wanted *wanted, const egb_node *node, const egb_csv_field *field,
                         double value) {
  if (value >= node->bounds[0] && value <= node->bounds[1])
    return true;
  char low[EGB_NUMBER_MAX], high[EGB_NUMBER_MAX], shown[EGB_CLIP];
  egb_number_shortest(node->bounds[0], low);
  egb_number_shortest(node->bounds[1], high);
  EGB_LOAD_ERROR(loader, EGB_E_BOUNDS, field->place, "`%s` is outside the bounds of `%s`, %s to %s (column `%s`)",
                 egb_clip(shown, field->text, field->length), node->id, low, high, wanted->name);
  egb_diag_hint(loader->diag, "correct the value, or the `bounds:` of `%s` in the definition", node->id);
  return false;
}

static bool check_value(egb_loader *loader, const egb_wanted *wanted, const egb_csv_field *field, double value) {
  bool good = true;
  for (size_t i = 0; i < wanted->node_count; i++) {
    const egb_node *node = wanted->node[i];
    if (node->has_bounds)
      good = check_bounds(loader, wanted, node, field, value) && good;
    if (node->rubric != NULL)
      good = egb_check_rubric(loader, wanted, node, field, value) && good;
  }
  return good;
}

/* The number in a cell; NaN: marks say that there is none. */
static bool read_number(egb_table_file *file, const char *column, const egb_csv_field *field, double *out,
                        egb_status *status) {
  const egb_dialect *dialect = &file->spec->dialect;
  const egb_number_fault why = egb_dialect_cell(dialect, field, out);
  egb_flagged read;
  if (why == EGB_NUMBER_OK && file->loader->passed_over != NULL)
    egb_warn_other_number(file, field, *out);
  if (why == EGB_NUMBER_OK)
    return true;
  if (dialect->flags == EGB_FLAGS_REFUSE || !egb_flags_read(dialect, field, &read)) {
    refuse_number(file, column, field, why);
    return false;
  }
  *out = read.bound && dialect->flags != EGB_FLAGS_AT_BOUND ? NAN : read.value;
  *status = egb_flags_count(file, field, &read);
  return *status == EGB_OK;
}

/* A column that the definition does not name may be one of text: that is said once. */
static bool read_beside(egb_table_file *file, egb_wanted *wanted, const egb_csv_field *field, double *out) {
  if (wanted->refused || egb_dialect_cell(&file->spec->dialect, field, out) == EGB_NUMBER_OK)
    return !wanted->refused;
  char shown[EGB_CLIP];
  wanted->refused = true;
  EGB_LOAD_ERROR(file->loader, EGB_E_NUMBER, field->place, "the column `%s` holds text, such as `%s`", wanted->name,
                 egb_clip(shown, field->text, field->length));
  egb_diag_hint(file->loader->diag, "name a column of numbers");
  return false;
}

/* ---- a cell ---------------------------------------------------------------------------------- */

/* Most answers are small whole numbers, known beforehand. */
static bool is_taken(const egb_wanted *wanted, double value) {
  const unsigned answer = value >= 0 && value < 64 ? (unsigned)value : 0;
  return (double)answer == value && (wanted->taken >> answer & 1) != 0;
}

bool egb_is_allowed(const egb_wanted *wanted, double value) {
  if (is_taken(wanted, value))
    return true;
  for (size_t i = 0; i < wanted->node_count; i++) {
    const egb_node *node = wanted->node[i];
    if ((node->rubric != NULL && !egb_rubric_takes(node, value)) ||
        (node->has_bounds && !(value >= node->bounds[0] && value <= node->bounds[1])))
      return false;
  }
  return true;
}

/* One digit, as most answers are, that is a number however the file is written and that nothing is said about. A digit
 * that stands for a missing value is a missing number, too. */
static bool is_usual(const egb_table_file *file, const egb_wanted *wanted, const egb_csv_field *field) {
  return field->length == 1 && egb_is_digit(field->text[0]) && (wanted->taken >> (field->text[0] - '0') & 1) != 0 &&
         !wanted->answers && !wanted->refused && file->missing_numbers.count == 0 && file->loader->passed_over == NULL;
}

bool egb_plain_cell(const egb_table_file *file, size_t column, const egb_csv_field *field, double *out) {
  const egb_wanted *wanted = &file->loader->wanted[column];
  if (is_usual(file, wanted, field)) {
    *out = field->text[0] - '0';
    return true;
  }
  *out = (double)NAN;
  if (field->length == 0 || egb_is_declared_missing(file, field))
    return true;
  double value;
  if (wanted->answers || wanted->refused || file->loader->passed_over != NULL ||
      egb_dialect_cell(&file->spec->dialect, field, &value) != EGB_NUMBER_OK)
    return false;
  if (file->missing_numbers.count != 0 && egb_is_missing_number(file, value))
    return true;
  *out = value;
  return egb_is_allowed(wanted, value);
}

bool egb_read_cell(egb_table_file *file, size_t column, const egb_csv_field *field, egb_observation *out,
                   egb_status *status) {
  egb_wanted *wanted = &file->loader->wanted[column];
  out->value = NAN;
  out->error = NAN;
  out->column = (uint32_t)column;
  out->offset = field->place.offset;
  out->length = field->place.length;
  out->file = file->number;
  if (egb_plain_cell(file, column, field, &out->value))
    return true;
  if (wanted->answers)
    return egb_read_answer(file, wanted, field, &out->value, status);
  if (wanted->beside ? !read_beside(file, wanted, field, &out->value)
                     : !read_number(file, wanted->name, field, &out->value, status))
    return false;
  if (file->missing_numbers.count != 0 && egb_is_missing_number(file, out->value))
    out->value = NAN;
  return isnan(out->value) || wanted->node_count == 0 || check_value(file->loader, wanted, field, out->value);
}

bool egb_read_error(egb_table_file *file, const egb_csv_field *field, double *out, egb_status *status) {
  egb_loader *loader = file->loader;
  *out = NAN;
  if (field->length == 0 || egb_is_declared_missing(file, field))
    return true;
  if (!read_number(file, "standard error", field, out, status))
    return false;
  if (*out < 0) {
    char shown[EGB_CLIP];
    EGB_LOAD_ERROR(loader, EGB_E_ERROR_VALUE, field->place, "a standard error cannot be negative: `%s`",
                   egb_clip(shown, field->text, field->length));
    egb_diag_hint(loader->diag, "give the standard error as a number from 0 on, or leave the cell empty");
    return false;
  }
  loader->has_errors = true;
  return true;
}
