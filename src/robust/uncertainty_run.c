#include "robust/uncertainty.h"

#include "base/codes.h"
#include "robust/simulate.h"
#include "score/stages.h"
#include "stats/order.h"

#include <math.h>
#include <string.h>

#define TABLE_EXACT 2048 /* units up to which every rank has its own line on the general path */
#define TABLE_LINES 512  /* lines beyond that */
#define ROUND_FIRST 4096 /* draws after which an interrupted run has something to show */
#define ROUND_MOST 65536
#define KEPT_BYTES ((size_t)400 << 20)

/* One simulation under way. */
typedef struct running {
  egb_uncertainty *u;
  const egb_uncertainty_options *options;
  size_t units, nodes, levels, positions, threads;
  const size_t *order; /* units by rank of the node */
  egb_gathered *of;    /* per thread */
  egb_gathered all;
  egb_gathered_shape shape;
  uint32_t **rank;  /* per thread, room for a draw */
  double *reach;    /* per level: the least score that reaches it */
  double **weight;  /* per thread: of the parts, for the draws of a block */
  size_t *part_row; /* of the parts in the scene's kernel */
  const egb_scene *scene;
  size_t base; /* number of the first draw of this round */
  atomic_bool stop;
  atomic_size_t done;
} running;

static void watch(running *r, size_t worker, size_t draws) {
  const size_t done = atomic_fetch_add(&r->done, draws) + draws;
  if (worker == 0 && r->options->watch != NULL && r->options->watch(r->options->context, done, r->u->asked))
    atomic_store(&r->stop, true);
}

/* ---- the node that is ranked ------------------------------------------------------------------------------------- */

/* Score, rank and order of its units as they stand. */
static bool rank_node(egb_uncertainty *u, size_t *order, size_t *positions) {
  const egb_results *results = u->results;
  const size_t units = results->unit_count;
  double *score = egb_arena_array(u->arena, units, sizeof *score),
         *rank = egb_arena_array(u->arena, units, sizeof *rank);
  double *key = egb_arena_array(u->arena, units, sizeof *key);
  size_t *tie = egb_arena_array(u->arena, units, sizeof *tie), *room = egb_arena_array(u->arena, units, sizeof *room);
  if (score == NULL || rank == NULL || key == NULL || tie == NULL || room == NULL)
    return false;
  u->nominal_score = score;
  u->nominal_rank = rank;
  *positions = 0;
  for (size_t i = 0; i < units; i++) {
    const size_t unit = results->order[i]; /* equal scores stay in the order of the ranking */
    tie[unit] = i;
    score[unit] = results->scored.value[u->node * units + unit];
    rank[unit] = u->node == 0 ? results->rank[unit] : (double)NAN;
    key[unit] = egb_score_quantise(score[unit], -1, EGB_ROUNDING_HALF_EVEN);
    const bool ranked = u->node == 0 ? !isnan(rank[unit]) : !isnan(score[unit]) && results->unranked[unit] == NULL;
    if (ranked)
      order[(*positions)++] = unit;
  }
  if (u->node != 0) {
    egb_stats_sort(key, tie, *positions, order, room);
    egb_stats_rank(key, order, *positions, EGB_STATS_TIES_COMPETITION, rank);
  }
  return true;
}

/* ---- counting ---------------------------------------------------------------------------------------------------- */

/* The least score that reaches a level: as stage_rank compares, after quantising, which never falls with the score. */
static double least_reaching(double from) {
  const double goal = egb_score_quantise(from, -1, EGB_ROUNDING_HALF_EVEN);
  double below = from - 2 / EGB_SCORE_QUANTUM, least = from + 2 / EGB_SCORE_QUANTUM;
  for (;;) {
    const double between = below + (least - below) / 2;
    if (!(between > below && between < least))
      return least;
    if (egb_score_quantise(between, -1, EGB_ROUNDING_HALF_EVEN) >= goal)
      least = between;
    else
      below = between;
  }
}

