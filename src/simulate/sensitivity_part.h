/* sensitivity_part.h - what sensitivity_run.c (the design), sensitivity_switches.c (one assumption at a time) and
 * sensitivity_part.c (what they find, in files) share. A part has some of the draws of assumptions switched alone and
 * some rows of the design, one by one: what is worked out of them are sums of numbers that are not whole. */
#ifndef EGB_SIMULATE_SENSITIVITY_PART_H
#define EGB_SIMULATE_SENSITIVITY_PART_H

#include "simulate/sensitivity.h"

#include <stdatomic.h>

typedef struct egb_sensitivity_run {
  egb_sensitivity_draft *s;
  const egb_uncertainty_options *options;
  egb_shift *shift; /* per draw of the replay in progress */
  double *scratch;  /* per thread, for correlations; NULL: none are wanted */
  size_t all;       /* draws of the whole run, for progress */
  egb_replay_answers *answers;
  atomic_bool stop;
  atomic_size_t done;
} egb_sensitivity_run;

/* What the runs of a row of the design come to. */
typedef struct egb_sensitivity_row {
  const char *failed; /* why there is none; NULL: there is */
  double *y;          /* of A, of B, of A with each assumption from B */
  size_t replaced;    /* runs that were made again without an assumption */
  const char *why;    /* the first of them */
} egb_sensitivity_row;

/* Which of so many draws or rows this run makes. */
void egb_sensitivity_range(const egb_sensitivity_draft *s, size_t count, size_t *first, size_t *end);
egb_status egb_sensitivity_replay(egb_sensitivity_run *r, const egb_draw *draw, size_t count, bool replace,
                                  egb_replay_failures *failures);
/* Lists the switches and their draws, and says how many these are; draw NULL: only counts. */
size_t egb_sensitivity_list_switches(egb_sensitivity_draft *s, egb_draw *draw);
egb_status egb_sensitivity_switches(egb_sensitivity_run *r);

/* Into the file of the draft's portion, and out of those of all: texts are in the scratch arena. What is wrong in a
 * file its reader says. */
void egb_sensitivity_put_draws(const egb_sensitivity_draft *s, const egb_shift *shift, const char *const *reason,
                               size_t count);
egb_status egb_sensitivity_get_draws(const egb_sensitivity_draft *s, egb_shift *shift, const char **reason,
                                     size_t draws);
void egb_sensitivity_put_row(const egb_sensitivity_draft *s, const egb_sensitivity_row *row);
egb_sensitivity_row egb_sensitivity_get_row(const egb_sensitivity_draft *s, egb_part_reader *in, double *y);

#endif
