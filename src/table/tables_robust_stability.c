/* How far every weight can move before ranks change. */
#include "model/stability.h"
#include "table/columns.h"
#include "table/tables_robust.h"

#include "base/number.h"

#include <math.h>
#include <string.h>

enum {
  NODE,
  LABEL,
  LEVEL,
  SHARE,
  WEIGHT,
  FIRST_LOW,
  FIRST_HIGH,
  TOP_LOW,
  TOP_HIGH,
  ALL_LOW,
  ALL_HIGH,
  LOW_LOSES,
  LOW_GAINS,
  HIGH_LOSES,
  HIGH_GAINS,
  FIRST_LOW_GAINS,
  FIRST_HIGH_GAINS,
  TOP_LOW_LOSES,
  TOP_LOW_GAINS,
  TOP_HIGH_LOSES,
  TOP_HIGH_GAINS,
  REASON,
  COLUMNS
};

#define RANGE(column, name, label_text, short_text, help_text, order, end)                                             \
  [(column)] = {.id = (name),                                                                                          \
                .label = (label_text),                                                                                 \
                .short_label = (short_text),                                                                           \
                .help = (help_text),                                                                                   \
                .kind = EGB_CELL_NUMBER,                                                                               \
                .decimals = 4,                                                                                         \
                .importance = (order),                                                                                 \
                .joined = (end)}
#define UNIT(column, name, label_text, help_text, order, machine)                                                      \
  [(column)] = {.id = (name),                                                                                          \
                .label = (label_text),                                                                                 \
                .help = (help_text),                                                                                   \
                .kind = EGB_CELL_TEXT,                                                                                 \
                .importance = (order),                                                                                 \
                .machine_only = (machine)}

#define PASSES(column, name)                                                                                           \
  [(column)] = {.id = (name),                                                                                          \
                .label = "by",                                                                                         \
                .help = "The unit that passes it.",                                                                    \
                .kind = EGB_CELL_TEXT,                                                                                 \
                .importance = 2,                                                                                       \
                .joined = true}

static const egb_table_column columns[COLUMNS] = {
    [NODE] = {EGB_COLUMN_NODE},
    [LABEL] = {EGB_COLUMN_LABEL, .importance = 5, .comfort = 20},
    [LEVEL] = {EGB_COLUMN_DEPTH},
    [SHARE] = {.id = "share",
               .label = "Share",
               .help = "Share among the siblings, as used.",
               .kind = EGB_CELL_NUMBER,
               .decimals = 4,
               .machine_only = true},
    RANGE(WEIGHT, "weight", "Weight", "Weight",
          "Weight as used, in the definition's units. All weights below are in these.", 0, false),
    RANGE(FIRST_LOW, "first_low", "First from", "First from", "The first place stays strictly above this weight.", 0,
          false),
    RANGE(FIRST_HIGH, "first_high", "to", "to", "The first place stays strictly below this weight.", 0, true),
    RANGE(TOP_LOW, "top_low", "Top from", "Top from", "The units at the top stay there strictly above this weight.", 3,
          false),
    RANGE(TOP_HIGH, "top_high", "to", "to", "The units at the top stay there strictly below this weight.", 3, true),
    RANGE(ALL_LOW, "all_low", "All from", "All from",
          "Every rank stays strictly above this weight: the next swap below.", 0, false),
    RANGE(ALL_HIGH, "all_high", "to", "to", "Every rank stays strictly below this weight: the next swap above.", 0,
          true),
    UNIT(LOW_LOSES, "swap_low_loses", "Below", "The unit that is passed at the next swap below; empty: none.", 2,
         false),
    PASSES(LOW_GAINS, "swap_low_gains"),
    UNIT(HIGH_LOSES, "swap_high_loses", "Above", "The unit that is passed at the next swap above; empty: none.", 2,
         false),
    PASSES(HIGH_GAINS, "swap_high_gains"),
    UNIT(FIRST_LOW_GAINS, "first_low_gains", "First below", "The unit that takes the first place at first_low.", 9,
         true),
    UNIT(FIRST_HIGH_GAINS, "first_high_gains", "First above", "The unit that takes the first place at first_high.", 9,
         true),
    UNIT(TOP_LOW_LOSES, "top_low_loses", "Leaves below", "The unit that leaves the top at top_low.", 9, true),
    UNIT(TOP_LOW_GAINS, "top_low_gains", "Enters below", "The unit that enters it.", 9, true),
    UNIT(TOP_HIGH_LOSES, "top_high_loses", "Leaves above", "The unit that leaves the top at top_high.", 9, true),
    UNIT(TOP_HIGH_GAINS, "top_high_gains", "Enters above", "The unit that enters it.", 9, true),
    UNIT(REASON, "reason", "Why not", "Why there is no answer for this node.", 9, true),
};

