/* The tree of an index: what counts how much, by which method, from which column. */
#include "table/columns.h"
#include "table/common.h"

#include <math.h>
#include <string.h>

enum {
  NODE,
  LEVEL,
  PARENT,
  LABEL,
  KIND,
  WEIGHT,
  SHARE,
  EFFECTIVE,
  METHOD,
  WEIGHTS,
  DIRECTION,
  UNIT,
  COLUMN,
  COMPUTE,
  SOURCE,
  NOTE,
  COLUMNS
};

static const egb_table_column columns[COLUMNS] = {
    [NODE] = {EGB_COLUMN_NODE},
    [LEVEL] = {EGB_COLUMN_DEPTH},
    [PARENT] = {.id = "parent",
                .label = "Parent",
                .help = "Id of the node above; empty for the index.",
                .kind = EGB_CELL_TEXT,
                .decimals = -1,
                .machine_only = true},
    [LABEL] = {EGB_COLUMN_LABEL, .importance = 1, .comfort = 20},
    [KIND] = {.id = "kind",
              .label = "Kind",
              .help = "index, aggregate or indicator.",
              .kind = EGB_CELL_TEXT,
              .decimals = -1,
              .machine_only = true},
    [WEIGHT] = {.id = "weight",
                .label = "Weight",
                .help = "Weight among the siblings, in the definition's units.",
                .kind = EGB_CELL_NUMBER,
                .decimals = EGB_DECIMALS_AS_NEEDED,
                .importance = 4},
    [SHARE] = {EGB_COLUMN_SHARE},
    [EFFECTIVE] = {EGB_COLUMN_EFFECTIVE, .importance = 2},
    [METHOD] = {.id = "method",
                .label = "Method",
                .help = "Normalisation of an indicator, aggregation of an aggregate.",
                .kind = EGB_CELL_TEXT,
                .decimals = -1,
                .importance = 5},
    [WEIGHTS] = {.id = "weights",
                 .label = "Weights",
                 .help = "Method that gives the weights of the children.",
                 .kind = EGB_CELL_TEXT,
                 .decimals = -1,
                 .machine_only = true},
    [DIRECTION] =
        {.id = "direction",
         .label = "Better",
         .help = "higher or lower: which values of an indicator score higher; which scores of the index are better.",
         .kind = EGB_CELL_TEXT,
         .decimals = -1,
         .importance = 7},
    [UNIT] = {.id = "unit",
              .label = "Unit",
              .help = "Unit of measurement.",
              .kind = EGB_CELL_TEXT,
              .decimals = -1,
              .importance = 8},
    [COLUMN] = {.id = "column",
                .label = "Column",
                .help = "Column of the data.",
                .kind = EGB_CELL_TEXT,
                .decimals = -1,
                .importance = 6},
    [COMPUTE] = {.id = "compute",
                 .label = "Computed as",
                 .help = "Expression over columns of the data and other indicators; of an aggregate, what its "
                         "score becomes (`then:`).",
                 .kind = EGB_CELL_TEXT,
                 .decimals = -1,
                 .machine_only = true},
    [SOURCE] = {.id = "source",
                .label = "Source",
                .help = "Where the indicator comes from.",
                .kind = EGB_CELL_TEXT,
                .decimals = -1,
                .machine_only = true},
    [NOTE] = {.id = "note",
              .label = "Note",
              .help = "What the definition says about it.",
              .kind = EGB_CELL_TEXT,
              .decimals = -1,
              .machine_only = true},
};

static bool put(egb_table *table, size_t row, size_t column, const char *text) {
  return text == NULL || text[0] == '\0' || egb_table_put_text(table, row, column, text);
}

/* The expression as written in the definition. */
static const char *compute_text(egb_arena *arena, const egb_node *node) {
  const egb_place place = node->compute != NULL ? node->compute_place : node->then_place;
  if ((node->compute == NULL && node->then == NULL) || place.source == NULL)
    return "";
  return egb_arena_text(arena, place.source->text + place.offset, place.length);
}

static bool put_indicator(egb_table *table, size_t row, const egb_node *node) {
  const char *compute = compute_text(table->arena, node);
  return compute != NULL && put(table, row, METHOD, node->normalise.name) &&
         put(table, row, DIRECTION, node->direction < 0 ? "lower" : "higher") && put(table, row, UNIT, node->unit) &&
         put(table, row, COLUMN, node->column) && put(table, row, COMPUTE, compute);
}

