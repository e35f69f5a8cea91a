/* The tree of a draft, from the table iMeta of COINr: a row per indicator or aggregate, each with the code of its
 * parent (COINr's manual, "Building coins"). Rows of other types, denominators and groups, are columns and no nodes. */
#include "base/codes.h"
#include "base/number.h"
#include "base/text.h"
#include "import/draft.h"
#include "load/data_rows.h"
#include "load/data_text.h"

#include <math.h>
#include <string.h>

#define DEPTH_MOST 24 /* the deepest tree that a definition holds, and some */

enum { CODE, TYPE, PARENT, WEIGHT, DIRECTION, NAME, UNIT, TARGET, PER, COLUMNS };

typedef struct reader {
  egb_arena *arena;
  egb_rows rows;
  egb_names codes;
  egb_diag *diag;
  egb_draft_tree *tree;
  size_t at[COLUMNS];
  const char **parent; /* per node, as it is written; NULL: none */
  size_t parent_room;
  bool failed;
} reader;

#define REFUSE(r, place, ...) egb_diag_at((r)->diag, EGB_SEVERITY_ERROR, EGB_E_TREE, place, __VA_ARGS__)

static void hint(reader *r, const char *text) {
  egb_diag_hint(r->diag, "%s", text);
  r->failed = true;
}

/* NULL in *out: the cell is empty or NA, or there is no such column. */
static egb_status text_of(const reader *r, size_t column, const char **out) {
  const egb_csv_field *field = r->at[column] != EGB_NAMES_NONE ? &r->rows.field[r->at[column]] : NULL;
  *out = NULL;
  if (field == NULL || field->length == 0 || (field->length == 2 && memcmp(field->text, "NA", 2) == 0))
    return EGB_OK;
  *out = egb_arena_text(r->arena, field->text, field->length);
  return *out != NULL ? EGB_OK : EGB_NO_MEMORY;
}

static double number_of(reader *r, size_t column, const char *help, bool (*good)(double)) {
  const egb_csv_field *field = r->at[column] != EGB_NAMES_NONE ? &r->rows.field[r->at[column]] : NULL;
  double value;
  char shown[EGB_CLIP];
  if (field == NULL || field->length == 0 || (field->length == 2 && memcmp(field->text, "NA", 2) == 0))
    return NAN;
  if (egb_number_parse(field->text, field->length, &value) == EGB_NUMBER_OK && good(value))
    return value;
  REFUSE(r, field->place, "`%s` cannot be right here", egb_clip(shown, field->text, field->length));
  hint(r, help);
  return NAN;
}

static bool is_weight(double value) {
  return value >= 0;
}

static bool is_any(double value) {
  (void)value;
  return true;
}

static bool is_direction(double value) {
  return value == 1 || value == -1;
}

/* ---- rows ------------------------------------------------------------------------------------ */

static egb_status make_room(reader *r) {
  egb_draft_tree *tree = r->tree;
  if (tree->count < tree->room)
    return EGB_OK;
  const size_t room = tree->room == 0 ? 64 : 2 * tree->room;
  egb_draft_node *node = egb_arena_array(r->arena, room, sizeof *node);
  const char **parent = egb_arena_array(r->arena, room, sizeof *parent);
  if (node == NULL || parent == NULL)
    return EGB_NO_MEMORY;
  if (tree->count > 0) {
    memcpy(node, tree->node, tree->count * sizeof *node);
    memcpy(parent, r->parent, tree->count * sizeof *parent);
  }
  tree->node = node;
  tree->room = room;
  r->parent = parent;
  return EGB_OK;
}

static egb_status take_texts(reader *r, egb_draft_node *node, const char **parent) {
  const struct {
    size_t column;
    const char **to;
  } texts[] = {{PARENT, parent}, {NAME, &node->name}, {UNIT, &node->unit}, {PER, &node->per}};
  egb_status status = EGB_OK;
  for (size_t i = 0; i < sizeof texts / sizeof texts[0] && status == EGB_OK; i++)
    status = text_of(r, texts[i].column, texts[i].to);
  return status;
}

