/* Weights by spread; the row says formula, reference and edges.
 *
 * A child with a single value gets 0; a child measured in thousands outweighs the rest. The caller has checked: the
 * children's columns are complete with NaN for missing values. */
#include "method/rows.h"
#include "stats/matrix.h"

#include <math.h>

static const char *apply(const egb_weigh_input *input, double *weight) {
  bool any = input->child_count == 1;
  for (size_t i = 0; i < input->child_count; i++) {
    const double sd = egb_stats_sd_present(input->child[i], input->count);
    weight[i] = input->child_count == 1 ? 1 : isnan(sd) ? 0 : sd;
    any = any || weight[i] > 0;
  }
  return any ? NULL : "no child differs between the units";
}

static egb_sheet_kind sheet(const egb_weigh_input *input, const char *all, egb_buffer *out) {
  const egb_sheet_word word[] = {{'v', all}, {0, NULL}};
  egb_sheet_put(out, input->child_count == 1 ? "1" : "IF(COUNT(%v)<2,0,STDEV(%v))", word);
  return EGB_SHEET_PLAIN;
}

const egb_weigh egb_weight_sd = {
    .head = {.name = "sd",
             .summary = EGB_WORDS("Each child counts by its standard deviation"),
             .formula = EGB_WORDS("standard deviation (n - 1) of the child's scores over the units"),
             .reference = EGB_WORDS("D. Diakoulaki et al., Computers & Operations Research 22 (1995), 763-770"),
             .edges = EGB_WORDS(
                 "A constant child gets weight 0; all constant: refused. Children must be on comparable scales."),
             .example = EGB_WORDS("weights: sd")},
    .needs_data = true,
    .apply = apply,
    .sheet = EGB_SHEET(sheet)};
