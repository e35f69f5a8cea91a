/* Indicators of one node that say the same: what they share counts twice. */
#include "lint/lint.h"

#include "base/codes.h"
#include "base/number.h"
#include "stats/matrix.h"

#include <math.h>

#define LIMIT 0.9    /* as in the audit: SDG Index, COINr */
#define LEAST 10     /* units that both have: with fewer a correlation of 0.9 is easily chance */
#define WORK_MAX 4e9 /* pairs times units of one node: some seconds */

static size_t in_common(const double *x, const double *y, size_t n) {
  size_t count = 0;
  for (size_t u = 0; u < n; u++)
    count += !isnan(x[u]) && !isnan(y[u]);
  return count;
}

static void compare(egb_lint_work *work, size_t a, size_t b) {
  const egb_node *nodes = work->index->node;
  const size_t units = work->results->unit_count;
  const double *x = egb_lint_column(work, EGB_STAGE_SCORED, a);
  const double *y = egb_lint_column(work, EGB_STAGE_SCORED, b);
  const double r = egb_stats_correlation(x, y, units);
  const size_t count = r > LIMIT ? in_common(x, y, units) : 0;
  if (count < LEAST)
    return;
  egb_buffer text = {0}, advice = {0};
  char shown[EGB_NUMBER_MAX];
  (void)egb_number_fixed(r, 2, shown);
  egb_buffer_format(&text, "%s says what %s says: their scores correlate with %s over %zu units", nodes[b].id,
                    nodes[a].id, shown, count);
  egb_buffer_format(&advice, "keep one of them, or halve their weights: what they share counts twice in %s",
                    nodes[nodes[a].parent].id);
  egb_lint_find(work, b, nodes[b].place, &text, &advice);
}

static bool is_compared(const egb_lint_work *work, size_t node) {
  return egb_lint_is_indicator(work, node) && work->results->active[node] && work->results->share[node] > 0;
}

static void look_at(egb_lint_work *work, size_t parent) {
  const egb_node *nodes = work->index->node;
  const double count = (double)nodes[parent].child_count;
  if (count * count / 2 * (double)work->results->unit_count > WORK_MAX)
    return;
  for (size_t a = nodes[parent].first_child; a != EGB_NONE; a = nodes[a].next)
    for (size_t b = nodes[a].next; b != EGB_NONE && is_compared(work, a); b = nodes[b].next)
      if (is_compared(work, b))
        compare(work, a, b);
}

static void look(egb_lint_work *work) {
  for (size_t i = 0; i < work->index->node_count; i++)
    look_at(work, i);
}

const egb_lint_rule egb_lint_same = {.id = "same",
                                     .code = EGB_W_LINT_SAME,
                                     .summary = "indicators of one node that say the same",
                                     .limit = "r > 0.9 over 10 units or more (SDG Index, COINr)",
                                     .look = look};
