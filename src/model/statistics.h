/* statistics.h - how the data and the tree of an index hang together. Made by examine, printed by table. */
#ifndef EGB_MODEL_STATISTICS_H
#define EGB_MODEL_STATISTICS_H

#include "base/arena.h"
#include "model/audit_rules.h"
#include "model/results.h"

typedef enum egb_smoothed_by {                       /* how a correlation ratio was found */
                               EGB_SMOOTHED_NOT = 0, /* undefined */
                               EGB_SMOOTHED_MEANS,   /* a mean per value */
                               EGB_SMOOTHED_LINE,    /* a straight line predicts best */
                               EGB_SMOOTHED_LOCAL_LINEAR
} egb_smoothed_by;

/* One column of numbers: a node in a stage. Figures that do not exist are NaN. */
typedef struct egb_node_summary {
  size_t node, count, missing, imputed, zeros, different;
  double least, lower_quartile, median, upper_quartile, most, mean, sd, skewness, kurtosis;
  size_t beyond_fences, beyond_mad; /* values outside the quartiles by 1.5 of their distance; 3 MAD from the median */
} egb_node_summary;

typedef struct egb_outlier {
  size_t node, unit;
  double value;
  bool fences, mad;
} egb_outlier;

typedef struct egb_unit_coverage {
  size_t unit, observed; /* of the indicators of the tree */
  double share;          /* of all indicators */
  double least;          /* share below the child of the root where it is least */
  size_t least_node;
  bool below; /* either is below the threshold */
} egb_unit_coverage;

typedef enum egb_relation {
  EGB_RELATION_SIBLINGS = 0, /* children of one node */
  EGB_RELATION_PARENT,       /* a node and what it is a part of */
  EGB_RELATION_INDEX,        /* a node and the index, which is not its parent */
  EGB_RELATION_OTHER,        /* an indicator and a child of the index that it is no part of */
  EGB_RELATION_COLUMN        /* a node and a column of the data or the list of units */
} egb_relation;

typedef struct egb_correlated {
  egb_relation relation;
  size_t x, y; /* nodes; y: number of the column for EGB_RELATION_COLUMN */
  size_t count;
  double pearson, pearson_p, spearman, spearman_p, kendall, kendall_p;
} egb_correlated;

typedef struct egb_component {
  size_t node, number, count; /* count: units with a value of every child */
  double eigenvalue, share, cumulative;
} egb_component;

typedef struct egb_loading {
  size_t node, child, number;
  double loading, rotated, uniqueness; /* rotated: by varimax; NaN with fewer than two components above 1 */
} egb_loading;

typedef struct egb_component_score {
  size_t node, unit;
  double score; /* on the first component, of variance 1 */
} egb_component_score;

/* A unit by its scores on the first two components, or a child by its loadings on them. */
typedef struct egb_biplot_point {
  size_t node, unit, child; /* unit: EGB_NONE for a child; child: EGB_NONE for a unit */
  double first, second;
} egb_biplot_point;

typedef struct egb_reliability {
  size_t node, items, constant, pairs_least, complete; /* constant: children that do not vary, left out */
  double alpha, alpha_standardised, mean_correlation, omega, kmo, determinant, chi_squared, freedom, p;
  bool limit;    /* omega: a communality at its limit */
  bool singular; /* a child is a combination of the others, or too few units are complete */
} egb_reliability;

typedef struct egb_item {
  size_t node, child;
  double alpha_without, rest, kmo, own; /* own: correlation with the parent */
  double other;                         /* the largest correlation with another child of the index */
  size_t other_node, twin;              /* twin: the sibling with the largest correlation in size */
  double twin_correlation;
} egb_item;

typedef struct egb_importance {
  size_t child, node;
  double share;     /* nominal: among its siblings */
  double squared;   /* r^2 with the parent */
  double ratio;     /* correlation ratio with the parent, bandwidth where it has one */
  double effective; /* the ratio by the sum of those of the siblings */
  double bandwidth;
  egb_smoothed_by by;
} egb_importance;

typedef struct egb_partial {
  size_t node, x, y, count, given; /* given: how many columns are held fixed; count: units that have them all */
  double plain, partial, p;        /* plain: the correlation over the same units */
  bool singular;                   /* one of them is a combination of the others, or the units are too few */
} egb_partial;

typedef struct egb_node_coverage {
  size_t node, indicators, units; /* indicators: the most for a unit; units: those that the node is for */
  size_t asked, observed;         /* values that these units could have, and do have */
  size_t whole, below;            /* units with all of them; with less than the threshold */
  double share;
  bool low; /* the share is below the threshold */
} egb_node_coverage;

typedef struct egb_regressed {
  size_t node, column, count;
  bool logged; /* on the natural logarithm of the column */
  double intercept, slope, slope_error, t, p, r_squared, sigma, koenker, koenker_p;
} egb_regressed;

#define EGB_NEIGHBOURS 3

/* A unit beside those it is compared with. Distances are over the children of the node, see egb_examine_peers. */
typedef struct egb_peer {
  size_t unit;
  const char *group;                              /* NULL: of none that is known */
  size_t group_size;                              /* itself included */
  double score, group_mean, difference, distance; /* of the others in the group; distance to their mean */
  size_t nearest[EGB_NEIGHBOURS], near_count;
  double near_distance[EGB_NEIGHBOURS];
  double near_mean; /* score of the nearest */
} egb_peer;

/* Limits of the rules of audits by which figures are flagged. */
typedef struct egb_flag_limits {
  double skewness, kurtosis, kurtosis_alone, alpha, alpha_low;
  double redundant, opposed, dominates, silent, against, size; /* of correlations */
} egb_flag_limits;

struct egb_statistics {
  egb_arena *arena;
  const egb_results *results;
  egb_statistics_kind kind;
  egb_stage stage;
  bool complete;    /* correlations over units with every value */
  double threshold; /* of coverage */
  egb_flag_limits limits;
  const size_t *unit; /* those that the figures are about */
  size_t unit_count, left_out;
  bool turned;         /* columns of what is subtracted are turned */
  const char **column; /* names of columns that are no nodes */
  size_t column_count;
  const egb_dataset **file; /* per column: where it is from; NULL: the data of the results */
  const char *grouping;     /* of peers; NULL: none */
  size_t count;             /* rows of the one below that is asked for */
  union {
    const egb_node_summary *summary;
    const egb_outlier *outlier;
    const egb_unit_coverage *coverage;
    const egb_correlated *pair;
    const egb_component *component;
    const egb_loading *loading;
    const egb_component_score *score;
    const egb_biplot_point *point;
    const egb_reliability *reliability;
    const egb_item *item;
    const egb_importance *importance;
    const egb_partial *partial;
    const egb_node_coverage *node_coverage;
    const egb_regressed *regressed;
    const egb_peer *peer;
  } row;
};

/* Flags, by the limits of the statistics: the id of the rule of audits that a row breaks, or a word of its table; NULL:
 * none. A part that is all there is of its whole is flagged by no rule about parts and their whole. */
void egb_flag_limits_take(const egb_audit_profile *profile, egb_flag_limits *out);
bool egb_flag_is_skewed(const egb_flag_limits *limit, const egb_node_summary *summary);
const char *egb_flag_pair(const egb_statistics *statistics, const egb_correlated *pair);
const char *egb_flag_item(const egb_statistics *statistics, const egb_item *item);
const char *egb_flag_reliability(const egb_statistics *statistics, const egb_reliability *reliability);

#endif
