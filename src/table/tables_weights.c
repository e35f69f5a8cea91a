/* The weights of an index: how large they are, how far they can move, where they are written. */
#include "base/number.h"
#include "base/text.h"
#include "method/method.h"
#include "model/results.h"
#include "model/revision.h"
#include "model/stability.h"
#include "table/cells.h"
#include "table/columns.h"
#include "table/common.h"
#include "table/remark.h"
#include "table/tables_robust.h"

#include <math.h>
#include <string.h>

enum {
  NODE,
  LABEL,
  PARENT,
  WEIGHT,
  SHARE,
  EFFECTIVE,
  SUM,
  SOURCE,
  REMARK,
  PLAIN, /* the columns without intervals */
  FIRST_LOW = PLAIN,
  FIRST_HIGH,
  TOP_LOW,
  TOP_HIGH,
  ALL_LOW,
  ALL_HIGH,
  FIRST, /* the same in one, for people: half an interval says nothing */
  TOP,
  ALL,
  REASON,
  COLUMNS
};

#define END(column, name, help_text)                                                                                   \
  [(column)] = {.id = (name), .help = (help_text), .kind = EGB_CELL_NUMBER, .decimals = 4, .machine_only = true}
#define RANGE(column, name, label_text, help_text, order)                                                              \
  [(column)] = {.id = (name),                                                                                          \
                .label = (label_text),                                                                                 \
                .help = (help_text),                                                                                   \
                .kind = EGB_CELL_TEXT,                                                                                 \
                .importance = (order),                                                                                 \
                .people_only = true}

static const egb_table_column columns[COLUMNS] = {
    [NODE] = {EGB_COLUMN_NODE},
    [LABEL] = {EGB_COLUMN_LABEL, .importance = 4, .comfort = 20},
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
    [SHARE] = {EGB_COLUMN_SHARE},
    [EFFECTIVE] = {EGB_COLUMN_EFFECTIVE, .short_label = "Of all"},
    [SUM] = {.id = "sum_of_parts",
             .label = "Sum of parts",
             .short_label = "Sum",
             .help = "Sum of the weights of the node's own parts.",
             .kind = EGB_CELL_NUMBER,
             .decimals = EGB_DECIMALS_AS_NEEDED,
             .importance = 1},
    [SOURCE] = {.id = "source",
                .label = "Written",
                .help = "File and line of the number; `default`: not written, 1; else the method that gives it.",
                .kind = EGB_CELL_TEXT,
                .decimals = -1,
                .importance = 5},
    [REMARK] = {.id = "remark",
                .label = "Remark",
                .help = "The comment at the end of the line where the weight is written.",
                .kind = EGB_CELL_TEXT,
                .importance = 6,
                .comfort = 20},
    END(FIRST_LOW, "first_low", "The first place stays strictly above this weight."),
    END(FIRST_HIGH, "first_high", "The first place stays strictly below this weight."),
    END(TOP_LOW, "top_low", "The units at the top stay there strictly above this weight."),
    END(TOP_HIGH, "top_high", "The units at the top stay there strictly below this weight."),
    END(ALL_LOW, "all_low", "Every rank stays strictly above this weight."),
    END(ALL_HIGH, "all_high", "Every rank stays strictly below this weight."),
    RANGE(FIRST, "first_stays", "First stays", "The weights with which the first place stays.", 0),
    RANGE(TOP, "top_stays", "Top stays", "The weights with which the units at the top stay there.", 2),
    RANGE(ALL, "all_stay", "All stay", "The weights with which every rank stays.", 5),
    [REASON] = {.id = "stability_reason",
                .label = "Why not",
                .help = "Why there is no interval.",
                .kind = EGB_CELL_TEXT,
                .machine_only = true}};

/* For people the intervals come before the source. */
static const size_t people_order[COLUMNS] = {NODE,    LABEL,    PARENT,  WEIGHT,   SHARE,  EFFECTIVE, SUM,
                                             FIRST,   TOP,      ALL,     SOURCE,   REMARK, FIRST_LOW, FIRST_HIGH,
                                             TOP_LOW, TOP_HIGH, ALL_LOW, ALL_HIGH, REASON};

