/* The figures of one kind: which units, which values, then the rows. */
#include "examine/examine.h"

#include "base/codes.h"
#include "base/options.h"
#include "stats/describe.h"
#include "stats/matrix.h"

#include <math.h>
#include <string.h>

static const char *const kind_names[] = {"summary",  "outliers",         "coverage",    "correlations", "components",
                                         "loadings", "component-scores", "reliability", "items",        "importance",
                                         "partial",  "coverage-nodes",   "regression",  "peers",        "biplot"};

const char *egb_statistics_kind_name(egb_statistics_kind kind) {
  return (size_t)kind < sizeof kind_names / sizeof *kind_names ? kind_names[kind] : NULL;
}

void egb_statistics_free(egb_statistics *statistics) {
  if (statistics != NULL)
    egb_arena_free(statistics->arena);
}

/* Units that are scored and ranked: nothing is said by those that the index leaves aside. */
static egb_status list_units(egb_statistics *out) {
  const egb_results *results = out->results;
  size_t *unit = egb_arena_array(out->arena, results->unit_count, sizeof *unit);
  for (size_t u = 0; unit != NULL && u < results->unit_count; u++) {
    if (results->screened[u] == NULL && results->unranked[u] == NULL)
      unit[out->unit_count++] = u;
    else
      out->left_out++;
  }
  out->unit = unit;
  return unit != NULL ? EGB_OK : EGB_NO_MEMORY;
}

/* Of all children of a node at once. */
static bool takes_groups(egb_statistics_kind kind) {
  return kind == EGB_STATISTICS_COMPONENTS || kind == EGB_STATISTICS_LOADINGS ||
         kind == EGB_STATISTICS_COMPONENT_SCORES || kind == EGB_STATISTICS_BIPLOT ||
         kind == EGB_STATISTICS_RELIABILITY || kind == EGB_STATISTICS_ITEMS || kind == EGB_STATISTICS_PARTIAL;
}

/* What is subtracted, and what is below it, is turned where columns are held against each other: less of it is better.
 * Only in values that have a direction. */
static double sign_of(egb_examined *e, size_t node) {
  const egb_index *index = e->results->index;
  const bool directed = e->out->stage == EGB_STAGE_NORMALISED || e->out->stage == EGB_STAGE_SCORED;
  if (!directed || !(takes_groups(e->out->kind) || e->out->kind == EGB_STATISTICS_CORRELATIONS))
    return 1;
  const double sign = egb_index_node_height(index, node, 1) * egb_index_node_height(index, 0, 1);
  e->out->turned = e->out->turned || (e->has[node] && sign < 0);
  return sign;
}

static egb_status take_values(egb_examined *e) {
  const egb_results *results = e->results;
  e->value = egb_arena_array(e->out->arena, results->node_count * (e->units > 0 ? e->units : 1), sizeof *e->value);
  e->has = egb_arena_array(e->out->arena, results->node_count, sizeof *e->has);
  if (egb_arena_failed(e->out->arena))
    return EGB_NO_MEMORY;
  for (size_t node = 0; node < results->node_count; node++) {
    const bool leaf = results->index->node[node].first_child == EGB_NONE;
    e->has[node] = results->active[node] && (leaf || e->out->stage == EGB_STAGE_SCORED);
    const double sign = sign_of(e, node);
    const double *column = egb_results_column(results, e->out->stage, node);
    for (size_t i = 0; i < e->units; i++)
      e->value[node * e->units + i] = e->has[node] ? sign * column[e->out->unit[i]] : (double)NAN;
  }
  return EGB_OK;
}

#define ROWS_MOST 1000000
#define STEPS_MOST 1e9 /* rows times units: about two minutes of correlations */

egb_status egb_examined_bound(const egb_examined *e, size_t rows, const char *what) {
  if (rows <= ROWS_MOST && (double)rows * (double)e->units <= STEPS_MOST)
    return EGB_OK;
  egb_diag_say(e->diag, EGB_SEVERITY_ERROR, EGB_E_USAGE,
               "%zu %s over %zu units are too many: at most %d, and %.0f times units", rows, what, e->units, ROWS_MOST,
               STEPS_MOST);
  egb_diag_hint(e->diag, "name a node of which only what is below it is taken");
  return EGB_USAGE;
}

