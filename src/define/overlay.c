/* The copy is changed by its links alone: what comes in is appended to the array, what is taken out stays in it
 * unlinked.
 */
#include "define/overlay.h"

#include "base/codes.h"
#include "define/definition.h"
#include "model/grammar_tables.h"

#include <string.h>

/* A map that is to be laid over another one. */
typedef struct pair {
  size_t to, from;
  const egb_section *section; /* NULL: any keys; */
  const egb_section *each;    /* and each value has the keys of this one, or NULL */
} pair;

typedef struct layer {
  egb_overlay *overlay;
  const egb_yaml *from;
  pair *waiting;
  size_t count;
} layer;

egb_status egb_overlay_begin(egb_overlay *o, egb_arena *arena, const egb_yaml *base) {
  *o = (egb_overlay){.arena = arena, .room = base->count + 16};
  o->yaml = *base;
  o->yaml.node = egb_arena_array(arena, o->room, sizeof *o->yaml.node);
  if (o->yaml.node == NULL)
    return EGB_NO_MEMORY;
  memcpy(o->yaml.node, base->node, base->count * sizeof *base->node);
  return EGB_OK;
}

/* ---- links ----------------------------------------------------------------------------------- */

/* The link that leads to a child. */
static size_t *link_to(egb_overlay *o, size_t at) {
  size_t *link = &o->yaml.node[o->yaml.node[at].parent].first;
  while (*link != at)
    link = &o->yaml.node[*link].next;
  return link;
}

void egb_overlay_remove(egb_overlay *o, size_t at) {
  *link_to(o, at) = o->yaml.node[at].next;
  o->yaml.node[o->yaml.node[at].parent].count--;
}

/* In document order all that is below a node follows it. */
static size_t end_of(const egb_yaml *yaml, size_t at) {
  size_t end = at + 1;
  while (end < yaml->count && yaml->node[end].parent >= at && yaml->node[end].parent != EGB_YAML_NONE)
    end++;
  return end;
}

/* The copy of a node and all below it, not linked yet. */
static egb_status copy(egb_overlay *o, const egb_yaml *from, size_t at, size_t *out) {
  const size_t size = end_of(from, at) - at, to = o->yaml.count;
  if (to + size > o->room) {
    const size_t room = 2 * (to + size);
    egb_yaml_node *larger = egb_arena_array(o->arena, room, sizeof *larger);
    if (larger == NULL)
      return EGB_NO_MEMORY;
    memcpy(larger, o->yaml.node, to * sizeof *larger);
    o->yaml.node = larger;
    o->room = room;
  }
  for (size_t i = 0; i < size; i++) {
    egb_yaml_node *node = &o->yaml.node[to + i];
    *node = from->node[at + i];
    if (i > 0)
      node->parent = node->parent - at + to;
    if (node->first != EGB_YAML_NONE)
      node->first = node->first - at + to;
    node->next = i == 0 || node->next == EGB_YAML_NONE ? EGB_YAML_NONE : node->next - at + to;
  }
  o->yaml.count = to + size;
  *out = to;
  return EGB_OK;
}

egb_status egb_overlay_append(egb_overlay *o, size_t to, const egb_yaml *from, size_t at) {
  size_t made;
  const egb_status status = copy(o, from, at, &made);
  if (status != EGB_OK)
    return status;
  size_t *link = &o->yaml.node[to].first;
  for (; *link != EGB_YAML_NONE; o->work++)
    link = &o->yaml.node[*link].next;
  *link = made;
  o->yaml.node[made].parent = to;
  o->yaml.node[to].count++;
  return EGB_OK;
}

static egb_status replace(egb_overlay *o, size_t old, const egb_yaml *from, size_t at) {
  size_t made;
  const egb_status status = copy(o, from, at, &made);
  if (status != EGB_OK)
    return status;
  o->yaml.node[made].parent = o->yaml.node[old].parent;
  o->yaml.node[made].next = o->yaml.node[old].next;
  *link_to(o, old) = made;
  return EGB_OK;
}

/* ---- what is there already ------------------------------------------------------------------- */

static bool same_text(const char *a, const char *b) {
  return (a == NULL) == (b == NULL) && (a == NULL || strcmp(a, b) == 0);
}

/* The next node below a root, before all behind it; EGB_YAML_NONE: it was the last. */
static size_t after(const egb_yaml *yaml, size_t root, size_t at) {
  if (yaml->node[at].first != EGB_YAML_NONE)
    return yaml->node[at].first;
  while (at != root && yaml->node[at].next == EGB_YAML_NONE)
    at = yaml->node[at].parent;
  return at == root ? EGB_YAML_NONE : yaml->node[at].next;
}

