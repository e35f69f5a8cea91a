/* The sheets Database and Framework of the COIN Tool (European Commission, Joint Research Centre, version 1), in the
 * cells in which COINr reads them (W. Becker et al., COINr, R/coinToolIn.R): on Database indicators in columns E to CY,
 * in row 7 their weights, 8 directions, 9 and 10 goalposts, 11 to 14 the groups they are in, 15 names, 16 codes, from
 * row 17 on the units, their names in B and codes in C; on Framework the groups from row 5 on, codes in C, weights in
 * E, names in H. A level of groups that is the same for all indicators is one that is not used.
 *
 * A tree whose branches are not equally deep gets a group of one for an indicator without one, which changes nothing.
 * What does not fit is refused; what the tool would compute in another way is on a sheet of notes. */
#include "base/codes.h"
#include "base/diag.h"
#include "base/options.h"
#include "model/results.h"
#include "score/plan.h"
#include "score/stages.h"
#include "write/archive.h"
#include "write/book.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { INDICATORS_MOST = 99, UNITS_MOST = 299, GROUPS_MOST = 48, LEVELS = 3 };
enum { WEIGHT = 6, DIRECTION, LOWER, UPPER, INDEX, NAMES = 14, CODES, FIRST_UNIT }; /* rows of Database */
enum { UNIT_NAME = 1, UNIT_CODE, LABEL, FIRST_INDICATOR };                          /* its columns */
enum { FRAMEWORK_HEAD = 3, FRAMEWORK_CODE = 2, FRAMEWORK_WEIGHT = 4, FRAMEWORK_NAME = 7 };

/* A group of the tool: a node, or one indicator that has no node at its level. */
typedef struct group {
  char code[32];
  size_t node;
} group;

typedef struct tool {
  egb_arena *arena;
  egb_book *book;
  const egb_plan *plan;
  const egb_results *results;
  const char *const *languages;
  size_t *leaf, leaves, depth; /* indicators; levels of groups that are used */
  group *group;                /* of all levels, the index first */
  size_t group_count;
  size_t *of; /* per level and indicator: its group */
  size_t database, framework, notes;
  size_t note_row;
  size_t added; /* groups of one */
} tool;

static const egb_look plain = {.kind = EGB_LOOK_GENERAL, .decimals = -1};

/* ---- what fits -------------------------------------------------------------------------------- */

#define OTHERWISE ", or write the workbook without --coin-tool"
#define FEWER_NODES "leave some out in a scenario (`scenarios: {small: {drop: [ID]}}`, then --scenario small)" OTHERWISE
#define FEWER_UNITS "give data of fewer units (--data)" OTHERWISE

static egb_status refuse(const char *what, size_t count, size_t most, const char *hint, egb_diag *diag) {
  egb_diag_say(diag, EGB_SEVERITY_ERROR, EGB_E_SHEET_SIZE, "the COIN Tool holds %zu %s, and the index has %zu", most,
               what, count);
  egb_diag_hint(diag, "%s", hint);
  return EGB_UNCOMPUTABLE;
}

static size_t depth_of(const tool *t, size_t node) {
  return t->plan->index->node[node].depth;
}

static bool gather(tool *t) {
  const egb_node *nodes = t->plan->index->node;
  t->leaf = egb_arena_array(t->arena, t->plan->index->node_count, sizeof *t->leaf);
  for (size_t i = 0; t->leaf != NULL && i < t->plan->index->node_count; i++)
    if (nodes[i].first_child == EGB_NONE && t->results->active[i]) {
      t->leaf[t->leaves++] = i;
      t->depth = nodes[i].depth - 1 > t->depth ? nodes[i].depth - 1 : t->depth;
    }
  return t->leaf != NULL;
}

/* ---- groups ----------------------------------------------------------------------------------- */

/* The codes of a level begin alike: the lowest that is used are sub-pillars where there are two or three. */
static const char *prefix(const tool *t, size_t level) {
  static const char *const of_three[] = {"si", "p", "sp"};
  return of_three[t->depth == LEVELS ? level : level + 1];
}

