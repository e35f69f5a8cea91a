/* Adequacy, reliability and smoothing on small matrices worked out by hand; against R in tests/reference. */
#include "check.h"
#include "stats/adequacy.h"
#include "stats/agreement.h"
#include "stats/binomial.h"
#include "stats/matrix.h"
#include "stats/reliability.h"
#include "stats/shape.h"
#include "stats/smooth.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>

/* Three items that correlate at r: inverse and determinant in closed form. det = (1 - r)^2 (1 + 2 r); partial = r / (1
 * + r); alpha = 3 r / (1 + 2 r); KMO = 1 / (1 + 1 / (1 + r)^2); loadings sqrt(r), omega = alpha. */
static void equal_correlations(void **state) {
  (void)state;
  const double r = 0.5, matrix[] = {1, r, r, r, 1, r, r, r, 1};
  double inverse[9], scratch[9], determinant, item[3], loading[3];
  assert_true(egb_stats_invert(matrix, 3, inverse, &determinant, scratch));
  assert_near(exp(determinant), (1 - r) * (1 - r) * (1 + 2 * r), 1e-15);
  assert_near(egb_stats_partial(inverse, 3, 0, 2), r / (1 + r), 1e-15);
  assert_near(egb_stats_kmo(matrix, inverse, 3, item), 1 / (1 + 1 / ((1 + r) * (1 + r))), 1e-15);
  assert_near(item[1], 1 / (1 + 1 / ((1 + r) * (1 + r))), 1e-15);
  assert_near(egb_stats_alpha(matrix, 3), 3 * r / (1 + 2 * r), 1e-15);
  double without[3], rest[3];
  egb_stats_items(matrix, 3, without, rest);
  assert_near(without[1], 2 * r / (1 + r), 1e-15);
  assert_near(rest[0], 2 * r / sqrt(2 + 2 * r), 1e-15);
  assert_int_equal(egb_stats_one_factor(matrix, 3, loading), 0);
  assert_near(loading[2], sqrt(r), 1e-9);
  assert_near(egb_stats_omega(loading, 3), 3 * r / (1 + 2 * r), 1e-9);
}

/* The matrix has what each pair gives by itself, to the last bit: columns with gaps, that do not vary, whose squares
 * leave the range of doubles, and of nothing; the last and the first may be any of them. */
static void a_matrix_is_its_pairs(void **state) {
  (void)state;
  enum { K = 7, N = 12 };
  double value[K][N];
  const double *column[K];
  for (size_t i = 0; i < N; i++) {
    const double x = (double)(i * i % 7) - 2, y = (double)(i * 5 % 11);
    const double of[K] = {x, y, i % 4 == 1 ? (double)NAN : x + y / 3, 4, 1e200 * (x - y), 1e-200 * y, (double)NAN};
    for (size_t k = 0; k < K; k++)
      value[k][i] = of[k];
  }
  for (size_t turn = 0; turn < K; turn++)
    for (size_t count = 0; count <= K; count++) {
      double matrix[K * K];
      bool all = true;
      for (size_t k = 0; k < K; k++)
        column[k] = value[(k + turn) % K];
      const bool found = egb_stats_correlations(column, count, N, matrix);
      for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < count; k++) {
          const double r = i == k ? 1 : egb_stats_correlation(column[i > k ? i : k], column[i > k ? k : i], N);
          assert_true(isnan(r) ? isnan(matrix[i * count + k]) : matrix[i * count + k] == r);
          all = all && !isnan(r);
        }
      assert_true(found == all);
    }
}

/* The matrix without an item, spelled out: also where one item is most of the sum by far, and where a pair is
 * undefined, which leaves a figure to its two items only. */
