/* One node of the search: a local search for the incumbent, then a bound by a mixed integer program.
 *
 * The program minimises the number of undecided pairs that fail, sum(z), over the weights of the box:
 *
 *     form_i * w + M_i z_i >= -rest_i,  z_i in {0, 1},  sum(z) <= one less than the incumbent fails.
 *
 * It is a relaxation. For weights that reach the end for pair i form_i * w >= -rest_i holds (bounds.h), so that z_i = 0
 * is feasible; for all others z_i = 1 is, as M_i is -rest_i less the least of form_i * w in the box, a fractional
 * knapsack. Its optimum, and any bound of it that an interrupted solver has proven by its own branch and bound (A. H.
 * Land and A. G. Doig, Econometrica 28 (1960), 497-520), is therefore no larger than the number of pairs that any
 * weights fail; numbers of pairs are whole, so that the bound is rounded up. The last row is a cut: only a better
 * incumbent is of interest, and without one the incumbent is proven. With rest 0 and without ties the program is exact.
 * Its weights are never believed: they are moved into the box and their rank is counted from the scores. */
#include "exact/bounds.h"

#include "stats/lp.h"
#include "stats/order.h"

#include <string.h>

#define ROUNDS 40
#define DIRECTIONS 64 /* failing pairs that one round tries to mend, at most twice as many */
#define WHOLE 1e-6    /* a proven cost this much below a whole number is taken for it */

bool egb_search_better(const egb_search_node *node, size_t a, size_t b) {
  return node->worst ? a > b : a < b;
}

/* The rank when `failed` of the undecided pairs fail. */
static size_t rank_with(const egb_search_node *node, size_t failed) {
  return node->worst ? node->settled - failed : node->settled + failed;
}

static double product(const double *a, const double *b, size_t count) {
  double sum = 0;
  for (size_t i = 0; i < count; i++)
    sum += a[i] * b[i];
  return sum;
}

static void try_weights(const egb_search_node *node, const double *weight, egb_incumbent *incumbent) {
  const size_t rank = egb_view_rank(node->view, weight, node->unit, node->among, node->ranked);
  if (!egb_search_better(node, rank, incumbent->rank))
    return;
  incumbent->rank = rank;
  memcpy(incumbent->weight, weight, node->box->count * sizeof *weight);
}

/* ---- local search ---------------------------------------------------------------------------- */

typedef struct descent {
  const egb_search_node *node;
  double *here, *there, *sum; /* weights; a direction */
  double *at, *turn; /* per pair: where along the way it changes, and by how much; behind them scratch to sort */
  size_t failed;     /* pairs that fail here */
} descent;

static size_t failing(const egb_search_node *node, const double *weight) {
  size_t failed = 0;
  for (size_t i = 0; i < node->count; i++)
    failed += product(node->pair[i].form, weight, node->box->count) < 0;
  return failed;
}

/* The best place on the way from here to there: in the middle between two changes. True when it is better than here. */
static bool step(descent *w) {
  const egb_search_node *node = w->node;
  const size_t size = node->box->count;
  size_t changes = 0;
  double failed = 0;
  for (size_t i = 0; i < node->count; i++) {
    const double from = product(node->pair[i].form, w->here, size), to = product(node->pair[i].form, w->there, size);
    failed += from < 0;
    if ((from < 0) == (to < 0))
      continue;
    w->at[changes] = from / (from - to);
    w->turn[changes++] = from < 0 ? -1 : 1;
  }
  egb_stats_sort_pairs(w->at, w->turn, changes, w->turn + node->count);
  double best = (double)w->failed, place = 0;
  for (size_t i = 0; i < changes; i++) {
    failed += w->turn[i];
    const double next = i + 1 < changes ? w->at[i + 1] : 1;
    if (failed < best && next > w->at[i]) {
      best = failed;
      place = (w->at[i] + next) / 2;
    }
  }
  if (!(best < (double)w->failed))
    return false;
  for (size_t k = 0; k < size; k++)
    w->here[k] += place * (w->there[k] - w->here[k]);
  w->failed = failing(node, w->here);
  return true;
}

