/* What a simulation varies. Where the definition declares nothing: the weights within 25 %, the aggregation of the
 * index arithmetic or geometric, as the audits of the Joint Research Centre do, by the weakest part or by the benefit
 * of the doubt, and other normalisations and imputations, as far as these data and each other allow. An alternative is
 * taken when it can be computed alone, leaves no more than half of the units level at either end or unranked, and can
 * be computed with every normalisation or aggregation taken before it: so that no draw fails for a reason that is known
 * before. Imputations do not depend on those. */
#include "audit/robust.h"

#include "base/number.h"
#include "model/grammar.h"
#include "model/uncertainty.h"
#include "table/tables_robust.h"

#include <math.h>
#include <string.h>

/* ---- missing values -------------------------------------------------------------------------- */

bool egb_audit_has_gaps(const egb_audit_work *work, size_t unit, size_t *cells) {
  const egb_results *results = work->results;
  size_t count = 0;
  for (size_t i = 0; i < results->node_count && results->screened[unit] == NULL; i++)
    if (results->active[i] && results->index->node[i].first_child == EGB_NONE)
      count += results->raw.state[i][unit] == EGB_STATE_MISSING;
  if (cells != NULL)
    *cells = count;
  return count > 0;
}

size_t egb_audit_ranked(const egb_results *results) {
  size_t count = 0;
  for (size_t u = 0; u < results->unit_count; u++)
    count += isnan(egb_results_rank(results, u)) ? 0 : 1;
  return count;
}

/* ---- choosing -------------------------------------------------------------------------------- */

static void set(egb_audit_choices *choices, egb_method_family family, const char *name) {
  if (family == EGB_FAMILY_IMPUTE)
    choices->impute = name;
  else if (family == EGB_FAMILY_NORMALISE)
    choices->normalise = name;
  else
    choices->aggregate = name;
}

/* A sentence's end about what the trial shows to be wrong with an alternative; NULL: nothing. */
static const char *fault_of(egb_audit_work *work, const egb_audit_trial *trial, const char *with) {
  const size_t ranked = egb_audit_ranked(work->results);
  if (trial->reason != NULL && with != NULL)
    return egb_audit_format(work, EGB_SAY_fault_together, EGB_ARGS(egb_arg_text(with), egb_arg_text(trial->reason)));
  if (trial->reason != NULL)
    return trial->reason;
  if (trial->level > 1 && 2 * trial->level > ranked)
    return egb_audit_format(work, EGB_SAY_fault_level, EGB_ARGS(egb_arg_count(trial->level), egb_arg_count(ranked)));
  if (trial->first > 1 && 2 * trial->first > ranked)
    return egb_audit_format(work, EGB_SAY_fault_first, EGB_ARGS(egb_arg_count(trial->first), egb_arg_count(ranked)));
  if (2 * trial->lost > ranked)
    return egb_audit_format(work, EGB_SAY_fault_lost, EGB_ARGS(egb_arg_count(trial->lost), egb_arg_count(ranked)));
  return NULL;
}

/* With every alternative of another family that was taken. */
static egb_status try_pairs(egb_audit_work *work, const egb_audit_design *design, egb_audit_alternative *next) {
  egb_status status = EGB_OK;
  const size_t others = next->family == EGB_FAMILY_IMPUTE ? 0 : design->count;
  for (size_t i = 0; i < others && status == EGB_OK && next->reason == NULL; i++) {
    const egb_audit_alternative *other = &design->alternative[i];
    egb_audit_choices choices = {0};
    egb_audit_trial trial;
    if (other->family == next->family || other->reason != NULL)
      continue;
    set(&choices, next->family, next->name);
    set(&choices, other->family, other->name);
    status = egb_audit_try(work, &choices, &trial);
    if (status == EGB_OK && trial.reason != NULL)
      next->reason = fault_of(work, &trial, other->name);
  }
  return status;
}

