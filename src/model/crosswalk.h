/* crosswalk.h - several rankings of the same units side by side. Made by revise, printed by report. */
#ifndef EGB_MODEL_CROSSWALK_H
#define EGB_MODEL_CROSSWALK_H

#include "base/arena.h"
#include "model/results.h"

typedef enum egb_consensus {
  EGB_CONSENSUS_BORDA = 0, /* sum of Borda's points, ties sharing theirs */
  EGB_CONSENSUS_COPELAND,
  EGB_CONSENSUS_KEMENY,
  EGB_CONSENSUS_COUNT
} egb_consensus;

typedef struct egb_crosswalk_unit {
  const char *id;
  size_t *unit;    /* per ranking: position in its data; EGB_NONE: not there */
  double *place;   /* per ranking: as egb_results_rank; NaN: none */
  size_t rankings; /* how many have a place for it */
  /* of units that all rankings have, NaN for the others */
  double *common;                        /* per ranking: place among them, ties share the mean */
  double consensus[EGB_CONSENSUS_COUNT]; /* place; NaN also when the method has no answer */
  double spread;                         /* largest less smallest of common */
} egb_crosswalk_unit;

/* Two of the rankings, over the units that both have. */
typedef struct egb_crosswalk_pair {
  size_t first, second, count;
  double spearman, spearman_low, spearman_high, spearman_p;
  double kendall, kendall_low, kendall_high, kendall_p;
  size_t apart;    /* the unit whose places among them differ most; EGB_NONE */
  double place[2]; /* its positions there */
} egb_crosswalk_pair;

struct egb_crosswalk {
  egb_arena *arena;
  const egb_results **results;
  const char **name;
  size_t count;
  const egb_crosswalk_unit *unit; /* those in all rankings first, by their places by Borda; then those in most */
  size_t unit_count, common_count;
  const egb_crosswalk_pair *pair;
  size_t pair_count;
  double kemeny_short; /* Kemeny's order is worth at most this share less than the best one; 0: it is the best; NaN */
  double w, chi_squared, freedom, p; /* Kendall's concordance over the common units; NaN without */
};

#endif
