/* `only:`: baskets of indicators by group of units. For a unit outside its groups a node is as if not written: its
 * cells are not missing but not there, and what is counted of the tree is counted without it. */
#include "score/resolve.h"

#include "base/buffer.h"
#include "base/codes.h"
#include "base/names.h"

#include <string.h>

#define UNITS_NAMED 10

/* ---- names ----------------------------------------------------------------------------------- */

/* Every group of a grouping that some unit is in, in some period. */
static bool list_groups(const egb_plan *plan, size_t grouping, egb_names *out) {
  const egb_dataset *data = plan->data;
  const size_t periods = data->group_of != NULL ? data->period_count : 1;
  bool fresh;
  for (size_t p = 0; p < periods; p++)
    for (size_t u = 0; u < data->unit_count; u++) {
      const char *group = egb_dataset_group(data, p, u, grouping);
      if (group[0] != '\0' && egb_names_add(out, group, strlen(group), &fresh) == EGB_NAMES_NONE)
        return false;
    }
  return true;
}

static egb_status refuse_group(const egb_plan *plan, const egb_only *only, const egb_scalar *value,
                               const egb_names *group, egb_diag *diag) {
  const char **names = egb_arena_array(plan->arena, group->count, sizeof *names);
  if (names == NULL)
    return EGB_NO_MEMORY;
  for (size_t i = 0; i < group->count; i++)
    names[i] = group->item[i].text;
  egb_diag_at(diag, EGB_SEVERITY_ERROR, EGB_E_KEY_VALUE, value->place, "no unit is in the %s `%s`", only->grouping,
              value->text);
  egb_hint_names(diag, value->text, names, group->count, "the groups are");
  return EGB_REFUSED;
}

static egb_status check_values(const egb_plan *plan, const egb_only *only, size_t grouping, egb_diag *diag) {
  egb_arena *arena = egb_arena_new();
  egb_names group = {.arena = arena};
  egb_status status = arena != NULL && list_groups(plan, grouping, &group) ? EGB_OK : EGB_NO_MEMORY;
  for (size_t i = 0; i < only->count && status != EGB_NO_MEMORY; i++)
    if (egb_names_find(&group, only->value[i].text, strlen(only->value[i].text)) == EGB_NAMES_NONE)
      status = egb_status_worse(status, refuse_group(plan, only, &only->value[i], &group, diag));
  egb_arena_free(arena);
  return status;
}

static size_t find_grouping(const egb_dataset *data, const char *id) {
  for (size_t i = 0; i < data->grouping_count; i++)
    if (strcmp(data->grouping[i], id) == 0)
      return i;
  return EGB_NONE;
}

static egb_status refuse_grouping(const egb_dataset *data, const egb_only *only, egb_diag *diag) {
  egb_diag_at(diag, EGB_SEVERITY_ERROR, EGB_E_KEY_VALUE, only->place,
              "the units have no grouping `%s`, which `only:` names", only->grouping);
  if (data->grouping_count > 0)
    egb_hint_names(diag, only->grouping, data->grouping, data->grouping_count, "the groupings are");
  else
    egb_diag_hint(diag, "name a column of the unit list: `units: {file: ..., groups: {%s: ...}}`", only->grouping);
  return EGB_REFUSED;
}

/* Whether a node before this one names the grouping, too. */
static bool is_known(const egb_plan *plan, size_t node, const char *grouping) {
  for (size_t i = 1; i < node; i++)
    for (size_t k = 0; plan->node[i].active && k < plan->index->node[i].only_count; k++)
      if (strcmp(plan->index->node[i].only[k].grouping, grouping) == 0)
        return true;
  return false;
}

/* Units whose group is not known: nothing says whether they are meant. Said once per grouping. */
static void warn_unknown(const egb_plan *plan, size_t node, const egb_only *only, size_t grouping, egb_diag *diag) {
  egb_buffer names = {0};
  size_t count = 0;
  if (is_known(plan, node, only->grouping))
    return;
  for (size_t u = 0; u < plan->data->unit_count; u++)
    if (egb_dataset_group(plan->data, plan->period, u, grouping)[0] == '\0' && count++ < UNITS_NAMED)
      egb_buffer_format(&names, "%s%s", count == 1 ? "" : ", ", plan->data->unit[u].id);
  if (count > UNITS_NAMED)
    egb_buffer_format(&names, " and %zu more", count - UNITS_NAMED);
  if (count > 0 && !names.failed) {
    egb_diag_at(diag, EGB_SEVERITY_WARNING, EGB_W_ONLY, only->place,
                "%s, and what else `only:` names a %s for, is left out for %zu unit%s whose %s is not known: %s",
                plan->index->node[node].id, only->grouping, count, count == 1 ? "" : "s", only->grouping, names.text);
    egb_diag_hint(diag, "write their %s in the unit list", only->grouping);
  }
  egb_buffer_clear(&names);
}

