/* The difference of two results: parts by hand, parts that sum to the change, the other way round with turned signs,
 * and mixtures of one side only that are that side. */
#include "compare/difference.h"

#include <math.h>
#include <stdlib.h>

#include "small.h"

static egb_difference *compare(const small *before, const small *after) {
  egb_difference *d = NULL;
  assert_int_equal(egb_difference_new(before->results, after->results, after->diag, &d), EGB_OK);
  return d;
}

static const egb_unit_difference *find(const egb_difference *d, const char *id) {
  for (size_t i = 0; i < d->count; i++)
    if (strcmp(d->unit[i].id, id) == 0)
      return &d->unit[i];
  fail_msg("no unit %s", id);
  return NULL;
}

static const double *by_dimension(const egb_difference *d, const char *id) {
  return d->attribution.contribution + (size_t)(find(d, id) - d->unit) * d->attribution.dimension_count;
}

#define PLAIN                                                                                                          \
  "egovbench: 1\nid: plain\ndefaults: {normalise: as-is, aggregate: arithmetic}\n"                                     \
  "indicators: [{id: a, weight: %s}, {id: b, weight: %s}]\n"

/* Before: (10 + 20) / 2 = 15. After: 0.8 * 30 + 0.2 * 40 = 32. Only the data exchanged: 35; only the weights: 12. So
 * the data does (35 - 15 + 32 - 12) / 2 = 20 and the weights (12 - 15 + 32 - 35) / 2 = -3. By dimension, with the
 * middle at 23.5: a 0.65 * 20 + 0.3 * (20 - 23.5) = 11.95, b 0.35 * 20 - 0.3 * (30 - 23.5) = 5.05. */
static void parts_by_hand(void **state) {
  (void)state;
  char first[300], second[300];
  (void)snprintf(first, sizeof first, PLAIN, "1", "1");
  (void)snprintf(second, sizeof second, PLAIN, "8", "2");
  small before = small_score(first, "unit,a,b\nU,10,20\nV,14,14\n"),
        after = small_score(second, "unit,a,b\nU,30,40\nV,14,14\n");
  egb_difference *d = compare(&before, &after);
  const egb_unit_difference *u = find(d, "U");
  assert_near(u->score_change, 17, 1e-12);
  assert_near(u->score_part[EGB_CAUSE_DATA], 20, 1e-12);
  assert_near(u->score_part[EGB_CAUSE_WEIGHTS], -3, 1e-12);
  assert_near(u->score_part[EGB_CAUSE_METHOD], 0, 1e-12);
  assert_near(u->score_part[EGB_CAUSE_MEMBERSHIP], 0, 1e-12);
  assert_near(by_dimension(d, "U")[0], 11.95, 1e-12);
  assert_near(by_dimension(d, "U")[1], 5.05, 1e-12);
  /* V keeps 14: U is first before (15) and after; with the new weights alone (12) V is. Both orders of the exchanges
   * that matter go there and back for V, so no part of its rank is left over. */
  assert_near(find(d, "V")->rank_change, 0, 0);
  assert_near(find(d, "V")->rank_part[EGB_CAUSE_WEIGHTS], 0.5, 1e-12);
  assert_near(find(d, "V")->rank_part[EGB_CAUSE_DATA], -0.5, 1e-12);
  assert_true(egb_difference_any(d));
  egb_difference_free(d);
  small_free(&before);
  small_free(&after);
}

/* min-max over the units there are: C comes, with the largest value, and pushes the others down. B: 100 -> 50. */
static void membership_is_a_part(void **state) {
  (void)state;
  static const char index[] = "egovbench: 1\nid: one\nindicators: [{id: a}]\n";
  small before = small_score(index, "unit,a\nA,0\nB,5\nG,1\n"), after = small_score(index, "unit,a\nA,0\nB,5\nC,10\n");
  egb_difference *d = compare(&before, &after);
  assert_near(find(d, "B")->score_part[EGB_CAUSE_MEMBERSHIP], -50, 1e-12);
  assert_near(find(d, "B")->score_part[EGB_CAUSE_DATA], 0, 1e-12);
  assert_near(find(d, "B")->rank_part[EGB_CAUSE_MEMBERSHIP], -1, 1e-12);
  assert_true(isnan(find(d, "C")->score_change) && isnan(find(d, "G")->score_change));
  assert_int_equal(d->entered, 1);
  assert_int_equal(d->left, 1);
  assert_int_equal(d->compared, 2);
  egb_difference_free(d);
  small_free(&before);
  small_free(&after);
}

