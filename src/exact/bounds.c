#include "exact/bounds_state.h"

#include "base/codes.h"
#include "base/options.h"
#include "stats/order.h"

#include <string.h>

#define PERCENT 25
#define LEAST_WEIGHT 1e-6 /* of a part under any weights: all that count now keep counting */
#define LONG 1e6

void egb_bounds_free(egb_bounds *bounds) {
  if (bounds != NULL)
    egb_arena_free(bounds->arena);
}

size_t egb_bounds_count(const egb_bounds *bounds) {
  return bounds->asked;
}

const egb_rank_bounds *egb_bounds_at(const egb_bounds *bounds, size_t i) {
  return i < bounds->asked ? &bounds->unit[i] : NULL;
}

size_t egb_bounds_parts(const egb_bounds *bounds) {
  return bounds->view.count;
}

egb_weight_limit egb_bounds_limit(const egb_bounds *bounds, size_t part) {
  if (part >= bounds->view.count)
    return (egb_weight_limit){SIZE_MAX, (double)NAN, (double)NAN};
  return (egb_weight_limit){bounds->view.node[part], bounds->box.low[part], bounds->box.high[part]};
}

const double *egb_bounds_weights(const egb_bounds *bounds, size_t i, bool worst) {
  return i < bounds->asked ? bounds->weights + (2 * i + worst) * bounds->view.count : NULL;
}

bool egb_bounds_exact(const egb_bounds *bounds) {
  return bounds->exact;
}

size_t egb_bounds_decided(const egb_bounds *bounds) {
  return bounds->decided;
}

bool egb_bounds_solver(const egb_bounds *bounds) {
  return bounds->solver;
}

/* ---- limits ---------------------------------------------------------------------------------- */

static egb_status refuse_limits(egb_diag *diag, const char *text, const char *id) {
  if (id != NULL)
    egb_diag_say(diag, EGB_SEVERITY_ERROR, EGB_E_SET_WEIGHT, "%s %s", id, text);
  else
    egb_diag_say(diag, EGB_SEVERITY_ERROR, EGB_E_SET_WEIGHT, "%s", text);
  egb_diag_hint(
      diag,
      "limits are shares from 0 to 1 of children of the index; the lower ones may add up to 1 at most, the upper ones "
      "to 1 at least");
  return EGB_REFUSED;
}

static egb_status set_limit(egb_bounds *bounds, const egb_plan *plan, const egb_weight_limit *limit, egb_diag *diag) {
  const char *id = limit->node < plan->index->node_count ? plan->index->node[limit->node].id : "?";
  if (!(limit->low >= 0 && limit->low <= limit->high && limit->high <= 1))
    return refuse_limits(diag, "has limits that no share satisfies", id);
  for (size_t k = 0; k < bounds->view.count; k++)
    if (bounds->view.node[k] == limit->node) {
      bounds->box.low[k] = limit->low;
      bounds->box.high[k] = limit->high;
      return EGB_OK;
    }
  return refuse_limits(diag, "is not a child of the index with a weight above 0, so it has no limits", id);
}

static egb_status set_limits(egb_bounds *bounds, const egb_plan *plan, const egb_bounds_options *options,
                             egb_diag *diag) {
  egb_box *box = &bounds->box;
  const double percent = options->percent == 0 ? PERCENT : options->percent;
  egb_status status = EGB_OK;
  if (!(percent >= 0 && (percent <= 100 || isinf(percent))))
    return refuse_limits(diag, "weights vary by 0 to 100 percent of themselves", NULL);
  for (size_t k = 0; k < box->count; k++) {
    const double share = bounds->view.share[k];
    box->low[k] = fmin(LEAST_WEIGHT, share);
    box->high[k] = 1;
    if (!isinf(percent))
      egb_share_reach(share, percent / 100, &box->low[k], &box->high[k]);
  }
  for (size_t i = 0; i < options->limit_count; i++) {
    const egb_status one = set_limit(bounds, plan, &options->limit[i], diag);
    status = one != EGB_OK ? one : status;
  }
  if (status == EGB_OK && !egb_box_holds(box))
    status = refuse_limits(diag, "no weights that sum to 1 satisfy all the limits", NULL);
  return status;
}

/* ---- all units ------------------------------------------------------------------------------- */

/* The rank of every score, in place of the score: how many are clearly above, and one. NaN, which is above nothing and
 * below nothing, has 1. False: out of memory. */
