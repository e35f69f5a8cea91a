/* Weights for the parts of one node, and the rankings they lead to. */
#include "edit/candidates.h"
#include "base/options.h"

#include "base/codes.h"
#include "base/number.h"
#include "score/resolve.h"
#include "stats/agreement.h"
#include "stats/sum.h"

#include <math.h>
#include <string.h>

/* Columns of the table are named by candidates: an expert's file may be called like another column. */
static const char *free_name(egb_candidates *c, const char *wanted) {
  const char *name = egb_arena_copy(c->arena, wanted);
  for (size_t number = 2; name != NULL; number++) {
    bool taken = strcmp(name, "kind") == 0 || strcmp(name, "node") == 0 || strcmp(name, "label") == 0;
    for (size_t i = 0; i < c->count && !taken; i++)
      taken = strcmp(c->candidate[i].name, name) == 0;
    if (!taken)
      break;
    name = egb_arena_format(c->arena, "%s-%zu", wanted, number);
  }
  return name;
}

egb_candidate *egb_candidates_add(egb_candidates *c, const char *name) {
  if (c->count == c->room) {
    const size_t room = c->room == 0 ? 8 : 2 * c->room;
    egb_candidate *grown = egb_arena_array(c->arena, room, sizeof *grown);
    if (grown == NULL)
      return NULL;
    if (c->count > 0)
      memcpy(grown, c->candidate, c->count * sizeof *grown);
    c->candidate = grown;
    c->room = room;
  }
  egb_candidate *fresh = &c->candidate[c->count];
  *fresh = (egb_candidate){.name = free_name(c, name),
                           .weight = egb_arena_array(c->arena, c->child_count, sizeof *fresh->weight),
                           .spearman = (double)NAN,
                           .kendall = (double)NAN,
                           .consistency = (double)NAN,
                           .worst_row = EGB_NONE,
                           .worst_column = EGB_NONE};
  if (egb_arena_failed(c->arena))
    return NULL;
  c->count++;
  return fresh;
}

void egb_candidates_scale(const egb_candidates *c, egb_candidate *candidate) {
  egb_sum sum = {0};
  for (size_t i = 0; i < c->child_count; i++)
    egb_sum_add(&sum, candidate->weight[i]);
  for (size_t i = 0; i < c->child_count; i++)
    candidate->weight[i] *= c->total / egb_sum_value(sum);
}

/* ---- rankings -------------------------------------------------------------------------------- */

/* A plan in which the node weighs by `method`. */
static egb_status plan_with(const egb_candidates *c, const char *method, egb_diag *diag, egb_plan **out) {
  egb_plan_options options = c->options;
  egb_arena *arena = egb_arena_new();
  size_t count = 0;
  *out = NULL;
  while (c->options.method != NULL && c->options.method[count] != NULL)
    count++;
  const char **list = egb_arena_array(arena, count + 2, sizeof *list);
  egb_status status = EGB_NO_MEMORY;
  if (list != NULL) {
    for (size_t i = 0; i < count; i++)
      list[i] = c->options.method[i];
    list[count] = egb_arena_format(arena, "%s=%s", c->index->node[c->node].id, method);
    options.method = list;
    status = list[count] != NULL ? egb_plan_new(c->index, c->data, &options, diag, out) : EGB_NO_MEMORY;
  }
  egb_arena_free(arena);
  return status;
}

/* A trial repeats the warnings of the data: only what made it fail is passed on. */
static egb_status retell(egb_diag *quiet, egb_status status, egb_diag *diag) {
  for (size_t i = 0; status != EGB_OK && i < egb_diag_kept(quiet); i++) {
    const egb_message *message = egb_diag_message(quiet, i);
    if (message->severity == EGB_SEVERITY_ERROR)
      egb_diag_report(diag, EGB_SEVERITY_ERROR, message->code, message->text, message->hint);
  }
  egb_diag_free(quiet);
  return status;
}

