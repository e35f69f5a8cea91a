#include "simulate/sensitivity.h"
#include "base/options.h"

#include "base/codes.h"
#include "base/threads.h"

static egb_status refuse(egb_diag *diag, egb_status status, const char *text, const char *hint) {
  egb_diag_say(diag, EGB_SEVERITY_ERROR, status == EGB_USAGE ? EGB_E_USAGE : EGB_E_UNCOMPUTABLE, "%s", text);
  egb_diag_hint(diag, "%s", hint);
  return status;
}

static egb_status choose(egb_sensitivity *s, const egb_uncertainty_options *options, egb_diag *diag) {
  s->asked = options->draws > 0 ? options->draws : EGB_SENSITIVITY_ROWS;
  s->seed = options->seed;
  s->level = options->level > 0 ? options->level : 90;
  s->threads = options->threads > 0 ? options->threads : egb_threads_available();
  s->threads = s->threads > EGB_THREADS_MAX ? EGB_THREADS_MAX : s->threads;
  s->node = options->node == NULL ? 0 : egb_index_find(s->plan->index, options->node);
  if (s->node == EGB_NONE || !s->plan->node[s->node].active)
    return refuse(diag, EGB_USAGE, "the node asked for is not part of this index", "`egovbench show` lists the nodes");
  if (s->asked < 2 || s->asked > 1000000 || !(s->level < 100))
    return refuse(diag, EGB_USAGE, "the design has from 2 to 1000000 rows, and an interval less than 100 percent",
                  "omit the number of draws");
  if (s->unit != SIZE_MAX && s->unit >= s->results->unit_count)
    return refuse(diag, EGB_USAGE, "there is no such unit", "name a unit of the data");
  return EGB_OK;
}

static egb_status list_assumptions(egb_sensitivity *s, egb_diag *diag) {
  const egb_factors *factors = s->factors;
  const size_t most = EGB_FACTOR_COUNT + factors->groups;
  s->assumption = egb_arena_array(s->arena, most, sizeof *s->assumption);
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

static egb_status make_factors(egb_sensitivity *s, const egb_uncertainty_options *options, egb_uncertain *declared,
                               egb_diag *diag) {
  egb_status status = egb_sensitivity_declare_usual(s, declared);
  if (status == EGB_OK)
    status = egb_factors_new(s->plan, s->results, declared, diag, &s->factors);
  if (status == EGB_OK)
    status = egb_sensitivity_check_usual(s, declared, diag);
  if (status == EGB_OK && options->split_weights != NULL)
    status = egb_factors_split(s->factors, s->results, s->node, options->split_weights, diag);
  if (status == EGB_OK)
    status = list_assumptions(s, diag);
  return status == EGB_OK ? egb_factors_try(s->factors, s->node, s->threads) : status;
}

static egb_status run(const egb_plan *plan, const egb_results *results, const egb_uncertainty_options *options,
                      size_t unit, egb_diag *diag, egb_sensitivity **out) {
  egb_uncertain declared;
  egb_arena *arena = egb_arena_new();
  egb_sensitivity *s = arena != NULL ? egb_arena_array(arena, 1, sizeof *s) : NULL;
  if (s == NULL) {
    egb_arena_free(arena);
    return EGB_NO_MEMORY;
  }
  *s = (egb_sensitivity){.arena = arena, .plan = plan, .results = results, .unit = unit};
  egb_status status = choose(s, options, diag);
  status = egb_status_worse(status, egb_uncertainty_declare(plan, options, arena, diag, &declared));
  if (status == EGB_OK)
    status = make_factors(s, options, &declared, diag);
  if (status == EGB_OK)
    status = egb_sensitivity_simulate(s, options, diag);
  if (status == EGB_OK)
    *out = s;
  else
    egb_sensitivity_free(s);
  return status;
}

egb_status egb_sensitivity_run(const egb_plan *plan, const egb_results *results, size_t unit,
                               const egb_uncertainty_options *options, egb_diag *diag, egb_sensitivity **out) {
  egb_uncertainty_options asked;
  *out = NULL;
  const egb_status status = EGB_OPTIONS_TAKE(asked, options, diag);
  return status == EGB_OK ? run(plan, results, &asked, unit, diag, out) : status;
}

void egb_sensitivity_free(egb_sensitivity *sensitivity) {
  if (sensitivity == NULL)
    return;
  egb_factors_free(sensitivity->factors);
  egb_arena_free(sensitivity->arena);
}

size_t egb_sensitivity_count(const egb_sensitivity *s) {
  return s->count;
}

const egb_sobol_index *egb_sensitivity_index(const egb_sensitivity *s, size_t i) {
  return i < s->count ? &s->index[i] : NULL;
}

size_t egb_sensitivity_switch_count(const egb_sensitivity *s) {
  return s->changes;
}

const egb_switch *egb_sensitivity_switch(const egb_sensitivity *s, size_t i) {
  return i < s->changes ? &s->change[i] : NULL;
}

size_t egb_sensitivity_rows(const egb_sensitivity *s) {
  return s->rows;
}

size_t egb_sensitivity_failed(const egb_sensitivity *s, const char **reason) {
  *reason = s->reason;
  return s->failed;
}

double egb_sensitivity_variance(const egb_sensitivity *s) {
  return s->variance;
}

bool egb_sensitivity_stopped(const egb_sensitivity *s) {
  return s->stopped;
}

size_t egb_sensitivity_unit(const egb_sensitivity *s) {
  return s->unit;
}

size_t egb_sensitivity_node(const egb_sensitivity *s) {
  return s->node;
}

uint64_t egb_sensitivity_seed(const egb_sensitivity *s) {
  return s->seed;
}

double egb_sensitivity_percent(const egb_sensitivity *s) {
  return s->level;
}

const egb_results *egb_sensitivity_results(const egb_sensitivity *s) {
  return s->results;
}

bool egb_sensitivity_usual(const egb_sensitivity *s, bool *geometric) {
  *geometric = s->usual == EGB_USUAL_ALL;
  return s->usual != EGB_USUAL_NONE;
}

size_t egb_sensitivity_ranked(const egb_sensitivity *s) {
  return s->factors->ranked;
}
