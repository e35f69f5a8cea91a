#include "simulate/factors.h"

#include "base/codes.h"
#include "kernel/random.h"
#include "model/grammar.h"

#include <math.h>
#include <string.h>

#define USUAL_SPREAD 0.25         /* of weights about which nothing is said */
#define CHOICE_STREAM 0xF0000000u /* + kind of the factor */

/* As `uncertainty:` spells it: of methods, the key of their family. */
static const char *name_of(egb_factor_kind kind) {
  static const char *const others[EGB_FACTOR_COUNT] = {
      [EGB_FACTOR_WEIGHTS] = "weights", [EGB_FACTOR_LEAVE_OUT] = "leave-out", [EGB_FACTOR_ERROR] = "error"};
  return others[kind] != NULL ? others[kind] : egb_grammar_family_key(egb_factor_family(kind));
}

static const egb_alternative as_defined = {.name = "as defined", .declared = true, .node = EGB_NONE};

static egb_status make_aggregate_at(egb_factors *factors, const egb_uncertain *declared) {
  if (declared->aggregate_at == NULL)
    return EGB_OK;
  factors->aggregate_at =
      egb_arena_array(factors->arena, factors->plan->index->node_count, sizeof *factors->aggregate_at);
  for (size_t i = 0; factors->aggregate_at != NULL && i < declared->aggregate_at_count; i++)
    factors->aggregate_at[declared->aggregate_at[i]] = true;
  return factors->aggregate_at != NULL ? EGB_OK : EGB_NO_MEMORY;
}

/* ---- leaving out ----------------------------------------------------------------------------- */

/* A node can be left out when it counts at all, and a sibling that counts remains at each level above it. */
static bool can_be_left_out(const egb_plan *plan, const egb_results *nominal, size_t node) {
  const egb_node *nodes = plan->index->node;
  for (size_t i = node; i != 0 && nominal->effective[node] > 0; i = nodes[i].parent)
    for (size_t k = nodes[nodes[i].parent].first_child; k != EGB_NONE; k = nodes[k].next)
      if (k != i && plan->node[k].active && nominal->share[k] > 0)
        return true;
  return false;
}

static egb_status make_leave_out(egb_factors *factors, const egb_results *nominal, egb_leave_out what) {
  const egb_plan *plan = factors->plan;
  egb_factor *factor = &factors->factor[EGB_FACTOR_LEAVE_OUT];
  factor->alternative = egb_arena_array(factors->arena, plan->index->node_count + 1, sizeof *factor->alternative);
  if (factor->alternative == NULL)
    return EGB_NO_MEMORY;
  factor->alternative[factor->count++] = (egb_alternative){.name = "nothing", .declared = true, .node = EGB_NONE};
  for (size_t i = 1; what != EGB_LEAVE_OUT_NOTHING && i < plan->index->node_count && factor->count < 60000; i++) {
    const egb_node *node = &plan->index->node[i];
    const bool wanted = what == EGB_LEAVE_OUT_INDICATORS ? node->first_child == EGB_NONE : node->parent == 0;
    if (wanted && plan->node[i].active && can_be_left_out(plan, nominal, i))
      factor->alternative[factor->count++] = (egb_alternative){.name = node->id, .node = i};
  }
  factor->varies = factor->count > 1;
  return EGB_OK;
}

/* ---- all of them ----------------------------------------------------------------------------- */

/* Where nothing is declared about the weights: what audits of composite indicators do, whatever else varies. */
static void choose_distribution(egb_factors *factors, const egb_uncertain *declared) {
  const bool unsaid = declared->weights == EGB_UNCERTAIN_WEIGHTS_UNSAID;
  factors->weights = unsaid ? EGB_UNCERTAIN_WEIGHTS_UNIFORM : declared->weights;
  factors->spread = unsaid ? USUAL_SPREAD : declared->spread;
  factors->concentration = declared->concentration;
  factors->parts_law = declared->parts_law;
  factors->replace_failed = declared->replace_failed;
}

static bool weights_vary(const egb_factors *factors) {
  switch (factors->weights) {
  case EGB_UNCERTAIN_WEIGHTS_FIXED:
  case EGB_UNCERTAIN_WEIGHTS_STATED:
    return factors->stated_count > 0;
  case EGB_UNCERTAIN_WEIGHTS_UNIFORM:
    return factors->stated_count > 0 || factors->spread > 0;
  default:
    return true;
  }
}

