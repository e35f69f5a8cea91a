/* Scores every scenario of a grid of weights. A job is some neighbouring scenarios; what becomes of one depends on its
 * number alone, and goes to its own place, so that threads need no order. */
#include "compare/sweep.h"

#include "base/codes.h"
#include "base/options.h"
#include "base/threads.h"
#include "score/stages.h"

#include <string.h>

#define JOB 64 /* scenarios */

/* What a thread works with, made when it begins. */
typedef struct worker {
  egb_arena *arena;
  egb_sweep_setter setter;
  egb_results *results;
  egb_diag *diag;
} worker;

typedef struct run {
  egb_sweep *sweep;
  const egb_plan *plan;
  const egb_sweep_options *options;
  egb_sweep_rule rule;
  worker *worker;
  atomic_size_t done;
  atomic_bool stop;
} run;

static egb_status open_worker(const run *r, worker *w) {
  w->arena = egb_arena_new();
  w->diag = egb_diag_new();
  if (w->arena == NULL || w->diag == NULL || !egb_sweep_setter_make(r->plan, r->sweep, w->arena, &w->setter))
    return EGB_NO_MEMORY;
  return egb_score(&w->setter.plan, w->diag, &w->results);
}

static void close_worker(worker *w) {
  egb_results_free(w->results);
  egb_diag_free(w->diag);
  egb_arena_free(w->arena);
}

/* The same weights always have the same scores, whichever were set before. EGB_UNCOMPUTABLE: there is no ranking. */
static egb_status score(const run *r, worker *w, size_t scenario, egb_diag *diag) {
  const egb_status status = egb_sweep_set(&w->setter, r->sweep, &r->rule, scenario, w->diag);
  return status == EGB_OK ? egb_score_again(&w->setter.plan, w->results, diag) : status;
}

static void keep(egb_sweep *sweep, size_t scenario, const egb_results *results, bool scored) {
  const size_t units = results->unit_count;
  double *value = sweep->score + scenario * units;
  uint32_t *place = sweep->place + scenario * units;
  for (size_t u = 0; u < units; u++) {
    value[u] = scored ? egb_results_score(results, u) : (double)NAN;
    place[u] = scored && results->rank[u] > 0 ? (uint32_t)(2 * results->rank[u]) : 0;
  }
}

static void watch(run *r, size_t number, size_t count) {
  const size_t done = atomic_fetch_add(&r->done, count) + count;
  if (number == 0 && r->options->watch != NULL && r->options->watch(r->options->context, done, r->sweep->count))
    atomic_store(&r->stop, true);
}

static egb_status do_job(void *context, size_t number, size_t job) {
  run *r = context;
  worker *w = &r->worker[number];
  const size_t first = job * JOB, left = r->sweep->count - first, count = left < JOB ? left : JOB;
  egb_status status = w->arena == NULL ? open_worker(r, w) : EGB_OK;
  for (size_t s = first; s < first + count && status == EGB_OK; s++) {
    const egb_status scored = score(r, w, s, NULL);
    if (scored == EGB_OK || scored == EGB_UNCOMPUTABLE)
      keep(r->sweep, s, w->results, scored == EGB_OK);
    else
      status = scored;
  }
  watch(r, number, count);
  return status;
}

/* ---- what has no ranking --------------------------------------------------------------------- */

static bool is_ranked(const egb_sweep *sweep, size_t scenario) {
  const size_t units = sweep->base->unit_count;
  for (size_t u = 0; u < units; u++)
    if (sweep->place[scenario * units + u] > 0)
      return true;
  return false;
}

/* Scores the first of them once more, to hear why. */
static egb_status find_reason(const run *r, size_t scenario) {
  worker w = {0};
  egb_status status = open_worker(r, &w);
  const egb_diag_point before = status == EGB_OK ? egb_diag_mark(w.diag) : (egb_diag_point){0};
  if (status == EGB_OK)
    status = score(r, &w, scenario, w.diag);
  const egb_message *message = status == EGB_UNCOMPUTABLE ? egb_diag_first_error(w.diag, before) : NULL;
  if (message != NULL)
    r->sweep->reason = egb_arena_copy(r->sweep->arena, message->text);
  close_worker(&w);
  return r->sweep->reason != NULL ? EGB_OK : EGB_NO_MEMORY;
}

static egb_status count_failed(const run *r, egb_diag *diag) {
  egb_sweep *sweep = r->sweep;
  size_t first = EGB_NONE;
  for (size_t s = sweep->done; s-- > 0;)
    if (!is_ranked(sweep, s)) {
      sweep->failed++;
      first = s;
    }
  egb_status status = first != EGB_NONE ? find_reason(r, first) : EGB_OK;
  if (status == EGB_OK && sweep->failed == sweep->done) {
    if (sweep->done > 0)
      egb_diag_say(diag, EGB_SEVERITY_ERROR, EGB_E_UNCOMPUTABLE, "no scenario of the grid has a ranking: %s",
                   sweep->reason);
    status = EGB_UNCOMPUTABLE;
  }
  return status;
}

/* ---- the whole ------------------------------------------------------------------------------- */

