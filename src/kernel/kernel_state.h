/* kernel_state.h - what kernel.c (the tree, scoring) and kernel_rows.c (the rows of units) share. */
#ifndef EGB_KERNEL_KERNEL_STATE_H
#define EGB_KERNEL_KERNEL_STATE_H

#include "base/arena.h"
#include "kernel/kernel.h"

#define EGB_KERNEL_BLOCK ((size_t)256) /* units that are looked at together when a kernel is made */

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

/* Some units that follow each other, and what of them is missing whatever the weights are, node by node. */
typedef struct egb_kernel_block {
  size_t first, count;          /* at most EGB_KERNEL_BLOCK */
  uint8_t *absent;              /* [node * EGB_KERNEL_BLOCK + unit - first] */
  bool whole[EGB_KERNEL_BLOCK]; /* every indicator is there */
  size_t row[EGB_KERNEL_BLOCK]; /* SIZE_MAX: has none; while rows are filled */
} egb_kernel_block;

/* Which units have a row: those with every indicator first, then the others, both in the order of the units. kind:
 * room for one per unit, for egb_kernel_fill_rows(). */
void egb_kernel_place_units(egb_kernel *kernel, const egb_kernel_input *input, egb_kernel_block *of, uint8_t *kind);
/* Fills the rows, and widens the range of scores by theirs. The arrays are there. */
void egb_kernel_fill_rows(egb_kernel *kernel, const egb_kernel_input *input, egb_kernel_block *of, const uint8_t *kind);
/* What lanes->score_gaps() needs of the rows that are not complete. EGB_NO_MEMORY. */
egb_status egb_kernel_find_gaps(egb_kernel *kernel);

#endif
