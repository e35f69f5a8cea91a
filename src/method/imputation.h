/* imputation.h - what the imputations share: filling by the middle of a column, of a group or along a row, distances
 * between units, and the neighbours in time. */
#ifndef EGB_METHOD_IMPUTATION_H
#define EGB_METHOD_IMPUTATION_H

#include "method/method.h"

/* The middle of n >= 1 values, which it may reorder. */
typedef double egb_middle(double *x, size_t n);
egb_middle egb_middle_mean, egb_middle_median;

/* Copies the values that are present; returns how many. */
size_t egb_impute_present(const double *x, size_t count, double *out);

/* Every column by the middle of its present values. */
egb_scratch_need egb_impute_columns_need, egb_impute_groups_need, egb_impute_rows_need;
void egb_impute_columns(const egb_impute_input *input, egb_middle *middle);
/* Every column by the middle of the present values of the unit's group; a unit without a group, and a group without a
 * value, are left alone. */
void egb_impute_groups(const egb_impute_input *input, egb_middle *middle);
/* The approximate Bayesian bootstrap (D. B. Rubin and N. Schenker, "Multiple imputation for interval estimation from
 * simple random samples with ignorable nonresponse", JASA 81 (1986), 366-374), among all units or those of the group:
 * as many of the n present values as there are, drawn with replacement, and from these a value for each gap. The reason
 * when a gap has one donor only. */
const char *egb_impute_columns_draw(const egb_impute_input *input, const egb_chance *chance);
const char *egb_impute_groups_draw(const egb_impute_input *input, const egb_chance *chance);
/* Why no value is drawn where one unit has it. */
extern const char egb_impute_one_donor[];

/* Every unit by the middle of its present values, each as its position between the worst (0) and the best (1) value of
 * its column; back on the missing column's own range. */
void egb_impute_rows(const egb_impute_input *input, egb_middle *middle);

/* Parameter of the methods along the row, for the stage that hands over the columns: names in the order of egb_within.
 */
extern const char *const egb_impute_within_names[];
#define EGB_IMPUTE_WITHIN_PARAMETER                                                                                    \
  {                                                                                                                    \
    .name = "within", .kind = EGB_PARAMETER_CHOICE, .role = EGB_ROLE_WITHIN, .choices = egb_impute_within_names,       \
    .most = 2,                                                                                                         \
    .help = "Whose indicators the row is made of: parent, the node just above; dimension, the child of the root that " \
            "it belongs to; index, all."                                                                               \
  }

/* ---- distances ------------------------------------------------------------------------------- */

/* Columns, then predictors, as they were before any is filled, measured in standard deviations of their present values.
 */
typedef struct egb_space {
  double *x;      /* variable by variable; NaN where missing */
  double *spread; /* standard deviation per variable; 0: all units have the same value, so the column is ignored */
  size_t variables, count;
} egb_space;

#define EGB_SPACE_NEED(count, variables) (((count) + 1) * (variables) + (count))

/* Returns the rest of the scratch. */
double *egb_space_make(egb_space *space, const egb_impute_input *input);
/* The distance of every unit from one of them: the root of the mean squared difference over the variables that both
 * have; infinite when they have none in common. */
void egb_space_distances(const egb_space *space, size_t from, double *distance);
/* Distances that differ in their last digits only are equal: the largest that still counts as this one. */
static inline double egb_space_equal(double distance) {
  return distance * (1 + 1e-12);
}

/* ---- time ------------------------------------------------------------------------------------ */

/* The nearest earlier and the nearest later period in which a unit has a value; SIZE_MAX: none. */
void egb_impute_periods(const egb_impute_input *input, size_t column, size_t unit, size_t *before, size_t *after);

#endif
