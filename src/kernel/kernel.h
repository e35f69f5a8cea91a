/* kernel.h - scores of all units for sixteen draws of weights at once, from normalised columns and a tree whose nodes
 * are weighted arithmetic or geometric means, or the lowest of their children.
 *
 * What it computes is what stage_aggregate computes, to within the rounding that the quantum of 1e-9 hides:
 *  - a unit with every indicator, in a tree of one family: one weighted mean with effective weights (of logarithms when
 *    the family is geometric);
 *  - a unit with gaps: the same, and at each node that lacks a child what the others' weights gain by it;
 *  - everything else: level by level, each level over what is present there.
 * Units that no weights can give a score (no data, root withheld, a negative value under a geometric mean) are left out
 * of the rows. All other methods, rounding of aggregates, rescaling: not here; the caller takes the general path. */
#ifndef EGB_KERNEL_KERNEL_H
#define EGB_KERNEL_KERNEL_H

#include "egovbench.h"
#include "kernel/lanes.h"

/* Units, and units times nodes: a request of memory is 2 GB at most. */
#define EGB_KERNEL_UNITS_MAX ((size_t)1 << 24)
#define EGB_KERNEL_CELLS_MAX ((size_t)1 << 28)

typedef struct egb_kernel_input {
  size_t units, nodes;
  const size_t *parent;       /* [nodes], depth first: what is below a node follows it; node 0 is the root */
  const bool *geometric;      /* [nodes]: how a node's children make its score; of leaves ignored */
  const bool *lowest;         /* [nodes]: takes the lowest of its children that have a weight; NULL: none does */
  const double *least;        /* [nodes]: children of a geometric node count as this much at least; NULL: nowhere */
  const double *const *value; /* [nodes]: a column of units for each leaf; NaN: missing */
  const bool *weightless;  /* [nodes]: no draw gives this leaf a weight, so that below zero under a geometric mean it is
                              missing instead of refusing the mean; NULL: none */
  const uint8_t *withheld; /* [nodes * units]: not 0 where too little is available, of leaves not read; NULL: nowhere.
                              Weights do not change it */
  int decimals;            /* published decimals that ranks are computed on; below 0: full precision */
} egb_kernel_input;

typedef struct egb_kernel egb_kernel;

static inline bool egb_kernel_fits(size_t units, size_t nodes) {
  return units <= EGB_KERNEL_UNITS_MAX && nodes <= EGB_KERNEL_CELLS_MAX / (units + 1);
}

/* Copies what it needs. EGB_UNCOMPUTABLE: no unit can be scored. EGB_USAGE: more than egb_kernel_fits(), or nodes in
 * another order. */
egb_status egb_kernel_new(const egb_kernel_input *input, egb_kernel **out);
void egb_kernel_free(egb_kernel *kernel);

/* Rows of a score tile, and the unit of each. */
size_t egb_kernel_rows(const egb_kernel *kernel);
const size_t *egb_kernel_units(const egb_kernel *kernel);
size_t egb_kernel_nodes(const egb_kernel *kernel);
/* Range that every score stays in; a score may be missing in single draws (weight 0 on all that a unit has). */
void egb_kernel_range(const egb_kernel *kernel, double *least, double *most);
bool egb_kernel_may_miss(const egb_kernel *kernel);
int egb_kernel_decimals(const egb_kernel *kernel);

/* Doubles of scratch that one call needs. */
size_t egb_kernel_scratch(const egb_kernel *kernel);
/* score: tile of egb_kernel_rows() rows, of which those from first to last - 1 are filled in; NaN where a unit has none
 * in that draw. share: tile of one row per node, the
 * weight relative to its siblings with sum 1 over siblings, not negative (row 0 is not read). Pure: may run in many
 * threads with a scratch each. */
void egb_kernel_score(const egb_kernel *kernel, const egb_lanes *lanes, const double *share, double *scratch,
                      size_t first, size_t last, double *score);

#endif
