/* What becomes of an aggregate's score by its `then:`, with scores of other nodes, a block of units at a time. */
#include "score/stages.h"
#include "score/work.h"

#include "base/buffer.h"
#include "base/codes.h"
#include "base/number.h"

#include <math.h>
#include <string.h>

#define BLOCK 256 /* units: the stack of the expression stays small; more where units are compared */

static size_t block_of(const egb_expression *then, size_t units) {
  return egb_expression_compares(then) || units < BLOCK ? units : BLOCK;
}

size_t egb_then_scratch(const egb_plan *plan) {
  size_t most = 0;
  for (size_t i = 0; plan->index->then_count > 0 && i < plan->index->node_count; i++) {
    const egb_expression *then = plan->index->node[i].then;
    const size_t block = then != NULL ? block_of(then, plan->data->unit_count) : 0;
    most = block > most ? block : most;
  }
  return most * EGB_EXPRESSION_STACK;
}

static const double *column_of(const egb_results *results, size_t i, size_t k) {
  const size_t other = results->index->node[i].then_operand[k];
  return other == EGB_NONE ? results->before_then + i * results->unit_count : egb_scores(results, other);
}

/* "x of AAA is 50, difficulty is 0" */
static void hint_values(const egb_results *results, size_t i, size_t unit, egb_diag *diag) {
  enum { SHOWN = 4 };
  const egb_expression *then = results->index->node[i].then;
  egb_buffer text = {0};
  for (size_t k = 0; k < egb_expression_column_count(then) && k < SHOWN; k++) {
    char value[EGB_NUMBER_MAX];
    const double x = column_of(results, i, k)[unit];
    egb_number_shortest(x, value);
    egb_buffer_format(&text, "%s%s is %s", k > 0 ? ", " : "", egb_expression_column(then, k),
                      isnan(x) ? "missing" : value);
  }
  egb_diag_hint(diag, "for %s %s; guard the expression with if()", results->data->unit[unit].id,
                egb_buffer_string(&text));
  egb_buffer_clear(&text);
}

static egb_status refuse_faults(const egb_results *results, size_t i, size_t faults, size_t unit, egb_diag *diag) {
  const egb_node *node = &results->index->node[i];
  if (diag == NULL)
    return EGB_UNCOMPUTABLE;
  egb_diag_at(diag, EGB_SEVERITY_ERROR, EGB_E_UNCOMPUTABLE, node->then_place,
              "`then:` of %s has no finite result for %zu unit%s with all that it uses, first %s", node->id, faults,
              faults == 1 ? "" : "s", results->data->unit[unit].id);
  hint_values(results, i, unit, diag);
  return EGB_UNCOMPUTABLE;
}

/* A unit that had no score has none afterwards, whatever the expression would make of it. */
static size_t take(egb_results *results, size_t i, size_t from, size_t count, size_t *fault) {
  const double *before = results->before_then + i * results->unit_count + from, *after = results->work->scratch;
  double *value = results->own_score[i] + from;
  size_t faults = 0;
  for (size_t u = 0; u < count; u++) {
    value[u] = isnan(before[u]) || !isfinite(after[u]) ? (double)NAN : after[u];
    if (isnan(before[u]) || isfinite(after[u]))
      continue;
    results->own_state[i][from + u] = EGB_STATE_MISSING;
    if (isinf(after[u]) && faults++ == 0)
      *fault = from + u;
  }
  return faults;
}

egb_status egb_stage_then(const egb_plan *plan, egb_results *results, size_t node, egb_diag *diag) {
  const egb_expression *then = plan->index->node[node].then;
  const size_t units = results->unit_count, block = block_of(then, units);
  const double **column = results->work->then;
  size_t faults = 0, unit = 0;
  memcpy(results->before_then + node * units, egb_scores(results, node), units * sizeof(double));
  for (size_t from = 0; from < units; from += block) {
    const size_t count = units - from < block ? units - from : block;
    for (size_t k = 0; k < egb_expression_column_count(then); k++)
      column[k] = column_of(results, node, k) + from;
    egb_expression_run(then, column, count, results->work->scratch);
    size_t first = 0;
    const size_t more = take(results, node, from, count, &first);
    unit = faults == 0 ? first : unit;
    faults += more;
  }
  return faults == 0 ? EGB_OK : refuse_faults(results, node, faults, unit, diag);
}
