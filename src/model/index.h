/* index.h - the definition as data: a flat pre-order array of nodes. Leaves to root is a loop from the end.
 *
 * Invariants the reader guarantees: node 0 is the index; parents come before children; ids are unique; weights are
 * finite and >= 0 with a positive sum among siblings; an aggregate has at least one child; choices carry their place.
 * Inheritance of `defaults:` is already resolved: every node knows its own choices. Method names and parameters are NOT
 * yet checked (the plan does that). */
#ifndef EGB_MODEL_INDEX_H
#define EGB_MODEL_INDEX_H

#include "base/arena.h"
#include "base/source.h"
#include "egovbench.h"
#include "model/cell.h"
#include "model/dialect.h"
#include "model/expression.h"
#include "model/labels.h"

/* A scalar as written, with its place. A cell of a matrix that may be left open, and is: EGB_SCALAR_NOTHING. */
#define EGB_SCALAR_NOTHING "~"
typedef struct egb_scalar {
  const char *text;
  egb_place place;
} egb_scalar;

/* One parameter of a chosen method: `clamp: true`, `to: [0, 10]`. */
typedef struct egb_setting {
  const char *key;
  egb_place place; /* of the key */
  const egb_scalar *value;
  size_t count; /* 1 unless a list */
  bool list;
  bool columns; /* the values name columns of the data */
  size_t rows;  /* a list of lists of equal length: value holds them row by row; 0 otherwise */
  bool file;    /* the value names a file, which is looked for where data files are */
} egb_setting;

/* A chosen method. The reader fills the name: written on the node, else inherited from `defaults:`, else implied
 * (`goalposts:` -> goalposts, `points:` -> points), else the default of its family; imputation, treatment and rescaling
 * have NULL for none. place.source is NULL when nothing was written. Nodes that inherit a choice share its settings. */
typedef struct egb_choice {
  const char *name;
  egb_place place;
  const egb_setting *setting;
  size_t count;
} egb_choice;

/* A method written under some `defaults:`. Nodes have their own copies: this list is for checking also those that no
 * node uses. */
typedef struct egb_default_choice {
  egb_method_family family;
  egb_choice choice;
} egb_default_choice;

/* A rubric line with its place; code_text is set when the answer is a text ("yes"). */
typedef struct egb_rubric_line {
  egb_rubric_rule rule;
  const char *code_text;
  egb_place place;
} egb_rubric_line;

/* A period from which on something else is asked or measured. */
typedef struct egb_break {
  const char *period, *text;
  egb_place place; /* of the period */
} egb_break;

/* An entry of `only:`: the units whose group of the grouping is one of the values. */
typedef struct egb_only {
  const char *grouping;
  egb_place place; /* of the grouping */
  const egb_scalar *value;
  size_t count;
} egb_only;

#define EGB_NONE ((size_t)-1)
#define EGB_THEN_OWN "x" /* in `then:` the score of the node itself */

/* The weight that a node has from a period on: of `weight: {2018: 10, 2020: 12}`, or in a file of weights. */
typedef struct egb_period_weight {
  const char *period; /* NULL: in all periods */
  double weight;
  bool percent;
  egb_place place; /* of the number */
} egb_period_weight;

