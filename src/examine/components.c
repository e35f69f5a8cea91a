/* Principal components of the children of every node, on their correlations, over units that have all of them. */
#include "examine/examine.h"

#include "base/codes.h"
#include "stats/describe.h"
#include "stats/matrix.h"

#include <math.h>
#include <string.h>

/* Values, falling, and vectors of a group, one per column, each with a sum that is not negative. false: none. */
static bool find_components(const egb_group_of *group, double *value, double *vector) {
  const size_t k = group->count;
  if (!group->defined || k < 2)
    return false;
  memcpy(group->scratch, group->correlation, k * k * sizeof *group->scratch);
  if (!egb_stats_eigen(group->scratch, k, value, vector, group->scratch + k * k))
    return false;
  for (size_t c = 0; c < k; c++) {
    double sum = 0;
    for (size_t i = 0; i < k; i++)
      sum += vector[i * k + c];
    for (size_t i = 0; sum < 0 && i < k; i++)
      vector[i * k + c] = -vector[i * k + c];
  }
  return true;
}

/* Rows of one group; NULL: only how many there are at most. */
typedef size_t per_group(egb_examined *e, const egb_group_of *group, const double *value, const double *vector,
                         double *spare);

static bool is_group(const egb_examined *e, size_t node) {
  return e->results->active[node] && e->results->index->node[node].child_count > 1;
}

/* Calls f for every group that has components. */
static egb_status each_group(egb_examined *e, per_group *f) {
  for (size_t node = e->top; node < e->results->index->node[e->top].end; node++) {
    if (!is_group(e, node))
      continue;
    egb_arena *arena = egb_arena_new();
    egb_group_of group;
    bool done = egb_examined_group(e, arena, node, &group);
    const size_t k = done ? group.count : 0;
    double *value = egb_arena_array(arena, k, sizeof *value), *vector = egb_arena_array(arena, k * k, sizeof *vector);
    double *spare = egb_arena_array(arena, k * k + k, sizeof *spare);
    done = done && !egb_arena_failed(arena);
    if (done && find_components(&group, value, vector))
      e->out->count += f(e, &group, value, vector, spare);
    egb_arena_free(arena);
    if (!done)
      return EGB_NO_MEMORY;
  }
  return EGB_OK;
}

/* Room for `each` rows of every child of a node below, itself included. */
static size_t room_for(const egb_examined *e, size_t each) {
  size_t room = 0;
  for (size_t node = e->top; node < e->results->index->node[e->top].end; node++)
    if (is_group(e, node))
      room += each * e->results->index->node[node].child_count;
  return room;
}

static size_t put_components(egb_examined *e, const egb_group_of *group, const double *value, const double *vector,
                             double *spare) {
  (void)vector;
  (void)spare;
  egb_component *row = (egb_component *)e->out->row.component + e->out->count;
  double cumulative = 0;
  for (size_t c = 0; c < group->count; c++) {
    const double share = value[c] / (double)group->count;
    cumulative += share;
    row[c] = (egb_component){.node = group->node,
                             .number = c + 1,
                             .count = group->complete,
                             .eigenvalue = value[c],
                             .share = share,
                             .cumulative = cumulative};
  }
  return group->count;
}

egb_status egb_examine_components(egb_examined *e) {
  e->out->row.component = egb_arena_array(e->out->arena, room_for(e, 1), sizeof *e->out->row.component);
  return e->out->row.component == NULL ? EGB_NO_MEMORY : each_group(e, put_components);
}

/* ---- loadings -------------------------------------------------------------------------------- */

#define SHOWN_LEAST 2 /* components: those with an eigenvalue above 1, at least so many */
#define SHOWN_MOST 6

static size_t count_above_one(const double *value, size_t k) {
  size_t count = 0;
  while (count < k && value[count] > 1)
    count++;
  return count;
}

/* The loadings rotated, the factor of the largest variance first, each with a sum that is not negative. */
static void rotate(double *loading, size_t rows, size_t columns, size_t *order, double *sign, double *scratch) {
  double variance[SHOWN_MOST] = {0};
  egb_stats_varimax(loading, rows, columns, scratch);
  for (size_t c = 0; c < columns; c++) {
    double sum = 0;
    for (size_t i = 0; i < rows; i++) {
      sum += loading[i * columns + c];
      variance[c] += loading[i * columns + c] * loading[i * columns + c];
    }
    sign[c] = sum < 0 ? -1 : 1;
    size_t at = c;
    for (; at > 0 && variance[order[at - 1]] < variance[c]; at--)
      order[at] = order[at - 1];
    order[at] = c;
  }
}

static size_t put_loadings(egb_examined *e, const egb_group_of *group, const double *value, const double *vector,
                           double *spare) {
  const size_t k = group->count, above = count_above_one(value, k);
  const bool rotated = above >= 2 && above <= SHOWN_MOST;
  size_t shown = above < SHOWN_LEAST ? SHOWN_LEAST : above > SHOWN_MOST ? SHOWN_MOST : above, order[SHOWN_MOST] = {0};
  double sign[SHOWN_MOST] = {0};
  egb_loading *row = (egb_loading *)e->out->row.loading + e->out->count;
  shown = shown < k ? shown : k;
  for (size_t i = 0; rotated && i < k; i++)
    for (size_t c = 0; c < above; c++)
      spare[i * above + c] = vector[i * k + c] * sqrt(value[c]);
  if (rotated)
    rotate(spare, k, above, order, sign, spare + k * above);
  for (size_t c = 0; c < shown; c++)
    for (size_t i = 0; i < k; i++) {
      double common = 0;
      for (size_t f = 0; rotated && f < above; f++)
        common += spare[i * above + f] * spare[i * above + f];
      row[c * k + i] = (egb_loading){.node = group->node,
                                     .child = group->child[i],
                                     .number = c + 1,
                                     .loading = vector[i * k + c] * sqrt(fmax(0, value[c])),
                                     .rotated = rotated ? sign[order[c]] * spare[i * above + order[c]] : (double)NAN,
                                     .uniqueness = rotated ? 1 - common : (double)NAN};
    }
  return shown * k;
}

