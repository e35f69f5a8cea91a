/* agreement.h - do two or more rankings of the same things agree? Columns hold values or ranks; no value may be NaN,
 * the caller leaves missing ones out. Equal values are ties. */
#ifndef EGB_STATS_AGREEMENT_H
#define EGB_STATS_AGREEMENT_H

#include <stdbool.h>
#include <stddef.h>

/* A rank correlation with its interval of 95 % and its two-sided p-value against 0. NaN where undefined: fewer
 * than 2 things or one column constant (all), fewer than 4 or 5 things or a correlation of 1 or -1 (the interval). */
typedef struct egb_agreement {
  size_t count;
  double estimate, low, high, p;
  bool exact; /* p from all orders there are, not from an approximation */
} egb_agreement;

/* Doubles of scratch for both correlations of n things or fewer. */
size_t egb_stats_agreement_scratch(size_t n);

/* Spearman's rho: the product-moment correlation of the ranks, equal values sharing the mean of their places.
 * p: exact up to 9 things without ties, else by t = rho sqrt((n - 2) / (1 - rho^2)) with n - 2 degrees of freedom.
 * Interval: tanh(atanh(rho) -+ 1.96 sqrt((1 + rho^2 / 2) / (n - 3))) (D. G. Bonett, T. A. Wright, "Sample size
 * requirements for estimating Pearson, Kendall and Spearman correlations", Psychometrika 65 (2000), 23-28). */
void egb_stats_agree_spearman(const double *x, const double *y, size_t n, double *scratch, egb_agreement *out);

/* The estimate alone; NaN where either is constant or n < 2. */
double egb_stats_spearman(const double *x, const double *y, size_t n, double *scratch);

/* Pearson's r. p: by t = r sqrt((n - 2) / (1 - r^2)) with n - 2 degrees of freedom, which supposes normal values.
 * Interval: tanh(atanh(r) -+ 1.96 / sqrt(n - 3)) (R. A. Fisher, "On the probable error of a coefficient of correlation
 * deduced from a small sample", Metron 1 (1921), 3-32). scratch is not used. */
void egb_stats_agree_pearson(const double *x, const double *y, size_t n, double *scratch, egb_agreement *out);

/* That p alone, for a correlation of n things from which `given` others were partialled out: n - 2 - given degrees of
 * freedom. NaN without any. */
double egb_stats_correlation_p(double r, size_t n, size_t given);

/* Kendall's tau-b. p: exact below 50 things without ties (M. G. Kendall, Rank Correlation Methods, 1948, chapter 5),
 * else by the normal distribution with the variance for ties. Interval: tanh(atanh(tau) -+ 1.96 sqrt(0.437 / (n - 4)))
 * (the same paper; after E. C. Fieller, H. O. Hartley, E. S. Pearson, Biometrika 44 (1957), 470-481). */
void egb_stats_agree_kendall(const double *x, const double *y, size_t n, double *scratch, egb_agreement *out);

/* Kendall's coefficient of concordance: W = 12 sum((R_i - mean R)^2) / (m^2 (n^3 - n) - m sum(t^3 - t)), with R_i the
 * sum of the ranks of thing i by the m raters and t the sizes of their ties; 1: all the same order, 0: none in common.
 * p by m (n - 1) W as chi-squared with n - 1 degrees of freedom (M. G. Kendall, B. Babington Smith, Annals of
 * Mathematical Statistics 10 (1939), 275-287). NaN with fewer than 2 raters or things, or ties everywhere. */
typedef struct egb_concordance {
  size_t raters, count;
  double w, chi_squared, freedom, p;
} egb_concordance;
/* scratch: 6 * n doubles. */
void egb_stats_concordance(const double *const *column, size_t raters, size_t n, double *scratch, egb_concordance *out);

/* rank[i] of x[i], 1 for the smallest, equal values sharing the mean of their places. scratch: 4 * n doubles. Returns
 * the sum of t^3 - t over the ties. */
double egb_stats_mean_ranks(const double *x, size_t n, double *rank, double *scratch);

#endif
