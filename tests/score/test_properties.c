/* What must hold for any index and any data: random small ones from a fixed generator, with missing cells, every
 * normalisation and both means. */

#include "base/number.h"
#include "small.h"

#include <math.h>
#include <stdlib.h>

#define GROUPS 3
#define LEAVES 4 /* of each group */
#define COLUMNS (GROUPS * LEAVES)
#define UNITS 24
#define ROUNDS 40
#define TEXT 20000

static double uniform(uint64_t *seed) {
  return (double)(next_random(seed) >> 11) * 0x1p-53;
}

/* A world: what is written into the two texts, in the order of unit[] and the sibling orders. */
typedef struct world {
  double value[COLUMNS][UNITS], weight[COLUMNS], group_weight[GROUPS], low[COLUMNS], high[COLUMNS];
  int direction[COLUMNS];
  const char *normalise, *aggregate;
  size_t unit[UNITS], group[GROUPS], leaf[LEAVES];
} world;

static world make_world(uint64_t *seed, const char *normalise, const char *aggregate) {
  world w = {.normalise = normalise, .aggregate = aggregate};
  for (size_t c = 0; c < COLUMNS; c++) {
    w.weight[c] = 0.25 + uniform(seed);
    w.low[c] = -1;
    w.high[c] = 200;
    w.direction[c] = next_random(seed) % 3 == 0 ? -1 : 1;
    for (size_t u = 0; u < UNITS; u++)
      w.value[c][u] = next_random(seed) % 8 == 0 ? (double)NAN : 1 + 100 * uniform(seed);
  }
  for (size_t g = 0; g < GROUPS; g++) {
    w.group_weight[g] = 0.25 + uniform(seed);
    w.group[g] = g;
  }
  for (size_t i = 0; i < LEAVES; i++)
    w.leaf[i] = i;
  for (size_t u = 0; u < UNITS; u++)
    w.unit[u] = u;
  return w;
}

static const char *text_of(double value, char out[EGB_NUMBER_MAX]) {
  egb_number_shortest(value, out);
  return out;
}

static void write_definition(const world *w, char *out) {
  size_t n = (size_t)snprintf(out, TEXT, "egovbench: 1\nid: t\naggregate: %s\ndefaults: {aggregate: %s}\nindicators:\n",
                              w->aggregate, w->aggregate);
  for (size_t k = 0; k < GROUPS; k++) {
    char weight[EGB_NUMBER_MAX], low[EGB_NUMBER_MAX], high[EGB_NUMBER_MAX];
    const size_t g = w->group[k];
    n += (size_t)snprintf(out + n, TEXT - n, "  - id: g%zu\n    weight: %s\n    indicators:\n", g,
                          text_of(w->group_weight[g], weight));
    for (size_t i = 0; i < LEAVES; i++) {
      const size_t c = g * LEAVES + w->leaf[i];
      n += (size_t)snprintf(out + n, TEXT - n, "      - {id: c%zu, weight: %s, direction: %s, normalise: %s", c,
                            text_of(w->weight[c], weight), w->direction[c] > 0 ? "higher" : "lower", w->normalise);
      if (strcmp(w->normalise, "goalposts") == 0)
        n += (size_t)snprintf(out + n, TEXT - n, ", goalposts: [%s, %s]", text_of(w->low[c], low),
                              text_of(w->high[c], high));
      n += (size_t)snprintf(out + n, TEXT - n, "}\n");
    }
  }
}

static void write_data(const world *w, char *out) {
  size_t n = (size_t)snprintf(out, TEXT, "unit");
  for (size_t c = 0; c < COLUMNS; c++)
    n += (size_t)snprintf(out + n, TEXT - n, ",c%zu", c);
  for (size_t k = 0; k < UNITS; k++) {
    n += (size_t)snprintf(out + n, TEXT - n, "\nU%02zu", w->unit[k]);
    for (size_t c = 0; c < COLUMNS; c++) {
      char value[EGB_NUMBER_MAX];
      n += (size_t)snprintf(out + n, TEXT - n, ",%s", text_of(w->value[c][w->unit[k]], value));
    }
  }
  (void)snprintf(out + n, TEXT - n, "\n");
}

static small score_world(const world *w) {
  static char definition[TEXT], data[TEXT];
  write_definition(w, definition);
  write_data(w, data);
  return small_score(definition, data);
}

typedef void (*property)(const world *w, const small *s, uint64_t *seed);

static void for_many_worlds(property holds, bool positive_only) {
  static const char *const normalise[] = {"minmax", "goalposts", "zscore"};
  static const char *const aggregate[] = {"arithmetic", "geometric"};
  uint64_t seed = 20220930;
  for (int round = 0; round < ROUNDS; round++) {
    const char *method = normalise[round % 3];
    const bool negative = strcmp(method, "zscore") == 0;
    if (negative && positive_only)
      continue;
    const world w = make_world(&seed, method, aggregate[negative ? 0 : round % 2]);
    small s = score_world(&w);
    holds(&w, &s, &seed);
    small_free(&s);
  }
}

