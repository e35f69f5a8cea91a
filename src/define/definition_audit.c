/* `audit:`. Which profiles and rules there are, and what limits they may have, the grammar has checked. */
#include "base/number.h"
#include "define/definition.h"
#include "model/audit_rules.h"

#include <string.h>

egb_status egb_definition_bind_audit(egb_definition *d) {
  const size_t at = egb_yaml_child(&d->yaml, 0, "audit");
  const size_t map = at == EGB_YAML_NONE ? EGB_YAML_NONE : egb_yaml_child(&d->yaml, at, "limits");
  egb_audit_limits *out = &d->index->audit;
  out->profile = egb_audit_profile_find(at == EGB_YAML_NONE ? NULL : egb_definition_text(d, at, "profile"));
  if (map == EGB_YAML_NONE)
    return EGB_OK;
  egb_audit_given *limit = egb_arena_array(d->arena, d->yaml.node[map].count, sizeof *limit);
  if (limit == NULL)
    return EGB_NO_MEMORY;
  for (size_t i = d->yaml.node[map].first; i != EGB_YAML_NONE; i = d->yaml.node[i].next) {
    const egb_yaml_node *entry = &d->yaml.node[i];
    const egb_audit_rule *rule =
        entry->faulty ? NULL : egb_audit_profile_rule(out->profile, entry->key, strlen(entry->key));
    if (rule == NULL)
      continue;
    egb_audit_given *next = &limit[out->count++];
    *next = (egb_audit_given){.rule = rule->id, .place = entry->place};
    (void)egb_number_parse(entry->text, strlen(entry->text), &next->limit);
  }
  out->limit = limit;
  return EGB_OK;
}
