#include "simulate/uncertainty.h"
#include "base/options.h"

#include "base/buffer.h"
#include "base/codes.h"
#include "base/number.h"
#include "score/stages.h"

#include <math.h>
#include <string.h>

/* ---- what was varied ------------------------------------------------------------------------- */

static const char *spell_distribution(const egb_uncertainty *u) {
  char number[EGB_NUMBER_MAX];
  switch (u->factors->weights) {
  case EGB_UNCERTAIN_WEIGHTS_UNIFORM:
    egb_number_shortest(egb_number_percent(u->factors->spread), number);
    return egb_arena_format(u->arena, "uniform within %s %%", number);
  case EGB_UNCERTAIN_WEIGHTS_DIRICHLET:
    egb_number_shortest(u->factors->concentration, number);
    return egb_arena_format(u->arena, "Dirichlet, concentration %s", number);
  case EGB_UNCERTAIN_WEIGHTS_FLAT:
    return "any";
  default:
    return "fixed";
  }
}

/* The distribution of the other weights, when they have one, is appended. */
static const char *spell_statements(const egb_uncertainty *u, const char *others) {
  egb_buffer text = {0};
  const char *before = NULL;
  egb_buffer_text(&text, "any");
  for (size_t i = 0; i < u->declared.statement_count; i++) {
    const char *said = u->declared.statement[i].text;
    if (said == before)
      continue;
    egb_buffer_format(&text, "%s%.200s", before == NULL ? " with " : ", ", said);
    before = said;
  }
  if (u->declared.parts_drawn && before == NULL)
    egb_buffer_text(&text, " among the parts");
  if (u->factors->weights == EGB_UNCERTAIN_WEIGHTS_FLAT)
    egb_buffer_format(&text, "; of the others %s", others);
  const char *copy = text.failed ? NULL : egb_arena_copy(u->arena, text.text);
  egb_buffer_clear(&text);
  return copy;
}

static egb_status list_varied(egb_uncertainty *u) {
  size_t capacity = 0;
  for (size_t k = 0; k < EGB_FACTOR_COUNT; k++)
    capacity += u->factors->factor[k].count + 1;
  u->varied = egb_arena_array(u->arena, capacity, sizeof *u->varied);
  const char *weights = spell_distribution(u);
  if (weights != NULL && u->factors->stated_count > 0)
    weights = spell_statements(u, weights);
  if (u->varied == NULL || weights == NULL)
    return EGB_NO_MEMORY;
  for (size_t k = 0; k < EGB_FACTOR_COUNT; k++) {
    const egb_factor *factor = &u->factors->factor[k];
    if (!factor->varies)
      continue;
    if (factor->alternative == NULL)
      u->varied[u->varied_count++] = (egb_varied){.factor = factor->name,
                                                  .alternative = k == EGB_FACTOR_WEIGHTS ? weights : "normal",
                                                  .drawn = u->used[k][0].drawn,
                                                  .failed = u->used[k][0].failed};
    for (size_t i = 0; factor->alternative != NULL && i < factor->count; i++)
      u->varied[u->varied_count++] = (egb_varied){.factor = factor->name,
                                                  .alternative = factor->alternative[i].name,
                                                  .nodes = factor->alternative[i].nodes,
                                                  .level = factor->alternative[i].level,
                                                  .unranked = factor->alternative[i].unranked,
                                                  .drawn = u->used[k][i].drawn,
                                                  .failed = u->used[k][i].failed};
  }
  return EGB_OK;
}

/* ---- making one ------------------------------------------------------------------------------ */

static egb_status find_node(egb_uncertainty *u, const char *id, egb_diag *diag) {
  const egb_index *index = u->plan->index;
  u->node = id == NULL ? 0 : egb_index_find(index, id);
  if (u->node != EGB_NONE && u->plan->node[u->node].active)
    return EGB_OK;
  egb_diag_say(diag, EGB_SEVERITY_ERROR, EGB_E_USAGE,
               u->node == EGB_NONE ? "%s has no node `%s`" : "in %s the node `%s` is left out", index->id, id);
  egb_diag_hint(diag, "`egovbench show` lists the nodes");
  return EGB_USAGE;
}

