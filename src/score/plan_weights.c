/* Weights: from the methods, and changed by settings. */
#include "score/resolve.h"

#include "base/codes.h"
#include "base/number.h"
#include "stats/sum.h"

#include <math.h>
#include <string.h>

/* Rounding of sums of weights; a total of 1 made of tenths is met within this. */
#define TOLERANCE 1e-9

void egb_weights_spread(const egb_index *index, const double *weight, double *share, double *effective) {
  const egb_node *nodes = index->node;
  share[0] = effective[0] = 1;
  for (size_t i = 0; i < index->node_count; i++) { /* parents come before children */
    if (nodes[i].first_child == EGB_NONE)
      continue;
    egb_sum total = {0};
    for (size_t child = nodes[i].first_child; child != EGB_NONE; child = nodes[child].next)
      egb_sum_add(&total, weight[child]);
    for (size_t child = nodes[i].first_child; child != EGB_NONE; child = nodes[child].next) {
      share[child] = weight[child] > 0 ? weight[child] / egb_sum_value(total) : 0;
      effective[child] = effective[i] * share[child];
    }
  }
}

/* Room for the lists of one node's children. */
typedef struct lists {
  double *given, *points, *leaves, *weight, *below;
} lists;

static bool make_lists(egb_arena *arena, size_t count, lists *out) {
  out->given = egb_arena_array(arena, count, sizeof *out->given);
  out->points = egb_arena_array(arena, count, sizeof *out->points);
  out->leaves = egb_arena_array(arena, count, sizeof *out->leaves);
  out->weight = egb_arena_array(arena, count, sizeof *out->weight);
  out->below = egb_arena_array(arena, count, sizeof *out->below);
  return !egb_arena_failed(arena);
}

/* What the method makes of `count` children, into room->weight. EGB_REFUSED, reported: why it cannot; EGB_NO_MEMORY. */
static egb_status weigh(const egb_plan *plan, size_t i, const lists *room, size_t count, egb_diag *diag) {
  const egb_node *node = &plan->index->node[i];
  const egb_weigh *method = plan->node[i].weigh;
  egb_arena *arena = egb_arena_new(); /* a reason may lie in the scratch space */
  double *scratch = egb_arena_array(arena, egb_weigh_scratch(method, 0, count), sizeof *scratch);
  const egb_weigh_input input = {.parameter = plan->node[i].weigh_with->parameter,
                                 .list = plan->node[i].weigh_with->list,
                                 .given = room->given,
                                 .points = room->points,
                                 .leaves = room->leaves,
                                 .child_count = count,
                                 .scratch = scratch};
  const char *reason = scratch == NULL ? NULL : method->apply(&input, room->weight);
  if (reason != NULL) {
    egb_diag_at(diag, EGB_SEVERITY_ERROR, EGB_E_PLAN_CLASH,
                node->weights.place.source != NULL ? node->weights.place : node->place,
                "%s cannot be weighted by `%s`: %s", node->id, method->head.name, reason);
    egb_diag_hint(diag, "%s", method->head.edges);
  }
  const egb_status status = scratch == NULL ? EGB_NO_MEMORY : reason != NULL ? EGB_REFUSED : EGB_OK;
  egb_arena_free(arena);
  return status;
}

static egb_status weigh_children(egb_plan *plan, size_t i, const lists *room, egb_diag *diag) {
  const egb_node *nodes = plan->index->node, *node = &nodes[i];
  size_t count = 0;
  for (size_t child = node->first_child; child != EGB_NONE; child = nodes[child].next) {
    plan->weight[child] = 0;
    if (!plan->node[child].active)
      continue;
    room->given[count] = plan->given[child];
    room->points[count] = plan->points[child];
    room->leaves[count++] = room->below[child];
  }
  egb_status status = EGB_OK;
  if (plan->node[i].weigh->needs_data) /* worked out while scoring */
    memcpy(room->weight, room->given, count * sizeof *room->weight);
  else
    status = weigh(plan, i, room, count, diag);
  if (status != EGB_OK)
    return status;
  size_t k = 0;
  for (size_t child = node->first_child; child != EGB_NONE; child = nodes[child].next)
    if (plan->node[child].active)
      plan->weight[child] = room->weight[k++];
  return EGB_OK;
}