/* Levels stand from the highest down: scores that reach a level but not the one before are at it; NaN reaches none. */
static void count_levels(running *r, egb_gathered *to, const double *score, size_t count) {
  const size_t rows = egb_kernel_rows(r->scene->kernel), *unit = egb_kernel_units(r->scene->kernel);
  for (size_t i = 0; i < rows; i++) {
    const double *mine = score + i * EGB_LANES;
    uint32_t above = 0;
    for (size_t k = 0; k < r->levels && above < count; k++) {
      uint32_t here = 0;
      for (size_t l = 0; l < count; l++)
        here += mine[l] >= r->reach[k];
      to->level[unit[i] * r->levels + k] += here - above;
      above = here;
    }
  }
}

static egb_status take_draw(void *context, size_t worker, size_t draw, const egb_replayed *replayed) {
  running *r = context;
  egb_gathered *to = &r->of[worker];
  egb_uncertainty *u = r->u;
  egb_gathered_ranks(to, replayed->rank, r->units, true);
  egb_gathered_pairs(to, replayed->rank, r->order, r->positions);
  for (size_t i = 0; i < r->units && replayed->level != NULL && to->level != NULL; i++)
    if (replayed->rank[i] != 0 && replayed->level[i] != EGB_NONE)
      to->level[i * r->levels + replayed->level[i]]++;
  if (r->shape.pairs)
    egb_gathered_beats(to, replayed->rank, r->units);
  if (u->parts > 0) {
    for (size_t i = 0; i < u->parts; i++)
      r->weight[worker][i] = replayed->share[u->part[i] * EGB_LANES];
    egb_gathered_first(to, replayed->rank, r->units, r->weight[worker], u->parts);
  }
  if (u->rank != NULL) {
    memcpy(u->rank + (r->base + draw) * r->units, replayed->rank, r->units * sizeof *u->rank);
    for (size_t i = 0; i < r->nodes; i++)
      u->share[(r->base + draw) * r->nodes + i] = replayed->share[i * EGB_LANES];
  }
  watch(r, worker, 1);
  return EGB_OK;
}

/* ---- the fast path: only weights vary ---------------------------------------------------------------------------- */

static egb_status take_scores(void *context, size_t worker, uint64_t first, size_t count, const double *share,
                              const double *score) {
  running *r = context;
  const size_t parts = r->u->parts;
  if (r->levels > 0)
    count_levels(r, &r->of[worker], score, count);
  for (size_t l = 0; l < count; l++) {
    for (size_t i = 0; i < parts; i++)
      r->weight[worker][(first + l) % EGB_BLOCK * parts + i] = share[r->part_row[i] * EGB_LANES + l];
    for (size_t k = 0; k < r->scene->nodes && r->u->share != NULL; k++)
      r->u->share[(first + l) * r->nodes + r->scene->node[k]] = share[k * EGB_LANES + l];
  }
  return EGB_OK;
}

static egb_status take_ranks(void *context, size_t worker, uint64_t first, const egb_ranker *ranker) {
  running *r = context;
  const size_t rows = egb_kernel_rows(r->scene->kernel), *unit = egb_kernel_units(r->scene->kernel);
  uint32_t *by_row = r->rank[worker], *rank = by_row + r->units;
  for (size_t d = 0; d < ranker->draws; d++) {
    egb_ranker_ranks(ranker, d, by_row);
    for (size_t i = 0; i < rows; i++)
      rank[unit[i]] = by_row[i];
    egb_gathered_pairs(&r->of[worker], rank, r->order, r->positions);
    if (r->u->parts > 0)
      egb_gathered_first(&r->of[worker], rank, r->units, r->weight[worker] + (first + d) % EGB_BLOCK * r->u->parts,
                         r->u->parts);
    if (r->shape.pairs)
      egb_gathered_beats(&r->of[worker], rank, r->units);
    if (r->u->rank != NULL)
      memcpy(r->u->rank + (first + d) * r->units, rank, r->units * sizeof *rank);
  }
  watch(r, worker, ranker->draws);
  return EGB_OK;
}

