/* The fast path of a simulation: only weights vary, and a kernel scores them. */
#include "simulate/uncertainty_part.h"

#include "score/stages.h"

#include <math.h>
#include <string.h>

/* What the tile of scores says of sixteen draws at once; of the rows row to end - 1, and as many positions. */
static void count_tile(egb_uncertainty_state *r, size_t worker, size_t count, const double *score, size_t row,
                       size_t end) {
  const egb_kernel *kernel = r->layout->kernel;
  egb_gathered *to = &r->of[worker];
  const unsigned lanes = (1U << count) - 1;
  const double sense = egb_index_height(r->u->plan->index, 1);
  const egb_lanes_levels levels = {.count = r->levels, .reach = r->reach, .sense = sense};
  const size_t most = r->positions < end + 1 ? r->positions : end + 1; /* the last one is compared with the next */
  if (r->by_steps && row < most)
    r->lanes->neighbours(score, r->row_at + row, most - row, sense * EGB_SCORE_QUANTUM, lanes, to->ahead + row,
                         to->together + row);
  if (r->levels > 0)
    r->lanes->levels(&levels, score + row * EGB_LANES, end - row, egb_kernel_units(kernel) + row, lanes,
                     r->at_level[worker] + row, to->level);
}

static egb_status take_scores(void *context, size_t worker, uint64_t first, size_t count, const double *share,
                              const double *score, size_t row, size_t end) {
  egb_uncertainty_state *r = context;
  const size_t parts = r->u->parts;
  count_tile(r, worker, count, score, row, end);
  egb_uncertainty_put_tile(r, first, count, score, row, end);
  for (size_t l = 0; l < count && row == 0; l++) {
    for (size_t i = 0; i < parts; i++)
      r->weight[worker][(first + l) % EGB_BLOCK * parts + i] = share[r->part_row[i] * EGB_LANES + l];
    for (size_t k = 0; k < r->layout->nodes && r->u->share != NULL; k++)
      r->u->share[(first + l) * r->nodes + r->layout->node[k]] = share[k * EGB_LANES + l];
  }
  return EGB_OK;
}

/* Whether ranks are asked for unit by unit, from this draw on. */
static bool each_is_asked(const egb_uncertainty_state *r, uint64_t first) {
  const egb_uncertainty_draft *u = r->u;
  return !r->by_steps || first < u->walk_draws || u->parts > 0 || r->shape.pairs || u->rank != NULL;
}

/* Ranks unit by unit, where they are asked for; by_row: of the kernel's rows. */
static void take_each(egb_uncertainty_state *r, size_t worker, uint64_t draw, const uint32_t *by_row) {
  const size_t rows = egb_kernel_rows(r->layout->kernel), *unit = egb_kernel_units(r->layout->kernel);
  uint32_t *rank = r->rank[worker] + r->units;
  for (size_t i = 0; i < rows; i++)
    rank[unit[i]] = by_row[i];
  if (!r->by_steps)
    egb_gathered_pairs(&r->of[worker], rank, r->order, r->positions);
  egb_uncertainty_put_walk(r, draw, rank);
  if (r->u->parts > 0)
    egb_gathered_first(&r->of[worker], rank, r->units, r->weight[worker] + draw % EGB_BLOCK * r->u->parts, r->u->parts);
  if (r->shape.pairs)
    egb_gathered_beats(&r->of[worker], rank, r->units);
  if (r->u->rank != NULL)
    memcpy(r->u->rank + draw * r->units, rank, r->units * sizeof *rank);
}

static egb_status take_ranks(void *context, size_t worker, uint64_t first, const egb_ranker *ranker) {
  egb_uncertainty_state *r = context;
  for (size_t d = 0; d < ranker->draws && each_is_asked(r, first); d++) {
    egb_ranker_ranks(ranker, d, r->rank[worker]);
    take_each(r, worker, first + d, r->rank[worker]);
  }
  return EGB_OK;
}

static egb_status take_wide(void *context, uint64_t first, size_t count, uint32_t *const *rank) {
  egb_uncertainty_state *r = context;
  for (size_t d = 0; d < count && each_is_asked(r, first); d++)
    take_each(r, 0, first + d, rank[d]);
  return EGB_OK;
}

