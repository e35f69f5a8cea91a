/* How a tree of weighted means becomes rows of numbers.
 *
 * An arithmetic mean of arithmetic means is one arithmetic mean of the leaves whose weights are the products of the
 * shares on the paths to them, so that the score of a complete unit is a scalar product. The geometric mean is the
 * arithmetic one of logarithms: the same with ln x in the rows and e^ of the result. Where a unit lacks a child of a
 * node, the weights of the others grow in proportion, which lanes->score_gaps() makes good afterwards. None of this
 * holds when kinds of nodes mix, where a node takes the lowest, or when children of a geometric mean are lifted to a
 * least value: these are evaluated node by node, as are draws in which nearly no weight is on what a unit has.
 *
 * What weights cannot change is decided once, in kernel_rows.c: leaves without a value, aggregates withheld, what a
 * negative child of a geometric mean refuses. So rows of complete units come first and have no test in their loop. A
 * leaf of 0 under a geometric mean has the logarithm -1e300: with any weight that counts the mean is then e^ of less
 * than -708, which is 0, and with weight 0 it adds 0 and not NaN, as -infinity would. */
#include "kernel/kernel_state.h"

#include <math.h>

/* Levels of a tree, up to which sums over its leaves have their digits: in each an important leaf has a share of 2^-13
 * or more in what is left of its family, and that of 2^-40 or more in the whole, far from the 2^-1022 of underflow. */
#define DEPTH_MAX 16

void egb_kernel_free(egb_kernel *kernel) {
  if (kernel != NULL)
    egb_arena_free(kernel->arena);
}

size_t egb_kernel_rows(const egb_kernel *kernel) {
  return kernel->rows;
}

const size_t *egb_kernel_units(const egb_kernel *kernel) {
  return kernel->unit;
}

size_t egb_kernel_nodes(const egb_kernel *kernel) {
  return kernel->nodes;
}

void egb_kernel_range(const egb_kernel *kernel, double *least, double *most) {
  *least = kernel->least;
  *most = kernel->most;
}

bool egb_kernel_may_miss(const egb_kernel *kernel) {
  return kernel->whole < kernel->rows || !kernel->flat;
}

int egb_kernel_decimals(const egb_kernel *kernel) {
  return kernel->decimals;
}

/* Where what is below each node ends, and how many levels there are; 0: nodes are not depth first. */
static size_t find_ends(const egb_kernel_input *input, size_t *end) {
  size_t depth = 0, most = 0;
  for (size_t i = 0; i < input->nodes; i++)
    end[i] = i + 1;
  for (size_t i = input->nodes; i-- > 1;) {
    const size_t parent = input->parent[i];
    if (parent >= i)
      return 0;
    end[parent] = end[parent] > end[i] ? end[parent] : end[i];
  }
  for (size_t i = 1, at = 0; i < input->nodes; at = i++) { /* at: the node before, below whose parents this one is */
    for (; at != input->parent[i]; depth--, at = input->parent[at])
      if (at == 0)
        return 0;
    most = ++depth > most ? depth : most;
  }
  return most;
}

static void find_shape(egb_kernel *kernel, const egb_kernel_input *input, uint8_t *leaf, uint8_t *geometric,
                       uint8_t *logs, uint8_t *lowest, double *least, size_t *column) {
  kernel->logs = input->geometric[0];
  for (size_t i = 0; i < input->nodes; i++)
    leaf[i] = 1;
  for (size_t i = 1; i < input->nodes; i++)
    leaf[input->parent[i]] = 0;
  for (size_t i = 0; i < input->nodes; i++) {
    kernel->parent[i] = i > 0 ? input->parent[i] : 0;
    geometric[i] = !leaf[i] && input->geometric[i];
    logs[i] = i > 0 && input->geometric[input->parent[i]];
    lowest[i] = !leaf[i] && input->lowest != NULL && input->lowest[i];
    least[i] = logs[i] && input->least != NULL ? input->least[input->parent[i]] : 0;
    kernel->flat = kernel->flat && (leaf[i] || !(least[i] > 0)); /* lifted: not linear */
    if (lowest[i] || (!leaf[i] && input->geometric[i] != kernel->logs))
      kernel->flat = false;
    column[i] = kernel->leaves;
    if (leaf[i])
      kernel->leaf[kernel->leaves++] = i;
  }
  column[input->nodes] = kernel->leaves;
}

static egb_status open_tree(egb_kernel *kernel, const egb_kernel_input *input) {
  const size_t nodes = input->nodes;
  kernel->parent = egb_arena_array(kernel->arena, nodes, sizeof *kernel->parent);
  kernel->leaf = egb_arena_array(kernel->arena, nodes, sizeof *kernel->leaf);
  kernel->unit = egb_arena_array(kernel->arena, input->units, sizeof *kernel->unit);
  uint8_t *flags = egb_arena_array(kernel->arena, 4 * nodes, 1);
  double *least = egb_arena_array(kernel->arena, nodes, sizeof *least);
  size_t *end = egb_arena_array(kernel->arena, nodes, sizeof *end);
  size_t *column = egb_arena_array(kernel->arena, nodes + 1, sizeof *column);
  if (kernel->parent == NULL || kernel->leaf == NULL || kernel->unit == NULL || flags == NULL || least == NULL ||
      end == NULL || column == NULL)
    return EGB_NO_MEMORY;
  const size_t depth = find_ends(input, end);
  if (depth == 0)
    return EGB_USAGE;
  kernel->level = depth == 1;
  kernel->flat = depth <= DEPTH_MAX;
  find_shape(kernel, input, flags, flags + nodes, flags + 2 * nodes, flags + 3 * nodes, least, column);
  kernel->tree = (egb_lanes_tree){.nodes = nodes,
                                  .parent = kernel->parent,
                                  .end = end,
                                  .column = column,
                                  .leaf = flags,
                                  .geometric = flags + nodes,
                                  .logs = flags + 2 * nodes,
                                  .lowest = flags + 3 * nodes,
                                  .least = least};
  return EGB_OK;
}

