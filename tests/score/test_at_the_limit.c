/* Every limit of the score room at the limit and just on its other side; ties without a value that decides; marks that
 * stay. Expected: by the definitions of the grammar, counted by hand. */

#include "small.h"

#include <math.h>

/* One unit, A, whose score is about; N is of no concern. level: of A, -1 none; ranked: whether A has a rank. */
typedef struct limit {
  const char *what, *head, *row; /* row: the values of A in a, b, c, d */
  bool ranked;
  int level;
} limit;

#define NODES                                                                                                          \
  "indicators: [{id: a, normalise: as-is}, {id: b, normalise: as-is}, {id: c, normalise: as-is}, {id: d, "             \
  "normalise: as-is}]\n"

static const limit limits[] = {
    {"two of four, half asked for", "screen: {available: 0.5}\n", "1,1,,", true, -1},
    {"two of four, just more than half", "screen: {available: 0.50001}\n", "1,1,,", false, -1},
    {"one of four, half asked for", "screen: {available: 0.5}\n", "1,,,", false, -1},
    {"by dimension: each is one", "screen: {available-by-dimension: 1}\n", "1,1,1,1", true, -1},
    {"by dimension: one is missing", "screen: {available-by-dimension: 0.01}\n", "1,1,1,", false, -1},
    {"zeros: half, half allowed", "screen: {zeros: 0.5}\n", "0,0,1,1", true, -1},
    {"zeros: half, just less allowed", "screen: {zeros: 0.49999}\n", "0,0,1,1", false, -1},
    {"zeros count among the values there are", "screen: {zeros: 0.5}\n", "0,,1,", true, -1},
    {"zeros: two of three", "screen: {zeros: 0.5}\n", "0,0,1,", false, -1},
    {"available: three of four at three quarters", "available: 0.75\n", "1,1,1,", true, -1},
    {"available: three of four above three quarters", "available: 0.75001\n", "1,1,1,", false, -1},
    {"a level at its from", "levels: [{id: hi, from: 50}]\n", "50,50,50,50", true, 0},
    {"a level a quantum below", "levels: [{id: hi, from: 50}]\n", "49.999999998,49.999999998,49.999999998,49.999999998",
     true, -1},
    {"a level less than half a quantum below", "levels: [{id: hi, from: 50}]\n",
     "49.9999999999,49.9999999999,49.9999999999,49.9999999999", true, 0},
    {"a minimum met exactly", "levels: [{id: hi, from: 50, minimum: 40}]\n", "40,60,50,50", true, 0},
    {"a minimum missed by a quantum", "levels: [{id: hi, from: 50, minimum: 40}]\n", "39.999999998,60.000000002,50,50",
     true, -1},
    {"a minimum where one is missing", "levels: [{id: hi, from: 50, minimum: 40}]\n", "60,60,60,", true, -1},
    {"lower is better, at the from", "direction: lower\nlevels: [{id: lo, from: 50}]\n", "50,50,50,50", true, 0},
    {"lower is better, a quantum above", "direction: lower\nlevels: [{id: lo, from: 50}]\n",
     "50.000000002,50.000000002,50.000000002,50.000000002", true, -1},
    {"lower is better, a minimum met", "direction: lower\nlevels: [{id: lo, from: 50, minimum: 60}]\n", "60,40,50,50",
     true, 0},
    {"lower is better, a minimum missed", "direction: lower\nlevels: [{id: lo, from: 50, minimum: 60}]\n",
     "60.000000002,39,50,50", true, -1},
};

static void limits_hold_at_the_limit(void **state) {
  (void)state;
  for (size_t i = 0; i < sizeof limits / sizeof *limits; i++) {
    char definition[600], csv[200];
    (void)snprintf(definition, sizeof definition, "egovbench: 1\nid: t\n%s" NODES, limits[i].head);
    (void)snprintf(csv, sizeof csv, "unit,a,b,c,d\nA,%s\nN,2,3,4,5\n", limits[i].row);
    small s = small_score(definition, csv);
    const size_t unit = small_unit(&s, "A");
    const int level = egb_level_of(s.results, unit) == EGB_NONE ? -1 : (int)egb_level_of(s.results, unit);
    if (isnan(s.results->rank[unit]) == limits[i].ranked || (limits[i].ranked && level != limits[i].level))
      fail_msg("%s: rank %g, level %d", limits[i].what, s.results->rank[unit], level);
    small_free(&s);
  }
}