static void spread_of_row(egb_uncertainty *u, const egb_simulated *simulated, size_t row, size_t unit, double tail) {
  egb_rank_spread *spread = &u->unit[unit];
  const double ranked = (double)egb_tally_ranked(simulated->tally, row);
  spread->ranked = (size_t)ranked;
  if (!(ranked > 0))
    return;
  spread->mean = egb_tally_mean(simulated->tally, row);
  spread->median = egb_simulated_quantile(simulated, row, 0.5);
  spread->low = floor(egb_simulated_quantile(simulated, row, tail));
  spread->high = ceil(egb_simulated_quantile(simulated, row, 1 - tail));
  spread->first = (double)egb_tally_within(simulated->tally, row, 1) / ranked;
  spread->top = (double)egb_tally_within(simulated->tally, row, EGB_UNCERTAINTY_TOP) / ranked;
}

static egb_status keep_table(running *r) {
  if (r->units > TABLE_EXACT && !r->options->keep_counts)
    return EGB_OK;
  r->u->count = egb_arena_array(r->u->arena, r->units, r->units * sizeof *r->u->count);
  return r->u->count != NULL ? EGB_OK : EGB_NO_MEMORY;
}

/* Where the kernel has the parts. */
static egb_status find_rows(running *r, egb_arena *arena) {
  const egb_uncertainty *u = r->u;
  r->part_row = egb_arena_array(arena, u->parts, sizeof *r->part_row);
  if (r->part_row == NULL)
    return EGB_NO_MEMORY;
  for (size_t i = 0; i < u->parts; i++)
    while (r->part_row[i] < r->scene->nodes && r->scene->node[r->part_row[i]] != u->part[i])
      r->part_row[i]++;
  return EGB_OK;
}

static egb_status run_weights(running *r) {
  egb_uncertainty *u = r->u;
  const double tail = (1 - u->level / 100) / 2, quantile[] = {tail, 0.5, 1 - tail};
  const egb_control control = {.stop = &r->stop};
  const egb_simulation simulation = {.kernel = r->scene->kernel,
                                     .sampler = r->scene->inside,
                                     .samplers = r->scene->insides,
                                     .seed = u->seed,
                                     .draws = u->asked,
                                     .threads = r->threads,
                                     .rounding = u->plan->index->rank.rounding,
                                     .frequencies = r->options->keep_counts,
                                     .quantile = quantile,
                                     .quantiles = 3,
                                     .control = &control,
                                     .rank_sink = take_ranks,
                                     .score_sink =
                                         r->levels > 0 || u->share != NULL || u->parts > 0 ? take_scores : NULL,
                                     .sink_context = r};
  egb_simulated simulated;
  egb_status status = egb_simulate(&simulation, &simulated);
  if (status != EGB_OK)
    return status;
  u->draws = (size_t)egb_tally_draws(simulated.tally);
  u->stopped = simulated.stopped;
  u->exact = egb_tally_width(simulated.tally) == 1 || simulated.fine != NULL;
  const size_t rows = egb_kernel_rows(r->scene->kernel), *unit = egb_kernel_units(r->scene->kernel);
  if (egb_tally_width(simulated.tally) == 1)
    status = keep_table(r);
  for (size_t i = 0; i < rows && status == EGB_OK; i++) {
    spread_of_row(u, &simulated, i, unit[i], tail);
    for (size_t rank = 1; rank <= rows && u->count != NULL; rank++)
      u->count[unit[i] * r->units + rank - 1] = (uint32_t)egb_tally_count(simulated.tally, i, rank);
  }
  u->used[EGB_FACTOR_WEIGHTS]->drawn = u->draws;
  egb_simulated_clear(&simulated);
  return status;
}

/* ---- the general path -------------------------------------------------------------------------------------------- */

