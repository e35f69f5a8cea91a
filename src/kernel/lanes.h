/* lanes.h - the innermost loops of a simulation, for EGB_LANES draws side by side.
 *
 * A tile holds one number per row and draw, row by row: x[row * EGB_LANES + lane]. Each loop does the same thing to
 * every lane, so that a vector instruction does several draws at once and no lane waits for another. lanes_vector.c is
 * compiled once per instruction set, lanes_plain.c is the same in C17 without extensions; all give the same bits: each
 * lane's sums run in the same order, nothing is contracted to fused multiply-add, and what is rounded is rounded by
 * IEEE 754.
 *
 * Why lanes are draws and not units: all draws multiply the same value of a unit by a weight of their own, so that a
 * value is loaded once and broadcast, sums need no reduction across lanes, and a gap is one branch for sixteen draws.
 * Draws are sorted by a network for the same reason: which rows it compares does not depend on the keys, so that
 * sixteen draws are sorted side by side without a branch. */
#ifndef EGB_KERNEL_LANES_H
#define EGB_KERNEL_LANES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define EGB_LANES 16

/* How scores become whole numbers that order units. A score counts in steps, rint(score * quantum). A key is
 * (top - step) >> shift, then the unit in the low unit_bits: the best first. Steps that differ only in the bits shifted
 * out are separated afterwards. Steps and top are below 2^51 in size, no step is above top; top is even, so that
 * halves are rounded to even. */
typedef struct egb_lanes_keys {
  double quantum, top;
  unsigned shift, unit_bits;
  bool unranked; /* a score may be NaN: its key is the largest */
} egb_lanes_keys;

/* A tree, depth first. Rows of node tiles are node numbers. */
typedef struct egb_lanes_tree {
  size_t nodes;
  const size_t *parent;
  const size_t *end;    /* the node after the last one below this one */
  const size_t *column; /* [nodes + 1]: leaves before the node: those below it are column[node] to column[end] - 1 */
  const uint8_t *leaf, *geometric, *lowest; /* lowest: the least of the children with a weight, no mean of them */
  const uint8_t *logs;                      /* the parent is geometric: it receives logarithms */
  const double *least; /* under a geometric parent: lower scores count as this much; 0: as they are */
  const double *value; /* leaves' values, or logarithms where logs is set: value[unit * nodes + node]; 0 when missing */
  const uint8_t *absent; /* absent[unit * nodes + node]: missing leaf or withheld aggregate */
} egb_lanes_tree;

/* A node that lacks some of its children, in the list of those of a unit, each before what is above it. */
typedef struct egb_lanes_gap {
  uint32_t node, up; /* up: the next of the list that is above it; EGB_LANES_TOP: none */
} egb_lanes_gap;

#define EGB_LANES_TOP UINT32_MAX
/* The least share that what is left of a family may have for sums to have their digits (see score_gaps). */
#define EGB_LANES_LEAST 0x1p-40

/* What levels begin at, the best first: reach[level] is the least of sense * score. */
typedef struct egb_lanes_levels {
  size_t count;
  const double *reach;
  double sense;
} egb_lanes_levels;

typedef struct egb_lanes {
  const char *name;
  /* The numbers of egb_random_tile() for draws first to first + EGB_LANES - 1. */
  void (*uniform)(uint64_t seed, uint64_t first, uint32_t stream, size_t count, double *tile);
  /* x = -ln x, then every lane divided by its total. */
  void (*simplex)(double *tile, size_t rows);
  /* x = centre[row] * (1 + spread * (2 x - 1)), then every lane divided by its total. */
  void (*around)(double *tile, size_t rows, const double *centre, double spread);
  /* score[unit] = sum over rows of value[unit * rows + row] * weight[row]. */
  void (*score)(const double *value, size_t units, size_t rows, const double *weight, double *score);
  /* The share of each leaf in the whole, a row per leaf: products of the shares down the tree. product: nodes rows. */
  void (*effective)(const egb_lanes_tree *tree, const double *share, double *product, double *weight);
  /* Makes a unit's score of what score() gave for it with 0 for each leaf it lacks: what is left of a family has the
   * whole weight of it. value, weight: of score(); absent: of the tree; extra: a row per gap. Bit l of the answer:
   * where what is left has less than EGB_LANES_LEAST, digits are lost. NaN where it has no weight. */
  unsigned (*score_gaps)(const egb_lanes_tree *tree, const egb_lanes_gap *gap, size_t gaps, const double *value,
                         const uint8_t *absent, const double *weight, const double *share, double *extra,
                         double *score);
  void (*exponential)(double *score, size_t units); /* e^x */
  /* Level by level through a tree. share: relative weights, sums of siblings need not be 1. scratch: 2 * nodes rows;
   * score: of the units first to last - 1.
   * NaN: no weight on what is there, or a geometric mean over a score below 0. */
  void (*score_tree)(const egb_lanes_tree *tree, size_t first, size_t last, const double *share, double *scratch,
                     double *score);
  void (*keys)(const egb_lanes_keys *how, const double *score, size_t units, int32_t *key);
  /* Sorts every lane rising. Rows from `rows` to the next power of two (at least 16) exist and are overwritten. */
  void (*sort)(int32_t *key, size_t rows);
  /* Reads the units from sorted keys: order[row * stride + lane]. Bit l of the answer: lane l has neighbours that
   * differ only in the unit, or a unit without a score. */
  unsigned (*order)(const int32_t *key, size_t rows, unsigned unit_bits, size_t stride, uint16_t *order);
  /* Of each row but the last, in the order of `row`: adds to ahead[i] in how many of the lanes it is ahead of the next,
   * in halves (1: they are level), to together[i] twice in how many both have a score. Scores count in steps,
   * rint(score * quantum), below 2^51 in size; the highest is first. lanes: bit l: lane l counts. */
  void (*neighbours)(const double *score, const size_t *row, size_t rows, double quantum, unsigned lanes,
                     uint64_t *ahead, uint64_t *together);
  /* Adds to count[unit[row] * levels + level] in how many of the lanes a row is at the level. at: a byte per row, 0 at
   * first: where it was last, which is looked at before the others. */
  void (*levels)(const egb_lanes_levels *how, const double *score, size_t rows, const size_t *unit, unsigned lanes,
                 uint8_t *at, uint32_t *count);
} egb_lanes;

/* Slowest first. */
typedef enum egb_lanes_set {
  EGB_LANES_PLAIN = 0, /* C17; always there */
  EGB_LANES_VECTOR,    /* vectors of 16 bytes, which gcc and clang have for any processor */
  EGB_LANES_AVX2,
  EGB_LANES_AVX512,
  EGB_LANES_SETS
} egb_lanes_set;

/* NULL when this build or this processor does not have it. */
const egb_lanes *egb_lanes_of(egb_lanes_set set);
/* The fastest that works here. */
const egb_lanes *egb_lanes_best(void);

#endif
