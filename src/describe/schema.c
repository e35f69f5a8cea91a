/* The grammar table as a JSON Schema (draft-07), for completion and hover in editors. It says what the validator says
 * as far as a schema can: a test compares the verdicts of both. Numbers in quotes are numbers for the validator, so
 * every number is also a text of that form. */
#include "describe/schema.h"

#include "base/buffer.h"
#include "base/number.h"
#include "egovbench.h"
#include "method/method.h"
#include "model/grammar.h"
#include "model/grammar_tables.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Building goes on after memory ran out; the failure is asked for at the end. */
static void put(egb_schema *s, cJSON *to, const char *name, cJSON *item) {
  const bool added = item != NULL && to != NULL &&
                     (name != NULL ? cJSON_AddItemToObject(to, name, item) : cJSON_AddItemToArray(to, item));
  if (added)
    return;
  cJSON_Delete(item);
  s->failed = true;
}

cJSON *egb_schema_object(egb_schema *s, cJSON *to, const char *name) {
  cJSON *object = cJSON_CreateObject();
  const bool fine = object != NULL && to != NULL;
  put(s, to, name, object);
  return fine && !s->failed ? object : NULL;
}

cJSON *egb_schema_array(egb_schema *s, cJSON *to, const char *name) {
  cJSON *array = cJSON_CreateArray();
  const bool fine = array != NULL && to != NULL;
  put(s, to, name, array);
  return fine && !s->failed ? array : NULL;
}

void egb_schema_text(egb_schema *s, cJSON *to, const char *name, const char *text) {
  put(s, to, name, cJSON_CreateString(text));
}

void egb_schema_bool(egb_schema *s, cJSON *to, const char *name, bool value) {
  put(s, to, name, cJSON_CreateBool(value));
}

/* Written by our own printer, which no locale changes. */
void egb_schema_number(egb_schema *s, cJSON *to, const char *name, double value) {
  char text[EGB_NUMBER_MAX];
  egb_number_shortest(value, text);
  put(s, to, name, cJSON_CreateRaw(text));
}

void egb_schema_reference(egb_schema *s, cJSON *to, const char *name) {
  char text[80];
  (void)snprintf(text, sizeof text, "#/definitions/%s", name);
  egb_schema_text(s, to, "$ref", text);
}

/* "data file" is called data_file; what a variant says of one, partial_data_file. */
static const char *section_name(const egb_section *section, bool partial, char out[48]) {
  (void)snprintf(out, 48, "%s%s", partial ? EGB_SCHEMA_PARTIAL : "", section->name);
  for (char *c = out; *c != '\0'; c++)
    if (*c == ' ')
      *c = '_';
  return out;
}

static void refer(egb_schema *s, cJSON *to, const egb_section *section, bool partial) {
  char name[48];
  egb_schema_reference(s, to, section_name(section, partial, name));
}

static void refer_section(egb_schema *s, cJSON *to, const egb_section *section) {
  refer(s, to, section, false);
}

/* Of a key whose map is laid over another one, in a variant. */
static void refer_part(egb_schema *s, cJSON *to, const egb_section *section) {
  refer(s, to, section, s->variant);
}

/* A value, or nothing, which removes it. */
static cJSON *or_nothing(egb_schema *s, cJSON *to) {
  cJSON *either = egb_schema_array(s, to, "anyOf"), *value = egb_schema_object(s, either, NULL);
  egb_schema_text(s, egb_schema_object(s, either, NULL), "type", "null");
  return value;
}

static void put_choices(egb_schema *s, cJSON *to, const egb_key *key) {
  cJSON *list = egb_schema_array(s, to, "enum");
  for (size_t i = 0; key->choices[i] != NULL; i++) {
    double value;
    egb_schema_text(s, list, NULL, key->choices[i]);
    if (egb_number_parse(key->choices[i], strlen(key->choices[i]), &value) == EGB_NUMBER_OK)
      egb_schema_number(s, list, NULL, value);
  }
}

