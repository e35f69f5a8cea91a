/* How a tree of weighted means becomes rows of numbers.
 *
 * An arithmetic mean of arithmetic means is one arithmetic mean of the leaves whose weights are the products of the
 * shares on the paths to them, so that the score of a complete unit is a scalar product. The geometric mean is the
 * arithmetic one of logarithms: the same with ln x in the rows and e^ of the result. Where a unit lacks a child of a
 * node, the weights of the others grow in proportion, which lanes->score_gaps() makes good afterwards. None of this
 * holds when kinds of nodes mix, where a node takes the lowest, or when children of a geometric mean are lifted to a
 * least value: these are evaluated node by node, as are draws in which nearly no weight is on what a unit has.
 *
 * What weights cannot change is decided once, in find_absent(): leaves without a value, aggregates withheld, what a
 * negative child of a geometric mean refuses. So rows of complete units come first and have no test in their loop. A
 * leaf of 0 under a geometric mean has the logarithm -1e300: with any weight that counts the mean is then e^ of less
 * than -708, which is 0, and with weight 0 it adds 0 and not NaN, as -infinity would. */
#include "kernel/kernel.h"

#include "base/arena.h"
#include "kernel/maths.h"

#include <math.h>
#include <string.h>

#define NO_ROW SIZE_MAX
#define BLOCK ((size_t)256) /* units that are looked at together when a kernel is made */

/* Levels of a tree, up to which sums over its leaves have their digits: in each an important leaf has a share of 2^-13
 * or more in what is left of its family, and that of 2^-40 or more in the whole, far from the 2^-1022 of underflow. */
#define DEPTH_MAX 16

/* In place of the logarithm of 0. */
#define LOG_OF_ZERO (-1e300)

