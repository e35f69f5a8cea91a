/* Counting draws, and what the counts come to. */
#include "simulate/uncertainty_state.h"

#include <math.h>

bool egb_gathered_open(egb_gathered *out, egb_arena *arena, const egb_gathered_shape *shape) {
  const size_t units = shape->units, levels = shape->levels, parts = shape->parts;
  *out = (egb_gathered){0};
  out->first = egb_arena_array(arena, units, sizeof *out->first);
  out->top = egb_arena_array(arena, units, sizeof *out->top);
  out->level = levels > 0 ? egb_arena_array(arena, units, levels * sizeof *out->level) : NULL;
  out->ahead = egb_arena_array(arena, units, sizeof *out->ahead);
  out->together = egb_arena_array(arena, units, sizeof *out->together);
  out->wins = parts > 0 ? egb_arena_array(arena, units, sizeof *out->wins) : NULL;
  out->weight = parts > 0 ? egb_arena_array(arena, units, parts * sizeof *out->weight) : NULL;
  out->beats = shape->pairs ? egb_arena_array(arena, units, units * sizeof *out->beats) : NULL;
  return out->first != NULL && out->top != NULL && (levels == 0 || out->level != NULL) && out->ahead != NULL &&
         out->together != NULL && (parts == 0 || (out->wins != NULL && out->weight != NULL)) &&
         (!shape->pairs || out->beats != NULL);
}

void egb_gathered_add(egb_gathered *to, const egb_gathered *from, const egb_gathered_shape *shape) {
  const size_t units = shape->units;
  for (size_t i = 0; to->level != NULL && i < units * shape->levels; i++)
    to->level[i] += from->level[i];
  for (size_t i = 0; to->weight != NULL && i < units * shape->parts; i++)
    to->weight[i] += from->weight[i];
  for (size_t i = 0; to->beats != NULL && i < units * units; i++)
    to->beats[i] += from->beats[i];
  for (size_t u = 0; u < units; u++) {
    to->first[u] += from->first[u];
    to->top[u] += from->top[u];
    to->ahead[u] += from->ahead[u];
    to->together[u] += from->together[u];
    if (to->wins != NULL)
      to->wins[u] += from->wins[u];
  }
}

void egb_gathered_best(egb_gathered *to, const uint32_t *rank, size_t units) {
  for (size_t u = 0; u < units; u++) {
    to->first[u] += rank[u] == 1;
    to->top[u] += rank[u] >= 1 && rank[u] <= EGB_UNCERTAINTY_TOP;
  }
}

void egb_gathered_pairs(egb_gathered *to, const uint32_t *rank, const size_t *order, size_t positions) {
  for (size_t i = 0; i + 1 < positions; i++) {
    const uint32_t a = rank[order[i]], b = rank[order[i + 1]];
    if (a == 0 || b == 0)
      continue;
    to->together[i] += 2;
    to->ahead[i] += a < b ? 2 : a == b;
  }
}

void egb_gathered_first(egb_gathered *to, const uint32_t *rank, size_t units, const double *weight, size_t parts) {
  for (size_t u = 0; u < units; u++) {
    if (rank[u] != 1)
      continue;
    to->wins[u]++;
    for (size_t i = 0; i < parts; i++)
      to->weight[u * parts + i] += (uint64_t)(weight[i] / EGB_WEIGHT_UNIT + 0.5);
  }
}

void egb_gathered_beats(egb_gathered *to, const uint32_t *rank, size_t units) {
  for (size_t u = 0; u < units; u++) {
    uint32_t *beats = to->beats + u * units;
    for (size_t k = 0; k < units && rank[u] != 0; k++)
      beats[k] += rank[k] - 1U > rank[u] - 1U; /* 0, unranked, becomes the largest number */
  }
}

/* ---- what they come to ----------------------------------------------------------------------- */

#define NORMAL_95 1.959963984540054 /* of the standard normal distribution, 2.5 % are above */

void egb_uncertainty_quantiles(const egb_uncertainty_draft *u, double *quantile) {
  const double tail = (1 - u->level / 100) / 2;
  quantile[0] = tail;
  quantile[1] = 0.5;
  quantile[2] = 1 - tail;
}

/* Between which ranks the p-quantile of all draws there could be lies, with 95 % confidence: the number of n draws
 * below it is binomial, so it lies between the order statistics at p n +- z sqrt(n p (1 - p)) (H. A. David and H. N.
 * Nagaraja, Order Statistics, 3rd ed. 2003, section 7.1; normal approximation of the binomial). */
static void confidence(const egb_tally *tally, size_t row, size_t n, double p, double *least, double *most) {
  const double reach = NORMAL_95 * sqrt(p * (1 - p) / (double)n);
  double inner;
  egb_tally_quantile_between(tally, row, fmax(p - reach, 0), least, &inner);
  egb_tally_quantile_between(tally, row, fmin(p + reach, 1), &inner, most);
}

void egb_uncertainty_spread(egb_uncertainty_draft *u, size_t unit, const egb_simulated *counted, size_t row,
                            uint64_t first, uint64_t top) {
  egb_rank_spread *spread = &u->unit[unit];
  const egb_tally *tally = counted->tally;
  const uint64_t ranked = egb_tally_ranked(tally, row);
  const double step = (double)u->step;
  double quantile[EGB_UNCERTAINTY_QUANTILES], low, high, most, least;
  egb_uncertainty_quantiles(u, quantile);
  spread->ranked = (size_t)ranked;
  if (ranked == 0)
    return;
  egb_simulated_quantile_between(counted, row, quantile[0], &low, &most);
  egb_simulated_quantile_between(counted, row, quantile[2], &least, &high);
  spread->low = floor(low) / step;
  spread->high = ceil(high) / step;
  spread->effective = egb_uncertainty_worth(u, unit, spread);
  spread->median = egb_simulated_quantile(counted, row, quantile[1]) / step;
  spread->mean = egb_tally_mean(tally, row) / step;
  spread->mean_error = egb_tally_deviation(tally, row) / step / sqrt((double)spread->effective);
  spread->first = (double)first / (double)ranked;
  spread->top = (double)top / (double)ranked;
  spread->first_error = egb_share_error(spread->first, spread->effective);
  spread->top_error = egb_share_error(spread->top, spread->effective);
  confidence(tally, row, spread->effective, quantile[0], &least, &most);
  spread->low_best = fmin(floor(least) / step, spread->low);
  spread->low_worst = fmax(floor(most) / step, spread->low);
  confidence(tally, row, spread->effective, quantile[2], &least, &most);
  spread->high_best = fmin(ceil(least) / step, spread->high);
  spread->high_worst = fmax(ceil(most) / step, spread->high);
}

egb_status egb_uncertainty_keep_counts(egb_uncertainty_state *r, const egb_tally *tally, const size_t *unit) {
  egb_uncertainty_draft *u = r->u;
  if (egb_tally_width(tally) > 1 || (r->units > EGB_TABLE_EXACT && !r->options->keep_counts))
    return EGB_OK;
  u->count = egb_arena_array(u->arena, r->units, r->units * sizeof *u->count);
  if (u->count == NULL)
    return EGB_NO_MEMORY;
  for (size_t row = 0; row < egb_tally_rows(tally); row++)
    egb_tally_counts(tally, row, u->count + (unit != NULL ? unit[row] : row) * r->units);
  return EGB_OK;
}
