/* ledger.h - the workbook of an index while it is made: where every node, indicator and unit is on its sheets, and what
 * sheets put there. A node has one column on Scores, Steps, Rounded and Ranks, an indicator one on Data, Prepared and
 * Normalised, a unit one row on all of them, so that a formula is the same wherever it is copied to.
 *
 * Columns of nodes are not in the order of the definition: the index, then its children, then those of each aggregate
 * in turn, so that the children of a node lie side by side and a formula takes them as one range, however many there
 * are. Columns of indicators are in the order of the definition, so that those below a node do.
 *
 * A failure (memory) is kept and asked for once, at the end. */
#ifndef EGB_BOOK_LEDGER_H
#define EGB_BOOK_LEDGER_H

#include "base/arena.h"
#include "base/buffer.h"
#include "base/names.h"
#include "method/sheet.h"
#include "model/results.h"
#include "score/plan.h"
#include "write/book.h"

typedef enum egb_ledger_sheet {
  EGB_LEDGER_ABOUT = 0,
  EGB_LEDGER_RANKING,
  EGB_LEDGER_WEIGHTS,
  EGB_LEDGER_SCORES,
  EGB_LEDGER_RANKS,
  EGB_LEDGER_LEVELS,
  EGB_LEDGER_PROFILE,
  EGB_LEDGER_DATA,
  EGB_LEDGER_PREPARED,
  EGB_LEDGER_NORMALISED,
  EGB_LEDGER_STEPS,
  EGB_LEDGER_ROUNDED,
  EGB_LEDGER_METHODOLOGY,
  EGB_LEDGER_SOURCES,
  EGB_LEDGER_DICTIONARY,
  EGB_LEDGER_LOG,
  EGB_LEDGER_COUNT
} egb_ledger_sheet;

/* Rows of the sheets that have a row per unit. */
enum {
  EGB_LEDGER_TITLE = 0,
  EGB_LEDGER_HELP = 1,
  EGB_LEDGER_ID = 2,
  EGB_LEDGER_NAME = 3,
  EGB_LEDGER_FACTS = 4, /* four rows of what a sheet says about a column */
  EGB_LEDGER_FIRST = 8, /* the first unit */
  EGB_LEDGER_LEFT = 2   /* the first column behind the id and the name of a unit */
};

/* What happens to the score of an aggregate, each step in a column of its own. */
typedef enum egb_ledger_step {
  EGB_LEDGER_AGGREGATED = 0, /* rounded, unless a `then:` follows */
  EGB_LEDGER_THEN,           /* rounded */
  EGB_LEDGER_RESCALED,
  EGB_LEDGER_COMPLETED, /* missing scores filled */
  EGB_LEDGER_STEPS_MOST
} egb_ledger_step;

/* Something that is a value where a formula might be expected, and why. */
typedef struct egb_ledger_note {
  egb_ledger_sheet sheet;
  const char *what, *why;
} egb_ledger_note;

typedef struct egb_ledger {
  egb_arena *arena;
  egb_book *book;
  const egb_plan *plan;
  const egb_index *index;
  const egb_dataset *data;
  const egb_results *results;
  const egb_workbook_options *options;
  const egb_plan **plans; /* those of the options that differ by their weights alone */
  size_t plan_count;
  const char *const *languages;
  int decimals;                   /* of scores, as shown */
  size_t sheet[EGB_LEDGER_COUNT]; /* number in the book */
  size_t units, nodes;            /* nodes that take part */
  size_t *order;                  /* them, by column */
  size_t *column, *leaf, *row;    /* per node: its column as a node, as an indicator (EGB_NONE), its row on Weights */
  size_t *first, *children;       /* per aggregate: the column of its first child, how many take part */
  size_t *below;                  /* per node: how many indicators are below it, from the column below_first on */
  size_t *below_first;
  size_t *leaf_node, leaves; /* indicators by column */
  size_t *step_column;       /* per node and step: its column on Steps; EGB_NONE: it is not kept there */
  size_t *step_at;           /* the other way: per column of Steps, the place in step_column */
  size_t step_count;         /* columns of Steps */
  bool prepared;             /* there is a sheet Prepared */
  const double *rank;        /* per node and unit */
  double *contribution;      /* per node, of the unit asked for last */
  size_t contributed;        /* that unit; EGB_NONE */
  egb_ledger_note *note;
  size_t note_count, note_room;
  egb_names said;                /* sheet and subject of each */
  egb_buffer formula, reference; /* that are being written */
  bool failed;
} egb_ledger;

