/* Missing values, filled by the choice of each indicator. Indicators that share a choice are handed over together, so
 * that a method can learn one from the others; methods along the row get them node by node. */
#include "score/panel.h"

#include "base/codes.h"
#include "model/period.h"
#include "score/resolve.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Indicators that share a choice, with everything their method is handed that is the same for every period. */
typedef struct group {
  size_t *node;
  size_t count;
  const egb_impute *method;
  const egb_chosen *with;
  int *direction;
  double **column;
  const double **predictor, **series;
  size_t predictor_count;
  size_t *unit_group;
  size_t group_count;
  size_t grouping; /* EGB_NONE: none */
  double *time, *scratch;
} group;

/* ---- units imputed together ------------------------------------------------------------------ */

static size_t ancestor_at(const egb_node *nodes, size_t node, size_t depth) {
  while (nodes[node].depth > depth)
    node = nodes[node].parent;
  return node;
}

/* The node within which an indicator's row is looked along: its parent, the child of the root above it, or the root. */
static size_t node_within(const egb_plan *plan, size_t node) {
  const egb_node *nodes = plan->index->node;
  const egb_impute *method = plan->node[node].impute;
  const size_t within = egb_parameter_with_role(&method->head, EGB_ROLE_WITHIN);
  if (within == EGB_NONE)
    return 0;
  const egb_parameter *parameter = &method->head.parameter[within];
  const double value = plan->node[node].impute_with->parameter[2 * within];
  if (parameter->kind != EGB_PARAMETER_CHOICE)
    return ancestor_at(nodes, nodes[node].parent, (size_t)value);
  if ((egb_within)value == EGB_WITHIN_PARENT)
    return nodes[node].parent;
  return ancestor_at(nodes, nodes[node].parent, (egb_within)value == EGB_WITHIN_DIMENSION ? 1 : 0);
}

/* Nodes that inherited a choice share its parameters. Read twice, because many others came between, it is still one
 * choice; but a simulation may have put another in its place. */
static bool same_way(const egb_plan *plan, size_t a, size_t b) {
  const egb_planned_node *left = &plan->node[a], *right = &plan->node[b];
  const egb_choice *one = &plan->index->node[a].impute, *other = &plan->index->node[b].impute;
  if (left->impute != right->impute || left->impute_with == right->impute_with)
    return left->impute == right->impute;
  if (one->name == NULL || other->name == NULL || !egb_same_choice(one, other))
    return false;
  for (size_t i = 0; i < EGB_PARAMETER_SLOTS; i++) {
    const double x = left->impute_with->parameter[i], y = right->impute_with->parameter[i];
    if (x != y && !(isnan(x) && isnan(y)))
      return false;
  }
  return true;
}

static bool together(const egb_plan *plan, size_t a, size_t b) {
  const egb_planned_node *left = &plan->node[a], *right = &plan->node[b];
  return right->active && same_way(plan, a, b) &&
         (!left->impute->along_row || node_within(plan, a) == node_within(plan, b));
}

/* ---- what a method is handed ----------------------------------------------------------------- */

typedef struct member {
  const char *name;
  size_t unit;
} member;

static int by_name(const void *a, const void *b) {
  return strcmp(((const member *)a)->name, ((const member *)b)->name);
}

/* Numbers the groups that units are in, in a period, in the order of their names. */
static bool number_groups(const egb_dataset *data, size_t period, egb_arena *arena, group *out) {
  const size_t grouping = out->grouping;
  member *list = egb_arena_array(arena, data->unit_count, sizeof *list);
  if (out->unit_group == NULL)
    out->unit_group = egb_arena_array(arena, data->unit_count, sizeof *out->unit_group);
  if (egb_arena_failed(arena))
    return false;
  out->group_count = 0;
  for (size_t u = 0; u < data->unit_count; u++)
    list[u] = (member){egb_dataset_group(data, period, u, grouping), u};
  qsort(list, data->unit_count, sizeof *list, by_name);
  for (size_t i = 0; i < data->unit_count; i++) {
    const bool unknown = list[i].name[0] == '\0';
    if (!unknown && (i == 0 || strcmp(list[i].name, list[i - 1].name) != 0))
      out->group_count++;
    out->unit_group[list[i].unit] = unknown ? SIZE_MAX : out->group_count - 1;
  }
  return true;
}

static bool make_group(const egb_panel *panel, egb_arena *arena, group *g) {
  const egb_plan *plan = panel->plan;
  const size_t units = plan->data->unit_count, periods = plan->data->period_count;
  const size_t grouping = egb_parameter_of_kind(&g->method->head, EGB_PARAMETER_GROUPING);
  const size_t columns = egb_parameter_of_kind(&g->method->head, EGB_PARAMETER_COLUMNS);
  g->direction = egb_arena_array(arena, g->count, sizeof *g->direction);
  g->column = egb_arena_array(arena, g->count, sizeof *g->column);
  g->predictor_count = columns != EGB_NONE ? g->with->list[columns].count : 0;
  g->predictor = egb_arena_array(arena, g->predictor_count, sizeof *g->predictor);
  const size_t need = g->method->scratch != NULL ? g->method->scratch(units, g->count + g->predictor_count) : 0;
  g->scratch = egb_arena_array(arena, need, sizeof *g->scratch);
  if (egb_arena_failed(arena))
    return false;
  for (size_t c = 0; c < g->count; c++)
    g->direction[c] = plan->index->node[g->node[c]].direction;
  if (grouping != EGB_NONE && !isnan(g->with->parameter[2 * grouping]))
    g->grouping = (size_t)g->with->parameter[2 * grouping];
  if (g->grouping != EGB_NONE && !number_groups(plan->data, plan->period, arena, g))
    return false;
  if (!g->method->needs_periods)
    return true;
  g->series = egb_arena_array(arena, periods * g->count, sizeof *g->series);
  g->time = egb_arena_array(arena, periods, sizeof *g->time);
  if (egb_arena_failed(arena))
    return false;
  egb_dataset_times(plan->data, g->time);
  for (size_t p = 0; p < periods; p++)
    for (size_t c = 0; c < g->count; c++)
      g->series[p * g->count + c] = panel->slice[p].raw.value + g->node[c] * units;
  return true;
}