static void items_are_the_matrix_without_them(void **state) {
  (void)state;
  enum { K = 7 };
  for (int undefined = 0; undefined < 2; undefined++) {
    double matrix[K * K], other[(K - 1) * (K - 1)], alpha[K], rest[K];
    uint64_t seed = 3;
    for (int i = 0; i < K; i++)
      for (int j = i; j < K; j++)
        matrix[i * K + j] = matrix[j * K + i] =
            (i == 2 && j == 2 ? 1e12 : 1) * ((double)(next_random(&seed) % 1000) / 1000 + (i == j));
    if (undefined)
      matrix[1 * K + 4] = matrix[4 * K + 1] = (double)NAN;
    egb_stats_items(matrix, K, alpha, rest);
    for (int out = 0; out < K; out++) {
      double with = 0, sum = 0;
      int count = 0;
      for (int i = 0; i < K; i++)
        for (int j = 0; j < K; j++)
          if (i != out && j != out) {
            other[count++] = matrix[i * K + j];
            sum += matrix[i * K + j];
          }
      for (int j = 0; j < K; j++)
        with += j == out ? 0 : matrix[out * K + j];
      const double expected = egb_stats_alpha(other, K - 1), correlation = with / sqrt(matrix[out * K + out] * sum);
      assert_int_equal(isnan(alpha[out]), undefined && out != 1 && out != 4);
      assert_int_equal(isnan(rest[out]), undefined);
      if (!isnan(alpha[out]))
        assert_near(alpha[out], expected, 1e-12);
      if (!isnan(rest[out]))
        assert_near(rest[out], correlation, 1e-12);
    }
  }
}

/* One factor with loadings of both signs is found again from its correlations; the sum is not negative. */
static void a_factor_again(void **state) {
  (void)state;
  const double true_loading[] = {0.9, 0.7, -0.3, 0.5, 0.2};
  double matrix[25], loading[5];
  for (int i = 0; i < 5; i++)
    for (int j = 0; j < 5; j++)
      matrix[5 * i + j] = i == j ? 1 : true_loading[i] * true_loading[j];
  assert_int_equal(egb_stats_one_factor(matrix, 5, loading), 0);
  for (int i = 0; i < 5; i++)
    assert_near(loading[i], true_loading[i], 1e-8);
  /* Spearman's tetrads that no real factor has: a communality at its limit is reported */
  const double heywood[] = {1, 0.9, 0.9, 0.9, 1, 0.5, 0.9, 0.5, 1};
  assert_true(egb_stats_one_factor(heywood, 3, loading) > 0);
}

/* A correlation does not depend on the unit of measurement, however large or small: its squares must not leave the
 * range of doubles in silence. */
static void extreme_units(void **state) {
  (void)state;
  static const double scale[] = {1, 1e-300, 1e-200, 1e-160, 1e150, 1e200, 1e307};
  const double x[] = {1, 2, 3, 5}, y[] = {2, 1, 4, 3}, flat[] = {1e300, 1e300, 1e300, 1e300};
  const double plain = egb_stats_correlation(x, y, 4);
  assert_near(plain, 3.5 / sqrt(8.75 * 5), 1e-15); /* sums of products and squares by hand */
  for (size_t i = 0; i < sizeof scale / sizeof *scale; i++)
    for (size_t j = 0; j < sizeof scale / sizeof *scale; j++) {
      double a[4], b[4];
      for (size_t k = 0; k < 4; k++) {
        a[k] = x[k] * scale[i];
        b[k] = y[k] * scale[j];
      }
      assert_near(egb_stats_correlation(a, b, 4), plain, 1e-14);
    }
  assert_true(isnan(egb_stats_correlation(x, flat, 4)));
}