/* The text of a reference. */
typedef struct egb_reference {
  char text[64];
} egb_reference;

/* What the tab of the sheet says. */
const char *egb_ledger_name(egb_ledger_sheet sheet);
/* Whether the workbook has the sheet. */
bool egb_ledger_has(const egb_ledger *ledger, egb_ledger_sheet sheet);

/* A cell, and a range, of a sheet, as seen from one: without the name of the sheet where the two are the same. */
egb_reference egb_ledger_cell(egb_ledger *ledger, egb_ledger_sheet from, egb_ledger_sheet to, size_t row, size_t column,
                              int fix);
egb_reference egb_ledger_range(egb_ledger *ledger, egb_ledger_sheet from, egb_ledger_sheet to, egb_area area, int fix);
/* The cells of all units in a column, rows fixed. */
egb_reference egb_ledger_units(egb_ledger *ledger, egb_ledger_sheet from, egb_ledger_sheet to, size_t column);
/* Puts the formula of which of the texts of a column (area, on sheet `to`) is the one that was chosen in a cell,
 * counted from 1, with its value now. The row behind the area is empty. */
void egb_ledger_put_chosen(egb_ledger *ledger, egb_ledger_sheet sheet, size_t row, size_t column, egb_ledger_sheet to,
                           egb_area area, egb_reference chosen, size_t value);
/* The value of an indicator that its normalisation sees: on Prepared, else on Data. */
egb_ledger_sheet egb_ledger_source(const egb_ledger *ledger);

/* Begins a formula; what is appended to the buffer is one when it is put. */
egb_buffer *egb_ledger_begin(egb_ledger *ledger);
/* Whether a spreadsheet takes a formula of this length; false: About says of `what` that it does not. */
bool egb_ledger_fits(egb_ledger *ledger, egb_ledger_sheet sheet, const char *what);
/* The formula, with the value that it has now: NaN: the empty text. */
void egb_ledger_put(egb_ledger *ledger, egb_ledger_sheet sheet, size_t row, size_t column, egb_look look,
                    egb_sheet_kind kind, double value);
void egb_ledger_put_text(egb_ledger *ledger, egb_ledger_sheet sheet, size_t row, size_t column, egb_look look,
                         egb_sheet_kind kind, const char *value);
void egb_ledger_number(egb_ledger *ledger, egb_ledger_sheet sheet, size_t row, size_t column, egb_look look,
                       double value);
void egb_ledger_text(egb_ledger *ledger, egb_ledger_sheet sheet, size_t row, size_t column, egb_look_kind kind,
                     const char *text);
/* what and why are copied; the same twice is said once. */
void egb_ledger_say(egb_ledger *ledger, egb_ledger_sheet sheet, const char *what, const char *why);

/* Rows 0 to EGB_LEDGER_FIRST - 1 of a sheet with a row per unit: title, help, ids and names of columns, then what
 * `fact` puts into a cell of the rows of facts, each with its label. nodes: columns are nodes, else indicators; more:
 * columns behind them. */
typedef void egb_ledger_fact(egb_ledger *ledger, egb_ledger_sheet sheet, size_t row, size_t column, size_t node);
void egb_ledger_head(egb_ledger *ledger, egb_ledger_sheet sheet, bool nodes, size_t more, const char *help,
                     const char *const labels[4], egb_ledger_fact *fact);
