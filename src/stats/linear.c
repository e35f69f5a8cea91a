#include "stats/linear.h"

#include "stats/describe.h"
#include "stats/sum.h"

#include <gsl/gsl_linalg.h>

#define COLLINEAR 1e-10 /* a scaled predictor has length 1; what is left of it beside the others must be more */
#define PIVOT 1e-12

/* The centred predictor j as a column of length 1. False when it is constant. */
static bool scale_predictor(const double *x, size_t cases, size_t predictors, size_t j, double *column, double *centre,
                            double *length) {
  for (size_t i = 0; i < cases; i++)
    column[i] = x[i * predictors + j];
  double least, most;
  egb_stats_range(column, cases, &least, &most);
  *centre = egb_stats_mean(column, cases);
  *length = egb_stats_sd(column, cases) * sqrt((double)(cases - 1));
  return most > least && *length > 0 && isfinite(*length);
}

/* GSL objects to sizes only, and they are right: more rows than columns, at least one column. */
bool egb_stats_regress(const double *x, const double *y, size_t cases, egb_regression *out, double *scratch) {
  const size_t p = out->predictors;
  if (p == 0 || cases <= p + 1)
    return false;
  double *matrix = scratch, *tau = matrix + cases * p, *right = tau + p, *residual = right + cases;
  for (size_t j = 0; j < p; j++) {
    if (!scale_predictor(x, cases, p, j, right, &out->centre[j], &tau[j]))
      return false;
    for (size_t i = 0; i < cases; i++)
      matrix[i * p + j] = (right[i] - out->centre[j]) / tau[j];
    out->slope[j] = 1 / tau[j]; /* kept until the coefficients are known */
  }
  out->mean = egb_stats_mean(y, cases);
  for (size_t i = 0; i < cases; i++)
    right[i] = y[i] - out->mean;
  gsl_matrix_view a = gsl_matrix_view_array(matrix, cases, p);
  gsl_vector_view t = gsl_vector_view_array(tau, p), b = gsl_vector_view_array(right, cases);
  gsl_vector_view r = gsl_vector_view_array(residual, cases);
  (void)gsl_linalg_QR_decomp(&a.matrix, &t.vector);
  for (size_t j = 0; j < p; j++)
    if (!(fabs(matrix[j * p + j]) > COLLINEAR))
      return false;
  double *solution = residual + cases;
  gsl_vector_view s = gsl_vector_view_array(solution, p);
  (void)gsl_linalg_QR_lssolve(&a.matrix, &t.vector, &b.vector, &s.vector, &r.vector);
  for (size_t j = 0; j < p; j++) { /* the solution is not needed any more: the scales take its place */
    const double per = out->slope[j];
    out->slope[j] *= solution[j];
    solution[j] = per;
  }
  return true;
}

double egb_stats_regress_squares(const egb_regression *line, size_t cases, const double *scratch) {
  const double *residual = scratch + (cases + 1) * line->predictors + cases;
  egb_sum sum = {0};
  for (size_t i = 0; i < cases; i++)
    egb_sum_add(&sum, residual[i] * residual[i]);
  return egb_sum_value(sum);
}

/* With X = QR, centred and scaled: (X'X)^-1 = R^-1 (R^-1)', and the mean is independent of the slopes. */
void egb_stats_regress_move(egb_regression *line, size_t cases, double scale, double *z, const double *scratch) {
  const size_t p = line->predictors;
  const double *per = scratch + (cases + 1) * p + 2 * cases;
  for (size_t j = p; j-- > 0;) {
    for (size_t k = j + 1; k < p; k++)
      z[j] -= scratch[j * p + k] * z[k];
    z[j] /= scratch[j * p + j];
  }
  for (size_t j = 0; j < p; j++)
    line->slope[j] += scale * per[j] * z[j];
  line->mean += scale * z[p] / sqrt((double)cases);
}

/* GSL's own ends the program for a matrix that is not positive definite, which only the factorisation can show. */
bool egb_stats_cholesky(double *a, size_t n) {
  for (size_t j = 0; j < n; j++) {
    const double diagonal = a[j * n + j];
    for (size_t i = j; i < n; i++) {
      egb_sum sum = {0};
      egb_sum_add(&sum, a[i * n + j]);
      for (size_t k = 0; k < j; k++)
        egb_sum_add(&sum, -a[i * n + k] * a[j * n + k]);
      a[i * n + j] = egb_sum_value(sum);
    }
    const double pivot = a[j * n + j];
    if (!(pivot > PIVOT * diagonal) || !isfinite(pivot))
      return false;
    const double root = sqrt(pivot);
    for (size_t i = j; i < n; i++)
      a[i * n + j] /= root;
  }
  return true;
}

void egb_stats_cholesky_solve(const double *factor, size_t n, double *b) {
  for (size_t i = 0; i < n; i++) {
    for (size_t k = 0; k < i; k++)
      b[i] -= factor[i * n + k] * b[k];
    b[i] /= factor[i * n + i];
  }
  for (size_t i = n; i-- > 0;) {
    for (size_t k = i + 1; k < n; k++)
      b[i] -= factor[k * n + i] * b[k];
    b[i] /= factor[i * n + i];
  }
}
