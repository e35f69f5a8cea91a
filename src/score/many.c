#include "score/many.h"

#include "base/codes.h"
#include "base/threads.h"
#include "score/resolve.h"
#include "score/stages.h"
#include "stats/order.h"

#include <math.h>

typedef struct egb_many_room {
  const double **child;
  double *value; /* EGB_STRETCH per child */
  double *logs, *scratch;
  size_t lost, first, failed; /* what this thread has met in the node at hand: counts, the first unit, the first job */
  const char *reason;
} egb_many_room;

size_t egb_many_threads(const egb_plan *plan) {
  if (plan->data->unit_count < EGB_UNITS_MANY || plan->blamed != NULL)
    return 1; /* a simulation has its own threads */
  return egb_plan_threads(plan, 0);
}

/* ---- scores of a node ------------------------------------------------------------------------ */

typedef struct scoring {
  const egb_plan *plan;
  egb_results *results;
  size_t node, count;
} scoring;

static egb_status score_stretch(void *context, size_t worker, size_t job) {
  const scoring *s = context;
  egb_results *r = s->results;
  const egb_planned_node *planned = &s->plan->node[s->node];
  egb_many_room *room = &r->work->many->room[worker];
  const size_t from = job * EGB_STRETCH;
  const size_t count = r->unit_count - from < EGB_STRETCH ? r->unit_count - from : EGB_STRETCH;
  for (size_t k = 0; k < s->count; k++)
    room->child[k] = egb_stretch_of(r, r->work->active[k], from, count,
                                    (egb_stretch_values){room->value + k * EGB_STRETCH, room->logs});
  const egb_aggregate_input input = {.parameter = planned->aggregate_with->parameter,
                                     .list = planned->aggregate_with->list,
                                     .child = room->child,
                                     .weight = r->work->weight,
                                     .subtract = planned->aggregate->subtracts ? r->work->subtract : NULL,
                                     .child_count = s->count,
                                     .count = count,
                                     .scale = s->plan->index->scale,
                                     .scratch = room->scratch};
  const char *reason = planned->aggregate->apply(&input, 0, count, r->own_score[s->node] + from);
  if (reason != NULL) {
    if (room->reason == NULL || job < room->failed) {
      room->reason = reason;
      room->failed = job;
    }
    return EGB_UNCOMPUTABLE;
  }
  size_t first = 0;
  const size_t lost = egb_score_set_states(r, s->node, s->count, room->child, from, count, &first);
  if (lost > 0 && (room->lost == 0 || first < room->first))
    room->first = first;
  room->lost += lost;
  return EGB_OK;
}

/* What the threads met, in the order of the units. */
static const char *gather(const egb_many *many, size_t *lost, size_t *unit) {
  const char *reason = NULL;
  size_t failed = SIZE_MAX;
  *lost = 0;
  for (size_t t = 0; t < many->threads; t++) {
    const egb_many_room *room = &many->room[t];
    if (room->reason != NULL && room->failed < failed) {
      reason = room->reason;
      failed = room->failed;
    }
    if (room->lost > 0 && (*lost == 0 || room->first < *unit))
      *unit = room->first;
    *lost += room->lost;
  }
  return reason;
}

static const char *combine(const egb_plan *plan, egb_results *results, size_t i, size_t count, size_t *lost,
                           size_t *unit) {
  egb_many *many = results->work->many;
  scoring s = {.plan = plan, .results = results, .node = i, .count = count};
  for (size_t t = 0; t < many->threads; t++) {
    many->room[t].lost = 0;
    many->room[t].reason = NULL;
  }
  const egb_status status = egb_threads_run(many->threads, (results->unit_count + EGB_STRETCH - 1) / EGB_STRETCH,
                                            score_stretch, &s, NULL, NULL);
  const char *reason = gather(many, lost, unit);
  return reason == NULL && status != EGB_OK ? "out of memory" : reason;
}

/* ---- room ------------------------------------------------------------------------------------ */

static size_t most(size_t a, size_t b) {
  return a > b ? a : b;
}

/* Of the aggregates that can be worked out by stretches. */
static void measure(const egb_plan *plan, size_t *children, size_t *scratch) {
  *children = *scratch = 1;
  for (size_t i = 0; i < plan->index->node_count; i++) {
    const egb_planned_node *planned = &plan->node[i];
    const size_t count = plan->index->node[i].child_count;
    if (planned->aggregate == NULL || !planned->active || planned->aggregate->whole)
      continue;
    *children = most(*children, count);
    *scratch = most(*scratch, egb_aggregate_scratch(planned->aggregate, EGB_STRETCH, count));
  }
}

bool egb_many_make(const egb_plan *plan, egb_results *results) {
  egb_arena *arena = results->arena;
  size_t children, scratch;
  if (results->unit_count < EGB_UNITS_MANY)
    return true;
  measure(plan, &children, &scratch);
  const size_t threads = egb_many_threads(plan);
  egb_many *many = egb_arena_array(arena, 1, sizeof *many);
  egb_many_room *room = egb_arena_array(arena, threads, sizeof *room);
  if (many == NULL || room == NULL)
    return false;
  for (size_t t = 0; t < threads; t++)
    room[t] = (egb_many_room){.child = egb_arena_array(arena, children, sizeof *room->child),
                              .value = egb_arena_array(arena, children, EGB_STRETCH * sizeof *room->value),
                              .logs = egb_arena_array(arena, EGB_STRETCH, sizeof *room->logs),
                              .scratch = egb_arena_array(arena, scratch, sizeof *room->scratch)};
  *many = (egb_many){.threads = threads, .combine = combine, .sort = egb_stats_sort_many, .room = room};
  results->work->many = many;
  return egb_waiting_make(plan, results) && !egb_arena_failed(arena);
}
