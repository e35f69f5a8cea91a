#include "model/audit_rules.h"

#include <math.h>
#include <string.h>

#define TEXTS(english, chinese, japanese)                                                                              \
  {                                                                                                                    \
    { english, chinese, japanese }                                                                                     \
  }

static const egb_audit_rule pocket[] = {
#define EGB_AUDIT_LIMIT(id, limit, least, most, mark, relation, source)                                                \
  {id, TEXTS relation, limit, least, most, TEXTS source, mark, NULL},
#define EGB_AUDIT_RULE(id, mark, relation, source) {id, TEXTS relation, (double)NAN, 0, 0, TEXTS source, mark, NULL},
#include "model/audit_rule_list.h"
};

static const egb_audit_profile profiles[] = {{EGB_AUDIT_POCKET, pocket, sizeof pocket / sizeof *pocket}};

const egb_audit_profile *egb_audit_profile_find(const char *name) {
  for (size_t i = 0; i < sizeof profiles / sizeof *profiles; i++)
    if (name == NULL || strcmp(profiles[i].name, name) == 0)
      return &profiles[i];
  return NULL;
}

const egb_audit_rule *egb_audit_profile_rule(const egb_audit_profile *profile, const char *id, size_t length) {
  for (size_t i = 0; i < profile->count; i++)
    if (strlen(profile->rule[i].id) == length && strncmp(profile->rule[i].id, id, length) == 0)
      return &profile->rule[i];
  return NULL;
}

double egb_audit_profile_limit(const egb_audit_profile *profile, const char *id) {
  const egb_audit_rule *rule = egb_audit_profile_rule(profile, id, strlen(id));
  return rule == NULL ? (double)NAN : rule->limit;
}

egb_audit_rule *egb_audit_profile_copy(const egb_audit_profile *profile, const egb_audit_limits *defined,
                                       egb_arena *arena) {
  egb_audit_rule *copy = egb_arena_duplicate(arena, profile->rule, profile->count, sizeof *copy);
  for (size_t i = 0; copy != NULL && defined != NULL && i < defined->count; i++) {
    const char *id = defined->limit[i].rule;
    const egb_audit_rule *rule = egb_audit_profile_rule(profile, id, strlen(id));
    if (rule != NULL)
      copy[rule - profile->rule].limit = defined->limit[i].limit;
  }
  return copy;
}
