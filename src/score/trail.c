/* The walk of one unit through the stages, worked out from the results alone. */
#include "model/trail.h"

#include "base/codes.h"
#include "score/stages.h"
#include "score/work.h"

#include <math.h>

/* The cell as written, and where. */
static bool quote_cell(const egb_results *results, const egb_node *node, size_t unit, egb_arena *arena,
                       egb_cell_places *places, egb_trail_step *step) {
  const size_t column = node->column != NULL ? egb_dataset_column(results->data, node->column) : EGB_NONE;
  if (column == EGB_NONE)
    return true;
  step->place = egb_cell_places_at(places, results->period, column, unit);
  if (step->place.source == NULL)
    return true;
  const char *text = egb_source_text(step->place.source);
  step->raw_text =
      egb_arena_text(arena, text != NULL ? text + step->place.offset : "", text != NULL ? step->place.length : 0);
  return step->raw_text != NULL;
}

/* Competition rank of a node's score among the units that have it and may have a rank, by the scores as ranks see them.
 * Ranks as published are what they are, and of how many units nothing says. */
static void rank_node(const egb_results *results, size_t node, size_t unit, egb_trail_step *step) {
  const double *score = egb_scores(results, node);
  const int decimals = results->work->decimals;
  const egb_rounding rounding = results->index->rank.rounding;
  const double sense = egb_index_node_height(results->index, node, 1);
  const double mine = sense * egb_score_quantise(score[unit], decimals, rounding);
  size_t above = 0, count = 0;
  if (egb_index_is_published(results->index)) {
    step->rank = egb_results_rank(results, unit);
    step->of = (double)NAN;
    return;
  }
  for (size_t u = 0; u < results->unit_count; u++) {
    if (isnan(score[u]) || results->unranked[u] != NULL)
      continue;
    count++;
    above += sense * egb_score_quantise(score[u], decimals, rounding) > mine;
  }
  step->of = (double)count;
  step->rank = isnan(score[unit]) || results->unranked[unit] != NULL ? (double)NAN : (double)(above + 1);
}

static void share_children(const egb_results *results, size_t parent, size_t unit, egb_trail_step *step) {
  const egb_node *nodes = results->index->node;
  const double present = egb_score_present(results, parent, unit);
  for (size_t child = nodes[parent].first_child; child != EGB_NONE; child = nodes[child].next) {
    const double score = egb_scores(results, child)[unit];
    const bool counts = !isnan(score) && present > 0 && step[parent].state != EGB_STATE_IMPUTED;
    step[child].share = counts ? results->share[child] / present : (double)NAN;
    step[child].effective = step[parent].effective * step[child].share;
  }
}

static egb_status walk(const egb_results *results, size_t unit, egb_arena *arena, egb_trail_step *step,
                       const double *contribution) {
  const size_t units = results->unit_count;
  egb_cell_places places;
  if (!egb_cell_places_begin(results->data, arena, &places))
    return EGB_NO_MEMORY;
  for (size_t i = 0; i < results->node_count; i++) {
    const egb_node *node = &results->index->node[i];
    step[i].node = i;
    step[i].raw = results->raw.value[i][unit];
    step[i].normalised = egb_results_column(results, EGB_STAGE_NORMALISED, i)[unit];
    step[i].score = egb_scores(results, i)[unit];
    step[i].state = egb_score_states(results, i)[unit];
    step[i].coverage = results->coverage[i][unit];
    step[i].before_then = results->before_then != NULL ? results->before_then[i * units + unit] : (double)NAN;
    if (i == 0)
      step[0].share = step[0].effective = isnan(step[0].score) ? (double)NAN : 1;
    if (node->first_child != EGB_NONE)
      share_children(results, i, unit, step);
    else if (!quote_cell(results, node, unit, arena, &places, &step[i]))
      return EGB_NO_MEMORY;
    step[i].contribution = contribution[i];
    rank_node(results, i, unit, &step[i]);
  }
  return EGB_OK;
}

egb_status egb_trail_new(const egb_results *results, size_t unit, egb_diag *diag, egb_trail **out) {
  *out = NULL;
  const egb_status known = egb_results_refuse_unit(results, unit, diag);
  if (known != EGB_OK)
    return known;
  egb_arena *arena = egb_arena_new();
  egb_trail *trail = egb_arena_array(arena, 1, sizeof *trail);
  egb_trail_step *step = egb_arena_array(arena, results->node_count, sizeof *step);
  double *contribution = egb_arena_array(arena, results->node_count, sizeof *contribution);
  if (!egb_arena_failed(arena))
    egb_results_contributions(results, unit, contribution);
  const egb_status status = egb_arena_failed(arena) ? EGB_NO_MEMORY : walk(results, unit, arena, step, contribution);
  if (status != EGB_OK) {
    egb_arena_free(arena);
    return status;
  }
  *trail = (egb_trail){.arena = arena, .results = results, .unit = unit, .step = step, .count = results->node_count};
  *out = trail;
  return EGB_OK;
}

void egb_trail_free(egb_trail *trail) {
  if (trail != NULL)
    egb_arena_free(trail->arena);
}
