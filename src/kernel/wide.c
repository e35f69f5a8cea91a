#include "kernel/wide.h"

#include "base/arena.h"
#include "kernel/wide_rank.h"

#define PIECE 1024       /* rows of a job: their scores stay in the cache until they are keys */
#define THREAD_ROWS 2048 /* less in a tile is done before a thread has begun */

typedef struct wide_run {
  const egb_simulation *simulation;
  egb_wide_sink *sink;
  const egb_lanes *lanes;
  egb_arena *arena;
  size_t rows, threads, pieces;
  egb_sampler_work draw;
  double *scratch, *score; /* scratch: per thread */
  egb_wide_ranker *ranker;
  egb_rank_lists *lists;
  const egb_tally *before; /* of the first run, in the second */
  egb_tally *tally;
  uint32_t *rank[EGB_LANES]; /* keys first */
  uint32_t *spare;           /* for lanes that are no draws */
  uint64_t first;            /* of the tile */
  size_t count;
} wide_run;

static egb_status open_ranker(wide_run *run) {
  const egb_kernel *kernel = run->simulation->kernel;
  egb_ranker_input input = {.rows = run->rows,
                            .may_miss = egb_kernel_may_miss(kernel),
                            .lower = run->simulation->lower,
                            .decimals = egb_kernel_decimals(kernel),
                            .rounding = run->simulation->rounding};
  egb_kernel_range(kernel, &input.least, &input.most);
  return egb_wide_ranker_new(&input, run->threads, &run->ranker);
}

/* Tallies are laid out row by row: that is how they are counted here. */
static egb_status open_tally(wide_run *run) {
  const egb_simulation *simulation = run->simulation;
  const size_t width = simulation->frequencies ? 1 : egb_tally_width_for(run->rows, run->rows);
  if (run->lists != NULL)
    return EGB_OK;
  if (run->before != NULL)
    return egb_tally_refine(run->before, simulation->quantile, simulation->quantiles, &run->tally);
  const egb_status status = egb_tally_new(run->rows, run->rows, width, &run->tally);
  if (status == EGB_OK)
    egb_tally_one_by_one(run->tally);
  return status;
}

static egb_status open_run(wide_run *run) {
  const egb_simulation *simulation = run->simulation;
  run->arena = egb_arena_new();
  if (run->arena == NULL)
    return EGB_NO_MEMORY;
  run->scratch = egb_arena_array(run->arena, run->threads, egb_kernel_scratch(simulation->kernel) * sizeof(double));
  run->score = egb_arena_array(run->arena, run->rows, EGB_LANES * sizeof(double));
  run->spare = egb_arena_array(run->arena, run->rows, (run->lists != NULL ? 1 : EGB_LANES) * sizeof(uint32_t));
  if (run->scratch == NULL || run->score == NULL || run->spare == NULL)
    return EGB_NO_MEMORY;
  egb_status status = egb_sampler_open(run->arena, simulation->sampler, simulation->samplers,
                                       egb_kernel_nodes(simulation->kernel), &run->draw);
  if (status == EGB_OK)
    status = open_ranker(run);
  return status == EGB_OK ? open_tally(run) : status;
}

static void close_run(wide_run *run) {
  egb_wide_ranker_free(run->ranker);
  egb_tally_free(run->tally);
  egb_arena_free(run->arena);
}

/* ---- one tile -------------------------------------------------------------------------------- */

static size_t end_of(const wide_run *run, size_t piece) {
  return (piece + 1) * PIECE < run->rows ? (piece + 1) * PIECE : run->rows;
}

static egb_status score_piece(void *context, size_t worker, size_t piece) {
  const wide_run *run = context;
  const egb_kernel *kernel = run->simulation->kernel;
  const size_t first = piece * PIECE, last = end_of(run, piece);
  egb_kernel_score(kernel, run->lanes, run->draw.share, run->scratch + worker * egb_kernel_scratch(kernel), first, last,
                   run->score);
  egb_wide_ranker_keys(run->ranker, run->score, first, last, run->rank);
  return EGB_OK;
}

