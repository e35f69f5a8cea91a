/* part_file.h - a share of the work of an analysis as a file, and the files of all shares read again.
 *
 * A file is lines of text that say what it is a part of, an empty line, the counts, and the SHA-256 of all that. The
 * lines are the caller's: those that a part made here and now would have; a file fits when it has the same. Counts are
 * numbers of 7 bits a byte, the lowest first, the eighth bit set in all but the last; of a list, 0 is followed by how
 * many more zeros there are. What is real is eight bytes, the lowest first. Nothing in it depends on the machine.
 *
 * An analysis may have a second round, whose parts depend on what all of the first one counted: its files say by a
 * checksum which first round that is.
 *
 * A file may be by anyone: whatever it says, it is read within its bytes, and no number is larger than its reader
 * allows. Counts that contradict each other are for the reader to find, who sets `failed`. */
#ifndef EGB_PARTS_PART_FILE_H
#define EGB_PARTS_PART_FILE_H

#include "base/arena.h"
#include "base/buffer.h"
#include "base/diag.h"

#include <stdint.h>

#define EGB_PARTS_MAX 100000

/* ---- numbers --------------------------------------------------------------------------------- */

/* Append; out of memory, the buffer knows. `all` are lists, whose zeros are counted. */
void egb_part_put(egb_buffer *out, uint64_t number);
void egb_part_put_real(egb_buffer *out, double number);
void egb_part_put_all(egb_buffer *out, const uint32_t *number, size_t count);
void egb_part_put_all_long(egb_buffer *out, const uint64_t *number, size_t count);
void egb_part_put_text(egb_buffer *out, const char *text); /* its first 4096 bytes */

/* What is left of the counts. Once something was wrong everything is 0. */
typedef struct egb_part_reader {
  const unsigned char *at, *end;
  bool failed;
  const char *name; /* of the file, which begins at `begin` */
  const unsigned char *begin;
} egb_part_reader;

/* A number up to `most`. */
uint64_t egb_part_get(egb_part_reader *in, uint64_t most);
double egb_part_get_real(egb_part_reader *in); /* NaN or finite */
/* Adds to what there is. */
void egb_part_add_all(egb_part_reader *in, uint32_t *to, size_t count, uint32_t most);
void egb_part_add_all_long(egb_part_reader *in, uint64_t *to, size_t count, uint64_t most);
/* A text, in the arena; NULL: failed, or out of memory. */
const char *egb_part_get_text(egb_part_reader *in, egb_arena *arena);
/* EGB_REFUSED: the reader has failed, or there is more in the file than was read. */
egb_status egb_part_end(const egb_part_reader *in, egb_diag *diag);

/* ---- what a file is a part of ---------------------------------------------------------------- */

/* A line each: a key without a space, then texts in quotes (NULL: "-"), or the SHA-256 of many bytes. */
void egb_part_line(egb_buffer *lines, const char *key, const char *text);
void egb_part_line_list(egb_buffer *lines, const char *key, const char *const *texts);
void egb_part_line_sum(egb_buffer *lines, const char *key, const egb_buffer *of);

/* ---- files ----------------------------------------------------------------------------------- */

#define EGB_PART_SUM 65 /* a checksum in hexadecimal digits */

/* Which part: number, from 1, of how many; of a second round the checksum of the first, else "". */
typedef struct egb_part_which {
  size_t number, of;
  char refines[EGB_PART_SUM];
} egb_part_which;

/* The file. EGB_NO_MEMORY. */
egb_status egb_part_close(const egb_buffer *lines, const egb_part_which *which, const egb_buffer *counts,
                          egb_buffer *file);

/* The files of one round. */
typedef struct egb_part_set {
  size_t of;               /* parts; 0: there are none */
  egb_part_reader *reader; /* of their counts, in their order */
  char refines[EGB_PART_SUM];
} egb_part_set;

/* Reads what the files are parts of, and refuses what is no part of the run that the lines are of, there twice or
 * missing: EGB_REFUSED. second NULL: there is no second round, and none of its files is taken. Readers and names live
 * in the arena, or as long as the files. */
egb_status egb_part_open(const egb_buffer *lines, const egb_part *part, size_t count, egb_arena *arena, egb_diag *diag,
                         egb_part_set *first, egb_part_set *second);

#endif