static size_t above(const tool *t, size_t node, size_t depth) {
  while (depth_of(t, node) > depth)
    node = t->plan->index->node[node].parent;
  return node;
}

/* The group of an indicator at a level, the one before if it is the same. */
static void put_in_group(tool *t, size_t level, size_t k, size_t *number) {
  const size_t leaf = t->leaf[k];
  const bool own = depth_of(t, leaf) <= level + 1;
  const size_t node = own ? leaf : above(t, leaf, level + 1);
  const size_t last = t->group_count - 1;
  if (k == 0 || t->group[last].node != node) {
    group *next = &t->group[t->group_count++];
    next->node = node;
    (void)snprintf(next->code, sizeof next->code, "%s.%02zu", prefix(t, level), ++*number);
    t->added += own;
  }
  t->of[level * t->leaves + k] = t->group_count - 1;
}

static bool make_groups(tool *t) {
  t->group = egb_arena_array(t->arena, 1 + LEVELS * t->leaves, sizeof *t->group);
  t->of = egb_arena_array(t->arena, LEVELS * t->leaves, sizeof *t->of);
  if (egb_arena_failed(t->arena))
    return false;
  t->group[t->group_count++] = (group){.code = "Index", .node = 0};
  for (size_t level = 0; level < t->depth; level++)
    for (size_t k = 0, number = 0; k < t->leaves; k++)
      put_in_group(t, level, k, &number);
  return true;
}

/* ---- sheets ----------------------------------------------------------------------------------- */

static void text(const tool *t, size_t sheet, size_t row, size_t column, const char *value) {
  egb_book_text(t->book, sheet, row, column, plain, value);
}

static const char *name_of(const tool *t, size_t node) {
  return egb_index_node_name(t->plan->index, node, t->languages);
}

/* What a row above the units has for an indicator. */
static void put_about(const tool *t, size_t row, size_t k) {
  const size_t node = t->leaf[k], column = FIRST_INDICATOR + k;
  const egb_node *of = &t->plan->index->node[node];
  const bool grouped_alone = t->depth > 0 && t->group[t->of[(t->depth - 1) * t->leaves + k]].node == node;
  char code[32];
  switch (row) {
  case WEIGHT:
    egb_book_number(t->book, t->database, row, column, plain, grouped_alone ? 1 : t->results->weight[node]);
    break;
  case DIRECTION:
    egb_book_number(t->book, t->database, row, column, plain, of->direction);
    break;
  case LOWER:
  case UPPER:
    if (of->has_goalposts)
      egb_book_number(t->book, t->database, row, column, plain, of->goalposts[row - LOWER]);
    break;
  case NAMES:
    text(t, t->database, row, column, name_of(t, node));
    break;
  default:
    (void)snprintf(code, sizeof code, "Ind.%02zu", k + 1);
    text(t, t->database, row, column, code);
  }
}

/* Rows 11 to 14: the index, sub-index, pillar and sub-pillar; a level that is not used is one group for all. */
static void put_levels(const tool *t, size_t row, size_t k) {
  static const char *const unused[] = {"Index", "si.01", "p.01", "sp.01"};
  const size_t which = row - INDEX, skipped = t->depth == LEVELS ? 1 : 2;
  const bool used = which >= skipped && which - skipped < t->depth;
  text(t, t->database, row, FIRST_INDICATOR + k,
       used ? t->group[t->of[(which - skipped) * t->leaves + k]].code : unused[which]);
}

static void put_database(const tool *t) {
  static const char *const labels[] = {"weight",    "direction", "lower goalpost", "upper goalpost", "index",
                                       "sub-index", "pillar",    "sub-pillar",     "indicator name", "indicator code"};
  const egb_dataset *data = t->plan->data;
  for (size_t row = WEIGHT; row <= CODES; row++) {
    text(t, t->database, row, LABEL, labels[row - WEIGHT]);
    for (size_t k = 0; k < t->leaves; k++)
      if (row >= INDEX && row < NAMES)
        put_levels(t, row, k);
      else
        put_about(t, row, k);
  }
  for (size_t u = 0; u < data->unit_count; u++) {
    text(t, t->database, FIRST_UNIT + u, UNIT_NAME, egb_dataset_unit_name(data, u, t->languages));
    text(t, t->database, FIRST_UNIT + u, UNIT_CODE, data->unit[u].id);
    for (size_t k = 0; k < t->leaves; k++) {
      const double value = t->results->raw.value[t->leaf[k]][u];
      if (isnan(value))
        text(t, t->database, FIRST_UNIT + u, FIRST_INDICATOR + k, "n/a");
      else
        egb_book_number(t->book, t->database, FIRST_UNIT + u, FIRST_INDICATOR + k, plain, value);
    }
  }
}

