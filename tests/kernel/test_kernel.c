/* Scores of the kernel against the methods the stages use, node by node, on random trees. */
#include "kernel/kernel.h"
#include "kernel/random.h"
#include "method/rows.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define NODES_MAX 40
#define UNITS 37

typedef struct tree_case {
  size_t nodes, parent[NODES_MAX];
  bool geometric[NODES_MAX], lowest[NODES_MAX], leaf[NODES_MAX];
  double least[NODES_MAX]; /* of a geometric node: its children count as this much at least */
  double value[NODES_MAX * UNITS];
  uint8_t withheld[NODES_MAX * UNITS];
} tree_case;

enum { FLAT, DEEP, MIXED, SHAPES };

/* depth-first: every node's parent is one of the nodes that are still open */
static void make_tree(tree_case *tree, egb_random *random, int shape, bool geometric, double missing, bool withhold,
                      double below) {
  tree->nodes = 3 + egb_random_below(random, NODES_MAX - 3);
  size_t open[NODES_MAX] = {0}, depth = 1;
  for (size_t i = 0; i < tree->nodes; i++)
    tree->leaf[i] = true;
  tree->parent[0] = 0;
  for (size_t i = 1; i < tree->nodes; i++) {
    depth = shape == FLAT ? 1 : 1 + egb_random_below(random, depth < 4 ? depth : 4);
    tree->parent[i] = open[depth - 1];
    tree->leaf[tree->parent[i]] = false;
    open[depth++] = i;
  }
  for (size_t i = 0; i < tree->nodes; i++) {
    tree->geometric[i] = shape == MIXED ? egb_random_below(random, 2) == 1 : geometric;
    tree->lowest[i] = shape == MIXED && !tree->geometric[i] && egb_random_below(random, 3) == 0;
    tree->least[i] = egb_random_below(random, 4) == 0 ? 60 * egb_random_uniform(random) : 0;
    for (size_t u = 0; u < UNITS; u++) {
      const double x = 100 * egb_random_uniform(random), chance = egb_random_uniform(random);
      tree->value[i * UNITS + u] = chance < missing ? (double)NAN : chance > 0.98 ? 0 : chance > 0.98 - below ? -x : x;
      tree->withheld[i * UNITS + u] = withhold && !tree->leaf[i] && egb_random_uniform(random) < 0.1;
    }
  }
}

/* What the stages do: each node from its children by its method, leaves to root; withheld nodes are missing. */
static double reference(const tree_case *tree, const double *share, size_t unit) {
  double score[NODES_MAX];
  for (size_t i = tree->nodes; i-- > 0;) {
    score[i] = tree->value[i * UNITS + unit];
    if (tree->leaf[i])
      continue;
    double kid[NODES_MAX], weight[NODES_MAX];
    const double *child[NODES_MAX];
    size_t count = 0;
    for (size_t c = i + 1; c < tree->nodes; c++)
      if (tree->parent[c] == i) {
        kid[count] = score[c];
        child[count] = &kid[count];
        weight[count++] = share[c];
      }
    double scratch[64 + 4 * NODES_MAX];
    const double parameter[EGB_PARAMETER_SLOTS] = {tree->least[i]};
    const egb_aggregate_input input = {.parameter = parameter,
                                       .child = child,
                                       .weight = weight,
                                       .child_count = count,
                                       .count = 1,
                                       .scale = 100,
                                       .scratch = scratch};
    const egb_aggregate *method = tree->geometric[i] ? &egb_aggregate_geometric
                                  : tree->lowest[i]  ? &egb_aggregate_minimum
                                                     : &egb_aggregate_arithmetic;
    method->apply(&input, 0, 1, &score[i]);
    if (tree->withheld[i * UNITS + unit])
      score[i] = (double)NAN;
  }
  return score[0];
}

/* Shares of siblings that sum to 1; some are 0 when asked, or hardly above it, but never all of a family. */
enum { PLAIN, ZEROS, TINY, LAWS };

