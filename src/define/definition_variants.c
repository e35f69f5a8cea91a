/* Scenarios that change more than weights: each is an index of its own, made of the tree with the changes laid over. */
#include "base/buffer.h"
#include "base/codes.h"
#include "define/definition.h"
#include "define/overlay.h"
#include "model/grammar_tables.h"

#include <string.h>

#define CHANGES_SHOWN 600                    /* bytes of what a scenario says, in notes and chapters */
#define VARIANT_NODES_MOST ((size_t)1 << 20) /* nodes of YAML in all variants together */

/* The keys of a scenario that are those of the definition. */
static const char *const root_keys[] = {"defaults", "screen", "data", "units", "period", "fit", "rank", NULL};

/* ---- what a change cannot say ---------------------------------------------------------------- */

typedef struct taboo {
  const char *key, *hint;
} taboo;

/* Of a scenario, which keeps the tree and has its own words for weights and for who takes part. */
static const taboo of_scenario[] = {
    {"indicators", "a scenario keeps the tree: `drop:` leaves nodes out, `add:` takes optional ones in"},
    {"weight", "write it under `weights:` of the scenario"},
    {"optional", "`drop:` leaves nodes out, `add:` takes optional ones in"},
    {NULL, NULL}};

/* Of a definition that extends another one. */
static const taboo of_variant[] = {
    {"indicators", "write the path down to it under `indicators:`; `without:` leaves nodes out"}, {NULL, NULL}};

static void check_change(egb_definition *d, size_t change, const taboo *list) {
  for (; list->key != NULL; list++) {
    const size_t at = egb_yaml_child(&d->yaml, change, list->key);
    if (at == EGB_YAML_NONE)
      continue;
    egb_diag_at(d->diag, EGB_SEVERITY_ERROR, EGB_E_CHANGE, d->yaml.node[at].key_place, "`%s` cannot be changed here",
                list->key);
    egb_diag_hint(d->diag, "%s", list->hint);
    d->yaml.node[at].faulty = true;
  }
}

static void check_nodes(egb_definition *d, size_t map, const taboo *list) {
  const size_t nodes = egb_yaml_child(&d->yaml, map, "nodes");
  for (size_t k = nodes != EGB_YAML_NONE ? d->yaml.node[nodes].first : EGB_YAML_NONE; k != EGB_YAML_NONE;
       k = d->yaml.node[k].next)
    check_change(d, k, list);
}

void egb_definition_check_changes(egb_definition *d) {
  const size_t scenarios = egb_yaml_child(&d->yaml, 0, "scenarios");
  check_nodes(d, 0, of_variant);
  for (size_t i = scenarios != EGB_YAML_NONE ? d->yaml.node[scenarios].first : EGB_YAML_NONE; i != EGB_YAML_NONE;
       i = d->yaml.node[i].next)
    check_nodes(d, i, of_scenario);
}

/* ---- what it says, as text ------------------------------------------------------------------- */

static void put_open(egb_buffer *out, const egb_yaml_node *node) {
  if (node->key != NULL)
    egb_buffer_format(out, "%s: ", node->key);
  if (node->kind == EGB_YAML_SCALAR_NODE)
    egb_buffer_text(out, node->text);
  else
    egb_buffer_text(out, node->kind == EGB_YAML_LIST ? "[" : "{");
}

/* A node and all below it in one line. */
static void put_value(egb_buffer *out, const egb_yaml *yaml, size_t root) {
  size_t at = root;
  for (;;) {
    put_open(out, &yaml->node[at]);
    if (yaml->node[at].first != EGB_YAML_NONE) {
      at = yaml->node[at].first;
      continue;
    }
    if (yaml->node[at].kind != EGB_YAML_SCALAR_NODE)
      egb_buffer_text(out, yaml->node[at].kind == EGB_YAML_LIST ? "]" : "}");
    for (; at != root && yaml->node[at].next == EGB_YAML_NONE; at = yaml->node[at].parent)
      egb_buffer_text(out, yaml->node[yaml->node[at].parent].kind == EGB_YAML_LIST ? "]" : "}");
    if (at == root)
      return;
    egb_buffer_text(out, ", ");
    at = yaml->node[at].next;
  }
}

static bool is_change(const char *key) {
  for (size_t i = 0; root_keys[i] != NULL; i++)
    if (strcmp(root_keys[i], key) == 0)
      return true;
  return strcmp(key, "methods") == 0 || strcmp(key, "nodes") == 0;
}