static bool agree(egb_candidates *c, egb_candidate *candidate, const double *rank) {
  const size_t units = c->data->unit_count;
  egb_arena *arena = egb_arena_new();
  double *a = egb_arena_array(arena, units, sizeof *a), *b = egb_arena_array(arena, units, sizeof *b);
  double *scratch = egb_arena_array(arena, egb_stats_agreement_scratch(units), sizeof *scratch);
  const bool done = !egb_arena_failed(arena);
  size_t count = 0;
  for (size_t u = 0; done && u < units; u++) {
    if (isnan(c->rank[u]) || isnan(rank[u]))
      continue;
    a[count] = c->rank[u];
    b[count++] = rank[u];
  }
  if (done) {
    egb_agreement agreement;
    egb_stats_agree_spearman(a, b, count, scratch, &agreement);
    candidate->spearman = agreement.estimate;
    egb_stats_agree_kendall(a, b, count, scratch, &agreement);
    candidate->kendall = agreement.estimate;
  }
  egb_arena_free(arena);
  return done;
}

/* weight NULL: those of the plan's method. Brings back the weights that were used. */
static egb_status score_with(egb_candidates *c, egb_plan *plan, egb_candidate *candidate, bool given, egb_diag *diag) {
  egb_results *results = NULL;
  egb_status status = EGB_OK;
  if (given) {
    egb_weight_change *change = egb_arena_array(plan->arena, c->child_count, sizeof *change);
    if (change == NULL)
      return EGB_NO_MEMORY;
    for (size_t i = 0; i < c->child_count; i++)
      change[i] = (egb_weight_change){.node = c->child[i], .weight = candidate->weight[i]};
    status = egb_plan_change_weights(plan, change, c->child_count, EGB_RESCALE_FREE, EGB_UNCOMPUTABLE, diag);
  }
  if (status == EGB_OK)
    status = egb_score(plan, diag, &results);
  if (status == EGB_OK) {
    for (size_t i = 0; i < c->child_count && !given; i++)
      candidate->weight[i] = results->share[c->child[i]];
    status = agree(c, candidate, results->rank) ? EGB_OK : EGB_NO_MEMORY;
  }
  egb_results_free(results);
  return status;
}

egb_status egb_candidates_compare(egb_candidates *c, egb_candidate *candidate, egb_diag *diag) {
  egb_plan *plan = NULL;
  if (!c->rescored)
    return EGB_OK;
  egb_diag *quiet = egb_diag_new();
  if (quiet == NULL)
    return EGB_NO_MEMORY;
  egb_status status = plan_with(c, egb_weighing_as_given()->head.name, quiet, &plan);
  if (status == EGB_OK)
    status = score_with(c, plan, candidate, true, quiet);
  egb_plan_free(plan);
  return retell(quiet, status, diag);
}

static egb_status refuse_method(const char *typed, egb_diag *diag) {
  const char *names[64];
  size_t count = 0;
  for (size_t i = 0; count < 64 && egb_weighings[i] != NULL; i++)
    names[count++] = egb_weighings[i]->head.name;
  egb_diag_say(diag, EGB_SEVERITY_ERROR, EGB_E_METHOD_UNKNOWN, "unknown weighting method `%s`", typed);
  egb_hint_names(diag, typed, names, count, "the methods are");
  return EGB_USAGE;
}

egb_status egb_candidates_method(egb_candidates *c, const char *method, egb_diag *diag) {
  size_t row = 0;
  while (egb_weighings[row] != NULL && strcmp(egb_weighings[row]->head.name, method) != 0)
    row++;
  if (egb_weighings[row] == NULL)
    return refuse_method(method, diag);
  egb_plan *plan = NULL;
  egb_candidate *candidate = egb_candidates_add(c, method);
  egb_diag *quiet = egb_diag_new();
  if (candidate == NULL || quiet == NULL) {
    egb_diag_free(quiet);
    return EGB_NO_MEMORY;
  }
  egb_status status = plan_with(c, method, quiet, &plan);
  if (status == EGB_OK && c->rescored) {
    status = score_with(c, plan, candidate, false, quiet);
  } else if (status == EGB_OK && plan->node[c->node].weigh->needs_data) {
    egb_diag_say(quiet, EGB_SEVERITY_ERROR, EGB_E_UNCOMPUTABLE, "`%s` looks at data, and there is none", method);
    egb_diag_hint(quiet, "give a data file with --data");
    status = EGB_UNCOMPUTABLE;
  } else if (status == EGB_OK) {
    for (size_t i = 0; i < c->child_count; i++)
      candidate->weight[i] = plan->share[c->child[i]];
  }
  egb_plan_free(plan);
  if (status == EGB_OK)
    egb_candidates_scale(c, candidate);
  else
    c->count--;
  return retell(quiet, status, diag);
}