static egb_status open_rows(egb_kernel *kernel) {
  kernel->by_node = kernel->flat ? kernel->whole : 0;
  const size_t rows = kernel->rows - kernel->by_node, nodes = kernel->nodes;
  kernel->value = egb_arena_array(kernel->arena, kernel->rows * kernel->leaves, sizeof *kernel->value);
  kernel->tree.absent = kernel->absent = egb_arena_array(kernel->arena, rows * nodes, 1);
  if (kernel->value == NULL || kernel->absent == NULL)
    return EGB_NO_MEMORY;
  if (rows == 0 || (kernel->flat && kernel->level))
    return EGB_OK;
  kernel->tree.value = kernel->node_value = egb_arena_array(kernel->arena, rows * nodes, sizeof(double));
  return kernel->node_value != NULL ? EGB_OK : EGB_NO_MEMORY;
}

static egb_status fill(egb_kernel *kernel, const egb_kernel_input *input, egb_arena *scratch) {
  egb_kernel_block *of = egb_arena_array(scratch, 1, sizeof *of);
  uint8_t *kind = egb_arena_array(scratch, input->units, 1);
  if (of == NULL || kind == NULL || (of->absent = egb_arena_array(scratch, input->nodes, EGB_KERNEL_BLOCK)) == NULL)
    return EGB_NO_MEMORY;
  egb_status status = open_tree(kernel, input);
  if (status != EGB_OK)
    return status;
  egb_kernel_place_units(kernel, input, of, kind);
  if (kernel->rows == 0)
    return EGB_UNCOMPUTABLE;
  status = open_rows(kernel);
  if (status != EGB_OK)
    return status;
  kernel->least = (double)INFINITY;
  kernel->most = -(double)INFINITY;
  for (size_t i = 0; i < input->nodes; i++) /* a score that is lifted may be the highest */
    kernel->most = fmax(kernel->most, kernel->tree.least[i]);
  egb_kernel_fill_rows(kernel, input, of, kind);
  return kernel->flat ? egb_kernel_find_gaps(kernel) : EGB_OK;
}

egb_status egb_kernel_new(const egb_kernel_input *input, egb_kernel **out) {
  *out = NULL;
  if (!egb_kernel_fits(input->units, input->nodes) || input->nodes < 2)
    return EGB_USAGE;
  egb_arena *arena = egb_arena_new(), *scratch = egb_arena_new();
  egb_kernel *kernel = arena != NULL ? egb_arena_array(arena, 1, sizeof *kernel) : NULL;
  if (kernel == NULL || scratch == NULL) {
    egb_arena_free(arena);
    egb_arena_free(scratch);
    return EGB_NO_MEMORY;
  }
  kernel->arena = arena;
  kernel->nodes = input->nodes;
  kernel->decimals = input->decimals;
  const egb_status status = fill(kernel, input, scratch);
  egb_arena_free(scratch);
  if (status == EGB_OK)
    *out = kernel;
  else
    egb_kernel_free(kernel);
  return status;
}

/* Two rows per node for the tree, two for products and what gaps add, one row of scores. */
size_t egb_kernel_scratch(const egb_kernel *kernel) {
  return (4 * kernel->nodes + kernel->leaves + 1) * EGB_LANES;
}

/* A row with gaps in a tree of one family. Where the sums have lost digits, the tree has them. */
static void score_gaps(const egb_kernel *kernel, const egb_lanes *lanes, size_t row, const double *share,
                       const double *weight, double *scratch, double *score) {
  const size_t nodes = kernel->nodes, at = row - kernel->by_node, first = kernel->gap_first[at];
  double *aside = scratch + (4 * nodes + kernel->leaves) * EGB_LANES;
  const unsigned lost = lanes->score_gaps(&kernel->tree, kernel->gap + first, kernel->gap_first[at + 1] - first,
                                          kernel->value + row * kernel->leaves, kernel->absent + at * nodes, weight,
                                          share, scratch + 3 * nodes * EGB_LANES, score);
  if (kernel->logs)
    lanes->exponential(score, 1);
  if (lost == 0 || kernel->node_value == NULL)
    return;
  lanes->score_tree(&kernel->tree, at, at + 1, share, scratch, aside);
  for (size_t l = 0; l < EGB_LANES; l++)
    score[l] = lost >> l & 1 ? aside[l] : score[l];
}

void egb_kernel_score(const egb_kernel *kernel, const egb_lanes *lanes, const double *share, double *scratch,
                      size_t first, size_t last, double *score) {
  const size_t nodes = kernel->nodes, leaves = kernel->leaves;
  double *weight = scratch + 4 * nodes * EGB_LANES;
  if (!kernel->flat) {
    lanes->score_tree(&kernel->tree, first, last, share, scratch, score + first * EGB_LANES);
    return;
  }
  lanes->effective(&kernel->tree, share, scratch + 2 * nodes * EGB_LANES, weight);
  lanes->score(kernel->value + first * leaves, last - first, leaves, weight, score + first * EGB_LANES);
  if (kernel->logs && first < kernel->whole)
    lanes->exponential(score + first * EGB_LANES, (last < kernel->whole ? last : kernel->whole) - first);
  for (size_t row = first > kernel->whole ? first : kernel->whole; row < last; row++)
    score_gaps(kernel, lanes, row, share, weight, scratch, score + row * EGB_LANES);
}
