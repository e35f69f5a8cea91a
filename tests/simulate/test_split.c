/* Weights as several factors: in a draw with a group exactly the weights of that group are those of the other number.
 * Expected shares are worked out here from the uniforms of the streams. */

#include "kernel/random.h"
#include "simulate/replay.h"
#include "small.h"

#include <math.h>

#define TOLERANCE 1e-14
#define SEED 3
#define HERE 7
#define THERE 9

static const char yaml[] = "egovbench: 1\nid: t\ntitle: T\ndata: [x.csv]\ndefaults: {normalise: as-is}\n"
                           "indicators:\n"
                           "  - {id: A, weight: 3, indicators: [{id: a, weight: 2}, {id: b}]}\n"
                           "  - {id: B, weight: 2, indicators: [{id: c}]}\n"
                           "  - {id: C, weight: 1, indicators: [{id: d}, {id: e, weight: 4}, {id: f, weight: 0}]}\n";
static const char csv[] = "unit,a,b,c,d,e,f\nU1,1,2,3,4,5,6\nU2,6,5,4,3,2,1\n";
static const char *const ids[] = {"A", "B", "C", "a", "b", "c", "d", "e", "f"};
#define IDS (sizeof ids / sizeof ids[0])

/* ids in families: children of t, A, B, C. */
static const size_t family_of[IDS] = {0, 0, 0, 1, 1, 2, 3, 3, 3};
static const char *const parents[] = {"t", "A", "B", "C"};

typedef struct split {
  small s;
  egb_factors *factors;
  double share[IDS];
} split;

static split split_open(const char *how, const char *node, egb_uncertain_weights law) {
  split x = {.s = small_score(yaml, csv)};
  const egb_uncertain declared = {.weights = law, .spread = 0.5, .concentration = 20};
  assert_int_equal(egb_factors_new(x.s.plan, x.s.results, &declared, x.s.diag, &x.factors), EGB_OK);
  assert_int_equal(egb_factors_split(x.factors, x.s.results, egb_index_find(x.s.index, node), how, x.s.diag), EGB_OK);
  return x;
}

static void split_close(split *x) {
  egb_factors_free(x->factors);
  small_free(&x->s);
}

static egb_status keep(void *context, size_t worker, size_t draw, const egb_replayed *replayed) {
  split *x = context;
  (void)worker;
  (void)draw;
  for (size_t i = 0; i < IDS; i++)
    x->share[i] = replayed->share[egb_index_find(x->s.index, ids[i]) * EGB_LANES];
  return EGB_OK;
}

static void run(split *x, uint64_t weights, uint16_t group) {
  egb_draw draw = egb_factors_nominal(x->factors);
  draw.weights = weights;
  draw.other = THERE;
  draw.group = group;
  const egb_replay replay = {.plan = x->s.plan,
                             .factors = x->factors,
                             .seed = SEED,
                             .draw = &draw,
                             .count = 1,
                             .threads = 1,
                             .sink = keep,
                             .context = x};
  egb_replay_failures failures;
  size_t finished = 0;
  assert_int_equal(egb_replay_run(&replay, &failures, &finished), EGB_OK);
  assert_null(failures.reason[0]);
  egb_replay_failures_clear(&failures);
}

/* The uniform that a draw has for an id: they come one after the other within a family. */
static double uniform_of(const split *x, uint64_t draw, size_t id) {
  egb_random random;
  double uniform = 0;
  egb_random_start(&random, SEED, draw, (uint32_t)egb_index_find(x->s.index, parents[family_of[id]]));
  for (size_t i = 0; i <= id; i++)
    if (family_of[i] == family_of[id])
      uniform = egb_random_uniform(&random);
  return uniform;
}

