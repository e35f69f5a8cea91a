#include "method/imputation.h"

#include "stats/describe.h"
#include "stats/shape.h"
#include "stats/sum.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

double egb_middle_mean(double *x, size_t n) {
  return egb_stats_mean(x, n);
}

double egb_middle_median(double *x, size_t n) {
  return egb_stats_median(x, n);
}

size_t egb_impute_present(const double *x, size_t count, double *out) {
  size_t n = 0;
  for (size_t u = 0; u < count; u++)
    if (!isnan(x[u]))
      out[n++] = x[u];
  return n;
}

/* ---- columns --------------------------------------------------------------------------------- */

size_t egb_impute_columns_need(size_t count, size_t child_count) {
  (void)child_count;
  return 2 * count;
}

const char egb_impute_one_donor[] =
    "a missing value has one donor only, and one value does not show how far it may be off";

/* The pool of n donors, drawn with replacement. */
static void draw_pool(const egb_chance *chance, const double *donor, size_t n, double *pool) {
  for (size_t i = 0; i < n; i++)
    pool[i] = donor[chance->below(chance->state, n)];
}

void egb_impute_columns(const egb_impute_input *input, egb_middle *middle) {
  for (size_t c = 0; c < input->column_count; c++) {
    double *x = input->column[c];
    const size_t n = egb_impute_present(x, input->count, input->scratch);
    const double fill = n > 0 ? middle(input->scratch, n) : (double)NAN;
    for (size_t u = 0; u < input->count; u++)
      if (isnan(x[u]))
        x[u] = fill;
  }
}

const char *egb_impute_columns_draw(const egb_impute_input *input, const egb_chance *chance) {
  double *donor = input->scratch, *pool = donor + input->count;
  for (size_t c = 0; c < input->column_count; c++) {
    double *x = input->column[c];
    const size_t n = egb_impute_present(x, input->count, donor);
    if (n == 1 && input->count > 1)
      return egb_impute_one_donor;
    draw_pool(chance, donor, n, pool);
    for (size_t u = 0; u < input->count && n > 0; u++)
      if (isnan(x[u]))
        x[u] = pool[chance->below(chance->state, n)];
  }
  return NULL;
}

/* ---- groups ---------------------------------------------------------------------------------- */

size_t egb_impute_groups_need(size_t count, size_t child_count) {
  (void)child_count;
  return 3 * count + 2;
}

/* Present values sorted by group: those of group g are in value[end[g - 1]] to value[end[g] - 1]. */
static void by_group(const egb_impute_input *input, const double *x, double *value, double *end) {
  for (size_t g = 0; g <= input->group_count; g++)
    end[g] = 0;
  for (size_t u = 0; u < input->count; u++)
    if (!isnan(x[u]) && input->group[u] != SIZE_MAX)
      end[input->group[u] + 1]++;
  for (size_t g = 0; g < input->group_count; g++)
    end[g + 1] += end[g];
  for (size_t u = 0; u < input->count; u++) /* the starts move on to the ends */
    if (!isnan(x[u]) && input->group[u] != SIZE_MAX)
      value[(size_t)end[input->group[u]]++] = x[u];
}

void egb_impute_groups(const egb_impute_input *input, egb_middle *middle) {
  double *value = input->scratch, *fill = value + input->count, *end = fill + input->count;
  for (size_t c = 0; input->group != NULL && c < input->column_count; c++) {
    double *x = input->column[c];
    by_group(input, x, value, end);
    size_t start = 0;
    for (size_t g = 0; g < input->group_count; g++) {
      const size_t n = (size_t)end[g] - start;
      fill[g] = n > 0 ? middle(value + start, n) : (double)NAN;
      start += n;
    }
    for (size_t u = 0; u < input->count; u++)
      if (isnan(x[u]) && input->group[u] != SIZE_MAX)
        x[u] = fill[input->group[u]];
  }
}

const char *egb_impute_groups_draw(const egb_impute_input *input, const egb_chance *chance) {
  double *donor = input->scratch, *pool = donor + input->count, *end = pool + input->count;
  for (size_t c = 0; input->group != NULL && c < input->column_count; c++) {
    double *x = input->column[c];
    by_group(input, x, donor, end);
    size_t start = 0;
    for (size_t g = 0; g < input->group_count; start = (size_t)end[g++])
      draw_pool(chance, donor + start, (size_t)end[g] - start, pool + start);
    for (size_t u = 0; u < input->count; u++) {
      const size_t g = input->group[u];
      if (!isnan(x[u]) || g == SIZE_MAX)
        continue;
      start = g > 0 ? (size_t)end[g - 1] : 0;
      const size_t n = (size_t)end[g] - start;
      if (n == 1)
        return egb_impute_one_donor;
      if (n > 1)
        x[u] = pool[start + chance->below(chance->state, n)];
    }
  }
  return NULL;
}

