/* Variance within and between imputations: what gaps add to the uncertainty of a score. */
#include "simulate/uncertainty.h"

#include "stats/describe.h"

#include <math.h>

#define DRAWS_MOST 1000
#define DRAWS_LEAST 50
#define SCORES_MOST ((size_t)8 << 20) /* kept at a time, unless the least number of draws needs more */

static size_t draws_of(const egb_uncertainty_draft *u) {
  const size_t room = SCORES_MOST / u->results->unit_count;
  const size_t most = room < DRAWS_LEAST ? DRAWS_LEAST : room < DRAWS_MOST ? room : DRAWS_MOST;
  return u->asked < most ? u->asked : most;
}

/* ---- a run whose scores are kept ------------------------------------------------------------- */

typedef struct kept {
  double *score; /* [unit * draws + draw]; NaN: not scored */
  size_t units, draws;
} kept;

static egb_status keep(void *context, size_t worker, size_t draw, const egb_replayed *replayed) {
  const kept *k = context;
  (void)worker;
  for (size_t u = 0; u < k->units; u++)
    k->score[u * k->draws + draw] = replayed->score[u];
  return EGB_OK;
}

/* Variance of every unit's score over the draws; NaN with fewer than two scores. */
static egb_status variances(const egb_uncertainty_draft *u, const egb_factors *factors, const egb_draw *draw,
                            size_t draws, size_t threads, double *out) {
  egb_arena *arena = egb_arena_new();
  kept k = {.units = u->results->unit_count, .draws = draws};
  k.score = arena != NULL ? egb_arena_array(arena, k.units, draws * sizeof *k.score) : NULL;
  egb_status status = k.score != NULL ? EGB_OK : EGB_NO_MEMORY;
  for (size_t i = 0; i < k.units * draws && status == EGB_OK; i++)
    k.score[i] = (double)NAN;
  const egb_replay replay = {.plan = u->plan,
                             .factors = factors,
                             .seed = u->seed,
                             .node = u->node,
                             .draw = draw,
                             .count = draws,
                             .threads = threads,
                             .replace = factors->replace_failed,
                             .sink = keep,
                             .context = &k};
  egb_replay_failures failures;
  size_t finished;
  if (status == EGB_OK) {
    status = egb_replay_run(&replay, &failures, &finished);
    if (status == EGB_OK)
      egb_replay_failures_clear(&failures);
  }
  for (size_t i = 0; i < k.units && status == EGB_OK; i++) {
    double *score = k.score + i * draws;
    size_t count = 0;
    for (size_t d = 0; d < draws; d++)
      if (!isnan(score[d]))
        score[count++] = score[d];
    const double sd = egb_stats_sd(score, count);
    out[i] = sd * sd;
  }
  egb_arena_free(arena);
  return status;
}

/* ---- the two runs ---------------------------------------------------------------------------- */

/* Nothing varies but imputed values. Where the definition's own imputation is not among those that are drawn, the first
 * of them is used. */
static egb_status between(const egb_uncertainty_draft *u, egb_draw *draw, size_t draws, size_t threads, double *out) {
  egb_factors only = *u->factors;
  only.data_errors = false;
  only.factor[EGB_FACTOR_WEIGHTS].varies = false;
  only.deviation = only.imputed = egb_arena_array(u->scratch, u->results->node_count, sizeof *only.deviation);
  if (only.deviation == NULL)
    return EGB_NO_MEMORY;
  for (size_t d = 0; d < draws; d++) {
    draw[d] = egb_factors_nominal(&only);
    draw[d].error = d;
    if (draw[d].option[EGB_FACTOR_IMPUTE] == EGB_OPTION_DECLARED)
      draw[d].option[EGB_FACTOR_IMPUTE] = 0;
  }
  return variances(u, &only, draw, draws, threads, out);
}

/* All else varies. */
static egb_status within(const egb_uncertainty_draft *u, egb_draw *draw, size_t draws, size_t threads, double *out) {
  egb_factors others = *u->factors;
  others.predictive = false;
  others.factor[EGB_FACTOR_ERROR].varies = egb_factors_measured_with_error(&others);
  for (size_t i = 0; i < u->results->unit_count; i++)
    out[i] = 0;
  if (egb_factors_varying(&others) == 0)
    return EGB_OK;
  for (size_t d = 0; d < draws; d++)
    draw[d] = egb_factors_draw(&others, u->seed, d);
  return variances(u, &others, draw, draws, threads, out);
}

egb_status egb_uncertainty_imputed(egb_uncertainty_draft *u, size_t threads) {
  const size_t units = u->results->unit_count, draws = draws_of(u);
  if (!u->factors->predictive || u->parts > 0)
    return EGB_OK;
  egb_draw *draw = egb_arena_array(u->scratch, draws, sizeof *draw);
  double *by_imputation = egb_arena_array(u->scratch, units, sizeof *by_imputation);
  double *by_others = egb_arena_array(u->scratch, units, sizeof *by_others);
  if (draw == NULL || by_imputation == NULL || by_others == NULL)
    return EGB_NO_MEMORY;
  egb_status status = between(u, draw, draws, threads, by_imputation);
  if (status == EGB_OK)
    status = within(u, draw, draws, threads, by_others);
  for (size_t i = 0; i < units && status == EGB_OK; i++) {
    u->unit[i].imputation_sd = sqrt(by_imputation[i]);
    if (by_others[i] > 0)
      u->unit[i].missing_information = by_imputation[i] / (by_others[i] + by_imputation[i]);
  }
  return status;
}
