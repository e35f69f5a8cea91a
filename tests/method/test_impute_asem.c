/* The imputations against COINr 1.1.14 on its ASEM example, every indicator (tests/reference/asem/README.md). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "method/figures.h"
#include "method/method.h"

#define TOLERANCE 1e-9 /* of the larger of 1 and the figure; COINr wrote 17 digits */
#define UNITS 51
#define INDICATORS 49
#define PANEL_UNITS 20
#define PERIODS 5
#define PANEL_INDICATORS 5

static const egb_impute *method_named(const char *name) {
  for (size_t i = 0; egb_imputations[i] != NULL; i++)
    if (strcmp(egb_imputations[i]->head.name, name) == 0)
      return egb_imputations[i];
  fail_msg("there is no method %s", name);
  return NULL;
}

static void compare(const char *variant, const char *name, const double *got, const double *expected, size_t count) {
  for (size_t u = 0; u < count; u++)
    if (isnan(expected[u]) ? !isnan(got[u]) : !(fabs(got[u] - expected[u]) <= TOLERANCE * fmax(1, fabs(expected[u]))))
      fail_msg("%s, %s, row %zu: %.17g where COINr has %.17g", variant, name, u + 1, got[u], expected[u]);
}

/* ---- one period ------------------------------------------------------------------------------ */

typedef struct table {
  figures *input, *about, *units;
  double value[INDICATORS][UNITS];
  size_t group[UNITS], group_count;
  double scratch[20000];
} table;

static void read_groups(table *t, const char *grouping) {
  const size_t column = figures_column(t->units, grouping);
  t->group_count = 0;
  for (size_t u = 0; u < UNITS; u++) {
    const size_t first = figures_row(t->units, column, t->units->text[column][u]);
    assert_string_equal(t->units->text[0][u], t->input->text[1][u]);
    t->group[u] = first == u ? t->group_count++ : t->group[first];
  }
}

/* The indicators of a node (NULL: all) are handed over together. */
static void impute(table *t, const char *method, const char *node, const char *(*place)(const char *pillar)) {
  const egb_impute *row = method_named(method);
  const double parameter[EGB_PARAMETER_SLOTS] = {0};
  const egb_list none[EGB_PARAMETERS_MAX] = {{0}};
  double *column[INDICATORS];
  int direction[INDICATORS];
  size_t count = 0;
  for (size_t i = 0; i < INDICATORS; i++) {
    if (node != NULL && strcmp(place(t->about->text[1][i]), node) != 0)
      continue;
    direction[count] = (int)figures_values(t->about, "direction")[i];
    column[count++] = t->value[i];
  }
  assert_true(count > 0);
  assert_true(row->scratch(UNITS, count) <= sizeof t->scratch / sizeof *t->scratch);
  const egb_impute_input input = {.parameter = parameter,
                                  .list = none,
                                  .column = column,
                                  .direction = direction,
                                  .column_count = count,
                                  .count = UNITS,
                                  .group = t->group_count > 0 ? t->group : NULL,
                                  .group_count = t->group_count,
                                  .scratch = t->scratch};
  assert_null(row->apply(&input));
}

static void start(table *t) {
  for (size_t i = 0; i < INDICATORS; i++)
    memcpy(t->value[i], figures_values(t->input, t->about->text[0][i]), sizeof t->value[i]);
}

static void finish(table *t, const char *variant) {
  figures *expected = figures_read("asem/impute.csv", variant);
  assert_int_equal(expected->rows, UNITS);
  for (size_t i = 0; i < INDICATORS; i++)
    compare(variant, t->about->text[0][i], t->value[i], figures_values(expected, t->about->text[0][i]), UNITS);
  figures_free(expected);
}

static const char *pillar_itself(const char *pillar) {
  return pillar;
}

static const char *subindex(const char *pillar) {
  static const char *const sustainability[] = {"Environ", "Social", "SusEcFin"};
  for (size_t i = 0; i < sizeof sustainability / sizeof *sustainability; i++)
    if (strcmp(pillar, sustainability[i]) == 0)
      return "Sust";
  return "Conn";
}

static void check_whole(table *t, const char *method, const char *variant) {
  start(t);
  impute(t, method, NULL, NULL);
  finish(t, variant);
}