static egb_status resolve(egb_plan *plan, size_t i, egb_diag *diag) {
  const egb_node *node = &plan->index->node[i];
  size_t *grouping = egb_arena_array(plan->arena, node->only_count, sizeof *grouping);
  egb_status status = grouping != NULL ? EGB_OK : EGB_NO_MEMORY;
  for (size_t k = 0; k < node->only_count && status != EGB_NO_MEMORY; k++) {
    grouping[k] = find_grouping(plan->data, node->only[k].grouping);
    if (grouping[k] == EGB_NONE) {
      status = refuse_grouping(plan->data, &node->only[k], diag);
      continue;
    }
    if (plan->data->mixture)
      continue;
    status = egb_status_worse(status, check_values(plan, &node->only[k], grouping[k], diag));
    warn_unknown(plan, i, &node->only[k], grouping[k], diag);
  }
  plan->node[i].only = grouping;
  plan->has_only = true;
  return status;
}

/* Whether a node takes part, or an indicator from it on is what others are computed from: for a unit it is not for it
 * has no value then either. */
static bool is_used(const egb_plan *plan, size_t node) {
  bool used = plan->node[node].active;
  for (size_t k = 0; k < plan->derive_count && !used; k++)
    used = plan->derive[k] >= node && plan->derive[k] < plan->index->node[node].end;
  return used;
}

/* Units without a file, which stand in for those to come, are in no groups: every node is for them. */
egb_status egb_plan_only(egb_plan *plan, egb_diag *diag) {
  const egb_dataset *data = plan->data;
  egb_status status = EGB_OK;
  if (data->file_count == 0 && data->grouping_count == 0 && !data->mixture)
    return EGB_OK;
  for (size_t i = 1; i < plan->index->node_count && status != EGB_NO_MEMORY; i++)
    if (plan->index->node[i].only_count > 0 && is_used(plan, i))
      status = egb_status_worse(status, resolve(plan, i, diag));
  return status;
}

/* ---- what does not go together --------------------------------------------------------------- */

/* The first node below that is for some units only; direct: children as well. EGB_NONE. */
static size_t only_below(const egb_plan *plan, size_t node, bool direct) {
  const egb_node *nodes = plan->index->node;
  for (size_t i = node + 1; i < nodes[node].end; i++)
    if (plan->node[i].active && plan->node[i].only != NULL && (direct || nodes[i].parent != node))
      return i;
  return EGB_NONE;
}

static void refuse(const egb_plan *plan, size_t node, size_t found, const egb_method *method, const char *why,
                   egb_diag *diag) {
  const egb_node *nodes = plan->index->node;
  egb_diag_at(diag, EGB_SEVERITY_ERROR, EGB_E_PLAN_CLASH, nodes[found].only[0].place,
              "%s cannot be for some units only: `%s` of %s above it %s", nodes[found].id, method->name, nodes[node].id,
              why);
  egb_diag_hint(diag, "remove `only:`, or choose another method for %s", nodes[node].id);
}

void egb_plan_check_only(const egb_plan *plan, size_t node, egb_diag *diag) {
  const egb_planned_node *planned = &plan->node[node];
  const size_t found = plan->has_only ? only_below(plan, node, true) : EGB_NONE;
  const size_t deeper = plan->has_only ? only_below(plan, node, false) : EGB_NONE;
  if (found == EGB_NONE)
    return;
  if (planned->aggregate->whole)
    refuse(plan, node, found, &planned->aggregate->head, "compares units with each other", diag);
  if (planned->weigh->needs_data)
    refuse(plan, node, found, &planned->weigh->head, "takes the weights from the data of all units", diag);
  if (planned->weigh->looks_below && deeper != EGB_NONE)
    refuse(plan, node, deeper, &planned->weigh->head, "weights by what is below, which would be another for each group",
           diag);
}

/* ---- units ----------------------------------------------------------------------------------- */

static bool meets(const egb_plan *plan, size_t period, size_t node, size_t unit) {
  const egb_node *of = &plan->index->node[node];
  for (size_t k = 0; plan->node[node].only != NULL && k < of->only_count; k++) {
    const char *group = egb_dataset_group(plan->data, period, unit, plan->node[node].only[k]);
    bool any = false;
    for (size_t v = 0; v < of->only[k].count; v++)
      any = any || strcmp(of->only[k].value[v].text, group) == 0;
    if (!any)
      return false;
  }
  return true;
}

bool egb_plan_applies(const egb_plan *plan, size_t period, egb_arena *arena, const uint8_t **out) {
  const egb_node *nodes = plan->index->node;
  const size_t units = plan->data->unit_count, count = plan->index->node_count;
  *out = NULL;
  if (!plan->has_only)
    return true;
  uint8_t *applies = egb_arena_array(arena, count, units);
  uint8_t *below = egb_arena_array(arena, count, units); /* of an aggregate: something below applies */
  if (applies == NULL || below == NULL)
    return false;
  for (size_t i = 0; i < count; i++)
    for (size_t u = 0; u < units; u++)
      applies[i * units + u] = (i == 0 || applies[nodes[i].parent * units + u] != 0) && meets(plan, period, i, u);
  for (size_t i = count; i-- > 0;)
    for (size_t u = 0; u < units; u++) {
      if (nodes[i].first_child != EGB_NONE)
        applies[i * units + u] = below[i * units + u];
      if (i > 0 && plan->node[i].active && applies[i * units + u] != 0)
        below[nodes[i].parent * units + u] = 1;
    }
  *out = applies;
  return true;
}
