/* Children into parents, leaves to root, in the order of the index: a node comes after its children and after those
 * whose scores its `then:` uses. */
#include "base/codes.h"
#include "score/frame.h"
#include "score/many.h"
#include "score/resolve.h"
#include "score/rounding.h"
#include "score/scale.h"
#include "score/stages.h"
#include "score/work.h"
#include "stats/sum.h"

#include <math.h>
#include <string.h>

static size_t most(size_t a, size_t b) {
  return a > b ? a : b;
}

size_t egb_scratch_of(const egb_plan *plan) {
  const egb_node *nodes = plan->index->node;
  const size_t units = plan->data->unit_count;
  size_t need = most(most(plan->index->node_count, units), egb_then_scratch(plan));
  for (size_t i = 0; i < plan->index->node_count; i++) {
    const egb_planned_node *planned = &plan->node[i];
    if (planned->aggregate == NULL || !planned->active)
      continue;
    const size_t children = nodes[i].child_count;
    need = most(need, egb_aggregate_scratch(planned->aggregate, units, children));
    if (planned->weigh->needs_data)
      need = most(need, egb_weigh_scratch(planned->weigh, units, children));
    if (planned->rescale != NULL)
      need = most(need, EGB_METHOD_SCRATCH(units));
    if (planned->fill != NULL && planned->fill->scratch != NULL)
      need = most(need, planned->fill->scratch(units, 1));
  }
  return need;
}

/* The children that take part, with their shares, and their columns where they are looked at as a whole. */
static size_t gather(const egb_results *results, size_t i, bool whole) {
  const egb_node *nodes = results->index->node;
  egb_work *work = results->work;
  size_t count = 0;
  for (size_t child = nodes[i].first_child; child != EGB_NONE; child = nodes[child].next) {
    if (!results->active[child])
      continue;
    work->active[count] = child;
    work->subtract[count] = nodes[child].subtract;
    work->child[count] = whole ? egb_scores(results, child) : NULL;
    work->weight[count++] = results->share[child];
  }
  return count;
}

/* ---- weights --------------------------------------------------------------------------------- */

static double leaves_below(const egb_results *results, size_t node) {
  double leaves = 0;
  for (size_t i = node; i < results->index->node[node].end; i++)
    leaves += results->active[i] && results->index->node[i].first_child == EGB_NONE;
  return leaves;
}

/* Weights that come from the children's columns; shares of the children in the results follow. */
static egb_status weigh_by_data(const egb_plan *plan, egb_results *results, size_t i, size_t count, egb_diag *diag) {
  const egb_node *nodes = plan->index->node;
  egb_work *work = results->work;
  double total = 0;
  for (size_t k = 0; k < count; k++) {
    work->given[k] = plan->given[work->active[k]];
    work->points[k] = plan->points[work->active[k]];
    work->leaves[k] = leaves_below(results, work->active[k]);
  }
  const egb_weigh_input input = {.parameter = plan->node[i].weigh_with->parameter,
                                 .list = plan->node[i].weigh_with->list,
                                 .given = work->given,
                                 .points = work->points,
                                 .leaves = work->leaves,
                                 .child = work->child,
                                 .child_count = count,
                                 .count = results->unit_count,
                                 .scratch = results->work->scratch};
  const char *reason = plan->node[i].weigh->apply(&input, work->weight);
  for (size_t k = 0; k < count && reason == NULL; k++)
    total += work->weight[k];
  if (reason == NULL && !(total > 0 && isfinite(total)))
    reason = "the weights have no sum above zero";
  if (reason != NULL) {
    if (diag != NULL) {
      egb_diag_at(diag, EGB_SEVERITY_ERROR, EGB_E_UNCOMPUTABLE, egb_choice_place(&nodes[i].weights, &nodes[i]),
                  "%s cannot be weighted by `%s`: %s", nodes[i].id, plan->node[i].weigh->head.name, reason);
      egb_diag_hint(diag, "%s", plan->node[i].weigh->head.edges);
    }
    return EGB_UNCOMPUTABLE;
  }
  for (size_t k = 0; k < count; k++) {
    results->weight[work->active[k]] = work->weight[k];
    results->share[work->active[k]] = work->weight[k] = work->weight[k] / total;
  }
  return EGB_OK;
}

/* ---- scores ---------------------------------------------------------------------------------- */

/* The children that have a score, of a unit at a place of their columns. */
static size_t children_of(size_t count, const double *const *child, size_t at) {
  size_t present = 0;
  for (size_t k = 0; k < count; k++)
    present += isnan(child[k][at]) ? 0 : 1;
  return present;
}

