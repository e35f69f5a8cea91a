/* distance.h - the directed distance from the smallest value to a value that is given: shared by distance to a target
 * and to a reference unit, which differ only in where that value comes from. */
#ifndef EGB_METHOD_DISTANCE_H
#define EGB_METHOD_DISTANCE_H

#include "method/target.h"

#define EGB_CAP_PARAMETER                                                                                              \
  {                                                                                                                    \
    .name = "cap", .kind = EGB_PARAMETER_BOOL, .least = 0, .most = 1,                                                  \
    .help = EGB_WORDS("Whether values better than that get the full score and no more.")                               \
  }

/* Learns the worst value: fitted[0] worst, fitted[1] goal. Refuses a goal that is not better than it. */
const char *egb_distance_fit(const egb_normalise_input *input, double goal, const double *present, size_t count,
                             double *fitted);
/* y = low + (high - low) * (x - worst) / (goal - worst), held at high with cap. */
void egb_distance_apply(const double *fitted, egb_target to, bool cap, const double *x, double *y, size_t count);
/* Both as formulas. */
egb_sheet_kind egb_distance_sheet(egb_target to, bool cap, const egb_sheet_value *at, egb_buffer *out);
egb_sheet_kind egb_distance_sheet_fit(const egb_normalise_input *input, size_t k, const char *all, egb_buffer *out);

#endif
