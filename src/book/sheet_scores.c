/* Scores, and Steps: children into parents. The score of an aggregate is that of its children by the formula of its
 * method; where more happens to it (`then:`, `rescale:`, missing scores filled), what is before that is on Steps. */
#include "book/layout.h"
#include "score/stages.h"

#include <math.h>

#define TOLERANCE 1e-9 /* as the engine's: a share such as 13 of 20 meets a threshold of 0.65 whatever the rounding */

/* ---- where a step is -------------------------------------------------------------------------- */

typedef struct place {
  egb_ledger_sheet sheet;
  size_t column;
} place;

static place place_of(const egb_ledger *ledger, size_t node, egb_ledger_step step) {
  const size_t column = ledger->step_column[node * EGB_LEDGER_STEPS_MOST + step];
  return column != EGB_NONE ? (place){EGB_LEDGER_STEPS, column} : (place){EGB_LEDGER_SCORES, ledger->column[node]};
}

/* The step before. */
static place before(const egb_ledger *ledger, size_t node, egb_ledger_step step) {
  while (!egb_ledger_takes(ledger, node, (egb_ledger_step)--step))
    ;
  return place_of(ledger, node, step);
}

/* What the results have for a step. */
static double value_of(const egb_ledger *ledger, size_t node, egb_ledger_step step, size_t unit) {
  const egb_results *r = ledger->results;
  const size_t cell = node * ledger->units + unit;
  if (step < EGB_LEDGER_THEN && egb_ledger_takes(ledger, node, EGB_LEDGER_THEN))
    return r->before_then[cell];
  if (step < EGB_LEDGER_RESCALED && egb_ledger_takes(ledger, node, EGB_LEDGER_RESCALED))
    return r->before_rescale[cell];
  if (step < EGB_LEDGER_COMPLETED && egb_score_states(r, node)[unit] == EGB_STATE_IMPUTED)
    return (double)NAN;
  return egb_scores(r, node)[unit];
}

/* ---- the children into a score ---------------------------------------------------------------- */

static egb_area children_of(const egb_ledger *ledger, size_t node, size_t row, size_t last_row) {
  return (egb_area){row, ledger->first[node], last_row, ledger->first[node] + ledger->children[node] - 1};
}

/* How many of `count` there must be at least, by `available:` of a node. */
static size_t needed(const egb_node *node, size_t count) {
  const double share = ceil((node->available - TOLERANCE) * (double)count);
  return share > (double)node->available_least ? (size_t)share : node->available_least;
}

/* "IF(COUNT(Normalised!C9:H9)>=4," where so much is asked for; how many parentheses are open. */
static bool put_availability(egb_ledger *ledger, egb_ledger_sheet from, size_t node, size_t unit, egb_buffer *out) {
  const egb_node *of = &ledger->index->node[node];
  const size_t row = EGB_LEDGER_FIRST + unit;
  size_t count = 0;
  egb_area area = children_of(ledger, node, row, row);
  if (of->available_of_children)
    for (size_t k = ledger->first[node]; k < ledger->first[node] + ledger->children[node]; k++)
      count += egb_results_applies(ledger->results, ledger->order[k - EGB_LEDGER_LEFT], unit);
  else
    for (size_t k = ledger->below_first[node]; k < ledger->below_first[node] + ledger->below[node]; k++)
      count += egb_results_applies(ledger->results, ledger->leaf_node[k - EGB_LEDGER_LEFT], unit);
  const size_t least = needed(of, count);
  if (least == 0)
    return false;
  if (!of->available_of_children)
    area = (egb_area){row, ledger->below_first[node], row, ledger->below_first[node] + ledger->below[node] - 1};
  const egb_reference cells = egb_ledger_range(
      ledger, from, of->available_of_children ? EGB_LEDGER_SCORES : EGB_LEDGER_NORMALISED, area, EGB_FIX_NONE);
  egb_buffer_format(out, "IF(COUNT(%s)>=%zu,", cells.text, least);
  return true;
}

