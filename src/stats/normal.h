/* normal.h - the normal distribution. */
#ifndef EGB_STATS_NORMAL_H
#define EGB_STATS_NORMAL_H

/* The value below which a standard normal variable is with probability p, 0 < p < 1. */
double egb_stats_normal_quantile(double p);

#endif
