/* Draws of imputed values from their predictive distributions, against what textbooks say these are; how often
 * intervals hold values that were deleted; and measurement errors that go together. All draws follow from their seed,
 * so that a test that passes once passes always; tolerances are five standard errors of the Monte Carlo estimate. */
#include "simulate/variant.h"
#include "small.h"
#include "trial.h"

#include <math.h>

#define DRAWS 4000
#define SEED 7

/* ---- draws of a small index ------------------------------------------------------------------ */

typedef struct drawing {
  small s;
  egb_arena *arena;
  egb_factors *factors;
  egb_variant *variant; /* points into itself */
} drawing;

static drawing open_trial(const char *yaml, const char *csv) {
  drawing t = {.s = small_score(yaml, csv), .arena = egb_arena_new()};
  t.variant = egb_arena_array(t.arena, 1, sizeof *t.variant);
  assert_int_equal(egb_factors_new(t.s.plan, t.s.results, &t.s.index->uncertainty, t.s.diag, &t.factors), EGB_OK);
  const egb_draw nominal = egb_factors_nominal(t.factors);
  assert_int_equal(egb_variant_make(t.factors, &nominal, t.arena, t.s.diag, t.variant), EGB_OK);
  return t;
}

static void close_trial(drawing *t) {
  egb_factors_free(t->factors);
  egb_arena_free(t->arena);
  small_free(&t->s);
}

static egb_results *score_draw(drawing *t, uint64_t number) {
  egb_results *results = NULL;
  egb_variant_disturb(t->variant, SEED, number);
  assert_int_equal(egb_score(&t->variant->plan, t->s.diag, &results), EGB_OK);
  return results;
}

/* The value of a node and a unit in so many draws, once gaps are filled. */
static void draw_cell(drawing *t, size_t node, size_t unit, size_t draws, double *out) {
  for (size_t d = 0; d < draws; d++) {
    egb_results *results = score_draw(t, d);
    out[d] = results->imputed.value[node][unit];
    egb_results_free(results);
  }
}

static double mean_of(const double *x, size_t n) {
  double sum = 0;
  for (size_t i = 0; i < n; i++)
    sum += x[i];
  return sum / (double)n;
}

static double covariance_of(const double *x, const double *y, size_t n) {
  const double a = mean_of(x, n), b = mean_of(y, n);
  double sum = 0;
  for (size_t i = 0; i < n; i++)
    sum += (x[i] - a) * (y[i] - b);
  return sum / (double)(n - 1);
}

#define INDEX(impute)                                                                                                  \
  "egovbench: 1\nid: t\ntitle: T\ndata: [x.csv]\ndefaults: {normalise: as-is}\nindicators:\n  - {id: y, impute: "      \
  "" impute "}\nuncertainty: {weights: fixed, error: {imputed: predictive}}\n"

/* ---- closed forms ---------------------------------------------------------------------------- */

#define DRAWS_T 60000 /* a tolerance of 3.5 % of the variance: without the 1/n it would be 5 % smaller */

/* The predictive distribution of a value at x0 is t with n - 2 degrees of freedom around the line, with the scale
 * s^2 (1 + 1/n + (x0 - mean)^2 / Sxx) (A. Gelman et al., Bayesian Data Analysis, 3rd ed. 2013, section 14.3). */