/* Why an aggregate is not said as a formula whatever its method; NULL: nothing is against it. */
static const char *obstacle(const egb_ledger *ledger, size_t node) {
  const egb_planned_node *planned = &ledger->plan->node[node];
  const egb_node *of = &ledger->index->node[node];
  if (planned->kept)
    return "the score is given and not computed";
  if (planned->aggregate->sheet == NULL)
    return planned->aggregate->programs ? "the method solves programs, which a spreadsheet has no formula for"
                                        : "a spreadsheet has no formula for the method";
  if (planned->aggregate->whole && (of->available > 0 || of->available_least > 0))
    return "the method compares units, and `available:` takes some out of the comparison";
  return NULL;
}

/* A formula, rounded as `common` says (NULL: it is not). False: a spreadsheet does not round so. */
static bool put_rounded(egb_buffer *out, const egb_buffer *formula, const egb_common *common) {
  if (common != NULL && common->round >= 0)
    return egb_ledger_round(out, egb_buffer_string(formula), common->round, common->rounding) != EGB_SHEET_NONE;
  egb_buffer_text(out, egb_buffer_string(formula));
  return true;
}

/* The method's formula, rounded unless `then:` comes before that. */
static egb_sheet_kind put_method(egb_ledger *ledger, egb_ledger_sheet from, size_t node, size_t unit, egb_buffer *out) {
  const egb_planned_node *planned = &ledger->plan->node[node];
  const size_t row = EGB_LEDGER_FIRST + unit, last = EGB_LEDGER_FIRST + ledger->units - 1;
  const egb_common *common = &planned->aggregate_with->common;
  bool *subtract = egb_arena_array(ledger->arena, ledger->children[node], sizeof *subtract);
  for (size_t k = 0; subtract != NULL && k < ledger->children[node]; k++)
    subtract[k] = ledger->index->node[ledger->order[ledger->first[node] - EGB_LEDGER_LEFT + k]].subtract;
  const egb_aggregate_input input = {.parameter = planned->aggregate_with->parameter,
                                     .list = planned->aggregate_with->list,
                                     .child_count = ledger->children[node],
                                     .subtract = planned->aggregate->subtracts ? subtract : NULL,
                                     .scale = ledger->index->scale};
  const egb_reference x =
      egb_ledger_range(ledger, from, EGB_LEDGER_SCORES, children_of(ledger, node, row, row), EGB_FIX_NONE);
  const egb_reference w =
      egb_ledger_range(ledger, from, EGB_LEDGER_SCORES,
                       children_of(ledger, node, EGB_LEDGER_FACTS + 1, EGB_LEDGER_FACTS + 1), EGB_FIX_ROW);
  const egb_reference all =
      egb_ledger_range(ledger, from, EGB_LEDGER_SCORES, children_of(ledger, node, EGB_LEDGER_FIRST, last), EGB_FIX_ROW);
  const egb_sheet_children at = {.x = x.text, .w = w.text, .all = all.text};
  const egb_sheet_word word[] = {{'x', x.text}, {'w', w.text}, {0, NULL}};
  egb_buffer result = {0};
  egb_sheet_put(out, "IF(" EGB_SHEET_TOTAL ">0,", word);
  egb_sheet_kind kind = planned->aggregate->sheet(&input, &at, &result);
  if (!put_rounded(out, &result, egb_ledger_takes(ledger, node, EGB_LEDGER_THEN) ? NULL : common))
    kind = EGB_SHEET_NONE;
  egb_buffer_text(out, ",\"\")");
  out->failed = out->failed || result.failed;
  egb_buffer_clear(&result);
  return kind;
}

static egb_sheet_kind put_aggregated(egb_ledger *ledger, egb_ledger_sheet from, size_t node, size_t unit,
                                     const char **why) {
  *why = obstacle(ledger, node);
  if (*why != NULL)
    return EGB_SHEET_NONE;
  egb_buffer *out = egb_ledger_begin(ledger);
  const bool withheld = put_availability(ledger, from, node, unit, out);
  egb_buffer *same = &ledger->formula;
  const egb_sheet_kind kind = put_method(ledger, from, node, unit, same);
  if (withheld)
    egb_buffer_text(same, ",\"\")");
  *why = "a spreadsheet has no formula for the method with these parameters";
  return kind;
}

/* ---- what comes after that -------------------------------------------------------------------- */

