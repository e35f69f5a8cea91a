/* Names in `then:`, and the order in which nodes are scored: children first, and nodes whose scores others use. */
#include "base/codes.h"
#include "define/definition.h"
#include "model/links.h"

#include <string.h>

static size_t names_of(const egb_node *node) {
  return node->then != NULL ? egb_expression_column_count(node->then) : 0;
}

/* One name, one meaning. */
static void refuse_own(egb_definition *d, size_t other, egb_place place) {
  egb_diag_at(d->diag, EGB_SEVERITY_ERROR, EGB_E_EXPRESSION, place,
              "`%s` is the score of the node itself in `then:`, and a node has this id", EGB_THEN_OWN);
  egb_diag_hint(d->diag, "give the node in line %zu another id", egb_place_line(d->index->node[other].place).line);
}

static void refuse_above(egb_definition *d, size_t n, size_t other, egb_place place) {
  const char *id = d->index->node[n].id, *above = d->index->node[other].id;
  if (n == other) {
    egb_diag_at(d->diag, EGB_SEVERITY_ERROR, EGB_E_EXPRESSION, place, "%s is the node itself", id);
    egb_diag_hint(d->diag, "write its score as %s", EGB_THEN_OWN);
    return;
  }
  egb_diag_at(d->diag, EGB_SEVERITY_ERROR, EGB_E_EXPRESSION, place, "%s is above %s: its score is made of this one",
              above, id);
  egb_diag_hint(d->diag, "name a node beside or below %s, or write `then:` on %s", id, above);
}

/* The node that a name is; EGB_NONE: the score itself, or refused. */
static size_t find(egb_definition *d, size_t n, size_t k) {
  const egb_node *nodes = d->index->node;
  const char *name = egb_expression_column(nodes[n].then, k);
  const egb_place place = egb_expression_column_place(nodes[n].then, k);
  if (strcmp(name, EGB_THEN_OWN) == 0) {
    const size_t other = egb_index_find(d->index, name);
    if (other != EGB_NONE)
      refuse_own(d, other, place);
    return EGB_NONE;
  }
  const size_t found = egb_definition_find(d, name, place, "scores are named");
  if (found == EGB_NONE || found > n || nodes[found].end <= n)
    return found;
  refuse_above(d, n, found, place);
  return EGB_NONE;
}

static egb_status bind_names(egb_definition *d, size_t *total) {
  for (size_t n = 0; n < d->index->node_count; n++) {
    egb_node *node = &d->index->node[n];
    if (node->then == NULL)
      continue;
    size_t *operand = egb_arena_array(d->arena, names_of(node), sizeof *operand);
    if (operand == NULL)
      return EGB_NO_MEMORY;
    for (size_t k = 0; k < names_of(node); k++)
      operand[k] = find(d, n, k);
    node->then_operand = operand;
    d->index->then_count++;
    *total += names_of(node);
  }
  return EGB_OK;
}

static egb_status mark_used(egb_definition *d) {
  bool *used = egb_arena_array(d->arena, d->index->node_count, sizeof *used);
  for (size_t n = 0; used != NULL && n < d->index->node_count; n++)
    for (size_t k = 0; k < names_of(&d->index->node[n]); k++)
      if (d->index->node[n].then_operand[k] != EGB_NONE)
        used[d->index->node[n].then_operand[k]] = true;
  d->index->then_used = used;
  return used != NULL ? EGB_OK : EGB_NO_MEMORY;
}

/* A node needs its children, the last of them first, and what its `then:` names. */
static void link(const egb_index *index, size_t *first, size_t *needs) {
  size_t at = 0;
  for (size_t n = 0; n < index->node_count; n++) {
    const egb_node *node = &index->node[n];
    first[n] = at;
    for (size_t child = node->first_child; child != EGB_NONE; child = index->node[child].next)
      needs[at++] = child;
    for (size_t k = 0; k < names_of(node); k++)
      if (node->then_operand[k] != EGB_NONE)
        needs[at++] = node->then_operand[k];
  }
  first[index->node_count] = at;
}

static egb_place place_of(const egb_node *node) {
  return node->then != NULL ? node->then_place : node->place;
}

egb_status egb_definition_bind_then(egb_definition *d) {
  size_t total = 0;
  if (bind_names(d, &total) != EGB_OK || mark_used(d) != EGB_OK)
    return EGB_NO_MEMORY;
  const size_t count = d->index->node_count;
  size_t *order = egb_arena_array(d->arena, count, sizeof *order);
  egb_arena *scratch = egb_arena_new();
  size_t *first = egb_arena_array(scratch, count + 1, sizeof *first);
  size_t *needs = egb_arena_array(scratch, count + total, sizeof *needs);
  size_t *room = egb_arena_array(scratch, 3 * count, sizeof *room);
  egb_status status = EGB_NO_MEMORY;
  if (order != NULL && first != NULL && needs != NULL && room != NULL) {
    link(d->index, first, needs);
    const egb_links links = {count, first, needs};
    const size_t circle = egb_links_order(&links, true, order, room);
    status = circle == 0 ? EGB_OK : egb_refuse_circle(d->index, "then", room, circle, place_of, d->diag);
    d->index->order = order;
  }
  egb_arena_free(scratch);
  return status == EGB_NO_MEMORY ? status : EGB_OK;
}
