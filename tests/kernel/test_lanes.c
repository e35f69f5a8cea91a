/* Whole analyses with every set of instructions that this processor has: the same bytes in every table. The program
 * asks egb_lanes_best() which set to use; here the linker puts another answer in its place (-Wl,--wrap). */
#include "egovbench.h"
#include "kernel/lanes.h"
#include "kernel/random.h"
#include "small.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static egb_lanes_set forced;
static size_t asked; /* how often, by any number of threads before they start */

const egb_lanes *__wrap_egb_lanes_best(void);

const egb_lanes *__wrap_egb_lanes_best(void) {
  asked++;
  return egb_lanes_of(forced);
}

static void append(const small *s, char **all, egb_status made, egb_table *table) {
  char *text = NULL;
  size_t length = 0;
  assert_ok(made, s->diag);
  assert_ok(egb_table_write(table, EGB_FORMAT_CSV, NULL, s->diag, &text, &length), s->diag);
  assert_true(length > 100);
  const size_t before = *all != NULL ? strlen(*all) : 0;
  *all = realloc(*all, before + length + 1);
  assert_non_null(*all);
  memcpy(*all + before, text, length);
  (*all)[before + length] = '\0';
  egb_free(text);
  egb_table_free(table);
}

static char *uncertain(const small *s, const egb_uncertainty_options *options) {
  static const char *const languages[] = {"en", NULL};
  char *all = NULL;
  egb_uncertainty *u = NULL;
  egb_table *table = NULL;
  assert_ok(egb_uncertainty_new(s->plan, s->results, options, s->diag, &u), s->diag);
  egb_status status =
      egb_table_uncertainty(u, &EGB_OPTIONS(egb_spread_options, .languages = languages), s->diag, &table);
  append(s, &all, status, table);
  status = egb_table_frequencies(u, languages, s->diag, &table);
  append(s, &all, status, table);
  status = egb_table_draws(u, 0, egb_uncertainty_draw_count(u), s->diag, &table);
  append(s, &all, status, table);
  egb_uncertainty_free(u);
  return all;
}

static char *sensitive(const small *s, const egb_uncertainty_options *options) {
  static const char *const languages[] = {"en", NULL};
  char *all = NULL;
  egb_sensitivity *sensitivity = NULL;
  egb_table *table = NULL;
  assert_ok(egb_sensitivity_new(s->plan, s->results, SIZE_MAX, options, s->diag, &sensitivity), s->diag);
  egb_status status = egb_table_sensitivity(sensitivity, languages, s->diag, &table);
  append(s, &all, status, table);
  status = egb_table_switches(sensitivity, languages, s->diag, &table);
  append(s, &all, status, table);
  egb_sensitivity_free(sensitivity);
  return all;
}

typedef char *analysis(const small *s, const egb_uncertainty_options *options);

/* The plain twin on one thread against every set on one and three. */
static void compare(const char *name, analysis *run, egb_uncertainty_options options) {
  small s = small_file(name);
  forced = EGB_LANES_PLAIN;
  options.threads = 1;
  asked = 0;
  char *expected = run(&s, &options);
  assert_true(asked > 0);
  for (int set = 0; set < EGB_LANES_SETS; set++)
    for (options.threads = 1; options.threads <= 3 && egb_lanes_of((egb_lanes_set)set) != NULL; options.threads += 2) {
      forced = (egb_lanes_set)set;
      char *mine = run(&s, &options);
      if (strcmp(mine, expected) != 0)
        fail_msg("%s: %s on %zu threads gives other bytes", name, egb_lanes_of(forced)->name, options.threads);
      free(mine);
    }
  free(expected);
  small_free(&s);
}

#define WASEDA "indicators/waseda-ten.yaml" /* gaps, four levels */
#define DESI "indicators/desi-2022.yaml"
static const char *const means[] = {"on", "geometric", NULL};
static const char *const norms[] = {"on", "zscore", "rank", NULL};

