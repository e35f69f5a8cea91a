/* A chosen method and its parameters; the values of parameters are the plan's to check. */
#include "base/codes.h"
#include "define/definition.h"

#include <string.h>

/* ---- shape ----------------------------------------------------------------------------------- */

/* lacks: nothing may stand here. */
static void check_item(egb_definition *d, size_t at, const char *name, bool lacks) {
  const egb_yaml_node *item = &d->yaml.node[at];
  if (item->faulty || (lacks && egb_definition_is_null(item)))
    return;
  if (item->kind == EGB_YAML_SCALAR_NODE) {
    (void)egb_definition_is_scalar(d, at, name);
    return;
  }
  egb_definition_fault(d, at, EGB_E_KEY_KIND, "`%.*s` cannot have %s in this place", egb_definition_shown(name), name,
                       item->kind == EGB_YAML_LIST ? "a list" : "a map");
  egb_diag_hint(d->diag, "write one number or text");
}

/* A list of lists: rows of equally many values. */
static void check_rows(egb_definition *d, size_t at, bool lacks) {
  const egb_yaml_node *node = &d->yaml.node[at];
  size_t width = 0;
  for (size_t i = node->first; i != EGB_YAML_NONE; i = d->yaml.node[i].next) {
    const egb_yaml_node *row = &d->yaml.node[i];
    if (row->faulty)
      continue;
    if (row->kind != EGB_YAML_LIST) {
      egb_definition_fault(d, i, EGB_E_KEY_KIND, "`%.*s` is a list of lists, but this is %s",
                           egb_definition_shown(node->key), node->key,
                           row->kind == EGB_YAML_MAP ? "a map" : "a single value");
      egb_diag_hint(d->diag, "write each row in brackets, for instance [[1, 3], [1/3, 1]]");
      continue;
    }
    if (row->count == 0) {
      egb_definition_fault(d, i, EGB_E_KEY_VALUE, "`%.*s` has an empty row", egb_definition_shown(node->key),
                           node->key);
      egb_diag_hint(d->diag, "write equally many values in every row");
      continue;
    }
    if (width == 0)
      width = row->count;
    if (row->count != width) {
      egb_definition_fault(d, i, EGB_E_KEY_VALUE, "this row of `%.*s` has %zu value%s, the first one %zu",
                           egb_definition_shown(node->key), node->key, row->count, row->count == 1 ? "" : "s", width);
      egb_diag_hint(d->diag, "write equally many values in every row");
      continue;
    }
    for (size_t k = row->first; k != EGB_YAML_NONE; k = d->yaml.node[k].next)
      check_item(d, k, node->key, lacks);
  }
}

static void check_parameter(egb_definition *d, size_t at, bool lacks) {
  const egb_yaml_node *node = &d->yaml.node[at];
  if (node->kind != EGB_YAML_LIST) {
    (void)egb_definition_is_scalar(d, at, node->key);
    return;
  }
  if (node->count == 0) {
    egb_definition_fault(d, at, EGB_E_KEY_VALUE, "`%.*s` is empty", egb_definition_shown(node->key), node->key);
    egb_diag_hint(d->diag, "write its values, or remove the parameter");
    return;
  }
  if (d->yaml.node[node->first].kind == EGB_YAML_LIST) {
    check_rows(d, at, lacks);
    return;
  }
  for (size_t i = node->first; i != EGB_YAML_NONE; i = d->yaml.node[i].next)
    check_item(d, i, node->key, false);
}

/* ---- names ----------------------------------------------------------------------------------- */

#define NAMES_MAX 64

