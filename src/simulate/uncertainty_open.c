/* What a simulation begins with: the ranking as it stands, and memory. */
#include "simulate/uncertainty_state.h"

#include "base/codes.h"
#include "score/stages.h"
#include "stats/order.h"

#include <math.h>

#define KEPT_BYTES ((size_t)400 << 20)

/* ---- the node that is ranked ----------------------------------------------------------------- */

/* Rank and order of its units under the plan. */
static bool rank_node(egb_uncertainty_draft *u, size_t *order, size_t *positions) {
  const egb_results *results = u->results;
  const size_t units = results->unit_count;
  double *rank = egb_arena_array(u->scratch, units, sizeof *rank);
  double *key = egb_arena_array(u->scratch, units, sizeof *key);
  size_t *tie = egb_arena_array(u->scratch, units, sizeof *tie),
         *scratch = egb_arena_array(u->scratch, units, sizeof *scratch);
  if (rank == NULL || key == NULL || tie == NULL || scratch == NULL)
    return false;
  *positions = 0;
  for (size_t i = 0; i < units; i++) {
    const size_t unit = results->order[i]; /* equal scores stay in the order of the ranking */
    tie[unit] = i;
    const double score = egb_scores(results, u->node)[unit];
    rank[unit] = u->node == 0 ? results->rank[unit] : (double)NAN;
    key[unit] = egb_index_height(results->index, egb_score_quantise(score, -1, EGB_ROUNDING_HALF_EVEN));
    const bool ranked = u->node == 0 ? !isnan(rank[unit]) : !isnan(score) && results->unranked[unit] == NULL;
    if (ranked)
      order[(*positions)++] = unit;
  }
  if (u->node != 0) {
    egb_stats_sort(key, tie, *positions, order, scratch);
    egb_stats_rank(key, order, *positions, EGB_STATS_TIES_COMPETITION, rank);
  }
  for (size_t i = 0; i < units; i++)
    u->unit[i].rank = rank[i];
  return true;
}

/* ---- memory ---------------------------------------------------------------------------------- */

/* A count for every unit and rank is asked for. */
static egb_status check_counts(const egb_uncertainty_state *r, egb_diag *diag) {
  if (!r->options->keep_counts || r->units <= EGB_ARENA_REQUEST_MAX / sizeof *r->u->count / (r->units + 1))
    return EGB_OK;
  egb_diag_say(diag, EGB_SEVERITY_ERROR, EGB_E_USAGE, "how often each of %zu units had each rank is too much to count",
               r->units);
  egb_diag_hint(diag,
                "leave out --frequencies: the interval, median and mean of every unit's ranks need no such table");
  return EGB_USAGE;
}

static egb_status open_kept(egb_uncertainty_state *r, egb_diag *diag) {
  egb_uncertainty_draft *u = r->u;
  if (!r->options->keep_draws)
    return EGB_OK;
  const size_t each = r->units * sizeof *u->rank + r->nodes * sizeof *u->share + sizeof *u->draw;
  if (u->asked > KEPT_BYTES / each) {
    egb_diag_say(diag, EGB_SEVERITY_ERROR, EGB_E_USAGE, "%zu draws of %zu units are too many to keep one by one",
                 u->asked, r->units);
    egb_diag_hint(diag, "keep at most %zu draws", KEPT_BYTES / each);
    return EGB_USAGE;
  }
  u->rank = egb_arena_array(u->arena, u->asked, r->units * sizeof *u->rank);
  u->share = egb_arena_array(u->arena, u->asked, r->nodes * sizeof *u->share);
  u->draw = egb_arena_array(u->scratch, u->asked, sizeof *u->draw);
  if (u->rank == NULL || u->share == NULL || u->draw == NULL)
    return EGB_NO_MEMORY;
  for (size_t i = 0; i < u->asked * r->nodes; i++)
    u->share[i] = (double)NAN;
  return EGB_OK;
}

static egb_status open_running(egb_uncertainty_state *r, egb_arena *arena) {
  egb_uncertainty_draft *u = r->u;
  const size_t units = r->units;
  size_t *order = egb_arena_array(u->scratch, units, sizeof *order);
  u->unit = egb_arena_array(u->arena, units, sizeof *u->unit);
  r->of = egb_arena_array(arena, r->threads, sizeof *r->of);
  r->rank = egb_arena_array(arena, r->threads, sizeof *r->rank);
  r->tally = egb_arena_array(arena, r->threads, sizeof(egb_tally *));
  r->tally_plain = egb_arena_array(arena, r->threads, sizeof(egb_tally *));
  r->weight = egb_arena_array(arena, r->threads, sizeof *r->weight);
  if (order == NULL || u->unit == NULL || r->of == NULL || r->rank == NULL || r->weight == NULL || r->tally == NULL ||
      r->tally_plain == NULL)
    return EGB_NO_MEMORY;
  const double none = (double)NAN;
  for (size_t i = 0; i < units; i++)
    u->unit[i] = (egb_rank_spread){.rank = none,
                                   .median = none,
                                   .mean = none,
                                   .low = none,
                                   .high = none,
                                   .first = none,
                                   .top = none,
                                   .mean_error = none,
                                   .first_error = none,
                                   .top_error = none,
                                   .low_best = none,
                                   .low_worst = none,
                                   .high_best = none,
                                   .high_worst = none,
                                   .ahead = none,
                                   .imputation_sd = none,
                                   .missing_information = none};
  for (size_t t = 0; t < r->threads; t++)
    if ((r->rank[t] = egb_arena_array(arena, 2 * units, sizeof(uint32_t))) == NULL ||
        (r->weight[t] = egb_arena_array(arena, EGB_BLOCK * u->parts, sizeof(double))) == NULL)
      return EGB_NO_MEMORY;
  for (size_t k = 0; k < EGB_FACTOR_COUNT; k++)
    if ((u->used[k] = egb_arena_array(u->scratch, u->factors->factor[k].count + 1, sizeof *u->used[k])) == NULL)
      return EGB_NO_MEMORY;
  r->order = order;
  return rank_node(u, order, &r->positions) ? EGB_OK : EGB_NO_MEMORY;
}

egb_status egb_uncertainty_open(egb_uncertainty_state *r, egb_arena *arena, egb_diag *diag) {
  egb_status status = check_counts(r, diag);
  if (status == EGB_OK)
    status = open_running(r, arena);
  if (status == EGB_OK)
    status = egb_uncertainty_open_walks(r);
  return status == EGB_OK ? egb_status_worse(open_kept(r, diag), egb_uncertainty_open_scores(r)) : status;
}