static void figures_are_those_of_coinr(void **state) {
  (void)state;
  static table t; /* large */
  static const char *const pillars[] = {"Physical", "ConEcFin", "Political", "Instit",
                                        "P2P",      "Environ",  "Social",    "SusEcFin"};
  t.input = figures_read("asem/impute.csv", "input");
  t.about = figures_read("asem/indicators.csv", NULL);
  t.units = figures_read("asem/asem-units.csv", NULL);
  check_whole(&t, "mean", "mean");
  check_whole(&t, "median", "median");
  check_whole(&t, "row-mean", "row-mean");
  start(&t);
  for (size_t i = 0; i < sizeof pillars / sizeof *pillars; i++)
    impute(&t, "row-mean", pillars[i], pillar_itself);
  finish(&t, "row-mean-in-pillar");
  start(&t);
  impute(&t, "row-mean", "Conn", subindex);
  impute(&t, "row-mean", "Sust", subindex);
  finish(&t, "row-mean-in-subindex");
  read_groups(&t, "EurAsia");
  check_whole(&t, "group-mean", "mean-by-EurAsia");
  read_groups(&t, "GDPpc");
  check_whole(&t, "group-mean", "mean-by-GDPpc");
  figures_free(t.input);
  figures_free(t.about);
  figures_free(t.units);
}

/* ---- panels ---------------------------------------------------------------------------------- */

/* Rows are units, and within them periods; a series is a column of one period. */
typedef struct panel {
  figures *input;
  double value[PERIODS][PANEL_INDICATORS][PANEL_UNITS], time[PERIODS];
  const double *series[PERIODS * PANEL_INDICATORS];
} panel;

static void read_panel(panel *p, const char *variant) {
  p->input = figures_read("asem/impute-panel.csv", variant);
  assert_int_equal(p->input->rows, PANEL_UNITS * PERIODS);
  for (size_t t = 0; t < PERIODS; t++) {
    p->time[t] = figures_values(p->input, "period")[t];
    for (size_t c = 0; c < PANEL_INDICATORS; c++) {
      for (size_t u = 0; u < PANEL_UNITS; u++)
        p->value[t][c][u] = p->input->value[3 + c][u * PERIODS + t];
      p->series[t * PANEL_INDICATORS + c] = p->value[t][c];
    }
  }
}

static void check_panel(const panel *p, const char *method, double parameter, const char *variant) {
  figures *expected = figures_read("asem/impute-panel.csv", variant);
  const egb_list none[EGB_PARAMETERS_MAX] = {{0}};
  const int direction[PANEL_INDICATORS] = {1, 1, 1, 1, 1};
  double scratch[64];
  for (size_t t = 0; t < PERIODS; t++) {
    double filled[PANEL_INDICATORS][PANEL_UNITS], theirs[PANEL_UNITS], *column[PANEL_INDICATORS];
    memcpy(filled, p->value[t], sizeof filled);
    for (size_t c = 0; c < PANEL_INDICATORS; c++)
      column[c] = filled[c];
    const egb_impute_input input = {.parameter = &parameter,
                                    .list = none,
                                    .column = column,
                                    .direction = direction,
                                    .column_count = PANEL_INDICATORS,
                                    .count = PANEL_UNITS,
                                    .series = p->series,
                                    .time = p->time,
                                    .period = t,
                                    .period_count = PERIODS,
                                    .scratch = scratch};
    assert_null(method_named(method)->apply(&input));
    for (size_t c = 0; c < PANEL_INDICATORS; c++) {
      for (size_t u = 0; u < PANEL_UNITS; u++)
        theirs[u] = expected->value[3 + c][u * PERIODS + t];
      compare(variant, expected->name[3 + c], filled[c], theirs, PANEL_UNITS);
    }
  }
  figures_free(expected);
}

static void panels_are_those_of_coinr(void **state) {
  (void)state;
  static panel p;
  read_panel(&p, "first-input");
  check_panel(&p, "latest", NAN, "first-latest");
  check_panel(&p, "latest", 1, "first-latest-max-1");
  check_panel(&p, "constant", 0, "first-constant");
  figures_free(p.input);
  read_panel(&p, "second-input");
  check_panel(&p, "latest", NAN, "second-latest");
  check_panel(&p, "constant", 0, "second-constant");
  figures_free(p.input);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(figures_are_those_of_coinr),
                                     cmocka_unit_test(panels_are_those_of_coinr)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
