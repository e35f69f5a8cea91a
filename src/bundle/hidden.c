/* Which values would give back the cells of a file that is left out.
 *
 * An indicator of such a file gives its cells back itself: every normalisation of one column by what is published
 * beside it can be undone. The score of an aggregate is one equation in the values of its children. It is kept where,
 * for every unit, two or more of its hidden children have an unknown of their own: an observed cell of a column that no
 * indicator elsewhere uses. These two are in no other equation, a child being in that of its parent alone, so that each
 * can be anything, and no combination of equations that has this one gives any unknown: whatever is combined, the two
 * are still in it. Everything else that has a hidden child is hidden as well: with one unknown it would give it away,
 * as where a unit lacks the other; a minimum, say, is the value of one child, so that means with weights alone are
 * looked at; and a `then:` uses nodes from elsewhere. A gap that was filled from a unit's other columns is an equation
 * in those: its indicator is hidden, wherever its column is from, and with it every aggregate above, so that no
 * equation that is shown has it. Weights that are in a file can be found from scores of enough units: where that file
 * is left out, the scores of all aggregates are. Names and groups of units are cells as well; codes are not, as nothing
 * could be said about anybody without them. What is kept of a hidden root is the order of the units: ranks and levels.
 */
#include "bundle/gather.h"
#include "model/dataset.h"
#include "model/expression.h"
#include "model/results.h"
#include "score/plan.h"

#include <math.h>
#include <string.h>

