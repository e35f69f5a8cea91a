/* Outranking (Condorcet): the summed weights with which a unit is ahead of the others.
 *
 * y_u = sum over the other units v of o_uv, o_uv = sum(w_i ([x_ui > x_vi] + [x_ui = x_vi] / 2)) over the children that
 * both units have: a row sum of the outranking matrix.
 * Reference: M. J. de Caritat, Marquis de Condorcet, Essai sur l'application de l'analyse (1785); G. Munda, M. Nardo,
 * "Noncompensatory/nonlinear composite indicators for ranking countries", Applied Economics 41 (2009), 1513-1523.
 * The caller has checked: weights are finite, not negative and sum to 1.
 * Edges: a pair with a missing side adds to neither direction, so that missing children lower the score; children of
 * weight 0 do not count; no child present: NaN. Between 0 and one less than the number of units; half of that for a
 * unit that is even with all others. */
#include "method/pairwise.h"
#include "method/rows.h"
#include "stats/sum.h"

#define BLOCK EGB_PAIRWISE_BLOCK

/* The rests of the compensated sums, whose totals are in y. */
static size_t scratch_need(size_t count, size_t child_count) {
  (void)child_count;
  return count;
}

/* The order of the units must not show, not even in the last digit: a node above may compare the scores. */
static void add(double *total, double *rest, double x) {
  egb_sum one = {*total, *rest};
  egb_sum_add(&one, x);
  *total = one.total;
  *rest = one.rest;
}

static const char *apply(const egb_aggregate_input *input, size_t first, size_t last, double *y) {
  double net[BLOCK], both[BLOCK], *rest = input->scratch;
  (void)first;
  (void)last;
  egb_pairwise_clear(input, y);
  for (size_t u = 0; u < input->count; u++)
    rest[u] = 0;
  for (size_t u = 0; u < input->count; u++)
    for (size_t start = u + 1; start < input->count; start += BLOCK) {
      const size_t count = input->count - start < BLOCK ? input->count - start : BLOCK;
      egb_pairwise_block(input, u, start, net, both);
      for (size_t k = 0; k < count; k++) {
        add(&y[u], &rest[u], (both[k] + net[k]) / 2);
        add(&y[start + k], &rest[start + k], (both[k] - net[k]) / 2);
      }
    }
  for (size_t u = 0; u < input->count; u++)
    y[u] += rest[u];
  return NULL;
}

/* Against all units less itself, with which it is even. */
static egb_sheet_kind sheet(const egb_aggregate_input *input, const egb_sheet_children *at, egb_buffer *out) {
  (void)input;
  const egb_sheet_word word[] = {{'x', at->x}, {'w', at->w}, {'a', at->all}, {0, NULL}};
  egb_sheet_put(
      out, "(SUM(" EGB_PAIRWISE_SHEET ")+SUM(MMULT((%a<>\"\")*(%x<>\"\"),TRANSPOSE(%w)))-" EGB_SHEET_TOTAL ")/2", word);
  return EGB_SHEET_ARRAY;
}

const egb_aggregate egb_aggregate_outranking = {
    .head =
        {.name = "outranking",
         .summary = EGB_WORDS("Condorcet score: summed weights with which a unit is ahead of each other unit"),
         .formula = EGB_WORDS(
             "sum over other units v of sum(w ([x > x_v] + [x = x_v] / 2)) over the children both units have"),
         .reference = EGB_WORDS("G. Munda, M. Nardo, Applied Economics 41 (2009), 1513-1523 (outranking matrix)"),
         .edges = EGB_WORDS(
             "A pair with a missing side adds to neither direction. Scores that differ by less than 1e-14 of "
             "themselves are equal. No child present: missing. Scores depend on which other units there are; one unit "
             "alone has 0."),
         .example = EGB_WORDS("aggregate: outranking")},
    .whole = true,
    .scratch = scratch_need,
    .apply = apply,
    .sheet = EGB_SHEET(sheet)};
