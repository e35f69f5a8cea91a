/* ranking.h - the parts of the ranking table: its fields, the choice and order of units, and the notes below.
 *
 * A field is something that can be a column. All possible fields are listed first; the chosen ones become
 * columns, and any of them can be sorted by. */
#ifndef EGB_TABLE_RANKING_H
#define EGB_TABLE_RANKING_H

#include "table/cells.h"
#include "table/common.h"

typedef struct egb_ranking egb_ranking;
typedef struct egb_field egb_field;

/* How a number is shown; the kind and decimals of its column follow. */
typedef enum egb_field_measure {
  EGB_FIELD_TEXT = 0,
  EGB_FIELD_SCORE, /* decimals by the scale of the index */
  EGB_FIELD_RANK,  /* whole, or with halves where ties are fractional */
  EGB_FIELD_BOUND, /* an end of an interval of ranks, which may lie between two */
  EGB_FIELD_SHARE
} egb_field_measure;

/* Which option offers the field. */
typedef enum egb_field_with {
  EGB_WITH_ALWAYS = 0,
  EGB_WITH_SIMULATION,
  EGB_WITH_LEVELS,
  EGB_WITH_COMPARE,
  EGB_WITH_BOUNDS,
  EGB_WITH_COUNT
} egb_field_with;

struct egb_field {
  egb_table_column column; /* id, label, help, importance; kind and decimals are those of the measure */
  egb_field_measure measure;
  egb_field_with with;
  int people;   /* place for people, from 1; 0: behind those that have one, in the machine's order */
  bool hidden;  /* not shown unless columns are chosen */
  bool of_node; /* item is a node of the index */
  size_t item;  /* which language, node, grouping or end of the interval */
  /* Its value for a unit: a word that lives as long as the results (NULL or "": empty), the text appended to out
   * (nothing: empty), or the number (NaN: empty), which `values` has per unit where they lie side by side. A field with
   * a word or a text and a number shows the former and is sorted by the latter. */
  const char *(*word)(const egb_ranking *ranking, const egb_field *field, size_t unit);
  void (*text)(const egb_ranking *ranking, const egb_field *field, size_t unit, egb_buffer *out);
  double (*number)(const egb_ranking *ranking, const egb_field *field, size_t unit);
  const double *(*values)(const egb_ranking *ranking, const egb_field *field); /* NULL, or it says NULL: `number` has */
  /* Whether no unit has any, so that none need be asked. NULL: not known. */
  bool (*nothing)(const egb_ranking *ranking);
  void (*mark)(const egb_ranking *ranking, const egb_field *field, size_t unit, egb_cell *cell); /* NULL: none */
  /* What depends on the definition and the options. False: out of memory. NULL: nothing. */
  bool (*adapt)(const egb_ranking *ranking, egb_field *field);
  /* The row makes several fields (one per language, node, grouping), which this lists from the row. */
  egb_status (*list)(egb_ranking *ranking, const egb_field *row);
};

/* ranking_columns.c: the rows, in the machine's order. */
extern const egb_field egb_ranking_field[];
extern const size_t egb_ranking_field_count;

struct egb_ranking {
  const egb_results *results;
  const egb_index *index;
  const egb_dataset *data;
  const egb_ranking_options *options; /* never NULL */
  egb_diag *diag;                     /* while the table is made */
  egb_arena *arena;                   /* the table's: ids and labels of fields live as long as it */
  const char *const **language;       /* per name column a NULL-terminated list to pick from */
  size_t language_count;              /* at least 1 */
  double **group_rank;                /* per grouping; NULL: not asked for */
  egb_field *field;
  size_t field_count;
  const egb_field **chosen;
  size_t chosen_count;
  const size_t *unit; /* the rows */
  size_t unit_count;
  const egb_rank_bound *bound; /* per unit; NULL: not shown */
  const uint8_t *lacking;      /* per unit: a part that is for it is missing */
  bool any_lacking;
};

