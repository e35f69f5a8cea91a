#include "exact/remove.h"

#include "base/codes.h"
#include "model/removals.h"
#include "score/resolve.h"
#include "score/stages.h"

#include <math.h>
#include <string.h>

#define CELLS_MAX 4e9 /* a few minutes */

void egb_removals_free(egb_removals *removals) {
  if (removals != NULL)
    egb_arena_free(removals->arena);
}

size_t egb_removals_count(const egb_removals *removals) {
  return removals->count;
}

const egb_removal *egb_removals_at(const egb_removals *removals, size_t i) {
  return i < removals->count ? &removals->removal[i] : NULL;
}

/* ---- a plan without a node ------------------------------------------------------------------- */

/* Why a node cannot be left out by itself; NULL: it can. *failed: out of memory. */
static const char *obstacle(egb_arena *arena, const egb_plan *plan, const egb_results *results, size_t node,
                            bool *failed) {
  const egb_node *nodes = plan->index->node;
  size_t user;
  const size_t used = egb_then_used(plan, node, &user);
  if (used != EGB_NONE) {
    const char *reason = egb_arena_format(arena, "`then:` of %s uses the score of %s", nodes[user].id, nodes[used].id);
    *failed = reason == NULL;
    return reason;
  }
  size_t siblings = 0;
  double weight = 0;
  for (size_t child = nodes[nodes[node].parent].first_child; child != EGB_NONE; child = nodes[child].next)
    if (child != node && results->active[child]) {
      siblings++;
      weight += results->share[child];
    }
  return siblings == 0 ? "it has no siblings: leaving it out leaves out the node above"
         : weight > 0  ? NULL
                       : "no sibling has a weight";
}

/* ---- what it changes ------------------------------------------------------------------------- */

static void compare(const egb_results *before, const egb_results *after, egb_removal *out) {
  double sum = 0;
  size_t both = 0;
  out->largest_unit = EGB_NONE;
  for (size_t i = 0; i < before->unit_count; i++) {
    const size_t u = before->order[i];
    const double was = before->rank[u], is = after->rank[u];
    out->lost += !isnan(was) && isnan(is);
    out->gained += isnan(was) && !isnan(is);
    if (isnan(was) || isnan(is))
      continue;
    const double change = fabs(was - is);
    both++;
    sum += change;
    out->moved += change > 0;
    if (change > out->largest_change) {
      out->largest_change = change;
      out->largest_unit = u;
    }
  }
  out->mean_change = both > 0 ? sum / (double)both : (double)NAN;
}

static bool keep(egb_arena *arena, const egb_results *results, egb_removal *out) {
  double *rank = egb_arena_array(arena, results->unit_count, 2 * sizeof *rank);
  if (rank == NULL)
    return false;
  memcpy(rank, results->rank, results->unit_count * sizeof *rank);
  memcpy(rank + results->unit_count, egb_scores(results, 0), results->unit_count * sizeof *rank);
  out->rank = rank;
  out->score = rank + results->unit_count;
  return true;
}

/* Scores again without the node. Messages about it would repeat those of the index as it is: they are left out. */
static egb_status try_without(egb_arena *arena, const egb_plan *plan, const egb_results *results, egb_removal *out) {
  egb_arena *scratch = egb_arena_new();
  egb_diag *diag = egb_diag_new();
  egb_results *after = NULL;
  egb_plan without;
  egb_status status = EGB_NO_MEMORY;
  if (scratch == NULL || diag == NULL || !egb_plan_copy(plan, scratch, &without))
    goto done;
  status = egb_plan_leave_out(&without, out->node, diag);
  if (status == EGB_OK)
    status = egb_score(&without, diag, &after);
  if (status == EGB_OK) {
    compare(results, after, out);
    status = keep(arena, after, out) ? EGB_OK : EGB_NO_MEMORY;
  } else if (status != EGB_NO_MEMORY) {
    out->reason = "without it nothing can be scored";
    status = EGB_OK;
  }
done:
  egb_results_free(after);
  egb_diag_free(diag);
  egb_arena_free(scratch);
  return status;
}

static egb_status fill(egb_removals *removals, const egb_plan *plan, const egb_results *results,
                       bool (*watch)(void *context, size_t done, size_t nodes), void *context) {
  egb_removal *removal = egb_arena_array(removals->arena, plan->index->node_count, sizeof *removal);
  if (removal == NULL)
    return EGB_NO_MEMORY;
  removals->removal = removal;
  egb_status status = EGB_OK;
  for (size_t i = 1; i < plan->index->node_count && status == EGB_OK; i++) {
    if (!results->active[i])
      continue;
    if (watch != NULL && watch(context, i - 1, plan->index->node_count - 1))
      break;
    egb_removal *out = &removal[removals->count++];
    bool failed = false;
    *out = (egb_removal){.node = i, .largest_unit = EGB_NONE};
    out->reason = obstacle(removals->arena, plan, results, i, &failed);
    if (failed)
      return EGB_NO_MEMORY;
    out->mean_change = out->reason != NULL ? (double)NAN : 0;
    if (out->reason == NULL)
      status = try_without(removals->arena, plan, results, out);
  }
  return status;
}

/* There is something to leave out, and every node without which the index is scored again costs a pass over all cells.
 */
static egb_status check_plan(const egb_plan *plan, egb_diag *diag) {
  const double nodes = (double)plan->index->node_count, units = (double)plan->data->unit_count;
  const egb_status computed = egb_index_refuse_published(plan->index, diag);
  if (computed != EGB_OK)
    return computed;
  if (nodes * nodes * units <= CELLS_MAX)
    return EGB_OK;
  egb_diag_at(
      diag, EGB_SEVERITY_ERROR, EGB_E_UNCOMPUTABLE, plan->index->node[0].place,
      "%s cannot be scored without each of its %zu parts: that is %.0f thousand million scores, at most %.0f are "
      "computed",
      plan->index->id, plan->index->node_count - 1, nodes * nodes * units / 1e9, CELLS_MAX / 1e9);
  egb_diag_hint(diag, "use fewer units; `stability` shows how far each weight can move, without scoring again");
  return EGB_UNCOMPUTABLE;
}

egb_status egb_removals_new(const egb_plan *plan, const egb_results *results,
                            bool (*watch)(void *context, size_t done, size_t nodes), void *context, egb_diag *diag,
                            egb_removals **out) {
  *out = NULL;
  const egb_status own = egb_results_refuse_foreign(results, plan, diag);
  const egb_status small = own == EGB_OK ? check_plan(plan, diag) : own;
  if (small != EGB_OK)
    return small;
  egb_arena *arena = egb_arena_new();
  egb_removals *removals = arena != NULL ? egb_arena_array(arena, 1, sizeof *removals) : NULL;
  if (removals == NULL) {
    egb_arena_free(arena);
    return EGB_NO_MEMORY;
  }
  *removals = (egb_removals){.arena = arena, .results = results};
  const egb_status status = fill(removals, plan, results, watch, context);
  if (status != EGB_OK) {
    egb_removals_free(removals);
    return status;
  }
  *out = removals;
  return EGB_OK;
}
