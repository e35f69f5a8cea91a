/* How much a unit has below every node, and how much of that is imputed. */
#include "score/stages.h"
#include "score/work.h"

#include <math.h>

/* A share such as 13 of 20 meets a threshold of 0.65 whatever the rounding. */
#define COVERAGE_TOLERANCE 1e-9

bool egb_score_enough(const egb_results *results, size_t node, size_t unit, size_t present, size_t children) {
  const egb_node *of = &results->index->node[node];
  const double coverage = results->coverage[node * results->unit_count + unit];
  const double least = of->available - COVERAGE_TOLERANCE;
  const double *below_of = results->work->below_of;
  const double below = below_of != NULL ? below_of[node * results->unit_count + unit] : results->work->below[node];
  const double there = of->available_of_children ? (double)present : rint(coverage * below);
  for (size_t i = of->first_child; results->applies != NULL && i != EGB_NONE; i = results->index->node[i].next)
    children -= results->active[i] && !egb_results_applies(results, i, unit);
  return there >= (double)of->available_least &&
         (of->available_of_children ? (double)present >= least * (double)children : coverage >= least);
}

/* Sums of the leaves into everything above them, then shares of the leaves below. Leaves are their own share. */
static void share_below(const egb_results *results, const double *below, double *share) {
  const egb_node *nodes = results->index->node;
  const size_t units = results->unit_count;
  for (size_t i = results->node_count; i-- > 0;) {
    double *mine = share + i * units, *parent = i > 0 ? share + nodes[i].parent * units : NULL;
    for (size_t u = 0; parent != NULL && u < units; u++)
      parent[u] += mine[u];
    for (size_t u = 0; nodes[i].first_child != EGB_NONE && u < units; u++)
      mine[u] = below[i] > 0 ? mine[u] / below[i] : 0; /* everything below was added before */
  }
}

/* The same where every unit has its own number of indicators. */
static void share_applicable(const egb_results *results, double *share) {
  const egb_node *nodes = results->index->node;
  const size_t units = results->unit_count;
  for (size_t i = results->node_count; i-- > 1;)
    for (size_t u = 0; u < units; u++)
      share[nodes[i].parent * units + u] += share[i * units + u];
  for (size_t i = 0; i < results->node_count; i++)
    for (size_t u = 0; u < units && nodes[i].first_child != EGB_NONE; u++) {
      const double below = results->work->below_of[i * units + u];
      share[i * units + u] = below > 0 ? share[i * units + u] / below : 0;
    }
}

/* How many indicators below each node there are for each unit. */
static void count_applicable(const egb_results *results) {
  const egb_node *nodes = results->index->node;
  const size_t units = results->unit_count;
  double *below = results->work->below_of;
  for (size_t i = results->node_count; i-- > 0;)
    for (size_t u = 0; u < units; u++) {
      if (nodes[i].first_child == EGB_NONE)
        below[i * units + u] = results->active[i] && egb_results_applies(results, i, u);
      if (i > 0)
        below[nodes[i].parent * units + u] += below[i * units + u];
    }
}

static void spread(const egb_results *results, double *share) {
  if (results->applies != NULL)
    share_applicable(results, share);
  else
    share_below(results, results->work->below, share);
}

/* A unit that was screened out has no scores, but its data are shown. */
static void see_screened(const egb_results *results, size_t node) {
  const size_t units = results->unit_count;
  for (size_t u = 0; u < units; u++)
    if (results->screened[u] != NULL)
      results->coverage[node * units + u] = isnan(results->imputed.value[node * units + u]) ? 0 : 1;
}

void egb_stage_coverage(egb_results *results) {
  const egb_node *nodes = results->index->node;
  const size_t units = results->unit_count;
  double *below = results->work->below;
  bool screened = false;
  for (size_t u = 0; u < units && !screened; u++)
    screened = results->screened[u] != NULL;
  for (size_t i = 0; i < results->node_count; i++) {
    const bool leaf = nodes[i].first_child == EGB_NONE && results->active[i];
    below[i] = leaf;
    if (!leaf)
      continue; /* zero as they were made */
    const double *value = results->scored.value + i * units;
    double *coverage = results->coverage + i * units;
    for (size_t u = 0; u < units; u++)
      coverage[u] = isnan(value[u]) ? 0 : 1;
    if (screened)
      see_screened(results, i);
    for (size_t u = 0; results->imputed_share != NULL && u < units; u++)
      results->imputed_share[i * units + u] = results->imputed.state[i * units + u] == EGB_STATE_IMPUTED;
  }
  for (size_t i = results->node_count; i-- > 1;)
    below[nodes[i].parent] += below[i];
  if (results->applies != NULL)
    count_applicable(results);
  spread(results, results->coverage);
  if (results->imputed_share != NULL)
    spread(results, results->imputed_share);
}
