/* worth.h - how many independent draws those of walks are worth. Draws of hit-and-run depend on the one before in the
 * same walk of EGB_BLOCK; how much so is another matter for each figure made of them (A. Vehtari et al.,
 * "Rank-normalization, folding, and localization", Bayesian Analysis 16 (2021), 667-718), and what else varies makes
 * it less. */
#ifndef EGB_SIMULATE_WORTH_H
#define EGB_SIMULATE_WORTH_H

#include "simulate/factors.h"

#define EGB_WORTH_WALKS 16 /* that a figure's own time is taken from, at most */

/* How far walks agree (egb_polytope_convergence()), and how many of their draws are worth one independent draw, for the
 * worst of the weights; both 1 where no weights are drawn by walks. draws: as many as are asked for. */
egb_status egb_worth_of_weights(const egb_factors *factors, uint64_t seed, size_t draws, double *reduction,
                                double *time);
/* The same for the mean of a figure: x[walk * EGB_BLOCK + draw], NaN where it is not counted. x is written to. */
double egb_worth_time(double *x, size_t walks);
/* So many draws as independent ones: at least 1, where there are any. */
size_t egb_worth(double time, size_t draws);

#endif
