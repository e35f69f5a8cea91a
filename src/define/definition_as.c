/* `as: NAME` in a data file or under `units:`: the keys that the publisher's row implies, as if they were written at
 * that place. */
#include "define/definition.h"
#include "model/grammar_tables.h"
#include "model/origins.h"

#include <string.h>

#define ENTRIES_MOST 1000 /* a load refuses more files */
#define IMPLIED_MOST 64   /* nodes of a row's keys */

/* True when the entry has the key itself, or one that cannot be combined with it. */
static bool is_decided(const egb_yaml *yaml, size_t map, const egb_section *section, const char *name) {
  const egb_key *key = egb_grammar_key(section, name);
  for (size_t i = yaml->node[map].first; i != EGB_YAML_NONE; i = yaml->node[i].next) {
    if (strcmp(yaml->node[i].key, name) == 0)
      return true;
    for (size_t k = 0; key != NULL && key->clashes != NULL && key->clashes[k] != NULL; k++)
      if (strcmp(yaml->node[i].key, key->clashes[k]) == 0)
        return true;
  }
  return false;
}

/* Hangs a node below a parent, as its last child. */
static size_t append(egb_yaml *yaml, size_t parent, const egb_yaml_node *from, egb_place place) {
  const size_t at = yaml->count++;
  yaml->node[at] = *from;
  yaml->node[at].parent = parent;
  yaml->node[at].next = yaml->node[at].first = EGB_YAML_NONE;
  yaml->node[at].count = 0;
  yaml->node[at].place = yaml->node[at].key_place = place;
  size_t *link = &yaml->node[parent].first;
  while (*link != EGB_YAML_NONE)
    link = &yaml->node[*link].next;
  *link = at;
  yaml->node[parent].count++;
  return at;
}

/* The row of a name that the section takes, NULL: its check refuses the name. */
static const egb_origin *origin_of(const egb_section *section, const char *name) {
  const egb_key *key = egb_grammar_key(section, "as");
  for (size_t i = 0; key != NULL && key->choices[i] != NULL; i++)
    if (strcmp(key->choices[i], name) == 0)
      return egb_origin_find(name);
  return NULL;
}

/* Messages about an implied key lead to the name of the publisher. */
static egb_status imply(egb_definition *d, size_t map, size_t as, const egb_section *section) {
  const egb_origin *origin = origin_of(section, d->yaml.node[as].text);
  if (origin == NULL || origin->keys[0] == '\0')
    return EGB_OK;
  egb_source *source = egb_arena_array(d->arena, 1, sizeof *source);
  const char *text = egb_arena_format(d->arena, "{%s}", origin->keys);
  egb_yaml implied;
  if (source == NULL || text == NULL)
    return EGB_NO_MEMORY;
  *source = (egb_source){.name = origin->name, .text = text, .length = strlen(text)};
  const egb_status status = egb_yaml_parse(d->arena, source, d->diag, &implied);
  if (status != EGB_OK)
    return status;
  const egb_place place = d->yaml.node[as].place;
  for (size_t i = implied.node[0].first; i != EGB_YAML_NONE; i = implied.node[i].next) {
    if (is_decided(&d->yaml, map, section, implied.node[i].key))
      continue;
    const size_t at = append(&d->yaml, map, &implied.node[i], place);
    for (size_t k = implied.node[i].first; k != EGB_YAML_NONE; k = implied.node[k].next)
      (void)append(&d->yaml, at, &implied.node[k], place);
  }
  return EGB_OK;
}

static size_t find_as(const egb_yaml *yaml, size_t entry) {
  const size_t as = egb_yaml_child(yaml, entry, "as");
  return as != EGB_YAML_NONE && yaml->node[as].kind == EGB_YAML_SCALAR_NODE ? as : EGB_YAML_NONE;
}

static size_t count_entries(const egb_yaml *yaml, size_t list) {
  size_t entries = 0;
  for (size_t i = yaml->node[list].first; i != EGB_YAML_NONE && entries < ENTRIES_MOST; i = yaml->node[i].next)
    entries += find_as(yaml, i) != EGB_YAML_NONE;
  return entries;
}

/* The tree with room for what so many entries imply. */
static egb_status make_room(egb_definition *d, size_t entries) {
  const egb_yaml *yaml = &d->yaml;
  if (entries == 0)
    return EGB_OK;
  egb_yaml_node *larger = egb_arena_array(d->scratch, yaml->count + entries * IMPLIED_MOST, sizeof *larger);
  if (larger == NULL)
    return EGB_NO_MEMORY;
  memcpy(larger, yaml->node, yaml->count * sizeof *larger);
  d->yaml.node = larger;
  return EGB_OK;
}

egb_status egb_definition_imply_entry(egb_definition *d, size_t map, const egb_section *section) {
  const size_t as = d->yaml.node[map].kind == EGB_YAML_MAP ? find_as(&d->yaml, map) : EGB_YAML_NONE;
  const egb_status status = as == EGB_YAML_NONE ? EGB_OK : make_room(d, 1);
  return as == EGB_YAML_NONE || status != EGB_OK ? status : imply(d, map, as, section);
}

static egb_status imply_files(egb_definition *d) {
  const size_t list = egb_yaml_child(&d->yaml, 0, "data");
  if (list == EGB_YAML_NONE || d->yaml.node[list].kind != EGB_YAML_LIST)
    return EGB_OK;
  size_t left = count_entries(&d->yaml, list);
  egb_status status = make_room(d, left);
  for (size_t i = d->yaml.node[list].first; i != EGB_YAML_NONE && status == EGB_OK && left != 0;
       i = d->yaml.node[i].next) {
    const size_t as = find_as(&d->yaml, i);
    if (as == EGB_YAML_NONE)
      continue;
    status = imply(d, i, as, &egb_grammar_data);
    left--;
  }
  return status;
}

egb_status egb_definition_imply(egb_definition *d) {
  const size_t units = egb_yaml_child(&d->yaml, 0, "units");
  const egb_status status = imply_files(d);
  return status != EGB_OK || units == EGB_YAML_NONE ? status : egb_definition_imply_entry(d, units, &egb_grammar_units);
}
