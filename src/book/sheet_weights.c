/* Weights: the tree with the weights to be changed, those to choose from, and what follows from them: shares among
 * siblings and of the index, and whether the weights of siblings can be used. */
#include "book/ledger.h"
#include "method/method.h"

#include <math.h>
#include <stdio.h>

/* Columns: id, name, weights to be changed, then a column per plan of the options, then what follows. */
enum { ID, NAME, OWN, PLANS };
enum { USED, SHARE, EFFECTIVE, SUM, CHECK, NUMBER, PARENT, CHOICE };

#define OWN_LABEL "your weights"
#define WRITTEN_LABEL "as defined"
#define CHOSEN_ROW 4 /* which weights are used */

static size_t behind(const egb_ledger *ledger, size_t which) {
  return PLANS + ledger->plan_count + which;
}

size_t egb_ledger_share_column(const egb_ledger *ledger) {
  return behind(ledger, SHARE);
}

static const char *label_of(const egb_ledger *ledger, size_t choice) {
  const char *scenario = choice > 0 ? ledger->plans[choice - 1]->scenario : NULL;
  return choice == 0 ? OWN_LABEL : scenario != NULL ? scenario : WRITTEN_LABEL;
}

static egb_reference at(egb_ledger *ledger, size_t row, size_t column, int fix) {
  return egb_ledger_cell(ledger, EGB_LEDGER_WEIGHTS, EGB_LEDGER_WEIGHTS, row, column, fix);
}

/* The names to choose from, below each other at the right end: from the first row of nodes on. */
static egb_area choices(const egb_ledger *ledger) {
  const size_t column = behind(ledger, CHOICE);
  return (egb_area){EGB_LEDGER_FIRST, column, EGB_LEDGER_FIRST + ledger->plan_count, column};
}

/* ---- above the tree --------------------------------------------------------------------------- */

static void put_head(egb_ledger *ledger) {
  static const char *const behind_labels[] = {
      "used",   "share of siblings", "share of the index", "sum of children", "check", "number",
      "parent", "to choose from"};
  const egb_ledger_sheet sheet = EGB_LEDGER_WEIGHTS;
  const egb_look chosen = {.kind = EGB_LOOK_TEXT, .decimals = -1, .role = EGB_ROLE_INPUT};
  egb_ledger_text(ledger, sheet, EGB_LEDGER_TITLE, 0, EGB_LOOK_TITLE, egb_ledger_name(sheet));
  egb_ledger_text(ledger, sheet, EGB_LEDGER_HELP, 0, EGB_LOOK_GENERAL,
                  "Change a number under `" OWN_LABEL
                  "`, or choose other weights: scores and ranks follow. Weights are "
                  "relative among siblings.");
  egb_ledger_text(ledger, sheet, CHOSEN_ROW, ID, EGB_LOOK_HEADER, "weights");
  egb_book_text(ledger->book, ledger->sheet[sheet], CHOSEN_ROW, NAME, chosen, label_of(ledger, 0));
  const egb_reference list = egb_ledger_range(ledger, sheet, sheet, choices(ledger), EGB_FIX_BOTH);
  const egb_reference cell = at(ledger, CHOSEN_ROW, NAME, EGB_FIX_BOTH);
  egb_ledger_put_chosen(ledger, sheet, CHOSEN_ROW, OWN, sheet, choices(ledger), cell, 1);
  egb_book_choose(ledger->book, ledger->sheet[sheet], (egb_area){CHOSEN_ROW, NAME, CHOSEN_ROW, NAME}, list.text,
                  "Weights", "Those that scores and ranks are computed with.");
  egb_ledger_text(ledger, sheet, EGB_LEDGER_FIRST - 1, ID, EGB_LOOK_HEADER, "node");
  egb_ledger_text(ledger, sheet, EGB_LEDGER_FIRST - 1, NAME, EGB_LOOK_HEADER, "name");
  for (size_t i = 0; i <= ledger->plan_count; i++)
    egb_ledger_text(ledger, sheet, EGB_LEDGER_FIRST - 1, OWN + i, EGB_LOOK_HEADER, label_of(ledger, i));
  for (size_t i = USED; i <= CHOICE; i++)
    egb_ledger_text(ledger, sheet, EGB_LEDGER_FIRST - 1, behind(ledger, i), EGB_LOOK_HEADER, behind_labels[i]);
}

