/* Facts about a unit that cells and notes share: what it lacks, why it has no rank. */
#include "table/cells.h"
#include "table/ranking.h"

#include <math.h>
#include <string.h>

egb_state egb_ranking_state(const egb_ranking *ranking, size_t node, size_t unit) {
  return (egb_state)egb_results_states(ranking->results, EGB_STAGE_SCORED, node)[unit];
}

bool egb_ranking_is_missing(const egb_ranking *ranking, size_t node, size_t unit) {
  return isnan(egb_results_node_score(ranking->results, node, unit));
}

/* A part that is for the unit and that it has not. */
static bool lacks(const egb_ranking *ranking, size_t node, size_t unit) {
  return egb_cells_active(ranking->results, node) && egb_results_applies(ranking->results, node, unit) &&
         egb_ranking_is_missing(ranking, node, unit);
}

/* Part by part, as their scores lie in memory: with many units, asking each for its parts takes far longer. */
bool egb_ranking_find_lacking(egb_ranking *ranking) {
  const egb_results *results = ranking->results;
  uint8_t *lacking = egb_arena_array(ranking->arena, results->unit_count, sizeof *lacking);
  const egb_node *node = ranking->index->node;
  for (size_t i = node[0].first_child; i != EGB_NONE && lacking != NULL; i = node[i].next) {
    if (!egb_cells_active(results, i))
      continue;
    const double *score = egb_results_column(results, EGB_STAGE_SCORED, i);
    for (size_t unit = 0; unit < results->unit_count; unit++)
      lacking[unit] |= isnan(score[unit]) && egb_results_applies(results, i, unit);
  }
  ranking->lacking = lacking;
  ranking->any_lacking = lacking != NULL && memchr(lacking, 1, results->unit_count) != NULL;
  return lacking != NULL;
}

bool egb_ranking_is_partial(const egb_ranking *ranking, size_t unit) {
  return ranking->lacking[unit] != 0 && !isnan(ranking->results->rank[unit]);
}

void egb_ranking_missing(const egb_ranking *ranking, size_t unit, egb_buffer *out) {
  const egb_node *node = ranking->index->node;
  bool first = true;
  for (size_t i = node[0].first_child; i != EGB_NONE; i = node[i].next) {
    if (!lacks(ranking, i, unit))
      continue;
    egb_buffer_text(out, first ? "" : " ");
    egb_buffer_text(out, node[i].id);
    first = false;
  }
}

static bool any_part(const egb_ranking *ranking, size_t unit) {
  const egb_node *node = ranking->index->node;
  for (size_t i = node[0].first_child; i != EGB_NONE; i = node[i].next)
    if (!egb_ranking_is_missing(ranking, i, unit))
      return true;
  return false;
}

/* How many of the parts of the index that take part, direct ones or indicators, a unit has. */
static size_t count_parts(const egb_ranking *ranking, size_t unit, bool direct, size_t *present) {
  const egb_node *node = ranking->index->node;
  size_t count = 0;
  *present = 0;
  for (size_t i = 1; i < ranking->index->node_count; i++)
    if (egb_cells_active(ranking->results, i) && egb_results_applies(ranking->results, i, unit) &&
        (direct ? node[i].parent == 0 : node[i].first_child == EGB_NONE)) {
      count++;
      *present += !egb_ranking_is_missing(ranking, i, unit);
    }
  return count;
}

/* "only 60% of the parts have a score, 80% needed": which of the two that `available:` may ask is not met. */
static void put_too_little(const egb_ranking *ranking, size_t unit, egb_buffer *out) {
  const egb_node *root = ranking->index->node;
  const bool direct = root->available_of_children;
  const char *of = direct ? "of the parts have a score, " : "of the indicators are there, ";
  size_t present;
  const size_t count = count_parts(ranking, unit, direct, &present);
  if (present < root->available_least) {
    egb_buffer_format(out, "only %zu of %zu %s, %zu needed", present, count,
                      direct ? "parts with a score" : "indicators there", root->available_least);
    return;
  }
  egb_buffer_text(out, "only ");
  egb_report_percent(out, direct ? (double)present / (double)count : egb_results_coverage(ranking->results, 0, unit));
  egb_buffer_format(out, " %s", of);
  egb_report_percent(out, root->available);
  egb_buffer_text(out, " needed");
}

void egb_ranking_reason(const egb_ranking *ranking, size_t unit, egb_buffer *out) {
  if (!isnan(ranking->results->rank[unit]))
    return;
  const double coverage = egb_results_coverage(ranking->results, 0, unit);
  const char *screened = egb_cells_screened(ranking->results, unit);
  if (screened != NULL) {
    egb_buffer_text(out, screened);
  } else if (coverage <= 0) {
    egb_buffer_text(out, "no indicator has a value");
  } else if (!egb_ranking_is_missing(ranking, 0, unit) && egb_cells_unranked(ranking->results, unit) != NULL) {
    egb_buffer_text(out, egb_cells_unranked(ranking->results, unit));
  } else if (egb_ranking_state(ranking, 0, unit) == EGB_STATE_WITHHELD) {
    put_too_little(ranking, unit, out);
  } else {
    egb_buffer_text(out, any_part(ranking, unit) ? "its scores cannot be aggregated" : "no part of it has a score");
  }
}

const char *egb_ranking_status(const egb_ranking *ranking, size_t unit) {
  if (isnan(ranking->results->rank[unit]))
    return egb_cells_screened(ranking->results, unit) != NULL ? "screened" : "unranked";
  return egb_ranking_is_partial(ranking, unit) ? "partial" : "ok";
}