static void nothing_in_common(void **state) {
  (void)state;
  const double matrix[] = {1, 0, 0, 1};
  double inverse[4], scratch[4], determinant, item[2];
  assert_true(egb_stats_invert(matrix, 2, inverse, &determinant, scratch));
  assert_true(isnan(egb_stats_kmo(matrix, inverse, 2, item)));
  const egb_sphericity test = egb_stats_bartlett(determinant, 2, 30);
  assert_near(test.chi_squared, 0, 0);
  assert_near(test.p, 1, 1e-15);
  assert_true(isnan(egb_stats_bartlett(0, 5, 3).p)); /* 2 - 15 / 6 < 0 */
  const double twice[] = {1, 1, 1, 1};
  assert_false(egb_stats_invert(twice, 2, inverse, &determinant, scratch));
  assert_true(isnan(egb_stats_alpha(matrix, 1)));
}

/* r = 1 / 2 of 11: t = 1.7320508, 9 degrees of freedom. p from 1 - pt in closed form is not at hand: R's
 * 2 * pt(-sqrt(3), 9) is 0.1173068. Interval tanh(atanh(1 / 2) -+ 1.96 / sqrt(8)). */
static void pearson(void **state) {
  (void)state;
  assert_near(egb_stats_correlation_p(0.5, 11, 0), 0.1173068, 5e-8);
  assert_near(egb_stats_correlation_p(0.5, 12, 1), 0.1173068, 5e-8);
  assert_true(isnan(egb_stats_correlation_p(0.5, 2, 0)));
  const double x[] = {1, 2, 3, 4, 5}, y[] = {1, 2, 4, 3, 5};
  egb_agreement out;
  egb_stats_agree_pearson(x, y, 5, NULL, &out);
  assert_near(out.estimate, 0.9, 1e-15);
  assert_near(out.low, tanh(atanh(0.9) - 1.959963984540054 / sqrt(2)), 1e-14);
}

static void mad(void **state) {
  (void)state;
  double x[] = {1, 1, 2, 2, 4, 6, 9}, none[] = {3};
  assert_near(egb_stats_mad(x, 7), 1.4826, 1e-15); /* median 2, distances 0 0 1 1 2 4 7 */
  assert_near(egb_stats_mad(none, 1), 0, 0);
}

static egb_correlation_ratio ratio_of(const double *x, const double *y, size_t n) {
  double *scratch = calloc(egb_stats_ratio_scratch(n), sizeof *scratch);
  assert_non_null(scratch);
  const egb_correlation_ratio out = egb_stats_correlation_ratio(x, y, n, scratch);
  free(scratch);
  return out;
}

/* Uniform on [-1, 1], of variance 1 / 3, without any order: a hash of the number. */
static double noise(size_t i) {
  uint32_t z = (uint32_t)i * 2654435761U;
  z = (z ^ (z >> 16)) * 2246822519U;
  z = (z ^ (z >> 13)) * 3266489917U;
  return (double)(z ^ (z >> 16)) / 2147483648.0 - 1;
}

/* Kinds of curves, and more values than are smoothed one by one: the same ratio from 900 and from 5,000. */
static void ratios(void **state) {
  (void)state;
  enum { MOST = 5000 };
  static double x[MOST], parabola[MOST], line[MOST], groups[MOST];
  const size_t sizes[] = {900, MOST};
  for (int s = 0; s < 2; s++) {
    const size_t n = sizes[s];
    for (size_t i = 0; i < n; i++) {
      x[i] = 2 * ((double)i + 0.5) / (double)n - 1;
      parabola[i] = x[i] * x[i] + 0.2 * sqrt(3) * noise(i);
      line[i] = 3 * x[i];
      groups[i] = (double)(i % 3);
    }
    const egb_correlation_ratio curve = ratio_of(x, parabola, n);
    assert_int_equal(curve.smoother, EGB_SMOOTHER_LOCAL_LINEAR);
    assert_near(curve.ratio, (4.0 / 45) / (4.0 / 45 + 0.04), 0.03);
    const egb_correlation_ratio straight = ratio_of(x, line, n);
    assert_near(straight.ratio, 1, 1e-5); /* bins lose what varies inside them: 1 / 1,000^2 */
    const egb_correlation_ratio means = ratio_of(groups, x, n);
    assert_int_equal(means.smoother, EGB_SMOOTHER_MEANS);
    assert_near(means.ratio, 0, 1e-4);
  }
  assert_true(isnan(ratio_of(x, x, 7).ratio));
  for (size_t i = 0; i < 20; i++)
    line[i] = 1;
  assert_true(isnan(ratio_of(x, line, 20).ratio));
  assert_true(isnan(ratio_of(line, x, 20).ratio));
}

