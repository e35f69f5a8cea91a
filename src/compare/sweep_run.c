/* Scores every scenario of a grid of weights. A job is some neighbouring scenarios; what becomes of one depends on its
 * number alone, and goes to its own place, so that threads need no order. */
#include "compare/sweep.h"

#include "base/codes.h"
#include "base/threads.h"
#include "score/stages.h"

#define JOB 64       /* scenarios */
#define ROUND 262144 /* rows, after which what is done may be kept */

/* What a thread works with, made when it begins. */
struct egb_sweep_worker {
  egb_arena *arena;
  egb_sweep_setter setter;
  egb_results *results;
  egb_diag *diag;
};

/* What all threads of a round share. */
typedef struct round_state {
  egb_sweep_run *r;
  size_t first; /* scenario */
  size_t count;
  atomic_size_t done;
  atomic_bool stop;
} round_state;

static egb_status open_worker(const egb_sweep_run *r, egb_sweep_worker *w) {
  w->arena = egb_arena_new();
  w->diag = egb_diag_new();
  if (w->arena == NULL || w->diag == NULL || !egb_sweep_setter_make(r->plan, r->sweep, w->arena, &w->setter))
    return EGB_NO_MEMORY;
  return egb_score(&w->setter.plan, w->diag, &w->results);
}

static void close_worker(egb_sweep_worker *w) {
  egb_results_free(w->results);
  egb_diag_free(w->diag);
  egb_arena_free(w->arena);
}

/* The same weights always have the same scores, whichever were set before. EGB_UNCOMPUTABLE: there is no ranking. */
static egb_status score(const egb_sweep_run *r, egb_sweep_worker *w, size_t scenario, egb_diag *diag) {
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

static void watch(round_state *round, size_t number, size_t count) {
  const egb_sweep_run *r = round->r;
  const size_t done = atomic_fetch_add(&round->done, count) + count;
  if (number == 0 && r->options.watch != NULL &&
      r->options.watch(r->options.context, round->first - r->first + done, r->end - r->first))
    atomic_store(&round->stop, true);
}

static egb_status do_job(void *context, size_t number, size_t job) {
  round_state *round = context;
  const egb_sweep_run *r = round->r;
  egb_sweep_worker *w = &r->worker[number];
  const size_t left = round->count - job * JOB, count = left < JOB ? left : JOB, first = round->first + job * JOB;
  egb_status status = w->arena == NULL ? open_worker(r, w) : EGB_OK;
  for (size_t s = first; s < first + count && status == EGB_OK; s++) {
    const egb_status scored = score(r, w, s, NULL);
    if (scored == EGB_OK || scored == EGB_UNCOMPUTABLE)
      keep(r->sweep, s, w->results, scored == EGB_OK);
    else
      status = scored;
  }
  watch(round, number, count);
  return status;
}

/* ---- rounds ---------------------------------------------------------------------------------- */

size_t egb_sweep_threads(const egb_sweep_run *r) {
  const size_t jobs = (r->end - r->first + JOB - 1) / JOB;
  const size_t wanted = egb_plan_threads(r->plan, r->options.threads), threads = wanted < jobs ? wanted : jobs;
  return threads > 0 ? threads : 1;
}

/* The scenarios from sweep->done on, which is moved. *stopped: the caller ends the run. */
static egb_status run_round(egb_sweep_run *r, size_t count, bool *stopped) {
  const size_t jobs = (count + JOB - 1) / JOB;
  round_state round = {.r = r, .first = r->sweep->done, .count = count};
  const egb_control control = {.stop = &round.stop};
  size_t finished = 0;
  const egb_status status = egb_threads_run(r->threads, jobs, do_job, &round, &control, &finished);
  r->sweep->done += finished < jobs ? finished * JOB : count;
  *stopped = atomic_load(&round.stop);
  return status;
}

/* Hands over what was done since the last piece, where it is time for that or the last chance. */
static egb_status keep_some(egb_sweep_run *r, size_t *from, egb_diag *diag, bool *stopped) {
  const egb_sweep_options *o = &r->options;
  if (o->keep == NULL || r->sweep->done == *from || r->sweep->done == r->end ||
      !(*stopped || o->due == NULL || o->due(o->keeper)))
    return EGB_OK;
  egb_buffer piece = {0};
  const egb_status status = egb_sweep_put_piece(r, *from, r->sweep->done, diag, &piece);
  if (status == EGB_OK && !o->keep(o->keeper, piece.text, piece.length))
    *stopped = true;
  egb_buffer_clear(&piece);
  *from = r->sweep->done;
  return status;
}

egb_status egb_sweep_score_range(egb_sweep_run *r, egb_diag *diag) {
  const size_t units = r->sweep->base->unit_count, most = units > 0 ? ROUND / units : ROUND;
  size_t usable = 0;
  bool stopped = false;
  r->threads = egb_sweep_threads(r);
  r->worker = egb_arena_array(r->sweep->arena, r->threads, sizeof *r->worker);
  egb_status status = r->worker != NULL ? EGB_OK : EGB_NO_MEMORY;
  r->sweep->done = r->first;
  if (status == EGB_OK && r->options.kept != NULL)
    status = egb_sweep_get_kept(r, "the sweep to take up", diag, &usable);
  /* Whole jobs for every thread, whatever the number of units. */
  const size_t least = JOB * r->threads, round = most > least ? most / least * least : least;
  size_t from = r->sweep->done;
  while (r->sweep->done < r->end && !stopped && status == EGB_OK) {
    const size_t left = r->end - r->sweep->done;
    status = run_round(r, left < round ? left : round, &stopped);
    if (status == EGB_OK)
      status = keep_some(r, &from, diag, &stopped);
  }
  return status;
}

void egb_sweep_run_end(egb_sweep_run *r) {
  for (size_t i = 0; r->worker != NULL && i < r->threads; i++)
    close_worker(&r->worker[i]);
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
static egb_status find_reason(const egb_sweep_run *r, size_t scenario) {
  egb_sweep_worker w = {0};
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

egb_status egb_sweep_count_failed(egb_sweep_run *r, egb_diag *diag) {
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
