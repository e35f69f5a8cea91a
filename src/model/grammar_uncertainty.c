/* `uncertainty:`: the assumptions that are varied. */
#include "model/grammar_tables.h"

static const egb_key weight_keys[] = {
    {.name = "law",
     .kind = EGB_KEY_CHOICE,
     .choices = ANY_OF("flat", "fixed"),
     .clashes = ANY_OF("uniform", "dirichlet"),
     .help = "flat: every set of weights is equally likely. fixed: the weights are certain.",
     .example = "flat"},
    {.name = "uniform",
     .kind = EGB_KEY_SHARE,
     .clashes = ANY_OF("law", "dirichlet", "statements"),
     .help = "Every weight varies by up to this share of itself, up and down; the siblings then share their total.",
     .example = "25%"},
    {.name = "dirichlet",
     .kind = EGB_KEY_NUMBER,
     .least = 1e-3,
     .most = 1e9,
     .clashes = ANY_OF("law", "uniform", "statements"),
     .help = "Weights from a Dirichlet distribution around those of the definition, with this concentration: a share w "
             "varies with the variance w (1 - w) / (concentration + 1).",
     .example = "50"},
    {.name = "statements",
     .kind = EGB_KEY_TEXTS,
     .clashes = ANY_OF("uniform", "dirichlet"),
     .help =
         "What is known about weights, as shares among siblings: orders (A >= B >= C), ratios (A >= 2 * B) and bounds "
         "(A <= 30%, 10% <= B <= 25%). Siblings that a statement is about have any weights that satisfy all of them, "
         "every set equally likely; other weights are certain, or equally likely with law: flat. The ids of one "
         "statement are siblings.",
     .example = "[A >= B >= C, C >= 10%]"},
};

const egb_section egb_grammar_uncertain_weights = {.name = "uncertain weights",
                                                   .where = "under `weights:` of `uncertainty:`",
                                                   .help = "How weights vary, among siblings at every level.",
                                                   .key = weight_keys,
                                                   .key_count = COUNT(weight_keys),
                                                   .least_one = ANY_OF("law", "uniform", "dirichlet", "statements")};

static const egb_key error_keys[] = {
    {.name = "data",
     .kind = EGB_KEY_BOOL,
     .help = "Whether the standard errors in the data count. Without it they do.",
     .example = "true"},
    {.name = "all",
     .kind = EGB_KEY_SHARE,
     .help =
         "A standard error for every indicator that has none of its own, as a share of its standard deviation over the "
         "units.",
     .example = "10%"},
    {.name = "indicators",
     .kind = EGB_KEY_WEIGHT_MAP,
     .help =
         "Standard errors of single indicators: a number in the indicator's own unit, or a percentage of its standard "
         "deviation.",
     .example = "{TII: 5%}"},
    {.name = "imputed",
     .kind = EGB_KEY_SHARE,
     .choices = ANY_OF("predictive"),
     .clashes = ANY_OF("imputed-residuals"),
     .help =
         "The standard error of values that were imputed, as a share of the indicator's standard deviation. predictive: "
         "every draw has values from the predictive distribution of the imputation itself (multiple imputation, Rubin "
         "1987): of regression the Bayesian one, of em normal draws with parameters of a bootstrap of the units, of knn "
         "one of the nearest units, of means and medians the approximate Bayesian bootstrap; other methods are refused. "
         "Scores of nodes that were imputed follow those they are made of.",
     .example = "50%"},
    {.name = "imputed-residuals",
     .kind = EGB_KEY_BOOL,
     .clashes = ANY_OF("imputed"),
     .help = "true: the standard error of imputed values is what the imputation misses observed ones by (root mean "
             "square), found by hiding a tenth of them at a time and filling them like the gaps.",
     .example = "true"},
    {.name = "correlation",
     .kind = EGB_KEY_SHARE,
     .needs = "by",
     .help = "How strongly the measurement errors of a unit go together, from 0 to 1: any two of the values that `by` "
             "names have errors with this correlation, as they are measured and whatever their direction. Errors of "
             "imputed values stay independent.",
     .example = "0.5"},
    {.name = "by",
     .kind = EGB_KEY_CHOICE,
     .choices = ANY_OF("unit", "source"), /* as egb_error_by */
     .needs = "correlation",
     .help = "Which errors go together. unit: those of all indicators of a unit. source: those of its indicators with "
             "the same `source:`; indicators without one stay independent.",
     .example = "unit"},
};