static egb_status take_row(reader *r) {
  const egb_csv_field *code = &r->rows.field[r->at[CODE]];
  const char *type;
  bool fresh;
  egb_status status = text_of(r, TYPE, &type);
  if (status != EGB_OK || type == NULL || (strcmp(type, "Indicator") != 0 && strcmp(type, "Aggregate") != 0))
    return status;
  if (make_room(r) != EGB_OK)
    return EGB_NO_MEMORY;
  const size_t number = egb_names_add(&r->codes, code->text, code->length, &fresh);
  if (number == EGB_NAMES_NONE)
    return EGB_NO_MEMORY;
  if (!fresh || code->length == 0) {
    char shown[EGB_CLIP];
    if (code->length == 0)
      REFUSE(r, code->place, "a row without a code");
    else
      REFUSE(r, code->place, "the code `%s` is in two rows", egb_clip(shown, code->text, code->length));
    hint(r, "give each row a code of its own");
    return EGB_OK;
  }
  egb_draft_node *node = &r->tree->node[r->tree->count];
  *node = (egb_draft_node){.code = r->codes.item[number].text,
                           .indicator = strcmp(type, "Indicator") == 0,
                           .column = EGB_NONE,
                           .parent = EGB_NONE,
                           .first = EGB_NONE,
                           .next = EGB_NONE,
                           .place = code->place};
  node->weight = number_of(r, WEIGHT, "a weight is a number from 0 on", is_weight);
  node->direction = number_of(r, DIRECTION, "a direction is 1, or -1 where lower values are better", is_direction);
  node->target = number_of(r, TARGET, "a target is a number", is_any);
  status = take_texts(r, node, &r->parent[r->tree->count]);
  r->tree->count++;
  return status;
}

static egb_status read_rows(reader *r, const egb_source *text, const egb_dialect *dialect) {
  static const char *const headers[COLUMNS] = {"iCode", "Type", "Parent", "Weight",     "Direction",
                                               "iName", "Unit", "Target", "Denominator"};
  bool more = true;
  egb_status status = egb_rows_open(&r->rows, r->arena, text, dialect, r->diag);
  for (size_t i = 0; i < COLUMNS && status == EGB_OK; i++)
    r->at[i] = egb_rows_find(&r->rows, headers[i]);
  while (status == EGB_OK && more) {
    status = egb_rows_next(&r->rows, r->diag, &more);
    if (status == EGB_OK && more)
      status = take_row(r);
  }
  return status;
}

/* ---- the tree -------------------------------------------------------------------------------- */

static void find_parent(reader *r, size_t number) {
  egb_draft_node *node = &r->tree->node[number];
  const char *code = r->parent[number];
  const size_t parent = code == NULL ? EGB_NAMES_NONE : egb_names_find(&r->codes, code, strlen(code));
  if (code == NULL)
    return;
  node->parent = parent;
  if (parent != EGB_NAMES_NONE && !r->tree->node[parent].indicator)
    return;
  node->parent = EGB_NONE;
  REFUSE(r, node->place, "the parent of `%s` is no row of type Aggregate", node->code);
  hint(r, "correct the code in the column Parent, or add the row");
}

/* A circle is deeper than any tree. */
static bool is_deep(const egb_draft_tree *tree, size_t number) {
  size_t depth = 0;
  for (; number != EGB_NONE && depth <= DEPTH_MOST; number = tree->node[number].parent)
    depth++;
  return depth > DEPTH_MOST;
}

/* The one aggregate without a parent is the index. */
static void find_root(egb_draft_tree *tree) {
  size_t tops = 0;
  tree->root = EGB_NONE;
  for (size_t i = 0; i < tree->count; i++)
    if (!tree->node[i].indicator && tree->node[i].parent == EGB_NONE && tops++ == 0)
      tree->root = i;
  if (tops > 1)
    tree->root = EGB_NONE;
}

/* Indicators without a parent are in no aggregate of COINr; where nothing has one, the index is flat. */
static bool is_top(const egb_draft_tree *tree, const egb_draft_node *node) {
  if (tree->root != EGB_NONE)
    return node->parent == tree->root;
  return node->parent == EGB_NONE && (!node->indicator || node->used);
}

static void link_nodes(egb_draft_tree *tree) {
  tree->first = EGB_NONE;
  for (size_t i = tree->count; i-- > 0;) { /* backwards: each goes in front of those of its parent */
    egb_draft_node *node = &tree->node[i];
    size_t *first = is_top(tree, node)                                       ? &tree->first
                    : node->parent != EGB_NONE && node->parent != tree->root ? &tree->node[node->parent].first
                                                                             : NULL;
    if (first == NULL)
      continue;
    node->next = *first;
    *first = i;
  }
}