static void put_framework(const tool *t) {
  text(t, t->framework, FRAMEWORK_HEAD, FRAMEWORK_CODE, "Dimension/indicator");
  text(t, t->framework, FRAMEWORK_HEAD, FRAMEWORK_WEIGHT, "Weight");
  text(t, t->framework, FRAMEWORK_HEAD, FRAMEWORK_NAME, "Name");
  for (size_t i = 0; i < GROUPS_MOST; i++) {
    const size_t row = FRAMEWORK_HEAD + 1 + i;
    const bool there = i < t->group_count;
    text(t, t->framework, row, FRAMEWORK_CODE, there ? t->group[i].code : "--");
    if (!there)
      continue;
    /* of groups of one in each other the first has the weight */
    const size_t node = t->group[i].node;
    bool weighted = true;
    for (size_t k = 0; k < i; k++)
      weighted = weighted && t->group[k].node != node;
    egb_book_number(t->book, t->framework, row, FRAMEWORK_WEIGHT, plain, weighted ? t->results->weight[node] : 1);
    text(t, t->framework, row, FRAMEWORK_NAME, name_of(t, node));
  }
}

/* ---- what the tool computes in another way ---------------------------------------------------- */

static void note(tool *t, const char *what, const char *why) {
  text(t, t->notes, t->note_row, 0, what);
  text(t, t->notes, t->note_row++, 1, why);
}

static void note_node(tool *t, size_t i) {
  const egb_node *node = &t->plan->index->node[i];
  const egb_planned_node *planned = &t->plan->node[i];
  if (node->then != NULL)
    note(t, node->id, "`then:` changes its score: the tool does not");
  if (planned->rescale != NULL)
    note(t, node->id, "its score is rescaled: the tool does not do that");
  if (planned->fill != NULL)
    note(t, node->id, "its missing scores are imputed: the tool does not do that");
  if (node->subtract)
    note(t, node->id, "it is taken away from a sum: the tool adds it");
  if (node->first_child != EGB_NONE && (node->available > 0 || node->available_least > 0))
    note(t, node->id, "`available:` withholds its score where too little is there: the tool does not");
  if (planned->impute != NULL && !planned->impute->head.is_default)
    note(t, node->id, "its missing values are imputed; Database has them as they are in the data");
  if (planned->treat != NULL)
    note(t, node->id, "its outliers are treated; choose that in the tool");
  if (node->first_child == EGB_NONE && planned->normalise->needs_rubric)
    note(t, node->id, "its answers have points: Database has the numbers of the answers");
}

/* One method for all indicators, and one for each level, is what the tool has. */
static void note_methods(tool *t) {
  const egb_index *index = t->plan->index;
  for (size_t i = 1; i < index->node_count; i++) {
    if (!t->results->active[i])
      continue;
    const bool leaf = index->node[i].first_child == EGB_NONE;
    for (size_t k = 0; k < i; k++) {
      const bool alike = t->results->active[k] && (index->node[k].first_child == EGB_NONE) == leaf &&
                         (leaf || index->node[k].depth == index->node[i].depth);
      if (!alike || strcmp(t->results->method[i], t->results->method[k]) == 0)
        continue;
      note(t, index->node[i].id,
           leaf ? "it is normalised by another method than indicators before it: the tool has one for all"
                : "its children are aggregated by another method than those of nodes before it at its level: the tool "
                  "has one for each level");
      break;
    }
  }
}