/* Id and name of a unit in its row. */
void egb_ledger_unit(egb_ledger *ledger, egb_ledger_sheet sheet, size_t unit);
/* Widths, which are given before the cells; columns: behind the names. */
void egb_ledger_widths(egb_ledger *ledger, egb_ledger_sheet sheet, size_t columns);
/* Frozen headings, and how it is printed. */
void egb_ledger_finish(egb_ledger *ledger, egb_ledger_sheet sheet);

/* What a node adds to the score of a unit; NaN: it is no sum. The same unit is asked about for all nodes in turn. */
double egb_ledger_contribution(egb_ledger *ledger, size_t node, size_t unit);
/* Whether what the children of the index add to its score is a number. */
bool egb_ledger_adds(egb_ledger *ledger);
/* Appends what a child of the index adds to the score of the unit that is number `at` (a cell) of the other sheets, as
 * a part of the formula that was begun: the child's score, times its share of those that the unit has, or with the sign
 * that it has in a sum; the empty text without a score. */
void egb_ledger_add_contribution(egb_ledger *ledger, egb_ledger_sheet from, size_t child, egb_reference at);
/* Of the scores of a node, over the units that have one; NaN: none has. */
double egb_ledger_mean(const egb_ledger *ledger, size_t node);
const char *egb_ledger_node_name(const egb_ledger *ledger, size_t node);
const char *egb_ledger_unit_name(const egb_ledger *ledger, size_t unit);
/* How a score looks, in a role. */
egb_look egb_ledger_score(const egb_ledger *ledger, egb_look_role role);

/* scaling.c: a normalisation as formulas, of an indicator or, as `rescale:`, of an aggregate. */
typedef struct egb_ledger_scaling {
  egb_ledger_sheet sheet;  /* where the formulas are */
  egb_ledger_sheet values; /* where the values are, */
  size_t values_column;    /* in this column */
  egb_ledger_sheet fitted; /* where what it learns is kept, from row EGB_LEDGER_FACTS + 1 on, */
  size_t fitted_column;    /* in this column */
  size_t node;
} egb_ledger_scaling;
/* Number k of what a scaling learns, into its cell; nothing for one that it does not have. */
void egb_ledger_put_fitted(egb_ledger *ledger, const egb_ledger_scaling *scaling, size_t k);
/* The formula of a unit's result, into the buffer; NONE: none says it, *why. */
egb_sheet_kind egb_ledger_scale(egb_ledger *ledger, const egb_ledger_scaling *scaling, size_t unit, const char **why);
/* value as a formula, rounded; NONE: no formula rounds like this. */
egb_sheet_kind egb_ledger_round(egb_buffer *out, const char *value, int decimals, egb_rounding rounding);

/* then.c: an expression as a formula. */
egb_sheet_kind egb_ledger_then(egb_ledger *ledger, size_t node, size_t unit, egb_ledger_sheet from, size_t own_column,
                               egb_buffer *out);

/* The sheets. */
void egb_ledger_about(egb_ledger *ledger);
void egb_ledger_ranking(egb_ledger *ledger);
void egb_ledger_weights(egb_ledger *ledger);
void egb_ledger_data(egb_ledger *ledger);
void egb_ledger_prepared(egb_ledger *ledger);
void egb_ledger_normalised(egb_ledger *ledger);
void egb_ledger_scores(egb_ledger *ledger);
void egb_ledger_rounded(egb_ledger *ledger);
void egb_ledger_ranks(egb_ledger *ledger);
void egb_ledger_levels(egb_ledger *ledger);
void egb_ledger_profile(egb_ledger *ledger);
egb_status egb_ledger_methodology(egb_ledger *ledger, egb_diag *diag);
void egb_ledger_sources(egb_ledger *ledger);
void egb_ledger_dictionary(egb_ledger *ledger);
void egb_ledger_log(egb_ledger *ledger);

/* Where other sheets find what they need of a sheet. */
size_t egb_ledger_share_column(const egb_ledger *ledger);    /* of Weights */
size_t egb_ledger_position_column(const egb_ledger *ledger); /* of Ranks: places without ties */
size_t egb_ledger_level_column(void);                        /* of Levels */

#endif
