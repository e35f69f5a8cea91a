#include "simulate/simulate.h"

#include "base/arena.h"

#include <math.h>

/* What one thread works in. */
typedef struct egb_bench {
  egb_arena *arena;
  egb_ranker *ranker;
  egb_tally *tally;
  double *share, *weight, *scratch, *score;
  double **walk; /* per sampler */
  uint64_t *walked;
} egb_bench;

typedef struct egb_run {
  const egb_simulation *simulation;
  const egb_lanes *lanes;
  const egb_tally *first; /* of the run before, in the second */
  uint64_t draws;
  size_t width, threads;
  egb_bench *bench;
} egb_run;

static void close_bench(egb_bench *bench) {
  egb_tally_free(bench->tally);
  egb_ranker_free(bench->ranker);
  egb_arena_free(bench->arena);
  *bench = (egb_bench){0};
}

static egb_status open_buffers(egb_bench *bench, const egb_simulation *simulation) {
  const egb_kernel *kernel = simulation->kernel;
  const size_t nodes = egb_kernel_nodes(kernel);
  bench->arena = egb_arena_new();
  if (bench->arena == NULL)
    return EGB_NO_MEMORY;
  bench->share = egb_arena_array(bench->arena, nodes * EGB_LANES, sizeof(double));
  bench->weight = egb_arena_array(bench->arena, nodes * EGB_LANES, sizeof(double));
  bench->scratch = egb_arena_array(bench->arena, egb_kernel_scratch(kernel), sizeof(double));
  bench->score = egb_arena_array(bench->arena, egb_kernel_rows(kernel) * EGB_LANES, sizeof(double));
  bench->walk = egb_arena_array(bench->arena, simulation->samplers, sizeof *bench->walk);
  bench->walked = egb_arena_array(bench->arena, simulation->samplers, sizeof *bench->walked);
  if (bench->share == NULL || bench->weight == NULL || bench->scratch == NULL || bench->score == NULL ||
      bench->walk == NULL || bench->walked == NULL)
    return EGB_NO_MEMORY;
  for (size_t i = 0; i < nodes * EGB_LANES; i++)
    bench->share[i] = 1;
  for (size_t s = 0; s < simulation->samplers; s++) {
    const egb_sampler *sampler = &simulation->sampler[s];
    const size_t room = sampler->kind == EGB_SAMPLER_POLYTOPE ? EGB_BLOCK * sampler->count : 0;
    bench->walk[s] = egb_arena_array(bench->arena, room, sizeof(double));
    bench->walked[s] = UINT64_MAX;
    if (bench->walk[s] == NULL)
      return EGB_NO_MEMORY;
  }
  return EGB_OK;
}

static egb_status open_bench(const egb_run *run, egb_bench *bench) {
  const egb_simulation *simulation = run->simulation;
  egb_ranker_input input = {.rows = egb_kernel_rows(simulation->kernel),
                            .may_miss = egb_kernel_may_miss(simulation->kernel),
                            .lower = simulation->lower,
                            .decimals = egb_kernel_decimals(simulation->kernel),
                            .rounding = simulation->rounding};
  egb_kernel_range(simulation->kernel, &input.least, &input.most);
  egb_status status = open_buffers(bench, simulation);
  if (status == EGB_OK)
    status = egb_ranker_new(&input, &bench->ranker);
  if (status == EGB_OK)
    status = run->first == NULL
                 ? egb_tally_new(input.rows, input.rows, run->width, &bench->tally)
                 : egb_tally_refine(run->first, simulation->quantile, simulation->quantiles, &bench->tally);
  return status;
}

static void score_tile(const egb_run *run, egb_bench *bench, uint64_t first) {
  const egb_simulation *simulation = run->simulation;
  for (size_t s = 0; s < simulation->samplers; s++) {
    const egb_sampler *sampler = &simulation->sampler[s];
    egb_sampler_tile(sampler, run->lanes, simulation->seed, first, bench->weight, bench->walk[s], &bench->walked[s]);
    for (size_t i = 0; i < sampler->count; i++)
      for (size_t l = 0; l < EGB_LANES; l++)
        bench->share[sampler->node[i] * EGB_LANES + l] = bench->weight[i * EGB_LANES + l];
  }
  egb_kernel_score(simulation->kernel, run->lanes, bench->share, bench->scratch, bench->score);
}

