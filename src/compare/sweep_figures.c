/* The scenarios of a sweep summed up: by unit, and by scenario. */
#include "compare/sweep.h"

#include "base/threads.h"
#include "model/scenarios.h"
#include "stats/agreement.h"

#include <string.h>

/* ---- units ----------------------------------------------------------------------------------- */

#define SIDE_BY_SIDE 16 /* units that one pass over the scenarios counts: they are neighbours in memory */

/* The k-th of the places that were counted, from 0. */
static double place_at(const uint32_t *count, size_t k) {
  size_t place = 0;
  for (uint64_t below = count[0]; below <= k; below += count[place])
    place++;
  return egb_sweep_place_rank((uint32_t)place);
}

/* count: how often the unit has each place, in halves from 1 on. */
static void conclude(const uint32_t *count, size_t places, egb_sweep_unit *out) {
  size_t worst = places;
  while (worst > 0 && count[worst] == 0)
    worst--;
  if (out->ranked == 0) {
    out->best = out->worst = out->median = (double)NAN;
    return;
  }
  out->best = place_at(count, 0);
  out->worst = egb_sweep_place_rank((uint32_t)worst);
  out->median = (place_at(count, (out->ranked - 1) / 2) + place_at(count, out->ranked / 2)) / 2;
}

static void add(const egb_sweep *sweep, size_t unit, size_t scenario, uint32_t *count, egb_sweep_unit *out) {
  const size_t row = scenario * sweep->base->unit_count + unit;
  const uint32_t place = sweep->place[row];
  const double score = sweep->score[row], rank = egb_sweep_place_rank(place);
  if (score < out->score_low || isnan(out->score_low))
    out->score_low = score;
  if (score > out->score_high || isnan(out->score_high))
    out->score_high = score;
  if (place == 0)
    return;
  count[place]++;
  out->ranked++;
  out->kept += rank == sweep->base->rank[unit];
  out->first += rank <= 1;
  out->top += rank <= (double)sweep->top;
}

egb_status egb_sweep_find_units(egb_sweep *sweep) {
  const size_t units = sweep->base->unit_count, places = 2 * units;
  egb_arena *arena = egb_arena_new();
  uint32_t *count = egb_arena_array(arena, SIDE_BY_SIDE * (places + 1), sizeof *count);
  egb_sweep_unit *unit = egb_arena_array(sweep->arena, units, sizeof *unit);
  const bool room = count != NULL && unit != NULL;
  for (size_t first = 0; room && first < units; first += SIDE_BY_SIDE) {
    const size_t end = first + SIDE_BY_SIDE < units ? first + SIDE_BY_SIDE : units;
    memset(count, 0, SIDE_BY_SIDE * (places + 1) * sizeof *count);
    for (size_t u = first; u < end; u++)
      unit[u].score_low = unit[u].score_high = (double)NAN;
    for (size_t s = 0; s < sweep->done; s++)
      for (size_t u = first; u < end; u++)
        add(sweep, u, s, count + (u - first) * (places + 1), &unit[u]);
    for (size_t u = first; u < end; u++)
      conclude(count + (u - first) * (places + 1), places, &unit[u]);
  }
  sweep->unit = unit;
  egb_arena_free(arena);
  return room ? EGB_OK : EGB_NO_MEMORY;
}

/* ---- scenarios ------------------------------------------------------------------------------- */

#define JOB 64

typedef struct comparison {
  const egb_sweep *sweep;
  egb_scenario_effect *effect;
  double **room; /* per thread: the ranks of the units ranked both times, before and after, and scratch */
} comparison;

static void compare(const egb_sweep *sweep, size_t scenario, double *room, egb_scenario_effect *out) {
  const egb_results *base = sweep->base;
  const size_t units = base->unit_count;
  double *before = room, *after = before + units, *scratch = after + units;
  *out = (egb_scenario_effect){.top = sweep->top, .kendall = (double)NAN};
  for (size_t i = 0; i < units; i++) {
    const size_t u = base->order[i];
    const double is = egb_sweep_place_rank(sweep->place[scenario * units + u]);
    if (!isnan(base->rank[u]) && !isnan(is)) {
      before[out->common] = base->rank[u];
      after[out->common] = is;
    }
    egb_scenario_effect_add(out, base->rank[u], is, base->data->unit[u].id);
  }
  egb_scenario_effect_end(out);
  out->spearman = egb_stats_spearman(before, after, out->common, scratch);
}

static egb_status compare_some(void *context, size_t worker, size_t job) {
  const comparison *c = context;
  const size_t first = job * JOB, end = first + JOB < c->sweep->done ? first + JOB : c->sweep->done;
  for (size_t s = first; s < end; s++)
    compare(c->sweep, s, c->room[worker], &c->effect[s]);
  return EGB_OK;
}

egb_status egb_sweep_find_effects(egb_sweep *sweep, size_t threads) {
  const size_t units = sweep->base->unit_count, room = 2 * units + egb_stats_agreement_scratch(units);
  egb_arena *arena = egb_arena_new();
  comparison c = {.sweep = sweep,
                  .effect = egb_arena_array(sweep->arena, sweep->done, sizeof *c.effect),
                  .room = egb_arena_array(arena, threads, sizeof *c.room)};
  for (size_t i = 0; c.room != NULL && i < threads; i++)
    c.room[i] = egb_arena_array(arena, room, sizeof(double));
  egb_status status = c.effect != NULL && !egb_arena_failed(arena) ? EGB_OK : EGB_NO_MEMORY;
  size_t finished = 0;
  if (status == EGB_OK)
    status = egb_threads_run(threads, (sweep->done + JOB - 1) / JOB, compare_some, &c, NULL, &finished);
  sweep->effect = c.effect;
  egb_arena_free(arena);
  return status;
}