static bool withheld(const egb_results *results, size_t i, size_t count, const double *const *child, size_t unit) {
  return !egb_score_enough(results, i, unit, children_of(count, child, unit), count);
}

/* Methods that compare units must not see those that will be withheld: they are not part of the comparison. */
static const double *const *hide_withheld(const egb_results *results, size_t i, size_t count) {
  const size_t units = results->unit_count;
  egb_work *work = results->work;
  size_t hidden = 0;
  for (size_t u = 0; u < units; u++)
    hidden += withheld(results, i, count, work->child, u);
  if (hidden == 0)
    return work->child;
  for (size_t k = 0; k < count; k++) {
    double *copy = work->copy + k * units;
    work->shown[k] = copy;
    for (size_t u = 0; u < units; u++)
      copy[u] = withheld(results, i, count, work->child, u) ? (double)NAN : work->child[k][u];
  }
  return work->shown;
}

/* Where every unit has every child, all have as much as the first one. */
static bool is_complete(const egb_results *results, size_t i, size_t count, const double *const *child, size_t from,
                        size_t units) {
  if (results->coverage[i] != results->all_value || results->applies != NULL ||
      !egb_score_enough(results, i, from, count, count))
    return false;
  for (size_t k = 0; k < count; k++)
    if (egb_frame_missing(child[k], units) > 0)
      return false;
  return true;
}

static bool set_complete(const egb_results *results, size_t i, size_t from, size_t units) {
  const double *value = results->own_score[i] + from;
  size_t numbers = 0;
  for (size_t u = 0; u < units; u++)
    numbers += isfinite(value[u]) ? 1 : 0;
  if (numbers == units)
    memset(results->own_state[i] + from, EGB_STATE_OBSERVED, units);
  return numbers == units;
}

/* Of the children of a node, what a unit has. */
typedef struct portion {
  size_t present, weighty; /* children of weight that apply: those with a score, all */
  double shares;           /* of the children with a score */
} portion;

/* child NULL: every child has a score. */
static portion portion_of(const egb_results *results, size_t count, const double *const *child, size_t at,
                          size_t unit) {
  portion has = {0};
  egb_sum shares = {0};
  for (size_t k = 0; k < count; k++) {
    const bool there = child == NULL || !isnan(child[k][at]);
    const bool counts = results->work->weight[k] > 0 && egb_results_applies(results, results->work->active[k], unit);
    has.weighty += counts;
    has.present += counts && there;
    if (there)
      egb_sum_add(&shares, results->work->weight[k]);
  }
  has.shares = egb_sum_value(shares);
  return has;
}

/* The state of a unit whose score is there, is none, or is not to be shown. Returns whether one is lost. */
static bool set_state(const egb_results *results, size_t node, size_t unit, const portion *has, bool hidden) {
  double *value = &results->own_score[node][unit];
  uint8_t *state = &results->own_state[node][unit];
  results->work->present_of[node][unit] = has->shares;
  if (has->present > 0 && hidden) {
    *value = (double)NAN;
    *state = EGB_STATE_WITHHELD;
  } else if (!isfinite(*value)) {
    *value = (double)NAN;
    *state = egb_results_applies(results, node, unit) ? EGB_STATE_MISSING : EGB_STATE_NOT_APPLICABLE;
    return has->present > 0;
  } else {
    *state = has->present < has->weighty ? EGB_STATE_PARTIAL : EGB_STATE_OBSERVED;
  }
  return false;
}

/* Units that have every child have the same, where all children apply to all. */
size_t egb_score_set_states(const egb_results *results, size_t node, size_t count, const double *const *child,
                            size_t from, size_t units, size_t *lost) {
  size_t lost_count = 0;
  if (egb_is_many(results) && is_complete(results, node, count, child, from, units) &&
      set_complete(results, node, from, units))
    return 0;
  const portion whole = portion_of(results, count, NULL, 0, from);
  for (size_t at = 0; at < units; at++) {
    const size_t u = from + at, there = children_of(count, child, at);
    const bool same = there == count && results->applies == NULL;
    const portion has = same ? whole : portion_of(results, count, child, at, u);
    const bool hidden = !egb_score_enough(results, node, u, there, count);
    if (set_state(results, node, u, &has, hidden) && lost_count++ == 0)
      *lost = u;
  }
  return lost_count;
}

