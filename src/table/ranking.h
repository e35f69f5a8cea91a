/* ranking.h - the parts of the ranking table: its fields, the choice and order of units, and the notes below.
 *
 * A field is something that can stand in a column. All possible fields are listed first; the chosen ones become
 * columns, and any of them can be sorted by. */
#ifndef EGB_TABLE_RANKING_H
#define EGB_TABLE_RANKING_H

#include "table/common.h"

typedef enum egb_field_kind {
  EGB_FIELD_UNIT,
  EGB_FIELD_NAME, /* item: number of the language */
  EGB_FIELD_SCORE,
  EGB_FIELD_RANK,
  EGB_FIELD_NODE, /* item: the node */
  EGB_FIELD_LEVEL,
  EGB_FIELD_LEVEL_NAME,
  EGB_FIELD_NEXT_LEVEL, /* with the levels asked for: the way up */
  EGB_FIELD_TO_NEXT,
  EGB_FIELD_HELD_BACK,
  EGB_FIELD_COVERAGE,
  EGB_FIELD_IMPUTED,
  EGB_FIELD_MISSING,
  EGB_FIELD_STATUS,
  EGB_FIELD_REASON,
  EGB_FIELD_RANK_LOW, /* with a simulation: the interval of the rank */
  EGB_FIELD_RANK_HIGH,
  EGB_FIELD_LOW_BEST, /* and its Monte Carlo error */
  EGB_FIELD_LOW_WORST,
  EGB_FIELD_HIGH_BEST,
  EGB_FIELD_HIGH_WORST,
  EGB_FIELD_GROUP,        /* item: the grouping */
  EGB_FIELD_GROUP_RANK,   /* item: the grouping */
  EGB_FIELD_BEFORE_SCORE, /* with another period to compare with: its figures and the change */
  EGB_FIELD_BEFORE_RANK,
  EGB_FIELD_SCORE_CHANGE,
  EGB_FIELD_RANK_CHANGE,
  EGB_FIELD_MEMBERSHIP
} egb_field_kind;

typedef struct egb_field {
  egb_field_kind kind;
  size_t item;
  const char *id;
  bool standard; /* shown unless columns are chosen */
} egb_field;

typedef struct egb_ranking {
  const egb_results *results;
  const egb_index *index;
  const egb_dataset *data;
  const egb_ranking_options *options; /* never NULL */
  egb_diag *diag;
  egb_arena *arena;             /* the table's: ids and labels of fields live as long as it */
  const char *const **language; /* per name column a NULL-terminated list to pick from */
  size_t language_count;        /* at least 1 */
  double **group_rank;          /* per grouping; NULL: not asked for */
  egb_field *field;
  size_t field_count;
  const egb_field **chosen;
  size_t chosen_count;
  size_t *unit; /* the rows */
  size_t unit_count;
} egb_ranking;

/* ranking_fields.c: all fields, and those the options choose. EGB_USAGE with a suggestion for unknown columns. */
egb_status egb_ranking_list_fields(egb_ranking *ranking);
egb_status egb_ranking_choose_fields(egb_ranking *ranking);
const egb_field *egb_ranking_find_field(const egb_ranking *ranking, const char *id);
/* Reports an unknown column with the nearest names. */
egb_status egb_ranking_unknown_field(egb_ranking *ranking, const char *id);

/* ranking_units.c: the group ranks asked for; the units to show, sorted and cut. */
egb_status egb_ranking_rank_groups(egb_ranking *ranking);
egb_status egb_ranking_choose_units(egb_ranking *ranking);

/* ranking_notes.c: sentences below the table about the rows shown. */
bool egb_ranking_notes(const egb_ranking *ranking, egb_table *table);

/* ranking_compare.c: this period against another. Positive changes are improvements: a higher score, a rank nearer to
 * the first. NaN when the unit is not ranked in both. */
bool egb_ranking_is_compared(egb_field_kind kind);
double egb_ranking_comparison(const egb_ranking *ranking, egb_field_kind kind, size_t unit);
const char *egb_ranking_membership(const egb_ranking *ranking, size_t unit); /* "new", "gone" or "" */
bool egb_ranking_compare_column(const egb_ranking *ranking, const egb_field *field, egb_table_column *column);
bool egb_ranking_compare_notes(const egb_ranking *ranking, egb_table *table);
/* Whether any indicator's scale is learned anew in every period, and what to say then. */
bool egb_ranking_scale_moves(const egb_results *results);
#define EGB_RANKING_SCALE_MOVES                                                                                        \
  "The scale of each period is learned from its own data, so that a change of score also reflects the other units; "   \
  "`fit:` in the definition makes periods comparable."
/* EGB_USAGE when the options compare with results of something else. */
egb_status egb_ranking_check_comparison(const egb_ranking *ranking);

/* ranking_notes.c: a list of units as the end of a note, cut when it is long. */
typedef struct egb_name_list {
  egb_buffer text;
  size_t count;
} egb_name_list;
void egb_name_list_add(egb_name_list *list, const char *name);
bool egb_name_list_note(egb_table *table, const char *what, egb_name_list *list); /* "what: A, B."; clears the list */

/* ranking_intervals.c: simulated ranks. */
bool egb_ranking_shows_intervals(const egb_ranking *ranking);
/* A field of the interval: known with a simulation only. */
bool egb_ranking_is_interval(egb_field_kind kind);
void egb_ranking_interval_column(egb_field_kind kind, egb_table_column *column);
double egb_ranking_interval(const egb_ranking *ranking, egb_field_kind kind, size_t unit);
/* Marks the rank of a unit that cannot be told apart from the one ranked next. */
void egb_ranking_mark_rank(const egb_ranking *ranking, egb_cell *cell, size_t unit);
bool egb_ranking_interval_notes(const egb_ranking *ranking, egb_table *table);
bool egb_ranking_interval_facts(const egb_ranking *ranking, egb_table *table);

/* tables_ranking.c: facts about a unit that cells and notes share. */
bool egb_ranking_is_partial(const egb_ranking *ranking, size_t unit); /* ranked, but without some dimension */
bool egb_ranking_is_missing(const egb_ranking *ranking, size_t node, size_t unit);
egb_state egb_ranking_state(const egb_ranking *ranking, size_t node, size_t unit);
const char *egb_ranking_status(const egb_ranking *ranking, size_t unit); /* "ok", "partial", "unranked", "screened" */
/* Appends the ids of the missing children of the root, separated by blanks. */
void egb_ranking_missing(const egb_ranking *ranking, size_t unit, egb_buffer *out);
/* Appends why a unit has no rank; nothing when it has one. */
void egb_ranking_reason(const egb_ranking *ranking, size_t unit, egb_buffer *out);

#endif
