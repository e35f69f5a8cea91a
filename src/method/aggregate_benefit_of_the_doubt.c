/* Benefit of the doubt: every unit is scored with the weights that suit it best.
 *
 * For unit u, y = scale * max sum(w_i x_ui) over w >= 0 with sum(w_i x_vi) <= 1 for every unit v. With bounds `least`
 * and `most`: least <= w_i x_ui / sum(w_j x_uj) <= most for every child i of u.
 * Solved through its dual, which has a row per child only: minimise sum(l_v) over l, a, b >= 0 with, for every i,
 * sum_v(l_v x_vi) + x_ui (a_i - most sum(a) + least sum(b) - b_i) >= x_ui.
 * A unit v that has no more of any child than another asks less of w than that one, as w >= 0: only the others are
 * yardsticks, which are few where children go together.
 * Reference: L. Cherchye, W. Moesen, N. Rogge, T. Van Puyenbroeck, "An introduction to 'benefit of the doubt' composite
 * indicators", Social Indicators Research 82 (2007), 111-145 (bounds on shares: section 4).
 * The caller has checked: weights are finite and not negative, least and most in [0, 1].
 * Edges: every unit has weights of its own, those of the children only say that 0 leaves a child out. A unit's missing
 * children count as 0, for itself and as a yardstick for others; bounds hold for those it has. Bounds that its children
 * cannot meet (least * n > 1, most * n < 1), a negative child, or no child: NaN. A child of 0 with a least share makes
 * the score 0; children that are all 0: 0. Scores lie in [0, scale] and depend on which other units there are. */
#include "method/rows.h"
#include "stats/lp.h"

#include <math.h>

enum { LEAST, MOST };

typedef struct doubt {
  const egb_aggregate_input *input;
  egb_lp *lp;
  double *largest, *mine, *column; /* per child */
  double *yardstick;               /* per unit: 1 or 0 */
  size_t yardsticks;
  double least, most;
  bool bounded;
} doubt;

static size_t scratch_need(size_t count, size_t child_count) {
  return 3 * child_count + count;
}

/* x of unit u relative to the largest of the child, which changes no score and keeps the program well scaled. Returns
 * how many children the unit has, 0 also when one is negative. */
static size_t row_of(const doubt *d, size_t u, double *row) {
  size_t present = 0;
  for (size_t i = 0; i < d->input->child_count; i++) {
    const double x = d->input->child[i][u];
    row[i] = 0;
    if (isnan(x) || !(d->input->weight[i] > 0))
      continue;
    if (x < 0)
      return 0;
    row[i] = d->largest[i] > 0 ? x / d->largest[i] : 0;
    present++;
  }
  return present;
}

/* Whether unit v asks for no more than unit `other` does; of two that ask for the same the later one. */
static bool asks_less(const doubt *d, size_t v, size_t other) {
  bool less = v > other;
  for (size_t i = 0; i < d->input->child_count; i++) {
    const double mine = d->input->child[i][v], theirs = d->input->child[i][other];
    if (!(d->input->weight[i] > 0) || isnan(mine) || mine == theirs)
      continue;
    if (isnan(theirs) ? mine > 0 : mine > theirs)
      return false;
  }
  for (size_t i = 0; i < d->input->child_count && !less; i++) {
    const double mine = d->input->child[i][v], theirs = d->input->child[i][other];
    less = d->input->weight[i] > 0 && !isnan(theirs) && theirs > (isnan(mine) ? 0 : mine);
  }
  return less;
}

static void find_yardsticks(doubt *d) {
  const size_t units = d->input->count;
  for (size_t v = 0; v < units; v++)
    d->yardstick[v] = row_of(d, v, d->mine) > 0;
  for (size_t v = 0; v < units; v++) {
    bool needed = d->yardstick[v] > 0;
    for (size_t other = 0; other < units && needed; other++)
      needed = other == v || !(d->yardstick[other] > 0) || !asks_less(d, v, other);
    d->yardstick[v] = needed;
    d->yardsticks += needed;
  }
}

