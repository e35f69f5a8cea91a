/* sweep.h - inside of sweeps: reading a grid, setting the weights of a scenario, what its results are gathered into.
 *
 * A scenario goes through the same functions as any change of weights (egb_plan_change_weights, egb_score_again), so
 * that its scores are those of the edited definition to the last digit. The kernel of simulations would be seven times
 * as fast (1.8 us a scenario of waseda-ten instead of 13), but its scores differ in the last digits, and a row of
 * numbers takes longer to write than to compute. */
#ifndef EGB_COMPARE_SWEEP_H
#define EGB_COMPARE_SWEEP_H

#include "model/sweep.h"
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

/* What each unit's ranks are over all scenarios that are done; what each scenario does to the ranking. In the sweep's
 * arena; EGB_NO_MEMORY. */
egb_status egb_sweep_find_units(egb_sweep *sweep);
egb_status egb_sweep_find_effects(egb_sweep *sweep, size_t threads);

#endif
