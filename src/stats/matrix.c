#include "stats/matrix.h"

#include "stats/describe.h"
#include "stats/sum.h"

#include <gsl/gsl_eigen.h>
#include <gsl/gsl_version.h>

/* egb_stats_eigen fills the work space of GSL's solver itself: its constructor would call the error handler of the
 * whole process, which aborts, where memory runs out. Its members are those of GSL 2 (gsl_eigen.h of 2.7). */
_Static_assert(GSL_MAJOR_VERSION == 2, "the work space of gsl_eigen_symmv is filled as that of GSL 2");
_Static_assert(sizeof(gsl_eigen_symmv_workspace) == sizeof(size_t) + 4 * sizeof(double *),
               "gsl_eigen_symmv_workspace has other members than in GSL 2.7");

#define SWEEPS 200
#define SHORTEST 1e-150 /* of a column less its mean: below it squares lose digits */
#define STILL 1e-13     /* angle below which a rotation is none */

/* Mean of x times scale, and whether it varies, over the places where neither is NaN. */
static double mean_of(const double *x, const double *y, size_t n, double scale, size_t *count, bool *varies) {
  egb_sum sum = {0};
  double least = INFINITY, most = -INFINITY;
  *count = 0;
  for (size_t i = 0; i < n; i++) {
    if (isnan(x[i]) || isnan(y[i]))
      continue;
    egb_sum_add(&sum, x[i] * scale);
    least = fmin(least, x[i]);
    most = fmax(most, x[i]);
    ++*count;
  }
  *varies = most > least;
  return egb_sum_value(sum) / (double)*count;
}

/* NaN also where squares leave the range of doubles. */
static double correlate(const double *x, double x_scale, const double *y, double y_scale, size_t n) {
  egb_sum xx = {0}, yy = {0}, xy = {0};
  size_t count;
  bool x_varies, y_varies;
  const double x_mean = mean_of(x, y, n, x_scale, &count, &x_varies),
               y_mean = mean_of(y, x, n, y_scale, &count, &y_varies);
  if (count < 2 || !x_varies || !y_varies)
    return (double)NAN;
  for (size_t i = 0; i < n; i++) {
    if (isnan(x[i]) || isnan(y[i]))
      continue;
    const double a = x[i] * x_scale - x_mean, b = y[i] * y_scale - y_mean;
    egb_sum_add(&xx, a * a);
    egb_sum_add(&yy, b * b);
    egb_sum_add(&xy, a * b);
  }
  const double x_length = sqrt(egb_sum_value(xx)), y_length = sqrt(egb_sum_value(yy));
  if (!(x_length >= SHORTEST) || !(y_length >= SHORTEST) || !isfinite(x_length) || !isfinite(y_length))
    return (double)NAN;
  return fmax(-1, fmin(1, egb_sum_value(xy) / (x_length * y_length)));
}

double egb_stats_correlation(const double *x, const double *y, size_t n) {
  const double plain = correlate(x, 1, y, 1, n);
  return isnan(plain) ? correlate(x, egb_stats_scale(x, n), y, egb_stats_scale(y, n), n) : plain;
}

/* The mean of a column without gaps, and the length of what is left without it, as correlate() has them; length NaN: it
 * has gaps, or needs more than that. */
static void describe(const double *x, size_t n, double *mean, double *length) {
  egb_sum squares = {0};
  size_t count;
  bool varies;
  *mean = mean_of(x, x, n, 1, &count, &varies);
  *length = (double)NAN;
  if (count < n || n < 2 || !varies)
    return;
  for (size_t i = 0; i < n; i++)
    egb_sum_add(&squares, (x[i] - *mean) * (x[i] - *mean));
  const double found = sqrt(egb_sum_value(squares));
  *length = found >= SHORTEST && isfinite(found) ? found : (double)NAN;
}

/* Of two columns that were described; lengths: the product of both. */
static double correlate_described(const double *x, double x_mean, const double *y, double y_mean, double lengths,
                                  size_t n) {
  egb_sum products = {0};
  for (size_t i = 0; i < n; i++)
    egb_sum_add(&products, (x[i] - x_mean) * (y[i] - y_mean));
  return fmax(-1, fmin(1, egb_sum_value(products) / lengths));
}

/* Each column is described once. Until it is reached, the last row holds the means of the columns before it, and the
 * last column their lengths. */
