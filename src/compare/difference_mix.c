/* A mixture of two sides, scored by the ordinary stages: the definition of the side that gives the method, over a data
 * set made of both, with the shares of the side that gives the weights.
 *
 * What only one side has brings its own: an indicator that the side of the data does not know keeps the values of its
 * own side (so that a new indicator belongs to the method), and so does a unit that the side of the data does not know
 * (so that a new unit belongs to the membership). */
#include "compare/difference.h"

#include "score/plan.h"
#include "score/resolve.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- a side ---------------------------------------------------------------------------------- */

typedef struct named {
  const char *id;
  size_t unit;
} named;

static int by_name(const void *a, const void *b) {
  const named *left = a, *right = b;
  return strcmp(left->id, right->id);
}

static bool has_any_value(const egb_results *results, size_t unit) {
  for (size_t i = 0; i < results->node_count; i++)
    if (results->index->node[i].first_child == EGB_NONE && !isnan(results->imputed.value[i][unit]))
      return true;
  return false;
}

/* A unit that the definition excludes in the period of the side is no member of it, whatever values it has: who leaves
 * is a matter of the membership. One that is excluded in every period is in no side. */
static bool is_excluded_then(const egb_results *results, size_t unit) {
  const egb_screen *screen = &results->index->screen;
  const char *period = results->data->period[results->period], *id = results->data->unit[unit].id;
  for (size_t i = 0; i < screen->exclude_count; i++)
    if (screen->exclude[i].period != NULL && strcmp(screen->exclude[i].period, period) == 0 &&
        strcmp(screen->exclude[i].unit, id) == 0)
      return true;
  return false;
}

egb_status egb_mix_open(egb_arena *arena, const egb_results *results, egb_mix_side *out) {
  const size_t count = results->unit_count;
  named *list = egb_arena_array(arena, count, sizeof *list);
  *out = (egb_mix_side){.results = results,
                        .by_id = egb_arena_array(arena, count, sizeof *out->by_id),
                        .member = egb_arena_array(arena, count, sizeof *out->member)};
  if (egb_arena_failed(arena))
    return EGB_NO_MEMORY;
  for (size_t u = 0; u < count; u++) {
    list[u] = (named){results->data->unit[u].id, u};
    out->member[u] = has_any_value(results, u) && !is_excluded_then(results, u);
  }
  qsort(list, count, sizeof *list, by_name);
  for (size_t i = 0; i < count; i++)
    out->by_id[i] = list[i].unit;
  return EGB_OK;
}

size_t egb_mix_find(const egb_mix_side *side, const char *id) {
  size_t low = 0, high = side->results->unit_count;
  while (low < high) {
    const size_t middle = low + (high - low) / 2;
    const int order = strcmp(side->results->data->unit[side->by_id[middle]].id, id);
    if (order == 0)
      return side->by_id[middle];
    if (order < 0)
      low = middle + 1;
    else
      high = middle;
  }
  return EGB_NONE;
}

static bool same_numbers(const double *a, const double *b, size_t count) {
  for (size_t i = 0; i < count; i++)
    if (a[i] < b[i] || a[i] > b[i])
      return false;
  return true;
}

unsigned egb_mix_same(const egb_mix_side side[2]) {
  const egb_results *a = side[0].results, *b = side[1].results;
  unsigned same = 0;
  const bool index = a->index == b->index, data = a->data == b->data;
  if (data && a->period == b->period)
    same |= 1U << EGB_CAUSE_DATA;
  if (egb_index_is_kin(a->index, b->index) && same_numbers(a->share, b->share, a->node_count))
    same |= 1U << EGB_CAUSE_WEIGHTS;
  if (index && memcmp(a->active, b->active, a->node_count * sizeof *a->active) == 0)
    same |= 1U << EGB_CAUSE_METHOD;
  if (data && memcmp(side[0].member, side[1].member, a->unit_count * sizeof *side[0].member) == 0)
    same |= 1U << EGB_CAUSE_MEMBERSHIP;
  return same;
}

