/* How draws of anything are scored.
 *
 * A draw has discrete choices (methods, a node left out) and random numbers (weights, errors). The choices decide how
 * the data are imputed, treated, normalised: the expensive part. Draws are therefore sorted by their combination of
 * choices, egb_factors_variant(), and a job is up to DRAWS_KERNEL draws of one combination, which scores the edited
 * plan once. What is left are other weights on the same normalised values: sixteen draws at a time where a kernel can
 * do it, none where no weight matters (replay_answers.c), else egb_score_again() for one. Only measurement error goes
 * back to the data with every draw.
 *
 * A job writes to memory of its own and to its worker's; what a draw is depends on its number alone, so that neither
 * the order of jobs nor the number of threads matters. Sinks must not depend on the order either: they add whole
 * numbers or write to places that belong to the draw. */
#include "simulate/replay_state.h"

#include "base/codes.h"
#include "kernel/ranker.h"
#include "score/resolve.h"
#include "score/stages.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Draws of one job: enough to be worth scoring its variant once, few enough to stop soon. */
#define DRAWS_KERNEL 1024
#define DRAWS_ERROR 16

/* ---- what a thread works in ------------------------------------------------------------------ */

/* One job in its own memory. */
typedef struct job_state {
  egb_replay_scorer of;
  egb_diag *diag;
  egb_results *results;
  egb_ranker *ranker;
  double *scratch, *tile, *inner;
} job_state;

static bool open_worker(const egb_replay *replay, egb_replay_worker *w) {
  const size_t units = replay->plan->data->unit_count, nodes = replay->plan->index->node_count;
  w->arena = egb_arena_new();
  if (w->arena == NULL)
    return false;
  w->rank = egb_arena_array(w->arena, units, sizeof *w->rank);
  w->row_rank = egb_arena_array(w->arena, units, sizeof *w->row_rank);
  w->score = egb_arena_array(w->arena, units, sizeof *w->score);
  w->fractional = egb_arena_array(w->arena, units, sizeof *w->fractional);
  w->level = egb_arena_array(w->arena, units, sizeof *w->level);
  w->order = egb_arena_array(w->arena, units, sizeof *w->order);
  w->tie = egb_arena_array(w->arena, units, sizeof *w->tie);
  w->sort = egb_arena_array(w->arena, units, sizeof *w->sort);
  w->key = egb_arena_array(w->arena, units, sizeof *w->key);
  w->share = egb_arena_array(w->arena, nodes * EGB_LANES, sizeof *w->share);
  w->tile = egb_arena_array(w->arena, nodes * EGB_LANES, sizeof *w->tile);
  w->block = egb_arena_array(w->arena, nodes * EGB_LANES, sizeof *w->block);
  for (size_t u = 0; u < units && w->tie != NULL; u++)
    w->tie[u] = u;
  return w->rank != NULL && w->row_rank != NULL && w->score != NULL && w->fractional != NULL && w->level != NULL &&
         w->order != NULL && w->tie != NULL && w->sort != NULL && w->key != NULL && w->share != NULL &&
         w->tile != NULL && w->block != NULL;
}

/* ---- one draw into the sink ------------------------------------------------------------------ */

static void find_levels(const egb_replay *replay, egb_replay_worker *w) {
  const egb_index *index = replay->plan->index;
  for (size_t u = 0; u < replay->plan->data->unit_count; u++)
    w->level[u] = egb_score_level(index, w->score[u], 0);
}

static egb_status hand_over(const egb_replay_state *run, size_t worker, size_t draw, size_t lane) {
  const egb_replay *replay = run->replay;
  egb_replay_worker *w = &run->worker[worker];
  const egb_replayed replayed = {.rank = w->rank,
                                 .score = w->score,
                                 .level = replay->levels && replay->node == 0 ? w->level : NULL,
                                 .share = w->share + lane};
  return replay->sink(replay->context, worker, draw, &replayed);
}

/* ---- failures -------------------------------------------------------------------------------- */

/* NULL: memory ran out, here or when the reason was reported. */
static const char *reason_of(const egb_diag *diag, egb_replay_worker *w) {
  const egb_message *first = egb_diag_first_error(diag, (egb_diag_point){0});
  if (first == NULL)
    return NULL;
  if (w->reason == NULL || strcmp(w->reason, first->text) != 0)
    w->reason = egb_arena_copy(w->arena, first->text);
  return w->reason;
}

