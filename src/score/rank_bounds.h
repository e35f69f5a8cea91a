/* rank_bounds.h - the ranks that bounds of the score allow (`rank: bounds:`).
 *
 * A score is between lower and upper: published bounds, or score -+ z * standard error, which is a column or that of a
 * mean of independent sources, s * sqrt(sum w^2) / sum w over the n children that the unit has (s / sqrt(n) with equal
 * weights). Best rank: 1 + other units whose score is better than the unit's best bound; worst rank: 1 + those whose
 * score is better than its worst bound. The others are taken at their scores, as ranks see them.
 * Reference: World Bank, Connecting to Compete: the Logistics Performance Index (2018), appendix 5 (rank bounds);
 * Transparency International, Corruption Perceptions Index: Technical Methodology Note (2017; standard errors). */
#ifndef EGB_SCORE_RANK_BOUNDS_H
#define EGB_SCORE_RANK_BOUNDS_H

#include "base/diag.h"
#include "model/results.h"

/* Bounds that cannot be right are reported at their cells: reversed ones and negative standard errors are refused
 * (EGB_REFUSED), a warning counts those that do not contain the score. EGB_NO_MEMORY. */
egb_status egb_rank_bounds_check(const egb_results *results, egb_diag *diag);

#endif
