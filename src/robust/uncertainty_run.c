#include "robust/uncertainty_work.h"

#include "base/codes.h"
#include "score/stages.h"
#include "stats/order.h"

#include <math.h>
#include <string.h>

#define TABLE_LINES 512  /* of the general path's table beyond EGB_TABLE_EXACT */
#define ROUND_FIRST 4096 /* draws after which an interrupted run has something to show */
#define ROUND_MOST 65536
#define KEPT_BYTES ((size_t)400 << 20)

void egb_uncertainty_watch(egb_uncertainty_work *r, size_t worker, size_t draws) {
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
    key[unit] = egb_index_height(results->index, egb_score_quantise(score[unit], -1, EGB_ROUNDING_HALF_EVEN));
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

/* ---- the general path -------------------------------------------------------------------------------------------- */

static egb_status take_draw(void *context, size_t worker, size_t draw, const egb_replayed *replayed) {
  egb_uncertainty_work *r = context;
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
  egb_uncertainty_watch(r, worker, 1);
  return EGB_OK;
}

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

static egb_status run_round(egb_uncertainty_work *r, const egb_draw *draw, size_t count) {
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

static egb_status open_round(egb_uncertainty_work *r, egb_arena *arena) {
  for (size_t t = 0; t < r->threads; t++)
    if (!egb_gathered_open(&r->of[t], arena, &r->shape))
      return EGB_NO_MEMORY;
  return EGB_OK;
}

/* Rounds, so that a run that is stopped has the first draws in full and not those of some variants only. */
static egb_status run_draws(egb_uncertainty_work *r) {
  egb_uncertainty *u = r->u;
  egb_status status = EGB_OK;
  r->shape.table = true;
  if (r->units > EGB_TABLE_EXACT && !r->options->keep_counts)
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

static void finish(egb_uncertainty_work *r) {
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

static egb_status run(egb_uncertainty_work *r) {
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
    status = egb_gathered_open(&r->all, u->arena, &r->shape) ? open_round(r, arena) : EGB_NO_MEMORY;
    if (status == EGB_OK)
      status = egb_uncertainty_weights(r, arena);
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

static egb_status open_kept(egb_uncertainty_work *r, egb_diag *diag) {
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

static egb_status open_running(egb_uncertainty_work *r, egb_arena *arena) {
  egb_uncertainty *u = r->u;
  const size_t units = r->units;
  size_t *order = egb_arena_array(u->arena, units, sizeof *order);
  u->unit = egb_arena_array(u->arena, units, sizeof *u->unit);
  u->reached = egb_arena_array(u->arena, units, (r->levels + 1) * sizeof *u->reached);
  u->ahead = egb_arena_array(u->arena, units, sizeof *u->ahead);
  r->of = egb_arena_array(arena, r->threads, sizeof *r->of);
  r->rank = egb_arena_array(arena, r->threads, sizeof *r->rank);
  r->weight = egb_arena_array(arena, r->threads, sizeof *r->weight);
  if (order == NULL || u->unit == NULL || u->reached == NULL || u->ahead == NULL || r->of == NULL || r->rank == NULL ||
      r->weight == NULL)
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
  r->order = order;
  return rank_node(u, order, &r->positions) ? EGB_OK : EGB_NO_MEMORY;
}

egb_status egb_uncertainty_simulate(egb_uncertainty *u, const egb_uncertainty_options *options, egb_diag *diag) {
  egb_uncertainty_work r = {.u = u,
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