const egb_section egb_grammar_error = {
    .name = "error",
    .where = "under `error:`",
    .help =
        "Measurement error: normal, independent between values unless `correlation` says otherwise, kept within the "
        "indicator's `bounds:`. Answers with points have none.",
    .key = error_keys,
    .key_count = COUNT(error_keys),
    .least_one = ANY_OF("data", "all", "indicators", "imputed", "imputed-residuals")};

static const egb_key uncertainty_keys[] = {
    {.name = "weights",
     .kind = EGB_KEY_TEXT_OR_SECTION,
     .section = &egb_grammar_uncertain_weights,
     .help =
         "How weights vary: flat, fixed, or a map. Without it every weight varies by 25 percent of itself, also with "
         "the other keys.",
     .example = "{uniform: 25%}"},
    {.name = "normalise",
     .kind = EGB_KEY_METHODS,
     .family = EGB_FAMILY_NORMALISE,
     .help =
         "Normalisations to choose from at random, equally likely, for all indicators but those with points; `on` stands for "
         "the method in the definition.",
     .example = "[minmax, zscore]"},
    {.name = "aggregate",
     .kind = EGB_KEY_METHODS,
     .family = EGB_FAMILY_AGGREGATE,
     .help =
         "Aggregations to choose from at random, equally likely, for all nodes; `on` stands for the method in the definition.",
     .example = "[arithmetic, geometric]"},
    {.name = "aggregate-at",
     .kind = EGB_KEY_IDS,
     .needs = "aggregate",
     .help = "The nodes whose aggregation is chosen at random, the index itself by its id. Without it all of them.",
     .example = "[my-index]"},
    {.name = "impute",
     .kind = EGB_KEY_METHODS,
     .family = EGB_FAMILY_IMPUTE,
     .or_none = true,
     .help = "Imputations to choose from at random, equally likely, for all indicators but those with points.",
     .example = "[on, off, median]"},
    {.name = "treat",
     .kind = EGB_KEY_METHODS,
     .family = EGB_FAMILY_TREAT,
     .or_none = true,
     .help =
         "Treatments of outliers to choose from at random, equally likely, for all indicators but those with points.",
     .example = "[on, off]"},
    {.name = "leave-out",
     .kind = EGB_KEY_CHOICE,
     .choices = ANY_OF("nothing", "indicators", "dimensions"), /* as egb_leave_out */
     .help = "indicators: nothing or one of the indicators is left out, equally likely. dimensions: the same with the "
             "children of the index.",
     .example = "indicators"},
    {.name = "error",
     .kind = EGB_KEY_SECTION,
     .section = &egb_grammar_error,
     .help = "Measurement error of the values.",
     .example = "{all: 10%}"},
    {.name = "failed",
     .kind = EGB_KEY_CHOICE,
     .choices = ANY_OF("report", "replace"),
     .help = "What becomes of draws that cannot be scored. report: they are counted by cause and left out. replace: "
             "each is run again with the assumption that its failure names as the definition has it: the method of the "
             "stage that failed, or where that is as defined already, what differs nearest before it (aggregate, "
             "normalise, treat, impute, error, leave-out); weights stay as drawn. What fails again is left out, with "
             "both causes. Without it report.",
     .example = "replace"},
};

const egb_section egb_grammar_uncertainty = {
    .name = "uncertainty",
    .where = "under `uncertainty:`",
    .help = "What is varied, all at once, to assess how robust the ranking is.",
    .key = uncertainty_keys,
    .key_count = COUNT(uncertainty_keys),
    .least_one = ANY_OF("weights", "normalise", "aggregate", "impute", "treat", "leave-out", "error")};
