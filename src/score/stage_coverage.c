/* How much a unit has below every node, and how much of that is imputed. */
#include "score/stages.h"
#include "score/work.h"

#include <math.h>

/* A share such as 13 of 20 meets a threshold of 0.65 whatever the rounding. */
#define COVERAGE_TOLERANCE 1e-9

bool egb_score_enough(const egb_results *results, size_t node, size_t unit, size_t present, size_t children) {
  const egb_node *of = &results->index->node[node];
  const double coverage = results->coverage[node][unit];
  const double least = of->available - COVERAGE_TOLERANCE;
  const double *below_of = results->work->below_of;
  const double below = below_of != NULL ? below_of[node * results->unit_count + unit] : results->work->below[node];
  const double there = of->available_of_children ? (double)present : rint(coverage * below);
  for (size_t i = of->first_child; results->applies != NULL && i != EGB_NONE; i = results->index->node[i].next)
    children -= results->active[i] && !egb_results_applies(results, i, unit);
  return there >= (double)of->available_least &&
         (of->available_of_children ? (double)present >= least * (double)children : coverage >= least);
}

/* Sums of the leaves into everything above them, then shares of the leaves below. Leaves are their own share. A node
 * without a column has all that is below it, for every unit: only whole numbers are added, in whatever order. */
static void share_below(const egb_results *results, double *const *share) {
  const egb_node *nodes = results->index->node;
  const double *below = results->work->below;
  const size_t units = results->unit_count;
  for (size_t i = results->node_count; i-- > 0;) {
    double *mine = share[i], *parent = i > 0 ? share[nodes[i].parent] : NULL;
    for (size_t u = 0; parent != NULL && mine != NULL && u < units; u++)
      parent[u] += mine[u];
    for (size_t u = 0; parent != NULL && mine == NULL && u < units; u++)
      parent[u] += below[i];
    for (size_t u = 0; nodes[i].first_child != EGB_NONE && mine != NULL && u < units; u++)
      mine[u] = below[i] > 0 ? mine[u] / below[i] : 0; /* everything below was added before */
  }
}

/* The same where every unit has its own number of indicators, and every node a column. */
static void share_applicable(const egb_results *results, double *const *share) {
  const egb_node *nodes = results->index->node;
  const size_t units = results->unit_count;
  for (size_t i = results->node_count; i-- > 1;)
    for (size_t u = 0; u < units; u++)
      share[nodes[i].parent][u] += share[i][u];
  for (size_t i = 0; i < results->node_count; i++)
    for (size_t u = 0; u < units && nodes[i].first_child != EGB_NONE; u++) {
      const double below = results->work->below_of[i * units + u];
      share[i][u] = below > 0 ? share[i][u] / below : 0;
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

static void spread(const egb_results *results, double *const *share) {
  if (results->applies != NULL)
    share_applicable(results, share);
  else
    share_below(results, share);
}

static bool is_leaf(const egb_results *results, size_t node) {
  return results->index->node[node].first_child == EGB_NONE && results->active[node];
}

/* Values that wait are there where the states say so. */
static bool has_value(const egb_results *results, size_t leaf, size_t unit) {
  const double *value = results->score[leaf];
  return value != NULL ? !isnan(value[unit]) : results->score_state[leaf][unit] != EGB_STATE_MISSING;
}

/* A unit that was screened out has no scores, but its data are shown. */
static bool has(const egb_results *results, size_t leaf, size_t unit) {
  return results->screened[unit] != NULL ? !isnan(results->imputed.value[leaf][unit]) : has_value(results, leaf, unit);
}

static bool lacks_any(const egb_results *results, size_t leaf) {
  size_t unit = 0;
  if (results->score_state[leaf] == results->all_state)
    return false;
  while (unit < results->unit_count && has_value(results, leaf, unit))
    unit++;
  return unit < results->unit_count;
}

/* Marks the nodes below which some unit lacks something: they have a column, and so has all above them. */
static void mark_gaps(const egb_results *results, bool screened, bool *gaps) {
  for (size_t i = results->node_count; i-- > 0;) {
    if (is_leaf(results, i))
      gaps[i] = gaps[i] || screened || results->applies != NULL || lacks_any(results, i);
    else
      gaps[i] = gaps[i] || results->applies != NULL || !(results->work->below[i] > 0);
    if (gaps[i] && i > 0 && results->work->below[i] > 0)
      gaps[results->index->node[i].parent] = true;
  }
}

static void count_below(const egb_results *results) {
  double *below = results->work->below;
  for (size_t i = 0; i < results->node_count; i++)
    below[i] = is_leaf(results, i);
  for (size_t i = results->node_count; i-- > 1;)
    below[results->index->node[i].parent] += below[i];
}

static bool share_present(egb_results *results, double **column) {
  const size_t units = results->unit_count;
  bool screened = false, *gaps = results->work->gaps;
  for (size_t u = 0; u < units && !screened; u++)
    screened = results->screened[u] != NULL;
  for (size_t i = 0; i < results->node_count; i++)
    gaps[i] = false;
  mark_gaps(results, screened, gaps);
  for (size_t i = 0; i < results->node_count; i++) {
    column[i] = gaps[i] ? egb_arena_array(results->arena, units, sizeof *column[i]) : NULL;
    if (gaps[i] && column[i] == NULL)
      return false;
    for (size_t u = 0; gaps[i] && is_leaf(results, i) && u < units; u++)
      column[i][u] = has(results, i, u) ? 1 : 0;
    results->coverage[i] = gaps[i] ? column[i] : results->all_value;
  }
  spread(results, column);
  return true;
}

static bool share_imputed(egb_results *results) {
  const size_t units = results->unit_count;
  for (size_t i = 0; i < results->node_count; i++) {
    double *share = results->imputed_share[i] = egb_arena_array(results->arena, units, sizeof *share);
    if (share == NULL)
      return false;
    for (size_t u = 0; is_leaf(results, i) && u < units; u++)
      share[u] = results->imputed.state[i][u] == EGB_STATE_IMPUTED;
  }
  spread(results, results->imputed_share);
  return true;
}

bool egb_stage_coverage(egb_results *results) {
  count_below(results);
  if (results->applies != NULL)
    count_applicable(results);
  return share_present(results, results->work->column) && (results->imputed_share == NULL || share_imputed(results));
}
