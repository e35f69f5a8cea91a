#include "exact/exact.h"

#include "base/codes.h"
#include "score/stages.h"
#include "stats/order.h"
#include "stats/sum.h"

#define QUANTUM 1e-9 /* of scores; of logarithms and powers a hundredth, as scores go to 100 or so */

/* ---- means ----------------------------------------------------------------------------------- */

/* Scores below `least` count as that much: the mean is then a curve with a bend. */
static bool is_lifted(const egb_planned_node *node) {
  return egb_parameter_number(&node->aggregate->head, EGB_ROLE_LEAST, node->aggregate_with->parameter, 0) > 0;
}

bool egb_mean_of(const egb_planned_node *node, egb_mean *out) {
  if (node->aggregate == NULL)
    return false;
  out->nonnegative = node->aggregate->needs_nonnegative;
  return egb_aggregation_power(node->aggregate, node->aggregate_with->parameter, &out->power) && !is_lifted(node);
}

bool egb_mean_same(egb_mean a, egb_mean b) {
  return a.power == b.power && a.nonnegative == b.nonnegative;
}

double egb_mean_there(egb_mean mean, double x) {
  if (isnan(x) || (mean.nonnegative && x < 0))
    return (double)NAN;
  if (mean.power == 1)
    return x;
  if (mean.power == 0)
    return log(x);
  return mean.power > 0 ? pow(x, mean.power) : -pow(x, mean.power);
}

double egb_mean_back(egb_mean mean, double y) {
  if (mean.power == 1)
    return y;
  if (mean.power == 0)
    return exp(y);
  return mean.power > 0 ? pow(fmax(y, 0), 1 / mean.power) : pow(fmax(-y, 0), 1 / mean.power);
}

const char *egb_mean_transform(egb_mean mean) {
  return mean.power == 1 ? "none" : mean.power == 0 ? "ln" : "power";
}

/* ---- obstacles ------------------------------------------------------------------------------- */

const char *egb_exact_obstacle(egb_arena *arena, const egb_plan *plan, size_t node) {
  const egb_planned_node *planned = &plan->node[node];
  const char *id = plan->index->node[node].id;
  egb_mean mean;
  if (planned->kept)
    return egb_arena_format(arena, "the score of %s is kept as it was computed", id);
  if (planned->aggregate->is_mean && is_lifted(planned))
    return egb_arena_format(arena, "the %s mean of %s lifts scores below `least`", planned->aggregate->head.name, id);
  if (!egb_mean_of(planned, &mean))
    return egb_arena_format(arena, "%s is aggregated by `%s`, which is not a mean with weights", id,
                            planned->aggregate->head.name);
  if (planned->aggregate_with->common.round >= 0)
    return egb_arena_format(arena, "the score of %s is rounded", id);
  if (plan->index->node[node].then != NULL)
    return egb_arena_format(arena, "the score of %s is changed by `then:`", id);
  const size_t user = egb_then_user(plan, node, 0, 0);
  if (user != EGB_NONE)
    return egb_arena_format(arena, "`then:` of %s uses the score of %s", plan->index->node[user].id, id);
  if (planned->rescale != NULL && (node > 0 || !planned->rescale->keeps_order))
    return egb_arena_format(arena, "the score of %s is rescaled by `%s`", id, planned->rescale->head.name);
  if (planned->fill != NULL)
    return egb_arena_format(arena, "missing scores of %s are imputed by `%s`", id, planned->fill->head.name);
  return "";
}

egb_status egb_exact_demand(egb_arena *arena, const egb_plan *plan, const char *what, egb_diag *diag) {
  const egb_status computed = egb_index_refuse_published(plan->index, diag);
  const char *obstacle = computed == EGB_OK ? egb_exact_obstacle(arena, plan, 0) : "";
  if (computed != EGB_OK)
    return computed;
  if (obstacle == NULL)
    return EGB_NO_MEMORY;
  if (obstacle[0] == '\0')
    return EGB_OK;
  egb_diag_at(diag, EGB_SEVERITY_ERROR, EGB_E_UNCOMPUTABLE, plan->index->node[0].place, "%s cannot be found: %s", what,
              obstacle);
  egb_diag_hint(
      diag,
      "exact answers are for arithmetic, geometric, harmonic and power means without rounding; sampling has an answer "
      "for everything");
  return EGB_UNCOMPUTABLE;
}

