/* The level above, and what keeps a unit from it. */
#include "model/results.h"
#include "score/stages.h"

#include "base/options.h"

#include <math.h>

/* Where a minimum is not met, the dimension furthest below it (a missing one before all); else the one that costs most:
 * share * (from - score), which sum to the distance where the score is a weighted mean. */
static size_t find_obstacle(const egb_results *results, size_t unit, const egb_level *level) {
  const egb_index *index = results->index;
  const egb_node *nodes = index->node;
  size_t below = EGB_NONE, costly = EGB_NONE;
  double lowest = INFINITY, cost = 0;
  for (size_t i = nodes[0].first_child; i != EGB_NONE; i = nodes[i].next) {
    const double score = egb_scores(results, i)[unit];
    if (!results->active[i] || !egb_results_applies(results, i, unit))
      continue;
    const double height = isnan(score) ? -INFINITY : egb_index_height(index, score);
    const double costs = results->share[i] * egb_index_height(index, level->from - score);
    if (isfinite(level->minimum) && !egb_score_reaches(index, score, level->minimum) &&
        (below == EGB_NONE || height < lowest)) {
      below = i;
      lowest = height;
    }
    if (costs > cost) {
      costly = i;
      cost = costs;
    }
  }
  return below != EGB_NONE ? below : costly;
}

static bool find(const egb_results *results, size_t unit, egb_level_step *out) {
  const egb_index *index = results->index;
  const double score = egb_results_score(results, unit);
  if (isnan(score) || index->level_count == 0)
    return false;
  const size_t level = egb_level_of(results, unit);
  out->level = level == EGB_NONE ? SIZE_MAX : level;
  if (level == 0)
    return false;
  out->next = level == EGB_NONE ? index->level_count - 1 : level - 1;
  const egb_level *next = &index->level[out->next];
  out->missing = egb_score_reaches(index, score, next->from) ? 0 : egb_index_height(index, next->from - score);
  out->node = find_obstacle(results, unit, next);
  return true;
}

bool egb_results_level_step(const egb_results *results, size_t unit, egb_level_step *out) {
  egb_level_step step = EGB_LEVEL_STEP_INIT;
  step.level = step.next = step.node = SIZE_MAX;
  step.missing = (double)NAN;
  const bool found = find(results, unit, &step);
  egb_options_give(out, &step, sizeof step);
  return found;
}
