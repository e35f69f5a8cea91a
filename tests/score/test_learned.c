/* What one period learned is what another would: scored after any other period of the same panel, a period gives the
 * bits that it gives by itself, for random panels with gaps, whatever is learned from which periods. */
#include "base/buffer.h"
#include "small.h"

#include <math.h>

#define UNITS 12
#define PERIODS 4
#define LEAVES 3
#define TEXT 8000

static const char *const fits[] = {"all",
                                   "\"2\"",
                                   "period",
                                   "{treat: period, normalise: all}",
                                   "{treat: all, normalise: period}",
                                   "{treat: \"1\", normalise: \"3\"}"};
static const char *const settings[] = {
    "normalise: minmax", "normalise: zscore, impute: linear",
    "normalise: minmax, treat: {method: winsorise, points: 1, force: true}",
    "normalise: {method: reference-unit, unit: U03}, impute: mean",
    "normalise: {method: minmax, log: ln}, treat: {method: log, shift: none}, impute: latest"};

static void write_panel(char *out, uint64_t *seed) {
  size_t n = (size_t)snprintf(out, TEXT, "unit,period,x0,x1,x2\n");
  for (int u = 0; u < UNITS; u++)
    for (int p = 0; p < PERIODS; p++) {
      n += (size_t)snprintf(out + n, TEXT - n, "U%02d,%d", u, p);
      for (int c = 0; c < LEAVES; c++) {
        const bool gap = u != 3 && next_random(seed) % 6 == 0;
        n += (size_t)snprintf(out + n, TEXT - n, gap ? "," : ",%d", (int)(3 + next_random(seed) % 90));
      }
      n += (size_t)snprintf(out + n, TEXT - n, "\n");
    }
}

static void write_definition(char *out, const char *fit, const char *setting, bool screens) {
  size_t n =
      (size_t)snprintf(out, TEXT, "egovbench: 1\nid: t\nfit: %s\n%sscenarios: {less: {drop: [x2]}}\nindicators:\n", fit,
                       screens ? "screen: {available: 0.7, exclude: {U05: late}}\n" : "");
  for (int c = 0; c < LEAVES; c++)
    n += (size_t)snprintf(out + n, TEXT - n, "  - {id: x%d, %s}\n", c, setting);
}

/* NULL: a method has no answer for these values. */
static egb_results *score(small *s, int period, const char *scenario, const egb_results *like) {
  char name[8];
  egb_plan *plan = NULL;
  egb_results *results = NULL;
  (void)snprintf(name, sizeof name, "%d", period);
  const egb_plan_options options = {.size = sizeof options, .period = name, .scenario = scenario};
  assert_ok(egb_plan_new(s->index, s->data, &options, s->diag, &plan), s->diag);
  const egb_status status = egb_score_like(plan, like, s->diag, &results);
  if (status != EGB_UNCOMPUTABLE)
    assert_ok(status, s->diag);
  egb_plan_free(plan);
  return results;
}

static void same_numbers(const double *a, const double *b, size_t count) {
  for (size_t i = 0; i < count; i++)
    if (a[i] != b[i] && !(isnan(a[i]) && isnan(b[i])))
      fail_msg("number %zu: %.17g and %.17g", i, a[i], b[i]);
}

static void same_results(const egb_results *a, const egb_results *b) {
  assert_int_equal(a->node_count, b->node_count);
  for (size_t i = 0; i < a->node_count; i++) {
    same_numbers(a->treated.value[i], b->treated.value[i], a->unit_count);
    same_numbers(egb_scores(a, i), egb_scores(b, i), a->unit_count);
    assert_memory_equal(egb_score_states(a, i), egb_score_states(b, i), a->unit_count);
  }
  same_numbers(a->fitted, b->fitted, a->node_count * EGB_FITTED_MAX);
  same_numbers(a->rank, b->rank, a->unit_count);
  assert_int_equal(a->treatment == NULL, b->treatment == NULL);
  for (size_t i = 0; a->treatment != NULL && i < a->node_count; i++) {
    assert_int_equal(a->treatment[i].winsorised, b->treatment[i].winsorised);
    same_numbers(&a->treatment[i].shift, &b->treatment[i].shift, 1);
    same_numbers(&a->treatment[i].high, &b->treatment[i].high, 1);
  }
}