static bool check_name(egb_definition *d, size_t at, const egb_key *key) {
  const char *typed = d->yaml.node[at].text, *names[NAMES_MAX + 3];
  size_t count = 0;
  bool has_none = false;
  for (const char *name; count < NAMES_MAX && (name = egb_grammar_method(key->family, count)) != NULL; count++) {
    if (strcmp(name, typed) == 0)
      return true;
    has_none |= strcmp(name, "none") == 0;
    names[count] = name;
  }
  const bool list = key->kind == EGB_KEY_METHODS; /* of what is varied */
  if ((key->or_none && strcmp(typed, "none") == 0) || (list && strcmp(typed, "on") == 0) ||
      (list && key->or_none && strcmp(typed, "off") == 0))
    return true;
  if (list)
    names[count++] = "on";
  if (list && key->or_none)
    names[count++] = "off";
  if (key->or_none && !has_none)
    names[count++] = "none";
  egb_definition_fault(d, at, EGB_E_METHOD_UNKNOWN, "unknown %s method `%.*s`", egb_grammar_family(key->family),
                       egb_definition_shown(typed), typed);
  egb_definition_hint_words(d, typed, names, count);
  return false;
}

static bool check_parameter_name(egb_definition *d, size_t at, egb_method_family family, const char *method) {
  egb_yaml_node *node = &d->yaml.node[at];
  const char *names[NAMES_MAX];
  size_t count = 0;
  for (const char *name; count < NAMES_MAX && (name = egb_grammar_parameter(family, method, count)) != NULL; count++) {
    if (strcmp(name, node->key) == 0)
      return true;
    names[count] = name;
  }
  egb_diag_at(d->diag, EGB_SEVERITY_ERROR, EGB_E_PARAMETER, node->key_place, "the method `%s` has no parameter `%.*s`",
              method, egb_definition_shown(node->key), node->key);
  node->faulty = true;
  if (count == 0)
    egb_diag_hint(d->diag, "remove it; `%s` has no parameters", method);
  else
    egb_definition_hint_words(d, node->key, names, count);
  return false;
}

/* ---- a name, or a name and parameters -------------------------------------------------------- */

static void check_map(egb_definition *d, size_t at, const egb_key *key) {
  size_t named = EGB_YAML_NONE;
  for (size_t i = d->yaml.node[at].first; i != EGB_YAML_NONE && named == EGB_YAML_NONE; i = d->yaml.node[i].next)
    if (strcmp(d->yaml.node[i].key, "method") == 0)
      named = i;
  const char *method = NULL; /* the parameters of another one are not checked */
  if (named == EGB_YAML_NONE) {
    egb_definition_fault(d, at, EGB_E_KEY_MISSING, "the key `method` is missing in `%s`", key->name);
    egb_diag_hint(d->diag, "for instance `%s: %s`", key->name, key->example);
  } else if (!d->yaml.node[named].faulty && egb_definition_is_scalar(d, named, "method") && check_name(d, named, key)) {
    method = d->yaml.node[named].text;
  }
  for (size_t i = d->yaml.node[at].first; i != EGB_YAML_NONE; i = d->yaml.node[i].next)
    if (i != named && !d->yaml.node[i].faulty && (method == NULL || check_parameter_name(d, i, key->family, method)))
      check_parameter(d, i, method == NULL || egb_grammar_may_lack(key->family, method, d->yaml.node[i].key));
}

void egb_definition_check_method(egb_definition *d, size_t at) {
  const egb_key *key = d->key[at];
  if (d->yaml.node[at].kind != EGB_YAML_SCALAR_NODE) {
    if (egb_definition_is_filled(d, at, EGB_YAML_MAP, "a method's name, or a map with `method` and its parameters"))
      check_map(d, at, key);
  } else if (egb_definition_is_scalar(d, at, key->name)) {
    (void)check_name(d, at, key);
  }
}

/* ---- binding --------------------------------------------------------------------------------- */

/* How many scalars there are in a list, and in its lists. */
static size_t value_count(const egb_definition *d, size_t at) {
  size_t count = 0;
  for (size_t i = d->yaml.node[at].first; i != EGB_YAML_NONE; i = d->yaml.node[i].next)
    count += d->yaml.node[i].kind == EGB_YAML_LIST ? d->yaml.node[i].count : 1;
  return count;
}

