/* Each unit beside the others of its group, and the units that are most like it.
 *
 * The distance of two units over the children of a node is the root of the mean, over the children that both have, of
 * ((a - b) / s)^2, with s the sample standard deviation of the child over the units: the standardised Euclidean
 * distance (P. Legendre, L. Legendre, Numerical Ecology (2nd ed. 1998), section 7.4), its mean taken where values are
 * missing as J. C. Gower does ("A general coefficient of similarity and some of its properties", Biometrics 27 (1971),
 * 857-871). */
#include "examine/examine.h"

#include "base/codes.h"
#include "stats/matrix.h"

#include <math.h>
#include <string.h>

#define STEPS_MOST 2e10 /* units * units * children: about half a minute */

typedef struct total {
  double sum;
  size_t count;
} total;

typedef struct space {
  egb_examined *e;
  const double **child; /* columns of the children that vary */
  double *spread;       /* their standard deviations */
  size_t count;
  const double *score;
  size_t grouping;         /* EGB_NONE: none */
  size_t *group, *members; /* group: per unit, EGB_NONE: of none that is known; members: per group */
  total *sum;              /* per group and column */
} space;

static double root_of(double sum, size_t count) {
  return count > 0 ? sqrt(sum / (double)count) : (double)NAN;
}

static double distance(const space *s, size_t a, size_t b) {
  double sum = 0;
  size_t count = 0;
  for (size_t c = 0; c < s->count; c++) {
    const double d = (s->child[c][a] - s->child[c][b]) / s->spread[c];
    if (isnan(d))
      continue;
    sum += d * d;
    count++;
  }
  return root_of(sum, count);
}

static void find_nearest(const space *s, size_t unit, egb_peer *out) {
  double sum = 0;
  for (size_t other = 0; other < s->e->units; other++) {
    const double d = other == unit ? (double)NAN : distance(s, unit, other);
    size_t at = out->near_count;
    while (at > 0 && d < out->near_distance[at - 1]) /* the first of equals stays before */
      at--;
    if (isnan(d) || at == EGB_NEIGHBOURS)
      continue;
    out->near_count += out->near_count < EGB_NEIGHBOURS;
    for (size_t k = out->near_count - 1; k > at; k--) {
      out->nearest[k] = out->nearest[k - 1];
      out->near_distance[k] = out->near_distance[k - 1];
    }
    out->nearest[at] = other;
    out->near_distance[at] = d;
  }
  for (size_t k = 0; k < out->near_count; k++) {
    sum += s->score[out->nearest[k]];
    out->nearest[k] = s->e->out->unit[out->nearest[k]];
  }
  out->near_mean = out->near_count > 0 ? sum / (double)out->near_count : (double)NAN;
}

/* ---- groups ---------------------------------------------------------------------------------- */

/* Numbers the groups of the units in the order of their first unit, and sums every column over each. */
static void sum_groups(const space *s, const char **name) {
  const egb_results *results = s->e->results;
  size_t groups = 0;
  for (size_t i = 0; i < s->e->units; i++) {
    const char *group = egb_dataset_group(results->data, results->period, s->e->out->unit[i], s->grouping);
    size_t g = 0;
    while (g < groups && strcmp(name[g], group) != 0)
      g++;
    if (g == groups)
      name[groups++] = group;
    s->group[i] = group[0] != '\0' ? g : EGB_NONE;
    s->members[g]++;
    for (size_t c = 0; c <= s->count; c++) {
      const double value = c < s->count ? s->child[c][i] : s->score[i];
      total *of = &s->sum[g * (s->count + 1) + c];
      of->sum += isnan(value) ? 0 : value;
      of->count += isnan(value) ? 0U : 1U;
    }
  }
}

/* The mean over the others of the group; NaN: none has a value. Column s->count is the score. */
static double mean_of_others(const space *s, size_t column, size_t unit) {
  const total *of = &s->sum[s->group[unit] * (s->count + 1) + column];
  const double own = column < s->count ? s->child[column][unit] : s->score[unit];
  const size_t others = of->count - (isnan(own) ? 0U : 1U);
  return others > 0 ? (of->sum - (isnan(own) ? 0 : own)) / (double)others : (double)NAN;
}