/* A status that is no fault of this program fails the draws and not the run. */
static egb_status fail(const egb_replay_state *run, egb_replay_worker *w, const egb_variant *variant,
                       const egb_diag *diag, egb_status status, const size_t *draw, size_t count) {
  if (status != EGB_REFUSED && status != EGB_UNCOMPUTABLE && status != EGB_USAGE)
    return status;
  const char *reason = reason_of(diag, w);
  if (reason == NULL)
    return EGB_NO_MEMORY;
  for (size_t i = 0; i < count; i++) {
    egb_draw scored = run->replay->draw[draw[i]];
    if (variant->plan.disturbance == NULL) /* it failed before any error was drawn */
      scored.error = EGB_DRAW_NOMINAL;
    run->reason[draw[i]] = reason;
    run->culprit[draw[i]] = (uint8_t)egb_factors_culprit(run->replay->factors, &scored, variant->blamed);
  }
  return EGB_OK;
}

/* ---- jobs ------------------------------------------------------------------------------------ */

static egb_status open_kernel(const egb_replay_state *run, job_state *state) {
  const egb_kernel *kernel = state->of.layout.kernel;
  egb_ranker_input input = {.rows = egb_kernel_rows(kernel),
                            .may_miss = egb_kernel_may_miss(kernel),
                            .lower = run->replay->plan->index->lower,
                            .decimals = egb_kernel_decimals(kernel),
                            .rounding = run->replay->plan->index->rank.rounding};
  egb_kernel_range(kernel, &input.least, &input.most);
  state->scratch = egb_arena_array(state->of.arena, egb_kernel_scratch(kernel), sizeof(double));
  state->tile = egb_arena_array(state->of.arena, egb_kernel_rows(kernel) * EGB_LANES, sizeof(double));
  state->inner = egb_arena_array(state->of.arena, state->of.layout.nodes * EGB_LANES, sizeof(double));
  if (state->scratch == NULL || state->tile == NULL || state->inner == NULL)
    return EGB_NO_MEMORY;
  return egb_ranker_new(&input, &state->ranker);
}

static egb_status score_by_kernel(const egb_replay_state *run, size_t worker, job_state *state, const size_t *draw,
                                  size_t count) {
  egb_replay_worker *w = &run->worker[worker];
  const egb_kernel *kernel = state->of.layout.kernel;
  const size_t rows = egb_kernel_rows(kernel), *unit = egb_kernel_units(kernel);
  const size_t units = run->replay->plan->data->unit_count;
  egb_status status = EGB_OK;
  for (size_t k = 0; k < state->of.layout.nodes; k++)
    memcpy(&state->inner[k * EGB_LANES], &w->share[state->of.layout.node[k] * EGB_LANES], EGB_LANES * sizeof(double));
  egb_kernel_score(kernel, run->lanes, state->inner, state->scratch, 0, egb_kernel_rows(kernel), state->tile);
  egb_ranker_clear(state->ranker);
  egb_ranker_add(state->ranker, run->lanes, state->tile, count);
  for (size_t l = 0; l < count && status == EGB_OK; l++) {
    for (size_t u = 0; u < units; u++) {
      w->rank[u] = 0;
      w->score[u] = (double)NAN;
    }
    egb_ranker_ranks(state->ranker, l, w->row_rank);
    for (size_t r = 0; r < rows; r++) {
      w->rank[unit[r]] = w->row_rank[r];
      w->score[unit[r]] = state->tile[r * EGB_LANES + l];
    }
    if (run->replay->levels && run->replay->node == 0)
      find_levels(run->replay, w);
    status = hand_over(run, worker, draw[l], l);
  }
  return status;
}

/* One draw at a time: other weights on the same values, or with errors from the data up. */
static egb_status score_by_pipeline(const egb_replay_state *run, size_t worker, job_state *state, const size_t *draw,
                                    size_t count) {
  egb_replay_worker *w = &run->worker[worker];
  egb_plan *plan = &state->of.variant->plan;
  const egb_index *index = plan->index;
  egb_status status = EGB_OK;
  for (size_t l = 0; l < count && status == EGB_OK; l++) {
    for (size_t s = 0; s < state->of.layout.samplers; s++) {
      const egb_sampler *sampler = &state->of.layout.sampler[s];
      for (size_t i = 0; i < sampler->count && !sampler->held; i++)
        plan->weight[sampler->node[i]] = w->share[sampler->node[i] * EGB_LANES + l];
    }
    egb_weights_spread(index, plan->weight, plan->share, plan->effective);
    if (run->errors) {
      egb_diag *diag = egb_diag_new();
      egb_results *results = NULL;
      if (diag == NULL)
        return EGB_NO_MEMORY;
      state->of.variant->blamed = EGB_BLAMED_NOTHING;
      egb_variant_disturb(state->of.variant, run->replay->seed, run->replay->draw[draw[l]].error);
      const egb_status scored = egb_score(plan, diag, &results);
      if (scored == EGB_OK) {
        egb_replay_rank(run, results, w);
        status = hand_over(run, worker, draw[l], l);
      } else {
        status = fail(run, w, state->of.variant, diag, scored, &draw[l], 1);
      }
      egb_results_free(results);
      egb_diag_free(diag);
      continue;
    }
    const egb_diag_point before = egb_diag_mark(state->diag);
    state->of.variant->blamed = EGB_BLAMED_NOTHING;
    const egb_status scored = egb_score_again(plan, state->results, state->diag);
    if (scored == EGB_OK) {
      egb_replay_rank(run, state->results, w);
      status = hand_over(run, worker, draw[l], l);
    } else {
      status = fail(run, w, state->of.variant, state->diag, scored, &draw[l], 1);
    }
    egb_diag_rewind(state->diag, before);
  }
  return status;
}

