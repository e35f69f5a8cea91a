/* Correlation-balanced weights: what a child contributes to the score is what it should, whatever its spread and its
 * correlations.
 *
 * With the score s = sum(w_j x_j), r_i the correlation of child i with s, and t_i the target shares (the children's
 * given weights, scaled to sum 1): weights w >= 0 that minimise
 *     F = sum((r_i |r_i| / sum(r_j^2) - t_i)^2),
 * squared correlations in the shares t_i, where a child that runs against the score counts as negative. In v_i = w_i
 * s_i (s_i standard deviations) r is the correlation matrix R times v, up to its length: F needs no scores.
 *
 * Where R v = sqrt(t) has a solution v >= 0, F is 0 there and nowhere else (R is positive definite): that is solved.
 * Otherwise the targets cannot be reached, F may have several local minima, and a search descends from several starts:
 * the targets, and weights that lie mostly on one child. Each is led to the fixed point v_i <- v_i sqrt(t_i / share_i),
 * then by exchanges of ever smaller amounts between two children, the best of all pairs at each step; the lowest end is
 * kept. No chance is involved; the same children in another order give the same weights within the accuracy of the
 * search. It fails where two ends are as low and give the children other shares: which of them would be an
 * accident. Nor where the children cancel out, so that correlations with what is left of them are rounding. Reference:
 * P. Paruolo, M. Saisana, A. Saltelli, "Ratings and rankings: voodoo or science?", Journal of the Royal Statistical
 * Society A 176 (2013), 609-634; W. Becker et al., "Weights and importance in composite indicators: closing the gap",
 * Ecological Indicators 80 (2017), 12-22. The caller has checked: the children's columns are complete with NaN for
 * missing values; given weights are finite, not negative, with a positive sum. Edges: correlations over the units that
 * have both children; a constant child has no answer. Where no weights reach the targets, the closest are given. A
 * target of 0 gives weight 0. The score is taken to be an arithmetic mean. */
#include "method/rows.h"
#include "stats/linear.h"
#include "stats/matrix.h"
#include "stats/sum.h"

#include <string.h>

#define ROUNDS 500
#define FIRST_STEP 0.1
#define LAST_STEP 1e-11
#define DONE 1e-24      /* of F */
#define WORK 20000000.0 /* operations that exchanges may cost, and again those of all starts together */
#define STARTS 16       /* on single children */
#define NARROW 1e-9     /* ends that differ by less are as low */
#define WIDE 0.01       /* of a share: other weights */
#define CANCELLED 1e-6  /* variance of the score of standardised children whose weights sum to 1 */

typedef struct search {
  size_t n;
  const double *matrix, *target;
  double *v, *product;         /* product: matrix times v */
  double *near, *best, *share; /* of the fixed point; the lowest end so far, and its shares */
  double least;                /* F there */
  bool rival;                  /* another end is as low */
} search;

static size_t scratch_need(size_t count, size_t child_count) {
  (void)count;
  return 2 * child_count * child_count + 6 * child_count;
}

static double squares(const double *product, size_t n) {
  double sum = 0;
  for (size_t i = 0; i < n; i++)
    sum += product[i] * product[i];
  return sum;
}

/* F after amount has moved from child `from` to child `to` (both the same: nothing moves). */
static double distance(const search *s, size_t to, size_t from, double amount) {
  const double *plus = s->matrix + to * s->n, *minus = s->matrix + from * s->n;
  double sum = 0, distance = 0;
  for (size_t i = 0; i < s->n; i++) {
    const double p = s->product[i] + amount * (plus[i] - minus[i]);
    sum += p * p;
  }
  for (size_t i = 0; i < s->n; i++) {
    const double p = s->product[i] + amount * (plus[i] - minus[i]), apart = p * fabs(p) / sum - s->target[i];
    distance += apart * apart;
  }
  return sum > 0 ? distance : INFINITY;
}

/* v to sum 1, and its product with the matrix afresh. */
static void settle(search *s) {
  egb_sum total = {0};
  for (size_t i = 0; i < s->n; i++)
    egb_sum_add(&total, s->v[i]);
  for (size_t i = 0; i < s->n; i++)
    s->v[i] /= egb_sum_value(total);
  for (size_t i = 0; i < s->n; i++) {
    egb_sum product = {0};
    for (size_t j = 0; j < s->n; j++)
      egb_sum_add(&product, s->matrix[i * s->n + j] * s->v[j]);
    s->product[i] = egb_sum_value(product);
  }
}

/* Leaves the best v that the fixed point passes through. */
static void approach(search *s) {
  double least = INFINITY;
  for (size_t round = 0; round < ROUNDS && least > DONE; round++) {
    settle(s);
    const double now = distance(s, 0, 0, 0), sum = squares(s->product, s->n);
    if (now < least) {
      least = now;
      memcpy(s->near, s->v, s->n * sizeof *s->near);
    }
    for (size_t i = 0; i < s->n; i++) {
      const double share = s->product[i] * fabs(s->product[i]) / sum, ratio = s->target[i] / fmax(share, 1e-12);
      s->v[i] *= fmin(2, fmax(0.5, sqrt(ratio)));
    }
  }
  memcpy(s->v, s->near, s->n * sizeof *s->near);
  settle(s);
}

