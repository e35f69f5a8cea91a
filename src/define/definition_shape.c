#include "base/codes.h"
#include "base/number.h"
#include "base/suggest.h"
#include "base/text.h"
#include "base/utf8.h"
#include "define/definition.h"
#include "model/grammar_tables.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#define WORDS_MAX 40

int egb_definition_shown(const char *text) {
  return (int)egb_utf8_fit(text, strnlen(text, 400), 48);
}

void egb_definition_fault(egb_definition *d, size_t at, const char *code, const char *format, ...) {
  char text[600];
  va_list arguments;
  va_start(arguments, format);
  (void)vsnprintf(text, sizeof text, format, arguments);
  va_end(arguments);
  egb_place place = d->yaml.node[at].place;
  if (place.length == 0 && d->yaml.node[at].key != NULL)
    place = d->yaml.node[at].key_place;
  egb_diag_at(d->diag, EGB_SEVERITY_ERROR, code, place, "%s", text);
  d->yaml.node[at].faulty = true;
}

void egb_definition_hint_words(egb_definition *d, const char *typed, const char *const *words, size_t count) {
  const char *near;
  if (egb_diag_count(d->diag, EGB_SEVERITY_ERROR) > EGB_DIAG_CAP)
    return; /* it would not be shown: hostile files must not cost a search per fault */
  if (egb_suggest(typed, words, count, &near, 1) == 1) {
    egb_diag_hint(d->diag, "did you mean `%s`?", near);
    return;
  }
  char list[800];
  size_t used = 0;
  list[0] = '\0';
  for (size_t i = 0; i < count && used + strlen(words[i]) + 5 < sizeof list; i++)
    used += (size_t)snprintf(list + used, sizeof list - used, "%s`%s`", i == 0 ? "" : ", ", words[i]);
  egb_diag_hint(d->diag, "write one of: %s", list);
}

static void report_unknown(egb_definition *d, size_t at, const egb_section *section) {
  egb_yaml_node *node = &d->yaml.node[at];
  egb_diag_at(d->diag, EGB_SEVERITY_ERROR, EGB_E_KEY_UNKNOWN, node->key_place, "unknown key `%.*s` %s",
              egb_definition_shown(node->key), node->key, section->where);
  node->faulty = true;
  const char *advice = egb_grammar_advice(section, node->key);
  if (advice != NULL) {
    egb_diag_hint(d->diag, "%s", advice);
    return;
  }
  const char *words[WORDS_MAX];
  size_t count = 0;
  for (size_t i = 0; i < section->key_count && count < WORDS_MAX; i++)
    words[count++] = section->key[i].name;
  egb_definition_hint_words(d, node->key, words, count);
}

/* ---- a map with the keys of a section -------------------------------------------------------- */

/* True when a map has a key, refused or not. */
static bool is_written(const egb_definition *d, size_t map, const char *key) {
  for (size_t i = d->yaml.node[map].first; i != EGB_YAML_NONE; i = d->yaml.node[i].next)
    if (strcmp(d->yaml.node[i].key, key) == 0)
      return true;
  return false;
}

static void check_clashes(egb_definition *d, size_t map, size_t at, const egb_key *key) {
  const bool partial = d->section[map]->partial;
  egb_yaml_node *node = &d->yaml.node[at];
  for (size_t i = 0; key->clashes != NULL && key->clashes[i] != NULL; i++) {
    const size_t other = egb_yaml_child(&d->yaml, map, key->clashes[i]);
    /* Each pair is reported once, at the key that is written second; for an aggregate, at the key that cannot stay. */
    const bool tree = strcmp(key->clashes[i], "indicators") == 0;
    if (other == EGB_YAML_NONE || (other > at && !tree) || (partial && egb_definition_is_null(&d->yaml.node[other])))
      continue;
    egb_diag_at(d->diag, EGB_SEVERITY_ERROR, EGB_E_KEYS_CLASH, node->key_place,
                tree ? "`%s` belongs to an indicator, but this node has `%s`" : "`%s` cannot be combined with `%s`",
                key->name, key->clashes[i]);
    egb_diag_hint(d->diag, tree ? "remove it, or write it on the indicators below" : "keep one of the two");
    return;
  }
  if (key->needs != NULL && !partial && !is_written(d, map, key->needs)) {
    const bool tree = strcmp(key->needs, "indicators") == 0;
    egb_diag_at(d->diag, EGB_SEVERITY_ERROR, EGB_E_KEYS_CLASH, node->key_place,
                tree ? "`%s` belongs to a node with `%s`, but this one has none" : "`%s` means nothing without `%s`",
                key->name, key->needs);
    if (d->section[map] == &egb_grammar_definition && strcmp(key->name, "nodes") == 0)
      egb_diag_hint(d->diag, "the tree is written under `indicators:`");
    else
      egb_diag_hint(d->diag, tree ? "remove it, or write it on the node above" : "add `%s:`, or remove it", key->needs);
  }
}