/* The ranks that the worker holds, for every draw. */
static egb_status repeat(const egb_replay_state *run, size_t worker, const size_t *draw, size_t count) {
  egb_status status = EGB_OK;
  for (size_t l = 0; l < count && status == EGB_OK; l++)
    status = hand_over(run, worker, draw[l], l);
  return status;
}

static egb_status score_draws(const egb_replay_state *run, size_t worker, job_state *state, const size_t *draw,
                              size_t count) {
  const egb_replay_scorer *of = &state->of;
  const bool kernel = of->layout.kernel != NULL && !run->errors;
  const egb_draw *lane[EGB_LANES];
  egb_status status = kernel ? open_kernel(run, state) : EGB_OK;
  for (size_t first = 0; first < count && status == EGB_OK; first += EGB_LANES) {
    const size_t part = count - first < EGB_LANES ? count - first : EGB_LANES;
    for (size_t l = 0; l < part; l++)
      lane[l] = &run->replay->draw[draw[first + l]];
    egb_replay_shares(run, &of->variant->plan, &of->layout, lane, part, &run->worker[worker]);
    status = of->constant ? repeat(run, worker, draw + first, part)
             : kernel     ? score_by_kernel(run, worker, state, draw + first, part)
                          : score_by_pipeline(run, worker, state, draw + first, part);
  }
  return status;
}

/* The plan of the job's draws, scored once; what is left are their weights. */
static egb_status score_variant(const egb_replay_state *run, size_t worker, const egb_replay_job *job,
                                job_state *state) {
  const egb_replay *replay = run->replay;
  const size_t *draw = run->order + job->first;
  egb_replay_worker *w = &run->worker[worker];
  egb_replay_scorer *of = &state->of;
  egb_status status = egb_variant_make(replay->factors, &replay->draw[draw[0]], of->arena, state->diag, of->variant);
  if (status == EGB_OK && run->errors)
    egb_variant_disturb(of->variant, replay->seed, EGB_DRAW_NOMINAL);
  if (status == EGB_OK)
    status = egb_score(&of->variant->plan, state->diag, &state->results);
  if (status != EGB_OK)
    return fail(run, w, of->variant, state->diag, status, draw, job->count);
  if (replay->weight_set != NULL || replay->factors->factor[EGB_FACTOR_WEIGHTS].varies)
    egb_variant_fix_weights(of->variant, state->results);
  status = egb_draw_layout_make(&of->variant->plan, state->results, replay->node, replay->factors, replay->levels,
                                false, of->arena, &of->layout);
  if (status == EGB_UNCOMPUTABLE) {
    egb_diag_say(state->diag, EGB_SEVERITY_ERROR, EGB_E_UNCOMPUTABLE, "no unit has a score of %s",
                 replay->plan->index->node[replay->node].id);
    return fail(run, w, of->variant, state->diag, status, draw, job->count);
  }
  of->constant =
      status == EGB_OK && of->layout.kernel == NULL && egb_replay_is_constant(run, &of->variant->plan, &of->layout);
  if (of->constant) {
    egb_replay_rank(run, state->results, w);
    status = egb_replay_keep(run, job, w, of);
  }
  return status == EGB_OK ? score_draws(run, worker, state, draw, job->count) : status;
}

static egb_status do_job(void *context, size_t worker, size_t number) {
  const egb_replay_state *run = context;
  const egb_replay_job *job = &run->job[number];
  job_state state = {0};
  if (egb_replay_recall(run, job, &run->worker[worker], &state.of))
    return score_draws(run, worker, &state, run->order + job->first, job->count);
  egb_status status = EGB_NO_MEMORY;
  state.of.arena = egb_arena_new();
  state.diag = egb_diag_new();
  if (state.of.arena != NULL && state.diag != NULL)
    state.of.variant = egb_arena_array(state.of.arena, 1, sizeof *state.of.variant);
  if (state.of.variant != NULL)
    status = score_variant(run, worker, job, &state);
  egb_ranker_free(state.ranker);
  egb_kernel_free(state.of.layout.kernel);
  egb_results_free(state.results);
  egb_diag_free(state.diag);
  egb_arena_free(state.of.arena);
  return status;
}

