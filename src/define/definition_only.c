/* `only:`: the units that a node is for. */
#include "define/definition.h"

static const egb_scalar *bind_values(egb_definition *d, size_t at, size_t *count) {
  const egb_yaml_node *node = &d->yaml.node[at];
  const bool list = node->kind == EGB_YAML_LIST;
  egb_scalar *value = egb_arena_array(d->arena, list ? node->count : 1, sizeof *value);
  if (value == NULL)
    return NULL;
  if (!list)
    value[(*count)++] = (egb_scalar){node->text, node->place};
  for (size_t i = list ? node->first : EGB_YAML_NONE; i != EGB_YAML_NONE; i = d->yaml.node[i].next)
    if (!d->yaml.node[i].faulty)
      value[(*count)++] = (egb_scalar){d->yaml.node[i].text, d->yaml.node[i].place};
  return value;
}

bool egb_definition_bind_only(egb_definition *d, size_t at, egb_node *node) {
  if (at == EGB_YAML_NONE)
    return true;
  egb_only *only = egb_arena_array(d->arena, d->yaml.node[at].count, sizeof *only);
  if (only == NULL)
    return false;
  for (size_t i = d->yaml.node[at].first; i != EGB_YAML_NONE; i = d->yaml.node[i].next) {
    const egb_yaml_node *entry = &d->yaml.node[i];
    if (entry->faulty)
      continue;
    egb_only *next = &only[node->only_count++];
    *next = (egb_only){.grouping = entry->key, .place = entry->key_place};
    if ((next->value = bind_values(d, i, &next->count)) == NULL)
      return false;
  }
  node->only = only;
  return true;
}