static void watch(void *context, size_t worker, size_t draws, bool again) {
  egb_uncertainty_watch(context, worker, draws, again);
}

/* Neighbours of the ranking are compared on the scores of a tile where these are in whole steps as ranks see them. */
static egb_status open_neighbours(egb_uncertainty_state *r, egb_arena *arena) {
  const egb_kernel *kernel = r->layout->kernel;
  const size_t rows = egb_kernel_rows(kernel), *unit = egb_kernel_units(kernel);
  double least, most;
  egb_kernel_range(kernel, &least, &most);
  r->by_steps = egb_kernel_decimals(kernel) < 0 && fmax(fabs(least), fabs(most)) * EGB_SCORE_QUANTUM < 0x1p50;
  size_t *row_of = egb_arena_array(arena, r->units, sizeof *row_of);
  r->row_at = egb_arena_array(arena, r->positions, sizeof *r->row_at);
  if (row_of == NULL || r->row_at == NULL)
    return EGB_NO_MEMORY;
  for (size_t u = 0; u < r->units; u++)
    row_of[u] = EGB_NONE;
  for (size_t row = 0; row < rows; row++)
    row_of[unit[row]] = row;
  for (size_t i = 0; i < r->positions; i++) {
    r->by_steps = r->by_steps && row_of[r->order[i]] != EGB_NONE;
    r->row_at[i] = row_of[r->order[i]];
  }
  return EGB_OK;
}

static egb_status open_levels(egb_uncertainty_state *r, egb_arena *arena) {
  const egb_index *index = r->u->plan->index;
  r->reach = egb_arena_array(arena, r->levels + 1, sizeof *r->reach);
  r->at_level = egb_arena_array(arena, r->workers, sizeof *r->at_level);
  if (r->reach == NULL || r->at_level == NULL)
    return EGB_NO_MEMORY;
  for (size_t k = 0; k < r->levels; k++)
    r->reach[k] = egb_score_least_reaching(index, index->level[k].from);
  for (size_t t = 0; t < r->workers; t++)
    if ((r->at_level[t] = egb_arena_array(arena, egb_kernel_rows(r->layout->kernel), 1)) == NULL)
      return EGB_NO_MEMORY;
  return EGB_OK;
}

/* Where the kernel has the parts, and shares that no draw changes. */
static egb_status open_weights(egb_uncertainty_state *r, egb_arena *arena) {
  const egb_uncertainty_draft *u = r->u;
  r->part_row = egb_arena_array(arena, u->parts, sizeof *r->part_row);
  if (r->part_row == NULL)
    return EGB_NO_MEMORY;
  for (size_t i = 0; i < u->parts; i++)
    while (r->part_row[i] < r->layout->nodes && r->layout->node[r->part_row[i]] != u->part[i])
      r->part_row[i]++;
  for (size_t i = 0; u->share != NULL && i < u->asked * r->nodes; i++)
    u->share[i] = u->results->share[i % r->nodes] > 0 ? 1 : 0;
  return EGB_OK;
}

/* Very many units, whose ranks are kept or counted. */
static egb_status simulate_wide(egb_uncertainty_state *r, const egb_simulation *simulation, egb_simulated *out) {
  egb_status status = EGB_OK;
  if (r->listed)
    status = egb_rank_lists_new(egb_kernel_rows(simulation->kernel), (size_t)simulation->draws, &r->lists);
  return status == EGB_OK ? egb_wide_simulate(simulation, take_wide, r->lists, out) : status;
}

/* Makes the draws of this run; those of a part of a second round count where the first one, which was read, has bands.
 */
