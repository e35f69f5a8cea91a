/* xlsx_book.h - a workbook that is open: its sheets, and where the parts they share are. */
#ifndef EGB_READ_XLSX_BOOK_H
#define EGB_READ_XLSX_BOOK_H

#include "base/buffer.h"
#include "read/xlsx.h"
#include "read/xlsx_xml.h"

typedef struct egb_xlsx_tab {
  const char *name, *id; /* id: of the relationship that leads to its part */
  const char *part;      /* NULL: no sheet of cells */
  bool hidden;
} egb_xlsx_tab;

/* A text in the pool. */
typedef struct egb_xlsx_span {
  uint32_t start, length;
} egb_xlsx_span;

typedef struct egb_xlsx_book {
  egb_arena *arena; /* of its own: gone when it is closed */
  egb_xlsx_about about;
  egb_zip *zip;
  egb_xlsx_tab *tab; /* the sheets of cells, in their order */
  size_t tab_count, tab_room;
  const char *strings, *styles; /* parts; NULL: none */
  bool since_1904;              /* dates count from 1904, as old Macintosh files do */
  egb_buffer pool;              /* all texts: shared ones, then those of cells */
  egb_xlsx_span *shared;
  size_t shared_count, shared_room;
  bool *is_date; /* per cell format */
  size_t format_count;
} egb_xlsx_book;

/* Opens a workbook: its sheets, shared strings and formats of dates. Close it whatever the status. */
egb_status egb_xlsx_book_open(const egb_xlsx_about *about, egb_xlsx_book *out);
void egb_xlsx_book_close(egb_xlsx_book *book);
/* The parts of it, called by the one above. */
egb_status egb_xlsx_strings_read(egb_xlsx_book *book);
egb_status egb_xlsx_styles_read(egb_xlsx_book *book);

/* Twice the room of a list that is full, in the arena of the book. NULL: out of memory. */
void *egb_xlsx_grow(egb_xlsx_book *book, const void *list, size_t size, size_t *room);
/* Keeps a text in the pool. EGB_NO_MEMORY; EGB_REFUSED: more than EGB_XLSX_TEXT. */
egb_status egb_xlsx_keep(egb_xlsx_book *book, const egb_buffer *text, egb_xlsx_span *out);

#endif
