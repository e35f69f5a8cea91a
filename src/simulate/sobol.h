/* sobol.h - shares of variance from a designed sample: first order by A. Saltelli et al., "Variance based sensitivity
 * analysis of model output", Computer Physics Communications 181 (2010), 259-270, table 2 (b); total order by M. J. W.
 * Jansen, Computer Physics Communications 117 (1999), 35-43.
 *
 * The design: n rows of a sample A, n of an independent one B, and for every factor i the rows of A with factor i taken
 * from B. With the outputs yA, yB, yABi: m the mean and V the variance (divisor 2 n - 1) of yA and yB together,
 *   first order  mean((yB - m) (yABi - yA)) / V,   total  sum((yA - yABi)^2) / (2 n V).
 *
 * Without m, as the first formula is printed, the expectation is the same and the error is not: yABi - yA has the mean
 * 0 and is multiplied by how far the output is from 0, so that the rank of a unit in place 190 gave first orders of
 * 1.4 and -6 where 0.38 is right. I. M. Sobol', "Global sensitivity indices for nonlinear mathematical models and their
 * Monte Carlo estimates", Mathematics and Computers in Simulation 55 (2001), 271-280, takes a constant near the mean
 * out of the outputs for this reason. */
#ifndef EGB_SIMULATE_SOBOL_H
#define EGB_SIMULATE_SOBOL_H

#include "egovbench.h"

typedef struct egb_sobol_outputs {
  size_t rows, factors;
  const double *a, *b; /* [rows] */
  const double *ab;    /* [factor * rows + row] */
} egb_sobol_outputs;

/* Room for `factors` numbers each. NaN when the output does not vary. */
void egb_sobol_indices(const egb_sobol_outputs *outputs, double *first, double *total, double *variance);
/* Quantiles p and 1 - p of the indices over `samples` bootstrap samples (B. Efron and R. J. Tibshirani, An Introduction
 * to the Bootstrap (1993), chapter 13): low and high of each. What is independent is a row of the design, so a row is
 * drawn with all its outputs (A, B and every ABi), and m and V are those of the sample. Which rows follows from the
 * seed. worth: how many independent rows they are worth, at least 2, and so many make a sample: all of them, or fewer
 * where rows depend on each other. */
egb_status egb_sobol_bootstrap(const egb_sobol_outputs *y, size_t worth, uint64_t seed, size_t samples, double p,
                               double *first_low, double *first_high, double *total_low, double *total_high);

#endif
