/* The registries: a row per method file. */
#include "method/rows.h"
#include "model/grammar.h"

#include <math.h>
#include <string.h>

const egb_impute *const egb_imputations[] = {
    &egb_impute_none,         &egb_impute_mean,     &egb_impute_median,     &egb_impute_group_mean,
    &egb_impute_group_median, &egb_impute_row_mean, &egb_impute_row_median, &egb_impute_knn,
    &egb_impute_regression,   &egb_impute_em,       &egb_impute_hot_deck,   &egb_impute_latest,
    &egb_impute_linear,       &egb_impute_constant, &egb_impute_value,      NULL};

const egb_treat *const egb_treatments[] = {&egb_treat_none, &egb_treat_winsorise, &egb_treat_log,
                                           &egb_treat_gii,  &egb_treat_boxcox,    NULL};

const egb_normalise *const egb_normalisations[] = {&egb_normalise_minmax,
                                                   &egb_normalise_goalposts,
                                                   &egb_normalise_zscore,
                                                   &egb_normalise_target,
                                                   &egb_normalise_reference_unit,
                                                   &egb_normalise_distance_to_maximum,
                                                   &egb_normalise_fraction_of_maximum,
                                                   &egb_normalise_two_sided,
                                                   &egb_normalise_rank,
                                                   &egb_normalise_borda,
                                                   &egb_normalise_percentile,
                                                   &egb_normalise_scaled,
                                                   &egb_normalise_linear,
                                                   &egb_normalise_bands,
                                                   &egb_normalise_points,
                                                   &egb_normalise_asis,
                                                   NULL};

const egb_weigh *const egb_weighings[] = {&egb_weight_given,    &egb_weight_equal,  &egb_weight_equal_indicators,
                                          &egb_weight_points,   &egb_weight_pca,    &egb_weight_entropy,
                                          &egb_weight_critic,   &egb_weight_sd,     &egb_weight_correlation_balanced,
                                          &egb_weight_pairwise, &egb_weight_budget, NULL};

const egb_aggregate *const egb_aggregations[] = {&egb_aggregate_arithmetic,
                                                 &egb_aggregate_geometric,
                                                 &egb_aggregate_harmonic,
                                                 &egb_aggregate_power,
                                                 &egb_aggregate_inverted_geometric,
                                                 &egb_aggregate_median,
                                                 &egb_aggregate_minimum,
                                                 &egb_aggregate_owa,
                                                 &egb_aggregate_mazziotta_pareto,
                                                 &egb_aggregate_mean_min,
                                                 &egb_aggregate_copeland,
                                                 &egb_aggregate_outranking,
                                                 &egb_aggregate_kemeny,
                                                 &egb_aggregate_benefit_of_the_doubt,
                                                 NULL};

/* Every row begins with its head, so that a pointer to the row is one to the head. */
const egb_method *egb_method_at(egb_method_family family, size_t i) {
  switch (family) {
  case EGB_FAMILY_IMPUTE:
    return egb_imputations[i] == NULL ? NULL : &egb_imputations[i]->head;
  case EGB_FAMILY_TREAT:
    return egb_treatments[i] == NULL ? NULL : &egb_treatments[i]->head;
  case EGB_FAMILY_NORMALISE:
    return egb_normalisations[i] == NULL ? NULL : &egb_normalisations[i]->head;
  case EGB_FAMILY_WEIGHT:
    return egb_weighings[i] == NULL ? NULL : &egb_weighings[i]->head;
  case EGB_FAMILY_AGGREGATE:
    return egb_aggregations[i] == NULL ? NULL : &egb_aggregations[i]->head;
  default:
    return NULL;
  }
}

const char *egb_family_key(egb_method_family family) {
  static const char *const keys[] = {"impute", "treat", "normalise", "weights", "aggregate"};
  return keys[family];
}

const char *egb_grammar_method(egb_method_family family, size_t i) {
  const egb_method *method = egb_method_at(family, i);
  return method == NULL ? NULL : method->name;
}

const char *egb_grammar_parameter(egb_method_family family, const char *method, size_t i) {
  const egb_method *row;
  for (size_t m = 0; (row = egb_method_at(family, m)) != NULL && strcmp(row->name, method) != 0; m++)
    ;
  if (row == NULL)
    return NULL;
  size_t shared;
  const egb_parameter *of_all = egb_common_parameters(family, &shared);
  if (i < row->parameter_count)
    return row->parameter[i].name;
  return i - row->parameter_count < shared ? of_all[i - row->parameter_count].name : NULL;
}

/* ---- what every normalisation and aggregation takes as well ---------------------------------- */

static const char *const logs[] = {"none", "ln", "log10", NULL};
static const char *const roundings[] = {"half-even", "half-up", NULL};

/* The aggregations' share comes first. */
static const egb_parameter common[] = {
    {.name = "round",
     .kind = EGB_PARAMETER_INTEGER,
     .preset = {-1},
     .least = -1,
     .most = 15,
     .help = "Decimals that the result is rounded to; -1: it is not rounded."},
    {.name = "rounding",
     .kind = EGB_PARAMETER_CHOICE,
     .choices = roundings,
     .most = 1,
     .help = "How an exact half is rounded: half-even to the even digit, half-up away from zero."},
    {.name = "log",
     .kind = EGB_PARAMETER_CHOICE,
     .choices = logs,
     .most = 2,
     .help = "Logarithm of the values and of the goalposts, taken before the method."},
    {.name = "zero",
     .kind = EGB_PARAMETER_NUMBER,
     .preset = {NAN}, /* not given: results stay as they are */
     .least = 0,
     .most = 1e9,
     .help = "Results of 0 or less become this number, so that a geometric mean has an answer."},
};

const egb_parameter *egb_common_parameters(egb_method_family family, size_t *count) {
  *count = family == EGB_FAMILY_NORMALISE ? 4 : family == EGB_FAMILY_AGGREGATE ? 2 : 0;
  return *count > 0 ? common : NULL;
}
