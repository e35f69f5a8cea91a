/* Scores draw by draw, kept unit by unit, and what they come to. All kept draws count, whichever thread made them, and
 * in the order of their numbers, so that sums do not depend on threads either.
 *
 * Memory is bounded by keeping the first draws only: draws are as likely as those after them, so that these are a
 * sample like any other, and its quantiles are exact. A histogram would have room for all draws but round every
 * quantile. */
#include "simulate/uncertainty_state.h"

#include "base/codes.h"
#include "score/stages.h"
#include "simulate/worth.h"
#include "stats/describe.h"
#include "stats/normal.h"
#include "stats/select.h"
#include "stats/shape.h"

#include <math.h>
#include <stdlib.h>

#define SCORE_BYTES ((size_t)256 << 20)

/* ---- keeping them ---------------------------------------------------------------------------- */

egb_status egb_uncertainty_open_scores(egb_uncertainty_state *r) {
  egb_uncertainty_draft *u = r->u;
  if (!r->options->keep_scores || r->units == 0)
    return EGB_OK;
  const size_t fit = SCORE_BYTES / sizeof *u->score / r->units;
  u->score_draws = u->asked < fit ? u->asked : fit;
  u->score = egb_arena_array(u->arena, r->units, u->score_draws * sizeof *u->score);
  if (u->score == NULL)
    return EGB_NO_MEMORY;
  for (size_t i = 0; i < r->units * u->score_draws; i++)
    u->score[i] = (double)NAN;
  return EGB_OK;
}

static double kept(double score) {
  return egb_score_quantise(score, -1, EGB_ROUNDING_HALF_EVEN);
}

void egb_uncertainty_put_draw(egb_uncertainty_state *r, size_t draw, const double *score) {
  egb_uncertainty_draft *u = r->u;
  for (size_t i = 0; draw < u->score_draws && i < r->units; i++)
    u->score[i * u->score_draws + draw] = kept(score[i]);
}

void egb_uncertainty_put_tile(egb_uncertainty_state *r, uint64_t first, size_t count, const double *score, size_t row,
                              size_t end) {
  egb_uncertainty_draft *u = r->u;
  const size_t *unit = egb_kernel_units(r->layout->kernel);
  if (first >= u->score_draws)
    return;
  const size_t room = u->score_draws - (size_t)first, lanes = count < room ? count : room;
  for (size_t i = row; i < end; i++)
    for (size_t l = 0; l < lanes; l++)
      u->score[unit[i] * u->score_draws + first + l] = kept(score[i * EGB_LANES + l]);
}

/* ---- what they come to ----------------------------------------------------------------------- */

enum { LOW, MEDIAN, HIGH, LOW_LEAST, LOW_MOST, HIGH_LEAST, HIGH_MOST, QUANTILES };

static int by_place(const void *a, const void *b) {
  const size_t x = *(const size_t *)a, y = *(const size_t *)b;
  return (x > y) - (x < y);
}

/* All quantiles of x, n > 0, at once; x is rearranged. */
static void find_quantiles(double *x, size_t n, const double *p, double *out) {
  size_t place[2 * QUANTILES];
  uint64_t below;
  for (size_t q = 0; q < QUANTILES; q++) {
    (void)egb_stats_quantile_place(p[q], n, &below);
    place[2 * q] = (size_t)below;
    place[2 * q + 1] = below + 1 < n ? (size_t)below + 1 : (size_t)below;
  }
  qsort(place, 2 * QUANTILES, sizeof *place, by_place);
  egb_stats_select(x, n, place, 2 * QUANTILES);
  for (size_t q = 0; q < QUANTILES; q++) {
    const double part = egb_stats_quantile_place(p[q], n, &below);
    out[q] = part > 0 ? x[below] + part * (x[below + 1] - x[below]) : x[below];
  }
}

static void put_quantiles(double *x, size_t n, double percent, egb_score_spread *out) {
  const double tail = (1 - percent / 100) / 2;
  const double reach = egb_stats_normal_quantile(0.975) * sqrt(tail * (1 - tail) / (double)out->effective);
  double p[QUANTILES] = {[LOW] = tail, [MEDIAN] = 0.5, [HIGH] = 1 - tail}, value[QUANTILES];
  p[LOW_LEAST] = fmax(tail - reach, 0);
  p[LOW_MOST] = fmin(tail + reach, 1);
  p[HIGH_LEAST] = fmax(1 - tail - reach, 0);
  p[HIGH_MOST] = fmin(1 - tail + reach, 1);
  find_quantiles(x, n, p, value);
  out->low = value[LOW];
  out->median = value[MEDIAN];
  out->high = value[HIGH];
  out->low_least = value[LOW_LEAST];
  out->low_most = value[LOW_MOST];
  out->high_least = value[HIGH_LEAST];
  out->high_most = value[HIGH_MOST];
}

