/* `scenarios:`. */
#include "base/codes.h"
#include "define/definition.h"

#include <string.h>

/* Percentages are of the siblings' total: more than all of it cannot be shared out. */
static void check_percentages(egb_definition *d, const egb_scenario *scenario, double *total) {
  for (size_t i = 0; i < scenario->count; i++)
    if (scenario->weight[i].percent)
      total[d->index->node[scenario->weight[i].node].parent] = 0;
  for (size_t i = 0; i < scenario->count; i++) {
    const egb_scenario_weight *weight = &scenario->weight[i];
    if (!weight->percent)
      continue;
    double *sum = &total[d->index->node[weight->node].parent];
    const bool before = *sum > 100 + 1e-9;
    *sum += weight->weight;
    if (before || *sum <= 100 + 1e-9)
      continue;
    egb_diag_at(d->diag, EGB_SEVERITY_ERROR, EGB_E_WEIGHT, weight->place,
                "with this the siblings of `%s` have more than 100%%", d->index->node[weight->node].id);
    egb_diag_hint(d->diag, "a percentage is a share of the siblings' total");
  }
}

static egb_status bind_weights(egb_definition *d, size_t map, egb_scenario *out) {
  if (map == EGB_YAML_NONE)
    return EGB_OK;
  egb_scenario_weight *weight = egb_arena_array(d->arena, d->yaml.node[map].count, sizeof *weight);
  if (weight == NULL)
    return EGB_NO_MEMORY;
  for (size_t i = d->yaml.node[map].first; i != EGB_YAML_NONE; i = d->yaml.node[i].next) {
    const egb_yaml_node *entry = &d->yaml.node[i];
    if (entry->faulty)
      continue;
    const size_t found = egb_definition_find(d, entry->key, entry->key_place, "weights are given");
    if (found == 0) {
      egb_diag_at(d->diag, EGB_SEVERITY_ERROR, EGB_E_WEIGHT, entry->key_place, "the index itself has no weight");
      egb_diag_hint(d->diag, "name nodes below it");
    } else if (found != EGB_NONE) {
      egb_scenario_weight *next = &weight[out->count++];
      *next = (egb_scenario_weight){.node = found, .place = entry->place};
      (void)egb_definition_weight(entry->text, &next->weight, &next->percent);
    }
  }
  out->weight = weight;
  return EGB_OK;
}

/* Where a list names a node. */
static egb_place place_in(const egb_definition *d, size_t list, size_t node) {
  for (size_t i = d->yaml.node[list].first; i != EGB_YAML_NONE; i = d->yaml.node[i].next)
    if (!d->yaml.node[i].faulty && strcmp(d->yaml.node[i].text, d->index->node[node].id) == 0)
      return d->yaml.node[i].place;
  return d->yaml.node[list].place;
}

static void check_added(egb_definition *d, size_t list, const egb_scenario *scenario) {
  for (size_t i = 0; i < scenario->add_count; i++) {
    const egb_node *node = &d->index->node[scenario->add[i]];
    if (!node->optional) {
      egb_diag_at(d->diag, EGB_SEVERITY_ERROR, EGB_E_KEY_VALUE, place_in(d, list, scenario->add[i]),
                  "`%s` is not optional: it takes part in any case", node->id);
      egb_diag_hint(d->diag, "write `optional: true` on the node, or remove it here");
    } else if (egb_nodes_have(scenario->drop, scenario->drop_count, scenario->add[i])) {
      egb_diag_at(d->diag, EGB_SEVERITY_ERROR, EGB_E_KEYS_CLASH, place_in(d, list, scenario->add[i]),
                  "the scenario adds and drops `%s`", node->id);
      egb_diag_hint(d->diag, "keep one of the two");
    }
  }
}

static egb_status bind_scenario(egb_definition *d, size_t at, egb_scenario *out) {
  *out = (egb_scenario){.id = d->yaml.node[at].key, .place = d->yaml.node[at].key_place};
  out->note = egb_definition_text(d, at, "note");
  const char *rescale = egb_definition_text(d, at, "rescale");
  out->rescale = rescale != NULL && strcmp(rescale, "free") == 0 ? EGB_RESCALE_FREE : EGB_RESCALE_PROPORTIONAL;
  const size_t drop = egb_yaml_child(&d->yaml, at, "drop"), add = egb_yaml_child(&d->yaml, at, "add");
  egb_status status = bind_weights(d, egb_yaml_child(&d->yaml, at, "weights"), out);
  if (status == EGB_OK)
    status = egb_definition_bind_ids(d, drop, "what is dropped is named", &out->drop, &out->drop_count);
  if (status == EGB_OK)
    status = egb_definition_bind_ids(d, add, "what is added is named", &out->add, &out->add_count);
  if (status == EGB_OK)
    check_added(d, add, out);
  return status;
}

egb_status egb_definition_bind_scenarios(egb_definition *d) {
  const size_t map = egb_yaml_child(&d->yaml, 0, "scenarios");
  if (map == EGB_YAML_NONE)
    return EGB_OK;
  d->index->scenarios_key = d->yaml.node[map].key_place;
  d->index->scenarios_body = d->yaml.node[map].place;
  double *total = egb_arena_array(d->arena, d->index->node_count, sizeof *total);
  egb_scenario *scenario = egb_arena_array(d->arena, d->yaml.node[map].count, sizeof *scenario);
  if (egb_arena_failed(d->arena))
    return EGB_NO_MEMORY;
  for (size_t i = d->yaml.node[map].first; i != EGB_YAML_NONE; i = d->yaml.node[i].next) {
    if (d->yaml.node[i].faulty)
      continue;
    egb_scenario *next = &scenario[d->index->scenario_count++];
    const egb_status status = bind_scenario(d, i, next);
    if (status != EGB_OK)
      return status;
    check_percentages(d, next, total);
  }
  d->index->scenario = scenario;
  return EGB_OK;
}