static void exchange(search *s, double work) {
  const double n = (double)s->n;
  double step = FIRST_STEP, least = distance(s, 0, 0, 0);
  for (size_t left = 1 + (size_t)(work / (n * n * n)); least > DONE && step > LAST_STEP && left > 0; left--) {
    double best = least, amount = 0;
    size_t best_to = 0, best_from = 0;
    for (size_t to = 0; to < s->n; to++)
      for (size_t from = 0; from < s->n; from++) {
        const double most = fmin(step, s->v[from]);
        const double now = to == from || !(most > 0) || !(s->target[to] > 0) ? INFINITY : distance(s, to, from, most);
        if (now < best) {
          best = now;
          best_to = to;
          best_from = from;
          amount = most;
        }
      }
    if (amount > 0) {
      s->v[best_to] += amount;
      s->v[best_from] -= amount;
      settle(s);
      least = distance(s, 0, 0, 0);
    } else {
      step /= 2;
    }
  }
}

/* The weights that reach the targets. False: there are none, or the matrix does not determine them. */
static bool reach(search *s, double *factor) {
  memcpy(factor, s->matrix, s->n * s->n * sizeof *factor);
  for (size_t i = 0; i < s->n; i++) {
    s->v[i] = sqrt(s->target[i]);
    if (!(s->target[i] > 0))
      return false;
  }
  if (!egb_stats_cholesky(factor, s->n))
    return false;
  egb_stats_cholesky_solve(factor, s->n, s->v);
  for (size_t i = 0; i < s->n; i++)
    if (!(s->v[i] >= 0))
      return false;
  settle(s);
  return distance(s, 0, 0, 0) <= NARROW;
}

/* The end of one search against the lowest so far. */
static void keep_lowest(search *s) {
  const double now = distance(s, 0, 0, 0), sum = squares(s->product, s->n);
  double apart = 0;
  for (size_t i = 0; i < s->n; i++) {
    const double share = s->product[i] * fabs(s->product[i]) / sum;
    apart = fmax(apart, fabs(share - s->share[i]));
    s->share[i] = now < s->least ? share : s->share[i];
  }
  const bool as_low = isfinite(s->least) && fabs(now - s->least) <= NARROW && apart > WIDE;
  s->rival = as_low || (s->rival && !(now < s->least - NARROW));
  if (!(now < s->least))
    return;
  s->least = now;
  memcpy(s->best, s->v, s->n * sizeof *s->best);
}

/* Start k of many: 0 the targets, else mostly one child, among many children those of equal distances. */
static void start(search *s, size_t k, size_t starts) {
  const size_t child = k == 0 ? 0 : (k - 1) * s->n / (starts - 1);
  for (size_t i = 0; i < s->n; i++)
    s->v[i] = s->target[i] * (k == 0 ? 1 : 0.2) + (k > 0 && i == child && s->target[i] > 0 ? 1 : 0);
}

static void descend(search *s) {
  const size_t starts = 1 + (s->n < STARTS ? s->n : STARTS);
  s->least = INFINITY;
  for (size_t k = 0; k < starts; k++) {
    start(s, k, starts);
    approach(s);
    exchange(s, WORK / (double)starts);
    keep_lowest(s);
  }
  memcpy(s->v, s->best, s->n * sizeof *s->v);
  settle(s);
  exchange(s, WORK);
}

static bool cancels(const search *s) {
  egb_sum variance = {0};
  for (size_t i = 0; i < s->n; i++)
    egb_sum_add(&variance, s->v[i] * s->product[i]);
  return !(egb_sum_value(variance) > CANCELLED);
}

static const char *apply(const egb_weigh_input *input, double *weight) {
  const size_t n = input->child_count;
  double *matrix = input->scratch, *factor = matrix + n * n, *target = factor + n * n;
  search s = {.n = n,
              .matrix = matrix,
              .target = target,
              .v = target + n,
              .product = target + 2 * n,
              .near = target + 3 * n,
              .best = target + 4 * n,
              .share = target + 5 * n};
  egb_sum total = {0};
  weight[0] = 1;
  if (n == 1)
    return NULL;
  if (!egb_stats_correlations(input->child, n, input->count, matrix))
    return "two children have no correlation: one is constant, or too few units have both";
  for (size_t i = 0; i < n; i++)
    egb_sum_add(&total, input->given[i]);
  for (size_t i = 0; i < n; i++)
    target[i] = input->given[i] / egb_sum_value(total);
  if (!reach(&s, factor))
    descend(&s);
  if (s.rival)
    return "the children are negatively correlated: no weights reach the shares, and very different ones come equally close";
  if (cancels(&s))
    return "the children cancel out: what is left of them is rounding, and so are correlations with it";
  for (size_t i = 0; i < n; i++)
    weight[i] = s.v[i] / egb_stats_sd_present(input->child[i], input->count);
  return NULL;
}

const egb_weigh egb_weight_correlation_balanced = {
    .head =
        {.name = "correlation-balanced",
         .summary = EGB_WORDS("Weights with which every child correlates with the score as much as it should"),
         .formula = EGB_WORDS(
             "w >= 0 that minimises sum((r |r| / sum(r^2) - t)^2): r correlation of the child with sum(w x), t its "
             "share of the weights written (equal when none is)"),
         .reference = EGB_WORDS(
             "P. Paruolo, M. Saisana, A. Saltelli, J. Royal Statistical Society A 176 (2013), 609-634; W. Becker et "
             "al., Ecological Indicators 80 (2017), 12-22"),
         .edges = EGB_WORDS(
             "Where the shares cannot be reached, the closest weights; refused where very different ones come equally "
             "close, or where the children cancel out. A constant child: refused. Assumes an arithmetic mean; "
             "correlations over the units that have both children."),
         .example = EGB_WORDS("weights: correlation-balanced")},
    .uses_given = true,
    .needs_data = true,
    .scratch = scratch_need,
    .apply = apply,
    .most_children = 300};
