/* Statistics of nodes and units beside others: what is held fixed, what there is, columns, peers. */
#include "table/columns.h"
#include "table/statistics.h"

#include <math.h>

static const char *id_of(const egb_statistics *st, size_t node) {
  return st->results->index->node[node].id;
}

/* ---- partial correlations -------------------------------------------------------------------- */

enum { A_NODE, A_X, A_Y, A_COUNT, A_GIVEN, A_PLAIN, A_PARTIAL, A_P, A_FLAG, A_COLUMNS };

static const egb_table_column partial_columns[A_COLUMNS] = {
    [A_NODE] = {EGB_COLUMN_NODE},
    [A_X] = {EGB_STATISTICS_TEXT("x", "Child", "Id of the child.")},
    [A_Y] = {EGB_STATISTICS_TEXT("y", "With", "Id of the other child.")},
    [A_COUNT] = {EGB_COUNTED("count", "Units", "Units that have both and all that is held fixed."), .importance = 3},
    [A_GIVEN] = {EGB_COUNTED("given", "Given", "How many columns are held fixed."), .importance = 4},
    [A_PLAIN] = {EGB_FIGURE("correlation", "Pearson", "Pearson's correlation over the same units.", 3),
                 .importance = 2},
    [A_PARTIAL] = {EGB_FIGURE("partial", "Partial",
                              "Partial correlation: of what is left of both when the columns that are held fixed have "
                              "predicted what they can, -s_ij / sqrt(s_ii s_jj) of the inverse correlations (as R's "
                              "psych::partial.r).",
                              3)},
    [A_P] = {EGB_FIGURE("p", "p", "Two-sided p-value against 0, by t with n - 2 - given degrees of freedom.", 4),
             .importance = 1},
    [A_FLAG] = {
        EGB_STATISTICS_TEXT("flag", "Flag",
                            "singular: one is a combination of the others, or too few units are complete, so that the "
                            "partial correlation does not exist."),
        .importance = 5}};

static bool note_given(egb_table *table, const egb_statistics *st) {
  egb_buffer text = {0};
  egb_buffer_text(&text, "Given ");
  if (st->column_count == 0)
    egb_buffer_text(&text, "the other children of the node");
  for (size_t i = 0; i < st->column_count; i++)
    egb_buffer_format(&text, "%s%s", i > 0 ? ", " : "", st->column[i]);
  egb_buffer_text(&text, ".");
  return egb_report_note(table, &text);
}

static bool fill_partial(egb_table *table, const egb_statistics *st, const char *const *languages) {
  (void)languages;
  for (size_t row = 0; row < st->count; row++) {
    const egb_partial *p = &st->row.partial[row];
    const double number[] = {p->plain, p->partial, p->p};
    if (!egb_table_put_text(table, row, A_NODE, id_of(st, p->node)) ||
        !egb_table_put_text(table, row, A_X, id_of(st, p->x)) ||
        !egb_table_put_text(table, row, A_Y, id_of(st, p->y)) ||
        !egb_cells_put(table, row, A_FLAG, p->singular ? "singular" : NULL))
      return false;
    egb_table_put_integer(table, row, A_COUNT, (int64_t)p->count);
    egb_table_put_integer(table, row, A_GIVEN, (int64_t)p->given);
    EGB_STATISTICS_PUT(table, row, A_PLAIN, number);
  }
  return note_given(table, st);
}

const egb_statistics_table egb_statistics_partial =
    EGB_STATISTICS_KIND("partial-correlations", "partial correlations", partial_columns, fill_partial);

/* ---- coverage of nodes ----------------------------------------------------------------------- */

enum { V_NODE, V_LABEL, V_INDICATORS, V_UNITS, V_OBSERVED, V_SHARE, V_WHOLE, V_BELOW, V_FLAG, V_COLUMNS };

static const egb_table_column node_columns[V_COLUMNS] = {
    [V_NODE] = {EGB_COLUMN_NODE},
    [V_LABEL] = {EGB_COLUMN_LABEL, .importance = 3},
    [V_INDICATORS] = {EGB_COUNTED("indicators", "Indicators", "Indicators of the node that take part."),
                      .importance = 2},
    [V_UNITS] = {EGB_COUNTED("units", "Units",
                             "Units that the node is for, those screened out for want of data as well."),
                 .importance = 4},
    [V_OBSERVED] = {EGB_COUNTED("observed", "Observed", "Values in the data, of those of all units and indicators."),
                    .importance = 4},
    [V_SHARE] = {EGB_FIGURE(
        "share", "Share",
        "Observed values by those that there could be: of each unit, the indicators that are for it; 0 to 1.", 3)},
    [V_WHOLE] = {EGB_COUNTED("complete", "Complete", "Units that have every indicator of the node."), .importance = 1},
    [V_BELOW] = {EGB_COUNTED("below", "Below",
                             "Units with a smaller share of the node's indicators than the threshold "
                             "(65 % unless chosen, of JRC's pocket guide).")},
    [V_FLAG] = {EGB_STATISTICS_TEXT("flag", "Flag", "below: the share is less than the threshold.")}};

