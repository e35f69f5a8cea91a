/* Each indicator against the families so far, found by what any two members of one have in common: the parameters in
 * memory, or the place of the choice. So many thousand choices, each written at its indicator, cost no comparison of
 * all pairs. */
#include "score/impute_families.h"
#include "base/names.h"
#include "score/resolve.h"

#include <math.h>
#include <string.h>

static size_t ancestor_at(const egb_node *nodes, size_t node, size_t depth) {
  while (nodes[node].depth > depth)
    node = nodes[node].parent;
  return node;
}

/* The node within which an indicator's row is looked along: its parent, the child of the root above it, or the root. */
static size_t node_within(const egb_plan *plan, size_t node) {
  const egb_node *nodes = plan->index->node;
  const egb_impute *method = plan->node[node].impute;
  const size_t within = egb_parameter_with_role(&method->head, EGB_ROLE_WITHIN);
  if (!method->along_row || within == EGB_NONE)
    return 0;
  const egb_parameter *parameter = &method->head.parameter[within];
  const double value = plan->node[node].impute_with->parameter[2 * within];
  if (parameter->kind != EGB_PARAMETER_CHOICE)
    return ancestor_at(nodes, nodes[node].parent, (size_t)value);
  if ((egb_within)value == EGB_WITHIN_PARENT)
    return nodes[node].parent;
  return ancestor_at(nodes, nodes[node].parent, (egb_within)value == EGB_WITHIN_DIMENSION ? 1 : 0);
}

/* Nodes that inherited a choice share its parameters. Read twice, because many others came between, it is still one
 * choice; but a simulation may have put another in its place. */
static bool same_way(const egb_plan *plan, size_t a, size_t b) {
  const egb_planned_node *left = &plan->node[a], *right = &plan->node[b];
  const egb_choice *one = &plan->index->node[a].impute, *other = &plan->index->node[b].impute;
  if (left->impute != right->impute || left->impute_with == right->impute_with)
    return left->impute == right->impute;
  if (one->name == NULL || other->name == NULL || !egb_same_choice(one, other))
    return false;
  for (size_t i = 0; i < EGB_PARAMETER_SLOTS; i++) {
    const double x = left->impute_with->parameter[i], y = right->impute_with->parameter[i];
    if (x != y && !(isnan(x) && isnan(y)))
      return false;
  }
  return true;
}

/* ---- families by a key ----------------------------------------------------------------------- */

typedef struct search {
  const egb_plan *plan;
  egb_names keys;  /* mark: a family of that key; the others follow in `next` */
  size_t *family;  /* per node */
  size_t *first;   /* per family: its first node, at the end its place in the list */
  size_t *next[2]; /* per family and kind of key: the one before of the same key, EGB_NONE */
  size_t family_count;
} search;

typedef enum key_kind { BY_PARAMETERS, BY_PLACE } key_kind;

typedef struct key {
  const void *method, *of;
  size_t offset, within, kind;
} key;

static key key_of(const egb_plan *plan, size_t node, key_kind kind) {
  const egb_planned_node *planned = &plan->node[node];
  const egb_place place = plan->index->node[node].impute.place;
  key out;
  memset(&out, 0, sizeof out); /* its bytes are compared */
  out.method = planned->impute;
  out.of = kind == BY_PLACE ? (const void *)place.source : planned->impute_with;
  out.offset = kind == BY_PLACE ? place.offset : 0;
  out.within = node_within(plan, node);
  out.kind = kind;
  return out;
}

/* The earliest family of that key that the node belongs to; EGB_NONE. */
static size_t find(const search *s, size_t node, key_kind kind) {
  const key wanted = key_of(s->plan, node, kind);
  const size_t at = egb_names_find(&s->keys, (const char *)&wanted, sizeof wanted);
  size_t found = EGB_NONE;
  for (size_t f = at < s->keys.count ? s->keys.item[at].mark : EGB_NONE; f != EGB_NONE; f = s->next[kind][f])
    if (same_way(s->plan, s->first[f], node))
      found = f;
  return found;
}

static bool add_key(search *s, size_t family, key_kind kind) {
  const key own = key_of(s->plan, s->first[family], kind);
  bool fresh;
  const size_t at = egb_names_add(&s->keys, (const char *)&own, sizeof own, &fresh);
  if (at == EGB_NAMES_NONE)
    return false;
  s->next[kind][family] = fresh ? EGB_NONE : s->keys.item[at].mark;
  s->keys.item[at].mark = (uint32_t)family;
  return true;
}

static bool place(search *s, size_t node) {
  const size_t a = find(s, node, BY_PARAMETERS), b = find(s, node, BY_PLACE);
  s->family[node] = a < b ? a : b;
  if (s->family[node] != EGB_NONE)
    return true;
  const size_t fresh = s->family_count++;
  s->family[node] = fresh;
  s->first[fresh] = node;
  return add_key(s, fresh, BY_PARAMETERS) && add_key(s, fresh, BY_PLACE);
}

/* ---- lists ----------------------------------------------------------------------------------- */

static void list(search *s, size_t nodes, egb_impute_families *out) {
  memset(out->first, 0, (s->family_count + 1) * sizeof *out->first);
  for (size_t i = 0; i < nodes; i++)
    if (s->family[i] != EGB_NONE)
      out->first[s->family[i] + 1]++;
  for (size_t f = 0; f < s->family_count; f++) {
    out->first[f + 1] += out->first[f];
    s->first[f] = out->first[f];
  }
  for (size_t i = 0; i < nodes; i++)
    if (s->family[i] != EGB_NONE)
      out->node[s->first[s->family[i]]++] = i;
  out->count = s->family_count;
}

egb_status egb_impute_families_make(const egb_plan *plan, egb_arena *arena, egb_impute_families *out) {
  const size_t nodes = plan->index->node_count;
  search s = {.plan = plan, .keys = {.arena = arena}};
  s.family = egb_arena_array(arena, nodes, sizeof *s.family);
  s.first = egb_arena_array(arena, nodes, sizeof *s.first);
  s.next[BY_PARAMETERS] = egb_arena_array(arena, nodes, sizeof **s.next);
  s.next[BY_PLACE] = egb_arena_array(arena, nodes, sizeof **s.next);
  out->first = egb_arena_array(arena, nodes + 1, sizeof *out->first);
  out->node = egb_arena_array(arena, nodes, sizeof *out->node);
  if (egb_arena_failed(arena))
    return EGB_NO_MEMORY;
  for (size_t i = 0; i < nodes; i++) {
    s.family[i] = EGB_NONE;
    if (plan->node[i].active && plan->node[i].impute != NULL && !place(&s, i))
      return EGB_NO_MEMORY;
  }
  list(&s, nodes, out);
  return EGB_OK;
}
