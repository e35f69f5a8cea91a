#include "exact/swap.h"

#include "base/codes.h"
#include "exact/overtake.h"
#include "model/swap.h"
#include "score/rounding.h"
#include "score/stages.h"
#include "stats/sum.h"

#include <string.h>

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

const egb_swap_part *egb_swap_at(const egb_swap *swap, size_t i) {
  return i < swap->count ? &swap->part[i] : NULL;
}

/* An answer in the making. */
typedef struct draft {
  egb_arena *arena;
  egb_swap_summary about;
  egb_swap_part *part;
  size_t count;
} draft;

/* ---- the difference -------------------------------------------------------------------------- */

static double weight_present(const egb_view *view, size_t unit) {
  double weight = 0;
  for (size_t k = 0; k < view->count; k++)
    if (!isnan(view->value[unit * view->count + k]))
      weight += view->share[k];
  return weight;
}

/* Every part with what it counts for either unit and what it contributes; contributions add up to the difference. */
static void compare(draft *made, const egb_view *view, const egb_results *results) {
  const size_t *unit = made->about.unit;
  const double weight[2] = {weight_present(view, unit[0]), weight_present(view, unit[1])};
  for (size_t k = 0; k < view->count; k++) {
    egb_swap_part *part = &made->part[k];
    double term[2];
    *part = (egb_swap_part){.node = view->node[k], .share = view->share[k]};
    part->least_squares = part->least_total = part->squares_weight = part->total_weight = (double)NAN;
    for (size_t i = 0; i < 2; i++) {
      const double value = view->value[unit[i] * view->count + k];
      const bool has = !isnan(value);
      part->score[i] = egb_scores(results, view->node[k])[unit[i]];
      part->counted[i] = has ? view->share[k] / weight[i] : 0;
      term[i] = has ? part->counted[i] * value : 0;
    }
    part->contribution =
        isnan(part->score[0]) && isnan(part->score[1]) ? (double)NAN : view->sense * (term[0] - term[1]);
  }
  const double one = egb_view_score(view, view->share, unit[0]), two = egb_view_score(view, view->share, unit[1]);
  made->about.difference = one < two || one > two ? view->sense * (one - two) : 0; /* of two zeros: none */
}

/* ---- one weight alone ------------------------------------------------------------------------ */

static egb_status turn_one(draft *made, const egb_plan *plan, const egb_results *results,
                           const egb_ranked_order *by_rank) {
  egb_curves curves;
  if (!egb_curves_open(made->arena, plan, results, &curves))
    return EGB_NO_MEMORY;
  const size_t *unit = made->about.unit;
  const bool first = by_rank->score[unit[0]] >= by_rank->score[unit[1]];
  for (size_t k = 0; k < made->count; k++) {
    egb_swap_part *part = &made->part[k];
    part->at[0] = part->at[1] =
        (egb_crossing){.share = (double)NAN, .weight = (double)NAN, .loses = SIZE_MAX, .gains = SIZE_MAX};
    const char *reason = egb_curves_of(made->arena, &curves, part->node);
    if (reason == NULL)
      return EGB_NO_MEMORY;
    if (reason[0] != '\0')
      continue;
    egb_stable_range range = egb_range_whole();
    egb_range_keep(&curves, by_rank, unit[first ? 0 : 1], unit[first ? 1 : 0], &range);
    const egb_crossing *end[2] = {&range.lower, &range.upper};
    for (size_t i = 0; i < 2; i++)
      if (end[i]->gains != SIZE_MAX) {
        part->at[i] = *end[i];
        part->at[i].weight = end[i]->share * curves.total;
      }
  }
  return EGB_OK;
}

/* ---- all weights together -------------------------------------------------------------------- */

#define OFFERED_DIGITS 9 /* of shares: what is printed */
#define CLEARLY 2e-9     /* scores this far apart differ in steps of 1e-9 wherever the steps begin */
#define LEVEL 1e-8       /* of the spread of values: rounding of nearest weights */
#define WIDER 4
#define TRIES 40

/* The height of the score that the weights give, before any rescaling of it. */
static double height_of(const egb_view *view, const egb_plan *plan, const double *weight, size_t unit) {
  return egb_index_height(plan->index, egb_mean_back(view->mean, view->sense * egb_view_score(view, weight, unit)));
}

/* Whether the ranking sees the lower unit ahead with these weights. The index may be rescaled afterwards, which moves
 * scores apart by a factor that is known for the weights now and taken with a margin. */
