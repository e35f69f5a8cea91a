/* What an aggregate cannot do with the scores and the weights of its children. */
#include "score/resolve.h"

#include "base/codes.h"
#include "score/scale.h"

#include <math.h>

/* A line that learns nothing is above zero between two values when it is at both: no value is beyond `bounds:`, and
 * nothing but a treatment moves it from there. */
static bool bounded_above_zero(const egb_plan *plan, size_t node, const egb_normalise *method) {
  const egb_node *of = &plan->index->node[node];
  double y[2], side[2], scratch[EGB_METHOD_SCRATCH(2)];
  if (!method->fixed || !of->has_bounds || of->first_child != EGB_NONE || plan->node[node].treat != NULL)
    return false;
  egb_scaling scaling;
  egb_scaling_make(plan, node, (double)NAN, scratch, &scaling);
  egb_scaling_apply(&scaling, NULL, of->bounds, y, 2, side);
  return y[0] >= 0 && y[1] >= 0;
}

/* Whether a scale's scores can lie below zero as a matter of course: by its nature, or by its target `to:`. */
static bool may_be_negative(const egb_plan *plan, size_t node, const egb_normalise *method, const egb_chosen *with) {
  if (with->common.has_zero && with->common.zero >= 0)
    return false;
  const bool may =
      method->may_be_negative || egb_parameter_number(&method->head, EGB_ROLE_TARGET, with->parameter, 0) < 0;
  return may && !bounded_above_zero(plan, node, method);
}

static bool has_subtracted(const egb_plan *plan, size_t node) {
  const egb_node *nodes = plan->index->node;
  for (size_t child = nodes[node].first_child; child != EGB_NONE; child = nodes[child].next)
    if (plan->node[child].active && nodes[child].subtract)
      return true;
  return false;
}

/* The first node below whose scores reach this one, through means, and may be negative; EGB_NONE. */
static size_t negative_below(const egb_plan *plan, size_t node) {
  const egb_node *nodes = plan->index->node;
  for (size_t i = node + 1; i < nodes[node].end;) {
    const egb_planned_node *below = &plan->node[i];
    if (nodes[i].then != NULL && below->rescale == NULL) { /* what comes out of it only the scores will say */
      i = nodes[i].end;
      continue;
    }
    const bool leaf = nodes[i].first_child == EGB_NONE;
    const egb_normalise *scale = leaf ? below->normalise : below->rescale;
    if (below->active && scale != NULL &&
        may_be_negative(plan, i, scale, leaf ? below->normalise_with : below->rescale_with))
      return i;
    if (below->active && scale == NULL && (below->aggregate->may_be_negative || has_subtracted(plan, i)))
      return i;
    /* Deeper nodes are checked on their own, or their scores are rescaled before they get here. */
    const bool closed = !below->active || below->rescale != NULL ||
                        (below->aggregate != NULL && (below->aggregate->needs_nonnegative || below->aggregate->whole));
    i = closed ? nodes[i].end : i + 1;
  }
  return EGB_NONE;
}

static void check_negative(const egb_plan *plan, size_t i, egb_diag *diag) {
  const egb_node *node = &plan->index->node[i];
  const size_t found = plan->node[i].aggregate->needs_nonnegative ? negative_below(plan, i) : EGB_NONE;
  if (found == EGB_NONE)
    return;
  const egb_planned_node *below = &plan->node[found];
  const char *id = plan->index->node[found].id;
  const egb_method *scale = below->normalise != NULL ? &below->normalise->head
                            : below->rescale != NULL ? &below->rescale->head
                                                     : &below->aggregate->head;
  egb_diag_at(diag, EGB_SEVERITY_ERROR, EGB_E_PLAN_CLASH, egb_choice_place(&node->aggregate, node),
              "%s is aggregated by `%s`, which is not defined for negative scores, and %s, %s by `%s`, may have them",
              node->id, plan->node[i].aggregate->head.name, id,
              below->normalise != NULL ? "normalised"
              : below->rescale != NULL ? "rescaled"
                                       : "aggregated",
              scale->name);
  if (below->normalise != NULL || below->rescale != NULL)
    egb_diag_hint(
        diag,
        "aggregate %s by `arithmetic`, %s %s by `minmax` or `goalposts` to [0, ...], or replace values of zero or less "
        "by a small number with `zero:`%s",
        node->id, below->normalise != NULL ? "normalise" : "rescale", id,
        below->normalise != NULL && below->normalise->fixed ? ", or write `bounds:` within which it is above zero"
                                                            : "");
  else
    egb_diag_hint(diag, "aggregate %s by `arithmetic`, or write `rescale: minmax` on %s", node->id, id);
}

