/* Do the children of a node measure one thing? Alpha over pairs; KMO, Bartlett's test and omega over units that have
 * all of them. */
#include "examine/examine.h"
#include "stats/adequacy.h"
#include "stats/matrix.h"
#include "stats/reliability.h"

#include <math.h>

#define FACTOR_LEAST 3 /* items: with two a factor is not determined */

static double mean_beside_diagonal(const double *matrix, size_t k) {
  double sum = 0;
  for (size_t i = 0; i < k; i++)
    for (size_t j = 0; j < i; j++)
      sum += matrix[i * k + j];
  return k > 1 ? 2 * sum / (double)(k * (k - 1)) : (double)NAN;
}

static size_t fewest_pairs(const egb_group_of *group, size_t units) {
  size_t fewest = units;
  for (size_t i = 0; i < group->count; i++)
    for (size_t j = 0; j < i; j++) {
      size_t both = 0;
      for (size_t u = 0; u < units; u++)
        both += !isnan(group->column[i][u]) && !isnan(group->column[j][u]);
      fewest = both < fewest ? both : fewest;
    }
  return fewest;
}

static void add_alpha(const egb_examined *e, const egb_group_of *group, double *matrix, egb_reliability *out) {
  const size_t k = group->count;
  out->pairs_least = fewest_pairs(group, e->units);
  egb_stats_covariances(group->column, k, e->units, matrix);
  out->alpha = egb_stats_alpha(matrix, k);
  if (!egb_stats_standardise(matrix, k))
    return;
  out->mean_correlation = mean_beside_diagonal(matrix, k);
  out->alpha_standardised = egb_stats_alpha(matrix, k);
}

static void add_factor(const egb_group_of *group, egb_reliability *out) {
  const size_t k = group->count;
  double *inverse = group->scratch, *room = group->scratch + k * k, *item = group->scratch + 2 * k * k;
  double determinant;
  out->singular = !group->defined || !egb_stats_invert(group->correlation, k, inverse, &determinant, room);
  if (out->singular)
    return;
  const egb_sphericity test = egb_stats_bartlett(determinant, k, group->complete);
  out->determinant = exp(determinant);
  out->chi_squared = test.chi_squared;
  out->freedom = test.freedom;
  out->p = test.p;
  out->kmo = egb_stats_kmo(group->correlation, inverse, k, item);
  if (k < FACTOR_LEAST)
    return;
  out->limit = egb_stats_one_factor(group->correlation, k, item) > 0;
  out->omega = egb_stats_omega(item, k);
}

static bool rely(const egb_examined *e, size_t node, egb_reliability *out) {
  const double none = (double)NAN;
  egb_arena *arena = egb_arena_new();
  egb_group_of group;
  const bool done = egb_examined_group(e, arena, node, &group);
  if (done) {
    *out = (egb_reliability){.node = node,
                             .items = group.count,
                             .constant = group.constant,
                             .complete = group.complete,
                             .alpha = none,
                             .alpha_standardised = none,
                             .mean_correlation = none,
                             .omega = none,
                             .kmo = none,
                             .determinant = none,
                             .chi_squared = none,
                             .freedom = none,
                             .p = none,
                             .singular = true};
    if (group.count > 1) {
      add_alpha(e, &group, group.scratch, out);
      add_factor(&group, out);
    }
  }
  egb_arena_free(arena);
  return done;
}

egb_status egb_examine_reliability(egb_examined *e) {
  const egb_node *nodes = e->results->index->node;
  egb_reliability *row = egb_arena_array(e->out->arena, nodes[e->top].end - e->top, sizeof *row);
  if (row == NULL)
    return EGB_NO_MEMORY;
  for (size_t node = e->top; node < nodes[e->top].end; node++)
    if (e->results->active[node] && nodes[node].child_count > 1 && !rely(e, node, &row[e->out->count++]))
      return EGB_NO_MEMORY;
  e->out->row.reliability = row;
  return EGB_OK;
}
