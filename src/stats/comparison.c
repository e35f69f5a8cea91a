#include "stats/comparison.h"

#include <gsl/gsl_eigen.h>
#include <gsl/gsl_version.h>
#include <math.h>

/* egb_stats_principal fills the work spaces of GSL's solver itself: its constructors would call the error handler of
 * the whole process, which aborts, where memory runs out. Their members are those of GSL 2 (gsl_eigen.h of 2.7; read
 * eigen/nonsymm.c, nonsymmv.c and francis.c again before another major version is let in here). */
_Static_assert(GSL_MAJOR_VERSION == 2, "the work spaces of gsl_eigen_nonsymmv are filled as those of GSL 2");
_Static_assert(sizeof(gsl_eigen_nonsymmv_workspace) == sizeof(size_t) + 5 * sizeof(void *),
               "gsl_eigen_nonsymmv_workspace has other members than in GSL 2.7");
typedef struct nonsymm_twin {
  size_t size;
  void *diag, *tau, *Z;
  int do_balance;
  size_t n_evals;
  void *francis_workspace_p;
} nonsymm_twin;
_Static_assert(sizeof(gsl_eigen_nonsymm_workspace) == sizeof(nonsymm_twin),
               "gsl_eigen_nonsymm_workspace has other members than in GSL 2.7");

#define RECIPROCAL 0.02

bool egb_stats_complete_comparison(double *matrix, size_t n, size_t i, size_t j) {
  double *below = &matrix[i * n + j], *above = &matrix[j * n + i];
  if (i == j) {
    const bool one = isnan(*below) || fabs(*below - 1) <= 1e-9;
    *below = 1;
    return one;
  }
  if (isnan(*below) && isnan(*above)) {
    *below = *above = 0;
    return true;
  }
  if (isnan(*below))
    *below = 1 / *above;
  if (isnan(*above))
    *above = 1 / *below;
  const bool reciprocal = fabs(*below * *above - 1) <= RECIPROCAL;
  const double mean = sqrt(*above / *below);
  *above = mean;
  *below = 1 / mean;
  return reciprocal;
}

size_t egb_stats_tied_comparisons(const double *matrix, size_t n, unsigned char *tied) {
  size_t count = 1;
  for (size_t i = 0; i < n; i++)
    tied[i] = i == 0;
  for (bool more = true; more;) {
    more = false;
    for (size_t i = 0; i < n * n; i++)
      if (tied[i / n] && !tied[i % n] && matrix[i] > 0) {
        tied[i % n] = more = true;
        count++;
      }
  }
  return count;
}

void egb_stats_add_comparisons(const double *matrix, size_t n, double *logs, double *experts) {
  for (size_t i = 0; i < n * n; i++)
    if (matrix[i] > 0) {
      logs[i] += log(matrix[i]);
      experts[i]++;
    }
}

void egb_stats_join_comparisons(const double *logs, const double *experts, size_t n, double *matrix) {
  for (size_t i = 0; i < n * n; i++)
    matrix[i] = experts[i] > 0 ? exp(logs[i] / experts[i]) : 0;
}

double egb_stats_random_index(size_t n) {
  static const double table[] = {0, 0, 0, 0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49, 1.51, 1.48, 1.56, 1.57, 1.59};
  return table[n < 16 ? n : 15];
}

size_t egb_stats_not_compared(const double *matrix, size_t n) {
  size_t count = 0;
  for (size_t i = 0; i < n; i++)
    for (size_t j = 0; j < i; j++)
      count += !(matrix[i * n + j] > 0);
  return count;
}

double egb_stats_consistency_ratio(double lambda, size_t n, size_t missing) {
  const size_t circles = n > 2 ? (n - 1) * (n - 2) / 2 : 0; /* pairs beyond those that tie n things together */
  if (missing >= circles)
    return 0;
  const double index = egb_stats_random_index(n) * (1 - (double)missing / (double)circles);
  return (lambda - (double)n) / (double)(n - 1) / index;
}

/* By Perron's theorem the eigenvalue of largest real part is real, simple and positive, and its vector has one sign. */
static void pick(const gsl_vector_complex *value, const gsl_matrix_complex *vectors, size_t n, double *vector,
                 double *lambda) {
  size_t best = 0;
  double total = 0;
  for (size_t i = 1; i < n; i++)
    if (GSL_REAL(gsl_vector_complex_get(value, i)) > GSL_REAL(gsl_vector_complex_get(value, best)))
      best = i;
  *lambda = GSL_REAL(gsl_vector_complex_get(value, best));
  for (size_t i = 0; i < n; i++) {
    vector[i] = GSL_REAL(gsl_matrix_complex_get(vectors, i, best));
    total += vector[i];
  }
  for (size_t i = 0; i < n; i++)
    vector[i] /= total;
}

bool egb_stats_principal(const double *matrix, size_t n, double *vector, double *lambda, double *scratch) {
  double *room = scratch + 4 * n * n;
  gsl_matrix_view a = gsl_matrix_view_array(scratch, n, n), z = gsl_matrix_view_array(scratch + n * n, n, n);
  gsl_matrix_complex_view vectors = gsl_matrix_complex_view_array(scratch + 2 * n * n, n, n);
  gsl_vector_complex_view value = gsl_vector_complex_view_array(room, n);
  gsl_vector_view diagonal = gsl_vector_view_array(room + 2 * n, n), tau = gsl_vector_view_array(room + 3 * n, n);
  gsl_vector_view first = gsl_vector_view_array(room + 4 * n, n), second = gsl_vector_view_array(room + 5 * n, n);
  gsl_vector_view third = gsl_vector_view_array(room + 6 * n, n);
  gsl_eigen_francis_workspace francis = {.size = 0};
  gsl_eigen_nonsymm_workspace values = {
      .size = n, .diag = &diagonal.vector, .tau = &tau.vector, .francis_workspace_p = &francis};
  gsl_eigen_nonsymmv_workspace work = {.size = n,
                                       .work = &first.vector,
                                       .work2 = &second.vector,
                                       .work3 = &third.vector,
                                       .Z = NULL,
                                       .nonsymm_workspace_p = &values};
  for (size_t i = 0; i < n; i++) {
    scratch[i * n + i] = 1;
    for (size_t j = 0; j < n; j++) {
      if (j != i)
        scratch[i * n + j] = matrix[i * n + j];
      scratch[i * n + i] += j != i && !(matrix[i * n + j] > 0);
    }
  }
  gsl_eigen_nonsymm_params(1, 0, &values);
  if (gsl_eigen_nonsymmv_Z(&a.matrix, &value.vector, &vectors.matrix, &z.matrix, &work) != 0)
    return false;
  pick(&value.vector, &vectors.matrix, n, vector, lambda);
  return true;
}

bool egb_stats_worst_comparison(const double *matrix, const double *vector, size_t n, size_t *i, size_t *j) {
  double worst = 1e-9;
  bool found = false;
  for (size_t row = 0; row < n; row++)
    for (size_t column = row + 1; column < n; column++) {
      if (!(matrix[row * n + column] > 0))
        continue;
      const double off = fabs(log(matrix[row * n + column] * vector[column] / vector[row]));
      if (off > worst) {
        worst = off;
        *i = row;
        *j = column;
        found = true;
      }
    }
  return found;
}
