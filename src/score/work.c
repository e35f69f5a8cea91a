/* Results before anything is scored: room for everything that the stages fill, and what is known without scoring. */
#include "score/work.h"
#include "score/frame.h"
#include "score/panel.h"
#include "score/stages.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static bool rescales(const egb_plan *plan) {
  for (size_t i = 0; i < plan->index->node_count; i++)
    if (plan->node[i].rescale != NULL && plan->node[i].active)
      return true;
  return false;
}

static bool fills(const egb_plan *plan) {
  for (size_t i = 0; i < plan->index->node_count; i++)
    if (plan->node[i].fill != NULL && plan->node[i].active)
      return true;
  return false;
}

/* Per node, what a plan keeps; NULL: nothing. */
static const bool *make_kept(const egb_plan *plan, egb_arena *arena) {
  bool *kept = NULL;
  for (size_t i = 0; i < plan->index->node_count; i++) {
    if (!plan->node[i].kept)
      continue;
    if (kept == NULL)
      kept = egb_arena_array(arena, plan->index->node_count, sizeof *kept);
    if (kept == NULL)
      break;
    kept[i] = true;
  }
  return kept;
}

/* Columns of one value, for all nodes that have nothing else. */
static void make_shared(egb_results *r) {
  const size_t units = r->unit_count;
  double *none = egb_arena_array(r->arena, units, sizeof *none), *all = egb_arena_array(r->arena, units, sizeof *all);
  uint8_t *observed = egb_arena_array(r->arena, units, sizeof *observed);
  r->no_state = egb_arena_array(r->arena, units, sizeof *r->no_state); /* zeros: missing */
  for (size_t u = 0; !egb_arena_failed(r->arena) && u < units; u++) {
    none[u] = (double)NAN;
    all[u] = 1;
    observed[u] = EGB_STATE_OBSERVED;
  }
  r->no_value = none;
  r->all_value = all;
  r->all_state = observed;
}

static void make_scores(const egb_plan *plan, egb_results *r, size_t cells) {
  egb_arena *arena = r->arena;
  const size_t nodes = r->node_count;
  double *value = egb_arena_array(arena, cells, sizeof *value);
  uint8_t *state = egb_arena_array(arena, cells, sizeof *state);
  r->score = egb_arena_array(arena, nodes, sizeof *r->score);
  r->score_state = egb_arena_array(arena, nodes, sizeof *r->score_state);
  r->own_score = egb_arena_array(arena, nodes, sizeof *r->own_score);
  r->own_state = egb_arena_array(arena, nodes, sizeof *r->own_state);
  r->kept = make_kept(plan, arena);
  for (size_t i = 0; !egb_arena_failed(arena) && i < nodes; i++) {
    r->score[i] = r->own_score[i] = value + i * r->unit_count;
    r->score_state[i] = r->own_state[i] = state + i * r->unit_count;
  }
}

/* Frames share memory where a stage has nothing to do; their columns are made by the stages. */
static void make_frames(const egb_plan *plan, egb_results *r, size_t cells) {
  egb_arena *arena = r->arena;
  egb_frame_make(arena, &r->raw, r->node_count);
  r->imputed = r->raw;
  if (egb_plan_imputes(plan) || fills(plan))
    r->imputed_share = egb_arena_array(arena, r->node_count, sizeof *r->imputed_share);
  if (egb_plan_imputes(plan))
    egb_frame_make(arena, &r->imputed, r->node_count);
  r->treated = r->imputed;
  if (egb_plan_treats(plan) || egb_plan_screens(plan))
    egb_frame_make(arena, &r->treated, r->node_count);
  if (rescales(plan))
    r->before_rescale = egb_arena_array(arena, cells, sizeof *r->before_rescale);
  if (plan->index->then_count > 0)
    r->before_then = egb_arena_array(arena, cells, sizeof *r->before_then);
  r->coverage = egb_arena_array(arena, r->node_count, sizeof *r->coverage);
  make_shared(r);
  make_scores(plan, r, cells);
}

static bool *make_active(const egb_plan *plan, egb_arena *arena) {
  bool *active = egb_arena_array(arena, plan->index->node_count, sizeof *active);
  for (size_t i = 0; active != NULL && i < plan->index->node_count; i++)
    active[i] = plan->node[i].active;
  return active;
}

