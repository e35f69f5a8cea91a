/* The weights of an index: where they are written, and what else they could be. */
#include "method/method.h"
#include "model/revision.h"
#include "report/cells.h"
#include "report/common.h"

#include <string.h>

/* ---- as they are ---- */

enum { NODE, LABEL, PARENT, WEIGHT, SHARE, EFFECTIVE, SUM, SOURCE, COLUMNS };

static const egb_table_column columns[COLUMNS] = {
    [NODE] = {.id = "node", .label = "Node", .help = "Id of the node.", .kind = EGB_CELL_TEXT, .decimals = -1},
    [LABEL] = {.id = "label",
               .label = "Name",
               .help = "Name of the node.",
               .kind = EGB_CELL_TEXT,
               .decimals = -1,
               .importance = 3,
               .comfort = 20},
    [PARENT] = {.id = "parent",
                .label = "Parent",
                .help = "Id of the node above.",
                .kind = EGB_CELL_TEXT,
                .decimals = -1,
                .machine_only = true},
    [WEIGHT] = {.id = "weight",
                .label = "Weight",
                .help = "Weight among the siblings, in the units of the definition.",
                .kind = EGB_CELL_NUMBER,
                .decimals = EGB_DECIMALS_AS_NEEDED},
    [SHARE] = {.id = "share",
               .label = "Share",
               .help = "Share among the siblings; siblings sum to 1.",
               .kind = EGB_CELL_NUMBER,
               .decimals = 4,
               .importance = 1},
    [EFFECTIVE] = {.id = "effective_weight",
                   .label = "Effective",
                   .help = "Share of the whole index: the product of the shares up to the root.",
                   .kind = EGB_CELL_NUMBER,
                   .decimals = 4},
    [SUM] = {.id = "sum_of_parts",
             .label = "Sum of parts",
             .short_label = "Sum",
             .help = "Sum of the weights of the node's own parts.",
             .kind = EGB_CELL_NUMBER,
             .decimals = EGB_DECIMALS_AS_NEEDED,
             .importance = 2},
    [SOURCE] = {.id = "source",
                .label = "Written",
                .help = "File and line of the number; `default`: not written, 1; else the method that gives it.",
                .kind = EGB_CELL_TEXT,
                .decimals = -1,
                .importance = 4}};

static const egb_weigh *weighing_of(const char *name) {
  for (size_t i = 0; name != NULL && egb_weighings[i] != NULL; i++)
    if (strcmp(egb_weighings[i]->head.name, name) == 0)
      return egb_weighings[i];
  return NULL;
}

static const char *file_name(const char *path) {
  const char *slash = strrchr(path, '/');
  return slash == NULL ? path : slash + 1;
}

static const char *source_of(egb_arena *arena, const egb_index *index, const egb_node *node) {
  const egb_choice *weights = &index->node[node->parent].weights;
  const egb_weigh *weighing = weighing_of(weights->name);
  if (weighing != NULL && !weighing->uses_given)
    return egb_arena_format(arena, "method %s", weights->name);
  if (node->weight_place.source == NULL)
    return "default";
  return egb_arena_format(arena, "%s:%zu", file_name(node->weight_place.source->name),
                          egb_place_line(node->weight_place).line);
}

/* With the rounding error of every addition kept aside, so that ten times 0.1 is 1. */
static double sum_of_parts(const egb_index *index, const egb_plan *plan, size_t node) {
  double sum = 0, rest = 0;
  for (size_t i = index->node[node].first_child; i != EGB_NONE; i = index->node[i].next) {
    const double weight = egb_plan_weight(plan, i), total = sum + weight, part = total - sum;
    rest += (sum - (total - part)) + (weight - part);
    sum = total;
  }
  return sum + rest;
}

static bool put_node(egb_table *table, const egb_index *index, const egb_plan *const *plans, size_t count, size_t i,
                     const char *const *languages) {
  const egb_node *node = &index->node[i];
  if (node->first_child != EGB_NONE)
    egb_table_put_number(table, i, SUM, sum_of_parts(index, plans[0], i));
  egb_table_put_number(table, i, SHARE, egb_plan_share(plans[0], i));
  egb_table_put_number(table, i, EFFECTIVE, egb_plan_effective_weight(plans[0], i));
  for (size_t k = 1; k < count && i > 0; k++)
    egb_table_put_number(table, i, COLUMNS + k - 1, egb_plan_weight(plans[k], i));
  if (!egb_cells_put(table, i, NODE, node->id) ||
      !egb_cells_put(table, i, LABEL, egb_index_node_name(index, i, languages)))
    return false;
  if (i == 0)
    return true;
  egb_table_put_number(table, i, WEIGHT, egb_plan_weight(plans[0], i));
  const char *source = source_of(table->arena, index, node);
  return source != NULL && egb_cells_put(table, i, SOURCE, source) &&
         egb_cells_put(table, i, PARENT, index->node[node->parent].id);
}

static bool fill_weights(egb_table *table, const egb_index *index, const egb_plan *const *plans, size_t count,
                         const char *const *languages) {
  uint8_t *indent = egb_arena_array(table->arena, index->node_count, sizeof *indent);
  if (indent == NULL)
    return false;
  memcpy(table->column, columns, sizeof columns);
  for (size_t k = 1; k < count; k++) {
    const char *id = egb_index_scenario_id(index, k - 1);
    const char *name = egb_arena_format(table->arena, "scenario_%s", id);
    const char *help = egb_arena_format(table->arena, "Weight in the scenario `%s`.", id);
    if (name == NULL || help == NULL)
      return false;
    table->column[COLUMNS + k - 1] = (egb_table_column){.id = name,
                                                        .label = id,
                                                        .help = help,
                                                        .kind = EGB_CELL_NUMBER,
                                                        .decimals = EGB_DECIMALS_AS_NEEDED,
                                                        .importance = (int)(5 + (k < 90 ? k : 90))};
  }
  for (size_t i = 0; i < index->node_count; i++) {
    indent[i] = index->node[i].depth > UINT8_MAX ? UINT8_MAX : (uint8_t)index->node[i].depth;
    if (!put_node(table, index, plans, count, i, languages))
      return false;
  }
  table->indent = indent;
  table->title = egb_report_title(table->arena, index, NULL, languages);
  return table->title != NULL && egb_report_index_facts(table, index, languages);
}

egb_status egb_table_weights(const egb_index *index, const egb_plan *const *plans, size_t count,
                             const char *const *languages, egb_diag *diag, egb_table **out) {
  (void)diag;
  *out = NULL;
  egb_table *table = egb_table_new("egovbench.weights/1", COLUMNS + count - 1, index->node_count);
  if (table == NULL || !fill_weights(table, index, plans, count, languages)) {
    egb_table_free(table);
    return EGB_NO_MEMORY;
  }
  *out = table;
  return EGB_OK;
}
