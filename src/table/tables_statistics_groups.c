/* Statistics of pairs of nodes, and of nodes with their children. */
#include "table/cells.h"
#include "table/columns.h"
#include "table/interval_bar.h"
#include "table/statistics.h"

#include <math.h>

#define KIND(name, title, columns, function)                                                                           \
  { "egovbench." name "/1", title, columns, sizeof columns / sizeof *columns, function }
#define TEXT_COLUMN(name, heading, what) .id = name, .label = heading, .help = what, .kind = EGB_CELL_TEXT
#define NODE_COLUMN(name, heading, what)                                                                               \
  { TEXT_COLUMN(name, heading, what) }

static bool put_id(egb_table *table, size_t row, size_t column, const egb_statistics *st, size_t node) {
  return node == EGB_NONE || egb_table_put_text(table, row, column, st->results->index->node[node].id);
}

static void put_numbers(egb_table *table, size_t row, size_t column, const double *number, size_t count) {
  for (size_t i = 0; i < count; i++)
    egb_table_put_number(table, row, column + i, number[i]);
}
#define PUT_NUMBERS(table, row, column, array) put_numbers(table, row, column, array, sizeof(array) / sizeof *(array))

/* ---- correlations ---------------------------------------------------------------------------- */

enum {
  P_X,
  P_Y,
  P_RELATION,
  P_COUNT,
  P_PEARSON,
  P_PEARSON_P,
  P_SPEARMAN,
  P_SPEARMAN_P,
  P_KENDALL,
  P_KENDALL_P,
  P_FLAG,
  P_COLUMNS
};

static const egb_table_column pair_columns[P_COLUMNS] = {
    [P_X] = NODE_COLUMN("x", "Node", "Id of the node."),
    [P_Y] = NODE_COLUMN("y", "With", "Id of the other node, or the name of the column."),
    [P_RELATION] = {TEXT_COLUMN("relation", "Relation",
                                "siblings: children of one node; parent: what x is a part of, directly or not; index; "
                                "other: a child of the index that x is no part of; column: not part of the index."),
                    .importance = 1},
    [P_COUNT] = {EGB_COUNTED("count", "Units", "Units that have both."), .importance = 4},
    [P_PEARSON] = {EGB_FIGURE("pearson", "Pearson", "Pearson's product-moment correlation.", 3)},
    [P_PEARSON_P] =
        {EGB_FIGURE(
             "pearson_p", "p",
             "Two-sided p-value against 0, by t = r sqrt((n - 2) / (1 - r^2)) with n - 2 degrees of freedom (as R's "
             "cor.test).",
             4),
         .importance = 2},
    [P_SPEARMAN] = {EGB_FIGURE(
                        "spearman", "Spearman",
                        "Spearman's rank correlation: Pearson's of the ranks, equal values sharing the mean of theirs.",
                        3),
                    .importance = 3},
    [P_SPEARMAN_P] = {EGB_FIGURE("spearman_p", "p",
                                 "Its p-value: exact up to 9 units without ties, else by t with n - 2 degrees.", 4),
                      .importance = 5},
    [P_KENDALL] = {EGB_FIGURE("kendall", "Kendall", "Kendall's tau-b (Kendall 1948), which allows for ties.", 3),
                   .importance = 6},
    [P_KENDALL_P] =
        {EGB_FIGURE(
             "kendall_p", "p",
             "Its p-value: exact below 50 units without ties, else by the normal distribution with the variance for "
             "ties (as R's cor.test).",
             4),
         .importance = 6},
    [P_FLAG] = {
        TEXT_COLUMN(
            "flag", "Flag",
            "By Pearson's correlation r, with the limits of audits (other ones by `audit:`). Siblings: redundant (r > 0.9, as COINr and the SDG Index have "
            "it), opposed (r < -0.4, as COINr). Parts and their whole: dominates (r > 0.95), silent (-0.3 to "
            "0.3), against (r < -0.3), of JRC's pocket guide; not of a part that is all there is of its whole. Columns: size (|r| > 0.6, which the pocket guide says "
            "of the population)."),
        .importance = 1}};