struct egb_kernel {
  egb_arena *arena;
  size_t nodes, leaves, rows, whole; /* rows before `whole` have every indicator and are scalar products */
  size_t *unit, *parent, *leaf;      /* unit per row; leaf: node per column of these */
  bool flat, logs;                   /* one family; it is geometric */
  bool level;                        /* every leaf is right below the root */
  double *value;                     /* [row * leaves + column] */
  egb_lanes_tree tree;               /* borrows from here, of the two below too */
  size_t by_node;                    /* the first row that the tree is for */
  double *node_value;                /* [(row - by_node) * nodes + node]; NULL where no unit needs the tree */
  uint8_t *absent;                   /* the same; there for all rows with gaps */
  egb_lanes_gap *gap;
  size_t *gap_first; /* [row - by_node]: those of a row; flat only */
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

/* Some units that follow each other, and what of them is missing whatever the weights are, node by node. */
typedef struct block {
  size_t first, count; /* at most BLOCK */
  uint8_t *absent;     /* [node * BLOCK + unit - first] */
  bool whole[BLOCK];   /* every indicator is there */
  size_t row[BLOCK];   /* NO_ROW: has none; while rows are filled */
} block;

/* Of a node while what is below it is looked at. */
enum { PRESENT, ABSENT, REFUSED /* by a child below zero */ };

static void look_at_leaf(const egb_kernel *kernel, const egb_kernel_input *input, const block *of, size_t i) {
  const double *value = input->value[i] + of->first;
  uint8_t *absent = of->absent + i * BLOCK, *parent = of->absent + kernel->parent[i] * BLOCK;
  const bool logs = kernel->tree.logs[i], weightless = input->weightless != NULL && input->weightless[i];
  for (size_t u = 0; u < of->count; u++)
    absent[u] = isnan(value[u]) || (logs && weightless && value[u] < 0) ? ABSENT : PRESENT;
  for (size_t u = 0; u < of->count; u++)
    parent[u] = absent[u] == ABSENT || parent[u] == REFUSED ? parent[u] : PRESENT;
  for (size_t u = 0; u < of->count && logs; u++)
    parent[u] = value[u] < 0 && absent[u] == PRESENT ? REFUSED : parent[u];
}

static void look_at_node(const egb_kernel *kernel, const egb_kernel_input *input, const block *of, size_t i) {
  uint8_t *absent = of->absent + i * BLOCK, *parent = of->absent + kernel->parent[i] * BLOCK;
  const uint8_t *withheld = input->withheld != NULL ? input->withheld + i * input->units + of->first : NULL;
  for (size_t u = 0; u < of->count; u++)
    absent[u] = absent[u] == PRESENT ? PRESENT : ABSENT;
  for (size_t u = 0; withheld != NULL && u < of->count; u++)
    absent[u] = withheld[u] != 0 ? ABSENT : absent[u];
  for (size_t u = 0; i > 0 && u < of->count; u++)
    parent[u] = absent[u] == ABSENT || parent[u] == REFUSED ? parent[u] : PRESENT;
}

static void find_absent(const egb_kernel *kernel, const egb_kernel_input *input, block *of) {
  for (size_t i = 0; i < input->nodes; i++)
    memset(of->absent + i * BLOCK, kernel->tree.leaf[i] ? PRESENT : ABSENT, of->count);
  for (size_t i = input->nodes; i-- > 0;)
    if (kernel->tree.leaf[i])
      look_at_leaf(kernel, input, of, i);
    else
      look_at_node(kernel, input, of, i);
  for (size_t u = 0; u < of->count; u++)
    of->whole[u] = of->absent[u] == PRESENT;
  for (size_t i = 1; i < input->nodes; i++) { /* what is below a withheld node counts for nothing */
    uint8_t *absent = of->absent + i * BLOCK;
    const uint8_t *parent = of->absent + kernel->parent[i] * BLOCK;
    for (size_t u = 0; u < of->count; u++)
      absent[u] |= parent[u];
    for (size_t u = 0; u < of->count; u++)
      of->whole[u] = of->whole[u] && absent[u] == PRESENT;
  }
}

static double lifted(double x, double least) {
  return x >= 0 && x < least ? least : x;
}

/* A column of the rows of a block. */
static void fill_leaf(egb_kernel *kernel, const egb_kernel_input *input, const block *of, size_t column) {
  const size_t node = kernel->leaf[column];
  const double *value = input->value[node] + of->first, least = kernel->tree.least[node];
  const uint8_t *absent = of->absent + node * BLOCK;
  const bool logs = kernel->tree.logs[node] != 0;
  double low = kernel->least, high = kernel->most;
  for (size_t u = 0; u < of->count; u++) {
    if (of->row[u] == NO_ROW)
      continue;
    double x = 0;
    if (absent[u] == PRESENT) {
      x = lifted(value[u], least);
      low = x < low ? x : low;
      high = x > high ? x : high;
      if (logs)
        x = x > 0x1p-1000 ? egb_maths_log(x) : LOG_OF_ZERO;
    }
    kernel->value[of->row[u] * kernel->leaves + column] = x;
  }
  kernel->least = low;
  kernel->most = high;
}

/* A row that the tree may be asked for: what is absent, and the values in the places of their nodes. */
static void fill_tree(const egb_kernel *kernel, const block *of, size_t u) {
  const size_t row = of->row[u], at = row - kernel->by_node;
  for (size_t i = 0; i < kernel->nodes; i++)
    kernel->absent[at * kernel->nodes + i] = of->absent[i * BLOCK + u];
  for (size_t c = 0; kernel->node_value != NULL && c < kernel->leaves; c++)
    kernel->node_value[at * kernel->nodes + kernel->leaf[c]] = kernel->value[row * kernel->leaves + c];
}

/* The nodes that lack a child, each before what is above it; how many. to: NULL: count only. */
static size_t list_gaps(const egb_kernel *kernel, const uint8_t *absent, egb_lanes_gap *to) {
  size_t count = 0;
  for (size_t i = kernel->nodes; i-- > 0;) {
    bool lacks = false;
    for (size_t k = i + 1; k < kernel->tree.end[i] && !absent[i] && !lacks; k = kernel->tree.end[k])
      lacks = absent[k];
    if (lacks && to != NULL)
      to[count] = (egb_lanes_gap){.node = (uint32_t)i, .up = EGB_LANES_TOP};
    for (size_t k = 0; k < count && lacks && to != NULL && i > 0; k++)
      if (to[k].up == EGB_LANES_TOP && to[k].node < kernel->tree.end[i])
        to[k].up = (uint32_t)count;
    count += lacks;
  }
  return count;
}

/* What score_gaps() needs of the rows that are not complete. */
static egb_status find_gaps(egb_kernel *kernel) {
  const size_t rows = kernel->rows - kernel->by_node, nodes = kernel->nodes;
  size_t count = 0;
  kernel->gap_first = egb_arena_array(kernel->arena, rows + 1, sizeof *kernel->gap_first);
  for (size_t i = 0; i < rows && kernel->gap_first != NULL; i++) {
    kernel->gap_first[i] = count;
    count += list_gaps(kernel, kernel->absent + i * nodes, NULL);
    kernel->gap_first[i + 1] = count;
  }
  kernel->gap = egb_arena_array(kernel->arena, count, sizeof *kernel->gap);
  if (kernel->gap_first == NULL || kernel->gap == NULL)
    return EGB_NO_MEMORY;
  for (size_t i = 0; i < rows; i++)
    (void)list_gaps(kernel, kernel->absent + i * nodes, kernel->gap + kernel->gap_first[i]);
  return EGB_OK;
}

/* Of a unit, in the list of all. */
enum { LEFT_OUT, WITH_GAPS, WHOLE };

/* Rows with every indicator first, then the others, both in the order of the units. */
static void place_units(egb_kernel *kernel, const egb_kernel_input *input, block *of, uint8_t *kind) {
  size_t gaps = 0;
  for (of->first = 0; of->first < input->units; of->first += of->count) {
    of->count = input->units - of->first < BLOCK ? input->units - of->first : BLOCK;
    find_absent(kernel, input, of);
    for (size_t u = 0; u < of->count; u++) {
      kind[of->first + u] = of->absent[u] != PRESENT ? LEFT_OUT : of->whole[u] ? WHOLE : WITH_GAPS;
      gaps += kind[of->first + u] == WITH_GAPS;
      kernel->whole += kind[of->first + u] == WHOLE;
    }
  }
  kernel->rows = kernel->whole + gaps;
  for (size_t u = 0, whole = 0, gap = kernel->whole; u < input->units; u++)
    if (kind[u] != LEFT_OUT)
      kernel->unit[kind[u] == WHOLE ? whole++ : gap++] = u;
}

/* Block by block as before, so that of no more than one block is known what is missing. */
static void fill_rows(egb_kernel *kernel, const egb_kernel_input *input, block *of, const uint8_t *kind) {
  size_t whole = 0, gap = kernel->whole;
  for (of->first = 0; of->first < input->units; of->first += of->count) {
    of->count = input->units - of->first < BLOCK ? input->units - of->first : BLOCK;
    if (input->units > BLOCK)
      find_absent(kernel, input, of);
    for (size_t u = 0; u < of->count; u++) {
      const uint8_t what = kind[of->first + u];
      of->row[u] = what == LEFT_OUT ? NO_ROW : what == WHOLE ? whole++ : gap++;
    }
    for (size_t c = 0; c < kernel->leaves; c++)
      fill_leaf(kernel, input, of, c);
    for (size_t u = 0; u < of->count; u++)
      if (of->row[u] != NO_ROW && of->row[u] >= kernel->by_node)
        fill_tree(kernel, of, u);
  }
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
  block *of = egb_arena_array(scratch, 1, sizeof *of);
  uint8_t *kind = egb_arena_array(scratch, input->units, 1);
  if (of == NULL || kind == NULL || (of->absent = egb_arena_array(scratch, input->nodes, BLOCK)) == NULL)
    return EGB_NO_MEMORY;
  egb_status status = open_tree(kernel, input);
  if (status != EGB_OK)
    return status;
  place_units(kernel, input, of, kind);
  if (kernel->rows == 0)
    return EGB_UNCOMPUTABLE;
  status = open_rows(kernel);
  if (status != EGB_OK)
    return status;
  kernel->least = (double)INFINITY;
  kernel->most = -(double)INFINITY;
  for (size_t i = 0; i < input->nodes; i++) /* a score that is lifted may be the highest */
    kernel->most = fmax(kernel->most, kernel->tree.least[i]);
  fill_rows(kernel, input, of, kind);
  return kernel->flat ? find_gaps(kernel) : EGB_OK;
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
