/* source.h - a text that was read, and places in it. Lines and columns are worked out only when a message needs them.
 */
#ifndef EGB_BASE_SOURCE_H
#define EGB_BASE_SOURCE_H

#include "base/arena.h"

#include <stddef.h>
#include <stdint.h>

typedef struct egb_source egb_source;

/* Of a text of which only the start may be there (source_again.h). read: the rest as well, to where it belongs; false:
 * it is lost. */
typedef struct egb_again {
  bool (*read)(const egb_source *source);
  char *text;
  size_t head;           /* bytes that are there in any case */
  bool utf8;             /* all of it, and no NUL */
  char last;             /* byte */
  size_t block;          /* bytes of one */
  const uint32_t *lines; /* line feeds of each block */
} egb_again;

struct egb_source {
  const char *name; /* as shown in messages */
  const char *text; /* NUL-terminated; may hold other NULs when the file did */
  size_t length;    /* below 4 GiB */
  egb_again *again; /* NULL: the text is there; else egb_source_text has to be asked for all but its start */
};

/* The text, all of it; NULL: the file no longer has these bytes. */
static inline const char *egb_source_text(const egb_source *source) {
  return source->again == NULL || source->again->read(source) ? source->text : NULL;
}

/* Bytes [offset, offset + length) of a source; source NULL: no place. */
typedef struct egb_place {
  const egb_source *source;
  uint32_t offset;
  uint32_t length;
} egb_place;

/* Line and column from 1 (column in characters), and the extent of the line without its line end. A byte order mark is
 * not a column. */
typedef struct egb_line {
  size_t line, column;
  size_t start, length; /* bytes of the line in the source */
} egb_line;

egb_line egb_place_line(egb_place place); /* place.source must not be NULL; line 0: its text is lost */

/* The fields of a record of CSV that was read without a fault (read/csv.h), one after the other: for a place that a
 * message needs, and that was not kept. */
typedef struct egb_record {
  const egb_source *source;
  size_t at; /* where the next field begins, with its quote */
  char delimiter;
} egb_record;
/* The record whose first field begins at this byte; the source is borrowed. */
egb_record egb_record_at(const egb_source *source, size_t at, char delimiter);
/* The text of the next field, without its quotes; behind the last one nothing. */
egb_place egb_record_field(egb_record *record);

/* Lines and columns of many places of a source: egb_place_line reads the text from its start each time, this from the
 * start of the line, or from the place before, back or forth, where that is in the same line. */
typedef struct egb_line_starts {
  const egb_source *source;
  const uint32_t *start;
  size_t count;
  size_t line, offset, column; /* the place before; line from 0 */
} egb_line_starts;
/* False: out of memory. */
bool egb_line_starts_find(const egb_source *source, egb_arena *arena, egb_line_starts *out);
/* The line and the column of an offset, as egb_place_line has them; both 0: the text is lost. */
void egb_line_starts_place(egb_line_starts *starts, size_t offset, size_t *line, size_t *column);

#endif