/* The columns a and b of the bounds, for unit u. A child that u has not is bound by nothing. */
static const char *set_bounds(const doubt *d, size_t u) {
  const size_t n = d->input->child_count;
  const char *fault = NULL;
  for (size_t side = 0; side < 2; side++)
    for (size_t i = 0; i < n && fault == NULL; i++) {
      const bool has = !isnan(d->input->child[i][u]) && d->input->weight[i] > 0;
      for (size_t j = 0; j < n; j++)
        d->column[j] = !has ? 0 : side == 0 ? d->mine[j] * ((i == j) - d->most) : d->mine[j] * (d->least - (i == j));
      fault = egb_lp_column(d->lp, d->yardsticks + side * n + i, 0, d->column);
    }
  return fault;
}

static const char *score(const doubt *d, size_t u, double *y) {
  const size_t present = row_of(d, u, d->mine);
  const char *fault = NULL;
  *y = (double)NAN;
  if (present == 0 || d->least * (double)present > 1 + 1e-12 || d->most * (double)present < 1 - 1e-12)
    return NULL;
  if (d->bounded)
    fault = set_bounds(d, u);
  if (fault == NULL)
    fault = egb_lp_bounds(d->lp, d->mine);
  if (fault == NULL)
    fault = egb_lp_solve(d->lp, y);
  if (!isnan(*y))
    *y = d->input->scale * fmax(0, fmin(1, *y));
  return fault;
}

static const char *apply(const egb_aggregate_input *input, size_t first, size_t last, double *y) {
  const size_t n = input->child_count;
  doubt d = {.input = input,
             .largest = input->scratch,
             .mine = input->scratch + n,
             .column = input->scratch + 2 * n,
             .yardstick = input->scratch + 3 * n,
             .least = input->parameter[2 * LEAST],
             .most = input->parameter[2 * MOST]};
  (void)first;
  (void)last;
  d.bounded = d.least > 0 || d.most < 1;
  for (size_t i = 0; i < n; i++) {
    d.largest[i] = 0;
    for (size_t u = 0; u < input->count; u++)
      d.largest[i] = fmax(d.largest[i], input->child[i][u]);
  }
  find_yardsticks(&d);
  if (d.yardsticks == 0) /* no unit has a child: none has a score */
    d.yardsticks = 1;
  const char *fault = egb_lp_open(n, d.yardsticks + (d.bounded ? 2 * n : 0), &d.lp);
  for (size_t u = 0, at = 0; u < input->count && fault == NULL; u++) {
    if (!(d.yardstick[u] > 0))
      continue;
    (void)row_of(&d, u, d.mine);
    fault = egb_lp_column(d.lp, at++, 1, d.mine);
  }
  for (size_t u = 0; u < input->count && fault == NULL; u++)
    fault = score(&d, u, &y[u]);
  egb_lp_close(d.lp);
  return fault;
}

static const egb_parameter parameters[] = {
    {.name = "least",
     .kind = EGB_PARAMETER_NUMBER,
     .preset = {0},
     .least = 0,
     .most = 1,
     .help = EGB_WORDS("Smallest share of the unit's score that each of its children must have.")},
    {.name = "most",
     .kind = EGB_PARAMETER_NUMBER,
     .preset = {1},
     .least = 0,
     .most = 1,
     .help = EGB_WORDS("Largest share of the unit's score that each of its children may have.")}};

const egb_aggregate egb_aggregate_benefit_of_the_doubt = {
    .head =
        {.name = "benefit-of-the-doubt",
         .summary =
             EGB_WORDS("Every unit with the weights that suit it best (linear program), shares bounded on request"),
         .formula = EGB_WORDS(
             "scale * max sum(w x) over w >= 0 with sum(w x_v) <= 1 for every unit v; with bounds least <= w_i x_i / "
             "sum(w x) <= most"),
         .reference = EGB_WORDS("L. Cherchye et al., Social Indicators Research 82 (2007), 111-145"),
         .edges = EGB_WORDS(
             "Weights of children make no difference, but 0 leaves a child out. Missing children count as 0; bounds "
             "hold for the children present, and where these cannot meet them there is no score. Needs a build with "
             "GLPK."),
         .example = EGB_WORDS("aggregate: {method: benefit-of-the-doubt, least: 0.05, most: 0.3}"),
         .parameter = parameters,
         .parameter_count = 2,
         .absent = EGB_LP_ABSENT},
    .needs_nonnegative = true,
    .ignores_weights = true,
    .own_weights = true,
    .flatters = true,
    .whole = true,
    .programs = true,
    .scratch = scratch_need,
    .apply = apply};