static void regression_draws_from_a_t(void **state) {
  static const double x[] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
  static const double y[] = {3.1, 3.9, 6.2, 7.1, 9.8, 10.9, 12.7, 15.2, 15.9, 19.1, 20.2, 22.6};
  static double drawn[DRAWS_T];
  const size_t n = sizeof x / sizeof *x;
  const double x0 = 15, nu = (double)n - 2;
  char csv[1000];
  size_t length = (size_t)snprintf(csv, sizeof csv, "unit,y,p\nGAP,,15\n");
  (void)state;
  for (size_t i = 0; i < n; i++)
    length += (size_t)snprintf(csv + length, sizeof csv - length, "U%02zu,%g,%g\n", i, y[i], x[i]);
  const double sxx = covariance_of(x, x, n) * ((double)n - 1), slope = covariance_of(x, y, n) / covariance_of(x, x, n);
  const double centre = mean_of(x, n), line = mean_of(y, n) + slope * (x0 - centre);
  double squares = 0;
  for (size_t i = 0; i < n; i++) {
    const double left = y[i] - mean_of(y, n) - slope * (x[i] - centre);
    squares += left * left;
  }
  const double scale = squares / nu * (1 + 1 / (double)n + (x0 - centre) * (x0 - centre) / sxx);
  const double variance = scale * nu / (nu - 2), kurtosis = 3 + 6 / (nu - 4);
  drawing t = open_trial(INDEX("{method: regression, columns: [p]}"), csv);
  draw_cell(&t, 1, 0, DRAWS_T, drawn);
  assert_true(fabs(mean_of(drawn, DRAWS_T) - line) < 5 * sqrt(variance / DRAWS_T));
  assert_true(fabs(covariance_of(drawn, drawn, DRAWS_T) - variance) < 5 * variance * sqrt((kurtosis - 1) / DRAWS_T));
  close_trial(&t);
}

/* The same with two predictors that are correlated: 1/n + d' S^-1 d, with d the distance from the means and S the sums
 * of squares and products. */
static void two_predictors(void **state) {
  static const double p[] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10}, q[] = {2, 1, 4, 3, 7, 5, 8, 8, 9, 12};
  static const double y[] = {3, 2, 5, 9, 8, 6, 12, 9, 10, 15}, at[] = {3, 11};
  static double drawn[DRAWS_T];
  const size_t n = sizeof y / sizeof *y;
  const double nu = (double)n - 3, times = (double)n - 1;
  char csv[1000];
  size_t length = (size_t)snprintf(csv, sizeof csv, "unit,y,p,q\nGAP,,3,11\n");
  (void)state;
  for (size_t i = 0; i < n; i++)
    length += (size_t)snprintf(csv + length, sizeof csv - length, "U%02zu,%g,%g,%g\n", i, y[i], p[i], q[i]);
  const double pp = times * covariance_of(p, p, n), qq = times * covariance_of(q, q, n);
  const double pq = times * covariance_of(p, q, n), py = times * covariance_of(p, y, n);
  const double qy = times * covariance_of(q, y, n), det = pp * qq - pq * pq;
  const double b = (qq * py - pq * qy) / det, c = (pp * qy - pq * py) / det;
  const double dp = at[0] - mean_of(p, n), dq = at[1] - mean_of(q, n);
  double squares = 0;
  for (size_t i = 0; i < n; i++) {
    const double left = y[i] - mean_of(y, n) - b * (p[i] - mean_of(p, n)) - c * (q[i] - mean_of(q, n));
    squares += left * left;
  }
  const double lever = 1 / (double)n + (dp * dp * qq - 2 * dp * dq * pq + dq * dq * pp) / det;
  const double variance = squares / nu * (1 + lever) * nu / (nu - 2), kurtosis = 3 + 6 / (nu - 4);
  drawing t = open_trial(INDEX("{method: regression, columns: [p, q]}"), csv);
  draw_cell(&t, 1, 0, DRAWS_T, drawn);
  assert_true(fabs(mean_of(drawn, DRAWS_T) - (mean_of(y, n) + b * dp + c * dq)) < 5 * sqrt(variance / DRAWS_T));
  assert_true(fabs(covariance_of(drawn, drawn, DRAWS_T) - variance) < 5 * variance * sqrt((kurtosis - 1) / DRAWS_T));
  close_trial(&t);
}

/* Each value is a donor's, all equally likely, and two gaps of one draw have the variance of the pool's mean in common:
 * that of the donors over their number. */