static void note_failure(egb_uncertainty *u, const char *reason) {
  size_t i = 0;
  while (i < u->failures && i < EGB_FAILURES && strcmp(u->failure[i].reason, reason) != 0)
    i++;
  if (i == u->failures || i == EGB_FAILURES) {
    const char *copy = i < EGB_FAILURES ? egb_arena_copy(u->arena, reason) : EGB_REPLAY_OTHERS;
    u->failure[i].reason = copy != NULL ? copy : EGB_REPLAY_OTHERS;
    u->failures = i + 1;
  }
  u->failure[i].draws++;
}

static egb_status run_round(running *r, const egb_draw *draw, size_t count) {
  egb_uncertainty *u = r->u;
  const egb_control control = {.stop = &r->stop};
  const egb_replay replay = {.plan = u->plan,
                             .factors = u->factors,
                             .seed = u->seed,
                             .node = u->node,
                             .draw = draw,
                             .count = count,
                             .threads = r->threads,
                             .levels = r->levels > 0,
                             .sink = take_draw,
                             .context = r,
                             .control = &control};
  egb_replay_failures failures;
  size_t finished = 0;
  const egb_status status = egb_replay_run(&replay, &failures, &finished);
  if (status != EGB_OK)
    return status;
  u->stopped = finished < count;
  for (size_t i = 0; i < count && !u->stopped; i++) {
    const bool failed = failures.reason[i] != NULL;
    for (size_t k = 0; k < EGB_FACTOR_COUNT; k++) {
      u->used[k][draw[i].option[k]].drawn++;
      u->used[k][draw[i].option[k]].failed += failed;
    }
    u->failed += failed;
    if (failed)
      note_failure(u, failures.reason[i]);
  }
  egb_replay_failures_clear(&failures);
  return EGB_OK;
}

static egb_status open_round(running *r, egb_arena *arena) {
  for (size_t t = 0; t < r->threads; t++)
    if (!egb_gathered_open(&r->of[t], arena, &r->shape))
      return EGB_NO_MEMORY;
  return EGB_OK;
}

/* Rounds, so that a run that is stopped has the first draws in full and not those of some variants only. */
static egb_status run_draws(running *r) {
  egb_uncertainty *u = r->u;
  egb_status status = EGB_OK;
  r->shape.table = true;
  if (r->units > TABLE_EXACT && !r->options->keep_counts)
    r->shape.width = (r->units + TABLE_LINES - 1) / TABLE_LINES;
  if (!egb_gathered_open(&r->all, u->arena, &r->shape))
    return EGB_NO_MEMORY;
  egb_draw *draw = egb_arena_array(u->arena, u->asked < ROUND_MOST ? u->asked : ROUND_MOST, sizeof *draw);
  if (draw == NULL)
    return EGB_NO_MEMORY;
  for (size_t size = ROUND_FIRST; r->base < u->asked && status == EGB_OK && !u->stopped;
       size = size < ROUND_MOST ? size * 2 : size) {
    const size_t count = u->asked - r->base < size ? u->asked - r->base : size;
    egb_arena *arena = egb_arena_new();
    status = arena != NULL ? open_round(r, arena) : EGB_NO_MEMORY;
    for (size_t i = 0; i < count; i++)
      draw[i] = egb_factors_draw(u->factors, u->seed, r->base + i);
    if (status == EGB_OK && u->draw != NULL)
      memcpy(u->draw + r->base, draw, count * sizeof *draw);
    if (status == EGB_OK)
      status = run_round(r, draw, count);
    for (size_t t = 0; t < r->threads && status == EGB_OK && !u->stopped; t++)
      egb_gathered_add(&r->all, &r->of[t], &r->shape);
    egb_arena_free(arena);
    if (!u->stopped)
      r->base += count;
  }
  u->draws = r->all.seen;
  u->exact = r->all.width == 1;
  return status;
}

static void spread_of_unit(egb_uncertainty *u, const egb_gathered *all, size_t unit, double tail) {
  egb_rank_spread *spread = &u->unit[unit];
  const double ranked = all->ranked[unit];
  spread->ranked = all->ranked[unit];
  if (!(ranked > 0))
    return;
  spread->mean = (double)all->sum[unit] / ranked;
  spread->median = egb_gathered_quantile(all, unit, 0.5);
  spread->low = floor(egb_gathered_quantile(all, unit, tail));
  spread->high = ceil(egb_gathered_quantile(all, unit, 1 - tail));
  spread->first = all->first[unit] / ranked;
  spread->top = all->top[unit] / ranked;
}