static bool sees_ahead(const draft *made, const egb_plan *plan, const egb_results *results, const egb_overtake *o,
                       const double *weight) {
  const double low = height_of(o->view, plan, weight, o->low), up = height_of(o->view, plan, weight, o->up);
  const egb_rounding rounding = plan->index->rank.rounding;
  if (plan->node[0].rescale == NULL)
    return low - up > CLEARLY &&
           egb_score_quantise(low, plan->decimals, rounding) > egb_score_quantise(up, plan->decimals, rounding);
  const double before = results->before_rescale[o->up] - results->before_rescale[o->low];
  const double after = fabs(made->about.score[0] - made->about.score[1]);
  return (low - up) * fabs(after / before) > 2 * (plan->decimals < 0 ? CLEARLY : pow(10, -plan->decimals));
}

/* Shares as weights in the definition's units, with the digits that are printed; unchanged ones as they are. */
static void round_weights(const egb_view *view, const egb_results *results, const double *share, double *weight) {
  for (size_t k = 0; k < view->count; k++) {
    const double now = results->weight[view->node[k]], whole = now / view->share[k];
    const double digits = OFFERED_DIGITS - ceil(log10(whole));
    weight[k] = now;
    if (fabs(share[k] - view->share[k]) > 1e-12)
      weight[k] = egb_round(share[k] * whole, (int)fmin(fmax(digits, 0), 15), EGB_ROUNDING_HALF_EVEN);
  }
}

/* Weights to set, the nearest that the ranking sees: the gap widens until they have survived being printed. */
static bool offer(draft *made, const egb_plan *plan, const egb_results *results, egb_overtake *o, bool squares,
                  double *share, double *weight) {
  const double most = egb_overtake_most(o);
  double gap = fmax(4 * egb_view_quantum(o->view), CLEARLY * o->scale);
  for (size_t i = 0; i < TRIES && gap < most; i++) {
    if (!egb_overtake_find(o, squares, gap, share))
      return false;
    round_weights(o->view, results, share, weight);
    if (!sees_ahead(made, plan, results, o, weight)) {
      gap *= WIDER;
      continue;
    }
    for (size_t k = 0; k < o->view->count; k++) {
      const double now = results->weight[o->view->node[k]];
      const double to = fabs(weight[k] - now) > 0 ? weight[k] : (double)NAN;
      *(squares ? &made->part[k].squares_weight : &made->part[k].total_weight) = to;
    }
    return true;
  }
  return false;
}

static void keep_nearest(draft *made, const egb_view *view, const double *share, bool squares) {
  egb_sum sum = {0};
  for (size_t k = 0; k < view->count; k++) {
    const double change = share[k] - view->share[k];
    *(squares ? &made->part[k].least_squares : &made->part[k].least_total) = share[k];
    egb_sum_add(&sum, squares ? change * change : fabs(change));
  }
  if (squares)
    made->about.distance = sqrt(egb_sum_value(sum));
  else
    made->about.total = egb_sum_value(sum);
}

/* Whether these weights put the two level: where the nearest ones leave a unit next to no part that counts, they are a
 * limit that is never met. */
static bool is_level(const egb_overtake *o, const double *share) {
  const double low = egb_view_score(o->view, share, o->low), up = egb_view_score(o->view, share, o->up);
  return fabs(low - up) <= LEVEL * o->scale || low > up;
}

/* What is offered stands for a limit. */
static void turn_by(draft *made, const egb_plan *plan, const egb_results *results, egb_overtake *o, bool squares,
                    double *share, double *weight) {
  const bool met = egb_overtake_find(o, squares, 0, share) && is_level(o, share);
  if (met)
    keep_nearest(made, o->view, share, squares);
  if (offer(made, plan, results, o, squares, share, weight) && !met)
    keep_nearest(made, o->view, share, squares);
}

static egb_swap_verdict verdict_of(const draft *made, const egb_overtake *ahead, const egb_overtake *behind) {
  const double quantum = egb_view_quantum(ahead->view);
  const bool can = egb_overtake_most(ahead) > quantum;
  if (!can && !(egb_overtake_most(behind) > quantum))
    return EGB_SWAP_SAME;
  if (fabs(made->about.difference) <= quantum / 2)
    return EGB_SWAP_EQUAL;
  return can ? EGB_SWAP_POSSIBLE : EGB_SWAP_DOMINATED;
}

