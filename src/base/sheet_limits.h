/* sheet_limits.h - how large a sheet of a workbook can be: Excel's own limits ("Excel specifications and limits"). */
#ifndef EGB_BASE_SHEET_LIMITS_H
#define EGB_BASE_SHEET_LIMITS_H

#define EGB_XLSX_ROWS ((size_t)1048576)
#define EGB_XLSX_COLUMNS ((size_t)16384)
#define EGB_XLSX_CELL_TEXT ((size_t)32767) /* UTF-16 units of the text in a cell */

#endif
