/* How two siblings correlate when others are held fixed: the other children of their node, or columns beside. */
#include "examine/examine.h"
#include "stats/adequacy.h"
#include "stats/agreement.h"
#include "stats/matrix.h"

#include <math.h>

static egb_partial *next_row(egb_examined *e) {
  return (egb_partial *)e->out->row.partial + e->out->count++;
}

/* Given all other children: from the inverse of their correlations. */
static void given_siblings(egb_examined *e, const egb_group_of *group) {
  const size_t k = group->count;
  double *inverse = group->scratch, *room = group->scratch + k * k, determinant;
  const bool regular =
      group->defined && group->complete > k && egb_stats_invert(group->correlation, k, inverse, &determinant, room);
  for (size_t i = 0; i < k; i++)
    for (size_t j = i + 1; j < k; j++) {
      egb_partial *row = next_row(e);
      *row = (egb_partial){.node = group->node,
                           .x = group->child[i],
                           .y = group->child[j],
                           .count = group->complete,
                           .given = k - 2,
                           .plain = group->defined ? group->correlation[i * k + j] : (double)NAN,
                           .partial = regular ? egb_stats_partial(inverse, k, i, j) : (double)NAN,
                           .singular = !regular};
      row->p = egb_stats_correlation_p(row->partial, row->count, row->given);
    }
}

/* Two children and the columns, `all` of `count`, the children first, over the units that have them all. */
typedef struct beside {
  const double **all;
  double **whole, *matrix; /* matrix: four times count * count */
  size_t count, *place;
} beside;

static void given_columns(const egb_examined *e, const beside *b, egb_partial *row) {
  const size_t k = b->count, n = egb_examined_complete(e, b->all, k, b->place);
  for (size_t c = 0; c < k; c++)
    for (size_t u = 0; u < n; u++)
      b->whole[c][u] = b->all[c][b->place[u]];
  double *inverse = b->matrix + k * k, *room = b->matrix + 2 * k * k, determinant;
  row->count = n;
  const bool regular = n > k && egb_stats_correlations((const double *const *)b->whole, k, n, b->matrix) &&
                       egb_stats_invert(b->matrix, k, inverse, &determinant, room);
  row->singular = !regular;
  row->plain = n > 1 ? egb_stats_correlation(b->whole[0], b->whole[1], n) : (double)NAN;
  row->partial = regular ? egb_stats_partial(inverse, k, 0, 1) : (double)NAN;
  row->p = egb_stats_correlation_p(row->partial, n, row->given);
}

static egb_status make_beside(egb_examined *e, const egb_statistics_options *asked, beside *out) {
  const double **column;
  const egb_status status = egb_examined_columns(e, asked, &column);
  if (status != EGB_OK)
    return status;
  const size_t k = out->count = e->out->column_count + 2;
  out->all = egb_arena_array(e->out->arena, k, sizeof *out->all);
  out->whole = egb_arena_array(e->out->arena, k, sizeof *out->whole);
  out->matrix = egb_arena_array(e->out->arena, 4 * k * k, sizeof *out->matrix);
  out->place = egb_arena_array(e->out->arena, e->units, sizeof *out->place);
  for (size_t i = 0; !egb_arena_failed(e->out->arena) && i < k; i++) {
    out->whole[i] = egb_arena_array(e->out->arena, e->units, sizeof **out->whole);
    out->all[i] = i < 2 ? NULL : column[i - 2];
  }
  return egb_arena_failed(e->out->arena) ? EGB_NO_MEMORY : EGB_OK;
}

static void beside_columns(egb_examined *e, const egb_group_of *group, const beside *b) {
  for (size_t i = 0; i < group->count; i++)
    for (size_t j = i + 1; j < group->count; j++) {
      egb_partial *row = next_row(e);
      *row = (egb_partial){.node = group->node, .x = group->child[i], .y = group->child[j], .given = b->count - 2};
      b->all[0] = group->column[i];
      b->all[1] = group->column[j];
      given_columns(e, b, row);
    }
}

/* Pairs of a node; with two children nothing is left to be held fixed but columns. */
static size_t pairs_of(const egb_examined *e, size_t node) {
  const size_t k = e->results->index->node[node].child_count;
  return e->results->active[node] && k >= (e->out->column_count > 0 ? 2U : 3U) ? k * (k - 1) / 2 : 0;
}

egb_status egb_examine_partial(egb_examined *e, const egb_statistics_options *asked) {
  const size_t end = e->results->index->node[e->top].end;
  beside b = {0};
  egb_status status = make_beside(e, asked, &b);
  if (status != EGB_OK)
    return status;
  size_t room = 0;
  for (size_t node = e->top; node < end; node++)
    room += pairs_of(e, node);
  status = egb_examined_bound(e, room, "pairs");
  if (status != EGB_OK)
    return status;
  e->out->row.partial = egb_arena_array(e->out->arena, room, sizeof *e->out->row.partial);
  if (e->out->row.partial == NULL)
    return EGB_NO_MEMORY;
  for (size_t node = e->top; node < end && status == EGB_OK; node++) {
    if (pairs_of(e, node) == 0)
      continue;
    egb_arena *arena = egb_arena_new();
    egb_group_of group;
    status = egb_examined_group(e, arena, node, &group) ? EGB_OK : EGB_NO_MEMORY;
    if (status == EGB_OK && e->out->column_count > 0)
      beside_columns(e, &group, &b);
    else if (status == EGB_OK && group.count > 2)
      given_siblings(e, &group);
    egb_arena_free(arena);
  }
  return status;
}
