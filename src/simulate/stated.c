#include "simulate/stated.h"

#include "base/buffer.h"
#include "base/codes.h"

#include <string.h>

/* One family under construction. */
typedef struct family {
  const egb_plan *plan;
  const double *share;
  const egb_uncertain *declared;
  egb_diag *diag;
  egb_stated *out;
  egb_statement *row;                  /* over positions in out->node */
  const egb_weight_statement **source; /* per row */
  size_t rows;
} family;

void egb_stated_clear(egb_stated *stated, size_t count) {
  for (size_t i = 0; i < count; i++)
    egb_polytope_free(stated[i].polytope);
}

const egb_stated *egb_stated_find(const egb_stated *stated, size_t count, size_t parent) {
  for (size_t i = 0; i < count; i++)
    if (stated[i].parent == parent)
      return &stated[i];
  return NULL;
}

bool egb_stated_has(const egb_stated *stated, size_t node) {
  for (size_t i = 0; i < stated->count; i++)
    if (stated->node[i] == node)
      return true;
  return false;
}

bool egb_stated_holds_zero(const egb_stated *stated, size_t node) {
  for (size_t i = 0; i < stated->count && stated->polytope != NULL; i++)
    if (stated->node[i] == node)
      return egb_polytope_holds_zero(stated->polytope, i);
  return false;
}

static egb_status add_members(family *f, egb_arena *arena) {
  const egb_node *nodes = f->plan->index->node;
  size_t *node = egb_arena_array(arena, nodes[f->out->parent].child_count, sizeof *node);
  if (node == NULL)
    return EGB_NO_MEMORY;
  for (size_t i = nodes[f->out->parent].first_child; i != EGB_NONE; i = nodes[i].next)
    if (f->plan->node[i].active && f->share[i] > 0)
      node[f->out->count++] = i;
  f->out->node = node;
  return EGB_OK;
}

static size_t position(const family *f, size_t node) {
  size_t at = 0;
  while (at < f->out->count && f->out->node[at] != node)
    at++;
  return at;
}

static void warn_no_member(const family *f, const egb_weight_statement *said, size_t node) {
  egb_diag_at(f->diag, EGB_SEVERITY_WARNING, EGB_W_STATEMENT, said->place,
              "the statement `%.200s` names `%s`, %s: that comparison is left out", said->text,
              f->plan->index->node[node].id, f->plan->node[node].active ? "whose weight is 0" : "which takes no part");
}

static void add_rows(family *f) {
  for (size_t i = 0; i < f->declared->statement_count; i++) {
    const egb_weight_statement *said = &f->declared->statement[i];
    if (f->plan->index->node[said->node].parent != f->out->parent)
      continue;
    const bool limit = said->than == EGB_NONE;
    const size_t a = position(f, said->node), b = limit ? 0 : position(f, said->than);
    if (a == f->out->count || b == f->out->count) {
      warn_no_member(f, said, a == f->out->count ? said->node : said->than);
      continue;
    }
    f->source[f->rows] = said;
    f->row[f->rows++] = (egb_statement){.kind = limit ? (said->at_most ? EGB_STATEMENT_AT_MOST : EGB_STATEMENT_AT_LEAST)
                                                : said->value == 1 ? EGB_STATEMENT_ORDER
                                                                   : EGB_STATEMENT_RATIO,
                                        .a = a,
                                        .b = b,
                                        .value = said->value};
  }
}

static egb_status refused(const egb_weight_statement *said) {
  return said->place.source != NULL ? EGB_REFUSED : EGB_USAGE;
}

