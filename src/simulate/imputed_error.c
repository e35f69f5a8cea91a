#include "simulate/imputed_error.h"

#include "base/diag.h"

#include <math.h>

#define FOLDS 10

/* What a fold hides, and what came of it. */
typedef struct folding {
  size_t fold;
  double *hidden; /* [node * units + unit]; NaN: not hidden */
  double *square; /* per node: sum of squares */
  size_t *filled; /* per node */
} folding;

static bool is_imputed(const egb_planned_node *node) {
  return egb_planned_is_measured(node) && node->impute != NULL;
}

/* Neighbours in the data go to different folds, and so do the indicators of one unit: no row is emptied. */
static void hide(const egb_disturbance *disturbance, const egb_plan *plan, size_t period, egb_frame *raw) {
  const folding *f = disturbance->context;
  const size_t units = plan->data->unit_count;
  for (size_t i = 0; i < plan->index->node_count && period == plan->period; i++) {
    size_t observed = 0;
    for (size_t u = 0; u < units; u++) {
      const size_t cell = i * units + u;
      f->hidden[cell] = (double)NAN;
      if (!is_imputed(&plan->node[i]) || isnan(raw->value[i][u]) || (observed++ + i) % FOLDS != f->fold)
        continue;
      f->hidden[cell] = raw->value[i][u];
      raw->own[i][u] = (double)NAN;
      raw->own_state[i][u] = EGB_STATE_MISSING;
    }
  }
}

static void compare(const egb_disturbance *disturbance, const egb_plan *plan, size_t period, egb_frame *imputed) {
  const folding *f = disturbance->context;
  const size_t units = plan->data->unit_count;
  for (size_t cell = 0; cell < plan->index->node_count * units && period == plan->period; cell++) {
    const double miss = imputed->value[cell / units][cell % units] - f->hidden[cell];
    if (isnan(miss))
      continue;
    f->square[cell / units] += miss * miss;
    f->filled[cell / units]++;
  }
}

/* Only the imputed values matter: what later stages make of the gaps does not. */
static egb_status run_fold(const egb_plan *plan, const folding *f) {
  const egb_disturbance disturbance = {.raw = hide, .imputed = compare, .context = f};
  egb_plan trial = *plan;
  egb_results *results = NULL;
  egb_diag *diag = egb_diag_new();
  if (diag == NULL)
    return EGB_NO_MEMORY;
  trial.disturbance = &disturbance;
  const egb_status status = egb_score(&trial, diag, &results);
  egb_results_free(results);
  egb_diag_free(diag);
  return status == EGB_NO_MEMORY ? status : EGB_OK;
}

egb_status egb_imputed_error(const egb_plan *plan, egb_arena *arena, double *error) {
  const size_t nodes = plan->index->node_count, units = plan->data->unit_count;
  folding f = {.hidden = egb_arena_array(arena, nodes * units, sizeof *f.hidden),
               .square = egb_arena_array(arena, nodes, sizeof *f.square),
               .filled = egb_arena_array(arena, nodes, sizeof *f.filled)};
  egb_status status = f.hidden != NULL && f.square != NULL && f.filled != NULL ? EGB_OK : EGB_NO_MEMORY;
  for (; f.fold < FOLDS && status == EGB_OK; f.fold++)
    status = run_fold(plan, &f);
  for (size_t i = 0; i < nodes && status == EGB_OK; i++)
    error[i] = f.filled[i] > 0 ? sqrt(f.square[i] / (double)f.filled[i]) : 0;
  return status;
}