typedef struct egb_node {
  const char *id;
  egb_place place; /* of the id */
  egb_place body;  /* where its map begins: a brace, or its first key */
  egb_labels name;
  size_t parent;      /* EGB_NONE for the root */
  size_t depth;       /* root 0 */
  size_t first_child; /* EGB_NONE for an indicator */
  size_t next;        /* next sibling, EGB_NONE for the last */
  size_t child_count;
  size_t end; /* one past the last node below: descendants are (node, end) */
  double weight;
  egb_place weight_place;           /* of the number; source NULL when not given (weight is then 1) */
  int direction;                    /* of the score: +1 rises with the value, -1 falls */
  const char *unit, *source, *note; /* NULL when not given */
  /* aggregates */
  egb_choice aggregate, weights;
  egb_choice rescale;         /* a normalisation of the node's own score over the units; name NULL: none */
  double available;           /* least share of the indicators below that a unit needs, 0..1 */
  size_t available_least;     /* least number of them; 0: any */
  bool available_of_children; /* both of the direct children that have a score instead */
  egb_place available_place;
  bool optional; /* left out unless a scenario adds it */
  /* indicators */
  const char *column;     /* data column; NULL when computed */
  egb_place column_place; /* of the column's name, or of the id that is used for it */
  const egb_expression *compute;
  egb_place compute_place;
  const char *per;  /* data column to divide by; NULL: none */
  double per_scale; /* value = column * per_scale / per */
  egb_place per_place;
  double target; /* NaN when not given */
  egb_place target_place;
  egb_choice impute, treat; /* name NULL: none */
  egb_choice normalise;
  bool drop_constant; /* left out when all its values are equal, which is otherwise refused */
  egb_place drop_constant_place;
  bool has_goalposts, has_bounds;
  double goalposts[2], bounds[2];
  egb_place goalposts_place, bounds_place;
  const egb_rubric_line *rubric; /* NULL without `points:` */
  size_t rubric_count;
  egb_choice fill; /* aggregates: an imputation of missing scores; name NULL: none */
  bool subtract;   /* taken away from its parent's sum */
  egb_place subtract_place;
  const egb_break *breaks; /* as written */
  size_t break_count;
  const egb_period_weight *weight_of; /* a weight per period, in the order of time (`weight` is the last); NULL: one */
  size_t weight_of_count;
  const egb_only *only; /* takes part only for the units that meet all of these; NULL: for all */
  size_t only_count;
  /* aggregates: what becomes of the score before it is rounded and rescaled; NULL: it stays. Names are the nodes of
   * then_operand, EGB_NONE: the score itself. */
  const egb_expression *then;
  egb_place then_place;
  const size_t *then_operand;
  bool tried[EGB_FAMILY_COUNT]; /* of a variant: its scenario chooses the method, and written weights may go unused */
} egb_node;

typedef struct egb_level {
  const char *id;
  egb_labels name;
  egb_labels description; /* what a unit at the level has; none: not given */
  double from;            /* the score that reaches the level: its worst one */
  double minimum; /* the score every child of the root must reach; infinite, on the worse side, when not given */
  egb_place place;
} egb_level;

typedef enum egb_ties {
  EGB_TIES_COMPETITION = 0, /* 1 2 2 4 */
  EGB_TIES_DENSE,           /* 1 2 2 3 */
  EGB_TIES_FRACTIONAL,      /* 1 2.5 2.5 4 */
  EGB_TIES_ORDINAL          /* 1 2 3 4: by unit id within ties */
} egb_ties;

/* Ranks compare scores in steps of 1e-9 (score/stages.h) whatever is written: 9 decimals would change nothing, and more
 * cannot be given. */
#define EGB_RANK_DECIMALS_MAX 8
/* Decimals of the score that ranks see; for one period (period not NULL) or for all. -1: full precision (1e-9). */
typedef struct egb_rank_decimals {
  const char *period;
  int decimals;
} egb_rank_decimals;

/* `rank: bounds:`: where bounds of the score come from. */
typedef struct egb_score_bounds {
  egb_place place;                /* of the map; source NULL: not written */
  egb_scalar lower, upper, error; /* data columns; text NULL: not given */
  bool dispersion;
  double confidence;
} egb_score_bounds;

typedef struct egb_rank_rule {
  egb_ties ties;
  egb_rounding rounding;     /* of the decimals */
  const size_t *tie_breaker; /* nodes whose scores decide between equal ones, in this order */
  size_t tie_breaker_count;
  const egb_rank_decimals *decimals; /* the entry of the period decides, else the one without a period, else -1 */
  size_t count;
  egb_score_bounds bounds;
} egb_rank_rule;

