#include "model/results.h"
#include "base/options.h"

#include <math.h>

const char *egb_state_name(egb_state state) {
  switch (state) {
  case EGB_STATE_OBSERVED:
    return "observed";
  case EGB_STATE_IMPUTED:
    return "imputed";
  case EGB_STATE_TREATED:
    return "treated";
  case EGB_STATE_PARTIAL:
    return "partial";
  case EGB_STATE_WITHHELD:
    return "withheld";
  case EGB_STATE_NOT_APPLICABLE:
    return "not applicable";
  case EGB_STATE_MISSING:
    break;
  }
  return "missing";
}

const char *egb_stage_name(egb_stage stage) {
  static const char *const names[] = {"raw", "imputed", "treated", "normalised", "scored"};
  return stage <= EGB_STAGE_SCORED ? names[stage] : "";
}

/* The frame of a stage before normalisation. A stage that changes nothing has the frame of the one before. */
static const egb_frame *frame_of(const egb_results *results, egb_stage stage) {
  switch (stage) {
  case EGB_STAGE_IMPUTED:
    return &results->imputed;
  case EGB_STAGE_TREATED:
    return &results->treated;
  default:
    return &results->raw;
  }
}

void egb_results_free(egb_results *results) {
  if (results != NULL)
    egb_arena_free(results->arena);
}

const char *egb_results_period(const egb_results *results) {
  return results->data->period[results->period];
}

double egb_results_score(const egb_results *results, size_t unit) {
  return egb_results_node_score(results, 0, unit);
}

double egb_results_rank(const egb_results *results, size_t unit) {
  if (unit >= results->unit_count || isnan(results->rank[unit]))
    return (double)NAN;
  const double published = egb_index_is_published(results->index) ? results->raw.value[1][unit] : (double)NAN;
  return isnan(published) ? results->rank[unit] : published;
}

double egb_results_node_score(const egb_results *results, size_t node, size_t unit) {
  if (node >= results->node_count || unit >= results->unit_count)
    return (double)NAN;
  return egb_scores(results, node)[unit];
}

double egb_results_coverage(const egb_results *results, size_t node, size_t unit) {
  if (node >= results->node_count || unit >= results->unit_count)
    return (double)NAN;
  return results->coverage[node][unit];
}

size_t egb_results_order(const egb_results *results, size_t position) {
  return position < results->unit_count ? results->order[position] : EGB_NONE;
}

const char *egb_results_level(const egb_results *results, size_t unit) {
  if (unit >= results->unit_count || egb_level_of(results, unit) == EGB_NONE)
    return "";
  return results->index->level[egb_level_of(results, unit)].id;
}

static bool has_column(const egb_results *results, egb_stage stage, size_t node) {
  return stage <= EGB_STAGE_SCORED && node < results->node_count;
}

/* Aggregates are not normalised, and indicators are what they are normalised to. */
static bool has_nothing(const egb_results *results, egb_stage stage, size_t node) {
  return stage == EGB_STAGE_NORMALISED && results->index->node[node].first_child != EGB_NONE &&
         (results->kept == NULL || !results->kept[node]);
}

const double *egb_results_column(const egb_results *results, egb_stage stage, size_t node) {
  if (!has_column(results, stage, node))
    return NULL;
  if (has_nothing(results, stage, node))
    return results->no_value;
  return stage >= EGB_STAGE_NORMALISED ? egb_scores(results, node) : frame_of(results, stage)->value[node];
}

const uint8_t *egb_results_states(const egb_results *results, egb_stage stage, size_t node) {
  if (!has_column(results, stage, node))
    return NULL;
  if (has_nothing(results, stage, node))
    return results->no_state;
  return stage >= EGB_STAGE_NORMALISED ? egb_score_states(results, node) : frame_of(results, stage)->state[node];
}

const double *egb_results_ranks(const egb_results *results) {
  return results->rank;
}

const double *egb_results_coverages(const egb_results *results, size_t node) {
  return node < results->node_count ? results->coverage[node] : NULL;
}

bool egb_results_datum(const egb_results *results, size_t node, size_t unit, egb_datum *out) {
  const egb_dataset *data = results->data;
  if (node >= results->node_count || unit >= results->unit_count || results->index->node[node].column == NULL)
    return false;
  const size_t column = egb_dataset_column(data, results->index->node[node].column);
  if (column == EGB_NONE)
    return false;
  const size_t cell = (results->period * data->column_count + column) * data->unit_count + unit;
  const egb_place place = egb_dataset_place(data, results->period, column, unit);
  egb_datum datum = EGB_DATUM_INIT;
  datum.value = data->value[cell];
  datum.error = data->error == NULL ? (double)NAN : data->error[cell];
  datum.state = isnan(data->value[cell]) ? EGB_STATE_MISSING : EGB_STATE_OBSERVED;
  if (place.source != NULL && egb_source_text(place.source) != NULL) {
    const egb_line line = egb_place_line(place);
    datum.file = place.source->name;
    datum.line = line.line;
    datum.column = line.column;
    datum.text = place.source->text + place.offset;
    datum.length = place.length;
  }
  egb_options_give(out, &datum, sizeof datum);
  return true;
}

bool egb_results_is_alone(const egb_results *results, size_t node, size_t above) {
  const egb_node *nodes = results->index->node;
  for (; node != above; node = nodes[node].parent)
    for (size_t i = nodes[nodes[node].parent].first_child; i != EGB_NONE; i = nodes[i].next)
      if (i != node && results->active[i])
        return false;
  return true;
}
