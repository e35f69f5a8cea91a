/* sheet.h - a table as a sheet of a workbook (ECMA-376-1, part 18, SpreadsheetML).
 *
 * The columns and headers are those of CSV. Numbers are numbers with all their digits, shown with the decimals of their
 * column; texts are texts whatever they look like, inline in their cell; what is missing is no cell. There are no
 * formulas. The header stays in sight, columns are as wide as what they hold, rows can be filtered. */
#ifndef EGB_WRITE_SHEET_H
#define EGB_WRITE_SHEET_H

#include "model/table.h"
#include "write/archive.h"

#define EGB_SHEET_NAME 32 /* bytes, NUL included: 31 characters are the most */

typedef struct egb_sheet {
  const egb_table *table;
  char name[EGB_SHEET_NAME]; /* of letters, digits, `-` and `_` */
  const char *answers;       /* name of the sheet with the answers of its rules, column by column; NULL: none */
  size_t *shown;             /* positions of the columns, in order */
  size_t shown_count;
} egb_sheet;

/* Formats of cells, the positions in styles.xml. */
enum {
  EGB_STYLE_GENERAL = 0,
  EGB_STYLE_HEADER,
  EGB_STYLE_TEXT,
  EGB_STYLE_INTEGER,
  EGB_STYLE_DESCRIPTION, /* of a column, under its header */
  EGB_STYLE_DECIMALS     /* and so many decimals behind it, up to: */
};
#define EGB_STYLE_DECIMALS_MOST 15

/* The style of numbers of the column. */
int egb_sheet_style(const egb_table_column *column, int digits);
/* The columns shown, into sheet->shown (room for all). */
void egb_sheet_columns(egb_sheet *sheet);
/* The whole part. first: the one that opens; digits: as egb_people_number takes them. */
void egb_sheet_write(const egb_sheet *sheet, bool first, int digits, egb_archive *archive, egb_buffer *scratch);
/* Characters that a filter has: "$A$1:$F$20". */
void egb_sheet_area(egb_buffer *out, const egb_sheet *sheet);
/* True when its rows can be filtered: it has some, and none of them describes the columns. */
bool egb_sheet_is_filtered(const egb_sheet *sheet);

/* sheet_cells.c */

/* "C" for 2. */
void egb_sheet_letters(egb_buffer *out, size_t column);
void egb_sheet_text_cell(egb_buffer *out, const char *text, size_t row, size_t column, int style);
void egb_sheet_cell(egb_buffer *out, const egb_cell *cell, size_t row, size_t column, int style);
/* Text between tags, or in an attribute, which has one line. Bytes that are no UTF-8 and what XML 1.0 has no character
 * for become U+FFFD; controls are written as _xHHHH_ (22.9.2.19, ST_Xstring), and so is what looks like that. */
void egb_sheet_text(egb_buffer *out, const char *text);
void egb_sheet_attribute(egb_buffer *out, const char *text, size_t most);
/* UTF-16 units that the text of a cell takes; an escape counts in full, so that it fits in either way. */
size_t egb_sheet_units(const char *text);

#endif
