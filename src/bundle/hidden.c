/* Which values would give back the cells of a file that is left out.
 *
 * An indicator of such a file gives its cells back itself: every normalisation of one column by what is published
 * beside it can be undone. The score of an aggregate is one equation in the values of its children. Where two or more
 * of them are hidden, and none of them is in another equation, it has infinitely many solutions; where one is, it gives
 * that one away, and is hidden as well. In a tree every child is in the equation of its parent alone, so that going
 * from the leaves to the root decides it. A `then:` uses nodes from elsewhere: with one, all above a hidden node is
 * hidden. What is kept of a hidden root is the order of the units: ranks and levels.
 *
 * It is counted unit by unit, as one that lacks a child has one unknown less, and for means with weights alone: a
 * minimum, say, is the value of one child. */
#include "bundle/gather.h"
#include "model/dataset.h"
#include "model/expression.h"
#include "model/results.h"
#include "score/plan.h"

#include <math.h>

static bool is_hidden_column(const egb_dataset *data, const char *name, const bool *left_out) {
  const size_t column = name == NULL ? EGB_NONE : egb_dataset_column(data, name);
  if (column == EGB_NONE)
    return false;
  for (size_t p = 0; p < data->period_count; p++)
    for (size_t u = 0; u < data->unit_count; u++) {
      const uint16_t from = data->cell_source[(p * data->column_count + column) * data->unit_count + u];
      if (from != UINT16_MAX && left_out[from])
        return true;
    }
  return false;
}

static bool uses_hidden(const egb_bundle *bundle, const egb_node *node, const bool *left_out, const bool *hidden) {
  bool is =
      is_hidden_column(bundle->data, node->column, left_out) || is_hidden_column(bundle->data, node->per, left_out);
  for (size_t i = 0; node->compute != NULL && !is && i < egb_expression_column_count(node->compute); i++) {
    const char *name = egb_expression_column(node->compute, i);
    const size_t other = egb_index_find(bundle->index, name);
    is = is_hidden_column(bundle->data, name, left_out) || (other != SIZE_MAX && hidden[other]);
  }
  return is;
}

/* Indicators that use each other's values, until nothing changes. */
static void hide_indicators(const egb_bundle *bundle, const bool *left_out, bool *hidden) {
  bool changed = true;
  while (changed) {
    changed = false;
    for (size_t i = 0; i < bundle->index->node_count; i++) {
      const egb_node *node = &bundle->index->node[i];
      if (node->first_child != EGB_NONE || hidden[i] || !uses_hidden(bundle, node, left_out, hidden))
        continue;
      hidden[i] = changed = true;
    }
  }
}

/* Whether the equation of a unit has one unknown. */
static bool gives_one(const egb_results *results, size_t node, size_t unit, const bool *hidden) {
  const egb_index *index = results->index;
  size_t count = 0;
  for (size_t child = index->node[node].first_child; child != EGB_NONE; child = index->node[child].next)
    count += hidden[child] && !(results->share[child] <= 0) &&
             !isnan(results->scored.value[child * results->unit_count + unit]);
  return count == 1;
}

static bool gives_back(const egb_bundle *bundle, size_t node, const bool *hidden) {
  const egb_index *index = bundle->index;
  const egb_aggregate *method = bundle->plan->node[node].aggregate;
  bool any = false;
  for (size_t child = index->node[node].first_child; child != EGB_NONE; child = index->node[child].next)
    any = any || hidden[child];
  if (!any || method == NULL || !method->is_mean || index->then_count != 0)
    return any;
  for (size_t unit = 0; unit < bundle->results->unit_count; unit++)
    if (gives_one(bundle->results, node, unit, hidden))
      return true;
  return false;
}

static void hide_aggregates(const egb_bundle *bundle, bool *hidden) {
  for (size_t i = bundle->index->node_count; i-- > 0;) /* children are behind their parents */
    if (bundle->index->node[i].first_child != EGB_NONE)
      hidden[i] = gives_back(bundle, i, hidden);
}

egb_status egb_bundle_hide(egb_bundle *bundle, const bool *left_out) {
  bool *hidden = egb_arena_array(bundle->arena, bundle->index->node_count, sizeof *hidden);
  if (hidden == NULL)
    return EGB_NO_MEMORY;
  hide_indicators(bundle, left_out, hidden);
  hide_aggregates(bundle, hidden);
  bundle->hidden = hidden;
  return EGB_OK;
}
