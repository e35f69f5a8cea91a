/* sweep.h - inside of sweeps: reading a grid, setting the weights of a scenario, what its results are gathered into.
 *
 * A scenario goes through the same functions as any change of weights (egb_plan_change_weights, egb_score_again), so
 * that its scores are those of the edited definition to the last digit. The kernel of simulations would be seven times
 * as fast (1.8 us a scenario of waseda-ten instead of 13), but its scores differ in the last digits, and a row of
 * numbers takes longer to write than to compute. */
#ifndef EGB_COMPARE_SWEEP_H
#define EGB_COMPARE_SWEEP_H

#include "model/sweep.h"
#include "parts/part_subject.h"
#include "score/resolve.h"

/* How siblings react to the weights of a scenario. */
typedef struct egb_sweep_rule {
  egb_rescale how;
  const char *from; /* the sibling that gives; NULL: none */
} egb_sweep_rule;

/* A plan whose weights are set scenario by scenario. */
typedef struct egb_sweep_setter {
  egb_plan plan;             /* a copy */
  const double *weight;      /* per node: as they are without the grid */
  egb_weight_change *change; /* one per axis, and one for the sibling that gives */
} egb_sweep_setter;

/* Reads the axes into the sweep, in its arena, and the rule. EGB_USAGE: every fault is reported. */
egb_status egb_sweep_read(const egb_plan *plan, const egb_sweep_options *options, egb_sweep *sweep,
                          egb_sweep_rule *rule, egb_diag *diag);
/* EGB_USAGE: the weights of some scenario are impossible; reported, with that scenario. */
egb_status egb_sweep_check(const egb_plan *plan, const egb_sweep *sweep, const egb_sweep_rule *rule, egb_diag *diag);
/* False: out of memory. */
bool egb_sweep_setter_make(const egb_plan *plan, const egb_sweep *sweep, egb_arena *arena, egb_sweep_setter *out);
/* Gives the setter's plan the weights of a scenario. */
egb_status egb_sweep_set(egb_sweep_setter *setter, const egb_sweep *sweep, const egb_sweep_rule *rule, size_t scenario,
                         egb_diag *diag);

/* ---- a run ----------------------------------------------------------------------------------- */

typedef struct egb_sweep_worker egb_sweep_worker;

/* Some of the scenarios, neighbours, are scored. */
typedef struct egb_sweep_run {
  egb_sweep *sweep; /* `done`: the number behind the last scenario of the range that has scores */
  const egb_plan *plan;
  egb_sweep_options options;
  egb_sweep_rule rule;
  egb_part_which which; /* of 0: all scenarios */
  size_t first, end;
  size_t threads;
  egb_sweep_worker *worker; /* per thread */
} egb_sweep_run;

/* Scores the range, but for what is kept of it; ends early when the caller wants that. */
egb_status egb_sweep_score_range(egb_sweep_run *r, egb_diag *diag);
size_t egb_sweep_threads(const egb_sweep_run *r);
/* Counts the scenarios that have no ranking, and finds out why the first has none. EGB_UNCOMPUTABLE: none has one. */
egb_status egb_sweep_count_failed(egb_sweep_run *r, egb_diag *diag);
void egb_sweep_run_end(egb_sweep_run *r);

/* ---- what is written of it ------------------------------------------------------------------- */

/* The scenarios of a part: as many as the others have, or one more. */
void egb_sweep_share(size_t count, size_t number, size_t of, size_t *first, size_t *end);
/* The file of the run's part; a piece of an unfinished run, of scenarios from `first` to before `end`. EGB_NO_MEMORY;
 * EGB_REFUSED: a file of data has other bytes by now. */
egb_status egb_sweep_put_part(const egb_sweep_run *r, egb_diag *diag, egb_buffer *file);
egb_status egb_sweep_put_piece(const egb_sweep_run *r, size_t first, size_t end, egb_diag *diag, egb_buffer *piece);
/* All scenarios from the files of all parts. EGB_REFUSED. */
egb_status egb_sweep_get_parts(egb_sweep_run *r, const egb_part *parts, size_t count, egb_diag *diag);
/* The first scenarios of the range from the pieces in the options, as far as these are whole: *usable bytes. Moves
 * `done`. EGB_REFUSED: they are of another run. */
egb_status egb_sweep_get_kept(egb_sweep_run *r, const char *name, egb_diag *diag, size_t *usable);

/* ---- figures --------------------------------------------------------------------------------- */

/* What each unit's ranks are over all scenarios that are done; what each scenario does to the ranking. In the sweep's
 * arena; EGB_NO_MEMORY. */
egb_status egb_sweep_find_units(egb_sweep *sweep);
egb_status egb_sweep_find_effects(egb_sweep *sweep, size_t threads);

#endif
