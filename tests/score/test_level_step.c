/* The level above and what keeps a unit from it, against the words of egovbench.h, for random scores: many of them
 * above a level's minimum and below its own lowest score, which is no reason to name the lowest part. */
#include "small.h"

#include <math.h>

#define UNITS 400
#define PARTS 3
#define TEXT 20000
#define LEVELS 3

static const double from[LEVELS] = {70, 50, 20}, minimum[LEVELS] = {45, 30, -INFINITY};
static const double share[PARTS] = {1.0 / 6, 2.0 / 6, 3.0 / 6};
static const char definition[] =
    "egovbench: 1\nid: t\ndefaults: {normalise: as-is}\n"
    "levels: [{id: high, from: 70, minimum: 45}, {id: middle, from: 50, minimum: 30}, {id: low, from: 20}]\n"
    "indicators: [{id: x0, weight: 1}, {id: x1, weight: 2}, {id: x2, weight: 3}]\n";

static void write_data(char *out) {
  uint64_t seed = 31;
  size_t n = (size_t)snprintf(out, TEXT, "unit,x0,x1,x2\n");
  for (int u = 0; u < UNITS; u++) {
    n += (size_t)snprintf(out + n, TEXT - n, "U%03d", u);
    for (int i = 0; i < PARTS; i++)
      n += (size_t)snprintf(out + n, TEXT - n, next_random(&seed) % 15 == 0 ? "," : ",%d",
                            (int)(next_random(&seed) % 101));
    n += (size_t)snprintf(out + n, TEXT - n, "\n");
  }
}

/* The first level whose `from` the score reaches and whose minimum every part that there is reaches. */
static size_t level_of(double score, const double *part) {
  for (size_t k = 0; k < LEVELS; k++) {
    bool reached = score >= from[k] - 1e-9;
    for (size_t i = 0; i < PARTS; i++)
      reached = reached && (!isfinite(minimum[k]) || part[i] >= minimum[k]);
    if (reached)
      return k;
  }
  return SIZE_MAX;
}

/* Where the minimum is not met, the part furthest below it, a missing one before all; else what costs most. */
static size_t obstacle_of(const double *part, size_t next, bool *below_minimum) {
  size_t found = SIZE_MAX;
  *below_minimum = false;
  for (size_t i = 0; i < PARTS; i++) {
    const bool below = isfinite(minimum[next]) && !(part[i] >= minimum[next]);
    if (below && (found == SIZE_MAX || (isnan(part[i]) && !isnan(part[found])) || part[i] < part[found]))
      found = i;
  }
  *below_minimum = found != SIZE_MAX;
  double most = 0;
  for (size_t i = 0; i < PARTS && !*below_minimum; i++)
    if (share[i] * (from[next] - part[i]) > most + 1e-12) {
      most = share[i] * (from[next] - part[i]);
      found = i;
    }
  return found;
}

static void test_steps(void **state) {
  (void)state;
  static char data[TEXT];
  write_data(data);
  small s = small_score(definition, data);
  size_t by_minimum = 0, by_cost = 0;
  for (size_t u = 0; u < UNITS; u++) {
    double part[PARTS];
    const double score = egb_results_score(s.results, u);
    for (size_t i = 0; i < PARTS; i++)
      part[i] = egb_results_node_score(s.results, i + 1, u);
    egb_level_step step = EGB_LEVEL_STEP_INIT;
    const bool any = egb_results_level_step(s.results, u, &step);
    const size_t level = isnan(score) ? SIZE_MAX : level_of(score, part);
    assert_int_equal(any, !isnan(score) && level != 0);
    if (!any)
      continue;
    const size_t next = level == SIZE_MAX ? LEVELS - 1 : level - 1;
    bool below_minimum;
    const size_t node = obstacle_of(part, next, &below_minimum);
    by_minimum += below_minimum;
    by_cost += !below_minimum;
    if (step.level != level || step.next != next || step.node != (node == SIZE_MAX ? SIZE_MAX : node + 1))
      fail_msg("U%03zu, %g %g %g: level %zu, next %zu, held back by %zu; not %zu, %zu, %zu", u, part[0], part[1],
               part[2], step.level, step.next, step.node, level, next, node + 1);
    assert_true(is_near(step.missing, fmax(0, from[next] - score), 1e-9));
  }
  assert_true(by_minimum > 50 && by_cost > 50);
  small_free(&s);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_steps)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