/* NULL in *out: it changes nothing but weights and who takes part. */
static egb_status describe(const egb_definition *d, size_t scenario, const char **out) {
  egb_buffer text = {0};
  *out = NULL;
  for (size_t i = d->raw.node[scenario].first; i != EGB_YAML_NONE; i = d->raw.node[i].next) {
    if (!is_change(d->raw.node[i].key))
      continue;
    egb_buffer_text(&text, text.length > 0 ? "; " : "");
    put_value(&text, &d->raw, i);
  }
  const bool cut = text.length > CHANGES_SHOWN;
  egb_status status = text.failed ? EGB_NO_MEMORY : EGB_OK;
  if (status == EGB_OK && text.length > 0) {
    size_t shown = cut ? CHANGES_SHOWN : text.length;
    while (cut && ((unsigned char)text.text[shown] & 0xC0) == 0x80)
      shown--;
    *out = egb_arena_format(d->arena, "%.*s%s", (int)shown, text.text, cut ? " …" : "");
    status = *out != NULL ? EGB_OK : EGB_NO_MEMORY;
  }
  egb_buffer_clear(&text);
  return status;
}

/* ---- the tree -------------------------------------------------------------------------------- */

/* What scenarios are laid over: the tree without `scenarios:`, which would be copied for each of them. */
typedef struct plain {
  egb_yaml yaml;
  size_t from, to; /* the nodes of the whole tree that it does not have */
} plain;

static egb_status make_plain(const egb_definition *d, egb_arena *scratch, plain *out) {
  egb_overlay o;
  const size_t scenarios = egb_yaml_child(&d->raw, 0, "scenarios");
  egb_status status = egb_overlay_begin(&o, scratch, &d->raw);
  if (status != EGB_OK)
    return status;
  egb_overlay_remove(&o, scenarios);
  status = egb_overlay_end(&o, &out->yaml);
  out->from = scenarios;
  out->to = scenarios + d->raw.count - out->yaml.count; /* in document order all that is below a node follows it */
  return status;
}

static bool is_dropped(const egb_index *index, const egb_scenario *scenario, size_t node) {
  for (size_t i = 0; i < scenario->drop_count; i++)
    if (node >= scenario->drop[i] && node < index->node[scenario->drop[i]].end)
      return true;
  return false;
}

/* One entry of `nodes:`. */
static egb_status change_node(egb_definition *d, const plain *under, const egb_scenario *scenario, size_t at,
                              egb_overlay *o) {
  const egb_yaml_node *entry = &d->raw.node[at];
  const size_t node = egb_definition_is_root_id(d, entry->key)
                          ? 0
                          : egb_definition_find(d, entry->key, entry->key_place, "changes are made");
  if (node == EGB_NONE)
    return EGB_OK;
  if (is_dropped(d->index, scenario, node)) {
    egb_diag_at(o->said, EGB_SEVERITY_WARNING, EGB_W_CHANGE, entry->key_place,
                "a change of `%s` changes nothing: the scenario leaves it out", entry->key);
    egb_diag_hint(o->said, "remove it here, or from `drop:`");
  }
  const size_t origin = d->origin[node], to = origin < under->from ? origin : origin - (under->to - under->from);
  return egb_overlay_lay(o, to, &d->raw, at, node == 0 ? &egb_grammar_definition : &egb_grammar_node, NULL);
}

static egb_status lay_scenario(egb_definition *d, const plain *under, const egb_scenario *scenario, size_t at,
                               egb_arena *scratch, egb_diag *diag, egb_yaml *out) {
  egb_overlay o;
  const size_t nodes = egb_yaml_child(&d->raw, at, "nodes"), methods = egb_yaml_child(&d->raw, at, "methods");
  egb_status status = egb_overlay_begin(&o, scratch, &under->yaml);
  if (status != EGB_OK)
    return status;
  o.said = diag;
  status = egb_overlay_lay(&o, 0, &d->raw, at, &egb_grammar_definition, root_keys);
  for (size_t i = nodes != EGB_YAML_NONE ? d->raw.node[nodes].first : EGB_YAML_NONE;
       i != EGB_YAML_NONE && status == EGB_OK; i = d->raw.node[i].next)
    status = change_node(d, under, scenario, i, &o);
  if (status == EGB_OK && methods != EGB_YAML_NONE)
    status = egb_overlay_append(&o, 0, &d->raw, methods);
  return status == EGB_OK ? egb_overlay_end(&o, out) : status;
}

