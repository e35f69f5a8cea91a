/* Expectation-maximisation for a multivariate normal distribution.
 *
 * Mean and covariance of the indicators and `columns` by maximum likelihood from all values present; a missing value
 * becomes its expectation given the unit's present values, as the row's formula says.
 * Reference: A. P. Dempster, N. M. Laird and D. B. Rubin, "Maximum likelihood from incomplete data via the EM
 * algorithm", Journal of the Royal Statistical Society B 39 (1977), 1-38; R. J. A. Little and D. B. Rubin, Statistical
 * Analysis with Missing Data, 2nd edition (2002), section 11.2.
 * The caller has checked: the columns handed over are the indicators that share the choice.
 * Edges: starts at the means and variances of the present values; ends when no mean and no covariance of the
 * standardised columns moves by more than the tolerance. Not there after so many iterations, and a covariance that
 * cannot be inverted (too few units, columns that depend on each other), are answered with the reason. Units without
 * any value stay missing; columns without spread are filled with their only value.
 * A draw fits the model to the units drawn with replacement, which stands for a draw of the parameters, and fills with
 * normal draws given the unit's present values (G. King, J. Honaker, A. Joseph and K. Scheve, "Analyzing incomplete
 * political science data", American Political Science Review 95 (2001), 49-69; J. Honaker, G. King and M. Blackwell,
 * "Amelia II", Journal of Statistical Software 45(7) (2011)). Samples that cannot be fitted are drawn again. As
 * the fit is by maximum likelihood, draws of few units are somewhat too close together. */
#include "method/imputation.h"
#include "method/rows.h"
#include "stats/describe.h"
#include "stats/linear.h"

#include <math.h>
#include <string.h>

#define UNEXPLAINED 1e-6 /* share of a variance: below it, an inverse loses half of its digits */

#define TRIES 25 /* of samples of units, before a draw is given up */

enum { TOLERANCE, ITERATIONS, COLUMNS };

/* Everything on the scale of standardised columns; matrices row by row. */
typedef struct model {
  size_t n, k;                        /* units, variables with spread */
  double *x;                          /* unit by unit */
  double *times;                      /* how often each unit counts */
  double *mean, *cov;                 /* of the model */
  double *inverse;                    /* of the covariance, when `regular` */
  bool regular;                       /* it can be inverted without losing the digits that matter */
  double *sum, *product;              /* expected, around the mean */
  double *factor, *slope;             /* of one unit: Cholesky factor of S_oo; S_oo^-1 S_om, a row for each missing */
  double *expected;                   /* of one unit, as distances from the mean */
  double *column;                     /* of a solution */
  double *place;                      /* of one unit: its observed variables, then its missing ones */
  double *centre, *spread, *variable; /* per variable: what it was standardised by, which column it is */
} model;

static size_t need(size_t count, size_t child_count) {
  return count * (child_count + 2) + 5 * child_count * child_count + 8 * child_count;
}

static const double *variable_of(const egb_impute_input *input, size_t i) {
  return i < input->column_count ? input->column[i] : input->predictor[i - input->column_count];
}

static double *take(double **at, size_t count) {
  double *taken = *at;
  *at += count;
  return taken;
}

/* Columns without spread are filled here and take no part. */
static void standardise(const egb_impute_input *input, model *m, double *present) {
  for (size_t i = 0; i < input->column_count + input->predictor_count; i++) {
    const double *x = variable_of(input, i);
    const size_t n = egb_impute_present(x, input->count, present);
    double least, most;
    egb_stats_range(present, n, &least, &most);
    const double sd = egb_stats_sd(present, n);
    if (most > least && sd > 0 && isfinite(sd)) {
      m->centre[m->k] = egb_stats_mean(present, n);
      m->spread[m->k] = sd;
      m->variable[m->k++] = (double)i;
    } else if (n > 0 && i < input->column_count && most == least) {
      for (size_t u = 0; u < input->count; u++)
        input->column[i][u] = least;
    }
  }
}

