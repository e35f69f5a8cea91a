/* Counting draws. */
#include "robust/uncertainty.h"

#include <math.h>

bool egb_gathered_open(egb_gathered *out, egb_arena *arena, const egb_gathered_shape *shape) {
  const size_t units = shape->units, levels = shape->levels, parts = shape->parts;
  *out = (egb_gathered){.width = shape->width, .lines = (units + shape->width - 1) / shape->width};
  out->count = shape->table ? egb_arena_array(arena, units, out->lines * sizeof *out->count) : NULL;
  out->sum = egb_arena_array(arena, units, sizeof *out->sum);
  out->ranked = egb_arena_array(arena, units, sizeof *out->ranked);
  out->first = egb_arena_array(arena, units, sizeof *out->first);
  out->top = egb_arena_array(arena, units, sizeof *out->top);
  out->level = levels > 0 ? egb_arena_array(arena, units, levels * sizeof *out->level) : NULL;
  out->ahead = egb_arena_array(arena, units, sizeof *out->ahead);
  out->together = egb_arena_array(arena, units, sizeof *out->together);
  out->wins = parts > 0 ? egb_arena_array(arena, units, sizeof *out->wins) : NULL;
  out->weight = parts > 0 ? egb_arena_array(arena, units, parts * sizeof *out->weight) : NULL;
  out->beats = shape->pairs ? egb_arena_array(arena, units, units * sizeof *out->beats) : NULL;
  return (!shape->table || out->count != NULL) && out->sum != NULL && out->ranked != NULL && out->first != NULL &&
         out->top != NULL && (levels == 0 || out->level != NULL) && out->ahead != NULL && out->together != NULL &&
         (parts == 0 || (out->wins != NULL && out->weight != NULL)) && (!shape->pairs || out->beats != NULL);
}

void egb_gathered_add(egb_gathered *to, const egb_gathered *from, const egb_gathered_shape *shape) {
  const size_t units = shape->units;
  to->seen += from->seen;
  for (size_t i = 0; to->count != NULL && i < units * to->lines; i++)
    to->count[i] += from->count[i];
  for (size_t i = 0; to->level != NULL && i < units * shape->levels; i++)
    to->level[i] += from->level[i];
  for (size_t i = 0; to->weight != NULL && i < units * shape->parts; i++)
    to->weight[i] += from->weight[i];
  for (size_t i = 0; to->beats != NULL && i < units * units; i++)
    to->beats[i] += from->beats[i];
  for (size_t u = 0; u < units; u++) {
    to->sum[u] += from->sum[u];
    to->ranked[u] += from->ranked[u];
    to->first[u] += from->first[u];
    to->top[u] += from->top[u];
    to->ahead[u] += from->ahead[u];
    to->together[u] += from->together[u];
    if (to->wins != NULL)
      to->wins[u] += from->wins[u];
  }
}

void egb_gathered_ranks(egb_gathered *to, const uint32_t *rank, size_t units, bool table) {
  to->seen++;
  for (size_t u = 0; u < units && table; u++) {
    if (rank[u] == 0)
      continue;
    to->count[u * to->lines + (rank[u] - 1) / to->width]++;
    to->sum[u] += rank[u];
    to->ranked[u]++;
    to->first[u] += rank[u] == 1;
    to->top[u] += rank[u] <= EGB_UNCERTAINTY_TOP;
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

/* The k-th smallest rank, from 0; the middle of its line where several ranks share one. */
static double order_statistic(const egb_gathered *from, size_t unit, uint64_t k) {
  const uint32_t *count = from->count + unit * from->lines;
  uint64_t below = 0;
  for (size_t line = 0; line < from->lines; line++) {
    below += count[line];
    if (k < below)
      return (double)(line * from->width) + (double)(from->width + 1) / 2;
  }
  return (double)NAN;
}

double egb_gathered_quantile(const egb_gathered *from, size_t unit, double p) {
  const uint32_t n = from->ranked[unit];
  if (n == 0)
    return (double)NAN;
  const double at = p * (double)(n - 1), whole = floor(at);
  const double low = order_statistic(from, unit, (uint64_t)whole);
  const double rest = at - whole;
  return rest > 0 ? low + rest * (order_statistic(from, unit, (uint64_t)whole + 1) - low) : low;
}
