/* What a node adds to the score of a unit: effective weight times score,
 *
 *   contribution(n, u) = score(n, u) * product over m from n to below the root of w(m) / sum of w(k),
 *
 * k over the siblings of m, with itself, that u has; 1 instead of the fraction below a sum, -1 for what is subtracted.
 * It adds up to the score of u while every aggregate above is a weighted sum or a sum of its children; below any other,
 * and below a score that was imputed, there is no such number. */
#include "model/results.h"
#include "score/stages.h"
#include "score/work.h"
#include "stats/sum.h"

#include <math.h>

/* Aggregating has summed them; what later changed how a score came about leaves that to be done again. */
double egb_score_present(const egb_results *results, size_t parent, size_t unit) {
  const egb_node *nodes = results->index->node;
  const uint8_t state = egb_score_states(results, parent)[unit];
  if (state == EGB_STATE_OBSERVED && results->applies == NULL)
    return results->work->present_all[parent];
  if (state == EGB_STATE_PARTIAL || state == EGB_STATE_OBSERVED)
    return results->work->present_of[parent][unit];
  egb_sum present = {0};
  for (size_t child = nodes[parent].first_child; child != EGB_NONE; child = nodes[child].next)
    if (!isnan(egb_scores(results, child)[unit]))
      egb_sum_add(&present, results->share[child]);
  return egb_sum_value(present);
}

static bool adds_up(const egb_results *results, size_t node) {
  for (size_t above = results->index->node[node].parent; above != EGB_NONE; above = results->index->node[above].parent)
    if (!egb_results_is_weighted_sum(results, above) && !results->work->adds[above])
      return false;
  return true;
}

double egb_score_factor(const egb_results *results, size_t child, size_t unit, double present) {
  const size_t parent = results->index->node[child].parent;
  if (isnan(egb_scores(results, child)[unit]) || !(present > 0) ||
      egb_score_states(results, parent)[unit] == EGB_STATE_IMPUTED)
    return (double)NAN;
  if (!results->work->adds[parent])
    return results->share[child] / present;
  return !(results->share[child] > 0) ? 0 : results->index->node[child].subtract ? -1 : 1;
}

double egb_results_contribution(const egb_results *results, size_t node, size_t unit) {
  double contribution = egb_results_node_score(results, node, unit);
  if (isnan(contribution) || isnan(egb_results_score(results, unit)) || !adds_up(results, node))
    return (double)NAN;
  for (size_t at = node; results->index->node[at].parent != EGB_NONE; at = results->index->node[at].parent) {
    const double present = egb_score_present(results, results->index->node[at].parent, unit);
    contribution *= egb_score_factor(results, at, unit, present);
  }
  return contribution;
}

void egb_results_contributions(const egb_results *results, size_t unit, double *contribution) {
  const egb_node *nodes = results->index->node;
  /* First what each score is multiplied by in that of the index; parents come before children. */
  contribution[0] = isnan(egb_scores(results, 0)[unit]) ? (double)NAN : 1;
  for (size_t i = 0; i < results->node_count; i++) {
    const double present = nodes[i].first_child != EGB_NONE ? egb_score_present(results, i, unit) : 0;
    const bool adds = egb_results_is_weighted_sum(results, i) || results->work->adds[i];
    for (size_t child = nodes[i].first_child; child != EGB_NONE; child = nodes[child].next)
      contribution[child] = adds ? contribution[i] * egb_score_factor(results, child, unit, present) : (double)NAN;
  }
  for (size_t i = 0; i < results->node_count; i++)
    contribution[i] *= egb_scores(results, i)[unit];
}
