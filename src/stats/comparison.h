/* comparison.h - Saaty's matrices of pairwise comparisons. A matrix is n x n, row by row, positive and reciprocal;
 * a[i * n + j] says how many times as important i is as j. */
#ifndef EGB_STATS_COMPARISON_H
#define EGB_STATS_COMPARISON_H

#include <stdbool.h>
#include <stddef.h>

/* Mean consistency index of random matrices (T. L. Saaty, The Analytic Hierarchy Process (1980), p. 21); 0 up to two
 * things; beyond 15, the last of the table, its number for 15. */
double egb_stats_random_index(size_t n);
#define EGB_STATS_PRINCIPAL_SCRATCH(n) (4 * (n) * (n) + 7 * (n))
/* Principal eigenvector, of sum 1, and its eigenvalue, by the QR algorithm of GSL; n > 0. False when nothing converged.
 * The matrix is left as it is. scratch: EGB_STATS_PRINCIPAL_SCRATCH(n). */
bool egb_stats_principal(const double *matrix, size_t n, double *vector, double *lambda, double *scratch);
/* (lambda - n) / (n - 1) / random index; 0 up to two things. */
double egb_stats_consistency_ratio(double lambda, size_t n);
/* The comparison that fits the eigenvector least: the pair i < j with the largest |ln(a_ij w_j / w_i)|. False when all
 * fit within rounding. */
bool egb_stats_worst_comparison(const double *matrix, const double *vector, size_t n, size_t *i, size_t *j);

#endif