/* All faults at once: only a lack of memory ends it early. */
static egb_status make(egb_factors *factors, const egb_results *nominal, const egb_uncertain *declared,
                       egb_diag *diag) {
  egb_plan scratch = *factors->plan; /* parameters are read into an arena of ours */
  scratch.arena = factors->arena;
  for (egb_factor_kind k = EGB_FACTOR_WEIGHTS; k < EGB_FACTOR_COUNT; k++)
    factors->factor[k].name = name_of(k);
  choose_distribution(factors, declared);
  egb_status status = make_aggregate_at(factors, declared);
  for (egb_factor_kind k = EGB_FACTOR_IMPUTE; k <= EGB_FACTOR_AGGREGATE && status < EGB_NO_MEMORY; k++)
    status = egb_status_worse(status, egb_factors_make_methods(factors, &scratch, k, declared, diag));
  if (status < EGB_NO_MEMORY)
    status = egb_status_worse(status, make_leave_out(factors, nominal, declared->leave_out));
  if (status < EGB_NO_MEMORY)
    status = egb_status_worse(status, egb_factors_make_errors(factors, nominal, declared, diag));
  if (status < EGB_NO_MEMORY)
    status = egb_status_worse(status, egb_stated_new(factors->plan, nominal->share, declared, factors->arena, diag,
                                                     &factors->stated, &factors->stated_count));
  factors->factor[EGB_FACTOR_WEIGHTS].varies = weights_vary(factors);
  return status;
}

egb_status egb_factors_new(const egb_plan *plan, const egb_results *nominal, const egb_uncertain *declared,
                           egb_diag *diag, egb_factors **out) {
  *out = NULL;
  const egb_status computed = egb_index_refuse_published(plan->index, diag);
  if (computed != EGB_OK)
    return computed;
  egb_arena *arena = egb_arena_new();
  egb_factors *factors = arena != NULL ? egb_arena_array(arena, 1, sizeof *factors) : NULL;
  if (factors == NULL) {
    egb_arena_free(arena);
    return EGB_NO_MEMORY;
  }
  factors->arena = arena;
  factors->plan = plan;
  const egb_status status = make(factors, nominal, declared, diag);
  if (status == EGB_OK)
    *out = factors;
  else
    egb_factors_free(factors);
  return status;
}

void egb_factors_free(egb_factors *factors) {
  if (factors == NULL)
    return;
  egb_stated_clear(factors->stated, factors->stated_count);
  egb_arena_free(factors->arena);
}

size_t egb_factors_varying(const egb_factors *factors) {
  size_t count = 0;
  for (size_t k = 0; k < EGB_FACTOR_COUNT; k++)
    count += factors->factor[k].varies;
  return count;
}

/* ---- draws ----------------------------------------------------------------------------------- */

egb_draw egb_factors_nominal(const egb_factors *factors) {
  egb_draw draw = {.weights = EGB_DRAW_NOMINAL, .error = EGB_DRAW_NOMINAL};
  for (size_t k = 0; k < EGB_FACTOR_COUNT; k++)
    if (factors->factor[k].alternative != NULL)
      draw.option[k] = factors->factor[k].declared;
  return draw;
}

const egb_alternative *egb_factors_chosen(const egb_factors *factors, const egb_draw *draw, egb_factor_kind kind) {
  const uint16_t option = draw->option[kind];
  return option == EGB_OPTION_DECLARED ? &as_defined : &factors->factor[kind].alternative[option];
}

egb_draw egb_factors_draw(const egb_factors *factors, uint64_t seed, uint64_t number) {
  egb_draw draw = {.weights = number, .error = number};
  for (size_t k = 0; k < EGB_FACTOR_COUNT; k++)
    if (factors->factor[k].alternative != NULL && factors->factor[k].count > 1) {
      egb_random random;
      egb_random_start(&random, seed, number, CHOICE_STREAM + (uint32_t)k);
      draw.option[k] = (uint16_t)egb_random_below(&random, factors->factor[k].count);
    }
  return draw;
}

uint64_t egb_factors_variant(const egb_factors *factors, const egb_draw *draw) {
  uint64_t variant = 0;
  for (size_t k = 0; k < EGB_FACTOR_COUNT; k++) {
    const size_t count = factors->factor[k].count;
    variant = variant * (count + 1) + (draw->option[k] == EGB_OPTION_DECLARED ? count : draw->option[k]);
  }
  return variant;
}
