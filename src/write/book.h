/* book.h - a workbook that computes (ECMA-376-1, part 18, SpreadsheetML): sheets whose cells are texts, numbers and
 * formulas with the values they have now, inputs with what may be typed into them, conditional formats, charts, names,
 * and how a sheet is printed. The bytes are the same for the same calls.
 *
 * A sheet's cells are added row by row, and within a row from left to right: each is packed where it is added, so that
 * a book takes the memory of its packed XML, half a megabyte for each sheet with many cells, and what charts show.
 * Sheets may be filled in turn. A chart is added before the cells that it refers to, the width of a column before its
 * cells; everything else about a sheet at any time.
 *
 * Names of sheets, defined names, and text of formulas are the program's own and ASCII; what users wrote is only ever a
 * text cell, a prompt, or a title that refers to a cell; no character of it acts on a spreadsheet. Rows and columns
 * count from 0 and are within base/sheet_limits.h, the caller's to check, as is the order of the cells: what does not
 * keep to either is a failure. A failure (memory, or these) is kept until the end, and no call does anything after it.
 *
 * What Excel bounds is cut, or written otherwise: the text of a cell after 32,767 UTF-16 units and that of a prompt
 * after 255 (32 of its title), with an ellipsis; a formula of more than EGB_FORMULA_MOST characters is its value, in
 * the role FIXED; of links beyond 65,530 on a sheet only the text is left. A text in quotes inside a formula has at
 * most 255 characters, which is the caller's to heed. */
#ifndef EGB_WRITE_BOOK_H
#define EGB_WRITE_BOOK_H

#include "base/buffer.h"
#include "model/table.h"

/* How a cell looks. */
typedef enum egb_look_kind {
  EGB_LOOK_GENERAL = 0,
  EGB_LOOK_TITLE,       /* of a sheet */
  EGB_LOOK_HEADER,      /* of a column; several lines where it is narrow */
  EGB_LOOK_TEXT,        /* text whatever is typed into it; of a formula: GENERAL */
  EGB_LOOK_DESCRIPTION, /* small, several lines */
  EGB_LOOK_NUMBER,      /* with .decimals */
  EGB_LOOK_PERCENT,     /* with .decimals */
  EGB_LOOK_COUNT
} egb_look_kind;
/* What a cell is for; colours differ, and so does a pattern or a font, for who sees no colours. */
typedef enum egb_look_role {
  EGB_ROLE_PLAIN = 0,
  EGB_ROLE_INPUT, /* to be changed: weights, the scenario, the unit of a profile */
  EGB_ROLE_FORMULA,
  EGB_ROLE_FIXED,  /* a value where a formula cannot say it */
  EGB_ROLE_FILLED, /* a value that was not observed */
  EGB_ROLE_FAULT,  /* a check that fails */
  EGB_ROLE_LINK,   /* leads elsewhere: egb_book_link */
  EGB_LOOK_ROLE_COUNT
} egb_look_role;
typedef struct egb_look {
  egb_look_kind kind;
  int decimals; /* 0 to 15; -1: as needed; of a percentage: 2 */
  egb_look_role role;
  bool bold;
} egb_look;

typedef struct egb_area {
  size_t row, column, last_row, last_column; /* both ends included */
} egb_area;

typedef struct egb_book egb_book;

#define EGB_FORMULA_MOST ((size_t)8192) /* characters of a formula */

/* title: NULL: none; copied. NULL: out of memory. Whether the library can write one: egb_archive_lacks. */
egb_book *egb_book_new(const char *title);
void egb_book_free(egb_book *book);
/* A sheet behind those there are; its number. name: ASCII letters, digits, `-` and `_`, at most 31, unlike others. */
size_t egb_book_sheet(egb_book *book, const char *name);

/* ---- cells */
/* EMPTY: an empty cell that keeps its look, as is a text without characters and a number that is not finite. An integer
 * that a double does not hold is a text. */
void egb_book_cell(egb_book *book, size_t sheet, size_t row, size_t column, egb_look look, const egb_cell *cell);
void egb_book_text(egb_book *book, size_t sheet, size_t row, size_t column, egb_look look, const char *text);
void egb_book_number(egb_book *book, size_t sheet, size_t row, size_t column, egb_look look, double value);
/* formula: without `=`, English names of functions, commas; value: what it gives now: a number, a text (borrowed until
 * the call returns), or EMPTY: the empty text. Functions younger than ECMA-376 1st edition carry _xlfn. */
void egb_book_formula(egb_book *book, size_t sheet, size_t row, size_t column, egb_look look, const char *formula,
                      const egb_cell *value);