/* Whether two trees say the same in the same order. */
static bool is_same(egb_overlay *o, size_t old, const egb_yaml *from, size_t at) {
  size_t a = old, b = at;
  while (a != EGB_YAML_NONE && b != EGB_YAML_NONE) {
    const egb_yaml_node *left = &o->yaml.node[a], *right = &from->node[b];
    if (left->kind != right->kind || left->count != right->count || !same_text(left->key, right->key) ||
        !same_text(left->kind == EGB_YAML_SCALAR_NODE ? left->text : NULL,
                   right->kind == EGB_YAML_SCALAR_NODE ? right->text : NULL))
      return false;
    o->work++;
    a = after(&o->yaml, old, a);
    b = after(from, at, b);
  }
  return a == b;
}

static void say_same(const egb_overlay *o, const egb_yaml_node *node) {
  if (o->said == NULL)
    return;
  egb_diag_at(o->said, EGB_SEVERITY_WARNING, EGB_W_CHANGE, node->key_place, "`%.*s` changes nothing: it is %s",
              egb_definition_shown(node->key), node->key,
              egb_definition_is_null(node) ? "not written there" : "so already");
  egb_diag_hint(o->said, "remove it here, or write what differs");
}

/* ---- one key --------------------------------------------------------------------------------- */

static size_t find(egb_overlay *o, size_t map, const char *key) {
  size_t i = o->yaml.node[map].kind == EGB_YAML_MAP ? o->yaml.node[map].first : EGB_YAML_NONE;
  for (; i != EGB_YAML_NONE && strcmp(o->yaml.node[i].key, key) != 0; i = o->yaml.node[i].next)
    o->work++;
  return i;
}

static bool is_listed(const char *const *list, const char *name) {
  for (; list != NULL && *list != NULL; list++)
    if (strcmp(*list, name) == 0)
      return true;
  return false;
}

/* What cannot be combined with a key that comes in; what comes in together is left to be reported. */
static void make_way(layer *l, const pair *p, const egb_key *key) {
  egb_overlay *o = l->overlay;
  size_t next;
  for (size_t i = o->yaml.node[p->to].first; i != EGB_YAML_NONE; i = next) {
    const char *name = o->yaml.node[i].key;
    const egb_key *other = egb_grammar_key(p->section, name);
    next = o->yaml.node[i].next;
    if (strcmp(name, "indicators") == 0 || other == NULL ||
        (!is_listed(key->clashes, name) && !is_listed(other->clashes, key->name)) ||
        egb_yaml_child(l->from, p->from, name) != EGB_YAML_NONE)
      continue;
    egb_overlay_remove(o, i);
  }
}

static pair below(size_t to, size_t from, const egb_key *key) {
  static const egb_section any_keys = {.name = "reasons"};
  if (key->kind == EGB_KEY_REASONS)
    return (pair){to, from, NULL, &any_keys};
  const bool map = key->kind == EGB_KEY_SECTION_MAP || key->kind == EGB_KEY_TIERS;
  const bool one = key->kind == EGB_KEY_SECTION || key->kind == EGB_KEY_TEXT_OR_SECTION;
  return (pair){to, from, one ? key->section : NULL, map ? key->section : NULL};
}

/* The node of a list with this id. */
static size_t find_id(egb_overlay *o, size_t list, const char *id) {
  for (size_t i = o->yaml.node[list].first; i != EGB_YAML_NONE; i = o->yaml.node[i].next) {
    const size_t at = egb_yaml_child(&o->yaml, i, "id");
    o->work++;
    if (at != EGB_YAML_NONE && same_text(o->yaml.node[at].text, id))
      return i;
  }
  return EGB_YAML_NONE;
}

static egb_status lay_nodes(layer *l, size_t list, size_t from) {
  egb_status status = EGB_OK;
  for (size_t i = l->from->node[from].first; i != EGB_YAML_NONE && status == EGB_OK; i = l->from->node[i].next) {
    const size_t id = egb_yaml_child(l->from, i, "id");
    const size_t there = id != EGB_YAML_NONE && l->from->node[id].kind == EGB_YAML_SCALAR_NODE
                             ? find_id(l->overlay, list, l->from->node[id].text)
                             : EGB_YAML_NONE;
    if (there == EGB_YAML_NONE)
      status = egb_overlay_append(l->overlay, list, l->from, i);
    else {
      l->waiting[l->count++] = (pair){there, i, &egb_grammar_node, NULL};
      l->overlay->yaml.node[there].place = l->from->node[i].place;
    }
    if (l->overlay->work > EGB_OVERLAY_WORK)
      return EGB_REFUSED;
  }
  return status;
}

