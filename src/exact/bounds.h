/* bounds.h - best and worst rank under limits of the weights. The interface is in egovbench.h.
 *
 * With the same parts, b is above a when sum(w (b - a)) > 0 in the scale of the mean: linear in w. The largest and the
 * least value over {low <= w <= high, sum(w) = 1} are fractional knapsacks, which decide most pairs; for one unit the
 * best rank leaves the fewest of the others above it: a mixed integer program with a yes or no for every pair that is
 * not decided.
 *
 * Where parts differ the sign is that of sum(w (a - c)) W_b - sum(w (b - c)) W_a, with the weight W that each unit has
 * and any constant c: with W replaced by the middle of its range the form is linear, and the rest is bounded by `rest`.
 * The smaller the box, the smaller the rest: boxes are halved until it does not matter. */
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
typedef struct egb_duel {
  double *form;
  double rest;
} egb_duel;

/* room: 2 * count numbers. Neither may be a unit whose score is 0 whatever the weights. */
void egb_duel_make(const egb_view *view, const egb_box *box, size_t unit, size_t other, double *room, egb_duel *out);

/* Rank of a unit among `count` with these weights. */
size_t egb_view_rank(const egb_view *view, const double *weight, size_t unit, const size_t *among, size_t count);

/* ---- the search for one unit ----------------------------------------------------------------- */

/* One end of a unit's ranks in one box. */
typedef struct egb_quest {
  const egb_view *view;
  const egb_box *box;
  const size_t *among; /* all ranked units */
  size_t unit, ranked;
  bool worst;
  size_t settled; /* rank from the decided pairs alone: the best there can be, or the worst */
  egb_duel *duel; /* undecided pairs; forms for the best end, negated for the worst: wished to be >= 0 */
  size_t count;
  bool all_or_nothing;         /* only whether every undecided pair can go as wished */
  double seconds;              /* for the proof at most; 0: none */
  bool (*stop)(void *context); /* asked during the proof; true ends it */
  void *context;
} egb_quest;

typedef struct egb_found {
  size_t rank;    /* reached with `weight` */
  size_t proven;  /* no weights in the box go beyond */
  double *weight; /* of the box's size */
  bool solver;    /* linear programs could be solved */
} egb_found;

/* Improves what was found before: rank and weight must be reached ones. False: out of memory. */
bool egb_quest_go(egb_arena *arena, const egb_quest *quest, egb_found *found);
/* a is a better answer than b for that end. */
bool egb_quest_better(const egb_quest *quest, size_t a, size_t b);

#endif
