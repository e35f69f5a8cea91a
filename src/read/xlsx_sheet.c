#include "read/xlsx_sheet.h"

#include "base/codes.h"
#include "base/number.h"
#include "base/text.h"
#include "read/xlsx_date.h"
#include "read/xlsx_string.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef enum kind { KIND_NUMBER, KIND_SHARED, KIND_TEXT, KIND_BOOLEAN, KIND_ERROR, KIND_DATE } kind;

typedef struct reader {
  egb_xlsx_cells *cells;
  egb_xlsx_book *book;
  uint32_t row, column;           /* of the cell that is read */
  uint32_t next_row, next_column; /* the first that may follow, which one without a reference is */
  kind kind;
  bool is_date, has_value, has_formula, in_value;
  egb_xlsx_string string;
} reader;

/* A value that cannot be used: what is not kept is no fault. */
static egb_status cell_fault(const reader *r, const char *hint, const char *format, ...) EGB_PRINTF(3, 4);
static egb_status cell_fault(const reader *r, const char *hint, const char *format, ...) {
  if (r->cells->measure)
    return EGB_OK;
  char text[200], cell[12];
  va_list arguments;
  va_start(arguments, format);
  (void)vsnprintf(text, sizeof text, format, arguments);
  va_end(arguments);
  return egb_xlsx_refuse(&r->book->about, EGB_E_XLSX_CELL, hint, "sheet `%s`, cell %s: %s", r->cells->tab->name,
                         egb_xlsx_reference_text(r->row, r->column, cell), text);
}

/* ---- values ----------------------------------------------------------------------------------- */

static bool is_wanted(const reader *r) {
  const egb_xlsx_area *area = &r->cells->area;
  return r->row >= area->top && r->row <= area->bottom && r->column >= area->left && r->column <= area->right;
}

/* A cell that is not blank. */
static egb_status add_span(reader *r, egb_xlsx_span text, bool quoted) {
  egb_xlsx_cells *cells = r->cells;
  cells->rows = (size_t)r->row + 1;
  if (r->column >= cells->columns)
    cells->columns = (size_t)r->column + 1;
  if (cells->measure)
    return EGB_OK;
  if (cells->count == cells->room) {
    cells->cell = egb_xlsx_grow(r->book, cells->cell, sizeof *cells->cell, &cells->room);
    if (cells->cell == NULL)
      return EGB_NO_MEMORY;
  }
  cells->cell[cells->count++] = (egb_xlsx_cell){r->row, r->column, text, quoted};
  return EGB_OK;
}

static egb_status add_text(reader *r, const char *text, size_t length, bool quoted) {
  egb_xlsx_span span = {0, 0};
  if (!r->cells->measure) {
    const egb_buffer kept = {.text = (char *)(size_t)text, .length = length};
    const egb_status status = egb_xlsx_keep(r->book, &kept, &span);
    if (status)
      return status;
  }
  return add_span(r, span, quoted);
}

/* The value without the blanks of the file's layout. */
static const char *value_of(const reader *r, size_t *length) {
  const egb_buffer *text = &r->string.text;
  size_t first = 0, end = text->length;
  while (end > 0 && strchr(" \t\r\n", text->text[end - 1]) != NULL)
    end--;
  while (first < end && strchr(" \t\r\n", text->text[first]) != NULL)
    first++;
  *length = end - first;
  return end == 0 ? "" : text->text + first;
}

static egb_status add_number(reader *r, const char *text, size_t length) {
  double value;
  const egb_number_fault fault = egb_number_parse(text, length, &value);
  if (fault != EGB_NUMBER_OK && r->cells->measure)
    return add_text(r, text, length, false);
  if (fault != EGB_NUMBER_OK)
    return cell_fault(r, EGB_XLSX_SAVE_AGAIN, "`%.*s` is stored as a number: %s", (int)(length < 40 ? length : 40),
                      text, egb_number_fault_text(fault));
  char shown[EGB_NUMBER_MAX > EGB_XLSX_DATE_MAX ? EGB_NUMBER_MAX : EGB_XLSX_DATE_MAX];
  size_t size = r->is_date ? egb_xlsx_date(value, r->book->since_1904, shown) : 0;
  if (size == 0)
    size = egb_number_shortest(value, shown);
  return add_text(r, shown, size, false);
}