static void make_nodes(const egb_plan *plan, egb_results *r) {
  egb_arena *arena = r->arena;
  const size_t nodes = r->node_count;
  r->active = make_active(plan, arena);
  r->method = egb_arena_array(arena, nodes, sizeof *r->method);
  r->fitted = egb_arena_array(arena, nodes, EGB_FITTED_MAX * sizeof *r->fitted);
  r->points = egb_arena_array(arena, nodes, sizeof *r->points);
  r->short_of = egb_arena_array(arena, nodes, sizeof *r->short_of);
  r->weight = egb_arena_array(arena, nodes, sizeof *r->weight);
  r->given = egb_arena_array(arena, nodes, sizeof *r->given);
  r->share = egb_arena_array(arena, nodes, sizeof *r->share);
  r->effective = egb_arena_array(arena, nodes, sizeof *r->effective);
}

static void make_units(egb_results *r) {
  egb_arena *arena = r->arena;
  const size_t units = r->unit_count;
  r->rank = egb_arena_array(arena, units, sizeof *r->rank);
  r->ranked_score = egb_arena_array(arena, units, sizeof *r->ranked_score);
  r->order = egb_arena_array(arena, units, sizeof *r->order);
  r->level = r->index->level_count == 0 ? NULL : egb_arena_array(arena, units, sizeof *r->level);
  r->screened = egb_arena_array(arena, units, sizeof *r->screened);
  r->unranked = egb_arena_array(arena, units, sizeof *r->unranked);
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

/* A failure is the arena's. */
static void make_groups(const egb_plan *plan, egb_arena *arena, egb_work *work) {
  for (size_t i = 0; i < plan->index->node_count; i++) {
    const egb_planned_node *planned = &plan->node[i];
    const size_t grouping =
        planned->fill != NULL ? egb_parameter_of_kind(&planned->fill->head, EGB_PARAMETER_GROUPING) : EGB_NONE;
    if (grouping != EGB_NONE && planned->active)
      (void)egb_unit_groups(plan->data, plan->period, (size_t)planned->fill_with->parameter[2 * grouping], arena,
                            &work->group[i], &work->group_count[i]);
  }
}

static size_t most_names(const egb_plan *plan) {
  size_t most = 0;
  for (size_t i = 0; plan->index->then_count > 0 && i < plan->index->node_count; i++) {
    const egb_expression *then = plan->index->node[i].then;
    if (then != NULL && egb_expression_column_count(then) > most)
      most = egb_expression_column_count(then);
  }
  return most;
}

static egb_work *make_work(const egb_plan *plan, egb_arena *arena) {
  const size_t units = plan->data->unit_count, nodes = plan->index->node_count;
  const size_t children = most_children(plan, false), compared = most_children(plan, true);
  egb_work *work = egb_arena_array(arena, 1, sizeof *work);
  if (work == NULL)
    return NULL;
  *work = (egb_work){
      .scratch = egb_arena_array(arena, egb_scratch_of(plan), sizeof *work->scratch),
      .active = egb_arena_array(arena, children, sizeof *work->active),
      .child = egb_arena_array(arena, children, sizeof *work->child),
      .shown = egb_arena_array(arena, children, sizeof *work->shown),
      .copy = compared > 0 ? egb_arena_array(arena, compared, units * sizeof *work->copy) : NULL,
      .weight = egb_arena_array(arena, children, sizeof *work->weight),
      .given = egb_arena_array(arena, children, sizeof *work->given),
      .points = egb_arena_array(arena, children, sizeof *work->points),
      .leaves = egb_arena_array(arena, children, sizeof *work->leaves),
      .present = egb_arena_array(arena, units, sizeof *work->present),
      .logs = egb_arena_array(arena, units, sizeof *work->logs),
      .tie = egb_arena_array(arena, units, sizeof *work->tie),
      .sort = egb_arena_array(arena, units, sizeof *work->sort),
      .rank_key = egb_arena_array(arena, units, sizeof *work->rank_key),
      .changed = egb_arena_array(arena, nodes, sizeof *work->changed),
      .below = egb_arena_array(arena, nodes, sizeof *work->below),
      .linear = egb_arena_array(arena, nodes, sizeof *work->linear),
      .subtract = egb_arena_array(arena, children, sizeof *work->subtract),
      .adds = egb_arena_array(arena, nodes, sizeof *work->adds),
      .group = egb_arena_array(arena, nodes, sizeof *work->group),
      .group_count = egb_arena_array(arena, nodes, sizeof *work->group_count),
      .below_of = plan->has_only ? egb_arena_array(arena, nodes, units * sizeof *work->below_of) : NULL,
      .then = egb_arena_array(arena, most_names(plan), sizeof *work->then),
      .present_all = egb_arena_array(arena, nodes, sizeof *work->present_all),
      .present_of = egb_arena_array(arena, nodes, sizeof *work->present_of),
      .gaps = egb_arena_array(arena, nodes, sizeof *work->gaps),
      .column = egb_arena_array(arena, nodes, sizeof *work->column),
  };
  for (size_t i = 0; work->present_of != NULL && i < nodes; i++)
    if (plan->node[i].aggregate != NULL && plan->node[i].active)
      work->present_of[i] = egb_arena_array(arena, units, sizeof *work->present_of[i]);
  if (work->group != NULL && work->group_count != NULL)
    make_groups(plan, arena, work);
  return work;
}

/* ---- what is known before scoring ------------------------------------------------------------ */

typedef struct named {
  const char *id;
  size_t unit;
} named;

static int by_id(const void *a, const void *b) {
  const named *left = a, *right = b;
  const int ids = strcmp(left->id, right->id);
  return ids != 0 ? ids : (left->unit > right->unit) - (left->unit < right->unit);
}

/* Data is often sorted by id. */
static bool is_sorted(const egb_dataset *data) {
  size_t u = 1;
  while (u < data->unit_count && strcmp(data->unit[u - 1].id, data->unit[u].id) < 0)
    u++;
  return u >= data->unit_count;
}

/* False: out of memory. */
static bool order_by_id(egb_results *r) {
  const bool sorted = is_sorted(r->data);
  named *list = sorted ? NULL : malloc(r->unit_count * sizeof *list);
  for (size_t u = 0; list != NULL && u < r->unit_count; u++)
    list[u] = (named){r->data->unit[u].id, u};
  if (list != NULL)
    qsort(list, r->unit_count, sizeof *list, by_id);
  for (size_t i = 0; (sorted || list != NULL) && i < r->unit_count; i++) {
    r->order[i] = sorted ? i : list[i].unit;
    r->work->tie[r->order[i]] = i;
  }
  free(list);
  return sorted || list != NULL;
}

static void describe_units(const egb_plan *plan, egb_results *r) {
  for (size_t u = 0; plan->unranked != NULL && u < r->unit_count; u++) {
    const egb_forced *entry = egb_plan_forced(plan, plan->unranked, u, plan->period);
    r->unranked[u] = entry != NULL ? entry->reason : NULL;
  }
}

static void describe_nodes(const egb_plan *plan, egb_results *r) {
  for (size_t i = 0; i < r->node_count; i++) {
    const egb_planned_node *node = &plan->node[i];
    r->method[i] = node->normalise != NULL ? node->normalise->head.name : node->aggregate->head.name;
    r->work->changed[i] = node->aggregate != NULL && node->active;
    r->work->linear[i] = node->aggregate != NULL && node->aggregate->linear && node->rescale == NULL &&
                         node->aggregate_with->common.round < 0 && plan->index->node[i].then == NULL;
    r->work->adds[i] = node->aggregate != NULL && node->aggregate->subtracts && node->rescale == NULL &&
                       node->aggregate_with->common.round < 0 && plan->index->node[i].then == NULL;
  }
  memcpy(r->points, plan->points, r->node_count * sizeof *r->points);
  memcpy(r->given, plan->given, r->node_count * sizeof *r->given);
  r->work->decimals = plan->decimals;
}

egb_results *egb_results_blank(const egb_plan *plan) {
  const size_t units = plan->data->unit_count, nodes = plan->index->node_count;
  const size_t cells = units <= EGB_ARENA_REQUEST_MAX / nodes ? units * nodes : SIZE_MAX;
  egb_arena *arena = egb_arena_new();
  egb_results *r = egb_arena_array(arena, 1, sizeof *r);
  if (r == NULL) {
    egb_arena_free(arena);
    return NULL;
  }
  *r = (egb_results){.arena = arena,
                     .index = plan->index,
                     .data = plan->data,
                     .period = plan->period,
                     .unit_count = units,
                     .node_count = nodes,
                     .work = make_work(plan, arena)};
  make_frames(plan, r, cells);
  make_nodes(plan, r);
  make_units(r);
  if (!egb_plan_applies(plan, plan->period, arena, &r->applies) || egb_arena_failed(arena) || !order_by_id(r)) {
    egb_arena_free(arena);
    return NULL;
  }
  for (size_t i = 0; r->before_rescale != NULL && i < cells; i++)
    r->before_rescale[i] = (double)NAN;
  for (size_t i = 0; r->before_then != NULL && i < cells; i++)
    r->before_then[i] = (double)NAN;
  describe_units(plan, r);
  describe_nodes(plan, r);
  return r;
}

/* ---- what other rooms ask -------------------------------------------------------------------- */

bool egb_results_is_weighted_sum(const egb_results *results, size_t node) {
  return results->work->linear[node];
}

const size_t *egb_results_id_order(const egb_results *results) {
  return results->work->tie;
}
