/* The mean of the nearest units.
 *
 * With weights and distance as the row says, over the indicators and `columns` that both units have.
 * Reference: O. Troyanskaya et al., "Missing value estimation methods for DNA microarrays", Bioinformatics 17 (2001),
 * 520-525 (KNNimpute).
 * The caller has checked: k >= 1; the columns handed over are the indicators that share the choice.
 * Edges: units as near as the k-th take part too, so that the order of the data decides nothing; with weights by
 * distance, units at distance 0 alone decide. A unit without a column in common with any that has the value stays
 * missing. Columns without spread do not count.
 * A draw takes one of the donors, each as likely as its weight in the mean: of a single gap that is the approximate
 * Bayesian bootstrap of Rubin and Schenker (1986) within the donors. */
#include "method/imputation.h"
#include "method/rows.h"
#include "stats/select.h"
#include "stats/sum.h"

#include <math.h>

enum { K, WEIGHTS, COLUMNS };
enum { WEIGHTS_EQUAL, WEIGHTS_DISTANCE };

static size_t need(size_t count, size_t child_count) {
  return EGB_SPACE_NEED(count, child_count) + 2 * count;
}

/* The distance of the k-th nearest unit that has the value, or of the farthest; infinite when there is none. */
static double reach(const double *value, const double *distance, size_t count, size_t k, double *some) {
  size_t n = 0;
  for (size_t v = 0; v < count; v++)
    if (!isnan(value[v]) && isfinite(distance[v]))
      some[n++] = distance[v];
  if (n == 0)
    return (double)INFINITY;
  const size_t place = n < k ? n - 1 : k - 1;
  egb_stats_select(some, n, &place, 1);
  return egb_space_equal(some[place]);
}

static double mean_within(const double *value, const double *distance, size_t count, double most, bool by_distance) {
  egb_sum sum = {0}, weight = {0};
  bool same = false; /* a unit at distance 0 was met: from then on only such units count */
  for (size_t v = 0; v < count; v++) {
    if (isnan(value[v]) || !(distance[v] <= most) || (same && distance[v] > 0))
      continue;
    if (by_distance && distance[v] == 0 && !same) {
      same = true;
      sum = weight = (egb_sum){0};
    }
    const double w = by_distance && !same ? 1 / distance[v] : 1;
    egb_sum_add(&sum, w * value[v]);
    egb_sum_add(&weight, w);
  }
  return egb_sum_value(sum) / egb_sum_value(weight);
}

/* The donors that mean_within() takes, each with its weight: a value of theirs by lot. NULL: of one donor there is no
 * lot. `same`: as there, a unit at distance 0 leaves the others without any weight. */
static const char *draw_within(const double *value, const double *distance, size_t count, double most, bool by_distance,
                               const egb_chance *chance, double *out) {
  double total = 0, least = (double)INFINITY;
  size_t donors = 0, last = 0;
  for (size_t v = 0; v < count; v++)
    if (!isnan(value[v]) && distance[v] <= most) {
      least = fmin(least, distance[v]);
      donors++;
    }
  if (donors < 2)
    return egb_impute_one_donor;
  const bool same = by_distance && least == 0;
  for (int pass = 0; pass < 2; pass++) {
    double left = pass == 0 ? 0 : chance->uniform(chance->state) * total;
    for (size_t v = 0; v < count; v++) {
      if (isnan(value[v]) || !(distance[v] <= most) || (same && distance[v] > 0))
        continue;
      const double w = by_distance && !same ? 1 / distance[v] : 1;
      total += pass == 0 ? w : 0;
      left -= w;
      last = v;
      if (pass == 1 && left < 0)
        break;
    }
  }
  *out = value[last];
  return NULL;
}

static const char *fill_unit(const egb_impute_input *input, const egb_space *space, size_t u, double *distance,
                             const egb_chance *chance) {
  const size_t k = (size_t)input->parameter[2 * K], count = input->count;
  double *some = distance + count;
  const bool by_distance = (int)input->parameter[2 * WEIGHTS] == WEIGHTS_DISTANCE;
  egb_space_distances(space, u, distance);
  distance[u] = (double)INFINITY;
  for (size_t c = 0; c < input->column_count; c++) {
    const double *original = space->x + c * count; /* not what was filled a moment ago */
    if (!isnan(original[u]))
      continue;
    const double most = reach(original, distance, count, k, some);
    if (!isfinite(most))
      continue;
    if (chance == NULL) {
      input->column[c][u] = mean_within(original, distance, count, most, by_distance);
      continue;
    }
    const char *reason = draw_within(original, distance, count, most, by_distance, chance, &input->column[c][u]);
    if (reason != NULL)
      return reason;
  }
  return NULL;
}

/* chance NULL: means of the donors. */
static const char *fill(const egb_impute_input *input, const egb_chance *chance) {
  egb_space space;
  double *distance = egb_space_make(&space, input);
  for (size_t u = 0; u < input->count; u++) {
    bool missing = false;
    for (size_t c = 0; c < input->column_count; c++)
      missing = missing || isnan(input->column[c][u]);
    const char *reason = missing ? fill_unit(input, &space, u, distance, chance) : NULL;
    if (reason != NULL)
      return reason;
  }
  return NULL;
}

static const char *apply(const egb_impute_input *input) {
  return fill(input, NULL);
}

static const char *const weights[] = {"equal", "distance", NULL};
static const egb_parameter parameters[] = {
    [K] = {.name = "k",
           .kind = EGB_PARAMETER_INTEGER,
           .preset = {5},
           .least = 1,
           .most = 1e6,
           .help = EGB_WORDS("How many of the nearest units that have the value are used.")},
    [WEIGHTS] = {.name = "weights",
                 .kind = EGB_PARAMETER_CHOICE,
                 .choices = weights,
                 .most = 1,
                 .help = EGB_WORDS("Whether these units count the same, or the nearer the more: 1 / distance.")},
    [COLUMNS] = {
        .name = "columns",
        .kind = EGB_PARAMETER_COLUMNS,
        .help = EGB_WORDS(
            "Columns of the data that nearness is measured on, in addition to the indicators with this choice.")}};

const egb_impute egb_impute_knn = {
    .head =
        {.name = "knn",
         .summary = EGB_WORDS("The mean of the k most similar units"),
         .formula = EGB_WORDS(
             "sum(w * x) / sum(w) over the k nearest units; d = sqrt(mean((z - z')^2)) over the standardised columns "
             "both have; w = 1 or 1 / d"),
         .reference = EGB_WORDS(
             "Troyanskaya et al., Missing value estimation methods for DNA microarrays, Bioinformatics 17, 2001, "
             "520-525"),
         .edges = EGB_WORDS(
             "Units as near as the k-th take part too. No column in common with a unit that has the value: stays "
             "missing."),
         .example = EGB_WORDS("impute: {method: knn, k: 3, weights: distance}"),
         .parameter = parameters,
         .parameter_count = sizeof parameters / sizeof *parameters},
    .scratch = need,
    .apply = apply,
    .draw = fill};