static void put_range(egb_table *table, size_t row, size_t low, size_t high, const egb_stable_range *range) {
  egb_table_put_number(table, row, low, range->lower.weight);
  egb_table_put_number(table, row, high, range->upper.weight);
}

static bool put_units(egb_table *table, size_t row, const egb_results *results, const egb_stable_node *node) {
  const struct {
    size_t column, unit;
  } list[] = {{LOW_LOSES, node->all.lower.loses},         {LOW_GAINS, node->all.lower.gains},
              {HIGH_LOSES, node->all.upper.loses},        {HIGH_GAINS, node->all.upper.gains},
              {FIRST_LOW_GAINS, node->first.lower.gains}, {FIRST_HIGH_GAINS, node->first.upper.gains},
              {TOP_LOW_LOSES, node->top.lower.loses},     {TOP_LOW_GAINS, node->top.lower.gains},
              {TOP_HIGH_LOSES, node->top.upper.loses},    {TOP_HIGH_GAINS, node->top.upper.gains}};
  for (size_t i = 0; i < sizeof list / sizeof *list; i++)
    if (!egb_robust_put_unit(table, row, list[i].column, results, list[i].unit))
      return false;
  return true;
}

static bool put_node(egb_table *table, size_t row, const egb_results *results, const egb_stable_node *node,
                     const char *const *languages) {
  egb_table_put_integer(table, row, LEVEL, (int64_t)results->index->node[node->node].depth);
  egb_table_put_number(table, row, SHARE, node->share);
  egb_table_put_number(table, row, WEIGHT, node->weight);
  if (!egb_robust_put_node(table, row, NODE, results, node->node, languages))
    return false;
  if (node->reason != NULL)
    return egb_table_put_text(table, row, REASON, node->reason);
  put_range(table, row, FIRST_LOW, FIRST_HIGH, &node->first);
  put_range(table, row, TOP_LOW, TOP_HIGH, &node->top);
  put_range(table, row, ALL_LOW, ALL_HIGH, &node->all);
  return put_units(table, row, results, node);
}

/* The end of an interval that takes the least change of a share to reach. */
static const egb_crossing *nearest(const egb_stability *stability, bool first, const egb_stable_node **of) {
  const egb_crossing *best = NULL;
  double least = (double)INFINITY;
  for (size_t i = 0; i < stability->count; i++) {
    const egb_stable_node *node = &stability->node[i];
    const egb_stable_range *range = first ? &node->first : &node->all;
    const egb_crossing *end[] = {&range->lower, &range->upper};
    for (size_t k = 0; k < 2 && node->reason == NULL; k++)
      if (end[k]->gains != SIZE_MAX && end[k]->loses != SIZE_MAX && fabs(end[k]->share - node->share) < least) {
        least = fabs(end[k]->share - node->share);
        best = end[k];
        *of = node;
      }
  }
  return best;
}

static bool any_answer(const egb_stability *stability) {
  for (size_t i = 0; i < stability->count; i++)
    if (stability->node[i].reason == NULL)
      return true;
  return false;
}

static bool note_nearest(egb_table *table, const egb_stability *stability, const egb_results *results, bool first) {
  const egb_stable_node *node = NULL;
  const egb_crossing *where = nearest(stability, first, &node);
  char now[EGB_NUMBER_MAX], then[EGB_NUMBER_MAX];
  if (!any_answer(stability))
    return true;
  if (where == NULL)
    return egb_robust_note(table,
                           first ? "No single weight changes the first place." : "No single weight changes a rank.");
  (void)egb_number_shortest(node->weight, now);
  (void)egb_number_fixed(where->weight, 6, then);
  return egb_robust_note(table, "The least change that moves %s: %s from %s to %s, where %.40s passes %.40s.",
                         first ? "the first place" : "any rank", results->index->node[node->node].id, now, then,
                         results->data->unit[where->gains].id, results->data->unit[where->loses].id);
}