static void the_same_has_no_difference(void **state) {
  (void)state;
  static const char index[] = "egovbench: 1\nid: one\nindicators: [{id: a}]\n";
  small before = small_score(index, "unit,a\nA,0\nB,5\n"), after = small_score(index, "unit,a\nB,5\nA,0\n");
  egb_difference *d = compare(&before, &after);
  assert_false(egb_difference_any(d));
  assert_int_equal(d->gained + d->lost, 0);
  egb_difference_free(d);
  small_free(&before);
  small_free(&after);
}

/* ---- two indices that differ in everything --------------------------------------------------- */

static const char rich_before[] = "egovbench: 1\n"
                                  "id: rich\n"
                                  "defaults: {normalise: minmax, aggregate: arithmetic, impute: median}\n"
                                  "screen: {exclude: {u9: a test}}\n"
                                  "indicators:\n"
                                  "  - id: services\n"
                                  "    weight: 2\n"
                                  "    indicators:\n"
                                  "      - {id: portal, goalposts: [0, 50]}\n"
                                  "      - {id: answer, points: {yes: 1, partly: 0.5, no: 0}, impute: none}\n"
                                  "      - {id: old}\n"
                                  "  - {id: speed, weight: 1, per: people}\n"
                                  "  - {id: power, weight: 1, compute: speed + portal}\n";
static const char rich_after[] = "egovbench: 1\n"
                                 "id: richer\n"
                                 "defaults: {normalise: minmax, aggregate: arithmetic}\n"
                                 "indicators:\n"
                                 "  - id: services\n"
                                 "    weight: 5\n"
                                 "    aggregate: geometric\n"
                                 "    indicators:\n"
                                 "      - {id: portal, column: gate, normalise: {method: minmax, to: [1, 100]}}\n"
                                 "      - {id: answer, points: {no: 0.1, some: 0.4, yes: 1, partly: 0.5}}\n"
                                 "      - {id: fresh, normalise: {method: minmax, to: [1, 100]}}\n"
                                 "  - {id: power, weight: 2, compute: speed * 2, normalise: zscore}\n"
                                 "  - {id: speed, weight: 2, direction: lower}\n";

/* A table of up to 24 units, some of them left out, some cells empty. */
static void make_table(uint64_t *seed, const char *header, size_t words_at, const char *const *word, char *out,
                       size_t room) {
  size_t used = (size_t)snprintf(out, room, "%s\n", header), columns = 0;
  for (const char *c = header; *c != '\0'; c++)
    columns += *c == ',';
  for (unsigned u = 0; u < 24; u++) {
    if (next_random(seed) % 8 == 0)
      continue;
    used += (size_t)snprintf(out + used, room - used, "u%u", u);
    for (size_t c = 0; c < columns; c++) {
      const unsigned value = (unsigned)(next_random(seed) % 40) + 1;
      if (next_random(seed) % 9 == 0)
        used += (size_t)snprintf(out + used, room - used, ",");
      else if (c == words_at)
        used += (size_t)snprintf(out + used, room - used, ",%s", word[value % 3]);
      else
        used += (size_t)snprintf(out + used, room - used, ",%u", value);
    }
    used += (size_t)snprintf(out + used, room - used, "\n");
  }
}

static void make_pair(uint64_t *seed, small *before, small *after) {
  static const char *const old_words[] = {"yes", "no", "partly"}, *const new_words[] = {"yes", "some", "no"};
  char first[4000], second[4000];
  make_table(seed, "unit,portal,answer,old,speed,people", 1, old_words, first, sizeof first);
  make_table(seed, "unit,gate,answer,fresh,speed", 1, new_words, second, sizeof second);
  *before = small_score(rich_before, first);
  *after = small_score(rich_after, second);
}

/* Scores of the mixture of one side only, against that side. */
static void assert_whole(const egb_mix_side side[2], unsigned coalition, const egb_results *results) {
  double score[64], rank[64];
  const char *reason = NULL;
  assert_int_equal(egb_mix_score(side, coalition, score, rank, NULL, &reason), EGB_OK);
  for (size_t u = 0; u < results->unit_count; u++) {
    const double wanted = egb_results_score(results, u);
    assert_true(isnan(wanted) ? isnan(score[u]) : fabs(score[u] - wanted) < 1e-9);
    assert_true(isnan(results->rank[u]) ? isnan(rank[u]) : !(fabs(rank[u] - results->rank[u]) > 0));
  }
}

static void whole_sides_are_themselves(void **state) {
  (void)state;
  uint64_t seed = 11;
  for (int round = 0; round < 30; round++) {
    small before, after;
    egb_mix_side side[2];
    make_pair(&seed, &before, &after);
    egb_arena *arena = egb_arena_new();
    assert_int_equal(egb_mix_open(arena, before.results, &side[0]), EGB_OK);
    assert_int_equal(egb_mix_open(arena, after.results, &side[1]), EGB_OK);
    assert_int_equal(egb_mix_same(side), 0);
    assert_whole(side, 0, before.results);
    assert_whole(side, EGB_COALITIONS - 1, after.results);
    egb_arena_free(arena);
    small_free(&before);
    small_free(&after);
  }
}

