/* Stability of ranks under one weight: worked by hand, and proven by scoring again at many weights. */
#include <math.h>
#include <stdlib.h>
/* cmocka needs the four before it */

#include "simulate/trial.h"

#include "exact/stability.h"

#define NEAR 1e-12
#define MARGIN 1e-6 /* next to an end scores differ by less than the steps in which they are compared */

static egb_stability *stability_of(const small *s, size_t top) {
  egb_stability *out = NULL;
  assert_int_equal(egb_stability_new(s->plan, s->results, top, s->diag, &out), EGB_OK);
  assert_non_null(out);
  return out;
}

static const egb_stable_node *node_of(const small *s, const egb_stability *stability, const char *id) {
  for (size_t i = 0; i < egb_stability_count(stability); i++)
    if (strcmp(egb_index_node_id(s->index, egb_stability_at(stability, i)->node), id) == 0)
      return egb_stability_at(stability, i);
  fail_msg("no node %s", id);
  return NULL;
}

/* ---- by hand --------------------------------------------------------------------------------- */

#define TWO(aggregate)                                                                                                 \
  "egovbench: 1\nid: two\ntitle: Two\ndata: [x.csv]\naggregate: " aggregate "\ndefaults: {normalise: as-is}\n"         \
  "indicators:\n  - {id: x, weight: 3}\n  - {id: y, weight: 3}\n"

static void arithmetic_by_hand(void **state) {
  (void)state;
  /* 20 + 60 t = 70 - 30 t at t = 5/9 */
  small s = small_score(TWO("arithmetic"), "unit,x,y\nA,80,20\nB,40,70\n");
  egb_stability *stability = stability_of(&s, 0);
  const egb_stable_node *x = node_of(&s, stability, "x"), *y = node_of(&s, stability, "y");
  assert_null(x->reason);
  assert_true(fabs(x->all.upper.share - 5.0 / 9) < NEAR);
  assert_true(fabs(x->all.upper.weight - 6 * 5.0 / 9) < NEAR);
  assert_int_equal(x->all.upper.loses, small_unit(&s, "B"));
  assert_int_equal(x->all.upper.gains, small_unit(&s, "A"));
  assert_true(x->all.lower.share == 0 && x->all.lower.gains == SIZE_MAX);
  assert_true(fabs(y->first.lower.share - 4.0 / 9) < NEAR);
  assert_true(y->first.upper.share == 1);
  /* Two units: the first ten are all of them. */
  assert_true(x->top.lower.share == 0 && x->top.upper.share == 1);
  egb_stability_free(stability);
  small_free(&s);
}

static void geometric_by_hand(void **state) {
  (void)state;
  /* t ln 80 + (1 - t) ln 20 = t ln 40 + (1 - t) ln 60 at t ln 2 = (1 - t) ln 3 */
  small s = small_score(TWO("geometric"), "unit,x,y\nA,80,20\nB,40,60\n");
  egb_stability *stability = stability_of(&s, 0);
  const egb_stable_node *x = node_of(&s, stability, "x");
  assert_true(fabs(x->all.upper.share - log(3) / log(6)) < NEAR);
  egb_stability_free(stability);
  small_free(&s);
}

static void missing_by_hand(void **state) {
  (void)state;
  /* weights 1, 1, 2. A has no z: (t 80 + (1-t)/3 20) / (t + (1-t)/3); B: 50 t + (1-t)/3 20 + (1-t) 2/3 65
   * with u = 1 - t: at the weight now, t = 1/4: A 50, B 50/4 + 5 + 32.5 = 50: level, and any change parts them. */
  const char *yaml = "egovbench: 1\nid: gap\ntitle: Gap\ndata: [x.csv]\ndefaults: {normalise: as-is}\n"
                     "indicators:\n  - {id: x, weight: 1}\n  - {id: y, weight: 1}\n  - {id: z, weight: 2}\n";
  small s = small_score(yaml, "unit,x,y,z\nA,80,20,\nB,50,20,65\nC,1,1,1\n");
  egb_stability *stability = stability_of(&s, 0);
  const egb_stable_node *x = node_of(&s, stability, "x"), *z = node_of(&s, stability, "z");
  assert_true(x->first.lower.share == 0.25 && x->first.upper.share == 0.25);
  /* C is always below the two, so that the first two stay */
  assert_true(z->all.lower.share == 0.5 && z->all.upper.share == 0.5);
  egb_stability_free(stability);
  stability = stability_of(&s, 2);
  x = node_of(&s, stability, "x");
  assert_true(x->top.lower.share == 0 && x->top.upper.share == 1);
  egb_stability_free(stability);
  small_free(&s);
}

