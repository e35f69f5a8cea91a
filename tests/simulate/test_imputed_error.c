/* What an imputation misses observed values by, against the same worked out here: every observed value of a column is
 * hidden once, a tenth of them at a time. */

#include "simulate/imputed_error.h"
#include "small.h"

#include <math.h>

#define TOLERANCE 1e-12
#define FOLDS 10
#define COUNT 23

static const char yaml[] = "egovbench: 1\nid: t\ntitle: T\ndata: [x.csv]\ndefaults: {normalise: as-is}\nindicators:\n"
                           "  - {id: x, impute: mean}\n"
                           "  - {id: y, impute: mean}\n"
                           "  - {id: z}\n"
                           "  - {id: p, impute: {method: value, value: 1}, points: {1: 0, 2: 1}}\n";

/* Fold of the k-th observed value: that of its node moves on by one, so that no row is emptied. */
static double expected(const double *value, size_t count, size_t node) {
  double square = 0;
  for (size_t fold = 0; fold < FOLDS; fold++) {
    double sum = 0, others = 0;
    for (size_t k = 0; k < count; k++)
      if ((k + node) % FOLDS != fold) {
        sum += value[k];
        others++;
      }
    for (size_t k = 0; k < count; k++)
      if ((k + node) % FOLDS == fold)
        square += (sum / others - value[k]) * (sum / others - value[k]);
  }
  return sqrt(square / (double)count);
}

static void every_observed_value_is_hidden_once(void **state) {
  char csv[4096];
  double x[COUNT], y[COUNT], error[8] = {0};
  size_t length = (size_t)snprintf(csv, sizeof csv, "unit,x,y,z,p\n"), xs = 0, ys = 0;
  (void)state;
  for (int u = 0; u < COUNT; u++) {
    const int a = u * u % 29, b = 7 * u % 31;
    const bool has_x = u % 6 != 2, has_y = u % 5 != 3; /* gaps are no part of it */
    if (has_x)
      x[xs++] = a;
    if (has_y)
      y[ys++] = b;
    length += (size_t)snprintf(csv + length, sizeof csv - length, "U%02d,", u);
    if (has_x)
      length += (size_t)snprintf(csv + length, sizeof csv - length, "%d", a);
    csv[length++] = ',';
    if (has_y)
      length += (size_t)snprintf(csv + length, sizeof csv - length, "%d", b);
    length += (size_t)snprintf(csv + length, sizeof csv - length, ",1,1\n");
  }
  small s = small_score(yaml, csv);
  egb_arena *arena = egb_arena_new();
  assert_int_equal(egb_imputed_error(s.plan, arena, error), EGB_OK);
  assert_true(fabs(error[1] - expected(x, xs, 1)) < TOLERANCE);
  assert_true(fabs(error[2] - expected(y, ys, 2)) < TOLERANCE);
  assert_true(error[0] == 0 && error[3] == 0 && error[4] == 0); /* nothing imputed; answers have no error */
  egb_arena_free(arena);
  small_free(&s);
}

/* A value that cannot be filled counts for nothing. */
static void one_observed_value(void **state) {
  double error[8] = {0};
  (void)state;
  small s = small_score(yaml, "unit,x,y,z,p\nA,1,2,1,1\nB,,4,2,1\n");
  egb_arena *arena = egb_arena_new();
  assert_int_equal(egb_imputed_error(s.plan, arena, error), EGB_OK);
  assert_true(error[1] == 0);
  assert_true(error[2] == 2); /* each by the other */
  egb_arena_free(arena);
  small_free(&s);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(every_observed_value_is_hidden_once),
                                     cmocka_unit_test(one_observed_value)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
