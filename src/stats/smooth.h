/* smooth.h - the correlation ratio: what share of the variance of y a curve through x accounts for, whatever its shape
 * (K. Pearson, 1905; as the measure of what an indicator does in an index: P. Paruolo, M. Saisana, A. Saltelli,
 * "Ratings and rankings: voodoo or science?", Journal of the Royal Statistical Society A 176 (2013), 609-634). No value
 * may be NaN. */
#ifndef EGB_STATS_SMOOTH_H
#define EGB_STATS_SMOOTH_H

#include <stddef.h>

/* Silverman's rule for a bandwidth, 0.9 min(sd, IQR / 1.34) n^(-1/5) (B. W. Silverman, Density Estimation (1986), p.
 * 48); scratch: n doubles. With an IQR of 0 the sd alone; 0 when x is constant. */
double egb_stats_bandwidth(const double *x, size_t n, double *scratch);

/* The curve at every x[i] by local linear regression with a Gaussian kernel of that bandwidth; where the weighted x
 * does not vary, the weighted mean of y. Costs n * n. */
void egb_stats_local_linear(const double *x, const double *y, size_t n, double bandwidth, double *fit);

typedef enum egb_smoother {
  EGB_SMOOTHER_NONE = 0,     /* undefined: fewer than 8 values, or x or y constant */
  EGB_SMOOTHER_MEANS,        /* x has 12 different values or fewer: the mean of y of each */
  EGB_SMOOTHER_LINE,         /* a straight line predicts best: the ratio is r squared */
  EGB_SMOOTHER_LOCAL_LINEAR, /* local linear regression */
} egb_smoother;

typedef struct egb_correlation_ratio {
  double ratio; /* variance of the curve by the variance of y; NaN: undefined */
  egb_smoother smoother;
  double bandwidth; /* of local linear regression; else NaN */
} egb_correlation_ratio;

/* Doubles of scratch that egb_stats_correlation_ratio takes. */
size_t egb_stats_ratio_scratch(size_t n);
/* The bandwidth is Silverman's times 4, 2.8, 2, ... 1/8, or the straight line: that which predicts each value best from
 * the others (leave-one-out cross-validation; M. Stone, "Cross-validatory choice and assessment of statistical
 * predictions", JRSS B 36 (1974), 111-147), the smoother one of two that are as good. Beyond 1,000 values x is put into
 * 1,000 bins of equal numbers, which stand for their means, weighted. */
egb_correlation_ratio egb_stats_correlation_ratio(const double *x, const double *y, size_t n, double *scratch);

#endif