egb_status egb_draft_tree_read(egb_arena *arena, const egb_source *text, const egb_dialect *dialect, egb_diag *diag,
                               egb_draft_tree *out) {
  reader r = {.arena = arena, .codes = {.arena = arena}, .diag = diag, .tree = out};
  egb_status status = read_rows(&r, text, dialect);
  for (size_t i = 0; i < out->count && status == EGB_OK && !r.failed; i++)
    find_parent(&r, i);
  for (size_t i = 0; i < out->count && status == EGB_OK && !r.failed; i++)
    if (is_deep(out, i)) {
      REFUSE(&r, out->node[i].place, "the parents of `%s` lead in a circle, or are too many", out->node[i].code);
      hint(&r, "let the last one have no parent");
    }
  if (status == EGB_OK && out->count == 0 && !r.failed) {
    REFUSE(&r, ((egb_place){text, 0, 0}), "there is no row of type Indicator");
    hint(&r, "give the whole table");
  }
  find_root(out);
  return status == EGB_OK && (r.failed || r.rows.failed) ? EGB_REFUSED : status;
}

/* ---- the data -------------------------------------------------------------------------------- */

static size_t first_used(const egb_draft_tree *tree, size_t at) {
  while (at != EGB_NONE && !tree->node[at].used)
    at = tree->node[at].next;
  return at;
}

/* A definition refuses siblings that all weigh nothing. first: of them; place: where they are named. */
static bool weighs(const egb_draft_tree *tree, size_t first, egb_place place, egb_diag *diag) {
  bool any = false, some = false;
  for (size_t i = first_used(tree, first); i != EGB_NONE; i = first_used(tree, tree->node[i].next)) {
    any = true;
    some = some || !(tree->node[i].weight == 0);
  }
  if (!any || some)
    return true;
  egb_diag_at(diag, EGB_SEVERITY_ERROR, EGB_E_WEIGHT, place, "all that are below `%s` have the weight 0",
              first == tree->first ? "the index" : tree->node[tree->node[first].parent].code);
  egb_diag_hint(diag, "give at least one of them a weight above 0");
  return false;
}

static egb_status check_weights(const egb_draft_tree *tree, egb_diag *diag) {
  if (first_used(tree, tree->first) == EGB_NONE) {
    egb_diag_at(diag, EGB_SEVERITY_ERROR, EGB_E_TREE, tree->node[0].place,
                "no indicator of the description is below its index");
    egb_diag_hint(diag, "give the indicators a parent, whose own parents lead to the one at the top");
    return EGB_REFUSED;
  }
  bool good = weighs(tree, tree->first, tree->node[tree->first].place, diag);
  for (size_t i = 0; i < tree->count; i++)
    if (i != tree->root)
      good = weighs(tree, tree->node[i].first, tree->node[i].place, diag) && good;
  return good ? EGB_OK : EGB_REFUSED;
}

egb_status egb_draft_tree_match(egb_draft *draft, egb_diag *diag) {
  egb_draft_tree *tree = &draft->tree;
  egb_status status = EGB_OK;
  for (size_t i = 0; i < tree->count; i++) {
    egb_draft_node *node = &tree->node[i];
    node->column = node->indicator ? egb_dataset_column(draft->import->data, node->code) : EGB_NONE;
    if (!node->indicator)
      continue;
    if (node->column == EGB_NONE) {
      egb_diag_at(diag, EGB_SEVERITY_ERROR, EGB_E_COLUMN_MISSING, node->place,
                  "no column of numbers in the data is called `%s`", node->code);
      egb_diag_hint(
          diag, "correct the code, or remove the row; a column that is empty, or has texts among its numbers, is none");
      status = EGB_REFUSED;
      continue;
    }
    if (draft->low[node->column] > draft->high[node->column])
      node->column = EGB_NONE; /* no value in any period */
    for (size_t up = i; up != EGB_NONE && node->column != EGB_NONE; up = tree->node[up].parent)
      tree->node[up].used = true;
  }
  link_nodes(tree);
  return status == EGB_OK ? check_weights(tree, diag) : status;
}

size_t egb_draft_tree_next(const egb_draft_tree *tree, size_t at, size_t *depth) {
  size_t next = first_used(tree, at == EGB_NONE ? tree->first : tree->node[at].first);
  if (at == EGB_NONE) {
    *depth = 0;
    return next;
  }
  *depth += next != EGB_NONE;
  while (next == EGB_NONE && at != EGB_NONE) {
    next = first_used(tree, tree->node[at].next);
    if (next != EGB_NONE || *depth == 0)
      break;
    at = tree->node[at].parent;
    --*depth;
  }
  return next;
}
