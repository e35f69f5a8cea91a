/* The fast path of a simulation: only weights vary, and a kernel scores them. */
#include "simulate/uncertainty_part.h"

#include "score/stages.h"

#include <math.h>
#include <string.h>

/* What the tile of scores says of sixteen draws at once. */
static void count_tile(egb_uncertainty_state *r, size_t worker, size_t count, const double *score) {
  const egb_kernel *kernel = r->layout->kernel;
  egb_gathered *to = &r->of[worker];
  const unsigned lanes = (1U << count) - 1;
  const double sense = egb_index_height(r->u->plan->index, 1);
  const egb_lanes_levels levels = {.count = r->levels, .reach = r->reach, .sense = sense};
  if (r->by_steps)
    r->lanes->neighbours(score, r->row_at, r->positions, sense * EGB_SCORE_QUANTUM, lanes, to->ahead, to->together);
  if (r->levels > 0)
    r->lanes->levels(&levels, score, egb_kernel_rows(kernel), egb_kernel_units(kernel), lanes, r->at_level[worker],
                     to->level);
}

static egb_status take_scores(void *context, size_t worker, uint64_t first, size_t count, const double *share,
                              const double *score) {
  egb_uncertainty_state *r = context;
  const size_t parts = r->u->parts;
  count_tile(r, worker, count, score);
  egb_uncertainty_put_tile(r, first, count, score);
  for (size_t l = 0; l < count; l++) {
    for (size_t i = 0; i < parts; i++)
      r->weight[worker][(first + l) % EGB_BLOCK * parts + i] = share[r->part_row[i] * EGB_LANES + l];
    for (size_t k = 0; k < r->layout->nodes && r->u->share != NULL; k++)
      r->u->share[(first + l) * r->nodes + r->layout->node[k]] = share[k * EGB_LANES + l];
  }
  return EGB_OK;
}

/* Ranks unit by unit, where they are asked for. */
static void take_each(egb_uncertainty_state *r, size_t worker, uint64_t first, const egb_ranker *ranker) {
  const size_t rows = egb_kernel_rows(r->layout->kernel), *unit = egb_kernel_units(r->layout->kernel);
  uint32_t *by_row = r->rank[worker], *rank = by_row + r->units;
  for (size_t d = 0; d < ranker->draws; d++) {
    egb_ranker_ranks(ranker, d, by_row);
    for (size_t i = 0; i < rows; i++)
      rank[unit[i]] = by_row[i];
    if (!r->by_steps)
      egb_gathered_pairs(&r->of[worker], rank, r->order, r->positions);
    egb_uncertainty_put_walk(r, first + d, rank);
    if (r->u->parts > 0)
      egb_gathered_first(&r->of[worker], rank, r->units, r->weight[worker] + (first + d) % EGB_BLOCK * r->u->parts,
                         r->u->parts);
    if (r->shape.pairs)
      egb_gathered_beats(&r->of[worker], rank, r->units);
    if (r->u->rank != NULL)
      memcpy(r->u->rank + (first + d) * r->units, rank, r->units * sizeof *rank);
  }
}

static egb_status take_ranks(void *context, size_t worker, uint64_t first, const egb_ranker *ranker) {
  egb_uncertainty_state *r = context;
  const egb_uncertainty_draft *u = r->u;
  if (!r->by_steps || first < u->walk_draws || u->parts > 0 || r->shape.pairs || u->rank != NULL)
    take_each(r, worker, first, ranker);
  egb_uncertainty_watch(r, worker, ranker->draws);
  return EGB_OK;
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
  r->at_level = egb_arena_array(arena, r->threads, sizeof *r->at_level);
  if (r->reach == NULL || r->at_level == NULL)
    return EGB_NO_MEMORY;
  for (size_t k = 0; k < r->levels; k++)
    r->reach[k] = egb_score_least_reaching(index, index->level[k].from);
  for (size_t t = 0; t < r->threads; t++)
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
                                     .score_sink = take_scores,
                                     .sink_context = r};
  egb_simulated made;
  status = egb_simulate(&simulation, &made);
  if (status != EGB_OK)
    return status;
  r->counted.fine = made.fine;
  u->stopped = made.stopped;
  if (again != NULL)
    return EGB_OK;
  r->counted.tally = made.tally;
  u->draws = (size_t)egb_tally_draws(r->counted.tally);
  u->used[EGB_FACTOR_WEIGHTS]->drawn = u->draws;
  for (size_t t = 0; t < r->threads; t++)
    egb_gathered_add(&r->all, &r->of[t], &r->shape);
  return EGB_OK;
}

/* What others drew. */
static egb_status merge_weights(egb_uncertainty_state *r, egb_diag *diag) {
  const size_t rows = egb_kernel_rows(r->layout->kernel);
  const size_t width = r->options->keep_counts ? 1 : egb_tally_width_for(rows, rows);
  const egb_status status = egb_tally_new(rows, rows, width, &r->counted.tally);
  return status == EGB_OK ? egb_uncertainty_get_parts(r, diag) : status;
}

static egb_status conclude(egb_uncertainty_state *r) {
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

egb_status egb_uncertainty_weights(egb_uncertainty_state *r, egb_arena *arena, egb_diag *diag) {
  const egb_portion *portion = r->u->portion;
  egb_status status = egb_portion_reads(portion) ? merge_weights(r, diag) : EGB_OK;
  if (status == EGB_OK && (!egb_portion_reads(portion) || egb_portion_refines(portion)))
    status = draw_weights(r, arena);
  if (status == EGB_OK)
    status = egb_portion_writes(portion) ? egb_uncertainty_hand_over(r, diag) : conclude(r);
  egb_simulated_clear(&r->counted);
  return status;
}
