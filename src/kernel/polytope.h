/* polytope.h - weights known only through statements: bounds, orders, ratios. The weights that satisfy all of them are
 * a polytope on the simplex; draws are uniform on it, in the dimension it has.
 *
 * How draws are made (egb_polytope_how):
 *  - exact, simplex: no statement that binds. Normalised exponentials.
 *  - exact, order: the statements are chains a >= b >= c without a common weight. A draw of the simplex is sorted
 * within each chain; uniform because the simplex looks the same from every order of the weights.
 *  - exact, rejection: draws of the simplex, sorted where there are chains, until one satisfies the rest; where at
 * least one of 64 does in a trial.
 *  - walk: hit-and-run along coordinate directions (V. F. Turchin 1971; C. J. P. Belisle, H. E. Romeijn and R. L.
 * Smith, "Hit-and-run algorithms for generating multivariate distributions", Mathematics of Operations Research 18
 * (1993), 255-266) in coordinates in which the body is about round (the covariance of trial walks). Each block of
 * EGB_BLOCK draws is one walk from the same inner point: 40 d + 200 steps of burn-in, then a draw every 4 d steps, d
 * being the dimension. Blocks are independent of each other. */
#ifndef EGB_KERNEL_POLYTOPE_H
#define EGB_KERNEL_POLYTOPE_H

#include "egovbench.h"

#define EGB_BLOCK 256
#define EGB_POLYTOPE_STATEMENTS_MAX 512
#define EGB_POLYTOPE_WEIGHTS_MAX 128

typedef enum egb_statement_kind {
  EGB_STATEMENT_AT_LEAST, /* w[a] >= value */
  EGB_STATEMENT_AT_MOST,  /* w[a] <= value */
  EGB_STATEMENT_ORDER,    /* w[a] >= w[b] */
  EGB_STATEMENT_RATIO     /* w[a] >= value * w[b]; value >= 0 */
} egb_statement_kind;

typedef struct egb_statement {
  egb_statement_kind kind;
  size_t a, b;
  double value;
} egb_statement;

typedef enum egb_polytope_method {
  EGB_POLYTOPE_SIMPLEX,
  EGB_POLYTOPE_ORDER,
  EGB_POLYTOPE_REJECTION,
  EGB_POLYTOPE_WALK,
  EGB_POLYTOPE_POINT /* one weight vector only */
} egb_polytope_method;

typedef struct egb_polytope egb_polytope;

/* EGB_UNCOMPUTABLE: no weights satisfy the statements; conflict (memory for `statements`) then holds the numbers of a
 * smallest set that has no solution - leave out any one of them and the rest has one - and *conflicts how many.
 * EGB_USAGE: a statement names no weight, or a value that is not finite or negative, or too many of them. */
egb_status egb_polytope_new(size_t weights, const egb_statement *statement, size_t statements, size_t *conflict,
                            size_t *conflicts, egb_polytope **out);
void egb_polytope_free(egb_polytope *polytope);

/* How its draws are made, how many weights there are, and how many of them are free. */
egb_polytope_method egb_polytope_how(const egb_polytope *polytope);
size_t egb_polytope_weights(const egb_polytope *polytope);
size_t egb_polytope_dimension(const egb_polytope *polytope);
/* A point inside: every statement that can be strict is strict. Borrowed, [weights]. */
const double *egb_polytope_inside(const egb_polytope *polytope);
/* Smallest and largest value each weight can have. */
void egb_polytope_range(const egb_polytope *polytope, size_t weight, double *least, double *most);

/* Whether the statements hold a weight at 0, which it then is in every draw. */
bool egb_polytope_holds_zero(const egb_polytope *polytope, size_t weight);

/* Draws block * EGB_BLOCK to (block + 1) * EGB_BLOCK - 1: draw[d * weights + i]. */
void egb_polytope_block(const egb_polytope *polytope, uint64_t seed, uint32_t stream, uint64_t block, double *draw);

/* How far walks agree with each other: the largest potential scale reduction over the weights (A. Gelman and D. B.
 * Rubin, "Inference from iterative simulation using multiple sequences", Statistical Science 7 (1992), 457-472) of the
 * given number of blocks; near 1 when they have converged. *time: how many of their draws are worth one independent
 * draw, the largest over the weights (stats/chain.h). Both are 1 for exact methods. EGB_NO_MEMORY. */
egb_status egb_polytope_convergence(const egb_polytope *polytope, uint64_t seed, uint32_t stream, size_t blocks,
                                    double *reduction, double *time);

#endif