/* Nodes down to a depth; depth 0: all. */
static bool is_shown(const egb_results *results, const egb_stable_node *node, size_t depth) {
  return depth == 0 || results->index->node[node->node].depth <= depth;
}

#define REASONS_SHOWN 3
static bool note_reasons(egb_table *table, const egb_stability *stability, const egb_results *results, size_t most) {
  size_t shown = 0;
  for (size_t i = 0; i < stability->count; i++) {
    const egb_stable_node *node = &stability->node[i];
    if (node->reason == NULL || !is_shown(results, node, most) || ++shown > REASONS_SHOWN)
      continue;
    if (!egb_robust_note(table, "%s has no answer: %s.", results->index->node[node->node].id, node->reason))
      return false;
  }
  return shown <= REASONS_SHOWN ||
         egb_robust_note(table, "%zu more have none; --format csv shows why.", shown - REASONS_SHOWN);
}

static bool note_hidden(egb_table *table, size_t hidden) {
  return hidden == 0 ||
         egb_robust_note(table, "%zu node%s further down %s not shown; --all shows %s.", hidden, hidden == 1 ? "" : "s",
                         hidden == 1 ? "is" : "are", hidden == 1 ? "it" : "them");
}

/* Four decimals of weights that sum to 1 or so, two of percentages. */
static void set_decimals(egb_table *table) {
  static const size_t list[] = {WEIGHT, FIRST_LOW, FIRST_HIGH, TOP_LOW, TOP_HIGH, ALL_LOW, ALL_HIGH};
  double most = 0;
  for (size_t row = 0; row < table->row_count; row++)
    most = fmax(most, egb_table_cell(table, row, WEIGHT)->as.number);
  for (size_t i = 0; i < sizeof list / sizeof list[0]; i++)
    table->column[list[i]].decimals = most >= 10 ? 2 : most > 1 ? 3 : 4;
}

static bool fill(egb_table *table, const egb_stability *stability, const egb_results *results,
                 const char *const *languages, size_t most) {
  const size_t count = stability->count;
  uint8_t *indent = egb_arena_array(table->arena, table->row_count, sizeof *indent);
  size_t row = 0;
  if (indent == NULL)
    return false;
  for (size_t i = 0; i < count; i++) {
    const egb_stable_node *node = &stability->node[i];
    const size_t depth = results->index->node[node->node].depth - 1;
    if (!is_shown(results, node, most))
      continue;
    indent[row] = depth > UINT8_MAX ? UINT8_MAX : (uint8_t)depth;
    if (!put_node(table, row++, results, node, languages))
      return false;
  }
  table->indent = indent;
  set_decimals(table);
  return egb_robust_note(
             table,
             "One weight moves, its siblings are rescaled in proportion. Strictly between two weights the first place, "
             "the first %zu, or every rank stays: computed, not sampled.",
             stability->about.top) &&
         note_nearest(table, stability, results, true) && note_nearest(table, stability, results, false) &&
         note_reasons(table, stability, results, most) && note_hidden(table, count - row) &&
         egb_robust_note_rounding(table, results);
}

egb_status egb_table_stability(const egb_stability *stability, const char *const *languages, size_t depth,
                               egb_diag *diag, egb_table **out) {
  const egb_results *results = stability->results;
  size_t rows = 0;
  (void)diag;
  *out = NULL;
  for (size_t i = 0; i < stability->count; i++)
    rows += is_shown(results, &stability->node[i], depth);
  egb_table *table = egb_robust_table("egovbench.stability/1", "how far each weight can move", results, languages,
                                      columns, COLUMNS, rows);
  if (table == NULL)
    return EGB_NO_MEMORY;
  if (!fill(table, stability, results, languages, depth)) {
    egb_table_free(table);
    return EGB_NO_MEMORY;
  }
  *out = table;
  return EGB_OK;
}