static void put_list(egb_schema *s, cJSON *to, const egb_key *key) {
  egb_schema_text(s, to, "type", "array");
  egb_schema_number(s, to, "minItems", 1);
  cJSON *items = egb_schema_object(s, to, "items");
  if (key->kind == EGB_KEY_SECTIONS) {
    refer(s, items, key->section, s->variant && key->section == &egb_grammar_node);
    return;
  }
  cJSON *either = egb_schema_array(s, items, "anyOf");
  egb_schema_reference(s, egb_schema_object(s, either, NULL), "text");
  refer_section(s, egb_schema_object(s, either, NULL), key->section);
}

static void put_tiers(egb_schema *s, cJSON *to, int most) {
  cJSON *list = egb_schema_array(s, to, "enum");
  for (int i = 0; i <= most; i++) {
    char text[16];
    (void)snprintf(text, sizeof text, "%d", i);
    egb_schema_text(s, list, NULL, text);
  }
}

static void put_section_map(egb_schema *s, cJSON *to, const egb_key *key) {
  egb_schema_text(s, to, "type", "object");
  egb_schema_number(s, to, "minProperties", 1);
  cJSON *names = egb_schema_object(s, to, "propertyNames");
  if (key->kind == EGB_KEY_TIERS)
    put_tiers(s, names, (int)key->most);
  else
    egb_schema_reference(s, names, "id");
  cJSON *entry = egb_schema_object(s, to, "additionalProperties");
  refer_part(s, s->variant ? or_nothing(s, entry) : entry, key->section);
}

/* A keyword beside $ref is ignored in draft-07: the description is written next to an allOf of one. */
static cJSON *wrap(egb_schema *s, cJSON *to) {
  return egb_schema_object(s, egb_schema_array(s, to, "allOf"), NULL);
}

static void put_method(egb_schema *s, cJSON *to, const egb_key *key) {
  char name[40];
  (void)snprintf(name, sizeof name, "%s_method", egb_grammar_family_key(key->family));
  if (!key->or_none) {
    egb_schema_reference(s, wrap(s, to), name);
    return;
  }
  cJSON *either = egb_schema_array(s, to, "anyOf");
  egb_schema_reference(s, egb_schema_object(s, either, NULL), "none");
  egb_schema_reference(s, egb_schema_object(s, either, NULL), name);
}

/* A list of methods; `on` and `off` may be booleans for a YAML reader. */
static void put_methods(egb_schema *s, cJSON *to, const egb_key *key) {
  char name[40];
  (void)snprintf(name, sizeof name, "%s_method", egb_grammar_family_key(key->family));
  egb_schema_text(s, to, "type", "array");
  egb_schema_number(s, to, "minItems", 1);
  cJSON *either = egb_schema_array(s, egb_schema_object(s, to, "items"), "anyOf");
  egb_schema_reference(s, egb_schema_object(s, either, NULL), name);
  cJSON *words = egb_schema_array(s, egb_schema_object(s, either, NULL), "enum");
  egb_schema_text(s, words, NULL, "on");
  egb_schema_bool(s, words, NULL, true);
  if (key->or_none) {
    egb_schema_text(s, words, NULL, "off");
    egb_schema_text(s, words, NULL, "none");
    egb_schema_bool(s, words, NULL, false);
  }
}

static void put_named(egb_schema *s, cJSON *to, const egb_key *key, bool partial) {
  static const char *const named[] = {[EGB_KEY_TEXT] = "text",         [EGB_KEY_ID] = "id",
                                      [EGB_KEY_BOOL] = "bool",         [EGB_KEY_SHARE] = "share",
                                      [EGB_KEY_WEIGHT] = "weights",    [EGB_KEY_LABELS] = "labels",
                                      [EGB_KEY_PAIR] = "pair",         [EGB_KEY_TEXTS] = "texts",
                                      [EGB_KEY_EXPRESSION] = "text",   [EGB_KEY_RUBRIC] = "rubric",
                                      [EGB_KEY_TEXT_MAP] = "text_map", [EGB_KEY_WEIGHT_MAP] = "weight_map",
                                      [EGB_KEY_REASONS] = "reasons",   [EGB_KEY_TEXTS_MAP] = "texts_map",
                                      [EGB_KEY_LINES] = "lines",       [EGB_KEY_CONSTANT] = "constant",
                                      [EGB_KEY_IDS] = "ids",           [EGB_KEY_VERSION] = "version",
                                      [EGB_KEY_KEYWORDS] = "keywords", [EGB_KEY_ADDRESS] = "address",
                                      [EGB_KEY_EMAIL] = "email"};
  char name[40];
  const bool mapped = egb_grammar_is_merged(key) && key->kind != EGB_KEY_WEIGHT; /* a number, seldom a map */
  (void)snprintf(name, sizeof name, "%s%s", partial && mapped ? EGB_SCHEMA_PARTIAL : "", named[key->kind]);
  egb_schema_reference(s, wrap(s, to), name);
}