static egb_status do_block(void *context, size_t worker, size_t block) {
  const egb_run *run = context;
  egb_bench *bench = &run->bench[worker];
  const egb_simulation *simulation = run->simulation;
  const uint64_t start = (uint64_t)block * EGB_BLOCK;
  const uint64_t end = run->draws - start < EGB_BLOCK ? run->draws : start + EGB_BLOCK;
  egb_status status = EGB_OK;
  uint64_t held = start;
  egb_ranker_clear(bench->ranker);
  for (uint64_t first = start; first < end && status == EGB_OK; first += EGB_LANES) {
    const size_t count = end - first < EGB_LANES ? (size_t)(end - first) : EGB_LANES;
    score_tile(run, bench, first);
    if (simulation->score_sink != NULL && run->first == NULL)
      status = simulation->score_sink(simulation->sink_context, worker, first, count, bench->share, bench->score);
    egb_ranker_add(bench->ranker, run->lanes, bench->score, count);
    if (!egb_ranker_full(bench->ranker) && first + EGB_LANES < end)
      continue;
    egb_tally_add(bench->tally, bench->ranker);
    if (simulation->rank_sink != NULL && run->first == NULL && status == EGB_OK)
      status = simulation->rank_sink(simulation->sink_context, worker, held, bench->ranker);
    egb_ranker_clear(bench->ranker);
    held = first + EGB_LANES;
  }
  return status;
}

/* One run over all blocks; the merged tally in *out, *draws brought down to what was done. */
static egb_status run_all(egb_run *run, egb_tally **out, uint64_t *draws) {
  egb_arena *arena = egb_arena_new();
  run->bench = arena != NULL ? egb_arena_array(arena, run->threads, sizeof *run->bench) : NULL;
  egb_status status = run->bench != NULL ? EGB_OK : EGB_NO_MEMORY;
  size_t open = 0, finished = 0;
  while (status == EGB_OK && open < run->threads) {
    status = open_bench(run, &run->bench[open]);
    if (status != EGB_OK)
      close_bench(&run->bench[open]);
    else
      open++;
  }
  const size_t blocks = (size_t)((run->draws + EGB_BLOCK - 1) / EGB_BLOCK);
  if (status == EGB_OK)
    status = egb_threads_run(run->threads, blocks, do_block, run, run->simulation->control, &finished);
  if (status == EGB_OK) {
    for (size_t t = 1; t < run->threads; t++)
      egb_tally_merge(run->bench[0].tally, run->bench[t].tally);
    *out = run->bench[0].tally;
    run->bench[0].tally = NULL;
    *draws = finished < blocks ? (uint64_t)finished * EGB_BLOCK : run->draws;
  }
  for (size_t t = 0; t < open; t++)
    close_bench(&run->bench[t]);
  egb_arena_free(arena);
  return status;
}

egb_status egb_simulate(const egb_simulation *simulation, egb_simulated *out) {
  egb_run run = {.simulation = simulation, .draws = simulation->draws};
  *out = (egb_simulated){0};
  if (simulation->draws == 0 || simulation->draws > UINT32_MAX)
    return EGB_USAGE;
  const size_t blocks = (size_t)((simulation->draws + EGB_BLOCK - 1) / EGB_BLOCK);
  run.threads = simulation->threads > 0 ? simulation->threads : egb_threads_available();
  run.threads = run.threads > EGB_THREADS_MAX ? EGB_THREADS_MAX : run.threads;
  run.threads = run.threads > blocks ? blocks : run.threads;
  run.lanes = simulation->lanes != NULL ? simulation->lanes : egb_lanes_best();
  const size_t rows = egb_kernel_rows(simulation->kernel);
  run.width = simulation->frequencies ? 1 : egb_tally_width_for(rows, rows);
  run.threads = egb_tally_workers(rows, rows, run.width, run.threads);
  uint64_t done = 0, again = 0;
  egb_status status = run_all(&run, &out->tally, &done);
  out->stopped = done < simulation->draws;
  if (status == EGB_OK && run.width > 1 && egb_tally_can_refine(rows) && simulation->quantiles > 0 && !out->stopped) {
    run.first = out->tally;
    status = run_all(&run, &out->fine, &again);
    if (again < done) {
      egb_tally_free(out->fine); /* stopped in the second run: the first one stands */
      out->fine = NULL;
    }
  }
  if (status != EGB_OK)
    egb_simulated_clear(out);
  return status;
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
