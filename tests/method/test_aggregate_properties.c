/* What must hold for aggregations whatever the numbers. */

#include "check.h"
#include "method/kemeny.h"
#include "method/method.h"
#include "stats/lp.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define UNITS 70
#define CHILDREN 6
#define SCRATCH 20000

/* Columns of numbers in [1, 9.9], some of them equal, some missing. */
typedef struct sample {
  double value[CHILDREN][UNITS], weight[CHILDREN];
  size_t count;
} sample;

static uint32_t next(uint32_t *seed) {
  *seed = *seed * 1664525U + 1013904223U;
  return *seed >> 8;
}

static sample make(uint32_t seed, size_t count, unsigned missing) {
  sample s = {.count = count};
  double total = 0;
  for (size_t i = 0; i < CHILDREN; i++) {
    for (size_t u = 0; u < count; u++) {
      const double x = 1 + (double)(next(&seed) % 90) / 10;
      s.value[i][u] = next(&seed) % 100 < missing ? (double)NAN : x;
    }
    s.weight[i] = 1 + (double)(next(&seed) % 7);
    total += s.weight[i];
  }
  for (size_t i = 0; i < CHILDREN; i++)
    s.weight[i] /= total;
  return s;
}

static const egb_aggregate *find(const char *name) {
  for (size_t i = 0; egb_aggregations[i] != NULL; i++)
    if (strcmp(egb_aggregations[i]->head.name, name) == 0)
      return egb_aggregations[i];
  fail_msg("there is no aggregation %s", name);
  return NULL;
}

/* With the presets, p = 0.5 and places weighted 1 to 4; the scale is 10. False: not in this build. */
static bool run(const egb_aggregate *method, const sample *s, const size_t order[CHILDREN], double *y) {
  static double scratch[SCRATCH + 1];
  const double places[] = {1, 2, 3, 4};
  double parameter[EGB_PARAMETER_SLOTS] = {0}, weight[CHILDREN];
  const double *child[CHILDREN];
  const egb_list list[EGB_PARAMETERS_MAX] = {{places, 4, 1}};
  for (size_t i = 0; i < method->head.parameter_count; i++)
    memcpy(&parameter[2 * i], method->head.parameter[i].preset, 2 * sizeof(double));
  if (strcmp(method->head.name, "power") == 0)
    parameter[0] = 0.5;
  for (size_t i = 0; i < CHILDREN; i++) {
    child[i] = s->value[order == NULL ? i : order[i]];
    weight[i] = s->weight[order == NULL ? i : order[i]];
  }
  const size_t need = method->scratch != NULL ? method->scratch(s->count, CHILDREN) : 4 * CHILDREN + 64;
  assert_true(need <= SCRATCH);
  scratch[need] = 12345;
  const egb_aggregate_input input = {.parameter = parameter,
                                     .list = list,
                                     .child = child,
                                     .weight = weight,
                                     .child_count = CHILDREN,
                                     .count = s->count,
                                     .scale = 10,
                                     .scratch = scratch};
  const char *reason = method->apply(&input, 0, s->count, y);
  assert_true(scratch[need] == 12345); /* nobody wrote behind what was asked for */
  if (reason != NULL && strstr(reason, "without GLPK") != NULL)
    return false;
  assert_null(reason);
  return true;
}

static void the_order_of_children_does_not_show(void **state) {
  (void)state;
  static const size_t order[CHILDREN] = {4, 0, 5, 2, 1, 3};
  for (size_t i = 0; egb_aggregations[i] != NULL; i++)
    for (uint32_t seed = 1; seed <= 5; seed++) {
      const sample s = make(seed, seed < 3 ? 9 : UNITS, seed % 2 == 0 ? 20 : 0);
      double a[UNITS], b[UNITS];
      if (run(egb_aggregations[i], &s, NULL, a) && run(egb_aggregations[i], &s, order, b))
        assert_all_close(egb_aggregations[i]->head.name, a, b, s.count, 1e-9);
    }
}

/* The units the other way round. Kemeny beyond 12 units is a heuristic whose ties end by place in the data. */
static void the_order_of_units_does_not_show(void **state) {
  (void)state;
  for (size_t i = 0; egb_aggregations[i] != NULL; i++) {
    const bool heuristic = strcmp(egb_aggregations[i]->head.name, "kemeny") == 0;
    if (heuristic)
      continue;
    const sample s = make(7, UNITS, 10);
    sample turned = s;
    double a[UNITS], b[UNITS], back[UNITS];
    for (size_t c = 0; c < CHILDREN; c++)
      for (size_t u = 0; u < UNITS; u++)
        turned.value[c][u] = s.value[c][UNITS - 1 - u];
    if (!run(egb_aggregations[i], &s, NULL, a) || !run(egb_aggregations[i], &turned, NULL, b))
      continue;
    for (size_t u = 0; u < UNITS; u++)
      back[u] = b[UNITS - 1 - u];
    assert_all_close(egb_aggregations[i]->head.name, a, back, UNITS, 1e-9);
  }
}

