/* The part of one sheet: what stands around its cells. */
#include "base/number.h"
#include "base/utf8.h"
#include "write/people.h"
#include "write/sheet.h"

#include <string.h>

#define FLUSH ((size_t)1 << 16) /* bytes of XML before they are packed */
#define WIDTH_LEAST ((size_t)6)
#define WIDTH_MOST ((size_t)60)
#define WIDTH_FILLED_IN ((size_t)14) /* of a column that is still empty, under a heading of several lines */
#define PROMPT_TITLE ((size_t)32)    /* UTF-16 units that Excel takes: 18.3.1.32, dataValidation */
#define PROMPT_TEXT ((size_t)255)

int egb_sheet_style(const egb_table_column *column, int digits) {
  const int decimals = egb_people_decimals(column, digits);
  if (column->kind != EGB_CELL_NUMBER)
    return column->kind == EGB_CELL_INTEGER ? EGB_STYLE_INTEGER : EGB_STYLE_TEXT;
  if (decimals == EGB_DECIMALS_AS_NEEDED)
    return EGB_STYLE_GENERAL;
  return EGB_STYLE_DECIMALS + (decimals < EGB_STYLE_DECIMALS_MOST ? decimals : EGB_STYLE_DECIMALS_MOST);
}

void egb_sheet_columns(egb_sheet *sheet) {
  sheet->shown_count = 0;
  for (size_t i = 0; i < sheet->table->column_count; i++)
    if (!sheet->table->column[i].people_only)
      sheet->shown[sheet->shown_count++] = i;
}

bool egb_sheet_is_filtered(const egb_sheet *sheet) {
  return sheet->shown_count != 0 && sheet->table->row_count != 0 && sheet->table->head_rows == 0;
}

/* A column and a row of the sheet, from 0; absolute, with a dollar before each, or relative. */
static void put_reference(egb_buffer *out, size_t column, size_t row, const char *dollar) {
  egb_buffer_text(out, dollar);
  egb_sheet_letters(out, column);
  egb_buffer_format(out, "%s%zu", dollar, row + 1);
}

static void put_area(egb_buffer *out, const egb_sheet *sheet, const char *dollar) {
  put_reference(out, 0, 0, dollar);
  if (sheet->shown_count == 0)
    return;
  egb_buffer_char(out, ':');
  put_reference(out, sheet->shown_count - 1, sheet->table->row_count, dollar);
}

void egb_sheet_area(egb_buffer *out, const egb_sheet *sheet) {
  put_area(out, sheet, "$");
}

/* ---- above the cells -------------------------------------------------------------------------- */

static void put_view(egb_buffer *out, const egb_sheet *sheet, bool first) {
  const size_t rows = 1 + sheet->table->head_rows, columns = sheet->table->head_columns;
  egb_buffer_format(out, "<sheetViews><sheetView%s workbookViewId=\"0\"><pane", first ? " tabSelected=\"1\"" : "");
  if (columns != 0)
    egb_buffer_format(out, " xSplit=\"%zu\"", columns);
  egb_buffer_format(out, " ySplit=\"%zu\" topLeftCell=\"", rows);
  put_reference(out, columns, rows, "");
  const char *pane = columns != 0 ? "bottomRight" : "bottomLeft";
  egb_buffer_format(out, "\" activePane=\"%s\" state=\"frozen\"/><selection pane=\"%s\"/></sheetView></sheetViews>",
                    pane, pane);
}

static size_t cell_width(const egb_table_column *column, const egb_cell *cell, int digits) {
  char number[EGB_PEOPLE_NUMBER_MAX];
  if (cell->kind == EGB_CELL_TEXT)
    return egb_utf8_width(cell->as.text, strlen(cell->as.text));
  return egb_people_number(column, cell, digits, number);
}

/* As wide as the widest, within limits; what describes a column breaks its lines instead. */
static size_t width_of(const egb_sheet *sheet, size_t column, int digits) {
  const egb_table *table = sheet->table;
  const egb_table_column *about = &table->column[column];
  size_t width = egb_utf8_width(about->id, strlen(about->id));
  for (size_t row = table->head_rows; row < table->row_count && width < WIDTH_MOST; row++) {
    const size_t wide = cell_width(about, &table->cell[row * table->column_count + column], digits);
    width = wide > width ? wide : width;
  }
  const size_t least = table->head_rows != 0 ? WIDTH_FILLED_IN : WIDTH_LEAST;
  return (width < least ? least : width > WIDTH_MOST ? WIDTH_MOST : width) + 2;
}

static void put_columns(egb_buffer *out, const egb_sheet *sheet, int digits) {
  if (sheet->shown_count == 0)
    return;
  egb_buffer_text(out, "<cols>");
  for (size_t i = 0; i < sheet->shown_count; i++)
    egb_buffer_format(out, "<col min=\"%zu\" max=\"%zu\" width=\"%zu\" style=\"%d\" customWidth=\"1\"/>", i + 1, i + 1,
                      width_of(sheet, sheet->shown[i], digits),
                      egb_sheet_style(&sheet->table->column[sheet->shown[i]], digits));
  egb_buffer_text(out, "</cols>");
}

static void put_head(egb_buffer *out, const egb_sheet *sheet, bool first, int digits) {
  egb_buffer_text(out,
                  "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
                  "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><dimension ref=\"");
  put_area(out, sheet, "");
  egb_buffer_text(out, "\"/>");
  put_view(out, sheet, first);
  egb_buffer_text(out, "<sheetFormatPr defaultRowHeight=\"15\"/>");
  put_columns(out, sheet, digits);
  egb_buffer_text(out, "<sheetData>");
}

/* ---- cells ------------------------------------------------------------------------------------ */

