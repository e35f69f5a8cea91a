/* Answers that serve all draws of a combination of alternatives.
 *
 * They differ between draws by weights alone, so that where no weight that is drawn is read on the way to the ranked
 * score, as under methods that find weights of their own, the score of the first draw is that of all. Every combination
 * has one place, made before the threads start; the first of its jobs in a run may fill it in, and whoever finds it
 * filled takes it: the ranks are the same either way. */
#include "simulate/replay_state.h"

#include <stdlib.h>
#include <string.h>

#define KEPT_BYTES ((size_t)64 << 20)
#define NODE_BYTES ((size_t)512) /* of a plan and a layout, roughly */

struct egb_replay_answer {
  uint64_t variant;
  atomic_bool known;
  egb_replay_scorer scorer;
  uint32_t *rank;
  double *score;
  size_t *level;
  egb_replay_answer *next;
};

struct egb_replay_answers {
  egb_arena *arena;
  egb_replay_answer *first, *last; /* in the order in which they were met */
  size_t count;
};

egb_status egb_replay_answers_new(egb_replay_answers **out) {
  egb_arena *arena = egb_arena_new();
  *out = arena != NULL ? egb_arena_array(arena, 1, sizeof **out) : NULL;
  if (*out == NULL) {
    egb_arena_free(arena);
    return EGB_NO_MEMORY;
  }
  (*out)->arena = arena;
  return EGB_OK;
}

void egb_replay_answers_free(egb_replay_answers *answers) {
  if (answers == NULL)
    return;
  for (const egb_replay_answer *a = answers->first; a != NULL; a = a->next)
    egb_arena_free(a->scorer.arena);
  egb_arena_free(answers->arena);
}

/* ---- what reaches the score ------------------------------------------------------------------ */

/* Shares of the family differ between draws, and its aggregation reads more of them than which are 0. A walk through
 * statements may end at a 0. */
static bool is_read(const egb_replay_state *run, const egb_plan *variant, const egb_sampler *sampler) {
  const egb_aggregate *aggregate = variant->node[sampler->stream].aggregate;
  if (sampler->held || (sampler->kind == EGB_SAMPLER_FIXED && run->replay->weight_set == NULL))
    return false;
  return aggregate == NULL || !aggregate->ignores_weights || sampler->kind == EGB_SAMPLER_POLYTOPE ||
         run->replay->weight_set != NULL;
}

bool egb_replay_is_constant(const egb_replay_state *run, const egb_plan *variant, const egb_draw_layout *layout) {
  const egb_index *index = variant->index;
  const size_t node = run->replay->node;
  bool anywhere = false; /* what `then:` uses may lie anywhere */
  for (size_t i = node; i < index->node[node].end; i++)
    anywhere = anywhere || index->node[i].then != NULL;
  for (size_t s = 0; s < layout->samplers; s++) {
    const egb_sampler *sampler = &layout->sampler[s];
    const bool below = sampler->stream >= node && sampler->stream < index->node[node].end;
    if ((below || anywhere) && is_read(run, variant, sampler))
      return false;
  }
  return !run->errors;
}

/* ---- places ---------------------------------------------------------------------------------- */

static size_t most_answers(const egb_replay *replay) {
  const size_t units = replay->plan->data->unit_count, nodes = replay->plan->index->node_count;
  const size_t each = units * (sizeof(uint32_t) + sizeof(double) + sizeof(size_t)) + nodes * NODE_BYTES;
  return KEPT_BYTES / (each + 1);
}

/* The place of a combination, NULL where there is no room. Combinations are met in the order of their numbers, run by
 * run, and few: the place is looked for from `from` on, and from the first one again. */
static egb_replay_answer *find_answer(egb_replay_answers *answers, egb_replay_answer *from, uint64_t variant) {
  for (egb_replay_answer *a = from; a != NULL; a = a->next)
    if (a->variant == variant)
      return a;
  for (egb_replay_answer *a = answers->first; a != from && a != NULL; a = a->next)
    if (a->variant == variant)
      return a;
  return NULL;
}

static egb_replay_answer *add_answer(egb_replay_answers *answers, uint64_t variant) {
  egb_replay_answer *made = egb_arena_array(answers->arena, 1, sizeof *made);
  if (made == NULL)
    return NULL;
  made->variant = variant;
  atomic_init(&made->known, false);
  if (answers->last != NULL)
    answers->last->next = made;
  else
    answers->first = made;
  answers->last = made;
  answers->count++;
  return made;
}

egb_status egb_replay_list_answers(egb_replay_state *run) {
  const egb_replay *replay = run->replay;
  egb_replay_answers *answers = replay->answers;
  const size_t most = most_answers(replay);
  egb_replay_answer *at = answers != NULL ? answers->first : NULL;
  uint64_t before = 0;
  for (size_t i = 0; i < run->jobs && answers != NULL && !run->errors; i++) {
    egb_replay_job *job = &run->job[i];
    const uint64_t variant = egb_factors_variant(replay->factors, &replay->draw[run->order[job->first]]);
    job->finds = i == 0 || variant != before;
    before = variant;
    job->answer = find_answer(answers, at, variant);
    if (job->answer == NULL && answers->count < most && (job->answer = add_answer(answers, variant)) == NULL)
      return EGB_NO_MEMORY;
    at = job->answer != NULL ? job->answer : at;
  }
  return EGB_OK;
}

/* ---- answers --------------------------------------------------------------------------------- */

bool egb_replay_recall(const egb_replay_state *run, const egb_replay_job *job, egb_replay_worker *w,
                       egb_replay_scorer *out) {
  const size_t units = run->replay->plan->data->unit_count;
  const egb_replay_answer *answer = job->answer;
  if (answer == NULL || !atomic_load(&answer->known))
    return false;
  memcpy(w->rank, answer->rank, units * sizeof *w->rank);
  memcpy(w->score, answer->score, units * sizeof *w->score);
  memcpy(w->level, answer->level, units * sizeof *w->level);
  *out = answer->scorer;
  out->arena = NULL;
  return true;
}

egb_status egb_replay_keep(const egb_replay_state *run, const egb_replay_job *job, const egb_replay_worker *w,
                           egb_replay_scorer *scorer) {
  const size_t units = run->replay->plan->data->unit_count;
  egb_replay_answer *answer = job->answer;
  if (answer == NULL || !job->finds)
    return EGB_OK;
  answer->rank = egb_arena_duplicate(scorer->arena, w->rank, units, sizeof *w->rank);
  answer->score = egb_arena_duplicate(scorer->arena, w->score, units, sizeof *w->score);
  answer->level = egb_arena_duplicate(scorer->arena, w->level, units, sizeof *w->level);
  if (egb_arena_failed(scorer->arena))
    return EGB_NO_MEMORY;
  answer->scorer = *scorer;
  scorer->arena = NULL;
  atomic_store(&answer->known, true);
  return EGB_OK;
}