/* ---- the weights in force -------------------------------------------------------------------- */

static egb_status put_children(egb_candidates *c, const egb_plan *plan) {
  const egb_node *nodes = c->index->node;
  size_t *child = egb_arena_array(c->arena, nodes[c->node].child_count, sizeof *child);
  if (child == NULL)
    return EGB_NO_MEMORY;
  for (size_t i = nodes[c->node].first_child; i != EGB_NONE; i = nodes[i].next)
    if (plan->node[i].active)
      child[c->child_count++] = i;
  c->child = child;
  return EGB_OK;
}

/* The ranking in force; data that cannot be scored gives none. */
static egb_status put_ranks(egb_candidates *c, const egb_plan *plan, egb_candidate *given, egb_diag *diag) {
  egb_results *results = NULL;
  bool any = false;
  for (size_t i = 0; i < c->data->period_count * c->data->column_count * c->data->unit_count && !any; i++)
    any = !isnan(c->data->value[i]);
  if (!any)
    return EGB_OK;
  const egb_status status = egb_score(plan, diag, &results);
  double *rank = egb_arena_array(c->arena, c->data->unit_count, sizeof *rank);
  if (status == EGB_OK && rank != NULL) {
    memcpy(rank, results->rank, c->data->unit_count * sizeof *rank);
    for (size_t i = 0; i < c->child_count; i++)
      given->weight[i] = results->weight[c->child[i]];
    c->rank = rank;
    c->rescored = true;
  }
  egb_results_free(results);
  return status != EGB_OK ? status : rank != NULL ? EGB_OK : EGB_NO_MEMORY;
}

static egb_status fill(egb_candidates *c, egb_diag *diag) {
  egb_plan *plan = NULL;
  egb_status status = egb_plan_new(c->index, c->data, &c->options, diag, &plan);
  if (status == EGB_OK)
    status = put_children(c, plan);
  egb_candidate *given = status == EGB_OK ? egb_candidates_add(c, EGB_CANDIDATE_GIVEN) : NULL;
  if (status == EGB_OK && given == NULL)
    status = EGB_NO_MEMORY;
  for (size_t i = 0; i < c->child_count && status == EGB_OK; i++)
    given->weight[i] = plan->weight[c->child[i]];
  if (status == EGB_OK)
    status = put_ranks(c, plan, given, diag);
  egb_sum total = {0};
  for (size_t i = 0; i < c->child_count && status == EGB_OK; i++)
    egb_sum_add(&total, given->weight[i]);
  c->total = egb_weight_tidy(egb_sum_value(total));
  if (status == EGB_OK && c->rescored)
    given->spearman = given->kendall = 1;
  egb_plan_free(plan);
  return status;
}

egb_status egb_candidates_new(const egb_index *index, const egb_dataset *data, size_t node,
                              const egb_plan_options *options, egb_diag *diag, egb_candidates **out) {
  egb_plan_options asked;
  *out = NULL;
  egb_status status = EGB_OPTIONS_TAKE(asked, options, diag);
  if (status != EGB_OK)
    return status;
  if (node >= index->node_count || index->node[node].first_child == EGB_NONE) {
    egb_diag_say(diag, EGB_SEVERITY_ERROR, EGB_E_USAGE, "%s has no children whose weights could be compared",
                 node < index->node_count ? index->node[node].id : "this");
    egb_diag_hint(diag, "name the index, or a node with children");
    return EGB_USAGE;
  }
  egb_arena *arena = egb_arena_new();
  egb_candidates *c = egb_arena_array(arena, 1, sizeof *c);
  if (c == NULL) {
    egb_arena_free(arena);
    return EGB_NO_MEMORY;
  }
  *c = (egb_candidates){.arena = arena, .index = index, .data = data, .node = node, .options = asked};
  status = fill(c, diag);
  if (status == EGB_OK)
    *out = c;
  else
    egb_arena_free(arena);
  return status;
}

void egb_candidates_free(egb_candidates *candidates) {
  if (candidates != NULL)
    egb_arena_free(candidates->arena);
}
