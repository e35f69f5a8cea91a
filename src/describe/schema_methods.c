/* The registries as schemas: a method's name alone, or a map with `method` and its parameters. */
#include "describe/schema.h"
#include "method/method.h"
#include "model/grammar.h"

#include <stdio.h>

/* Anything with a letter, an operator or a parenthesis behind the sign. */
#define EXPRESSION "^[^%]+[-+*/^(]"

/* Numbers in methods may be expressions: what one is worth only the validator can say. */
static void put_number(egb_schema *s, cJSON *to, const egb_parameter *parameter) {
  cJSON *list = egb_schema_array(s, to, "anyOf");
  const bool whole = parameter->kind == EGB_PARAMETER_INTEGER;
  egb_schema_put_number(s, egb_schema_object(s, list, NULL), whole, parameter->least, parameter->most);
  cJSON *text = egb_schema_object(s, list, NULL);
  egb_schema_text(s, text, "type", "string");
  egb_schema_text(s, text, "pattern", EXPRESSION);
  if (parameter->may_lack)
    egb_schema_text(s, egb_schema_object(s, list, NULL), "type", "null");
}

static cJSON *put_array(egb_schema *s, cJSON *to, double least, double most) {
  egb_schema_text(s, to, "type", "array");
  egb_schema_number(s, to, "minItems", least);
  if (most > 0)
    egb_schema_number(s, to, "maxItems", most);
  return egb_schema_object(s, to, "items");
}

static void put_words(egb_schema *s, cJSON *to, const egb_parameter *parameter) {
  cJSON *words = egb_schema_array(s, to, "enum");
  for (size_t i = 0; parameter->choices[i] != NULL; i++)
    egb_schema_text(s, words, NULL, parameter->choices[i]);
}

static void put_parameter(egb_schema *s, cJSON *properties, const egb_parameter *parameter) {
  cJSON *to = egb_schema_object(s, properties, parameter->name);
  egb_schema_text(s, to, "description", parameter->help);
  switch (parameter->kind) {
  case EGB_PARAMETER_BOOL:
    egb_schema_reference(s, egb_schema_object(s, egb_schema_array(s, to, "allOf"), NULL), "bool");
    return;
  case EGB_PARAMETER_CHOICE:
    put_words(s, to, parameter);
    return;
  case EGB_PARAMETER_RANGE:
    put_number(s, put_array(s, to, 2, 2), parameter);
    return;
  case EGB_PARAMETER_LIST:
    put_number(s, put_array(s, to, 1, 0), parameter);
    return;
  case EGB_PARAMETER_MATRIX:
    put_number(s, put_array(s, put_array(s, to, 1, 0), 1, 0), parameter);
    return;
  case EGB_PARAMETER_COLUMNS:
    egb_schema_reference(s, put_array(s, to, 1, 0), "text");
    return;
  case EGB_PARAMETER_UNIT:
  case EGB_PARAMETER_GROUPING:
  case EGB_PARAMETER_PERIODS:
  case EGB_PARAMETER_FILE:
    egb_schema_reference(s, egb_schema_object(s, egb_schema_array(s, to, "allOf"), NULL), "text");
    return;
  default:
    put_number(s, to, parameter);
    return;
  }
}

static bool needs_parameter(const egb_method *row) {
  for (size_t i = 0; i < row->parameter_count; i++)
    if (row->parameter[i].required)
      return true;
  return false;
}

static void put_name(egb_schema *s, cJSON *list, const egb_method *row) {
  cJSON *to = egb_schema_object(s, list, NULL);
  egb_schema_text(s, to, "const", row->name);
  egb_schema_text(s, to, "description", row->summary);
}

static void put_map(egb_schema *s, cJSON *list, egb_method_family family, const egb_method *row) {
  cJSON *to = egb_schema_object(s, list, NULL);
  egb_schema_text(s, to, "description", row->summary);
  egb_schema_text(s, to, "type", "object");
  egb_schema_bool(s, to, "additionalProperties", false);
  cJSON *required = egb_schema_array(s, to, "required");
  egb_schema_text(s, required, NULL, "method");
  cJSON *properties = egb_schema_object(s, to, "properties");
  cJSON *method = egb_schema_object(s, properties, "method");
  egb_schema_text(s, method, "const", row->name);
  egb_schema_text(s, method, "description", row->summary);
  for (size_t i = 0; i < row->parameter_count; i++) {
    if (row->parameter[i].required)
      egb_schema_text(s, required, NULL, row->parameter[i].name);
    put_parameter(s, properties, &row->parameter[i]);
  }
  size_t count;
  const egb_parameter *common = egb_common_parameters(family, &count);
  for (size_t i = 0; i < count; i++)
    put_parameter(s, properties, &common[i]);
}

/* Exactly one shape fits: names differ, and a map's `method` names its shape. */
static void put_family(egb_schema *s, cJSON *definitions, egb_method_family family) {
  char name[40];
  (void)snprintf(name, sizeof name, "%s_method", egb_grammar_family_key(family));
  cJSON *list = egb_schema_array(s, egb_schema_object(s, definitions, name), "oneOf");
  const egb_method *row;
  for (size_t i = 0; (row = egb_method_at(family, i)) != NULL; i++) {
    if (!needs_parameter(row))
      put_name(s, list, row);
    put_map(s, list, family, row);
  }
  if (egb_method_at(family, 0) == NULL)
    egb_schema_bool(s, egb_schema_object(s, list, NULL), "not", true);
}

/* `none`, beside the methods of a family that has no such method. */
static void put_none(egb_schema *s, cJSON *definitions) {
  cJSON *either = egb_schema_array(s, egb_schema_object(s, definitions, "none"), "anyOf");
  egb_schema_text(s, egb_schema_object(s, either, NULL), "const", "none");
  cJSON *map = egb_schema_object(s, either, NULL);
  egb_schema_text(s, map, "type", "object");
  egb_schema_bool(s, map, "additionalProperties", false);
  egb_schema_text(s, egb_schema_array(s, map, "required"), NULL, "method");
  cJSON *method = egb_schema_object(s, egb_schema_object(s, map, "properties"), "method");
  egb_schema_text(s, method, "const", "none");
}

void egb_schema_put_methods(egb_schema *s, cJSON *definitions) {
  for (int family = 0; family < EGB_FAMILY_COUNT; family++)
    put_family(s, definitions, (egb_method_family)family);
  put_none(s, definitions);
}