/* ranking_fields.c: all fields, and those the options choose. EGB_USAGE with a suggestion for unknown columns. */
egb_status egb_ranking_list_fields(egb_ranking *ranking);
egb_status egb_ranking_list_names(egb_ranking *ranking, const egb_field *row);
egb_status egb_ranking_list_dimensions(egb_ranking *ranking, const egb_field *row);
egb_status egb_ranking_list_below(egb_ranking *ranking, const egb_field *row); /* nodes below the dimensions */
egb_status egb_ranking_list_groupings(egb_ranking *ranking, const egb_field *row);
egb_status egb_ranking_list_group_ranks(egb_ranking *ranking, const egb_field *row);
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
double egb_ranking_score_change(const egb_ranking *ranking, const egb_field *field, size_t unit);
double egb_ranking_rank_change(const egb_ranking *ranking, const egb_field *field, size_t unit);
const char *egb_ranking_membership(const egb_ranking *ranking, size_t unit); /* "new", "gone" or "" */
const char *egb_ranking_other_period(const egb_ranking *ranking);
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
/* Begin with {0}. Out of memory: found by egb_name_list_note. */
void egb_name_list_add(egb_name_list *list, const char *name);
bool egb_name_list_note(egb_table *table, const char *what, egb_name_list *list); /* "what: A, B."; clears the list */

/* ranking_bounds.c: the ranks that bounds of the score allow. */
bool egb_ranking_find_bounds(egb_ranking *ranking); /* false: out of memory */
double egb_ranking_bound(const egb_ranking *ranking, const egb_field *field, size_t unit);
bool egb_ranking_bound_notes(const egb_ranking *ranking, egb_table *table);
bool egb_ranking_bound_facts(const egb_ranking *ranking, egb_table *table);

/* ranking_intervals.c: simulated ranks. */
bool egb_ranking_shows_intervals(const egb_ranking *ranking);
/* An end of the interval of a unit's rank, or of its Monte Carlo error: the item of the field says which. */
double egb_ranking_interval(const egb_ranking *ranking, const egb_field *field, size_t unit);
/* Marks the rank of a unit that cannot be distinguished from the one ranked next. */
void egb_ranking_mark_rank(const egb_ranking *ranking, const egb_field *field, size_t unit, egb_cell *cell);
bool egb_ranking_interval_notes(const egb_ranking *ranking, egb_table *table);
bool egb_ranking_interval_facts(const egb_ranking *ranking, egb_table *table);

/* ranking_facts.c: facts about a unit that cells and notes share. */
bool egb_ranking_find_lacking(egb_ranking *ranking);                  /* in these results; false: out of memory */
bool egb_ranking_is_partial(const egb_ranking *ranking, size_t unit); /* ranked, but without some dimension */
bool egb_ranking_is_missing(const egb_ranking *ranking, size_t node, size_t unit);
egb_state egb_ranking_state(const egb_ranking *ranking, size_t node, size_t unit);
const char *egb_ranking_status(const egb_ranking *ranking, size_t unit); /* "ok", "partial", "unranked", "screened" */
/* Appends the ids of the missing children of the root, separated by blanks. */
void egb_ranking_missing(const egb_ranking *ranking, size_t unit, egb_buffer *out);
/* Appends why a unit has no rank; nothing when it has one. */
void egb_ranking_reason(const egb_ranking *ranking, size_t unit, egb_buffer *out);

/* ranking_rows.c: cells of fields. Rows first, first + 1, ... of a ranking, its units in order (an egb_table_fill). */
bool egb_ranking_fill(const void *from, size_t first, egb_table *piece);
/* A field of the same rows as a column of the piece, with its marks. text: room, cleared by the caller. False: out of
 * memory. */
bool egb_ranking_put_column(const egb_ranking *ranking, const egb_field *field, size_t first, egb_table *piece,
                            size_t column, egb_buffer *text);
double egb_ranking_number(const egb_ranking *ranking, const egb_field *field, size_t unit);
/* Appends what the field shows, word or text. */
void egb_ranking_text(const egb_ranking *ranking, const egb_field *field, size_t unit, egb_buffer *out);
/* Notes that explain the marks of states that the rows have, those that they have in some fields, and whether any has
 * that of its interval: as in the cells, without making them. */
bool egb_ranking_state_notes(const egb_ranking *ranking, egb_table *table);
void egb_ranking_see_states(const egb_ranking *ranking, const egb_field *const *fields, size_t count,
                            egb_cells_seen *seen);
bool egb_ranking_any_tie(const egb_ranking *ranking);

#endif