typedef struct weights_table {
  egb_table *table;
  const egb_index *index;
  const egb_plan *const *plans;
  size_t count;
  const egb_stability *stability; /* NULL: no intervals */
  const egb_results *scored;      /* that these are of; NULL: none */
  const char *const *languages;
  size_t scenarios; /* column of the first one */
} weights_table;

static const egb_weigh *weighing_of(const char *name) {
  for (size_t i = 0; name != NULL && egb_weighings[i] != NULL; i++)
    if (strcmp(egb_weighings[i]->head.name, name) == 0)
      return egb_weighings[i];
  return NULL;
}

static const char *source_of(egb_arena *arena, const egb_index *index, const egb_node *node, egb_place place) {
  const egb_choice *weights = &index->node[node->parent].weights;
  const egb_weigh *weighing = weighing_of(weights->name);
  if (weighing != NULL && !weighing->uses_given)
    return egb_arena_format(arena, "method %s", weights->name);
  if (place.source == NULL)
    return "default";
  return egb_arena_format(arena, "%s:%zu", egb_path_name(place.source->name), egb_place_line(place).line);
}

/* What the plan knows; else, of weights from the data, what the results have that the intervals are of. */
static double known_or(double known, const double *scored, size_t i) {
  return isnan(known) && scored != NULL ? scored[i] : known;
}

static double weight_of(const weights_table *t, size_t i) {
  return known_or(egb_plan_known_weight(t->plans[0], i), t->scored != NULL ? t->scored->weight : NULL, i);
}

/* With the rounding error of every addition kept aside, so that ten times 0.1 is 1. */
static double sum_of_parts(const weights_table *t, size_t node) {
  double sum = 0, rest = 0;
  for (size_t i = t->index->node[node].first_child; i != EGB_NONE; i = t->index->node[i].next) {
    const double weight = weight_of(t, i), total = sum + weight, part = total - sum;
    rest += (sum - (total - part)) + (weight - part);
    sum = total;
  }
  return sum + rest;
}

static bool put_node(const weights_table *t, size_t i) {
  const egb_node *node = &t->index->node[i];
  egb_table *table = t->table;
  if (node->first_child != EGB_NONE)
    egb_table_put_number(table, i, SUM, sum_of_parts(t, i));
  const egb_results *r = t->scored;
  egb_table_put_number(table, i, SHARE, known_or(egb_plan_known_share(t->plans[0], i), r != NULL ? r->share : NULL, i));
  egb_table_put_number(table, i, EFFECTIVE,
                       known_or(egb_plan_known_effective(t->plans[0], i), r != NULL ? r->effective : NULL, i));
  for (size_t k = 1; k < t->count && i > 0; k++)
    egb_table_put_number(table, i, t->scenarios + k - 1, egb_plan_known_weight(t->plans[k], i));
  if (!egb_cells_put(table, i, NODE, node->id) ||
      !egb_cells_put(table, i, LABEL, egb_index_node_name(t->index, i, t->languages)))
    return false;
  if (i == 0)
    return true;
  egb_table_put_number(table, i, WEIGHT, weight_of(t, i));
  egb_place place;
  (void)egb_plan_given(t->plans[0], i, &place);
  const char *source = source_of(table->arena, t->index, node, place);
  /* A file of weights is a table: it has columns for what is to be said, not comments. */
  const char *remark = place.source == t->index->source ? egb_remark(table->arena, place) : "";
  return source != NULL && remark != NULL && egb_cells_put(table, i, SOURCE, source) &&
         (remark[0] == '\0' || egb_cells_put(table, i, REMARK, remark)) &&
         egb_cells_put(table, i, PARENT, t->index->node[node->parent].id);
}

/* "0.091-0.161"; one end only where nothing ends the other. */
static bool put_range(egb_table *table, size_t row, size_t low, size_t both, const egb_stable_range *range) {
  char from[EGB_NUMBER_MAX], to[EGB_NUMBER_MAX];
  const bool above = range->lower.share > 0, below = range->upper.share < 1;
  egb_table_put_number(table, row, low, range->lower.weight);
  egb_table_put_number(table, row, low + 1, range->upper.weight);
  (void)egb_number_fixed(range->lower.weight, 4, from);
  (void)egb_number_fixed(range->upper.weight, 4, to);
  const char *text = above && below ? egb_arena_format(table->arena, "%s-%s", from, to)
                     : above        ? egb_arena_format(table->arena, "above %s", from)
                     : below        ? egb_arena_format(table->arena, "below %s", to)
                                    : "any";
  return text != NULL && egb_cells_put(table, row, both, text);
}