static egb_status add_shared(reader *r, const char *text, size_t length) {
  double value;
  const egb_xlsx_book *book = r->book;
  if (egb_number_parse(text, length, &value) != EGB_NUMBER_OK || !(value >= 0) || !(value < (double)book->shared_count))
    return cell_fault(r, EGB_XLSX_SAVE_AGAIN, "its text is not in the workbook's list of texts");
  const egb_xlsx_span span = book->shared[(size_t)value];
  return span.length == 0 || egb_xlsx_is_blank(book->pool.text + span.start, span.length) ? EGB_OK
                                                                                          : add_span(r, span, true);
}

/* ISO 8601 as strict workbooks store it; a date without a time has midnight behind it. */
static egb_status add_date(reader *r, const char *text, size_t length) {
  static const char midnight[] = "T00:00:00";
  for (size_t i = 0; i < length; i++)
    if (!egb_is_digit(text[i]) && strchr("-:.TZ+", text[i]) == NULL)
      return add_text(r, text, length, true);
  const size_t tail = sizeof midnight - 1;
  const char *found = length > tail ? text + length - tail : text;
  return add_text(r, text, found > text && memcmp(found, midnight, tail) == 0 ? length - tail : length, false);
}

static egb_status add_value(reader *r) {
  if (r->kind == KIND_TEXT) {
    egb_xlsx_string_finish(&r->string);
    const egb_buffer *text = &r->string.text;
    return text->length == 0 || egb_xlsx_is_blank(text->text, text->length)
               ? EGB_OK
               : add_text(r, text->text, text->length, true);
  }
  size_t length;
  const char *text = value_of(r, &length);
  if (length == 0)
    return EGB_OK;
  switch (r->kind) {
  case KIND_SHARED:
    return add_shared(r, text, length);
  case KIND_BOOLEAN:
    return *text == '0' ? add_text(r, "FALSE", 5, false) : add_text(r, "TRUE", 4, false);
  case KIND_ERROR:
    return add_text(r, text, length, false);
  case KIND_DATE:
    return add_date(r, text, length);
  case KIND_TEXT:
  case KIND_NUMBER:
    break;
  }
  return add_number(r, text, length);
}

/* ---- elements (ECMA-376-1, 18.3.1) ------------------------------------------------------------- */

/* Rows and cells may leave out where they are, and are then the next ones. */
static egb_status open_row(reader *r, const egb_xlsx_element *element) {
  const char *number = egb_xlsx_attribute(element, "r");
  uint32_t column;
  r->row = r->next_row;
  if (number != NULL && (!egb_is_digit(*number) || egb_xlsx_reference(number, &r->row, &column) != strlen(number)))
    return egb_xlsx_damaged(&r->book->about, "a row has a number that no sheet has");
  if (r->row < r->next_row || r->row >= EGB_XLSX_ROWS)
    return egb_xlsx_damaged(&r->book->about, "rows are out of order, or more than 1,048,576");
  r->next_row = r->row + 1;
  r->next_column = 0;
  return EGB_OK;
}

static kind kind_of(const char *type) {
  static const struct {
    const char *name;
    kind kind;
  } kinds[] = {{"s", KIND_SHARED},  {"str", KIND_TEXT}, {"inlineStr", KIND_TEXT},
               {"b", KIND_BOOLEAN}, {"e", KIND_ERROR},  {"d", KIND_DATE}};
  for (size_t i = 0; type != NULL && i < sizeof kinds / sizeof kinds[0]; i++)
    if (strcmp(type, kinds[i].name) == 0)
      return kinds[i].kind;
  return KIND_NUMBER;
}

static bool shows_date(const egb_xlsx_book *book, const char *style) {
  const unsigned long number = style != NULL && egb_is_digit(*style) ? strtoul(style, NULL, 10) : 0;
  return number < book->format_count && book->is_date[number];
}