static void two_gaps_share_a_pool(void **state) {
  static double first[DRAWS], second[DRAWS];
  static const double donor[] = {1, 4, 6, 10, 19};
  const size_t n = sizeof donor / sizeof *donor;
  (void)state;
  const char *csv = "unit,y,g\nA,,r\nB,,r\nC,1,r\nD,4,r\nE,6,r\nF,10,r\nG,19,r\nH,,\n";
  drawing t = open_trial(INDEX("mean"), csv);
  draw_cell(&t, 1, 0, DRAWS, first);
  draw_cell(&t, 1, 1, DRAWS, second);
  const double variance = covariance_of(donor, donor, n) * ((double)n - 1) / (double)n;
  double fourth = 0;
  for (size_t i = 0; i < n; i++)
    fourth += pow(donor[i] - mean_of(donor, n), 4) / (double)n;
  assert_true(fabs(mean_of(first, DRAWS) - mean_of(donor, n)) < 5 * sqrt(variance / DRAWS));
  assert_true(fabs(covariance_of(first, first, DRAWS) - variance) < 5 * sqrt((fourth - variance * variance) / DRAWS));
  /* of a product of two numbers that hardly depend on each other */
  assert_true(fabs(covariance_of(first, second, DRAWS) - variance / (double)n) < 5 * variance / sqrt(DRAWS));
  assert_true(covariance_of(first, second, DRAWS) > variance / (double)n / 2);
  for (size_t d = 0; d < DRAWS; d++) {
    bool is_donor = false;
    for (size_t i = 0; i < n; i++)
      is_donor = is_donor || first[d] == donor[i];
    assert_true(is_donor);
  }
  close_trial(&t);
}

/* Among the three nearest, by distance: weights 1 / d. */
static void a_near_unit_gives_more_often(void **state) {
  static double drawn[DRAWS];
  static const double donor[] = {10, 20, 30}, weight[] = {1 / 1.0, 1 / 2.0, 1 / 4.0};
  const double total = weight[0] + weight[1] + weight[2];
  (void)state;
  drawing t = open_trial(INDEX("{method: knn, k: 3, weights: distance, columns: [p]}"),
                         "unit,y,p\nGAP,,0\nA,10,1\nB,20,2\nC,30,4\nD,40,90\n");
  draw_cell(&t, 1, 0, DRAWS, drawn);
  for (size_t i = 0; i < 3; i++) {
    size_t count = 0;
    for (size_t d = 0; d < DRAWS; d++)
      count += drawn[d] == donor[i];
    const double p = weight[i] / total;
    assert_true(fabs((double)count / DRAWS - p) < 5 * sqrt(p * (1 - p) / DRAWS));
  }
  close_trial(&t);
}

/* ---- coverage -------------------------------------------------------------------------------- */

