/* data_rows.h - a data file as records under a header, whether it is CSV or YAML.
 *
 * YAML is a list of maps, one per record; the header is every key in the order of first appearance, and a key that a
 * record lacks (or that is empty, ~ or null) is an empty field. */
#ifndef EGB_LOAD_DATA_ROWS_H
#define EGB_LOAD_DATA_ROWS_H

#include "base/names.h"
#include "model/dialect.h"
#include "model/origins.h"
#include "read/csv.h"
#include "read/yaml.h"

typedef struct egb_rows {
  const egb_source *source;
  egb_csv_field *header;
  size_t header_count;
  egb_place header_place;
  egb_names names;          /* of the headers: number = position, unless a header appears twice */
  egb_csv_field *field;     /* the record: header_count fields */
  egb_place place;          /* of the record */
  size_t count;             /* records given */
  bool failed;              /* a fault was reported */
  const egb_origin *origin; /* whose files look like this: NULL when `as:` names nobody, or no line has their headers */
  size_t unnamed;           /* columns without a header: noted, found by their places only */
  /* private */
  egb_arena *arena;
  const egb_dialect *dialect;
  size_t *where_at; /* per entry of the dialect's `where:`, its column */
  bool is_yaml;
  egb_csv csv;
  egb_yaml yaml;
  size_t at;
  size_t field_count;      /* of the record as it was read, which may not fit the header */
  egb_csv_field *unpacked; /* room for a record whose first cell was taken apart */
  size_t unpacked_room;
  egb_csv_field *line_above; /* of a header of several lines, the last one read */
  size_t line_above_count;
  size_t notes_not_before; /* `footer: notes`: behind this place more cells were seen */
} egb_rows;

/* Reads the header. EGB_REFUSED: the file cannot be read any further. rows live in the arena. */
egb_status egb_rows_open(egb_rows *rows, egb_arena *arena, const egb_source *source, const egb_dialect *dialect,
                         egb_diag *diag);
/* The next record with as many fields as the header; others are reported and skipped, and so are records of empty
 * fields. *more is false at the end. */
egb_status egb_rows_next(egb_rows *rows, egb_diag *diag, bool *more);
/* Position of a header, or of a column without one by its place from 1, `column 1`; EGB_NAMES_NONE. */
size_t egb_rows_find(const egb_rows *rows, const char *header);
/* For the parts of this reader. The next record of the file; where one cell holds several, they are taken apart. */
egb_status egb_rows_record(egb_rows *rows, egb_diag *diag, bool *more);
size_t egb_rows_filled(const egb_rows *rows); /* its cells that are not empty */
/* data_rows_header.c: puts the record below the lines of the header so far. */
egb_status egb_rows_join_header(egb_rows *rows);
/* data_rows_end.c: whether the table ends here, by its `footer:`; the lines from a place on, for a note. */
bool egb_rows_end_at_blank(const egb_rows *rows);
egb_status egb_rows_end_at_notes(egb_rows *rows, egb_diag *diag, bool *ends);
void egb_rows_note_footer(const egb_rows *rows, size_t from, const char *footer, egb_diag *diag);

#endif