/* ---- data ------------------------------------------------------------------------------------ */

typedef struct mixture {
  const egb_mix_side *rule, *data, *weight, *member; /* the side that supplies each */
  const egb_mix_side *other;                         /* the one that does not give the data */
  egb_dataset *made;
  /* per column of the mixture, which is one of the rule's: the same in the two sources, EGB_NONE */
  size_t *data_column, *other_column;
} mixture;

static bool has_codes(const egb_dataset *data, size_t column) {
  return data->codes != NULL && data->codes[column] != NULL;
}

/* Per column of the rule's side, the column of another side that means the same: that of the first indicator with the
 * same id, else the one of the same name. Answers in words and numbers do not mean the same. */
static void match_columns(const egb_results *rule, const egb_results *to, size_t *match) {
  const egb_dataset *data = rule->data;
  for (size_t c = 0; c < data->column_count; c++)
    match[c] = data == to->data ? c : EGB_NONE;
  for (size_t i = 0; i < rule->node_count && data != to->data; i++) {
    const egb_node *node = &rule->index->node[i];
    const size_t column = node->column == NULL ? EGB_NONE : egb_dataset_column(data, node->column);
    const size_t twin = egb_index_find(to->index, node->id);
    if (column != EGB_NONE && match[column] == EGB_NONE && twin != EGB_NONE && to->index->node[twin].column != NULL)
      match[column] = egb_dataset_column(to->data, to->index->node[twin].column);
  }
  for (size_t c = 0; c < data->column_count; c++) {
    if (match[c] == EGB_NONE)
      match[c] = egb_dataset_column(to->data, data->column[c]);
    if (match[c] != EGB_NONE && has_codes(data, c) != has_codes(to->data, match[c]))
      match[c] = EGB_NONE;
  }
}

static size_t find_period(const egb_dataset *data, const char *period) {
  for (size_t p = 0; p < data->period_count; p++)
    if (strcmp(data->period[p], period) == 0)
      return p;
  return EGB_NONE;
}

/* An answer in words has another number in another list; one that the list does not have gets a number past its end. */
static double recode(const egb_dataset *from, size_t from_column, const egb_dataset *to, size_t to_column,
                     double value) {
  if (isnan(value) || from == to || !has_codes(to, to_column))
    return value;
  const char *text = from->codes[from_column][(size_t)value];
  size_t at = 0;
  while (at < to->code_count[to_column] && strcmp(to->codes[to_column][at], text) != 0)
    at++;
  return (double)at;
}

/* The value of a column in one of the sources, for period p of the mixture. */
static double value_of(const mixture *mix, const egb_mix_side *side, size_t unit, size_t column, size_t p) {
  const egb_results *results = side->results;
  const egb_dataset *data = results->data;
  const size_t at = side == mix->data ? mix->data_column[column] : mix->other_column[column];
  if (at == EGB_NONE || unit == EGB_NONE)
    return (double)NAN;
  size_t period = p;
  if (side != mix->data)
    period = p == mix->data->results->period ? results->period : find_period(data, mix->made->period[p]);
  if (period == EGB_NONE)
    return (double)NAN;
  return recode(data, at, mix->rule->results->data, column, egb_dataset_values(data, period, at)[unit]);
}

/* The values of one unit, in all columns of a period. */
static void fill_unit(const mixture *mix, size_t u, size_t p) {
  egb_dataset *made = mix->made;
  const bool scored = p == mix->data->results->period;
  const size_t unit = egb_mix_find(mix->data, made->unit[u].id), spare = egb_mix_find(mix->other, made->unit[u].id);
  const bool known = unit != EGB_NONE && (!scored || mix->data->member[unit]);
  for (size_t c = 0; c < made->column_count; c++) {
    const size_t cell = (p * made->column_count + c) * made->unit_count + u;
    double value = (double)NAN;
    if (!scored || mix->member->member[u])
      value = known && mix->data_column[c] != EGB_NONE ? value_of(mix, mix->data, unit, c, p)
                                                       : value_of(mix, mix->other, spare, c, p);
    made->value[cell] = value;
  }
}

