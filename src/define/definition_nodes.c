/* The tree. Maps of nodes are in the YAML array in pre-order already, so one loop numbers them. */
#include "base/codes.h"
#include "base/number.h"
#include "define/definition.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

/* The choices that `defaults:` may hold: a method of each family, and three more. */
enum { AVAILABLE = EGB_FAMILY_COUNT, RESCALE, IF_CONSTANT, CHOICES };

static const char *choice_key(int choice) {
  static const char *const others[] = {"available", "rescale", "if-constant"};
  return choice < EGB_FAMILY_COUNT ? egb_grammar_family_key((egb_method_family)choice) : others[choice - AVAILABLE];
}

/* What `defaults:` at a node and above say for the nodes at each depth below it: YAML nodes, EGB_YAML_NONE when nothing
 * is written. */
typedef struct inherited {
  size_t at[EGB_GRAMMAR_TIERS_MAX + 1][CHOICES];
} inherited;

static bool is_node(const egb_definition *d, size_t at) {
  return !d->yaml.node[at].faulty && d->section[at] != NULL &&
         (at == 0 || d->section[at] == egb_grammar_key(&egb_grammar_definition, "indicators")->section);
}

/* Numbers the nodes and links them. */
/* A node below the one that holds it, behind those that are there. last: of the children of each node. False: reported.
 */
static bool hang(egb_definition *d, egb_node *node, size_t n, size_t *last) {
  const size_t at = d->origin[n], parent = d->node[d->yaml.node[d->yaml.node[at].parent].parent];
  node[n].parent = parent;
  node[n].depth = node[parent].depth + 1;
  if (node[n].depth > EGB_GRAMMAR_TIERS_MAX) {
    egb_diag_at(d->diag, EGB_SEVERITY_ERROR, EGB_E_TREE, d->yaml.node[at].place, "the tree has more than %d tiers",
                EGB_GRAMMAR_TIERS_MAX);
    return false;
  }
  if (node[parent].child_count++ == 0)
    node[parent].first_child = n;
  else
    node[last[parent]].next = n;
  last[parent] = n;
  return true;
}

static size_t number_nodes(egb_definition *d) {
  size_t count = 0;
  for (size_t i = 0; i < d->yaml.count; i++)
    d->node[i] = is_node(d, i) ? count++ : EGB_NONE;
  return count;
}

static egb_status link_nodes(egb_definition *d) {
  const size_t count = number_nodes(d);
  if (count > EGB_GRAMMAR_NODES_MAX) {
    egb_diag_at(d->diag, EGB_SEVERITY_ERROR, EGB_E_TREE, d->yaml.node[0].place, "the tree has more than %d nodes",
                EGB_GRAMMAR_NODES_MAX);
    return EGB_REFUSED;
  }
  egb_node *node = egb_arena_array(d->arena, count, sizeof *node);
  d->origin = egb_arena_array(d->scratch, count, sizeof *d->origin);
  size_t *last = egb_arena_array(d->scratch, count, sizeof *last);
  if (egb_arena_failed(d->arena) || egb_arena_failed(d->scratch))
    return EGB_NO_MEMORY;
  for (size_t i = 0; i < d->yaml.count; i++) {
    const size_t n = d->node[i];
    if (n == EGB_NONE)
      continue;
    d->origin[n] = i;
    node[n] = (egb_node){.parent = EGB_NONE,
                         .first_child = EGB_NONE,
                         .next = EGB_NONE,
                         .end = n + 1,
                         .weight = 1,
                         .direction = 1,
                         .per_scale = 1,
                         .target = (double)NAN};
    if (n != 0 && !hang(d, node, n, last))
      return EGB_REFUSED;
  }
  for (size_t n = count; n-- > 1;)
    if (node[node[n].parent].end < node[n].end)
      node[node[n].parent].end = node[n].end;
  d->index->node = node;
  d->index->node_count = count;
  return EGB_OK;
}

static void set_choices(const egb_definition *d, size_t map, size_t to[CHOICES]) {
  for (int i = 0; i < CHOICES; i++) {
    const size_t written = egb_yaml_child(&d->yaml, map, choice_key(i));
    if (written != EGB_YAML_NONE)
      to[i] = written;
  }
}