/* Towards all that fails at once, then towards each of it, or some when there is much. */
static bool improve(descent *w) {
  const egb_search_node *node = w->node;
  const size_t size = node->box->count;
  memset(w->sum, 0, size * sizeof *w->sum);
  for (size_t i = 0; i < node->count; i++)
    if (product(node->pair[i].form, w->here, size) < 0)
      for (size_t k = 0; k < size; k++)
        w->sum[k] += node->pair[i].form[k];
  (void)egb_box_most(node->box, w->sum, w->there);
  if (step(w))
    return true;
  const size_t stride = 1 + w->failed / DIRECTIONS;
  size_t seen = 0;
  for (size_t i = 0; i < node->count; i++) {
    if (!(product(node->pair[i].form, w->here, size) < 0) || seen++ % stride != 0)
      continue;
    (void)egb_box_most(node->box, node->pair[i].form, w->there);
    if (step(w))
      return true;
  }
  return false;
}

static void descend_from(descent *w, egb_incumbent *incumbent) {
  w->failed = failing(w->node, w->here);
  for (size_t i = 0; i < ROUNDS && w->failed > 0 && improve(w); i++)
    ;
  try_weights(w->node, w->here, incumbent);
}

static bool find_incumbent(egb_arena *arena, const egb_search_node *node, egb_incumbent *incumbent) {
  const size_t size = node->box->count;
  descent w = {.node = node,
               .here = egb_arena_array(arena, size, 3 * sizeof *w.here),
               .at = egb_arena_array(arena, node->count, 4 * sizeof *w.at)};
  if (w.here == NULL || w.at == NULL)
    return false;
  w.there = w.here + size;
  w.sum = w.there + size;
  w.turn = w.at + node->count;
  /* From some weights of the box, and from those that give the sum of all forms its largest value. */
  for (size_t k = 0; k < size; k++)
    w.sum[k] = 0;
  (void)egb_box_most(node->box, w.sum, w.here);
  descend_from(&w, incumbent);
  for (size_t i = 0; i < node->count; i++)
    for (size_t k = 0; k < size; k++)
      w.sum[k] += node->pair[i].form[k];
  (void)egb_box_most(node->box, w.sum, w.here);
  descend_from(&w, incumbent);
  return true;
}

/* ---- the program ----------------------------------------------------------------------------- */

/* Columns: the weights, a z per pair (1: it fails), a margin that is 0 until widen_margins(). Rows: form * w + M z -
 * margin >= -rest per pair; the sum of the weights from both sides; the cut. */
static const char *set_up(egb_lp *lp, const egb_search_node *node, size_t fewer, double *column) {
  const size_t size = node->box->count, pairs = node->count, rows = pairs + 3;
  const char *reason = NULL;
  for (size_t k = 0; k < size && reason == NULL; k++) {
    for (size_t i = 0; i < pairs; i++)
      column[i] = node->pair[i].form[k];
    column[pairs] = 1;
    column[pairs + 1] = -1;
    column[pairs + 2] = 0;
    reason = egb_lp_column(lp, k, 0, column);
    if (reason == NULL)
      reason = egb_lp_limits(lp, k, node->box->low[k], node->box->high[k], false);
  }
  for (size_t i = 0; i < pairs && reason == NULL; i++) {
    for (size_t k = 0; k < size; k++)
      column[k] = -node->pair[i].form[k];
    const double least = -egb_box_most(node->box, column, NULL);
    memset(column, 0, rows * sizeof *column);
    column[i] = fmax(0, -node->pair[i].rest - least);
    column[pairs + 2] = -1;
    reason = egb_lp_column(lp, size + i, 1, column);
    if (reason == NULL)
      reason = egb_lp_limits(lp, size + i, 0, 1, true);
  }
  memset(column, 0, rows * sizeof *column);
  for (size_t i = 0; i < pairs; i++)
    column[i] = -1;
  if (reason == NULL)
    reason = egb_lp_column(lp, size + pairs, 0, column);
  if (reason == NULL)
    reason = egb_lp_limits(lp, size + pairs, 0, 0, false);
  for (size_t i = 0; i < pairs; i++)
    column[i] = -node->pair[i].rest;
  column[pairs] = 1;
  column[pairs + 1] = -1;
  column[pairs + 2] = -(double)fewer;
  return reason != NULL ? reason : egb_lp_bounds(lp, column);
}