static bool fill_pairs(egb_table *table, const egb_statistics *st, const char *const *languages) {
  static const char *const word[] = {[EGB_RELATION_SIBLINGS] = "siblings",
                                     [EGB_RELATION_PARENT] = "parent",
                                     [EGB_RELATION_INDEX] = "index",
                                     [EGB_RELATION_OTHER] = "other",
                                     [EGB_RELATION_COLUMN] = "column"};
  (void)languages;
  for (size_t row = 0; row < st->count; row++) {
    const egb_correlated *p = &st->row.pair[row];
    const bool column = p->relation == EGB_RELATION_COLUMN;
    const double number[] = {p->pearson, p->pearson_p, p->spearman, p->spearman_p, p->kendall, p->kendall_p};
    if (!put_id(table, row, P_X, st, p->x) ||
        !egb_table_put_text(table, row, P_Y, column ? st->column[p->y] : st->results->index->node[p->y].id) ||
        !egb_table_put_text(table, row, P_RELATION, word[p->relation]) ||
        !egb_cells_put(table, row, P_FLAG, egb_flag_pair(st, p)))
      return false;
    egb_table_put_integer(table, row, P_COUNT, (int64_t)p->count);
    PUT_NUMBERS(table, row, P_PEARSON, number);
  }
  return !st->complete || egb_table_add_note(table, "Over units that have every indicator.");
}

const egb_statistics_table egb_statistics_correlations = KIND("correlations", "correlations", pair_columns, fill_pairs);

/* ---- components ------------------------------------------------------------------------------ */

enum { K_NODE, K_NUMBER, K_COUNT, K_VALUE, K_SHARE, K_CUMULATIVE, K_BAR, K_COLUMNS };

static const egb_table_column component_columns[K_COLUMNS] = {
    [K_NODE] = {EGB_COLUMN_NODE},
    [K_NUMBER] = {EGB_COUNTED("component", "Component",
                              "Principal component of the node's children, the first the largest.")},
    [K_COUNT] = {EGB_COUNTED("count", "Units", "Units that have every child."), .importance = 2},
    [K_VALUE] = {EGB_FIGURE(
        "eigenvalue", "Eigenvalue",
        "Of the correlations of the children (principal components as R's prcomp(scale. = TRUE)); they sum to their "
        "number.",
        4)},
    [K_SHARE] = {EGB_FIGURE("share", "Share", "Of the variance, 0 to 1: the eigenvalue by the number of children.", 4)},
    [K_CUMULATIVE] = {EGB_FIGURE("cumulative", "Cumulative", "Share of this and the components before it.", 4),
                      .importance = 1},
    [K_BAR] = {EGB_COLUMN_BAR("The share as a bar.")}};

static bool fill_components(egb_table *table, const egb_statistics *st, const char *const *languages) {
  char bar[EGB_BAR_MOST + 1];
  (void)languages;
  for (size_t row = 0; row < st->count; row++) {
    const egb_component *c = &st->row.component[row];
    const double number[] = {c->eigenvalue, c->share, c->cumulative};
    egb_bar_of(c->share, (double)NAN, 1, EGB_BAR_SIGNS, bar);
    if (!put_id(table, row, K_NODE, st, c->node) || !egb_cells_put(table, row, K_BAR, bar))
      return false;
    egb_table_put_integer(table, row, K_NUMBER, (int64_t)c->number);
    egb_table_put_integer(table, row, K_COUNT, (int64_t)c->count);
    PUT_NUMBERS(table, row, K_VALUE, number);
  }
  return egb_table_add_note(table, "Children that do not vary are left out; a node is not listed whose children are "
                                   "fewer than two or have fewer than four complete units.");
}

const egb_statistics_table egb_statistics_components =
    KIND("components", "principal components", component_columns, fill_components);

enum { L_NODE, L_CHILD, L_LABEL, L_NUMBER, L_LOADING, L_ROTATED, L_UNIQUENESS, L_COLUMNS };