/* The keys of a definition, and `methods`. */
static const egb_section *root_section(egb_arena *arena) {
  const size_t count = egb_grammar_definition.key_count;
  egb_section *section = egb_arena_array(arena, 1, sizeof *section);
  egb_key *key = egb_arena_array(arena, count + 1, sizeof *key);
  if (section == NULL || key == NULL)
    return NULL;
  memcpy(key, egb_grammar_definition.key, count * sizeof *key);
  key[count] = *egb_grammar_key(&egb_grammar_scenario, "methods");
  *section = egb_grammar_definition;
  section->key = key;
  section->key_count = count + 1;
  return section;
}

/* ---- what it comes to ------------------------------------------------------------------------ */

static bool same_place(egb_place a, egb_place b) {
  return a.source == b.source && a.offset == b.offset;
}

static bool same_choice(const egb_choice *a, const egb_choice *b) {
  return (a->name == NULL) == (b->name == NULL) && same_place(a->place, b->place) &&
         (a->name == NULL || strcmp(a->name, b->name) == 0);
}

static const egb_choice *choice_of(const egb_node *node, int family) {
  const egb_choice *const choices[EGB_FAMILY_COUNT] = {[EGB_FAMILY_IMPUTE] = &node->impute,
                                                       [EGB_FAMILY_TREAT] = &node->treat,
                                                       [EGB_FAMILY_NORMALISE] = &node->normalise,
                                                       [EGB_FAMILY_WEIGHT] = &node->weights,
                                                       [EGB_FAMILY_AGGREGATE] = &node->aggregate};
  return choices[family];
}

static bool names_columns(const egb_choice *choice) {
  for (size_t i = 0; i < choice->count; i++)
    if (choice->setting[i].columns)
      return true;
  return false;
}

/* Whether the data set of one serves the other: loading looks at columns, bounds and answers. */
static bool same_data(const egb_node *a, const egb_node *b) {
  const egb_place none = {0};
  for (int f = 0; f < EGB_FAMILY_COUNT; f++)
    if (!same_choice(choice_of(a, f), choice_of(b, f)) &&
        (names_columns(choice_of(a, f)) || names_columns(choice_of(b, f))))
      return false;
  return same_place(a->column_place, b->column_place) && same_place(a->compute_place, b->compute_place) &&
         same_place(a->per_place, b->per_place) && same_place(a->bounds_place, b->bounds_place) &&
         same_place(a->rubric_count > 0 ? a->rubric[0].place : none, b->rubric_count > 0 ? b->rubric[0].place : none);
}

static void compare(const egb_index *base, egb_index *variant, egb_scenario *scenario) {
  for (size_t i = 0; i < base->node_count; i++) {
    scenario->own_data = scenario->own_data || !same_data(&base->node[i], &variant->node[i]);
    for (int f = 0; f < EGB_FAMILY_COUNT; f++)
      variant->node[i].tried[f] = !same_choice(choice_of(&base->node[i], f), choice_of(&variant->node[i], f));
  }
}

static bool differs(const egb_choice *a, const egb_choice *b) {
  return (a->name == NULL) != (b->name == NULL) || a->count > 0 || b->count > 0 ||
         (a->name != NULL && strcmp(a->name, b->name) != 0);
}

/* A default that says what the definition's says was warned of already. */
static bool is_warned(const egb_definition *d, const char *map, size_t at) {
  const size_t there = egb_yaml_child(&d->raw, 0, map);
  const size_t same = there != EGB_YAML_NONE ? egb_yaml_child(&d->raw, there, d->raw.node[at].key) : EGB_YAML_NONE;
  return same != EGB_YAML_NONE && d->raw.node[at].kind == EGB_YAML_SCALAR_NODE &&
         d->raw.node[same].kind == EGB_YAML_SCALAR_NODE && strcmp(d->raw.node[same].text, d->raw.node[at].text) == 0;
}

/* A method for all nodes, or a default, that no node takes or all have. */
static void warn_idle(const egb_definition *d, const egb_index *variant, size_t scenario, const char *name,
                      egb_diag *diag) {
  const size_t map = egb_yaml_child(&d->raw, scenario, name);
  for (int f = 0; map != EGB_YAML_NONE && f < EGB_FAMILY_COUNT; f++) {
    const size_t at = egb_yaml_child(&d->raw, map, egb_grammar_family_key((egb_method_family)f));
    bool any = at == EGB_YAML_NONE || is_warned(d, name, at);
    for (size_t i = 0; i < variant->node_count && !any; i++)
      any = differs(choice_of(&d->index->node[i], f), choice_of(&variant->node[i], f));
    if (any)
      continue;
    egb_diag_at(diag, EGB_SEVERITY_WARNING, EGB_W_CHANGE, d->raw.node[at].key_place,
                "`%s` changes nothing: every node has the method it had", d->raw.node[at].key);
    egb_diag_hint(diag, "remove it here, or write what differs");
  }
}