/* How many definitions lie over a text: 0 for the one that is read, EGB_NONE for what is in none of them. */
static size_t depth_of(const egb_index *index, const egb_source *source) {
  size_t k = 0;
  if (source == index->source)
    return 0;
  while (k < index->extended_count && index->extended[k] != source)
    k++;
  return k < index->extended_count ? k + 1 : EGB_NONE;
}

/* Whether a method is tried, or of a definition that extends the one with the weight: the weight was written for
 * another method. */
static bool is_trial(const egb_plan *plan, const egb_planned_node *planned, egb_method_family family,
                     const egb_chosen *with, const egb_node *of) {
  const egb_source *source = with->of->place.source, *weight = of->weight_place.source;
  return planned->tried[family] ||
         (source != NULL && weight != NULL && depth_of(plan->index, source) < depth_of(plan->index, weight));
}

/* Weights that make no difference. 0 does: it leaves a child out. */
static void refuse_weight(const egb_plan *plan, size_t i, size_t child, egb_diag *diag) {
  const egb_node *node = &plan->index->node[i], *of = &plan->index->node[child];
  const egb_planned_node *planned = &plan->node[i];
  if (plan->given_place[child].source == NULL)
    return;
  if (!planned->weigh->uses_given && !is_trial(plan, planned, EGB_FAMILY_WEIGHT, planned->weigh_with, of)) {
    egb_diag_at(diag, EGB_SEVERITY_ERROR, EGB_E_PLAN_CLASH, plan->given_place[child],
                "the weight of %s has no effect: %s weights its children by `%s`", of->id, node->id,
                planned->weigh->head.name);
    egb_diag_hint(diag, "remove it, or write `weights: given` on %s", node->id);
  } else if (planned->aggregate->ignores_weights && plan->given[child] > 0 &&
             !is_trial(plan, planned, EGB_FAMILY_AGGREGATE, planned->aggregate_with, of)) {
    egb_diag_at(diag, EGB_SEVERITY_ERROR, EGB_E_PLAN_CLASH, plan->given_place[child],
                "the weight of %s has no effect: %s is aggregated by `%s`", of->id, node->id,
                planned->aggregate->head.name);
    egb_diag_hint(
        diag,
        "remove it (only `weight: 0` has a meaning here: it leaves the child out), or aggregate %s by another method",
        node->id);
  }
}

static void refuse_subtracted(const egb_plan *plan, size_t i, size_t child, egb_diag *diag) {
  const egb_node *node = &plan->index->node[i], *of = &plan->index->node[child];
  if (!of->subtract || plan->node[i].aggregate->subtracts)
    return;
  egb_diag_at(diag, EGB_SEVERITY_ERROR, EGB_E_PLAN_CLASH, of->subtract_place,
              "%s is to be subtracted, and %s is aggregated by `%s`, which takes nothing away", of->id, node->id,
              plan->node[i].aggregate->head.name);
  egb_diag_hint(diag, "write `aggregate: sum` on %s, or `direction: lower` on the indicators of %s instead", node->id,
                of->id);
}

static void check_children(const egb_plan *plan, size_t i, egb_diag *diag) {
  const egb_node *nodes = plan->index->node;
  const egb_weigh *weigh = plan->node[i].weigh;
  for (size_t child = nodes[i].first_child; child != EGB_NONE; child = nodes[child].next) {
    if (!plan->node[child].active)
      continue;
    refuse_weight(plan, i, child, diag);
    refuse_subtracted(plan, i, child, diag);
    if (!weigh->needs_points || plan->points[child] > 0)
      continue;
    if (nodes[child].first_child != EGB_NONE && plan->node[child].weigh->needs_points)
      continue;        /* reported there */
    size_t at = child; /* an aggregate: the first indicator below it without points */
    while (nodes[at].first_child != EGB_NONE || plan->points[at] > 0 || !plan->node[at].active)
      at++;
    egb_diag_at(diag, EGB_SEVERITY_ERROR, EGB_E_PLAN_CLASH, nodes[at].place,
                "%s has no points, and %s weights its children by their points", nodes[at].id, nodes[i].id);
    egb_diag_hint(diag, "add `points:` to %s, or weight %s by `given` or `equal`", nodes[at].id, nodes[i].id);
  }
}

