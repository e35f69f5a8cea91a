/* Ranks, the worst first; the row says formula, reference and edges.
 *
 * Distances are lost, and indicators with more missing values have smaller ranks. The caller has checked: at least one
 * present value. */
#include "method/order.h"
#include "method/rows.h"

enum { TIES };

static void apply(const egb_normalise_input *input, const double *fitted, const double *x, double *y, size_t count) {
  (void)fitted;
  (void)egb_order_rank(input->direction, (egb_order_ties)input->parameter[2 * TIES], x, y, count, input->scratch);
}

static egb_sheet_kind sheet(const egb_normalise_input *input, const egb_sheet_value *at, egb_buffer *out) {
  return egb_order_sheet(input->direction, (egb_order_ties)input->parameter[2 * TIES], at, out);
}

static const egb_parameter parameters[] = {[TIES] = EGB_ORDER_TIES_PARAMETER};

const egb_normalise egb_normalise_rank = {
    .head =
        {.name = "rank",
         .summary = EGB_WORDS("Rank among the units, the worst gets 1"),
         .formula = EGB_WORDS("1 + number of units that are worse"),
         .reference = EGB_WORDS("OECD/JRC, Handbook on Constructing Composite Indicators, 2008, step 5 (Ranking)"),
         .edges = EGB_WORDS(
             "Runs from 1 to the number of units with a value, whatever the scale of the index. Missing stays missing."),
         .example = EGB_WORDS("normalise: {method: rank, ties: fractional}"),
         .parameter = parameters,
         .parameter_count = sizeof parameters / sizeof *parameters},
    .compares = true,
    .apply = apply,
    .sheet = EGB_SHEET(sheet)};