/* A, B, C and E have the same score; b decides, where a unit lacks it, it comes last of them; D is below. The ranks are
 * those of A to E. */
static void ties_of_every_kind(void **state) {
  (void)state;
  static const struct {
    const char *rule;
    double rank[5];
  } table[] = {
      {"ties: competition", {1, 1, 1, 5, 1}},
      {"ties: dense", {1, 1, 1, 2, 1}},
      {"ties: fractional", {2.5, 2.5, 2.5, 5, 2.5}},
      {"ties: ordinal", {1, 2, 3, 5, 4}},
      {"ties: competition, tie-breakers: [b]", {4, 2, 1, 5, 2}},
      {"ties: dense, tie-breakers: [b]", {3, 2, 1, 4, 2}},
      {"ties: fractional, tie-breakers: [b]", {4, 2.5, 1, 5, 2.5}},
      {"ties: ordinal, tie-breakers: [b]", {4, 2, 1, 5, 3}},
      {"tie-breakers: [c, b]", {4, 2, 1, 5, 2}}, /* nobody has c: b decides */
  };
  static const char csv[] = "unit,a,b,c\nA,6,,\nB,5,5,\nC,4,6,\nD,1,1,\nE,5,5,\n";
  for (size_t i = 0; i < sizeof table / sizeof *table; i++)
    for (int lower = 0; lower < 2; lower++) {
      char definition[700];
      (void)snprintf(definition, sizeof definition,
                     "egovbench: 1\nid: t\n%srank: {%s}\nindicators:\n  - {id: s, compute: \"%s\", normalise: as-is}\n"
                     "  - {id: b, weight: 0, compute: \"%s\", normalise: as-is}\n"
                     "  - {id: c, weight: 0, compute: \"if(a > 5.5, 1, 1)\", normalise: as-is}\n",
                     lower ? "direction: lower\n" : "", table[i].rule, lower ? "if(a < 2, 99, 1)" : "if(a < 2, 1, 99)",
                     lower ? "100 - b" : "b");
      small s = small_score(definition, csv);
      for (size_t u = 0; u < 5; u++)
        if (!(s.results->rank[u] == table[i].rank[u]))
          fail_msg("%s%s: unit %zu has rank %g, not %g", table[i].rule, lower ? " (lower)" : "", u, s.results->rank[u],
                   table[i].rank[u]);
      small_free(&s);
    }
}

/* A filled cell that the treatment moves stays filled to the end; an observed one is treated; no other moves. */
static void marks_stay(void **state) {
  (void)state;
  small s =
      small_score("egovbench: 1\nid: t\nindicators:\n  - {id: a, impute: {method: value, value: 900}, treat: {method: "
                  "winsorise, points: 5}, normalise: as-is}\n",
                  "unit,a\nA,\nB,900\nC,1\nD,2\nE,3\nF,4\nG,5\nH,6\nI,7\nJ,8\nK,9\nL,10\nM,11\nN,12\n");
  const size_t units = s.results->unit_count;
  for (size_t u = 0; u < units; u++) {
    const uint8_t is = s.results->treated.state[1][u], end = egb_score_states(s.results, 1)[u];
    const uint8_t wanted = u == 0 ? EGB_STATE_IMPUTED : u == 1 ? EGB_STATE_TREATED : EGB_STATE_OBSERVED;
    if (is != wanted || end != wanted)
      fail_msg("unit %zu: %d treated, %d at the end, not %d", u, is, end, wanted);
    assert_true((s.results->treated.value[1][u] != s.results->imputed.value[1][u]) == (u < 2));
  }
  small_free(&s);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(limits_hold_at_the_limit), cmocka_unit_test(ties_of_every_kind),
                                     cmocka_unit_test(marks_stay)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
