/* The grammar of `audit:`: a key per rule that has a limit. */
#include "model/audit_rules.h"
#include "model/grammar_tables.h"

#define ENGLISH(english, chinese, japanese) english

static const egb_key limit_keys[] = {
#define EGB_AUDIT_LIMIT(id, number, from, to, mark, relation, named)                                                   \
  {.name = id,                                                                                                         \
   .kind = EGB_KEY_NUMBER,                                                                                             \
   .least = from,                                                                                                      \
   .most = to,                                                                                                         \
   .help = "It flags: " ENGLISH relation #number " (" EGB_AUDIT_POCKET ": " ENGLISH named ").",                        \
   .example = #number},
#include "model/audit_rule_list.h"
};

const egb_section egb_grammar_audit_limits = {
    .name = "limits",
    .where = "under `limits:`",
    .help = "Limits of single rules of an audit, in place of those of its profile.",
    .key = limit_keys,
    .key_count = COUNT(limit_keys)};

static const egb_key audit_keys[] = {
    {.name = "profile",
     .kind = EGB_KEY_CHOICE,
     .choices = ANY_OF(EGB_AUDIT_POCKET),
     .help = "Whose limits rules have where `limits` says nothing. " EGB_AUDIT_POCKET
             " (the default): JRC's pocket guide to composite indicators where it has a number, otherwise the sources "
             "that each flag names. With the option --profile neither this nor `limits` counts.",
     .example = EGB_AUDIT_POCKET},
    {.name = "limits",
     .kind = EGB_KEY_SECTION,
     .section = &egb_grammar_audit_limits,
     .help = "Other limits of single rules: a map from the rule to a number. The option --rule takes precedence.",
     .example = "{coverage: 0.8, redundant: 0.95}"},
};

const egb_section egb_grammar_audit = {.name = "audit",
                                       .where = "under `audit:`",
                                       .help = "The limits of the command audit.",
                                       .key = audit_keys,
                                       .key_count = COUNT(audit_keys),
                                       .least_one = ANY_OF("profile", "limits")};
