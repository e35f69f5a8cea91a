/* Ranks of draws that the ordinary stages have scored. */
#include "score/stages.h"
#include "simulate/replay_state.h"
#include "stats/order.h"

#include <math.h>

/* What a unit is ordered by, the highest first; NaN: not ranked. Fractional ranks that tie-breakers made are in the
 * results, and equal where nothing breaks the tie. */
static double key_of(const egb_replay_state *run, const egb_results *results, size_t unit) {
  const egb_replay *replay = run->replay;
  const egb_rank_rule *rule = &replay->plan->index->rank;
  if (replay->node == 0 && rule->ties == EGB_TIES_FRACTIONAL && rule->tie_breaker_count > 0)
    return -results->rank[unit];
  const double score = egb_scores(results, replay->node)[unit];
  return egb_index_height(replay->plan->index,
                          egb_score_quantise(score, replay->node == 0 ? replay->plan->decimals : -1, rule->rounding));
}

void egb_replay_rank(const egb_replay_state *run, const egb_results *results, egb_replay_worker *w) {
  const egb_replay *replay = run->replay;
  const size_t units = results->unit_count, node = replay->node;
  size_t count = 0;
  for (size_t u = 0; u < units; u++) {
    w->score[u] = egb_scores(results, node)[u];
    w->level[u] = egb_level_of(results, u);
    w->rank[u] = 0;
    w->key[u] = key_of(run, results, u);
    if (results->unranked[u] != NULL)
      w->score[u] = (double)NAN; /* scored, but not ranked */
    else if (!isnan(w->key[u]))
      w->order[count++] = u;
  }
  const bool own =
      node == 0 && replay->plan->index->rank.ties != EGB_TIES_FRACTIONAL &&
      (replay->plan->index->rank.ties != EGB_TIES_COMPETITION || replay->plan->index->rank.tie_breaker_count > 0);
  if (own) {
    for (size_t u = 0; u < units; u++)
      w->rank[u] = isnan(results->rank[u]) ? 0 : (uint32_t)results->rank[u];
    return;
  }
  egb_stats_sort(w->key, w->tie, count, w->order, w->sort);
  egb_stats_rank(w->key, w->order, count, EGB_STATS_TIES_COMPETITION, w->fractional);
  for (size_t i = 0; i < count; i++)
    w->rank[w->order[i]] = (uint32_t)w->fractional[w->order[i]];
}