static void weights_alone(void **state) {
  (void)state;
  static const char *const laws[] = {"uniform:25%", "dirichlet:50", "flat"};
  for (size_t i = 0; i < 3; i++)
    compare(WASEDA, uncertain,
            EGB_OPTIONS(egb_uncertainty_options, .draws = 203, .seed = 4, .weights = laws[i], .keep_draws = true));
}

static void weights_of_a_part(void **state) {
  (void)state;
  compare(WASEDA, uncertain,
          EGB_OPTIONS(egb_uncertainty_options, .draws = 203, .seed = 4, .node = "OS", .weights = "flat",
                      .keep_draws = true));
}

static void methods_and_weights(void **state) {
  (void)state;
  compare(WASEDA, uncertain,
          EGB_OPTIONS(egb_uncertainty_options, .draws = 203, .seed = 4, .weights = "uniform:25%", .aggregate = means,
                      .keep_draws = true));
  compare(DESI, uncertain,
          EGB_OPTIONS(egb_uncertainty_options, .draws = 203, .seed = 4, .weights = "uniform:25%", .normalise = norms,
                      .keep_draws = true));
}

static void errors_of_measurement(void **state) {
  (void)state;
  compare(DESI, uncertain,
          EGB_OPTIONS(egb_uncertainty_options, .draws = 40, .seed = 4, .weights = "uniform:25%", .error = "10%",
                      .keep_draws = true));
}

static void sensitivities(void **state) {
  (void)state;
  compare(WASEDA, sensitive,
          EGB_OPTIONS(egb_uncertainty_options, .draws = 16, .seed = 4, .weights = "uniform:25%", .aggregate = means));
}

/* ---- what is counted of tiles, against counting one by one ----------------------------------- */

#define ROWS 41
#define LEVELS 5

/* Scores a few steps apart, some without; rows 0 and 1 are level in every lane. */
static void make_tile(egb_random *random, double *tile) {
  for (size_t i = 0; i < ROWS; i++)
    for (size_t l = 0; l < EGB_LANES; l++) {
      const double x = (double)egb_random_below(random, 12) * 4e-10 + (double)(i % 4) * 25 + (double)(i % 3) * 1e-9;
      tile[i * EGB_LANES + l] = egb_random_below(random, 20) == 0 ? (double)NAN : x;
    }
  memcpy(tile + EGB_LANES, tile, EGB_LANES * sizeof *tile);
}

static void neighbours_are_counted(void **state) {
  (void)state;
  double tile[ROWS * EGB_LANES];
  egb_random random;
  egb_random_start(&random, 11, 0, 0);
  for (size_t run = 0; run < 60; run++) {
    const double quantum = run % 2 == 0 ? 1e9 : -1e9;
    const size_t count = 1 + egb_random_below(&random, EGB_LANES);
    size_t row[ROWS];
    uint64_t expected[2][ROWS] = {{0}};
    make_tile(&random, tile);
    for (size_t i = 0; i < ROWS; i++)
      row[i] = run % 3 == 0 ? i : egb_random_below(&random, ROWS);
    for (size_t i = 0; i + 1 < ROWS; i++)
      for (size_t l = 0; l < count; l++) {
        const double x = rint(tile[row[i] * EGB_LANES + l] * quantum),
                     y = rint(tile[row[i + 1] * EGB_LANES + l] * quantum);
        expected[0][i] += x > y ? 2 : x == y ? 1 : 0;
        expected[1][i] += isnan(x) || isnan(y) ? 0 : 2;
      }
    for (int set = 0; set < EGB_LANES_SETS; set++) {
      const egb_lanes *lanes = egb_lanes_of((egb_lanes_set)set);
      uint64_t got[2][ROWS] = {{0}};
      if (lanes == NULL)
        continue;
      lanes->neighbours(tile, row, ROWS, quantum, (1U << count) - 1, got[0], got[1]);
      assert_memory_equal(got, expected, sizeof got);
    }
  }
}

