/* Units and their values. */
#include "live/payload_state.h"

#include "score/stages.h"

#include <math.h>
#include <string.h>

/* ---- groups ---------------------------------------------------------------------------------- */

/* Groups of a grouping in the order in which units name them; each unit's number among them, EGB_NONE without. */
static size_t list_groups(const egb_payload *p, size_t grouping, const char **name, size_t *group) {
  const egb_dataset *data = p->results->data;
  size_t count = 0;
  for (size_t u = 0; u < data->unit_count; u++) {
    const char *mine = egb_dataset_group(data, p->results->period, u, grouping);
    size_t g = 0;
    while (g < count && strcmp(name[g], mine) != 0)
      g++;
    if (g == count && mine[0] != '\0')
      name[count++] = mine;
    group[u] = mine[0] != '\0' ? g : EGB_NONE;
  }
  return count;
}

static void put_groupings(egb_payload *p, const char **name, size_t *group) {
  const egb_dataset *data = p->results->data;
  egb_payload_key(p, "groupings", false);
  egb_buffer_char(p->out, '[');
  for (size_t k = 0; k < data->grouping_count; k++) {
    const size_t count = list_groups(p, k, name, group + k * data->unit_count);
    egb_buffer_text(p->out, k > 0 ? ",{" : "{");
    egb_payload_key(p, "id", true);
    egb_payload_text(p, data->grouping[k]);
    egb_payload_key(p, "groups", false);
    egb_buffer_char(p->out, '[');
    for (size_t g = 0; g < count; g++) {
      egb_buffer_text(p->out, g > 0 ? "," : "");
      egb_payload_text(p, name[g]);
    }
    egb_buffer_text(p->out, "]}");
  }
  egb_buffer_char(p->out, ']');
}

/* ---- units ----------------------------------------------------------------------------------- */

static void put_unit(egb_payload *p, size_t u, const size_t *group) {
  const egb_dataset *data = p->results->data;
  egb_buffer_text(p->out, u > 0 ? ",\n{" : "\n{");
  egb_payload_key(p, "id", true);
  egb_payload_text(p, data->unit[u].id);
  egb_payload_key(p, "name", false);
  egb_payload_labels(p, data->unit[u].name);
  egb_payload_key(p, "group", false);
  egb_buffer_char(p->out, '[');
  for (size_t k = 0; k < data->grouping_count; k++) {
    const size_t mine = group[k * data->unit_count + u];
    egb_buffer_text(p->out, k > 0 ? "," : "");
    egb_payload_number(p, mine == EGB_NONE ? -1 : (double)mine);
  }
  egb_buffer_char(p->out, ']');
  if (egb_results_id_order(p->results)[u] != u) {
    egb_payload_key(p, "position", false);
    egb_payload_number(p, (double)egb_results_id_order(p->results)[u]);
  }
  if (p->results->unranked[u] != NULL) {
    egb_payload_key(p, "unranked", false);
    egb_payload_text(p, p->results->unranked[u]);
  }
  egb_buffer_char(p->out, '}');
}

void egb_payload_units(egb_payload *p) {
  const egb_dataset *data = p->results->data;
  const char **name = egb_arena_array(p->arena, data->unit_count, sizeof *name);
  size_t *group = egb_arena_array(p->arena, data->unit_count, (data->grouping_count + 1) * sizeof *group);
  if (name == NULL || group == NULL)
    return;
  put_groupings(p, name, group);
  egb_payload_key(p, "units", false);
  egb_buffer_char(p->out, '[');
  for (size_t u = 0; u < data->unit_count; u++)
    put_unit(p, u, group);
  egb_buffer_char(p->out, ']');
}

/* ---- values ---------------------------------------------------------------------------------- */

static bool is_leaf(const egb_payload *p, size_t k) {
  return p->plan->index->node[p->node[k]].first_child == EGB_NONE;
}

static void put_column(egb_payload *p, const double *value) {
  egb_buffer_char(p->out, '[');
  for (size_t u = 0; u < p->results->unit_count; u++) {
    egb_buffer_text(p->out, u > 0 ? "," : "");
    egb_payload_number(p, value[u]);
  }
  egb_buffer_char(p->out, ']');
}

/* Several indicators of one index may be the same figures: the first column of those is written, and its number for the
 * others. Columns are compared bit by bit. */
static void put_columns(egb_payload *p, const egb_results *results) {
  const size_t units = results->unit_count;
  egb_payload_key(p, "values", true);
  egb_buffer_char(p->out, '[');
  for (size_t k = 0, column = 0; k < p->nodes; k++) {
    const double *mine = egb_results_column(results, EGB_STAGE_NORMALISED, p->node[k]);
    size_t same = 0, number = 0;
    if (!is_leaf(p, k))
      continue;
    while (same < k && (!is_leaf(p, same) || memcmp(egb_results_column(results, EGB_STAGE_NORMALISED, p->node[same]),
                                                    mine, units * sizeof *mine) != 0))
      number += is_leaf(p, same++);
    egb_buffer_text(p->out, column++ > 0 ? ",\n" : "\n");
    if (same < k)
      egb_payload_number(p, (double)number);
    else
      put_column(p, mine);
  }
  egb_buffer_char(p->out, ']');
}

/* The numbers of the units that a node is not for, as an array within one. */
static void put_left_out(egb_payload *p, const egb_results *results, size_t node, bool first_array) {
  bool first = true;
  egb_buffer_text(p->out, first_array ? "[" : ",[");
  for (size_t u = 0; u < results->unit_count; u++) {
    if (egb_results_applies(results, node, u))
      continue;
    egb_buffer_text(p->out, first ? "" : ",");
    egb_payload_number(p, (double)u);
    first = false;
  }
  egb_buffer_char(p->out, ']');
}

static void put_scored(egb_payload *p, const egb_results *results) {
  bool first = true;
  egb_payload_key(p, "scored", false);
  egb_buffer_char(p->out, '{');
  for (size_t k = 0; k < p->nodes; k++) {
    if (egb_live_follows(p->plan, p->node[k]))
      continue;
    egb_payload_key(p, p->plan->index->node[p->node[k]].id, first);
    put_column(p, egb_scores(results, p->node[k]));
    first = false;
  }
  egb_buffer_char(p->out, '}');
}

/* Where nodes are for some units only: per node the units that it is not for. */
static void put_others(egb_payload *p, const egb_results *results) {
  if (results->applies == NULL)
    return;
  egb_payload_key(p, "notFor", false);
  egb_buffer_char(p->out, '[');
  for (size_t k = 0; k < p->nodes; k++)
    put_left_out(p, results, p->node[k], k == 0);
  egb_buffer_char(p->out, ']');
}

void egb_payload_values(egb_payload *p, const egb_results *results) {
  put_columns(p, results);
  put_scored(p, results);
  put_others(p, results);
}