static bool rank_scores(egb_arena *arena, double quantum, double *score, size_t count) {
  size_t *order = egb_arena_array(arena, count, 3 * sizeof *order);
  double *rank = egb_arena_array(arena, count, sizeof *rank);
  if (order == NULL || rank == NULL)
    return false;
  size_t *tie = order + count, sorted = 0, above = 0;
  for (size_t i = 0; i < count; i++) {
    rank[i] = 1;
    tie[i] = i;
    if (!isnan(score[i]))
      order[sorted++] = i;
  }
  egb_stats_sort(score, tie, sorted, order, tie + count);
  for (size_t i = 0; i < sorted; i++) {
    while (above < i && score[order[above]] - score[order[i]] > quantum)
      above++;
    rank[order[i]] = (double)(above + 1);
  }
  memcpy(score, rank, count * sizeof *score);
  return true;
}

/* The first incumbent, the same weights for all units: those now when they keep the limits, else any that do; and their
 * ranks. */
static bool first_incumbent(egb_bounds *bounds) {
  const egb_view *view = &bounds->view;
  const egb_ranked_order *by_rank = &bounds->by_rank;
  double *none = egb_arena_array(bounds->arena, view->count, 2 * sizeof *none);
  double *score = egb_arena_array(bounds->arena, by_rank->count, sizeof *score);
  bool within = true;
  if (none == NULL || score == NULL)
    return false;
  double *weight = none + view->count;
  for (size_t k = 0; k < view->count; k++)
    within = within && view->share[k] >= bounds->box.low[k] && view->share[k] <= bounds->box.high[k];
  (void)egb_box_most(&bounds->box, none, weight);
  if (within)
    memcpy(weight, view->share, view->count * sizeof *weight);
  for (size_t i = 0; i < by_rank->count; i++)
    score[i] = egb_view_score(view, weight, by_rank->order[i]);
  if (!rank_scores(bounds->arena, egb_view_quantum(view), score, by_rank->count))
    return false;
  for (size_t i = 0; i < by_rank->count; i++) {
    const size_t unit = by_rank->order[i], rank = (size_t)score[i];
    for (size_t worst = 0; worst < 2; worst++)
      memcpy(bounds->weights + (2 * i + worst) * view->count, weight, view->count * sizeof *weight);
    bounds->unit[i] = (egb_rank_bounds){
        .unit = unit, .rank = by_rank->rank[unit], .best = rank, .worst = rank, .best_proven = 1, .worst_proven = 1};
  }
  return true;
}

/* Ranges that decide most pairs at a glance: exact for a unit that has everything, else those of its parts. */
static bool find_ranges(egb_bounds *bounds) {
  const egb_view *view = &bounds->view;
  bounds->least = egb_arena_array(bounds->arena, view->units, 2 * sizeof *bounds->least);
  double *negative = egb_arena_array(bounds->arena, view->count, sizeof *negative);
  if (bounds->least == NULL || negative == NULL)
    return false;
  bounds->most = bounds->least + view->units;
  for (size_t u = 0; u < view->units; u++) {
    const double *value = view->value + u * view->count;
    bounds->least[u] = INFINITY;
    bounds->most[u] = -INFINITY;
    for (size_t k = 0; k < view->count; k++) {
      negative[k] = -value[k];
      bounds->least[u] = fmin(bounds->least[u], value[k]);
      bounds->most[u] = fmax(bounds->most[u], value[k]);
    }
    if (view->state[u] == EGB_VIEW_WHOLE) {
      bounds->least[u] = -egb_box_most(&bounds->box, negative, NULL);
      bounds->most[u] = egb_box_most(&bounds->box, value, NULL);
    }
  }
  return true;
}

/* Pairs that the limits decide, and what they prove for every unit. After `end` only ranges are compared. */
static bool decide_pairs(egb_bounds *bounds, double end) {
  egb_bounds_state w;
  const bool fine = egb_bounds_open(bounds, &w);
  const size_t count = bounds->by_rank.count;
  for (size_t i = 0; i < count && fine; i++) {
    egb_pair *pair = egb_bounds_now() < end ? w.pair : NULL;
    for (size_t k = 0; k < i && k < bounds->asked; k++) {
      const size_t a = bounds->by_rank.order[k], b = bounds->by_rank.order[i];
      const egb_outcome up = egb_bounds_decide(bounds, &bounds->box, a, b, w.scratch, pair);
      const egb_outcome down = egb_bounds_decide(bounds, &bounds->box, b, a, w.scratch, pair);
      bounds->decided += up != EGB_UNDECIDED || down != EGB_UNDECIDED;
      bounds->unit[k].best_proven += up == EGB_ALWAYS_ABOVE;
      bounds->unit[k].worst_proven += up != EGB_NEVER_ABOVE;
      bounds->unit[i].best_proven += down == EGB_ALWAYS_ABOVE;
      bounds->unit[i].worst_proven += down != EGB_NEVER_ABOVE;
    }
  }
  for (size_t i = 0; i < count; i++)
    egb_bounds_answer(&bounds->unit[i]);
  egb_arena_free(w.arena);
  return fine;
}