static const egb_table_column loading_columns[L_COLUMNS] = {
    [L_NODE] = {EGB_COLUMN_NODE},
    [L_CHILD] = NODE_COLUMN("child", "Child", "Id of the child."),
    [L_LABEL] = {EGB_COLUMN_LABEL, .importance = 2},
    [L_NUMBER] = {EGB_COUNTED("component", "Component",
                              "Those with an eigenvalue above 1, at least two, at most six.")},
    [L_LOADING] = {EGB_FIGURE(
        "loading", "Loading",
        "Eigenvector times the root of the eigenvalue: the correlation of child and component; its "
        "sign makes the eigenvector's sum positive.",
        4)},
    [L_ROTATED] =
        {EGB_FIGURE(
             "rotated", "Rotated",
             "Loading on the factor of that number after a varimax rotation with Kaiser's "
             "normalisation (Kaiser 1958), the largest variance first; empty with fewer than two eigenvalues above 1.",
             4),
         .importance = 1},
    [L_UNIQUENESS] = {
        EGB_FIGURE("uniqueness", "Uniqueness",
                   "Variance of the child that no rotated factor has: 1 less the sum of its squared rotated loadings.",
                   4),
        .importance = 3}};

static bool fill_loadings(egb_table *table, const egb_statistics *st, const char *const *languages) {
  for (size_t row = 0; row < st->count; row++) {
    const egb_loading *l = &st->row.loading[row];
    const double number[] = {l->loading, l->rotated, l->uniqueness};
    if (!put_id(table, row, L_NODE, st, l->node) ||
        !egb_robust_put_node(table, row, L_CHILD, st->results, l->child, languages))
      return false;
    egb_table_put_integer(table, row, L_NUMBER, (int64_t)l->number);
    PUT_NUMBERS(table, row, L_LOADING, number);
  }
  return true;
}

const egb_statistics_table egb_statistics_loadings =
    KIND("loadings", "loadings of principal components", loading_columns, fill_loadings);

enum { F_NODE, F_UNIT, F_NAME, F_SCORE, F_COLUMNS };

static const egb_table_column score_columns[F_COLUMNS] = {
    [F_NODE] = {EGB_COLUMN_NODE},
    [F_UNIT] = {EGB_COLUMN_UNIT},
    [F_NAME] = {EGB_COLUMN_NAME, .importance = 1},
    [F_SCORE] = {EGB_FIGURE(
        "score", "First component",
        "The unit's score on the first component: standardised values times the eigenvector, by the root of the "
        "eigenvalue; mean 0, variance 1.",
        4)}};

static bool fill_scores(egb_table *table, const egb_statistics *st, const char *const *languages) {
  for (size_t row = 0; row < st->count; row++) {
    const egb_component_score *s = &st->row.score[row];
    if (!put_id(table, row, F_NODE, st, s->node) || !egb_robust_put_unit(table, row, F_UNIT, st->results, s->unit) ||
        !egb_cells_put(table, row, F_NAME, egb_dataset_unit_name(st->results->data, s->unit, languages)))
      return false;
    egb_table_put_number(table, row, F_SCORE, s->score);
  }
  return true;
}

const egb_statistics_table egb_statistics_scores =
    KIND("component-scores", "scores on the first component", score_columns, fill_scores);

enum { B_NODE, B_PART, B_ID, B_NAME, B_FIRST, B_SECOND, B_COLUMNS };

static const egb_table_column biplot_columns[B_COLUMNS] = {
    [B_NODE] = {EGB_COLUMN_NODE},
    [B_PART] = {TEXT_COLUMN("part", "Part", "unit, or child of the node.")},
    [B_ID] = {TEXT_COLUMN("id", "Id", "Id of the unit or child.")},
    [B_NAME] = {TEXT_COLUMN("name", "Name", "Name of the unit or child."), .importance = 1},
    [B_FIRST] = {EGB_FIGURE("first", "First component",
                            "Unit: its score, of mean 0 and variance 1. Child: its loading, the correlation with the "
                            "component. Scores times loadings, summed over both components, are the nearest to the "
                            "standardised values that two components can be (Gabriel 1971).",
                            4)},
    [B_SECOND] = {
        EGB_FIGURE("second", "Second component", "The same of the second; empty where it has no variance.", 4)}};

static bool fill_biplot(egb_table *table, const egb_statistics *st, const char *const *languages) {
  for (size_t row = 0; row < st->count; row++) {
    const egb_biplot_point *p = &st->row.point[row];
    const bool unit = p->unit != EGB_NONE;
    const double number[] = {p->first, p->second};
    if (!put_id(table, row, B_NODE, st, p->node) || !egb_table_put_text(table, row, B_PART, unit ? "unit" : "child"))
      return false;
    if (unit ? !egb_robust_put_unit(table, row, B_ID, st->results, p->unit) ||
                   !egb_cells_put(table, row, B_NAME, egb_dataset_unit_name(st->results->data, p->unit, languages))
             : !egb_robust_put_node(table, row, B_ID, st->results, p->child, languages))
      return false;
    PUT_NUMBERS(table, row, B_FIRST, number);
  }
  return true;
}