static void shuffle(size_t *list, size_t n, uint64_t *seed) {
  for (size_t i = n; i > 1; i--) {
    const size_t j = next_random(seed) % i, held = list[i - 1];
    list[i - 1] = list[j];
    list[j] = held;
  }
}

static void order_is_nothing(const world *w, const small *s, uint64_t *seed) {
  world other = *w;
  shuffle(other.unit, UNITS, seed);
  shuffle(other.group, GROUPS, seed);
  shuffle(other.leaf, LEAVES, seed);
  small t = score_world(&other);
  small_same(s, &t, 1e-12);
  small_free(&t);
}

static void units_of_measure_are_nothing(const world *w, const small *s, uint64_t *seed) {
  world other = *w;
  for (size_t c = 0; c < COLUMNS; c++) {
    const double factor = exp(10 * uniform(seed) - 5), offset = 1000 * uniform(seed) - 500;
    for (size_t u = 0; u < UNITS; u++)
      other.value[c][u] = other.value[c][u] * factor + offset * factor;
    other.low[c] = other.low[c] * factor + offset * factor;
    other.high[c] = other.high[c] * factor + offset * factor;
  }
  small t = score_world(&other);
  small_same(s, &t, 1e-9); /* the changed data is rounded: 500 times the eps of the values, then subtracted */
  small_free(&t);
}

static void turning_everything_round_is_nothing(const world *w, const small *s, uint64_t *seed) {
  (void)seed;
  world other = *w;
  for (size_t c = 0; c < COLUMNS; c++) {
    for (size_t u = 0; u < UNITS; u++)
      other.value[c][u] = -other.value[c][u];
    other.direction[c] = -other.direction[c];
    other.low[c] = -w->high[c];
    other.high[c] = -w->low[c];
  }
  small t = score_world(&other);
  small_same(s, &t, 1e-13);
  small_free(&t);
}

static void parents_lie_between_their_children(const world *w, const small *s, uint64_t *seed) {
  (void)w;
  (void)seed;
  for (size_t i = 0; i < s->results->node_count; i++)
    for (size_t u = 0; u < UNITS && !egb_index_node_is_indicator(s->index, i); u++) {
      double least = INFINITY, most = -INFINITY;
      for (size_t c = s->index->node[i].first_child; c != EGB_NONE; c = s->index->node[c].next) {
        const double x = egb_results_node_score(s->results, c, u);
        least = fmin(least, x);
        most = fmax(most, x);
      }
      const double x = egb_results_node_score(s->results, i, u);
      assert_true(isnan(x) == isinf(least));
      if (!isnan(x))
        assert_true(x >= least - 1e-12 * fmax(1, fabs(least)) && x <= most + 1e-12 * fmax(1, fabs(most)));
    }
}

static void geometric_is_never_above_arithmetic(const world *w, const small *s, uint64_t *seed) {
  (void)s;
  (void)seed;
  world a = *w, g = *w;
  a.aggregate = "arithmetic";
  g.aggregate = "geometric";
  small arithmetic = score_world(&a), geometric = score_world(&g);
  for (size_t i = 0; i < arithmetic.results->node_count; i++)
    for (size_t u = 0; u < UNITS; u++) {
      const double x = egb_results_node_score(arithmetic.results, i, u),
                   y = egb_results_node_score(geometric.results, i, u);
      assert_true(isnan(x) ? isnan(y) : y <= x * (1 + 1e-12));
    }
  small_free(&arithmetic);
  small_free(&geometric);
}

static void shares_of_what_is_there_sum_to_one(const world *w, const small *s, uint64_t *seed) {
  (void)w;
  (void)seed;
  for (size_t u = 0; u < UNITS; u++) {
    egb_trail *trail = NULL;
    assert_int_equal(egb_trail_new(s->results, u, s->diag, &trail), EGB_OK);
    for (size_t i = 0; i < trail->count; i++) {
      double total = 0;
      for (size_t c = s->index->node[i].first_child; c != EGB_NONE; c = s->index->node[c].next)
        if (!isnan(trail->step[c].share))
          total += trail->step[c].share;
      if (!egb_index_node_is_indicator(s->index, i))
        assert_true(isnan(trail->step[i].score) ? total == 0 : fabs(total - 1) <= 1e-14);
    }
    egb_trail_free(trail);
  }
}

static void ranks_are_a_permutation(const world *w, const small *s, uint64_t *seed) {
  (void)w;
  (void)seed;
  bool seen[UNITS + 1] = {false};
  for (size_t i = 1; i < UNITS; i++) /* zeros of a geometric mean may be equal */
    if (s->results->ranked_score[s->results->order[i - 1]] == s->results->ranked_score[s->results->order[i]])
      return;
  for (size_t u = 0; u < UNITS; u++) {
    const double rank = egb_results_rank(s->results, u);
    assert_true(rank >= 1 && rank <= UNITS && rank == floor(rank) && !seen[(size_t)rank]);
    seen[(size_t)rank] = true;
    assert_int_equal(egb_results_order(s->results, (size_t)rank - 1), u);
  }
}

