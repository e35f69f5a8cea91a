#include "simulate/acceptability.h"
#include "base/options.h"

#include "base/codes.h"

#include <math.h>

#define CONVERGENCE_WALKS 64 /* that are compared with each other, at most */

/* ---- figures of the draws -------------------------------------------------------------------- */

/* Rank-order centroid weights, the first divided out: alpha[rank - 1]. */
static void find_meta_weights(double *alpha, size_t ranks) {
  double sum = 0;
  for (size_t r = ranks; r-- > 0;)
    alpha[r] = sum += 1 / (double)(r + 1);
  for (size_t r = 0; r < ranks; r++)
    alpha[r] /= sum;
}

static egb_status find_acceptances(egb_acceptability *a) {
  const egb_uncertainty *u = a->u;
  const size_t units = u->results->unit_count;
  const double draws = (double)u->draws;
  double *alpha = egb_arena_array(a->arena, units, sizeof *alpha);
  a->unit = egb_arena_array(a->arena, units, sizeof *a->unit);
  if (alpha == NULL || a->unit == NULL)
    return EGB_NO_MEMORY;
  size_t ranked = 0;
  for (size_t i = 0; i < units; i++)
    ranked += u->unit[i].ranked > 0;
  find_meta_weights(alpha, ranked);
  for (size_t i = 0; i < units; i++) {
    const egb_rank_spread *spread = &u->unit[i];
    egb_acceptance *out = &a->unit[i];
    const double none = (double)NAN;
    *out = (egb_acceptance){.first = none, .top = none, .holistic = none, .confidence = none};
    if (spread->ranked == 0)
      continue;
    out->first = u->wins[i] / draws;
    out->top = round(spread->top * (double)spread->ranked) / draws;
    if (u->count == NULL)
      continue;
    out->holistic = 0;
    for (size_t r = 0; r < ranked; r++)
      out->holistic += alpha[r] * (u->count[i * units + r] / draws);
  }
  return EGB_OK;
}

static egb_status find_convergence(egb_acceptability *a) {
  const egb_factors *factors = a->u->factors;
  size_t walks = a->u->draws / EGB_BLOCK;
  walks = walks < 2 ? 2 : walks < CONVERGENCE_WALKS ? walks : CONVERGENCE_WALKS;
  a->convergence = 1;
  egb_status status = EGB_OK;
  for (size_t f = 0; f < factors->stated_count && status == EGB_OK; f++) {
    double reduction = 1;
    if (factors->stated[f].polytope != NULL)
      status = egb_polytope_convergence(factors->stated[f].polytope, a->u->seed, (uint32_t)factors->stated[f].parent,
                                        walks, &reduction);
    a->convergence = fmax(a->convergence, reduction);
  }
  return status;
}

/* ---- making one ------------------------------------------------------------------------------ */

static egb_status check_pairs(const egb_results *results, const egb_uncertainty_options *options, egb_diag *diag) {
  if (!options->keep_pairs || results->unit_count <= EGB_ACCEPTABILITY_PAIRS_MAX)
    return EGB_OK;
  egb_diag_say(diag, EGB_SEVERITY_ERROR, EGB_E_USAGE, "the pairs of %zu units are too many to count",
               results->unit_count);
  egb_diag_hint(diag, "pairs are counted up to %d units", EGB_ACCEPTABILITY_PAIRS_MAX);
  return EGB_USAGE;
}

