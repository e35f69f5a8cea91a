/* The verdict: sentences that follow from the sections, each with the number of the one that it follows from. None says
 * more than the numbers there do. */
#include "audit/robust.h"

#include "stats/binomial.h"
#include "table/common.h"
#include "table/tables_robust.h"

#include <math.h>
#include <string.h>

enum {
  S_DATA = 2,
  S_MISSING = 4,
  S_CORRELATIONS,
  S_COMPONENTS,
  S_RELIABILITY,
  S_IMPORTANCE,
  S_VALUE,
  S_SENSITIVITY = 11,
  S_ROBUSTNESS,
  S_GROUPS,
  S_BENCHMARKS
};

/* Warnings of the sections from..to; rule NULL: of any. */
static size_t flags(const egb_audit_work *work, const char *rule, size_t from, size_t to) {
  size_t count = 0;
  for (size_t i = 0; i < work->finding_count; i++) {
    const egb_audit_finding *at = &work->finding[i];
    if (at->severity == EGB_SEVERITY_WARNING && at->section >= from && at->section <= to)
      count += rule == NULL || (at->rule != NULL && strcmp(at->rule->id, rule) == 0);
  }
  return count;
}

/* Rules that parts break which do not belong together; others of the same sections are about parts that say the same.
 */
static const char *const apart[] = {"silent",      "against", "opposed",   "elsewhere", "components",
                                    "first-share", "signs",   "alpha-low", "alpha",     "noise"};

/* How many of them flag something; their ids are appended, NULL: not asked. */
static size_t put_apart(const egb_audit_work *work, egb_buffer *out) {
  size_t count = 0;
  for (size_t i = 0; i < sizeof apart / sizeof *apart; i++) {
    if (flags(work, apart[i], S_CORRELATIONS, S_RELIABILITY) == 0)
      continue;
    if (out != NULL)
      egb_buffer_format(out, count == 0 ? "%s" : ", %s", apart[i]);
    count++;
  }
  return count;
}

/* ---- do the parts belong together? ----------------------------------------------------------- */

typedef struct siblings {
  double level;                     /* of one correlation */
  size_t pairs, positive, negative; /* the latter: significant */
  double chance;                    /* of so many by unrelated numbers */
} siblings;

static egb_status count_siblings(egb_audit_work *work, siblings *out) {
  const egb_statistics *s;
  *out = (siblings){.level = egb_audit_limit(work, "significance")};
  const egb_status status = egb_audit_figures_of(work, EGB_STATISTICS_CORRELATIONS, EGB_STAGE_SCORED, &s);
  for (size_t i = 0; status == EGB_OK && i < s->count; i++) {
    const egb_correlated *pair = &s->row.pair[i];
    if (pair->relation != EGB_RELATION_SIBLINGS || isnan(pair->pearson_p))
      continue;
    out->pairs++;
    out->positive += pair->pearson_p < out->level && pair->pearson > 0;
    out->negative += pair->pearson_p < out->level && pair->pearson < 0;
  }
  out->chance = egb_stats_binomial_least(out->positive + out->negative, out->level, out->pairs);
  return status;
}

typedef enum coherence { UNKNOWN = 0, NOISE, INCOHERENT, MIXED, COHERENT } coherence;

static coherence judge_coherence(const egb_audit_work *work, const siblings *s) {
  if (s->pairs == 0)
    return UNKNOWN;
  if (s->chance > egb_audit_limit(work, "unrelated") + 1e-12)
    return NOISE;
  if (s->negative > 0 && s->negative >= s->positive &&
      egb_stats_binomial_least(s->negative, s->level / 2, s->pairs) <= s->level)
    return INCOHERENT;
  return put_apart(work, NULL) > 0 ? MIXED : COHERENT;
}

static void say_noise(egb_audit_work *work, const siblings *s) {
  egb_audit_find(work, EGB_SEVERITY_WARNING, "unrelated", EGB_SAY_verdict_noise,
                 EGB_ARGS(egb_arg_count(s->positive + s->negative), egb_arg_count(s->pairs),
                          egb_arg_fixed(s->level * (double)s->pairs, 1), egb_arg_count(S_CORRELATIONS)));
}