static int by_size(const void *a, const void *b) {
  const double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

static double normal(uint64_t *state) {
  double sum = -6;
  for (int i = 0; i < 12; i++)
    sum += dice_unit(state);
  return sum;
}

/* Far from the other units it is the line that is uncertain, which only the bootstrap of the units shows: to first
 * order the variance is that of regression, and without the bootstrap 2.5 times smaller. The order of the error of
 * either statement is 1 over the number of units: within a fifth. */
static void em_draws_its_parameters(void **state) {
  static double drawn[DRAWS];
  enum { COUNT = 60 };
  double p[COUNT], y[COUNT], squares = 0;
  char csv[4000];
  uint64_t dice_state = 99;
  size_t length = (size_t)snprintf(csv, sizeof csv, "unit,y,p\nGAP,,200\n");
  (void)state;
  for (size_t i = 0; i < COUNT; i++) {
    p[i] = (double)i + 1;
    y[i] = round(1e4 * (2 * p[i] + 5 * normal(&dice_state))) / 1e4;
    length += (size_t)snprintf(csv + length, sizeof csv - length, "U%02zu,%.4f,%g\n", i, y[i], p[i]);
  }
  const double sxx = covariance_of(p, p, COUNT) * (COUNT - 1),
               slope = covariance_of(p, y, COUNT) / covariance_of(p, p, COUNT);
  for (size_t i = 0; i < COUNT; i++) {
    const double left = y[i] - mean_of(y, COUNT) - slope * (p[i] - mean_of(p, COUNT));
    squares += left * left;
  }
  const double d = 200 - mean_of(p, COUNT), variance = squares / (COUNT - 2) * (1 + 1.0 / COUNT + d * d / sxx);
  drawing t = open_trial(INDEX("{method: em, columns: [p]}"), csv);
  draw_cell(&t, 1, 0, DRAWS, drawn);
  const double ratio = covariance_of(drawn, drawn, DRAWS) / variance;
  assert_true(ratio > 0.8 && ratio < 1.2);
  assert_true(fabs(mean_of(drawn, DRAWS) - mean_of(y, COUNT) - slope * d) < 0.2 * sqrt(variance));
  close_trial(&t);
}

#define UNITS 100
#define SETS 40
#define GAPS 20
#define EACH 199

/* y = p + q + error in every set; a fifth of y is deleted at random. Share of the deleted values within the 90 %
 * interval: the 10th to the 190th of 199 draws. With a hundred units, as EM is right for many only. */
static double coverage(const char *yaml) {
  static double drawn[GAPS][EACH];
  uint64_t dice_state = 20240611;
  size_t inside = 0;
  for (size_t set = 0; set < SETS; set++) {
    char csv[12000];
    double truth[GAPS];
    size_t length = (size_t)snprintf(csv, sizeof csv, "unit,y,p,q\n");
    for (size_t u = 0; u < UNITS; u++) {
      const double p = normal(&dice_state), q = normal(&dice_state), y = p + q + normal(&dice_state);
      length += (size_t)snprintf(csv + length, sizeof csv - length, "U%03zu,", u);
      if (u < GAPS)
        truth[u] = y;
      else
        length += (size_t)snprintf(csv + length, sizeof csv - length, "%.6f", y);
      length += (size_t)snprintf(csv + length, sizeof csv - length, ",%.6f,%.6f\n", p, q);
    }
    drawing t = open_trial(yaml, csv);
    for (size_t d = 0; d < EACH; d++) {
      egb_results *results = score_draw(&t, d);
      for (size_t u = 0; u < GAPS; u++)
        drawn[u][d] = results->imputed.value[1][u];
      egb_results_free(results);
    }
    for (size_t u = 0; u < GAPS; u++) {
      qsort(drawn[u], EACH, sizeof(double), by_size);
      inside += truth[u] >= drawn[u][9] && truth[u] <= drawn[u][189];
    }
    close_trial(&t);
  }
  return (double)inside / (SETS * GAPS);
}

static void intervals_hold_what_was_deleted(void **state) {
  static const char *const yaml[] = {INDEX("{method: regression, columns: [p, q]}"),
                                     INDEX("{method: em, columns: [p, q]}"), INDEX("mean")};
  (void)state;
  for (size_t i = 0; i < sizeof yaml / sizeof *yaml; i++) {
    const double share = coverage(yaml[i]);
    if (!(share >= 0.85 && share <= 0.95))
      fail_msg("%s covers %g", yaml[i], share);
  }
}

/* ---- edges ----------------------------------------------------------------------------------- */

static void what_cannot_be_predicted_stays_missing(void **state) {
  (void)state;
  drawing t =
      open_trial(INDEX("{method: regression, columns: [p]}"), "unit,y,p\nGAP,,\nA,1,1\nB,2,2\nC,4,3\nD,3,4\nE,,5\n");
  double gap, filled;
  draw_cell(&t, 1, 0, 1, &gap);
  draw_cell(&t, 1, 5, 1, &filled);
  assert_true(isnan(gap) && !isnan(filled));
  close_trial(&t);
}

static void a_constant_column_is_certain(void **state) {
  static const char *const yaml[] = {INDEX("{method: regression, columns: [p]}"), INDEX("{method: em, columns: [p]}"),
                                     INDEX("median")};
  (void)state;
  for (size_t i = 0; i < sizeof yaml / sizeof *yaml; i++) {
    double drawn[20];
    drawing t = open_trial(yaml[i], "unit,y,p\nGAP,,2\nA,5,1\nB,5,2\nC,5,3\nD,5,4\n");
    draw_cell(&t, 1, 0, 20, drawn);
    for (size_t d = 0; d < 20; d++)
      assert_true(fabs(drawn[d] - 5) < 1e-12);
    close_trial(&t);
  }
}

static void one_donor_is_too_few(void **state) {
  static const struct {
    const char *yaml, *csv;
  } cases[] = {{INDEX("mean"), "unit,y,p\nA,,1\nB,2,2\n"},
               {INDEX("{method: knn, k: 1, columns: [p]}"), "unit,y,p\nA,,1\nB,2,2\nC,3,9\n"}};
  (void)state;
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    drawing t = open_trial(cases[i].yaml, cases[i].csv);
    egb_results *results = NULL;
    egb_variant_disturb(t.variant, SEED, 0);
    assert_int_equal(egb_score(&t.variant->plan, t.s.diag, &results), EGB_UNCOMPUTABLE);
    egb_results_free(results);
    close_trial(&t);
  }
}

