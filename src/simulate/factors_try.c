/* What each alternative alone makes of the ranking: one that leaves most units level at the bottom, as geometric means
 * do with zeros, says little about the others, and must not do so in silence. */
#include "simulate/replay.h"

typedef struct trying {
  const egb_replay *replay;
  egb_alternative **alternative; /* per draw; NULL: everything as defined */
  uint32_t *nominal;             /* rank per unit */
} trying;

static egb_status keep_nominal(void *context, size_t worker, size_t draw, const egb_replayed *replayed) {
  trying *t = context;
  (void)worker;
  (void)draw;
  for (size_t u = 0; u < t->replay->plan->data->unit_count; u++)
    t->nominal[u] = replayed->rank[u];
  return EGB_OK;
}

static egb_status look(void *context, size_t worker, size_t draw, const egb_replayed *replayed) {
  trying *t = context;
  egb_alternative *to = t->alternative[draw];
  const size_t units = t->replay->plan->data->unit_count;
  uint32_t last = 0;
  (void)worker;
  for (size_t u = 0; u < units; u++) {
    last = replayed->rank[u] > last ? replayed->rank[u] : last;
    to->unranked += t->nominal[u] != 0 && replayed->rank[u] == 0;
  }
  for (size_t u = 0; u < units; u++)
    to->level += replayed->rank[u] == last && last != 0;
  return EGB_OK;
}

static egb_status run(egb_replay *replay, const egb_draw *draw, size_t count, egb_replay_sink *sink) {
  egb_replay_failures failures;
  size_t finished = 0;
  replay->draw = draw;
  replay->count = count;
  replay->sink = sink;
  const egb_status status = egb_replay_run(replay, &failures, &finished);
  egb_replay_failures_clear(&failures);
  return status;
}

/* Choices of methods that are not the definition's own; draw NULL: only counts. */
static size_t list(const egb_factors *factors, egb_draw *draw, egb_alternative **alternative) {
  size_t count = 0;
  for (egb_factor_kind k = EGB_FACTOR_IMPUTE; k <= EGB_FACTOR_AGGREGATE; k++)
    for (size_t i = 0; i < factors->factor[k].count; i++) {
      if (!factors->factor[k].varies || factors->factor[k].alternative[i].declared)
        continue;
      if (draw != NULL) {
        draw[count] = egb_factors_nominal(factors);
        draw[count].option[k] = (uint16_t)i;
        alternative[count] = &factors->factor[k].alternative[i];
      }
      count++;
    }
  return count;
}

egb_status egb_factors_try(egb_factors *factors, size_t node, size_t threads) {
  const size_t count = list(factors, NULL, NULL), units = factors->plan->data->unit_count;
  if (count == 0)
    return EGB_OK;
  egb_draw *draw = egb_arena_array(factors->arena, count, sizeof *draw);
  egb_replay replay = {.plan = factors->plan, .factors = factors, .node = node, .threads = threads};
  trying t = {.replay = &replay,
              .alternative = egb_arena_array(factors->arena, count, sizeof *t.alternative),
              .nominal = egb_arena_array(factors->arena, units, sizeof *t.nominal)};
  if (draw == NULL || t.alternative == NULL || t.nominal == NULL)
    return EGB_NO_MEMORY;
  const egb_draw nominal = egb_factors_nominal(factors);
  replay.context = &t;
  egb_status status = run(&replay, &nominal, 1, keep_nominal);
  for (size_t u = 0; u < units; u++)
    factors->ranked += t.nominal[u] != 0;
  (void)list(factors, draw, t.alternative);
  if (status == EGB_OK)
    status = run(&replay, draw, count, look);
  return status;
}
