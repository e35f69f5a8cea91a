/* Values taken as they are; the row says formula, reference and edges.
 *
 * For indicators that are scores on the index's scale already (an expert's 0 to 100). The caller has checked: the
 * direction is not lower (there is no formula that could reverse it). */
#include "method/rows.h"

#include <string.h>

static void apply(const egb_normalise_input *input, const double *fitted, const double *x, double *y, size_t count) {
  (void)input;
  (void)fitted;
  memcpy(y, x, count * sizeof *y);
}

static egb_sheet_kind sheet(const egb_normalise_input *input, const egb_sheet_value *at, egb_buffer *out) {
  (void)input;
  egb_buffer_text(out, at->x);
  return EGB_SHEET_PLAIN;
}

const egb_normalise egb_normalise_asis = {
    .head = {.name = "as-is",
             .summary = EGB_WORDS("The value is the score already"),
             .formula = EGB_WORDS("x"),
             .reference = EGB_WORDS("none: the identity"),
             .edges = EGB_WORDS(
                 "Nothing is checked but the bounds of the indicator. Missing stays missing. The direction must not be "
                 "lower."),
             .example = EGB_WORDS("normalise: as-is")},
    .ignores_direction = true,
    .fixed = true,
    .apply = apply,
    .sheet = EGB_SHEET(sheet)};
