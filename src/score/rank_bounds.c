#include "score/rank_bounds.h"

#include "base/codes.h"
#include "base/number.h"
#include "score/rounding.h"
#include "score/stages.h"
#include "score/work.h"
#include "stats/normal.h"
#include "stats/shape.h"
#include "stats/sum.h"

#include <math.h>

/* ---- bounds of the score --------------------------------------------------------------------- */

static double cell_of(const egb_results *results, egb_scalar column, size_t unit) {
  const size_t at = column.text != NULL ? egb_dataset_column(results->data, column.text) : EGB_NONE;
  return at != EGB_NONE ? egb_dataset_values(results->data, results->period, at)[unit] : (double)NAN;
}

/* Of a mean of independent sources with these weights: s^2 sum(w^2) / sum(w)^2 is its variance. */
static double dispersion_of(const egb_results *results, size_t unit) {
  const egb_node *nodes = results->index->node;
  egb_sum scores = {0}, squares = {0}, weights = {0}, weights_squared = {0};
  size_t count = 0;
  for (int pass = 0; pass < 2; pass++)
    for (size_t i = nodes[0].first_child; i != EGB_NONE; i = nodes[i].next) {
      const double score = egb_scores(results, i)[unit], share = results->share[i];
      if (!results->active[i] || isnan(score) || !(share > 0))
        continue;
      if (pass == 0) {
        count++;
        egb_sum_add(&scores, score);
        egb_sum_add(&weights, share);
        egb_sum_add(&weights_squared, share * share);
      } else {
        const double off = score - egb_sum_value(scores) / (double)count;
        egb_sum_add(&squares, off * off);
      }
    }
  if (count < 2)
    return (double)NAN;
  return sqrt(egb_sum_value(squares) / (double)(count - 1) * egb_sum_value(weights_squared)) / egb_sum_value(weights);
}

static void bounds_of(const egb_results *results, size_t unit, double z, egb_rank_bound *out) {
  const egb_score_bounds *from = &results->index->rank.bounds;
  const double score = egb_scores(results, 0)[unit];
  if (from->lower.text != NULL) {
    out->lower = cell_of(results, from->lower, unit);
    out->upper = cell_of(results, from->upper, unit);
    return;
  }
  const double error = from->dispersion ? dispersion_of(results, unit) : cell_of(results, from->error, unit);
  out->lower = score - z * error;
  out->upper = score + z * error;
}

/* ---- ranks by them --------------------------------------------------------------------------- */

/* How many of the heights, in ascending order, are above one. */
static size_t above(const double *height, size_t count, double one) {
  size_t low = 0, high = count;
  while (low < high) {
    const size_t middle = low + (high - low) / 2;
    if (height[middle] > one)
      high = middle;
    else
      low = middle + 1;
  }
  return count - low;
}

/* Bounds are rounded as scores are before they are ranked: rounding keeps their order. */
static double height_of(const egb_results *results, double score) {
  return egb_index_height(results->index,
                          egb_score_quantise(score, results->work->decimals, results->index->rank.rounding));
}

static void rank_between(const egb_results *results, const double *height, size_t count, double own,
                         egb_rank_bound *out) {
  const double a = height_of(results, out->lower), b = height_of(results, out->upper);
  const double best = fmax(a, b), worst = fmin(a, b);
  out->best = 1 + (double)above(height, count, best) - (own > best ? 1 : 0); /* bounds need not contain the score */
  out->worst = 1 + (double)above(height, count, worst) - (own > worst ? 1 : 0);
}

