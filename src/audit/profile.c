/* Profiles: which rule flags what, from which limit on, and where the limit is from. */
#include "audit/work.h"

#include "base/codes.h"
#include "base/number.h"

#include <math.h>
#include <string.h>

/* ---- looking up ------------------------------------------------------------------------------ */

const egb_audit_rule *egb_audit_rule_of(const egb_audit_work *work, const char *id) {
  return egb_audit_profile_rule(&work->profile, id, strlen(id));
}

double egb_audit_limit(const egb_audit_work *work, const char *id) {
  return egb_audit_profile_limit(&work->profile, id);
}

/* "jrc-pocket (JRC pocket guide, as quoted)", or who has changed the limit. */
static void put_source(const egb_audit_work *work, egb_buffer *out, const egb_audit_rule *rule) {
  static const egb_audit_phrase_id marks[] = {[EGB_AUDIT_READ] = EGB_SAY_mark_read,
                                              [EGB_AUDIT_QUOTED] = EGB_SAY_mark_quoted,
                                              [EGB_AUDIT_CUSTOM] = EGB_SAY_mark_custom};
  if (rule->from != NULL)
    egb_buffer_text(out, rule->from);
  else
    egb_audit_put(work, out, EGB_SAY_source_profile,
                  EGB_ARGS(egb_arg_text(work->profile.name),
                           egb_arg_text(egb_phrase_text(&rule->source, work->language)),
                           egb_arg_text(egb_audit_phrase(work, marks[rule->mark]))));
}

void egb_audit_put_rule(const egb_audit_work *work, egb_buffer *out, const egb_audit_rule *rule) {
  egb_buffer relation = {0}, source = {0};
  egb_buffer_text(&relation, egb_phrase_text(&rule->relation, work->language));
  if (!isnan(rule->limit))
    egb_buffer_number(&relation, rule->limit);
  put_source(work, &source, rule);
  egb_audit_put(work, out, EGB_SAY_rule,
                EGB_ARGS(egb_arg_text(rule->id), egb_arg_text(egb_buffer_string(&relation)),
                         egb_arg_text(egb_buffer_string(&source))));
  out->failed = out->failed || relation.failed || source.failed;
  egb_buffer_clear(&relation);
  egb_buffer_clear(&source);
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

static void refuse_limit(const egb_audit_rule *rule, const char *text, egb_diag *diag) {
  egb_buffer range = {0};
  egb_buffer_number(&range, rule->least);
  egb_buffer_text(&range, " to ");
  egb_buffer_number(&range, rule->most);
  egb_diag_say(diag, EGB_SEVERITY_ERROR, EGB_E_USAGE, "`%.100s`: the limit is no number from %s", text,
               egb_buffer_string(&range));
  egb_buffer_clear(&range);
  egb_buffer_number(&range, rule->limit);
  egb_diag_hint(diag, "write RULE=NUMBER, such as `%s=%s`", rule->id, egb_buffer_string(&range));
  egb_buffer_clear(&range);
}

/* "coverage=0.8" */
static egb_status ask_limit(egb_audit_work *work, egb_audit_rule *rule, const char *text) {
  const size_t length = strcspn(text, "=");
  const egb_audit_rule *found = egb_audit_profile_rule(&work->profile, text, length);
  double value = NAN;
  if (found == NULL || isnan(found->limit) || text[length] == '\0') {
    refuse_rule(&work->profile, text, work->diag);
    return EGB_USAGE;
  }
  if (egb_number_parse(text + length + 1, strlen(text + length + 1), &value) != EGB_NUMBER_OK || value < found->least ||
      value > found->most) {
    refuse_limit(found, text, work->diag);
    return EGB_USAGE;
  }
  rule[found - work->profile.rule].limit = value;
  rule[found - work->profile.rule].from = egb_audit_phrase(work, EGB_SAY_source_asked);
  return EGB_OK;
}

/* Where a definition says it: of one that it extends, the file is named. */
static const char *place_of(egb_audit_work *work, egb_place place) {
  const size_t line = egb_place_line(place).line;
  return place.source == work->index->source
             ? egb_audit_format(work, EGB_SAY_source_definition, EGB_ARGS(egb_arg_count(line)))
             : egb_audit_format(work, EGB_SAY_source_extended,
                                EGB_ARGS(egb_arg_text(place.source->name), egb_arg_count(line)));
}

static void tell_places(egb_audit_work *work, egb_audit_rule *rule) {
  const egb_audit_limits *defined = &work->index->audit;
  for (size_t i = 0; i < defined->count; i++) {
    const egb_audit_rule *found = egb_audit_rule_of(work, defined->limit[i].rule);
    if (found != NULL)
      rule[found - work->profile.rule].from = place_of(work, defined->limit[i].place);
  }
}

static const egb_audit_profile *asked_profile(const char *name, egb_diag *diag) {
  const egb_audit_profile *profile = egb_audit_profile_find(name);
  if (profile != NULL)
    return profile;
  egb_diag_say(diag, EGB_SEVERITY_ERROR, EGB_E_USAGE, "there is no audit profile `%.100s`", name);
  egb_diag_hint(diag, "there is `%s`", egb_audit_profile_find(NULL)->name);
  return NULL;
}

egb_status egb_audit_profile_make(egb_audit_work *work) {
  const bool asked = work->asked.profile != NULL;
  const egb_audit_profile *profile =
      asked ? asked_profile(work->asked.profile, work->diag) : work->index->audit.profile;
  if (profile == NULL)
    return EGB_USAGE;
  egb_audit_rule *rule = egb_audit_profile_copy(profile, asked ? NULL : &work->index->audit, work->arena);
  if (rule == NULL)
    return EGB_NO_MEMORY;
  work->profile = (egb_audit_profile){profile->name, rule, profile->count};
  if (!asked)
    tell_places(work, rule);
  egb_status status = EGB_OK;
  for (const char *const *text = work->asked.thresholds; text != NULL && *text != NULL && status == EGB_OK; text++)
    status = ask_limit(work, rule, *text);
  return status;
}
