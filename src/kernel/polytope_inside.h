/* polytope_inside.h - the parts of a polytope that its two source files share. */
#ifndef EGB_KERNEL_POLYTOPE_INSIDE_H
#define EGB_KERNEL_POLYTOPE_INSIDE_H

#include "base/arena.h"
#include "kernel/polytope.h"
#include "stats/simplex.h"

struct egb_polytope {
  egb_arena *arena;
  size_t weights, rows; /* rows: statements as inequalities, then w >= 0 */
  egb_linear_row *row;
  bool *tight;          /* [rows]: holds with equality everywhere */
  double *inside;       /* [weights] */
  double *least, *most; /* [weights] */
  egb_polytope_method how;
  size_t dimension;
  double *direction; /* [dimension * weights]: of the walk */
  double *change;    /* [dimension * rows]: what a step along it takes from each row's slack */
  size_t *chain;     /* weights in the order of their chains, best first */
  size_t *length;    /* of each chain */
  size_t chains;
};

/* factor . w of a row */
double egb_polytope_row(const egb_linear_row *row, const double *w);
/* Fills direction, change, dimension, chains and how. EGB_NO_MEMORY. */
egb_status egb_polytope_prepare(egb_polytope *polytope, const egb_statement *statement, size_t statements);

#endif
