/* What the index is made of. */
#include "audit/sections.h"

#include "base/number.h"
#include "table/columns.h"
#include "table/tables_robust.h"

#include <math.h>
#include <string.h>

/* ---- sentences ------------------------------------------------------------------------------- */

static void say_structure(egb_audit_work *work) {
  const egb_index *index = work->index;
  size_t aggregates = 0, depth = 0, dimensions = 0;
  char scale[EGB_NUMBER_MAX];
  egb_number_shortest(index->scale, scale);
  for (size_t i = 0; i < index->node_count; i++) {
    const bool aggregate = work->results->active[i] && index->node[i].first_child != EGB_NONE;
    aggregates += aggregate;
    dimensions += aggregate && i > 0 && index->node[i].parent == 0;
    depth = work->results->active[i] && index->node[i].depth > depth ? index->node[i].depth : depth;
  }
  const char *below = dimensions == 0
                          ? egb_audit_phrase(work, EGB_SAY_structure_flat)
                          : egb_audit_format(work, EGB_SAY_structure_dimensions, EGB_ARGS(egb_arg_count(dimensions)));
  egb_audit_say(
      work, EGB_SAY_structure,
      EGB_ARGS(egb_arg_text(index->id), egb_arg_count(egb_audit_indicators(work, 0)), egb_arg_count(aggregates),
               egb_arg_count(depth), egb_arg_text(below), egb_arg_text(scale),
               egb_arg_text(egb_audit_phrase(work, index->lower ? EGB_SAY_better_lower : EGB_SAY_better_higher))));
}

/* "minmax (12), zscore (1)": the methods of indicators or of aggregates. */
static const char *methods_of(egb_audit_work *work, bool indicators) {
  const egb_results *results = work->results;
  egb_audit_list list = {0};
  for (size_t i = 0; i < results->node_count; i++) {
    bool seen = !results->active[i] || results->method[i] == NULL || egb_audit_is_indicator(work, i) != indicators;
    size_t count = 0;
    for (size_t j = 0; j < results->node_count && !seen; j++) {
      const bool same = results->active[j] && results->method[j] != NULL &&
                        egb_audit_is_indicator(work, j) == indicators &&
                        strcmp(results->method[i], results->method[j]) == 0;
      seen = same && j < i;
      count += same;
    }
    if (!seen)
      egb_audit_list_number(work, &list, results->method[i], (double)count, 0);
  }
  return egb_audit_list_end(work, &list);
}

static void say_methods(egb_audit_work *work) {
  egb_audit_list turned = {0};
  for (size_t i = 0; i < work->index->node_count; i++)
    if (egb_audit_is_indicator(work, i) && work->index->node[i].direction < 0)
      egb_audit_list_add(work, &turned, egb_audit_id(work, i));
  const size_t count = turned.count;
  const char *ids = egb_audit_list_end(work, &turned);
  egb_audit_say(
      work, EGB_SAY_methods,
      EGB_ARGS(egb_arg_text(methods_of(work, true)), egb_arg_text(methods_of(work, false)),
               egb_arg_text(count == 0 ? egb_audit_phrase(work, EGB_SAY_direction_higher)
                                       : egb_audit_format(work, EGB_SAY_direction_lower,
                                                          EGB_ARGS(egb_arg_count(count), egb_arg_text(ids))))));
}

static void say_weights(egb_audit_work *work) {
  const double *effective = work->results->effective;
  size_t least = EGB_NONE, most = EGB_NONE;
  for (size_t i = 0; i < work->index->node_count; i++) {
    if (!egb_audit_is_indicator(work, i) || !isfinite(effective[i]))
      continue;
    least = least == EGB_NONE || effective[i] < effective[least] ? i : least;
    most = most == EGB_NONE || effective[i] > effective[most] ? i : most;
  }
  if (least == EGB_NONE)
    return;
  const double equal = 1 / (double)egb_audit_indicators(work, 0);
  if (effective[most] - effective[least] < 1e-9)
    egb_audit_say(work, EGB_SAY_weights_equal, EGB_ARGS(egb_arg_fixed(100 * equal, 2)));
  else
    egb_audit_say(work, EGB_SAY_weights_range,
                  EGB_ARGS(egb_arg_fixed(100 * effective[least], 2), egb_arg_text(egb_audit_id(work, least)),
                           egb_arg_fixed(100 * effective[most], 2), egb_arg_text(egb_audit_id(work, most)),
                           egb_arg_fixed(100 * equal, 2)));
}

