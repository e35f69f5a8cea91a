/* plan.h - index + options resolved to methods with checked parameters. Plain data: robustness copies and edits it. */
#ifndef EGB_SCORE_PLAN_H
#define EGB_SCORE_PLAN_H

#include "base/threads.h"
#include "method/method.h"
#include "model/results.h"

/* Checked parameters of a chosen method. */
typedef struct egb_chosen {
  double parameter[EGB_PARAMETER_SLOTS];
  egb_list list[EGB_PARAMETERS_MAX];
  egb_common common;    /* normalise, rescale, aggregate */
  const egb_choice *of; /* what was read */
} egb_chosen;

/* A method and its parameters: `with` is never NULL beside a method, and shared by the nodes that inherited the same
 * choice. */
typedef struct egb_planned_choice {
  const egb_method *method; /* the head of a row; NULL: none */
  const egb_chosen *with;
} egb_planned_choice;

typedef struct egb_planned_node {
  /* The choices, by egb_method_family for loops over the families and by name with the type of the row: a row begins
   * with its head, and pointers to structures all look alike (C17 6.2.5, paragraph 28). */
  union {
    egb_planned_choice choice[EGB_FAMILY_COUNT];
    struct {
      const egb_impute *impute; /* indicators; NULL: none */
      const egb_chosen *impute_with;
      const egb_treat *treat; /* indicators; NULL: none */
      const egb_chosen *treat_with;
      const egb_normalise *normalise; /* indicators */
      const egb_chosen *normalise_with;
      const egb_weigh *weigh; /* aggregates */
      const egb_chosen *weigh_with;
      const egb_aggregate *aggregate; /* aggregates */
      const egb_chosen *aggregate_with;
    };
  };
  const egb_normalise *rescale; /* aggregates; NULL: none */
  const egb_chosen *rescale_with;
  egb_rubric rubric; /* indicators with points: rules bound to the data's codes */
  size_t column;     /* indicators: column of the dataset, EGB_NONE when computed */
  size_t per;        /* indicators: column to divide by, EGB_NONE */
  /* asked for by options or a draw and not by the definition: a trial, in which written weights that the method ignores
   * are not a fault */
  bool tried[EGB_FAMILY_COUNT];
  bool kept;              /* aggregates: the score is what the normalised values have for it; nothing computes it */
  bool active;            /* takes part; an inactive node and all below it are as if not written */
  const egb_impute *fill; /* aggregates: of missing scores; NULL: none */
  const egb_chosen *fill_with;
  const size_t *only; /* per entry of the node's `only:`: its grouping in the dataset; NULL: for all units */
  const struct egb_operand *operand; /* computed indicators: what each name of the expression is */
} egb_planned_node;

/* An indicator with a number behind it: what can have an error, and another normalisation. */
static inline bool egb_planned_is_measured(const egb_planned_node *node) {
  return node->active && node->normalise != NULL && !node->normalise->needs_rubric;
}

/* A name in `compute:`: a column of the data, or an indicator, of which the raw value is meant. */
typedef struct egb_operand {
  size_t column; /* EGB_NONE: the node */
  size_t node;
} egb_operand;

_Static_assert(offsetof(egb_planned_node, impute) == EGB_FAMILY_IMPUTE * sizeof(egb_planned_choice) &&
                   offsetof(egb_planned_node, treat) == EGB_FAMILY_TREAT * sizeof(egb_planned_choice) &&
                   offsetof(egb_planned_node, normalise) == EGB_FAMILY_NORMALISE * sizeof(egb_planned_choice) &&
                   offsetof(egb_planned_node, weigh) == EGB_FAMILY_WEIGHT * sizeof(egb_planned_choice) &&
                   offsetof(egb_planned_node, aggregate_with) + sizeof(const egb_chosen *) ==
                       EGB_FAMILY_COUNT * sizeof(egb_planned_choice),
               "the choices of a node are in the order of the families");