/* Of few values and many gaps, so that units often compare evenly, with three units that have the same. */
static sample make_even(uint32_t seed, size_t count) {
  sample s = make(seed, count, seed % 2 == 0 ? 60 : 30);
  for (size_t i = 0; i < CHILDREN; i++) {
    for (size_t u = 0; u < count; u++)
      s.value[i][u] = floor(s.value[i][u] / 4) + 1;
    s.value[i][count - 1] = s.value[i][count / 2] = s.value[i][0];
  }
  return s;
}

static void units_that_have_the_same_are_scored_the_same(void **state) {
  (void)state;
  static const size_t counts[] = {5, 9, 17, 40};
  for (size_t i = 0; egb_aggregations[i] != NULL; i++)
    for (uint32_t seed = 1; seed <= 200; seed++) {
      const sample s = make_even(seed, counts[seed % 4]);
      double y[UNITS];
      if (!run(egb_aggregations[i], &s, NULL, y))
        continue;
      const double first = y[0], other[] = {y[s.count / 2], y[s.count - 1]};
      for (size_t k = 0; k < 2; k++)
        if (isnan(first) ? !isnan(other[k]) : !(fabs(first - other[k]) <= 1e-9))
          fail_msg("%s, seed %u: %g and %g", egb_aggregations[i]->head.name, (unsigned)seed, first, other[k]);
    }
}

/* The last digits of scores are rounding; methods that compare units see no difference there. */
static void rounding_is_no_difference(void **state) {
  (void)state;
  static const char *const names[] = {"copeland", "outranking", "kemeny"};
  for (size_t k = 0; k < sizeof names / sizeof *names; k++)
    for (uint32_t seed = 1; seed <= 20; seed++) {
      const sample s = make_even(seed, 9);
      sample moved = s;
      for (size_t i = 0; i < CHILDREN; i++)
        for (size_t u = 0; u < s.count; u++)
          moved.value[i][u] = nextafter(s.value[i][u], (u + i + seed) % 2 == 0 ? INFINITY : 0);
      double a[UNITS], b[UNITS];
      assert_true(run(find(names[k]), &s, NULL, a) && run(find(names[k]), &moved, NULL, b));
      assert_all_close(names[k], a, b, s.count, 0);
    }
}

static void means_lie_between_their_children(void **state) {
  (void)state;
  static const char *const names[] = {"arithmetic", "geometric", "harmonic",           "power",   "median", "minimum",
                                      "maximum",    "owa",       "inverted-geometric", "mean-min"};
  for (size_t k = 0; k < sizeof names / sizeof *names; k++)
    for (uint32_t seed = 1; seed <= 20; seed++) {
      const sample s = make(seed, UNITS, 30);
      double y[UNITS];
      assert_true(run(find(names[k]), &s, NULL, y));
      for (size_t u = 0; u < UNITS; u++) {
        double low = (double)NAN, high = (double)NAN;
        for (size_t i = 0; i < CHILDREN; i++) {
          low = fmin(low, s.value[i][u]);
          high = fmax(high, s.value[i][u]);
        }
        if (isnan(low) ? !isnan(y[u]) : !(y[u] >= low - 1e-12 && y[u] <= high + 1e-12))
          fail_msg("%s, seed %u, unit %zu: %.17g is not in [%g, %g]", names[k], (unsigned)seed, u + 1, y[u], low, high);
      }
    }
}

static void means_stand_in_their_order(void **state) {
  (void)state;
  static const char *const rising[] = {"minimum",    "harmonic",           "geometric", "power",
                                       "arithmetic", "inverted-geometric", "maximum"};
  for (uint32_t seed = 1; seed <= 20; seed++) {
    const sample s = make(seed, UNITS, 30);
    double below[UNITS], y[UNITS];
    for (size_t k = 0; k < sizeof rising / sizeof *rising; k++) {
      assert_true(run(find(rising[k]), &s, NULL, y));
      for (size_t u = 0; k > 0 && u < UNITS; u++)
        assert_true(isnan(y[u]) || below[u] <= y[u] + 1e-12);
      memcpy(below, y, sizeof y);
    }
  }
}

