/* Which rules figures break: the same for tables of statistics and for audits. */
#include "model/statistics.h"

#include <math.h>

void egb_flag_limits_take(const egb_audit_profile *profile, egb_flag_limits *out) {
  *out = (egb_flag_limits){.skewness = egb_audit_profile_limit(profile, "skewness"),
                           .kurtosis = egb_audit_profile_limit(profile, "kurtosis"),
                           .kurtosis_alone = egb_audit_profile_limit(profile, "kurtosis-alone"),
                           .alpha = egb_audit_profile_limit(profile, "alpha"),
                           .alpha_low = egb_audit_profile_limit(profile, "alpha-low"),
                           .redundant = egb_audit_profile_limit(profile, "redundant"),
                           .opposed = egb_audit_profile_limit(profile, "opposed"),
                           .dominates = egb_audit_profile_limit(profile, "dominates"),
                           .silent = egb_audit_profile_limit(profile, "silent"),
                           .against = egb_audit_profile_limit(profile, "against"),
                           .size = egb_audit_profile_limit(profile, "size")};
}

bool egb_flag_is_skewed(const egb_flag_limits *limit, const egb_node_summary *summary) {
  return (fabs(summary->skewness) > limit->skewness && summary->kurtosis > limit->kurtosis) ||
         summary->kurtosis > limit->kurtosis_alone;
}

/* What runs against its whole is no longer one that hardly shows. */
static const char *flag_part(const egb_flag_limits *limit, double r) {
  return r > limit->dominates       ? "dominates"
         : r < -limit->against      ? "against"
         : fabs(r) <= limit->silent ? "silent"
                                    : NULL;
}

const char *egb_flag_pair(const egb_statistics *statistics, const egb_correlated *pair) {
  const egb_flag_limits *limit = &statistics->limits;
  const double r = pair->pearson;
  switch (pair->relation) {
  case EGB_RELATION_SIBLINGS:
    return r > limit->redundant ? "redundant" : r < -limit->opposed ? "opposed" : NULL;
  case EGB_RELATION_PARENT:
  case EGB_RELATION_INDEX:
    return egb_results_is_alone(statistics->results, pair->x, pair->y) ? NULL : flag_part(limit, r);
  case EGB_RELATION_COLUMN:
    return fabs(r) > limit->size ? "size" : NULL;
  case EGB_RELATION_OTHER:
    break;
  }
  return NULL;
}

const char *egb_flag_item(const egb_statistics *statistics, const egb_item *item) {
  const egb_flag_limits *limit = &statistics->limits;
  return item->own < -limit->against || item->rest < -limit->against ? "against"
         : fabs(item->own) <= limit->silent                          ? "silent"
         : item->rest < 0                                            ? "noise"
         : item->other > item->own                                   ? "elsewhere"
         : item->twin_correlation > limit->redundant                 ? "redundant"
                                                                     : NULL;
}

const char *egb_flag_reliability(const egb_statistics *statistics, const egb_reliability *reliability) {
  const egb_flag_limits *limit = &statistics->limits;
  return reliability->alpha < 0                  ? "opposed"
         : reliability->alpha < limit->alpha_low ? "low"
         : reliability->alpha < limit->alpha     ? "moderate"
         : reliability->singular                 ? "singular"
         : reliability->limit                    ? "improper"
                                                 : NULL;
}
