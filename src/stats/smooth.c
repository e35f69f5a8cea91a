#include "stats/smooth.h"

#include "stats/describe.h"
#include "stats/order.h"
#include "stats/shape.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#define VALUES_LEAST 8
#define MEANS_MOST 12 /* different values of x for which means per value are taken */
#define POINTS_MOST 1000
#define WIDEST 4.0    /* times Silverman's bandwidth */
#define BANDWIDTHS 11 /* each by sqrt(2) narrower: 4 to 1/8 */
#define FLAT 1e-12

double egb_stats_bandwidth(const double *x, size_t n, double *scratch) {
  if (n < 2)
    return 0;
  memcpy(scratch, x, n * sizeof *scratch);
  egb_stats_sort_values(scratch, n);
  const double sd = scratch[n - 1] > scratch[0] ? egb_stats_sd(x, n) : 0;
  const double range = egb_stats_quantile(scratch, n, 0.75) - egb_stats_quantile(scratch, n, 0.25);
  return 0.9 * (range > 0 ? fmin(sd, range / 1.34) : sd) * pow((double)n, -0.2);
}

/* Sums over the points around one place: kernel weights s0, their first and second moments, and those of y. */
typedef struct moments {
  double s0, s1, s2, t0, t1;
} moments;

static void add(moments *m, double weight, double distance, double y) {
  m->s0 += weight;
  m->s1 += weight * distance;
  m->s2 += weight * distance * distance;
  m->t0 += weight * y;
  m->t1 += weight * distance * y;
}

/* The line at distance 0; NaN when no weight is left. */
static double height(const moments *m, double bandwidth) {
  const double spread = m->s2 * m->s0 - m->s1 * m->s1;
  if (!(m->s0 > 0))
    return (double)NAN;
  if (spread < FLAT * m->s0 * m->s0 * bandwidth * bandwidth)
    return m->t0 / m->s0;
  return (m->s2 * m->t0 - m->s1 * m->t1) / spread;
}

void egb_stats_local_linear(const double *x, const double *y, size_t n, double bandwidth, double *fit) {
  for (size_t i = 0; i < n; i++) {
    moments m = {0};
    for (size_t j = 0; j < n; j++) {
      const double d = x[j] - x[i], z = d / bandwidth;
      add(&m, exp(-z * z / 2), d, y[j]);
    }
    fit[i] = height(&m, bandwidth);
  }
}

/* ---- choosing the curve ---------------------------------------------------------------------- */

/* Points in the order of x: single values, or bins of many with their means. */
typedef struct points {
  double *x, *y, *weight, *fit, *best, *kernel; /* kernel: count x count */
  size_t count;
  double total;
} points;

static size_t point_room(size_t n) {
  return n < POINTS_MOST ? n : POINTS_MOST;
}

size_t egb_stats_ratio_scratch(size_t n) {
  const size_t room = point_room(n);
  return 4 * n + 5 * room + room * room;
}

static void make_points(const double *sorted_x, const double *sorted_y, size_t n, double *scratch, points *out) {
  const size_t room = point_room(n);
  *out = (points){.x = scratch,
                  .y = scratch + room,
                  .weight = scratch + 2 * room,
                  .fit = scratch + 3 * room,
                  .best = scratch + 4 * room,
                  .kernel = scratch + 5 * room,
                  .count = room,
                  .total = (double)n};
  for (size_t i = 0; i < room; i++) {
    const size_t from = i * n / room, to = (i + 1) * n / room;
    out->weight[i] = (double)(to - from);
    out->x[i] = egb_stats_mean(sorted_x + from, to - from);
    out->y[i] = egb_stats_mean(sorted_y + from, to - from);
  }
}

static void fill_kernel(const points *p, double bandwidth) {
  for (size_t i = 0; i < p->count; i++) {
    p->kernel[i * p->count + i] = 1;
    for (size_t j = 0; j < i; j++) {
      const double z = (p->x[i] - p->x[j]) / bandwidth;
      p->kernel[i * p->count + j] = p->kernel[j * p->count + i] = exp(-z * z / 2);
    }
  }
}

/* exp(-z^2 / 2) of a bandwidth narrower by sqrt(2) is the square of what it was. */
static void narrow_kernel(const points *p) {
  for (size_t i = 0; i < p->count * p->count; i++)
    p->kernel[i] *= p->kernel[i];
}

/* The curve of a bandwidth, and the sum of squares by which it misses each point when it is made without that point:
 * the point's own weight is at distance 0 and in s0 and t0 only. INFINITY when a point cannot be predicted. */
