/* revision.h - what revising makes and reports print: movers, judgements, candidates for weights. */
#ifndef EGB_MODEL_REVISION_H
#define EGB_MODEL_REVISION_H

#include "base/arena.h"
#include "model/attribution.h"
#include "model/dataset.h"
#include "model/results.h"

/* How one unit moves. */
typedef struct egb_mover {
  size_t unit;
  double before, after; /* ranks; NaN: unranked */
  double change;        /* places gained, negative: lost; NaN unless ranked in both */
  double score_before, score_after;
  size_t driver;        /* child of the root that drove the change of rank (attribution.h), EGB_NONE */
  double driver_change; /* its contribution to the change of the score less the mean over units ranked in both */
} egb_mover;

struct egb_whatif {
  egb_arena *arena;
  const egb_results *before, *after;
  const egb_mover *mover; /* one per unit: largest change first, then by the new rank */
  size_t count;
  egb_attribution attribution;    /* units in the order of the data */
  size_t moved;                   /* units ranked in both whose rank changed */
  size_t compared;                /* units ranked in both */
  size_t entered, left;           /* ranked only after, only before */
  double spearman;                /* of the ranks of units ranked in both; NaN when there is none */
  size_t top;                     /* how many the turnover looks at: 10, or fewer when fewer are ranked */
  const size_t *top_in, *top_out; /* units that entered and left it, by rank */
  size_t top_in_count, top_out_count;
};

typedef enum egb_judgement_kind { EGB_JUDGEMENT_COMPARISONS, EGB_JUDGEMENT_BUDGET } egb_judgement_kind;

struct egb_judgements {
  egb_arena *arena;
  egb_judgement_kind kind;
  size_t node;         /* the parent of those judged */
  const size_t *child; /* nodes, in the order of the definition */
  size_t child_count;
  size_t expert_count;
  const char **expert; /* name of the file without folder and extension; of the row in a budget */
  double *value;       /* comparisons: per expert child_count x child_count; budget: a row per expert */
};

#define EGB_CANDIDATE_GIVEN "given"

typedef struct egb_candidate {
  const char *name;
  double *weight;           /* per child, in the units of the definition: siblings sum to their total */
  double spearman, kendall; /* of the ranking with these weights and the one in force; NaN: not compared */
  double consistency;       /* ratio; NaN unless from comparisons */
  size_t not_compared;      /* pairs without a comparison */
  /* the comparison that fits least: worst_row is worst_value times worst_column, better_value would do; EGB_NONE: all
   * fit, or no comparisons. Positions among the children. */
  size_t worst_row, worst_column;
  double worst_value, better_value, better_consistency;
} egb_candidate;

struct egb_candidates {
  egb_arena *arena;
  const egb_index *index;
  const egb_dataset *data;
  egb_plan_options options;
  size_t node;
  size_t child_count;
  const size_t *child;
  double total;       /* of the weights in force */
  bool rescored;      /* rankings can be compared */
  const double *rank; /* with the weights in force */
  const double *score;
  egb_candidate *candidate; /* [0]: the weights in force */
  size_t count, room;
};

#endif