/* ---- the tree --------------------------------------------------------------------------------- */

/* A weight that comes from the data is a formula where the method has one. */
static void put_own(egb_ledger *ledger, size_t node) {
  const size_t parent = ledger->index->node[node].parent, row = ledger->row[node];
  const egb_weigh *method = ledger->plan->node[parent].weigh;
  const double weight = ledger->results->weight[node];
  egb_look look = {.kind = EGB_LOOK_NUMBER, .decimals = -1, .role = EGB_ROLE_INPUT};
  if (method->needs_data && method->sheet != NULL) {
    const egb_weigh_input input = {.child_count = ledger->children[parent]};
    const egb_reference all = egb_ledger_units(ledger, EGB_LEDGER_WEIGHTS, EGB_LEDGER_SCORES, ledger->column[node]);
    look.role = EGB_ROLE_FORMULA;
    const egb_sheet_kind kind = method->sheet(&input, all.text, egb_ledger_begin(ledger));
    egb_ledger_put(ledger, EGB_LEDGER_WEIGHTS, row, OWN, look, kind, weight);
    return;
  }
  if (method->needs_data) {
    look.role = EGB_ROLE_FIXED;
    egb_ledger_say(ledger, EGB_LEDGER_WEIGHTS, ledger->index->node[parent].id,
                   "the weights of its children come from the data, by a method that a spreadsheet has no formula for; "
                   "they do not follow when the data change");
  }
  egb_ledger_number(ledger, EGB_LEDGER_WEIGHTS, row, OWN, look, weight);
}

static void put_used(egb_ledger *ledger, size_t node) {
  const size_t row = ledger->row[node];
  const egb_look look = {.kind = EGB_LOOK_NUMBER, .decimals = -1, .role = EGB_ROLE_FORMULA};
  const egb_reference choice = at(ledger, CHOSEN_ROW, OWN, EGB_FIX_BOTH), own = at(ledger, row, OWN, EGB_FIX_NONE);
  const egb_reference others = egb_ledger_range(ledger, EGB_LEDGER_WEIGHTS, EGB_LEDGER_WEIGHTS,
                                                (egb_area){row, OWN, row, OWN + ledger->plan_count}, EGB_FIX_NONE);
  egb_buffer *out = egb_ledger_begin(ledger);
  if (ledger->plan_count == 0)
    egb_buffer_text(out, own.text);
  else
    egb_buffer_format(out, "INDEX(%s,1,%s)", others.text, choice.text);
  egb_ledger_put(ledger, EGB_LEDGER_WEIGHTS, row, behind(ledger, USED), look, EGB_SHEET_PLAIN,
                 ledger->results->weight[node]);
}