static bool fill_nodes(egb_table *table, const egb_statistics *st, const char *const *languages) {
  size_t low = 0;
  for (size_t row = 0; row < st->count; row++) {
    const egb_node_coverage *c = &st->row.node_coverage[row];
    if (!egb_robust_put_node(table, row, V_NODE, st->results, c->node, languages) ||
        !egb_cells_put(table, row, V_FLAG, c->low ? "below" : NULL))
      return false;
    egb_table_put_integer(table, row, V_INDICATORS, (int64_t)c->indicators);
    egb_table_put_integer(table, row, V_UNITS, (int64_t)c->units);
    egb_table_put_integer(table, row, V_OBSERVED, (int64_t)c->observed);
    egb_table_put_number(table, row, V_SHARE, c->share);
    egb_table_put_integer(table, row, V_WHOLE, (int64_t)c->whole);
    egb_table_put_integer(table, row, V_BELOW, (int64_t)c->below);
    low += c->low;
  }
  egb_buffer text = {0};
  egb_report_count(&text, low, "node");
  egb_buffer_text(&text, " of ");
  egb_report_count(&text, st->count, "node");
  egb_buffer_format(&text, "%s less than ", low == 1 ? " has" : " have");
  egb_report_percent(&text, st->threshold);
  egb_buffer_text(&text, " of the values.");
  return egb_report_note(table, &text);
}

const egb_statistics_table egb_statistics_coverage_nodes =
    EGB_STATISTICS_KIND("coverage-nodes", "coverage of nodes", node_columns, fill_nodes);

/* ---- regression ------------------------------------------------------------------------------ */

enum {
  G_NODE,
  G_LABEL,
  G_ON,
  G_FORM,
  G_COUNT,
  G_INTERCEPT,
  G_SLOPE,
  G_ERROR,
  G_T,
  G_P,
  G_SQUARED,
  G_SIGMA,
  G_KOENKER,
  G_KOENKER_P,
  G_COLUMNS
};

static const egb_table_column regression_columns[G_COLUMNS] = {
    [G_NODE] = {EGB_COLUMN_NODE},
    [G_LABEL] = {EGB_COLUMN_LABEL, .importance = 6},
    [G_ON] = {EGB_STATISTICS_TEXT("on", "On", "The column.")},
    [G_FORM] = {EGB_STATISTICS_TEXT(
                    "form", "Form",
                    "value: the column as it is; ln: its natural logarithm, where all its values are above 0."),
                .importance = 1},
    [G_COUNT] = {EGB_COUNTED("count", "Units", "Units that have both."), .importance = 4},
    [G_INTERCEPT] = {EGB_FIGURE("intercept", "Intercept", "Of the line by ordinary least squares.",
                                EGB_DECIMALS_AS_NEEDED),
                     .machine_only = true},
    [G_SLOPE] = {EGB_FIGURE("slope", "Slope",
                            "Points of the score by one of the column; of ln, by 1 % about a hundredth of it.",
                            EGB_DECIMALS_AS_NEEDED),
                 .importance = 3},
    [G_ERROR] = {EGB_FIGURE("slope_error", "SE", "Standard error of the slope, for residuals of one variance.",
                            EGB_DECIMALS_AS_NEEDED),
                 .machine_only = true},
    [G_T] = {EGB_FIGURE("t", "t", "Slope by its standard error.", 3), .importance = 5},
    [G_P] = {EGB_FIGURE("p", "p", "Two-sided p-value of a slope of 0, by t with n - 2 degrees of freedom.", 4),
             .importance = 2},
    [G_SQUARED] = {EGB_FIGURE("r_squared", "r squared",
                              "Share of the variance of the score that the line accounts for.", 3)},
    [G_SIGMA] = {EGB_FIGURE("residual_sd", "Residual SD", "Standard deviation of the residuals, divisor n - 2.", 3),
                 .importance = 5},
    [G_KOENKER] = {EGB_FIGURE(
                       "koenker", "Koenker",
                       "Test of residuals of one variance: n times the r squared of the squared residuals on the "
                       "column (Koenker 1981, the studentised form of Breusch and Pagan 1979).",
                       3),
                   .importance = 7},
    [G_KOENKER_P] = {EGB_FIGURE("koenker_p", "p", "Its p-value, by chi-squared with one degree of freedom.", 4),
                     .importance = 7}};

static bool fill_regression(egb_table *table, const egb_statistics *st, const char *const *languages) {
  for (size_t row = 0; row < st->count; row++) {
    const egb_regressed *r = &st->row.regressed[row];
    const double number[] = {r->intercept, r->slope, r->slope_error, r->t,        r->p,
                             r->r_squared, r->sigma, r->koenker,     r->koenker_p};
    if (!egb_robust_put_node(table, row, G_NODE, st->results, r->node, languages) ||
        !egb_table_put_text(table, row, G_ON, st->column[r->column]) ||
        !egb_table_put_text(table, row, G_FORM, r->logged ? "ln" : "value"))
      return false;
    egb_table_put_integer(table, row, G_COUNT, (int64_t)r->count);
    EGB_STATISTICS_PUT(table, row, G_INTERCEPT, number);
  }
  return true;
}