static void warn_lost(const egb_plan *plan, size_t i, const egb_method *method, size_t lost, size_t unit,
                      egb_diag *diag) {
  if (lost == 0 || diag == NULL)
    return;
  egb_diag_at(diag, EGB_SEVERITY_WARNING, EGB_W_NO_SCORE, plan->index->node[i].place,
              "%s has no score by `%s` for %zu unit%s that have values below it, first %s", plan->index->node[i].id,
              method->name, lost, lost == 1 ? "" : "s", plan->data->unit[unit].id);
  egb_diag_hint(diag, "%s", method->edges);
}

/* An answer that is perhaps not the best is kept for the notes; a warning where a build with all libraries has the best
 * one. */
static void keep_search(const egb_plan *plan, egb_results *results, size_t i, egb_search search, egb_diag *diag) {
  const egb_node *node = &plan->index->node[i];
  results->short_of[i] = search.short_of;
  if (diag == NULL || !search.promised || !(search.short_of > 0))
    return;
  egb_diag_at(
      diag, EGB_SEVERITY_WARNING, EGB_W_LOCAL, egb_choice_place(&node->aggregate, node),
      "the order of %s by `%s` is a local optimum, perhaps not the best one: the search needs GLPK (package libglpk-dev)",
      node->id, plan->node[i].aggregate->head.name);
  egb_diag_hint(diag, "%s", plan->node[i].aggregate->head.edges);
}

/* By its method, of all units at once. NULL, or why it has no scores. */
static const char *apply(const egb_plan *plan, egb_results *results, size_t i, size_t count, egb_search *search,
                         size_t *lost, size_t *unit) {
  const egb_planned_node *planned = &plan->node[i];
  const egb_aggregate_input input = {.parameter = planned->aggregate_with->parameter,
                                     .list = planned->aggregate_with->list,
                                     .child = planned->aggregate->whole ? hide_withheld(results, i, count)
                                                                        : results->work->child,
                                     .weight = results->work->weight,
                                     .subtract = planned->aggregate->subtracts ? results->work->subtract : NULL,
                                     .child_count = count,
                                     .count = results->unit_count,
                                     .scale = plan->index->scale,
                                     .search = search,
                                     .scratch = results->work->scratch};
  const char *reason = planned->aggregate->apply(&input, 0, results->unit_count, results->own_score[i]);
  if (reason == NULL)
    *lost = egb_score_set_states(results, i, count, results->work->child, 0, results->unit_count, unit);
  return reason;
}

/* Whether the units of a node are scored by stretches: each for itself, by a method that may run on threads. */
static bool by_stretches(const egb_results *results, const egb_planned_node *planned) {
  return egb_is_many(results) && !planned->aggregate->whole && !planned->aggregate->programs;
}

static egb_status combine(const egb_plan *plan, egb_results *results, size_t i, size_t count, egb_diag *diag) {
  const egb_node *node = &plan->index->node[i];
  const egb_planned_node *planned = &plan->node[i];
  const egb_common *common = &planned->aggregate_with->common;
  double *value = results->own_score[i];
  egb_search search = {0};
  size_t lost = 0, unit = 0;
  egb_sum shares = {0};
  for (size_t k = 0; k < count; k++)
    egb_sum_add(&shares, results->work->weight[k]);
  results->work->present_all[i] = egb_sum_value(shares);
  const char *reason = by_stretches(results, planned)
                           ? results->work->many->combine(plan, results, i, count, &lost, &unit)
                           : apply(plan, results, i, count, &search, &lost, &unit);
  if (reason != NULL) {
    if (diag != NULL) {
      egb_diag_at(diag, EGB_SEVERITY_ERROR, EGB_E_UNCOMPUTABLE, egb_choice_place(&node->aggregate, node),
                  "%s cannot be aggregated by `%s`: %s", node->id, planned->aggregate->head.name, reason);
      egb_diag_hint(diag, "%s", planned->aggregate->head.edges);
    }
    return EGB_UNCOMPUTABLE;
  }
  keep_search(plan, results, i, search, diag);
  warn_lost(plan, i, &planned->aggregate->head, lost, unit, diag);
  const egb_status status = node->then != NULL ? egb_stage_then(plan, results, i, diag) : EGB_OK;
  for (size_t u = 0; common->round >= 0 && u < results->unit_count; u++)
    value[u] = egb_round(value[u], common->round, common->rounding);
  return status;
}

/* ---- rescaling ------------------------------------------------------------------------------- */

