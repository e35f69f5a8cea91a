/* part.h - a share of the draws of an analysis as a file, and the files of all shares as one analysis.
 *
 * All that a run counts are sums of whole numbers, so that it does not matter who added what, in which order. A file is
 * lines of text that say what it is a part of, an empty line, the counts, and the SHA-256 of all that. Counts are
 * numbers of 7 bits a byte, the lowest first, the eighth bit set in all but the last; of a list, 0 is followed by how
 * many more zeros there are. What is real is eight bytes, the lowest first. Nothing in it depends on the machine.
 *
 * A file may be by anyone: whatever it says, it is read within its bytes, no count is larger than the draws it is of,
 * and counts that contradict each other are refused. */
#ifndef EGB_SIMULATE_PART_H
#define EGB_SIMULATE_PART_H

#include "base/buffer.h"
#include "model/results.h"
#include "score/plan.h"

#include <stdint.h>

#define EGB_PARTS_MAX 100000

/* ---- numbers --------------------------------------------------------------------------------- */

void egb_part_put(egb_buffer *out, uint64_t number);
void egb_part_put_real(egb_buffer *out, double number);
void egb_part_put_all(egb_buffer *out, const uint32_t *number, size_t count);
void egb_part_put_all_long(egb_buffer *out, const uint64_t *number, size_t count);

/* What is left of the counts. Once something was wrong everything is 0. */
typedef struct egb_part_reader {
  const unsigned char *at, *end;
  bool failed;
} egb_part_reader;

/* A number up to `most`. */
uint64_t egb_part_get(egb_part_reader *in, uint64_t most);
double egb_part_get_real(egb_part_reader *in); /* NaN or finite */
/* Adds to what there is. */
void egb_part_add_all(egb_part_reader *in, uint32_t *to, size_t count, uint32_t most);
void egb_part_add_all_long(egb_part_reader *in, uint64_t *to, size_t count, uint64_t most);
/* A text, in the arena; NULL: failed, or out of memory. */
const char *egb_part_get_text(egb_part_reader *in, egb_arena *arena);
void egb_part_put_text(egb_buffer *out, const char *text);

/* ---- files ----------------------------------------------------------------------------------- */

/* What a run is about, as lines of the file. */
typedef struct egb_part_subject {
  const char *analysis; /* "uncertainty", "acceptability" */
  const egb_plan *plan;
  const egb_results *results;
  const egb_uncertainty_options *options;
  size_t draws; /* the options', or the default */
  double level;
  size_t node;
} egb_part_subject;

/* A run of some of the draws: `out` receives what it counted; or none, of parts that were counted before. */
typedef struct egb_portion {
  const char *analysis;
  size_t number, of; /* the number of the part, from 1 */
  egb_buffer *out;
  const egb_part *part; /* those to merge, NULL: it is a part itself */
  size_t count;
  egb_part_reader *reader; /* of those, in the order of their draws */
} egb_portion;

/* The draws of a part: whole walks, so that many as of the others or one walk more. *first is draws where there are
 * none. */
void egb_part_range(size_t draws, size_t number, size_t of, size_t *first, size_t *end);
/* The file. EGB_NO_MEMORY. */
egb_status egb_part_close(const egb_part_subject *subject, const egb_portion *portion, egb_buffer *file);
/* Reads what the files are parts of, and refuses what is no part of this run, there twice or missing: EGB_REFUSED.
 * Fills in of the portion `of`, and `reader`, in the arena. */
egb_status egb_part_open(const egb_part_subject *subject, egb_portion *portion, egb_arena *arena, egb_diag *diag);

#endif
