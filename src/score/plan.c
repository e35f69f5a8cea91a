/* Making a plan: names to rows, choices to numbers, everything refused that cannot be computed. */
#include "score/plan.h"
#include "base/options.h"
#include "base/suggest.h"

#include "base/codes.h"
#include "score/resolve.h"
#include "score/thin.h"

#include <math.h>
#include <string.h>

/* ---- period and scenario --------------------------------------------------------------------- */

static egb_status refuse_period(const egb_dataset *data, const char *period, bool asked, egb_diag *diag) {
  const char *near[1];
  egb_diag_say(diag, EGB_SEVERITY_ERROR, EGB_E_PERIOD_UNKNOWN, "the data has no period `%s`%s", period,
               asked ? "" : ", which the definition asks for");
  if (data->period_count == 1 && data->period[0][0] == '\0')
    egb_diag_hint(diag, "this data has no periods; leave the period out");
  else if (egb_suggest(period, data->period, data->period_count, near, 1) > 0)
    egb_diag_hint(diag, "did you mean `%s`? The data runs from %s to %s", near[0], data->period[0],
                  data->period[data->period_count - 1]);
  else
    egb_diag_hint(diag, "the data runs from %s to %s", data->period[0], data->period[data->period_count - 1]);
  return asked ? EGB_USAGE : EGB_REFUSED;
}

/* The period asked for, else the definition's, else the latest. */
static egb_status choose_period(egb_plan *plan, const char *asked, egb_diag *diag) {
  const egb_dataset *data = plan->data;
  const bool none = data->period_count == 1 && data->period[0][0] == '\0';
  const char *wanted = asked != NULL ? asked : none ? NULL : plan->index->period;
  plan->period = data->period_count - 1;
  if (none && asked == NULL && plan->index->period != NULL) {
    egb_diag_say(diag, EGB_SEVERITY_WARNING, EGB_W_PERIOD_UNUSED,
                 "the definition asks for the period `%s`, but the data has no periods", plan->index->period);
    egb_diag_hint(diag, "add a column `period` to the data, or remove `period:` from the definition");
  }
  if (wanted == NULL || (!none && strcmp(wanted, "latest") == 0)) {
    egb_warn_thin(data, plan->period, diag);
    return EGB_OK;
  }
  for (size_t i = 0; i < data->period_count; i++)
    if (strcmp(data->period[i], wanted) == 0) {
      plan->period = i;
      return EGB_OK;
    }
  return refuse_period(data, wanted, asked != NULL, diag);
}

static int decimals_of(const egb_index *index, const char *period) {
  int decimals = -1;
  for (size_t i = 0; i < index->rank.count; i++) {
    const egb_rank_decimals *entry = &index->rank.decimals[i];
    if (entry->period != NULL && strcmp(entry->period, period) == 0)
      return entry->decimals;
    if (entry->period == NULL)
      decimals = entry->decimals;
  }
  return decimals;
}

static egb_status refuse_scenario(const egb_index *index, egb_arena *arena, const char *id, egb_diag *diag) {
  const char **ids = egb_arena_array(arena, index->scenario_count, sizeof *ids), *near[1];
  if (ids == NULL)
    return EGB_NO_MEMORY;
  for (size_t i = 0; i < index->scenario_count; i++)
    ids[i] = index->scenario[i].id;
  egb_diag_say(diag, EGB_SEVERITY_ERROR, EGB_E_SCENARIO_UNKNOWN, "%s has no scenario `%s`", index->id, id);
  if (index->scenario_count == 0)
    egb_diag_hint(diag, "it defines no scenarios; `scenarios:` in its definition would");
  else
    egb_diag_hint(diag,
                  egb_suggest(id, ids, index->scenario_count, near, 1) > 0 ? "did you mean `%s`?"
                                                                           : "the first of its scenarios is `%s`",
                  egb_suggest(id, ids, index->scenario_count, near, 1) > 0 ? near[0] : ids[0]);
  return EGB_USAGE;
}

/* The scenario asked for, else the one that the index is of. */
static egb_status choose_scenario(egb_plan *plan, const char *id, const egb_scenario **out, egb_diag *diag) {
  *out = id != NULL ? egb_index_find_scenario(plan->index, id) : plan->index->under;
  return id != NULL && *out == NULL ? refuse_scenario(plan->index, plan->arena, id, diag) : EGB_OK;
}