/* A text or a share, or the keys of a section. */
static cJSON *put_either(egb_schema *s, cJSON *to, const char *scalar) {
  cJSON *either = egb_schema_array(s, to, "anyOf");
  egb_schema_reference(s, egb_schema_object(s, either, NULL), scalar);
  return either;
}

static void put_kind(egb_schema *s, cJSON *to, const egb_key *key, bool partial) {
  switch (key->kind) {
  case EGB_KEY_CHOICE:
    put_choices(s, to, key);
    return;
  case EGB_KEY_SHARE:
    if (key->choices != NULL)
      put_choices(s, egb_schema_object(s, put_either(s, to, "share"), NULL), key);
    else
      put_named(s, to, key, partial);
    return;
  case EGB_KEY_NUMBER:
  case EGB_KEY_INTEGER:
    egb_schema_put_number(s, to, key->kind == EGB_KEY_INTEGER, key->least, key->most);
    return;
  case EGB_KEY_DECIMALS:
    egb_schema_put_decimals(s, to, key->least, key->most);
    return;
  case EGB_KEY_METHOD:
    put_method(s, to, key);
    return;
  case EGB_KEY_METHODS:
    put_methods(s, to, key);
    return;
  case EGB_KEY_SECTION:
    refer_part(s, wrap(s, to), key->section);
    return;
  case EGB_KEY_SECTIONS:
  case EGB_KEY_FILES:
    put_list(s, to, key);
    return;
  case EGB_KEY_SECTION_MAP:
  case EGB_KEY_TIERS:
    put_section_map(s, to, key);
    return;
  case EGB_KEY_FILE_OR_FILES: {
    cJSON *either = put_either(s, to, "text");
    refer_section(s, egb_schema_object(s, either, NULL), key->section);
    put_list(s, egb_schema_object(s, either, NULL), key);
    return;
  }
  case EGB_KEY_TEXT_OR_SECTION:
    refer_part(s, egb_schema_object(s, put_either(s, to, "text"), NULL), key->section);
    return;
  case EGB_KEY_SHARE_OR_SECTION:
    refer_section(s, egb_schema_object(s, put_either(s, to, "share"), NULL), key->section);
    return;
  default:
    put_named(s, to, key, partial);
    return;
  }
}

/* What is laid over a map that has the other keys: `key: ~` removes one of them. */
static bool is_partial(const egb_schema *s, const egb_section *section) {
  return s->variant || section->partial;
}

/* Of all that a definition requires a variant writes its version and its ids alone. */
static bool is_required(const egb_schema *s, const egb_key *key) {
  return key->required && (!s->variant || key->kind == EGB_KEY_VERSION || key->kind == EGB_KEY_ID);
}

static void put_key(egb_schema *s, cJSON *properties, const egb_section *section, const egb_key *key) {
  cJSON *to = egb_schema_object(s, properties, key->name);
  char *help = NULL;
  egb_buffer text = {0};
  egb_buffer_format(&text, "%s\nExample: %s: %s", key->help, key->name, key->example);
  help = egb_buffer_take(&text, NULL);
  if (help == NULL)
    s->failed = true;
  else
    egb_schema_text(s, to, "description", help);
  free(help);
  const bool partial = is_partial(s, section);
  put_kind(s, partial && !is_required(s, key) ? or_nothing(s, to) : to, key, partial);
}

/* Keys that are removed clash with nothing. */
static void put_partial_clashes(egb_schema *s, cJSON *to, const egb_key *key) {
  cJSON *either = egb_schema_array(s, to, "anyOf");
  cJSON *removed = egb_schema_object(s, egb_schema_object(s, either, NULL), "properties");
  cJSON *others = egb_schema_object(s, egb_schema_object(s, either, NULL), "properties");
  egb_schema_text(s, egb_schema_object(s, removed, key->name), "type", "null");
  for (size_t i = 0; key->clashes[i] != NULL; i++)
    egb_schema_text(s, egb_schema_object(s, others, key->clashes[i]), "type", "null");
}

