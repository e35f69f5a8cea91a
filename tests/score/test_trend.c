/* A value over time. Compound growth: the figure of COINr's CAGR for 10, 12, 11, 15 (tests/reference/asem/README.md).
 * Slope: the first of F. J. Anscombe's four sets, "Graphs in statistical analysis", The American Statistician 27
 * (1973), 17-21, whose line is y = 3 + 0.5 x in print and has the exact slope 55.01 / 110. */
#include "check.h"
#include "model/period.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void growth_of_a_published_row(void **state) {
  (void)state;
  const double time[] = {2018, 2019, 2020, 2021}, value[] = {10, 12, 11, 15};
  egb_trend trend = EGB_TREND_INIT;
  egb_trend_of(time, value, 4, &trend);
  assert_int_equal(trend.count, 4);
  assert_near(trend.growth, 0.14471424255333187, 1e-15);
  assert_near(trend.change, 5, 0);
  assert_near(trend.slope, 1.4, 1e-14); /* (-1.5 * -2 - 0.5 * 0 + 0.5 * -1 + 1.5 * 3) / 5 */
}

static void slope_of_anscombe(void **state) {
  (void)state;
  const double x[] = {4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14};
  const double y[] = {4.26, 5.68, 7.24, 4.82, 6.95, 8.81, 8.04, 8.33, 10.84, 7.58, 9.96};
  egb_trend trend = EGB_TREND_INIT;
  egb_trend_of(x, y, 11, &trend);
  assert_near(trend.slope, 55.01 / 110, 1e-14);
}

static void gaps_are_left_out(void **state) {
  (void)state;
  const double time[] = {2000, 2003, 2004, 2010}, value[] = {NAN, 2, NAN, 4};
  egb_trend trend = EGB_TREND_INIT;
  egb_trend_of(time, value, 4, &trend);
  assert_int_equal(trend.count, 2);
  assert_int_equal(trend.first, 1);
  assert_int_equal(trend.last, 3);
  assert_near(trend.change, 2, 0);
  assert_near(trend.slope, 2.0 / 7, 1e-15);
  assert_near(trend.growth, pow(2, 1.0 / 7) - 1, 1e-15);
}

static void what_has_no_answer_is_missing(void **state) {
  (void)state;
  const double time[] = {1, 2, 3};
  const double none[] = {NAN, NAN, NAN}, one[] = {NAN, 5, NAN}, below[] = {-1, 0, 3}, flat[] = {7, 7, 7};
  egb_trend trend = EGB_TREND_INIT;
  egb_trend_of(time, none, 3, &trend);
  assert_int_equal(trend.count, 0);
  assert_true(trend.first == SIZE_MAX && trend.last == SIZE_MAX && isnan(trend.change));
  egb_trend_of(time, one, 3, &trend);
  assert_int_equal(trend.count, 1);
  assert_true(trend.first == 1 && trend.last == 1 && isnan(trend.change) && isnan(trend.slope));
  egb_trend_of(time, below, 3, &trend);
  assert_true(isnan(trend.growth)); /* no rate leads from below zero to above */
  assert_near(trend.change, 4, 0);
  assert_near(trend.slope, 2, 1e-15);
  /* nor to zero or below, nor from zero, nor within one moment; of one year a power would have a value */
  static const double pairs[][2] = {{4, -2}, {4, 0}, {0, 4}, {-4, -2}, {-4, 2}, {0, 0}};
  for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
    egb_trend_of(time, pairs[i], 2, &trend);
    assert_true(isnan(trend.growth));
    assert_near(trend.change, pairs[i][1] - pairs[i][0], 0);
  }
  egb_trend_of((const double[]){5, 5}, (const double[]){1, 2}, 2, &trend);
  assert_true(isnan(trend.growth));
  egb_trend_of(time, flat, 3, &trend);
  assert_near(trend.growth, 0, 0);
  assert_near(trend.slope, 0, 0);
}

