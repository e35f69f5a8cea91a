/* data_pieces.h - the rows of a large wide file, read in pieces by several threads (data_pieces.c). */
#ifndef EGB_LOAD_DATA_PIECES_H
#define EGB_LOAD_DATA_PIECES_H

#include "base/buffer.h"
#include "load/data_load.h"

#include <stdatomic.h>

#define EGB_PIECE_TILE 64 /* rows whose values are put into the columns at once */

/* What a field of a record is: a column of the block, by its number, or */
#define EGB_FIELD_UNUSED (-1)
#define EGB_FIELD_TEXT (-2) /* the unit; less than that: its names */

typedef struct egb_span {
  uint32_t at;   /* in the file */
  uint32_t copy; /* in the texts of the piece, with a NUL behind it */
  uint32_t length;
} egb_span;

/* Neighbouring records. */
typedef struct egb_piece {
  size_t from, to;   /* bytes: it has the records that begin behind the first line end of them, and that at `to` */
  size_t start, end; /* bytes of the records that were read */
  size_t row;        /* the first one's in the block, if no line end before is anything but the end of a row */
  size_t count;      /* rows that were read */
  bool whole;        /* no record is left that has to be read otherwise */
  egb_span *span;    /* per row: its unit and the names of it */
  uint32_t *hash;    /* per row: of the unit */
  size_t room;
  egb_buffer texts; /* of all spans: the piece's own text is not kept */
} egb_piece;

/* What a thread works with. */
typedef struct egb_piece_worker {
  double *tile;
  char *text; /* of a piece that is read from the file */
  size_t room;
} egb_piece_worker;

typedef struct egb_pieces {
  egb_table_file *file;
  egb_piece *piece;
  size_t count;
  size_t text_count;        /* texts of a row: its unit and the names of it */
  int again;                /* the file, open, where pieces are read from it; -1: the text is there */
  int32_t *use;             /* per field of a record */
  bool *bare;               /* per column of the block: a number written as most are is its value */
  egb_piece_worker *worker; /* per thread */
  atomic_bool *done;        /* per piece */
  atomic_flag taken;        /* some thread numbers units */
  atomic_size_t next;       /* the piece whose units are to be numbered next */
  atomic_bool stopped;      /* a record was found that has to be read otherwise: what is behind it, too */
  atomic_bool changed;      /* the file is not what it was */
} egb_pieces;

/* A piece of the text, to the end of its last record: text[0] is byte `base` of the file, a NUL is behind it. */
typedef struct egb_stretch_of_file {
  const char *text;
  size_t base, length;
} egb_stretch_of_file;

/* data_piece_text.c: finds it, or reads it again. EGB_NO_MEMORY; EGB_IO: the file is not what it was. */
egb_status egb_piece_text(const egb_pieces *pieces, egb_piece_worker *worker, const egb_piece *piece,
                          egb_stretch_of_file *out);
/* data_piece.c: reads the records of a piece, up to the first that has to be read otherwise. The place of its first row
 * is known. EGB_NO_MEMORY. */
egb_status egb_piece_read(const egb_pieces *pieces, const egb_stretch_of_file *source, double *tile, egb_piece *piece);

#endif