/* ---- both -------------------------------------------------------------------------------------------------------- */

static void finish(running *r) {
  egb_uncertainty *u = r->u;
  for (size_t i = 0; i < r->units; i++)
    for (size_t k = 0; k < r->levels; k++)
      u->reached[i * r->levels + k] =
          u->unit[i].ranked > 0 ? r->all.level[i * r->levels + k] / (double)u->unit[i].ranked : (double)NAN;
  u->wins = r->all.wins;
  u->weight = r->all.weight;
  u->beats = r->all.beats;
  for (size_t i = 0; i < r->units; i++)
    u->ahead[i] = r->all.together[i] > 0 ? (double)r->all.ahead[i] / (double)r->all.together[i] : (double)NAN;
}

static egb_status run(running *r) {
  egb_uncertainty *u = r->u;
  bool only_weights = true;
  for (size_t k = 0; k < EGB_FACTOR_COUNT; k++)
    only_weights = only_weights && (k == EGB_FACTOR_WEIGHTS || !u->factors->factor[k].varies);
  egb_scene scene = {0};
  egb_status status = EGB_OK;
  egb_arena *arena = egb_arena_new();
  if (arena == NULL)
    return EGB_NO_MEMORY;
  if (only_weights)
    status = egb_scene_make(u->plan, u->results, u->node, u->factors, r->levels > 0, arena, &scene);
  r->scene = &scene;
  const bool fast = status == EGB_OK && scene.kernel != NULL;
  if (fast) {
    for (size_t i = 0; u->share != NULL && i < u->asked * r->nodes; i++)
      u->share[i] = u->plan->node[i % r->nodes].active ? 1 : 0;
    status = egb_gathered_open(&r->all, u->arena, &r->shape) ? find_rows(r, arena) : EGB_NO_MEMORY;
    if (status == EGB_OK)
      status = open_round(r, arena);
    if (status == EGB_OK)
      status = run_weights(r);
    for (size_t t = 0; t < r->threads && status == EGB_OK; t++)
      egb_gathered_add(&r->all, &r->of[t], &r->shape);
  } else if (status == EGB_OK) {
    status = run_draws(r);
    const double tail = (1 - u->level / 100) / 2;
    if (status == EGB_OK && r->all.width == 1)
      u->count = r->all.count;
    for (size_t i = 0; i < r->units && status == EGB_OK; i++)
      spread_of_unit(u, &r->all, i, tail);
  }
  egb_kernel_free(scene.kernel);
  egb_arena_free(arena);
  return status;
}

static egb_status no_draws(const egb_uncertainty *u, egb_diag *diag) {
  if (u->stopped && u->failed == 0) {
    egb_diag_say(diag, EGB_ERROR, EGB_E_UNCOMPUTABLE, "interrupted before the first draws were done");
    return EGB_UNCOMPUTABLE;
  }
  egb_diag_say(diag, EGB_ERROR, EGB_E_UNCOMPUTABLE, "none of the %zu draws could be scored: %s", u->failed,
               u->failures > 0 ? u->failure[0].reason : EGB_REPLAY_OTHERS);
  egb_diag_hint(diag, "take the method that has no answer on this data out of what is varied");
  return EGB_UNCOMPUTABLE;
}