static egb_status consider(egb_audit_work *work, egb_audit_design *design, egb_method_family family, const char *name) {
  egb_audit_alternative *next = &design->alternative[design->count];
  egb_audit_choices choices = {0};
  *next = (egb_audit_alternative){.family = family, .name = name};
  set(&choices, family, name);
  egb_status status = egb_audit_try(work, &choices, &next->alone);
  if (status != EGB_OK || next->alone.same)
    return status;
  next->reason = fault_of(work, &next->alone, NULL);
  status = try_pairs(work, design, next);
  if (status == EGB_OK && egb_arena_failed(work->arena))
    status = EGB_NO_MEMORY;
  if (status == EGB_OK)
    design->count++;
  return status;
}

static egb_status choose(egb_audit_work *work, egb_audit_design *design) {
  static const struct {
    egb_method_family family;
    const char *name;
  } usual[] = {{EGB_FAMILY_AGGREGATE, "arithmetic"},
               {EGB_FAMILY_AGGREGATE, "geometric"},
               {EGB_FAMILY_AGGREGATE, "minimum"},
               {EGB_FAMILY_AGGREGATE, "benefit-of-the-doubt"},
               {EGB_FAMILY_NORMALISE, "minmax"},
               {EGB_FAMILY_NORMALISE, "zscore"},
               {EGB_FAMILY_IMPUTE, "none"},
               {EGB_FAMILY_IMPUTE, "em"},
               {EGB_FAMILY_IMPUTE, "knn"}};
  egb_status status = EGB_OK;
  for (size_t i = 0; i < sizeof usual / sizeof *usual && status == EGB_OK; i++)
    if (usual[i].family != EGB_FAMILY_IMPUTE || design->gaps)
      status = consider(work, design, usual[i].family, usual[i].name);
  return status;
}

/* "on" and what is taken; NULL where that is nothing. */
static const char *const *list_of(egb_audit_design *design, egb_method_family family) {
  const char **list = design->list[family];
  size_t count = 0;
  list[count++] = "on";
  for (size_t i = 0; i < design->count; i++)
    if (design->alternative[i].family == family && design->alternative[i].reason == NULL)
      list[count++] = design->alternative[i].name;
  return count > 1 ? list : NULL;
}

egb_status egb_audit_design_make(egb_audit_work *work, egb_audit_design *out) {
  const egb_audit_options *asked = &work->asked;
  *out = (egb_audit_design){.declared = egb_uncertain_says(&work->index->uncertainty), .at = {work->index->node[0].id}};
  for (size_t u = 0; u < work->results->unit_count && !out->gaps; u++)
    out->gaps = egb_audit_has_gaps(work, u, NULL);
  const egb_status status = out->declared ? EGB_OK : choose(work, out);
  out->options = (egb_uncertainty_options){.size = sizeof out->options,
                                           .draws = asked->draws,
                                           .seed = asked->seed,
                                           .threads = asked->threads,
                                           .level = asked->level,
                                           .weights = asked->weights};
  if (out->declared || status != EGB_OK)
    return status;
  if (asked->weights == NULL)
    out->options.weights = "uniform:25%";
  out->options.impute = list_of(out, EGB_FAMILY_IMPUTE);
  out->options.normalise = list_of(out, EGB_FAMILY_NORMALISE);
  out->options.aggregate = list_of(out, EGB_FAMILY_AGGREGATE);
  if (out->options.aggregate != NULL)
    out->options.aggregate_at = out->at;
  return EGB_OK;
}

/* ---- as a table ------------------------------------------------------------------------------ */

enum { FACTOR, REFERENCE, ALTERNATIVE, DISTRIBUTION, DRAWS, FAILED, COLUMNS };

static const egb_table_column columns[COLUMNS] = {
    [FACTOR] = {.id = "factor", .label = "Assumption", .help = "What is uncertain.", .kind = EGB_CELL_TEXT},
    [REFERENCE] = {.id = "reference", .label = "Reference", .help = "As defined.", .kind = EGB_CELL_TEXT},
    [ALTERNATIVE] = {.id = "alternative", .label = "Drawn", .help = "What is drawn.", .kind = EGB_CELL_TEXT},
    [DISTRIBUTION] = {.id = "distribution", .label = "How", .help = "How it is drawn.", .kind = EGB_CELL_TEXT},
    [DRAWS] = {.id = "draws", .label = "Draws", .help = "Draws that had it.", .kind = EGB_CELL_INTEGER},
    [FAILED] = {.id = "failed", .label = "Failed", .help = "Of these could not be scored.", .kind = EGB_CELL_INTEGER}};