static const egb_index *index_under(const egb_index *index, const char *id) {
  const egb_scenario *scenario = id != NULL ? egb_index_find_scenario(index, id) : index->under;
  if (scenario != NULL && scenario->variant != NULL)
    return scenario->variant;
  return index->base != NULL ? index->base : index;
}

/* The index whose columns, bounds and files the data set of one is read by. */
static const egb_index *reader_of(const egb_index *index) {
  return index->base == NULL || index->under->own_data ? index : index->base;
}

/* Data of another scenario would be scored as if it were this one's. */
static egb_status refuse_data(const egb_index *index, const egb_dataset *data, egb_diag *diag) {
  if (!egb_index_is_kin(index, data->index) || reader_of(index) == reader_of(data->index))
    return EGB_OK;
  if (index->under != NULL && index->under->own_data)
    egb_diag_at(diag, EGB_SEVERITY_ERROR, EGB_E_USAGE, index->under->place,
                "the scenario `%s` has data of its own, and this data set is not read by it", index->under->id);
  else
    egb_diag_say(diag, EGB_SEVERITY_ERROR, EGB_E_USAGE, "this data set is that of the scenario `%s`",
                 data->index->under->id);
  egb_diag_hint(diag,
                "`egovbench diff INDEX --scenario none %s` compares the two; programs load the data of the index "
                "that egb_index_under gives",
                index->under != NULL && index->under->own_data ? index->under->id : data->index->under->id);
  return EGB_USAGE;
}

static egb_status apply_scenario(egb_plan *plan, const egb_scenario *scenario, egb_diag *diag) {
  egb_weight_change *change = egb_arena_array(plan->arena, scenario->count, sizeof *change);
  if (change == NULL)
    return EGB_NO_MEMORY;
  for (size_t i = 0; i < scenario->count; i++) {
    const egb_scenario_weight *w = &scenario->weight[i];
    change[i] = (egb_weight_change){w->node, w->weight, w->percent, w->place};
  }
  plan->scenario = scenario->id;
  return egb_plan_change_weights(plan, change, scenario->count, scenario->rescale, EGB_REFUSED, diag);
}

/* ---- the plan -------------------------------------------------------------------------------- */

static egb_plan *blank(const egb_index *index, const egb_dataset *data) {
  egb_arena *arena = egb_arena_new();
  egb_plan *plan = egb_arena_array(arena, 1, sizeof *plan);
  if (plan == NULL) {
    egb_arena_free(arena);
    return NULL;
  }
  const size_t count = index->node_count;
  *plan = (egb_plan){.arena = arena, .index = index, .data = data};

  plan->node = egb_arena_array(arena, count, sizeof *plan->node);
  plan->weight = egb_arena_array(arena, count, sizeof *plan->weight);
  plan->share = egb_arena_array(arena, count, sizeof *plan->share);
  plan->effective = egb_arena_array(arena, count, sizeof *plan->effective);
  plan->points = egb_arena_array(arena, count, sizeof *plan->points);
  plan->given = egb_arena_array(arena, count, sizeof *plan->given);
  plan->given_place = egb_arena_array(arena, count, sizeof *plan->given_place);
  plan->given_of = egb_arena_array(arena, count, sizeof *plan->given_of);
  if (!egb_arena_failed(arena))
    return plan;
  egb_arena_free(arena);
  return NULL;
}

static egb_status fill(egb_plan *plan, const egb_plan_options *options, egb_diag *diag) {
  const egb_status period = choose_period(plan, options->period, diag);
  const egb_scenario *scenario;
  const egb_status chosen = choose_scenario(plan, options->scenario, &scenario, diag);
  if (chosen == EGB_NO_MEMORY)
    return chosen;
  egb_status status = egb_plan_override(plan, options, diag);
  if (status != EGB_OK)
    return status;
  status = egb_plan_activate(plan, scenario, diag);
  const egb_status resolved = egb_plan_resolve(plan, diag);
  if (resolved != EGB_OK)
    status = resolved;
  if (egb_plan_choose_fits(plan, diag) != EGB_OK && status != EGB_NO_MEMORY)
    status = EGB_REFUSED;
  const egb_status bound = egb_plan_bind(plan, diag);
  if (status == EGB_NO_MEMORY || bound == EGB_NO_MEMORY)
    return EGB_NO_MEMORY;
  if (status == EGB_OK && bound == EGB_OK)
    status = egb_plan_force(plan, diag);
  else
    status = EGB_REFUSED;
  if (status == EGB_OK)
    status = egb_plan_give(plan, diag);
  if (status == EGB_OK)
    status = egb_plan_only(plan, diag);
  if (status == EGB_OK)
    status = egb_plan_check(plan, diag);
  if (status == EGB_OK)
    status = egb_plan_weigh(plan, diag);
  if (status == EGB_OK && scenario != NULL)
    status = apply_scenario(plan, scenario, diag);
  if (status == EGB_OK && chosen == EGB_OK && period == EGB_OK)
    status = egb_plan_drop_constant(plan, diag);
  return status != EGB_OK ? status : chosen != EGB_OK ? chosen : period;
}

