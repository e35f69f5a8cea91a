/* part.h - a run of some of the draws of an analysis, whose counts go into a file, and a run whose counts come from
 * files (parts/part_file.h).
 *
 * All that a run counts are sums of whole numbers, so that it does not matter who added what, in which order. Where
 * ranks are counted in bands (tally.h) there may be a second round: the same draws in parts again, counted rank by rank
 * inside the bands that the sums of the first round name. */
#ifndef EGB_SIMULATE_PART_H
#define EGB_SIMULATE_PART_H

#include "parts/part_file.h"
#include "score/plan.h"

/* Counts of the first round come from files, of which `first` has the readers, or are made here. They go to `out`, or
 * an answer is made of them; with both `first` and a number, `out` receives what the draws of this part count in the
 * second round. */
typedef struct egb_portion {
  egb_part_which which; /* number 0: all draws. refines: set by the run of a second round */
  egb_buffer *out;
  egb_part_set *first, *second;
  bool banded; /* set by a run that reads: order statistics are known to within bands, which a second round would end */
} egb_portion;

static inline bool egb_portion_reads(const egb_portion *portion) {
  return portion != NULL && portion->first != NULL;
}
static inline bool egb_portion_writes(const egb_portion *portion) {
  return portion != NULL && portion->out != NULL;
}
static inline bool egb_portion_refines(const egb_portion *portion) {
  return egb_portion_reads(portion) && portion->which.number > 0;
}

/* The draws of a part: whole walks, so that many as of the others or one walk more. *first is draws where there are
 * none. */
void egb_part_range(size_t draws, size_t number, size_t of, size_t *first, size_t *end);

/* A request for a part, or for what parts come to. */
typedef struct egb_part_request {
  egb_arena *arena;
  egb_uncertainty_options options; /* all members */
  egb_buffer lines;                /* of the files */
  egb_portion portion;
  egb_part_set first, second;
} egb_part_request;

/* Options as they were asked for, checked; draws: where these say nothing; unit: of a sensitivity, else SIZE_MAX. To be
 * ended, whatever the status. */
egb_status egb_part_begin(egb_part_request *request, const char *analysis, const egb_plan *plan,
                          const egb_results *results, size_t unit, const egb_uncertainty_options *options, size_t draws,
                          egb_diag *diag);
/* EGB_USAGE: there is no such part, as so many draws make `most`. */
egb_status egb_part_number(egb_part_request *request, size_t number, size_t of, size_t draws, size_t most,
                           egb_diag *diag);
/* EGB_USAGE: there are none; EGB_REFUSED. */
egb_status egb_part_read(egb_part_request *request, const egb_part *part, size_t count, bool second, egb_diag *diag);
/* Makes the file of what was counted. */
egb_status egb_part_write(egb_part_request *request, const egb_buffer *counts, char **bytes, size_t *length);
void egb_part_finish(egb_part_request *request);
/* Of a part that was stopped: EGB_UNCOMPUTABLE. */
egb_status egb_part_stopped(egb_diag *diag);

#endif