static void put_header(egb_buffer *out, const egb_sheet *sheet) {
  egb_buffer_text(out, "<row r=\"1\">");
  for (size_t i = 0; i < sheet->shown_count; i++)
    egb_sheet_text_cell(out, sheet->table->column[sheet->shown[i]].id, 0, i, EGB_STYLE_HEADER);
  egb_buffer_text(out, "</row>");
}

/* A column of texts may hold numbers, as one of values of every kind does. */
static int style_of_cell(const egb_table_column *column, const egb_cell *cell, int digits) {
  if (cell->kind == EGB_CELL_TEXT)
    return EGB_STYLE_TEXT;
  if (cell->kind == EGB_CELL_INTEGER)
    return EGB_STYLE_INTEGER;
  return column->kind == EGB_CELL_NUMBER ? egb_sheet_style(column, digits) : EGB_STYLE_GENERAL;
}

static void put_row(egb_buffer *out, const egb_sheet *sheet, size_t row, int digits) {
  const egb_table *table = sheet->table;
  egb_buffer_format(out, "<row r=\"%zu\">", row + 2);
  for (size_t i = 0; i < sheet->shown_count; i++) {
    const egb_cell *cell = &table->cell[row * table->column_count + sheet->shown[i]];
    const int style =
        row < table->head_rows ? EGB_STYLE_DESCRIPTION : style_of_cell(&table->column[sheet->shown[i]], cell, digits);
    egb_sheet_cell(out, cell, row + 1, i, style);
  }
  egb_buffer_text(out, "</row>");
}

/* ---- below the cells -------------------------------------------------------------------------- */

/* The condition: one of the answers, which stand in a column of their own sheet, or a number within bounds. */
static void put_condition(egb_buffer *out, const egb_sheet *sheet, const egb_column_rule *rule, size_t list) {
  char low[EGB_NUMBER_MAX], high[EGB_NUMBER_MAX];
  if (rule->answer != NULL) {
    egb_buffer_format(out, "<formula1>%s!", sheet->answers);
    put_reference(out, list, 1, "$");
    egb_buffer_char(out, ':');
    put_reference(out, list, rule->answer_count, "$");
    egb_buffer_text(out, "</formula1>");
  } else if (rule->has_bounds) {
    egb_number_shortest(rule->bounds[0], low);
    egb_number_shortest(rule->bounds[1], high);
    egb_buffer_format(out, "<formula1>%s</formula1><formula2>%s</formula2>", low, high);
  }
}

static void put_rule(egb_buffer *out, const egb_sheet *sheet, size_t at, size_t list) {
  const egb_table *table = sheet->table;
  const egb_table_column *column = &table->column[sheet->shown[at]];
  const egb_column_rule *rule = column->rule;
  const char *type = rule->answer != NULL ? " type=\"list\"" : rule->has_bounds ? " type=\"decimal\"" : "";
  egb_buffer_format(out, "<dataValidation%s allowBlank=\"1\" showInputMessage=\"1\" showErrorMessage=\"1\"", type);
  if (rule->prompt != NULL) {
    egb_buffer_text(out, " promptTitle=\"");
    egb_sheet_attribute(out, column->id, PROMPT_TITLE);
    egb_buffer_text(out, "\" prompt=\"");
    egb_sheet_attribute(out, rule->prompt, PROMPT_TEXT);
    egb_buffer_char(out, '"');
  }
  egb_buffer_text(out, " sqref=\"");
  put_reference(out, at, 1 + table->head_rows, "");
  egb_buffer_char(out, ':');
  put_reference(out, at, table->row_count, "");
  egb_buffer_text(out, "\">");
  put_condition(out, sheet, rule, list);
  egb_buffer_text(out, "</dataValidation>");
}

static void put_rules(egb_buffer *out, const egb_sheet *sheet) {
  const egb_table *table = sheet->table;
  size_t count = 0, list = 0;
  for (size_t i = 0; i < sheet->shown_count && table->row_count > table->head_rows; i++)
    count += table->column[sheet->shown[i]].rule != NULL;
  if (count == 0)
    return;
  egb_buffer_format(out, "<dataValidations count=\"%zu\">", count);
  for (size_t i = 0; i < sheet->shown_count; i++) {
    const egb_column_rule *rule = table->column[sheet->shown[i]].rule;
    if (rule == NULL)
      continue;
    put_rule(out, sheet, i, list);
    list += rule->answer != NULL;
  }
  egb_buffer_text(out, "</dataValidations>");
}

static void put_tail(egb_buffer *out, const egb_sheet *sheet) {
  egb_buffer_text(out, "</sheetData>");
  if (egb_sheet_is_filtered(sheet)) {
    egb_buffer_text(out, "<autoFilter ref=\"");
    put_area(out, sheet, "");
    egb_buffer_text(out, "\"/>");
  }
  put_rules(out, sheet);
  egb_buffer_text(out, "</worksheet>");
}

/* Packs what was gathered, and gathers anew. */
static void flush(egb_archive *archive, egb_buffer *piece) {
  if (!piece->failed)
    egb_archive_add(archive, egb_buffer_string(piece), piece->length);
  piece->length = 0;
}

void egb_sheet_write(const egb_sheet *sheet, bool first, int digits, egb_archive *archive, egb_buffer *scratch) {
  scratch->length = 0;
  put_head(scratch, sheet, first, digits);
  if (sheet->shown_count != 0)
    put_header(scratch, sheet);
  for (size_t row = 0; row < sheet->table->row_count && sheet->shown_count != 0; row++) {
    put_row(scratch, sheet, row, digits);
    if (scratch->length > FLUSH)
      flush(archive, scratch);
  }
  put_tail(scratch, sheet);
  flush(archive, scratch);
}