/* Tiers over what is said for all; an inner `defaults:` over an outer one, its tiers included. */
static void inherit(egb_definition *d, size_t n, const inherited *above, size_t deepest, inherited *out) {
  const size_t depth = d->index->node[n].depth;
  for (size_t i = depth; i <= EGB_GRAMMAR_TIERS_MAX; i++)
    memcpy(out->at[i], above->at[i], sizeof out->at[i]);
  const size_t defaults = egb_yaml_child(&d->yaml, d->origin[n], "defaults");
  if (defaults == EGB_YAML_NONE)
    return;
  for (size_t i = depth; i <= EGB_GRAMMAR_TIERS_MAX; i++)
    set_choices(d, defaults, out->at[i]);
  const size_t tiers = egb_yaml_child(&d->yaml, defaults, "tiers");
  if (tiers == EGB_YAML_NONE)
    return;
  for (size_t i = d->yaml.node[tiers].first; i != EGB_YAML_NONE; i = d->yaml.node[i].next) {
    const egb_yaml_node *entry = &d->yaml.node[i];
    double tier = 0;
    if (entry->faulty || egb_number_parse(entry->key, strlen(entry->key), &tier) != EGB_NUMBER_OK)
      continue;
    if (depth + (size_t)tier <= deepest) {
      set_choices(d, i, out->at[depth + (size_t)tier]);
      continue;
    }
    const char *id = egb_definition_text(d, d->origin[n], "id");
    egb_diag_at(d->diag, EGB_SEVERITY_ERROR, EGB_E_TREE, entry->key_place, "`%s` has no nodes at tier %s",
                id != NULL ? id : "indicators", entry->key);
    egb_diag_hint(d->diag, "its lowest nodes are at tier %zu", deepest - depth);
  }
}

/* What `methods:` of a scenario says for every node. Codes of answers are not measurements. */
static size_t everywhere(const egb_definition *d, size_t at, int choice) {
  const bool answers = egb_yaml_child(&d->yaml, at, "points") != EGB_YAML_NONE;
  return d->methods == EGB_YAML_NONE || answers ? EGB_YAML_NONE
                                                : egb_yaml_child(&d->yaml, d->methods, choice_key(choice));
}

/* For every node, else on the node, else inherited; EGB_YAML_NONE. */
static size_t written(const egb_definition *d, size_t at, int choice, const size_t defaults[CHOICES]) {
  const size_t all = everywhere(d, at, choice), own = egb_yaml_child(&d->yaml, at, choice_key(choice));
  return all != EGB_YAML_NONE ? all : own != EGB_YAML_NONE ? own : defaults[choice];
}

/* Written, else the preset. */
static egb_status choose(egb_definition *d, size_t at, int choice, const size_t defaults[CHOICES], const char *preset,
                         egb_choice *out) {
  *out = (egb_choice){.name = preset};
  const size_t use = written(d, at, choice, defaults);
  const egb_status status = use == EGB_YAML_NONE ? EGB_OK : egb_definition_choice(d, use, out);
  if (out->name == NULL)
    out->name = preset; /* `none`, or a method without a name, which was refused */
  return status;
}

static const size_t no_defaults[CHOICES] = {EGB_YAML_NONE, EGB_YAML_NONE, EGB_YAML_NONE, EGB_YAML_NONE,
                                            EGB_YAML_NONE, EGB_YAML_NONE, EGB_YAML_NONE, EGB_YAML_NONE};
/* Leaves *out NULL for what was refused. */
static egb_status bind_expression(egb_definition *d, size_t at, const egb_expression **out, egb_place *place) {
  const egb_yaml_node *yaml = &d->yaml.node[at];
  *place = yaml->place;
  const size_t errors = egb_diag_count(d->diag, EGB_SEVERITY_ERROR);
  *out = egb_expression_parse(d->arena, yaml->text, yaml->place, d->diag);
  return *out != NULL || egb_diag_count(d->diag, EGB_SEVERITY_ERROR) > errors ? EGB_OK : EGB_NO_MEMORY;
}