static void put_shares(egb_ledger *ledger, size_t node) {
  const size_t row = ledger->row[node], parent = ledger->index->node[node].parent;
  const egb_look look = {.kind = EGB_LOOK_PERCENT, .decimals = 2, .role = EGB_ROLE_FORMULA};
  egb_buffer *out;
  if (parent == EGB_NONE) {
    egb_ledger_number(ledger, EGB_LEDGER_WEIGHTS, row, behind(ledger, SHARE), look, 1);
    egb_ledger_number(ledger, EGB_LEDGER_WEIGHTS, row, behind(ledger, EFFECTIVE), look, 1);
    return;
  }
  const egb_reference used = at(ledger, row, behind(ledger, USED), EGB_FIX_NONE);
  const egb_reference sum = at(ledger, ledger->row[parent], behind(ledger, SUM), EGB_FIX_ROW);
  out = egb_ledger_begin(ledger);
  egb_buffer_format(out, "IF(%s>0,%s/%s,0)", used.text, used.text, sum.text);
  egb_ledger_put(ledger, EGB_LEDGER_WEIGHTS, row, behind(ledger, SHARE), look, EGB_SHEET_PLAIN,
                 ledger->results->share[node]);
  const egb_reference share = at(ledger, row, behind(ledger, SHARE), EGB_FIX_NONE);
  const egb_reference above = at(ledger, ledger->row[parent], behind(ledger, EFFECTIVE), EGB_FIX_ROW);
  out = egb_ledger_begin(ledger);
  egb_buffer_format(out, "%s*%s", above.text, share.text);
  egb_ledger_put(ledger, EGB_LEDGER_WEIGHTS, row, behind(ledger, EFFECTIVE), look, EGB_SHEET_PLAIN,
                 ledger->results->effective[node]);
}

static double sum_of(const egb_ledger *ledger, size_t node) {
  const egb_node *nodes = ledger->index->node;
  double sum = 0;
  for (size_t child = nodes[node].first_child; child != EGB_NONE; child = nodes[child].next)
    sum += ledger->results->active[child] ? ledger->results->weight[child] : 0;
  return sum;
}

/* By the number of the parent, which no text can be mistaken for. */
static void put_sum(egb_ledger *ledger, size_t node) {
  const egb_ledger_sheet sheet = EGB_LEDGER_WEIGHTS;
  const size_t row = ledger->row[node], last = EGB_LEDGER_FIRST + ledger->nodes - 1;
  const egb_look number = {.kind = EGB_LOOK_NUMBER, .decimals = -1, .role = EGB_ROLE_FORMULA};
  const egb_look text = {.kind = EGB_LOOK_GENERAL, .decimals = -1, .role = EGB_ROLE_FORMULA};
  const double sum = sum_of(ledger, node);
  char was[EGB_SHEET_NUMBER_MAX];
  const egb_area parents = {EGB_LEDGER_FIRST, behind(ledger, PARENT), last, behind(ledger, PARENT)};
  const egb_area weights = {EGB_LEDGER_FIRST, behind(ledger, USED), last, behind(ledger, USED)};
  const egb_reference parent = egb_ledger_range(ledger, sheet, sheet, parents, EGB_FIX_BOTH);
  const egb_reference used = egb_ledger_range(ledger, sheet, sheet, weights, EGB_FIX_BOTH);
  const egb_reference own = at(ledger, row, behind(ledger, NUMBER), EGB_FIX_NONE);
  egb_buffer_format(egb_ledger_begin(ledger), "SUMIF(%s,%s,%s)", parent.text, own.text, used.text);
  egb_ledger_put(ledger, sheet, row, behind(ledger, SUM), number, EGB_SHEET_PLAIN, sum);
  const egb_reference total = at(ledger, row, behind(ledger, SUM), EGB_FIX_NONE);
  const egb_sheet_word word[] = {
      {'t', total.text}, {'p', parent.text}, {'n', own.text}, {'u', used.text}, {'w', egb_sheet_number(sum, was)},
      {0, NULL}};
  egb_sheet_put(
      egb_ledger_begin(ledger),
      "IF(COUNT(%t)=0,\"not a number\",IF(SUMPRODUCT((%p=%n)*((%u<0)+ISTEXT(%u)))>0,\"a weight is no number of "
      "at least 0\",IF(%t<=0,\"no weight above 0\",IF(ABS(%t-%w)>%w*1E-9,\"the sum was %w\",\"ok\"))))",
      word);
  egb_ledger_put_text(ledger, sheet, row, behind(ledger, CHECK), text, EGB_SHEET_PLAIN, "ok");
}

