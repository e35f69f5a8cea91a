#include "score/waiting.h"

#include "score/work.h"

#include <string.h>

static void scale(const egb_results *r, size_t node, size_t from, size_t count, double *out, double *logs) {
  egb_scaling_apply(&r->waiting[node].scaling, r->fitted + node * EGB_FITTED_MAX, r->treated.value[node] + from, out,
                    count, logs);
}

/* The first who asks makes the column; another thread that asks meanwhile waits for it. */
static const double *make(const egb_results *results, size_t node) {
  const size_t units = results->unit_count;
  double logs[EGB_STRETCH], *column = results->own_score[node];
  if (atomic_exchange(&results->waiting[node].making, 1) == 0) {
    for (size_t from = 0; from < units; from += EGB_STRETCH)
      scale(results, node, from, units - from < EGB_STRETCH ? units - from : EGB_STRETCH, column + from, logs);
    atomic_store_explicit(&results->score[node], column, memory_order_release);
  }
  const double *made = NULL;
  while (made == NULL)
    made = atomic_load_explicit(&results->score[node], memory_order_acquire);
  return made;
}

/* A simulation changes values, or the data, while its results are used. */
static bool may_wait(const egb_plan *plan, const egb_results *results) {
  return results->unit_count >= EGB_UNITS_MANY && plan->disturbance == NULL && !plan->data_changes &&
         results->applies == NULL;
}

bool egb_waiting_make(const egb_plan *plan, egb_results *results) {
  if (!may_wait(plan, results))
    return true;
  results->waiting = egb_arena_array(results->arena, results->node_count, sizeof *results->waiting);
  results->make = make;
  return results->waiting != NULL;
}

/* Lists are in memory of the plan, which may be freed before the results. */
static bool has_lists(const egb_planned_node *planned) {
  bool any = false;
  for (size_t i = 0; i < EGB_PARAMETERS_MAX; i++)
    any = any || planned->normalise_with->list[i].count > 0;
  return any;
}

bool egb_waiting_begin(const egb_plan *plan, egb_results *results, size_t node, const egb_scaling *scaling) {
  const egb_planned_node *planned = &plan->node[node];
  if (results->waiting == NULL || planned->normalise->compares || planned->normalise->needs_rubric ||
      has_lists(planned))
    return false;
  egb_waiting *waiting = &results->waiting[node];
  waiting->with = *planned->normalise_with;
  waiting->scaling = *scaling;
  waiting->scaling.with = &waiting->with;
  waiting->scaling.input.parameter = waiting->with.parameter;
  waiting->scaling.input.list = waiting->with.list;
  waiting->scaling.input.scratch = NULL; /* of methods that compare, and of learning */
  if (scaling->input.goalposts != NULL)
    waiting->scaling.input.goalposts = waiting->scaling.goalposts;
  atomic_store_explicit(&results->score[node], NULL, memory_order_release);
  results->score_state[node] = results->treated.state[node];
  return true;
}

void egb_waiting_end(egb_results *results, size_t node) {
  atomic_store_explicit(&results->score[node], results->own_score[node], memory_order_release);
  results->score_state[node] = results->own_state[node];
}

const double *egb_stretch_of(const egb_results *results, size_t node, size_t from, size_t count,
                             egb_stretch_values room) {
  const double *column = atomic_load_explicit(&results->score[node], memory_order_acquire);
  if (column != NULL)
    return column + from;
  scale(results, node, from, count, room.value, room.logs);
  return room.value;
}