typedef struct egb_scenario_weight {
  size_t node;
  double weight;
  bool percent; /* "30%": of the siblings' total */
  egb_place place;
} egb_scenario_weight;

typedef struct egb_scenario {
  const char *id;
  egb_place place;
  const char *note;
  egb_rescale rescale;
  const egb_scenario_weight *weight;
  size_t count;
  const size_t *drop, *add; /* nodes taken out with all below them; optional nodes taken in */
  size_t drop_count, add_count;
  const char *changes;       /* what else it changes, as it is written; NULL: nothing */
  struct egb_index *variant; /* the index with these changes, the same nodes in the same order; NULL without */
  bool own_data;             /* its data is not that of the definition: other files, columns or bounds */
} egb_scenario;

/* `screen:` - which units take part. Screened after imputation. */
typedef struct egb_forced {
  const char *unit;
  const char *reason;
  egb_place place;
  const char *period; /* in this period only; NULL: in all */
  size_t more;        /* further entries of the same unit behind this one */
} egb_forced;

typedef struct egb_screen {
  double available;         /* least share of indicators with an observed (not imputed) value, overall; 0: none asked */
  double available_by_node; /* the same below every child of the root */
  double zeros;             /* largest share of zeros among a unit's observed indicators; 1: any */
  bool after_imputation;    /* the three shares see imputed values as if they were observed */
  const egb_forced *include, *exclude; /* whatever the shares say */
  const egb_forced *unranked;          /* scored like the others, but without a rank */
  size_t include_count, exclude_count, unranked_count;
} egb_screen;

/* `uncertainty:` - what is not known for sure, and how far. */
typedef enum egb_uncertain_weights {
  EGB_UNCERTAIN_WEIGHTS_UNSAID = 0, /* not written: uniform within 25 %, whatever else varies */
  EGB_UNCERTAIN_WEIGHTS_FIXED,
  EGB_UNCERTAIN_WEIGHTS_UNIFORM,   /* each within +-spread of itself, then rescaled to the siblings' total */
  EGB_UNCERTAIN_WEIGHTS_DIRICHLET, /* around themselves, with a concentration */
  EGB_UNCERTAIN_WEIGHTS_FLAT,      /* any weights at all */
  EGB_UNCERTAIN_WEIGHTS_STATED     /* certain but where statements are about them */
} egb_uncertain_weights;

/* What is known about the weights of siblings, as shares of their total: one comparison out of a statement. */
typedef struct egb_weight_statement {
  size_t node;      /* its share is at least value times the share of `than`; */
  size_t than;      /* EGB_NONE: at least the share `value`, */
  bool at_most;     /* or at most */
  double value;     /* >= 0 */
  const char *text; /* the whole statement: the same pointer for all its comparisons */
  egb_place place;  /* of that text; source NULL: not from a file */
} egb_weight_statement;

typedef enum egb_leave_out {
  EGB_LEAVE_OUT_NOTHING = 0,
  EGB_LEAVE_OUT_INDICATORS, /* no indicator, or one of them: each equally often */
  EGB_LEAVE_OUT_DIMENSIONS  /* the same with the children of the index */
} egb_leave_out;

typedef struct egb_indicator_error {
  size_t node;
  double amount; /* standard error in the indicator's own unit, or in percent of its standard deviation */
  bool percent;
  egb_place place;
} egb_indicator_error;

typedef enum egb_error_by { EGB_ERROR_BY_UNIT = 0, EGB_ERROR_BY_SOURCE } egb_error_by; /* as the words of `by:` */