static double sum(const double *part, size_t count) {
  double total = 0;
  for (size_t i = 0; i < count; i++)
    total += part[i];
  return total;
}

static size_t assert_sums(const egb_difference *d, const egb_difference *turned) {
  size_t split = 0;
  for (size_t i = 0; i < d->count; i++) {
    const egb_unit_difference *u = &d->unit[i], *v = find(turned, u->id);
    if (isnan(u->score_change) || isnan(u->score_part[0])) {
      assert_true(isnan(v->score_change) || isnan(v->score_part[0]));
      continue;
    }
    split++;
    assert_near(sum(u->score_part, EGB_CAUSE_COUNT), u->score_change, 1e-9);
    if (!isnan(u->rank_change))
      assert_near(sum(u->rank_part, EGB_CAUSE_COUNT), u->rank_change, 1e-9);
    assert_near(sum(by_dimension(d, u->id), d->attribution.dimension_count), u->score_change, 1e-9);
    assert_near(sum(by_dimension(turned, u->id), turned->attribution.dimension_count), -u->score_change, 1e-9);
    for (size_t f = 0; f < EGB_CAUSE_COUNT; f++) {
      assert_near(u->score_part[f], -v->score_part[f], 1e-9);
      if (!isnan(u->rank_change))
        assert_near(u->rank_part[f], -v->rank_part[f], 1e-9);
    }
  }
  return split;
}

static void parts_sum_and_turn(void **state) {
  (void)state;
  uint64_t seed = 5;
  size_t split = 0, members = 0, methods = 0;
  for (int round = 0; round < 40; round++) {
    small before, after;
    make_pair(&seed, &before, &after);
    egb_difference *d = compare(&before, &after), *turned = compare(&after, &before);
    split += assert_sums(d, turned);
    for (size_t i = 0; i < d->count; i++) {
      members += fabs(d->unit[i].score_part[EGB_CAUSE_MEMBERSHIP]) > 1e-6;
      methods += fabs(d->unit[i].score_part[EGB_CAUSE_METHOD]) > 1e-6;
    }
    assert_int_equal(d->only_count[EGB_BEFORE], 1);
    assert_string_equal(d->only[EGB_BEFORE][0], "old");
    assert_string_equal(d->only[EGB_AFTER][0], "fresh");
    egb_difference_free(d);
    egb_difference_free(turned);
    small_free(&before);
    small_free(&after);
  }
  assert_true(split > 150 && members > 100 && methods > 100);
}

/* Learning from all periods, imputation along time, weights from the data: periods of one data set. */
static void periods_of_one_index(void **state) {
  (void)state;
  static const char index[] = "egovbench: 1\nid: years\nfit: all\nweights: sd\n"
                              "defaults: {impute: latest}\n"
                              "indicators: [{id: x}, {id: y, direction: lower}, {id: z, normalise: zscore}]\n";
  static const char table[] = "unit,year,x,y,z\nA,1,1,4,9\nA,2,2,,8\nA,3,5,1,8\nB,1,9,9,1\nB,2,3,3,3\nB,3,,2,1\n"
                              "C,2,4,4,4\nC,3,1,7,2\nD,1,2,2,2\nE,3,6,6,7\n";
  const egb_plan_options first = {.size = sizeof first, .period = "1"}, last = {.size = sizeof last, .period = "3"};
  small before = small_plan(index, table, &first), after = small_read(index, table);
  assert_int_equal(egb_score(before.plan, before.diag, &before.results), EGB_OK);
  egb_plan *plan = NULL;
  egb_results *results = NULL;
  assert_int_equal(egb_plan_new(before.index, before.data, &last, after.diag, &plan), EGB_OK);
  assert_int_equal(egb_score(plan, after.diag, &results), EGB_OK);
  egb_mix_side side[2];
  egb_arena *arena = egb_arena_new();
  assert_int_equal(egb_mix_open(arena, before.results, &side[0]), EGB_OK);
  assert_int_equal(egb_mix_open(arena, results, &side[1]), EGB_OK);
  assert_int_equal(egb_mix_same(side), 1 << EGB_CAUSE_METHOD);
  assert_whole(side, 0, before.results);
  assert_whole(side, EGB_COALITIONS - 1, results);
  assert_whole(side, EGB_COALITIONS - 1 - (1 << EGB_CAUSE_METHOD), results);
  egb_arena_free(arena);
  egb_difference *d = NULL;
  assert_int_equal(egb_difference_new(before.results, results, after.diag, &d), EGB_OK);
  for (size_t i = 0; i < d->count; i++)
    if (!isnan(d->unit[i].score_part[0]))
      assert_near(sum(d->unit[i].score_part, EGB_CAUSE_COUNT), d->unit[i].score_change, 1e-9);
  assert_int_equal(d->compared, 3);
  egb_difference_free(d);
  egb_results_free(results);
  egb_plan_free(plan);
  small_free(&before);
  small_free(&after);
}