static void start(const egb_impute_input *input, model *m) {
  double *at = input->scratch;
  const size_t variables = input->column_count + input->predictor_count;
  double *present = take(&at, input->count);
  *m = (model){.n = input->count};
  m->centre = take(&at, variables);
  m->spread = take(&at, variables);
  m->variable = take(&at, variables);
  standardise(input, m, present);
  const size_t k = m->k;
  m->x = take(&at, m->n * k);
  m->times = take(&at, m->n);
  m->mean = take(&at, k);
  m->sum = take(&at, k);
  m->expected = take(&at, k);
  m->place = take(&at, k);
  m->column = take(&at, k);
  m->inverse = take(&at, k * k);
  m->cov = take(&at, k * k);
  m->product = take(&at, k * k);
  m->factor = take(&at, k * k);
  m->slope = take(&at, k * k);
  for (size_t i = 0; i < k; i++)
    for (size_t u = 0; u < m->n; u++)
      m->x[u * k + i] = (variable_of(input, (size_t)m->variable[i])[u] - m->centre[i]) / m->spread[i];
  for (size_t u = 0; u < m->n; u++)
    m->times[u] = 1;
}

/* The means and variances of the present values. */
static void reset(const model *m) {
  memset(m->mean, 0, m->k * sizeof *m->mean);
  memset(m->cov, 0, m->k * m->k * sizeof *m->cov);
  for (size_t i = 0; i < m->k; i++)
    m->cov[i * m->k + i] = 1;
}

/* Which variables a unit has; returns their number. */
static size_t split(const model *m, size_t u) {
  size_t observed = 0, missing = m->k;
  for (size_t i = 0; i < m->k; i++)
    if (!isnan(m->x[u * m->k + i]))
      m->place[observed++] = (double)i;
  for (size_t i = m->k; i-- > 0;)
    if (isnan(m->x[u * m->k + i]))
      m->place[--missing] = (double)i;
  return observed;
}

/* Of the whole covariance, once for all units. */
static void invert(model *m) {
  const size_t k = m->k;
  memcpy(m->factor, m->cov, k * k * sizeof *m->factor);
  m->regular = egb_stats_cholesky(m->factor, k);
  for (size_t i = 0; i < k && m->regular; i++) /* what of a variable those before it leave unexplained */
    m->regular = m->factor[i * k + i] * m->factor[i * k + i] > UNEXPLAINED * m->cov[i * k + i];
  for (size_t i = 0; i < k && m->regular; i++) {
    double *row = m->inverse + i * k;
    memset(row, 0, k * sizeof *row);
    row[i] = 1;
    egb_stats_cholesky_solve(m->factor, k, row);
  }
}

/* A block of a symmetric matrix: the variables at places from..to. */
static bool factorise(const model *m, const double *matrix, size_t from, size_t to) {
  const size_t n = to - from;
  for (size_t a = 0; a < n; a++)
    for (size_t b = 0; b <= a; b++)
      m->factor[a * n + b] = matrix[(size_t)m->place[from + a] * m->k + (size_t)m->place[from + b]];
  return egb_stats_cholesky(m->factor, n);
}

/* S_oo^-1 S_om, a row for each missing value. */
static bool slopes(const model *m, size_t observed) {
  if (!factorise(m, m->cov, 0, observed))
    return false;
  for (size_t a = observed; a < m->k; a++) {
    double *slope = m->slope + (a - observed) * observed;
    for (size_t b = 0; b < observed; b++)
      slope[b] = m->cov[(size_t)m->place[a] * m->k + (size_t)m->place[b]];
    egb_stats_cholesky_solve(m->factor, observed, slope);
  }
  return true;
}

/* The same as -P_mm^-1 P_mo with P the inverse of the covariance: with few missing values a small matrix instead of a
 * large one for every unit (the inverse of a matrix in blocks). */
static bool slopes_by_inverse(const model *m, size_t observed) {
  const size_t missing = m->k - observed;
  if (!m->regular || missing > observed || !factorise(m, m->inverse, observed, m->k))
    return false;
  for (size_t b = 0; b < observed; b++) {
    for (size_t a = 0; a < missing; a++)
      m->column[a] = -m->inverse[(size_t)m->place[observed + a] * m->k + (size_t)m->place[b]];
    egb_stats_cholesky_solve(m->factor, missing, m->column);
    for (size_t a = 0; a < missing; a++)
      m->slope[a * observed + b] = m->column[a];
  }
  return true;
}