static void say_coherence(egb_audit_work *work, coherence is, const siblings *s) {
  static const egb_audit_phrase_id words[] = {[INCOHERENT] = EGB_SAY_verdict_incoherent,
                                              [MIXED] = EGB_SAY_verdict_mixed,
                                              [COHERENT] = EGB_SAY_verdict_coherent};
  egb_buffer rules = {0};
  if (is == NOISE) {
    say_noise(work, s);
    return;
  }
  if (is == UNKNOWN) {
    egb_audit_say(work, EGB_SAY_verdict_unknown, EGB_ARGS(egb_arg_count(S_CORRELATIONS)));
    return;
  }
  const char *flagged =
      put_apart(work, &rules) == 0
          ? egb_audit_phrase(work, EGB_SAY_verdict_rules_none)
          : egb_audit_format(work, EGB_SAY_verdict_rules, EGB_ARGS(egb_arg_text(egb_buffer_string(&rules))));
  egb_audit_say(work, EGB_SAY_verdict_coherence,
                EGB_ARGS(egb_arg_text(egb_audit_phrase(work, words[is])), egb_arg_count(s->pairs),
                         egb_arg_count(s->positive), egb_arg_count(s->negative), egb_arg_count(S_CORRELATIONS),
                         egb_arg_count(S_RELIABILITY), egb_arg_text(flagged)));
  work->document->failed = work->document->failed || rules.failed;
  egb_buffer_clear(&rules);
}

/* ---- single sections ------------------------------------------------------------------------- */

/* One sentence where a rule flags something in a section, and another where it does not. */
static void say_flags(egb_audit_work *work, size_t section, const char *rule, egb_audit_phrase_id some,
                      egb_audit_phrase_id none) {
  const size_t count = flags(work, rule, section, section);
  if (count > 0)
    egb_audit_say(work, EGB_SAY_verdict_some,
                  EGB_ARGS(egb_arg_text(egb_audit_phrase(work, some)), egb_arg_count(section), egb_arg_count(count)));
  else
    egb_audit_say(work, EGB_SAY_verdict_plain,
                  EGB_ARGS(egb_arg_text(egb_audit_phrase(work, none)), egb_arg_count(section)));
}

/* Parts of the index that have a weight: with one of them there is nothing to balance or to add. */
static size_t count_parts(const egb_audit_work *work) {
  const egb_node *nodes = work->index->node;
  size_t count = 0;
  for (size_t i = nodes[0].first_child; i != EGB_NONE; i = nodes[i].next)
    count += work->results->active[i] && work->results->share[i] > 0;
  return count;
}

static void say_data(egb_audit_work *work, const egb_audit_robust *robust) {
  say_flags(work, S_DATA, NULL, EGB_SAY_verdict_data_some, EGB_SAY_verdict_data_none);
  say_flags(work, S_DATA + 1, NULL, EGB_SAY_verdict_skew_some, EGB_SAY_verdict_skew_none);
  if (robust->design.gaps && !egb_index_is_published(work->index))
    say_flags(work, S_MISSING, "places", EGB_SAY_verdict_impute_some, EGB_SAY_verdict_impute_none);
}

static void say_parts(egb_audit_work *work) {
  const size_t twins = flags(work, "redundant", S_CORRELATIONS, S_CORRELATIONS) +
                       flags(work, "dominates", S_CORRELATIONS, S_CORRELATIONS);
  if (twins > 0)
    egb_audit_say(work, EGB_SAY_verdict_plain,
                  EGB_ARGS(egb_arg_text(egb_audit_phrase(work, EGB_SAY_verdict_twins)), egb_arg_count(S_CORRELATIONS)));
  if (count_parts(work) < 2)
    return;
  say_flags(work, S_IMPORTANCE, "balance", EGB_SAY_verdict_balance_some, EGB_SAY_verdict_balance_none);
  say_flags(work, S_VALUE, "added-value", EGB_SAY_verdict_added_some, EGB_SAY_verdict_added_none);
}

/* ---- do the ranks hold? ---------------------------------------------------------------------- */

typedef enum hold { HOLD_UNKNOWN, HOLD_NOT, HOLD_PARTLY, HOLD_ALL } hold;

static hold judge_ranks(const egb_audit_work *work, const egb_audit_counts *c) {
  const double share = c->units >= EGB_AUDIT_UNITS ? (double)c->reliable / (double)c->units : (double)NAN;
  if (isnan(share))
    return HOLD_UNKNOWN;
  if (share < egb_audit_limit(work, "unreliable"))
    return HOLD_NOT;
  return share >= egb_audit_limit(work, "reliable") ? HOLD_ALL : HOLD_PARTLY;
}

