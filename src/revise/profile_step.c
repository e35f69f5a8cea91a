/* The level above, and what holds a unit back from it. */
#include "model/results.h"
#include "score/stages.h"

#include <math.h>

static double compared(double score) {
  return egb_score_quantise(score, -1, EGB_ROUNDING_HALF_EVEN);
}

/* Where a minimum is not met, the dimension furthest below it (a missing one before all); else the one that costs most:
 * share * (from - score), which sum to the distance where the score is a weighted mean. */
static size_t find_obstacle(const egb_results *results, size_t unit, const egb_level *level) {
  const egb_node *nodes = results->index->node;
  size_t below = EGB_NONE, costly = EGB_NONE;
  double lowest = INFINITY, cost = 0;
  for (size_t i = nodes[0].first_child; i != EGB_NONE; i = nodes[i].next) {
    const double score = results->scored.value[i * results->unit_count + unit];
    if (!results->active[i])
      continue;
    const double height = isnan(score) ? -INFINITY : score;
    if (isfinite(level->minimum) && !(compared(score) >= compared(level->minimum)) &&
        (below == EGB_NONE || height < lowest)) {
      below = i;
      lowest = height;
    }
    if (results->share[i] * (level->from - score) > cost) {
      costly = i;
      cost = results->share[i] * (level->from - score);
    }
  }
  return below != EGB_NONE ? below : costly;
}

bool egb_results_level_step(const egb_results *results, size_t unit, egb_level_step *out) {
  const egb_index *index = results->index;
  *out = (egb_level_step){.level = SIZE_MAX, .next = SIZE_MAX, .missing = (double)NAN, .node = SIZE_MAX};
  const double score = egb_results_score(results, unit);
  if (isnan(score) || index->level_count == 0)
    return false;
  const size_t level = results->level[unit];
  out->level = level == EGB_NONE ? SIZE_MAX : level;
  if (level == 0)
    return false;
  out->next = level == EGB_NONE ? index->level_count - 1 : level - 1;
  const egb_level *next = &index->level[out->next];
  out->missing = compared(score) >= compared(next->from) ? 0 : next->from - score;
  out->node = find_obstacle(results, unit, next);
  return true;
}
