/* Which indices the kernel scores: what both ways give alike is faster by a hundred times there, so that an index that
 * misses it by mistake shows in no figure. */
#include "base/buffer.h"
#include "kernel/kernel.h"
#include "kernel/ranker.h"
#include "simulate/replay.h"
#include "small.h"

#define ROWS "unit,a,b,c\nU1,1,2,3\nU2,6,5,4\nU3,3,1,\n"
#define TREE(above, below, more)                                                                                       \
  "egovbench: 1\nid: t\ndefaults: {normalise: as-is}\naggregate: " above "\n" more                                     \
  "indicators:\n  - {id: g, weight: 2, aggregate: " below                                                              \
  ", indicators: [{id: a}, {id: b, weight: 3}]}\n  - {id: c}\n"

/* How many nodes the kernel has; 0: it is not used. */
static size_t kernel_nodes(const char *definition, const char *csv, bool levels, bool wide) {
  small s = small_score(definition, csv);
  const egb_uncertain declared = {.weights = EGB_UNCERTAIN_WEIGHTS_UNIFORM, .spread = 0.25};
  egb_factors *factors = NULL;
  egb_draw_layout layout;
  egb_arena *arena = egb_arena_new();
  assert_ok(egb_factors_new(s.plan, s.results, &declared, s.diag, &factors), s.diag);
  assert_ok(egb_draw_layout_make(s.plan, s.results, 0, factors, levels, wide, arena, &layout), s.diag);
  const size_t nodes = layout.kernel != NULL ? layout.nodes : 0;
  egb_kernel_free(layout.kernel);
  egb_arena_free(arena);
  egb_factors_free(factors);
  small_free(&s);
  return nodes;
}

static void the_two_means_are_fast(void **state) {
  (void)state;
  assert_int_equal(kernel_nodes(TREE("arithmetic", "arithmetic", ""), ROWS, true, false), 5);
  assert_int_equal(kernel_nodes(TREE("geometric", "arithmetic", ""), ROWS, true, false), 5);
  assert_int_equal(kernel_nodes(TREE("arithmetic", "geometric", "rank: {ties: fractional}\n"), ROWS, true, false), 5);
  assert_int_equal(kernel_nodes(TREE("arithmetic", "arithmetic", "levels: [{id: hi, from: 3}]\n"), ROWS, true, false),
                   5);
}

static void all_else_is_replayed(void **state) {
  (void)state;
  static const char *const slow[] = {TREE("harmonic", "arithmetic", ""), TREE("arithmetic", "median", ""),
                                     TREE("{method: arithmetic, round: 1}", "arithmetic", ""),
                                     TREE("arithmetic", "arithmetic", "rank: {ties: dense}\n"),
                                     TREE("arithmetic", "arithmetic", "levels: [{id: hi, from: 3, minimum: 1}]\n")};
  for (size_t i = 0; i < sizeof slow / sizeof *slow; i++)
    if (kernel_nodes(slow[i], ROWS, true, false) != 0)
      fail_msg("the kernel scores what it cannot:\n%s", slow[i]);
  /* Minimums of levels count only where levels are asked for. */
  assert_int_equal(kernel_nodes(slow[4], ROWS, false, false), 5);
}

static void up_to_its_number_of_units(void **state) {
  (void)state;
  for (size_t more = 0; more < 2; more++) {
    egb_buffer csv = {0};
    egb_buffer_text(&csv, "unit,a,b,c\n");
    for (size_t u = 0; u < EGB_RANKER_ROWS_MAX + more; u++)
      egb_buffer_format(&csv, "U%zu,%zu,2,3\n", u, u % 90);
    assert_int_equal(kernel_nodes(TREE("arithmetic", "arithmetic", ""), csv.text, true, false), more == 0 ? 5 : 0);
    assert_int_equal(kernel_nodes(TREE("arithmetic", "arithmetic", ""), csv.text, true, true), 5);
    egb_buffer_clear(&csv);
  }
  assert_true(egb_kernel_fits(EGB_KERNEL_UNITS_MAX, 2));
  assert_false(egb_kernel_fits(EGB_KERNEL_UNITS_MAX + 1, 2));
  assert_false(egb_kernel_fits(EGB_KERNEL_UNITS_MAX, EGB_KERNEL_CELLS_MAX));
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(the_two_means_are_fast), cmocka_unit_test(all_else_is_replayed),
                                     cmocka_unit_test(up_to_its_number_of_units)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
