/* What is proven about the ranking as it stands, by the rules of exact/. */
#include "live/engine_state.h"

#include "exact/bounds.h"
#include "exact/stability.h"
#include "score/resolve.h"
#include "score/stages.h"

#include <math.h>
#include <string.h>

static bool is_unit(const egb_engine *engine, size_t unit) {
  return unit < engine->data.unit_count && !isnan(engine->results->rank[unit]);
}

/* ---- one weight ------------------------------------------------------------------------------ */

static double *put_end(double *out, const egb_crossing *end) {
  *out++ = end->share;
  *out++ = end->loses == SIZE_MAX ? -1 : (double)end->loses;
  *out++ = end->gains == SIZE_MAX ? -1 : (double)end->gains;
  return out;
}

egb_status egb_engine_stability(const egb_engine *engine, size_t node, size_t top, double *out) {
  egb_stable_node stable;
  if (node == 0 || node >= engine->index.node_count || top == 0)
    return EGB_USAGE;
  const egb_status status = egb_stability_one(&engine->plan, engine->results, node, top, &stable);
  const egb_stable_range *range[] = {&stable.first, &stable.top, &stable.all};
  for (size_t i = 0; i < 3 && status == EGB_OK; i++)
    out = put_end(put_end(out, &range[i]->lower), &range[i]->upper);
  return status;
}

/* ---- two units ------------------------------------------------------------------------------- */

/* Whether there are weights to set: none survive being written where a limit is only come near to. */
static bool offers(const egb_swap *swap) {
  for (size_t k = 0; k < egb_swap_count(swap); k++)
    if (!isnan(egb_swap_at(swap, k)->squares_weight))
      return true;
  return false;
}

egb_status egb_engine_swap(const egb_engine *engine, size_t a, size_t b, double *out) {
  egb_swap *swap;
  if (!is_unit(engine, a) || !is_unit(engine, b) || a == b)
    return EGB_USAGE;
  const egb_status status = egb_swap_new(&engine->plan, engine->results, a, b, NULL, &swap);
  if (status != EGB_OK)
    return status;
  const egb_swap_summary *about = egb_swap_about(swap);
  const bool offered = offers(swap);
  *out++ = (double)about->verdict;
  *out++ = about->difference;
  *out++ = about->distance;
  for (size_t k = 0; k < egb_swap_count(swap); k++) {
    const egb_swap_part *part = egb_swap_at(swap, k);
    const double weight = engine->results->weight[part->node];
    *out++ = (double)part->node;
    *out++ = part->contribution;
    *out++ = part->at[0].weight;
    *out++ = part->at[1].weight;
    *out++ = !offered ? (double)NAN : isnan(part->squares_weight) ? weight : part->squares_weight;
  }
  egb_swap_free(swap);
  return EGB_OK;
}

/* ---- all weights of the parts ---------------------------------------------------------------- */

typedef struct reached {
  egb_arena *arena;
  egb_view view;
  egb_rank_bounds bounds;
  double *weights; /* of the best rank, then of the worst */
} reached;

static egb_status look(const egb_engine *engine, size_t unit, double percent, reached *out) {
  *out = (reached){.arena = egb_arena_new()};
  egb_status status = out->arena != NULL ? egb_exact_demand(out->arena, &engine->plan, "", NULL) : EGB_NO_MEMORY;
  if (status == EGB_OK && !egb_view_make(out->arena, &engine->plan, engine->results, &out->view))
    status = EGB_NO_MEMORY;
  if (status == EGB_OK) {
    out->weights = egb_arena_array(out->arena, out->view.count, 2 * sizeof *out->weights);
    status = out->weights == NULL
                 ? EGB_NO_MEMORY
                 : egb_bounds_one(&engine->plan, engine->results, unit, percent, NULL, &out->bounds, out->weights);
  }
  if (status != EGB_OK)
    egb_arena_free(out->arena);
  return status;
}