static egb_status bind_aggregate(egb_definition *d, size_t at, const size_t defaults[CHOICES], egb_node *node) {
  egb_status status =
      choose(d, at, EGB_FAMILY_AGGREGATE, defaults, egb_grammar_default(EGB_FAMILY_AGGREGATE), &node->aggregate);
  if (status == EGB_OK)
    status = choose(d, at, EGB_FAMILY_WEIGHT, defaults, egb_grammar_default(EGB_FAMILY_WEIGHT), &node->weights);
  if (status == EGB_OK)
    status = choose(d, at, RESCALE, defaults, NULL, &node->rescale);
  if (status == EGB_OK && at != 0)
    status = choose(d, at, EGB_FAMILY_IMPUTE, no_defaults, NULL, &node->fill);
  const size_t use = written(d, at, AVAILABLE, defaults);
  if (use != EGB_YAML_NONE) {
    const bool map = d->yaml.node[use].kind == EGB_YAML_MAP;
    const char *share = map ? egb_definition_text(d, use, "share") : d->yaml.node[use].text;
    const char *of = map ? egb_definition_text(d, use, "of") : NULL;
    if (share != NULL)
      (void)egb_definition_share(share, &node->available);
    if (map)
      node->available_least = (size_t)egb_definition_number(d, use, "least", 0);
    node->available_of_children = of != NULL && strcmp(of, "children") == 0;
    node->available_place = d->yaml.node[use].place;
  }
  const size_t then = egb_yaml_child(&d->yaml, at, "then");
  return status == EGB_OK && then != EGB_YAML_NONE ? bind_expression(d, then, &node->then, &node->then_place) : status;
}

/* The method that a key of the node implies, as goalposts and points do; NULL. */
static const char *implied_method(const egb_definition *d, size_t at) {
  const char *method;
  for (size_t i = 0; (method = egb_grammar_method(EGB_FAMILY_NORMALISE, i)) != NULL; i++) {
    const char *key = egb_grammar_implied_by(EGB_FAMILY_NORMALISE, i);
    if (key != NULL && egb_yaml_child(&d->yaml, at, key) != EGB_YAML_NONE)
      return method;
  }
  return NULL;
}

/* An implied method has the parameters of the default when it is the same method. */
static egb_status bind_normalise(egb_definition *d, size_t at, const size_t defaults[CHOICES], egb_node *node) {
  const char *implied = implied_method(d, at);
  const egb_status status =
      choose(d, at, EGB_FAMILY_NORMALISE, defaults, egb_grammar_default(EGB_FAMILY_NORMALISE), &node->normalise);
  const bool chosen = egb_yaml_child(&d->yaml, at, "normalise") != EGB_YAML_NONE ||
                      everywhere(d, at, EGB_FAMILY_NORMALISE) != EGB_YAML_NONE;
  if (status == EGB_OK && !chosen && implied != NULL && strcmp(node->normalise.name, implied) != 0)
    node->normalise = (egb_choice){.name = implied};
  return status;
}

static egb_status bind_source(egb_definition *d, size_t at, egb_node *node) {
  const size_t compute = egb_yaml_child(&d->yaml, at, "compute");
  if (compute != EGB_YAML_NONE)
    return bind_expression(d, compute, &node->compute, &node->compute_place);
  const size_t column = egb_yaml_child(&d->yaml, at, "column");
  node->column = column != EGB_YAML_NONE ? d->yaml.node[column].text : node->id;
  node->column_place = column != EGB_YAML_NONE ? d->yaml.node[column].place : node->place;
  return EGB_OK;
}

static void bind_per(const egb_definition *d, size_t at, egb_node *node) {
  const size_t per = egb_yaml_child(&d->yaml, at, "per");
  if (per == EGB_YAML_NONE)
    return;
  const bool map = d->yaml.node[per].kind == EGB_YAML_MAP;
  const size_t column = map ? egb_yaml_child(&d->yaml, per, "column") : per;
  if (column == EGB_YAML_NONE)
    return;
  node->per = d->yaml.node[column].text;
  node->per_place = d->yaml.node[column].place;
  if (map)
    node->per_scale = egb_definition_number(d, per, "scale", 1);
}

