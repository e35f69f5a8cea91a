/* Ordered weighted average: the weights belong to places, not to children.
 *
 * Yager: y = sum(v_j * x_(j)) with x_(1) the highest child and v the position weights, which sum to 1. The children's
 * own weights come in by Torra's weighted form: Q is the line through the points (j / n, v_1 + ... + v_j); with
 * S_j the weights of the j highest present children (sum 1), y = sum((Q(S_j) - Q(S_(j-1))) * x_(j)). With n children of
 * equal weights, all present, both are the same; with a missing child the places are stretched over the others.
 * Reference: R. R. Yager, "On ordered weighted averaging aggregation operators in multicriteria decisionmaking", IEEE
 * Transactions on Systems, Man and Cybernetics 18 (1988), 183-190; V. Torra, "The weighted OWA operator",
 * International Journal of Intelligent Systems 12 (1997), 153-166.
 * The caller has checked: weights and position weights are finite and not negative.
 * Edges: position weights that are all zero have no answer; children of weight 0 do not count; none left: NaN. */
#include "method/rows.h"
#include "stats/order.h"
#include "stats/sum.h"

/* The line through (j / n, v_1 + ... + v_j), scaled to end at 1, at s. */
static double quantifier(const egb_list *v, double total, double s) {
  const double place = s * (double)v->count;
  egb_sum sum = {0};
  for (size_t j = 0; j < v->count && (double)j < place; j++)
    egb_sum_add(&sum, v->item[j] * fmin(1, place - (double)j));
  return egb_sum_value(sum) / total;
}

static const char *apply(const egb_aggregate_input *input, size_t first, size_t last, double *y) {
  const egb_list *v = &input->list[0];
  double *x = input->scratch, *w = x + input->child_count;
  egb_sum all = {0};
  for (size_t j = 0; j < v->count; j++)
    egb_sum_add(&all, v->item[j]);
  if (!(egb_sum_value(all) > 0))
    return "the weights of all places are zero";
  for (size_t u = first; u < last; u++) {
    size_t n = 0;
    egb_sum weight = {0}, so_far = {0}, value = {0};
    for (size_t i = 0; i < input->child_count; i++)
      if (!isnan(input->child[i][u]) && input->weight[i] > 0) {
        x[n] = -input->child[i][u]; /* the highest first */
        w[n++] = input->weight[i];
        egb_sum_add(&weight, input->weight[i]);
      }
    egb_stats_sort_pairs(x, w, n, w + input->child_count);
    double before = 0;
    for (size_t j = 0; j < n; j++) {
      egb_sum_add(&so_far, w[j]);
      const double now =
          j + 1 == n ? 1 : quantifier(v, egb_sum_value(all), egb_sum_value(so_far) / egb_sum_value(weight));
      egb_sum_add(&value, (now - before) * -x[j]);
      before = now;
    }
    y[u] = n > 0 ? egb_sum_value(value) : (double)NAN;
  }
  return NULL;
}

/* The summed shares of a child and of those before it, the highest first, of equal ones the left one; what the line is
 * there, by the part of every place that is reached. */
#define SHEET_SO_FAR                                                                                                     \
  "(MMULT(%w*(%x<>\"\"),((TRANSPOSE(%x)>%x)+(TRANSPOSE(%x)=%x)*(TRANSPOSE(COLUMN(%x))<=COLUMN(%x)))*1)/" EGB_SHEET_TOTAL \
  ")"
#define SHEET_BEFORE "(" SHEET_SO_FAR "-%w/" EGB_SHEET_TOTAL ")"
#define SHEET_REACHED(so_far) "(" so_far "*%m-{%p})"
#define SHEET_LINE(so_far)                                                                                             \
  "MMULT({%v},IF(" SHEET_REACHED(so_far) "<0,0,IF(" SHEET_REACHED(so_far) ">1,1," SHEET_REACHED(so_far) ")))"

static egb_sheet_kind sheet(const egb_aggregate_input *input, const egb_sheet_children *at, egb_buffer *out) {
  const egb_list *v = &input->list[0];
  char number[EGB_SHEET_NUMBER_MAX];
  egb_buffer weights = {0}, places = {0};
  egb_sum all = {0};
  for (size_t j = 0; j < v->count; j++)
    egb_sum_add(&all, v->item[j]);
  for (size_t j = 0; j < v->count; j++) {
    egb_buffer_format(&weights, "%s%s", j > 0 ? "," : "", egb_sheet_number(v->item[j] / egb_sum_value(all), number));
    egb_buffer_format(&places, "%s%zu", j > 0 ? ";" : "", j);
  }
  const egb_sheet_word word[] = {{'x', at->x},
                                 {'w', at->w},
                                 {'v', egb_buffer_string(&weights)},
                                 {'p', egb_buffer_string(&places)},
                                 {'m', egb_sheet_number((double)v->count, number)},
                                 {0, NULL}};
  if (v->count == 1) /* one place is all of them: the mean */
    egb_sheet_put(out, EGB_SHEET_MEAN, word);
  else if (input->child_count == 1)
    egb_buffer_text(out, at->x);
  else
    egb_sheet_put(out, "SUM(IF(" EGB_SHEET_COUNTS ",%x*(" SHEET_LINE(SHEET_SO_FAR) "-" SHEET_LINE(SHEET_BEFORE) "),0))",
                  word);
  out->failed = out->failed || weights.failed || places.failed;
  egb_buffer_clear(&weights);
  egb_buffer_clear(&places);
  return EGB_SHEET_ARRAY;
}

static const egb_parameter parameters[] = {
    {.name = "weights",
     .kind = EGB_PARAMETER_LIST,
     .required = true,
     .least = 0,
     .most = 1e9,
     .help = EGB_WORDS(
         "Weights of the positions, the highest child first; relative. Another number of positions than children is "
         "stretched over them.")}};

const egb_aggregate egb_aggregate_owa = {
    .head =
        {.name = "owa",
         .summary = EGB_WORDS("Ordered weighted average: weights by position, from the highest child to the lowest"),
         .formula = EGB_WORDS(
             "sum((Q(S_j) - Q(S_j-1)) x_(j)): x_(j) the j-th highest child, S_j the weights of the j highest, Q the "
             "line through the summed weights of the positions"),
         .reference = EGB_WORDS(
             "R. R. Yager, IEEE Trans. Systems, Man and Cybernetics 18 (1988), 183-190; V. Torra, Int. J. Intelligent "
             "Systems 12 (1997), 153-166"),
         .edges = EGB_WORDS(
             "Missing children leave their weight to the others, and the places are stretched over those. All places "
             "of weight 0: refused. No child present: missing."),
         .example = EGB_WORDS("aggregate: {method: owa, weights: [1, 1, 2]}"),
         .parameter = parameters,
         .parameter_count = 1},
    .apply = apply,
    .sheet = EGB_SHEET(sheet)};
