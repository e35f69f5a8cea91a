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

/* Where the ranks of one unit are: counted, or all of them. */
typedef struct rank_source {
  const egb_simulated *counted;
  const egb_rank_lists *lists; /* not NULL: there */
  size_t row;
} rank_source;

static void quantile_between(const rank_source *from, const egb_tally *tally, double p, double *least, double *most) {
  if (from->lists == NULL)
    egb_tally_quantile_between(tally, from->row, p, least, most);
  else
    *least = *most = egb_rank_lists_quantile(from->lists, from->row, p);
}

/* Between which ranks the p-quantile of all draws there could be lies, with 95 % confidence: the number of n draws
 * below it is binomial, so it lies between the order statistics at p n +- z sqrt(n p (1 - p)) (H. A. David and H. N.
 * Nagaraja, Order Statistics, 3rd ed. 2003, section 7.1; normal approximation of the binomial). */
static void confidence(const rank_source *from, size_t n, double p, double *least, double *most) {
  const double reach = NORMAL_95 * sqrt(p * (1 - p) / (double)n);
  const egb_tally *tally = from->counted != NULL ? from->counted->tally : NULL;
  double inner;
  quantile_between(from, tally, fmax(p - reach, 0), least, &inner);
  quantile_between(from, tally, fmin(p + reach, 1), &inner, most);
}

/* What the counts of a unit come to by themselves. */
typedef struct rank_counts {
  uint64_t ranked, first, top;
  double mean, deviation, median; /* in steps of a rank */
} rank_counts;

static void put_spread(egb_uncertainty_draft *u, size_t unit, const rank_source *from, const rank_counts *counts) {
  egb_rank_spread *spread = &u->unit[unit];
  const double step = (double)u->step;
  const egb_simulated *counted = from->counted;
  const egb_tally *best = counted == NULL ? NULL : counted->fine != NULL ? counted->fine : counted->tally;
  double quantile[EGB_UNCERTAINTY_QUANTILES], low, high, most, least;
  egb_uncertainty_quantiles(u, quantile);
  spread->ranked = (size_t)counts->ranked;
  if (counts->ranked == 0)
    return;
  quantile_between(from, best, quantile[0], &low, &most);
  quantile_between(from, best, quantile[2], &least, &high);
  spread->low = floor(low) / step;
  spread->high = ceil(high) / step;
  spread->effective = egb_uncertainty_worth(u, unit, spread);
  spread->median = counts->median / step;
  spread->mean = counts->mean / step;
  spread->mean_error = counts->deviation / step / sqrt((double)spread->effective);
  spread->first = (double)counts->first / (double)counts->ranked;
  spread->top = (double)counts->top / (double)counts->ranked;
  spread->first_error = egb_share_error(spread->first, spread->effective);
  spread->top_error = egb_share_error(spread->top, spread->effective);
  confidence(from, spread->effective, quantile[0], &least, &most);
  spread->low_best = fmin(floor(least) / step, spread->low);
  spread->low_worst = fmax(floor(most) / step, spread->low);
  confidence(from, spread->effective, quantile[2], &least, &most);
  spread->high_best = fmin(ceil(least) / step, spread->high);
  spread->high_worst = fmax(ceil(most) / step, spread->high);
}

void egb_uncertainty_spread(egb_uncertainty_draft *u, size_t unit, const egb_simulated *counted, size_t row,
                            uint64_t first, uint64_t top) {
  const rank_source from = {.counted = counted, .row = row};
  rank_counts counts = {.ranked = egb_tally_ranked(counted->tally, row),
                        .first = first,
                        .top = top,
                        .median = egb_simulated_quantile(counted, row, 0.5)};
  counts.mean = egb_tally_mean(counted->tally, row, &counts.deviation);
  put_spread(u, unit, &from, &counts);
}

void egb_uncertainty_spread_lists(egb_uncertainty_draft *u, size_t unit, const egb_rank_lists *lists, size_t row) {
  const rank_source from = {.lists = lists, .row = row};
  const rank_counts counts = {.ranked = egb_rank_lists_ranked(lists, row),
                              .first = egb_rank_lists_within(lists, row, 1),
                              .top = egb_rank_lists_within(lists, row, EGB_UNCERTAINTY_TOP),
                              .mean = egb_rank_lists_mean(lists, row),
                              .deviation = egb_rank_lists_deviation(lists, row),
                              .median = egb_rank_lists_quantile(lists, row, 0.5)};
  put_spread(u, unit, &from, &counts);
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
