/* Every part beside its whole: does it belong there? */
#include "examine/examine.h"
#include "stats/adequacy.h"
#include "stats/matrix.h"
#include "stats/reliability.h"

#include <math.h>

static double correlate(const egb_examined *e, size_t x, size_t y) {
  return egb_stats_correlation(egb_examined_column(e, x), egb_examined_column(e, y), e->units);
}

/* The child of the index, other than the part's own, that it correlates with most. */
static void find_other(const egb_examined *e, egb_item *item) {
  const egb_node *nodes = e->results->index->node;
  for (size_t other = nodes[0].first_child; other != EGB_NONE; other = nodes[other].next) {
    if (!e->has[other] || (item->child >= other && item->child < nodes[other].end))
      continue;
    const double r = correlate(e, item->child, other);
    if (!(r <= item->other) && !isnan(r)) { /* the first of equals */
      item->other = r;
      item->other_node = other;
    }
  }
}

static void find_twin(const egb_group_of *group, const double *correlation, size_t i, egb_item *item) {
  double most = -1;
  for (size_t j = 0; j < group->count; j++) {
    const double r = correlation[i * group->count + j];
    if (j == i || !(fabs(r) > most))
      continue;
    most = fabs(r);
    item->twin = group->child[j];
    item->twin_correlation = r;
  }
}

static void fill_items(const egb_examined *e, const egb_group_of *group, double *covariance, double *pairs,
                       egb_item *row) {
  const size_t k = group->count;
  double *inverse = group->scratch, *room = group->scratch + k * k, *kmo = group->scratch + 2 * k * k, determinant;
  double *without = pairs + k * k, *rest = without + k;
  const bool regular = group->defined && egb_stats_invert(group->correlation, k, inverse, &determinant, room);
  if (regular)
    (void)egb_stats_kmo(group->correlation, inverse, k, kmo);
  egb_stats_covariances(group->column, k, e->units, covariance);
  (void)egb_stats_correlations(group->column, k, e->units, pairs);
  egb_stats_items(covariance, k, without, rest);
  for (size_t i = 0; i < k; i++) {
    row[i] = (egb_item){.node = group->node,
                        .child = group->child[i],
                        .alpha_without = without[i],
                        .rest = rest[i],
                        .kmo = regular ? kmo[i] : (double)NAN,
                        .own = correlate(e, group->child[i], group->node),
                        .other = (double)NAN,
                        .other_node = EGB_NONE,
                        .twin = EGB_NONE,
                        .twin_correlation = (double)NAN};
    find_twin(group, pairs, i, &row[i]);
    if (group->node != 0)
      find_other(e, &row[i]);
  }
}

egb_status egb_examine_items(egb_examined *e) {
  const egb_node *nodes = e->results->index->node;
  egb_item *row = egb_arena_array(e->out->arena, nodes[e->top].end, sizeof *row);
  if (row == NULL)
    return EGB_NO_MEMORY;
  for (size_t node = e->top; node < nodes[e->top].end; node++) {
    if (!e->results->active[node] || nodes[node].child_count < 2)
      continue;
    egb_arena *arena = egb_arena_new();
    egb_group_of group;
    bool done = egb_examined_group(e, arena, node, &group);
    double *room = done ? egb_arena_array(arena, 2 * group.count * (group.count + 1), sizeof *room) : NULL;
    done = room != NULL;
    if (done && group.count > 1) {
      fill_items(e, &group, room, room + group.count * group.count, row + e->out->count);
      e->out->count += group.count;
    }
    egb_arena_free(arena);
    if (!done)
      return EGB_NO_MEMORY;
  }
  e->out->row.item = row;
  return EGB_OK;
}
