#include "exact/curve.h"

#include "score/scale.h"
#include "score/stages.h"
#include "stats/sum.h"

/* Scores that formula and scoring give differ by no more than this, relatively, unless something was overlooked. */
#define TRUST 1e-7
#define SAME 1e-14

bool egb_curves_open(egb_arena *arena, const egb_plan *plan, const egb_results *results, egb_curves *out) {
  size_t deepest = 0;
  for (size_t i = 0; i < plan->index->node_count; i++)
    if (plan->index->node[i].depth > deepest)
      deepest = plan->index->node[i].depth;
  *out = (egb_curves){.plan = plan, .results = results, .units = results->unit_count};
  if (deepest + 1 > EGB_ARENA_REQUEST_MAX / results->unit_count)
    return false;
  out->curve = egb_arena_array(arena, results->unit_count, sizeof *out->curve);
  out->step = egb_arena_array(arena, (deepest + 1) * results->unit_count, sizeof *out->step);
  out->mean = egb_arena_array(arena, deepest + 2, sizeof *out->mean);
  out->family = egb_arena_array(arena, deepest + 1, sizeof *out->family);
  if (out->curve == NULL || out->step == NULL || out->mean == NULL || out->family == NULL)
    return false;
  for (size_t depth = 0; depth < deepest; depth++) {
    out->family[depth].node = EGB_NONE;
    out->family[depth].whole = egb_arena_array(arena, results->unit_count, sizeof *out->family[depth].whole);
    if (out->family[depth].whole == NULL)
      return false;
  }
  return true;
}

/* ---- building -------------------------------------------------------------------------------- */

/* What the other children of a node give a unit: in the scale of the node's mean, with their shares. */
typedef struct others {
  double sum, weight;
  bool zero, negative; /* a zero that makes the mean 0; a score that makes it NaN */
} others;

static bool is_zero(double y) {
  return isinf(y) && y < 0;
}

static void add_child(const egb_curves *curves, egb_mean mean, size_t child, egb_curve_whole *whole) {
  const egb_results *r = curves->results;
  const double share = r->share[child];
  for (size_t u = 0; u < curves->units; u++) {
    const double x = egb_scores(r, child)[u];
    if (isnan(x))
      continue;
    whole[u].present++;
    if (!(share > 0))
      continue;
    const double y = egb_mean_there(mean, x);
    whole[u].negatives += isnan(y) ? 1 : 0;
    whole[u].zeros += is_zero(y);
    egb_sum_add(&whole[u].weight, share);
    if (isfinite(y))
      egb_sum_add(&whole[u].sum, share * y);
  }
}

/* The children of a node together. */
static const egb_curve_family *family_of(const egb_curves *curves, egb_mean mean, size_t node) {
  const egb_node *nodes = curves->plan->index->node;
  const egb_results *r = curves->results;
  egb_curve_family *f = &curves->family[nodes[node].depth];
  if (f->node == node)
    return f;
  *f = (egb_curve_family){.node = node, .whole = f->whole};
  for (size_t u = 0; u < curves->units; u++)
    f->whole[u] = (egb_curve_whole){0};
  for (size_t child = nodes[node].first_child; child != EGB_NONE; child = nodes[child].next) {
    if (!r->active[child])
      continue;
    f->active++;
    egb_sum_add(&f->weight, r->weight[child]);
    if (r->share[child] > 0)
      egb_sum_add(&f->share, r->share[child]);
    add_child(curves, mean, child, f->whole);
  }
  return f;
}

static others gather(const egb_curves *curves, egb_mean mean, size_t parent, size_t except, size_t unit) {
  const egb_results *r = curves->results;
  const double x = egb_scores(r, except)[unit], share = r->share[except];
  egb_curve_whole whole = family_of(curves, mean, parent)->whole[unit];
  if (r->active[except] && share > 0 && !isnan(x)) {
    const double y = egb_mean_there(mean, x);
    whole.negatives -= isnan(y) ? 1 : 0;
    whole.zeros -= is_zero(y);
    egb_sum_add(&whole.weight, -share);
    if (isfinite(y))
      egb_sum_add(&whole.sum, -share * y);
  }
  return (others){.sum = egb_sum_value(whole.sum),
                  .weight = egb_sum_value(whole.weight),
                  .zero = whole.zeros > 0,
                  .negative = whole.negatives > 0};
}