egb_status egb_examine_loadings(egb_examined *e) {
  e->out->row.loading = egb_arena_array(e->out->arena, room_for(e, SHOWN_MOST), sizeof *e->out->row.loading);
  return e->out->row.loading == NULL ? EGB_NO_MEMORY : each_group(e, put_loadings);
}

/* ---- scores ---------------------------------------------------------------------------------- */

#define SCORES_MOST 5000000
#define NO_VARIANCE 1e-12 /* of an eigenvalue: rounding, where children are each other's sums */

/* The means and sample sds of the children. */
static void standardise(const egb_group_of *group, double *mean, double *sd) {
  for (size_t i = 0; i < group->count; i++) {
    mean[i] = egb_stats_mean(group->whole[i], group->complete);
    sd[i] = egb_stats_sd(group->whole[i], group->complete);
  }
}

/* On component c, of variance 1: standardised values times the vector, by the root of the value. NaN: the component has
 * no variance. spare: what standardise has found. */
static double score_of(const egb_group_of *group, const double *value, const double *vector, const double *spare,
                       size_t unit, size_t c) {
  const size_t k = group->count;
  double score = 0;
  for (size_t i = 0; i < k; i++)
    score += (group->whole[i][unit] - spare[i]) / spare[k + i] * vector[i * k + c];
  return value[c] > NO_VARIANCE ? score / sqrt(value[c]) : (double)NAN;
}

static size_t put_scores(egb_examined *e, const egb_group_of *group, const double *value, const double *vector,
                         double *spare) {
  egb_component_score *row = (egb_component_score *)e->out->row.score + e->out->count;
  standardise(group, spare, spare + group->count);
  for (size_t u = 0; u < group->complete; u++)
    row[u] = (egb_component_score){.node = group->node,
                                   .unit = e->out->unit[group->place[u]],
                                   .score = score_of(group, value, vector, spare, u, 0)};
  return group->complete;
}

static egb_status check_scores(const egb_examined *e, size_t groups) {
  if (groups * e->units <= SCORES_MOST)
    return EGB_OK;
  egb_diag_say(e->diag, EGB_SEVERITY_ERROR, EGB_E_USAGE, "scores of %zu units on %zu nodes are too many: at most %d",
               e->units, groups, SCORES_MOST);
  egb_diag_hint(e->diag, "name a node of which only what is below it is taken");
  return EGB_USAGE;
}

static size_t count_groups(const egb_examined *e) {
  size_t groups = 0;
  for (size_t node = e->top; node < e->results->index->node[e->top].end; node++)
    groups += is_group(e, node);
  return groups;
}

egb_status egb_examine_scores(egb_examined *e) {
  const size_t groups = count_groups(e);
  const egb_status status = check_scores(e, groups);
  if (status != EGB_OK)
    return status;
  e->out->row.score = egb_arena_array(e->out->arena, groups * e->units, sizeof *e->out->row.score);
  return e->out->row.score == NULL ? EGB_NO_MEMORY : each_group(e, put_scores);
}

/* Units, then children: scores times loadings, summed over all components, are the standardised values, so that over
 * two they are the nearest to them that two can be (Gabriel 1971). */
static size_t put_points(egb_examined *e, const egb_group_of *group, const double *value, const double *vector,
                         double *spare) {
  const size_t k = group->count, n = group->complete;
  egb_biplot_point *row = (egb_biplot_point *)e->out->row.point + e->out->count;
  standardise(group, spare, spare + k);
  for (size_t u = 0; u < n; u++)
    row[u] = (egb_biplot_point){.node = group->node,
                                .unit = e->out->unit[group->place[u]],
                                .child = EGB_NONE,
                                .first = score_of(group, value, vector, spare, u, 0),
                                .second = score_of(group, value, vector, spare, u, 1)};
  for (size_t i = 0; i < k; i++)
    row[n + i] = (egb_biplot_point){.node = group->node,
                                    .unit = EGB_NONE,
                                    .child = group->child[i],
                                    .first = vector[i * k] * sqrt(fmax(0, value[0])),
                                    .second = vector[i * k + 1] * sqrt(fmax(0, value[1]))};
  return n + k;
}

egb_status egb_examine_biplot(egb_examined *e) {
  const size_t groups = count_groups(e), rows = groups * e->units + room_for(e, 1);
  const egb_status status = check_scores(e, groups);
  if (status != EGB_OK)
    return status;
  e->out->row.point = egb_arena_array(e->out->arena, rows, sizeof *e->out->row.point);
  return e->out->row.point == NULL ? EGB_NO_MEMORY : each_group(e, put_points);
}