static bool bits(const double *a, const double *b, size_t n) {
  return memcmp(a, b, n * sizeof *a) == 0;
}

static void rescoring_is_scoring(const world *w, const small *s, uint64_t *seed) {
  (void)w;
  for (int k = 0; k < 5; k++) {
    char node[8];
    const size_t at = next_random(seed) % (GROUPS + COLUMNS);
    (void)snprintf(node, sizeof node, at < GROUPS ? "g%zu" : "c%zu", at < GROUPS ? at : at - GROUPS);
    assert_int_equal(
        egb_plan_set_weight(s->plan, node, uniform(seed) * (k % 2 == 0 ? 0.5 : 1), EGB_RESCALE_FREE, s->diag), EGB_OK);
    assert_int_equal(egb_rescore(s->plan, s->results, s->diag), EGB_OK);
    egb_results *fresh = NULL;
    assert_int_equal(egb_score(s->plan, s->diag, &fresh), EGB_OK);
    const size_t nodes = fresh->node_count;
    const egb_results *r = s->results;
    for (size_t i = 0; i < nodes; i++) {
      assert_true(bits(egb_scores(r, i), egb_scores(fresh, i), UNITS));
      assert_memory_equal(egb_score_states(r, i), egb_score_states(fresh, i), UNITS);
      assert_true(bits(r->coverage[i], fresh->coverage[i], UNITS));
    }
    assert_true(bits(r->rank, fresh->rank, UNITS) && bits(r->ranked_score, fresh->ranked_score, UNITS));
    assert_true(bits(r->share, fresh->share, nodes) && bits(r->effective, fresh->effective, nodes));
    assert_true(bits(r->weight, fresh->weight, nodes));
    assert_memory_equal(r->order, fresh->order, UNITS * sizeof *r->order);
    for (size_t u = 0; u < UNITS; u++)
      assert_int_equal(egb_level_of(r, u), egb_level_of(fresh, u));
    assert_true(r->weights_changed && fresh->weights_changed);
    egb_results_free(fresh);
  }
}

static void weights_there_and_back(const world *w, const small *s, uint64_t *seed) {
  (void)w;
  double before[1 + GROUPS + COLUMNS];
  memcpy(before, s->plan->weight, sizeof before);
  for (size_t i = 1; i < 1 + GROUPS + COLUMNS; i++) {
    const char *id = egb_index_node_id(s->index, i);
    assert_int_equal(egb_plan_set_weight(s->plan, id, before[i] * uniform(seed), EGB_RESCALE_PROPORTIONAL, s->diag),
                     EGB_OK);
    assert_int_equal(egb_plan_set_weight(s->plan, id, before[i], EGB_RESCALE_PROPORTIONAL, s->diag), EGB_OK);
  }
  for (size_t i = 1; i < 1 + GROUPS + COLUMNS; i++)
    assert_true(fabs(s->plan->weight[i] - before[i]) <= 1e-13);
}

#define PROPERTY(name, holds, positive_only)                                                                           \
  static void name(void **state) {                                                                                     \
    (void)state;                                                                                                       \
    for_many_worlds(holds, positive_only);                                                                             \
  }

PROPERTY(order_of_units_and_siblings, order_is_nothing, false)
PROPERTY(affine_changes, units_of_measure_are_nothing, false)
PROPERTY(negation, turning_everything_round_is_nothing, false)
PROPERTY(bounds_of_means, parents_lie_between_their_children, false)
PROPERTY(means_in_order, geometric_is_never_above_arithmetic, true)
PROPERTY(shares, shares_of_what_is_there_sum_to_one, false)
PROPERTY(ranks, ranks_are_a_permutation, false)
PROPERTY(rescore, rescoring_is_scoring, false)
PROPERTY(round_trips, weights_there_and_back, false)

static void results_of_something_else_are_refused(void **state) {
  (void)state;
  uint64_t seed = 7;
  const world w = make_world(&seed, "minmax", "arithmetic");
  small a = score_world(&w), b = score_world(&w);
  assert_int_equal(egb_rescore(a.plan, b.results, a.diag), EGB_USAGE);
  small_free(&a);
  small_free(&b);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(order_of_units_and_siblings),
                                     cmocka_unit_test(affine_changes),
                                     cmocka_unit_test(negation),
                                     cmocka_unit_test(bounds_of_means),
                                     cmocka_unit_test(means_in_order),
                                     cmocka_unit_test(shares),
                                     cmocka_unit_test(ranks),
                                     cmocka_unit_test(rescore),
                                     cmocka_unit_test(round_trips),
                                     cmocka_unit_test(results_of_something_else_are_refused)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
