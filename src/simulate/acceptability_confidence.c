/* Confidence factors: every unit that was first in some draw is ranked again with its central weights, in draws of all
 * that varies besides the weights. */
#include "simulate/acceptability.h"

#include <string.h>

typedef struct confiding {
  egb_acceptability_draft *a;
  const egb_uncertainty_options *options;
  size_t candidates, each; /* draws per candidate: each */
  const size_t *unit;      /* per candidate */
  atomic_size_t *first;    /* per candidate: draws in which it was first */
  atomic_bool stop;
  atomic_size_t done;
} confiding;

static egb_status take(void *context, size_t worker, size_t draw, const egb_replayed *replayed) {
  confiding *c = context;
  const size_t candidate = draw / c->each;
  if (replayed->rank[c->unit[candidate]] == 1)
    atomic_fetch_add(&c->first[candidate], 1);
  const size_t done = atomic_fetch_add(&c->done, 1) + 1;
  if (worker == 0 && c->options->watch != NULL && c->options->watch(c->options->context, done, c->candidates * c->each))
    atomic_store(&c->stop, true);
  return EGB_OK;
}

/* A row per candidate: the weights as they are, its central weights in place of those that were drawn. */
static double *make_weights(const confiding *c, egb_arena *arena) {
  const egb_uncertainty_draft *u = &c->a->of;
  const size_t nodes = u->results->node_count;
  double *row = egb_arena_array(arena, c->candidates, nodes * sizeof *row);
  for (size_t k = 0; k < c->candidates && row != NULL; k++) {
    memcpy(row + k * nodes, u->results->share, nodes * sizeof *row);
    for (size_t i = 0; i < u->parts; i++)
      row[k * nodes + u->part[i]] = c->a->unit[c->unit[k]].central[i];
  }
  return row;
}

static egb_draw *make_draws(const confiding *c, bool certain, egb_arena *arena) {
  const egb_uncertainty_draft *u = &c->a->of;
  egb_draw *draw = egb_arena_array(arena, c->candidates, c->each * sizeof *draw);
  for (size_t i = 0; i < c->candidates * c->each && draw != NULL; i++) {
    draw[i] = certain ? egb_factors_nominal(u->factors) : egb_factors_draw(u->factors, u->seed, i % c->each);
    draw[i].weights = i / c->each;
  }
  return draw;
}

static void put_shares(confiding *c, const egb_replay_failures *failures) {
  for (size_t k = 0; k < c->candidates; k++) {
    size_t scored = 0;
    for (size_t i = 0; i < c->each; i++)
      scored += failures->reason[k * c->each + i] == NULL;
    if (scored > 0)
      c->a->unit[c->unit[k]].confidence = (double)atomic_load(&c->first[k]) / (double)scored;
  }
  c->a->confidence_draws = c->each;
}

static egb_status run(confiding *c, bool certain, egb_arena *arena) {
  const egb_uncertainty_draft *u = &c->a->of;
  const egb_control control = {.stop = &c->stop};
  const egb_replay replay = {.plan = u->plan,
                             .factors = u->factors,
                             .seed = u->seed,
                             .node = u->node,
                             .draw = make_draws(c, certain, arena),
                             .count = c->candidates * c->each,
                             .threads = egb_plan_threads(u->plan, c->options->threads),
                             .weight_set = make_weights(c, arena),
                             .replace = u->factors->replace_failed,
                             .sink = take,
                             .context = c,
                             .control = &control};
  egb_replay_failures failures;
  size_t finished = 0;
  if (replay.draw == NULL || replay.weight_set == NULL)
    return EGB_NO_MEMORY;
  const egb_status status = egb_replay_run(&replay, &failures, &finished);
  if (status != EGB_OK)
    return status;
  if (finished == replay.count)
    put_shares(c, &failures);
  else
    c->a->of.stopped = true;
  egb_replay_failures_clear(&failures);
  return EGB_OK;
}

egb_status egb_acceptability_confide(egb_acceptability_draft *a, const egb_uncertainty_options *options) {
  const egb_uncertainty_draft *u = &a->of;
  const size_t units = u->results->unit_count;
  const bool certain = egb_factors_varying(u->factors) == 1; /* the weights */
  if (u->stopped && !certain)
    return EGB_OK;
  egb_arena *arena = egb_arena_new();
  size_t *unit = arena != NULL ? egb_arena_array(arena, units, sizeof *unit) : NULL;
  confiding c = {.a = a, .options = options, .unit = unit};
  for (size_t i = 0; i < units && unit != NULL; i++)
    if (u->wins[i] > 0)
      unit[c.candidates++] = i;
  c.first = unit != NULL ? egb_arena_array(arena, c.candidates, sizeof *c.first) : NULL;
  const size_t least = u->draws < EGB_CONFIDENCE_DRAWS ? u->draws : EGB_CONFIDENCE_DRAWS;
  const size_t capacity = c.candidates > 0 ? EGB_CONFIDENCE_MAX / c.candidates : 0;
  c.each = certain ? 1 : least < capacity ? least : capacity > 0 ? capacity : 1;
  atomic_init(&c.stop, false);
  atomic_init(&c.done, 0);
  for (size_t k = 0; k < c.candidates && c.first != NULL; k++)
    atomic_init(&c.first[k], 0);
  const egb_status status = c.first == NULL ? EGB_NO_MEMORY : c.candidates > 0 ? run(&c, certain, arena) : EGB_OK;
  egb_arena_free(arena);
  return status;
}