static egb_status make_room(egb_sweep *sweep) {
  const size_t rows = sweep->count * sweep->base->unit_count;
  size_t ranked = 0;
  for (size_t u = 0; u < sweep->base->unit_count; u++)
    ranked += sweep->base->rank[u] > 0;
  sweep->top = ranked < 10 ? ranked : 10;
  sweep->score = egb_arena_array(sweep->arena, rows, sizeof *sweep->score);
  sweep->place = egb_arena_array(sweep->arena, rows, sizeof *sweep->place);
  return egb_arena_failed(sweep->arena) ? EGB_NO_MEMORY : EGB_OK;
}

static egb_status run_all(run *r, egb_diag *diag) {
  egb_sweep *sweep = r->sweep;
  const size_t jobs = (sweep->count + JOB - 1) / JOB;
  const size_t asked = r->options->threads > 0 ? r->options->threads : egb_threads_available();
  const size_t most = asked < EGB_THREADS_MAX ? asked : EGB_THREADS_MAX, threads = most < jobs ? most : jobs;
  const egb_control control = {.stop = &r->stop};
  size_t finished = 0;
  r->worker = egb_arena_array(sweep->arena, threads, sizeof *r->worker);
  egb_status status = r->worker != NULL ? make_room(sweep) : EGB_NO_MEMORY;
  if (status == EGB_OK)
    status = egb_threads_run(threads, jobs, do_job, r, &control, &finished);
  sweep->done = finished < jobs ? finished * JOB : sweep->count;
  if (status == EGB_OK)
    status = count_failed(r, diag);
  for (size_t i = 0; r->worker != NULL && i < threads; i++)
    close_worker(&r->worker[i]);
  if (status == EGB_OK && r->options->units)
    status = egb_sweep_find_units(sweep);
  if (status == EGB_OK && r->options->scenarios)
    status = egb_sweep_find_effects(sweep, threads);
  return status;
}

static egb_status make(run *r, egb_diag *diag) {
  egb_status status = egb_sweep_read(r->plan, r->options, r->sweep, &r->rule, diag);
  if (status == EGB_OK)
    status = egb_sweep_check(r->plan, r->sweep, &r->rule, diag);
  return status == EGB_OK ? run_all(r, diag) : status;
}

egb_status egb_sweep_new(const egb_plan *plan, const egb_results *results, const egb_sweep_options *options,
                         egb_diag *diag, egb_sweep **out) {
  egb_sweep_options asked;
  *out = NULL;
  egb_status status = EGB_OPTIONS_TAKE(asked, options, diag);
  if (status == EGB_OK)
    status = egb_results_refuse_foreign(results, plan, diag);
  if (status == EGB_OK)
    status = egb_index_refuse_published(plan->index, diag);
  if (status != EGB_OK)
    return status;
  egb_arena *arena = egb_arena_new();
  egb_sweep *sweep = egb_arena_array(arena, 1, sizeof *sweep);
  status = EGB_NO_MEMORY;
  if (sweep != NULL) {
    *sweep = (egb_sweep){.arena = arena, .base = results};
    run r = {.sweep = sweep, .plan = plan, .options = &asked};
    status = make(&r, diag);
  }
  if (status == EGB_OK)
    *out = sweep;
  else
    egb_arena_free(arena);
  return status;
}

void egb_sweep_free(egb_sweep *sweep) {
  if (sweep != NULL)
    egb_arena_free(sweep->arena);
}

/* ---- what is in it --------------------------------------------------------------------------- */

size_t egb_sweep_count(const egb_sweep *sweep) {
  return sweep->count;
}

size_t egb_sweep_done(const egb_sweep *sweep) {
  return sweep->done;
}

size_t egb_sweep_failed(const egb_sweep *sweep, const char **reason) {
  if (reason != NULL)
    *reason = sweep->reason;
  return sweep->failed;
}

size_t egb_sweep_axes(const egb_sweep *sweep) {
  return sweep->axis_count;
}

size_t egb_sweep_node(const egb_sweep *sweep, size_t axis) {
  return axis < sweep->axis_count ? sweep->axis[axis].node : SIZE_MAX;
}

double egb_sweep_weight(const egb_sweep *sweep, size_t scenario, size_t axis) {
  return axis < sweep->axis_count && scenario < sweep->count ? egb_sweep_value(sweep, scenario, axis) : (double)NAN;
}

static size_t row_of(const egb_sweep *sweep, size_t scenario, size_t unit) {
  const size_t units = sweep->base->unit_count;
  return scenario < sweep->done && unit < units ? scenario * units + unit : SIZE_MAX;
}

double egb_sweep_score(const egb_sweep *sweep, size_t scenario, size_t unit) {
  const size_t row = row_of(sweep, scenario, unit);
  return row != SIZE_MAX ? sweep->score[row] : (double)NAN;
}

double egb_sweep_rank(const egb_sweep *sweep, size_t scenario, size_t unit) {
  const size_t row = row_of(sweep, scenario, unit);
  return row != SIZE_MAX ? egb_sweep_place_rank(sweep->place[row]) : (double)NAN;
}

const egb_sweep_unit *egb_sweep_unit_at(const egb_sweep *sweep, size_t unit) {
  return sweep->unit != NULL && unit < sweep->base->unit_count ? &sweep->unit[unit] : NULL;
}

const egb_scenario_effect *egb_sweep_effect_at(const egb_sweep *sweep, size_t scenario) {
  return sweep->effect != NULL && scenario < sweep->done ? &sweep->effect[scenario] : NULL;
}
