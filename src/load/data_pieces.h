/* data_pieces.h - the rows of a large wide file, read in pieces by several threads (data_pieces.c). */
#ifndef EGB_LOAD_DATA_PIECES_H
#define EGB_LOAD_DATA_PIECES_H

#include "load/data_load.h"

#include <stdatomic.h>

#define EGB_PIECE_TILE 64 /* rows whose values are put into the columns at once */

/* What a field of a record is: a column of the block, by its number, or */
#define EGB_FIELD_UNUSED (-1)
#define EGB_FIELD_TEXT (-2) /* the unit; less than that: its names */

typedef struct egb_span {
  uint32_t offset, length;
} egb_span;

/* Neighbouring records. */
typedef struct egb_piece {
  size_t start, end; /* bytes of its records */
  size_t row;        /* the first one's in the block, if no line end before is anything but the end of a row */
  size_t count;      /* rows that were read */
  bool whole;        /* no record is left that has to be read otherwise */
  egb_span *span;    /* per row: its unit and the names of it */
  uint32_t *hash;    /* per row: of the unit */
  size_t room;
} egb_piece;

typedef struct egb_pieces {
  egb_table_file *file;
  size_t from, size, count; /* where the first begins, bytes of each, and how many there are */
  size_t text_count;        /* texts of a row: its unit and the names of it */
  size_t tile_size;
  int32_t *use; /* per field of a record */
  bool *bare;   /* per column of the block: a number written as most are is its value */
  double *tile; /* per thread */
  egb_piece *piece;
  atomic_bool *done;   /* per piece */
  atomic_flag taken;   /* some thread numbers units */
  atomic_size_t next;  /* the piece whose units are to be numbered next */
  atomic_bool stopped; /* a record was found that has to be read otherwise: what is behind it, too */
} egb_pieces;

/* data_piece.c: reads the records that begin in a piece, up to the first that has to be read otherwise. The place of
 * its first row is known. EGB_NO_MEMORY. */
egb_status egb_piece_read(const egb_pieces *pieces, double *tile, size_t number);

#endif
