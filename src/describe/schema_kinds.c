/* The kinds of values of the definition format as schemas. */
#include "describe/schema.h"
#include "model/grammar.h"

#include <math.h>
#include <stddef.h>
#include <stdio.h>

#define DIGITS "([0-9]+(\\.[0-9]+)?|\\.[0-9]+)([eE][+-]?[0-9]+)?"
#define PERCENT "^\\+?0*(100(\\.0+)?|[0-9]{1,2}(\\.[0-9]+)?|\\.[0-9]+) *%$"
#define ID "^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$"
#define LANGUAGE "^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$"

static cJSON *either(egb_schema *s, cJSON *to) {
  return egb_schema_array(s, to, "anyOf");
}

static cJSON *member(egb_schema *s, cJSON *list) {
  return egb_schema_object(s, list, NULL);
}

static void put_pattern(egb_schema *s, cJSON *list, const char *pattern) {
  cJSON *text = member(s, list);
  egb_schema_text(s, text, "type", "string");
  egb_schema_text(s, text, "pattern", pattern);
}

static void put_limits(egb_schema *s, cJSON *to, double least, double most) {
  if (least == 0 && most == 0)
    return;
  if (isfinite(least))
    egb_schema_number(s, to, "minimum", least);
  if (isfinite(most))
    egb_schema_number(s, to, "maximum", most);
}

void egb_schema_put_number(egb_schema *s, cJSON *to, bool whole, double least, double most) {
  cJSON *list = either(s, to);
  cJSON *number = member(s, list);
  egb_schema_text(s, number, "type", whole ? "integer" : "number");
  put_limits(s, number, least, most);
  put_pattern(s, list, whole ? "^[+-]?[0-9]+(\\.0+)?$" : "^[+-]?" DIGITS "$");
}

/* A map with anything from something: values by the schema that is returned. */
static cJSON *put_map(egb_schema *s, cJSON *to, const char *names) {
  egb_schema_text(s, to, "type", "object");
  egb_schema_number(s, to, "minProperties", 1);
  if (names != NULL)
    egb_schema_text(s, egb_schema_object(s, to, "propertyNames"), "pattern", names);
  return egb_schema_object(s, to, "additionalProperties");
}

void egb_schema_put_decimals(egb_schema *s, cJSON *to, double least, double most) {
  cJSON *list = either(s, to);
  egb_schema_put_number(s, member(s, list), true, least, most);
  egb_schema_put_number(s, put_map(s, member(s, list), NULL), true, least, most);
}

static void put_types(egb_schema *s, cJSON *to, bool nothing) {
  cJSON *types = egb_schema_array(s, to, "type");
  egb_schema_text(s, types, NULL, "string");
  egb_schema_text(s, types, NULL, "number");
  egb_schema_text(s, types, NULL, "boolean");
  if (nothing)
    egb_schema_text(s, types, NULL, "null");
}

/* YAML types what is a text for the validator: an id of digits is a number, a text `true` a boolean. */
static void put_scalars(egb_schema *s, cJSON *definitions) {
  cJSON *text = egb_schema_object(s, definitions, "text");
  put_types(s, text, false);
  egb_schema_number(s, text, "minLength", 1);

  cJSON *id = either(s, egb_schema_object(s, definitions, "id"));
  put_pattern(s, id, ID);
  cJSON *digits = member(s, id);
  egb_schema_text(s, digits, "type", "number");
  egb_schema_number(s, digits, "minimum", 0);
  egb_schema_text(s, member(s, id), "type", "boolean");

  cJSON *words = egb_schema_array(s, egb_schema_object(s, definitions, "bool"), "enum");
  egb_schema_bool(s, words, NULL, true);
  egb_schema_bool(s, words, NULL, false);
  egb_schema_text(s, words, NULL, "true");
  egb_schema_text(s, words, NULL, "false");

  cJSON *version = either(s, egb_schema_object(s, definitions, "version"));
  egb_schema_number(s, member(s, version), "const", 1);
  put_pattern(s, version, "^\\+?0*1(\\.0+)?$");
}

static void put_addresses(egb_schema *s, cJSON *definitions) {
  cJSON *address = egb_schema_object(s, definitions, "address"), *email = egb_schema_object(s, definitions, "email");
  egb_schema_text(s, address, "type", "string");
  egb_schema_text(s, address, "pattern", "^https?://[^/\\s\"<>\\\\][^\\s\"<>\\\\]*$");
  egb_schema_text(s, email, "type", "string");
  egb_schema_text(s, email, "pattern", "^[^@\\s\"<>\\\\]+@[^@\\s\"<>\\\\]+\\.[^@.\\s\"<>\\\\]+$");
}

/* What the text of an expression means is the validator's to say. */
static void put_constant(egb_schema *s, cJSON *definitions) {
  cJSON *list = either(s, egb_schema_object(s, definitions, "constant"));
  egb_schema_text(s, member(s, list), "type", "number");
  put_pattern(s, list, "^[^%]+$");
}

static void put_shares(egb_schema *s, cJSON *definitions) {
  cJSON *share = either(s, egb_schema_object(s, definitions, "share"));
  cJSON *number = member(s, share);
  egb_schema_text(s, number, "type", "number");
  put_limits(s, number, 0, 1);
  put_pattern(s, share, "^\\+?0*([01](\\.0+)?|(0?\\.[0-9]+))$");
  put_pattern(s, share, PERCENT);

  cJSON *weight = either(s, egb_schema_object(s, definitions, "weight"));
  number = member(s, weight);
  egb_schema_text(s, number, "type", "number");
  egb_schema_number(s, number, "minimum", 0);
  put_pattern(s, weight, "^\\+?" DIGITS "$");
  put_pattern(s, weight, PERCENT);

  cJSON *weights = either(s, egb_schema_object(s, definitions, "weights"));
  egb_schema_reference(s, member(s, weights), "weight");
  egb_schema_reference(s, put_map(s, member(s, weights), NULL), "weight");
}

