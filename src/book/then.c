/* An expression of `then:` as a formula. A missing score is #N/A inside it, which spreadsheets hand on as the engine
 * hands missing on, but for the functions that ask for it; a fault is another error. */
#include "book/ledger.h"
#include "model/expression_step.h"

typedef struct entry {
  egb_buffer text;
  egb_sheet_word range; /* of all units, when the entry is the score of a node and no more; text NULL: it is not */
} entry;

typedef struct machine {
  egb_ledger *ledger;
  size_t node, unit, own;
  egb_ledger_sheet from, own_sheet;
  entry entry[EGB_EXPRESSION_STACK];
  egb_reference range[EGB_EXPRESSION_STACK];
} machine;

static const char *const forms[] = {[EGB_STEP_NEGATE] = "(-%a)",
                                    [EGB_STEP_ADD] = "(%a+%b)",
                                    [EGB_STEP_SUBTRACT] = "(%a-%b)",
                                    [EGB_STEP_MULTIPLY] = "(%a*%b)",
                                    [EGB_STEP_DIVIDE] = "(%a/%b)",
                                    [EGB_STEP_POWER] = "POWER(%a,%b)",
                                    [EGB_STEP_LESS] = "((%a<%b)*1)",
                                    [EGB_STEP_LESS_EQUAL] = "((%a<=%b)*1)",
                                    [EGB_STEP_GREATER] = "((%a>%b)*1)",
                                    [EGB_STEP_GREATER_EQUAL] = "((%a>=%b)*1)",
                                    [EGB_STEP_EQUAL] = "((%a=%b)*1)",
                                    [EGB_STEP_UNEQUAL] = "((%a<>%b)*1)",
                                    [EGB_STEP_LN] = "LN(%a)",
                                    [EGB_STEP_LOG10] = "LOG10(%a)",
                                    [EGB_STEP_SQRT] = "SQRT(%a)",
                                    [EGB_STEP_ABS] = "ABS(%a)",
                                    [EGB_STEP_EXP] = "EXP(%a)",
                                    [EGB_STEP_MIN] = "MIN(%a,%b)",
                                    [EGB_STEP_MAX] = "MAX(%a,%b)",
                                    [EGB_STEP_CLAMP] = "MIN(MAX(%a,%b),%c)",
                                    [EGB_STEP_ROUND] = "ROUND(%a,%b)",
                                    [EGB_STEP_CHOOSE] = "IF(%a<>0,%b,%c)",
                                    [EGB_STEP_MISSING] = "IF(ISERROR(%a),1,0)",
                                    [EGB_STEP_MEAN_FIRST] = "IF(ISNA(%a),0,%a)",
                                    [EGB_STEP_MEAN_NEXT] = "(%a+IF(ISNA(%c),0,%c))",
                                    [EGB_STEP_MEAN] = "IF(%b=0,NA(),%a/%b)",
                                    [EGB_STEP_COUNT_FIRST] = "IF(ISERROR(%a),0,1)",
                                    [EGB_STEP_COUNT] = "(%a+IF(ISERROR(%b),0,1))",
                                    [EGB_STEP_MINIMUM] = "IF(COUNT(%r)=0,NA(),MIN(%r))",
                                    [EGB_STEP_MAXIMUM] = "IF(COUNT(%r)=0,NA(),MAX(%r))",
                                    [EGB_STEP_MEDIAN] = "IF(COUNT(%r)=0,NA(),MEDIAN(%r))"};
/* Beside the sum of a mean, how many are in it. */
static const char *const second[sizeof forms / sizeof *forms] = {
    [EGB_STEP_MEAN_FIRST] = "IF(ISNA(%a),0,1)", [EGB_STEP_MEAN_NEXT] = "(%b+IF(ISNA(%c),0,1))"};

static void put_leaf(machine *m, const egb_step *step, size_t depth) {
  char number[EGB_SHEET_NUMBER_MAX];
  egb_buffer *out = &m->entry[depth].text;
  if (step->kind == EGB_STEP_NUMBER) {
    egb_buffer_text(out, egb_sheet_number(step->number, number));
    return;
  }
  const size_t other = m->ledger->index->node[m->node].then_operand[step->column];
  const egb_ledger_sheet sheet = other == EGB_NONE ? m->own_sheet : EGB_LEDGER_SCORES;
  const size_t column = other == EGB_NONE ? m->own : m->ledger->column[other];
  const egb_reference x = egb_ledger_cell(m->ledger, m->from, sheet, EGB_LEDGER_FIRST + m->unit, column, EGB_FIX_NONE);
  m->range[depth] = egb_ledger_units(m->ledger, m->from, sheet, column);
  m->entry[depth].range = (egb_sheet_word){'r', m->range[depth].text};
  egb_buffer_format(out, "IF(%s=\"\",NA(),%s)", x.text, x.text);
}

static bool asks_range(egb_step_kind kind) {
  return kind == EGB_STEP_MINIMUM || kind == EGB_STEP_MAXIMUM || kind == EGB_STEP_MEDIAN;
}

/* The entries from `depth` on become what the step makes of them. False: a range of something that is no column. */
static bool run(machine *m, const egb_step *step, size_t depth) {
  entry *at = &m->entry[depth];
  const size_t takes = egb_step_takes(step->kind);
  egb_sheet_word word[] = {{'a', NULL}, {'b', NULL}, {'c', NULL}, {0, NULL}, {0, NULL}};
  egb_buffer result = {0}, beside = {0};
  for (size_t k = 0; k < takes; k++)
    word[k].text = egb_buffer_string(&at[k].text);
  if (takes > 0 && asks_range(step->kind)) {
    if (at->range.text == NULL)
      return false;
    word[1] = at->range;
  }
  egb_sheet_put(&result, forms[step->kind], word);
  const bool two = second[step->kind] != NULL;
  if (two)
    egb_sheet_put(&beside, second[step->kind], word);
  for (size_t k = 0; k < takes; k++) {
    result.failed = result.failed || at[k].text.failed;
    egb_buffer_clear(&at[k].text);
  }
  at->text = result;
  at->range = (egb_sheet_word){0, NULL};
  if (two)
    at[1].text = beside;
  return true;
}

egb_sheet_kind egb_ledger_then(egb_ledger *ledger, size_t node, size_t unit, egb_ledger_sheet from, size_t own_column,
                               egb_buffer *out) {
  const egb_expression *then = ledger->index->node[node].then;
  machine *m = egb_arena_array(ledger->arena, 1, sizeof *m);
  bool fine = m != NULL;
  size_t depth = 0;
  if (m == NULL)
    return EGB_SHEET_NONE;
  *m = (machine){
      .ledger = ledger, .node = node, .unit = unit, .own = own_column, .from = from, .own_sheet = EGB_LEDGER_STEPS};
  for (size_t i = 0; i < then->step_count && fine; i++) {
    const egb_step *step = &then->step[i];
    depth -= egb_step_takes(step->kind);
    if (egb_step_takes(step->kind) == 0)
      put_leaf(m, step, depth);
    else
      fine = run(m, step, depth);
    depth += egb_step_gives(step->kind);
    fine = fine && m->entry[depth - 1].text.length <= EGB_FORMULA_MOST;
  }
  if (fine)
    egb_buffer_text(out, egb_buffer_string(&m->entry[0].text));
  for (size_t k = 0; k < EGB_EXPRESSION_STACK; k++) {
    out->failed = out->failed || m->entry[k].text.failed;
    egb_buffer_clear(&m->entry[k].text);
  }
  return fine ? EGB_SHEET_PLAIN : EGB_SHEET_NONE;
}