/* The methods of a family that the nodes have, each once: "minmax, zscore and more". */
#define NAMED 4
static const char *methods_of(egb_audit_work *work, egb_method_family family) {
  const char *name[NAMED + 1];
  size_t count = 0;
  egb_buffer text = {0};
  for (size_t i = 0; i < work->index->node_count && count <= NAMED; i++) {
    const char *method = egb_plan_method(work->plan, i, family);
    size_t k = 0;
    if (!work->results->active[i] || method[0] == '\0')
      continue;
    while (k < count && strcmp(name[k], method) != 0)
      k++;
    if (k == count)
      name[count++] = method;
  }
  for (size_t k = 0; k < count && k < NAMED; k++)
    egb_buffer_format(&text, k == 0 ? "%s" : ", %s", name[k]);
  egb_buffer_text(&text, count > NAMED ? egb_audit_phrase(work, EGB_SAY_design_more) : "");
  const char *copy = text.failed ? NULL : egb_arena_copy(work->arena, egb_buffer_string(&text));
  egb_buffer_clear(&text);
  return copy;
}

static const char *reference_of(egb_audit_work *work, const char *factor) {
  for (egb_method_family f = EGB_FAMILY_IMPUTE; f < EGB_FAMILY_COUNT; f = (egb_method_family)(f + 1))
    if (f != EGB_FAMILY_WEIGHT && strcmp(factor, egb_grammar_family_key(f)) == 0) {
      const char *methods = methods_of(work, f);
      return methods != NULL && methods[0] == '\0' ? egb_audit_phrase(work, EGB_SAY_nothing) : methods;
    }
  return egb_audit_phrase(work, EGB_SAY_as_defined);
}

static egb_status write_design(egb_audit_work *work, const egb_uncertainty *u) {
  const size_t count = egb_uncertainty_varied_count(u);
  egb_table *table = egb_audit_table(work, "egovbench.audit-design/1", EGB_SAY_table_design, columns, COLUMNS, count);
  bool made = table != NULL;
  for (size_t i = 0; i < count && made; i++) {
    const egb_varied *varied = egb_uncertainty_varied_at(u, i);
    const bool random = strcmp(varied->factor, "weights") == 0 || strcmp(varied->factor, "error") == 0;
    const char *often =
        egb_audit_phrase(work, varied->holds_weights ? EGB_SAY_equally_often_held : EGB_SAY_equally_often);
    const char *reference = reference_of(work, varied->factor);
    egb_table_put_integer(table, i, DRAWS, (int64_t)varied->drawn);
    egb_table_put_integer(table, i, FAILED, (int64_t)varied->failed);
    made = reference != NULL && egb_table_put_text(table, i, FACTOR, varied->factor) &&
           egb_table_put_text(table, i, REFERENCE, reference) &&
           egb_table_put_text(table, i, ALTERNATIVE,
                              random ? egb_audit_phrase(work, EGB_SAY_at_random) : varied->alternative) &&
           egb_table_put_text(table, i, DISTRIBUTION, random ? varied->alternative : often);
  }
  if (!made) {
    egb_table_free(table);
    table = NULL;
  }
  return egb_audit_adopt(work, made ? EGB_OK : EGB_NO_MEMORY, table);
}

/* ---- what is not drawn ----------------------------------------------------------------------- */

