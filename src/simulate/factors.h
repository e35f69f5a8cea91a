/* factors.h - what varies in an analysis of uncertainty, and what one draw chose of it.
 *
 * A factor is one assumption: the weights, the imputation, the treatment, the normalisation, the aggregation, an
 * indicator left out, measurement error. Discrete factors have alternatives, the first of which may be what the
 * definition has; weights and error are random numbers. A draw is a record: which alternative of each discrete factor,
 * and the numbers of the random streams that make its weights and its errors. Everything follows from the record. */
#ifndef EGB_SIMULATE_FACTORS_H
#define EGB_SIMULATE_FACTORS_H

#include "base/diag.h"
#include "simulate/stated.h"

typedef enum egb_factor_kind {
  EGB_FACTOR_WEIGHTS = 0,
  EGB_FACTOR_IMPUTE,
  EGB_FACTOR_TREAT,
  EGB_FACTOR_NORMALISE,
  EGB_FACTOR_AGGREGATE,
  EGB_FACTOR_LEAVE_OUT,
  EGB_FACTOR_ERROR,
  EGB_FACTOR_COUNT
} egb_factor_kind;

/* The family that a factor chooses from; of weights, leave-out and error without a meaning. */
egb_method_family egb_factor_family(egb_factor_kind kind);

typedef struct egb_alternative {
  const char *name;
  bool declared;           /* as the definition has it */
  const egb_method *head;  /* of the method's row; NULL: none, or declared */
  const egb_chosen **with; /* per node: with what it has of the node's own parameters; NULL where it changes nothing */
  size_t node;             /* left out; EGB_NONE */
  size_t nodes;            /* how many indicators or aggregates it changes; of leave-out and declared 0 */
  size_t level, unranked;  /* egb_factors_try() */
  bool holds_weights;      /* egb_factors_hold() for a node that it changes */
} egb_alternative;

typedef struct egb_factor {
  const char *name;             /* "weights", "normalise", ... as in the definition */
  bool varies;                  /* more than one alternative, or random */
  egb_alternative *alternative; /* discrete factors; at least one: those that are drawn */
  size_t count;
  uint16_t declared; /* option that the definition has: one of these, or EGB_OPTION_DECLARED, which is never drawn */
} egb_factor;

typedef struct egb_factors {
  egb_arena *arena;
  const egb_plan *plan;
  egb_factor factor[EGB_FACTOR_COUNT];
  bool *aggregate_at; /* per node: its aggregation is drawn; NULL: all are */
  size_t ranked;      /* units of the nominal ranking; egb_factors_try() */
  uint16_t *group;    /* per node: of the weights that are a factor of their own, from 1; 0: of none. NULL: not split */
  bool replace_failed;     /* draws that fail are run again without the culprit */
  const char **group_name; /* [group - 1] */
  size_t groups;
  egb_uncertain_weights weights;
  double spread, concentration;
  egb_uncertain_weights parts_law; /* of families among the stated that nothing is stated about */
  egb_stated *stated; /* families whose weights only statements are about; they take precedence over the distribution */
  size_t stated_count;
  bool data_errors;
  double *deviation; /* per node: standard error of an indicator whose cells have none of their own; 0: none */
  double *imputed;   /* per node: of imputed values */
  bool predictive;   /* these are drawn by their imputation instead */
  /* Errors that go together: of a unit, those of nodes, or of columns of the data, with the same number. EGB_NONE: of
   * none. NULL: none do. An error is shared times what all of them have, and alone times its own. */
  size_t *together, *column_together;
  double shared, alone;
} egb_factors;

#define EGB_DRAW_NOMINAL UINT64_MAX /* weights as they are, no error */
#define EGB_OPTION_DECLARED                                                                                            \
  UINT16_MAX /* the method that the definition has, where it is not among the alternatives                             \
              */

/* One draw. option[kind]: number of the alternative; of random factors 0. With a group, the weights of that group are
 * those that `other` gives them, and the rest are those of `weights`: siblings are drawn one by one and share their
 * total afterwards, so that groups are independent. */