static void put_node(egb_ledger *ledger, size_t node, size_t k) {
  const egb_ledger_sheet sheet = EGB_LEDGER_WEIGHTS;
  const egb_node *of = &ledger->index->node[node];
  const size_t row = ledger->row[node];
  const egb_look number = {.kind = EGB_LOOK_NUMBER};
  const egb_look weight = {.kind = EGB_LOOK_NUMBER, .decimals = -1};
  const egb_look text = {.kind = EGB_LOOK_TEXT, .decimals = -1, .bold = of->first_child != EGB_NONE};
  egb_buffer indented = {0};
  egb_buffer_repeat(&indented, ' ', 2 * of->depth);
  egb_buffer_text(&indented, egb_ledger_node_name(ledger, node));
  egb_book_text(ledger->book, ledger->sheet[sheet], row, ID, text, of->id);
  egb_book_text(ledger->book, ledger->sheet[sheet], row, NAME, text, egb_buffer_string(&indented));
  ledger->failed = ledger->failed || indented.failed;
  egb_buffer_clear(&indented);
  if (of->parent != EGB_NONE) {
    put_own(ledger, node);
    for (size_t i = 0; i < ledger->plan_count; i++)
      egb_ledger_number(ledger, sheet, row, PLANS + i, weight, egb_plan_weight(ledger->plans[i], node));
    put_used(ledger, node);
  }
  put_shares(ledger, node);
  if (of->first_child != EGB_NONE)
    put_sum(ledger, node);
  egb_ledger_number(ledger, sheet, row, behind(ledger, NUMBER), number, (double)(k + 1));
  egb_ledger_number(ledger, sheet, row, behind(ledger, PARENT), number,
                    of->parent != EGB_NONE ? (double)(ledger->row[of->parent] - EGB_LEDGER_FIRST + 1) : 0);
}

void egb_ledger_weights(egb_ledger *ledger) {
  const size_t in = ledger->sheet[EGB_LEDGER_WEIGHTS], last = EGB_LEDGER_FIRST + ledger->nodes - 1;
  const size_t rows = ledger->nodes > ledger->plan_count + 1 ? ledger->nodes : ledger->plan_count + 1;
  egb_book_width(ledger->book, in, ID, ID, 14, (egb_look){0});
  egb_book_width(ledger->book, in, NAME, NAME, 44, (egb_look){0});
  egb_book_width(ledger->book, in, OWN, behind(ledger, CHOICE), 14, (egb_look){0});
  put_head(ledger);
  size_t node = 0;
  for (size_t k = 0; k < rows; k++) {
    if (k < ledger->nodes) {
      while (ledger->row[node] != EGB_LEDGER_FIRST + k)
        node++;
      put_node(ledger, node, k);
    }
    if (k <= ledger->plan_count)
      egb_ledger_text(ledger, EGB_LEDGER_WEIGHTS, EGB_LEDGER_FIRST + k, behind(ledger, CHOICE), EGB_LOOK_TEXT,
                      label_of(ledger, k));
  }
  egb_book_limit(ledger->book, in, (egb_area){EGB_LEDGER_FIRST, OWN, last, OWN}, 0, 1e9, "Weight",
                 "A number of at least 0, relative to the weights of its siblings.");
  const egb_area checks = {EGB_LEDGER_FIRST, behind(ledger, CHECK), last, behind(ledger, CHECK)};
  const egb_reference check = at(ledger, EGB_LEDGER_FIRST, behind(ledger, CHECK), EGB_FIX_NONE);
  egb_buffer_format(egb_ledger_begin(ledger), "AND(%s<>\"\",%s<>\"ok\")", check.text, check.text);
  egb_book_when(ledger->book, in, checks, egb_buffer_string(&ledger->formula), EGB_ROLE_FAULT);
  egb_book_freeze(ledger->book, in, EGB_LEDGER_FIRST, OWN);
  egb_book_print(ledger->book, in, true, EGB_LEDGER_FIRST, OWN);
}