/* What a key cannot be combined with, and what it requires. */
static void put_dependency(egb_schema *s, cJSON *dependencies, const egb_section *section, const egb_key *key) {
  const bool partial = is_partial(s, section), needs = key->needs != NULL && !partial;
  if (key->clashes == NULL && !needs)
    return;
  cJSON *to = egb_schema_object(s, dependencies, key->name);
  if (needs)
    egb_schema_text(s, egb_schema_array(s, to, "required"), NULL, key->needs);
  if (key->clashes == NULL)
    return;
  if (partial) {
    put_partial_clashes(s, to, key);
    return;
  }
  cJSON *properties = egb_schema_object(s, to, "properties");
  for (size_t i = 0; key->clashes[i] != NULL; i++)
    egb_schema_bool(s, properties, key->clashes[i], false);
}

static void put_least_one(egb_schema *s, cJSON *to, const char *const *keys) {
  cJSON *either = egb_schema_array(s, to, "anyOf");
  for (size_t i = 0; keys[i] != NULL; i++) {
    cJSON *required = egb_schema_array(s, egb_schema_object(s, either, NULL), "required");
    egb_schema_text(s, required, NULL, keys[i]);
  }
}

static void put_section(egb_schema *s, cJSON *to, const egb_section *section) {
  egb_schema_text(s, to, "description", section->help);
  egb_schema_text(s, to, "type", "object");
  egb_schema_bool(s, to, "additionalProperties", false);
  if (section->least_one != NULL && !s->variant)
    put_least_one(s, to, section->least_one);
  cJSON *required = egb_schema_array(s, to, "required");
  cJSON *properties = egb_schema_object(s, to, "properties");
  cJSON *dependencies = egb_schema_object(s, to, "dependencies");
  for (size_t i = 0; i < section->key_count; i++) {
    const egb_key *key = &section->key[i];
    if (is_required(s, key) && key->unless != NULL)
      put_least_one(s, to, (const char *const[]){key->name, key->unless, NULL});
    else if (is_required(s, key))
      egb_schema_text(s, required, NULL, key->name);
    put_key(s, properties, section, key);
    put_dependency(s, dependencies, section, key);
  }
}

static void put_sections(egb_schema *s, cJSON *definitions, bool variant) {
  s->variant = variant;
  for (size_t i = 0; egb_grammar_sections[i] != NULL; i++) {
    char name[48];
    put_section(s, egb_schema_object(s, definitions, section_name(egb_grammar_sections[i], variant, name)),
                egb_grammar_sections[i]);
  }
  s->variant = false;
}

/* A definition that extends another one is a partial one. */
static void put_all(egb_schema *s, cJSON *root) {
  egb_schema_text(s, root, "$schema", "http://json-schema.org/draft-07/schema#");
  egb_schema_text(s, root, "title", "egovbench definition, format 1");
  egb_schema_text(s, egb_schema_array(s, egb_schema_object(s, root, "if"), "required"), NULL, "extends");
  refer(s, egb_schema_object(s, root, "then"), &egb_grammar_definition, true);
  refer(s, egb_schema_object(s, root, "else"), &egb_grammar_definition, false);
  cJSON *definitions = egb_schema_object(s, root, "definitions");
  put_sections(s, definitions, false);
  put_sections(s, definitions, true);
  egb_schema_put_kinds(s, definitions);
  egb_schema_put_methods(s, definitions);
}

char *egb_definition_schema(void) {
  egb_schema s = {0};
  cJSON *root = cJSON_CreateObject();
  if (root == NULL)
    return NULL;
  put_all(&s, root);
  char *printed = s.failed ? NULL : cJSON_Print(root);
  cJSON_Delete(root);
  if (printed == NULL)
    return NULL;
  egb_buffer out = {0};
  egb_buffer_text(&out, printed);
  egb_buffer_char(&out, '\n');
  cJSON_free(printed);
  return egb_buffer_take(&out, NULL);
}