bool egb_stats_correlations(const double *const *column, size_t count, size_t n, double *matrix) {
  const size_t last = count > 0 ? count - 1 : 0;
  double *means = matrix + last * count, *lengths = matrix + last;
  bool all = true;
  for (size_t i = 0; i < count; i++) {
    double mean, length;
    describe(column[i], n, &mean, &length);
    for (size_t j = 0; j < i; j++) {
      const double both = length * lengths[j * count];
      const double r = isnan(both) ? egb_stats_correlation(column[i], column[j], n)
                                   : correlate_described(column[i], mean, column[j], means[j], both, n);
      matrix[i * count + j] = matrix[j * count + i] = r;
      all = all && !isnan(r);
    }
    means[i] = mean;
    lengths[i * count] = length;
    matrix[i * count + i] = 1;
  }
  return all;
}

/* The sum of squares of what x times scale has beyond its mean; how many are present, and whether they vary. */
static double squares_present(const double *x, size_t n, double scale, size_t *count, bool *varies) {
  egb_sum squares = {0};
  const double mean = mean_of(x, x, n, scale, count, varies);
  for (size_t i = 0; *varies && i < n; i++)
    if (!isnan(x[i]))
      egb_sum_add(&squares, (x[i] * scale - mean) * (x[i] * scale - mean));
  return egb_sum_value(squares);
}

double egb_stats_sd_present(const double *x, size_t n) {
  size_t count;
  bool varies;
  double scale = 1, squares = squares_present(x, n, scale, &count, &varies);
  if (count < 2)
    return (double)NAN;
  const double length = sqrt(squares);
  if (varies && !(length >= SHORTEST && isfinite(length))) {
    scale = egb_stats_scale(x, n);
    squares = squares_present(x, n, scale, &count, &varies);
  }
  return sqrt(squares / (double)(count - 1)) / scale;
}

bool egb_stats_eigen(double *matrix, size_t n, double *value, double *vector, double *scratch) {
  gsl_eigen_symmv_workspace work = {
      .size = n, .d = scratch, .sd = scratch + n, .gc = scratch + 2 * n, .gs = scratch + 3 * n};
  gsl_matrix_view a = gsl_matrix_view_array(matrix, n, n), v = gsl_matrix_view_array(vector, n, n);
  gsl_vector_view lambda = gsl_vector_view_array(value, n);
  return gsl_eigen_symmv(&a.matrix, &lambda.vector, &v.matrix, &work) == 0 &&
         gsl_eigen_symmv_sort(&lambda.vector, &v.matrix, GSL_EIGEN_SORT_VAL_DESC) == 0;
}

/* Turns columns a and b in their plane to the largest variance of their squares; returns the angle. */
static double turn(double *loading, size_t rows, size_t columns, size_t a, size_t b) {
  egb_sum u_sum = {0}, v_sum = {0}, square_sum = {0}, product_sum = {0};
  for (size_t i = 0; i < rows; i++) {
    const double x = loading[i * columns + a], y = loading[i * columns + b], u = x * x - y * y, v = 2 * x * y;
    egb_sum_add(&u_sum, u);
    egb_sum_add(&v_sum, v);
    egb_sum_add(&square_sum, u * u - v * v);
    egb_sum_add(&product_sum, 2 * u * v);
  }
  const double su = egb_sum_value(u_sum), sv = egb_sum_value(v_sum);
  const double angle = atan2(egb_sum_value(product_sum) - 2 * su * sv / (double)rows,
                             egb_sum_value(square_sum) - (su * su - sv * sv) / (double)rows) /
                       4;
  const double c = cos(angle), s = sin(angle);
  for (size_t i = 0; i < rows; i++) {
    const double x = loading[i * columns + a], y = loading[i * columns + b];
    loading[i * columns + a] = x * c + y * s;
    loading[i * columns + b] = y * c - x * s;
  }
  return fabs(angle);
}

void egb_stats_varimax(double *loading, size_t rows, size_t columns, double *scratch) {
  for (size_t i = 0; i < rows; i++) {
    scratch[i] = 0;
    for (size_t j = 0; j < columns; j++)
      scratch[i] = hypot(scratch[i], loading[i * columns + j]);
    for (size_t j = 0; j < columns && scratch[i] > 0; j++)
      loading[i * columns + j] /= scratch[i];
  }
  double largest = 1;
  for (size_t sweep = 0; largest > STILL && sweep < SWEEPS; sweep++) {
    largest = 0;
    for (size_t a = 0; a < columns; a++)
      for (size_t b = a + 1; b < columns; b++)
        largest = fmax(largest, turn(loading, rows, columns, a, b));
  }
  for (size_t i = 0; i < rows; i++)
    for (size_t j = 0; j < columns; j++)
      loading[i * columns + j] *= scratch[i];
}