/* A scale for an aggregate's own scores has no goalposts, answers or target to go by. */
static void check_rescale(const egb_plan *plan, size_t i, egb_diag *diag) {
  const egb_node *node = &plan->index->node[i];
  const egb_normalise *method = plan->node[i].rescale;
  if (method != NULL && !isnan(plan->node[i].rescale_with->common.fit)) {
    egb_diag_at(diag, EGB_SEVERITY_ERROR, EGB_E_PLAN_CLASH, egb_choice_place(&node->rescale, node),
                "the scores of %s are rescaled from those of the period that is scored: `fit` has no meaning there",
                node->id);
    egb_diag_hint(diag, "remove `fit` from `rescale:`, and write it on the indicators below %s", node->id);
  }
  const char *lacks = method == NULL                                    ? NULL
                      : method->needs_rubric                            ? "answers"
                      : method->needs_target                            ? "a target"
                      : method->needs_goalposts && !node->has_goalposts ? "goalposts"
                                                                        : NULL;
  if (lacks == NULL)
    return;
  egb_diag_at(diag, EGB_SEVERITY_ERROR, EGB_E_PLAN_CLASH, egb_choice_place(&node->rescale, node),
              "the scores of %s cannot be rescaled by `%s`, which needs %s", node->id, method->head.name, lacks);
  egb_diag_hint(diag, "rescale by `minmax`, `zscore` or another method that depends on the scores alone");
}

/* The scores of one node are one column. */
static void check_fill(const egb_plan *plan, size_t i, egb_diag *diag) {
  const egb_node *node = &plan->index->node[i];
  const egb_impute *method = plan->node[i].fill;
  if (method == NULL || method->alone)
    return;
  egb_diag_at(diag, EGB_SEVERITY_ERROR, EGB_E_PLAN_CLASH, egb_choice_place(&node->fill, node),
              "the scores of %s cannot be imputed by `%s`, which looks at %s", node->id, method->head.name,
              method->needs_periods ? "other periods" : "other indicators");
  egb_diag_hint(diag, "impute them by `mean`, `median`, `group-mean`, `group-median` or `value`");
}

/* The highest score is the worst one there. */
static void check_flattery(const egb_plan *plan, size_t i, egb_diag *diag) {
  const egb_node *node = &plan->index->node[i];
  if (!plan->index->lower || !plan->node[i].aggregate->flatters)
    return;
  egb_diag_at(
      diag, EGB_SEVERITY_ERROR, EGB_E_PLAN_CLASH, egb_choice_place(&node->aggregate, node),
      "%s is aggregated by `%s`, which gives each unit the weights by which its score is highest, and a lower score is "
      "better in this index",
      node->id, plan->node[i].aggregate->head.name);
  egb_diag_hint(diag,
                "aggregate %s by `arithmetic`; or leave `direction: lower` of the index out and reverse the indicators "
                "instead",
                node->id);
}

/* Methods that compare all children with each other take minutes for thousands. */
static void check_count(const egb_plan *plan, size_t i, egb_diag *diag) {
  const egb_node *nodes = plan->index->node;
  const egb_weigh *weigh = plan->node[i].weigh;
  size_t count = 0;
  for (size_t child = nodes[i].first_child; child != EGB_NONE; child = nodes[child].next)
    count += plan->node[child].active;
  if (weigh->most_children == 0 || count <= weigh->most_children)
    return;
  egb_diag_at(diag, EGB_SEVERITY_ERROR, EGB_E_PLAN_CLASH, egb_choice_place(&nodes[i].weights, &nodes[i]),
              "`%s` finds the weights of at most %zu children, and %s has %zu", weigh->head.name, weigh->most_children,
              nodes[i].id, count);
  egb_diag_hint(diag, "put them in groups below %s, or weight it by `equal` or `sd`", nodes[i].id);
}

/* The standard error of a mean of sources is that of no other score. */
static void check_dispersion(const egb_plan *plan, size_t i, egb_diag *diag) {
  const egb_score_bounds *bounds = &plan->index->rank.bounds;
  const egb_planned_node *planned = &plan->node[i];
  const egb_node *node = &plan->index->node[i];
  const bool changed = node->then != NULL, rescaled = planned->rescale != NULL;
  if (i > 0 || !bounds->dispersion || (planned->aggregate->linear && !rescaled && !changed))
    return;
  egb_diag_at(diag, EGB_SEVERITY_ERROR, EGB_E_PLAN_CLASH, bounds->place,
              "the dispersion of sources gives the standard error of their mean, and %s is %s by `%s`", node->id,
              changed    ? "changed"
              : rescaled ? "rescaled"
                         : "aggregated",
              changed    ? "then:"
              : rescaled ? planned->rescale->head.name
                         : planned->aggregate->head.name);
  egb_diag_hint(diag, "%s %s%s, or name a column with standard errors: `bounds: {error: column}`",
                changed    ? "remove `then:` of"
                : rescaled ? "remove `rescale:` of"
                           : "aggregate",
                node->id, changed || rescaled ? "" : " by `arithmetic`");
}

void egb_plan_check_aggregate(const egb_plan *plan, size_t node, egb_diag *diag) {
  check_dispersion(plan, node, diag);
  check_negative(plan, node, diag);
  check_children(plan, node, diag);
  check_rescale(plan, node, diag);
  check_fill(plan, node, diag);
  (void)egb_plan_check_then(plan, node, diag);
  check_flattery(plan, node, diag);
  check_count(plan, node, diag);
}
