/* Principal components: eigenvalues, loadings, scores of units, and both in one plane. */
#include "table/cells.h"
#include "table/columns.h"
#include "table/interval_bar.h"
#include "table/statistics.h"

#include <math.h>

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
    if (!egb_statistics_put_id(table, row, K_NODE, st, c->node) || !egb_cells_put(table, row, K_BAR, bar))
      return false;
    egb_table_put_integer(table, row, K_NUMBER, (int64_t)c->number);
    egb_table_put_integer(table, row, K_COUNT, (int64_t)c->count);
    EGB_STATISTICS_PUT(table, row, K_VALUE, number);
  }
  return egb_table_add_note(table, "Children that do not vary are left out; a node is not listed whose children are "
                                   "fewer than two or have fewer than four complete units.");
}

const egb_statistics_table egb_statistics_components =
    EGB_STATISTICS_KIND("components", "principal components", component_columns, fill_components);

enum { L_NODE, L_CHILD, L_LABEL, L_NUMBER, L_LOADING, L_ROTATED, L_UNIQUENESS, L_COLUMNS };

static const egb_table_column loading_columns[L_COLUMNS] = {
    [L_NODE] = {EGB_COLUMN_NODE},
    [L_CHILD] = {EGB_STATISTICS_TEXT("child", "Child", "Id of the child.")},
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
    if (!egb_statistics_put_id(table, row, L_NODE, st, l->node) ||
        !egb_robust_put_node(table, row, L_CHILD, st->results, l->child, languages))
      return false;
    egb_table_put_integer(table, row, L_NUMBER, (int64_t)l->number);
    EGB_STATISTICS_PUT(table, row, L_LOADING, number);
  }
  return true;
}

const egb_statistics_table egb_statistics_loadings =
    EGB_STATISTICS_KIND("loadings", "loadings of principal components", loading_columns, fill_loadings);

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
    if (!egb_statistics_put_id(table, row, F_NODE, st, s->node) ||
        !egb_robust_put_unit(table, row, F_UNIT, st->results, s->unit) ||
        !egb_cells_put(table, row, F_NAME, egb_dataset_unit_name(st->results->data, s->unit, languages)))
      return false;
    egb_table_put_number(table, row, F_SCORE, s->score);
  }
  return true;
}

const egb_statistics_table egb_statistics_scores =
    EGB_STATISTICS_KIND("component-scores", "scores on the first component", score_columns, fill_scores);

enum { B_NODE, B_PART, B_ID, B_NAME, B_FIRST, B_SECOND, B_COLUMNS };

static const egb_table_column biplot_columns[B_COLUMNS] = {
    [B_NODE] = {EGB_COLUMN_NODE},
    [B_PART] = {EGB_STATISTICS_TEXT("part", "Part", "unit, or child of the node.")},
    [B_ID] = {EGB_STATISTICS_TEXT("id", "Id", "Id of the unit or child.")},
    [B_NAME] = {EGB_STATISTICS_TEXT("name", "Name", "Name of the unit or child."), .importance = 1},
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
    if (!egb_statistics_put_id(table, row, B_NODE, st, p->node) ||
        !egb_table_put_text(table, row, B_PART, unit ? "unit" : "child"))
      return false;
    if (unit ? !egb_robust_put_unit(table, row, B_ID, st->results, p->unit) ||
                   !egb_cells_put(table, row, B_NAME, egb_dataset_unit_name(st->results->data, p->unit, languages))
             : !egb_robust_put_node(table, row, B_ID, st->results, p->child, languages))
      return false;
    EGB_STATISTICS_PUT(table, row, B_FIRST, number);
  }
  return true;
}

const egb_statistics_table egb_statistics_biplot =
    EGB_STATISTICS_KIND("biplot", "units and children on two components", biplot_columns, fill_biplot);