static egb_status bind_target(egb_definition *d, size_t at, egb_node *node) {
  const size_t target = egb_yaml_child(&d->yaml, at, "target");
  if (target == EGB_YAML_NONE)
    return EGB_OK;
  node->target_place = d->yaml.node[target].place;
  return egb_definition_constant(d, target, &node->target);
}

static egb_status bind_numbers(egb_definition *d, size_t at, egb_node *node) {
  egb_status status = egb_definition_pair(d, egb_yaml_child(&d->yaml, at, "goalposts"), node->goalposts,
                                          &node->goalposts_place, &node->has_goalposts);
  if (status == EGB_OK)
    status = egb_definition_pair(d, egb_yaml_child(&d->yaml, at, "bounds"), node->bounds, &node->bounds_place,
                                 &node->has_bounds);
  if (status == EGB_OK)
    status = bind_target(d, at, node);
  if (status == EGB_OK)
    status = egb_definition_rubric(d, egb_yaml_child(&d->yaml, at, "points"), node);
  return status;
}

static egb_status bind_indicator(egb_definition *d, size_t at, const size_t defaults[CHOICES], egb_node *node) {
  const char *direction = egb_definition_text(d, at, "direction");
  if (direction != NULL && (strcmp(direction, "lower") == 0 || strcmp(direction, "-1") == 0))
    node->direction = -1;
  bind_per(d, at, node);
  const size_t constant = written(d, at, IF_CONSTANT, defaults);
  if (constant != EGB_YAML_NONE) {
    node->drop_constant = strcmp(d->yaml.node[constant].text, "drop") == 0;
    node->drop_constant_place = d->yaml.node[constant].place;
  }
  egb_status status = bind_source(d, at, node);
  /* Codes of answers are not measurements: defaults do not fill or pull them, only what is written on the node does. */
  const bool answers = egb_yaml_child(&d->yaml, at, "points") != EGB_YAML_NONE;
  if (status == EGB_OK)
    status = choose(d, at, EGB_FAMILY_IMPUTE, answers ? no_defaults : defaults, NULL, &node->impute);
  if (status == EGB_OK)
    status = choose(d, at, EGB_FAMILY_TREAT, answers ? no_defaults : defaults, NULL, &node->treat);
  if (status == EGB_OK)
    status = bind_normalise(d, at, defaults, node);
  return status == EGB_OK ? bind_numbers(d, at, node) : status;
}

static egb_status bind_breaks(egb_definition *d, size_t at, egb_node *node) {
  if (at == EGB_YAML_NONE)
    return EGB_OK;
  egb_break *list = egb_arena_array(d->arena, d->yaml.node[at].count, sizeof *list);
  if (list == NULL)
    return EGB_NO_MEMORY;
  for (size_t i = d->yaml.node[at].first; i != EGB_YAML_NONE; i = d->yaml.node[i].next) {
    const egb_yaml_node *entry = &d->yaml.node[i];
    if (!entry->faulty)
      list[node->break_count++] = (egb_break){entry->key, entry->text, entry->key_place};
  }
  node->breaks = list;
  return EGB_OK;
}