static void the_same_units_stay_level(void **state) {
  (void)state;
  small s = small_score(TWO("arithmetic"), "unit,x,y\nA,80,20\nB,80,20\nC,10,10\n");
  egb_stability *stability = stability_of(&s, 1);
  const egb_stable_node *x = node_of(&s, stability, "x");
  assert_true(x->all.lower.share == 0 && x->all.upper.share == 1);
  assert_true(x->first.lower.share == 0 && x->first.upper.share == 1);
  egb_stability_free(stability);
  small_free(&s);
}

static void reasons(void **state) {
  (void)state;
  const char *yaml = "egovbench: 1\nid: odd\ntitle: Odd\ndata: [x.csv]\ndefaults: {normalise: as-is}\n"
                     "indicators:\n  - id: M\n    aggregate: median\n    indicators: [{id: a}, {id: b}, {id: c}]\n"
                     "  - id: N\n    aggregate: {method: arithmetic, round: 0}\n    indicators: [{id: d}, {id: e}]\n"
                     "  - id: O\n    indicators: [{id: f}]\n";
  small s = small_score(yaml, "unit,a,b,c,d,e,f\nA,1,2,3,4,5,6\nB,9,8,2,1,7,3\n");
  egb_stability *stability = stability_of(&s, 0);
  assert_null(node_of(&s, stability, "M")->reason);
  assert_non_null(strstr(node_of(&s, stability, "a")->reason, "M is aggregated by `median`"));
  assert_non_null(strstr(node_of(&s, stability, "d")->reason, "the score of N is rounded"));
  assert_non_null(strstr(node_of(&s, stability, "f")->reason, "no sibling"));
  egb_stability_free(stability);
  small_free(&s);
}

/* X has 0 in c, and so the score 0 whatever a and b weigh, until b alone takes its G below zero, where a geometric mean
 * has no answer: no interval can promise its rank. */
static void below_zero_beside_a_zero(void **state) {
  (void)state;
  const char *yaml =
      "egovbench: 1\nid: neg\ntitle: Negative\ndata: [x.csv]\naggregate: geometric\n"
      "defaults: {normalise: as-is}\n"
      "indicators:\n  - id: G\n    aggregate: arithmetic\n    indicators: [{id: a}, {id: b}]\n  - {id: c}\n";
  static const char *const rows[] = {"unit,a,b,c\nX,50,-20,0\nY,10,10,10\nZ,20,5,30\n",
                                     "unit,a,b,c\nX,50,-20,5\nY,10,10,10\nZ,20,5,30\n"};
  for (size_t k = 0; k < 2; k++) {
    small s = small_score(yaml, rows[k]);
    egb_stability *stability = stability_of(&s, 0);
    const egb_stable_node *a = node_of(&s, stability, "a");
    assert_true(a->reason != NULL && strstr(a->reason, "below zero") != NULL);
    trial t = trial_open(&s);
    trial_set(&s, &t, egb_index_find(s.index, "a"), 0.01);
    assert_true(isnan(t.results->rank[small_unit(&s, "X")]));
    trial_close(&t);
    egb_stability_free(stability);
    small_free(&s);
  }
}

/* Weight 0 now: with the slightest weight A, which has nothing else, enters. */
static void a_weight_of_zero_lets_units_in(void **state) {
  (void)state;
  const char *yaml = "egovbench: 1\nid: zero\ntitle: Zero\ndata: [x.csv]\ndefaults: {normalise: as-is}\n"
                     "indicators:\n  - {id: x, weight: 0}\n  - {id: y, weight: 1}\n";
  small s = small_score(yaml, "unit,x,y\nA,80,\nB,40,70\n");
  egb_stability *stability = stability_of(&s, 0);
  const egb_stable_node *x = node_of(&s, stability, "x");
  assert_true(x->all.lower.share == 0 && x->all.upper.share == 0);
  assert_true(x->all.upper.loses == SIZE_MAX && x->all.upper.gains == small_unit(&s, "A"));
  egb_stability_free(stability);
  small_free(&s);
}

