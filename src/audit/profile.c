/* Profiles: which rule flags what, from which limit on, and where the limit is from. */
#include "audit/audit.h"

#include "base/codes.h"
#include "base/number.h"

#include <math.h>
#include <string.h>

#define POCKET "JRC pocket guide"
#define NO_LIMIT ((double)NAN)

/* JRC's "10-step pocket guide to composite indicators and scoreboards" where it has a number. */
static const egb_audit_rule pocket[] = {
    {"few-indicators", "indicators <", 3, POCKET, EGB_AUDIT_QUOTED, "Too few indicators for one dimension."},
    {"many-indicators", "indicators >", 40, "FAQ of JRC's COIN: 30 to 40", EGB_AUDIT_READ,
     "More indicators than an index can be explained with."},
    {"coverage", "share <", 0.65, POCKET, EGB_AUDIT_QUOTED, "Units with too little data, in all or in a dimension."},
    {"indicator-coverage", "share <", 0.65, "FAQ of JRC's COIN", EGB_AUDIT_READ, "Indicators with too little data."},
    {"skewness", "with `kurtosis`, |skewness| >", 2, POCKET, EGB_AUDIT_QUOTED,
     "Lopsided values, together with `kurtosis`."},
    {"kurtosis", "with `skewness`, kurtosis >", 3.5, POCKET, EGB_AUDIT_QUOTED,
     "Heavy tails, together with `skewness`."},
    {"kurtosis-alone", "kurtosis >", 10, POCKET, EGB_AUDIT_QUOTED, "Tails so heavy that they need no skewness."},
    {"dominates", "r >", 0.95, POCKET, EGB_AUDIT_QUOTED, "A part that says all that its whole says."},
    {"silent", "|r| <=", 0.3, POCKET, EGB_AUDIT_QUOTED, "A part that its whole does not reflect."},
    {"against", "r < -", 0.3, POCKET, EGB_AUDIT_QUOTED, "A part that works against its whole."},
    {"size", "|r| >", 0.6, POCKET, EGB_AUDIT_QUOTED, "A score that follows the size of the population."},
    {"redundant", "r >", 0.9, "SDG Index, COINr", EGB_AUDIT_READ, "Siblings that measure the same."},
    {"opposed", "r < -", 0.4, "COINr", EGB_AUDIT_READ, "Siblings that cancel each other."},
    {"elsewhere", "more with another dimension than with its own", NO_LIMIT, "JRC's audit of the SSI 2012",
     EGB_AUDIT_READ, "Indicators in the wrong dimension."},
    {"components", "eigenvalues above 1: more than", 1, "Kaiser's criterion", EGB_AUDIT_READ,
     "Children that measure more than one thing."},
    {"first-share", "share <", 0.65, "common in JRC's audits", EGB_AUDIT_CUSTOM,
     "Children of which no single component accounts for most."},
    {"signs", "loadings on the first component with different signs", NO_LIMIT, "common in JRC's audits",
     EGB_AUDIT_CUSTOM, "Children that pull the first component in different directions."},
    {"constant", "one value only", NO_LIMIT, "it separates no units", EGB_AUDIT_READ, "Indicators that do not vary."},
    {"noise", "p >", 0.05, "Bartlett's test", EGB_AUDIT_READ, "Children of which none need correlate with another."},
    {"significance", "p <", 0.05, "usual", EGB_AUDIT_CUSTOM, "Correlations that are called significant."},
    {"kmo", "KMO <", 0.5, "H. F. Kaiser", EGB_AUDIT_CUSTOM, "Children with too little in common for a component."},
    {"alpha-without", "alpha without it, less alpha, >", 0.05, "common", EGB_AUDIT_CUSTOM,
     "A child that lowers the reliability of its node."},
    {"alpha", "alpha <", 0.7, "common", EGB_AUDIT_CUSTOM, "Children that do not vary together."},
    {"alpha-low", "alpha <", 0.4, "SDG Index 2018", EGB_AUDIT_READ, "Children that hardly vary together."},
    {"balance", "importance by weight > or < 1 /", 2, "common", EGB_AUDIT_CUSTOM,
     "Children that count far more, or less, than their weights say."},
    {"places", "places >=", 10, "common in JRC's audits", EGB_AUDIT_CUSTOM, "A rank that differs much."},
    {"added-value", "share of units <", 0.1, "common", EGB_AUDIT_CUSTOM,
     "An index that ranks units as one of its parts alone does."},
    {"failed-draws", "share of draws >", 0.05, "common", EGB_AUDIT_CUSTOM, "Choices that cannot be computed together."},
    {"sensitive", "mean shift by the number of units >", 0.05, "common", EGB_AUDIT_CUSTOM,
     "One assumption that decides many ranks alone."},
    {"outside", "share of units >", 0.1, "what an interval of 90 % leaves out", EGB_AUDIT_CUSTOM,
     "Ranks that other choices seldom give."},
    {"reliable-width", "places <=", 10, "audits by JRC count shifts of 10 places", EGB_AUDIT_QUOTED,
     "How wide the interval of a reliable rank may be."},
    {"unreliable", "share of reliable ranks <", 0.5, "common", EGB_AUDIT_CUSTOM, "A ranking that does not hold."},
    {"reliable", "share of reliable ranks >=", 0.9, "common", EGB_AUDIT_CUSTOM, "A ranking that holds."},
    {"top", "share of the first that stay <", 0.5, "common", EGB_AUDIT_CUSTOM, "First places that are not sure."},
    {"told-apart", "share of draws in which one is ahead >=", 0.95, "common", EGB_AUDIT_CUSTOM,
     "When two units are told apart."},
    {"doubt", "rank correlation <", 0.7, "common", EGB_AUDIT_CUSTOM,
     "Ranks that units would not have by the weights that suit them best."},
    {"unrelated", "p of that many correlations by chance >", 0.05, "binomial test", EGB_AUDIT_CUSTOM,
     "Siblings that correlate no more often than unrelated numbers."},
};