/* ---- rows ------------------------------------------------------------------------------------ */

const char *const egb_impute_within_names[] = {
    [EGB_WITHIN_PARENT] = "parent", [EGB_WITHIN_DIMENSION] = "dimension", [EGB_WITHIN_INDEX] = "index", NULL};

size_t egb_impute_rows_need(size_t count, size_t child_count) {
  return count + 3 * child_count;
}

static void fill_row(const egb_impute_input *input, const double *worst, const double *best, double *row, size_t u,
                     egb_middle *middle) {
  size_t n = 0;
  for (size_t c = 0; c < input->column_count; c++)
    if (!isnan(input->column[c][u]) && worst[c] != best[c])
      row[n++] = (input->column[c][u] - worst[c]) / (best[c] - worst[c]);
  if (n == 0)
    return;
  const double way = middle(row, n);
  for (size_t c = 0; c < input->column_count; c++)
    if (isnan(input->column[c][u]))
      input->column[c][u] = worst[c] + way * (best[c] - worst[c]);
}

void egb_impute_rows(const egb_impute_input *input, egb_middle *middle) {
  double *present = input->scratch, *worst = present + input->count;
  double *best = worst + input->column_count, *row = best + input->column_count;
  for (size_t c = 0; c < input->column_count; c++) {
    const size_t n = egb_impute_present(input->column[c], input->count, present);
    if (input->direction[c] < 0)
      egb_stats_range(present, n, &best[c], &worst[c]);
    else
      egb_stats_range(present, n, &worst[c], &best[c]);
  }
  for (size_t u = 0; u < input->count; u++)
    fill_row(input, worst, best, row, u, middle);
}

/* ---- distances ------------------------------------------------------------------------------- */

double *egb_space_make(egb_space *space, const egb_impute_input *input) {
  const size_t count = input->count, variables = input->column_count + input->predictor_count;
  double *present = input->scratch;
  *space = (egb_space){.x = present + count, .variables = variables, .count = count};
  space->spread = space->x + count * variables;
  for (size_t i = 0; i < variables; i++) {
    const double *x = i < input->column_count ? input->column[i] : input->predictor[i - input->column_count];
    const size_t n = egb_impute_present(x, count, present);
    double least, most;
    egb_stats_range(present, n, &least, &most);
    const double sd = egb_stats_sd(present, n);
    space->spread[i] = most > least && sd > 0 && isfinite(sd) ? sd : 0;
    memcpy(space->x + i * count, x, count * sizeof *x);
  }
  return space->spread + variables;
}

#define BLOCK 256 /* units whose sums are in the cache at once */

/* Sums of n units: total and rest of each, and of how many variables. In columns, so that a compiler adds several at
 * once. */
typedef struct sums {
  double total[BLOCK], rest[BLOCK], common[BLOCK];
} sums;

/* What a variable adds to the distances of n units from the value `from`, of those that have it. */
static void add_squares(double from, const double *restrict x, double spread, size_t n, sums *restrict to) {
  for (size_t v = 0; v < n; v++) {
    const double d = (from - x[v]) / spread; /* of a difference: equal steps are equally long */
    egb_sum sum = {to->total[v], to->rest[v]};
    egb_sum_add(&sum, isnan(d) ? 0 : d * d);
    to->total[v] = sum.total;
    to->rest[v] = sum.rest;
    to->common[v] += isnan(d) ? 0 : 1;
  }
}

void egb_space_distances(const egb_space *space, size_t from, double *distance) {
  for (size_t first = 0; first < space->count; first += BLOCK) {
    const size_t n = space->count - first < BLOCK ? space->count - first : BLOCK;
    sums sum = {{0}, {0}, {0}};
    for (size_t i = 0; i < space->variables; i++) {
      const double *x = space->x + i * space->count;
      if (space->spread[i] > 0 && !isnan(x[from]))
        add_squares(x[from], x + first, space->spread[i], n, &sum);
    }
    for (size_t v = 0; v < n; v++)
      distance[first + v] = sum.common[v] > 0
                                ? sqrt(egb_sum_value((egb_sum){sum.total[v], sum.rest[v]}) / sum.common[v])
                                : (double)INFINITY;
  }
}

/* ---- time ------------------------------------------------------------------------------------ */

void egb_impute_periods(const egb_impute_input *input, size_t column, size_t unit, size_t *before, size_t *after) {
  const double now = input->time[input->period];
  *before = *after = SIZE_MAX;
  for (size_t p = 0; p < input->period_count; p++) {
    if (isnan(input->series[p * input->column_count + column][unit]))
      continue;
    if (input->time[p] < now && (*before == SIZE_MAX || input->time[p] > input->time[*before]))
      *before = p;
    if (input->time[p] > now && (*after == SIZE_MAX || input->time[p] < input->time[*after]))
      *after = p;
  }
}