static double smooth(const points *p, double bandwidth) {
  double missed = 0;
  for (size_t i = 0; i < p->count; i++) {
    const double *kernel = p->kernel + i * p->count;
    moments m = {0};
    for (size_t j = 0; j < p->count; j++)
      add(&m, kernel[j] * p->weight[j], p->x[j] - p->x[i], p->y[j]);
    p->fit[i] = height(&m, bandwidth);
    m.s0 -= p->weight[i];
    m.t0 -= p->weight[i] * p->y[i];
    const double without = m.s0 > FLAT * p->weight[i] ? height(&m, bandwidth) : (double)NAN;
    if (isnan(without))
      return INFINITY;
    missed += p->weight[i] * (p->y[i] - without) * (p->y[i] - without);
  }
  return missed;
}

/* The same for a straight line: the residual by 1 less the leverage. */
static double draw_line(const points *p) {
  moments m = {0};
  double missed = 0, centre = 0;
  for (size_t i = 0; i < p->count; i++)
    centre += p->weight[i] * p->x[i] / p->total;
  for (size_t i = 0; i < p->count; i++)
    add(&m, p->weight[i], p->x[i] - centre, p->y[i]);
  const double slope = m.t1 / m.s2, mean = m.t0 / m.s0;
  for (size_t i = 0; i < p->count; i++) {
    const double d = p->x[i] - centre;
    p->fit[i] = mean + slope * d;
    const double kept = 1 - p->weight[i] * (1 / m.s0 + d * d / m.s2);
    const double residual = (p->y[i] - p->fit[i]) / kept;
    if (!(kept > FLAT))
      return INFINITY;
    missed += p->weight[i] * residual * residual;
  }
  return missed;
}

static double variance_of(const points *p, const double *fit) {
  double mean = 0, sum = 0;
  for (size_t i = 0; i < p->count; i++)
    mean += p->weight[i] * fit[i] / p->total;
  for (size_t i = 0; i < p->count; i++)
    sum += p->weight[i] * (fit[i] - mean) * (fit[i] - mean);
  return sum / (p->total - 1);
}

static void choose_curve(const points *p, double widest, egb_correlation_ratio *out) {
  double least = draw_line(p);
  out->smoother = EGB_SMOOTHER_LINE;
  memcpy(p->best, p->fit, p->count * sizeof *p->best);
  fill_kernel(p, widest);
  for (int i = 0; i < BANDWIDTHS; i++) {
    const double bandwidth = widest * pow(2, -0.5 * i);
    if (i > 0)
      narrow_kernel(p);
    const double missed = smooth(p, bandwidth);
    if (!(missed < least))
      continue;
    least = missed;
    out->smoother = EGB_SMOOTHER_LOCAL_LINEAR;
    out->bandwidth = bandwidth;
    memcpy(p->best, p->fit, p->count * sizeof *p->best);
  }
}

/* ---- means per value ------------------------------------------------------------------------- */

static size_t count_different(const double *sorted, size_t n) {
  size_t count = n > 0;
  for (size_t i = 1; i < n; i++)
    count += sorted[i] != sorted[i - 1];
  return count;
}

static double between_values(const double *sorted_x, const double *y, size_t n) {
  const double mean = egb_stats_mean(y, n);
  double sum = 0;
  for (size_t from = 0, to; from < n; from = to) {
    for (to = from + 1; to < n && sorted_x[to] == sorted_x[from];)
      to++;
    const double distance = egb_stats_mean(y + from, to - from) - mean;
    sum += (double)(to - from) * distance * distance;
  }
  return sum / (double)(n - 1);
}

egb_correlation_ratio egb_stats_correlation_ratio(const double *x, const double *y, size_t n, double *scratch) {
  egb_correlation_ratio out = {.ratio = (double)NAN, .bandwidth = (double)NAN};
  double least[2], most[2], *sorted_x = scratch, *sorted_y = scratch + n, *spare = scratch + 2 * n;
  if (n < VALUES_LEAST)
    return out;
  egb_stats_range(x, n, &least[0], &most[0]);
  egb_stats_range(y, n, &least[1], &most[1]);
  if (!(most[0] > least[0]) || !(most[1] > least[1]))
    return out;
  memcpy(sorted_x, x, n * sizeof *x);
  memcpy(sorted_y, y, n * sizeof *y);
  egb_stats_sort_pairs(sorted_x, sorted_y, n, spare);
  double explained;
  if (count_different(sorted_x, n) <= MEANS_MOST) {
    out.smoother = EGB_SMOOTHER_MEANS;
    explained = between_values(sorted_x, sorted_y, n);
  } else {
    points p;
    make_points(sorted_x, sorted_y, n, scratch + 4 * n, &p);
    choose_curve(&p, WIDEST * egb_stats_bandwidth(x, n, spare), &out);
    explained = variance_of(&p, p.best);
  }
  out.ratio = fmin(1, explained / egb_stats_variance(y, n));
  return out;
}
