#include "tune_model.h"

#include "cli/intervals.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define HISTORY_MOST 1000
#define TINY 1e-12

/* Whether a node is another child of the same parent that takes part. */
static bool is_sibling(const tune_model *model, size_t node, size_t other) {
  return egb_index_node_parent(model->index, other) == egb_index_node_parent(model->index, node) &&
         egb_plan_takes_part(model->plan, other);
}

static size_t parent_of(const tune_model *model, size_t node) {
  return egb_index_node_parent(model->index, node);
}

/* ---- making ---------------------------------------------------------------------------------- */

static double *numbers(size_t count) {
  return calloc(count + 1, sizeof(double));
}

void tune_model_free(tune_model *model) {
  free(model->share);
  free(model->start);
  free(model->total);
  free(model->locked);
  free(model->start_rank);
  free(model->start_score);
  free(model->low);
  free(model->high);
  free(model->history);
  *model = (tune_model){0};
}

static bool remember(tune_model *model) {
  if (model->at + 1 >= HISTORY_MOST) { /* the oldest is forgotten */
    memmove(model->history, model->history + model->node_count,
            (model->changes - 1) * model->node_count * sizeof *model->history);
    model->at--;
  }
  if (model->at + 1 >= model->room) {
    const size_t room = model->room == 0 ? 16 : model->room * 2;
    double *grown = realloc(model->history, room * model->node_count * sizeof *grown);
    if (grown == NULL)
      return false;
    model->history = grown;
    model->room = room;
  }
  model->at = model->changes == 0 ? 0 : model->at + 1;
  model->changes = model->at + 1;
  memcpy(model->history + model->at * model->node_count, model->share, model->node_count * sizeof *model->share);
  return true;
}

bool tune_model_make(cli_session *session, tune_model *out) {
  const size_t nodes = egb_index_node_count(session->index), units = egb_dataset_unit_count(session->data);
  *out = (tune_model){.index = session->index,
                      .data = session->data,
                      .plan = session->plan,
                      .results = session->results,
                      .node_count = nodes,
                      .unit_count = units,
                      .simulates = cli_wants_intervals(session)};
  out->share = numbers(nodes);
  out->start = numbers(nodes);
  out->total = numbers(nodes);
  out->locked = calloc(nodes + 1, sizeof *out->locked);
  out->start_rank = numbers(units);
  out->start_score = numbers(units);
  out->low = numbers(units);
  out->high = numbers(units);
  bool whole = out->share != NULL && out->start != NULL && out->total != NULL && out->locked != NULL &&
               out->start_rank != NULL && out->start_score != NULL && out->low != NULL && out->high != NULL;
  for (size_t i = 0; whole && i < nodes; i++) {
    out->share[i] = out->start[i] = egb_plan_share(out->plan, i);
    if (i > 0)
      out->total[parent_of(out, i)] += egb_plan_weight(out->plan, i);
  }
  for (size_t u = 0; whole && u < units; u++) {
    out->start_rank[u] = egb_results_rank(out->results, u);
    out->start_score[u] = egb_results_score(out->results, u);
  }
  whole = whole && remember(out);
  if (!whole)
    tune_model_free(out);
  return whole;
}

/* ---- carrying out ---------------------------------------------------------------------------- */

static void take_problem(tune_model *model, const egb_diag *diag, egb_status status) {
  const char *text = status == EGB_NO_MEMORY      ? "out of memory"
                     : status == EGB_UNCOMPUTABLE ? "no unit can be ranked with these weights"
                                                  : "this cannot be computed";
  for (size_t i = 0; diag != NULL && i < egb_diag_kept(diag); i++)
    if (egb_diag_message(diag, i)->severity == EGB_SEVERITY_ERROR)
      text = egb_diag_message(diag, i)->text;
  (void)snprintf(model->problem, sizeof model->problem, "%s", text);
}

/* First the weights that grow, then the others: so the siblings are never all zero on the way. */
static egb_status carry_out(tune_model *model, egb_diag *diag) {
  egb_status status = EGB_OK;
  for (int pass = 0; pass < 2; pass++)
    for (size_t i = 1; i < model->node_count && status == EGB_OK; i++) {
      const double weight = model->share[i] * model->total[parent_of(model, i)];
      const double now = egb_plan_weight(model->plan, i);
      if ((pass == 0 ? weight > now : weight < now))
        status = egb_plan_set_weight(model->plan, egb_index_node_id(model->index, i), weight, EGB_RESCALE_FREE, diag);
    }
  return status == EGB_OK ? egb_rescore(model->plan, model->results, diag) : status;
}

/* The plan and the results get the shares; on a fault all goes back to the shares shown before. */
static bool apply(tune_model *model) {
  model->simulated = false;
  egb_diag *diag = egb_diag_new();
  egb_status status = diag == NULL ? EGB_NO_MEMORY : carry_out(model, diag);
  if (status != EGB_OK) {
    if (diag != NULL)
      take_problem(model, diag, status);
    memcpy(model->share, model->history + model->at * model->node_count, model->node_count * sizeof *model->share);
    egb_diag *quiet = egb_diag_new();
    if (quiet != NULL)
      (void)carry_out(model, quiet);
    egb_diag_free(quiet);
  }
  egb_diag_free(diag);
  return status == EGB_OK;
}

