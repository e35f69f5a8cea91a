/* method.h - what a method is: one file with the arithmetic, one row with everything a person or a validator needs to
 * know.
 *
 * Methods see columns and parameters, never the tree; they allocate nothing (the caller gives scratch space), keep
 * nothing, report nothing. A missing value is NaN and comes out as NaN unless a method says otherwise. What the plan
 * has checked before (ranges, required parameters, impossible combinations) a method need not check again; what only
 * the numbers can show (all values equal) it returns a reason: half a sentence, NULL on success. */
#ifndef EGB_METHOD_METHOD_H
#define EGB_METHOD_METHOD_H

#include "method/sheet.h"
#include "model/cell.h"

#include <stdbool.h>
#include <stddef.h>

typedef enum egb_parameter_kind {
  EGB_PARAMETER_NUMBER,
  EGB_PARAMETER_INTEGER,
  EGB_PARAMETER_BOOL,     /* 0 or 1 */
  EGB_PARAMETER_RANGE,    /* two numbers, the first below the second */
  EGB_PARAMETER_CHOICE,   /* position in choices */
  EGB_PARAMETER_LIST,     /* numbers; every one within [least, most] */
  EGB_PARAMETER_MATRIX,   /* rows of equally many numbers */
  EGB_PARAMETER_UNIT,     /* a unit's id; value: its position in the data; preset NaN when it may be left out */
  EGB_PARAMETER_COLUMNS,  /* data columns, which are then read; list: their positions */
  EGB_PARAMETER_GROUPING, /* a grouping's id (region, income); value: its position; preset NaN when it may be left out
                           */
  EGB_PARAMETER_FILE,     /* a file, read with the data; value: 1 when it is named */
  EGB_PARAMETER_PERIODS   /* period, all or a period of the data; value: EGB_PERIODS_OWN, EGB_PERIODS_ALL, its position;
                             preset NaN when it may be left out */
} egb_parameter_kind;

/* Values of a parameter that says which periods: each by itself, or all of them together. */
#define EGB_PERIODS_OWN (-1.0)
#define EGB_PERIODS_ALL (-2.0)

/* What a parameter is to the rooms around the methods. They ask for the role, never for the name or the position. */
typedef enum egb_parameter_role {
  EGB_ROLE_OWN = 0, /* nothing: the method's own business */
  EGB_ROLE_TARGET,  /* the range of scores that values are mapped to */
  EGB_ROLE_POWER,   /* the order of a power mean */
  EGB_ROLE_LEAST,   /* lower scores of children count as this much; 0: none is lifted */
  EGB_ROLE_WITHIN,  /* the node that a row is made of: egb_within, or a depth below the index */
  EGB_ROLE_ROUND,   /* the five of egb_common */
  EGB_ROLE_ROUNDING,
  EGB_ROLE_LOG,
  EGB_ROLE_ZERO,
  EGB_ROLE_FIT, /* of normalisations and treatments: the periods they learn from */
  EGB_ROLE_COUNT
} egb_parameter_role;

/* Choices of a parameter with EGB_ROLE_WITHIN. */
typedef enum egb_within { EGB_WITHIN_PARENT, EGB_WITHIN_DIMENSION, EGB_WITHIN_INDEX } egb_within;

/* A parameter takes slots parameter[2 * i] and parameter[2 * i + 1] (the second only for a range) of the array that
 * methods get; lists and matrices are in list[i]. Numbers may be written as constant expressions ("1/3"). */
typedef struct egb_parameter {
  const char *name;
  egb_parameter_kind kind;
  egb_parameter_role role;
  bool required;
  bool may_lack; /* cells of a matrix may be `~`: NaN */
  double preset[2];
  double least, most; /* allowed range, inclusive */
  const char *const *choices;
  const char *help; /* one sentence */
} egb_parameter;

#define EGB_PARAMETERS_MAX 8
#define EGB_PARAMETER_SLOTS (2 * EGB_PARAMETERS_MAX)

typedef struct egb_list {
  const double *item;
  size_t count; /* all items; row by row */
  size_t rows;  /* matrices; 1 for a list, 0 when not given */
} egb_list;

/* What a row says to people, in words: left out of modules that never print it. */
#ifdef EGB_WITHOUT_WORDS
#define EGB_WORDS(text) (true ? NULL : (text))
#else
#define EGB_WORDS(text) (text)
#endif

typedef struct egb_method {
  const char *name;      /* as written in a definition */
  const char *summary;   /* one line */
  const char *formula;   /* plain text */
  const char *reference; /* book or paper with page */
  const char *edges;     /* behaviour at the edges: all equal, one unit, zero, missing */
  const char *example;   /* YAML */
  const egb_parameter *parameter;
  size_t parameter_count;
  const char *const *fitted; /* names of the numbers fit() keeps, NULL-terminated; NULL: none */
  const char *hint;          /* what to do when the method returns a reason; NULL: what its family always says */
  bool is_default;           /* what a node has whose definition chooses none; none in the family: nothing is done */
  const char *implied_by;    /* key of a node that chooses the method when nothing else does; NULL: none */
  const char *absent;        /* what this build lacks for the method, which is then refused; NULL: nothing */
} egb_method;