/* U5 has nothing but b, whose weight is 0 now: it enters with 80 at once, so that no rank below 2 is safe, but the
 * first place is U3's until 90 - 30 t = 80. A newcomer that is below all has no say about a full top. */
static void the_first_place_outlasts_who_enters(void **state) {
  (void)state;
  const char *yaml = "egovbench: 1\nid: zero\ntitle: Zero\ndata: [x.csv]\nindicators:\n"
                     "  - {id: a, weight: 1, goalposts: [0, 10]}\n  - {id: b, weight: 0, goalposts: [0, 10]}\n";
  small s = small_score(yaml, "unit,a,b\nU1,1,1\nU2,2,2\nU3,9,6\nU4,3,6\nU5,,8\n");
  egb_stability *stability = stability_of(&s, 2);
  const egb_stable_node *b = node_of(&s, stability, "b");
  assert_true(fabs(b->first.upper.share - 1.0 / 3) < NEAR && fabs(b->first.upper.weight - 1.0 / 3) < NEAR);
  assert_int_equal(b->first.upper.loses, small_unit(&s, "U3"));
  assert_int_equal(b->first.upper.gains, small_unit(&s, "U5"));
  assert_true(b->top.upper.share == 0 && b->top.upper.gains == small_unit(&s, "U5"));
  assert_true(b->all.upper.share == 0);
  egb_stability_free(stability);
  small_free(&s);
  s = small_score(yaml, "unit,a,b\nU1,5,5\nU2,4,5\nU5,,4.2\n");
  stability = stability_of(&s, 2); /* U2's 40 + 10 t has 42 at 0.2, but it is below that before */
  b = node_of(&s, stability, "b");
  assert_true(b->first.upper.share == 1 && b->top.upper.share == 0);
  egb_stability_free(stability);
  small_free(&s);
  s = small_score(yaml, "unit,a,b\nU1,5,5\nU2,4,5\nU5,,4\n"); /* level with U2 in the limit, then below it */
  stability = stability_of(&s, 2);
  b = node_of(&s, stability, "b");
  assert_true(b->first.upper.share == 1 && b->top.upper.share == 1 && b->all.upper.share == 0);
  egb_stability_free(stability);
  small_free(&s);
}

/* The same two levels up, where enough children must have a score: A has P only once x counts. */
static void enough_children(void **state) {
  (void)state;
  const char *yaml =
      "egovbench: 1\nid: few\ntitle: Few\ndata: [x.csv]\ndefaults: {normalise: as-is}\n"
      "available: {share: 0.6, of: children}\n"
      "indicators:\n  - id: P\n    indicators: [{id: x, weight: 0}, {id: y}]\n  - {id: q}\n  - {id: r}\n";
  small s = small_score(yaml, "unit,x,y,q,r\nA,80,,50,\nB,40,70,50,50\nC,,70,,60\n");
  egb_stability *stability = stability_of(&s, 0);
  const egb_stable_node *x = node_of(&s, stability, "x"), *q = node_of(&s, stability, "q");
  assert_true(isnan(s.results->rank[small_unit(&s, "A")]) && s.results->rank[small_unit(&s, "C")] == 1);
  assert_true(x->all.upper.share == 0 && x->all.upper.gains == small_unit(&s, "A"));
  assert_null(q->reason);
  egb_stability_free(stability);
  small_free(&s);
}

/* ---- by scoring again ------------------------------------------------------------------------ */

typedef enum promise { FIRST, TOP, ALL } promise;

static bool kept(const small *s, const trial *t, promise what, double top) {
  for (size_t u = 0; u < s->results->unit_count; u++) {
    const double before = s->results->rank[u], after = t->results->rank[u];
    const bool same = what == ALL ? before == after || (isnan(before) && isnan(after))
                                  : (before <= (what == FIRST ? 1 : top)) == (after <= (what == FIRST ? 1 : top));
    if (!same)
      return false;
  }
  return true;
}

/* Weights of a node and its siblings together. */
static double total_of(const small *s, size_t node) {
  const egb_node *nodes = s->index->node;
  double total = 0;
  for (size_t i = nodes[nodes[node].parent].first_child; i != SIZE_MAX; i = nodes[i].next)
    total += s->results->weight[i];
  return total;
}

/* More units than places are at the top, because the last of them are tied. A range ends where such a tie comes apart,
 * even in the rare case that each piece of it keeps a rank within the top. */
