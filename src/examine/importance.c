/* What a part does in its whole, beside the weight that it was given (P. Paruolo, M. Saisana, A. Saltelli, "Ratings and
 * rankings: voodoo or science?", Journal of the Royal Statistical Society A 176 (2013), 609-634). */
#include "examine/examine.h"
#include "stats/matrix.h"
#include "stats/smooth.h"

#include <math.h>

static egb_smoothed_by named(egb_smoother smoother) {
  switch (smoother) {
  case EGB_SMOOTHER_NONE:
    return EGB_SMOOTHED_NOT;
  case EGB_SMOOTHER_MEANS:
    return EGB_SMOOTHED_MEANS;
  case EGB_SMOOTHER_LINE:
    return EGB_SMOOTHED_LINE;
  case EGB_SMOOTHER_LOCAL_LINEAR:
    return EGB_SMOOTHED_LOCAL_LINEAR;
  }
  return EGB_SMOOTHED_NOT;
}

static void weigh(const egb_examined *e, size_t child, size_t node, double *room, egb_importance *out) {
  const double *x = egb_examined_column(e, child), *y = egb_examined_column(e, node),
               r = egb_stats_correlation(x, y, e->units);
  double *both = room, *scratch = room + 2 * e->units;
  size_t n = 0;
  for (size_t i = 0; i < e->units; i++)
    if (!isnan(x[i]) && !isnan(y[i])) {
      both[n] = x[i];
      both[e->units + n++] = y[i];
    }
  const egb_correlation_ratio ratio = egb_stats_correlation_ratio(both, both + e->units, n, scratch);
  *out = (egb_importance){.child = child,
                          .node = node,
                          .share = e->results->share[child],
                          .squared = r * r,
                          .ratio = ratio.ratio,
                          .effective = (double)NAN,
                          .bandwidth = ratio.bandwidth,
                          .by = named(ratio.smoother)};
}

egb_status egb_examine_importance(egb_examined *e) {
  const egb_node *nodes = e->results->index->node;
  const size_t need = 2 * e->units + egb_stats_ratio_scratch(e->units);
  egb_importance *row = egb_arena_array(e->out->arena, nodes[e->top].end, sizeof *row);
  double *room = egb_arena_array(e->out->arena, need, sizeof *room);
  if (egb_arena_failed(e->out->arena))
    return EGB_NO_MEMORY;
  for (size_t node = e->top; node < nodes[e->top].end; node++) {
    const size_t first = e->out->count;
    double sum = 0;
    for (size_t child = nodes[node].first_child; e->has[node] && child != EGB_NONE; child = nodes[child].next)
      if (e->has[child]) {
        weigh(e, child, node, room, &row[e->out->count]);
        sum += isnan(row[e->out->count].ratio) ? 0 : row[e->out->count].ratio;
        e->out->count++;
      }
    for (size_t i = first; i < e->out->count; i++)
      row[i].effective = row[i].ratio / sum;
  }
  e->out->row.importance = row;
  return EGB_OK;
}
