/* How a tree of weighted means becomes rows of numbers.
 *
 * An arithmetic mean of arithmetic means is one arithmetic mean of the leaves whose weights are the products of the
 * shares on the paths to them, so that the score of a complete unit is a scalar product. The geometric mean is the
 * arithmetic one of logarithms: the same with ln x in the rows and e^ of the result. Where every leaf is right below
 * the root, the weights of those that a unit lacks go to the others in proportion: the product is divided by the sum of
 * the weights present. None of this holds when kinds of nodes mix, where a node takes the lowest, when children of a
 * geometric mean are lifted to a least value, or for a unit with gaps in a deeper tree: these are evaluated node by
 * node.
 *
 * What weights cannot change is decided once, in find_absent(): leaves without a value, aggregates withheld, what a
 * negative child of a geometric mean refuses. So rows of complete units come first and have no test in their loop. A
 * leaf of 0 under a geometric mean has the logarithm -1e300: with any weight that counts the mean is then e^ of less
 * than -708, which is 0, and with weight 0 it adds 0 and not NaN, as -infinity would. */
#include "simulate/kernel.h"

#include "base/arena.h"
#include "simulate/maths.h"

#include <math.h>

/* In place of the logarithm of 0. */
#define LOG_OF_ZERO (-1e300)

struct egb_kernel {
  egb_arena *arena;
  size_t nodes, leaves, rows, whole; /* rows before `whole` have every indicator and are scalar products */
  size_t *unit, *parent, *leaf;      /* unit per row; leaf: node per column of these */
  bool flat, logs;                   /* one family; it is geometric */
  bool level;                        /* every leaf is right below the root */
  double *value, *present;           /* [row * leaves + column] */
  egb_lanes_tree tree;               /* borrows from here, of the two below too */
  double *node_value;                /* [row * nodes + node]; NULL where no unit needs the tree */
  uint8_t *absent;
  double least, most;
  int decimals;
};

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

static void find_shape(egb_kernel *kernel, const egb_kernel_input *input, uint8_t *leaf, uint8_t *geometric,
                       uint8_t *logs, uint8_t *lowest, double *least) {
  kernel->flat = kernel->level = true;
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
    if (leaf[i]) {
      kernel->leaf[kernel->leaves++] = i;
      kernel->level = kernel->level && input->parent[i] == 0;
    }
  }
}

/* What of this unit is missing whatever the weights are; absent[node]. Returns whether every indicator is there. */
static bool find_absent(const egb_kernel *kernel, const egb_kernel_input *input, size_t unit, uint8_t *absent) {
  bool whole = true;
  for (size_t i = 0; i < input->nodes; i++)
    absent[i] = kernel->tree.leaf[i] ? 0 : 1;
  for (size_t i = input->nodes; i-- > 0;) {
    const double x = input->value[i * input->units + unit];
    const bool missing = kernel->tree.leaf[i] && isnan(x), refused = absent[i] == 2; /* by a child below zero */
    if (missing || refused || (input->withheld != NULL && input->withheld[i * input->units + unit] != 0))
      absent[i] = 1;
    if (i > 0 && !absent[i]) {
      uint8_t *parent = &absent[kernel->parent[i]];
      if (kernel->tree.leaf[i] && kernel->tree.logs[i] && x < 0)
        *parent = 2;
      else if (*parent != 2)
        *parent = 0;
    }
    whole = whole && !absent[i];
  }
  return whole;
}

static void fill_row(egb_kernel *kernel, const egb_kernel_input *input, size_t row, const uint8_t *absent) {
  const size_t unit = kernel->unit[row];
  for (size_t c = 0; c < kernel->leaves; c++) {
    const size_t node = kernel->leaf[c], at = row * kernel->leaves + c;
    const bool there = !absent[node];
    double x = there ? input->value[node * input->units + unit] : 0;
    if (there && x >= 0 && x < kernel->tree.least[node])
      x = kernel->tree.least[node];
    if (there) {
      kernel->least = fmin(kernel->least, x);
      kernel->most = fmax(kernel->most, x);
    }
    if (there && kernel->tree.logs[node])
      x = x > 0x1p-1000 ? egb_maths_log(x) : LOG_OF_ZERO;
    kernel->value[at] = x;
    kernel->present[at] = there ? 1 : 0;
    if (kernel->node_value != NULL)
      kernel->node_value[row * kernel->nodes + node] = x;
  }
}

/* Rows with every indicator first, then the others, both in the order of the units. */
static void place_units(egb_kernel *kernel, const egb_kernel_input *input, uint8_t *absent) {
  for (int pass = 0; pass < 2; pass++) {
    for (size_t u = 0; u < input->units; u++) {
      const bool whole = find_absent(kernel, input, u, absent);
      if (!absent[0] && whole == (pass == 0))
        kernel->unit[kernel->rows++] = u;
    }
    if (pass == 0)
      kernel->whole = kernel->rows;
  }
}

