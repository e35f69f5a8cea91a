/* plan.h - index + options resolved to methods with checked parameters. Plain data: robustness copies and edits it. */
#ifndef EGB_SCORE_PLAN_H
#define EGB_SCORE_PLAN_H

#include "method/method.h"
#include "model/results.h"

/* Checked parameters of a chosen method. */
typedef struct egb_chosen {
  double parameter[EGB_PARAMETER_SLOTS];
  egb_list list[EGB_PARAMETERS_MAX];
  egb_common common;    /* normalise, rescale, aggregate */
  const egb_choice *of; /* what was read */
} egb_chosen;

typedef struct egb_planned_node {
  const egb_impute *impute;       /* indicators; NULL: none */
  const egb_treat *treat;         /* indicators; NULL: none */
  const egb_normalise *normalise; /* indicators */
  const egb_aggregate *aggregate; /* aggregates */
  const egb_weigh *weigh;         /* aggregates */
  const egb_normalise *rescale;   /* aggregates; NULL: none */
  /* never NULL beside its method; shared by the nodes that inherited the same choice */
  const egb_chosen *impute_with, *treat_with, *normalise_with, *aggregate_with, *weigh_with, *rescale_with;
  egb_rubric rubric; /* indicators with points: rules bound to the data's codes */
  size_t column;     /* indicators: column of the dataset, EGB_NONE when computed */
  size_t per;        /* indicators: column to divide by, EGB_NONE */
  /* asked for by options or a draw and not by the definition: a trial, in which written weights that the method ignores
   * are not a fault */
  bool aggregate_tried, weigh_tried;
  bool active; /* takes part; an inactive node and all below it are as if not written */
} egb_planned_node;

/* A simulation's hook in the pipeline: changes the raw values of a period once they are taken from the data, and the
 * values once gaps are filled. */
typedef struct egb_disturbance {
  void (*raw)(const struct egb_disturbance *disturbance, const egb_plan *plan, size_t period, egb_frame *raw);
  void (*imputed)(const struct egb_disturbance *disturbance, const egb_plan *plan, size_t period, egb_frame *imputed);
  const void *context;
  uint64_t seed, number;
} egb_disturbance;
/* A method or a part left out that the options of the plan ask for, whatever the definition says. */
typedef struct egb_override {
  size_t node;
  bool drop;
  egb_method_family family; /* unless drop */
  egb_choice choice;
} egb_override;

struct egb_plan {
  egb_arena *arena;
  const egb_index *index;
  const egb_dataset *data;
  size_t period;
  bool learn_all;      /* `fit: all`: treatments and normalisations learn from every period */
  size_t learn_period; /* the one they learn from; EGB_NONE: the one that is scored */
  const char *scenario;
  egb_planned_node *node;
  double *weight;    /* per node, in the definition's units */
  double *share;     /* among siblings; for weighings that need data: as of the weights given, until scored */
  double *effective; /* through the tree */
  double *points;    /* per node, NaN without a rubric */
  bool weights_changed;
  const egb_disturbance *disturbance; /* NULL outside simulations */
  const egb_override *override;
  size_t override_count;
  const egb_forced **include, **exclude, **unranked; /* per unit: what `screen:` says of it; NULL: of none */
  int decimals; /* of the score the rank sees; -1: full; rounded as the index's rank rule says */
};

#endif
