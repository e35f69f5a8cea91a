/* Borda points; the row says formula, reference and edges. The rule is older than its handbook: J.-C. de Borda,
 * "Memoire sur les elections au scrutin", Histoire de l'Academie royale des sciences, 1781. The caller has checked: at
 * least one present value. */
#include "method/order.h"
#include "method/rows.h"

enum { TIES };

static void apply(const egb_normalise_input *input, const double *fitted, const double *x, double *y, size_t count) {
  (void)fitted;
  (void)egb_order_rank(input->direction, (egb_order_ties)input->parameter[2 * TIES], x, y, count, input->scratch);
  for (size_t i = 0; i < count; i++)
    y[i] -= 1;
}

static egb_sheet_kind sheet(const egb_normalise_input *input, const egb_sheet_value *at, egb_buffer *out) {
  const egb_sheet_kind kind = egb_order_sheet(input->direction, (egb_order_ties)input->parameter[2 * TIES], at, out);
  egb_buffer_text(out, "-1");
  return kind;
}

static const egb_parameter parameters[] = {[TIES] = EGB_ORDER_TIES_PARAMETER};

const egb_normalise egb_normalise_borda = {
    .head =
        {.name = "borda",
         .summary = EGB_WORDS("A point for every unit that is worse"),
         .formula = EGB_WORDS("rank - 1, rank 1 for the worst"),
         .reference = EGB_WORDS("OECD/JRC, Handbook on Constructing Composite Indicators, 2008, step 6 (Borda's rule)"),
         .edges = EGB_WORDS(
             "Runs from 0 to the number of units with a value less 1, whatever the scale of the index. Missing stays "
             "missing."),
         .example = EGB_WORDS("normalise: borda"),
         .parameter = parameters,
         .parameter_count = sizeof parameters / sizeof *parameters},
    .compares = true,
    .apply = apply,
    .sheet = EGB_SHEET(sheet)};