/* The node's own scores onto a scale again, learned from the units that have one in this period. */
static egb_status rescale(const egb_plan *plan, egb_results *results, size_t i, egb_diag *diag) {
  const egb_planned_node *planned = &plan->node[i];
  const egb_node *node = &plan->index->node[i];
  const size_t units = results->unit_count;
  double *value = results->own_score[i], *before = results->before_rescale + i * units;
  double *fitted = results->fitted + i * EGB_FITTED_MAX;
  size_t count = 0, lost = 0, unit = 0;
  egb_settle(value, units, results->work->scratch);
  memcpy(before, value, units * sizeof *before);
  for (size_t u = 0; u < units; u++)
    if (!isnan(before[u]))
      results->work->present[count++] = before[u];
  if (count == 0)
    return EGB_OK;
  const size_t reference = egb_scaling_reference(planned->rescale, planned->rescale_with);
  egb_scaling scaling;
  egb_scaling_make(plan, i, reference != EGB_NONE ? before[reference] : (double)NAN, results->work->scratch, &scaling);
  memset(fitted, 0, EGB_FITTED_MAX * sizeof *fitted);
  const char *reason = reference != EGB_NONE && isnan(before[reference])
                           ? "the unit it compares with has no score"
                           : egb_scaling_fit(&scaling, results->work->present, count, results->work->present, fitted);
  if (reason != NULL) {
    if (diag != NULL) {
      egb_diag_at(diag, EGB_SEVERITY_ERROR, EGB_E_UNCOMPUTABLE, egb_choice_place(&node->rescale, node),
                  "the scores of %s cannot be rescaled by `%s`: %s", node->id, planned->rescale->head.name, reason);
      egb_diag_hint(diag, "%s",
                    planned->rescale->head.hint != NULL ? planned->rescale->head.hint : planned->rescale->head.edges);
    }
    return EGB_UNCOMPUTABLE;
  }
  egb_scaling_apply(&scaling, fitted, before, value, units, results->work->logs);
  for (size_t u = 0; u < units; u++) {
    if (isnan(before[u])) {
      value[u] = (double)NAN;
    } else if (isnan(value[u])) {
      results->own_state[i][u] = EGB_STATE_MISSING;
      if (lost++ == 0)
        unit = u;
    }
  }
  warn_lost(plan, i, &planned->rescale->head, lost, unit, diag);
  return EGB_OK;
}

static egb_status aggregate(const egb_plan *plan, egb_results *results, size_t i, egb_diag *diag) {
  const egb_planned_node *planned = &plan->node[i];
  const size_t count = gather(results, i, planned->weigh->needs_data || !by_stretches(results, planned));
  egb_status status = EGB_OK;
  if (planned->weigh->needs_data)
    status = weigh_by_data(plan, results, i, count, diag);
  if (status == EGB_OK)
    status = combine(plan, results, i, count, diag);
  if (status == EGB_OK && plan->node[i].rescale != NULL)
    status = rescale(plan, results, i, diag);
  if (status == EGB_OK && plan->node[i].fill != NULL)
    status = egb_stage_fill(plan, results, i, diag);
  return status;
}

enum { SAME, CHANGED, SCORED }; /* egb_work.changed */

/* Whether a score that the `then:` of a node uses was computed just now. */
static bool is_moved(const egb_node *node, const uint8_t *changed) {
  bool moved = false;
  for (size_t k = 0; node->then != NULL && k < egb_expression_column_count(node->then) && !moved; k++)
    moved = node->then_operand[k] != EGB_NONE && changed[node->then_operand[k]] == SCORED;
  return moved;
}

egb_status egb_stage_aggregate(const egb_plan *plan, egb_results *results, egb_diag *diag) {
  const egb_node *nodes = plan->index->node;
  uint8_t *changed = results->work->changed;
  egb_status status = EGB_OK;
  bool shares = false;
  for (size_t k = 0; k < results->node_count; k++) {
    const size_t i = plan->index->order[k];
    if (nodes[i].first_child == EGB_NONE || !results->active[i] || plan->node[i].kept ||
        (!changed[i] && !is_moved(&nodes[i], changed)))
      continue;
    const egb_status done = aggregate(plan, results, i, diag);
    if (done != EGB_OK)
      status = done;
    shares = shares || plan->node[i].weigh->needs_data;
    changed[i] = done == EGB_OK ? SCORED : CHANGED; /* what failed is tried again, whatever weights come next */
    if (i > 0)
      changed[nodes[i].parent] = CHANGED;
  }
  for (size_t i = 0; i < results->node_count; i++)
    if (changed[i] == SCORED)
      changed[i] = SAME;
  for (size_t i = 1; shares && i < results->node_count; i++)
    results->effective[i] = results->effective[nodes[i].parent] * results->share[i];
  return status;
}