/* The curve at a bandwidth beside its definition: a line is met wherever the kernel is. */
static void local_lines(void **state) {
  (void)state;
  double x[30], y[30], fit[30], scratch[30];
  for (int i = 0; i < 30; i++) {
    x[i] = i < 10 ? 0 : i;
    y[i] = 2 * x[i] - 5;
  }
  egb_stats_local_linear(x, y, 30, 0.7, fit);
  for (int i = 0; i < 30; i++)
    assert_near(fit[i], y[i], 1e-9);
  assert_near(egb_stats_bandwidth(x, 30, scratch), 0.9 * sqrt(3200.0 / 29) * pow(30, -0.2),
              1e-12); /* sd < IQR / 1.34 */
  for (int i = 0; i < 30; i++)
    x[i] = 1;
  assert_near(egb_stats_bandwidth(x, 30, scratch), 0, 0);
}

/* Sums of choose(n, i) p^i (1 - p)^(n - i) in whole numbers (Python's fractions); the first is 1 - 0.95^10. */
static void binomial_tails(void **state) {
  (void)state;
  assert_near(egb_stats_binomial_least(1, 0.05, 10), 0.4012630607616211, 1e-14);
  assert_near(egb_stats_binomial_least(2, 0.05, 20), 0.26416047505615015, 1e-14);
  assert_near(egb_stats_binomial_least(3, 0.05, 15), 0.03620023864272915, 1e-14);
  assert_near(egb_stats_binomial_least(150, 0.05, 2394), 0.0033810684229376425, 1e-12);
  assert_near(egb_stats_binomial_least(5, 0.05, 5), 3.125e-07, 1e-20);
  assert_near(egb_stats_binomial_least(0, 0.05, 5), 1, 0);
  assert_near(egb_stats_binomial_least(6, 0.05, 5), 0, 0);
}

/* Covariances of 2 between items of variance 1, as gaps may make them, are no covariances of any units; 1 are. */
static void pairs_that_do_not_fit_together(void **state) {
  (void)state;
  double alpha[3], rest[3];
  const double beyond[] = {1, 2, 2, 1}, at[] = {1, 1, 1, 1}, three[] = {1, 2, 0, 2, 1, 0, 0, 0, 1};
  assert_true(isnan(egb_stats_alpha(beyond, 2)));
  egb_stats_items(beyond, 2, alpha, rest);
  assert_true(isnan(rest[0]) && isnan(rest[1]));
  assert_near(egb_stats_alpha(at, 2), 1, 1e-15);
  egb_stats_items(at, 2, alpha, rest);
  assert_near(rest[0], 1, 1e-15);
  egb_stats_items(three, 3, alpha, rest);
  assert_true(isnan(rest[0]) && isnan(alpha[2]));
  assert_near(rest[2], 0, 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(pairs_that_do_not_fit_together),
                                     cmocka_unit_test(equal_correlations),
                                     cmocka_unit_test(a_matrix_is_its_pairs),
                                     cmocka_unit_test(items_are_the_matrix_without_them),
                                     cmocka_unit_test(a_factor_again),
                                     cmocka_unit_test(extreme_units),
                                     cmocka_unit_test(nothing_in_common),
                                     cmocka_unit_test(pearson),
                                     cmocka_unit_test(binomial_tails),
                                     cmocka_unit_test(mad),
                                     cmocka_unit_test(ratios),
                                     cmocka_unit_test(local_lines)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
