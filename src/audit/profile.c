/* Profiles: which rule flags what, from which limit on, and where the limit is from. */
#include "audit/audit.h"

#include "base/codes.h"
#include "base/number.h"

#include <math.h>
#include <string.h>

/* A text in each language. */
#define IN(english, chinese, japanese)                                                                                 \
  {                                                                                                                    \
    NULL, {                                                                                                            \
      english, chinese, japanese                                                                                       \
    }                                                                                                                  \
  }
#define POCKET IN("JRC pocket guide", "JRC 口袋指南", "JRCポケットガイド")
#define NO_LIMIT ((double)NAN)

/* JRC's "10-step pocket guide to composite indicators and scoreboards" where it has a number. */
static const egb_audit_rule pocket[] = {
    {"few-indicators", IN("indicators <", "指標數 <", "指標数 <"), 3, POCKET, EGB_AUDIT_QUOTED},
    {"many-indicators", IN("indicators >", "指標數 >", "指標数 >"), 40,
     IN("FAQ of JRC's COIN: 30 to 40", "JRC COIN 常見問答：30 至 40", "JRC COINのFAQ：30から40"), EGB_AUDIT_READ},
    {"coverage", IN("share <", "比率 <", "割合 <"), 0.65, POCKET, EGB_AUDIT_QUOTED},
    {"indicator-coverage", IN("share <", "比率 <", "割合 <"), 0.65,
     IN("FAQ of JRC's COIN", "JRC COIN 常見問答", "JRC COINのFAQ"), EGB_AUDIT_READ},
    {"skewness", IN("with `kurtosis`, |skewness| >", "併 `kurtosis`，|偏態| >", "`kurtosis` とともに|歪度| >"), 2,
     POCKET, EGB_AUDIT_QUOTED},
    {"kurtosis", IN("with `skewness`, kurtosis >", "併 `skewness`，峰度 >", "`skewness` とともに尖度 >"), 3.5, POCKET,
     EGB_AUDIT_QUOTED},
    {"kurtosis-alone", IN("kurtosis >", "峰度 >", "尖度 >"), 10, POCKET, EGB_AUDIT_QUOTED},
    {"dominates", IN("r >", "r >", "r >"), 0.95, POCKET, EGB_AUDIT_QUOTED},
    {"silent", IN("|r| <=", "|r| <=", "|r| <="), 0.3, POCKET, EGB_AUDIT_QUOTED},
    {"against", IN("r < -", "r < -", "r < -"), 0.3, POCKET, EGB_AUDIT_QUOTED},
    {"size", IN("|r| >", "|r| >", "|r| >"), 0.6, POCKET, EGB_AUDIT_QUOTED},
    {"redundant", IN("r >", "r >", "r >"), 0.9, IN("SDG Index, COINr", "SDG Index、COINr", "SDG Index、COINr"),
     EGB_AUDIT_READ},
    {"opposed", IN("r < -", "r < -", "r < -"), 0.4, IN("COINr", "COINr", "COINr"), EGB_AUDIT_READ},
    {"elsewhere",
     IN("more with another dimension than with its own", "與其他構面的相關高於與所屬構面",
        "自らの分野よりほかの分野と強い"),
     NO_LIMIT, IN("JRC's audit of the SSI 2012", "JRC 對 SSI 2012 的稽核", "JRCによるSSI 2012の監査"), EGB_AUDIT_READ},
    {"components", IN("eigenvalues above 1: more than", "大於 1 的特徵值多於", "1を超える固有値の数 >"), 1,
     IN("Kaiser's criterion", "Kaiser 準則", "カイザー基準"), EGB_AUDIT_READ},
    {"first-share", IN("share <", "比率 <", "割合 <"), 0.65,
     IN("common in JRC's audits", "JRC 稽核常見", "JRCの監査で一般的"), EGB_AUDIT_CUSTOM},
    {"signs",
     IN("loadings on the first component with different signs", "第一主成分負荷量正負不一",
        "第1主成分の負荷量の符号が異なる"),
     NO_LIMIT, IN("common in JRC's audits", "JRC 稽核常見", "JRCの監査で一般的"), EGB_AUDIT_CUSTOM},
    {"constant", IN("one value only", "僅有一個值", "値がひとつだけ"), NO_LIMIT,
     IN("it separates no units", "無法區分單位", "対象を区別しない"), EGB_AUDIT_READ},
    {"noise", IN("p >", "p >", "p >"), 0.05, IN("Bartlett's test", "Bartlett 檢定", "バートレット検定"),
     EGB_AUDIT_READ},
    {"significance", IN("p <", "p <", "p <"), 0.05, IN("usual", "通用", "通例"), EGB_AUDIT_CUSTOM},
    {"kmo", IN("KMO <", "KMO <", "KMO <"), 0.5, IN("H. F. Kaiser", "H. F. Kaiser", "H. F. Kaiser"), EGB_AUDIT_CUSTOM},
    {"alpha-without",
     IN("alpha without it, less alpha, >", "除去後 alpha 減 alpha >", "除いたアルファとアルファの差 >"), 0.05,
     IN("common", "常見", "一般的"), EGB_AUDIT_CUSTOM},
    {"alpha", IN("alpha <", "alpha <", "アルファ <"), 0.7, IN("common", "常見", "一般的"), EGB_AUDIT_CUSTOM},
    {"alpha-low", IN("alpha <", "alpha <", "アルファ <"), 0.4, IN("SDG Index 2018", "SDG Index 2018", "SDG Index 2018"),
     EGB_AUDIT_READ},
    {"balance",
     IN("importance by weight > or < 1 /", "重要性與權重之比 > 或 < 1 /", "重要度とウェイトの比 > または < 1 /"), 2,
     IN("common", "常見", "一般的"), EGB_AUDIT_CUSTOM},
    {"places", IN("places >=", "名次差 >=", "順位の差 >="), 10,
     IN("common in JRC's audits", "JRC 稽核常見", "JRCの監査で一般的"), EGB_AUDIT_CUSTOM},
    {"added-value", IN("share of units <", "單位比率 <", "対象の割合 <"), 0.1, IN("common", "常見", "一般的"),
     EGB_AUDIT_CUSTOM},
    {"failed-draws", IN("share of draws >", "抽樣比率 >", "試行の割合 >"), 0.05, IN("common", "常見", "一般的"),
     EGB_AUDIT_CUSTOM},
    {"sensitive", IN("mean shift by the number of units >", "平均移動除以單位數 >", "平均移動と対象数の比 >"), 0.05,
     IN("common", "常見", "一般的"), EGB_AUDIT_CUSTOM},
    {"outside", IN("share of units >", "單位比率 >", "対象の割合 >"), 0.1,
     IN("what an interval of 90 % leaves out", "90% 區間所排除者", "90%区間が除くもの"), EGB_AUDIT_CUSTOM},
    {"reliable-width", IN("places <=", "名次 <=", "順位の幅 <="), 10,
     IN("audits by JRC count shifts of 10 places", "JRC 稽核以移動 10 名計", "JRCの監査は10位の移動を数える"),
     EGB_AUDIT_QUOTED},
    {"unreliable", IN("share of reliable ranks <", "可靠名次比率 <", "信頼できる順位の割合 <"), 0.5,
     IN("common", "常見", "一般的"), EGB_AUDIT_CUSTOM},
    {"reliable", IN("share of reliable ranks >=", "可靠名次比率 >=", "信頼できる順位の割合 >="), 0.9,
     IN("common", "常見", "一般的"), EGB_AUDIT_CUSTOM},
    {"top", IN("share of the first that stay <", "前列維持比率 <", "上位にとどまる割合 <"), 0.5,
     IN("common", "常見", "一般的"), EGB_AUDIT_CUSTOM},
    {"told-apart", IN("share of draws in which one is ahead >=", "一方領先的抽樣比率 >=", "一方が上回る試行の割合 >="),
     0.95, IN("common", "常見", "一般的"), EGB_AUDIT_CUSTOM},
    {"doubt", IN("rank correlation <", "名次相關 <", "順位相関 <"), 0.7, IN("common", "常見", "一般的"),
     EGB_AUDIT_CUSTOM},
    {"unrelated",
     IN("p of that many correlations by chance >", "偶然出現如此多相關的 p >", "偶然にそれだけの相関が出るp >"), 0.05,
     IN("binomial test", "二項檢定", "二項検定"), EGB_AUDIT_CUSTOM},
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

void egb_audit_put_rule(const egb_audit_work *work, egb_buffer *out, const egb_audit_rule *rule) {
  static const egb_audit_phrase_id marks[] = {[EGB_AUDIT_READ] = EGB_SAY_mark_read,
                                              [EGB_AUDIT_QUOTED] = EGB_SAY_mark_quoted,
                                              [EGB_AUDIT_CUSTOM] = EGB_SAY_mark_custom};
  const char *words = egb_phrase_text(&rule->relation, work->language);
  const size_t length = strlen(words);
  egb_buffer relation = {0};
  egb_buffer_text(&relation, words);
  if (!isnan(rule->limit)) {
    egb_buffer_text(&relation, length > 0 && words[length - 1] == '-' ? "" : " ");
    egb_buffer_number(&relation, rule->limit);
  }
  egb_audit_put(work, out, EGB_SAY_rule,
                EGB_ARGS(egb_arg_text(rule->id), egb_arg_text(egb_buffer_string(&relation)),
                         egb_arg_text(egb_phrase_text(&rule->source, work->language)),
                         egb_arg_text(egb_audit_phrase(work, marks[rule->mark]))));
  out->failed = out->failed || relation.failed;
  egb_buffer_clear(&relation);
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
  rule[found - profile->rule].source = egb_audit_phrases[EGB_SAY_source_asked];
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
