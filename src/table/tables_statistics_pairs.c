/* Correlations of pairs of nodes. */
#include "table/cells.h"
#include "table/statistics.h"

#include <math.h>

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
    [P_X] = {EGB_STATISTICS_TEXT("x", "Node", "Id of the node.")},
    [P_Y] = {EGB_STATISTICS_TEXT("y", "With", "Id of the other node, or the name of the column.")},
    [P_RELATION] = {EGB_STATISTICS_TEXT(
                        "relation", "Relation",
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
        EGB_STATISTICS_TEXT(
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
    if (!egb_statistics_put_id(table, row, P_X, st, p->x) ||
        !egb_table_put_text(table, row, P_Y, column ? st->column[p->y] : st->results->index->node[p->y].id) ||
        !egb_table_put_text(table, row, P_RELATION, word[p->relation]) ||
        !egb_cells_put(table, row, P_FLAG, egb_flag_pair(st, p)))
      return false;
    egb_table_put_integer(table, row, P_COUNT, (int64_t)p->count);
    EGB_STATISTICS_PUT(table, row, P_PEARSON, number);
  }
  return !st->complete || egb_table_add_note(table, "Over units that have every indicator.");
}

const egb_statistics_table egb_statistics_correlations =
    EGB_STATISTICS_KIND("correlations", "correlations", pair_columns, fill_pairs);
