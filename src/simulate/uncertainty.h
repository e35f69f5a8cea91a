/* uncertainty.h - what a simulation of a ranking is worked out with. What it finds: model/uncertainty.h. */
#ifndef EGB_SIMULATE_UNCERTAINTY_H
#define EGB_SIMULATE_UNCERTAINTY_H

#include "model/uncertainty.h"
#include "simulate/part.h"
#include "simulate/replay.h"

#define EGB_UNCERTAINTY_DRAWS 10000
#define EGB_UNCERTAINTY_TOP 10

/* What is counted. */
typedef struct egb_gathered_shape {
  size_t units;
  size_t levels; /* 0: none */
  size_t parts;  /* weights that are summed up for who is first; 0: none */
  bool pairs;    /* with `beats` */
} egb_gathered_shape;

/* Sums of whole numbers over draws, of one thread or of all. */
typedef struct egb_gathered {
  uint32_t *first, *top; /* per unit: draws with no unit ahead of it, and with fewer than EGB_UNCERTAINTY_TOP ahead */
  uint32_t *level;       /* [unit * levels + level]; NULL without levels */
  uint64_t *ahead;       /* per position of the ranking, in halves */
  uint64_t *together;    /* draws in which both were ranked, in halves */
  uint32_t *wins;        /* draws in which the unit was first; NULL without parts */
  uint64_t *weight;      /* [unit * parts + part]: of those draws, in EGB_WEIGHT_UNIT */
  uint32_t *beats;       /* [unit * units + other]: draws in which the other one was behind or not ranked */
} egb_gathered;

/* Of one alternative, by what draws had in the end: one that was put back to the definition's is `dropped` here and
 * drawn there. */
typedef struct egb_used {
  size_t drawn, failed, dropped;
} egb_used;

#define EGB_WEIGHT_UNIT 0x1p-32 /* weights are added as whole numbers: the sum does not depend on the order */
#define EGB_FAILURES 8          /* reasons reported one by one */
#define EGB_FAILURES_OF_A_PART 256

typedef struct egb_failure_list {
  egb_failure item[EGB_FAILURES_OF_A_PART + 1];
  size_t count;
} egb_failure_list;

/* A simulation in progress: what it found and what it is worked out with. */
typedef struct egb_uncertainty_draft {
  egb_arena *arena; /* of the answer */
  egb_arena *scratch;
  const egb_plan *plan;
  const egb_results *results;
  egb_portion *portion;   /* NULL: all draws are made here, and an answer of them */
  egb_uncertain declared; /* with the caller's changes */
  egb_factors *factors;
  size_t node;
  size_t asked, draws, failed, replaced; /* draws: scored; replaced: of them, not as they were drawn */
  uint64_t seed;
  double level;        /* percent */
  bool stopped, exact; /* exact: no quantile is known to within a band of ranks only */
  double convergence;  /* of the walks of hit-and-run; 1 for exact ways */
  double time;         /* draws worth one independent draw, for the worst of the weights; 1 for exact ways */
  uint32_t *walk;      /* where weights are drawn by walks: [unit * walk_draws + draw] ranks; 0: unranked */
  double *series;      /* memory for one unit of them */
  size_t walk_draws;   /* of the first walks */
  size_t step;         /* steps of a rank in `rank` below: 2 with fractional ties, else 1 */
  egb_rank_spread *unit;
  uint32_t *count;                  /* [unit * units + rank - 1]; NULL when there are many units */
  egb_used *used[EGB_FACTOR_COUNT]; /* per alternative, then what the definition has where that is none of them */
  egb_failure_list failure, replacement;
  /* of acceptability: members of all families in factors->stated, and what was gathered about them */
  size_t parts;
  size_t *part;
  const uint32_t *wins, *beats; /* beats NULL: not asked for */
  const uint64_t *weight;
  /* with keep_draws: [draw * units + unit] and [draw * nodes + node]; rank 0: unranked */
  uint32_t *rank;
  double *share;
  egb_draw *draw;
  /* with keep_scores: [unit * score_draws + draw], of the first so many draws; NaN: not ranked in it */
  double *score;
  size_t score_draws;
} egb_uncertainty_draft;

/* Counts of 0, in the arena. False: out of memory. */
bool egb_gathered_open(egb_gathered *out, egb_arena *arena, const egb_gathered_shape *shape);
/* Adds those of another thread, or of a part. */
void egb_gathered_add(egb_gathered *to, const egb_gathered *from, const egb_gathered_shape *shape);
/* Counts one draw: rank per unit (0: unranked), order: units of the ranking, of which `pairs` neighbours are compared,
 * weight: of the parts. */
void egb_gathered_best(egb_gathered *to, const uint32_t *rank, size_t units);
void egb_gathered_pairs(egb_gathered *to, const uint32_t *rank, const size_t *order, size_t positions);
void egb_gathered_first(egb_gathered *to, const uint32_t *rank, size_t units, const double *weight, size_t parts);
void egb_gathered_beats(egb_gathered *to, const uint32_t *rank, size_t units);

/* Begins a simulation and runs its draws; parts: any weights of the ranked node's parts that satisfy the statements
 * about them. The draft is to be ended, whatever the status. */
egb_status egb_uncertainty_begin(egb_uncertainty_draft *u, const egb_plan *plan, const egb_results *results,
                                 const egb_uncertainty_options *options, bool parts, egb_portion *portion,
                                 egb_diag *diag);
/* All of it; portion: NULL, or files that were opened. options: all members, as egb_options_take() leaves them. */
egb_status egb_uncertainty_make(const egb_plan *plan, const egb_results *results,
                                const egb_uncertainty_options *options, egb_portion *portion, egb_diag *diag,
                                egb_uncertainty **out);
/* The answer, in the draft's arena; it borrows nothing else of it. */
egb_status egb_uncertainty_conclude(egb_uncertainty_draft *u, egb_uncertainty **out);
/* Frees what a draft is worked out with; and its arena, unless the status is EGB_OK: then the answer has it. */
void egb_uncertainty_end(egb_uncertainty_draft *u, egb_status status);

/* As how many independent draws the ranked ones of a unit are for the worst of its figures: its rank, whether it is
 * first, among the first ten, and not beyond either end of its interval, which `spread` has. */
size_t egb_uncertainty_worth(const egb_uncertainty_draft *u, size_t unit, const egb_rank_spread *spread);

/* Runs the draws asked for and fills in what they come to. */
egb_status egb_uncertainty_simulate(egb_uncertainty_draft *u, const egb_uncertainty_options *options, egb_diag *diag);

/* Fills in what the drawn imputed values add to the variance of each unit's score, where they are drawn: a run of its
 * own in which nothing else varies, and one in which all else does. */
egb_status egb_uncertainty_imputed(egb_uncertainty_draft *u, size_t threads);

/* The definition's declaration with the caller's changes. EGB_USAGE. */
egb_status egb_uncertainty_declare(const egb_plan *plan, const egb_uncertainty_options *options, egb_arena *arena,
                                   egb_diag *diag, egb_uncertain *out);

#endif