/* ---- groups ---------------------------------------------------------------------------------- */

static bool varies(const double *column, size_t count) {
  double least = INFINITY, most = -INFINITY;
  for (size_t i = 0; i < count; i++) {
    least = fmin(least, column[i]);
    most = fmax(most, column[i]);
  }
  return most > least;
}

size_t egb_examined_children(const egb_examined *e, size_t node, size_t *child, size_t *constant) {
  const egb_node *nodes = e->results->index->node;
  size_t count = 0;
  *constant = 0;
  for (size_t i = nodes[node].first_child; i != EGB_NONE; i = nodes[i].next) {
    if (!e->has[i])
      continue;
    if (varies(egb_examined_column(e, i), e->units))
      child[count++] = i;
    else
      ++*constant;
  }
  return count;
}

size_t egb_examined_complete(const egb_examined *e, const double *const *column, size_t count, size_t *place) {
  size_t complete = 0;
  for (size_t i = 0; i < e->units; i++) {
    size_t present = 0;
    while (present < count && !isnan(column[present][i]))
      present++;
    if (present == count)
      place[complete++] = i;
  }
  return complete;
}

bool egb_examined_group(const egb_examined *e, egb_arena *arena, size_t node, egb_group_of *group) {
  const size_t room = e->results->index->node[node].child_count;
  *group = (egb_group_of){.node = node};
  group->child = egb_arena_array(arena, room, sizeof *group->child);
  group->column = egb_arena_array(arena, room, sizeof *group->column);
  group->whole = egb_arena_array(arena, room, sizeof *group->whole);
  group->place = egb_arena_array(arena, e->units, sizeof *group->place);
  if (egb_arena_failed(arena))
    return false;
  const size_t k = group->count = egb_examined_children(e, node, group->child, &group->constant);
  for (size_t i = 0; i < k; i++)
    group->column[i] = egb_examined_column(e, group->child[i]);
  group->complete = k > 0 ? egb_examined_complete(e, group->column, k, group->place) : 0;
  double *whole = egb_arena_array(arena, k * group->complete, sizeof *whole);
  group->correlation = egb_arena_array(arena, k * k, sizeof *group->correlation);
  group->scratch = egb_arena_array(arena, 3 * k * k + EGB_STATS_EIGEN_SCRATCH(k), sizeof *group->scratch);
  if (egb_arena_failed(arena))
    return false;
  for (size_t i = 0; i < k; i++) {
    group->whole[i] = whole + i * group->complete;
    for (size_t u = 0; u < group->complete; u++)
      group->whole[i][u] = group->column[i][group->place[u]];
  }
  group->defined = k > 0 && group->complete > 3 &&
                   egb_stats_correlations((const double *const *)group->whole, k, group->complete, group->correlation);
  return true;
}

/* ---- all kinds ------------------------------------------------------------------------------- */

static egb_status examine(egb_examined *e, const egb_statistics_options *asked) {
  switch (e->out->kind) {
  case EGB_STATISTICS_SUMMARY:
    return egb_examine_summary(e);
  case EGB_STATISTICS_OUTLIERS:
    return egb_examine_outliers(e);
  case EGB_STATISTICS_COVERAGE:
    return egb_examine_coverage(e);
  case EGB_STATISTICS_CORRELATIONS:
    return egb_examine_pairs(e, asked);
  case EGB_STATISTICS_COMPONENTS:
    return egb_examine_components(e);
  case EGB_STATISTICS_LOADINGS:
    return egb_examine_loadings(e);
  case EGB_STATISTICS_BIPLOT:
    return egb_examine_biplot(e);
  case EGB_STATISTICS_COMPONENT_SCORES:
    return egb_examine_scores(e);
  case EGB_STATISTICS_RELIABILITY:
    return egb_examine_reliability(e);
  case EGB_STATISTICS_ITEMS:
    return egb_examine_items(e);
  case EGB_STATISTICS_IMPORTANCE:
    return egb_examine_importance(e);
  case EGB_STATISTICS_PARTIAL:
    return egb_examine_partial(e, asked);
  case EGB_STATISTICS_COVERAGE_NODES:
    return egb_examine_coverage_nodes(e);
  case EGB_STATISTICS_REGRESSION:
    return egb_examine_regression(e, asked);
  case EGB_STATISTICS_PEERS:
    return egb_examine_peers(e, asked->group);
  }
  return EGB_USAGE;
}