/* "no weights satisfy `A >= B` (line 7) and `B >= 2 * A` (line 8) together"; each statement once. */
static egb_status tell_conflict(const family *f, const size_t *conflict, size_t conflicts) {
  const char *text[EGB_POLYTOPE_STATEMENTS_MAX];
  egb_place place[EGB_POLYTOPE_STATEMENTS_MAX];
  const egb_weight_statement *first = f->source[conflict[0]];
  size_t count = 0;
  for (size_t i = 0; i < conflicts; i++) {
    const egb_weight_statement *said = f->source[conflict[i]];
    size_t k = 0;
    while (k < count && text[k] != said->text)
      k++;
    text[k] = said->text;
    place[k] = said->place;
    count += k == count;
  }
  egb_buffer list = {0};
  for (size_t k = 0; k < count; k++) {
    egb_buffer_format(&list, "%s`%.200s`", k == 0 ? "" : k + 1 < count ? ", " : " and ", text[k]);
    if (place[k].source != NULL && count > 1)
      egb_buffer_format(&list, " (line %zu)", egb_place_line(place[k]).line);
  }
  egb_status status = EGB_NO_MEMORY;
  if (!list.failed) {
    egb_diag_at(f->diag, EGB_SEVERITY_ERROR, EGB_E_STATEMENTS, first->place, "no weights satisfy %s%s", list.text,
                count > 1 ? " together" : "");
    egb_diag_hint(f->diag, count > 1 ? "leave out or loosen any one of them: without it the others can hold"
                                     : "shares are not negative and those of all siblings make 1");
    status = refused(first);
  }
  egb_buffer_clear(&list);
  return status;
}

static egb_status make_family(family *f, egb_arena *arena) {
  size_t conflicts = 0;
  const size_t capacity = f->declared->statement_count;
  egb_status status = add_members(f, arena);
  f->row = egb_arena_array(arena, capacity + 1, sizeof *f->row);
  f->source = egb_arena_array(arena, capacity + 1, sizeof(const egb_weight_statement *));
  size_t *conflict = egb_arena_array(arena, capacity + 1, sizeof *conflict);
  if (status != EGB_OK || f->row == NULL || f->source == NULL || conflict == NULL)
    return EGB_NO_MEMORY;
  add_rows(f);
  if (f->rows == 0)
    return EGB_OK;
  if (f->rows > EGB_POLYTOPE_STATEMENTS_MAX || f->out->count > EGB_POLYTOPE_WEIGHTS_MAX) {
    egb_diag_at(
        f->diag, EGB_SEVERITY_ERROR, EGB_E_STATEMENTS, f->source[0]->place,
        "too many statements about the parts of `%s`: at most %d comparisons about at most %d parts are possible",
        f->plan->index->node[f->out->parent].id, EGB_POLYTOPE_STATEMENTS_MAX, EGB_POLYTOPE_WEIGHTS_MAX);
    return refused(f->source[0]);
  }
  status = egb_polytope_new(f->out->count, f->row, f->rows, conflict, &conflicts, &f->out->polytope);
  if (status == EGB_UNCOMPUTABLE)
    return tell_conflict(f, conflict, conflicts);
  return status == EGB_USAGE ? EGB_INTERNAL : status; /* every statement was checked when it was read */
}

egb_status egb_stated_new(const egb_plan *plan, const double *share, const egb_uncertain *declared, egb_arena *arena,
                          egb_diag *diag, egb_stated **out, size_t *count) {
  egb_stated *stated = egb_arena_array(arena, declared->statement_count + 1, sizeof *stated);
  *count = 0;
  *out = stated;
  if (stated == NULL)
    return EGB_NO_MEMORY;
  if (declared->parts_drawn)
    stated[(*count)++].parent = declared->parts_of;
  for (size_t i = 0; i < declared->statement_count; i++) {
    const size_t parent = plan->index->node[declared->statement[i].node].parent;
    if (plan->node[parent].active && egb_stated_find(stated, *count, parent) == NULL)
      stated[(*count)++].parent = parent;
  }
  egb_status status = EGB_OK;
  for (size_t i = 0; i < *count; i++) {
    family f = {.plan = plan, .share = share, .declared = declared, .diag = diag, .out = &stated[i]};
    const egb_status made = make_family(&f, arena);
    if (made == EGB_NO_MEMORY || made == EGB_INTERNAL)
      return made;
    status = egb_status_worse(status, made);
  }
  return status;
}

egb_status egb_statements_check(const egb_plan *plan, egb_diag *diag) {
  egb_arena *arena = egb_arena_new();
  egb_stated *stated = NULL;
  size_t count = 0;
  const egb_status status =
      arena != NULL ? egb_stated_new(plan, plan->share, &plan->index->uncertainty, arena, diag, &stated, &count)
                    : EGB_NO_MEMORY;
  egb_stated_clear(stated, count);
  egb_arena_free(arena);
  return status;
}