/* ---- errors that go together ----------------------------------------------------------------- */

#define ERRORS(more)                                                                                                   \
  "egovbench: 1\nid: t\ntitle: T\ndata: [x.csv]\ndefaults: {normalise: as-is}\nindicators:\n"                          \
  "  - {id: a, source: S}\n  - {id: b, source: S}\n  - {id: c, source: R}\n  - {id: d}\n"                              \
  "uncertainty: {weights: fixed, error: {all: 10%" more "}}\n"
#define COLUMNS 4
#define ROWS "unit,a,b,c,d\nA,1,30,5,2\nB,2,10,9,7\nC,4,20,2,6\n"

/* error[node][draw * 3 + unit], in standard deviations of its own. */
static void draw_errors(const char *yaml, size_t draws, double error[COLUMNS][DRAWS * 3]) {
  drawing t = open_trial(yaml, ROWS);
  for (size_t d = 0; d < draws; d++) {
    egb_results *results = score_draw(&t, d);
    for (size_t i = 0; i < COLUMNS; i++)
      for (size_t u = 0; u < 3; u++)
        error[i][d * 3 + u] =
            (results->raw.value[i + 1][u] - t.s.results->raw.value[i + 1][u]) / t.factors->deviation[i + 1];
    egb_results_free(results);
  }
  close_trial(&t);
}

static double correlation_of(const double *x, const double *y, size_t n) {
  return covariance_of(x, y, n) / sqrt(covariance_of(x, x, n) * covariance_of(y, y, n));
}

static void check_correlations(const char *yaml, const double expected[COLUMNS][COLUMNS]) {
  static double error[COLUMNS][DRAWS * 3];
  const size_t n = DRAWS * 3;
  draw_errors(yaml, DRAWS, error);
  for (size_t i = 0; i < COLUMNS; i++) {
    assert_true(fabs(covariance_of(error[i], error[i], n) - 1) < 5 * sqrt(2 / (double)n)); /* as large as before */
    for (size_t k = 0; k < i; k++) {
      const double rho = expected[i][k];
      assert_true(fabs(correlation_of(error[i], error[k], n) - rho) < 5 * (1 - rho * rho) / sqrt((double)n));
    }
  }
  const size_t half = n / 3;
  double one[DRAWS], other[DRAWS];
  for (size_t d = 0; d < half; d++) {
    one[d] = error[0][d * 3];
    other[d] = error[0][d * 3 + 1];
  }
  assert_true(fabs(correlation_of(one, other, half)) < 5 / sqrt((double)half)); /* units are independent */
}

static void errors_have_the_correlation_asked_for(void **state) {
  static const double by_unit[COLUMNS][COLUMNS] = {{1}, {0.6, 1}, {0.6, 0.6, 1}, {0.6, 0.6, 0.6, 1}};
  static const double by_source[COLUMNS][COLUMNS] = {{1}, {0.6, 1}, {0}, {0}};
  (void)state;
  check_correlations(ERRORS(", correlation: 0.6, by: unit"), by_unit);
  check_correlations(ERRORS(", correlation: 0.6, by: source"), by_source);
}

static void at_one_a_unit_moves_as_a_whole(void **state) {
  static double error[COLUMNS][DRAWS * 3];
  (void)state;
  draw_errors(ERRORS(", correlation: 1, by: unit"), 20, error);
  for (size_t d = 0; d < 60; d++)
    for (size_t i = 1; i < COLUMNS; i++)
      assert_true(fabs(error[i][d] - error[0][d]) < 1e-9);
}