/* ---- filling --------------------------------------------------------------------------------- */

static egb_status refuse(const egb_plan *plan, const group *g, size_t period, const char *reason, egb_diag *diag) {
  const egb_node *node = &plan->index->node[g->node[0]];
  const egb_dataset *data = plan->data;
  egb_diag_at(diag, EGB_SEVERITY_ERROR, EGB_E_UNCOMPUTABLE,
              node->impute.place.source != NULL ? node->impute.place : node->place,
              "%s%s cannot be imputed by `%s`%s%s: %s", node->id, g->count > 1 ? " and the indicators with it" : "",
              g->method->head.name, egb_in_period(data, period), data->period[period], reason);
  egb_diag_hint(diag, "%s", g->method->head.edges);
  return EGB_UNCOMPUTABLE;
}

/* Observed values stay what they are, whatever a method did to them. */
static void mark(const egb_slice *slice, size_t node, size_t units) {
  const double *raw = slice->raw.value + node * units;
  double *value = slice->imputed.value + node * units;
  uint8_t *state = slice->imputed.state + node * units;
  for (size_t u = 0; u < units; u++) {
    if (!isnan(raw[u]))
      value[u] = raw[u];
    else if (!egb_slice_applies(slice, node, units, u))
      value[u] = (double)NAN;
    else if (!isfinite(value[u]))
      value[u] = (double)NAN;
    else
      state[u] = EGB_STATE_IMPUTED;
  }
}

static egb_status fill(const egb_panel *panel, const group *g, size_t period, egb_diag *diag) {
  const egb_plan *plan = panel->plan;
  const egb_slice *slice = &panel->slice[period];
  const size_t units = plan->data->unit_count;
  for (size_t c = 0; c < g->count; c++)
    g->column[c] = slice->imputed.value + g->node[c] * units;
  const size_t columns = egb_parameter_of_kind(&g->method->head, EGB_PARAMETER_COLUMNS);
  for (size_t i = 0; i < g->predictor_count; i++)
    g->predictor[i] = egb_dataset_values(plan->data, period, (size_t)g->with->list[columns].item[i]);
  const egb_impute_input input = {.parameter = g->with->parameter,
                                  .list = g->with->list,
                                  .column = g->column,
                                  .direction = g->direction,
                                  .column_count = g->count,
                                  .count = units,
                                  .predictor = g->predictor,
                                  .predictor_count = g->predictor_count,
                                  .group = g->unit_group,
                                  .group_count = g->group_count,
                                  .series = g->series,
                                  .time = g->time,
                                  .period = period,
                                  .period_count = g->series != NULL ? plan->data->period_count : 0,
                                  .scratch = g->scratch};
  const char *reason = g->method->apply(&input);
  if (reason != NULL)
    return refuse(plan, g, period, reason, diag);
  for (size_t c = 0; c < g->count; c++)
    mark(slice, g->node[c], units);
  return EGB_OK;
}

static egb_status impute_group(const egb_panel *panel, group *g, egb_diag *diag) {
  egb_arena *arena = egb_arena_new();
  egb_status status = make_group(panel, arena, g) ? EGB_OK : EGB_NO_MEMORY;
  for (size_t p = 0; p < panel->plan->data->period_count && status == EGB_OK; p++)
    if (panel->slice[p].whole) {
      if (g->grouping != EGB_NONE && panel->plan->data->group_of != NULL &&
          !number_groups(panel->plan->data, p, arena, g))
        status = EGB_NO_MEMORY;
      if (status == EGB_OK)
        status = fill(panel, g, p, diag);
    }
  egb_arena_free(arena);
  return status;
}

egb_status egb_stage_impute(egb_panel *panel, egb_diag *diag) {
  const egb_plan *plan = panel->plan;
  const size_t nodes = plan->index->node_count, cells = nodes * plan->data->unit_count;
  if (!egb_plan_imputes(plan))
    return EGB_OK;
  for (size_t p = 0; p < plan->data->period_count; p++) {
    const egb_slice *slice = &panel->slice[p];
    if (!slice->whole)
      continue;
    memcpy(slice->imputed.value, slice->raw.value, cells * sizeof *slice->raw.value);
    memcpy(slice->imputed.state, slice->raw.state, cells * sizeof *slice->raw.state);
  }
  bool *done = egb_arena_array(panel->arena, nodes, sizeof *done);
  size_t *list = egb_arena_array(panel->arena, nodes, sizeof *list);
  egb_status status = egb_arena_failed(panel->arena) ? EGB_NO_MEMORY : EGB_OK;
  for (size_t i = 0; i < nodes && status != EGB_NO_MEMORY; i++) {
    if (done[i] || !plan->node[i].active || plan->node[i].impute == NULL)
      continue;
    group g = {.node = list, .method = plan->node[i].impute, .with = plan->node[i].impute_with, .grouping = EGB_NONE};
    for (size_t k = i; k < nodes; k++)
      if (!done[k] && together(plan, i, k)) {
        done[k] = true;
        list[g.count++] = k;
      }
    const egb_status filled = impute_group(panel, &g, diag);
    if (filled != EGB_OK)
      status = filled;
  }
  return status;
}