static egb_sheet_kind put_then(egb_ledger *ledger, egb_ledger_sheet from, size_t node, size_t unit, const char **why) {
  const egb_common *common = &ledger->plan->node[node].aggregate_with->common;
  const place own = before(ledger, node, EGB_LEDGER_THEN);
  const egb_reference x = egb_ledger_cell(ledger, from, own.sheet, EGB_LEDGER_FIRST + unit, own.column, EGB_FIX_NONE);
  egb_buffer result = {0};
  egb_buffer *out = egb_ledger_begin(ledger);
  *why = "a spreadsheet has no formula for the expression of `then:`";
  egb_sheet_kind kind = egb_ledger_then(ledger, node, unit, from, own.column, &result);
  egb_buffer_format(out, "IF(%s=\"\",\"\",IF(ISNA(%s),\"\",", x.text, egb_buffer_string(&result));
  if (!put_rounded(out, &result, common))
    kind = EGB_SHEET_NONE;
  egb_buffer_text(out, "))");
  out->failed = out->failed || result.failed;
  egb_buffer_clear(&result);
  return kind;
}

static egb_sheet_kind put_rescaled(egb_ledger *ledger, egb_ledger_sheet from, size_t node, size_t unit,
                                   const char **why) {
  const place own = before(ledger, node, EGB_LEDGER_RESCALED);
  const egb_ledger_scaling scaling = {.sheet = from,
                                      .values = own.sheet,
                                      .values_column = own.column,
                                      .fitted = own.sheet,
                                      .fitted_column = own.column,
                                      .node = node};
  const egb_reference x = egb_ledger_cell(ledger, from, own.sheet, EGB_LEDGER_FIRST + unit, own.column, EGB_FIX_NONE);
  egb_buffer_format(egb_ledger_begin(ledger), "IF(%s=\"\",\"\",", x.text);
  const egb_sheet_kind kind = egb_ledger_scale(ledger, &scaling, unit, why);
  egb_buffer_char(&ledger->formula, ')');
  return kind;
}

/* A score that was filled stays what it is while there is none. */
static egb_sheet_kind put_completed(egb_ledger *ledger, egb_ledger_sheet from, size_t node, size_t unit) {
  const place own = before(ledger, node, EGB_LEDGER_COMPLETED);
  char number[EGB_SHEET_NUMBER_MAX] = "\"\"";
  const egb_reference x = egb_ledger_cell(ledger, from, own.sheet, EGB_LEDGER_FIRST + unit, own.column, EGB_FIX_NONE);
  if (egb_score_states(ledger->results, node)[unit] == EGB_STATE_IMPUTED) {
    (void)egb_sheet_number(egb_scores(ledger->results, node)[unit], number);
    egb_ledger_say(ledger, EGB_LEDGER_SCORES, ledger->index->node[node].id,
                   "missing scores are filled by its imputation: those numbers do not follow when others change");
  }
  egb_buffer_format(egb_ledger_begin(ledger), "IF(%s=\"\",%s,%s)", x.text, number, x.text);
  return EGB_SHEET_PLAIN;
}

static void put_step(egb_ledger *ledger, size_t node, egb_ledger_step step, size_t unit) {
  const place at = place_of(ledger, node, step);
  const double value = value_of(ledger, node, step, unit);
  const bool filled =
      step == EGB_LEDGER_COMPLETED && egb_score_states(ledger->results, node)[unit] == EGB_STATE_IMPUTED;
  const char *why = "";
  const egb_sheet_kind kind = step == EGB_LEDGER_AGGREGATED ? put_aggregated(ledger, at.sheet, node, unit, &why)
                              : step == EGB_LEDGER_THEN     ? put_then(ledger, at.sheet, node, unit, &why)
                              : step == EGB_LEDGER_RESCALED ? put_rescaled(ledger, at.sheet, node, unit, &why)
                                                            : put_completed(ledger, at.sheet, node, unit);
  const egb_look_role role = kind == EGB_SHEET_NONE ? EGB_ROLE_FIXED : filled ? EGB_ROLE_FILLED : EGB_ROLE_FORMULA;
  const size_t row = EGB_LEDGER_FIRST + unit;
  const char *id = ledger->index->node[node].id;
  if (kind != EGB_SHEET_NONE && egb_ledger_fits(ledger, at.sheet, id)) {
    egb_ledger_put(ledger, at.sheet, row, at.column, egb_ledger_score(ledger, role), kind, value);
    return;
  }
  if (kind == EGB_SHEET_NONE)
    egb_ledger_say(ledger, at.sheet, id, why);
  egb_ledger_number(ledger, at.sheet, row, at.column, egb_ledger_score(ledger, EGB_ROLE_FIXED), value);
}

