/* Weights from experts: the analytic hierarchy process, and budgets.
 *
 * The experts' matrices are joined by the geometric mean of each comparison (J. Aczel, T. L. Saaty, Journal of
 * Mathematical Psychology 27 (1983), 93-102); the weights are the principal eigenvector, by Harker's method where
 * comparisons are missing (stats/comparison.h). For a matrix that is not
 * consistent, the comparison that fits the weights least is named, and the value on Saaty's scale in its place that
 * brings the consistency ratio down most. */
#include "edit/candidates.h"

#include "base/codes.h"
#include "stats/comparison.h"
#include "stats/sum.h"

#include <math.h>
#include <string.h>

#define SCALE 9 /* Saaty's scale ends there */

typedef struct room {
  double *matrix, *logs, *experts, *trial, *vector, *scratch;
} room;

static bool make_room(egb_arena *arena, size_t n, room *out) {
  out->matrix = egb_arena_array(arena, n * n, sizeof(double));
  out->logs = egb_arena_array(arena, n * n, sizeof(double));
  out->experts = egb_arena_array(arena, n * n, sizeof(double));
  out->trial = egb_arena_array(arena, n * n, sizeof(double));
  out->vector = egb_arena_array(arena, n, sizeof(double));
  out->scratch = egb_arena_array(arena, EGB_STATS_PRINCIPAL_SCRATCH(n), sizeof(double));
  return !egb_arena_failed(arena);
}

static void join(const egb_judgements *j, size_t first, size_t last, const room *at) {
  const size_t n = j->child_count;
  memset(at->logs, 0, n * n * sizeof *at->logs);
  memset(at->experts, 0, n * n * sizeof *at->experts);
  for (size_t expert = first; expert < last; expert++)
    egb_stats_add_comparisons(j->value + expert * n * n, n, at->logs, at->experts);
  egb_stats_join_comparisons(at->logs, at->experts, n, at->matrix);
}

/* Tries the whole scale in place of the worst comparison. */
static bool mend(size_t n, const room *at, egb_candidate *out) {
  out->better_consistency = INFINITY;
  for (int step = -(SCALE - 1); step < SCALE; step++) {
    const double value = step < 0 ? 1 / (double)(1 - step) : (double)(1 + step);
    double lambda;
    memcpy(at->trial, at->matrix, n * n * sizeof *at->trial);
    at->trial[out->worst_row * n + out->worst_column] = value;
    at->trial[out->worst_column * n + out->worst_row] = 1 / value;
    if (!egb_stats_principal(at->trial, n, at->vector, &lambda, at->scratch))
      return false;
    const double ratio = fmax(0, egb_stats_consistency_ratio(lambda, n, out->not_compared));
    if (ratio < out->better_consistency) {
      out->better_consistency = ratio;
      out->better_value = value;
    }
  }
  return true;
}

static egb_status uncomputable(egb_diag *diag, const char *name) {
  egb_diag_say(diag, EGB_SEVERITY_ERROR, EGB_E_UNCOMPUTABLE, "the weights of `%s` cannot be found: no eigenvector",
               name);
  return EGB_UNCOMPUTABLE;
}

static egb_status add_comparisons(egb_candidates *c, const egb_judgements *j, size_t first, size_t last,
                                  const char *name, const room *at, egb_diag *diag) {
  const size_t n = j->child_count;
  double lambda;
  egb_candidate *out = egb_candidates_add(c, name);
  if (out == NULL)
    return EGB_NO_MEMORY;
  join(j, first, last, at);
  if (!egb_stats_principal(at->matrix, n, at->vector, &lambda, at->scratch))
    return uncomputable(diag, name);
  memcpy(out->weight, at->vector, n * sizeof *out->weight);
  out->not_compared = egb_stats_not_compared(at->matrix, n);
  out->consistency = fmax(0, egb_stats_consistency_ratio(lambda, n, out->not_compared)); /* rounding may fall below */
  if (n > 2 && egb_stats_worst_comparison(at->matrix, at->vector, n, &out->worst_row, &out->worst_column)) {
    out->worst_value = at->matrix[out->worst_row * n + out->worst_column];
    if (out->worst_value < 1) { /* reported as a number above 1 */
      const size_t row = out->worst_row;
      out->worst_row = out->worst_column;
      out->worst_column = row;
      out->worst_value = 1 / out->worst_value;
    }
    if (!mend(n, at, out))
      return uncomputable(diag, name);
  }
  egb_candidates_scale(c, out);
  return egb_candidates_compare(c, out, diag);
}

static egb_status add_budget(egb_candidates *c, const egb_judgements *j, egb_diag *diag) {
  egb_candidate *out = egb_candidates_add(c, "budget");
  if (out == NULL)
    return EGB_NO_MEMORY;
  for (size_t expert = 0; expert < j->expert_count; expert++) {
    const double *row = j->value + expert * j->child_count;
    egb_sum sum = {0};
    for (size_t i = 0; i < j->child_count; i++)
      egb_sum_add(&sum, row[i]);
    for (size_t i = 0; i < j->child_count; i++)
      out->weight[i] += row[i] / egb_sum_value(sum) / (double)j->expert_count;
  }
  egb_candidates_scale(c, out);
  return egb_candidates_compare(c, out, diag);
}

static egb_status check_parts(const egb_candidates *c, const egb_judgements *j, egb_diag *diag) {
  bool same = j->node == c->node && j->child_count == c->child_count;
  for (size_t i = 0; same && i < c->child_count; i++)
    same = j->child[i] == c->child[i];
  if (same)
    return EGB_OK;
  egb_diag_say(diag, EGB_SEVERITY_ERROR, EGB_E_JUDGEMENT, "the judgements do not cover all children of %s",
               c->index->node[c->node].id);
  for (size_t i = 0; i < c->child_count; i++) {
    size_t k = 0;
    while (k < j->child_count && j->child[k] != c->child[i])
      k++;
    if (k < j->child_count)
      continue;
    egb_diag_hint(diag, "%s is missing, for instance: every child that takes part must be judged",
                  c->index->node[c->child[i]].id);
    return EGB_REFUSED;
  }
  egb_diag_hint(diag, "leave out what does not take part");
  return EGB_REFUSED;
}

egb_status egb_candidates_judgements(egb_candidates *c, const egb_judgements *j, egb_diag *diag) {
  room at;
  egb_status status = check_parts(c, j, diag);
  if (status != EGB_OK || j->kind == EGB_JUDGEMENT_BUDGET)
    return status != EGB_OK ? status : add_budget(c, j, diag);
  egb_arena *arena = egb_arena_new();
  status = make_room(arena, j->child_count, &at) ? EGB_OK : EGB_NO_MEMORY;
  for (size_t expert = 0; expert < j->expert_count && status == EGB_OK && j->expert_count > 1; expert++)
    status = add_comparisons(c, j, expert, expert + 1, j->expert[expert], &at, diag);
  if (status == EGB_OK)
    status = add_comparisons(c, j, 0, j->expert_count, "ahp", &at, diag);
  egb_arena_free(arena);
  return status;
}
