/* What must hold of the whole pipeline at once, for random small panels: denominators, treatment, screening, learning
 * from all periods, rounding, rescaling, comparisons, tie-breakers. */

#include "base/number.h"
#include "small.h"

#include <math.h>

#define GROUPS 3
#define LEAVES 4
#define COLUMNS (GROUPS * LEAVES)
#define UNITS 20
#define PERIODS 3
#define ROUNDS 25
#define TEXT 60000

static double uniform(uint64_t *seed) {
  return (double)(next_random(seed) >> 11) * 0x1p-53;
}

typedef struct world {
  double value[PERIODS][COLUMNS][UNITS], population[UNITS], weight[COLUMNS];
  int sign; /* of the columns that are scored by minmax */
  size_t unit[UNITS], group[GROUPS], leaf[LEAVES];
} world;

static void make_world(uint64_t *seed, world *w) {
  *w = (world){.sign = 1};
  for (size_t c = 0; c < COLUMNS; c++) {
    w->weight[c] = 0.25 + uniform(seed);
    for (size_t p = 0; p < PERIODS; p++)
      for (size_t u = 0; u < UNITS; u++) {
        const double skewed = 1 + 50 * exp(3 * uniform(seed));
        w->value[p][c][u] = next_random(seed) % 7 == 0 ? (double)NAN : skewed;
      }
  }
  for (size_t u = 0; u < UNITS; u++) {
    w->population[u] = 1 + floor(100 * uniform(seed));
    w->unit[u] = u;
  }
  for (size_t g = 0; g < GROUPS; g++)
    w->group[g] = g;
  for (size_t i = 0; i < LEAVES; i++)
    w->leaf[i] = i;
}

/* Three groups: means of ranked scores, rescaled; a comparison; a rounded mean. */
static void write_definition(const world *w, bool extra, char *out) {
  static const char *const head[GROUPS] = {"rescale: {method: zscore, mean: 50, sd: 10}", "aggregate: copeland",
                                           "aggregate: {method: arithmetic, round: 1, rounding: half-up}"};
  size_t n = (size_t)snprintf(out, TEXT,
                              "egovbench: 1\nid: t\ntitle: T\nfit: all\nscreen: {available: 60%%, exclude: {u3: no}}\n"
                              "rank: {decimals: 1, tie-breakers: [g1, c0]}\navailable: 50%%\nindicators:\n");
  for (size_t k = 0; k < GROUPS; k++) {
    const size_t g = w->group[k];
    n += (size_t)snprintf(out + n, TEXT - n, "  - id: g%zu\n    %s\n    indicators:\n", g, head[g]);
    for (size_t i = 0; i < LEAVES; i++) {
      const size_t c = g * LEAVES + w->leaf[i];
      char weight[EGB_NUMBER_MAX];
      egb_number_shortest(w->weight[c], weight);
      n += (size_t)snprintf(out + n, TEXT - n, "      - {id: c%zu, weight: %s, direction: %s%s%s}\n", c, weight,
                            (c % 3 == 0) == (w->sign > 0) ? "lower" : "higher", c % 4 == 1 ? ", per: POP" : "",
                            c % 4 == 2 ? ", treat: winsorise" : "");
    }
    if (extra)
      n += (size_t)snprintf(out + n, TEXT - n, "      - {id: x%zu, column: c0, weight: 3}\n", g);
  }
  if (extra)
    (void)snprintf(out + n, TEXT - n,
                   "  - id: y\n    indicators: [{id: y1, column: c1}, {id: y2, column: c2}]\n"
                   "scenarios: {less: {drop: [x0, x1, x2, y]}}\n");
}

static void write_data(const world *w, char *out) {
  size_t n = (size_t)snprintf(out, TEXT, "unit,period");
  for (size_t c = 0; c < COLUMNS; c++)
    n += (size_t)snprintf(out + n, TEXT - n, ",c%zu", c);
  n += (size_t)snprintf(out + n, TEXT - n, ",POP\n");
  for (size_t p = 0; p < PERIODS; p++)
    for (size_t k = 0; k < UNITS; k++) {
      const size_t u = w->unit[k];
      n += (size_t)snprintf(out + n, TEXT - n, "u%zu,%zu", u, 2016 + 2 * p);
      for (size_t c = 0; c < COLUMNS; c++) {
        char text[EGB_NUMBER_MAX];
        egb_number_shortest(w->sign * w->value[p][c][u], text);
        n += (size_t)snprintf(out + n, TEXT - n, ",%s", text);
      }
      n += (size_t)snprintf(out + n, TEXT - n, ",%d\n", (int)w->population[u]);
    }
}

