/* Statistics of nodes with their children: reliability, items, importance. */
#include "table/cells.h"
#include "table/columns.h"
#include "table/interval_bar.h"
#include "table/statistics.h"

#include <math.h>

/* ---- reliability ----------------------------------------------------------------------------- */

enum {
  R_NODE,
  R_LABEL,
  R_ITEMS,
  R_CONSTANT,
  R_COMPLETE,
  R_ALPHA,
  R_STANDARDISED,
  R_MEAN,
  R_OMEGA,
  R_KMO,
  R_DETERMINANT,
  R_CHI,
  R_FREEDOM,
  R_P,
  R_FLAG,
  R_COLUMNS
};

static const egb_table_column reliability_columns[R_COLUMNS] = {
    [R_NODE] = {EGB_COLUMN_NODE},
    [R_LABEL] = {EGB_COLUMN_LABEL, .importance = 5},
    [R_ITEMS] = {EGB_COUNTED("items", "Items", "Children that vary.")},
    [R_CONSTANT] = {EGB_COUNTED("constant", "Constant", "Children that do not vary, left out."), .machine_only = true},
    [R_COMPLETE] = {EGB_COUNTED("complete", "Units", "Units that have every child."), .importance = 4},
    [R_ALPHA] = {EGB_FIGURE(
        "alpha", "Alpha",
        "Cronbach's alpha (1951), k / (k - 1) (1 - trace / sum) of the pairwise covariances; no child is turned, and "
        "it "
        "is below 0 where children disagree.",
        3)},
    [R_STANDARDISED] = {EGB_FIGURE("alpha_standardised", "Standardised",
                                   "Alpha of the correlations in place of the covariances.", 3),
                        .importance = 6},
    [R_MEAN] = {EGB_FIGURE("mean_correlation", "Mean r", "Mean correlation of the children.", 3), .importance = 3},
    [R_OMEGA] =
        {EGB_FIGURE(
             "omega", "Omega",
             "McDonald's omega (1999), (sum l)^2 / ((sum l)^2 + sum (1 - l^2)) with the loadings l of one common "
             "factor by minimum residuals (Harman and Jones 1966); three "
             "children or more.",
             3),
         .importance = 1},
    [R_KMO] = {EGB_FIGURE("kmo", "KMO",
                          "Measure of sampling adequacy, sum r^2 / (sum r^2 + sum p^2) with correlations r and partial "
                          "correlations p (Kaiser and Rice 1974).",
                          3),
               .importance = 1},
    [R_DETERMINANT] = {EGB_FIGURE("determinant", "Determinant", "Of the correlations.", EGB_DECIMALS_AS_NEEDED),
                       .machine_only = true},
    [R_CHI] = {EGB_FIGURE("bartlett_chi_squared", "Bartlett",
                          "Chi-squared of Bartlett's test that no children "
                          "correlate, -(n - 1 - (2 k + 5) / 6) ln det R (Bartlett 1950).",
                          2),
               .importance = 7},
    [R_FREEDOM] = {EGB_COUNTED("bartlett_freedom", "df", "Its degrees of freedom, k (k - 1) / 2."), .importance = 7},
    [R_P] = {EGB_FIGURE("bartlett_p", "p", "Its p-value, by chi-squared.", 4), .importance = 2},
    [R_FLAG] = {
        EGB_STATISTICS_TEXT(
            "flag", "Flag",
            "low: alpha below 0.4, moderate: below 0.7 (as the SDG Index reads it; other limits by `audit:`); opposed: below 0; "
            "singular: a child is a combination of the others, or too few units are complete, so that "
            "KMO, Bartlett's test and omega do not exist; improper: a communality of the factor is at "
            "its limit, so that omega is not to be relied on."),
        .importance = 1}};