/* Too little is available for a score of the node, whatever its weights. has: the child has a score. */
static bool is_withheld(const egb_curves *curves, egb_mean mean, size_t node, size_t unit, size_t child, bool has) {
  const egb_results *r = curves->results;
  const egb_curve_family *f = family_of(curves, mean, node);
  const bool had = r->active[child] && !isnan(egb_scores(r, child)[unit]);
  const size_t present = f->whole[unit].present - had + (r->active[child] && has);
  return !egb_score_enough(r, node, unit, present, f->active);
}

static egb_curve none(void) {
  return (egb_curve){.kind = EGB_CURVE_NONE, .value = (double)NAN};
}

static egb_curve fixed(double value) {
  return isnan(value) ? none() : (egb_curve){.kind = EGB_CURVE_FIXED, .value = value};
}

/* A mean whose parts do not move: the others', and one of value x (NaN: none) with its share. */
static egb_curve at_rest(egb_mean mean, others o, double x, double share) {
  const double y = egb_mean_there(mean, x);
  const bool counts = !isnan(x) && share > 0;
  if (o.negative || (counts && isnan(y)))
    return none();
  if (o.zero || (counts && isinf(y) && y < 0))
    return fixed(0);
  const double weight = o.weight + (counts ? share : 0);
  return weight > 0 ? fixed(egb_mean_back(mean, (o.sum + (counts ? share * y : 0)) / weight)) : none();
}

/* The node's parent. full: weight of all siblings together, so that a unit that has all of them gets exactly 1. */
static egb_curve begin(const egb_curves *curves, egb_mean mean, size_t node, double full, size_t unit) {
  const egb_results *r = curves->results;
  const size_t parent = curves->plan->index->node[node].parent;
  const double x = egb_scores(r, node)[unit], y = egb_mean_there(mean, x);
  const others o = gather(curves, mean, parent, node, unit);
  if (is_withheld(curves, mean, parent, unit, node, !isnan(x)) || (o.negative || (!isnan(x) && isnan(y))))
    return none();
  if (o.zero || (isinf(y) && y < 0))
    return fixed(0);
  if (isnan(x) || !(o.weight > 0))
    return isnan(x) ? at_rest(mean, o, x, 0) : fixed(x);
  const double sum = o.sum / full, weight = o.weight / full;
  if (fabs(y * weight - sum) <= SAME * fabs(sum)) /* the others are worth as much: nothing moves */
    return fixed(x);
  return (egb_curve){EGB_CURVE_MOVING, {sum, y - sum}, {weight, 1 - weight}, (double)NAN};
}

/* The value of a moving curve below the steps that are kept. */
static double value_at(const egb_curves *curves, const egb_curve *c, size_t unit, size_t steps, double t) {
  double y = egb_mean_back(curves->mean[0], (c->top[0] + c->top[1] * t) / (c->bottom[0] + c->bottom[1] * t));
  for (size_t i = 0; i < steps; i++) {
    const egb_curve_step *step = &curves->step[i * curves->units + unit];
    y = egb_mean_back(curves->mean[i + 1], step->add + step->times * egb_mean_there(curves->mean[i + 1], y));
  }
  return y;
}

/* One mean further up. fresh: it is of another kind than the one below, and a step of its own. False: a moving score
 * below zero comes under a mean that has none there. */