egb_status egb_results_rank_bounds(const egb_results *results, egb_rank_bound *out) {
  static const egb_rank_bound none = {(double)NAN, (double)NAN, (double)NAN, (double)NAN};
  const bool asked = egb_index_has_rank_bounds(results->index);
  const double z = asked ? egb_stats_normal_quantile((1 + results->index->rank.bounds.confidence) / 2) : 0;
  egb_arena *arena = egb_arena_new();
  double *height = egb_arena_array(arena, results->unit_count, sizeof *height);
  size_t count = 0;
  for (size_t u = 0; height != NULL && u < results->unit_count; u++)
    if (!isnan(results->rank[u]))
      height[count++] = egb_index_height(results->index, results->ranked_score[u]);
  if (height != NULL)
    egb_stats_sort_values(height, count);
  for (size_t u = 0; u < results->unit_count; u++) {
    out[u] = none;
    if (height == NULL || !asked || isnan(results->rank[u]))
      continue;
    bounds_of(results, u, z, &out[u]);
    if (isnan(out[u].lower) || isnan(out[u].upper))
      out[u] = none;
    else
      rank_between(results, height, count, egb_index_height(results->index, results->ranked_score[u]), &out[u]);
  }
  egb_arena_free(arena);
  return height != NULL ? EGB_OK : EGB_NO_MEMORY;
}

/* ---- what cannot be right -------------------------------------------------------------------- */

static egb_place place_of(const egb_results *results, egb_scalar column, size_t unit) {
  const size_t at = column.text != NULL ? egb_dataset_column(results->data, column.text) : EGB_NONE;
  const egb_place place = at != EGB_NONE ? egb_dataset_place(results->data, results->period, at, unit) : (egb_place){0};
  return place.source != NULL ? place : results->index->rank.bounds.place;
}

static void refuse_reversed(const egb_results *results, size_t unit, const egb_rank_bound *bound, egb_diag *diag) {
  const egb_score_bounds *from = &results->index->rank.bounds;
  char low[EGB_NUMBER_MAX], high[EGB_NUMBER_MAX];
  egb_number_shortest(bound->lower, low);
  egb_number_shortest(bound->upper, high);
  if (from->error.text != NULL) {
    egb_diag_at(diag, EGB_SEVERITY_ERROR, EGB_E_ERROR_VALUE, place_of(results, from->error, unit),
                "the standard error of the score of %s is negative", results->data->unit[unit].id);
    egb_diag_hint(diag, "correct it, or leave the cell empty");
    return;
  }
  egb_diag_at(diag, EGB_SEVERITY_ERROR, EGB_E_BOUNDS, place_of(results, from->lower, unit),
              "the bounds of the score of %s are reversed: %s is above %s", results->data->unit[unit].id, low, high);
  egb_diag_hint(diag, "correct the cells, or exchange the columns under `bounds:` of `rank:`");
}

egb_status egb_rank_bounds_check(const egb_results *results, egb_diag *diag) {
  if (!egb_index_has_rank_bounds(results->index))
    return EGB_OK;
  egb_arena *arena = egb_arena_new();
  egb_rank_bound *bound = egb_arena_array(arena, results->unit_count, sizeof *bound);
  egb_status status = bound != NULL ? egb_results_rank_bounds(results, bound) : EGB_NO_MEMORY;
  size_t outside = 0, first = 0;
  for (size_t u = 0; status != EGB_NO_MEMORY && u < results->unit_count; u++) {
    if (bound[u].lower > bound[u].upper) {
      refuse_reversed(results, u, &bound[u], diag);
      status = EGB_REFUSED;
    } else if ((egb_scores(results, 0)[u] < bound[u].lower || egb_scores(results, 0)[u] > bound[u].upper) &&
               outside++ == 0) {
      first = u;
    }
  }
  if (status == EGB_OK && outside > 0) {
    egb_diag_at(diag, EGB_SEVERITY_WARNING, EGB_W_BOUNDS, place_of(results, results->index->rank.bounds.lower, first),
                "the bounds of the score do not contain it for %zu unit%s, first %s", outside, outside == 1 ? "" : "s",
                results->data->unit[first].id);
    egb_diag_hint(diag, "bounds are on the scale of the index, and of the scores that this definition gives");
  }
  egb_arena_free(arena);
  return status;
}
