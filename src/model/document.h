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
  EGB_BLOCK_TABLE
} egb_block_kind;

typedef struct egb_block {
  egb_block_kind kind;
  int level;
  const char *text; /* NULL for a table */
  egb_table *table;
  const char *name; /* of a table that was taken over: as a file of its own; no two are the same; NULL: none */
} egb_block;

struct egb_document {
  egb_table *head; /* schema, title, provenance and the arena; no rows */
  egb_block *block;
  size_t count;
  size_t finding[3]; /* of an audit, by severity */
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
/* A table in the document, shown with all its columns; freed with it. NULL: out of memory. */
egb_table *egb_document_table(egb_document *document, size_t columns, size_t rows);

/* Takes a table of another room over, with its title and notes: freed with the document, also after a failure. Its name
 * is the one in its schema, numbered from the second on. NULL: out of memory before. */
void egb_document_adopt(egb_document *document, egb_table *table);

/* Takes out the columns without any value. False: out of memory. */
bool egb_document_drop_empty(egb_table *table);

#endif
