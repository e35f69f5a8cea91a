/* Which ranks of a ranking are marked as not separated from the next: those where each of the two is ahead in at least
 * a tenth of the draws, as the note below the table says. */
#include "model/table.h"
#include "model/uncertainty.h"
#include "small.h"

#include <math.h>

static const struct {
  double ahead;
  bool mark;
} cases[] = {{0, false},      {0.05, false}, {0.0999, false}, {0.1, true},         {0.15, true},
             {0.25, true},    {0.5, true},   {0.75, true},    {0.85, true},        {0.9, true},
             {0.9001, false}, {0.95, false}, {1, false},      {(double)NAN, false}};
#define UNITS (sizeof cases / sizeof cases[0])

static size_t rank_column(const egb_table *table) {
  for (size_t c = 0; c < table->column_count; c++)
    if (strcmp(table->column[c].id, "rank") == 0)
      return c;
  fail_msg("there is no column rank");
  return 0;
}

/* Scores as clear as these have the same ranks in every draw: the ends of their intervals have no error. */
static void ends_without_error(void **state) {
  (void)state;
  small s = small_score("egovbench: 1\nid: t\ndefaults: {normalise: as-is}\nindicators: [{id: a}, {id: b}]\n",
                        "unit,a,b\nU1,90,90\nU2,50,50\nU3,10,10\n");
  const egb_uncertainty_options options = {.size = sizeof options, .draws = 100, .weights = "flat"};
  egb_uncertainty *uncertainty = NULL;
  egb_table *table = NULL;
  assert_ok(egb_uncertainty_new(s.plan, s.results, &options, s.diag, &uncertainty), s.diag);
  const egb_ranking_options shown = {.size = sizeof shown, .uncertainty = uncertainty};
  assert_ok(egb_table_ranking(s.results, &shown, s.diag, &table), s.diag);
  bool found = false;
  for (size_t i = 0; i < table->note_count; i++) {
    assert_null(strstr(table->note[i], "up to 0"));
    found = found || strstr(table->note[i], "Other draws would give the same ends") != NULL;
  }
  assert_true(found);
  egb_table_free(table);
  egb_uncertainty_free(uncertainty);
  small_free(&s);
}

static void each_ahead_in_a_tenth(void **state) {
  (void)state;
  char data[1000];
  size_t n = (size_t)snprintf(data, sizeof data, "unit,a,b\n");
  for (size_t u = 0; u < UNITS; u++)
    n += (size_t)snprintf(data + n, sizeof data - n, "U%02zu,%zu,%zu\n", u, 90 - u, 90 - u);
  small s = small_score("egovbench: 1\nid: t\ndefaults: {normalise: as-is}\nindicators: [{id: a}, {id: b}]\n", data);
  const egb_uncertainty_options options = {.size = sizeof options, .draws = 100, .weights = "flat"};
  egb_uncertainty *uncertainty = NULL;
  egb_table *table = NULL;
  assert_ok(egb_uncertainty_new(s.plan, s.results, &options, s.diag, &uncertainty), s.diag);
  egb_rank_spread spread[UNITS];
  memcpy(spread, uncertainty->unit, sizeof spread);
  for (size_t u = 0; u < UNITS; u++)
    spread[u].ahead = cases[u].ahead;
  uncertainty->unit = spread;
  const egb_ranking_options shown = {.size = sizeof shown, .uncertainty = uncertainty};
  assert_ok(egb_table_ranking(s.results, &shown, s.diag, &table), s.diag);
  const size_t column = rank_column(table);
  for (size_t u = 0; u < UNITS; u++) /* row u is unit u: the data are in the order of the scores */
    if (table->cell[u * table->column_count + column].mark != cases[u].mark)
      fail_msg("ahead in %g of the draws: %s", cases[u].ahead, cases[u].mark ? "not marked" : "marked");
  egb_table_free(table);
  egb_uncertainty_free(uncertainty);
  small_free(&s);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(each_ahead_in_a_tenth), cmocka_unit_test(ends_without_error)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
