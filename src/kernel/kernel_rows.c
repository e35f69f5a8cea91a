/* The rows of a kernel: which units have one, what of them is missing whatever the weights are, and their numbers.
 *
 * Units are looked at block by block, so that of no more than one block is kept what is missing. */
#include "kernel/kernel_state.h"

#include "kernel/maths.h"

#include <math.h>
#include <string.h>

#define NO_ROW SIZE_MAX

/* In place of the logarithm of 0. */
#define LOG_OF_ZERO (-1e300)

/* Of a node while what is below it is looked at. */
enum { PRESENT, ABSENT, REFUSED /* by a child below zero */ };

/* A child that is there makes its parent so, unless another one refused it. Without branches, as vectors have none. */
static void let_in(const uint8_t *child, uint8_t *parent, size_t count) {
  for (size_t u = 0; u < count; u++) {
    const int stays = (child[u] == ABSENT) | (parent[u] == REFUSED);
    parent[u] = (uint8_t)(stays != 0 ? parent[u] : PRESENT);
  }
}

static void look_at_leaf(const egb_kernel *kernel, const egb_kernel_input *input, const egb_kernel_block *of,
                         size_t i) {
  const double *value = input->value[i] + of->first;
  uint8_t *absent = of->absent + i * EGB_KERNEL_BLOCK, *parent = of->absent + kernel->parent[i] * EGB_KERNEL_BLOCK;
  const bool logs = kernel->tree.logs[i], weightless = input->weightless != NULL && input->weightless[i];
  for (size_t u = 0; u < of->count; u++)
    absent[u] = (uint8_t)(isnan(value[u]) ? ABSENT : PRESENT);
  for (size_t u = 0; u < of->count && logs && weightless; u++)
    absent[u] = value[u] < 0 ? ABSENT : absent[u];
  let_in(absent, parent, of->count);
  for (size_t u = 0; u < of->count && logs; u++)
    parent[u] = value[u] < 0 && absent[u] == PRESENT ? REFUSED : parent[u];
}

static void look_at_node(const egb_kernel *kernel, const egb_kernel_input *input, const egb_kernel_block *of,
                         size_t i) {
  uint8_t *absent = of->absent + i * EGB_KERNEL_BLOCK, *parent = of->absent + kernel->parent[i] * EGB_KERNEL_BLOCK;
  const uint8_t *withheld = input->withheld != NULL ? input->withheld + i * input->units + of->first : NULL;
  for (size_t u = 0; u < of->count; u++)
    absent[u] = absent[u] == PRESENT ? PRESENT : ABSENT;
  for (size_t u = 0; withheld != NULL && u < of->count; u++)
    absent[u] = withheld[u] != 0 ? ABSENT : absent[u];
  if (i > 0)
    let_in(absent, parent, of->count);
}

static void find_absent(const egb_kernel *kernel, const egb_kernel_input *input, egb_kernel_block *of) {
  for (size_t i = 0; i < input->nodes; i++)
    memset(of->absent + i * EGB_KERNEL_BLOCK, kernel->tree.leaf[i] ? PRESENT : ABSENT, of->count);
  for (size_t i = input->nodes; i-- > 0;)
    if (kernel->tree.leaf[i])
      look_at_leaf(kernel, input, of, i);
    else
      look_at_node(kernel, input, of, i);
  for (size_t u = 0; u < of->count; u++)
    of->whole[u] = of->absent[u] == PRESENT;
  for (size_t i = 1; i < input->nodes; i++) { /* what is below a withheld node counts for nothing */
    uint8_t *absent = of->absent + i * EGB_KERNEL_BLOCK;
    const uint8_t *parent = of->absent + kernel->parent[i] * EGB_KERNEL_BLOCK;
    for (size_t u = 0; u < of->count; u++)
      absent[u] |= parent[u];
    for (size_t u = 0; u < of->count; u++)
      of->whole[u] = (of->whole[u] & (absent[u] == PRESENT)) != 0;
  }
}

static double lifted(double x, double least) {
  return x >= 0 && x < least ? least : x;
}

/* A column of the rows of a block. */
static void fill_leaf(egb_kernel *kernel, const egb_kernel_input *input, const egb_kernel_block *of, size_t column) {
  const size_t node = kernel->leaf[column];
  const double *value = input->value[node] + of->first, least = kernel->tree.least[node];
  const uint8_t *absent = of->absent + node * EGB_KERNEL_BLOCK;
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
static void fill_tree(const egb_kernel *kernel, const egb_kernel_block *of, size_t u) {
  const size_t row = of->row[u], at = row - kernel->by_node;
  for (size_t i = 0; i < kernel->nodes; i++)
    kernel->absent[at * kernel->nodes + i] = of->absent[i * EGB_KERNEL_BLOCK + u];
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

egb_status egb_kernel_find_gaps(egb_kernel *kernel) {
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

void egb_kernel_place_units(egb_kernel *kernel, const egb_kernel_input *input, egb_kernel_block *of, uint8_t *kind) {
  size_t gaps = 0;
  for (of->first = 0; of->first < input->units; of->first += of->count) {
    of->count = input->units - of->first < EGB_KERNEL_BLOCK ? input->units - of->first : EGB_KERNEL_BLOCK;
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

void egb_kernel_fill_rows(egb_kernel *kernel, const egb_kernel_input *input, egb_kernel_block *of,
                          const uint8_t *kind) {
  size_t whole = 0, gap = kernel->whole;
  for (of->first = 0; of->first < input->units; of->first += of->count) {
    of->count = input->units - of->first < EGB_KERNEL_BLOCK ? input->units - of->first : EGB_KERNEL_BLOCK;
    if (input->units > EGB_KERNEL_BLOCK)
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
