#include "write/people.h"

#include "base/number.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#define DECIMALS 2        /* when neither the user nor the column says */
#define RAW_LENGTH 10     /* raw values up to this length are shown as they are */
#define RAW_DECIMALS 6    /* longer ones with at most so many decimals */
#define RAW_SMALLEST 1e-3 /* below this, cutting decimals would lose the value */

/* Numbers that are missing everywhere are an answer; texts that are empty everywhere are none. */
static bool says_nothing(const egb_table *table, size_t at) {
  if (table->column[at].kind != EGB_CELL_TEXT || table->row_count == 0)
    return false;
  for (size_t row = 0; row < table->row_count; row++) {
    const egb_cell *cell = &table->cell[row * table->column_count + at];
    if (cell->mark || (cell->kind == EGB_CELL_TEXT ? cell->as.text[0] != '\0' : cell->kind != EGB_CELL_EMPTY))
      return false;
  }
  return true;
}

static bool is_shown(const egb_table *table, bool in_full, size_t at) {
  const egb_table_column *column = &table->column[at];
  const bool replaced = at + 1 < table->column_count && table->column[at + 1].in_full;
  return !column->machine_only && (in_full ? !replaced : !column->in_full) && !says_nothing(table, at);
}

size_t egb_people_columns(const egb_table *table, bool in_full, size_t *out) {
  size_t count = 0;
  for (size_t i = 0; i < table->column_count; i++) {
    const size_t at = table->people_order == NULL || table->column_selected ? i : table->people_order[i];
    if (table->column_selected || is_shown(table, in_full, at))
      out[count++] = at;
  }
  return count;
}

const char *egb_people_heading(const egb_table_column *column) {
  const char *text = column->short_label != NULL ? column->short_label : column->label;
  return text != NULL ? text : column->id;
}

bool egb_people_numeric(const egb_table_column *column) {
  return column->kind == EGB_CELL_NUMBER || column->kind == EGB_CELL_INTEGER;
}

size_t egb_people_tree_column(const egb_table *table, const size_t *shown, size_t count) {
  if (table->indent == NULL)
    return count;
  for (size_t i = 0; i < count; i++)
    if (table->column[shown[i]].kind == EGB_CELL_TEXT)
      return i;
  return count;
}

size_t egb_people_raw(double number, char out[EGB_PEOPLE_NUMBER_MAX]) {
  size_t length = egb_number_shortest(number, out);
  if (length <= RAW_LENGTH || fabs(number) < RAW_SMALLEST || fabs(number) >= 1e15)
    return length;
  length = egb_number_fixed(number, RAW_DECIMALS, out);
  while (length > 0 && out[length - 1] == '0')
    length--;
  if (length > 0 && out[length - 1] == '.')
    length--;
  out[length] = '\0';
  return length;
}

double egb_people_enough(double needed, int decimals) {
  const double steps = pow(10, decimals);
  const double scaled = ceil(fabs(needed) * steps - 1e-6) / steps;
  return isfinite(scaled) ? copysign(scaled, needed) : needed;
}

int egb_people_decimals(const egb_table_column *column, int digits) {
  if (column->decimals == EGB_DECIMALS_AS_NEEDED)
    return EGB_DECIMALS_AS_NEEDED;
  return digits >= 0 ? digits : column->decimals >= 0 ? column->decimals : DECIMALS;
}

size_t egb_people_number(const egb_table_column *column, const egb_cell *cell, int digits,
                         char out[EGB_PEOPLE_NUMBER_MAX]) {
  out[0] = '\0';
  if (cell->kind == EGB_CELL_INTEGER)
    return (size_t)snprintf(out, EGB_PEOPLE_NUMBER_MAX, "%" PRId64, cell->as.integer);
  if (cell->kind != EGB_CELL_NUMBER)
    return 0;
  const int decimals = egb_people_decimals(column, digits);
  if (decimals == EGB_DECIMALS_AS_NEEDED)
    return egb_people_raw(cell->as.number, out);
  const double number = column->upward ? egb_people_enough(cell->as.number, decimals) : cell->as.number;
  return egb_number_fixed(number, decimals, out);
}
