#include "simulate/uncertainty_part.h"

#include "base/codes.h"
#include "simulate/worth.h"

#include <math.h>
#include <string.h>

#define ROUND_FIRST 4096 /* draws after which an interrupted run has something to show */
#define ROUND_MOST 65536
#define NUMBERS_OF_A_THREAD 0x1p24 /* cells of a kernel times draws, about a millisecond */

void egb_uncertainty_watch(egb_uncertainty_state *r, size_t worker, size_t count, bool again) {
  const size_t draws = again && !egb_portion_refines(r->u->portion) ? 0 : count;
  const size_t done = atomic_fetch_add(&r->done, draws) + draws;
  if (worker == 0 && r->options->watch != NULL && r->options->watch(r->options->context, done, r->end - r->first))
    atomic_store(&r->stop, true);
}

/* ---- the general path ------------------------------------------------------------------------ */

/* Fractional ranks in halves: of n units that share rank r, each has r + (n - 1) / 2. */
static const uint32_t *in_halves(const egb_uncertainty_state *r, size_t worker, const uint32_t *rank) {
  uint32_t *sharing = r->rank[worker], *halves = sharing + r->units;
  memset(sharing, 0, r->units * sizeof *sharing);
  for (size_t i = 0; i < r->units; i++)
    if (rank[i] > 0)
      sharing[rank[i] - 1]++;
  for (size_t i = 0; i < r->units; i++)
    halves[i] = rank[i] > 0 ? 2 * rank[i] + sharing[rank[i] - 1] - 1 : 0;
  return halves;
}

static egb_status take_draw(void *context, size_t worker, size_t draw, const egb_replayed *replayed) {
  egb_uncertainty_state *r = context;
  egb_gathered *to = &r->of[worker];
  egb_uncertainty_draft *u = r->u;
  const uint32_t *shown = u->step > 1 ? in_halves(r, worker, replayed->rank) : replayed->rank;
  egb_tally_add_ranks(r->tally[worker], shown);
  egb_uncertainty_watch(r, worker, 1, r->second);
  if (r->second)
    return EGB_OK;
  if (u->step > 1)
    egb_tally_add_ranks(r->tally_plain[worker], replayed->rank);
  egb_uncertainty_put_draw(r, r->base + draw, replayed->score);
  egb_uncertainty_put_walk(r, r->base + draw, replayed->rank);
  egb_gathered_best(to, replayed->rank, r->units);
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
    memcpy(u->rank + (r->base + draw) * r->units, shown, r->units * sizeof *u->rank);
    for (size_t i = 0; i < r->nodes; i++)
      u->share[(r->base + draw) * r->nodes + i] = replayed->share[i * EGB_LANES];
  }
  return EGB_OK;
}

static egb_status run_round(egb_uncertainty_state *r, egb_draw *draw, size_t count) {
  egb_uncertainty_draft *u = r->u;
  const egb_control control = {.stop = &r->stop};
  const egb_replay replay = {.plan = u->plan,
                             .factors = u->factors,
                             .seed = u->seed,
                             .node = u->node,
                             .draw = draw,
                             .count = count,
                             .threads = r->threads,
                             .levels = r->levels > 0,
                             .answers = r->answers,
                             .replace = u->factors->replace_failed,
                             .sink = take_draw,
                             .context = r,
                             .control = &control};
  egb_replay_failures failures;
  size_t finished = 0;
  const egb_status status = egb_replay_run(&replay, &failures, &finished);
  if (status != EGB_OK)
    return status;
  r->cut = finished < count;
  if (!r->cut && !r->second) {
    egb_uncertainty_account(u, draw, count, &failures);
    if (u->draw != NULL)
      memcpy(u->draw + r->base, draw, count * sizeof *draw);
  }
  egb_replay_failures_clear(&failures);
  return EGB_OK;
}

/* Sums of all threads; of them the pairs belong to the answer. */
static bool open_all(egb_uncertainty_state *r) {
  egb_gathered_shape shape = r->shape;
  shape.pairs = false;
  if (!egb_gathered_open(&r->all, r->u->scratch, &shape))
    return false;
  if (r->shape.pairs)
    r->all.beats = egb_arena_array(r->u->arena, r->units, r->units * sizeof *r->all.beats);
  return !r->shape.pairs || r->all.beats != NULL;
}

static egb_status open_round(egb_uncertainty_state *r, egb_arena *arena) {
  for (size_t t = 0; t < r->workers; t++)
    if (!egb_gathered_open(&r->of[t], arena, &r->shape))
      return EGB_NO_MEMORY;
  return EGB_OK;
}

