/* A value over time in three figures.
 *
 * Change: last - first. Compound growth rate per unit of time: (last / first)^(1 / (t_last - t_first)) - 1. Trend: the
 * slope of the least-squares line, sum((t - mean t) (y - mean y)) / sum((t - mean t)^2). Periods without a value are
 * left out, not filled. Textbook formulas; the growth rate is the CAGR of the JRC's COIN tools. */
#include "base/options.h"
#include "model/dataset.h"
#include "stats/sum.h"

#include <math.h>

static double slope_of(const double *time, const double *value, size_t count, size_t present) {
  egb_sum times = {0}, values = {0}, products = {0}, squares = {0};
  for (size_t i = 0; i < count; i++) {
    if (isnan(value[i]))
      continue;
    egb_sum_add(&times, time[i]);
    egb_sum_add(&values, value[i]);
  }
  const double time_mean = egb_sum_value(times) / (double)present;
  const double value_mean = egb_sum_value(values) / (double)present;
  for (size_t i = 0; i < count; i++) {
    if (isnan(value[i]))
      continue;
    egb_sum_add(&products, (time[i] - time_mean) * (value[i] - value_mean));
    egb_sum_add(&squares, (time[i] - time_mean) * (time[i] - time_mean));
  }
  return egb_sum_value(products) / egb_sum_value(squares);
}

static void find(const double *time, const double *value, size_t count, egb_trend *out) {
  for (size_t i = 0; i < count; i++) {
    if (isnan(value[i]))
      continue;
    if (out->count++ == 0)
      out->first = i;
    out->last = i;
  }
  if (out->count < 2)
    return;
  const double first = value[out->first], last = value[out->last];
  const double span = time[out->last] - time[out->first];
  out->change = last - first;
  if (first > 0 && last > 0 && span > 0)
    out->growth = pow(last / first, 1 / span) - 1;
  out->slope = slope_of(time, value, count, out->count);
}

void egb_trend_of(const double *time, const double *value, size_t count, egb_trend *out) {
  egb_trend trend = EGB_TREND_INIT;
  trend.first = trend.last = EGB_NONE;
  trend.change = trend.growth = trend.slope = (double)NAN;
  find(time, value, count, &trend);
  egb_options_give(out, &trend, sizeof trend);
}