static void find_counts(egb_audit_work *work) {
  const egb_node *nodes = work->index->node;
  const double few = egb_audit_limit(work, "few-indicators");
  egb_audit_list list = {0};
  for (size_t i = nodes[0].first_child; i != EGB_NONE; i = nodes[i].next) {
    const size_t count = egb_audit_indicators(work, i);
    if (work->results->active[i] && nodes[i].first_child != EGB_NONE && (double)count < few)
      egb_audit_list_number(work, &list, nodes[i].id, (double)count, 0);
  }
  const size_t short_of = list.count, all = egb_audit_indicators(work, 0);
  const char *ids = egb_audit_list_end(work, &list);
  if (short_of > 0)
    egb_audit_find(work, EGB_SEVERITY_WARNING, "few-indicators", EGB_SAY_few_indicators,
                   EGB_ARGS(egb_arg_count(short_of), egb_arg_text(ids)));
  if ((double)all > egb_audit_limit(work, "many-indicators"))
    egb_audit_find(work, EGB_SEVERITY_NOTE, "many-indicators", EGB_SAY_many_indicators, EGB_ARGS(egb_arg_count(all)));
}

/* ---- the tree -------------------------------------------------------------------------------- */

enum { NODE, LABEL, INDICATORS, WEIGHT, SHARE, EFFECTIVE, METHOD, COLUMNS };

static const egb_table_column columns[COLUMNS] = {
    [NODE] = {EGB_COLUMN_NODE},
    [LABEL] = {EGB_COLUMN_LABEL, .importance = 2, .comfort = 40},
    [INDICATORS] = {.id = "indicators",
                    .label = "Indicators",
                    .help = "Indicators below the node; 1 for an indicator.",
                    .kind = EGB_CELL_INTEGER},
    [WEIGHT] = {.id = "weight",
                .label = "Weight",
                .help = "Weight among the siblings, in the definition's units.",
                .kind = EGB_CELL_NUMBER,
                .decimals = EGB_DECIMALS_AS_NEEDED,
                .importance = 4},
    [SHARE] = {EGB_COLUMN_SHARE},
    [EFFECTIVE] = {EGB_COLUMN_EFFECTIVE},
    [METHOD] = {.id = "method",
                .label = "Method",
                .help = "Normalisation of an indicator, aggregation of an aggregate.",
                .kind = EGB_CELL_TEXT,
                .importance = 5}};

static bool put_node(egb_audit_work *work, egb_table *table, size_t row, size_t i) {
  const egb_results *results = work->results;
  egb_table_put_integer(table, row, INDICATORS, (int64_t)egb_audit_indicators(work, i));
  if (i > 0) {
    egb_table_put_number(table, row, WEIGHT, results->weight[i]);
    egb_table_put_number(table, row, SHARE, results->share[i]);
  }
  egb_table_put_number(table, row, EFFECTIVE, results->effective[i]);
  return egb_robust_put_node(table, row, NODE, results, i, work->languages) &&
         egb_cells_put(table, row, METHOD, results->method[i]);
}

static egb_status add_tree(egb_audit_work *work) {
  const egb_index *index = work->index;
  size_t rows = 0;
  for (size_t i = 0; i < index->node_count; i++)
    rows += work->results->active[i];
  egb_table *table = egb_audit_table(work, "egovbench.framing/1", EGB_SAY_table_framing, columns, COLUMNS, rows);
  uint8_t *indent = table == NULL ? NULL : egb_arena_array(table->arena, rows, sizeof *indent);
  bool done = indent != NULL;
  for (size_t i = 0, row = 0; i < index->node_count && done; i++)
    if (work->results->active[i]) {
      indent[row] = index->node[i].depth > UINT8_MAX ? UINT8_MAX : (uint8_t)index->node[i].depth;
      done = put_node(work, table, row++, i);
    }
  if (!done) {
    egb_table_free(table);
    return EGB_NO_MEMORY;
  }
  table->indent = indent;
  return egb_audit_adopt(work, EGB_OK, table);
}

egb_status egb_audit_framing(egb_audit_work *work) {
  say_structure(work);
  say_methods(work);
  say_weights(work);
  find_counts(work);
  return add_tree(work);
}