const egb_statistics_table egb_statistics_biplot =
    KIND("biplot", "units and children on two components", biplot_columns, fill_biplot);

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
        TEXT_COLUMN(
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
    PUT_NUMBERS(table, row, R_ALPHA, number);
    if (!isnan(r->freedom))
      egb_table_put_integer(table, row, R_FREEDOM, (int64_t)r->freedom);
    egb_table_put_number(table, row, R_P, r->p);
  }
  return true;
}

const egb_statistics_table egb_statistics_reliability =
    KIND("reliability", "reliability", reliability_columns, fill_reliability);

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
    [I_CHILD] = NODE_COLUMN("child", "Child", "Id of the child."),
    [I_LABEL] = {EGB_COLUMN_LABEL, .importance = 5},
    [I_ALPHA] = {EGB_FIGURE("alpha_without", "Alpha without", "Cronbach's alpha (1951) of the node without this child.",
                            3)},
    [I_REST] = {EGB_FIGURE("rest", "With rest",
                           "Correlation with the sum of the node's other children, from pairwise covariances.", 3)},
    [I_KMO] = {EGB_FIGURE("kmo", "KMO", "Measure of sampling adequacy of the child (Kaiser and Rice 1974).", 3),
               .importance = 4},
    [I_OWN] = {EGB_FIGURE("own", "With own", "Pearson's correlation with the node, of which it is a part.", 3)},
    [I_OTHER] = {EGB_FIGURE("other", "With other",
                            "The largest correlation with a child of the index that it is no "
                            "part of.",
                            3),
                 .importance = 2},
    [I_OTHER_NODE] = {TEXT_COLUMN("other_node", "which", "That child of the index."), .importance = 2},
    [I_TWIN] = {TEXT_COLUMN("nearest", "Nearest", "The sibling with the largest correlation in size."),
                .importance = 3},
    [I_TWIN_R] = {EGB_FIGURE("nearest_correlation", "r", "That correlation.", 3), .importance = 3},
    [I_FLAG] = {TEXT_COLUMN(
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
    if (!put_id(table, row, I_NODE, st, i->node) ||
        !egb_robust_put_node(table, row, I_CHILD, st->results, i->child, languages) ||
        !put_id(table, row, I_OTHER_NODE, st, i->other_node) || !put_id(table, row, I_TWIN, st, i->twin) ||
        !egb_cells_put(table, row, I_FLAG, egb_flag_item(st, i)))
      return false;
    PUT_NUMBERS(table, row, I_ALPHA, number);
    egb_table_put_number(table, row, I_TWIN_R, i->twin_correlation);
  }
  return true;
}

const egb_statistics_table egb_statistics_items = KIND("items", "parts and their whole", item_columns, fill_items);

/* ---- importance ------------------------------------------------------------------------------ */

enum { W_NODE, W_CHILD, W_LABEL, W_SHARE, W_EFFECTIVE, W_RATIO, W_SQUARED, W_BY, W_BANDWIDTH, W_BAR, W_COLUMNS };

static const egb_table_column importance_columns[W_COLUMNS] = {
    [W_NODE] = {EGB_COLUMN_NODE},
    [W_CHILD] = NODE_COLUMN("child", "Child", "Id of the child."),
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
    [W_BY] = {TEXT_COLUMN("smoother", "Smoother",
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
    if (!put_id(table, row, W_NODE, st, i->node) || !egb_cells_put(table, row, W_BAR, bar) ||
        !egb_robust_put_node(table, row, W_CHILD, st->results, i->child, languages) ||
        !egb_cells_put(table, row, W_BY, word[i->by]))
      return false;
    PUT_NUMBERS(table, row, W_SHARE, number);
    egb_table_put_number(table, row, W_BANDWIDTH, i->bandwidth);
  }
  return true;
}

const egb_statistics_table egb_statistics_importance =
    KIND("importance", "nominal weight and importance", importance_columns, fill_importance);
