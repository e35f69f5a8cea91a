/* examine.h - what the figures of this room share: the values of a stage, node by node, over the units that take part.
 */
#ifndef EGB_EXAMINE_EXAMINE_H
#define EGB_EXAMINE_EXAMINE_H

#include "base/diag.h"
#include "model/statistics.h"

typedef struct egb_examined {
  egb_statistics *out;
  const egb_results *results;
  size_t units;  /* out->unit_count */
  size_t top;    /* the node asked for: its subtree */
  double *value; /* node * units + i: of out->unit[i]; NaN: missing, or the node takes no part */
  bool *has;     /* per node: has values in the stage */
  egb_diag *diag;
} egb_examined;

static inline const double *egb_examined_column(const egb_examined *e, size_t node) {
  return e->value + node * e->units;
}

/* The children of a node that have values and vary over the units. Returns how many; *constant: how many do not vary.
 */
size_t egb_examined_children(const egb_examined *e, size_t node, size_t *child, size_t *constant);
/* The units that have a value in every column: which, and how many. */
size_t egb_examined_complete(const egb_examined *e, const double *const *column, size_t count, size_t *place);
/* A group: the children of a node, their columns, and the columns of complete units. */
typedef struct egb_group_of {
  size_t node, count, constant, complete;
  size_t *child, *place;
  const double **column;         /* all units, NaN for missing */
  double **whole;                /* complete units */
  double *correlation, *scratch; /* count * count of complete units; the same and more as room */
  bool defined;                  /* every correlation of complete units exists */
} egb_group_of;
/* false: out of memory. */
bool egb_examined_group(const egb_examined *e, egb_arena *arena, size_t node, egb_group_of *group);

/* EGB_USAGE, reported: so many rows (`what` they are) are more than anybody reads, or take minutes over the units. */
egb_status egb_examined_bound(const egb_examined *e, size_t rows, const char *what);
/* The columns that are asked for, over the units; their names are noted in `out`. EGB_USAGE, reported: there is no such
 * column. */
egb_status egb_examined_columns(egb_examined *e, const egb_statistics_options *asked, const double ***column);

/* Each fills its rows. */
egb_status egb_examine_summary(egb_examined *e);
egb_status egb_examine_outliers(egb_examined *e);
egb_status egb_examine_coverage(egb_examined *e);
egb_status egb_examine_pairs(egb_examined *e, const egb_statistics_options *asked);
egb_status egb_examine_components(egb_examined *e);
egb_status egb_examine_loadings(egb_examined *e);
egb_status egb_examine_scores(egb_examined *e);
egb_status egb_examine_biplot(egb_examined *e);
egb_status egb_examine_reliability(egb_examined *e);
egb_status egb_examine_items(egb_examined *e);
egb_status egb_examine_importance(egb_examined *e);
egb_status egb_examine_partial(egb_examined *e, const egb_statistics_options *asked);
egb_status egb_examine_coverage_nodes(egb_examined *e);
egb_status egb_examine_regression(egb_examined *e, const egb_statistics_options *asked);
/* group: name of a grouping; NULL: none. */
egb_status egb_examine_peers(egb_examined *e, const char *group);

#endif