static bool fill_reliability(egb_table *table, const egb_statistics *st, const char *const *languages) {
  for (size_t row = 0; row < st->count; row++) {
    const egb_reliability *r = &st->row.reliability[row];
    const double number[] = {r->alpha, r->alpha_standardised, r->mean_correlation, r->omega,
                             r->kmo,   r->determinant,        r->chi_squared};
    if (!egb_robust_put_node(table, row, R_NODE, st->results, r->node, languages) ||
        !egb_cells_put(table, row, R_FLAG, egb_flag_reliability(st, r)))
      return false;
    egb_table_put_integer(table, row, R_ITEMS, (int64_t)r->items);
    egb_table_put_integer(table, row, R_CONSTANT, (int64_t)r->constant);
    egb_table_put_integer(table, row, R_COMPLETE, (int64_t)r->complete);
    EGB_STATISTICS_PUT(table, row, R_ALPHA, number);
    if (!isnan(r->freedom))
      egb_table_put_integer(table, row, R_FREEDOM, (int64_t)r->freedom);
    egb_table_put_number(table, row, R_P, r->p);
  }
  return true;
}

const egb_statistics_table egb_statistics_reliability =
    EGB_STATISTICS_KIND("reliability", "reliability", reliability_columns, fill_reliability);

/* ---- items ----------------------------------------------------------------------------------- */

enum {
  I_NODE,
  I_CHILD,
  I_LABEL,
  I_ALPHA,
  I_REST,
  I_KMO,
  I_OWN,
  I_OTHER,
  I_OTHER_NODE,
  I_TWIN,
  I_TWIN_R,
  I_FLAG,
  I_COLUMNS
};

static const egb_table_column item_columns[I_COLUMNS] = {
    [I_NODE] = {EGB_COLUMN_NODE},
    [I_CHILD] = {EGB_STATISTICS_TEXT("child", "Child", "Id of the child.")},
    [I_LABEL] = {EGB_COLUMN_LABEL, .importance = 5},
    [I_ALPHA] = {EGB_FIGURE("alpha_without", "Alpha without", "Cronbach's alpha (1951) of the node without this child.",
                            3)},
    [I_REST] = {EGB_FIGURE(
        "rest", "With rest",
        "Correlation with the sum of the node's other children, from pairwise covariances; none where "
        "these, each of other units, give more than 1.",
        3)},
    [I_KMO] = {EGB_FIGURE("kmo", "KMO", "Measure of sampling adequacy of the child (Kaiser and Rice 1974).", 3),
               .importance = 4},
    [I_OWN] = {EGB_FIGURE("own", "With own", "Pearson's correlation with the node, of which it is a part.", 3)},
    [I_OTHER] = {EGB_FIGURE("other", "With other",
                            "The largest correlation with a child of the index that it is no "
                            "part of.",
                            3),
                 .importance = 2},
    [I_OTHER_NODE] = {EGB_STATISTICS_TEXT("other_node", "which", "That child of the index."), .importance = 2},
    [I_TWIN] = {EGB_STATISTICS_TEXT("nearest", "Nearest", "The sibling with the largest correlation in size."),
                .importance = 3},
    [I_TWIN_R] = {EGB_FIGURE("nearest_correlation", "r", "That correlation.", 3), .importance = 3},
    [I_FLAG] = {EGB_STATISTICS_TEXT(
        "flag", "Flag",
        "against: the correlation with the node, or with its other children, is below -0.3; silent: between -0.3 and "
        "0.3 (JRC's "
        "pocket guide); noise: the correlation with the other children is below 0; elsewhere: it "
        "correlates more with another dimension than with its own; redundant: a sibling's "
        "correlation above 0.9 (COINr, SDG Index). Other limits by `audit:`.")}};

static bool fill_items(egb_table *table, const egb_statistics *st, const char *const *languages) {
  for (size_t row = 0; row < st->count; row++) {
    const egb_item *i = &st->row.item[row];
    const double number[] = {i->alpha_without, i->rest, i->kmo, i->own, i->other};
    if (!egb_statistics_put_id(table, row, I_NODE, st, i->node) ||
        !egb_robust_put_node(table, row, I_CHILD, st->results, i->child, languages) ||
        !egb_statistics_put_id(table, row, I_OTHER_NODE, st, i->other_node) ||
        !egb_statistics_put_id(table, row, I_TWIN, st, i->twin) ||
        !egb_cells_put(table, row, I_FLAG, egb_flag_item(st, i)))
      return false;
    EGB_STATISTICS_PUT(table, row, I_ALPHA, number);
    egb_table_put_number(table, row, I_TWIN_R, i->twin_correlation);
  }
  return true;
}