typedef struct egb_uncertain {
  egb_place place; /* of the key; source NULL: not written */
  egb_uncertain_weights weights;
  double spread, concentration;
  const egb_weight_statement *statement; /* siblings they are about have any weights that satisfy all of them */
  size_t statement_count;
  bool parts_drawn; /* of acceptability: the children of parts_of have the weights of a law where nothing is stated */
  size_t parts_of;
  egb_uncertain_weights parts_law; /* FLAT, or with the spread or the concentration above */
  /* choices to draw from, each equally often; name NULL: none, "on" and "off" as in the file. By egb_method_family. */
  const egb_choice *choice[EGB_FAMILY_COUNT];
  size_t choice_count[EGB_FAMILY_COUNT];
  const size_t *aggregate_at; /* nodes whose aggregation is drawn; NULL: all */
  size_t aggregate_at_count;
  egb_leave_out leave_out;
  bool has_error;
  bool data_errors;                    /* the standard errors of the data count */
  bool imputed_residuals;              /* imputed values are as uncertain as the imputation of observed ones is wrong */
  bool imputed_predictive;             /* imputed values are drawn by the imputation itself */
  double error_correlation;            /* of the measurement errors of a unit, 0 to 1 */
  egb_error_by error_by;               /* of all, or of those of one source */
  egb_place error_by_place;            /* source NULL: not from a file */
  double error, imputed_error;         /* of all indicators, of imputed values: share of the standard deviation */
  const egb_indicator_error *error_of; /* of single ones */
  size_t error_of_count;
  bool replace_failed; /* draws that cannot be scored are run again without what the failure names */
} egb_uncertain;

/* `audit:` - limits of rules in place of those of their profile. */
typedef struct egb_audit_given {
  const char *rule;
  double limit;
  egb_place place; /* of the number */
} egb_audit_given;

typedef struct egb_audit_limits {
  const struct egb_audit_profile *profile; /* the usual one where none is written */
  const egb_audit_given *limit;
  size_t count;
} egb_audit_limits;

/* Whether anything is said of what is uncertain. */
bool egb_uncertain_says(const egb_uncertain *declared);

/* A file of the definition's `data:`. */
typedef enum egb_layout { EGB_LAYOUT_AUTO = 0, EGB_LAYOUT_WIDE, EGB_LAYOUT_LONG, EGB_LAYOUT_PERIODS } egb_layout;

typedef struct egb_rename {
  const char *column; /* name in the definition */
  const char *header; /* header in the file */
  egb_place place;
} egb_rename;

typedef struct egb_data_file {
  const char *file;
  egb_place place;
  egb_layout layout;
  const char *unit, *period, *indicator, *value,
      *error;                 /* headers; NULL: the defaults unit|iso3|id, period|year, indicator, value, error */
  const char *only_period;    /* all rows of a file without a period column belong to this one; NULL: to every period */
  const char *only_indicator; /* layout periods: the data column that all rows are about; NULL: not said */
  egb_dialect dialect;
  const struct egb_data_file *base; /* of a file of the user with keys of its own: the entry these are put over */
  const egb_rename *rename;
  size_t rename_count;
  const egb_rename *errors; /* wide: column -> header that holds its standard error */
  size_t error_count;
} egb_data_file;

/* The keys of a data file that the user gives, a YAML map such as "{decimal: comma}", checked like those of a
 * definition and put over what *out has; places are in a source of the name `label`. In `define`. */
egb_status egb_data_entry(egb_arena *arena, const char *label, const char *keys, egb_diag *diag, egb_data_file *out);

typedef struct egb_grouping_spec {
  const char *id;     /* "region" */
  const char *header; /* header in the unit list */
} egb_grouping_spec;

/* `units:` */
typedef struct egb_unit_list {
  const char *file; /* NULL: no list; units are those of the data */
  egb_place place;
  const char *id;         /* header, default iso3|unit|id */
  const egb_label *names; /* language -> header; default: name_en -> en, name_zh_hant -> zh-Hant, name -> "" */
  size_t name_count;
  const egb_grouping_spec *grouping; /* default: region, income when those headers exist */
  size_t grouping_count;
  const char *population; /* header or NULL */
  egb_dialect dialect;
  const char *period; /* header; NULL: period or year, when the file has one */
} egb_unit_list;

/* The same of a list of units. In `define`. */
egb_status egb_unit_entry(egb_arena *arena, const char *label, const char *keys, egb_diag *diag, egb_unit_list *out);

