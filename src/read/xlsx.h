/* xlsx.h - a sheet of a workbook (ECMA-376, Office Open XML) as CSV text.
 *
 * Values are taken as they are stored: numbers as the shortest text of the same double whatever their format shows,
 * dates (numbers that a date format shows) as ISO 8601, booleans TRUE and FALSE, errors such as #N/A, formulas as the
 * result that was saved with them. Line breaks inside a cell become a space, so that line n of the text is row n of the
 * sheet and places lead to rows; rows without a value are empty lines. Links out of the workbook are never followed.
 *
 * Refused, with what to do: .xls, .xlsb, .ods, encrypted workbooks, damaged ones, document types (entities), formulas
 * saved without a result, numbers that are none, rows or cells out of order, sizes beyond the limits below. Reading
 * needs minizip and expat; a library built without them (EGB_XLSX not defined), or that does not find them, refuses
 * every workbook and says so. */
#ifndef EGB_READ_XLSX_H
#define EGB_READ_XLSX_H

#include "base/arena.h"
#include "base/diag.h"
#include "base/sheet_limits.h"

#define EGB_XLSX_ENTRIES ((size_t)10000)      /* files in the zip archive */
#define EGB_XLSX_INFLATED ((uint64_t)1 << 30) /* bytes that are unpacked for one call */
#define EGB_XLSX_TEXT ((size_t)1 << 29)       /* bytes of the text, and of all texts of cells together */
#define EGB_XLSX_FILLED ((size_t)1 << 20)     /* cells that merged cells of the header repeat into */

/* The bytes are a zip archive or an old (or encrypted) Office file: a workbook, or something that the functions below
 * refuse with what it is and what to do. Neither can be CSV or YAML. */
bool egb_xlsx_is(const egb_source *source);

typedef struct egb_xlsx_sheet {
  const char *name;
  size_t rows, columns; /* up to the last cell that is not blank */
  bool hidden;
} egb_xlsx_sheet;

/* The sheets of cells in their order; diagrams are none. */
egb_status egb_xlsx_sheets(egb_arena *arena, const egb_source *source, egb_diag *diag, egb_xlsx_sheet **out,
                           size_t *count);

typedef struct egb_xlsx_options {
  const char *sheet; /* NULL: the first that is not hidden. A name (blanks around it and case do not matter when no name
                        is exactly this one), or a number from 1 */
  const char *range; /* "B5:K210", "B:K" or "5:210"; NULL: all */
  size_t header_last; /* merged cells that begin down to this row of the sheet repeat their value in every cell they
                         cover down to it; 0: none */
  egb_place place;    /* of the setting, for messages */
} egb_xlsx_options;

/* A sheet as CSV text (comma, LF, text cells quoted, all others bare). Blank cells at the ends of all rows, and blank
 * rows at the end, are cut; every other row with a value is as wide as the widest. The source is named FILE!SHEET. */
egb_status egb_xlsx_text(egb_arena *arena, const egb_source *source, const egb_xlsx_options *options, egb_diag *diag,
                         egb_source **out);

#endif