static const egb_audit_profile profiles[] = {{"jrc-pocket", pocket, sizeof pocket / sizeof *pocket}};

static const egb_audit_profile *find_profile(const char *name, egb_diag *diag) {
  const size_t count = sizeof profiles / sizeof *profiles;
  for (size_t i = 0; i < count; i++)
    if (name == NULL || strcmp(profiles[i].name, name) == 0)
      return &profiles[i];
  egb_diag_say(diag, EGB_SEVERITY_ERROR, EGB_E_USAGE, "there is no audit profile `%.100s`", name);
  egb_diag_hint(diag, "there is `%s`", profiles[0].name);
  return NULL;
}

/* ---- looking up ------------------------------------------------------------------------------ */

static const egb_audit_rule *find_rule(const egb_audit_profile *profile, const char *id, size_t length) {
  for (size_t i = 0; i < profile->count; i++)
    if (strlen(profile->rule[i].id) == length && strncmp(profile->rule[i].id, id, length) == 0)
      return &profile->rule[i];
  return NULL;
}

const egb_audit_rule *egb_audit_rule_of(const egb_audit_work *work, const char *id) {
  return find_rule(&work->profile, id, strlen(id));
}

double egb_audit_limit(const egb_audit_work *work, const char *id) {
  const egb_audit_rule *rule = egb_audit_rule_of(work, id);
  return rule == NULL ? (double)NAN : rule->limit;
}

void egb_audit_put_rule(egb_buffer *out, const egb_audit_rule *rule) {
  static const char *const marks[] = {
      [EGB_AUDIT_READ] = "", [EGB_AUDIT_QUOTED] = ", as quoted", [EGB_AUDIT_CUSTOM] = ", custom"};
  const size_t length = strlen(rule->relation);
  egb_buffer_format(out, "%s: %s", rule->id, rule->relation);
  if (!isnan(rule->limit)) {
    egb_buffer_text(out, length > 0 && rule->relation[length - 1] == '-' ? "" : " ");
    char number[EGB_NUMBER_MAX];
    egb_number_shortest(rule->limit, number);
    egb_buffer_text(out, number);
  }
  egb_buffer_format(out, ", %s%s", rule->source, marks[rule->mark]);
}

/* ---- other limits ---------------------------------------------------------------------------- */

static void refuse_rule(const egb_audit_profile *profile, const char *text, egb_diag *diag) {
  egb_buffer hint = {0};
  egb_buffer_text(&hint, "write RULE=NUMBER, of a rule with a limit: ");
  for (size_t i = 0, listed = 0; i < profile->count; i++)
    if (!isnan(profile->rule[i].limit))
      egb_buffer_format(&hint, listed++ == 0 ? "%s" : ", %s", profile->rule[i].id);
  egb_diag_say(diag, EGB_SEVERITY_ERROR, EGB_E_USAGE, "`%.100s` is no limit of the profile `%s`", text, profile->name);
  egb_diag_hint(diag, "%s", egb_buffer_string(&hint));
  egb_buffer_clear(&hint);
}

static egb_status change_limit(const egb_audit_profile *profile, egb_audit_rule *rule, const char *text,
                               egb_diag *diag) {
  const size_t length = strcspn(text, "=");
  const egb_audit_rule *found = find_rule(profile, text, length);
  double value = NAN;
  if (found == NULL || isnan(found->limit) || text[length] == '\0') {
    refuse_rule(profile, text, diag);
    return EGB_USAGE;
  }
  if (egb_number_parse(text + length + 1, strlen(text + length + 1), &value) != EGB_NUMBER_OK || value < 0) {
    char number[EGB_NUMBER_MAX];
    egb_number_shortest(found->limit, number);
    egb_diag_say(diag, EGB_SEVERITY_ERROR, EGB_E_USAGE, "`%.100s`: the limit is no number from 0 on", text);
    egb_diag_hint(diag, "write RULE=NUMBER, such as `%s=%s`", found->id, number);
    return EGB_USAGE;
  }
  rule[found - profile->rule].limit = value;
  rule[found - profile->rule].source = "as asked";
  rule[found - profile->rule].mark = EGB_AUDIT_READ;
  return EGB_OK;
}

egb_status egb_audit_profile_make(egb_arena *arena, const char *name, const char *const *thresholds, egb_diag *diag,
                                  egb_audit_profile *out) {
  const egb_audit_profile *profile = find_profile(name, diag);
  if (profile == NULL)
    return EGB_USAGE;
  egb_audit_rule *rule = egb_arena_array(arena, profile->count, sizeof *rule);
  if (rule == NULL)
    return EGB_NO_MEMORY;
  memcpy(rule, profile->rule, profile->count * sizeof *rule);
  *out = (egb_audit_profile){profile->name, rule, profile->count};
  egb_status status = EGB_OK;
  for (size_t i = 0; thresholds != NULL && thresholds[i] != NULL && status == EGB_OK; i++)
    status = change_limit(out, rule, thresholds[i], diag);
  return status;
}