static void close_tallies(egb_uncertainty_state *r) {
  for (size_t t = 0; t < r->threads; t++) {
    egb_tally_free(r->tally[t]);
    egb_tally_free(r->tally_plain[t]);
    r->tally[t] = r->tally_plain[t] = NULL;
  }
}

static egb_status open_tallies(egb_uncertainty_state *r) {
  const egb_uncertainty_draft *u = r->u;
  const size_t ranks = r->units * u->step;
  double quantile[EGB_UNCERTAINTY_QUANTILES];
  egb_status status = EGB_OK;
  egb_uncertainty_quantiles(u, quantile);
  for (size_t t = 0; t < r->threads && status == EGB_OK; t++) {
    status = r->second ? egb_tally_refine(r->counted.tally, quantile, EGB_UNCERTAINTY_QUANTILES, &r->tally[t])
                       : egb_tally_new(r->units, ranks, r->width, &r->tally[t]);
    if (status == EGB_OK && u->step > 1 && !r->second)
      status = egb_tally_new(r->units, r->units, r->width, &r->tally_plain[t]);
    if (status == EGB_OK && !r->second)
      egb_tally_one_by_one(r->tally[t]);
    if (status == EGB_OK && !r->second && u->step > 1)
      egb_tally_one_by_one(r->tally_plain[t]);
  }
  return status;
}

/* Adds what the threads counted to what there is, or makes it that. */
static void merge(egb_tally **of, size_t threads, egb_tally **to) {
  for (size_t t = 0; t < threads; t++) {
    if (*to != NULL && of[t] != NULL) {
      egb_tally_merge(*to, of[t]);
    } else if (of[t] != NULL) {
      *to = of[t];
      of[t] = NULL;
    }
  }
}

/* One round: of a round that is stopped nothing counts. */
static egb_status count_round(egb_uncertainty_state *r, egb_draw *draw, size_t count) {
  egb_arena *arena = egb_arena_new();
  egb_status status = arena == NULL ? EGB_NO_MEMORY : r->second ? EGB_OK : open_round(r, arena);
  if (status == EGB_OK)
    status = open_tallies(r);
  if (status == EGB_OK)
    status = run_round(r, draw, count);
  if (status == EGB_OK && !r->cut) {
    merge(r->tally, r->threads, r->second ? &r->counted.fine : &r->counted.tally);
    merge(r->tally_plain, r->threads, &r->plain);
    for (size_t t = 0; t < r->workers && !r->second; t++)
      egb_gathered_add(&r->all, &r->of[t], &r->shape);
    r->base += count;
  }
  close_tallies(r);
  egb_arena_free(arena);
  return status;
}

/* Rounds, so that a run that is stopped has the first draws in full and not those of some variants only. */
static egb_status run_rounds(egb_uncertainty_state *r, egb_draw *draw) {
  const egb_uncertainty_draft *u = r->u;
  egb_status status = EGB_OK;
  r->base = r->first;
  for (size_t size = ROUND_FIRST; r->base < r->end && status == EGB_OK && !r->cut;
       size = size < ROUND_MOST ? size * 2 : size) {
    const size_t count = r->end - r->base < size ? r->end - r->base : size;
    for (size_t i = 0; i < count; i++)
      draw[i] = egb_factors_draw(u->factors, u->seed, r->base + i);
    status = count_round(r, draw, count);
  }
  return status;
}

bool egb_uncertainty_again(const egb_uncertainty_state *r) {
  const egb_tally *tally = r->counted.tally;
  return tally != NULL && egb_tally_width(tally) > 1 && egb_tally_can_refine(egb_tally_rows(tally)) &&
         egb_tally_draws(tally) > 0;
}

/* All rounds, and where ranks are counted in bands those of a second run: of a part these are in a run of their own. */
static egb_status make_draws(egb_uncertainty_state *r) {
  egb_uncertainty_draft *u = r->u;
  egb_draw *draw = egb_arena_array(u->scratch, u->asked < ROUND_MOST ? u->asked : ROUND_MOST, sizeof *draw);
  if (draw == NULL || egb_replay_answers_new(&r->answers) != EGB_OK)
    return EGB_NO_MEMORY;
  const bool refines = egb_portion_refines(u->portion);
  egb_status status = refines ? EGB_OK : run_rounds(r, draw);
  u->stopped = r->cut;
  u->draws = r->counted.tally != NULL ? (size_t)egb_tally_draws(r->counted.tally) : 0;
  if (status == EGB_OK && !r->cut && (refines || (u->portion == NULL && u->draws > 0 && egb_uncertainty_again(r)))) {
    r->second = true;
    status = run_rounds(r, draw);
    u->stopped = refines && r->cut;
    if (r->cut) {
      egb_tally_free(r->counted.fine); /* stopped in the second run: the first one counts */
      r->counted.fine = NULL;
    }
  }
  egb_replay_answers_free(r->answers);
  return status;
}

