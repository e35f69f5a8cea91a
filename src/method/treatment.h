/* treatment.h - what the treatments share: the rule that calls a column free of outliers, winsorising, judging. */
#ifndef EGB_METHOD_TREATMENT_H
#define EGB_METHOD_TREATMENT_H

#include "method/method.h"

/* A column passes when |skewness| < skewness or kurtosis < kurtosis (OECD/JRC practice: 2 and 3.5). */
typedef struct egb_treatment_rule {
  double skewness, kurtosis;
} egb_treatment_rule;

/* The parameters of that rule, for the rows of the methods that have it. */
#define EGB_TREATMENT_SKEWNESS                                                                                         \
  {                                                                                                                    \
    .name = "skewness", .kind = EGB_PARAMETER_NUMBER, .preset = {2}, .least = 0, .most = 1e6,                          \
    .help = "The column is free of outliers when its skewness is within plus and minus this, or its kurtosis "         \
            "passes."                                                                                                  \
  }
#define EGB_TREATMENT_KURTOSIS                                                                                         \
  {                                                                                                                    \
    .name = "kurtosis", .kind = EGB_PARAMETER_NUMBER, .preset = {3.5}, .least = -10, .most = 1e6,                      \
    .help = "The column is free of outliers when its excess kurtosis is below this, or its skewness passes."           \
  }

/* What is added before a logarithm, for the rows of the methods that take one: the order of the parameter `shift`. */
typedef enum egb_treatment_shift {
  EGB_SHIFT_NONE = 0, /* ln(x) */
  EGB_SHIFT_ONE,      /* ln(x - min + 1) */
  EGB_SHIFT_RANGE,    /* ln(x - min + 0.01 (max - min)) */
  EGB_SHIFT_TAIL      /* the same; where the skewness is negative -ln(max - x + 0.01 (max - min)) */
} egb_treatment_shift;
extern const char *const egb_treatment_shifts[];
#define EGB_TREATMENT_SHIFT(standard)                                                                                  \
  {                                                                                                                    \
    .name = "shift", .kind = EGB_PARAMETER_CHOICE, .choices = egb_treatment_shifts, .preset = {standard}, .most = 3,   \
    .help = "What is added before the logarithm: none; one: 1 - min; range: 0.01 * (max - min) - min; tail: the "      \
            "same, mirrored for a tail on the left."                                                                   \
  }

/* What is added before the transformation: plus + times * value, without rounding. */
void egb_treatment_shift_by(egb_treatment *treatment, double plus, double times, double value);
/* Adds the logarithm of the values as they are clipped so far. NULL, or the reason why there is none. scratch: count
 * doubles. */
const char *egb_treatment_log(egb_treatment *treatment, egb_treatment_shift shift, const double *present, size_t count,
                              double *scratch);
/* Changes nothing: no limits, factor 1. */
egb_treatment egb_treatment_none(void);
bool egb_treatment_passes(double skewness, double kurtosis, const egb_treatment_rule *rule);
/* Lowers all largest values to the next lower one (skewness >= 0), or raises all smallest to the next higher, until the
 * rule is met, `points` values were moved (equal ones move together, so it may be more) or one value is left. forced:
 * continues whatever the rule says. count >=
 * 1; scratch: 2 * count doubles. Sets the limits and counts of the treatment, nothing else. */
void egb_treatment_winsorise(egb_treatment *treatment, const egb_treatment_rule *rule, size_t points, bool forced,
                             const double *present, size_t count, double *scratch);
/* Skewness and kurtosis before and after, and whether the rule is met at the end. scratch: count doubles. */
void egb_treatment_judge(egb_treatment *treatment, const egb_treatment_rule *rule, const double *present, size_t count,
                         double *scratch);

#endif