static bool is_known(const egb_rank_bounds *unit, bool first_only) {
  return first_only ? unit->first != EGB_ANSWER_UNKNOWN
                    : unit->best == unit->best_proven && unit->worst == unit->worst_proven;
}

bool egb_bounds_stop(void *context) {
  const egb_bounds *bounds = context;
  const egb_bounds_options *options = bounds->options;
  return options->watch != NULL && options->watch(options->context, bounds->known, bounds->asked);
}

/* Searches for all units: without programs (shares 0), or with them, each unit for that many equal shares of the time
 * that is left. */
static egb_status search(egb_bounds *bounds, const egb_bounds_options *options, double end, double shares) {
  const size_t count = bounds->asked;
  bounds->known = 0;
  for (size_t i = 0; i < count; i++)
    bounds->known += is_known(&bounds->unit[i], options->first_only);
  for (size_t i = 0; i < count; i++) {
    const double time = egb_bounds_now(), left = end - time;
    if (left <= 0 || egb_bounds_stop(bounds))
      break;
    if (is_known(&bounds->unit[i], options->first_only))
      continue;
    if (!egb_bounds_unit(bounds, i, options->first_only, time + fmin(left, shares * left / (double)(count - i))))
      return EGB_NO_MEMORY;
    bounds->known += is_known(&bounds->unit[i], options->first_only);
  }
  return EGB_OK;
}

/* First the local search, which takes little time and gives every unit an incumbent; then the programs. */
static egb_status search_all(egb_bounds *bounds, const egb_bounds_options *options, double end) {
  egb_status status = search(bounds, options, end, 0);
  if (status == EGB_OK)
    status = search(bounds, options, end, 4);
  for (size_t i = 0; i < bounds->asked; i++)
    bounds->exact = bounds->exact && is_known(&bounds->unit[i], options->first_only);
  return status;
}

static egb_status fill(egb_bounds *bounds, const egb_plan *plan, const egb_results *results,
                       const egb_bounds_options *options, egb_diag *diag) {
  egb_arena *arena = bounds->arena;
  bounds->options = options;
  if (!egb_view_make(arena, plan, results, &bounds->view) || !egb_ranked_order_make(arena, results, &bounds->by_rank))
    return EGB_NO_MEMORY;
  const double seconds = options->seconds > 0 ? options->seconds : LONG, start = egb_bounds_now();
  const size_t parts = bounds->view.count, count = bounds->by_rank.count;
  bounds->asked = options->top > 0 && options->top < count ? options->top : count;
  bounds->box = (egb_box){egb_arena_array(arena, parts, sizeof *bounds->box.low),
                          egb_arena_array(arena, parts, sizeof *bounds->box.high), parts};
  bounds->unit = egb_arena_array(arena, count, sizeof *bounds->unit);
  bounds->weights = egb_arena_array(arena, count, 2 * parts * sizeof *bounds->weights);
  if (bounds->box.low == NULL || bounds->box.high == NULL || bounds->unit == NULL || bounds->weights == NULL)
    return EGB_NO_MEMORY;
  const egb_status limited = set_limits(bounds, plan, options, diag);
  if (limited != EGB_OK)
    return limited;
  if (!first_incumbent(bounds))
    return EGB_NO_MEMORY;
  return find_ranges(bounds) && decide_pairs(bounds, start + seconds / 2) ? search_all(bounds, options, start + seconds)
                                                                          : EGB_NO_MEMORY;
}

egb_status egb_bounds_new(const egb_plan *plan, const egb_results *results, const egb_bounds_options *options,
                          egb_diag *diag, egb_bounds **out) {
  egb_bounds_options asked;
  *out = NULL;
  egb_status status = EGB_OPTIONS_TAKE(asked, options, diag);
  if (status != EGB_OK)
    return status;
  egb_arena *arena = egb_arena_new();
  egb_bounds *bounds = arena != NULL ? egb_arena_array(arena, 1, sizeof *bounds) : NULL;
  if (bounds == NULL) {
    egb_arena_free(arena);
    return EGB_NO_MEMORY;
  }
  *bounds = (egb_bounds){.arena = arena, .exact = true, .solver = true};
  status = egb_exact_demand(arena, plan, "bounds of the ranks", diag);
  if (status == EGB_OK)
    status = fill(bounds, plan, results, &asked, diag);
  if (status != EGB_OK) {
    egb_bounds_free(bounds);
    return status;
  }
  *out = bounds;
  return EGB_OK;
}