/* ---- ranked order ---------------------------------------------------------------------------- */

bool egb_ranked_order_make(egb_arena *arena, const egb_results *results, egb_ranked_order *out) {
  const size_t units = results->unit_count;
  *out = (egb_ranked_order){.order = egb_arena_array(arena, units, sizeof *out->order),
                            .score = egb_arena_array(arena, units, sizeof *out->score),
                            .rank = egb_arena_array(arena, units, sizeof *out->rank)};
  size_t *scratch = egb_arena_array(arena, units, sizeof *scratch);
  if (out->order == NULL || out->score == NULL || out->rank == NULL || scratch == NULL)
    return false;
  for (size_t u = 0; u < units; u++) {
    out->rank[u] = out->score[u] = (double)NAN;
    if (isnan(results->rank[u]))
      continue;
    out->score[u] =
        egb_index_height(results->index, egb_score_quantise(egb_scores(results, 0)[u], -1, EGB_ROUNDING_HALF_EVEN));
    out->order[out->count++] = u;
  }
  egb_stats_sort(out->score, egb_results_id_order(results), out->count, out->order, scratch);
  egb_stats_rank(out->score, out->order, out->count, EGB_STATS_TIES_COMPETITION, out->rank);
  return true;
}

/* ---- view ------------------------------------------------------------------------------------ */

static void look_at(egb_view *view, const egb_results *results, size_t u) {
  double *value = view->value + u * view->count;
  bool gaps = false, zero = false;
  for (size_t k = 0; k < view->count; k++) {
    value[k] = view->sense * egb_mean_there(view->mean, egb_scores(results, view->node[k])[u]);
    gaps = gaps || isnan(value[k]);
    zero = zero || isinf(value[k]);
  }
  view->state[u] = (uint8_t)(zero ? EGB_VIEW_ZERO : gaps ? EGB_VIEW_GAPS : EGB_VIEW_WHOLE);
}

bool egb_view_make(egb_arena *arena, const egb_plan *plan, const egb_results *results, egb_view *out) {
  const egb_node *nodes = plan->index->node;
  const size_t most = nodes[0].child_count;
  *out = (egb_view){.sense = egb_index_height(plan->index, 1),
                    .units = results->unit_count,
                    .node = egb_arena_array(arena, most, sizeof *out->node),
                    .share = egb_arena_array(arena, most, sizeof *out->share),
                    .state = egb_arena_array(arena, results->unit_count, sizeof *out->state)};
  if (out->node == NULL || out->share == NULL || out->state == NULL || !egb_mean_of(&plan->node[0], &out->mean))
    return false;
  for (size_t child = nodes[0].first_child; child != EGB_NONE; child = nodes[child].next)
    if (results->active[child] && results->share[child] > 0) {
      out->node[out->count] = child;
      out->share[out->count++] = results->share[child];
    }
  if (out->count > EGB_ARENA_REQUEST_MAX / results->unit_count)
    return false;
  out->value = egb_arena_array(arena, out->count * results->unit_count, sizeof *out->value);
  for (size_t u = 0; out->value != NULL && u < results->unit_count; u++)
    look_at(out, results, u);
  return out->value != NULL;
}

bool egb_view_same_parts(const egb_view *view, size_t a, size_t b) {
  const double *x = view->value + a * view->count, *y = view->value + b * view->count;
  for (size_t k = 0; k < view->count; k++)
    if (isnan(x[k]) != isnan(y[k]))
      return false;
  return true;
}

double egb_view_score(const egb_view *view, const double *weight, size_t unit) {
  const double *value = view->value + unit * view->count;
  egb_sum score = {0}, total = {0};
  for (size_t k = 0; k < view->count; k++) {
    if (isnan(value[k]) || !(weight[k] > 0))
      continue;
    if (isinf(value[k]))
      return value[k];
    egb_sum_add(&score, weight[k] * value[k]);
    egb_sum_add(&total, weight[k]);
  }
  return total.total > 0 ? egb_sum_value(score) / egb_sum_value(total) : (double)NAN;
}

double egb_view_quantum(const egb_view *view) {
  return view->mean.power == 1 ? QUANTUM : QUANTUM / 100;
}