static egb_status draw_weights(egb_uncertainty_state *r, egb_arena *arena) {
  egb_uncertainty_draft *u = r->u;
  egb_status status = open_weights(r, arena);
  if (status == EGB_OK)
    status = open_neighbours(r, arena);
  if (status == EGB_OK)
    status = open_levels(r, arena);
  if (status != EGB_OK)
    return status;
  double quantile[EGB_UNCERTAINTY_QUANTILES];
  egb_uncertainty_quantiles(u, quantile);
  const egb_control control = {.stop = &r->stop};
  const egb_tally *again = egb_portion_refines(u->portion) ? r->counted.tally : NULL;
  r->lanes = egb_lanes_best();
  const egb_simulation simulation = {.kernel = r->layout->kernel,
                                     .lanes = r->lanes,
                                     .sampler = r->layout->inside,
                                     .samplers = r->layout->insides,
                                     .seed = u->seed,
                                     .first = r->first,
                                     .draws = r->end - r->first,
                                     .threads = r->threads,
                                     .rounding = u->plan->index->rank.rounding,
                                     .lower = u->plan->index->lower,
                                     .frequencies = r->options->keep_counts,
                                     .quantile = quantile,
                                     .quantiles = u->portion == NULL || again != NULL ? EGB_UNCERTAINTY_QUANTILES : 0,
                                     .again = again,
                                     .control = &control,
                                     .rank_sink = take_ranks,
                                     .watch = watch,
                                     .score_sink = take_scores,
                                     .sink_context = r};
  egb_simulated made;
  status = r->wide ? simulate_wide(r, &simulation, &made) : egb_simulate(&simulation, &made);
  if (status != EGB_OK)
    return status;
  r->counted.fine = made.fine;
  u->stopped = made.stopped;
  if (again != NULL)
    return EGB_OK;
  r->counted.tally = made.tally;
  u->draws = r->lists != NULL ? egb_rank_lists_draws(r->lists) : (size_t)egb_tally_draws(r->counted.tally);
  u->used[EGB_FACTOR_WEIGHTS]->drawn = u->draws;
  for (size_t t = 0; t < r->workers; t++)
    egb_gathered_add(&r->all, &r->of[t], &r->shape);
  return EGB_OK;
}

/* What others drew. */
static egb_status merge_weights(egb_uncertainty_state *r, egb_diag *diag) {
  const size_t rows = egb_kernel_rows(r->layout->kernel);
  const size_t width = r->options->keep_counts ? 1 : egb_tally_width_for(rows, rows);
  const egb_status status = r->listed ? egb_rank_lists_new(rows, r->u->asked, &r->lists)
                                      : egb_tally_new(rows, rows, width, &r->counted.tally);
  return status == EGB_OK ? egb_uncertainty_get_parts(r, diag) : status;
}

/* From the counts. */
static egb_status conclude_counts(egb_uncertainty_state *r) {
  egb_uncertainty_draft *u = r->u;
  const size_t rows = egb_kernel_rows(r->layout->kernel), *unit = egb_kernel_units(r->layout->kernel);
  egb_tally *tally = r->counted.tally;
  u->exact = egb_tally_width(tally) == 1 || r->counted.fine != NULL;
  egb_status status = egb_tally_turn(tally);
  if (status == EGB_OK)
    status = egb_uncertainty_keep_counts(r, tally, unit);
  for (size_t i = 0; i < rows && status == EGB_OK; i++)
    egb_uncertainty_spread(u, unit[i], &r->counted, i, egb_tally_within(tally, i, 1),
                           egb_tally_within(tally, i, EGB_UNCERTAINTY_TOP));
  return status;
}

/* From the ranks themselves. */
static egb_status conclude_lists(egb_uncertainty_state *r) {
  const size_t rows = egb_kernel_rows(r->layout->kernel), *unit = egb_kernel_units(r->layout->kernel);
  r->u->exact = true;
  const egb_status status = egb_rank_lists_settle(r->lists, egb_lanes_best(), r->threads);
  for (size_t i = 0; i < rows && status == EGB_OK; i++)
    egb_uncertainty_spread_lists(r->u, unit[i], r->lists, i);
  return status;
}

static egb_status conclude(egb_uncertainty_state *r) {
  return r->lists != NULL ? conclude_lists(r) : conclude_counts(r);
}

egb_status egb_uncertainty_weights(egb_uncertainty_state *r, egb_arena *arena, egb_diag *diag) {
  const egb_portion *portion = r->u->portion;
  egb_status status = egb_portion_reads(portion) ? merge_weights(r, diag) : EGB_OK;
  if (status == EGB_OK && (!egb_portion_reads(portion) || egb_portion_refines(portion)))
    status = draw_weights(r, arena);
  if (status == EGB_OK)
    status = egb_portion_writes(portion) ? egb_uncertainty_hand_over(r, diag) : conclude(r);
  egb_simulated_clear(&r->counted);
  egb_rank_lists_free(r->lists);
  return status;
}