static void compare_group(const space *s, size_t unit, const char *const *name, egb_peer *out) {
  double sum = 0;
  size_t count = 0;
  if (s->group[unit] == EGB_NONE)
    return;
  out->group = name[s->group[unit]];
  out->group_size = s->members[s->group[unit]];
  out->group_mean = mean_of_others(s, s->count, unit);
  out->difference = out->score - out->group_mean;
  for (size_t c = 0; c < s->count; c++) {
    const double d = (s->child[c][unit] - mean_of_others(s, c, unit)) / s->spread[c];
    if (isnan(d))
      continue;
    sum += d * d;
    count++;
  }
  out->distance = root_of(sum, count);
}

static egb_status find_grouping(space *s, const char *name) {
  const egb_dataset *data = s->e->results->data;
  s->grouping = EGB_NONE;
  for (size_t g = 0; name != NULL && g < data->grouping_count; g++)
    if (strcmp(data->grouping[g], name) == 0)
      s->grouping = g;
  s->e->out->grouping = s->grouping != EGB_NONE ? data->grouping[s->grouping] : NULL;
  if (name == NULL || s->grouping != EGB_NONE)
    return EGB_OK;
  egb_diag_say(s->e->diag, EGB_SEVERITY_ERROR, EGB_E_USAGE, "the list of units has no grouping `%s`", name);
  if (data->grouping_count > 0)
    egb_diag_hint(s->e->diag, "it has %s%s", data->grouping[0], data->grouping_count > 1 ? " and others" : "");
  else
    egb_diag_hint(s->e->diag, "name columns of the list with `groups:` under `units:`");
  return EGB_USAGE;
}

static egb_status make_space(egb_examined *e, space *s) {
  const size_t room = e->results->index->node[e->top].child_count;
  size_t constant, *child = egb_arena_array(e->out->arena, room, sizeof *child);
  s->child = egb_arena_array(e->out->arena, room, sizeof *s->child);
  s->spread = egb_arena_array(e->out->arena, room, sizeof *s->spread);
  if (egb_arena_failed(e->out->arena))
    return EGB_NO_MEMORY;
  s->count = egb_examined_children(e, e->top, child, &constant);
  for (size_t c = 0; c < s->count; c++) {
    s->child[c] = egb_examined_column(e, child[c]);
    const double spread = egb_stats_sd_present(s->child[c], e->units);
    s->spread[c] = isfinite(spread) ? spread : (double)NAN; /* beyond the range of doubles: nothing is near in it */
  }
  s->score = egb_examined_column(e, e->top);
  if ((double)e->units * (double)e->units * (double)(s->count + 1) <= STEPS_MOST)
    return EGB_OK;
  egb_diag_say(e->diag, EGB_SEVERITY_ERROR, EGB_E_USAGE,
               "%zu units with %zu values each are too many to be compared one by one", e->units, s->count);
  egb_diag_hint(e->diag, "name a node with fewer children");
  return EGB_USAGE;
}

egb_status egb_examine_peers(egb_examined *e, const char *group) {
  space s = {.e = e};
  egb_status status = find_grouping(&s, group);
  if (status == EGB_OK)
    status = make_space(e, &s);
  if (status != EGB_OK)
    return status;
  egb_peer *row = egb_arena_array(e->out->arena, e->units, sizeof *row);
  const char **name = egb_arena_array(e->out->arena, e->units, sizeof *name);
  s.group = egb_arena_array(e->out->arena, e->units, sizeof *s.group);
  s.members = egb_arena_array(e->out->arena, e->units, sizeof *s.members);
  s.sum = egb_arena_array(e->out->arena, e->units * (s.count + 1), sizeof *s.sum);
  if (egb_arena_failed(e->out->arena))
    return EGB_NO_MEMORY;
  if (s.grouping != EGB_NONE)
    sum_groups(&s, name);
  for (size_t i = 0; i < e->units; i++) {
    row[i] = (egb_peer){.unit = e->out->unit[i],
                        .score = s.score[i],
                        .group_mean = (double)NAN,
                        .difference = (double)NAN,
                        .distance = (double)NAN};
    if (s.grouping != EGB_NONE)
      compare_group(&s, i, name, &row[i]);
    find_nearest(&s, i, &row[i]);
  }
  e->out->row.peer = row;
  e->out->count = e->units;
  return EGB_OK;
}
