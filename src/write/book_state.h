/* book_state.h - what a book is while it is written: for the files that implement write/book.h.
 *
 * What a sheet has beside its cells is XML already, a buffer for each element of the part, in the order of their calls:
 * the part is put together at the end (book_sheet.c). */
#ifndef EGB_WRITE_BOOK_STATE_H
#define EGB_WRITE_BOOK_STATE_H

#include "write/archive.h"
#include "write/book_chart.h"

#include <stdint.h>

#define EGB_BOOK_SHEET_NAME ((size_t)32) /* bytes, NUL included: 31 characters are the most */
#define EGB_BOOK_DECIMALS 15
#define EGB_BOOK_WIDTH 8.43 /* characters in a column that has no width: Excel's own */
#define EGB_BOOK_OFFICE "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define EGB_BOOK_PACKAGE "http://schemas.openxmlformats.org/package/2006/"
#define EGB_BOOK_SHEETS "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define EGB_BOOK_XML "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
#define EGB_BOOK_RELATIONS EGB_BOOK_XML "<Relationships xmlns=\"" EGB_BOOK_PACKAGE "relationships\">"

/* XML of elements that are alike. */
typedef struct egb_book_list {
  egb_buffer xml;
  size_t count;
} egb_book_list;

/* Columns that are alike. */
typedef struct egb_book_column {
  size_t first, last;
  double characters;
  size_t style;
} egb_book_column;

typedef struct egb_book_page {
  char name[EGB_BOOK_SHEET_NAME];
  egb_packed *cells;       /* NULL: none yet */
  egb_buffer piece;        /* XML of the cells behind those */
  bool in_row;             /* a row is open: */
  size_t row, next_column; /* this one */
  size_t last_row, last_column;
  size_t row_at;           /* where its attributes end in the piece */
  double height;           /* points; 0: the usual one */
  egb_book_column *column; /* from left to right */
  size_t column_count, column_room;
  egb_book_list formats, rules, links;
  size_t frozen_rows, frozen_columns;
  bool filtered, printed, landscape, is_protected;
  egb_area filter;
  size_t repeated_rows, repeated_columns;
  egb_book_kept *kept;
  egb_book_plot *plots;
} egb_book_page;

/* A format of cells as styles.xml has it. */
typedef struct egb_book_style {
  egb_look look;
  bool formula;
} egb_book_style;

struct egb_book {
  egb_arena *arena;
  const char *title; /* NULL: none */
  egb_book_page **page;
  size_t count, room;
  egb_book_style *style;
  size_t style_count, style_room;
  uint16_t style_of[EGB_LOOK_COUNT][EGB_BOOK_DECIMALS + 2][EGB_LOOK_ROLE_COUNT][2][2]; /* and one; 0: none yet */
  egb_buffer names;                                                                    /* defined ones */
  bool computes;                                                                       /* some cell is a formula */
  bool failed;
};

/* The sheet, to be changed; NULL: there is none, or something failed before. */
egb_book_page *egb_book_page_at(egb_book *book, size_t sheet);
/* Room for one more in an array of the book's arena; false: a failure. */
bool egb_book_grow(egb_book *book, void **array, size_t count, size_t *room, size_t size);

/* book_rows.c */

/* Opens the row of a cell that is to be written now. A failure: the cell is out of order. */
void egb_book_reach(egb_book *book, egb_book_page *page, size_t row, size_t column);
/* The row is as high as the lines of a text in its column need. */
void egb_book_raise(egb_book_page *page, egb_look look, size_t column, const char *text);
/* Ends the row that is open. */
void egb_book_end_row(egb_book_page *page);
/* Characters. */
double egb_book_width_of(const egb_book_page *page, size_t column);

/* book_style.c */

/* The position of the format in styles.xml. */
size_t egb_book_style_of(egb_book *book, egb_look look, bool formula);
void egb_book_put_styles(egb_buffer *out, const egb_book *book);
/* The theme: colours, and fonts for each script. */
void egb_book_put_theme(egb_buffer *out, const egb_book *book);

/* book_sheet.c */

/* The whole part, into the open entry; it has the relationship rId1 where there are charts. */
void egb_book_put_sheet(egb_book *book, size_t sheet, egb_archive *archive, egb_buffer *scratch);

#endif