/* Expectations of one unit given what it has. False when S_oo cannot be inverted. */
static bool expect(const model *m, size_t u, size_t observed) {
  const size_t k = m->k;
  for (size_t a = 0; a < observed; a++) {
    const size_t i = (size_t)m->place[a];
    m->expected[i] = m->x[u * k + i] - m->mean[i];
  }
  if (observed < k && !slopes_by_inverse(m, observed) && !slopes(m, observed))
    return false;
  for (size_t a = observed; a < k; a++) {
    const size_t i = (size_t)m->place[a];
    const double *slope = m->slope + (a - observed) * observed;
    m->expected[i] = 0;
    for (size_t b = 0; b < observed; b++)
      m->expected[i] += slope[b] * m->expected[(size_t)m->place[b]];
  }
  return true;
}

/* The covariance of two missing values, at places a and b, given the unit's present ones. */
static double left_over(const model *m, size_t observed, size_t a, size_t b) {
  const size_t k = m->k, i = (size_t)m->place[a], j = (size_t)m->place[b];
  const double *slope = m->slope + (a - observed) * observed;
  double left = m->cov[i * k + j];
  for (size_t c = 0; c < observed; c++)
    left -= slope[c] * m->cov[(size_t)m->place[c] * k + j];
  return left;
}

/* Adds the unit to the expected sums: its expectations, and the covariance that is left among its missing values. */
static void add(const model *m, size_t observed, double times) {
  const size_t k = m->k;
  for (size_t i = 0; i < k; i++) {
    m->sum[i] += times * m->expected[i];
    for (size_t j = 0; j <= i; j++)
      m->product[i * k + j] += times * (m->expected[i] * m->expected[j]);
  }
  for (size_t a = observed; a < k; a++)
    for (size_t b = observed; b <= a; b++) { /* places of missing values rise: i >= j */
      const size_t i = (size_t)m->place[a], j = (size_t)m->place[b];
      m->product[i * k + j] += times * left_over(m, observed, a, b);
    }
}

/* New mean and covariance; returns the largest move. */
static double move(const model *m, double size) {
  const size_t k = m->k;
  double farthest = 0;
  for (size_t i = 0; i < k; i++)
    for (size_t j = 0; j <= i; j++) {
      const double cov = m->product[i * k + j] / size - m->sum[i] / size * (m->sum[j] / size);
      farthest = fmax(farthest, fabs(cov - m->cov[i * k + j]));
      m->cov[i * k + j] = m->cov[j * k + i] = cov;
    }
  for (size_t i = 0; i < k; i++) {
    const double step = m->sum[i] / size;
    farthest = fmax(farthest, fabs(step));
    m->mean[i] += step;
  }
  return farthest;
}

static bool iterate(model *m, double *farthest) {
  double units = 0;
  invert(m);
  memset(m->sum, 0, m->k * sizeof *m->sum);
  memset(m->product, 0, m->k * m->k * sizeof *m->product);
  for (size_t u = 0; u < m->n; u++) {
    const size_t observed = split(m, u);
    if (observed == 0 || m->times[u] == 0)
      continue; /* says nothing */
    if (!expect(m, u, observed))
      return false;
    add(m, observed, m->times[u]);
    units += m->times[u];
  }
  *farthest = move(m, units);
  return isfinite(*farthest);
}

/* Adds to the expectations of a unit what they may be off by: the factor of what is left over, times normal numbers. */
static bool scatter(const model *m, size_t observed, const egb_chance *chance) {
  const size_t n = m->k - observed;
  for (size_t a = 0; a < n; a++)
    for (size_t b = 0; b <= a; b++)
      m->factor[a * n + b] = left_over(m, observed, observed + a, observed + b);
  if (!egb_stats_cholesky(m->factor, n))
    return false;
  for (size_t a = 0; a < n; a++)
    m->column[a] = chance->normal(chance->state);
  for (size_t a = 0; a < n; a++)
    for (size_t b = 0; b <= a; b++)
      m->expected[(size_t)m->place[observed + a]] += m->factor[a * n + b] * m->column[b];
  return true;
}

