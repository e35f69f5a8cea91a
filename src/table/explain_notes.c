/* What is said below the way of one unit's score. */
#include "table/explain.h"

#include "base/number.h"
#include "base/text.h"
#include "model/breaks.h"
#include "table/cells.h"
#include "table/changes.h"
#include "table/common.h"
#include "table/method_words.h"

#include <math.h>
#include <string.h>

/* "Bounds of the score: 3.9 to 4.2, ranks 2 to 12, from the columns a and b of the data." */
static bool put_bounds(egb_table *table, const egb_trail *trail) {
  if (!egb_index_has_rank_bounds(trail->results->index))
    return true;
  egb_rank_bound *bound = egb_arena_array(table->arena, trail->results->unit_count, sizeof *bound);
  if (bound == NULL || egb_results_rank_bounds(trail->results, bound) != EGB_OK)
    return false;
  if (isnan(bound[trail->unit].best))
    return true;
  const egb_rank_bound *own = &bound[trail->unit];
  const int decimals = egb_number_decimals(trail->results->index->scale);
  char low[EGB_NUMBER_MAX], high[EGB_NUMBER_MAX];
  egb_buffer text = {0};
  (void)egb_number_fixed(own->lower, decimals, low);
  (void)egb_number_fixed(own->upper, decimals, high);
  egb_buffer_format(&text, "Bounds of the score: %s to %s, ranks %.0f to %.0f, from ", low, high, own->best,
                    own->worst);
  egb_words_rank_bounds(&text, trail->results->index);
  egb_buffer_char(&text, '.');
  return egb_report_note_of(table, EGB_NOTE_READING, &text);
}

/* What changed up to this period, so that earlier ones are another matter. */
static bool put_breaks(egb_table *table, const egb_trail *trail) {
  const egb_results *results = trail->results;
  const egb_dataset *data = results->data;
  egb_buffer text = {0};
  egb_buffer_text(&text, "Not comparable with earlier periods: ");
  if (results->period == 0 || egb_results_breaks(results, data->period[0], data->period[results->period], &text) == 0)
    egb_buffer_clear(&text);
  else
    egb_buffer_char(&text, '.');
  return egb_report_note_of(table, EGB_NOTE_DETAIL, &text);
}

/* The files that weights are from. */
static bool note_weights(egb_table *table, const egb_trail *trail) {
  const egb_dataset *data = trail->results->data;
  egb_buffer text = {0};
  for (size_t i = 0; i < data->file_count; i++)
    if (strcmp(data->file[i].role, "weights") == 0)
      egb_buffer_format(&text, "%s%s", text.length == 0 ? "Weights are from " : ", ",
                        egb_path_name(data->file[i].source->name));
  egb_buffer_text(&text, text.length > 0 ? "; `egovbench weights show` has the line of each." : "");
  return egb_report_note_of(table, EGB_NOTE_READING, &text);
}

/* What is not there for this unit, the highest node of each part. */
static bool note_only(egb_table *table, const egb_trail *trail) {
  const egb_results *results = trail->results;
  const egb_node *nodes = results->index->node;
  egb_buffer text = {0};
  for (size_t i = 1; i < results->node_count; i++)
    if (egb_cells_active(results, i) && !egb_results_applies(results, i, trail->unit) &&
        egb_results_applies(results, nodes[i].parent, trail->unit))
      egb_buffer_format(&text, "%s%s", text.length == 0 ? "Not for this unit (`only:`), as if not written: " : ", ",
                        nodes[i].id);
  egb_buffer_text(&text, text.length > 0 ? "." : "");
  return egb_report_note_of(table, EGB_NOTE_READING, &text);
}

bool egb_explain_notes(egb_table *table, const egb_trail *trail) {
  bool partial = false, linear = true, missing = false, filled = false;
  for (size_t i = 0; i < trail->count; i++) {
    const egb_trail_step *step = &trail->step[i];
    if (!egb_cells_active(trail->results, step->node))
      continue;
    partial = partial ||
              (step->state == EGB_STATE_PARTIAL && egb_cells_imputed(trail->results, step->node, trail->unit) == 0);
    missing = missing || (isnan(step->score) && egb_results_applies(trail->results, step->node, trail->unit));
    filled = filled || egb_changes_is_filled(trail->results, step->node, trail->unit);
    linear = linear && (isnan(step->score) || isnan(step->effective) || !isnan(step->contribution));
  }
  const char *sum =
      linear
          ? "Weight: share among the siblings that have a value. Points: what a node adds to the score of the index; "
            "those of the indicators sum to it."
          : "Weight: share among the siblings that have a value. Points are left empty below an aggregation that does "
            "not add up, such as a geometric mean.";
  return egb_table_add_note(table, sum) && put_bounds(table, trail) && put_breaks(table, trail) &&
         (!partial ||
          egb_table_add_note(table, "* Computed from the parts that have a value, their weights re-scaled.")) &&
         (!missing ||
          egb_table_add_note(
              table,
              "A score of - is missing, or withheld because too few indicators are there; its weight went to its siblings.")) &&
         (!filled ||
          egb_table_add_note(
              table,
              "The points of an imputed score are those of its node: what the unit has below it was not used.")) &&
         note_weights(table, trail) && note_only(table, trail) && egb_cells_notes(table);
}