static small score_world(const world *w, bool extra, const char *scenario, const char *period) {
  static char definition[TEXT], data[TEXT];
  const egb_plan_options options = {.size = sizeof options, .scenario = scenario, .period = period};
  write_definition(w, extra, definition);
  write_data(w, data);
  small s = small_plan(definition, data, &options);
  if (s.status == EGB_OK)
    s.status = egb_score(s.plan, s.diag, &s.results);
  if (s.status != EGB_OK) {
    print_messages(s.diag);
    fail_msg("not scored");
  }
  return s;
}

static void shuffle(size_t *list, size_t n, uint64_t *seed) {
  for (size_t i = n; i > 1; i--) {
    const size_t k = (size_t)(next_random(seed) % i), kept = list[i - 1];
    list[i - 1] = list[k];
    list[k] = kept;
  }
}

static void order_is_nothing(void **state) {
  (void)state;
  uint64_t seed = 1;
  for (int round = 0; round < ROUNDS; round++) {
    static world w;
    make_world(&seed, &w);
    small a = score_world(&w, false, NULL, "2018");
    shuffle(w.unit, UNITS, &seed);
    shuffle(w.group, GROUPS, &seed);
    shuffle(w.leaf, LEAVES, &seed);
    small b = score_world(&w, false, NULL, "2018");
    small_same(&a, &b, 1e-9);
    small_free(&a);
    small_free(&b);
  }
}

/* Values and directions turned round together. Winsorising is symmetric, too. */
static void turning_round_is_nothing(void **state) {
  (void)state;
  uint64_t seed = 2;
  for (int round = 0; round < ROUNDS; round++) {
    static world w;
    make_world(&seed, &w);
    small a = score_world(&w, false, NULL, "2020");
    w.sign = -1;
    small b = score_world(&w, false, NULL, "2020");
    small_same(&a, &b, 1e-9);
    small_free(&a);
    small_free(&b);
  }
}

static void dropping_is_not_writing(void **state) {
  (void)state;
  uint64_t seed = 3;
  for (int round = 0; round < ROUNDS; round++) {
    static world w;
    make_world(&seed, &w);
    small a = score_world(&w, true, "less", "2016");
    small b = score_world(&w, false, NULL, "2016");
    small_same(&a, &b, 1e-9);
    small_free(&a);
    small_free(&b);
  }
}

static void rescoring_is_scoring(void **state) {
  (void)state;
  uint64_t seed = 4;
  for (int round = 0; round < ROUNDS; round++) {
    static world w;
    make_world(&seed, &w);
    small a = score_world(&w, false, NULL, "2020");
    for (int step = 0; step < 6; step++) {
      char node[8];
      (void)snprintf(node, sizeof node, next_random(&seed) % 3 == 0 ? "g%d" : "c%d",
                     (int)(next_random(&seed) % GROUPS));
      assert_int_equal(egb_plan_set_weight(a.plan, node, 0.1 + 2 * uniform(&seed), EGB_RESCALE_FREE, a.diag), EGB_OK);
      assert_int_equal(egb_rescore(a.plan, a.results, a.diag), EGB_OK);
    }
    small b = {.diag = a.diag, .index = a.index, .data = a.data, .plan = a.plan};
    assert_int_equal(egb_score(a.plan, a.diag, &b.results), EGB_OK);
    small_same(&a, &b, 1e-9);
    for (size_t i = 0; i < a.results->node_count; i++)
      assert_true(a.results->effective[i] == b.results->effective[i]);
    egb_results_free(b.results);
    small_free(&a);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(order_is_nothing),
      cmocka_unit_test(turning_round_is_nothing),
      cmocka_unit_test(dropping_is_not_writing),
      cmocka_unit_test(rescoring_is_scoring),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
