/* Whole analyses with every set of instructions that this processor has: the same bytes in every table. The program
 * asks egb_lanes_best() which set to use; here the linker puts another answer in its place (-Wl,--wrap). */
#include "egovbench.h"
#include "simulate/lanes.h"
#include "small.h"

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

int main(void) {
  for (int set = 0; set < EGB_LANES_SETS; set++)
    if (egb_lanes_of((egb_lanes_set)set) == NULL)
      print_message("# instruction set %d is not here and not compared\n", set);
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(weights_alone),       cmocka_unit_test(weights_of_a_part),
      cmocka_unit_test(methods_and_weights), cmocka_unit_test(errors_of_measurement),
      cmocka_unit_test(sensitivities),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