static void levels_are_counted(void **state) {
  (void)state;
  double tile[ROWS * EGB_LANES];
  size_t unit[ROWS];
  egb_random random;
  egb_random_start(&random, 12, 0, 0);
  for (size_t run = 0; run < 60; run++) {
    const double sense = run % 2 == 0 ? 1 : -1;
    const double up[LEVELS] = {75, 50 + 2e-9, 50, 25 + 1e-9, 3e-9}, down[LEVELS] = {-2e-9, -25, -25 - 1e-9, -50, -75};
    const egb_lanes_levels how = {.count = run % (LEVELS + 1), .reach = sense > 0 ? up : down, .sense = sense};
    uint8_t at[EGB_LANES_SETS][ROWS] = {{0}};
    uint32_t expected[ROWS * LEVELS] = {0}, got[EGB_LANES_SETS][ROWS * LEVELS] = {{0}};
    for (size_t i = 0; i < ROWS; i++)
      unit[i] = ROWS - 1 - i;
    for (size_t repeat = 0; repeat < 4; repeat++) { /* what was seen before does not matter */
      const size_t count = 1 + egb_random_below(&random, EGB_LANES);
      make_tile(&random, tile);
      for (size_t i = 0; i < ROWS; i++)
        for (size_t l = 0; l < count; l++) {
          size_t k = 0;
          while (k < how.count && !(sense * tile[i * EGB_LANES + l] >= how.reach[k]))
            k++;
          if (k < how.count)
            expected[unit[i] * how.count + k]++;
        }
      for (int set = 0; set < EGB_LANES_SETS; set++)
        if (egb_lanes_of((egb_lanes_set)set) != NULL)
          egb_lanes_of((egb_lanes_set)set)->levels(&how, tile, ROWS, unit, (1U << count) - 1, at[set], got[set]);
    }
    for (int set = 0; set < EGB_LANES_SETS; set++)
      if (egb_lanes_of((egb_lanes_set)set) != NULL)
        assert_memory_equal(got[set], expected, sizeof expected);
  }
}

/* `ahead` of a whole run, against the ranks of its draws. */
static void neighbours_are_those_of_the_ranks(void **state) {
  (void)state;
  static const char *const laws[] = {"uniform:100%", "dirichlet:1", "flat"};
  small s = small_file(WASEDA);
  forced = EGB_LANES_PLAIN;
  for (size_t k = 0; k < 3; k++) {
    egb_uncertainty *u = NULL;
    const egb_uncertainty_options options =
        EGB_OPTIONS(egb_uncertainty_options, .draws = 203, .weights = laws[k], .keep_draws = true);
    assert_ok(egb_uncertainty_new(s.plan, s.results, &options, s.diag, &u), s.diag);
    for (size_t i = 0; i + 1 < s.results->unit_count; i++) {
      const size_t a = s.results->order[i], b = s.results->order[i + 1];
      double ahead = 0, together = 0;
      for (size_t d = 0; d < 203; d++) {
        const uint32_t *rank = egb_uncertainty_draw_at(u, d)->rank;
        together += rank[a] != 0 && rank[b] != 0;
        ahead += rank[a] == 0 || rank[b] == 0 ? 0 : rank[a] < rank[b] ? 1 : rank[a] == rank[b] ? 0.5 : 0;
      }
      const double got = egb_uncertainty_at(u, a)->ahead;
      assert_true(together > 0 ? got == ahead / together : isnan(got));
    }
    egb_uncertainty_free(u);
  }
  small_free(&s);
}

int main(void) {
  for (int set = 0; set < EGB_LANES_SETS; set++)
    if (egb_lanes_of((egb_lanes_set)set) == NULL)
      print_message("# instruction set %d is not here and not compared\n", set);
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(weights_alone),       cmocka_unit_test(weights_of_a_part),
      cmocka_unit_test(methods_and_weights), cmocka_unit_test(errors_of_measurement),
      cmocka_unit_test(sensitivities),       cmocka_unit_test(neighbours_are_counted),
      cmocka_unit_test(levels_are_counted),  cmocka_unit_test(neighbours_are_those_of_the_ranks),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