egb_status egb_plan_new(const egb_index *index, const egb_dataset *data, const egb_plan_options *options,
                        egb_diag *diag, egb_plan **out) {
  egb_plan_options asked;
  *out = NULL;
  egb_status status = EGB_OPTIONS_TAKE(asked, options, diag);
  if (status != EGB_OK)
    return status;
  index = index_under(index, asked.scenario);
  egb_plan *plan = blank(index, data);
  if (plan == NULL)
    return EGB_NO_MEMORY;
  status = refuse_data(index, data, diag);
  if (status == EGB_OK)
    status = fill(plan, &asked, diag);
  if (status != EGB_OK) {
    egb_plan_free(plan);
    return status;
  }
  plan->threads = asked.threads != 0 ? asked.threads : data->threads;
  plan->decimals = decimals_of(index, data->period[plan->period]);
  *out = plan;
  return EGB_OK;
}

void egb_plan_free(egb_plan *plan) {
  if (plan != NULL)
    egb_arena_free(plan->arena);
}

/* ---- weights --------------------------------------------------------------------------------- */

double egb_plan_weight(const egb_plan *plan, size_t node) {
  return node < plan->index->node_count ? plan->weight[node] : (double)NAN;
}

double egb_plan_share(const egb_plan *plan, size_t node) {
  return node < plan->index->node_count ? plan->share[node] : (double)NAN;
}

double egb_plan_effective_weight(const egb_plan *plan, size_t node) {
  return node < plan->index->node_count ? plan->effective[node] : (double)NAN;
}

static bool learns_weight(const egb_plan *plan, size_t node) {
  const size_t parent = plan->index->node[node].parent;
  return node > 0 && plan->node[parent].weigh->needs_data;
}

double egb_plan_known_weight(const egb_plan *plan, size_t node) {
  return learns_weight(plan, node) ? (double)NAN : egb_plan_weight(plan, node);
}

double egb_plan_known_share(const egb_plan *plan, size_t node) {
  return learns_weight(plan, node) ? (double)NAN : egb_plan_share(plan, node);
}

double egb_plan_known_effective(const egb_plan *plan, size_t node) {
  for (size_t at = node; at > 0; at = plan->index->node[at].parent)
    if (learns_weight(plan, at))
      return (double)NAN;
  return egb_plan_effective_weight(plan, node);
}

bool egb_plan_takes_part(const egb_plan *plan, size_t node) {
  return node < plan->index->node_count && plan->node[node].active;
}

/* ---- methods ----------------------------------------------------------------------------------------------------- */

static const egb_method *method_of(const egb_planned_node *node, egb_method_family family) {
  switch (family) {
  case EGB_FAMILY_IMPUTE:
    return node->impute != NULL ? &node->impute->head : NULL;
  case EGB_FAMILY_TREAT:
    return node->treat != NULL ? &node->treat->head : NULL;
  case EGB_FAMILY_NORMALISE:
    return node->normalise != NULL ? &node->normalise->head : NULL;
  case EGB_FAMILY_WEIGHT:
    return node->weigh != NULL ? &node->weigh->head : NULL;
  case EGB_FAMILY_AGGREGATE:
    return node->aggregate != NULL ? &node->aggregate->head : NULL;
  case EGB_FAMILY_COUNT:
    break;
  }
  return NULL;
}

const char *egb_plan_method(const egb_plan *plan, size_t node, egb_method_family family) {
  const egb_method *method = node < plan->index->node_count ? method_of(&plan->node[node], family) : NULL;
  return method != NULL ? method->name : "";
}