static egb_status open_kept(running *r, egb_diag *diag) {
  egb_uncertainty *u = r->u;
  if (!r->options->keep_draws)
    return EGB_OK;
  const size_t each = r->units * sizeof *u->rank + r->nodes * sizeof *u->share + sizeof *u->draw;
  if (u->asked > KEPT_BYTES / each) {
    egb_diag_say(diag, EGB_ERROR, EGB_E_USAGE, "%zu draws of %zu units are too many to keep one by one", u->asked,
                 r->units);
    egb_diag_hint(diag, "keep at most %zu draws", KEPT_BYTES / each);
    return EGB_USAGE;
  }
  u->rank = egb_arena_array(u->arena, u->asked, r->units * sizeof *u->rank);
  u->share = egb_arena_array(u->arena, u->asked, r->nodes * sizeof *u->share);
  u->draw = egb_arena_array(u->arena, u->asked, sizeof *u->draw);
  if (u->rank == NULL || u->share == NULL || u->draw == NULL)
    return EGB_NO_MEMORY;
  for (size_t i = 0; i < u->asked * r->nodes; i++)
    u->share[i] = (double)NAN;
  return EGB_OK;
}

static egb_status open_running(running *r, egb_arena *arena) {
  egb_uncertainty *u = r->u;
  const size_t units = r->units;
  size_t *order = egb_arena_array(u->arena, units, sizeof *order);
  u->unit = egb_arena_array(u->arena, units, sizeof *u->unit);
  u->reached = egb_arena_array(u->arena, units, (r->levels + 1) * sizeof *u->reached);
  u->ahead = egb_arena_array(u->arena, units, sizeof *u->ahead);
  r->of = egb_arena_array(arena, r->threads, sizeof *r->of);
  r->rank = egb_arena_array(arena, r->threads, sizeof *r->rank);
  r->reach = egb_arena_array(arena, r->levels + 1, sizeof *r->reach);
  r->weight = egb_arena_array(arena, r->threads, sizeof *r->weight);
  if (order == NULL || u->unit == NULL || u->reached == NULL || u->ahead == NULL || r->of == NULL || r->rank == NULL ||
      r->reach == NULL || r->weight == NULL)
    return EGB_NO_MEMORY;
  const double none = (double)NAN;
  for (size_t i = 0; i < units; i++)
    u->unit[i] = (egb_rank_spread){0, none, none, none, none, none, none};
  for (size_t t = 0; t < r->threads; t++)
    if ((r->rank[t] = egb_arena_array(arena, 2 * units, sizeof(uint32_t))) == NULL ||
        (r->weight[t] = egb_arena_array(arena, EGB_BLOCK * u->parts, sizeof(double))) == NULL)
      return EGB_NO_MEMORY;
  for (size_t k = 0; k < EGB_FACTOR_COUNT; k++)
    if ((u->used[k] = egb_arena_array(u->arena, u->factors->factor[k].count + 1, sizeof *u->used[k])) == NULL)
      return EGB_NO_MEMORY;
  for (size_t k = 0; k < r->levels; k++)
    r->reach[k] = least_reaching(u->plan->index->level[k].from);
  r->order = order;
  return rank_node(u, order, &r->positions) ? EGB_OK : EGB_NO_MEMORY;
}

egb_status egb_uncertainty_simulate(egb_uncertainty *u, const egb_uncertainty_options *options, egb_diag *diag) {
  running r = {.u = u,
               .options = options,
               .units = u->results->unit_count,
               .nodes = u->results->node_count,
               .levels = u->node == 0 ? u->plan->index->level_count : 0};
  r.threads = options->threads > 0 ? options->threads : egb_threads_available();
  r.threads = r.threads > EGB_THREADS_MAX ? EGB_THREADS_MAX : r.threads;
  r.shape = (egb_gathered_shape){.units = r.units,
                                 .levels = r.levels,
                                 .parts = u->parts,
                                 .width = 1,
                                 .pairs = u->parts > 0 && options->keep_pairs};
  atomic_init(&r.stop, false);
  atomic_init(&r.done, 0);
  egb_arena *arena = egb_arena_new();
  egb_status status = arena != NULL ? open_running(&r, arena) : EGB_NO_MEMORY;
  if (status == EGB_OK)
    status = open_kept(&r, diag);
  if (status == EGB_OK)
    status = run(&r);
  if (status == EGB_OK)
    finish(&r);
  egb_arena_free(arena);
  return status == EGB_OK && u->draws == 0 ? no_draws(u, diag) : status;
}
