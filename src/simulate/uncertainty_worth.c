/* What the draws of a run are worth for the ranks of one unit: its ranks in the first walks are kept draw by draw. */
#include "simulate/uncertainty_state.h"
#include "simulate/worth.h"

#include <math.h>

#define WALK_BYTES ((size_t)64 << 20)

egb_status egb_uncertainty_open_walks(egb_uncertainty_state *r) {
  egb_uncertainty_draft *u = r->u;
  if (!(u->time > 1) || r->units == 0)
    return EGB_OK;
  const size_t fit = WALK_BYTES / (r->units * EGB_BLOCK * sizeof *u->walk), asked = u->asked / EGB_BLOCK;
  size_t walks = asked < fit ? asked : fit;
  walks = walks < EGB_WORTH_WALKS ? walks : EGB_WORTH_WALKS;
  u->walk_draws = walks * EGB_BLOCK;
  u->walk = egb_arena_array(u->scratch, u->walk_draws, r->units * sizeof *u->walk);
  u->series = egb_arena_array(u->scratch, u->walk_draws, sizeof *u->series);
  return u->walk != NULL && u->series != NULL ? EGB_OK : EGB_NO_MEMORY;
}

void egb_uncertainty_put_walk(egb_uncertainty_state *r, uint64_t draw, const uint32_t *rank) {
  const egb_uncertainty_draft *u = r->u;
  for (size_t i = 0; draw < u->walk_draws && i < r->units; i++)
    u->walk[i * u->walk_draws + draw] = rank[i];
}

typedef double figure(uint32_t rank, double end);

static double rank_itself(uint32_t rank, double end) {
  (void)end;
  return rank;
}

static double is_up_to(uint32_t rank, double end) {
  return rank <= end;
}

static double is_beyond(uint32_t rank, double end) {
  return rank > end;
}

static double time_of(const egb_uncertainty_draft *u, size_t unit, size_t walks, figure *of, double end) {
  const uint32_t *rank = u->walk + unit * u->walk_draws;
  for (size_t i = 0; i < walks * EGB_BLOCK; i++)
    u->series[i] = rank[i] != 0 ? of(rank[i], end) : (double)NAN;
  return egb_worth_time(u->series, walks);
}

/* Equal ranks are the better one here, whatever `ties` says. One walk alone does not show how far it is from others. */
size_t egb_uncertainty_worth(const egb_uncertainty_draft *u, size_t unit, const egb_rank_spread *spread) {
  const size_t done = (u->draws + u->failed) / EGB_BLOCK, kept = u->walk_draws / EGB_BLOCK;
  const size_t walks = done < kept ? done : kept;
  if (!(u->time > 1) || walks < 2)
    return egb_worth(u->time, spread->ranked);
  double time = time_of(u, unit, walks, rank_itself, 0);
  time = fmax(time, time_of(u, unit, walks, is_up_to, 1));
  time = fmax(time, time_of(u, unit, walks, is_up_to, EGB_UNCERTAINTY_TOP));
  time = fmax(time, time_of(u, unit, walks, is_up_to, spread->low));
  time = fmax(time, time_of(u, unit, walks, is_beyond, spread->high - 1));
  return egb_worth(time, spread->ranked);
}
