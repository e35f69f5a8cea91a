/* document.h - the neutral document between contents and format: headings, paragraphs, items, formulas
 * and tables in their order. Builders fill it, document_write.c prints it; neither knows the other.
 *
 * Adding after a failed allocation does nothing; the failure is asked for once, at the end. */
#ifndef EGB_MODEL_DOCUMENT_H
#define EGB_MODEL_DOCUMENT_H

#include "base/buffer.h"
#include "model/table.h"

typedef enum egb_block_kind {
  EGB_BLOCK_HEADING = 0, /* level 2 and below; the title is level 1 */
  EGB_BLOCK_PARAGRAPH,
  EGB_BLOCK_ITEM, /* of a list */
  EGB_BLOCK_FORMULA,
  EGB_BLOCK_TABLE,
  EGB_BLOCK_FIGURE /* a picture of a table: formats without pictures show the table, if it has one of its own */
} egb_block_kind;

/* A piece of a block's text that leads elsewhere: `#anchor` in the document, an address, or a page beside this one in
 * the same format, by its name behind EGB_LINK_PAGE. */
#define EGB_LINK_PAGE "page:"
typedef struct egb_link {
  size_t begin, end; /* bytes of the text; links of a block do not overlap, and rise */
  const char *target;
} egb_link;

typedef struct egb_document_block {
  egb_block_kind kind;
  int level;
  const char *text; /* NULL for a table and a figure */
  egb_table *table;
  const char *anchor;  /* what the block is called inside the document; NULL: nothing. No two are the same */
  const char *picture; /* of a figure: an SVG element that needs the document's picture_style; NULL: none */
  egb_link *link;
  size_t link_count;
  bool pictured;    /* about a picture: formats without pictures leave it out */
  const char *name; /* of a table that was taken over: as a file of its own; no two are the same; NULL: none */
} egb_document_block;

struct egb_document {
  egb_table *head; /* schema, title, provenance and the arena; no rows */
  egb_document_block *block;
  size_t count;
  size_t finding[3];               /* of an audit, by severity */
  const char *picture_style;       /* style sheet of all pictures; NULL: none. Made by the program, not from input */
  const char *picture_definitions; /* an SVG element with what pictures share; NULL: none */
  egb_buffer payload;              /* JSON that a page computes with (live/payload.h); empty: it does not */
  size_t payload_at;               /* the block that the explorer is before: a heading of level 2 */
  bool failed;
};

/* NULL when memory ran out. */
egb_document *egb_document_new(const char *schema);
/* Text is copied. */
void egb_document_heading(egb_document *document, int level, const char *text);
void egb_document_text(egb_document *document, egb_block_kind kind, const char *text);
void egb_document_format(egb_document *document, egb_block_kind kind, const char *format, ...)
#if defined(__GNUC__)
    __attribute__((format(printf, 3, 4)))
#endif
    ;
/* Takes the text over and clears the buffer; nothing is added when it is empty. */
void egb_document_take(egb_document *document, egb_block_kind kind, egb_buffer *text);
/* The text kept as long as the document, and the buffer cleared; "" when memory ran out, which the document remembers.
 */
const char *egb_document_keep(egb_document *document, egb_buffer *text);
/* A table in the document, shown with all its columns; freed with it. NULL: out of memory. */
egb_table *egb_document_table(egb_document *document, size_t columns, size_t rows);

/* Takes a table of another room over, with its title and notes: freed with the document, also after a failure. Its name
 * is the one in its schema, numbered from the second on. NULL: out of memory before. */
void egb_document_adopt(egb_document *document, egb_table *table);

/* A picture with the table it was drawn from, which is taken over as egb_document_adopt takes it; NULL: a table that
 * the document has elsewhere. */
void egb_document_figure(egb_document *document, egb_table *table, const char *picture);

/* The block that was added last is about a picture. */
void egb_document_pictured(egb_document *document);
/* About the block that was added last. prefix and id together are its anchor: id may be any text. */
void egb_document_anchor(egb_document *document, const char *prefix, const char *id);
void egb_document_link(egb_document *document, size_t begin, size_t end, const char *target);
/* A text whose addresses lead where they say. */
void egb_document_text_linked(egb_document *document, egb_block_kind kind, const char *text);
/* The same of an item "what: text"; nothing where the text is NULL or "". */
void egb_document_fact(egb_document *document, const char *what, const char *text);
/* Appends id in letters, digits, `_` and `-`; other bytes as `.` and two hexadecimal digits, so that different ids stay
 * different. */
void egb_document_put_anchor(egb_buffer *out, const char *prefix, const char *id);

/* Takes out the columns without any value. False: out of memory. */
bool egb_document_drop_empty(egb_table *table);

#endif