static bool is_overfull(const small *s, double top) {
  double count = 0;
  for (size_t u = 0; u < s->results->unit_count; u++)
    count += s->results->rank[u] <= top ? 1 : 0;
  return count > top;
}

/* No weight inside breaks the promise; soon beyond an end that a crossing sets some weight does. */
static void prove_range(const small *s, trial *t, const egb_stable_node *node, const egb_stable_range *range,
                        promise what, double top, size_t samples) {
  const double low = range->lower.share, high = range->upper.share, total = total_of(s, node->node);
  const double width = high - low;
  for (size_t i = 0; i <= samples && width > 2 * MARGIN; i++) {
    const double share = low + MARGIN + (width - 2 * MARGIN) * ((double)i / (double)samples);
    trial_set(s, t, node->node, share * total);
    if (!kept(s, t, what, top))
      fail_msg("node %s: promise %d is broken within its range", egb_index_node_id(s->index, node->node), (int)what);
  }
  for (int side = 0; side < 2; side++) {
    const egb_crossing *end = side == 0 ? &range->lower : &range->upper;
    bool broken = end->gains == SIZE_MAX || (what == TOP && is_overfull(s, top));
    for (double step = 1e-6; !broken && step < 0.02; step *= 3) {
      const double share = end->share + (side == 0 ? -step : step);
      if (share <= 0 || share >= 1)
        break;
      trial_set(s, t, node->node, share * total);
      broken = !kept(s, t, what, top);
    }
    if (!broken && end->gains != SIZE_MAX && (side == 1 || end->share > 1e-6) && end->share < 1 - 1e-6)
      fail_msg("node %s: promise %d still holds beyond its range", egb_index_node_id(s->index, node->node), (int)what);
  }
  trial_set(s, t, node->node, node->weight);
}

static bool within(const egb_stable_range *inner, const egb_stable_range *outer) {
  return inner->lower.share >= outer->lower.share - NEAR && inner->upper.share <= outer->upper.share + NEAR;
}

static void prove(const small *s, size_t top, size_t samples, bool parts_only) {
  egb_stability *stability = stability_of(s, top);
  trial t = trial_open(s);
  size_t answered = 0;
  for (size_t i = 0; i < egb_stability_count(stability); i++) {
    const egb_stable_node *node = egb_stability_at(stability, i);
    if (node->reason != NULL || (parts_only && s->index->node[node->node].depth > 1))
      continue;
    answered++;
    assert_true(within(&node->all, &node->first) && within(&node->all, &node->top));
    prove_range(s, &t, node, &node->first, FIRST, (double)top, samples);
    prove_range(s, &t, node, &node->top, TOP, (double)top, samples);
    prove_range(s, &t, node, &node->all, ALL, (double)top, samples);
  }
  assert_true(answered > 0);
  trial_close(&t);
  egb_stability_free(stability);
}

static void random_trees(void **state) {
  (void)state;
  static const char *const kinds[] = {"arithmetic", "geometric", "harmonic", "{method: power, p: 0.5}"};
  uint64_t seed = 20240229;
  for (size_t i = 0; i < 96; i++) {
    const sketch k = {.root = kinds[i % 4],
                      .inner = kinds[i / 4 % 4],
                      .parts = 2 + i % 2,
                      .units = 6,
                      .gaps = i / 16 % 3 == 0 ? 0 : 8,
                      .coarse = i % 5 == 4,
                      .zeros = i / 48 == 1};
    small s = sketch_score(k, &seed);
    prove(&s, 3, 40, false);
    small_free(&s);
  }
}

static void waseda_ten(void **state) {
  (void)state;
  small s = small_shipped("waseda-ten");
  prove(&s, 10, 200, true);
  small_free(&s);
}

static void desi(void **state) {
  (void)state;
  small s = small_shipped("desi-2022");
  prove(&s, 10, 60, false);
  small_free(&s);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(arithmetic_by_hand),
      cmocka_unit_test(geometric_by_hand),
      cmocka_unit_test(missing_by_hand),
      cmocka_unit_test(the_same_units_stay_level),
      cmocka_unit_test(reasons),
      cmocka_unit_test(below_zero_beside_a_zero),
      cmocka_unit_test(a_weight_of_zero_lets_units_in),
      cmocka_unit_test(the_first_place_outlasts_who_enters),
      cmocka_unit_test(enough_children),
      cmocka_unit_test(random_trees),
      cmocka_unit_test(waseda_ten),
      cmocka_unit_test(desi),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
