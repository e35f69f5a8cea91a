#include "robust/swap.h"

#include "base/codes.h"

#include <string.h>

struct egb_swap {
  egb_arena *arena;
  egb_swap_summary about;
  egb_swap_part *part;
  size_t count;
};

void egb_swap_free(egb_swap *swap) {
  if (swap != NULL)
    egb_arena_free(swap->arena);
}

const egb_swap_summary *egb_swap_about(const egb_swap *swap) {
  return &swap->about;
}

size_t egb_swap_count(const egb_swap *swap) {
  return swap->count;
}

const egb_swap_part *egb_swap_part_at(const egb_swap *swap, size_t i) {
  return i < swap->count ? &swap->part[i] : NULL;
}

/* ---- the difference ---------------------------------------------------------------------------------------------- */

static double weight_present(const egb_view *view, size_t unit) {
  double weight = 0;
  for (size_t k = 0; k < view->count; k++)
    if (!isnan(view->value[unit * view->count + k]))
      weight += view->share[k];
  return weight;
}

/* Every part with what it counts for either unit and what it contributes; contributions add up to the difference. */
static void compare(egb_swap *swap, const egb_view *view, const egb_results *results) {
  const size_t *unit = swap->about.unit;
  const double weight[2] = {weight_present(view, unit[0]), weight_present(view, unit[1])};
  for (size_t k = 0; k < view->count; k++) {
    egb_swap_part *part = &swap->part[k];
    double term[2];
    *part = (egb_swap_part){.node = view->node[k], .share = view->share[k]};
    part->least_squares = part->least_total = (double)NAN;
    for (size_t i = 0; i < 2; i++) {
      const double value = view->value[unit[i] * view->count + k];
      const bool has = !isnan(value);
      part->score[i] = results->scored.value[view->node[k] * view->units + unit[i]];
      part->counted[i] = has ? view->share[k] / weight[i] : 0;
      term[i] = has ? part->counted[i] * value : 0;
    }
    part->contribution =
        isnan(part->score[0]) && isnan(part->score[1]) ? (double)NAN : view->sense * (term[0] - term[1]);
  }
  swap->about.difference =
      view->sense * (egb_view_score(view, view->share, unit[0]) - egb_view_score(view, view->share, unit[1]));
}

/* ---- one weight alone -------------------------------------------------------------------------------------------- */

static egb_status turn_one(egb_swap *swap, const egb_plan *plan, const egb_results *results,
                           const egb_standing *standing) {
  egb_curves curves;
  if (!egb_curves_open(swap->arena, plan, results, &curves))
    return EGB_NO_MEMORY;
  const size_t *unit = swap->about.unit;
  const bool first = standing->score[unit[0]] >= standing->score[unit[1]];
  for (size_t k = 0; k < swap->count; k++) {
    egb_swap_part *part = &swap->part[k];
    part->at[0] = part->at[1] =
        (egb_crossing){.share = (double)NAN, .weight = (double)NAN, .loses = SIZE_MAX, .gains = SIZE_MAX};
    const char *reason = egb_curves_of(swap->arena, &curves, part->node);
    if (reason == NULL)
      return EGB_NO_MEMORY;
    if (reason[0] != '\0')
      continue;
    egb_stable_range range = egb_range_whole();
    egb_range_keep(&curves, standing, unit[first ? 0 : 1], unit[first ? 1 : 0], &range);
    const egb_crossing *end[2] = {&range.lower, &range.upper};
    for (size_t i = 0; i < 2; i++)
      if (end[i]->gains != SIZE_MAX) {
        part->at[i] = *end[i];
        part->at[i].weight = end[i]->share * curves.total;
      }
  }
  return EGB_OK;
}

/* ---- all weights together ---------------------------------------------------------------------------------------- */

/* The parts that both have: their weights, scaled to 1, and their differences. Returns how many there are. */
static size_t common_parts(const egb_swap *swap, const egb_view *view, double *w, double *d, size_t *at) {
  const double *a = view->value + swap->about.unit[0] * view->count;
  const double *b = view->value + swap->about.unit[1] * view->count;
  size_t count = 0;
  double total = 0;
  for (size_t k = 0; k < view->count; k++) {
    if (isnan(a[k]) || isnan(b[k]))
      continue;
    at[count] = k;
    w[count] = view->share[k];
    total += w[count];
    d[count] = a[k] - b[k];
    if (fabs(d[count]) <= egb_view_quantum(view) / 2)
      d[count] = 0;
    count++;
  }
  for (size_t i = 0; i < count; i++)
    w[i] /= total;
  return count;
}

static egb_swap_verdict judge(const double *w, const double *d, size_t count, double quantum) {
  bool above = false, below = false;
  double now = 0;
  for (size_t i = 0; i < count; i++) {
    above = above || d[i] > 0;
    below = below || d[i] < 0;
    now += w[i] * d[i];
  }
  if (!above && !below)
    return EGB_SWAP_SAME;
  if (!above || !below)
    return EGB_SWAP_DOMINATED;
  return fabs(now) <= quantum / 2 ? EGB_SWAP_EQUAL : EGB_SWAP_POSSIBLE;
}