/* How far each weight can move, beside it. */
static bool put_intervals(const weights_table *t) {
  const char *reason = NULL;
  size_t none = 0, of = 0;
  for (size_t i = 0; i < t->stability->count; i++) {
    const egb_stable_node *node = &t->stability->node[i];
    if (node->reason != NULL) {
      if (none++ == 0) {
        reason = node->reason;
        of = node->node;
      }
      if (!egb_cells_put(t->table, node->node, REASON, node->reason))
        return false;
      continue;
    }
    if (!put_range(t->table, node->node, FIRST_LOW, FIRST, &node->first) ||
        !put_range(t->table, node->node, TOP_LOW, TOP, &node->top) ||
        !put_range(t->table, node->node, ALL_LOW, ALL, &node->all))
      return false;
  }
  return egb_robust_note(
             t->table,
             "Strictly between these weights, the siblings rescaled in proportion, the first place, the first %zu "
             "(top) or every rank (all) stays: computed, not sampled. `egovbench stability` says who passes whom "
             "there.",
             t->stability->about.top) &&
         (none == 0 || egb_robust_note(t->table, "Without an answer: %s (%s)%s.", t->index->node[of].id, reason,
                                       none == 1 ? "" : ", and more; --format csv shows why")) &&
         egb_robust_note_rounding(t->table, t->stability->results) &&
         egb_report_result_facts(t->table, t->stability->results);
}

static bool describe(const weights_table *t) {
  egb_table_column *column = t->table->column;
  size_t *order = egb_arena_array(t->table->arena, t->table->column_count, sizeof *order), used = 0;
  if (order == NULL)
    return false;
  memcpy(column, columns, t->scenarios * sizeof *columns);
  for (size_t i = 0; i < COLUMNS; i++)
    if (people_order[i] < t->scenarios)
      order[used++] = people_order[i];
  for (size_t k = 1; k < t->count; k++) {
    const char *id = egb_index_scenario_id(t->index, k - 1);
    const char *name = egb_arena_format(t->table->arena, "scenario_%s", id);
    const char *help = egb_arena_format(t->table->arena, "Weight in the scenario `%s`.", id);
    if (name == NULL || help == NULL)
      return false;
    column[t->scenarios + k - 1] = (egb_table_column){.id = name,
                                                      .label = id,
                                                      .help = help,
                                                      .kind = EGB_CELL_NUMBER,
                                                      .decimals = EGB_DECIMALS_AS_NEEDED,
                                                      .importance = (int)(7 + (k < 90 ? k : 90))};
    order[used++] = t->scenarios + k - 1;
  }
  t->table->people_order = order;
  return true;
}

static bool fill_weights(const weights_table *t) {
  const egb_index *index = t->index;
  uint8_t *indent = egb_arena_array(t->table->arena, index->node_count, sizeof *indent);
  if (indent == NULL || !describe(t))
    return false;
  for (size_t i = 0; i < index->node_count; i++) {
    indent[i] = index->node[i].depth > UINT8_MAX ? UINT8_MAX : (uint8_t)index->node[i].depth;
    if (!put_node(t, i))
      return false;
  }
  t->table->indent = indent;
  t->table->title = egb_report_title(t->table->arena, index, NULL, t->languages);
  return t->table->title != NULL && egb_report_index_facts(t->table, index, t->languages) &&
         (t->stability == NULL || put_intervals(t));
}

egb_status egb_table_weights(const egb_index *index, const egb_plan *const *plans, size_t count,
                             const egb_stability *stability, const char *const *languages, egb_diag *diag,
                             egb_table **out) {
  (void)diag;
  *out = NULL;
  const size_t scenarios = stability == NULL ? PLAIN : COLUMNS;
  const weights_table t = {.table = egb_table_new("egovbench.weights/1", scenarios + count - 1, index->node_count),
                           .index = index,
                           .plans = plans,
                           .count = count,
                           .stability = stability,
                           .scored = stability != NULL ? stability->results : NULL,
                           .languages = languages,
                           .scenarios = scenarios};
  if (t.table == NULL || !fill_weights(&t)) {
    egb_table_free(t.table);
    return EGB_NO_MEMORY;
  }
  *out = t.table;
  return EGB_OK;
}