/* The sum is the equally weighted mean times how many children are present. */
static void the_sum_is_the_mean_times_the_children(void **state) {
  (void)state;
  for (uint32_t seed = 1; seed <= 20; seed++) {
    sample s = make(seed, UNITS, 30);
    double sum[UNITS], mean[UNITS];
    for (size_t i = 0; i < CHILDREN; i++)
      s.weight[i] = 1.0 / CHILDREN;
    assert_true(run(find("sum"), &s, NULL, sum) && run(find("arithmetic"), &s, NULL, mean));
    for (size_t u = 0; u < UNITS; u++) {
      double present = 0;
      for (size_t i = 0; i < CHILDREN; i++)
        present += !isnan(s.value[i][u]);
      assert_true(isnan(mean[u]) ? isnan(sum[u]) : fabs(sum[u] - mean[u] * present) < 1e-9);
    }
  }
}

/* Turning every comparison round turns the scores round; wins and defeats are as many. */
static void copeland_is_antisymmetric(void **state) {
  (void)state;
  for (uint32_t seed = 1; seed <= 20; seed++) {
    const sample s = make(seed, UNITS, 30);
    sample negative = s;
    double a[UNITS], b[UNITS], sum = 0;
    for (size_t i = 0; i < CHILDREN; i++)
      for (size_t u = 0; u < UNITS; u++)
        negative.value[i][u] = -s.value[i][u];
    assert_true(run(find("copeland"), &s, NULL, a) && run(find("copeland"), &negative, NULL, b));
    for (size_t u = 0; u < UNITS; u++) {
      assert_true(isnan(a[u]) ? isnan(b[u]) : fabs(a[u] + b[u]) < 0.5);
      sum += isnan(a[u]) ? 0 : a[u];
    }
    assert_true(fabs(sum) < 0.5);
  }
}

/* ---- Kemeny ---------------------------------------------------------------------------------- */

static double net(const sample *s, size_t a, size_t b) {
  double sum = 0;
  for (size_t i = 0; i < CHILDREN; i++)
    sum += s->weight[i] * ((s->value[i][a] > s->value[i][b]) - (s->value[i][a] < s->value[i][b]));
  return sum;
}

/* What an order is worth: rank[u] high is first. */
static double worth(const sample *s, const double *score) {
  double sum = 0;
  for (size_t a = 0; a < s->count; a++)
    for (size_t b = 0; b < s->count; b++)
      sum += score[a] > score[b] ? net(s, a, b) : 0;
  return sum;
}

static double best_of_all(const sample *s, double *score, size_t at) {
  if (at == s->count)
    return worth(s, score);
  double best = -INFINITY;
  for (size_t i = at; i < s->count; i++) {
    const double kept = score[at];
    score[at] = score[i];
    score[i] = kept;
    best = fmax(best, best_of_all(s, score, at + 1));
    score[i] = score[at];
    score[at] = kept;
  }
  return best;
}

static void kemeny_is_the_best_of_all_orders(void **state) {
  (void)state;
  for (uint32_t seed = 1; seed <= 15; seed++) {
    const sample s = make(seed, 7, seed % 3 == 0 ? 20 : 0);
    double y[UNITS], score[] = {0, 1, 2, 3, 4, 5, 6};
    assert_true(run(find("kemeny"), &s, NULL, y));
    bool all = true;
    for (size_t u = 0; u < s.count; u++)
      all = all && !isnan(y[u]);
    if (all)
      assert_true(fabs(worth(&s, y) - best_of_all(&s, score, 0)) < 1e-9);
  }
}

/* The most that any order of `count` units is worth, over all sets of them: best[set] with each unit of it last. */
static double best_of_sets(const sample *s, double *best) {
  static double table[25][25];
  for (size_t a = 0; a < s->count; a++)
    for (size_t b = 0; b < s->count; b++)
      table[a][b] = net(s, a, b);
  best[0] = 0;
  for (size_t set = 1; set < (size_t)1 << s->count; set++) {
    best[set] = -INFINITY;
    for (size_t last = 0; last < s->count; last++) {
      if (!(set >> last & 1))
        continue;
      double value = best[set & ~((size_t)1 << last)];
      for (size_t a = 0; a < s->count; a++)
        value += (set >> a & 1) != 0 ? table[a][last] : 0;
      best[set] = fmax(best[set], value);
    }
  }
  return best[((size_t)1 << s->count) - 1];
}

static egb_kemeny_quality quality_of(const sample *s, double *y) {
  const double *child[CHILDREN];
  for (size_t i = 0; i < CHILDREN; i++)
    child[i] = s->value[i];
  double *scratch = calloc(s->count * s->count + 4 * s->count + 4096, sizeof *scratch);
  egb_kemeny_quality quality;
  assert_non_null(scratch);
  const egb_aggregate_input input = {.child = child,
                                     .weight = s->weight,
                                     .child_count = CHILDREN,
                                     .count = s->count,
                                     .scale = 100,
                                     .scratch = scratch};
  assert_null(egb_kemeny_find(&input, y, &quality));
  free(scratch);
  return quality;
}