#define EGB_PARAMETER_NONE ((size_t)-1)

/* The first parameter of a method with a role or of a kind; EGB_PARAMETER_NONE. */
size_t egb_parameter_with_role(const egb_method *method, egb_parameter_role role);
size_t egb_parameter_of_kind(const egb_method *method, egb_parameter_kind kind);
/* The place of the one with the name among count; count: there is none. */
size_t egb_parameter_named(const egb_parameter *parameter, size_t count, const char *name);
/* The number of the parameter with a role, or otherwise. */
double egb_parameter_number(const egb_method *method, egb_parameter_role role, const double *parameter,
                            double otherwise);

/* How many doubles of scratch a method needs for count units and child_count children or columns. */
typedef size_t egb_scratch_need(size_t count, size_t child_count);

/* Doubles of scratch for a method of count units, children or columns whose row asks for no more; a constant expression
 * where count is one. */
#define EGB_METHOD_SCRATCH(count) (4 * (count) + 64)

/* Scores that differ by less than this share of themselves are the same but for rounding: means of the same numbers
 * taken in another way, points that add up in another order. */
#define EGB_SCORES_SAME 1e-14

/* ---- imputation: missing values of raw columns ----------------------------------------------- */

typedef struct egb_impute_input {
  const double *parameter; /* EGB_PARAMETER_SLOTS */
  const egb_list *list;
  double *const *column; /* column_count raw columns of count units: filled in place. All indicators that share this
                            choice and, for methods that look along the row, the same node. */
  const int *direction;  /* per column */
  size_t column_count, count;
  const double *const *predictor; /* columns named by a COLUMNS parameter, complete or not */
  size_t predictor_count;
  const size_t *group; /* per unit: number of its group for a GROUPING parameter; SIZE_MAX: unknown; NULL without one */
  size_t group_count;
  /* panels: series[p * column_count + c] is column c in period p as observed, before any imputation; period is the one
   * being filled */
  const double *const *series;
  const double *time; /* per period: its number (year), or its position when periods are not numbers */
  size_t period, period_count;
  double *scratch;
} egb_impute_input;

/* Random numbers for a `draw`, from whoever simulates. */
typedef struct egb_chance {
  double (*uniform)(void *state); /* inside (0, 1) */
  double (*normal)(void *state);  /* standard normal */
  double (*chi_square)(void *state, double freedom);
  size_t (*below)(void *state, size_t count); /* 0 to count - 1, equally likely */
  void *state;
} egb_chance;

typedef struct egb_impute {
  egb_method head;
  bool needs_periods; /* refused for data without periods; only these get series and time */
  bool copies;        /* fills with a value of the same unit as it is: also right for codes of answers */
  /* looks at a unit's other columns: they are handed over together, those within one node at a time: that of the
   * parameter with EGB_ROLE_WITHIN, without it the index */
  bool along_row;
  egb_scratch_need *scratch; /* child_count: columns and predictors together. NULL: none */
  bool alone; /* fills a column by what that column has, whatever others there are: also the scores of a node */
  /* Fills NaN where it can; what it cannot fill stays NaN. */
  const char *(*apply)(const egb_impute_input *input);
  /* Fills as apply() does, with a draw from the predictive distribution of the missing values: what is estimated is
   * drawn too, so that repeated draws are a multiple imputation (D. B. Rubin, Multiple Imputation for Nonresponse in
   * Surveys, 1987). NULL: the method supposes no distribution. */
  const char *(*draw)(const egb_impute_input *input, const egb_chance *chance);
} egb_impute;

/* ---- treatment of outliers: one raw column --------------------------------------------------- */

typedef struct egb_treat_input {
  const double *parameter;
  const egb_list *list;
  double *scratch; /* EGB_METHOD_SCRATCH(count) doubles */
} egb_treat_input;

/* What a treatment learned, applied as: clip to [low, high], then the transformation. */
typedef enum egb_transform {
  EGB_TRANSFORM_NONE = 0,
  EGB_TRANSFORM_LOG,          /* ln(x + shift) */
  EGB_TRANSFORM_LOG_MIRRORED, /* -ln(shift - x): for a tail on the left */
  EGB_TRANSFORM_BOX_COX       /* ((x + shift)^lambda - 1) / lambda, ln(x + shift) at lambda 0 */
} egb_transform;