static void at_zero_nothing_is_different(void **state) {
  static double before[COLUMNS][DRAWS * 3], error[COLUMNS][DRAWS * 3];
  (void)state;
  draw_errors(ERRORS(""), 20, before);
  draw_errors(ERRORS(", correlation: 0, by: unit"), 20, error);
  for (size_t i = 0; i < COLUMNS; i++)
    assert_memory_equal(before[i], error[i], 60 * sizeof(double));
}

/* Standard errors that the data has go together as those of the definition do, and with them: a and b have their own in
 * the data, c a share of its deviation. */
static void errors_of_the_data_go_together_too(void **state) {
  static const char yaml[] = "egovbench: 1\nid: t\ntitle: T\ndata: [x.csv]\ndefaults: {normalise: as-is}\n"
                             "indicators: [{id: a}, {id: b}, {id: c}]\nuncertainty: {weights: fixed, "
                             "error: {indicators: {c: 0.5}, correlation: 1, by: unit}}\n";
  (void)state;
  drawing t = open_trial(yaml, "unit,a,a.error,b,b.error,c\nA,1,2,30,4,5\nB,2,2,10,8,9\nC,4,1,20,4,2\n");
  static const double error[3][3] = {{2, 2, 1}, {4, 8, 4}, {0.5, 0.5, 0.5}};
  for (size_t d = 0; d < 20; d++) {
    egb_results *results = score_draw(&t, d);
    for (size_t u = 0; u < 3; u++) {
      double z[3];
      for (size_t i = 0; i < 3; i++)
        z[i] = (results->raw.value[i + 1][u] - t.s.results->raw.value[i + 1][u]) / error[i][u];
      assert_true(fabs(z[1] - z[0]) < 1e-9 && fabs(z[2] - z[0]) < 1e-9);
    }
    egb_results_free(results);
  }
  close_trial(&t);
}

/* What is added to an imputed value, and what is drawn for it, keeps to the bounds as observed values do. */
static void imputed_values_keep_to_the_bounds(void **state) {
  static const char *const how[] = {"100%", "predictive"};
  (void)state;
  for (size_t k = 0; k < 2; k++) {
    char yaml[500];
    static double drawn[200];
    (void)snprintf(yaml, sizeof yaml,
                   "egovbench: 1\nid: t\ntitle: T\ndata: [x.csv]\ndefaults: {normalise: as-is}\nindicators:\n"
                   "  - {id: y, bounds: [0, 10], impute: {method: regression, columns: [p]}}\n"
                   "uncertainty: {weights: fixed, error: {imputed: %s}}\n",
                   how[k]);
    drawing t = open_trial(yaml, "unit,y,p\nGAP,,9\nA,1,1\nB,9,2\nC,2,3\nD,9,4\nE,3,5\n");
    draw_cell(&t, 1, 0, 200, drawn);
    size_t least = 0, most = 0;
    for (size_t d = 0; d < 200; d++) {
      assert_true(drawn[d] >= 0 && drawn[d] <= 10);
      least += drawn[d] == 0;
      most += drawn[d] == 10;
    }
    assert_true(least + most > 0); /* some would be outside */
    close_trial(&t);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(regression_draws_from_a_t),
                                     cmocka_unit_test(two_predictors),
                                     cmocka_unit_test(em_draws_its_parameters),
                                     cmocka_unit_test(two_gaps_share_a_pool),
                                     cmocka_unit_test(a_near_unit_gives_more_often),
                                     cmocka_unit_test(intervals_hold_what_was_deleted),
                                     cmocka_unit_test(what_cannot_be_predicted_stays_missing),
                                     cmocka_unit_test(a_constant_column_is_certain),
                                     cmocka_unit_test(one_donor_is_too_few),
                                     cmocka_unit_test(errors_have_the_correlation_asked_for),
                                     cmocka_unit_test(at_one_a_unit_moves_as_a_whole),
                                     cmocka_unit_test(at_zero_nothing_is_different),
                                     cmocka_unit_test(errors_of_the_data_go_together_too),
                                     cmocka_unit_test(imputed_values_keep_to_the_bounds)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