static egb_status bind_node(egb_definition *d, size_t n, const size_t defaults[CHOICES]) {
  egb_node *node = &d->index->node[n];
  const size_t at = d->origin[n];
  const size_t id = egb_yaml_child(&d->yaml, at, "id");
  node->id = id != EGB_YAML_NONE ? d->yaml.node[id].text : "";
  node->place = id != EGB_YAML_NONE ? d->yaml.node[id].place : d->yaml.node[at].place;
  node->body = d->yaml.node[at].place;
  node->unit = n == 0 ? NULL : egb_definition_text(d, at, "unit");
  node->source = egb_definition_text(d, at, "source");
  node->note = egb_definition_text(d, at, "note");
  const size_t weight = n == 0 ? EGB_YAML_NONE : egb_yaml_child(&d->yaml, at, "weight");
  if (weight != EGB_YAML_NONE && !egb_definition_bind_weight(d, weight, node))
    return EGB_NO_MEMORY;
  const size_t subtract = n == 0 ? EGB_YAML_NONE : egb_yaml_child(&d->yaml, at, "subtract");
  if (subtract != EGB_YAML_NONE) {
    node->subtract = strcmp(d->yaml.node[subtract].text, "true") == 0;
    node->subtract_place = d->yaml.node[subtract].place;
  }
  if (n > 0 && !egb_definition_bind_only(d, egb_yaml_child(&d->yaml, at, "only"), node))
    return EGB_NO_MEMORY;
  const char *optional = n == 0 ? NULL : egb_definition_text(d, at, "optional");
  node->optional = optional != NULL && strcmp(optional, "true") == 0;
  egb_status status = egb_definition_labels(d, egb_yaml_child(&d->yaml, at, n == 0 ? "title" : "name"), &node->name);
  if (status == EGB_OK)
    status = bind_breaks(d, egb_yaml_child(&d->yaml, at, "breaks"), node);
  if (status != EGB_OK)
    return status;
  bool aggregate = n == 0 || node->child_count > 0;
  for (size_t i = d->yaml.node[at].first; i != EGB_YAML_NONE; i = d->yaml.node[i].next)
    aggregate |= strcmp(d->yaml.node[i].key, "indicators") == 0;
  return aggregate ? bind_aggregate(d, at, defaults, node) : bind_indicator(d, at, defaults, node);
}

/* Methods written under any `defaults:`, in document order. */
static egb_status bind_default_choices(egb_definition *d) {
  const egb_section *defaults = egb_grammar_key(&egb_grammar_definition, "defaults")->section;
  const egb_section *tier = egb_grammar_key(defaults, "tiers")->section;
  size_t count = 0;
  egb_default_choice *written = NULL;
  for (int pass = 0; pass < 2; pass++) {
    if (pass == 1 && (written = egb_arena_array(d->arena, count, sizeof *written)) == NULL)
      return EGB_NO_MEMORY;
    count = 0;
    for (size_t i = 1; i < d->yaml.count; i++) {
      const egb_key *key = d->key[i];
      if (d->yaml.node[i].faulty || key == NULL || key->kind != EGB_KEY_METHOD)
        continue;
      const egb_section *above = d->section[d->yaml.node[i].parent];
      if (above != defaults && above != tier)
        continue;
      if (pass == 1) {
        written[count] = (egb_default_choice){.family = key->family};
        const egb_status status = egb_definition_choice(d, i, &written[count].choice);
        if (status != EGB_OK)
          return status;
        if (written[count].choice.name == NULL)
          continue; /* `none` */
      }
      count++;
    }
  }
  d->index->default_choice = written;
  d->index->default_choice_count = count;
  return EGB_OK;
}

/* The depth of the lowest node below each. */
static void find_deepest(const egb_index *index, size_t *deepest) {
  for (size_t n = index->node_count; n-- > 0;) {
    if (deepest[n] < index->node[n].depth)
      deepest[n] = index->node[n].depth;
    if (n > 0 && deepest[index->node[n].parent] < deepest[n])
      deepest[index->node[n].parent] = deepest[n];
  }
}

egb_status egb_definition_bind_nodes(egb_definition *d) {
  egb_status status = link_nodes(d);
  if (status == EGB_OK)
    status = bind_default_choices(d);
  if (status != EGB_OK)
    return status;
  /* One for each depth of the path down to a node; nodes are in pre-order. */
  inherited *defaults = egb_arena_array(d->scratch, EGB_GRAMMAR_TIERS_MAX + 2, sizeof *defaults);
  size_t *deepest = egb_arena_array(d->scratch, d->index->node_count, sizeof *deepest);
  if (egb_arena_failed(d->scratch))
    return EGB_NO_MEMORY;
  find_deepest(d->index, deepest);
  for (size_t i = 0; i <= EGB_GRAMMAR_TIERS_MAX; i++)
    for (size_t k = 0; k < CHOICES; k++)
      defaults[0].at[i][k] = EGB_YAML_NONE;
  for (size_t n = 0; n < d->index->node_count && status == EGB_OK; n++) {
    const size_t depth = d->index->node[n].depth;
    inherit(d, n, &defaults[depth], deepest[n], &defaults[depth + 1]);
    status = bind_node(d, n, defaults[depth + 1].at[depth]);
  }
  return status;
}