static bool put_node(egb_table *table, const egb_index *index, const egb_plan *plan, size_t i,
                     const char *const *languages) {
  const egb_node *node = &index->node[i];
  const bool indicator = node->first_child == EGB_NONE;
  egb_table_put_integer(table, i, LEVEL, (int64_t)node->depth);
  if (i == 0 && index->lower && !put(table, i, DIRECTION, "lower"))
    return false;
  if (i > 0)
    egb_table_put_number(table, i, WEIGHT, plan == NULL ? node->weight : egb_plan_known_weight(plan, i));
  if (plan != NULL) {
    egb_table_put_number(table, i, SHARE, egb_plan_known_share(plan, i));
    egb_table_put_number(table, i, EFFECTIVE, egb_plan_known_effective(plan, i));
  }
  if (!put(table, i, NODE, node->id) || !put(table, i, LABEL, egb_index_node_name(index, i, languages)) ||
      !put(table, i, KIND,
           i == 0      ? "index"
           : indicator ? "indicator"
                       : "aggregate") ||
      !put(table, i, PARENT, i == 0 ? NULL : index->node[node->parent].id) || !put(table, i, SOURCE, node->source) ||
      !put(table, i, NOTE, node->note))
    return false;
  if (indicator)
    return put_indicator(table, i, node);
  const char *then = compute_text(table->arena, node);
  return then != NULL && put(table, i, METHOD, node->aggregate.name) && put(table, i, WEIGHTS, node->weights.name) &&
         put(table, i, COMPUTE, then);
}

/* A column that is empty from top to bottom is no use to people. */
static void hide_empty(egb_table *table) {
  for (size_t i = 0; i < table->column_count; i++) {
    bool any = false;
    for (size_t row = 0; row < table->row_count && !any; row++)
      any = egb_table_cell(table, row, i)->kind != EGB_CELL_EMPTY;
    table->column[i].machine_only = table->column[i].machine_only || !any;
  }
}

static bool note_extended(egb_table *table, const egb_index *index) {
  egb_buffer text = {0};
  for (size_t i = 0; i < index->extended_count; i++)
    egb_buffer_format(&text, "%s%s", i == 0 ? "Extends " : ", which extends ", index->extended[i]->name);
  egb_buffer_text(&text, text.length > 0 ? "." : "");
  return egb_report_note_of(table, EGB_NOTE_ALWAYS, &text);
}

/* The weights that a scenario or a setting changed, so that these are not the ones of the file. */
static bool note_weights(egb_table *table, const egb_index *index, const egb_plan *plan) {
  egb_buffer text = {0}, list = {0};
  double *weight = egb_arena_array(table->arena, index->node_count, sizeof *weight);
  double *given = egb_arena_array(table->arena, index->node_count, sizeof *given);
  if (weight == NULL || given == NULL)
    return false;
  for (size_t i = 0; i < index->node_count; i++) {
    egb_place place;
    given[i] = plan != NULL ? egb_plan_given(plan, i, &place) : index->node[i].weight;
    weight[i] = plan != NULL && egb_plan_takes_part(plan, i) ? egb_plan_weight(plan, i) : given[i];
  }
  egb_report_other_weights(&list, index, given, weight, EGB_REPORT_WEIGHTS_MAX);
  if (list.length > 0)
    egb_buffer_format(&text, "Weights changed: %s.", list.text);
  text.failed = text.failed || list.failed;
  egb_buffer_clear(&list);
  return egb_report_note_of(table, EGB_NOTE_ALWAYS, &text);
}

/* Weights that only scoring works out are not shown. */
static bool note_learned(egb_table *table, const egb_index *index, const egb_plan *plan) {
  egb_buffer text = {0};
  for (size_t i = 0; plan != NULL && i < index->node_count && text.length == 0; i++) {
    const size_t child = index->node[i].first_child;
    if (child != EGB_NONE && isnan(egb_plan_known_share(plan, child)))
      egb_buffer_format(&text,
                        "The weights of the parts of %s are worked out from the data (%s): `egovbench weights show`.",
                        index->node[i].id, index->node[i].weights.name);
  }
  return egb_report_note_of(table, EGB_NOTE_ALWAYS, &text);
}

static bool fill(egb_table *table, const egb_index *index, const egb_plan *plan, const char *const *languages) {
  uint8_t *indent = egb_arena_array(table->arena, index->node_count, sizeof *indent);
  table->title = egb_report_title(table->arena, index, NULL, languages);
  if (indent == NULL || table->title == NULL)
    return false;
  memcpy(table->column, columns, sizeof columns);
  for (size_t i = 0; i < index->node_count; i++) {
    indent[i] = index->node[i].depth > UINT8_MAX ? UINT8_MAX : (uint8_t)index->node[i].depth;
    if (!put_node(table, index, plan, i, languages))
      return false;
  }
  table->indent = indent;
  hide_empty(table);
  const char *description = egb_labels_pick(index->description, languages, "");
  return note_weights(table, index, plan) && note_learned(table, index, plan) && note_extended(table, index) &&
         (description[0] == '\0' || egb_table_add_note(table, description)) &&
         (index->source_text == NULL || egb_table_add_note(table, index->source_text)) &&
         egb_report_index_facts(table, index, languages);
}

egb_status egb_table_tree(const egb_index *index, const egb_plan *plan, const char *const *languages, egb_diag *diag,
                          egb_table **out) {
  (void)diag;
  *out = NULL;
  egb_table *table = egb_table_new("egovbench.tree/1", COLUMNS, index->node_count);
  if (table == NULL)
    return EGB_NO_MEMORY;
  if (!fill(table, index, plan, languages)) {
    egb_table_free(table);
    return EGB_NO_MEMORY;
  }
  *out = table;
  return EGB_OK;
}
