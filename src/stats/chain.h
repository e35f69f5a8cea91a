/* chain.h - how much draws that depend on each other are worth. */
#ifndef EGB_STATS_CHAIN_H
#define EGB_STATS_CHAIN_H

#include <stddef.h>

/* The integrated autocorrelation time of a reversible Markov chain, at least 1: so many draws of it determine a mean as
 * well as one independent draw does. x[(chain * length + time) * stride]: independent chains of one law. Sums of two
 * neighbouring autocovariances are positive and fall (initial monotone sequence: C. J. Geyer, "Practical Markov chain
 * Monte Carlo", Statistical Science 7 (1992), 473-483); covariances are about the mean of all chains and averaged over
 * them. 1 for what does not vary. */
double egb_stats_autocorrelation_time(const double *x, size_t chains, size_t length, size_t stride);

#endif