static void add_values(const egb_definition *d, size_t list, egb_scalar *value, size_t *count) {
  for (size_t i = d->yaml.node[list].first; i != EGB_YAML_NONE; i = d->yaml.node[i].next)
    if (!d->yaml.node[i].faulty && d->yaml.node[i].kind == EGB_YAML_SCALAR_NODE)
      value[(*count)++] = (egb_scalar){
          egb_definition_is_null(&d->yaml.node[i]) ? EGB_SCALAR_NOTHING : d->yaml.node[i].text, d->yaml.node[i].place};
}

static egb_status bind_setting(egb_definition *d, size_t at, egb_setting *out) {
  const egb_yaml_node *node = &d->yaml.node[at];
  *out = (egb_setting){.key = node->key, .place = node->key_place, .list = node->kind == EGB_YAML_LIST};
  egb_scalar *value = egb_arena_array(d->arena, out->list ? value_count(d, at) : 1, sizeof *value);
  if (value == NULL)
    return EGB_NO_MEMORY;
  out->value = value;
  if (!out->list) {
    value[out->count++] = (egb_scalar){node->text, node->place};
    return EGB_OK;
  }
  add_values(d, at, value, &out->count);
  for (size_t i = node->first; i != EGB_YAML_NONE; i = d->yaml.node[i].next)
    if (!d->yaml.node[i].faulty && d->yaml.node[i].kind == EGB_YAML_LIST) {
      add_values(d, i, value, &out->count);
      out->rows++;
    }
  return EGB_OK;
}

static bool is_none(const egb_definition *d, size_t at, const egb_choice *choice) {
  return d->key[at] != NULL && d->key[at]->or_none && choice->count == 0 && strcmp(choice->name, "none") == 0;
}

static egb_status bind_choice(egb_definition *d, size_t at, egb_choice *out) {
  const egb_yaml_node *node = &d->yaml.node[at];
  if (node->kind == EGB_YAML_SCALAR_NODE) {
    *out = (egb_choice){.name = node->text, .place = node->place};
    if (is_none(d, at, out))
      out->name = NULL;
    return EGB_OK;
  }
  const size_t named = egb_yaml_child(&d->yaml, at, "method");
  egb_setting *setting = egb_arena_array(d->arena, node->count, sizeof *setting);
  if (setting == NULL)
    return EGB_NO_MEMORY;
  if (named == EGB_YAML_NONE)
    return EGB_OK; /* refused */
  *out = (egb_choice){.name = d->yaml.node[named].text, .place = d->yaml.node[named].place, .setting = setting};
  for (size_t i = node->first; i != EGB_YAML_NONE; i = d->yaml.node[i].next) {
    if (i == named || d->yaml.node[i].faulty)
      continue;
    egb_setting *next = &setting[out->count++];
    const egb_status status = bind_setting(d, i, next);
    if (status != EGB_OK)
      return status;
    next->file = d->key[at] != NULL && egb_grammar_names_file(d->key[at]->family, out->name, next->key);
    next->columns = d->key[at] != NULL && egb_grammar_names_columns(d->key[at]->family, out->name, next->key);
  }
  if (is_none(d, at, out))
    out->name = NULL;
  return EGB_OK;
}

/* Bound once: nodes that inherit a choice share it. */
egb_status egb_definition_choice(egb_definition *d, size_t at, egb_choice *out) {
  if (d->choice[at] == NULL) {
    egb_choice *choice = egb_arena_array(d->arena, 1, sizeof *choice);
    if (choice == NULL)
      return EGB_NO_MEMORY;
    const egb_status status = bind_choice(d, at, choice);
    if (status != EGB_OK)
      return status;
    d->choice[at] = choice;
  }
  *out = *d->choice[at];
  return EGB_OK;
}
