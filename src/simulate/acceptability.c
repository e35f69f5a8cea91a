#include "simulate/acceptability.h"
#include "base/options.h"

#include "base/codes.h"

#include <math.h>

/* ---- figures of the draws -------------------------------------------------------------------- */

/* Rank-order centroid weights, the first divided out: alpha[rank - 1]. */
static void find_meta_weights(double *alpha, size_t ranks) {
  double sum = 0;
  for (size_t r = ranks; r-- > 0;)
    alpha[r] = sum += 1 / (double)(r + 1);
  for (size_t r = 0; r < ranks; r++)
    alpha[r] /= sum;
}

static egb_status find_acceptances(egb_acceptability_draft *a) {
  const egb_uncertainty_draft *u = &a->of;
  const size_t units = u->results->unit_count;
  const double draws = (double)u->draws;
  double *alpha = egb_arena_array(u->scratch, units, sizeof *alpha);
  a->unit = egb_arena_array(u->arena, units, sizeof *a->unit);
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
    out->beats = u->beats != NULL ? u->beats + i * units : NULL;
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

/* Mean weights of the parts over the draws in which a unit was first. */
static egb_status find_centres(egb_acceptability_draft *a) {
  const egb_uncertainty_draft *u = &a->of;
  const size_t units = u->results->unit_count;
  size_t firsts = 0;
  for (size_t i = 0; i < units; i++)
    firsts += u->wins[i] > 0;
  double *central = egb_arena_array(u->arena, firsts, u->parts * sizeof *central);
  if (central == NULL)
    return EGB_NO_MEMORY;
  for (size_t i = 0; i < units; i++) {
    if (u->wins[i] == 0)
      continue;
    for (size_t k = 0; k < u->parts; k++)
      central[k] = (double)u->weight[i * u->parts + k] * EGB_WEIGHT_UNIT / u->wins[i];
    a->unit[i].central = central;
    central += u->parts;
  }
  return EGB_OK;
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

/* The least certain kind among the families; a law of the parts has its own name, as nothing else is stated then. */
static const char *sampler(const egb_factors *factors) {
  if (factors->parts_law != EGB_UNCERTAIN_WEIGHTS_FLAT)
    return factors->parts_law == EGB_UNCERTAIN_WEIGHTS_UNIFORM ? "uniform" : "dirichlet";
  static const char *const names[] = {[EGB_POLYTOPE_SIMPLEX] = "simplex",
                                      [EGB_POLYTOPE_ORDER] = "order",
                                      [EGB_POLYTOPE_REJECTION] = "rejection",
                                      [EGB_POLYTOPE_WALK] = "hit-and-run",
                                      [EGB_POLYTOPE_POINT] = "one point"};
  egb_polytope_method how = EGB_POLYTOPE_SIMPLEX;
  for (size_t f = 0; f < factors->stated_count; f++) {
    const egb_polytope *polytope = factors->stated[f].polytope;
    const egb_polytope_method own = polytope != NULL ? egb_polytope_how(polytope) : EGB_POLYTOPE_SIMPLEX;
    if (how != EGB_POLYTOPE_WALK && own > how)
      how = own;
  }
  return names[how];
}

static egb_status conclude(egb_acceptability_draft *a, egb_acceptability **out) {
  const egb_uncertainty_draft *u = &a->of;
  egb_acceptability *made = egb_arena_array(u->arena, 1, sizeof *made);
  if (made == NULL)
    return EGB_NO_MEMORY;
  *made = (egb_acceptability){.about = {.sampler = sampler(u->factors),
                                        .convergence = u->convergence,
                                        .confidence_draws = a->confidence_draws,
                                        .pairs = u->beats != NULL,
                                        .parts = u->parts,
                                        .part = u->part},
                              .unit = a->unit};
  *out = made;
  return egb_uncertainty_conclude(&a->of, &made->simulation);
}

static egb_status fill(egb_acceptability_draft *a, const egb_uncertainty_options *options) {
  egb_status status = find_acceptances(a);
  if (status == EGB_OK)
    status = find_centres(a);
  return status == EGB_OK ? egb_acceptability_confide(a, options) : status;
}

egb_status egb_acceptability_make(const egb_plan *plan, const egb_results *results,
                                  const egb_uncertainty_options *options, egb_portion *portion, egb_diag *diag,
                                  egb_acceptability **out) {
  egb_acceptability_draft draft = {.unit = NULL};
  egb_acceptability *made = NULL;
  egb_status status = check_pairs(results, options, diag);
  if (status != EGB_OK)
    return status;
  status = egb_uncertainty_begin(&draft.of, plan, results, options, true, portion, diag);
  if (status == EGB_OK)
    status = fill(&draft, options);
  if (status == EGB_OK)
    status = conclude(&draft, &made);
  egb_uncertainty_end(&draft.of, status);
  *out = status == EGB_OK ? made : NULL;
  return status;
}

egb_status egb_acceptability_new(const egb_plan *plan, const egb_results *results,
                                 const egb_uncertainty_options *options, egb_diag *diag, egb_acceptability **out) {
  egb_uncertainty_options asked;
  *out = NULL;
  const egb_status status = EGB_OPTIONS_TAKE(asked, options, diag);
  return status == EGB_OK ? egb_acceptability_make(plan, results, &asked, NULL, diag, out) : status;
}

void egb_acceptability_free(egb_acceptability *acceptability) {
  if (acceptability != NULL)
    egb_uncertainty_free(acceptability->simulation);
}

/* ---- answers --------------------------------------------------------------------------------- */

const egb_acceptability_summary *egb_acceptability_about(const egb_acceptability *acceptability) {
  return &acceptability->about;
}

const egb_uncertainty *egb_acceptability_simulation(const egb_acceptability *acceptability) {
  return acceptability->simulation;
}

size_t egb_acceptability_count(const egb_acceptability *acceptability) {
  return acceptability->simulation->results->unit_count;
}

const egb_acceptance *egb_acceptability_at(const egb_acceptability *acceptability, size_t unit) {
  return unit < egb_acceptability_count(acceptability) ? &acceptability->unit[unit] : NULL;
}