egb_status egb_acceptability_run(const egb_plan *plan, const egb_results *results,
                                 const egb_uncertainty_options *options, egb_diag *diag, egb_acceptability **out) {
  egb_uncertainty_options asked;
  *out = NULL;
  egb_status status = EGB_OPTIONS_TAKE(asked, options, diag);
  if (status != EGB_OK)
    return status;
  asked.weights = NULL;
  egb_arena *arena = egb_arena_new();
  egb_acceptability *a = arena != NULL ? egb_arena_array(arena, 1, sizeof *a) : NULL;
  if (a == NULL) {
    egb_arena_free(arena);
    return EGB_NO_MEMORY;
  }
  a->arena = arena;
  status = check_pairs(results, &asked, diag);
  if (status == EGB_OK)
    status = egb_uncertainty_make(plan, results, &asked, true, diag, &a->u);
  if (status == EGB_OK)
    status = find_acceptances(a);
  if (status == EGB_OK)
    status = find_convergence(a);
  if (status == EGB_OK)
    status = egb_acceptability_confide(a, &asked);
  if (status == EGB_OK)
    *out = a;
  else
    egb_acceptability_free(a);
  return status;
}

void egb_acceptability_free(egb_acceptability *acceptability) {
  if (acceptability == NULL)
    return;
  egb_uncertainty_free(acceptability->u);
  egb_arena_free(acceptability->arena);
}

/* ---- answers --------------------------------------------------------------------------------- */

const egb_uncertainty *egb_acceptability_simulation(const egb_acceptability *a) {
  return a->u;
}

const egb_acceptance *egb_acceptability_unit(const egb_acceptability *a, size_t unit) {
  return unit < a->u->results->unit_count ? &a->unit[unit] : NULL;
}

double egb_acceptability_rank(const egb_acceptability *a, size_t unit, size_t rank) {
  const size_t units = a->u->results->unit_count;
  if (unit >= units || rank < 1 || rank > units || a->u->count == NULL || a->u->unit[unit].ranked == 0)
    return (double)NAN;
  return a->u->count[unit * units + rank - 1] / (double)a->u->draws;
}

size_t egb_acceptability_parts(const egb_acceptability *a) {
  return a->u->parts;
}

size_t egb_acceptability_part(const egb_acceptability *a, size_t i) {
  return i < a->u->parts ? a->u->part[i] : SIZE_MAX;
}

double egb_acceptability_central(const egb_acceptability *a, size_t unit, size_t i) {
  const egb_uncertainty *u = a->u;
  if (unit >= u->results->unit_count || i >= u->parts || u->wins[unit] == 0)
    return (double)NAN;
  return (double)u->weight[unit * u->parts + i] * EGB_WEIGHT_UNIT / u->wins[unit];
}

double egb_acceptability_beats(const egb_acceptability *a, size_t unit, size_t other) {
  const size_t units = a->u->results->unit_count;
  if (a->u->beats == NULL || unit >= units || other >= units || a->u->unit[unit].ranked == 0 ||
      a->u->unit[other].ranked == 0)
    return (double)NAN;
  return a->u->beats[unit * units + other] / (double)a->u->draws;
}

bool egb_acceptability_has_pairs(const egb_acceptability *a) {
  return a->u->beats != NULL;
}

/* The least certain kind among the families. */
const char *egb_acceptability_sampler(const egb_acceptability *a) {
  static const char *const names[] = {[EGB_POLYTOPE_SIMPLEX] = "simplex",
                                      [EGB_POLYTOPE_ORDER] = "order",
                                      [EGB_POLYTOPE_REJECTION] = "rejection",
                                      [EGB_POLYTOPE_WALK] = "hit-and-run",
                                      [EGB_POLYTOPE_POINT] = "one point"};
  const egb_factors *factors = a->u->factors;
  egb_polytope_method how = EGB_POLYTOPE_SIMPLEX;
  for (size_t f = 0; f < factors->stated_count; f++) {
    const egb_polytope *polytope = factors->stated[f].polytope;
    const egb_polytope_method own = polytope != NULL ? egb_polytope_how(polytope) : EGB_POLYTOPE_SIMPLEX;
    if (how != EGB_POLYTOPE_WALK && own > how)
      how = own;
  }
  return names[how];
}

double egb_acceptability_convergence(const egb_acceptability *a) {
  return a->convergence;
}

size_t egb_acceptability_confidence_draws(const egb_acceptability *a) {
  return a->confidence_draws;
}