/* ---- Steps ------------------------------------------------------------------------------------ */

static void put_steps_head(egb_ledger *ledger, size_t row, const char *label) {
  static const char *const steps[] = {"of its children", "then", "rescaled"};
  egb_ledger_text(ledger, EGB_LEDGER_STEPS, row, 1, EGB_LOOK_DESCRIPTION, label);
  for (size_t k = 0; k < ledger->step_count; k++) {
    const size_t column = EGB_LEDGER_LEFT + k, at = ledger->step_at[k], node = at / EGB_LEDGER_STEPS_MOST;
    const bool rescaled = egb_ledger_takes(ledger, node, EGB_LEDGER_RESCALED) &&
                          before(ledger, node, EGB_LEDGER_RESCALED).column == column;
    const egb_ledger_scaling scaling = {.values = EGB_LEDGER_STEPS,
                                        .values_column = column,
                                        .fitted = EGB_LEDGER_STEPS,
                                        .fitted_column = column,
                                        .node = node};
    if (row == EGB_LEDGER_ID)
      egb_ledger_text(ledger, EGB_LEDGER_STEPS, row, column, EGB_LOOK_HEADER, ledger->index->node[node].id);
    else if (row == EGB_LEDGER_NAME)
      egb_ledger_text(ledger, EGB_LEDGER_STEPS, row, column, EGB_LOOK_DESCRIPTION, egb_ledger_node_name(ledger, node));
    else if (row == EGB_LEDGER_FACTS)
      egb_ledger_text(ledger, EGB_LEDGER_STEPS, row, column, EGB_LOOK_DESCRIPTION, steps[at % EGB_LEDGER_STEPS_MOST]);
    else if (rescaled)
      egb_ledger_put_fitted(ledger, &scaling, row - EGB_LEDGER_FACTS - 1);
  }
}

static void put_steps(egb_ledger *ledger) {
  static const char *const labels[] = {NULL, NULL, "", "", "step", "rescaling learns: 1", "2", "3"};
  egb_ledger_widths(ledger, EGB_LEDGER_STEPS, ledger->step_count);
  egb_ledger_text(ledger, EGB_LEDGER_STEPS, EGB_LEDGER_TITLE, 0, EGB_LOOK_TITLE, egb_ledger_name(EGB_LEDGER_STEPS));
  egb_ledger_text(ledger, EGB_LEDGER_STEPS, EGB_LEDGER_HELP, 0, EGB_LOOK_GENERAL,
                  "Scores of nodes before what else happens to them (`then:`, `rescale:`, `impute:`).");
  egb_ledger_text(ledger, EGB_LEDGER_STEPS, EGB_LEDGER_ID, 0, EGB_LOOK_HEADER, "unit");
  for (size_t row = EGB_LEDGER_ID; row < EGB_LEDGER_FIRST; row++)
    put_steps_head(ledger, row, labels[row]);
  for (size_t u = 0; u < ledger->units; u++) {
    egb_ledger_unit(ledger, EGB_LEDGER_STEPS, u);
    for (size_t k = 0; k < ledger->step_count; k++) {
      const size_t at = ledger->step_at[k];
      put_step(ledger, at / EGB_LEDGER_STEPS_MOST, (egb_ledger_step)(at % EGB_LEDGER_STEPS_MOST), u);
    }
  }
  egb_ledger_finish(ledger, EGB_LEDGER_STEPS);
}

/* ---- Scores ----------------------------------------------------------------------------------- */