static void say_ranks(egb_audit_work *work, hold is, const egb_audit_counts *c, const egb_audit_robust *robust) {
  if (is == HOLD_UNKNOWN) {
    egb_audit_say(
        work, EGB_SAY_verdict_plain,
        EGB_ARGS(egb_arg_text(egb_audit_phrase(work, EGB_SAY_verdict_ranks_unknown)), egb_arg_count(S_ROBUSTNESS)));
    return;
  }
  static const egb_audit_phrase_id words[] = {[HOLD_NOT] = EGB_SAY_verdict_hold_not,
                                              [HOLD_PARTLY] = EGB_SAY_verdict_hold_partly,
                                              [HOLD_ALL] = EGB_SAY_verdict_hold_all};
  egb_audit_say(work, EGB_SAY_verdict_ranks,
                EGB_ARGS(egb_arg_text(egb_audit_phrase(work, words[is])), egb_arg_count(c->reliable),
                         egb_arg_count(c->units), egb_arg_count(S_ROBUSTNESS)));
  if (is != HOLD_ALL)
    egb_audit_say(work, EGB_SAY_verdict_intervals, EGB_ARGS(egb_arg_count(S_ROBUSTNESS), egb_arg_count(S_GROUPS)));
  say_flags(work, S_SENSITIVITY, "sensitive", EGB_SAY_verdict_sensitive_some, EGB_SAY_verdict_sensitive_none);
  if (robust->doubt != 0)
    say_flags(work, S_BENCHMARKS, "doubt", EGB_SAY_verdict_doubt_some, EGB_SAY_verdict_doubt_none);
}

/* ---- the flags as a table -------------------------------------------------------------------- */

enum { SECTION, RULE, COUNT, LIMIT, COLUMNS };

static const egb_table_column columns[COLUMNS] = {
    [SECTION] = {.id = "section", .label = "Section", .help = "Where it is.", .kind = EGB_CELL_INTEGER},
    [RULE] = {.id = "rule", .label = "Rule", .help = "Id of the rule.", .kind = EGB_CELL_TEXT},
    [COUNT] = {.id = "flags", .label = "Flags", .help = "How often it flags something.", .kind = EGB_CELL_INTEGER},
    [LIMIT] = {.id = "limit", .label = "Limit", .help = "What it flags, and who says so.", .kind = EGB_CELL_TEXT}};

/* The first warning of its section and rule. */
static bool is_first(const egb_audit_work *work, size_t i) {
  const egb_audit_finding *at = &work->finding[i];
  for (size_t k = 0; k < i; k++)
    if (work->finding[k].severity == EGB_SEVERITY_WARNING && work->finding[k].section == at->section &&
        work->finding[k].rule == at->rule)
      return false;
  return at->severity == EGB_SEVERITY_WARNING && at->rule != NULL && at->section > 0;
}

static bool put_flag(egb_table *table, size_t row, const egb_audit_work *work, const egb_audit_finding *at) {
  egb_buffer text = {0};
  egb_audit_put_rule(work, &text, at->rule);
  egb_table_put_integer(table, row, SECTION, (int64_t)at->section);
  egb_table_put_integer(table, row, COUNT, (int64_t)flags(work, at->rule->id, at->section, at->section));
  const bool done = !text.failed && egb_table_put_text(table, row, RULE, at->rule->id) &&
                    egb_table_put_text(table, row, LIMIT, egb_buffer_string(&text));
  egb_buffer_clear(&text);
  return done;
}

static egb_status write_flags(egb_audit_work *work) {
  size_t rows = 0;
  for (size_t i = 0; i < work->finding_count; i++)
    rows += is_first(work, i);
  if (rows == 0) {
    egb_audit_say(work, EGB_SAY_verdict_no_flags, NULL);
    return EGB_OK;
  }
  egb_table *table = egb_audit_table(work, "egovbench.audit-flags/1", EGB_SAY_table_flags, columns, COLUMNS, rows);
  for (size_t i = 0, row = 0; i < work->finding_count && table != NULL; i++)
    if (is_first(work, i) && !put_flag(table, row++, work, &work->finding[i])) {
      egb_table_free(table);
      table = NULL;
    }
  return egb_audit_adopt(work, table != NULL ? EGB_OK : EGB_NO_MEMORY, table);
}

/* ---- all of it ------------------------------------------------------------------------------- */

egb_status egb_audit_verdict(egb_audit_work *work) {
  egb_audit_counts counts = {0};
  egb_audit_robust *robust;
  siblings s;
  egb_status status = egb_audit_robust_of(work, &robust);
  if (status == EGB_OK)
    status = count_siblings(work, &s);
  if (status != EGB_OK)
    return status;
  if (robust->uncertainty != NULL)
    egb_audit_count(work, robust->uncertainty, &counts);
  const coherence parts = judge_coherence(work, &s);
  say_coherence(work, parts, &s);
  say_parts(work);
  say_data(work, robust);
  say_ranks(work, judge_ranks(work, &counts), &counts, robust);
  if (parts == NOISE)
    egb_audit_say(work, EGB_SAY_verdict_order_noise, NULL);
  status = write_flags(work);
  egb_audit_say(work, EGB_SAY_verdict_end, NULL);
  return status;
}
