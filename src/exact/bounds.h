/* bounds.h - best and worst rank under limits of the weights. The interface is in egovbench.h.
 *
 * A unit's best rank is 1 and the fewest units that weights of the box {low <= w <= high, sum(w) = 1} leave above it,
 * its worst rank the most (M. Kadzinski, S. Greco and R. Slowinski, "Extreme ranking analysis in robust ordinal
 * regression", Omega 40 (2012), 488-501). Three steps find it:
 *
 *  - Pairs. With the same parts, b is above a when sum(w (b - a)) > 0 in the scale of the mean: linear in w. Its
 * largest and least value over the box are fractional knapsacks, which decide most pairs for all weights of the box.
 *  - A node of the search (bounds_node.c) is one box: the decided pairs are constants, and which of the others hold
 *    together is a mixed integer program, one binary variable per pair. A local search gives an incumbent, the program
 *    a bound.
 *  - Where parts differ the program is a relaxation, and branching over boxes (bounds_unit.c) closes the gap. The sign
 * is that of sum(w (a - c)) W_b - sum(w (b - c)) W_a, with the weight W that each unit has and any constant c: with W
 *    replaced by the middle of its range the form is linear, and what this leaves out is at most `rest` in size. Both
 *    factors of it shrink with the box. */
#ifndef EGB_EXACT_BOUNDS_H
#define EGB_EXACT_BOUNDS_H

#include "exact/exact.h"

/* Limits of the weights that sum to 1. */
typedef struct egb_box {
  double *low, *high;
  size_t count;
} egb_box;

/* Largest value of d * w in the box; at: weights that give it, may be NULL. The box must hold weights. */
double egb_box_most(const egb_box *box, const double *d, double *at);
/* It holds some weights. */
bool egb_box_holds(const egb_box *box);

/* A unit and another in a box: the unit is above where form * w > rest, and not where form * w < -rest. */
typedef struct egb_pair {
  double *form;
  double rest;
} egb_pair;

/* scratch: 2 * count numbers. Neither may be a unit whose score is 0 whatever the weights. */
void egb_pair_make(const egb_view *view, const egb_box *box, size_t unit, size_t other, double *scratch, egb_pair *out);

/* Rank of a unit among `count` with these weights. */
size_t egb_view_rank(const egb_view *view, const double *weight, size_t unit, const size_t *among, size_t count);

/* ---- one node of the search ------------------------------------------------------------------ */

/* A node of the search: one end of a unit's ranks in one box. */
typedef struct egb_search_node {
  const egb_view *view;
  const egb_box *box;
  const size_t *among; /* all ranked units */
  size_t unit, ranked;
  bool worst;
  size_t settled; /* rank from the decided pairs alone: a bound, the best there can be, or the worst */
  egb_pair *pair; /* undecided; forms for the best end, negated for the worst: the end is reached where they are >= 0 */
  size_t count;
  bool all_or_nothing;         /* only whether all undecided pairs can hold at once */
  double seconds;              /* for the proof at most; 0: none */
  bool (*stop)(void *context); /* asked during the proof; true ends it */
  void *context;
} egb_search_node;

/* The best rank found so far with the weights that give it, and the bound. */
typedef struct egb_incumbent {
  size_t rank;    /* that `weight` gives */
  size_t proven;  /* bound: no weights of the box give a better one */
  double *weight; /* of the box's size */
  bool solver;    /* linear programs could be solved */
} egb_incumbent;

/* Improves the incumbent, whose weights must give its rank, and sets its bound. False: out of memory. */
bool egb_search_node_solve(egb_arena *arena, const egb_search_node *node, egb_incumbent *incumbent);
/* a is a better answer than b for that end. */
bool egb_search_better(const egb_search_node *node, size_t a, size_t b);

/* ---- one unit -------------------------------------------------------------------------------- */

/* The ranks of one unit as egb_bounds_new has them, without programs: best and worst as far as a local search comes,
 * and what pairs alone prove. weights: of the view's parts, those that give the best rank, then the worst. EGB_USAGE:
 * it has no rank. */
egb_status egb_bounds_one(const egb_plan *plan, const egb_results *results, size_t unit, double percent, egb_diag *diag,
                          egb_rank_bounds *out, double *weights);

#endif