static egb_status open_cell(reader *r, const egb_xlsx_element *element) {
  const char *place = egb_xlsx_attribute(element, "r");
  uint32_t row = r->row;
  r->column = r->next_column;
  if (place != NULL && (egb_xlsx_reference(place, &row, &r->column) != strlen(place) || row != r->row))
    return egb_xlsx_damaged(&r->book->about, "a cell is not in its row");
  if (r->column < r->next_column || r->column >= EGB_XLSX_COLUMNS)
    return egb_xlsx_damaged(&r->book->about, "cells are out of order, or more than 16,384 in a row");
  r->next_column = r->column + 1;
  r->kind = kind_of(egb_xlsx_attribute(element, "t"));
  r->is_date = shows_date(r->book, egb_xlsx_attribute(element, "s"));
  r->has_value = r->has_formula = false;
  egb_xlsx_string_begin(&r->string);
  return EGB_OK;
}

static egb_status add_merged(reader *r, const egb_xlsx_element *element) {
  egb_xlsx_cells *cells = r->cells;
  const char *text = egb_xlsx_attribute(element, "ref");
  egb_xlsx_area area;
  if (text == NULL || !egb_xlsx_area_parse(text, &area))
    return egb_xlsx_damaged(&r->book->about, "merged cells are not a part of the sheet");
  if (area.top >= cells->header_last)
    return EGB_OK;
  if (cells->merged_count == EGB_XLSX_FILLED)
    return egb_xlsx_refuse(&r->book->about, EGB_E_XLSX_SIZE, EGB_XLSX_SAVE_AGAIN, "more than a million merged cells");
  if (cells->merged_count == cells->merged_room) {
    cells->merged = egb_xlsx_grow(r->book, cells->merged, sizeof *cells->merged, &cells->merged_room);
    if (cells->merged == NULL)
      return EGB_NO_MEMORY;
  }
  cells->merged[cells->merged_count++] = area;
  return EGB_OK;
}

static egb_status open_element(void *context, const egb_xlsx_element *element) {
  reader *r = context;
  if (element->tag == EGB_XLSX_ROW && element->parent == EGB_XLSX_SHEET_DATA)
    return open_row(r, element);
  if (element->tag == EGB_XLSX_C && element->parent == EGB_XLSX_ROW)
    return open_cell(r, element);
  if (element->tag == EGB_XLSX_MERGE_CELL && element->parent == EGB_XLSX_MERGE_CELLS)
    return add_merged(r, element);
  if (element->parent == EGB_XLSX_C && element->tag == EGB_XLSX_F)
    r->has_formula = true;
  if (element->parent == EGB_XLSX_C && element->tag == EGB_XLSX_V)
    r->has_value = r->in_value = true;
  egb_xlsx_string_open(&r->string, element);
  return EGB_OK;
}

static egb_status read_text(void *context, egb_xlsx_tag tag, const char *text, size_t length) {
  reader *r = context;
  if (r->in_value && tag == EGB_XLSX_V)
    egb_buffer_add(&r->string.text, text, length);
  else
    egb_xlsx_string_text(&r->string, text, length);
  return EGB_OK;
}

static egb_status close_element(void *context, const egb_xlsx_element *element) {
  reader *r = context;
  egb_xlsx_string_close(&r->string, element);
  if (element->tag == EGB_XLSX_V)
    r->in_value = false;
  if (element->tag != EGB_XLSX_C || element->parent != EGB_XLSX_ROW || !is_wanted(r))
    return EGB_OK;
  if (r->string.text.failed)
    return EGB_NO_MEMORY;
  if (r->has_formula && !r->has_value && r->string.text.length == 0)
    return cell_fault(r, "open it in a spreadsheet program, which calculates, and save it again as .xlsx",
                      "a formula without a result");
  return add_value(r);
}

egb_status egb_xlsx_cells_read(egb_xlsx_cells *cells) {
  reader r = {.cells = cells, .book = cells->book};
  const egb_status status = egb_xlsx_xml_read(cells->book->zip, &cells->book->about, cells->tab->part,
                                              &(egb_xlsx_handler){&r, open_element, close_element, read_text});
  egb_buffer_clear(&r.string.text);
  return status;
}
