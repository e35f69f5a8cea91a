/* shape.h - skewness, kurtosis and quantiles of one column. No value may be NaN; the caller leaves missing values out.
 */
#ifndef EGB_STATS_SHAPE_H
#define EGB_STATS_SHAPE_H

#include <stddef.h>
#include <stdint.h>

/* Sample skewness G1 = sqrt(n (n - 1)) / (n - 2) * m3 / m2^(3/2), with central moments m of divisor n (type 2 in D. N.
 * Joanes and C. A. Gill, "Comparing measures of sample skewness and kurtosis", The Statistician 47 (1998), 183-189).
 * NaN for n < 3 or without any spread. */
double egb_stats_skewness(const double *x, size_t n);
/* Sample excess kurtosis G2 = (n - 1) / ((n - 2) (n - 3)) * ((n + 1) (m4 / m2^2 - 3) + 6), type 2 of the same paper.
 * NaN for n < 4 or without any spread. */
double egb_stats_kurtosis(const double *x, size_t n);
/* Quantile at p in [0, 1] of rising sorted values, linear between order statistics (type 7 in R. J. Hyndman and Y. Fan,
 * "Sample quantiles in statistical packages", The American Statistician 50 (1996), 361-365). NaN for n = 0. */
double egb_stats_quantile(const double *sorted, size_t n, double p);
/* Where it is among n > 0 sorted numbers: *below is the order statistic at or below it (from 0), the return value how
 * far it is towards the next, from 0 to below 1. A position that is whole but for the rounding of p is whole. */
double egb_stats_quantile_place(double p, uint64_t n, uint64_t *below);
/* Sorts rising, in place. */
void egb_stats_sort_values(double *x, size_t n);
/* The middle value, or the mean of the middle two; sorts x. NaN for n = 0. */
double egb_stats_median(double *x, size_t n);
/* The median of the distances to the median, times 1.4826, which makes it the standard deviation of normal values (F.
 * R. Hampel, "The influence curve and its role in robust estimation", JASA 69 (1974), 383-393); x is used up. NaN for
 * n = 0. */
double egb_stats_mad(double *x, size_t n);

#endif