egb_status egb_plan_weigh(egb_plan *plan, egb_diag *diag) {
  const egb_index *index = plan->index;
  egb_status status = EGB_OK;
  lists room;
  if (!make_lists(plan->arena, index->node_count, &room))
    return EGB_NO_MEMORY;
  for (size_t i = index->node_count; i-- > 1;) {
    if (plan->node[i].active && index->node[i].first_child == EGB_NONE)
      room.below[i] = 1;
    room.below[index->node[i].parent] += room.below[i];
  }
  plan->weight[0] = 1;
  for (size_t i = 0; i < index->node_count && status != EGB_NO_MEMORY; i++) {
    if (index->node[i].first_child == EGB_NONE || !plan->node[i].active)
      continue;
    const egb_status done = weigh_children(plan, i, &room, diag);
    if (done != EGB_OK)
      status = done;
  }
  if (status == EGB_OK)
    egb_weights_spread(index, plan->weight, plan->share, plan->effective);
  return status;
}

/* ---- settings ---------------------------------------------------------------------------------- */

/* The setting for every node, NULL: none. */
typedef const egb_weight_change *const *settings;

static double wanted(const egb_weight_change *change, double total) {
  return change->percent ? change->weight / 100 * total : change->weight;
}

double egb_plan_siblings(const egb_plan *plan, size_t parent) {
  egb_sum total = {0};
  const egb_node *nodes = plan->index->node;
  for (size_t child = nodes[parent].first_child; child != EGB_NONE; child = nodes[child].next)
    egb_sum_add(&total, plan->weight[child]);
  return egb_sum_value(total);
}

double egb_plan_wanted(const egb_plan *plan, const egb_weight_change *change) {
  const size_t parent = plan->index->node[change->node].parent;
  return wanted(change, change->percent && parent != EGB_NONE ? egb_plan_siblings(plan, parent) : 0);
}

/* Faults of one setting by itself. again: its node has one already. */
static bool sound(const egb_plan *plan, const egb_weight_change *change, bool again, egb_diag *diag) {
  const egb_node *node = &plan->index->node[change->node];
  if (node->parent == EGB_NONE) {
    egb_diag_at(diag, EGB_SEVERITY_ERROR, EGB_E_SET_WEIGHT, change->place,
                "%s is the whole index and has no weight among siblings", node->id);
    egb_diag_hint(diag, "set the weight of one of its parts, such as %s", plan->index->node[1].id);
    return false;
  }
  if (!plan->node[change->node].active) {
    egb_diag_at(diag, EGB_SEVERITY_ERROR, EGB_E_SET_WEIGHT, change->place, "%s does not take part, so it has no weight",
                node->id);
    egb_diag_hint(diag, "choose a scenario that has it (`add:`), or leave its weight out");
    return false;
  }
  if (!isfinite(change->weight) || change->weight < 0) {
    egb_diag_at(diag, EGB_SEVERITY_ERROR, EGB_E_SET_WEIGHT, change->place,
                "the weight of %s must be a number of at least 0", node->id);
    egb_diag_hint(diag, "write a number such as 0.3, or a share of the siblings' total such as 30%%");
    return false;
  }
  if (again) {
    egb_diag_at(diag, EGB_SEVERITY_ERROR, EGB_E_SET_WEIGHT, change->place, "the weight of %s is set twice", node->id);
    egb_diag_hint(diag, "leave one of the two out");
    return false;
  }
  if (plan->node[node->parent].weigh->needs_data) {
    egb_diag_at(diag, EGB_SEVERITY_ERROR, EGB_E_SET_WEIGHT, change->place,
                "the weights of %s come from the data by `%s`", plan->index->node[node->parent].id,
                plan->node[node->parent].weigh->head.name);
    egb_diag_hint(diag, "write `weights: given` on %s to set them", plan->index->node[node->parent].id);
    return false;
  }
  return true;
}

typedef struct family {
  double total; /* of all children before the change */
  double fixed; /* of the settings */
  double others;
} family;

static family family_of(const egb_plan *plan, size_t parent, settings setting) {
  const egb_node *nodes = plan->index->node;
  const double total = egb_plan_siblings(plan, parent);
  egb_sum fixed = {0}, others = {0};
  for (size_t child = nodes[parent].first_child; child != EGB_NONE; child = nodes[child].next) {
    if (setting[child] != NULL)
      egb_sum_add(&fixed, wanted(setting[child], total));
    else
      egb_sum_add(&others, plan->weight[child]);
  }
  return (family){total, egb_sum_value(fixed), egb_sum_value(others)};
}

static const char *free_way(const egb_weight_change *setting) {
  return setting->place.source != NULL ? "`rescale: free`" : "--rescale free";
}

