#include "kernel/simulate.h"

#include "base/arena.h"

/* What one thread works in. */
typedef struct egb_simulation_state {
  egb_arena *arena;
  egb_ranker *ranker;
  egb_tally *tally;
  egb_sampler_work draw;
  double *scratch, *score;
} egb_simulation_state;

typedef struct egb_simulation_run {
  const egb_simulation *simulation;
  const egb_lanes *lanes;
  const egb_tally *first; /* of the run before, in the second */
  uint64_t draws;
  size_t width, threads;
  egb_simulation_state *state;
} egb_simulation_run;

static void close_state(egb_simulation_state *state) {
  egb_tally_free(state->tally);
  egb_ranker_free(state->ranker);
  egb_arena_free(state->arena);
  *state = (egb_simulation_state){0};
}

static egb_status open_buffers(egb_simulation_state *state, const egb_simulation *simulation) {
  const egb_kernel *kernel = simulation->kernel;
  state->arena = egb_arena_new();
  if (state->arena == NULL)
    return EGB_NO_MEMORY;
  state->scratch = egb_arena_array(state->arena, egb_kernel_scratch(kernel), sizeof(double));
  state->score = egb_arena_array(state->arena, egb_kernel_rows(kernel) * EGB_LANES, sizeof(double));
  if (state->scratch == NULL || state->score == NULL)
    return EGB_NO_MEMORY;
  return egb_sampler_open(state->arena, simulation->sampler, simulation->samplers, egb_kernel_nodes(kernel),
                          &state->draw);
}

static egb_status open_state(const egb_simulation_run *run, egb_simulation_state *state) {
  const egb_simulation *simulation = run->simulation;
  egb_ranker_input input = {.rows = egb_kernel_rows(simulation->kernel),
                            .may_miss = egb_kernel_may_miss(simulation->kernel),
                            .lower = simulation->lower,
                            .decimals = egb_kernel_decimals(simulation->kernel),
                            .rounding = simulation->rounding};
  egb_kernel_range(simulation->kernel, &input.least, &input.most);
  egb_status status = open_buffers(state, simulation);
  if (status == EGB_OK)
    status = egb_ranker_new(&input, &state->ranker);
  if (status == EGB_OK)
    status = run->first == NULL
                 ? egb_tally_new(input.rows, input.rows, run->width, &state->tally)
                 : egb_tally_refine(run->first, simulation->quantile, simulation->quantiles, &state->tally);
  return status;
}

static void score_tile(const egb_simulation_run *run, egb_simulation_state *state, uint64_t first) {
  const egb_simulation *simulation = run->simulation;
  egb_sampler_draw(simulation->sampler, simulation->samplers, run->lanes, simulation->seed, first, &state->draw);
  egb_kernel_score(simulation->kernel, run->lanes, state->draw.share, state->scratch, 0,
                   egb_kernel_rows(simulation->kernel), state->score);
}

static egb_status do_block(void *context, size_t worker, size_t block) {
  const egb_simulation_run *run = context;
  egb_simulation_state *state = &run->state[worker];
  const egb_simulation *simulation = run->simulation;
  const uint64_t start = simulation->first + (uint64_t)block * EGB_BLOCK, all = simulation->first + run->draws;
  const uint64_t end = all - start < EGB_BLOCK ? all : start + EGB_BLOCK;
  egb_status status = EGB_OK;
  uint64_t held = start;
  egb_ranker_clear(state->ranker);
  for (uint64_t first = start; first < end && status == EGB_OK; first += EGB_LANES) {
    const size_t count = end - first < EGB_LANES ? (size_t)(end - first) : EGB_LANES;
    score_tile(run, state, first);
    if (simulation->score_sink != NULL && run->first == NULL)
      status = simulation->score_sink(simulation->sink_context, worker, first, count, state->draw.share, state->score,
                                      0, egb_kernel_rows(simulation->kernel));
    egb_ranker_add(state->ranker, run->lanes, state->score, count);
    if (!egb_ranker_full(state->ranker) && first + EGB_LANES < end)
      continue;
    egb_tally_add(state->tally, state->ranker);
    if (simulation->rank_sink != NULL && run->first == NULL && status == EGB_OK)
      status = simulation->rank_sink(simulation->sink_context, worker, held, state->ranker);
    if (simulation->watch != NULL)
      simulation->watch(simulation->sink_context, worker, state->ranker->draws, run->first != NULL);
    egb_ranker_clear(state->ranker);
    held = first + EGB_LANES;
  }
  return status;
}

