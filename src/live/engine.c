/* Scores, ranks and levels under the weights of the caller. */
#include "live/engine_state.h"
#include "score/resolve.h"
#include "score/stages.h"

#include <math.h>
#include <string.h>

static egb_status open_pack(egb_engine *engine, const double *number, size_t count, const char *names, size_t length,
                            egb_pack *out) {
  *out = (egb_pack){.number = number, .count = count, .name = egb_arena_array(engine->arena, length, sizeof(char *))};
  if (out->name == NULL)
    return EGB_NO_MEMORY;
  for (size_t at = 0; at < length; at += strlen(names + at) + 1) {
    if (memchr(names + at, '\0', length - at) == NULL)
      return EGB_REFUSED;
    out->name[out->name_count++] = names + at;
  }
  return EGB_OK;
}

static void note_levels(egb_engine *engine) {
  for (size_t u = 0; u < engine->data.unit_count; u++)
    engine->level[u] = egb_level_of(engine->results, u) == EGB_NONE ? -1 : (int32_t)egb_level_of(engine->results, u);
}

/* Weights of the caller that can be scored with. */
static bool are_sound(const egb_engine *engine) {
  const egb_node *nodes = engine->index.node;
  double *total = engine->spare;
  memset(total, 0, engine->index.node_count * sizeof *total);
  for (size_t i = 1; i < engine->index.node_count; i++) {
    const double weight = engine->weight[i];
    if (engine->plan.node[nodes[i].parent].kept)
      continue;
    if (!(weight >= 0 && isfinite(weight)))
      return false;
    total[nodes[i].parent] += weight;
  }
  for (size_t i = 0; i < engine->index.node_count; i++)
    if (nodes[i].first_child != EGB_NONE && !engine->plan.node[i].kept && !(total[i] > 0 && isfinite(total[i])))
      return false;
  return true;
}

static void take_weights(egb_engine *engine) {
  for (size_t i = 1; i < engine->index.node_count; i++)
    if (!engine->plan.node[engine->index.node[i].parent].kept)
      engine->plan.weight[i] = engine->weight[i];
  egb_weights_spread(&engine->index, engine->plan.weight, engine->plan.share, engine->plan.effective);
}

egb_status egb_engine_score(egb_engine *engine) {
  if (!are_sound(engine))
    return EGB_USAGE;
  take_weights(engine);
  const egb_status status = egb_score_again(&engine->plan, engine->results, NULL);
  note_levels(engine);
  return status;
}

static egb_status fill(egb_engine *engine, const double *number, size_t count, const char *names, size_t length) {
  egb_pack pack;
  size_t ranked = 0;
  egb_status status = open_pack(engine, number, count, names, length, &pack);
  if (status == EGB_OK)
    status = egb_engine_read(engine, &pack);
  if (status == EGB_OK)
    status = egb_engine_read_values(engine, &pack);
  if (status != EGB_OK)
    return status;
  memcpy(engine->weight, engine->plan.weight, engine->index.node_count * sizeof *engine->weight);
  if (!are_sound(engine))
    return EGB_REFUSED;
  take_weights(engine);
  status = egb_score_normalised(&engine->plan, engine->results, NULL, &ranked);
  note_levels(engine);
  return status == EGB_OK && ranked == 0 ? EGB_UNCOMPUTABLE : status;
}

egb_status egb_engine_new(const double *number, size_t count, const char *names, size_t length, egb_engine **out) {
  egb_arena *arena = egb_arena_new();
  egb_engine *engine = egb_arena_array(arena, 1, sizeof *engine);
  *out = NULL;
  if (engine == NULL) {
    egb_arena_free(arena);
    return EGB_NO_MEMORY;
  }
  engine->arena = arena;
  const egb_status status = fill(engine, number, count, names, length);
  if (status == EGB_OK)
    *out = engine;
  else
    egb_engine_free(engine);
  return status;
}

void egb_engine_free(egb_engine *engine) {
  if (engine == NULL)
    return;
  egb_results_free(engine->results);
  egb_arena_free(engine->arena);
}

double *egb_engine_weights(egb_engine *engine) {
  return engine->weight;
}

const double *egb_engine_scores(const egb_engine *engine) {
  return engine->results->own_score[0];
}

const double *egb_engine_ranks(const egb_engine *engine) {
  return engine->results->rank;
}

const int32_t *egb_engine_levels(const egb_engine *engine) {
  return engine->level;
}

const double *egb_engine_shares(const egb_engine *engine) {
  return engine->results->share;
}

const double *egb_engine_effective(const egb_engine *engine) {
  return engine->results->effective;
}