const egb_statistics_table egb_statistics_regression =
    EGB_STATISTICS_KIND("regression", "regression on columns", regression_columns, fill_regression);

/* ---- peers ----------------------------------------------------------------------------------- */

enum {
  E_UNIT,
  E_NAME,
  E_SCORE,
  E_GROUP,
  E_SIZE,
  E_MEAN,
  E_DIFFERENCE,
  E_DISTANCE,
  E_NEAREST,
  E_NEAR_DISTANCE = E_NEAREST + EGB_NEIGHBOURS,
  E_NEAR_MEAN = E_NEAR_DISTANCE + EGB_NEIGHBOURS,
  E_COLUMNS
};

#define DISTANCE                                                                                                       \
  "root of the mean over the node's children of ((a - b) / s)^2, s the sample standard deviation over the units "      \
  "(standardised Euclidean distance, Legendre and Legendre 1998)"

static const egb_table_column peer_columns[E_COLUMNS] = {
    [E_UNIT] = {EGB_COLUMN_UNIT},
    [E_NAME] = {EGB_COLUMN_NAME, .importance = 3},
    [E_SCORE] = {EGB_FIGURE("score", "Score", "The unit's score.", 2), .importance = 2},
    [E_GROUP] = {EGB_STATISTICS_TEXT("group", "Group", "Its group in the grouping asked for."), .importance = 4},
    [E_SIZE] = {EGB_COUNTED("group_size", "Units", "Ranked units of the group, itself included."), .importance = 6},
    [E_MEAN] = {EGB_FIGURE("group_mean", "Peers' mean", "Mean score of the other units of its group.", 2),
                .importance = 2},
    [E_DIFFERENCE] = {EGB_FIGURE("difference", "Difference", "Score less that mean.", 2), .importance = 1},
    [E_DISTANCE] = {EGB_FIGURE("distance", "Distance", "To the mean of the other units of its group: " DISTANCE ".", 3),
                    .importance = 1},
    [E_NEAREST] = {EGB_STATISTICS_TEXT("nearest_1", "Nearest",
                                       "The unit with the smallest distance, whatever its group.")},
    [E_NEAREST + 1] = {EGB_STATISTICS_TEXT("nearest_2", "Second", "The next."), .importance = 3},
    [E_NEAREST + 2] = {EGB_STATISTICS_TEXT("nearest_3", "Third", "The next."), .importance = 3},
    [E_NEAR_DISTANCE] = {EGB_FIGURE("distance_1", "Distance", "To the nearest: " DISTANCE ".", 3)},
    [E_NEAR_DISTANCE + 1] = {EGB_FIGURE("distance_2", "Distance", "To the second.", 3), .machine_only = true},
    [E_NEAR_DISTANCE + 2] = {EGB_FIGURE("distance_3", "Distance", "To the third.", 3), .machine_only = true},
    [E_NEAR_MEAN] = {EGB_FIGURE("nearest_mean", "Their mean", "Mean score of these up to three units.", 2),
                     .importance = 5}};

static bool fill_peers(egb_table *table, const egb_statistics *st, const char *const *languages) {
  for (size_t row = 0; row < st->count; row++) {
    const egb_peer *p = &st->row.peer[row];
    const double number[] = {p->group_mean, p->difference, p->distance};
    if (!egb_robust_put_unit(table, row, E_UNIT, st->results, p->unit) ||
        !egb_cells_put(table, row, E_NAME, egb_dataset_unit_name(st->results->data, p->unit, languages)) ||
        !egb_cells_put(table, row, E_GROUP, p->group))
      return false;
    egb_table_put_number(table, row, E_SCORE, p->score);
    if (p->group != NULL)
      egb_table_put_integer(table, row, E_SIZE, (int64_t)p->group_size);
    EGB_STATISTICS_PUT(table, row, E_MEAN, number);
    for (size_t k = 0; k < p->near_count; k++) {
      if (!egb_robust_put_unit(table, row, E_NEAREST + k, st->results, p->nearest[k]))
        return false;
      egb_table_put_number(table, row, E_NEAR_DISTANCE + k, p->near_distance[k]);
    }
    egb_table_put_number(table, row, E_NEAR_MEAN, p->near_mean);
  }
  return st->grouping != NULL
             ? egb_table_add_fact(table, "group", st->grouping)
             : egb_table_add_note(table, "No grouping was asked for: only the nearest units are shown.");
}

const egb_statistics_table egb_statistics_peers =
    EGB_STATISTICS_KIND("peers", "units beside their peers", peer_columns, fill_peers);
