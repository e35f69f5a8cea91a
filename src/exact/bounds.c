#include "exact/bounds_state.h"

#include "base/codes.h"
#include "base/options.h"
#include "model/bounds.h"
#include "score/stages.h"
#include "stats/order.h"

#include <string.h>

#define PERCENT 25
#define LEAST_WEIGHT 1e-6 /* of a part under any weights: all that count now keep counting */
#define LONG 1e6

void egb_bounds_free(egb_bounds *bounds) {
  if (bounds != NULL)
    egb_arena_free(bounds->arena);
}

const egb_bounds_summary *egb_bounds_about(const egb_bounds *bounds) {
  return &bounds->about;
}

size_t egb_bounds_count(const egb_bounds *bounds) {
  return bounds->count;
}

const egb_rank_bounds *egb_bounds_at(const egb_bounds *bounds, size_t i) {
  return i < bounds->count ? &bounds->unit[i] : NULL;
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

static egb_status set_limit(egb_bounds_search *search, const egb_plan *plan, const egb_weight_limit *limit,
                            egb_diag *diag) {
  const char *id = limit->node < plan->index->node_count ? plan->index->node[limit->node].id : "?";
  if (!(limit->low >= 0 && limit->low <= limit->high && limit->high <= 1))
    return refuse_limits(diag, "has limits that no share satisfies", id);
  for (size_t k = 0; k < search->view.count; k++)
    if (search->view.node[k] == limit->node) {
      search->box.low[k] = limit->low;
      search->box.high[k] = limit->high;
      return EGB_OK;
    }
  return refuse_limits(diag, "is not a child of the index with a weight above 0, so it has no limits", id);
}

static egb_status set_limits(egb_bounds_search *search, const egb_plan *plan, const egb_bounds_options *options,
                             egb_diag *diag) {
  egb_box *box = &search->box;
  const double percent = options->percent == 0 ? PERCENT : options->percent;
  egb_status status = EGB_OK;
  if (!(percent >= 0 && (percent <= 100 || isinf(percent))))
    return refuse_limits(diag, "weights vary by 0 to 100 percent of themselves", NULL);
  for (size_t k = 0; k < box->count; k++) {
    const double share = search->view.share[k];
    box->low[k] = fmin(LEAST_WEIGHT, share);
    box->high[k] = 1;
    if (!isinf(percent))
      egb_share_reach(share, percent / 100, &box->low[k], &box->high[k]);
  }
  for (size_t i = 0; i < options->limit_count; i++) {
    const egb_status one = set_limit(search, plan, &options->limit[i], diag);
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
static bool first_incumbent(egb_bounds_search *search) {
  const egb_view *view = &search->view;
  const egb_ranked_order *by_rank = &search->by_rank;
  double *none = egb_arena_array(search->scratch, view->count, 2 * sizeof *none);
  double *score = egb_arena_array(search->scratch, by_rank->count, sizeof *score);
  bool within = true;
  if (none == NULL || score == NULL)
    return false;
  double *weight = none + view->count;
  for (size_t k = 0; k < view->count; k++)
    within = within && view->share[k] >= search->box.low[k] && view->share[k] <= search->box.high[k];
  (void)egb_box_most(&search->box, none, weight);
  if (within)
    memcpy(weight, view->share, view->count * sizeof *weight);
  for (size_t i = 0; i < by_rank->count; i++)
    score[i] = egb_view_score(view, weight, by_rank->order[i]);
  if (!rank_scores(search->scratch, egb_view_quantum(view), score, by_rank->count))
    return false;
  for (size_t i = 0; i < by_rank->count; i++) {
    const size_t unit = by_rank->order[i], rank = (size_t)score[i];
    for (size_t worst = 0; worst < 2; worst++)
      memcpy(search->weights + (2 * i + worst) * view->count, weight, view->count * sizeof *weight);
    search->unit[i] = (egb_rank_bounds){
        .unit = unit, .rank = by_rank->rank[unit], .best = rank, .worst = rank, .best_proven = 1, .worst_proven = 1};
  }
  return true;
}

/* Ranges that decide most pairs at a glance: exact for a unit that has everything, else those of its parts. */
static bool find_ranges(egb_bounds_search *search) {
  const egb_view *view = &search->view;
  search->least = egb_arena_array(search->scratch, view->units, 2 * sizeof *search->least);
  double *negative = egb_arena_array(search->scratch, view->count, sizeof *negative);
  if (search->least == NULL || negative == NULL)
    return false;
  search->most = search->least + view->units;
  for (size_t u = 0; u < view->units; u++) {
    const double *value = view->value + u * view->count;
    search->least[u] = INFINITY;
    search->most[u] = -INFINITY;
    for (size_t k = 0; k < view->count; k++) {
      negative[k] = -value[k];
      search->least[u] = fmin(search->least[u], value[k]);
      search->most[u] = fmax(search->most[u], value[k]);
    }
    if (view->state[u] == EGB_VIEW_WHOLE) {
      search->least[u] = -egb_box_most(&search->box, negative, NULL);
      search->most[u] = egb_box_most(&search->box, value, NULL);
    }
  }
  return true;
}

/* Pairs that the limits decide, and what they prove for every unit. After `end` only ranges are compared. */
static bool decide_pairs(egb_bounds_search *search, double end) {
  egb_bounds_state w;
  const bool fine = egb_bounds_open(search, &w);
  const size_t count = search->by_rank.count;
  for (size_t i = 0; i < count && fine; i++) {
    egb_pair *pair = egb_bounds_now() < end ? w.pair : NULL;
    for (size_t k = 0; k < i && k < search->asked; k++) {
      const size_t a = search->by_rank.order[k], b = search->by_rank.order[i];
      const egb_outcome up = egb_bounds_decide(search, &search->box, a, b, w.scratch, pair);
      const egb_outcome down = egb_bounds_decide(search, &search->box, b, a, w.scratch, pair);
      search->decided += up != EGB_UNDECIDED || down != EGB_UNDECIDED;
      search->unit[k].best_proven += up == EGB_ALWAYS_ABOVE;
      search->unit[k].worst_proven += up != EGB_NEVER_ABOVE;
      search->unit[i].best_proven += down == EGB_ALWAYS_ABOVE;
      search->unit[i].worst_proven += down != EGB_NEVER_ABOVE;
    }
  }
  for (size_t i = 0; i < count; i++)
    egb_bounds_answer(&search->unit[i]);
  egb_arena_free(w.arena);
  return fine;
}

static bool is_known(const egb_rank_bounds *unit, bool first_only) {
  return first_only ? unit->first != EGB_ANSWER_UNKNOWN
                    : unit->best == unit->best_proven && unit->worst == unit->worst_proven;
}

bool egb_bounds_stop(void *context) {
  const egb_bounds_search *search = context;
  const egb_bounds_options *options = search->options;
  return options->watch != NULL && options->watch(options->context, search->known, search->asked);
}

/* Searches for all units: without programs (shares 0), or with them, each unit for that many equal shares of the time
 * that is left. */
static egb_status search_units(egb_bounds_search *search, const egb_bounds_options *options, double end,
                               double shares) {
  const size_t count = search->asked;
  search->known = 0;
  for (size_t i = 0; i < count; i++)
    search->known += is_known(&search->unit[i], options->first_only);
  for (size_t i = 0; i < count; i++) {
    const double time = egb_bounds_now(), left = end - time;
    if (left <= 0 || egb_bounds_stop(search))
      break;
    if (is_known(&search->unit[i], options->first_only))
      continue;
    if (!egb_bounds_unit(search, i, options->first_only, time + fmin(left, shares * left / (double)(count - i))))
      return EGB_NO_MEMORY;
    search->known += is_known(&search->unit[i], options->first_only);
  }
  return EGB_OK;
}

/* First the local search, which takes little time and gives every unit an incumbent; then the programs. */
static egb_status search_all(egb_bounds_search *search, const egb_bounds_options *options, double end) {
  egb_status status = search_units(search, options, end, 0);
  if (status == EGB_OK)
    status = search_units(search, options, end, 4);
  for (size_t i = 0; i < search->asked; i++)
    search->exact = search->exact && is_known(&search->unit[i], options->first_only);
  return status;
}

/* The answer's own memory, and what the search looks at. */
static bool open_search(egb_bounds_search *search, const egb_plan *plan, const egb_results *results) {
  egb_arena *arena = search->arena;
  if (!egb_view_make(search->scratch, plan, results, &search->view) ||
      !egb_ranked_order_make(search->scratch, results, &search->by_rank))
    return false;
  const size_t parts = search->view.count, count = search->by_rank.count, top = search->options->top;
  search->asked = top > 0 && top < count ? top : count;
  search->box = (egb_box){egb_arena_array(search->scratch, parts, sizeof *search->box.low),
                          egb_arena_array(search->scratch, parts, sizeof *search->box.high), parts};
  search->unit = egb_arena_array(arena, count, sizeof *search->unit);
  search->weights = egb_arena_array(arena, count, 2 * parts * sizeof *search->weights);
  return search->box.low != NULL && search->box.high != NULL && search->unit != NULL && search->weights != NULL;
}

static egb_status run(egb_bounds_search *search, const egb_plan *plan, egb_diag *diag) {
  const egb_bounds_options *options = search->options;
  const double seconds = options->seconds > 0 ? options->seconds : LONG, start = egb_bounds_now();
  const egb_status limited = set_limits(search, plan, options, diag);
  if (limited != EGB_OK)
    return limited;
  if (!first_incumbent(search))
    return EGB_NO_MEMORY;
  return find_ranges(search) && decide_pairs(search, start + seconds / 2) ? search_all(search, options, start + seconds)
                                                                          : EGB_NO_MEMORY;
}

/* What was found, as the answer has it. */
static egb_status conclude(const egb_bounds_search *search, egb_bounds *out) {
  const size_t parts = search->view.count;
  egb_weight_limit *limit = egb_arena_array(search->arena, parts, sizeof *limit);
  if (limit == NULL)
    return EGB_NO_MEMORY;
  for (size_t k = 0; k < parts; k++)
    limit[k] = (egb_weight_limit){search->view.node[k], search->box.low[k], search->box.high[k]};
  for (size_t i = 0; i < search->asked; i++) {
    search->unit[i].best_weights = search->weights + 2 * i * parts;
    search->unit[i].worst_weights = search->weights + (2 * i + 1) * parts;
  }
  out->about = (egb_bounds_summary){.limit = limit,
                                    .limit_count = parts,
                                    .exact = search->exact,
                                    .solver = search->solver,
                                    .decided = search->decided};
  out->unit = search->unit;
  out->count = search->asked;
  return EGB_OK;
}

static egb_status fill(egb_bounds *bounds, const egb_plan *plan, const egb_bounds_options *options, egb_diag *diag) {
  egb_bounds_search search = {
      .arena = bounds->arena, .scratch = egb_arena_new(), .exact = true, .solver = true, .options = options};
  egb_status status = search.scratch != NULL ? EGB_OK : EGB_NO_MEMORY;
  if (status == EGB_OK)
    status = egb_exact_demand(search.scratch, plan, "bounds of the ranks", diag);
  if (status == EGB_OK)
    status = open_search(&search, plan, bounds->results) ? run(&search, plan, diag) : EGB_NO_MEMORY;
  if (status == EGB_OK)
    status = conclude(&search, bounds);
  egb_arena_free(search.scratch);
  return status;
}

egb_status egb_bounds_new(const egb_plan *plan, const egb_results *results, const egb_bounds_options *options,
                          egb_diag *diag, egb_bounds **out) {
  egb_bounds_options asked;
  *out = NULL;
  egb_status status = EGB_OPTIONS_TAKE(asked, options, diag);
  status = status == EGB_OK ? egb_results_refuse_foreign(results, plan, diag) : status;
  if (status != EGB_OK)
    return status;
  egb_arena *arena = egb_arena_new();
  egb_bounds *bounds = arena != NULL ? egb_arena_array(arena, 1, sizeof *bounds) : NULL;
  if (bounds == NULL) {
    egb_arena_free(arena);
    return EGB_NO_MEMORY;
  }
  *bounds = (egb_bounds){.arena = arena, .results = results};
  status = fill(bounds, plan, &asked, diag);
  if (status != EGB_OK) {
    egb_bounds_free(bounds);
    return status;
  }
  *out = bounds;
  return EGB_OK;
}

/* ---- one unit -------------------------------------------------------------------------------- */

/* What the limits alone prove of it. */
static bool decide_one(egb_bounds_search *search, size_t i) {
  egb_bounds_state w;
  const bool fine = egb_bounds_open(search, &w);
  const size_t unit = search->by_rank.order[i];
  for (size_t k = 0; k < search->by_rank.count && fine; k++) {
    if (k == i)
      continue;
    const egb_outcome up = egb_bounds_decide(search, &search->box, unit, search->by_rank.order[k], w.scratch, w.pair);
    search->unit[i].best_proven += up == EGB_ALWAYS_ABOVE;
    search->unit[i].worst_proven += up != EGB_NEVER_ABOVE;
  }
  egb_arena_free(w.arena);
  return fine;
}

static egb_status search_one(egb_bounds_search *search, const egb_plan *plan, size_t unit, egb_diag *diag,
                             egb_rank_bounds *out, double *weights) {
  size_t i = 0;
  while (i < search->by_rank.count && search->by_rank.order[i] != unit)
    i++;
  if (i == search->by_rank.count)
    return EGB_USAGE;
  const egb_status limited = set_limits(search, plan, search->options, diag);
  if (limited != EGB_OK)
    return limited;
  if (!first_incumbent(search) || !find_ranges(search) || !decide_one(search, i) ||
      !egb_bounds_unit(search, i, false, egb_bounds_now()))
    return EGB_NO_MEMORY;
  *out = search->unit[i];
  memcpy(weights, search->weights + 2 * i * search->view.count, 2 * search->view.count * sizeof *weights);
  return EGB_OK;
}

egb_status egb_bounds_one(const egb_plan *plan, const egb_results *results, size_t unit, double percent, egb_diag *diag,
                          egb_rank_bounds *out, double *weights) {
  const egb_bounds_options options = {.size = sizeof options, .percent = percent};
  egb_arena *arena = egb_arena_new();
  egb_bounds_search search = {.arena = arena, .scratch = arena, .exact = true, .solver = true, .options = &options};
  egb_status status = arena != NULL ? egb_exact_demand(arena, plan, "bounds of the ranks", diag) : EGB_NO_MEMORY;
  if (status == EGB_OK)
    status = open_search(&search, plan, results) ? search_one(&search, plan, unit, diag, out, weights) : EGB_NO_MEMORY;
  egb_arena_free(arena);
  return status;
}
