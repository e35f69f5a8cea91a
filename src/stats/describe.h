/* describe.h - one column of numbers in a few figures. No value may be NaN; the caller leaves missing values out. */
#ifndef EGB_STATS_DESCRIBE_H
#define EGB_STATS_DESCRIBE_H

#include <stddef.h>

/* Compensated sum; 0 for n = 0. */
double egb_stats_sum(const double *x, size_t n);
/* NaN for n = 0. */
double egb_stats_mean(const double *x, size_t n);
/* A power of 2 that brings the largest of the numbers, NaN among them left out, to between 1/2 and 1: exact. */
double egb_stats_scale(const double *x, size_t n);
/* Variance and standard deviation of a sample (divisor n - 1); NaN for n < 2. The deviation has its digits also where
 * squares leave the range of doubles, and the variance is 0 or infinite. */
double egb_stats_variance(const double *x, size_t n);
double egb_stats_sd(const double *x, size_t n);
/* Smallest and largest value; both NaN for n = 0. */
void egb_stats_range(const double *x, size_t n, double *least, double *most);

#endif