static bool is_hidden_column(const egb_dataset *data, const char *name, const bool *left_out) {
  const size_t column = name == NULL ? EGB_NONE : egb_dataset_column(data, name);
  if (column == EGB_NONE)
    return false;
  for (size_t p = 0; p < data->period_count; p++)
    for (size_t u = 0; u < data->unit_count; u++) {
      const uint16_t from = egb_dataset_cell_file(data, (p * data->column_count + column) * data->unit_count + u);
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

/* ---- unknowns of their own ------------------------------------------------------------------- */

/* How many indicators use a column, and one of them. */
typedef struct user {
  size_t count, node;
} user;

typedef struct hiding {
  const egb_bundle *bundle;
  bool *hidden;
  user *user;   /* per column */
  bool *own;    /* per indicator: it is hidden, and no other uses what it uses */
  bool *filled; /* per node: of an indicator below, or of it, gaps were filled from other columns */
} hiding;

static void use(hiding *h, const char *name, size_t node) {
  const size_t column = name == NULL ? EGB_NONE : egb_dataset_column(h->bundle->data, name);
  if (column != EGB_NONE)
    h->user[column] = (user){h->user[column].count + 1, node};
}

static void use_all(hiding *h, size_t i) {
  const egb_node *node = &h->bundle->index->node[i];
  use(h, node->column, i);
  use(h, node->per, i);
  for (size_t k = 0; node->compute != NULL && k < egb_expression_column_count(node->compute); k++)
    use(h, egb_expression_column(node->compute, k), i);
}

/* Only of what is a column and nothing more: other ways to use it are not followed. */
static bool has_own(const hiding *h, size_t i) {
  const egb_node *node = &h->bundle->index->node[i];
  const size_t column = node->column == NULL ? EGB_NONE : egb_dataset_column(h->bundle->data, node->column);
  return h->hidden[i] && node->compute == NULL && node->per == NULL && column != EGB_NONE && h->user[column].count == 1;
}

/* An indicator that the raw value of another one is computed from is in two places. */
static void share(const hiding *h, size_t i) {
  const egb_expression *compute = h->bundle->index->node[i].compute;
  for (size_t k = 0; compute != NULL && k < egb_expression_column_count(compute); k++) {
    const size_t other = egb_index_find(h->bundle->index, egb_expression_column(compute, k));
    if (other != SIZE_MAX)
      h->own[other] = false;
  }
}

/* ---- aggregates ------------------------------------------------------------------------------ */

/* Whether the score of a child has an unknown of its own for a unit. */
static bool is_unknown(const hiding *h, size_t child, size_t unit) {
  const egb_results *results = h->bundle->results;
  if (!h->hidden[child] || results->share[child] <= 0 || isnan(egb_scores(results, child)[unit]))
    return false;
  for (size_t i = child; i < h->bundle->index->node[child].end; i++)
    if (h->own[i] && results->raw.state[i][unit] == EGB_STATE_OBSERVED)
      return true;
  return false;
}

static bool gives_back(const hiding *h, size_t node) {
  const egb_index *index = h->bundle->index;
  const egb_aggregate *method = h->bundle->plan->node[node].aggregate;
  bool any = false;
  for (size_t child = index->node[node].first_child; child != EGB_NONE; child = index->node[child].next)
    any = any || h->hidden[child];
  if (!any || method == NULL || !method->is_mean || index->then_count != 0)
    return any;
  for (size_t unit = 0; unit < h->bundle->results->unit_count; unit++) {
    size_t count = 0;
    for (size_t child = index->node[node].first_child; child != EGB_NONE; child = index->node[child].next)
      count += is_unknown(h, child, unit);
    if (count < 2 && !isnan(egb_scores(h->bundle->results, node)[unit]))
      return true;
  }
  return false;
}

/* ---- gaps ------------------------------------------------------------------------------------ */

/* Whether a gap of the indicator was filled by what other columns have; a series is its own. */
static bool is_filled(const egb_bundle *bundle, size_t node) {
  const egb_results *results = bundle->results;
  const egb_impute *method = bundle->plan->node[node].impute;
  if (method == NULL || method->alone || method->needs_periods)
    return false;
  for (size_t unit = 0; unit < results->unit_count; unit++)
    if (results->imputed.state[node][unit] == EGB_STATE_IMPUTED)
      return true;
  return false;
}

static void hide_filled(hiding *h) {
  const egb_index *index = h->bundle->index;
  bool any = false;
  for (size_t i = 0; i < index->node_count; i++)
    any = any || (index->node[i].first_child == EGB_NONE && h->hidden[i]);
  for (size_t i = index->node_count; any && i-- > 0;) { /* children are behind their parents */
    h->filled[i] = index->node[i].first_child == EGB_NONE && is_filled(h->bundle, i);
    for (size_t child = index->node[i].first_child; child != EGB_NONE; child = index->node[child].next)
      h->filled[i] = h->filled[i] || h->filled[child];
    h->hidden[i] = h->hidden[i] || h->filled[i];
  }
}

/* ---- names and weights ------------------------------------------------------------------------ */

static void hide_texts(egb_bundle *bundle, const bool *left_out) {
  const bool listed = bundle->index->units.file != NULL;
  for (size_t i = 0; i < bundle->data->file_count; i++) {
    const char *role = bundle->data->file[i].role;
    bundle->hides_weights = bundle->hides_weights || (left_out[i] && strcmp(role, "weights") == 0);
    /* without a list of units, names are those of the data */
    bundle->hides_names =
        bundle->hides_names || (left_out[i] && (strcmp(role, "units") == 0 || (!listed && strcmp(role, "data") == 0)));
  }
}

static void hide_aggregates(hiding *h) {
  for (size_t i = h->bundle->index->node_count; i-- > 0;) /* children are behind their parents */
    if (h->bundle->index->node[i].first_child != EGB_NONE)
      h->hidden[i] = h->bundle->hides_weights || h->filled[i] || gives_back(h, i);
}

egb_status egb_bundle_hide(egb_bundle *bundle, const bool *left_out) {
  const size_t count = bundle->index->node_count;
  hiding h = {.bundle = bundle,
              .hidden = egb_arena_array(bundle->arena, count, sizeof *h.hidden),
              .user = egb_arena_array(bundle->arena, bundle->data->column_count + 1, sizeof *h.user),
              .own = egb_arena_array(bundle->arena, count, sizeof *h.own),
              .filled = egb_arena_array(bundle->arena, count, sizeof *h.filled)};
  if (h.hidden == NULL || h.user == NULL || h.own == NULL || h.filled == NULL)
    return EGB_NO_MEMORY;
  hide_texts(bundle, left_out);
  hide_indicators(bundle, left_out, h.hidden);
  for (size_t i = 0; i < count; i++)
    use_all(&h, i);
  for (size_t i = 0; i < count; i++)
    h.own[i] = has_own(&h, i);
  for (size_t i = 0; i < count; i++)
    share(&h, i);
  hide_filled(&h); /* now, as these have no unknown of their own: their cells are there */
  hide_aggregates(&h);
  bundle->hidden = h.hidden;
  return EGB_OK;
}