static egb_status lay_over(layer *l, const pair *p, size_t old, size_t at, const egb_key *key) {
  egb_yaml_node *now = &l->overlay->yaml.node[old];
  const egb_yaml_node *node = &l->from->node[at];
  const bool maps = now->kind == EGB_YAML_MAP && node->kind == EGB_YAML_MAP;
  if (key != NULL && key->kind == EGB_KEY_SECTIONS && key->section == &egb_grammar_node && now->kind == EGB_YAML_LIST &&
      node->kind == EGB_YAML_LIST)
    return lay_nodes(l, old, at);
  if (maps && node->count > 0 && (p->each != NULL || (key != NULL && egb_grammar_is_merged(key)))) {
    l->waiting[l->count++] = p->each != NULL ? (pair){old, at, p->each, NULL} : below(old, at, key);
    now->place = node->place; /* where an edit adds to it */
    now->key_place = node->key_place;
    return EGB_OK;
  }
  if (l->overlay->said != NULL && strcmp(node->key, "id") != 0 && is_same(l->overlay, old, l->from, at)) {
    say_same(l->overlay, node);
    return EGB_OK;
  }
  return replace(l->overlay, old, l->from, at);
}

static egb_status lay_key(layer *l, const pair *p, size_t at) {
  const egb_yaml_node *node = &l->from->node[at];
  const egb_key *key = p->section != NULL ? egb_grammar_key(p->section, node->key) : NULL;
  const size_t old = find(l->overlay, p->to, node->key);
  if (node->faulty)
    return EGB_OK;
  const bool unknown = p->section != NULL && key == NULL && old == EGB_YAML_NONE; /* is laid on, to be reported */
  if (egb_definition_is_null(node) && !unknown) {
    if (old != EGB_YAML_NONE)
      egb_overlay_remove(l->overlay, old);
    else
      say_same(l->overlay, node);
    return EGB_OK;
  }
  if (key != NULL)
    make_way(l, p, key);
  return old == EGB_YAML_NONE ? egb_overlay_append(l->overlay, p->to, l->from, at) : lay_over(l, p, old, at, key);
}

egb_status egb_overlay_lay(egb_overlay *o, size_t to, const egb_yaml *from, size_t map, const egb_section *section,
                           const char *const *only) {
  layer l = {.overlay = o, .from = from};
  egb_status status = EGB_OK;
  if (from->node[map].kind != EGB_YAML_MAP || o->yaml.node[to].kind != EGB_YAML_MAP)
    return EGB_OK;
  l.waiting = egb_arena_array(o->arena, end_of(from, map) - map, sizeof *l.waiting); /* each map waits once at most */
  if (l.waiting == NULL)
    return EGB_NO_MEMORY;
  l.waiting[l.count++] = (pair){to, map, section, NULL};
  while (l.count > 0 && status == EGB_OK) {
    const pair p = l.waiting[--l.count];
    for (size_t i = from->node[p.from].first; i != EGB_YAML_NONE && status == EGB_OK; i = from->node[i].next)
      if (p.from != map || only == NULL || is_listed(only, from->node[i].key))
        status = o->work > EGB_OVERLAY_WORK ? EGB_REFUSED : lay_key(&l, &p, i);
  }
  return status;
}

size_t egb_overlay_find(egb_overlay *o, const char *id) {
  const egb_yaml *yaml = &o->yaml;
  const size_t tree = egb_yaml_child(yaml, 0, "indicators");
  for (size_t at = tree; at != EGB_YAML_NONE && o->work <= EGB_OVERLAY_WORK; at = after(yaml, tree, at)) {
    const egb_yaml_node *node = &yaml->node[at];
    o->work++;
    if (node->kind == EGB_YAML_SCALAR_NODE && node->key != NULL && strcmp(node->key, "id") == 0 &&
        strcmp(node->text, id) == 0) {
      const egb_yaml_node *list = &yaml->node[yaml->node[node->parent].parent];
      if (list->key != NULL && strcmp(list->key, "indicators") == 0)
        return node->parent;
    }
  }
  return EGB_YAML_NONE;
}

egb_status egb_overlay_end(const egb_overlay *o, egb_yaml *out) {
  const egb_yaml *yaml = &o->yaml;
  size_t *number = egb_arena_array(o->arena, yaml->count, sizeof *number);
  size_t *order = egb_arena_array(o->arena, yaml->count, sizeof *order);
  if (number == NULL || order == NULL)
    return EGB_NO_MEMORY;
  size_t count = 0;
  for (size_t at = 0; at != EGB_YAML_NONE; at = after(yaml, 0, at)) {
    number[at] = count;
    order[count++] = at;
  }
  egb_yaml_node *node = egb_arena_array(o->arena, count, sizeof *node);
  if (node == NULL)
    return EGB_NO_MEMORY;
  for (size_t i = 0; i < count; i++) {
    node[i] = yaml->node[order[i]];
    size_t *const links[] = {&node[i].parent, &node[i].next, &node[i].first};
    for (size_t k = 0; k < 3; k++)
      if (*links[k] != EGB_YAML_NONE)
        *links[k] = number[*links[k]];
  }
  *out = *yaml;
  out->node = node;
  out->count = count;
  return EGB_OK;
}
