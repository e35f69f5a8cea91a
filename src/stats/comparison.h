/* comparison.h - Saaty's matrices of pairwise comparisons. A matrix is n x n, row by row, positive and reciprocal;
 * a[i * n + j] says how many times as important i is as j, and 0 on both sides that the two were not compared. The
 * pairs that were must tie all things together. Files of judgements and definitions write them, with NaN for a cell
 * that is empty. */
#ifndef EGB_STATS_COMPARISON_H
#define EGB_STATS_COMPARISON_H

#include <stdbool.h>
#include <stddef.h>

/* One pair of a matrix as it was written, j <= i, made a comparison: where one of its cells is empty it becomes the
 * reciprocal of the other, where both are the pair was not compared, where neither is both become exactly reciprocal.
 * With itself a thing is 1, empty or not. False: it is another number, or the two are further than 2 % from reciprocal
 * (0.33 will do for 1/3). */
bool egb_stats_complete_comparison(double *matrix, size_t n, size_t i, size_t j);
/* How many things the comparisons tie to the first, however many lie between; tied[i]: whether they do. */
size_t egb_stats_tied_comparisons(const double *matrix, size_t n, unsigned char *tied);
/* The matrices of several experts joined: for each pair the geometric mean of those that compared it (J. Aczel and T.
 * L. Saaty, "Procedures for synthesizing ratio judgements", Journal of Mathematical Psychology 27 (1983), 93-102).
 * logs, experts: n x n numbers, 0 before the first is added. */
void egb_stats_add_comparisons(const double *matrix, size_t n, double *logs, double *experts);
void egb_stats_join_comparisons(const double *logs, const double *experts, size_t n, double *matrix);

/* Mean consistency index of random matrices (T. L. Saaty, The Analytic Hierarchy Process (1980), p. 21); 0 up to two
 * things; beyond 15, the last of the table, its number for 15. */
double egb_stats_random_index(size_t n);
#define EGB_STATS_PRINCIPAL_SCRATCH(n) (4 * (n) * (n) + 7 * (n))
/* Pairs that were not compared. */
size_t egb_stats_not_compared(const double *matrix, size_t n);
/* Principal eigenvector, of sum 1, and its eigenvalue, by the QR algorithm of GSL; n > 0. Where comparisons are missing
 * they stand as 0, and the diagonal as 1 and their number in its row: the eigenvector and eigenvalue are then those of
 * the matrix with w_i / w_j in their place (P. T. Harker, "Incomplete pairwise comparisons in the analytic hierarchy
 * process", Mathematical Modelling 9 (1987), 837-848). False when nothing converged.
 * The matrix is left as it is. scratch: EGB_STATS_PRINCIPAL_SCRATCH(n). */
bool egb_stats_principal(const double *matrix, size_t n, double *vector, double *lambda, double *scratch);
/* (lambda - n) / (n - 1) / random index; 0 up to two things. With m pairs missing the index is that for n times
 * 1 - 2 m / ((n - 1) (n - 2)), which falls to 0 where no comparison could contradict another: then the ratio is 0 (K.
 * C. Agoston and L. Csato, "Inconsistency thresholds for incomplete pairwise comparison matrices", Omega 108 (2022),
 * 102576). That index is the mean over the completions of least eigenvalue, which Harker's is not below: the ratio errs
 * towards the inconsistent. */
double egb_stats_consistency_ratio(double lambda, size_t n, size_t missing);
/* The comparison that fits the eigenvector least: the pair i < j with the largest |ln(a_ij w_j / w_i)|. False when all
 * fit within rounding. */
bool egb_stats_worst_comparison(const double *matrix, const double *vector, size_t n, size_t *i, size_t *j);

#endif