static void check_least_one(egb_definition *d, size_t map, const egb_section *section) {
  char list[200];
  size_t used = 0;
  for (size_t i = 0; section->least_one[i] != NULL && used < sizeof list; i++) {
    if (is_written(d, map, section->least_one[i]))
      return;
    used += (size_t)snprintf(list + used, sizeof list - used, "%s`%s`", i == 0 ? "" : ", ", section->least_one[i]);
  }
  egb_diag_at(d->diag, EGB_SEVERITY_ERROR, EGB_E_KEY_MISSING, d->yaml.node[map].place, "nothing is set %s",
              section->where);
  egb_diag_hint(d->diag, "write one or more of: %s", list);
}

static void check_section(egb_definition *d, size_t map, const egb_section *section) {
  const egb_yaml_node *node = &d->yaml.node[map];
  d->section[map] = section;
  if (section->least_one != NULL)
    check_least_one(d, map, section);
  for (size_t i = 0; i < section->key_count; i++) {
    const egb_key *key = &section->key[i];
    if (!key->required || egb_yaml_child(&d->yaml, map, key->name) != EGB_YAML_NONE)
      continue;
    if (is_written(d, map, key->name))
      continue; /* and was refused */
    egb_diag_at(d->diag, EGB_SEVERITY_ERROR, EGB_E_KEY_MISSING, node->place, "the key `%s` is missing %s", key->name,
                section->where);
    egb_diag_hint(d->diag, "add for instance `%s: %s`", key->name, key->example);
  }
}

/* ---- the walk -------------------------------------------------------------------------------- */

static void report_kind(egb_definition *d, size_t at, const char *name, const char *wanted, const char *example) {
  const egb_yaml_node *node = &d->yaml.node[at];
  if (egb_definition_is_null(node)) {
    egb_definition_fault(d, at, EGB_E_KEY_KIND, "`%.*s` has no value", egb_definition_shown(name), name);
  } else {
    const char *found = node->kind == EGB_YAML_LIST ? "a list" : node->kind == EGB_YAML_MAP ? "a map" : "a text";
    egb_definition_fault(d, at, EGB_E_KEY_KIND, "`%.*s` must be %s, not %s", egb_definition_shown(name), name, wanted,
                         found);
  }
  if (example != NULL)
    egb_diag_hint(d->diag, "for instance `%.*s: %s`", egb_definition_shown(name), name, example);
}

/* A single text where a list of such texts belongs. */
static bool may_be_one(const egb_yaml_node *node, egb_yaml_kind kind, const egb_key *key) {
  return kind == EGB_YAML_LIST && node->kind == EGB_YAML_SCALAR_NODE && node->length != 0 &&
         strpbrk(node->text, ",[]{}:#") == NULL &&
         (key->kind == EGB_KEY_FILES || key->kind == EGB_KEY_TEXTS || key->kind == EGB_KEY_IDS);
}

/* A list or map that must have something in it. */
static bool is_filled(egb_definition *d, size_t at, egb_yaml_kind kind, const egb_key *key) {
  const egb_yaml_node *node = &d->yaml.node[at];
  if (node->kind != kind) {
    const bool one = may_be_one(node, kind, key);
    report_kind(d, at, key->name, kind == EGB_YAML_LIST ? "a list" : "a map", one ? NULL : key->example);
    if (one)
      egb_diag_hint(d->diag, "write `%s: [%.*s]`", key->name, egb_definition_shown(node->text), node->text);
    return false;
  }
  if (node->count == 0) {
    egb_definition_fault(d, at, EGB_E_KEY_VALUE, "`%s` is empty", key->name);
    egb_diag_hint(d->diag, "for instance `%s: %s`", key->name, key->example);
    return false;
  }
  return true;
}

static void check_file(egb_definition *d, size_t at, const egb_key *key) {
  if (d->yaml.node[at].kind == EGB_YAML_MAP)
    check_section(d, at, key->section);
  else if (d->yaml.node[at].kind == EGB_YAML_LIST)
    report_kind(d, at, key->name, "a name or a map", key->example);
  else
    (void)egb_definition_is_scalar(d, at, key->name);
}

static void check_key(egb_definition *d, size_t at, const egb_key *key) {
  switch (key->kind) {
  case EGB_KEY_SECTION:
    if (d->yaml.node[at].kind == EGB_YAML_MAP)
      check_section(d, at, key->section);
    else
      report_kind(d, at, key->name, "a map", key->example);
    break;
  case EGB_KEY_SECTIONS:
  case EGB_KEY_FILES:
  case EGB_KEY_METHODS:
    (void)is_filled(d, at, EGB_YAML_LIST, key);
    break;
  case EGB_KEY_SECTION_MAP:
  case EGB_KEY_TIERS:
    (void)is_filled(d, at, EGB_YAML_MAP, key);
    break;
  case EGB_KEY_FILE_OR_FILES:
    if (d->yaml.node[at].kind == EGB_YAML_LIST)
      (void)is_filled(d, at, EGB_YAML_LIST, key);
    else
      check_file(d, at, key);
    break;
  case EGB_KEY_TEXT_OR_SECTION:
    check_file(d, at, key);
    break;
  case EGB_KEY_SHARE_OR_SECTION:
    if (d->yaml.node[at].kind == EGB_YAML_MAP)
      check_section(d, at, key->section);
    else
      egb_definition_check_value(d, at);
    break;
  default:
    egb_definition_check_value(d, at);
    break;
  }
}