static void note_units(tool *t) {
  const egb_results *r = t->results;
  for (size_t u = 0; u < r->unit_count; u++)
    if (r->screened[u] != NULL)
      note(t, t->plan->data->unit[u].id, "it takes no part in the index: take its row out of Database");
    else if (r->unranked[u] != NULL)
      note(t, t->plan->data->unit[u].id, "it has no rank in the index: the tool ranks it");
}

static void put_notes(tool *t) {
  const egb_index *index = t->plan->index;
  char code[32];
  text(t, t->notes, 0, 0, "What the COIN Tool computes in another way than the definition of this index");
  t->note_row = 2;
  for (size_t i = 0; i < index->node_count; i++)
    if (t->results->active[i])
      note_node(t, i);
  note_methods(t);
  note_units(t);
  if (t->added > 0)
    note(t, "groups of one",
         "an indicator that is not in a group at some level is one of its own there: nothing else "
         "changes");
  if (t->note_row == 2)
    note(t, "nothing", "choose the normalisation and the aggregation of the definition in the tool");
  t->note_row++;
  text(t, t->notes, t->note_row, 0, "code");
  text(t, t->notes, t->note_row++, 1, "indicator of the definition");
  for (size_t k = 0; k < t->leaves; k++) {
    (void)snprintf(code, sizeof code, "Ind.%02zu", k + 1);
    note(t, code, index->node[t->leaf[k]].id);
  }
}

/* ---- all of it -------------------------------------------------------------------------------- */

static egb_status check(const tool *t, egb_diag *diag) {
  if (t->leaves > INDICATORS_MOST)
    return refuse("indicators", t->leaves, INDICATORS_MOST, FEWER_NODES, diag);
  if (t->results->unit_count > UNITS_MOST)
    return refuse("units", t->results->unit_count, UNITS_MOST, FEWER_UNITS, diag);
  if (t->depth > LEVELS)
    return refuse("levels of nodes above the indicators", t->depth + 1, LEVELS + 1, FEWER_NODES, diag);
  return EGB_OK;
}

static egb_status make(tool *t, egb_diag *diag, char **out, size_t *length) {
  egb_buffer bytes = {0};
  egb_status status = gather(t) ? check(t, diag) : EGB_NO_MEMORY;
  if (status == EGB_OK && !make_groups(t))
    status = EGB_NO_MEMORY;
  if (status == EGB_OK && t->group_count > GROUPS_MOST)
    status = refuse("nodes above the indicators", t->group_count, GROUPS_MOST, FEWER_NODES, diag);
  if (status != EGB_OK)
    return status;
  t->database = egb_book_sheet(t->book, "Database");
  t->framework = egb_book_sheet(t->book, "Framework");
  t->notes = egb_book_sheet(t->book, "Notes");
  egb_book_width(t->book, t->notes, 0, 0, 24, plain);
  egb_book_width(t->book, t->notes, 1, 1, 100, plain);
  put_database(t);
  put_framework(t);
  put_notes(t);
  if (egb_book_write(t->book, &bytes))
    *out = egb_buffer_take(&bytes, length);
  egb_buffer_clear(&bytes);
  return *out != NULL ? EGB_OK : EGB_NO_MEMORY;
}

egb_status egb_coin_tool(const egb_plan *plan, const egb_results *results, const char *const *languages, egb_diag *diag,
                         char **text_out, size_t *length) {
  const char *lacks = egb_archive_lacks();
  *text_out = NULL;
  if (lacks != NULL) {
    egb_diag_say(diag, EGB_SEVERITY_ERROR, EGB_E_USAGE, "workbooks cannot be written: %s", lacks);
    return EGB_USAGE;
  }
  egb_status status = egb_results_refuse_foreign(results, plan, diag);
  if (status == EGB_OK)
    status = egb_index_refuse_published(plan->index, diag);
  if (status != EGB_OK)
    return status;
  tool t = {.arena = egb_arena_new(),
            .book = egb_book_new(egb_index_title(plan->index, languages)),
            .plan = plan,
            .results = results,
            .languages = languages};
  status = t.book != NULL ? make(&t, diag, text_out, length) : EGB_NO_MEMORY;
  egb_book_free(t.book);
  egb_arena_free(t.arena);
  return status;
}