/* With an integer program to 25 units, against all sets of 13 to 16; the order is known to be the best. */
static void kemeny_is_exact_beyond_sets(void **state) {
  (void)state;
  if (!egb_lp_available())
    skip();
  double *best = calloc((size_t)1 << 16, sizeof *best);
  assert_non_null(best);
  for (uint32_t seed = 1; seed <= 8; seed++) {
    const sample s = make(seed, 13 + seed % 4, 0);
    double y[UNITS];
    const egb_kemeny_quality quality = quality_of(&s, y);
    assert_true(fabs(worth(&s, y) - best_of_sets(&s, best)) < 1e-7);
    assert_true(quality.short_of == 0 && quality.units == s.count);
  }
  free(best);
}

/* What is said to be missing at most is no less than what is missing: programs of 25 units give the best order, whose
 * limit by circles must hold as well. */
static void kemeny_keeps_within_its_limit(void **state) {
  (void)state;
  for (uint32_t seed = 1; seed <= 6; seed++) {
    const sample s = make(seed, seed < 4 ? 25 : 60, 0);
    double y[UNITS], table[60 * 60];
    const egb_kemeny_quality quality = quality_of(&s, y);
    const double reached = worth(&s, y);
    for (size_t a = 0; a < s.count; a++)
      for (size_t b = 0; b < s.count; b++)
        table[a * s.count + b] = net(&s, a, b);
    egb_contest contest = {s.count, table};
    const double limit = egb_kemeny_limit(&contest);
    assert_true(reached <= limit + 1e-9 && limit > 0);
    assert_true(quality.short_of >= 0 && quality.short_of < 0.2);
    if (s.count > EGB_KEMENY_EXACT)
      assert_true(fabs(quality.short_of - fmax(0, 1 - reached / limit)) < 0.01);
  }
}

/* Beyond what is exact: no move of a single unit helps, and Copeland's order is not better. */
static void kemeny_cannot_be_bettered_by_one_move(void **state) {
  (void)state;
  for (uint32_t seed = 1; seed <= 5; seed++) {
    const sample s = make(seed, 40, 0);
    double y[UNITS], copeland[UNITS];
    assert_true(run(find("kemeny"), &s, NULL, y) && run(find("copeland"), &s, NULL, copeland));
    const double now = worth(&s, y);
    assert_true(now >= worth(&s, copeland) - 1e-9);
    for (size_t u = 0; u < s.count; u++)
      for (size_t to = 0; to <= s.count; to++) {
        const double kept = y[u];
        y[u] = (double)to - 0.5;
        assert_true(worth(&s, y) <= now + 1e-9);
        y[u] = kept;
      }
  }
}

/* Where all children agree, the order is theirs, however many units there are. */
static void kemeny_finds_an_order_that_all_agree_on(void **state) {
  (void)state;
  for (size_t count = 2; count <= UNITS; count += 17) {
    sample s = make(3, count, 0);
    double y[UNITS];
    for (size_t i = 0; i < CHILDREN; i++)
      for (size_t u = 0; u < count; u++)
        s.value[i][u] = (double)((u * 29 + 11) % 71);
    assert_true(run(find("kemeny"), &s, NULL, y));
    for (size_t u = 0; u < count; u++) {
      double behind = 0;
      for (size_t v = 0; v < count; v++)
        behind += s.value[0][v] < s.value[0][u];
      assert_true(fabs(y[u] - behind) < 1e-12);
    }
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(the_order_of_children_does_not_show),
                                     cmocka_unit_test(the_order_of_units_does_not_show),
                                     cmocka_unit_test(means_lie_between_their_children),
                                     cmocka_unit_test(means_stand_in_their_order),
                                     cmocka_unit_test(the_sum_is_the_mean_times_the_children),
                                     cmocka_unit_test(copeland_is_antisymmetric),
                                     cmocka_unit_test(units_that_have_the_same_are_scored_the_same),
                                     cmocka_unit_test(rounding_is_no_difference),
                                     cmocka_unit_test(kemeny_is_the_best_of_all_orders),
                                     cmocka_unit_test(kemeny_is_exact_beyond_sets),
                                     cmocka_unit_test(kemeny_keeps_within_its_limit),
                                     cmocka_unit_test(kemeny_cannot_be_bettered_by_one_move),
                                     cmocka_unit_test(kemeny_finds_an_order_that_all_agree_on)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
