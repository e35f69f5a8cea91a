/* audit_rules.h - the rules of audits and the profiles that say where their limits lie. Definitions may have other
 * limits (`audit:`), which the grammar checks; the audit applies them. */
#ifndef EGB_MODEL_AUDIT_RULES_H
#define EGB_MODEL_AUDIT_RULES_H

#include "base/arena.h"
#include "model/index.h"
#include "model/phrase.h"

typedef enum egb_audit_mark {
  EGB_AUDIT_READ = 0, /* in the primary source */
  EGB_AUDIT_QUOTED,   /* by somebody who read it */
  EGB_AUDIT_CUSTOM    /* usual; no primary source is known */
} egb_audit_mark;

/* A rule: what is flagged, where the limit lies and who says so. */
typedef struct egb_audit_rule {
  const char *id;      /* "dominates" */
  egb_phrase relation; /* of what is flagged to the limit, which is written behind it: "r > "; without a limit, the
                          whole rule in words */
  double limit;        /* NaN: none */
  double least, most;  /* limits there may be */
  egb_phrase source;   /* "pocket guide" */
  egb_audit_mark mark;
  const char *from; /* who has changed the limit, in the language of the audit; NULL: it is the profile's */
} egb_audit_rule;

typedef struct egb_audit_profile {
  const char *name;
  const egb_audit_rule *rule;
  size_t count;
} egb_audit_profile;

#define EGB_AUDIT_POCKET "jrc-pocket" /* the usual one */

/* NULL: there is none with this name; the usual one for NULL. */
const egb_audit_profile *egb_audit_profile_find(const char *name);
/* The limit of a rule; NaN: there is no such rule, or it has none. */
double egb_audit_profile_limit(const egb_audit_profile *profile, const char *id);
/* The rules of a profile with the limits that a definition has of its own (NULL: none), in the arena. NULL: out of
 * memory. */
egb_audit_rule *egb_audit_profile_copy(const egb_audit_profile *profile, const egb_audit_limits *defined,
                                       egb_arena *arena);
/* A rule by the first `length` bytes of a text; NULL: there is none. */
const egb_audit_rule *egb_audit_profile_rule(const egb_audit_profile *profile, const char *id, size_t length);

#endif