static egb_status check_options(egb_uncertainty *u, const egb_uncertainty_options *options, egb_diag *diag) {
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

/* The parts of the ranked node have any weights, whatever distribution is declared: only statements hold them. */
static egb_status free_parts(egb_uncertainty *u, egb_diag *diag) {
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
  u->declared.weights = EGB_UNCERTAIN_WEIGHTS_STATED;
  u->declared.parts_drawn = true;
  u->declared.parts_of = u->node;
  return EGB_OK;
}

/* Whether other weights could change a score: some family below the ranked node has two weights above 0, and its
 * aggregation reads them. *method: one that does not. */
static bool weights_matter(const egb_uncertainty *u, const char **method) {
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
static egb_status check_varies(const egb_uncertainty *u, egb_diag *diag) {
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
static egb_status list_parts(egb_uncertainty *u) {
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

egb_status egb_uncertainty_make(const egb_plan *plan, const egb_results *results,
                                const egb_uncertainty_options *options, bool parts, egb_diag *diag,
                                egb_uncertainty **out) {
  *out = NULL;
  const egb_status own = egb_results_refuse_foreign(results, plan, diag);
  if (own != EGB_OK)
    return own;
  egb_arena *arena = egb_arena_new();
  egb_uncertainty *u = arena != NULL ? egb_arena_array(arena, 1, sizeof *u) : NULL;
  if (u == NULL) {
    egb_arena_free(arena);
    return EGB_NO_MEMORY;
  }
  *u = (egb_uncertainty){.arena = arena, .plan = plan, .results = results};
  egb_status status = egb_index_refuse_published(plan->index, diag);
  if (status == EGB_OK)
    status = check_options(u, options, diag);
  status = egb_status_worse(status, egb_uncertainty_declare(plan, options, arena, diag, &u->declared));
  if (status == EGB_OK && parts)
    status = free_parts(u, diag);
  if (status == EGB_OK)
    status = egb_factors_new(plan, results, &u->declared, diag, &u->factors);
  if (status == EGB_OK)
    status = parts ? list_parts(u) : check_varies(u, diag);
  if (status == EGB_OK)
    status = egb_factors_try(u->factors, u->node, 1);
  if (status == EGB_OK)
    status = egb_uncertainty_simulate(u, options, diag);
  if (status == EGB_OK)
    status = list_varied(u);
  if (status == EGB_OK)
    *out = u;
  else
    egb_uncertainty_free(u);
  return status;
}

egb_status egb_uncertainty_run(const egb_plan *plan, const egb_results *results, const egb_uncertainty_options *options,
                               egb_diag *diag, egb_uncertainty **out) {
  egb_uncertainty_options asked;
  *out = NULL;
  const egb_status status = EGB_OPTIONS_TAKE(asked, options, diag);
  return status == EGB_OK ? egb_uncertainty_make(plan, results, &asked, false, diag, out) : status;
}

void egb_uncertainty_free(egb_uncertainty *uncertainty) {
  if (uncertainty == NULL)
    return;
  egb_factors_free(uncertainty->factors);
  egb_arena_free(uncertainty->arena);
}

/* ---- answers --------------------------------------------------------------------------------- */

size_t egb_uncertainty_draws(const egb_uncertainty *u) {
  return u->draws;
}

size_t egb_uncertainty_failed(const egb_uncertainty *u) {
  return u->failed;
}

bool egb_uncertainty_stopped(const egb_uncertainty *u) {
  return u->stopped;
}

const egb_rank_spread *egb_uncertainty_unit(const egb_uncertainty *u, size_t unit) {
  return unit < u->results->unit_count ? &u->unit[unit] : NULL;
}

double egb_uncertainty_level(const egb_uncertainty *u, size_t unit, size_t level) {
  const size_t levels = u->node == 0 ? u->plan->index->level_count : 0;
  return unit < u->results->unit_count && level < levels ? u->reached[unit * levels + level] : (double)NAN;
}

double egb_uncertainty_level_error(const egb_uncertainty *u, size_t unit, size_t level) {
  const double share = egb_uncertainty_level(u, unit, level);
  return isnan(share) ? share : egb_share_error(share, u->unit[unit].ranked);
}

size_t egb_uncertainty_count(const egb_uncertainty *u, size_t unit, size_t rank) {
  const size_t units = u->results->unit_count;
  return u->count != NULL && unit < units && rank >= 1 && rank <= units ? u->count[unit * units + rank - 1] : 0;
}

const uint32_t *egb_uncertainty_counts(const egb_uncertainty *u, size_t unit) {
  const size_t units = u->results->unit_count;
  return u->count != NULL && unit < units ? &u->count[unit * units] : NULL;
}

double egb_uncertainty_ahead(const egb_uncertainty *u, size_t position) {
  return position < u->results->unit_count ? u->ahead[position] : (double)NAN;
}

size_t egb_uncertainty_varied_count(const egb_uncertainty *u) {
  return u->varied_count;
}

const char *egb_uncertainty_fixed(const egb_uncertainty *u, size_t i) {
  for (size_t k = 0; k < EGB_FACTOR_COUNT; k++)
    if (!u->factors->factor[k].varies && i-- == 0)
      return u->factors->factor[k].name;
  return NULL;
}

const egb_varied *egb_uncertainty_varied(const egb_uncertainty *u, size_t i) {
  return i < u->varied_count ? &u->varied[i] : NULL;
}

size_t egb_uncertainty_ranked(const egb_uncertainty *u) {
  return u->factors->ranked;
}

const char *egb_uncertainty_reason(const egb_uncertainty *u, size_t i, size_t *draws) {
  *draws = i < u->failures ? u->failure[i].draws : 0;
  return i < u->failures ? u->failure[i].reason : NULL;
}

const egb_results *egb_uncertainty_results(const egb_uncertainty *u) {
  return u->results;
}

double egb_uncertainty_weight_spread(const egb_uncertainty *u) {
  const egb_factors *factors = u->factors;
  const bool uniform = factors->weights == EGB_UNCERTAIN_WEIGHTS_UNIFORM && factors->stated_count == 0;
  return uniform && factors->factor[EGB_FACTOR_WEIGHTS].varies ? factors->spread : (double)NAN;
}

size_t egb_uncertainty_node(const egb_uncertainty *u) {
  return u->node;
}

uint64_t egb_uncertainty_seed(const egb_uncertainty *u) {
  return u->seed;
}

double egb_uncertainty_percent(const egb_uncertainty *u) {
  return u->level;
}

bool egb_uncertainty_exact(const egb_uncertainty *u) {
  return u->exact;
}

bool egb_uncertainty_has_counts(const egb_uncertainty *u) {
  return u->count != NULL;
}

double egb_uncertainty_rank(const egb_uncertainty *u, size_t unit) {
  return unit < u->results->unit_count ? u->nominal_rank[unit] : (double)NAN;
}

bool egb_uncertainty_has_draws(const egb_uncertainty *u) {
  return u->rank != NULL;
}

static bool kept(const egb_uncertainty *u, size_t draw) {
  return u->rank != NULL && draw < u->draws + u->failed;
}

double egb_uncertainty_draw_rank(const egb_uncertainty *u, size_t draw, size_t unit) {
  const size_t units = u->results->unit_count;
  return kept(u, draw) && unit < units ? (double)u->rank[draw * units + unit] / (double)u->step : 0;
}

double egb_uncertainty_draw_share(const egb_uncertainty *u, size_t draw, size_t node) {
  const size_t nodes = u->results->node_count;
  return kept(u, draw) && node < nodes ? u->share[draw * nodes + node] : (double)NAN;
}

const double *egb_uncertainty_draw_shares(const egb_uncertainty *u, size_t draw) {
  return kept(u, draw) ? &u->share[draw * u->results->node_count] : NULL;
}

const uint32_t *egb_uncertainty_draw_ranks(const egb_uncertainty *u, size_t draw) {
  return kept(u, draw) ? &u->rank[draw * u->results->unit_count] : NULL;
}

uint32_t egb_uncertainty_rank_steps(const egb_uncertainty *u) {
  return (uint32_t)u->step;
}

const char *egb_uncertainty_draw_alternative(const egb_uncertainty *u, size_t draw, const char *name) {
  for (size_t k = 0; k < EGB_FACTOR_COUNT && kept(u, draw); k++) {
    const egb_factor *factor = &u->factors->factor[k];
    if (factor->alternative != NULL && strcmp(factor->name, name) == 0)
      return egb_factors_chosen(u->factors, &u->draw[draw], (egb_factor_kind)k)->name;
  }
  return "";
}