static egb_status fill(egb_kernel *kernel, const egb_kernel_input *input) {
  const size_t nodes = input->nodes;
  kernel->parent = egb_arena_array(kernel->arena, nodes, sizeof *kernel->parent);
  kernel->leaf = egb_arena_array(kernel->arena, nodes, sizeof *kernel->leaf);
  kernel->unit = egb_arena_array(kernel->arena, input->units, sizeof *kernel->unit);
  uint8_t *flags = egb_arena_array(kernel->arena, 5 * nodes, 1);
  double *least = egb_arena_array(kernel->arena, nodes, sizeof *least);
  if (kernel->parent == NULL || kernel->leaf == NULL || kernel->unit == NULL || flags == NULL || least == NULL)
    return EGB_NO_MEMORY;
  find_shape(kernel, input, flags, flags + nodes, flags + 2 * nodes, flags + 4 * nodes, least);
  kernel->tree = (egb_lanes_tree){.nodes = nodes,
                                  .parent = kernel->parent,
                                  .leaf = flags,
                                  .geometric = flags + nodes,
                                  .logs = flags + 2 * nodes,
                                  .lowest = flags + 4 * nodes,
                                  .least = least};
  place_units(kernel, input, flags + 3 * nodes);
  if (kernel->rows == 0)
    return EGB_UNCOMPUTABLE;
  kernel->value = egb_arena_array(kernel->arena, kernel->rows * kernel->leaves, sizeof *kernel->value);
  kernel->present = egb_arena_array(kernel->arena, kernel->rows * kernel->leaves, sizeof *kernel->present);
  if (kernel->value == NULL || kernel->present == NULL)
    return EGB_NO_MEMORY;
  if (!kernel->flat || (!kernel->level && kernel->whole < kernel->rows)) {
    kernel->tree.value = kernel->node_value = egb_arena_array(kernel->arena, kernel->rows * nodes, sizeof(double));
    kernel->tree.absent = kernel->absent = egb_arena_array(kernel->arena, kernel->rows * nodes, 1);
    if (kernel->node_value == NULL || kernel->absent == NULL)
      return EGB_NO_MEMORY;
  }
  kernel->least = (double)INFINITY;
  kernel->most = -(double)INFINITY;
  for (size_t i = 0; i < nodes; i++) /* a score that is lifted may be the highest */
    kernel->most = fmax(kernel->most, least[i]);
  for (size_t row = 0; row < kernel->rows; row++) {
    uint8_t *absent = kernel->absent != NULL ? kernel->absent + row * nodes : flags + 3 * nodes;
    find_absent(kernel, input, kernel->unit[row], absent);
    fill_row(kernel, input, row, absent);
  }
  return EGB_OK;
}

egb_status egb_kernel_new(const egb_kernel_input *input, egb_kernel **out) {
  *out = NULL;
  if (input->units > EGB_KERNEL_UNITS_MAX || input->nodes < 2)
    return EGB_USAGE;
  egb_arena *arena = egb_arena_new();
  egb_kernel *kernel = arena != NULL ? egb_arena_array(arena, 1, sizeof *kernel) : NULL;
  if (kernel == NULL) {
    egb_arena_free(arena);
    return EGB_NO_MEMORY;
  }
  kernel->arena = arena;
  kernel->nodes = input->nodes;
  kernel->decimals = input->decimals;
  const egb_status status = fill(kernel, input);
  if (status == EGB_OK)
    *out = kernel;
  else
    egb_kernel_free(kernel);
  return status;
}

size_t egb_kernel_scratch(const egb_kernel *kernel) {
  return (4 * kernel->nodes + kernel->leaves) * EGB_LANES;
}

/* weight: the share of each leaf in the whole, by the products down the tree. */
static void effective(const egb_kernel *kernel, const double *share, double *product, double *weight) {
  for (size_t l = 0; l < EGB_LANES; l++)
    product[l] = 1;
  for (size_t i = 1; i < kernel->nodes; i++)
    for (size_t l = 0; l < EGB_LANES; l++)
      product[i * EGB_LANES + l] = product[kernel->parent[i] * EGB_LANES + l] * share[i * EGB_LANES + l];
  for (size_t c = 0; c < kernel->leaves; c++)
    for (size_t l = 0; l < EGB_LANES; l++)
      weight[c * EGB_LANES + l] = product[kernel->leaf[c] * EGB_LANES + l];
}

void egb_kernel_score(const egb_kernel *kernel, const egb_lanes *lanes, const double *share, double *scratch,
                      double *score) {
  double *weight = scratch + 4 * kernel->nodes * EGB_LANES;
  const size_t whole = kernel->flat ? kernel->whole : 0, columns = kernel->leaves, partial = kernel->rows - whole;
  const bool present = kernel->flat && kernel->level;
  size_t done = whole;
  if (whole > 0 || present) {
    effective(kernel, share, scratch, weight);
    lanes->score(kernel->value, whole, columns, weight, score);
  }
  if (present && partial > 0) {
    lanes->score_present(kernel->value + whole * columns, kernel->present + whole * columns, partial, columns, weight,
                         score + whole * EGB_LANES);
    done = kernel->rows;
  }
  if (kernel->logs && done > 0)
    lanes->exponential(score, done);
  if (done < kernel->rows)
    lanes->score_tree(&kernel->tree, done, kernel->rows, share, scratch, score);
}
