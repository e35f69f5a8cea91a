#include "model/sensitivity.h"
#include "base/options.h"
#include "simulate/sensitivity.h"

#include "base/codes.h"
#include "base/threads.h"
#include "score/stages.h"
#include "simulate/worth.h"

static egb_status refuse(egb_diag *diag, egb_status status, const char *text, const char *hint) {
  egb_diag_say(diag, EGB_SEVERITY_ERROR, status == EGB_USAGE ? EGB_E_USAGE : EGB_E_UNCOMPUTABLE, "%s", text);
  egb_diag_hint(diag, "%s", hint);
  return status;
}

static egb_status choose(egb_sensitivity_draft *s, const egb_uncertainty_options *options, egb_diag *diag) {
  s->asked = options->draws > 0 ? options->draws : EGB_SENSITIVITY_ROWS;
  s->seed = options->seed;
  s->level = options->level > 0 ? options->level : 90;
  s->threads = egb_plan_threads(s->plan, options->threads);
  s->node = options->node == NULL ? 0 : egb_index_find(s->plan->index, options->node);
  if (s->node == EGB_NONE || !s->plan->node[s->node].active)
    return refuse(diag, EGB_USAGE, "the node asked for is not part of this index", "`egovbench show` lists the nodes");
  if (s->asked < 2 || s->asked > 1000000 || !(s->level < 100))
    return refuse(diag, EGB_USAGE, "the design has from 2 to 1000000 rows, and an interval less than 100 percent",
                  "omit the number of draws");
  return s->unit != SIZE_MAX ? egb_results_refuse_unit(s->results, s->unit, diag) : EGB_OK;
}

static egb_status list_assumptions(egb_sensitivity_draft *s, egb_diag *diag) {
  const egb_factors *factors = s->factors;
  const size_t most = EGB_FACTOR_COUNT + factors->groups;
  s->assumption = egb_arena_array(s->scratch, most, sizeof *s->assumption);
  s->index = egb_arena_array(s->arena, most, sizeof *s->index);
  if (s->assumption == NULL || s->index == NULL)
    return EGB_NO_MEMORY;
  for (egb_factor_kind k = EGB_FACTOR_WEIGHTS; k < EGB_FACTOR_COUNT; k++) {
    if (!factors->factor[k].varies)
      continue;
    const size_t coordinate = s->coordinates++;
    const bool split = k == EGB_FACTOR_WEIGHTS && factors->groups > 0;
    for (size_t group = split ? 1 : 0; group <= (split ? factors->groups : 0); group++)
      s->assumption[s->count++] =
          (egb_assumption){.kind = k,
                           .group = (uint16_t)group,
                           .coordinate = coordinate,
                           .name = split ? factors->group_name[group - 1] : factors->factor[k].name};
  }
  if (s->count > 0)
    return EGB_OK;
  return refuse(
      diag, EGB_UNCOMPUTABLE, "nothing varies, so that no assumption can matter",
      "declare what is uncertain: `uncertainty:` in the definition, or options such as --weights uniform:25%");
}

static egb_status make_factors(egb_sensitivity_draft *s, const egb_uncertainty_options *options,
                               egb_uncertain *declared, egb_diag *diag) {
  double reduction;
  egb_status status = egb_sensitivity_declare_usual(s, declared);
  if (status == EGB_OK)
    status = egb_factors_new(s->plan, s->results, declared, diag, &s->factors);
  if (status == EGB_OK)
    status = egb_sensitivity_check_usual(s, declared, diag);
  if (status == EGB_OK && options->split_weights != NULL)
    status = egb_factors_split(s->factors, s->results, s->node, options->split_weights, diag);
  if (status == EGB_OK)
    status = list_assumptions(s, diag);
  if (status == EGB_OK)
    status = egb_worth_of_weights(s->factors, s->seed, s->asked, &reduction, &s->time);
  return status == EGB_OK ? egb_factors_try(s->factors, s->node, s->threads) : status;
}

/* ---- making one ------------------------------------------------------------------------------ */

static egb_status run(egb_sensitivity_draft *s, const egb_uncertainty_options *options, egb_diag *diag) {
  egb_uncertain declared;
  egb_status status = choose(s, options, diag);
  status = egb_status_worse(status, egb_uncertainty_declare(s->plan, options, s->scratch, diag, &declared));
  if (status == EGB_OK)
    status = make_factors(s, options, &declared, diag);
  return status == EGB_OK ? egb_sensitivity_simulate(s, options, diag) : status;
}