const egb_statistics_table egb_statistics_items =
    EGB_STATISTICS_KIND("items", "parts and their whole", item_columns, fill_items);

/* ---- importance ------------------------------------------------------------------------------ */

enum { W_NODE, W_CHILD, W_LABEL, W_SHARE, W_EFFECTIVE, W_RATIO, W_SQUARED, W_BY, W_BANDWIDTH, W_BAR, W_COLUMNS };

static const egb_table_column importance_columns[W_COLUMNS] = {
    [W_NODE] = {EGB_COLUMN_NODE},
    [W_CHILD] = {EGB_STATISTICS_TEXT("child", "Child", "Id of the child.")},
    [W_LABEL] = {EGB_COLUMN_LABEL, .importance = 4},
    [W_SHARE] = {EGB_FIGURE("share", "Weight", "Nominal weight: share among the siblings.", 3)},
    [W_EFFECTIVE] = {EGB_FIGURE("effective", "Importance", "The correlation ratio by the sum of those of the siblings.",
                                3)},
    [W_RATIO] = {EGB_FIGURE("ratio", "Ratio",
                            "Correlation ratio: share of the variance of the node's score that a curve "
                            "through the child's accounts for (Paruolo, Saisana and Saltelli 2013).",
                            3),
                 .importance = 1},
    [W_SQUARED] = {EGB_FIGURE("r_squared", "r squared",
                              "Squared Pearson correlation with the node: the same of a "
                              "straight line.",
                              3),
                   .importance = 2},
    [W_BY] = {EGB_STATISTICS_TEXT(
                  "smoother", "Smoother",
                  "How the curve was found: local-linear (Gaussian kernel), line (a straight line predicts "
                  "best), means (12 different values or fewer: the mean of each)."),
              .importance = 3},
    [W_BANDWIDTH] = {EGB_FIGURE("bandwidth", "Bandwidth",
                                "Of local linear regression, chosen by leave-one-out "
                                "cross-validation (Stone 1974) from Silverman's times 4 to 1/8.",
                                3),
                     .machine_only = true},
    [W_BAR] = {EGB_COLUMN_BAR("The importance as a bar, with a | at the weight.")}};

/* The largest weight or importance among the children of the row's node, whose rows follow each other. */
static double largest_of(const egb_statistics *st, size_t row) {
  const size_t node = st->row.importance[row].node;
  double most = 0;
  size_t first = row;
  while (first > 0 && st->row.importance[first - 1].node == node)
    first--;
  for (size_t i = first; i < st->count && st->row.importance[i].node == node; i++) {
    most = fmax(most, st->row.importance[i].share);
    most = fmax(most, st->row.importance[i].effective);
  }
  return most;
}

static bool fill_importance(egb_table *table, const egb_statistics *st, const char *const *languages) {
  static const char *const word[] = {[EGB_SMOOTHED_NOT] = NULL,
                                     [EGB_SMOOTHED_MEANS] = "means",
                                     [EGB_SMOOTHED_LINE] = "line",
                                     [EGB_SMOOTHED_LOCAL_LINEAR] = "local-linear"};
  for (size_t row = 0; row < st->count; row++) {
    const egb_importance *i = &st->row.importance[row];
    const double number[] = {i->share, i->effective, i->ratio, i->squared};
    char bar[EGB_BAR_MOST + 1];
    egb_bar_of(i->effective, i->share, largest_of(st, row), EGB_BAR_SIGNS, bar);
    if (!egb_statistics_put_id(table, row, W_NODE, st, i->node) || !egb_cells_put(table, row, W_BAR, bar) ||
        !egb_robust_put_node(table, row, W_CHILD, st->results, i->child, languages) ||
        !egb_cells_put(table, row, W_BY, word[i->by]))
      return false;
    EGB_STATISTICS_PUT(table, row, W_SHARE, number);
    egb_table_put_number(table, row, W_BANDWIDTH, i->bandwidth);
  }
  return true;
}

const egb_statistics_table egb_statistics_importance =
    EGB_STATISTICS_KIND("importance", "nominal weight and importance", importance_columns, fill_importance);