static egb_status merge_draws(egb_uncertainty_state *r, egb_diag *diag) {
  egb_status status = egb_tally_new(r->units, r->units * r->u->step, r->width, &r->counted.tally);
  if (status == EGB_OK)
    egb_tally_one_by_one(r->counted.tally);
  if (status == EGB_OK && r->u->step > 1)
    status = egb_tally_new(r->units, r->units, r->width, &r->plain);
  if (status == EGB_OK && r->plain != NULL)
    egb_tally_one_by_one(r->plain);
  return status == EGB_OK ? egb_uncertainty_get_parts(r, diag) : status;
}

static egb_status conclude(egb_uncertainty_state *r) {
  egb_uncertainty_draft *u = r->u;
  egb_status status = EGB_OK;
  u->exact = r->width == 1 || r->counted.fine != NULL;
  if (u->draws > 0)
    status = egb_uncertainty_keep_counts(r, u->step > 1 ? r->plain : r->counted.tally, NULL);
  for (size_t i = 0; i < r->units && status == EGB_OK && u->draws > 0; i++)
    egb_uncertainty_spread(u, i, &r->counted, i, r->all.first[i], r->all.top[i]);
  return status;
}

static egb_status run_draws(egb_uncertainty_state *r, egb_diag *diag) {
  const size_t ranks = r->units * r->u->step;
  if (!open_all(r))
    return EGB_NO_MEMORY;
  r->width = r->options->keep_counts ? 1 : egb_tally_width_for(r->units, ranks);
  r->workers = r->threads = egb_tally_workers(r->units, ranks, r->width, r->threads);
  const egb_portion *portion = r->u->portion;
  egb_status status = egb_portion_reads(portion) ? merge_draws(r, diag) : EGB_OK;
  if (status == EGB_OK && (!egb_portion_reads(portion) || egb_portion_refines(portion)))
    status = make_draws(r);
  if (status == EGB_OK)
    status = egb_portion_writes(portion) ? egb_uncertainty_hand_over(r, diag) : conclude(r);
  egb_simulated_clear(&r->counted);
  egb_tally_free(r->plain);
  return status;
}

/* ---- both ------------------------------------------------------------------------------------ */

static bool put_levels(egb_uncertainty_state *r) {
  egb_uncertainty_draft *u = r->u;
  if (r->levels == 0)
    return true;
  double *share = egb_arena_array(u->arena, r->units, r->levels * sizeof *share);
  double *error = egb_arena_array(u->arena, r->units, r->levels * sizeof *error);
  if (share == NULL || error == NULL)
    return false;
  for (size_t i = 0; i < r->units; i++) {
    const size_t ranked = u->unit[i].ranked, worth = egb_worth(u->time, ranked);
    const size_t least = worth < u->unit[i].effective ? worth : u->unit[i].effective; /* levels have no walks kept */
    u->unit[i].level = share + i * r->levels;
    u->unit[i].level_error = error + i * r->levels;
    for (size_t k = i * r->levels; k < (i + 1) * r->levels; k++) {
      share[k] = ranked > 0 ? r->all.level[k] / (double)ranked : (double)NAN;
      error[k] = egb_share_error(share[k], least);
    }
  }
  return true;
}

static egb_status finish(egb_uncertainty_state *r) {
  egb_uncertainty_draft *u = r->u;
  u->wins = r->all.wins;
  u->weight = r->all.weight;
  u->beats = r->all.beats;
  for (size_t i = 0; i < r->positions; i++)
    if (r->all.together[i] > 0)
      u->unit[r->order[i]].ahead = (double)r->all.ahead[i] / (double)r->all.together[i];
  return put_levels(r) ? EGB_OK : EGB_NO_MEMORY;
}

/* To begin a thread costs as much as a kernel's first million numbers. Who asks for threads by number
 * has them. */
static void leave_out_threads(egb_uncertainty_state *r) {
  const egb_kernel *kernel = r->layout->kernel;
  const double numbers = (double)(r->end - r->first) * (double)(egb_kernel_rows(kernel) * egb_kernel_nodes(kernel));
  const double worth = 1 + floor(numbers / NUMBERS_OF_A_THREAD);
  if (r->options->threads == 0 && r->u->plan->threads == 0 && (double)r->threads > worth)
    r->threads = (size_t)worth;
}

/* Ranks of many units are kept where that is possible, else counted, of the most units by threads that work on one tile
 * together in any case. The same in all parts of a run, and in their merge. */
static void choose_counts(egb_uncertainty_state *r) {
  const size_t rows = egb_kernel_rows(r->layout->kernel);
  r->listed = !r->options->keep_counts && egb_rank_lists_fit(rows, r->u->asked);
  r->wide = r->listed || rows > EGB_RANKER_ROWS_MAX;
  r->workers = r->wide ? 1 : r->threads;
}