/* chance NULL: the expectations. */
static bool fill(const egb_impute_input *input, model *m, const egb_chance *chance) {
  invert(m);
  for (size_t u = 0; u < m->n; u++) {
    const size_t observed = split(m, u);
    if (observed == 0 || observed == m->k)
      continue;
    if (!expect(m, u, observed) || (chance != NULL && !scatter(m, observed, chance)))
      return false;
    for (size_t a = observed; a < m->k; a++) {
      const size_t i = (size_t)m->place[a], column = (size_t)m->variable[i];
      if (column < input->column_count)
        input->column[column][u] = m->centre[i] + m->spread[i] * (m->mean[i] + m->expected[i]);
    }
  }
  return true;
}

static const char singular[] = "the columns depend on each other, or there are too few units for so many columns";

/* Mean and covariance; the reason when there are none. */
static const char *settle(const egb_impute_input *input, model *m) {
  const double tolerance = input->parameter[2 * TOLERANCE];
  double farthest = INFINITY;
  reset(m);
  for (size_t left = (size_t)input->parameter[2 * ITERATIONS]; left > 0 && farthest > tolerance; left--)
    if (!iterate(m, &farthest))
      return singular;
  return farthest > tolerance ? "it did not settle within the iterations allowed" : NULL;
}

static const char *apply(const egb_impute_input *input) {
  model m;
  start(input, &m);
  if (m.k == 0)
    return NULL;
  const char *reason = settle(input, &m);
  return reason != NULL || fill(input, &m, NULL) ? reason : singular;
}

/* ---- draws ----------------------------------------------------------------------------------- */

/* As many units as there are, with replacement. False: a column has fewer than two different units left. */
static bool resample(const model *m, const egb_chance *chance) {
  memset(m->times, 0, m->n * sizeof *m->times);
  for (size_t i = 0; i < m->n; i++)
    m->times[chance->below(chance->state, m->n)]++;
  for (size_t i = 0; i < m->k; i++) {
    size_t units = 0;
    for (size_t u = 0; u < m->n; u++)
      units += m->times[u] > 0 && !isnan(m->x[u * m->k + i]);
    if (units < 2)
      return false;
  }
  return true;
}

static const char *draw(const egb_impute_input *input, const egb_chance *chance) {
  model m;
  start(input, &m);
  if (m.k == 0)
    return NULL;
  for (int left = TRIES; left > 0; left--)
    if (resample(&m, chance) && settle(input, &m) == NULL && fill(input, &m, chance))
      return NULL;
  return "samples of the units cannot be fitted: there are too few units for so many columns";
}

static const egb_parameter parameters[] = {
    [TOLERANCE] = {.name = "tolerance",
                   .kind = EGB_PARAMETER_NUMBER,
                   .preset = {1e-8},
                   .least = 1e-14,
                   .most = 1,
                   .help =
                       EGB_WORDS("It ends when no mean and no covariance of the standardised columns moves by more.")},
    [ITERATIONS] = {.name = "iterations",
                    .kind = EGB_PARAMETER_INTEGER,
                    .preset = {1000},
                    .least = 1,
                    .most = 1e6,
                    .help = EGB_WORDS("After this many it is refused.")},
    [COLUMNS] = {.name = "columns",
                 .kind = EGB_PARAMETER_COLUMNS,
                 .help = EGB_WORDS(
                     "Columns of the data that belong to the model, in addition to the indicators with this choice.")}};

const egb_impute egb_impute_em = {
    .head = {.name = "em",
             .summary = EGB_WORDS("Expected under a multivariate normal distribution fitted to all values present"),
             .formula = EGB_WORDS("mu_m + S_mo S_oo^-1 (x_o - mu_o), mu and S by maximum likelihood (EM)"),
             .reference = EGB_WORDS(
                 "Dempster, Laird and Rubin, Maximum likelihood from incomplete data via the EM algorithm, JRSS B 39, "
                 "1977, 1-38; Little and Rubin, Statistical Analysis with Missing Data, 2002, section 11.2"),
             .edges = EGB_WORDS(
                 "A unit without any value stays missing. It does not settle, or the columns depend on each other: "
                 "refused; give it fewer columns or more iterations."),
             .example = EGB_WORDS("impute: {method: em, tolerance: 1e-6}"),
             .parameter = parameters,
             .parameter_count = sizeof parameters / sizeof *parameters},
    .scratch = need,
    .apply = apply,
    .draw = draw};
