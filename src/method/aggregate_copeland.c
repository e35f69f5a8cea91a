/* Copeland: how many other units a unit beats, less how many beat it.
 *
 * y_u = sum over the other units v of sign(d_uv), d_uv = sum(w_i [x_ui > x_vi]) - sum(w_i [x_ui < x_vi]) over the
 * children that both units have.
 * Reference: A. H. Copeland, "A 'reasonable' social welfare function", seminar on mathematics in social sciences,
 * University of Michigan (1951); OECD/JRC, Handbook on Constructing Composite Indicators (2008), step 6
 * (non-compensatory multi-criteria approach).
 * The caller has checked: weights are finite, not negative and sum to 1.
 * Edges: a pair with a missing side adds to neither direction; |d| below 1e-12 is even; children of weight 0 do not
 * count; no child present: NaN. The scores of all units sum to 0 and lie within one less than the number of units. */
#include "method/pairwise.h"
#include "method/rows.h"

#define BLOCK EGB_PAIRWISE_BLOCK

static const char *apply(const egb_aggregate_input *input, size_t first, size_t last, double *y) {
  double net[BLOCK];
  (void)first;
  (void)last;
  egb_pairwise_clear(input, y);
  for (size_t u = 0; u < input->count; u++)
    for (size_t start = u + 1; start < input->count; start += BLOCK) {
      const size_t count = input->count - start < BLOCK ? input->count - start : BLOCK;
      egb_pairwise_block(input, u, start, net, NULL);
      for (size_t k = 0; k < count; k++) {
        const int sign = (net[k] > EGB_PAIRWISE_EVEN) - (net[k] < -EGB_PAIRWISE_EVEN);
        y[u] += sign;
        y[start + k] -= sign;
      }
    }
  return NULL;
}

static egb_sheet_kind sheet(const egb_aggregate_input *input, const egb_sheet_children *at, egb_buffer *out) {
  (void)input;
  const egb_sheet_word word[] = {{'x', at->x}, {'w', at->w}, {'a', at->all}, {0, NULL}};
  egb_sheet_put(out, "SUM((" EGB_PAIRWISE_SHEET ">1E-12)-(" EGB_PAIRWISE_SHEET "<-1E-12))", word);
  return EGB_SHEET_ARRAY;
}

const egb_aggregate egb_aggregate_copeland = {
    .head =
        {.name = "copeland",
         .summary = EGB_WORDS("Copeland score: other units beaten less other units that win"),
         .formula = EGB_WORDS(
             "sum over other units v of sign(sum(w [x > x_v]) - sum(w [x < x_v])) over the children both units have"),
         .reference = EGB_WORDS(
             "A. H. Copeland, seminar on mathematics in social sciences, University of Michigan, 1951; OECD/JRC "
             "Handbook, 2008, step 6 (non-compensatory multi-criteria approach)"),
         .edges = EGB_WORDS(
             "A pair with a missing side adds to neither direction; even pairs add 0. Scores that differ by less than "
             "1e-14 of themselves are equal. No child present: missing. Scores depend on which other units there are; "
             "one unit alone has 0."),
         .example = EGB_WORDS("aggregate: copeland")},
    .may_be_negative = true,
    .whole = true,
    .apply = apply,
    .sheet = EGB_SHEET(sheet)};
