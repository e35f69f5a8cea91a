/* Tables of exact answers that only the library gives: units whose order no weights change, ranks without each node.
 * Figures by hand. */
#include "egovbench.h"

#include <string.h>

#include "small.h"
#include "write/written.h"

/* Scores 9, 5.25, 4.75: U is above the others in both parts; V is above W in a, W above V in b. Without a the order is
 * U W V, without b U V W. */
static small scored(void) {
  return small_score("egovbench: 1\nid: three\ndefaults: {normalise: as-is}\n"
                     "indicators: [{id: a, weight: 3}, {id: b, weight: 1}]\n",
                     "unit,name,a,b\nV,Vee,5,6\nU,You,9,9\nW,\"Double, U\",4,7\n");
}

static void expect(egb_table *table, const char *wanted) {
  char *text = NULL;
  size_t length;
  assert_int_equal(written(table, EGB_FORMAT_CSV, NULL, &text, &length), EGB_OK);
  assert_string_equal(text, wanted);
  egb_free(text);
  egb_table_free(table);
}

static void orders_that_no_weights_change(void **state) {
  (void)state;
  small s = scored();
  egb_dominance *dominance = NULL;
  egb_table *table = NULL;
  assert_int_equal(egb_dominance_new(s.plan, s.results, EGB_FREE_PARTS, s.diag, &dominance), EGB_OK);
  assert_int_equal(egb_table_dominance(dominance, NULL, s.diag, &table), EGB_OK);
  expect(table, "unit,name,rank,best,worst,above,below\n"
                "U,You,1,1,1,0,2\nV,Vee,2,2,3,1,0\nW,\"Double, U\",3,2,3,1,0\n");
  assert_int_equal(egb_table_dominance_pairs(dominance, NULL, s.diag, &table), EGB_OK);
  expect(table, "upper,upper_name,upper_rank,lower,lower_name,lower_rank\n"
                "U,You,1,V,Vee,2\nU,You,1,W,\"Double, U\",3\n");
  egb_dominance_free(dominance);
  small_free(&s);
}

static void ranks_without_each_node(void **state) {
  (void)state;
  small s = scored();
  egb_removals *removals = NULL;
  egb_table *table = NULL;
  assert_int_equal(egb_removals_new(s.plan, s.results, NULL, NULL, s.diag, &removals), EGB_OK);
  assert_int_equal(egb_table_removal_ranks(removals, NULL, s.diag, &table), EGB_OK);
  expect(table, "unit,name,rank,without_a,without_b\nU,You,1,1,1\nV,Vee,2,3,2\nW,\"Double, U\",3,2,3\n");
  egb_removals_free(removals);
  small_free(&s);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(orders_that_no_weights_change),
      cmocka_unit_test(ranks_without_each_node),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
