/* Draws that fail, run again with the culprit as the definition has it.
 *
 * A second run of those draws only, each with its own numbers: what a draw comes to follows from its number, whatever
 * draws are beside it and however many threads there are. It is tried once: a draw that fails again has failed, for
 * both reasons. */
#include "simulate/replay_state.h"

typedef struct second_run {
  const egb_replay *first;
  egb_replay_failures *failures; /* of the first run */
  egb_arena *arena;
  size_t *number; /* of each draw in the first run */
  egb_draw *draw;
  size_t count;
} second_run;

/* To the sink of the first run, under the numbers it knows. */
static egb_status pass_on(void *context, size_t worker, size_t draw, const egb_replayed *replayed) {
  const second_run *s = context;
  return s->first->sink(s->first->context, worker, s->number[draw], replayed);
}

static bool list_draws(second_run *s) {
  const egb_replay *first = s->first;
  for (size_t i = 0; i < first->count; i++)
    s->count += s->failures->reason[i] != NULL && s->failures->culprit[i] != EGB_FACTOR_COUNT;
  s->number = egb_arena_array(s->arena, s->count, sizeof *s->number);
  s->draw = egb_arena_array(s->arena, s->count, sizeof *s->draw);
  if (s->number == NULL || s->draw == NULL)
    return false;
  for (size_t i = 0, at = 0; i < first->count && at < s->count; i++) {
    if (s->failures->reason[i] == NULL || s->failures->culprit[i] == EGB_FACTOR_COUNT)
      continue;
    s->number[at] = i;
    s->draw[at++] = egb_factors_put_back(first->factors, &first->draw[i], (egb_factor_kind)s->failures->culprit[i]);
  }
  return true;
}

/* What became of the draws of the first run. Neighbours with the same reasons share the text of both. */
static egb_status take_reasons(const second_run *s, const egb_replay_failures *again) {
  egb_replay_failures *failures = s->failures;
  const char *first = NULL, *second = NULL, *both = NULL;
  for (size_t i = 0; i < s->count; i++) {
    const size_t draw = s->number[i];
    if (again->reason[i] == NULL) {
      failures->replaced[draw] = failures->reason[draw];
      failures->reason[draw] = NULL;
      continue;
    }
    if (first != failures->reason[draw] || second != again->reason[i]) {
      first = failures->reason[draw];
      second = again->reason[i];
      both = egb_arena_format(failures->arena, "%s; and with `%s` as the definition has it: %s", first,
                              s->first->factors->factor[failures->culprit[draw]].name, second);
      if (both == NULL)
        return EGB_NO_MEMORY;
    }
    failures->reason[draw] = both;
  }
  return EGB_OK;
}

static egb_status run_again(second_run *s, size_t *finished) {
  egb_replay replay = *s->first;
  egb_replay_failures again;
  size_t done = 0;
  if (!list_draws(s))
    return EGB_NO_MEMORY;
  replay.draw = s->draw;
  replay.count = s->count;
  replay.sink = pass_on;
  replay.context = s;
  egb_status status = egb_replay_once(&replay, &again, &done);
  if (status != EGB_OK)
    return status;
  *finished -= s->count - done;
  if (done == s->count)
    status = take_reasons(s, &again);
  egb_replay_failures_clear(&again);
  return status;
}

egb_status egb_replay_run(const egb_replay *replay, egb_replay_failures *failures, size_t *finished) {
  egb_status status = egb_replay_once(replay, failures, finished);
  if (status != EGB_OK || !replay->replace || *finished < replay->count)
    return status;
  second_run s = {.first = replay, .failures = failures, .arena = egb_arena_new()};
  status = s.arena != NULL ? run_again(&s, finished) : EGB_NO_MEMORY;
  egb_arena_free(s.arena);
  if (status != EGB_OK)
    egb_replay_failures_clear(failures);
  return status;
}