typedef struct egb_draw {
  uint64_t weights, error; /* numbers of the random streams */
  uint64_t other;          /* of the weights of the group */
  uint16_t group;          /* 0: none */
  uint16_t option[EGB_FACTOR_COUNT];
} egb_draw;

/* From what is declared (the definition's, with the caller's changes). nominal: results of the plan itself.
 * Faults of choices are reported: EGB_REFUSED. */
egb_status egb_factors_new(const egb_plan *plan, const egb_results *nominal, const egb_uncertain *declared,
                           egb_diag *diag, egb_factors **out);
void egb_factors_free(egb_factors *factors);

/* Whether an alternative of the kind changes a node: indicators with points keep what they have. */
bool egb_factors_changes(const egb_factors *factors, egb_factor_kind kind, size_t node);

/* Whether draws of a variant keep the weights below a node as they are: its aggregation is drawn, and the one that the
 * variant has finds weights of its own. */
bool egb_factors_hold(const egb_factors *factors, const egb_plan *variant, size_t node);

/* Makes the weights several factors: "parts" (the weight of each child of the node, and all those further down
 * together) or "levels" (those at each depth below the node). EGB_USAGE: another word, or weights that cannot be
 * split that way. */
egb_status egb_factors_split(egb_factors *factors, const egb_results *nominal, size_t node, const char *how,
                             egb_diag *diag);

/* Scores with each choice of a method alone, and fills in of every alternative but the definition's own how many units
 * then share the last place, and how many have no rank. */
egb_status egb_factors_try(egb_factors *factors, size_t node, size_t threads);

/* How many of the factors vary. */
size_t egb_factors_varying(const egb_factors *factors);
/* The draw in which everything is as the definition has it. */
egb_draw egb_factors_nominal(const egb_factors *factors);
/* The alternative of a discrete factor that a draw has. */
const egb_alternative *egb_factors_chosen(const egb_factors *factors, const egb_draw *draw, egb_factor_kind kind);
/* Draw `number` under a seed: every alternative of a factor is as likely as the others. */
egb_draw egb_factors_draw(const egb_factors *factors, uint64_t seed, uint64_t number);
/* The factor that a failure of the draw is put down to: of the stage that the failure names, else of the nearest stage
 * before it, the one that is not as the definition has it. EGB_FACTOR_COUNT: all are, but perhaps the weights, which
 * stay as drawn. */
egb_factor_kind egb_factors_culprit(const egb_factors *factors, const egb_draw *draw, egb_blamed stage);
/* The draw with that factor as the definition has it: its method, nothing left out, no error. */
egb_draw egb_factors_put_back(const egb_factors *factors, const egb_draw *draw, egb_factor_kind kind);
/* The number of the combination of alternatives: equal for draws that differ in random numbers only. */
uint64_t egb_factors_variant(const egb_factors *factors, const egb_draw *draw);

/* Of egb_factors_new(): the alternatives of one family of methods. scratch: a copy of the plan into whose arena
 * parameters are read. Faults are reported; EGB_REFUSED when there were any. */
egb_status egb_factors_make_methods(egb_factors *factors, egb_plan *scratch, egb_factor_kind kind,
                                    const egb_uncertain *declared, egb_diag *diag);

/* Of egb_factors_new(), after the methods: errors. Faults are reported; EGB_REFUSED when there were any. */
egb_status egb_factors_make_errors(egb_factors *factors, const egb_results *nominal, const egb_uncertain *declared,
                                   egb_diag *diag);
/* Whether any value has an error, draws of the imputation apart. */
bool egb_factors_measured_with_error(const egb_factors *factors);
/* Reports that an imputation cannot draw values, and which can. what: "`x` is". EGB_REFUSED, EGB_NO_MEMORY. */
egb_status egb_factors_refuse_undrawn(const egb_method *head, const char *what, egb_place place, egb_diag *diag);

#endif