typedef struct egb_treatment {
  double low, high; /* winsorised to these; -INFINITY, INFINITY: not */
  egb_transform transform;
  double factor; /* the values are multiplied by it before the transformation; 1 unless the method says otherwise */
  double shift, lambda;
  double rest; /* what rounding left out of shift: beside it the values may be far apart, or lie far from 0 */
  size_t winsorised_low, winsorised_high; /* points moved at each end */
  double skewness[2], kurtosis[2];        /* before and after; NaN when they do not exist */
  bool passed;                            /* the rule is met at the end */
} egb_treatment;

typedef struct egb_treat {
  egb_method head;
  /* Learns from the present values. */
  const char *(*fit)(const egb_treat_input *input, const double *present, size_t count, egb_treatment *out);
} egb_treat;

/* y[i] from x[i] as a treatment says; NaN stays NaN; a value outside the transformation's domain gives NaN. */
void egb_treatment_apply(const egb_treatment *treatment, const double *x, double *y, size_t count);
/* The same as a formula of a value that is there. */
void egb_treatment_sheet(const egb_treatment *treatment, const char *x, egb_buffer *out);

/* ---- normalisation: an indicator (or, as `rescale:`, an aggregate) onto the common scale ----- */

typedef struct egb_normalise_input {
  const double *parameter;
  const egb_list *list;
  int direction;            /* +1 or -1 */
  double scale;             /* the index's scale: the default target is [0, scale] */
  const double *goalposts;  /* two numbers or NULL */
  const egb_rubric *rubric; /* NULL without points */
  double target;            /* the node's `target:`, NaN without */
  double reference;         /* value of the unit a UNIT parameter names, NaN without */
  double *scratch;          /* EGB_METHOD_SCRATCH(count) doubles */
} egb_normalise_input;

typedef struct egb_normalise {
  egb_method head;
  bool needs_goalposts, needs_rubric, needs_target;
  bool may_be_negative; /* results below zero are normal (z-score): a geometric mean over them is refused */
  bool ignores_direction;
  bool keeps_order; /* a unit ahead stays ahead, whatever the parameters and whatever fit learned from the same values:
                       orders by the score before are those by the score after */
  bool compares;    /* ranks units among themselves: the result of one does not follow from its own value */
  bool fixed;       /* learns nothing from the data: no warning for a single unit, comparable over time as it is */
  /* Learns from the present values (no NaN), count >= 1 unless fixed. fitted holds 8 zeroed numbers. NULL: nothing to
   * learn. */
  const char *(*fit)(const egb_normalise_input *input, const double *present, size_t count, double *fitted);
  /* y[i] from x[i]; NaN in gives NaN out, except a rubric's rule for missing answers. x and y do not overlap. Methods
   * of order (rank, percentile) rank the values of x among themselves. */
  void (*apply)(const egb_normalise_input *input, const double *fitted, const double *x, double *y, size_t count);
  /* The same as formulas: the result, and number k of what fit() learns, of the values `all`. sheet NULL, or NONE from
   * it: no formula says it. sheet_fit NULL, or NONE: the number does not follow from the values. input without scratch.
   */
  egb_sheet_kind (*sheet)(const egb_normalise_input *input, const egb_sheet_value *at, egb_buffer *out);
  egb_sheet_kind (*sheet_fit)(const egb_normalise_input *input, size_t k, const char *all, egb_buffer *out);
} egb_normalise;

/* ---- aggregation: the children of a node into its score -------------------------------------- */

/* How good the answer of a method is that looks for the best of many: its worth is at most the share short_of below
 * that of the best, 0: it is the best. promised: so few units that it should be, with what this build lacks. */
typedef struct egb_search {
  double short_of;
  bool promised;
} egb_search;

typedef struct egb_aggregate_input {
  const double *parameter;
  const egb_list *list;
  const double *const *child; /* columns of child_count children, count units each */
  const double *weight;       /* per child, >= 0, sum 1 */
  size_t child_count, count;
  const bool *subtract; /* per child, of methods with .subtracts: taken away; NULL: none is */
  double scale;         /* of the index */
  double *scratch;      /* as the row's need says; default EGB_METHOD_SCRATCH(child_count) */
  egb_search *search;   /* filled by methods that search; NULL: not asked for */
} egb_aggregate_input;