/* One run over all blocks; the merged tally in *out, *draws brought down to what was done. */
static egb_status run_all(egb_simulation_run *run, egb_tally **out, uint64_t *draws) {
  egb_arena *arena = egb_arena_new();
  run->state = arena != NULL ? egb_arena_array(arena, run->threads, sizeof *run->state) : NULL;
  egb_status status = run->state != NULL ? EGB_OK : EGB_NO_MEMORY;
  size_t open = 0, finished = 0;
  while (status == EGB_OK && open < run->threads) {
    status = open_state(run, &run->state[open]);
    if (status != EGB_OK)
      close_state(&run->state[open]);
    else
      open++;
  }
  const size_t blocks = (size_t)((run->draws + EGB_BLOCK - 1) / EGB_BLOCK);
  if (status == EGB_OK)
    status = egb_threads_run(run->threads, blocks, do_block, run, run->simulation->control, &finished);
  if (status == EGB_OK) {
    for (size_t t = 1; t < run->threads; t++)
      egb_tally_merge(run->state[0].tally, run->state[t].tally);
    *out = run->state[0].tally;
    run->state[0].tally = NULL;
    *draws = finished < blocks ? (uint64_t)finished * EGB_BLOCK : run->draws;
  }
  for (size_t t = 0; t < open; t++)
    close_state(&run->state[t]);
  egb_arena_free(arena);
  return status;
}

static egb_status run_once(void *context, const egb_tally *first, egb_tally **out, uint64_t *done) {
  egb_simulation_run *run = context;
  run->first = first;
  return run_all(run, out, done);
}

egb_status egb_simulate_rounds(const egb_simulation *simulation, egb_simulation_run_once *run, void *context,
                               egb_simulated *out) {
  uint64_t done = 0, again = 0;
  *out = (egb_simulated){0};
  egb_status status = run(context, simulation->again, simulation->again != NULL ? &out->fine : &out->tally, &done);
  out->stopped = done < simulation->draws;
  if (status == EGB_OK && out->tally != NULL && egb_tally_width(out->tally) > 1 &&
      egb_tally_can_refine(egb_tally_rows(out->tally)) && simulation->quantiles > 0 && !out->stopped) {
    status = run(context, out->tally, &out->fine, &again);
    if (again < done) {
      egb_tally_free(out->fine); /* stopped in the second run: the first one counts */
      out->fine = NULL;
    }
  }
  if (status != EGB_OK)
    egb_simulated_clear(out);
  return status;
}

egb_status egb_simulate(const egb_simulation *simulation, egb_simulated *out) {
  egb_simulation_run run = {.simulation = simulation, .draws = simulation->draws};
  *out = (egb_simulated){0};
  if (simulation->draws == 0 || simulation->draws > UINT32_MAX)
    return EGB_USAGE;
  const size_t blocks = (size_t)((simulation->draws + EGB_BLOCK - 1) / EGB_BLOCK);
  run.threads = egb_threads_wanted(simulation->threads);
  run.threads = run.threads > blocks ? blocks : run.threads;
  run.lanes = simulation->lanes != NULL ? simulation->lanes : egb_lanes_best();
  const size_t rows = egb_kernel_rows(simulation->kernel);
  run.width = simulation->frequencies ? 1 : egb_tally_width_for(rows, rows);
  run.threads = egb_tally_workers(rows, rows, run.width, run.threads);
  return egb_simulate_rounds(simulation, run_once, &run, out);
}

void egb_simulated_clear(egb_simulated *simulated) {
  egb_tally_free(simulated->tally);
  egb_tally_free(simulated->fine);
  *simulated = (egb_simulated){0};
}

void egb_simulated_quantile_between(const egb_simulated *simulated, size_t row, double p, double *least, double *most) {
  egb_tally_quantile_between(simulated->fine != NULL ? simulated->fine : simulated->tally, row, p, least, most);
}

double egb_simulated_quantile(const egb_simulated *simulated, size_t row, double p) {
  return egb_tally_quantile(simulated->fine != NULL ? simulated->fine : simulated->tally, row, p);
}