/* The same pairs met with the largest margin, so that rounding does not lose them again. */
static const char *widen_margins(egb_lp *lp, const egb_search_node *node, double *x, double *column) {
  const size_t size = node->box->count, pairs = node->count;
  const char *reason = NULL;
  for (size_t i = 0; i < pairs && reason == NULL; i++)
    reason = egb_lp_limits(lp, size + i, x[size + i] > 0.5, x[size + i] > 0.5, false);
  memset(column, 0, (pairs + 3) * sizeof *column);
  for (size_t i = 0; i < pairs; i++)
    column[i] = x[size + i] > 0.5 ? 0 : -1;
  if (reason == NULL)
    reason = egb_lp_column(lp, size + pairs, -1, column);
  if (reason == NULL)
    reason = egb_lp_limits(lp, size + pairs, 0, 1e6, false);
  double cost = 0;
  if (reason == NULL)
    reason = egb_lp_solve(lp, &cost);
  if (reason == NULL && !isnan(cost))
    reason = egb_lp_values(lp, x);
  return reason;
}

/* Weights from a program meet limits and sum only nearly. */
static void repair(const egb_box *box, double *weight) {
  double rest = 1;
  for (size_t k = 0; k < box->count; k++) {
    weight[k] = fmin(fmax(weight[k], box->low[k]), box->high[k]);
    rest -= weight[k];
  }
  for (size_t k = 0; k < box->count; k++) {
    const double to = fmin(fmax(weight[k] + rest, box->low[k]), box->high[k]);
    rest -= to - weight[k];
    weight[k] = to;
  }
}

static bool prove(egb_arena *arena, const egb_search_node *node, egb_incumbent *incumbent) {
  const size_t size = node->box->count, pairs = node->count;
  const size_t known = node->worst ? node->settled - incumbent->rank : incumbent->rank - node->settled;
  double *x = egb_arena_array(arena, size + pairs + 1, sizeof *x);
  double *column = egb_arena_array(arena, size + pairs + 3, sizeof *column);
  const size_t fewer = node->all_or_nothing ? 0 : known - 1;
  egb_lp *lp = NULL;
  if (x == NULL || column == NULL)
    return false;
  double least = 0, cost = 0;
  bool solved = false;
  const char *reason = egb_lp_open(pairs + 3, size + pairs + 1, &lp);
  if (reason == NULL)
    reason = set_up(lp, node, fewer, column);
  if (reason == NULL) {
    egb_lp_watch(lp, node->stop, node->context);
    reason = egb_lp_solve_whole(lp, node->seconds, &least, &solved, &cost, x);
  }
  if (reason == NULL) {
    const double failed = fmax(0, ceil(least - WHOLE));
    incumbent->proven = rank_with(node, failed <= (double)fewer ? (size_t)failed : fewer + 1);
    if (solved)
      reason = widen_margins(lp, node, x, column);
    repair(node->box, x);
    if (solved)
      try_weights(node, x, incumbent);
  }
  incumbent->solver = egb_lp_available();
  egb_lp_close(lp);
  return reason == NULL || !incumbent->solver;
}

bool egb_search_node_solve(egb_arena *arena, const egb_search_node *node, egb_incumbent *incumbent) {
  incumbent->proven = node->settled;
  incumbent->solver = true;
  if (node->count > 0 && egb_search_better(node, node->settled, incumbent->rank) &&
      !find_incumbent(arena, node, incumbent))
    return false;
  if (!egb_search_better(node, node->settled, incumbent->rank)) { /* nothing better is left in this box */
    incumbent->proven = incumbent->rank;
    return true;
  }
  return node->seconds > 0 ? prove(arena, node, incumbent) : true;
}
