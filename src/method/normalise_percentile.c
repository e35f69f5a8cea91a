/* Percentile rank, the share of the other units that are worse; the row says formula, reference and edges.
 *
 * The form is that of W. Becker et al., "COINr", JOSS 7(78), 2022, 4567 (n_prank). With `ties: dense` the best unit
 * stays below the full scale when there are ties. The caller has checked: at least one present value. */
#include "method/order.h"
#include "method/rows.h"
#include "method/target.h"

enum { TIES, TO };

static const char *fit(const egb_normalise_input *input, const double *present, size_t count, double *fitted) {
  (void)input;
  (void)present;
  (void)fitted;
  return count < 2 ? "there is only one value" : NULL;
}

static void apply(const egb_normalise_input *input, const double *fitted, const double *x, double *y, size_t count) {
  (void)fitted;
  const egb_target to = egb_target_of(input, TO);
  const egb_order_ties ties = (egb_order_ties)input->parameter[2 * TIES];
  const size_t n = egb_order_rank(input->direction, ties, x, y, count, input->scratch);
  for (size_t i = 0; i < count; i++)
    y[i] = n < 2 ? (double)NAN : to.low + to.span * ((y[i] - 1) / (double)(n - 1));
}

static egb_sheet_kind sheet(const egb_normalise_input *input, const egb_sheet_value *at, egb_buffer *out) {
  char low[EGB_SHEET_NUMBER_MAX], span[EGB_SHEET_NUMBER_MAX];
  const egb_target to = egb_target_of(input, TO);
  const egb_sheet_word word[] = {
      {'v', at->all}, {'l', egb_sheet_number(to.low, low)}, {'s', egb_sheet_number(to.span, span)}, {0, NULL}};
  egb_sheet_put(out, "%l+%s*((", word);
  const egb_sheet_kind kind = egb_order_sheet(input->direction, (egb_order_ties)input->parameter[2 * TIES], at, out);
  egb_sheet_put(out, "-1)/(COUNT(%v)-1))", word);
  return kind;
}

static const egb_parameter parameters[] = {[TIES] = EGB_ORDER_TIES_PARAMETER, [TO] = EGB_TARGET_PARAMETER};

const egb_normalise egb_normalise_percentile = {
    .head = {.name = "percentile",
             .summary = EGB_WORDS("Share of the other units that are worse"),
             .formula = EGB_WORDS("low + (high - low) * (rank - 1) / (n - 1), rank 1 for the worst"),
             .reference = EGB_WORDS("OECD/JRC, Handbook on Constructing Composite Indicators, 2008, step 5 (Ranking)"),
             .edges = EGB_WORDS("One value only: refused. Missing stays missing."),
             .example = EGB_WORDS("normalise: {method: percentile, ties: fractional}"),
             .parameter = parameters,
             .parameter_count = sizeof parameters / sizeof *parameters},
    .fit = fit,
    .compares = true,
    .apply = apply,
    .sheet = EGB_SHEET(sheet)};
