/* The value of the most similar unit.
 *
 * The nearest unit, by the distance in the row, of the same group that has the value.
 * Reference: R. R. Andridge and R. J. A. Little, "A review of hot deck imputation for survey non-response",
 * International Statistical Review 78 (2010), 40-64 (nearest neighbour hot deck within adjustment cells).
 * The caller has checked: the grouping is one of the data.
 * Edges: nothing is drawn by lot: of several donors equally near, the one with the middle value (of two the lower)
 * gives it. Units without a column in common are further away than all others. No donor in the group: stays missing. */
#include "method/imputation.h"
#include "method/rows.h"
#include "stats/shape.h"

#include <math.h>
#include <stdint.h>

static size_t need(size_t count, size_t child_count) {
  return EGB_SPACE_NEED(count, child_count) + 2 * count;
}

static bool may_give(const egb_impute_input *input, size_t from, size_t to) {
  return from != to &&
         (input->group == NULL || (input->group[to] != SIZE_MAX && input->group[from] == input->group[to]));
}

static double donated(const egb_impute_input *input, const double *original, size_t u, const double *distance,
                      double *donor) {
  double nearest = INFINITY;
  size_t n = 0;
  for (size_t v = 0; v < input->count; v++)
    if (!isnan(original[v]) && may_give(input, v, u) && distance[v] < nearest)
      nearest = distance[v];
  for (size_t v = 0; v < input->count; v++)
    if (!isnan(original[v]) && may_give(input, v, u) && distance[v] <= egb_space_equal(nearest))
      donor[n++] = original[v];
  egb_stats_sort_values(donor, n);
  return n == 0 ? (double)NAN : donor[(n - 1) / 2];
}

static const char *apply(const egb_impute_input *input) {
  egb_space space;
  double *distance = egb_space_make(&space, input), *donor = distance + input->count;
  for (size_t u = 0; u < input->count; u++) {
    bool measured = false;
    for (size_t c = 0; c < input->column_count; c++) {
      const double *original = space.x + c * input->count; /* not what was filled a moment ago */
      if (!isnan(original[u]))
        continue;
      if (!measured)
        egb_space_distances(&space, u, distance);
      measured = true;
      input->column[c][u] = donated(input, original, u, distance, donor);
    }
  }
  return NULL;
}

static const egb_parameter parameters[] = {
    {.name = "group",
     .kind = EGB_PARAMETER_GROUPING,
     .preset = {NAN},
     .help = EGB_WORDS("The grouping within which a donor is looked for; without it all units.")},
    {.name = "columns",
     .kind = EGB_PARAMETER_COLUMNS,
     .help = EGB_WORDS(
         "Columns of the data that nearness is measured on, in addition to the indicators with this choice.")}};

const egb_impute egb_impute_hot_deck = {
    .head =
        {.name = "hot-deck",
         .summary = EGB_WORDS("The value of the most similar unit of the same group"),
         .formula = EGB_WORDS(
             "x of the unit with the smallest d = sqrt(mean((z - z')^2)) over the standardised columns both have"),
         .reference = EGB_WORDS(
             "Andridge and Little, A review of hot deck imputation for survey non-response, International Statistical "
             "Review 78, 2010, 40-64"),
         .edges = EGB_WORDS(
             "Donors equally near: the middle value, of two the lower. No donor in the group: stays missing."),
         .example = EGB_WORDS("impute: {method: hot-deck, group: region}"),
         .parameter = parameters,
         .parameter_count = sizeof parameters / sizeof *parameters},
    .scratch = need,
    .apply = apply};
