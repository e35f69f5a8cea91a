/* target.h - from the relative position between two posts to the common scale; used by the normalisations with `to:`.
 */
#ifndef EGB_METHOD_TARGET_H
#define EGB_METHOD_TARGET_H

#include "method/method.h"

#include <math.h>

/* The scale belongs to the index, so a table of constants cannot hold it: NaN represents it. */
#define EGB_TARGET_PARAMETER                                                                                           \
  {                                                                                                                    \
    .name = "to", .kind = EGB_PARAMETER_RANGE, .role = EGB_ROLE_TARGET, .preset = {0, NAN}, .least = -1e9,             \
    .most = 1e9,                                                                                                       \
    .help = EGB_WORDS("The scores that the low and the high post are mapped to; without it [0, scale of the index].")  \
  }

/* For methods whose results can be beyond the target. */
#define EGB_CLAMP_PARAMETER                                                                                            \
  {                                                                                                                    \
    .name = "clamp", .kind = EGB_PARAMETER_BOOL, .least = 0, .most = 1,                                                \
    .help = EGB_WORDS("Whether values beyond a post count as the post; without it they go beyond the scale.")          \
  }

typedef struct egb_target {
  double low, span;
} egb_target;

static inline egb_target egb_target_of(const egb_normalise_input *input, size_t parameter) {
  const double low = input->parameter[2 * parameter], high = input->parameter[2 * parameter + 1];
  return (egb_target){low, (isnan(high) ? input->scale : high) - low};
}

/* The relative position between low and high, or from high to low when less is better. */
static inline double egb_target_way(int direction, double low, double high, double x) {
  return (direction < 0 ? high - x : x - low) / (high - low);
}

/* low + span * way as a formula, of the posts in at->fitted; and the range of values as what fit() learns of it. */
egb_sheet_kind egb_target_sheet(const egb_normalise_input *input, egb_target to, bool clamp, const egb_sheet_value *at,
                                egb_buffer *out);
egb_sheet_kind egb_target_sheet_range(const egb_normalise_input *input, size_t k, const char *all, egb_buffer *out);

static inline double egb_target_clamp(double way, bool clamp) {
  return clamp && way < 0 ? 0 : clamp && way > 1 ? 1 : way;
}

#endif