/* The fork of the two engines. Where only weights vary and a kernel can do what the stages do (egb_draw_layout_make()
 * says so by making one), uncertainty_weights.c draws and scores sixteen at a time; everything else is replayed, draw
 * by draw as far as it must (replay.c). Both give the same ranks for the same draw. With fractional ties ranks are
 * counted in halves, which only the replay does. */
static egb_status run(egb_uncertainty_state *r, egb_diag *diag) {
  egb_uncertainty_draft *u = r->u;
  bool only_weights = true;
  for (size_t k = 0; k < EGB_FACTOR_COUNT; k++)
    only_weights = only_weights && (k == EGB_FACTOR_WEIGHTS || !u->factors->factor[k].varies);
  egb_draw_layout layout = {0};
  egb_status status = EGB_OK;
  egb_arena *arena = egb_arena_new();
  if (arena == NULL)
    return EGB_NO_MEMORY;
  if (only_weights && u->step == 1)
    status = egb_draw_layout_make(u->plan, u->results, u->node, u->factors, r->levels > 0, true, arena, &layout);
  r->layout = &layout;
  const bool fast = status == EGB_OK && layout.kernel != NULL;
  if (fast) {
    leave_out_threads(r);
    choose_counts(r);
    status = open_all(r) ? open_round(r, arena) : EGB_NO_MEMORY;
    if (status == EGB_OK)
      status = egb_uncertainty_weights(r, arena, diag);
  } else if (status == EGB_OK) {
    status = run_draws(r, diag);
  }
  egb_kernel_free(layout.kernel);
  egb_arena_free(arena);
  return status;
}

egb_status egb_uncertainty_hand_over(egb_uncertainty_state *r, egb_diag *diag) {
  return r->u->stopped ? egb_part_stopped(diag) : egb_uncertainty_put_part(r, r->u->portion->out);
}

/* Which draws this run makes. */
static void find_range(egb_uncertainty_state *r) {
  const egb_uncertainty_draft *u = r->u;
  r->end = u->asked;
  if (u->portion != NULL && u->portion->which.number > 0)
    egb_part_range(u->asked, u->portion->which.number, u->portion->which.of, &r->first, &r->end);
}

static egb_status no_draws(const egb_uncertainty_draft *u, egb_diag *diag) {
  if (u->stopped && u->failed == 0) {
    egb_diag_say(diag, EGB_SEVERITY_ERROR, EGB_E_UNCOMPUTABLE, "interrupted before the first draws were done");
    return EGB_UNCOMPUTABLE;
  }
  const char *reason = u->failure.count > 0 ? u->failure.item[0].reason : EGB_REPLAY_OTHERS;
  if (u->failed == 1)
    egb_diag_say(diag, EGB_SEVERITY_ERROR, EGB_E_UNCOMPUTABLE, "%s", reason);
  else
    egb_diag_say(diag, EGB_SEVERITY_ERROR, EGB_E_UNCOMPUTABLE, "none of the %zu draws could be scored: %s", u->failed,
                 reason);
  egb_diag_hint(diag, "leave the method that cannot be computed on this data out of what is varied");
  return EGB_UNCOMPUTABLE;
}

egb_status egb_uncertainty_simulate(egb_uncertainty_draft *u, const egb_uncertainty_options *options, egb_diag *diag) {
  egb_uncertainty_state r = {.u = u,
                             .options = options,
                             .units = u->results->unit_count,
                             .nodes = u->results->node_count,
                             .levels = u->node == 0 ? u->plan->index->level_count : 0};
  u->step = u->node == 0 && u->plan->index->rank.ties == EGB_TIES_FRACTIONAL ? 2 : 1;
  r.threads = egb_plan_threads(u->plan, options->threads);
  r.shape = (egb_gathered_shape){
      .units = r.units, .levels = r.levels, .parts = u->parts, .pairs = u->parts > 0 && options->keep_pairs};
  atomic_init(&r.stop, false);
  atomic_init(&r.done, 0);
  egb_arena *arena = egb_arena_new();
  egb_status status = arena != NULL ? egb_uncertainty_open(&r, arena, diag) : EGB_NO_MEMORY;
  find_range(&r);
  if (status == EGB_OK)
    status = run(&r, diag);
  const bool whole = !egb_portion_writes(u->portion);
  if (status == EGB_OK && whole)
    status = finish(&r);
  egb_arena_free(arena);
  if (status != EGB_OK || !whole)
    return status;
  if (u->draws == 0)
    return no_draws(u, diag);
  return u->stopped ? EGB_OK : egb_uncertainty_imputed(u, r.threads);
}