/* "0" to the most, as people write numbers: two keys are two tiers. */
static bool is_tier(const char *text, double most) {
  double value;
  const size_t length = strlen(text);
  if (length == 0 || length > 2 || strspn(text, "0123456789") != length || (length > 1 && text[0] == '0'))
    return false;
  return egb_number_parse(text, length, &value) == EGB_NUMBER_OK && value <= most;
}

static bool check_entry_key(egb_definition *d, size_t at, const egb_key *above) {
  egb_yaml_node *node = &d->yaml.node[at];
  const bool id = above->kind == EGB_KEY_SECTION_MAP, tier = above->kind == EGB_KEY_TIERS;
  if ((!id || egb_text_is_id(node->key)) && (!tier || is_tier(node->key, above->most)))
    return true;
  egb_diag_at(d->diag, EGB_SEVERITY_ERROR, EGB_E_KEY_VALUE, node->key_place, "`%.*s` is not %s",
              egb_definition_shown(node->key), node->key, id ? "an id" : "a tier");
  egb_diag_hint(
      d->diag,
      id ? "an id begins with a letter or digit, followed by letters, digits, `.`, `_`, `-`; at most 64 of them"
         : "write a whole number: 0 is the node that `defaults:` is written on, 1 its children, and so on");
  node->faulty = true;
  return false;
}

/* An entry of a list of sections, of a list of files, or of a map of sections. */
static void check_entry(egb_definition *d, size_t at, const egb_key *above) {
  const egb_yaml_node *node = &d->yaml.node[at];
  if (above->kind == EGB_KEY_FILES || above->kind == EGB_KEY_FILE_OR_FILES) {
    check_file(d, at, above);
    return;
  }
  if (above->kind == EGB_KEY_METHODS) {
    d->key[at] = above;
    egb_definition_check_method(d, at);
    return;
  }
  if (!check_entry_key(d, at, above))
    return;
  if (node->kind == EGB_YAML_MAP) {
    check_section(d, at, above->section);
    return;
  }
  egb_definition_fault(d, at, EGB_E_KEY_KIND, "each entry of `%s` must be a map", above->name);
  egb_diag_hint(d->diag, "for instance `%s: %s`", above->name, above->example);
}

/* A change of a node that is in the tree of the node as well, where what is unknown is reported. */
static bool is_laid(const egb_definition *d, size_t map) {
  const size_t nodes = d->yaml.node[map].parent;
  return d->lineage.count > 0 && d->section[map] == &egb_grammar_change && d->yaml.node[nodes].parent == 0;
}

static void check_child(egb_definition *d, size_t at) {
  const egb_yaml_node *node = &d->yaml.node[at];
  const egb_section *section = d->section[node->parent];
  if (section != NULL) {
    const egb_key *key = egb_grammar_key(section, node->key);
    if (key == NULL && is_laid(d, node->parent)) {
      d->yaml.node[at].faulty = true;
      return;
    }
    if (key == NULL) {
      report_unknown(d, at, section);
      return;
    }
    if (section->partial && egb_definition_is_null(node))
      return; /* removes the key */
    d->key[at] = key;
    check_clashes(d, node->parent, at, key);
    check_key(d, at, key);
    return;
  }
  const egb_key *above = d->key[node->parent];
  const bool list = d->yaml.node[node->parent].kind == EGB_YAML_LIST; /* a method's own map has the key of its list */
  if (above != NULL &&
      (above->kind == EGB_KEY_SECTIONS || (above->kind == EGB_KEY_METHODS && list) || above->kind == EGB_KEY_FILES ||
       above->kind == EGB_KEY_FILE_OR_FILES || above->kind == EGB_KEY_SECTION_MAP || above->kind == EGB_KEY_TIERS))
    check_entry(d, at, above);
}

void egb_definition_shape(egb_definition *d, const egb_section *root_section) {
  egb_yaml_node *root = &d->yaml.node[0];
  if (root->faulty)
    return;
  if (root->kind != EGB_YAML_MAP) {
    egb_definition_fault(d, 0, EGB_E_KEY_KIND, "a definition must be a map of keys");
    egb_diag_hint(d->diag, "it begins with `egovbench: 1`");
    return;
  }
  check_section(d, 0, root_section);
  for (size_t i = 1; i < d->yaml.count; i++) {
    egb_yaml_node *node = &d->yaml.node[i];
    node->faulty |= d->yaml.node[node->parent].faulty;
    if (!node->faulty)
      check_child(d, i);
  }
}
