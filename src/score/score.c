/* All stages in their order; and again after a change of weights, only what it changes. */
#include "score/panel.h"
#include "score/stages.h"
#include "score/warn.h"

#include "base/codes.h"
#include "stats/order.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- room for everything --------------------------------------------------------------------- */

static bool make_frame(egb_arena *arena, egb_frame *frame, const char *stage, size_t cells) {
  frame->stage = stage;
  frame->value = egb_arena_array(arena, cells, sizeof *frame->value);
  frame->state = egb_arena_array(arena, cells, sizeof *frame->state);
  return frame->value != NULL && frame->state != NULL;
}

/* Frames share memory where a stage has nothing to do. */
static bool make_frames(const egb_plan *plan, egb_arena *arena, egb_results *r, size_t cells) {
  if (!make_frame(arena, &r->raw, "raw", cells))
    return false;
  r->imputed = r->raw;
  r->imputed.stage = "imputed";
  if (egb_plan_imputes(plan)) {
    r->imputed_share = egb_arena_array(arena, cells, sizeof *r->imputed_share);
    if (r->imputed_share == NULL || !make_frame(arena, &r->imputed, "imputed", cells))
      return false;
  }
  r->treated = r->imputed;
  r->treated.stage = "treated";
  if ((egb_plan_treats(plan) || egb_plan_screens(plan)) && !make_frame(arena, &r->treated, "treated", cells))
    return false;
  for (size_t i = 0; i < r->node_count && r->before_rescale == NULL; i++)
    if (plan->node[i].rescale != NULL && plan->node[i].active) {
      r->before_rescale = egb_arena_array(arena, cells, sizeof *r->before_rescale);
      if (r->before_rescale == NULL)
        return false;
    }
  for (size_t i = 0; i < cells && r->before_rescale != NULL; i++)
    r->before_rescale[i] = (double)NAN;
  return make_frame(arena, &r->normalised, "normalised", cells) && make_frame(arena, &r->scored, "scored", cells);
}

static bool make_active(const egb_plan *plan, egb_arena *arena, egb_results *r) {
  bool *active = egb_arena_array(arena, r->node_count, sizeof *active);
  for (size_t i = 0; active != NULL && i < r->node_count; i++)
    active[i] = plan->node[i].active;
  r->active = active;
  return active != NULL;
}

static bool make_nodes(egb_arena *arena, egb_results *r) {
  const size_t nodes = r->node_count;
  r->method = egb_arena_array(arena, nodes, sizeof *r->method);
  r->fitted = egb_arena_array(arena, nodes, EGB_FITTED_MAX * sizeof *r->fitted);
  r->points = egb_arena_array(arena, nodes, sizeof *r->points);
  r->short_of = egb_arena_array(arena, nodes, sizeof *r->short_of);
  r->weight = egb_arena_array(arena, nodes, sizeof *r->weight);
  r->share = egb_arena_array(arena, nodes, sizeof *r->share);
  r->effective = egb_arena_array(arena, nodes, sizeof *r->effective);
  return r->method != NULL && r->fitted != NULL && r->points != NULL && r->short_of != NULL && r->weight != NULL &&
         r->share != NULL && r->effective != NULL;
}

static bool make_units(const egb_plan *plan, egb_arena *arena, egb_results *r) {
  const size_t units = r->unit_count;
  r->rank = egb_arena_array(arena, units, sizeof *r->rank);
  r->ranked_score = egb_arena_array(arena, units, sizeof *r->ranked_score);
  r->order = egb_arena_array(arena, units, sizeof *r->order);
  r->level = egb_arena_array(arena, units, sizeof *r->level);
  r->scratch = egb_arena_array(arena, egb_scratch_of(plan), sizeof *r->scratch);
  r->screened = egb_arena_array(arena, units, sizeof *r->screened);
  r->unranked = egb_arena_array(arena, units, sizeof *r->unranked);
  for (size_t u = 0; r->unranked != NULL && plan->unranked != NULL && u < units; u++)
    r->unranked[u] = plan->unranked[u] != NULL ? plan->unranked[u]->reason : NULL;
  return r->unranked != NULL && r->screened != NULL && r->rank != NULL && r->ranked_score != NULL && r->order != NULL &&
         r->level != NULL && r->scratch != NULL;
}

/* The most children of a node, and of one whose method compares units. */
static size_t most_children(const egb_plan *plan, bool whole) {
  size_t count = 0;
  for (size_t i = 0; i < plan->index->node_count; i++)
    if (plan->node[i].aggregate != NULL && plan->node[i].active && (!whole || plan->node[i].aggregate->whole) &&
        plan->index->node[i].child_count > count)
      count = plan->index->node[i].child_count;
  return count;
}