bool tune_model_rebind(tune_model *model, cli_session *session) {
  model->index = session->index;
  model->data = session->data;
  model->plan = session->plan;
  model->results = session->results;
  return apply(model);
}

static bool change(tune_model *model) {
  return apply(model) && remember(model);
}

static bool refuse(tune_model *model, const char *why) {
  (void)snprintf(model->problem, sizeof model->problem, "%s", why);
  return false;
}

/* ---- changes --------------------------------------------------------------------------------- */

typedef struct family {
  double locked; /* share of the locked siblings, without the node itself */
  double open;   /* of the others */
  size_t open_count;
} family;

static family family_of(const tune_model *model, size_t node) {
  family f = {0};
  for (size_t i = 1; i < model->node_count; i++) {
    if (i == node || !is_sibling(model, node, i))
      continue;
    if (model->locked[i])
      f.locked += model->share[i];
    else
      f.open += model->share[i];
    f.open_count += model->locked[i] ? 0 : 1;
  }
  return f;
}

bool tune_model_step(tune_model *model, size_t node, double step) {
  model->problem[0] = '\0';
  if (model->locked[node])
    return refuse(model, "this weight is locked: space unlocks it");
  const family f = family_of(model, node);
  if (f.open_count == 0)
    return refuse(model, "all its siblings are locked, so it cannot change");
  const double most = 1 - f.locked;
  /* Whole steps stay whole: 0.1 + 0.01 is 0.11. */
  double share = round((model->share[node] + step) * 1e11) / 1e11;
  share = share < 0 ? 0 : share > most ? most : share;
  if (fabs(share - model->share[node]) < TINY)
    return refuse(model, step > 0 ? "it has everything that is not locked" : "it is at zero");
  const double rest = most - share;
  for (size_t i = 1; i < model->node_count; i++) {
    if (i == node || !is_sibling(model, node, i) || model->locked[i])
      continue;
    /* Siblings that are all at zero have no proportions: they share alike. */
    model->share[i] = f.open > TINY ? model->share[i] / f.open * rest : rest / (double)f.open_count;
  }
  model->share[node] = share;
  return change(model);
}

bool tune_model_equalise(tune_model *model, size_t node) {
  model->problem[0] = '\0';
  const family f = family_of(model, node);
  const size_t count = f.open_count + (model->locked[node] ? 0 : 1);
  const double rest = 1 - f.locked - (model->locked[node] ? model->share[node] : 0);
  bool changed = false;
  if (count == 0)
    return refuse(model, "all of them are locked");
  for (size_t i = 1; i < model->node_count; i++) {
    if (!is_sibling(model, node, i) || model->locked[i])
      continue;
    changed = changed || fabs(model->share[i] - rest / (double)count) > TINY;
    model->share[i] = rest / (double)count;
  }
  return changed ? change(model) : refuse(model, "they are equal already");
}

static bool go_to(tune_model *model, size_t at) {
  model->problem[0] = '\0';
  memcpy(model->share, model->history + at * model->node_count, model->node_count * sizeof *model->share);
  if (!apply(model))
    return false;
  model->at = at;
  return true;
}

bool tune_model_undo(tune_model *model) {
  return model->at > 0 ? go_to(model, model->at - 1) : refuse(model, "nothing to undo");
}

bool tune_model_redo(tune_model *model) {
  return model->at + 1 < model->changes ? go_to(model, model->at + 1) : refuse(model, "nothing to redo");
}

/* ---- intervals ------------------------------------------------------------------------------- */

bool tune_model_simulate(tune_model *model, bool (*busy)(void *context, size_t done, size_t draws)) {
  const egb_uncertainty_options options = {
      .size = sizeof options, .draws = CLI_INTERVAL_DRAWS, .seed = CLI_INTERVAL_SEED, .watch = busy};
  egb_uncertainty *uncertainty = NULL;
  egb_diag *diag = egb_diag_new();
  model->problem[0] = '\0';
  const egb_status status =
      diag == NULL ? EGB_NO_MEMORY : egb_uncertainty_run(model->plan, model->results, &options, diag, &uncertainty);
  const bool ended = status == EGB_OK && egb_uncertainty_stopped(uncertainty);
  if (status != EGB_OK)
    take_problem(model, diag, status);
  for (size_t u = 0; u < model->unit_count && !ended; u++) {
    const egb_rank_spread *spread = status == EGB_OK ? egb_uncertainty_unit(uncertainty, u) : NULL;
    model->low[u] = spread == NULL ? (double)NAN : spread->low;
    model->high[u] = spread == NULL ? (double)NAN : spread->high;
  }
  model->simulated = !ended;
  egb_uncertainty_free(uncertainty);
  egb_diag_free(diag);
  return status == EGB_OK && !ended;
}

/* ---- questions ------------------------------------------------------------------------------- */

bool tune_model_is_changed(const tune_model *model) {
  for (size_t i = 0; i < model->node_count; i++)
    if (fabs(model->share[i] - model->start[i]) > TINY)
      return true;
  return false;
}

size_t tune_model_moved(const tune_model *model) {
  size_t moved = 0;
  for (size_t u = 0; u < model->unit_count; u++) {
    const double rank = egb_results_rank(model->results, u), start = model->start_rank[u];
    moved += isnan(rank) != isnan(start) || rank < start || rank > start ? 1 : 0;
  }
  return moved;
}