static void say_left_out(egb_audit_work *work, const egb_audit_design *design) {
  for (size_t i = 0; i < design->count; i++) {
    const egb_audit_alternative *at = &design->alternative[i];
    egb_buffer text = {0};
    if (at->reason == NULL)
      continue;
    egb_audit_put(
        work, &text, EGB_SAY_design_not_drawn,
        EGB_ARGS(egb_arg_text(egb_grammar_family_key(at->family)), egb_arg_text(at->name), egb_arg_text(at->reason)));
    if (at->alone.reason == NULL)
      egb_audit_put(work, &text, EGB_SAY_design_alone,
                    EGB_ARGS(egb_arg_count(at->alone.moved10), egb_arg_count(at->alone.largest)));
    egb_audit_take(work, &text);
  }
  if (!design->declared && !design->gaps)
    egb_audit_say(work, EGB_SAY_design_complete, NULL);
}

/* Draws that are not what was drawn, by cause (a flag has the first), and what the rest are worth. */
static void say_draws(egb_audit_work *work, const egb_uncertainty *u) {
  const size_t all = u->about.draws + u->about.failed;
  for (size_t i = 0; u->failure_count > 1 && i < u->failure_count; i++)
    egb_audit_say(work, EGB_SAY_design_failed,
                  EGB_ARGS(egb_arg_count(u->failure[i].draws), egb_arg_count(all), egb_arg_text(u->failure[i].reason)));
  for (size_t i = 0; i < u->replacement_count; i++)
    egb_audit_say(work, EGB_SAY_design_replaced,
                  EGB_ARGS(egb_arg_count(u->replacement[i].draws), egb_arg_count(all),
                           egb_arg_text(u->replacement[i].dropped), egb_arg_text(u->replacement[i].reason)));
  if (u->about.effective < u->about.draws)
    egb_audit_say(work, EGB_SAY_design_walks,
                  EGB_ARGS(egb_arg_count(u->about.draws), egb_arg_count(u->about.effective)));
}

static void put_list(egb_buffer *out, const char *option, const char *const *list) {
  for (size_t i = 0; list != NULL && list[i] != NULL; i++)
    if (i == 0)
      egb_buffer_format(out, " --%s %s", option, list[i]);
    else
      egb_buffer_format(out, ",%s", list[i]);
}

/* What was asked for besides. */
static void put_chosen(const egb_audit_work *work, const egb_uncertainty_summary *about, egb_buffer *out) {
  const egb_results *results = work->results;
  char level[EGB_NUMBER_MAX];
  egb_number_shortest(about->percent, level);
  if (about->percent < 90 || about->percent > 90)
    egb_buffer_format(out, " --level %s%%", level);
  if (results->data->period_count > 1)
    egb_buffer_format(out, " --period %s", results->data->period[results->period]);
  if (results->scenario != NULL)
    egb_buffer_format(out, " --scenario %s", results->scenario);
  if (results->weights_changed)
    egb_audit_put(work, out, EGB_SAY_design_same_weights, NULL);
}

/* The command whose numbers are the same. */
static void say_command(egb_audit_work *work, const egb_audit_design *design, const egb_uncertainty *u) {
  const egb_uncertainty_summary *about = egb_uncertainty_about(u);
  egb_buffer text = {0};
  egb_buffer_format(&text, "egovbench uncertainty %s --draws %zu --seed %llu", work->index->id,
                    about->draws + about->failed, (unsigned long long)about->seed);
  if (design->options.weights != NULL)
    egb_buffer_format(&text, " --weights %s", design->options.weights);
  put_list(&text, "impute", design->options.impute);
  put_list(&text, "normalise", design->options.normalise);
  put_list(&text, "aggregate", design->options.aggregate);
  put_list(&text, "aggregate-at", design->options.aggregate_at);
  put_chosen(work, about, &text);
  egb_audit_say(work, EGB_SAY_design_command, EGB_ARGS(egb_arg_text(egb_buffer_string(&text))));
  work->document->failed = work->document->failed || text.failed;
  egb_buffer_clear(&text);
}

egb_status egb_audit_design_write(egb_audit_work *work, const egb_audit_design *design, const egb_uncertainty *u) {
  egb_audit_say(work, design->declared ? EGB_SAY_design_declared : EGB_SAY_design_usual, NULL);
  const egb_status status = write_design(work, u);
  say_draws(work, u);
  say_left_out(work, design);
  say_command(work, design, u);
  return status;
}