static void expect_times(const char *periods, const double *wanted, size_t count) {
  static const char definition[] = "egovbench: 1\nid: small\ndata: [data.csv]\nindicators: [{id: a}]\n";
  char folder[] = "/tmp/egovbench-trend-XXXXXX", data_path[80], path[80];
  assert_non_null(mkdtemp(folder));
  (void)snprintf(data_path, sizeof data_path, "%s/data.csv", folder);
  (void)snprintf(path, sizeof path, "%s/small.yaml", folder);
  FILE *file = fopen(data_path, "wb");
  assert_non_null(file);
  assert_true(fputs(periods, file) >= 0);
  assert_int_equal(fclose(file), 0);
  egb_diag *diag = egb_diag_new();
  egb_index *index = NULL;
  egb_dataset *data = NULL;
  assert_int_equal(egb_index_parse(path, definition, strlen(definition), diag, &index), EGB_OK);
  assert_int_equal(egb_dataset_load(index, NULL, diag, &data), EGB_OK);
  assert_int_equal(egb_dataset_period_count(data), count);
  for (size_t i = 0; i < count; i++)
    assert_near(egb_dataset_time(data, i), wanted[i], 0);
  assert_true(isnan(egb_dataset_time(data, count)));
  egb_dataset_free(data);
  egb_index_free(index);
  egb_diag_free(diag);
  (void)remove(data_path);
  (void)rmdir(folder);
}

/* Shares of a year by hand: 1 March is day 60 of 2004, a leap year, and day 59 counted from 0 elsewhere. */
static void parts_of_years_are_decimal_years(void **state) {
  (void)state;
  static const struct {
    const char *text;
    double time; /* NaN: none */
  } table[] = {{"2001", 2001},
               {"2001-Q1", 2001},
               {"2001-Q2", 2001.25},
               {"2001Q4", 2001.75},
               {"2001-q3", 2001.5},
               {"2001-H2", 2001.5},
               {"2001-S1", 2001},
               {"2001-07", 2001.5},
               {"2001-M07", 2001.5},
               {"2001m10", 2001.75},
               {"2001-12", 2001 + 11.0 / 12},
               {"2001-01-01", 2001},
               {"2001-12-31", 2001 + 364.0 / 365},
               {"2004-03-01", 2004 + 60.0 / 366},
               {"2003-03-01", 2003 + 59.0 / 365},
               {"2004-02-29", 2004 + 59.0 / 366},
               {"2003-02-29", NAN},
               {"2001-Q5", NAN},
               {"2001-Q0", NAN},
               {"2001-H3", NAN},
               {"2001-13", NAN},
               {"2001-00", NAN},
               {"2001-1", NAN},
               {"2001-Q", NAN},
               {"2001-QQ", NAN},
               {"2001-", NAN},
               {"2001--", NAN},
               {"2001/02", NAN},
               {"2001-02-", NAN},
               {"2001-02-30", NAN},
               {"201-Q1", NAN},
               {"Q1 2001", NAN},
               {"before", NAN},
               {"", NAN}};
  for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
    double time = NAN;
    const bool read = egb_period_time(table[i].text, &time);
    if (read == isnan(table[i].time) || (read && !(fabs(time - table[i].time) < 1e-12)))
      fail_msg("%s is %.15g, not %.15g", table[i].text, read ? time : NAN, table[i].time);
  }
}

static void times_are_years_or_positions(void **state) {
  (void)state;
  const double years[] = {2003, 2004, 2012}, positions[] = {0, 1, 2}, none[] = {0};
  const double quarters[] = {2000.75, 2001, 2001.5}, mixed[] = {2001, 2001.25, 2001.5};
  expect_times("unit,period,a\nEST,2012,1\nEST,2003,1\nEST,2004,1\n", years, 3);
  expect_times("unit,period,a\nEST,first,1\nEST,second,1\nEST,third,1\n", positions, 3);
  expect_times("unit,period,a\nEST,2001-Q3,1\nEST,2001-Q1,1\nEST,2000-Q4,1\n", quarters, 3);
  expect_times("unit,period,a\nEST,2001-07,1\nEST,2001-H1,1\nEST,2001-Q2,1\n", mixed, 3);
  expect_times("unit,period,a\nEST,2001-01,1\nEST,2001,1\n", positions, 2); /* the same moment */
  expect_times("unit,a\nEST,1\n", none, 1);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(growth_of_a_published_row),
      cmocka_unit_test(slope_of_anscombe),
      cmocka_unit_test(gaps_are_left_out),
      cmocka_unit_test(what_has_no_answer_is_missing),
      cmocka_unit_test(times_are_years_or_positions),
      cmocka_unit_test(parts_of_years_are_decimal_years),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
