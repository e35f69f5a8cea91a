/* csv.h - RFC 4180 records with places. Pulls one record at a time; fields are slices of the source where possible.
 *
 * Accepts a byte order mark, LF, CRLF, quoted fields with doubled quotes, commas and newlines inside quotes, a missing
 * last newline. Refused with a place: a quote that is never closed, text after a closing quote, a quote inside an
 * unquoted field, NUL, text that is not UTF-8, a lone CR, a field longer than 1 MiB, more than 65,535 fields. Ragged
 * rows are the caller's to refuse (it knows the header). Blank lines between records are skipped. A field ="004" in
 * quotes, as spreadsheets have it, is the text 004. */
#ifndef EGB_READ_CSV_H
#define EGB_READ_CSV_H

#include "base/arena.h"
#include "base/diag.h"

typedef struct egb_csv_field {
  const char *text; /* not NUL-terminated; unescaped copy in the arena when the field had doubled quotes */
  size_t length;
  egb_place place; /* of the text without its quotes */
  bool quoted;
} egb_csv_field;

typedef struct egb_csv {
  egb_arena *arena;
  const egb_source *source;
  char delimiter;
  size_t at; /* next byte */
  egb_csv_field *field;
  size_t field_count, field_room;
  egb_place record_place; /* of the whole record */
  bool failed;
  /* private */
  unsigned char ends[256]; /* bytes at which an unquoted field stops or is at fault */
  bool lone_cr_told;
} egb_csv;

#define EGB_CSV_FIELD ((size_t)1 << 20)
#define EGB_CSV_FIELDS ((size_t)65535)

/* Starts reading; checks the whole text's encoding first (EGB_REFUSED: nothing can be read). */
egb_status egb_csv_open(egb_csv *csv, egb_arena *arena, const egb_source *source, char delimiter, egb_diag *diag);
/* The next record in csv->field[0 .. field_count). EGB_OK with *more = false at the end. Reading continues after a
 * faulty record, so that all faults of a file are reported; the fault is in diag and csv->failed is set. */
egb_status egb_csv_next(egb_csv *csv, egb_diag *diag, bool *more);

#endif