/* A simulation's hook in the pipeline: changes the raw values of a period once they are taken from the data, and the
 * values once gaps are filled; and how they are filled. */
typedef struct egb_disturbance {
  void (*raw)(const struct egb_disturbance *disturbance, const egb_plan *plan, size_t period, egb_frame *raw);
  void (*imputed)(const struct egb_disturbance *disturbance, const egb_plan *plan, size_t period, egb_frame *imputed);
  /* in the place of the method's own apply(), of indicators of which `node` is the first; NULL: that */
  const char *(*fill)(const struct egb_disturbance *disturbance, const egb_plan *plan, size_t node,
                      const egb_impute *method, const egb_impute_input *input);
  const void *context;
  uint64_t seed, number;
} egb_disturbance;

/* What a failure names: the stage it came up in, each after those that its values come from. */
typedef enum egb_blamed {
  EGB_BLAMED_NOTHING = 0,
  EGB_BLAMED_PARTS, /* which nodes take part */
  EGB_BLAMED_DATA,
  EGB_BLAMED_IMPUTE,
  EGB_BLAMED_TREAT,
  EGB_BLAMED_NORMALISE,
  EGB_BLAMED_AGGREGATE
} egb_blamed;

/* A method or a part left out that the options of the plan ask for, whatever the definition says. */
typedef struct egb_override {
  size_t node;
  bool drop;
  egb_method_family family; /* unless drop */
  egb_choice choice;
} egb_override;

/* What a list of `screen:` (as below; NULL: empty) says of a unit in a period; NULL: nothing. */
const egb_forced *egb_plan_forced(const egb_plan *plan, const egb_forced *const *list, size_t unit, size_t period);

/* Which nodes take part for which units in a period: [node * units + unit], 0: not; in the arena. *out is NULL when all
 * do for all. An aggregate of nothing that does, does not. False: out of memory. */
bool egb_plan_applies(const egb_plan *plan, size_t period, egb_arena *arena, const uint8_t **out);

struct egb_plan {
  egb_arena *arena;
  const egb_index *index;
  const egb_dataset *data;
  size_t period;
  double fit, fit_treat; /* `fit:` of normalisations and of treatments: as a parameter of kind EGB_PARAMETER_PERIODS */
  const char *scenario;
  egb_planned_node *node;
  double *weight;    /* per node, in the definition's units */
  double *share;     /* among siblings; for weighings that need data: as of the weights given, until scored */
  double *effective; /* through the tree */
  double *points;    /* per node, NaN without a rubric */
  bool weights_changed;
  const egb_disturbance *disturbance; /* NULL outside simulations */
  egb_blamed *blamed;                 /* receives what the first failure names; NULL outside simulations */
  const egb_override *override;
  size_t override_count;
  const egb_forced **include, **exclude, **unranked; /* per unit: its first entry in `screen:`; NULL: of none */
  int decimals; /* of the score the rank sees; -1: full; rounded as the index's rank rule says */
  /* Per node: its weight in the period as it is written, in the definition or in a file (1: nowhere), and where. */
  double *given;
  egb_place *given_place;
  const egb_period_weight **given_of; /* the entry it is of; NULL: the one number of the definition */
  bool has_only;                      /* some node is for some units only */
  const size_t *derive;               /* indicators that have raw values, each after those that its expression needs */
  size_t derive_count;
  size_t threads;    /* of the stages, where there are many units, and of what is drawn; 0: as many as processors */
  bool data_changes; /* values of the data set change while results of the plan are used: none is borrowed */
};

/* How many threads to start for a plan, of those that options ask for; 0: those that the plan keeps to. */
static inline size_t egb_plan_threads(const egb_plan *plan, size_t asked) {
  return egb_threads_wanted(asked > 0 ? asked : plan->threads);
}

static inline void egb_plan_blame(const egb_plan *plan, egb_blamed stage) {
  if (plan->blamed != NULL && *plan->blamed == EGB_BLAMED_NOTHING)
    *plan->blamed = stage;
}

#endif
