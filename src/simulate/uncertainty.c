#include "simulate/uncertainty.h"
#include "base/options.h"

#include "base/codes.h"
#include "score/stages.h"
#include "simulate/worth.h"

/* ---- making one ------------------------------------------------------------------------------ */

static egb_status find_node(egb_uncertainty_draft *u, const char *id, egb_diag *diag) {
  const egb_index *index = u->plan->index;
  u->node = id == NULL ? 0 : egb_index_find(index, id);
  if (u->node != EGB_NONE && u->plan->node[u->node].active)
    return EGB_OK;
  egb_diag_say(diag, EGB_SEVERITY_ERROR, EGB_E_USAGE,
               u->node == EGB_NONE ? "%s has no node `%s`" : "in %s the node `%s` is left out", index->id, id);
  egb_diag_hint(diag, "`egovbench show` lists the nodes");
  return EGB_USAGE;
}

static egb_status check_options(egb_uncertainty_draft *u, const egb_uncertainty_options *options, egb_diag *diag) {
  u->asked = options->draws > 0 ? options->draws : EGB_UNCERTAINTY_DRAWS;
  u->seed = options->seed;
  u->level = options->level > 0 ? options->level : 90;
  if (u->asked > UINT32_MAX || !(u->level < 100)) {
    egb_diag_say(diag, EGB_SEVERITY_ERROR, EGB_E_USAGE, "%s",
                 u->asked > UINT32_MAX ? "more than 4294967295 draws" : "an interval has less than 100 percent");
    return EGB_USAGE;
  }
  return find_node(u, options->node, diag);
}

/* The law of the parts' weights: the caller's; whatever the definition declares, without one any weights. */
static egb_status choose_law(egb_uncertainty_draft *u, const char *asked, egb_diag *diag) {
  u->declared.parts_law = EGB_UNCERTAIN_WEIGHTS_FLAT;
  if (asked == NULL || u->declared.weights == EGB_UNCERTAIN_WEIGHTS_STATED)
    return EGB_OK;
  u->declared.parts_law = u->declared.weights;
  if (u->declared.weights != EGB_UNCERTAIN_WEIGHTS_FIXED &&
      (u->declared.weights != EGB_UNCERTAIN_WEIGHTS_UNIFORM || u->declared.spread > 0))
    return EGB_OK;
  egb_diag_say(diag, EGB_SEVERITY_ERROR, EGB_E_USAGE, "with `--weights %s` no weight is drawn", asked);
  egb_diag_hint(diag, "write flat, uniform:25%% or dirichlet:50; `uncertainty --weights fixed` varies all but weights");
  return EGB_USAGE;
}

/* The parts of the ranked node have the weights of a law, and only statements hold others. */
static egb_status free_parts(egb_uncertainty_draft *u, const char *law, egb_diag *diag) {
  const egb_node *nodes = u->plan->index->node;
  size_t weighty = 0;
  for (size_t i = nodes[u->node].first_child; i != EGB_NONE; i = nodes[i].next)
    weighty += u->results->active[i] && u->results->share[i] > 0;
  if (weighty < 2) {
    egb_diag_say(diag, EGB_SEVERITY_ERROR, EGB_E_USAGE, "`%s` has no two parts whose weights could vary",
                 nodes[u->node].id);
    egb_diag_hint(diag, "name an aggregate; `egovbench show` lists the nodes");
    return EGB_USAGE;
  }
  const egb_status status = choose_law(u, law, diag);
  u->declared.weights = EGB_UNCERTAIN_WEIGHTS_STATED;
  u->declared.parts_drawn = true;
  u->declared.parts_of = u->node;
  return status;
}

/* Whether other weights could change a score: some family below the ranked node has two weights above 0, and its
 * aggregation reads them. *method: one that does not. */
static bool weights_matter(const egb_uncertainty_draft *u, const char **method) {
  const egb_node *nodes = u->plan->index->node;
  for (size_t i = u->node; i < nodes[u->node].end; i++) {
    const egb_aggregate *aggregate = u->plan->node[i].aggregate;
    size_t weighty = 0;
    for (size_t child = nodes[i].first_child; child != EGB_NONE && u->plan->node[i].active; child = nodes[child].next)
      weighty += u->results->active[child] && u->results->share[child] > 0;
    if (weighty > 1 && aggregate != NULL && !aggregate->ignores_weights)
      return true;
    if (weighty > 1 && aggregate != NULL)
      *method = aggregate->head.name;
  }
  return false;
}

/* Nothing is simulated when every draw would be the ranking itself because its methods do not read weights. */
static egb_status check_varies(const egb_uncertainty_draft *u, egb_diag *diag) {
  const char *method = NULL;
  for (size_t k = 0; k < EGB_FACTOR_COUNT; k++)
    if (k != EGB_FACTOR_WEIGHTS && u->factors->factor[k].varies)
      return EGB_OK;
  if (!u->factors->factor[EGB_FACTOR_WEIGHTS].varies || weights_matter(u, &method) || method == NULL)
    return EGB_OK;
  egb_diag_say(diag, EGB_SEVERITY_ERROR, EGB_E_UNCOMPUTABLE, "only weights would vary, and `%s` does not use them",
               method);
  egb_diag_hint(diag, "declare something else under `uncertainty:`, for instance `leave-out: indicators`");
  return EGB_UNCOMPUTABLE;
}

