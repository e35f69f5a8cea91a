/* tune_model.h - weights that are moved, and the ranking that follows. Knows no terminal.
 *
 * A weight is its share among its siblings. The siblings that are not locked keep their proportions when one of them is
 * moved; locked ones keep their shares. */
#ifndef EGB_DESK_TUNE_MODEL_H
#define EGB_DESK_TUNE_MODEL_H

#include "cli/session.h"

typedef struct tune_model {
  const egb_index *index;
  const egb_dataset *data;
  egb_plan *plan;
  egb_results *results;
  size_t node_count, unit_count;
  double *share;                    /* per node; the root's is 1 */
  double *start;                    /* shares at the start */
  double *total;                    /* per node: sum of its children's weights, in the definition's units */
  bool *locked;                     /* per node */
  double *start_rank, *start_score; /* per unit */
  bool simulates;                   /* intervals are wanted */
  bool simulated;                   /* low and high, or that there are none, are those of the weights as they are */
  double *low, *high;               /* per unit: the interval of its rank; NaN: none */
  double *history;                  /* shares after each change, all nodes each */
  size_t changes, at, room;         /* how many are kept, which one is shown, how many there is room for */
  char problem[400];                /* of the last change, "" */
} tune_model;

/* Takes the session's plan and results (borrowed, and changed). false: out of memory. */
bool tune_model_make(cli_session *session, tune_model *out);
void tune_model_free(tune_model *model);
/* The same weights on a session that has loaded the same index and data again. */
bool tune_model_rebind(tune_model *model, cli_session *session);

/* Each returns whether something changed; why not is in problem. */
bool tune_model_step(tune_model *model, size_t node, double step); /* of the share: 0.01 is one per cent */
bool tune_model_equalise(tune_model *model, size_t node);          /* all siblings that are not locked */
bool tune_model_undo(tune_model *model);
bool tune_model_redo(tune_model *model);

/* The few draws that `rank` makes, for the weights as they are; ended without a result as soon as `busy` says so.
 * False: ended, or there are none, and why not is in problem. */
bool tune_model_simulate(tune_model *model, bool (*busy)(void *context, size_t done, size_t draws));

/* A weight is not that of the start. */
bool tune_model_is_changed(const tune_model *model);
size_t tune_model_moved(const tune_model *model); /* units whose rank is not that of the start */

#endif