static bool climb(egb_curves *curves, egb_mean mean, bool fresh, size_t node, size_t below, size_t unit) {
  const egb_results *r = curves->results;
  egb_curve *c = &curves->curve[unit];
  const double share = r->share[below];
  const others o = gather(curves, mean, node, below, unit);
  if (is_withheld(curves, mean, node, unit, below, c->kind != EGB_CURVE_NONE)) {
    *c = none();
    return true;
  }
  const size_t steps = curves->steps;
  const bool moves = c->kind == EGB_CURVE_MOVING && share > 0;
  if (moves && !o.negative && fresh && mean.nonnegative &&
      !(fmin(value_at(curves, c, unit, steps, 0), value_at(curves, c, unit, steps, 1)) >= 0))
    return false;
  if (!moves || o.negative || o.zero) {
    *c = at_rest(mean, o, moves ? 1 : c->value, share); /* what moves is above zero inside, and 1 represents it */
    return true;
  }
  const double add = o.sum / (o.weight + share), times = share / (o.weight + share);
  if (fresh) {
    curves->step[steps * curves->units + unit] = (egb_curve_step){add, times};
  } else if (steps > 0) {
    egb_curve_step *step = &curves->step[(steps - 1) * curves->units + unit];
    *step = (egb_curve_step){add + times * step->add, times * step->times};
  } else {
    for (int i = 0; i < 2; i++)
      c->top[i] = add * c->bottom[i] + times * c->top[i];
  }
  return true;
}

static const char *siblings_of(egb_curves *curves, size_t node, double *full) {
  const egb_results *r = curves->results;
  const size_t parent = curves->plan->index->node[node].parent;
  const egb_curve_family *f = family_of(curves, curves->mean[0], parent);
  egb_sum rest = f->share;
  if (r->active[node] && r->share[node] > 0)
    egb_sum_add(&rest, -r->share[node]);
  *full = egb_sum_value(rest);
  curves->total = egb_sum_value(f->weight);
  curves->share = r->share[node];
  return *full > 0 ? "" : "no sibling has a weight";
}

/* The curves must give the scores that scoring gave. */
static bool trusted(const egb_curves *curves) {
  const egb_results *r = curves->results;
  const double *score = curves->plan->node[0].rescale != NULL ? r->before_rescale : egb_scores(r, 0);
  for (size_t u = 0; u < curves->units && curves->share > 0; u++) {
    const double value = egb_curve_value(curves, u, curves->share);
    if (isnan(value) != isnan(score[u]) || fabs(value - score[u]) > TRUST * (1 + fabs(score[u])))
      return false;
  }
  return true;
}

const char *egb_curves_of(egb_arena *arena, egb_curves *curves, size_t node) {
  const egb_plan *plan = curves->plan;
  const egb_node *nodes = plan->index->node;
  double full = 0;
  const char *reason = "";
  for (size_t i = node; i > 0 && reason != NULL && reason[0] == '\0';) {
    i = nodes[i].parent;
    reason = egb_exact_obstacle(arena, plan, i);
  }
  if (reason == NULL || reason[0] != '\0')
    return reason;
  curves->steps = 0;
  (void)egb_mean_of(&plan->node[nodes[node].parent], &curves->mean[0]);
  reason = siblings_of(curves, node, &full);
  if (reason[0] != '\0')
    return reason;
  for (size_t u = 0; u < curves->units; u++)
    curves->curve[u] = begin(curves, curves->mean[0], node, full, u);
  for (size_t below = nodes[node].parent; below > 0; below = nodes[below].parent) {
    egb_mean mean = {0};
    (void)egb_mean_of(&plan->node[nodes[below].parent], &mean);
    const bool fresh = !egb_mean_same(mean, curves->mean[curves->steps]);
    for (size_t u = 0; u < curves->units; u++)
      if (!climb(curves, mean, fresh, nodes[below].parent, below, u))
        return "scores below zero come under a mean that has none there";
    if (fresh)
      curves->mean[++curves->steps] = mean;
  }
  for (size_t u = 0; u < curves->units; u++) {
    egb_curve *c = &curves->curve[u];
    if (c->kind == EGB_CURVE_FIXED && curves->steps == 0) {
      c->top[0] = egb_mean_there(curves->mean[0], c->value);
      c->bottom[0] = 1;
      c->top[1] = c->bottom[1] = 0;
    }
  }
  return trusted(curves) ? "" : "its scores do not follow from its weights alone";
}

double egb_curve_value(const egb_curves *curves, size_t unit, double t) {
  const egb_curve *c = &curves->curve[unit];
  return c->kind == EGB_CURVE_MOVING ? value_at(curves, c, unit, curves->steps, t) : c->value;
}