egb_status egb_engine_bounds(const egb_engine *engine, size_t unit, double percent, double *out) {
  reached r;
  if (!is_unit(engine, unit))
    return EGB_USAGE;
  const egb_status status = look(engine, unit, percent > 0 ? percent : INFINITY, &r);
  if (status != EGB_OK)
    return status;
  out[0] = (double)r.bounds.best;
  out[1] = (double)r.bounds.worst;
  out[2] = (double)r.bounds.best_proven;
  out[3] = (double)r.bounds.worst_proven;
  egb_arena_free(r.arena);
  return EGB_OK;
}

/* ---- a rank that is wanted ------------------------------------------------------------------- */

#define STEPS 64
#define HALVINGS 40

/* A way from the weights now to others, in the definition's units. What a place on it is worth is what the ranking
 * says, rounding, ties and all, not what a mean would give. */
typedef struct walk {
  egb_engine *engine;
  const egb_view *view;
  const double *from, *to;
  size_t unit, wanted;
  bool rising; /* a rank that is smaller is wanted */
} walk;

static void set_weights(const walk *w, double t) {
  egb_plan *plan = &w->engine->plan;
  for (size_t k = 0; k < w->view->count; k++)
    plan->weight[w->view->node[k]] = w->from[k] + t * (w->to[k] - w->from[k]);
  egb_weights_spread(&w->engine->index, plan->weight, plan->share, plan->effective);
  (void)egb_score_again(plan, w->engine->results, NULL);
}

static bool is_there(const walk *w, double t) {
  set_weights(w, t);
  const double rank = w->engine->results->rank[w->unit];
  return w->rising ? rank <= (double)w->wanted : rank >= (double)w->wanted;
}

/* As little of the way as reaches the rank: the first of equal steps that does, and between it and the one before the
 * place where it begins to. False: not even its end does. */
static bool go(const walk *w, double *place) {
  size_t i = 0;
  while (i <= STEPS && !is_there(w, (double)i / STEPS))
    i++;
  double near = i > 0 ? (double)(i - 1) / STEPS : 0, far = (double)i / STEPS;
  for (size_t k = 0; k < HALVINGS && i > 0 && i <= STEPS; k++) {
    const double middle = near + (far - near) / 2;
    if (is_there(w, middle))
      far = middle;
    else
      near = middle;
  }
  *place = far;
  return i <= STEPS;
}

/* Parts of weight 0 have none. */
static void put_weights(const walk *w, double t, double *out) {
  for (size_t k = 0; k < w->view->count; k++) {
    *out++ = (double)w->view->node[k];
    *out++ = w->from[k] + t * (w->to[k] - w->from[k]);
  }
}

static egb_status walk_to(egb_engine *engine, const reached *r, size_t unit, size_t rank, double *out) {
  const size_t parts = r->view.count;
  double *from = egb_arena_array(r->arena, parts, sizeof *from), *to = egb_arena_array(r->arena, parts, sizeof *to);
  if (from == NULL || to == NULL)
    return EGB_NO_MEMORY;
  walk w = {.engine = engine, .view = &r->view, .from = from, .to = to, .unit = unit, .wanted = rank};
  w.rising = (double)rank <= engine->results->rank[unit];
  for (size_t k = 0; k < parts; k++) {
    from[k] = engine->plan.weight[r->view.node[k]];
    to[k] = r->weights[(w.rising ? 0 : parts) + k] * (from[k] / r->view.share[k]);
  }
  const bool cannot = w.rising ? r->bounds.best_proven > rank : r->bounds.worst_proven < rank;
  double place = 0;
  const bool can = !cannot && go(&w, &place);
  out[0] = can ? 1 : cannot ? -1 : 0;
  if (can)
    put_weights(&w, place, out + 1);
  set_weights(&w, 0);
  return EGB_OK;
}

egb_status egb_engine_reach(egb_engine *engine, size_t unit, size_t rank, double *out) {
  reached r;
  if (!is_unit(engine, unit) || rank == 0)
    return EGB_USAGE;
  egb_status status = look(engine, unit, INFINITY, &r);
  if (status != EGB_OK)
    return status;
  status = walk_to(engine, &r, unit, rank, out);
  egb_arena_free(r.arena);
  return status;
}