static void make_shares(const tree_case *tree, egb_random *random, int law, double *tile) {
  for (size_t l = 0; l < EGB_LANES; l++) {
    double total[NODES_MAX] = {0};
    for (size_t i = 1; i < tree->nodes; i++) {
      const bool other = law != PLAIN && total[tree->parent[i]] > 0 && egb_random_below(random, 2) == 0;
      const double share = egb_random_exponential(random);
      const double tiny = law == ZEROS ? 0 : exp(-120 * egb_random_uniform(random));
      total[tree->parent[i]] += tile[i * EGB_LANES + l] = other ? share * tiny : share;
    }
    for (size_t i = 1; i < tree->nodes; i++)
      tile[i * EGB_LANES + l] /= total[tree->parent[i]];
  }
}

/* Of numbers node by node. */
static void find_columns(const double *value, size_t nodes, size_t units, const double **column) {
  for (size_t i = 0; i < nodes; i++)
    column[i] = value + i * units;
}

static void check(const tree_case *tree, egb_random *random, int law) {
  const double *column[NODES_MAX];
  find_columns(tree->value, tree->nodes, UNITS, column);
  const egb_kernel_input input = {.units = UNITS,
                                  .nodes = tree->nodes,
                                  .parent = tree->parent,
                                  .geometric = tree->geometric,
                                  .lowest = tree->lowest,
                                  .least = tree->least,
                                  .value = column,
                                  .withheld = tree->withheld,
                                  .decimals = -1};
  double tile[NODES_MAX * EGB_LANES], score[UNITS * EGB_LANES], first[UNITS * EGB_LANES];
  make_shares(tree, random, law, tile);
  egb_kernel *kernel = NULL;
  const egb_status status = egb_kernel_new(&input, &kernel);
  bool has_row[UNITS] = {false};
  if (status == EGB_OK) {
    double *scratch = calloc(egb_kernel_scratch(kernel), sizeof *scratch), least, most;
    egb_kernel_range(kernel, &least, &most);
    for (int set = 0; set < EGB_LANES_SETS; set++) {
      const egb_lanes *lanes = egb_lanes_of((egb_lanes_set)set);
      if (lanes == NULL)
        continue;
      egb_kernel_score(kernel, lanes, tile, scratch, 0, egb_kernel_rows(kernel), score);
      const size_t numbers = egb_kernel_rows(kernel) * EGB_LANES;
      if (set == 0)
        memcpy(first, score, numbers * sizeof *score);
      for (size_t i = 0; i < numbers; i++) /* the same bits; NaN's own do not matter */
        assert_true(isnan(first[i]) ? isnan(score[i]) : memcmp(&first[i], &score[i], sizeof(double)) == 0);
    }
    for (size_t row = 0; row < egb_kernel_rows(kernel); row++) {
      const size_t unit = egb_kernel_units(kernel)[row];
      has_row[unit] = true;
      for (size_t l = 0; l < EGB_LANES; l++) {
        double share[NODES_MAX];
        for (size_t i = 0; i < tree->nodes; i++)
          share[i] = tile[i * EGB_LANES + l];
        const double expected = reference(tree, share, unit), got = score[row * EGB_LANES + l];
        if (isnan(expected) != isnan(got) || fabs(got - expected) > 1e-11 * (1 + fabs(expected)))
          fail_msg("%zu nodes, unit %zu, draw %zu: %.17g, not %.17g", tree->nodes, unit, l, got, expected);
        if (!isnan(got))
          assert_true(got >= least - 1e-9 && got <= most + 1e-9);
        else
          assert_true(egb_kernel_may_miss(kernel));
      }
    }
    free(scratch);
    egb_kernel_free(kernel);
  } else {
    assert_int_equal(status, EGB_UNCOMPUTABLE);
  }
  /* A unit without a row has no score whatever the weights are. */
  for (size_t u = 0; u < UNITS; u++)
    for (size_t l = 0; !has_row[u] && l < EGB_LANES; l++) {
      double share[NODES_MAX];
      for (size_t i = 0; i < tree->nodes; i++)
        share[i] = tile[i * EGB_LANES + l];
      assert_true(isnan(reference(tree, share, u)));
    }
}