/* ---- the run --------------------------------------------------------------------------------- */

typedef struct sorted_draw {
  uint64_t variant;
  size_t draw;
} sorted_draw;

static int by_variant(const void *a, const void *b) {
  const sorted_draw *left = a, *right = b;
  if (left->variant != right->variant)
    return left->variant < right->variant ? -1 : 1;
  return (left->draw > right->draw) - (left->draw < right->draw);
}

static egb_status sort_jobs(egb_replay_state *run, egb_arena *arena) {
  const egb_replay *replay = run->replay;
  const size_t most = run->errors ? DRAWS_ERROR : DRAWS_KERNEL;
  sorted_draw *sorted = egb_arena_array(arena, replay->count, sizeof *sorted);
  run->order = egb_arena_array(arena, replay->count, sizeof *run->order);
  run->job = egb_arena_array(arena, replay->count, sizeof *run->job);
  if (sorted == NULL || run->order == NULL || run->job == NULL)
    return EGB_NO_MEMORY;
  for (size_t i = 0; i < replay->count; i++)
    sorted[i] = (sorted_draw){egb_factors_variant(replay->factors, &replay->draw[i]), i};
  qsort(sorted, replay->count, sizeof *sorted, by_variant);
  for (size_t i = 0; i < replay->count; i++) {
    egb_replay_job *last = run->jobs > 0 ? &run->job[run->jobs - 1] : NULL;
    if (last == NULL || last->count == most || sorted[i].variant != sorted[i - 1].variant)
      run->job[run->jobs++] = (egb_replay_job){.first = i, .count = 1};
    else
      last->count++;
    run->order[i] = sorted[i].draw;
  }
  return egb_replay_list_answers(run);
}

/* Reasons move to memory that outlives the workers. */
static egb_status keep_reasons(const egb_replay_state *run, egb_replay_failures *failures) {
  const char *was = NULL, *now = NULL;
  for (size_t i = 0; i < run->replay->count; i++) {
    if (run->reason[i] == NULL)
      continue;
    if (was == NULL || strcmp(was, run->reason[i]) != 0) {
      was = run->reason[i];
      now = egb_arena_copy(failures->arena, was);
      if (now == NULL)
        return EGB_NO_MEMORY;
    }
    run->reason[i] = now;
  }
  return EGB_OK;
}

egb_status egb_replay_once(const egb_replay *replay, egb_replay_failures *failures, size_t *finished) {
  egb_replay_state run = {
      .replay = replay, .lanes = egb_lanes_best(), .errors = replay->factors->factor[EGB_FACTOR_ERROR].varies};
  size_t open = 0, done = 0;
  *finished = 0;
  *failures = (egb_replay_failures){.arena = egb_arena_new()};
  egb_arena *arena = egb_arena_new();
  egb_status status = arena != NULL && failures->arena != NULL ? EGB_OK : EGB_NO_MEMORY;
  if (status == EGB_OK) {
    run.reason = failures->reason = egb_arena_array(failures->arena, replay->count, sizeof *failures->reason);
    run.culprit = failures->culprit = egb_arena_array(failures->arena, replay->count, sizeof *failures->culprit);
    failures->replaced = egb_arena_array(failures->arena, replay->count, sizeof *failures->replaced);
    run.worker = egb_arena_array(arena, replay->threads, sizeof *run.worker);
    status = !egb_arena_failed(failures->arena) && run.worker != NULL ? sort_jobs(&run, arena) : EGB_NO_MEMORY;
  }
  if (status == EGB_OK)
    status = egb_replay_stated(&run, arena);
  for (; open < replay->threads && status == EGB_OK; open++)
    if (!open_worker(replay, &run.worker[open])) {
      egb_arena_free(run.worker[open].arena);
      status = EGB_NO_MEMORY;
      break;
    }
  if (status == EGB_OK)
    status = egb_threads_run(replay->threads, run.jobs, do_job, &run, replay->control, &done);
  for (size_t i = 0; i < done && status == EGB_OK; i++)
    *finished += run.job[i].count;
  if (status == EGB_OK)
    status = keep_reasons(&run, failures);
  for (size_t i = 0; i < open; i++)
    egb_arena_free(run.worker[i].arena);
  egb_arena_free(arena);
  if (status != EGB_OK)
    egb_replay_failures_clear(failures);
  return status;
}

void egb_replay_failures_clear(egb_replay_failures *failures) {
  egb_arena_free(failures->arena);
  *failures = (egb_replay_failures){0};
}
