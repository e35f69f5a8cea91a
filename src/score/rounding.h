/* rounding.h - rounding to decimals as published tables do it. */
#ifndef EGB_SCORE_ROUNDING_H
#define EGB_SCORE_ROUNDING_H

#include "model/cell.h"

/* The value with that many decimals (0 to 15; below 0: as it is). A number is a binary one, so 2.675 is a little less
 * than it says, and 0.1 + 0.2 a little more than 0.3: what is within 1e-9 of its own size of a half is taken for the
 * half that was meant, and the rule decides how it is rounded (away from zero, or to the even digit). Everything else
 * is rounded to the nearest. NaN and what has no such decimals stay as they are.
 *
 * EGB_ROUNDING_R takes nothing for a half that is none: of the two decimal numbers around the value, each as its
 * nearest double, the one that is nearer in binary, and of two as near the one with the even digit. R since 4.0.0 (help
 * page of round, section "Rounding to decimal digits"; M. Maechler, "Rounding to Decimal Digits in Binary", vignette of
 * the package round), whose results are met bit by bit: round(0.15, 1) is 0.1, round(2.5) is 2, round(5.015, 2)
 * is 5.02. */
double egb_round(double value, int decimals, egb_rounding rounding);

/* Of scores that are the same but for rounding (EGB_SCORES_SAME) each becomes the lowest, so that what compares them,
 * or learns how far they are apart, finds no difference there. NaN stay. scratch: 4 * n doubles. */
void egb_settle(double *score, size_t n, double *scratch);

#endif