/* The same of a formula whose ranges are taken cell by cell, as IF() takes them in no other (18.3.1.40, t="array"). */
void egb_book_array(egb_book *book, size_t sheet, size_t row, size_t column, egb_look look, const char *formula,
                    const egb_cell *value);
/* The cell (in EGB_ROLE_LINK) leads to another of the book. */
void egb_book_link(egb_book *book, size_t sheet, size_t row, size_t column, size_t to_sheet, size_t to_row,
                   size_t to_column);

/* ---- references in formulas */
enum { EGB_FIX_NONE = 0, EGB_FIX_ROW = 1, EGB_FIX_COLUMN = 2, EGB_FIX_BOTH = 3 };
/* A name of a sheet is in quotes where a reference needs them. "$B$7", or "Weights!$B$7" with a sheet's name (NULL: the
 * same sheet). */
void egb_book_reference(egb_buffer *out, const char *sheet, size_t row, size_t column, int fix);
void egb_book_range(egb_buffer *out, const char *sheet, egb_area area, int fix);

/* ---- about a sheet */
void egb_book_freeze(egb_book *book, size_t sheet, size_t rows, size_t columns);
/* From left to right, each column once, and before cells of several lines: their row is made as high as those need.
 * look: of cells that nothing is written to. */
void egb_book_width(egb_book *book, size_t sheet, size_t first, size_t last, double characters, egb_look look);
void egb_book_filter(egb_book *book, size_t sheet, egb_area area);
/* One page wide or, where letters would be less than half their size, as few as needed; charts beside the cells are on
 * pages of their own; rows and columns repeated on each; header and footer name the sheet, the book and the page. */
void egb_book_print(egb_book *book, size_t sheet, bool landscape, size_t repeated_rows, size_t repeated_columns);
/* Only cells in EGB_ROLE_INPUT may be changed, until the protection is lifted, which takes no password; formulas stay
 * visible, columns can be made wider, rows filtered. */
void egb_book_protect(egb_book *book, size_t sheet);

/* ---- inputs */
/* One of the cells of a range, by reference ("Lists!$A$2:$A$9"); a number within limits; anything. title and prompt are
 * shown while a cell is filled in, and when what was typed is refused; NULL: none. */
void egb_book_choose(egb_book *book, size_t sheet, egb_area area, const char *range, const char *title,
                     const char *prompt);
void egb_book_limit(egb_book *book, size_t sheet, egb_area area, double least, double most, const char *title,
                    const char *prompt);
void egb_book_prompt(egb_book *book, size_t sheet, egb_area area, const char *title, const char *prompt);

/* ---- conditional formats */
void egb_book_bars(egb_book *book, size_t sheet, egb_area area, double least, double most);
/* From light to dark, the best value the darkest; safe for the colour-blind. */
typedef enum egb_best { EGB_BEST_HIGHEST = 0, EGB_BEST_LOWEST } egb_best;
void egb_book_colours(egb_book *book, size_t sheet, egb_area area, egb_best best);
/* formula: of the area's first cell. */
void egb_book_when(egb_book *book, size_t sheet, egb_area area, const char *formula, egb_look_role role);

/* ---- names and charts */
void egb_book_name(egb_book *book, const char *name, const char *reference);
typedef enum egb_chart_kind {
  EGB_CHART_BARS = 0, /* lying, the first category on top */
  EGB_CHART_STACKED,
  EGB_CHART_RADAR,
  EGB_CHART_SCATTER
} egb_chart_kind;
typedef struct egb_range {
  size_t sheet;
  egb_area area; /* a row or a column of cells */
} egb_range;
typedef struct egb_chart_series {
  egb_range name;   /* the cell with it */
  egb_range labels; /* names of categories; of a scatter: x */
  egb_range values;
} egb_chart_series;
typedef struct egb_chart {
  egb_chart_kind kind;
  const egb_range *title;         /* the cell with it; NULL: none */
  const egb_range *labels_title;  /* of the axis of labels; NULL: none */
  const egb_range *values_title;  /* of the axis of values; NULL: none */
  const egb_chart_series *series; /* told apart by colour, and by pattern, dashes or markers */
  size_t count;
  egb_area place;     /* the cells that it covers */
  double least, most; /* of the axis of values; both 0: as needed, with 0 where bars begin */
} egb_chart;
/* Before the cells that it refers to are added: it is written with the values that they are given, which viewers show
 * that do not compute. An empty text of a formula counts as 0 in a spreadsheet: NA() leaves a gap. */
void egb_book_chart(egb_book *book, size_t sheet, const egb_chart *chart);

/* The bytes, appended; the book is only fit to be freed then. False: a failure, now or before. */
bool egb_book_write(egb_book *book, egb_buffer *out);

#endif
