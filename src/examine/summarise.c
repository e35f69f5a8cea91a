/* Each column in a few figures, and the values that stand apart. */
#include "examine/examine.h"
#include "stats/describe.h"
#include "stats/shape.h"

#include <math.h>
#include <string.h>

#define FENCE 1.5 /* J. W. Tukey, Exploratory Data Analysis (1977): of the distance of the quartiles */
#define FAR 3.0   /* of a column's MAD */

/* Limits beyond which a value of the column is far from the others; infinite where there are none. */
typedef struct limits {
  double low, high, median, far;
} limits;

/* Sorted values of a column that are present, and their count. */
static size_t sort_present(const egb_examined *e, size_t node, double *sorted) {
  const double *column = egb_examined_column(e, node);
  size_t count = 0;
  for (size_t i = 0; i < e->units; i++)
    if (!isnan(column[i]))
      sorted[count++] = column[i];
  egb_stats_sort_values(sorted, count);
  return count;
}

static limits limits_of(const double *sorted, size_t count, double *scratch) {
  const double low = egb_stats_quantile(sorted, count, 0.25), high = egb_stats_quantile(sorted, count, 0.75);
  limits out = {.low = low - FENCE * (high - low),
                .high = high + FENCE * (high - low),
                .median = egb_stats_quantile(sorted, count, 0.5)};
  memcpy(scratch, sorted, count * sizeof *scratch);
  const double mad = egb_stats_mad(scratch, count);
  out.far = mad > 0 ? FAR * mad : INFINITY;
  return out;
}

static bool beyond_fences(const limits *of, double value) {
  return value < of->low || value > of->high;
}

static bool beyond_mad(const limits *of, double value) {
  return fabs(value - of->median) > of->far;
}

static size_t count_imputed(const egb_examined *e, size_t node) {
  const uint8_t *state = egb_results_states(e->results, e->out->stage, node);
  size_t count = 0;
  for (size_t i = 0; i < e->units; i++)
    count += state[e->out->unit[i]] == EGB_STATE_IMPUTED;
  return count;
}

/* Units that the node is not for are not missing (`only:`). */
static size_t count_missing(const egb_examined *e, size_t node) {
  const double *column = egb_examined_column(e, node);
  size_t count = 0;
  for (size_t i = 0; i < e->units; i++)
    count += isnan(column[i]) && egb_results_applies(e->results, node, e->out->unit[i]);
  return count;
}

static void summarise(const egb_examined *e, size_t node, double *sorted, double *scratch, egb_node_summary *out) {
  const size_t n = sort_present(e, node, sorted);
  *out = (egb_node_summary){.node = node,
                            .count = n,
                            .missing = count_missing(e, node),
                            .imputed = count_imputed(e, node),
                            .different = n > 0};
  egb_stats_range(sorted, n, &out->least, &out->most);
  out->lower_quartile = egb_stats_quantile(sorted, n, 0.25);
  out->median = egb_stats_quantile(sorted, n, 0.5);
  out->upper_quartile = egb_stats_quantile(sorted, n, 0.75);
  out->mean = egb_stats_mean(sorted, n);
  out->sd = n > 0 && out->most > out->least ? egb_stats_sd(sorted, n) : n > 1 ? 0 : (double)NAN;
  out->skewness = egb_stats_skewness(sorted, n);
  out->kurtosis = egb_stats_kurtosis(sorted, n);
  const limits of = limits_of(sorted, n, scratch);
  for (size_t i = 0; i < n; i++) {
    out->zeros += !(sorted[i] < 0) && !(sorted[i] > 0);
    out->different += i > 0 && sorted[i] > sorted[i - 1];
    out->beyond_fences += beyond_fences(&of, sorted[i]);
    out->beyond_mad += beyond_mad(&of, sorted[i]);
  }
}

egb_status egb_examine_summary(egb_examined *e) {
  const size_t end = e->results->index->node[e->top].end;
  egb_node_summary *row = egb_arena_array(e->out->arena, end - e->top, sizeof *row);
  double *sorted = egb_arena_array(e->out->arena, 2 * e->units, sizeof *sorted);
  if (egb_arena_failed(e->out->arena))
    return EGB_NO_MEMORY;
  for (size_t node = e->top; node < end; node++)
    if (e->has[node])
      summarise(e, node, sorted, sorted + e->units, &row[e->out->count++]);
  e->out->row.summary = row;
  return EGB_OK;
}

/* Of indicators alone: a score that is far from the others is so by its indicators. */
static bool is_searched(const egb_examined *e, size_t node) {
  return e->has[node] && e->results->index->node[node].first_child == EGB_NONE;
}

static size_t find_outliers(const egb_examined *e, size_t node, const limits *of, egb_outlier *out) {
  const double *column = egb_examined_column(e, node);
  size_t count = 0;
  for (size_t i = 0; i < e->units; i++) {
    const bool fences = beyond_fences(of, column[i]), mad = beyond_mad(of, column[i]);
    if ((fences || mad) && out != NULL)
      out[count] =
          (egb_outlier){.node = node, .unit = e->out->unit[i], .value = column[i], .fences = fences, .mad = mad};
    count += fences || mad;
  }
  return count;
}

egb_status egb_examine_outliers(egb_examined *e) {
  const size_t end = e->results->index->node[e->top].end;
  limits *of = egb_arena_array(e->out->arena, end, sizeof *of);
  double *sorted = egb_arena_array(e->out->arena, 2 * e->units, sizeof *sorted);
  size_t room = 0;
  if (egb_arena_failed(e->out->arena))
    return EGB_NO_MEMORY;
  for (size_t node = e->top; node < end; node++)
    if (is_searched(e, node)) {
      of[node] = limits_of(sorted, sort_present(e, node, sorted), sorted + e->units);
      room += find_outliers(e, node, &of[node], NULL);
    }
  egb_outlier *row = egb_arena_array(e->out->arena, room, sizeof *row);
  if (row == NULL)
    return EGB_NO_MEMORY;
  for (size_t node = e->top; node < end; node++)
    if (is_searched(e, node))
      e->out->count += find_outliers(e, node, &of[node], row + e->out->count);
  e->out->row.outlier = row;
  return EGB_OK;
}