static void scores_fact(egb_ledger *ledger, egb_ledger_sheet sheet, size_t row, size_t column, size_t node) {
  const size_t parent = ledger->index->node[node].parent;
  const egb_look share = {.kind = EGB_LOOK_PERCENT, .decimals = 2, .role = EGB_ROLE_FORMULA};
  egb_reference at;
  switch (row - EGB_LEDGER_FACTS) {
  case 0:
    egb_ledger_text(ledger, sheet, row, column, EGB_LOOK_DESCRIPTION,
                    parent != EGB_NONE ? ledger->index->node[parent].id : "");
    break;
  case 1:
    at = egb_ledger_cell(ledger, sheet, EGB_LEDGER_WEIGHTS, ledger->row[node], egb_ledger_share_column(ledger),
                         EGB_FIX_BOTH);
    egb_buffer_text(egb_ledger_begin(ledger), at.text);
    egb_ledger_put(ledger, sheet, row, column, share, EGB_SHEET_PLAIN, ledger->results->share[node]);
    break;
  case 2:
    at = egb_ledger_cell(ledger, sheet, EGB_LEDGER_WEIGHTS, ledger->row[node], egb_ledger_share_column(ledger) + 1,
                         EGB_FIX_BOTH);
    egb_buffer_text(egb_ledger_begin(ledger), at.text);
    egb_ledger_put(ledger, sheet, row, column, share, EGB_SHEET_PLAIN, ledger->results->effective[node]);
    break;
  default:
    at = egb_ledger_units(ledger, sheet, sheet, column);
    egb_buffer_format(egb_ledger_begin(ledger), "IF(COUNT(%s)=0,\"\",AVERAGE(%s))", at.text, at.text);
    egb_ledger_put(ledger, sheet, row, column, egb_ledger_score(ledger, EGB_ROLE_FORMULA), EGB_SHEET_PLAIN,
                   egb_ledger_mean(ledger, node));
  }
}

static void put_leaf(egb_ledger *ledger, size_t node, size_t unit) {
  const egb_reference x = egb_ledger_cell(ledger, EGB_LEDGER_SCORES, EGB_LEDGER_NORMALISED, EGB_LEDGER_FIRST + unit,
                                          ledger->leaf[node], EGB_FIX_NONE);
  egb_buffer_format(egb_ledger_begin(ledger), "IF(%s=\"\",\"\",%s)", x.text, x.text);
  egb_ledger_put(ledger, EGB_LEDGER_SCORES, EGB_LEDGER_FIRST + unit, ledger->column[node],
                 egb_ledger_score(ledger, EGB_ROLE_FORMULA), EGB_SHEET_PLAIN, egb_scores(ledger->results, node)[unit]);
}

static egb_ledger_step last_step(const egb_ledger *ledger, size_t node) {
  egb_ledger_step step = EGB_LEDGER_COMPLETED;
  while (!egb_ledger_takes(ledger, node, step))
    step = (egb_ledger_step)(step - 1);
  return step;
}

void egb_ledger_scores(egb_ledger *ledger) {
  static const char *const labels[] = {"child of", "share of its siblings", "share of the index", "mean"};
  egb_ledger_head(
      ledger, EGB_LEDGER_SCORES, true, 0,
      "The scores of every node: the index, then its children, then theirs; the children of a node lie side "
      "by side.",
      labels, scores_fact);
  for (size_t u = 0; u < ledger->units; u++) {
    egb_ledger_unit(ledger, EGB_LEDGER_SCORES, u);
    for (size_t k = 0; k < ledger->nodes; k++) {
      const size_t node = ledger->order[k];
      if (ledger->leaf[node] != EGB_NONE)
        put_leaf(ledger, node, u);
      else
        put_step(ledger, node, last_step(ledger, node), u);
    }
  }
  const egb_area area = {EGB_LEDGER_FIRST, EGB_LEDGER_LEFT, EGB_LEDGER_FIRST + ledger->units - 1,
                         EGB_LEDGER_LEFT + ledger->nodes - 1};
  egb_book_bars(ledger->book, ledger->sheet[EGB_LEDGER_SCORES], area, 0, ledger->index->scale);
  egb_ledger_finish(ledger, EGB_LEDGER_SCORES);
  if (egb_ledger_has(ledger, EGB_LEDGER_STEPS))
    put_steps(ledger);
}