/* Scores are whole steps of the quantum; so is their difference, but for the rounding of the subtraction. */
static double difference_in(const egb_uncertainty *u, size_t unit, size_t other, size_t draw) {
  const double mine = u->score[unit * u->score_room + draw];
  return other != SIZE_MAX ? kept(mine - u->score[other * u->score_room + draw]) : mine;
}

static size_t gather(const egb_uncertainty *u, size_t unit, size_t other, double *x, egb_score_spread *out) {
  size_t count = 0, above = 0, equal = 0;
  for (size_t i = 0; i < u->score_draws; i++) {
    const double difference = difference_in(u, unit, other, i);
    if (isnan(difference))
      continue;
    above += difference > 0;
    equal += !(difference > 0) && !(difference < 0);
    x[count++] = difference;
  }
  out->draws = count;
  out->above = count > 0 ? (double)above / (double)count : (double)NAN;
  out->equal = count > 0 ? (double)equal / (double)count : (double)NAN;
  return count;
}

/* What the draws are worth, once the ends of the interval are known: of the differences, and of whether they are above
 * 0 and beyond either end. */
static double time_of(const egb_uncertainty *u, size_t unit, size_t other, const egb_score_spread *s, double *x) {
  const double end[] = {0, s->low, s->high};
  size_t walks = u->score_draws / EGB_BLOCK;
  walks = walks < EGB_WORTH_WALKS ? walks : EGB_WORTH_WALKS;
  double time = 1;
  for (size_t k = 0; k <= sizeof end / sizeof end[0]; k++) {
    for (size_t i = 0; i < walks * EGB_BLOCK; i++) {
      const double difference = difference_in(u, unit, other, i);
      x[i] = k == 0 || isnan(difference) ? difference : difference > end[k - 1];
    }
    time = fmax(time, egb_worth_time(x, walks));
  }
  return time;
}

/* As many draws as there are, unless weights are drawn by walks: then the ends must be known first. */
static void find_worth(const egb_uncertainty *u, size_t unit, size_t other, double *x, egb_score_spread *out) {
  out->effective = out->draws;
  if (u->about.effective >= u->about.draws || out->draws == 0)
    return;
  put_quantiles(x, out->draws, u->about.percent, out);
  const double worst = (double)u->about.draws / (double)u->about.effective;
  const double time = u->score_draws < 2 * EGB_BLOCK ? worst : time_of(u, unit, other, out, x);
  out->effective = egb_worth(time, out->draws);
  (void)gather(u, unit, other, x, out);
}

static double standing(const egb_uncertainty *u, size_t unit) {
  return egb_scores(u->results, u->about.node)[unit];
}

egb_status egb_uncertainty_score(const egb_uncertainty *u, size_t unit, size_t other, egb_score_spread *out) {
  const double none = (double)NAN;
  const size_t units = u->results->unit_count;
  if (u->score == NULL || unit >= units || (other != SIZE_MAX && other >= units))
    return EGB_USAGE;
  *out = (egb_score_spread){.mean = none,
                            .sd = none,
                            .median = none,
                            .low = none,
                            .high = none,
                            .mean_error = none,
                            .above_error = none,
                            .low_least = none,
                            .low_most = none,
                            .high_least = none,
                            .high_most = none};
  out->value = standing(u, unit) - (other != SIZE_MAX ? standing(u, other) : 0);
  double *x = malloc((u->score_draws + 1) * sizeof *x);
  if (x == NULL)
    return EGB_NO_MEMORY;
  const size_t count = gather(u, unit, other, x, out);
  if (count > 0) {
    find_worth(u, unit, other, x, out);
    out->mean = egb_stats_mean(x, count);
    out->sd = egb_stats_sd(x, count);
    out->mean_error = out->sd / sqrt((double)out->effective);
    out->above_error = egb_share_error(out->above, out->effective);
    put_quantiles(x, count, u->about.percent, out);
  }
  free(x);
  return EGB_OK;
}

size_t egb_uncertainty_score_draws(const egb_uncertainty *uncertainty) {
  return uncertainty->score_draws;
}