static bool make_cells(egb_arena *arena, egb_dataset *made) {
  const size_t most = EGB_ARENA_REQUEST_MAX / sizeof *made->value;
  if (made->unit_count > most / (made->column_count + 1) ||
      made->unit_count * (made->column_count + 1) > most / made->period_count)
    return false;
  const size_t cells = made->period_count * made->column_count * made->unit_count;
  made->value = egb_arena_array(arena, cells, sizeof *made->value);
  return !egb_arena_failed(arena);
}

/* The groups of the side of the membership in the periods of the data's. */
static bool mix_groups(const mixture *mix, egb_dataset *made) {
  const egb_results *member = mix->member->results;
  const egb_dataset *from = member->data;
  const size_t units = made->unit_count;
  if (from->group_of == NULL)
    return true;
  const char *const **group_of = egb_arena_array(made->arena, made->period_count * units, sizeof *group_of);
  if (group_of == NULL)
    return false;
  for (size_t p = 0; p < made->period_count; p++) {
    const size_t at = p == mix->data->results->period ? member->period : find_period(from, made->period[p]);
    for (size_t u = 0; u < units; u++)
      group_of[p * units + u] = at != EGB_NONE ? from->group_of[at * units + u] : made->unit[u].group;
  }
  made->group_of = group_of;
  return true;
}

/* Units and groups of the side of the membership, columns of the rule's, periods of the data's. */
static egb_dataset *mix_data(egb_arena *arena, mixture *mix) {
  const egb_dataset *rule = mix->rule->results->data, *member = mix->member->results->data;
  const egb_dataset *data = mix->data->results->data;
  egb_dataset *made = egb_arena_array(arena, 1, sizeof *made);
  mix->data_column = egb_arena_array(arena, rule->column_count, sizeof *mix->data_column);
  mix->other_column = egb_arena_array(arena, rule->column_count, sizeof *mix->other_column);
  if (egb_arena_failed(arena))
    return NULL;
  *made = (egb_dataset){.arena = arena,
                        .index = mix->rule->results->index,
                        .threads = rule->threads,
                        .unit = member->unit,
                        .unit_count = member->unit_count,
                        .grouping = member->grouping,
                        .grouping_count = member->grouping_count,
                        .column = rule->column,
                        .column_count = rule->column_count,
                        .by_name = rule->by_name,
                        .period = data->period,
                        .period_count = data->period_count,
                        .codes = rule->codes,
                        .code_count = rule->code_count,
                        .mixture = true};
  if (!make_cells(arena, made) || !mix_groups(mix, made))
    return NULL;
  mix->made = made;
  match_columns(mix->rule->results, mix->data->results, mix->data_column);
  match_columns(mix->rule->results, mix->other->results, mix->other_column);
  for (size_t p = 0; p < made->period_count; p++)
    for (size_t u = 0; u < made->unit_count; u++)
      fill_unit(mix, u, p);
  return made;
}

/* ---- weights --------------------------------------------------------------------------------- */

static size_t twin_of(const mixture *mix, size_t node) {
  const egb_results *from = mix->weight->results;
  if (from->index == mix->rule->results->index)
    return from->active[node] ? node : EGB_NONE;
  const size_t twin = egb_index_find(from->index, mix->rule->results->index->node[node].id);
  return twin != EGB_NONE && twin != 0 && from->active[twin] ? twin : EGB_NONE;
}

/* Among the children of a node, those that the side of the weights does not know keep their shares; the others divide
 * what is left in the proportions of that side. */