/* Weights below the ranked node that are drawn, the parts first. */
static egb_status list_parts(egb_uncertainty_draft *u) {
  const egb_factors *factors = u->factors;
  size_t capacity = 0;
  for (size_t f = 0; f < factors->stated_count; f++)
    capacity += factors->stated[f].count;
  u->part = egb_arena_array(u->arena, capacity, sizeof *u->part);
  if (u->part == NULL)
    return EGB_NO_MEMORY;
  for (size_t f = 0; f < factors->stated_count; f++)
    for (size_t i = 0; i < factors->stated[f].count; i++) {
      const size_t node = factors->stated[f].node[i];
      if (node > u->node && node < u->plan->index->node[u->node].end)
        u->part[u->parts++] = node;
    }
  return EGB_OK;
}

egb_status egb_uncertainty_begin(egb_uncertainty_draft *u, const egb_plan *plan, const egb_results *results,
                                 const egb_uncertainty_options *options, bool parts, egb_portion *portion,
                                 egb_diag *diag) {
  *u = (egb_uncertainty_draft){
      .arena = egb_arena_new(), .scratch = egb_arena_new(), .plan = plan, .results = results, .portion = portion};
  if (u->arena == NULL || u->scratch == NULL)
    return EGB_NO_MEMORY;
  egb_status status = egb_results_refuse_foreign(results, plan, diag);
  if (status != EGB_OK)
    return status;
  status = egb_index_refuse_published(plan->index, diag);
  if (status == EGB_OK)
    status = check_options(u, options, diag);
  status = egb_status_worse(status, egb_uncertainty_declare(plan, options, u->scratch, diag, &u->declared));
  if (status == EGB_OK && parts)
    status = free_parts(u, options->weights, diag);
  if (status == EGB_OK)
    status = egb_factors_new(plan, results, &u->declared, diag, &u->factors);
  if (status == EGB_OK)
    status = parts ? list_parts(u) : check_varies(u, diag);
  if (status == EGB_OK)
    status = egb_worth_of_weights(u->factors, u->seed, u->asked, &u->convergence, &u->time);
  if (status == EGB_OK && u->asked > 1) /* one draw is itself what an alternative makes of the ranking */
    status = egb_factors_try(u->factors, u->node, 1);
  return status == EGB_OK ? egb_uncertainty_simulate(u, options, diag) : status;
}

void egb_uncertainty_end(egb_uncertainty_draft *u, egb_status status) {
  egb_factors_free(u->factors);
  egb_arena_free(u->scratch);
  if (status != EGB_OK)
    egb_arena_free(u->arena);
}

egb_status egb_uncertainty_make(const egb_plan *plan, const egb_results *results,
                                const egb_uncertainty_options *options, egb_portion *portion, egb_diag *diag,
                                egb_uncertainty **out) {
  egb_uncertainty_draft draft;
  egb_uncertainty *made = NULL;
  egb_status status = egb_uncertainty_begin(&draft, plan, results, options, false, portion, diag);
  if (status == EGB_OK)
    status = egb_uncertainty_conclude(&draft, &made);
  egb_uncertainty_end(&draft, status);
  *out = status == EGB_OK ? made : NULL;
  return status;
}

egb_status egb_uncertainty_new(const egb_plan *plan, const egb_results *results, const egb_uncertainty_options *options,
                               egb_diag *diag, egb_uncertainty **out) {
  egb_uncertainty_options asked;
  *out = NULL;
  const egb_status status = EGB_OPTIONS_TAKE(asked, options, diag);
  return status == EGB_OK ? egb_uncertainty_make(plan, results, &asked, NULL, diag, out) : status;
}

void egb_uncertainty_free(egb_uncertainty *uncertainty) {
  if (uncertainty != NULL)
    egb_arena_free(uncertainty->arena);
}

/* ---- answers --------------------------------------------------------------------------------- */

const egb_uncertainty_summary *egb_uncertainty_about(const egb_uncertainty *uncertainty) {
  return &uncertainty->about;
}

size_t egb_uncertainty_count(const egb_uncertainty *uncertainty) {
  return uncertainty->results->unit_count;
}

const egb_rank_spread *egb_uncertainty_at(const egb_uncertainty *uncertainty, size_t unit) {
  return unit < uncertainty->results->unit_count ? &uncertainty->unit[unit] : NULL;
}

size_t egb_uncertainty_varied_count(const egb_uncertainty *uncertainty) {
  return uncertainty->varied_count;
}

const egb_varied *egb_uncertainty_varied_at(const egb_uncertainty *uncertainty, size_t i) {
  return i < uncertainty->varied_count ? &uncertainty->varied[i] : NULL;
}

size_t egb_uncertainty_draw_count(const egb_uncertainty *uncertainty) {
  return uncertainty->draw_count;
}

const egb_uncertainty_draw *egb_uncertainty_draw_at(const egb_uncertainty *uncertainty, size_t i) {
  return i < uncertainty->draw_count ? &uncertainty->draw[i] : NULL;
}