static egb_status turn_all(draft *made, const egb_plan *plan, const egb_results *results, const egb_view *view) {
  egb_swap_summary *about = &made->about;
  const bool first = !(egb_index_height(plan->index, about->difference) < 0);
  const size_t up = about->unit[first ? 0 : 1], low = about->unit[first ? 1 : 0];
  double *share = egb_arena_array(made->arena, view->count, sizeof *share);
  double *weight = egb_arena_array(made->arena, view->count, sizeof *weight);
  egb_overtake ahead, behind;
  if (share == NULL || weight == NULL || !egb_overtake_make(made->arena, view, low, up, &ahead) ||
      !egb_overtake_make(made->arena, view, up, low, &behind))
    return EGB_NO_MEMORY;
  about->differing = !egb_view_same_parts(view, low, up);
  about->distance = about->total = (double)NAN;
  about->verdict = verdict_of(made, &ahead, &behind);
  if (about->verdict == EGB_SWAP_EQUAL || about->verdict == EGB_SWAP_SAME) { /* the weights now make them level */
    keep_nearest(made, view, view->share, true);
    keep_nearest(made, view, view->share, false);
  }
  if (about->verdict != EGB_SWAP_POSSIBLE)
    return EGB_OK;
  turn_by(made, plan, results, &ahead, true, share, weight);
  turn_by(made, plan, results, &ahead, false, share, weight);
  return EGB_OK;
}

/* ---- making it ------------------------------------------------------------------------------- */

static egb_status fill(draft *made, const egb_plan *plan, const egb_results *results, egb_diag *diag) {
  egb_view view;
  egb_ranked_order by_rank;
  const egb_status demanded = egb_exact_demand(made->arena, plan, "what would swap two units", diag);
  if (demanded != EGB_OK)
    return demanded;
  if (!egb_view_make(made->arena, plan, results, &view) || !egb_ranked_order_make(made->arena, results, &by_rank))
    return EGB_NO_MEMORY;
  made->count = view.count;
  made->part = egb_arena_array(made->arena, view.count, sizeof *made->part);
  if (made->part == NULL)
    return EGB_NO_MEMORY;
  made->about.transform = egb_mean_transform(view.mean);
  for (size_t i = 0; i < 2; i++) {
    made->about.score[i] = egb_scores(results, 0)[made->about.unit[i]];
    made->about.rank[i] = by_rank.rank[made->about.unit[i]];
  }
  compare(made, &view, results);
  const egb_status one = turn_one(made, plan, results, &by_rank);
  return one != EGB_OK ? one : turn_all(made, plan, results, &view);
}

static egb_status check_unit(const egb_results *results, size_t unit, egb_diag *diag) {
  const egb_status known = egb_results_refuse_unit(results, unit, diag);
  if (known != EGB_OK || !isnan(egb_results_rank(results, unit)))
    return known;
  egb_diag_say(diag, EGB_SEVERITY_ERROR, EGB_E_USAGE, "%s has no rank, so it cannot be compared",
               results->data->unit[unit].id);
  egb_diag_hint(diag, "compare units that are ranked; `rank` shows why this one is not");
  return EGB_USAGE;
}

egb_status egb_swap_new(const egb_plan *plan, const egb_results *results, size_t a, size_t b, egb_diag *diag,
                        egb_swap **out) {
  *out = NULL;
  egb_status status = egb_results_refuse_foreign(results, plan, diag);
  status = status == EGB_OK ? check_unit(results, a, diag) : status;
  status = status == EGB_OK ? check_unit(results, b, diag) : status;
  if (status != EGB_OK)
    return status;
  if (a == b) {
    egb_diag_say(diag, EGB_SEVERITY_ERROR, EGB_E_USAGE, "%s cannot be compared with itself", results->data->unit[a].id);
    egb_diag_hint(diag, "name two different units");
    return EGB_USAGE;
  }
  egb_arena *arena = egb_arena_new();
  egb_swap *swap = arena != NULL ? egb_arena_array(arena, 1, sizeof *swap) : NULL;
  if (swap == NULL) {
    egb_arena_free(arena);
    return EGB_NO_MEMORY;
  }
  draft made = {.arena = arena, .about.unit = {a, b}};
  status = fill(&made, plan, results, diag);
  if (status != EGB_OK) {
    egb_arena_free(arena);
    return status;
  }
  *swap = (egb_swap){.arena = arena, .results = results, .about = made.about, .part = made.part, .count = made.count};
  *out = swap;
  return EGB_OK;
}