/* Faults of all settings among the children of one node, reported at the first of them. */
static bool possible(const egb_plan *plan, size_t parent, const egb_weight_change *setting, family f,
                     egb_rescale rescale, egb_diag *diag) {
  const char *id = plan->index->node[parent].id;
  char total[EGB_NUMBER_MAX], fixed[EGB_NUMBER_MAX];
  egb_number_shortest(f.total, total);
  egb_number_shortest(f.fixed, fixed);
  if (!isfinite(f.fixed + f.others)) {
    egb_diag_at(diag, EGB_SEVERITY_ERROR, EGB_E_SET_WEIGHT, setting->place,
                "the weights of the children of %s are too large to add up", id);
    egb_diag_hint(diag, "write smaller numbers: only their proportions matter");
    return false;
  }
  if (rescale == EGB_RESCALE_FREE) {
    if (f.fixed + f.others > 0)
      return true;
    egb_diag_at(diag, EGB_SEVERITY_ERROR, EGB_E_SET_WEIGHT, setting->place,
                "the weights of all parts of %s would be zero", id);
    egb_diag_hint(diag, "leave at least one of them above 0");
    return false;
  }
  if (f.fixed > f.total * (1 + TOLERANCE)) {
    egb_diag_at(diag, EGB_SEVERITY_ERROR, EGB_E_SET_WEIGHT, setting->place,
                "the weights set among the children of %s add up to %s, more than their total of %s", id, fixed, total);
    egb_diag_hint(diag,
                  "the children of %s total %s: set at most that, or shares of it such as 20%%, or let the total "
                  "change with %s",
                  id, total, free_way(setting));
    return false;
  }
  if (f.total - f.fixed > f.total * TOLERANCE && !(f.others > 0)) {
    char rest[EGB_NUMBER_MAX];
    egb_number_shortest(egb_weight_tidy(f.total - f.fixed), rest);
    egb_diag_at(diag, EGB_SEVERITY_ERROR, EGB_E_SET_WEIGHT, setting->place,
                "the weights set among the children of %s add up to %s, and no other child can take the remaining %s",
                id, fixed, rest);
    egb_diag_hint(diag, "the children of %s total %s: set all of that, or let the total change with %s", id, total,
                  free_way(setting));
    return false;
  }
  return true;
}

static void carry_out(egb_plan *plan, size_t parent, settings setting, family f, egb_rescale rescale) {
  const egb_node *nodes = plan->index->node;
  const double rest = f.total - f.fixed > f.total * TOLERANCE ? f.total - f.fixed : 0;
  for (size_t child = nodes[parent].first_child; child != EGB_NONE; child = nodes[child].next) {
    if (setting[child] != NULL)
      plan->weight[child] = wanted(setting[child], f.total);
    else if (rescale == EGB_RESCALE_PROPORTIONAL && f.others > 0)
      plan->weight[child] = plan->weight[child] / f.others * rest;
  }
}

/* Twice over the families, each at its first setting: all are checked before any is changed. */
static bool change_families(egb_plan *plan, const egb_weight_change *change, size_t count, settings setting,
                            uint8_t *passed, egb_rescale rescale, egb_diag *diag) {
  bool fine = true;
  for (uint8_t pass = 1; fine && pass <= 2; pass++)
    for (size_t i = 0; i < count; i++) {
      const size_t parent = plan->index->node[change[i].node].parent;
      if (passed[parent] == pass)
        continue;
      passed[parent] = pass;
      const family f = family_of(plan, parent, setting);
      if (pass == 1)
        fine = possible(plan, parent, &change[i], f, rescale, diag) && fine;
      else
        carry_out(plan, parent, setting, f, rescale);
    }
  return fine;
}

egb_status egb_plan_change_weights(egb_plan *plan, const egb_weight_change *change, size_t count, egb_rescale rescale,
                                   egb_status failure, egb_diag *diag) {
  egb_arena *arena = egb_arena_new();
  const egb_weight_change **setting = egb_arena_array(arena, plan->index->node_count, sizeof *setting);
  uint8_t *passed = egb_arena_array(arena, plan->index->node_count, sizeof *passed);
  bool fine = !egb_arena_failed(arena);
  egb_status status = fine ? EGB_OK : EGB_NO_MEMORY;
  for (size_t i = 0; i < count && status == EGB_OK; i++) {
    fine = sound(plan, &change[i], setting[change[i].node] != NULL, diag) && fine;
    setting[change[i].node] = &change[i];
  }
  if (status == EGB_OK && !(fine && change_families(plan, change, count, setting, passed, rescale, diag)))
    status = failure;
  if (status == EGB_OK) {
    egb_weights_spread(plan->index, plan->weight, plan->share, plan->effective);
    plan->weights_changed = plan->weights_changed || count > 0;
  }
  egb_arena_free(arena);
  return status;
}