/* Weights of parts that one of the two lacks stay as they are; the others move among themselves. */
static void keep_nearest(egb_swap *swap, const egb_view *view, const double *w, const double *near, const size_t *at,
                         size_t count, bool squares) {
  double common = 0, sum = 0;
  for (size_t i = 0; i < count; i++)
    common += view->share[at[i]];
  for (size_t k = 0; k < swap->count; k++)
    *(squares ? &swap->part[k].least_squares : &swap->part[k].least_total) = view->share[k];
  for (size_t i = 0; i < count; i++) {
    const double change = (near[i] - w[i]) * common;
    *(squares ? &swap->part[at[i]].least_squares : &swap->part[at[i]].least_total) = near[i] * common;
    sum += squares ? change * change : fabs(change);
  }
  if (squares)
    swap->about.distance = sqrt(sum);
  else
    swap->about.total = sum;
}

static egb_status turn_all(egb_swap *swap, const egb_view *view) {
  egb_swap_summary *about = &swap->about;
  double *w = egb_arena_array(swap->arena, view->count, 5 * sizeof *w);
  size_t *at = egb_arena_array(swap->arena, view->count, sizeof *at);
  if (w == NULL || at == NULL)
    return EGB_NO_MEMORY;
  double *d = w + view->count, *near = w + 2 * view->count, *room = w + 3 * view->count;
  const size_t count = common_parts(swap, view, w, d, at);
  about->common = !egb_view_same_parts(view, about->unit[0], about->unit[1]);
  about->distance = about->total = (double)NAN;
  for (size_t i = 0; i < count; i++)
    if (!isfinite(d[i])) { /* a zero under a geometric mean decides whatever the weights */
      about->verdict = EGB_SWAP_DOMINATED;
      return EGB_OK;
    }
  about->verdict = judge(w, d, count, egb_view_quantum(view));
  if (count == 0 || about->verdict == EGB_SWAP_DOMINATED)
    return EGB_OK;
  if (egb_nearest_squares(w, d, count, room, near))
    keep_nearest(swap, view, w, near, at, count, true);
  if (egb_nearest_total(w, d, count, near))
    keep_nearest(swap, view, w, near, at, count, false);
  return EGB_OK;
}

/* ---- making it --------------------------------------------------------------------------------------------------- */

static egb_status fill(egb_swap *swap, const egb_plan *plan, const egb_results *results, egb_diag *diag) {
  egb_view view;
  egb_standing standing;
  const egb_status demanded = egb_exact_demand(swap->arena, plan, "what would swap two units", diag);
  if (demanded != EGB_OK)
    return demanded;
  if (!egb_view_make(swap->arena, plan, results, &view) || !egb_standing_make(swap->arena, results, &standing))
    return EGB_NO_MEMORY;
  swap->count = view.count;
  swap->part = egb_arena_array(swap->arena, view.count, sizeof *swap->part);
  if (swap->part == NULL)
    return EGB_NO_MEMORY;
  swap->about.transform = egb_mean_transform(view.mean);
  for (size_t i = 0; i < 2; i++) {
    swap->about.score[i] = results->scored.value[swap->about.unit[i]];
    swap->about.rank[i] = standing.rank[swap->about.unit[i]];
  }
  compare(swap, &view, results);
  const egb_status one = turn_one(swap, plan, results, &standing);
  return one != EGB_OK ? one : turn_all(swap, &view);
}

static egb_status refuse_unit(const egb_results *results, size_t unit, egb_diag *diag) {
  if (unit >= results->unit_count)
    return EGB_USAGE;
  egb_diag_say(diag, EGB_ERROR, EGB_E_USAGE, "%s has no rank, so it cannot be compared", results->data->unit[unit].id);
  egb_diag_hint(diag, "compare units that are ranked; `rank` says why this one is not");
  return EGB_USAGE;
}

egb_status egb_swap_new(const egb_plan *plan, const egb_results *results, size_t a, size_t b, egb_diag *diag,
                        egb_swap **out) {
  *out = NULL;
  if (isnan(egb_results_rank(results, a)))
    return refuse_unit(results, a, diag);
  if (isnan(egb_results_rank(results, b)))
    return refuse_unit(results, b, diag);
  if (a == b) {
    egb_diag_say(diag, EGB_ERROR, EGB_E_USAGE, "%s cannot be compared with itself", results->data->unit[a].id);
    egb_diag_hint(diag, "name two different units");
    return EGB_USAGE;
  }
  egb_arena *arena = egb_arena_new();
  egb_swap *swap = arena != NULL ? egb_arena_array(arena, 1, sizeof *swap) : NULL;
  if (swap == NULL) {
    egb_arena_free(arena);
    return EGB_NO_MEMORY;
  }
  *swap = (egb_swap){.arena = arena, .about.unit = {a, b}};
  const egb_status status = fill(swap, plan, results, diag);
  if (status != EGB_OK) {
    egb_swap_free(swap);
    return status;
  }
  *out = swap;
  return EGB_OK;
}
