/* binomial.h - how likely a count is by chance. */
#ifndef EGB_STATS_BINOMIAL_H
#define EGB_STATS_BINOMIAL_H

#include <stddef.h>

/* The probability of `least` successes or more in n trials of probability p, 0 to 1. n is at most UINT_MAX. */
double egb_stats_binomial_least(size_t least, double p, size_t n);

#endif