static egb_status make(egb_definition *d, const plain *under, egb_scenario *scenario, size_t at,
                       const egb_section *root, egb_arena *scratch, egb_diag *diag) {
  egb_definition v = {.arena = d->arena, .scratch = scratch, .diag = diag};
  egb_diag *real = d->diag;
  d->diag = diag;
  egb_status status = lay_scenario(d, under, scenario, at, scratch, diag, &v.yaml);
  d->diag = real;
  if (status == EGB_REFUSED) {
    egb_diag_at(diag, EGB_SEVERITY_ERROR, EGB_E_YAML_SIZE, scenario->place,
                "the scenario `%s` is too large to be laid over the definition", scenario->id);
    egb_diag_hint(diag, "write it as a definition of its own");
  }
  if (status != EGB_OK || egb_diag_failed(diag))
    return status;
  v.methods = egb_yaml_child(&v.yaml, 0, "methods");
  status = egb_definition_read(&v, d->index->source, root);
  if (status != EGB_OK || egb_diag_failed(diag))
    return status;
  v.index->base = d->index;
  v.index->under = scenario;
  v.index->scenario = d->index->scenario;
  v.index->scenario_count = d->index->scenario_count;
  v.index->scenarios_key = d->index->scenarios_key;
  v.index->scenarios_body = d->index->scenarios_body;
  v.index->extended = d->index->extended;
  v.index->extended_count = d->index->extended_count;
  v.index->home = d->index->home;
  scenario->variant = v.index;
  scenario->own_data =
      egb_yaml_child(&d->raw, at, "data") != EGB_YAML_NONE || egb_yaml_child(&d->raw, at, "units") != EGB_YAML_NONE;
  compare(d->index, v.index, scenario);
  warn_idle(d, v.index, at, "methods", diag);
  warn_idle(d, v.index, at, "defaults", diag);
  return EGB_OK;
}

/* Its messages apart: what the definition was warned of already is not said again. */
static egb_status make_beside(egb_definition *d, const plain *under, egb_scenario *scenario, size_t at,
                              const egb_section *root) {
  egb_diag *own = egb_diag_beside(d->diag);
  egb_arena *scratch = egb_arena_new();
  const egb_status status =
      own != NULL && scratch != NULL ? make(d, under, scenario, at, root, scratch, own) : EGB_NO_MEMORY;
  if (own != NULL)
    egb_diag_merge(d->diag, own);
  egb_arena_free(scratch);
  egb_diag_free(own);
  return status == EGB_REFUSED ? EGB_OK : status; /* said */
}

static egb_status make_all(egb_definition *d, const plain *under, size_t map, egb_scenario *scenario) {
  const egb_section *root = root_section(d->arena);
  size_t nodes = 0, number = 0;
  if (root == NULL)
    return EGB_NO_MEMORY;
  for (size_t i = d->raw.node[map].first; i != EGB_YAML_NONE; i = d->raw.node[i].next) {
    egb_scenario *next = &scenario[number++];
    egb_status status = describe(d, i, &next->changes);
    if (status != EGB_OK)
      return status;
    if (next->changes == NULL)
      continue;
    if ((nodes += under->yaml.count) > VARIANT_NODES_MOST) {
      egb_diag_at(d->diag, EGB_SEVERITY_ERROR, EGB_E_YAML_SIZE, next->place,
                  "the scenarios up to this one are too many for a definition of this size");
      egb_diag_hint(d->diag, "write some of them as definitions of their own");
      return EGB_OK;
    }
    if ((status = make_beside(d, under, next, i, root)) != EGB_OK)
      return status;
  }
  return EGB_OK;
}

egb_status egb_definition_make_variants(egb_definition *d) {
  const size_t map = egb_yaml_child(&d->raw, 0, "scenarios");
  plain under;
  if (map == EGB_YAML_NONE)
    return EGB_OK;
  egb_scenario *scenario =
      egb_arena_duplicate(d->arena, d->index->scenario, d->index->scenario_count, sizeof *scenario);
  if (scenario == NULL)
    return EGB_NO_MEMORY;
  d->index->scenario = scenario;
  egb_arena *scratch = egb_arena_new();
  egb_status status = scratch != NULL ? make_plain(d, scratch, &under) : EGB_NO_MEMORY;
  if (status == EGB_OK)
    status = make_all(d, &under, map, scenario);
  egb_arena_free(scratch);
  return status;
}