static bool make_lists(egb_arena *arena, struct egb_workspace *work, size_t children) {
  work->active = egb_arena_array(arena, children, sizeof *work->active);
  work->child = egb_arena_array(arena, children, sizeof *work->child);
  work->shown = egb_arena_array(arena, children, sizeof *work->shown);
  work->weight = egb_arena_array(arena, children, sizeof *work->weight);
  work->given = egb_arena_array(arena, children, sizeof *work->given);
  work->points = egb_arena_array(arena, children, sizeof *work->points);
  work->leaves = egb_arena_array(arena, children, sizeof *work->leaves);
  return work->active != NULL && work->child != NULL && work->shown != NULL && work->weight != NULL &&
         work->given != NULL && work->points != NULL && work->leaves != NULL;
}

static bool make_workspace(const egb_plan *plan, egb_arena *arena, egb_results *r) {
  struct egb_workspace *work = egb_arena_array(arena, 1, sizeof *work);
  if (work == NULL || !make_lists(arena, work, most_children(plan, false)))
    return false;
  r->work = work;
  const size_t compared = most_children(plan, true);
  if (compared > EGB_ARENA_REQUEST_MAX / r->unit_count)
    return false;
  if (compared > 0 && (work->copy = egb_arena_array(arena, compared * r->unit_count, sizeof *work->copy)) == NULL)
    return false;
  work->present = egb_arena_array(arena, r->unit_count, sizeof *work->present);
  work->side = egb_arena_array(arena, r->unit_count, sizeof *work->side);
  work->rank_key = egb_arena_array(arena, r->unit_count, sizeof *work->rank_key);
  work->linear = egb_arena_array(arena, r->node_count, sizeof *work->linear);
  work->tie = egb_arena_array(arena, r->unit_count, sizeof *work->tie);
  work->sort = egb_arena_array(arena, r->unit_count, sizeof *work->sort);
  work->changed = egb_arena_array(arena, r->node_count, sizeof *work->changed);
  return work->present != NULL && work->side != NULL && work->rank_key != NULL && work->linear != NULL &&
         work->tie != NULL && work->sort != NULL && work->changed != NULL;
}

/* ---- units in the order of their ids --------------------------------------------------------- */

typedef struct named {
  const char *id;
  size_t unit;
} named;

static int by_id(const void *a, const void *b) {
  const named *left = a, *right = b;
  const int ids = strcmp(left->id, right->id);
  return ids != 0 ? ids : (left->unit > right->unit) - (left->unit < right->unit);
}

static bool order_by_id(egb_results *r) {
  named *list = egb_arena_array(r->arena, r->unit_count, sizeof *list);
  if (list == NULL)
    return false;
  for (size_t u = 0; u < r->unit_count; u++)
    list[u] = (named){r->data->unit[u].id, u};
  qsort(list, r->unit_count, sizeof *list, by_id);
  for (size_t i = 0; i < r->unit_count; i++) {
    r->order[i] = list[i].unit;
    r->work->tie[list[i].unit] = i;
  }
  return true;
}

static egb_results *blank(const egb_plan *plan) {
  egb_arena *arena = egb_arena_new();
  egb_results *r = arena != NULL ? egb_arena_array(arena, 1, sizeof *r) : NULL;
  if (r == NULL) {
    egb_arena_free(arena);
    return NULL;
  }
  *r = (egb_results){.arena = arena,
                     .index = plan->index,
                     .data = plan->data,
                     .period = plan->period,
                     .unit_count = plan->data->unit_count,
                     .node_count = plan->index->node_count};
  const size_t cells =
      r->unit_count <= EGB_ARENA_REQUEST_MAX / r->node_count ? r->unit_count * r->node_count : SIZE_MAX;
  r->coverage = egb_arena_array(arena, cells, sizeof *r->coverage);
  if (r->coverage != NULL && make_active(plan, arena, r) && make_frames(plan, arena, r, cells) &&
      make_nodes(arena, r) && make_units(plan, arena, r) && make_workspace(plan, arena, r) && order_by_id(r))
    return r;
  egb_arena_free(arena);
  return NULL;
}

/* ---- scoring --------------------------------------------------------------------------------- */

static void describe(const egb_plan *plan, egb_results *r) {
  for (size_t i = 0; i < r->node_count; i++) {
    const egb_planned_node *node = &plan->node[i];
    r->method[i] = node->normalise != NULL ? node->normalise->head.name : node->aggregate->head.name;
    r->work->changed[i] = node->aggregate != NULL && node->active;
    r->work->linear[i] = node->aggregate != NULL && node->aggregate->linear && node->rescale == NULL &&
                         node->aggregate_with->common.round < 0;
  }
  memcpy(r->points, plan->points, r->node_count * sizeof *r->points);
  r->work->decimals = plan->decimals;
}