static egb_status find_top(const egb_results *results, const char *id, egb_diag *diag, size_t *top) {
  *top = id == NULL ? 0 : egb_index_find(results->index, id);
  if (*top == EGB_NONE || !results->active[*top]) {
    egb_diag_say(diag, EGB_SEVERITY_ERROR, EGB_E_ID_UNKNOWN, "the index has no node `%s`", id);
    return EGB_USAGE;
  }
  return EGB_OK;
}

#define CHILDREN_MOST 1000 /* eigenvalues and inverses take time with the third power of it */

static egb_status refuse_large(const egb_examined *e) {
  const egb_node *nodes = e->results->index->node;
  for (size_t node = e->top; takes_groups(e->out->kind) && node < nodes[e->top].end; node++) {
    if (!e->results->active[node] || nodes[node].child_count <= CHILDREN_MOST)
      continue;
    egb_diag_say(e->diag, EGB_SEVERITY_ERROR, EGB_E_USAGE, "`%s` has %zu children: at most %d can be examined together",
                 nodes[node].id, nodes[node].child_count, CHILDREN_MOST);
    egb_diag_hint(e->diag, "name a node with fewer children, or divide these among nodes");
    return EGB_USAGE;
  }
  return EGB_OK;
}

/* Weighing, correlating and importance are about scores: what the nodes have. */
static bool needs_scores(egb_statistics_kind kind) {
  return kind == EGB_STATISTICS_ITEMS || kind == EGB_STATISTICS_IMPORTANCE || kind == EGB_STATISTICS_PEERS;
}

static egb_status open_statistics(const egb_results *results, egb_statistics_kind kind, egb_stage stage,
                                  const egb_statistics_options *asked, egb_diag *diag, egb_statistics **out) {
  const egb_audit_limits *defined = &results->index->audit;
  egb_arena *arena = egb_arena_new();
  egb_statistics *made = egb_arena_array(arena, 1, sizeof *made);
  const egb_audit_rule *rule = egb_audit_profile_copy(defined->profile, defined, arena);
  if (made == NULL || rule == NULL) {
    egb_arena_free(arena);
    return EGB_NO_MEMORY;
  }
  *made = (egb_statistics){.arena = arena,
                           .results = results,
                           .kind = kind,
                           .stage = stage,
                           .complete = asked->complete,
                           .threshold = asked->threshold};
  const egb_audit_profile rules = {defined->profile->name, rule, defined->profile->count};
  egb_flag_limits_take(&rules, &made->limits);
  if (!(made->threshold > 0))
    made->threshold = egb_audit_profile_limit(&rules, "coverage");
  *out = made;
  if (needs_scores(made->kind) && made->stage != EGB_STAGE_SCORED) {
    egb_diag_say(diag, EGB_SEVERITY_ERROR, EGB_E_USAGE, "figures of parts and their whole are about scores");
    egb_diag_hint(diag, "leave the stage out");
    return EGB_USAGE;
  }
  return list_units(made);
}

egb_status egb_statistics_new(const egb_results *results, egb_statistics_kind kind, egb_stage stage,
                              const egb_statistics_options *options, egb_diag *diag, egb_statistics **out) {
  egb_statistics_options asked = EGB_STATISTICS_OPTIONS_INIT;
  *out = NULL;
  egb_status status = EGB_OPTIONS_TAKE(asked, options, diag);
  egb_examined e = {.results = results, .diag = diag};
  if (status == EGB_OK)
    status = open_statistics(results, kind, stage, &asked, diag, &e.out);
  if (status == EGB_OK)
    status = find_top(results, asked.node, diag, &e.top);
  if (status == EGB_OK) {
    e.units = e.out->unit_count;
    status = take_values(&e);
  }
  if (status == EGB_OK)
    status = refuse_large(&e);
  if (status == EGB_OK)
    status = examine(&e, &asked);
  if (status == EGB_OK)
    *out = e.out;
  else
    egb_statistics_free(e.out);
  return status;
}