/* Each period after each other one, and the other one after that: what was taken is handed on. How many pairs. */
static int in_any_order(small *s) {
  egb_results *alone[PERIODS];
  int pairs = 0;
  for (int p = 0; p < PERIODS; p++)
    alone[p] = score(s, p, NULL, NULL);
  for (int p = 0; p < PERIODS; p++)
    for (int q = 0; q < PERIODS; q++) {
      if (alone[p] == NULL || alone[q] == NULL)
        continue;
      pairs++;
      egb_results *after = score(s, p, NULL, alone[q]), *again = score(s, q, NULL, after);
      same_results(alone[p], after);
      same_results(alone[q], again);
      egb_results_free(after);
      egb_results_free(again);
    }
  for (int p = 0; p < PERIODS; p++)
    egb_results_free(alone[p]);
  return pairs;
}

static void test_periods(void **state) {
  (void)state;
  char definition[TEXT], data[TEXT];
  uint64_t seed = 7;
  int pairs = 0, most = 0;
  for (size_t f = 0; f < sizeof fits / sizeof *fits; f++)
    for (size_t k = 0; k < sizeof settings / sizeof *settings; k++)
      for (int screens = 0; screens < 2; screens++) {
        write_panel(data, &seed);
        write_definition(definition, fits[f], settings[k], screens == 1);
        small s = small_read(definition, data);
        pairs += in_any_order(&s);
        most += PERIODS * PERIODS;
        small_free(&s);
      }
  assert_true(4 * pairs > 3 * most); /* the rest: a reference that is the worst, values that are all equal */
}

/* Results of other data, or of a scenario with other indicators, teach nothing. */
static void test_others(void **state) {
  (void)state;
  char definition[TEXT], data[TEXT];
  uint64_t seed = 11;
  write_definition(definition, "all", "normalise: zscore, impute: row-mean", true);
  write_panel(data, &seed);
  small s = small_read(definition, data);
  write_panel(data, &seed);
  small other = small_read(definition, data);
  egb_results *strange = score(&other, 1, NULL, NULL), *less = score(&s, 1, "less", NULL);
  egb_results *alone = score(&s, 2, NULL, NULL), *alone_less = score(&s, 2, "less", NULL);
  const egb_results *like[] = {strange, less, alone_less};
  for (size_t i = 0; i < sizeof like / sizeof *like; i++) {
    egb_results *after = score(&s, 2, NULL, like[i]);
    same_results(alone, after);
    egb_results_free(after);
  }
  egb_results *after = score(&s, 2, "less", alone);
  same_results(alone_less, after);
  egb_results_free(after);
  egb_results_free(strange);
  egb_results_free(less);
  egb_results_free(alone);
  egb_results_free(alone_less);
  small_free(&s);
  small_free(&other);
}

/* x2 says nothing in period 1 and is left out there: what fills the gaps of the others, and with that what treatments
 * learn from all periods, is another. */
static void test_left_out(void **state) {
  (void)state;
  static const char definition[] =
      "egovbench: 1\nid: t\nfit: {treat: all, normalise: period}\ndefaults: {impute: row-mean}\nindicators:\n"
      "  - {id: x0, normalise: minmax, treat: {method: winsorise, points: 20, force: true}}\n"
      "  - {id: x1, normalise: minmax, treat: {method: winsorise, points: 20, force: true}}\n"
      "  - {id: x2, normalise: minmax, if-constant: drop}\n";
  egb_buffer data = {0};
  uint64_t seed = 13;
  egb_buffer_text(&data, "unit,period,x0,x1,x2\n");
  for (int u = 0; u < UNITS; u++)
    for (int p = 0; p < PERIODS; p++) {
      const int first = (int)(next_random(&seed) % 90), second = (int)(next_random(&seed) % 90);
      egb_buffer_format(&data, "U%02d,%d,", u, p);
      egb_buffer_format(&data, (u + p) % 4 == 0 ? "," : "%d,", first);
      egb_buffer_format(&data, (u + p) % 4 == 2 ? "," : "%d,", second);
      egb_buffer_format(&data, "%d\n", p == 1 ? 50 : (int)(next_random(&seed) % 90));
    }
  small s = small_read(definition, data.text);
  assert_int_equal(in_any_order(&s), PERIODS * PERIODS);
  small_free(&s);
  egb_buffer_clear(&data);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_periods), cmocka_unit_test(test_others),
                                     cmocka_unit_test(test_left_out)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