/* moved[id]: takes its weight from the other number. weights: a number, or EGB_DRAW_NOMINAL. */
static void expect(const split *x, uint64_t weights, const bool moved[IDS]) {
  double raw[IDS], total[4] = {0};
  for (size_t i = 0; i < IDS; i++) {
    const double nominal = x->s.results->share[egb_index_find(x->s.index, ids[i])];
    const double uniform = moved[i]                      ? uniform_of(x, THERE, i)
                           : weights == EGB_DRAW_NOMINAL ? 0.5
                                                         : uniform_of(x, weights, i);
    raw[i] = nominal * (1 + 0.5 * (2 * uniform - 1));
    total[family_of[i]] += raw[i];
  }
  for (size_t i = 0; i < IDS; i++)
    assert_true(fabs(x->share[i] - raw[i] / total[family_of[i]]) < TOLERANCE);
}

static void assert_names(const split *x, const char *const *names, size_t count) {
  assert_int_equal(x->factors->groups, count);
  for (size_t i = 0; i < count; i++)
    assert_string_equal(x->factors->group_name[i], names[i]);
}

/* f has no weight and c no sibling: no factors. */
static void one_part(void **state) {
  static const char *const names[] = {"weight A", "weight B", "weight C", "weights below"};
  (void)state;
  split x = split_open("parts", "t", EGB_UNCERTAIN_WEIGHTS_UNIFORM);
  assert_names(&x, names, 4);
  const uint64_t numbers[] = {HERE, EGB_DRAW_NOMINAL};
  for (size_t n = 0; n < 2; n++) {
    for (uint16_t part = 0; part < 3; part++) {
      bool moved[IDS] = {false};
      moved[part] = true;
      run(&x, numbers[n], (uint16_t)(part + 1));
      expect(&x, numbers[n], moved);
    }
    const bool below[IDS] = {false, false, false, true, true, true, true, true, true};
    run(&x, numbers[n], 4);
    expect(&x, numbers[n], below);
  }
  split_close(&x);
}

static void one_level(void **state) {
  static const char *const names[] = {"weights level 1", "weights level 2"};
  static const bool first[IDS] = {true, true, true},
                    second[IDS] = {false, false, false, true, true, true, true, true, true};
  (void)state;
  split x = split_open("levels", "t", EGB_UNCERTAIN_WEIGHTS_UNIFORM);
  assert_names(&x, names, 2);
  run(&x, HERE, 1);
  expect(&x, HERE, first);
  run(&x, HERE, 2);
  expect(&x, HERE, second);
  split_close(&x);
}

/* Laws whose siblings hang together: a family is as it is in one of the two draws. */
static void levels_of_other_laws(void **state) {
  static const egb_uncertain_weights laws[] = {EGB_UNCERTAIN_WEIGHTS_FLAT, EGB_UNCERTAIN_WEIGHTS_DIRICHLET};
  (void)state;
  for (size_t l = 0; l < 2; l++) {
    split x = split_open("levels", "t", laws[l]);
    double here[IDS], there[IDS];
    run(&x, HERE, 0);
    memcpy(here, x.share, sizeof here);
    run(&x, THERE, 0);
    memcpy(there, x.share, sizeof there);
    run(&x, HERE, 2);
    for (size_t i = 0; i < IDS; i++)
      assert_true(x.share[i] == (family_of[i] == 0 ? here[i] : there[i]));
    run(&x, EGB_DRAW_NOMINAL, 1);
    for (size_t i = 0; i < IDS; i++)
      assert_true(x.share[i] == (family_of[i] == 0 ? there[i] : x.s.results->share[egb_index_find(x.s.index, ids[i])]));
    split_close(&x);
  }
}

static void a_part_of_the_index(void **state) {
  static const char *const names[] = {"weight d", "weight e"};
  (void)state;
  split x = split_open("parts", "C", EGB_UNCERTAIN_WEIGHTS_UNIFORM);
  assert_names(&x, names, 2);
  split_close(&x);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(one_part), cmocka_unit_test(one_level),
                                     cmocka_unit_test(levels_of_other_laws), cmocka_unit_test(a_part_of_the_index)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