static void scores_are_those_of_the_methods(void **state) {
  (void)state;
  static tree_case tree;
  static const double missing[] = {0, 0.05, 0.5, 0.95};
  for (uint64_t seed = 0; seed < 600; seed++) {
    egb_random random;
    egb_random_start(&random, 7, seed, 0);
    const bool below = seed / 48 % 4 == 2;
    make_tree(&tree, &random, (int)(seed % SHAPES), seed / 3 % 2 == 1, missing[seed / 6 % 4], seed / 24 % 2 == 1,
              below ? 0.05 : 0);
    check(&tree, &random, below ? PLAIN : (int)(seed / 48 % LAWS));
  }
}

static void a_value_below_zero_has_no_geometric_mean(void **state) {
  (void)state;
  const size_t parent[] = {0, 0, 0, 2, 2};
  const bool geometric[] = {true, false, false, false, false};
  /* node by node, units a b c: b is negative right below the geometric root, c only where means are arithmetic */
  const double value[] = {0, 0, 0, 4, -4, 4, 0, 0, 0, 9, 9, -1, 9, 9, 19};
  const double *column[5];
  find_columns(value, 5, 3, column);
  const egb_kernel_input input = {
      .units = 3, .nodes = 5, .parent = parent, .geometric = geometric, .value = column, .decimals = -1};
  egb_kernel *kernel = NULL;
  assert_int_equal(egb_kernel_new(&input, &kernel), EGB_OK);
  assert_int_equal(egb_kernel_rows(kernel), 2);
  assert_int_equal(egb_kernel_units(kernel)[0], 0);
  assert_int_equal(egb_kernel_units(kernel)[1], 2);
  double share[5 * EGB_LANES], score[2 * EGB_LANES], *scratch = calloc(egb_kernel_scratch(kernel), sizeof *scratch);
  for (size_t i = 0; i < 5 * EGB_LANES; i++)
    share[i] = 0.5;
  egb_kernel_score(kernel, egb_lanes_best(), share, scratch, 0, egb_kernel_rows(kernel), score);
  assert_true(fabs(score[0] - 6) < 1e-12); /* sqrt(4 * 9) */
  assert_true(fabs(score[EGB_LANES] - 6) < 1e-12);
  free(scratch);
  egb_kernel_free(kernel);
}

static void nothing_to_score_is_said(void **state) {
  (void)state;
  const size_t parent[] = {0, 0};
  const bool geometric[] = {false, false};
  const double value[] = {0, (double)NAN}, *column[] = {value, value + 1};
  egb_kernel_input input = {
      .units = 1, .nodes = 2, .parent = parent, .geometric = geometric, .value = column, .decimals = -1};
  egb_kernel *kernel = NULL;
  assert_int_equal(egb_kernel_new(&input, &kernel), EGB_UNCOMPUTABLE);
  assert_null(kernel);
  const size_t crossed[] = {0, 0, 0, 1}; /* the child of 1 comes after 2 */
  const double values[] = {0, 0, 1, 1}, *ones[] = {values, values + 1, values + 2, values + 3};
  const bool families[4] = {false};
  const egb_kernel_input other = {
      .units = 1, .nodes = 4, .parent = crossed, .geometric = families, .value = ones, .decimals = -1};
  assert_int_equal(egb_kernel_new(&other, &kernel), EGB_USAGE);
  input.units = EGB_KERNEL_UNITS_MAX + 1;
  assert_int_equal(egb_kernel_new(&input, &kernel), EGB_USAGE);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(scores_are_those_of_the_methods),
      cmocka_unit_test(a_value_below_zero_has_no_geometric_mean),
      cmocka_unit_test(nothing_to_score_is_said),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