static void weigh_children(const mixture *mix, egb_plan *plan, size_t parent) {
  const egb_node *nodes = plan->index->node;
  const double *own = mix->rule->results->share, *theirs = mix->weight->results->share;
  double shared = 0, total = 0;
  for (size_t i = nodes[parent].first_child; i != EGB_NONE; i = nodes[i].next) {
    const size_t twin = plan->node[i].active ? twin_of(mix, i) : EGB_NONE;
    shared += twin != EGB_NONE ? own[i] : 0;
    total += twin != EGB_NONE ? theirs[twin] : 0;
  }
  for (size_t i = nodes[parent].first_child; i != EGB_NONE; i = nodes[i].next) {
    const size_t twin = plan->node[i].active ? twin_of(mix, i) : EGB_NONE;
    plan->weight[i] = !plan->node[i].active           ? 0
                      : twin != EGB_NONE && total > 0 ? shared * theirs[twin] / total
                                                      : own[i];
  }
}

static egb_status mix_weights(const mixture *mix, egb_plan *plan) {
  const egb_weigh *given = egb_weighing_as_given();
  for (size_t i = 0; i < plan->index->node_count; i++) {
    if (plan->index->node[i].first_child == EGB_NONE)
      continue;
    plan->node[i].weigh = given; /* weights learned from data are the weights' part, as they were */
    weigh_children(mix, plan, i);
  }
  egb_weights_spread(plan->index, plan->weight, plan->share, plan->effective);
  if (mix->weight == mix->rule) /* dividing once more would move the last digit */
    memcpy(plan->share, mix->rule->results->share, plan->index->node_count * sizeof *plan->share);
  return EGB_OK;
}

/* ---- the mixture ----------------------------------------------------------------------------- */

static egb_status score(const mixture *mix, const egb_dataset *data, egb_diag *quiet, double *value, double *rank) {
  const egb_plan_options options = {
      .size = sizeof options,
      .scenario = mix->rule->results->scenario,
      .period = data->period[mix->data->results->period][0] == '\0' ? NULL : data->period[mix->data->results->period]};
  egb_plan *plan = NULL;
  egb_results *results = NULL;
  egb_status status = egb_plan_new(mix->rule->results->index, data, &options, quiet, &plan);
  if (status == EGB_OK)
    status = mix_weights(mix, plan);
  if (status == EGB_OK)
    status = egb_score(plan, quiet, &results);
  for (size_t u = 0; status == EGB_OK && u < data->unit_count; u++) {
    value[u] = egb_results_score(results, u);
    rank[u] = egb_results_rank(results, u);
  }
  egb_results_free(results);
  egb_plan_free(plan);
  return status;
}

/* NULL: memory ran out, here or when it was reported. */
static const char *first_error(const egb_diag *diag, egb_arena *arena) {
  const egb_message *first = egb_diag_first_error(diag, (egb_diag_point){0});
  return first != NULL ? egb_arena_copy(arena, first->text) : NULL;
}

egb_status egb_mix_score(const egb_mix_side side[2], unsigned coalition, double *value, double *rank, egb_arena *keep,
                         const char **reason) {
  mixture mix = {.rule = &side[coalition >> EGB_CAUSE_METHOD & 1],
                 .data = &side[coalition >> EGB_CAUSE_DATA & 1],
                 .other = &side[~coalition >> EGB_CAUSE_DATA & 1],
                 .weight = &side[coalition >> EGB_CAUSE_WEIGHTS & 1],
                 .member = &side[coalition >> EGB_CAUSE_MEMBERSHIP & 1]};
  egb_arena *arena = egb_arena_new();
  egb_diag *quiet = egb_diag_new();
  const egb_dataset *data = arena != NULL && quiet != NULL ? mix_data(arena, &mix) : NULL;
  egb_status status = data == NULL ? EGB_NO_MEMORY : score(&mix, data, quiet, value, rank);
  if (status != EGB_OK && status != EGB_NO_MEMORY && status != EGB_INTERNAL)
    status = EGB_UNCOMPUTABLE;
  *reason = status == EGB_UNCOMPUTABLE ? first_error(quiet, keep) : NULL;
  egb_diag_free(quiet);
  egb_arena_free(arena);
  return status == EGB_UNCOMPUTABLE && *reason == NULL ? EGB_NO_MEMORY : status;
}