/* A definition on a scale of 1 and the same on a scale of 100 agree in per cent. */
static void scales_are_brought_together(void **state) {
  (void)state;
  static const char one[] = "egovbench: 1\nid: one\nscale: 1\nindicators: [{id: a}]\n",
                    hundred[] = "egovbench: 1\nid: hundred\nindicators: [{id: a}]\n";
  small before = small_score(one, "unit,a\nA,0\nB,5\nC,9\n"), after = small_score(hundred, "unit,a\nA,0\nB,5\nC,9\n");
  egb_difference *d = compare(&before, &after);
  assert_true(d->per_cent);
  assert_false(egb_difference_any(d));
  assert_near(find(d, "B")->score[EGB_BEFORE], 500.0 / 9, 1e-9);
  egb_difference_free(d);
  small_free(&before);
  small_free(&after);
}

/* Before: figures as they are, all the same. After: min-max over different ones. Min-max over the same ones is a
 * mixture that has no scores, so that only the orders that exchange the data first are left: the data does 30 - 5, the
 * method 100 - 30. */
static void a_mixture_without_scores_is_said(void **state) {
  (void)state;
  small before = small_score("egovbench: 1\nid: one\ndefaults: {normalise: as-is}\nindicators: [{id: a}]\n",
                             "unit,a\nA,5\nB,5\n"),
        after = small_score("egovbench: 1\nid: two\nindicators: [{id: a}]\n", "unit,a\nA,10\nB,30\n");
  egb_difference *d = compare(&before, &after);
  assert_near(find(d, "B")->score_part[EGB_CAUSE_DATA], 25, 1e-12);
  assert_near(find(d, "B")->score_part[EGB_CAUSE_METHOD], 70, 1e-12);
  assert_true(d->unscored > 0);
  assert_int_equal(d->unscored_mixture & (1 << EGB_CAUSE_METHOD | 1 << EGB_CAUSE_DATA), 1 << EGB_CAUSE_METHOD);
  assert_non_null(d->unscored_reason);
  assert_non_null(strstr(d->unscored_reason, "all values are equal"));
  egb_difference_free(d);
  small_free(&before);
  small_free(&after);
}

/* Two dimensions, weights 1:1 to 4:1. Contributions by hand: 0.3 (a - c) and -0.3 (b - c) with c the mean of the two
 * scores; U (90, 10): c = 62, 8.4 and 15.6; V (10, 90): c = 38, -8.4 and -15.6; W (50, 50): none. So U rises by 24 and
 * V falls by 24; both are driven by b, of which U has least and V most. */
static void drivers_by_hand(void **state) {
  (void)state;
  char first[300], second[300];
  (void)snprintf(first, sizeof first, PLAIN, "1", "1");
  (void)snprintf(second, sizeof second, PLAIN, "4", "1");
  static const char table[] = "unit,a,b\nU,90,10\nV,10,90\nW,50,50\n";
  small before = small_score(first, table), after = small_score(second, table);
  egb_difference *d = compare(&before, &after);
  assert_near(by_dimension(d, "U")[0], 8.4, 1e-12);
  assert_near(by_dimension(d, "U")[1], 15.6, 1e-12);
  assert_near(by_dimension(d, "V")[1], -15.6, 1e-12);
  assert_near(d->attribution.mean[1], 0, 1e-12);
  for (const char *const *id = (const char *const[]){"U", "V", NULL}; *id != NULL; id++) {
    const size_t *driver = d->attribution.driver + (size_t)(find(d, *id) - d->unit) * EGB_DRIVERS_MAX;
    assert_string_equal(d->attribution.dimension[driver[0]].id, "b");
    assert_string_equal(d->attribution.dimension[driver[1]].id, "a");
    assert_true(driver[2] == EGB_NONE);
  }
  assert_true(d->attribution.driver[(size_t)(find(d, "W") - d->unit) * EGB_DRIVERS_MAX] == EGB_NONE);
  egb_difference_free(d);
  small_free(&before);
  small_free(&after);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(parts_by_hand),
      cmocka_unit_test(membership_is_a_part),
      cmocka_unit_test(the_same_has_no_difference),
      cmocka_unit_test(whole_sides_are_themselves),
      cmocka_unit_test(parts_sum_and_turn),
      cmocka_unit_test(periods_of_one_index),
      cmocka_unit_test(scales_are_brought_together),
      cmocka_unit_test(a_mixture_without_scores_is_said),
      cmocka_unit_test(drivers_by_hand),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