/* The draws of the tile, and what else wants its scores. */
static egb_status rank_lane(void *context, size_t worker, size_t job) {
  const wide_run *run = context;
  const egb_simulation *simulation = run->simulation;
  if (job >= run->count)
    return simulation->score_sink(simulation->sink_context, 0, run->first, run->count, run->draw.share, run->score,
                                  (job - run->count) * PIECE, end_of(run, job - run->count));
  egb_wide_ranker_rank(run->ranker, worker, run->score, job, run->rank[job]);
  return EGB_OK;
}

static egb_status count_piece(void *context, size_t worker, size_t piece) {
  const wide_run *run = context;
  (void)worker;
  egb_tally_add_rows(run->tally, run->rank, run->count, piece * PIECE, end_of(run, piece));
  return EGB_OK;
}

/* Where ranks go: to the lists, or to memory of the tile. */
static egb_status place_ranks(wide_run *run) {
  for (size_t l = 0; l < EGB_LANES; l++) {
    if (run->lists == NULL)
      run->rank[l] = run->spare + l * run->rows;
    else
      run->rank[l] = l < run->count ? egb_rank_lists_add(run->lists) : run->spare;
    if (run->rank[l] == NULL)
      return EGB_NO_MEMORY;
  }
  return EGB_OK;
}

static egb_status do_tile(wide_run *run) {
  const egb_simulation *simulation = run->simulation;
  const bool looked_at = simulation->score_sink != NULL && run->before == NULL;
  const size_t hands = run->threads < EGB_LANES ? run->threads : EGB_LANES;
  egb_status status = place_ranks(run);
  if (status != EGB_OK)
    return status;
  egb_sampler_draw(simulation->sampler, simulation->samplers, run->lanes, simulation->seed, run->first, &run->draw);
  status = egb_threads_run(run->threads, run->pieces, score_piece, run, NULL, NULL);
  if (status == EGB_OK)
    status = egb_threads_run(hands, run->count + (looked_at ? run->pieces : 0), rank_lane, run, NULL, NULL);
  if (status == EGB_OK && run->tally != NULL)
    status = egb_threads_run(run->threads, run->pieces, count_piece, run, NULL, NULL);
  if (status == EGB_OK && run->sink != NULL && run->before == NULL)
    status = run->sink(simulation->sink_context, run->first, run->count, run->rank);
  if (status == EGB_OK && simulation->watch != NULL)
    simulation->watch(simulation->sink_context, 0, run->count, run->before != NULL);
  return status;
}

/* ---- all of them ----------------------------------------------------------------------------- */

static bool stopped(const egb_simulation *simulation) {
  return simulation->control != NULL && simulation->control->stop != NULL && atomic_load(simulation->control->stop);
}

/* One run over all tiles; *done: draws that were made, which are the first ones. */
static egb_status run_all(wide_run *run, uint64_t draws, egb_tally **out, uint64_t *done) {
  egb_status status = open_run(run);
  for (*done = 0; *done < draws && status == EGB_OK && !stopped(run->simulation); *done += run->count) {
    run->first = run->simulation->first + *done;
    run->count = draws - *done < EGB_LANES ? (size_t)(draws - *done) : EGB_LANES;
    status = do_tile(run);
  }
  if (status == EGB_OK) {
    *out = run->tally;
    run->tally = NULL;
  }
  close_run(run);
  return status;
}

static egb_status run_once(void *context, const egb_tally *first, egb_tally **out, uint64_t *done) {
  const wide_run *start = context;
  wide_run run = *start;
  run.before = first;
  return run_all(&run, run.simulation->draws, out, done);
}

egb_status egb_wide_simulate(const egb_simulation *simulation, egb_wide_sink *sink, egb_rank_lists *lists,
                             egb_simulated *out) {
  const size_t rows = egb_kernel_rows(simulation->kernel), threads = egb_threads_wanted(simulation->threads);
  wide_run start = {.simulation = simulation,
                    .sink = sink,
                    .lists = lists,
                    .lanes = simulation->lanes != NULL ? simulation->lanes : egb_lanes_best(),
                    .rows = rows,
                    .threads = threads > 1 + rows / THREAD_ROWS ? 1 + rows / THREAD_ROWS : threads,
                    .pieces = (rows + PIECE - 1) / PIECE};
  return egb_simulate_rounds(simulation, run_once, &start, out);
}