typedef struct egb_aggregate {
  egb_method head;
  bool needs_nonnegative; /* refused over methods that may be negative; a negative value met all the same makes the unit
                             missing */
  bool may_be_negative;   /* also over children that are not: refused below one that needs_nonnegative */
  bool ignores_weights;   /* weights of children only say, by 0, which are left out */
  bool own_weights; /* a program finds weights for each unit: where a simulation draws it among others, its children are
                       weighed as defined and it is solved once, not for every draw of their weights */
  bool flatters;    /* gives each unit the weights by which its score is highest: no sense where lower is better */
  bool is_mean;     /* a power mean with the children's weights: what simulations and exact answers can follow */
  bool lowest;      /* the lowest of the children that have a weight: what simulations can follow as well */
  double power;     /* of such a mean: 1 arithmetic, 0 geometric, -1 harmonic; NaN: the parameter with EGB_ROLE_POWER */
  bool linear;      /* score = sum of weight * child: contributions add up */
  bool subtracts;   /* score = sum of the children, those with `subtract:` taken away: they add up, too */
  bool whole;       /* compares units with each other: first is 0 and last is count; the signs of the children
                       do not show in the scores */
  bool programs;    /* solves linear or integer programs: what has no solver shows such scores as they were computed */
  egb_scratch_need *scratch; /* NULL: the default */
  /* y[u] from the children present for u, their weights re-scaled to sum 1 (available-case); no child present (or only
   * children of weight 0): NaN. Units first to last - 1 only. NULL, or the reason why nothing can be computed. */
  const char *(*apply)(const egb_aggregate_input *input, size_t first, size_t last, double *y);
  /* The same as a formula, of a unit that has at least one child of positive weight; the empty text: no score. NULL, or
   * NONE from it: no formula says it. input has parameter, list, child_count, subtract and scale. */
  egb_sheet_kind (*sheet)(const egb_aggregate_input *input, const egb_sheet_children *at, egb_buffer *out);
} egb_aggregate;

/* ---- weights: the relative weights of the children of a node --------------------------------- */

typedef struct egb_weigh_input {
  const double *parameter;
  const egb_list *list;
  const double *given;        /* as written, 1 when not written */
  const double *points;       /* largest number of points below each child, NaN when it has no rubric */
  const double *leaves;       /* number of indicators below each child */
  const double *const *child; /* their columns, for methods that look at data; NULL for the others */
  size_t child_count, count;
  double *scratch; /* as the row's need says; default EGB_METHOD_SCRATCH(count + child_count) */
} egb_weigh_input;

typedef struct egb_weigh {
  egb_method head;
  bool as_given;   /* the weights are the given ones as they are */
  bool uses_given; /* `weight:` on the children has a meaning */
  bool needs_points;
  bool needs_data;           /* must wait for the children's columns */
  bool looks_below;          /* the weight of a child depends on what is below it */
  egb_scratch_need *scratch; /* NULL: the default */
  /* weight[i] >= 0 with a positive sum (not yet summing to 1). NULL on success, else the reason. */
  const char *(*apply)(const egb_weigh_input *input, double *weight);
  /* Of methods that need data: the weight of a child as a formula of the cells of its scores. NULL: none says it. */
  egb_sheet_kind (*sheet)(const egb_weigh_input *input, const char *all, egb_buffer *out);
  size_t most_children; /* a plan with more is refused, as it would take more than some seconds; 0: any number */
} egb_weigh;

/* ---- the registries: method/methods.c, one row per file, NULL-terminated --------------------- */

extern const egb_impute *const egb_imputations[];
extern const egb_treat *const egb_treatments[];
extern const egb_normalise *const egb_normalisations[];
extern const egb_weigh *const egb_weighings[];
extern const egb_aggregate *const egb_aggregations[];

/* Method i of a family, NULL beyond the last: the head of its row. */
const egb_method *egb_method_at(egb_method_family family, size_t i);
/* The row of a name; NULL: none has it. */
const egb_method *egb_method_named(egb_method_family family, const char *name);
/* How many doubles of scratch an aggregation, and a weighting, is handed. */
size_t egb_aggregate_scratch(const egb_aggregate *method, size_t count, size_t child_count);
size_t egb_weigh_scratch(const egb_weigh *method, size_t count, size_t child_count);
/* The weighting that takes the weights as they are written. */
const egb_weigh *egb_weighing_as_given(void);
/* The order of a power mean with these parameters, lifted scores counting as they are; false: not such a mean. */
bool egb_aggregation_power(const egb_aggregate *method, const double *parameter, double *power);

/* Parameters that every normalisation, every aggregation and every treatment takes in addition to its own, applied by
 * the stages around the method, and not written in the rows. */
typedef struct egb_common {
  int log;       /* normalisations: 0 none, 1 ln, 2 log10, of values and goalposts, before the method */
  bool has_zero; /* normalisations: results of 0 or less become `zero` (for geometric means) */
  double zero;
  int round; /* both: decimals of the result, -1 none */
  egb_rounding rounding;
  double fit; /* normalisations and treatments: as a parameter of kind EGB_PARAMETER_PERIODS; NaN: as `fit:` says */
} egb_common;

/* Their descriptions, to be shown with every method of the family; NULL when a family has none. */
const egb_parameter *egb_common_parameters(egb_method_family family, size_t *count);

#endif
