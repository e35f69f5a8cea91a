/* dialect.h - what a file's dialect means for its text: where the header begins, what separates cells, how numbers are
 * written, and which line is probably the header when it was not found where it should be. */
#ifndef EGB_LOAD_DIALECT_H
#define EGB_LOAD_DIALECT_H

#include "base/number.h"
#include "model/dialect.h"
#include "model/origins.h"
#include "read/csv.h"

#define EGB_MINUS "\xE2\x88\x92" /* U+2212 */
/* Lines that may be the header. */
#define EGB_DIALECT_LINES 40

/* EGB_REFUSED, reported: the bytes are a compressed file, as publishers offer for download. */
egb_status egb_dialect_check_text(const egb_source *source, egb_diag *diag);
/* A text whose only line ends are carriage returns, as spreadsheets on a Mac write it, with line feeds in their places;
 * any other as it is. */
egb_status egb_dialect_lines(egb_arena *arena, const egb_source *source, const egb_source **out);
/* As declared; else as a first line `sep=;` says; else the tab in .tsv and .tab files, the comma in others. */
char egb_dialect_delimiter(const egb_dialect *dialect, const egb_source *source);
/* The word that `delimiter:` takes for it. */
const char *egb_delimiter_name(char delimiter);
/* The word that `thousands:` takes for it. */
const char *egb_thousands_name(char mark);
/* Where the first line behind a byte order mark and a line `sep=;` begins. */
size_t egb_dialect_start(const egb_source *source);
/* The first line, among the first, that has all headers of a publisher's signature as cells; 0: none. */
size_t egb_dialect_find_header(const egb_source *source, char delimiter, const egb_origin *origin);
/* Where a line (from 1) begins; the length of the text when it has fewer. */
size_t egb_dialect_line(const egb_source *source, size_t line);
/* A number as the dialect writes it; its minus sign may be U+2212 in place of the hyphen. The fault is that of
 * egb_number_parse. */
egb_number_fault egb_dialect_number(const egb_dialect *dialect, const char *text, size_t length, double *out);
/* The same of a cell; a number that a workbook stores has a point. */
egb_number_fault egb_dialect_cell(const egb_dialect *dialect, const egb_csv_field *field, double *out);
/* Among the first lines below `above`, the one that has a cell `wanted`, or, when that is NULL, the first one with two
 * cells or more and as many as the line below it; 0: none. */
size_t egb_dialect_guess_header(const egb_source *source, char delimiter, const char *wanted, size_t above);

/* Cells of a line (from 1) that are not empty, and all of them. */
size_t egb_dialect_cells(const egb_source *source, size_t line, char delimiter);
size_t egb_dialect_fields(const egb_source *source, size_t line, char delimiter);

#endif
