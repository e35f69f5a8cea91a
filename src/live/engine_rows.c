/* The methods that the engine has: all aggregations that solve no programs, and normalisations that rescale scores.
 * They are named one by one, so that a module built of these files has these rows and no others. */
#include "live/engine_state.h"
#include "method/rows.h"

#include <string.h>

const egb_aggregate *egb_engine_aggregate(const char *name) {
  static const egb_aggregate *const rows[] = {&egb_aggregate_arithmetic,
                                              &egb_aggregate_geometric,
                                              &egb_aggregate_harmonic,
                                              &egb_aggregate_power,
                                              &egb_aggregate_inverted_geometric,
                                              &egb_aggregate_median,
                                              &egb_aggregate_minimum,
                                              &egb_aggregate_maximum,
                                              &egb_aggregate_sum,
                                              &egb_aggregate_owa,
                                              &egb_aggregate_mazziotta_pareto,
                                              &egb_aggregate_mean_min,
                                              &egb_aggregate_copeland,
                                              &egb_aggregate_outranking};
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
    if (strcmp(rows[i]->head.name, name) == 0)
      return rows[i];
  return NULL;
}

const egb_normalise *egb_engine_normalise(const char *name) {
  static const egb_normalise *const rows[] = {&egb_normalise_minmax,
                                              &egb_normalise_goalposts,
                                              &egb_normalise_zscore,
                                              &egb_normalise_target,
                                              &egb_normalise_reference_unit,
                                              &egb_normalise_distance_to_maximum,
                                              &egb_normalise_two_sided,
                                              &egb_normalise_fraction_of_maximum,
                                              &egb_normalise_rank,
                                              &egb_normalise_borda,
                                              &egb_normalise_percentile,
                                              &egb_normalise_scaled,
                                              &egb_normalise_linear,
                                              &egb_normalise_bands,
                                              &egb_normalise_asis};
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
    if (strcmp(rows[i]->head.name, name) == 0)
      return rows[i];
  return NULL;
}