/* Names of assumptions and alternatives are those of the factors, which go with the draft. */
static bool keep_names(egb_sensitivity_draft *s) {
  for (size_t i = 0; i < s->count; i++)
    if ((s->index[i].factor = egb_arena_copy(s->arena, s->index[i].factor)) == NULL)
      return false;
  for (size_t i = 0; i < s->changes; i++) {
    s->change[i].factor = egb_arena_copy(s->arena, s->change[i].factor);
    s->change[i].alternative = egb_arena_copy(s->arena, s->change[i].alternative);
    if (s->change[i].factor == NULL || s->change[i].alternative == NULL)
      return false;
  }
  return true;
}

static egb_status conclude(egb_sensitivity_draft *s, egb_sensitivity *out) {
  if (!keep_names(s))
    return EGB_NO_MEMORY;
  *out = (egb_sensitivity){.arena = s->arena,
                           .results = s->results,
                           .about = {.node = s->node,
                                     .unit = s->unit,
                                     .seed = s->seed,
                                     .percent = s->level,
                                     .rows = s->rows,
                                     .failed = s->failed,
                                     .reason = s->reason,
                                     .replaced = s->replaced,
                                     .replaced_reason = s->replaced_reason,
                                     .effective = egb_worth(s->time, s->rows),
                                     .variance = s->variance,
                                     .stopped = s->stopped,
                                     .usual = s->usual != EGB_USUAL_NONE,
                                     .geometric = s->usual == EGB_USUAL_ALL,
                                     .ranked = s->factors->ranked},
                           .index = s->index,
                           .count = s->count,
                           .change = s->change,
                           .change_count = s->changes};
  return EGB_OK;
}

egb_status egb_sensitivity_make(const egb_plan *plan, const egb_results *results,
                                const egb_uncertainty_options *options, size_t unit, egb_portion *portion,
                                egb_diag *diag, egb_sensitivity **out) {
  egb_sensitivity_draft s = {.arena = egb_arena_new(),
                             .scratch = egb_arena_new(),
                             .plan = plan,
                             .results = results,
                             .unit = unit,
                             .portion = portion};
  egb_sensitivity *made = s.arena != NULL ? egb_arena_array(s.arena, 1, sizeof *made) : NULL;
  egb_status status = made != NULL && s.scratch != NULL ? run(&s, options, diag) : EGB_NO_MEMORY;
  const bool answers = !egb_portion_writes(portion);
  if (status == EGB_OK && answers)
    status = conclude(&s, made);
  egb_factors_free(s.factors);
  egb_arena_free(s.scratch);
  *out = status == EGB_OK && answers ? made : NULL;
  if (*out == NULL)
    egb_arena_free(s.arena);
  return status;
}

egb_status egb_sensitivity_new(const egb_plan *plan, const egb_results *results, size_t unit,
                               const egb_uncertainty_options *options, egb_diag *diag, egb_sensitivity **out) {
  egb_uncertainty_options asked;
  *out = NULL;
  egb_status status = EGB_OPTIONS_TAKE(asked, options, diag);
  status = status == EGB_OK ? egb_results_refuse_foreign(results, plan, diag) : status;
  return status == EGB_OK ? egb_sensitivity_make(plan, results, &asked, unit, NULL, diag, out) : status;
}

void egb_sensitivity_free(egb_sensitivity *sensitivity) {
  if (sensitivity != NULL)
    egb_arena_free(sensitivity->arena);
}

/* ---- answers --------------------------------------------------------------------------------- */

const egb_sensitivity_summary *egb_sensitivity_about(const egb_sensitivity *sensitivity) {
  return &sensitivity->about;
}

size_t egb_sensitivity_count(const egb_sensitivity *sensitivity) {
  return sensitivity->count;
}

const egb_sobol_index *egb_sensitivity_at(const egb_sensitivity *sensitivity, size_t i) {
  return i < sensitivity->count ? &sensitivity->index[i] : NULL;
}

size_t egb_sensitivity_switch_count(const egb_sensitivity *sensitivity) {
  return sensitivity->change_count;
}

const egb_switch *egb_sensitivity_switch_at(const egb_sensitivity *sensitivity, size_t i) {
  return i < sensitivity->change_count ? &sensitivity->change[i] : NULL;
}