/* `publication:` - what portals ask of a publisher. NULL: not written; words as the grammar has them. */
#define EGB_TERMS_COUNT 4 /* as the keys of `terms:` */
typedef struct egb_publication {
  const char *address, *contact_name, *contact_email, *contact_phone, *theme, *frequency, *spatial, *publisher_id,
      *access, *category, *terms[EGB_TERMS_COUNT];
  egb_labels keywords; /* one item per word: a language may come many times */
} egb_publication;

struct egb_index {
  egb_arena *arena;
  const egb_source *source; /* the file as read; owned by the arena */
  const char *id, *edition, *version, *licence, *citation, *source_text, *publisher, *note; /* NULL when not given */
  egb_labels title, description;
  double scale;       /* scores run from 0 to this; default 100 */
  bool lower;         /* a lower score is better: an index of risk, of burden */
  const char *period; /* default period, NULL: the latest */
  egb_node *node;
  size_t node_count;
  const egb_node **by_id; /* the nodes in the order of their ids, then in document order */
  /* Periods whose values normalisations and treatments learn from: NULL or "period" each its own, "all", or one. */
  const char *fit, *fit_treat;
  egb_place fit_place, fit_treat_place;
  egb_screen screen;
  egb_rank_rule rank;
  const egb_level *level; /* best first */
  size_t level_count;
  const egb_scenario *scenario;
  size_t scenario_count;
  egb_uncertain uncertainty;
  egb_audit_limits audit;
  egb_publication publication;
  egb_place scenarios_key, scenarios_body; /* where `scenarios:` is written and its map begins; source NULL: not */
  const egb_data_file *file;
  size_t file_count;
  egb_unit_list units;
  const egb_default_choice *default_choice;
  size_t default_choice_count;
  const size_t *order;               /* every node after its children and after those that its `then:` names */
  size_t then_count;                 /* nodes with `then:` */
  const bool *then_used;             /* per node: some `then:` names it */
  struct egb_index *base;            /* of a variant: the index of the definition; NULL: it is that one itself */
  const egb_scenario *under;         /* of a variant: its scenario */
  const egb_source *const *extended; /* the files that it extends, the nearest first */
  size_t extended_count;
  const char *home;                /* where shipped ones were looked for; NULL: egb_home() */
  const egb_unit_list *more_units; /* lists that have more about the units of the first */
  size_t more_unit_count;
};

/* What a choice itself says of the periods that it learns from: `{method: minmax, fit: all}`; NULL: nothing. */
const char *egb_choice_fit(const egb_choice *choice);

/* The scenario with this id, NULL. */
const egb_scenario *egb_index_find_scenario(const egb_index *index, const char *id);
/* Whether two are variants of one definition. */
static inline bool egb_index_is_kin(const egb_index *a, const egb_index *b) {
  return (a->base != NULL ? a->base : a) == (b->base != NULL ? b->base : b);
}

/* EGB_UNCOMPUTABLE, said, for an index of ranks as published: no weights or methods make them. */
egb_status egb_index_refuse_published(const egb_index *index, egb_diag *diag);

/* How good a score is: of two, the better one is higher. The one place that knows the direction of an index; what
 * compares scores of any node compares these. NaN: none. */
static inline double egb_index_height(const egb_index *index, double score) {
  return index->lower ? 0 - score : score;
}

/* The same of a node: what is subtracted is better the less there is of it, and so on for what is below. */
double egb_index_node_height(const egb_index *index, size_t node, double score);

/* Columns that every ranking table has: a child of the root, which becomes a column of its id, cannot take their names.
 * NULL-terminated. */
extern const char *const egb_index_reserved[];

/* Whether a list of nodes has this one. */
static inline bool egb_nodes_have(const size_t *list, size_t count, size_t node) {
  for (size_t i = 0; i < count; i++)
    if (list[i] == node)
      return true;
  return false;
}

#endif