/* Maps that are merged key by key: laid over another one, nothing removes an entry of it. */
static cJSON *named(egb_schema *s, cJSON *definitions, const char *name, bool partial) {
  char whole[40];
  (void)snprintf(whole, sizeof whole, "%s%s", partial ? EGB_SCHEMA_PARTIAL : "", name);
  return egb_schema_object(s, definitions, whole);
}

/* The choices of an entry. */
static cJSON *put_entries(egb_schema *s, cJSON *to, const char *names, bool partial) {
  cJSON *list = either(s, put_map(s, to, names));
  if (partial)
    egb_schema_text(s, member(s, list), "type", "null");
  return list;
}

/* A text or some. */
static void put_texts(egb_schema *s, cJSON *list) {
  egb_schema_reference(s, member(s, list), "text");
  cJSON *several = member(s, list);
  egb_schema_text(s, several, "type", "array");
  egb_schema_number(s, several, "minItems", 1);
  egb_schema_reference(s, egb_schema_object(s, several, "items"), "text");
}

static void put_merged(egb_schema *s, cJSON *definitions, bool partial) {
  cJSON *labels = either(s, named(s, definitions, "labels", partial));
  egb_schema_reference(s, member(s, labels), "text");
  egb_schema_reference(s, member(s, put_entries(s, member(s, labels), LANGUAGE, partial)), "text");

  cJSON *texts = put_entries(s, named(s, definitions, "text_map", partial), NULL, partial);
  egb_schema_reference(s, member(s, texts), "text");

  cJSON *reasons = put_entries(s, named(s, definitions, "reasons", partial), NULL, partial);
  egb_schema_reference(s, member(s, reasons), "text");
  egb_schema_reference(s, put_map(s, member(s, reasons), NULL), "text");

  put_texts(s, put_entries(s, named(s, definitions, "texts_map", partial), NULL, partial));
  put_texts(s, put_entries(s, named(s, definitions, "keywords", partial), LANGUAGE, partial));

  cJSON *weights = put_entries(s, named(s, definitions, "weight_map", partial), ID, partial);
  egb_schema_reference(s, member(s, weights), "weight");
}

static void put_collections(egb_schema *s, cJSON *definitions) {
  cJSON *pair = egb_schema_object(s, definitions, "pair");
  egb_schema_text(s, pair, "type", "array");
  egb_schema_number(s, pair, "minItems", 2);
  egb_schema_number(s, pair, "maxItems", 2);
  egb_schema_reference(s, egb_schema_object(s, pair, "items"), "constant");

  cJSON *ids = egb_schema_object(s, definitions, "ids");
  egb_schema_text(s, ids, "type", "array");
  egb_schema_number(s, ids, "minItems", 1);
  egb_schema_bool(s, ids, "uniqueItems", true);
  egb_schema_reference(s, egb_schema_object(s, ids, "items"), "id");

  cJSON *texts = egb_schema_object(s, definitions, "texts");
  egb_schema_text(s, texts, "type", "array");
  egb_schema_number(s, texts, "minItems", 1);
  put_types(s, egb_schema_object(s, texts, "items"), true);

  cJSON *lines = either(s, egb_schema_object(s, definitions, "lines"));
  cJSON *line = member(s, lines);
  egb_schema_text(s, line, "type", "integer");
  put_limits(s, line, 1, 9999);
  put_pattern(s, lines, "^[1-9][0-9]{0,3}(\\.\\.[1-9][0-9]{0,3})?$");
}

/* Answers: a comparison with a number, or anything that does not look like one. `value` is used alone, or with
 * `missing`; some answer earns something. */
static void put_rubric(egb_schema *s, cJSON *definitions) {
  cJSON *rubric = egb_schema_object(s, definitions, "rubric");
  cJSON *points = put_map(s, rubric, "^([<>]=? *[+-]?" DIGITS "|[^<>=].*)$");
  egb_schema_number(s, rubric, "maxProperties", 500);
  cJSON *list = either(s, points);
  cJSON *number = member(s, list);
  egb_schema_text(s, number, "type", "number");
  egb_schema_number(s, number, "minimum", 0);
  put_pattern(s, list, "^\\+?" DIGITS "$");

  cJSON *all = egb_schema_array(s, rubric, "allOf");
  cJSON *alone = either(s, member(s, all));
  egb_schema_bool(s, egb_schema_object(s, member(s, alone), "properties"), "value", false);
  cJSON *words = egb_schema_array(s, egb_schema_object(s, member(s, alone), "propertyNames"), "enum");
  egb_schema_text(s, words, NULL, "value");
  egb_schema_text(s, words, NULL, "missing");

  cJSON *nothing = egb_schema_object(s, member(s, all), "not");
  egb_schema_bool(s, egb_schema_object(s, nothing, "properties"), "missing", true);
  cJSON *zero = egb_schema_object(s, nothing, "additionalProperties");
  egb_schema_text(s, zero, "type", "number");
  egb_schema_number(s, zero, "maximum", 0);
}

void egb_schema_put_kinds(egb_schema *s, cJSON *definitions) {
  put_scalars(s, definitions);
  put_addresses(s, definitions);
  put_constant(s, definitions);
  put_shares(s, definitions);
  put_merged(s, definitions, false);
  put_merged(s, definitions, true);
  put_collections(s, definitions);
  put_rubric(s, definitions);
}
