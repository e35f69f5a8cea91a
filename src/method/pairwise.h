/* pairwise.h - units compared two by two over the children that both have: what Copeland, Condorcet and Kemeny share.
 */
#ifndef EGB_METHOD_PAIRWISE_H
#define EGB_METHOD_PAIRWISE_H

#include "method/method.h"

/* Units are compared in blocks of a fixed number, which compilers turn into vector code. */
#define EGB_PAIRWISE_BLOCK 64
/* Weights sum to 1: what is below this is rounding, and the two units are even. */
#define EGB_PAIRWISE_EVEN 1e-12

/* net[k] for the units first + k, k < EGB_PAIRWISE_BLOCK, of scores that are not the same (EGB_SCORES_SAME): weight of
 * the children at which unit u is ahead less the weight of those at which it is behind; both[k], unless NULL: weight of
 * the children that both units have. Places beyond the last unit hold 0. */
void egb_pairwise_block(const egb_aggregate_input *input, size_t u, size_t first, double *net, double *both);
/* NaN for the units without any present child of positive weight, 0 for the others. */
void egb_pairwise_clear(const egb_aggregate_input *input, double *y);

/* The net weights of a unit against each unit, below each other, as a formula. */
#define EGB_PAIRWISE_SHEET "MMULT((%a<>\"\")*(%x<>\"\")*((%x>%a)-(%x<%a)),TRANSPOSE(%w))"

#endif