static egb_status refuse_unranked(const egb_plan *plan, egb_diag *diag) {
  const egb_node *root = &plan->index->node[0];
  egb_diag_at(diag, EGB_SEVERITY_ERROR, EGB_E_ALL_MISSING, root->available_place,
              "no unit can be ranked: none of the %zu has enough data for %s", plan->data->unit_count, root->id);
  egb_diag_hint(diag, "fill the data in, or ask for a smaller share of indicators with `available:`");
  return EGB_UNCOMPUTABLE;
}

/* Up to the normalised values: with the periods that methods learn from. */
static egb_status prepare(const egb_plan *plan, egb_results *r, egb_diag *diag) {
  egb_panel panel;
  egb_status status = egb_panel_make(plan, r, &panel);
  for (size_t p = 0; p < plan->data->period_count && status != EGB_NO_MEMORY; p++) {
    const egb_status selected = panel.slice[p].derived ? egb_stage_select(plan, p, &panel.slice[p].raw, diag) : EGB_OK;
    if (selected != EGB_OK)
      status = selected;
    else if (panel.slice[p].derived && plan->disturbance != NULL)
      plan->disturbance->raw(plan->disturbance, plan, p, &panel.slice[p].raw);
  }
  if (status == EGB_OK)
    status = egb_stage_impute(&panel, diag);
  for (size_t p = 0; p < plan->data->period_count && status == EGB_OK && plan->disturbance != NULL; p++)
    if (panel.slice[p].whole)
      plan->disturbance->imputed(plan->disturbance, plan, p, &panel.slice[p].imputed);
  if (status == EGB_OK)
    status = egb_stage_screen(&panel);
  if (status == EGB_OK)
    status = egb_stage_treat(&panel, diag);
  if (status == EGB_OK)
    status = egb_stage_normalise(&panel, diag);
  egb_panel_free(&panel);
  return status;
}

static egb_status run(const egb_plan *plan, egb_results *r, egb_diag *diag) {
  const size_t cells = r->unit_count * r->node_count;
  describe(plan, r);
  egb_status status = prepare(plan, r, diag);
  if (status != EGB_OK)
    return status;
  memcpy(r->scored.value, r->normalised.value, cells * sizeof *r->scored.value);
  memcpy(r->scored.state, r->normalised.state, cells * sizeof *r->scored.state);
  egb_stage_coverage(r);
  egb_stage_weight(plan, r);
  status = egb_stage_aggregate(plan, r, diag);
  if (status == EGB_OK && egb_stage_rank(r) == 0)
    status = refuse_unranked(plan, diag);
  if (status == EGB_OK && plan->disturbance == NULL)
    egb_warn_results(plan, r, diag);
  return status;
}

egb_status egb_score(const egb_plan *plan, egb_diag *diag, egb_results **out) {
  *out = NULL;
  if (plan->data->unit_count == 0) {
    egb_diag_say(diag, EGB_SEVERITY_ERROR, EGB_E_ALL_MISSING, "the data has no units");
    egb_diag_hint(diag, "add a row per unit to the data file");
    return EGB_UNCOMPUTABLE;
  }
  egb_results *results = blank(plan);
  if (results == NULL)
    return EGB_NO_MEMORY;
  const egb_status status = run(plan, results, diag);
  if (status != EGB_OK) {
    egb_results_free(results);
    return status;
  }
  *out = results;
  return EGB_OK;
}

/* Another scenario leaves other nodes out: its values are others, too. */
static bool is_of(const egb_results *results, const egb_plan *plan) {
  bool same = results->index == plan->index && results->data == plan->data && results->period == plan->period;
  for (size_t i = 0; same && i < results->node_count; i++)
    same = results->active[i] == plan->node[i].active;
  return same;
}

egb_status egb_score_again(const egb_plan *plan, egb_results *results, egb_diag *diag) {
  egb_stage_weight(plan, results);
  const egb_status status = egb_stage_aggregate(plan, results, diag);
  const size_t ranked = egb_stage_rank(results);
  return status != EGB_OK || ranked > 0 ? status : EGB_UNCOMPUTABLE;
}

egb_status egb_rescore(const egb_plan *plan, egb_results *results, egb_diag *diag) {
  if (!is_of(results, plan)) {
    egb_diag_say(diag, EGB_SEVERITY_ERROR, EGB_E_USAGE,
                 "the results are of another index, data set, period or scenario");
    egb_diag_hint(diag, "score the plan anew");
    return EGB_USAGE;
  }
  const egb_status status = egb_score_again(plan, results, diag);
  if (status == EGB_UNCOMPUTABLE && !egb_diag_failed(diag))
    egb_diag_say(diag, EGB_SEVERITY_ERROR, EGB_E_UNCOMPUTABLE, "no unit can be ranked with these weights");
  return status;
}
