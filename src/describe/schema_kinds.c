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

static egb_json *either(egb_schema *s, egb_json *to) {
  return egb_schema_array(s, to, "anyOf");
}

static egb_json *member(egb_schema *s, egb_json *list) {
  return egb_schema_object(s, list, NULL);
}

static void put_pattern(egb_schema *s, egb_json *list, const char *pattern) {
  egb_json *text = member(s, list);
  egb_schema_text(s, text, "type", "string");
  egb_schema_text(s, text, "pattern", pattern);
}

static void put_limits(egb_schema *s, egb_json *to, double least, double most) {
  if (least == 0 && most == 0)
    return;
  if (isfinite(least))
    egb_schema_number(s, to, "minimum", least);
  if (isfinite(most))
    egb_schema_number(s, to, "maximum", most);
}

void egb_schema_put_number(egb_schema *s, egb_json *to, bool whole, double least, double most) {
  egb_json *list = either(s, to);
  egb_json *number = member(s, list);
  egb_schema_text(s, number, "type", whole ? "integer" : "number");
  put_limits(s, number, least, most);
  put_pattern(s, list, whole ? "^[+-]?[0-9]+(\\.0+)?$" : "^[+-]?" DIGITS "$");
}

/* A map with anything from something: values by the schema that is returned. */
static egb_json *put_map(egb_schema *s, egb_json *to, const char *names) {
  egb_schema_text(s, to, "type", "object");
  egb_schema_number(s, to, "minProperties", 1);
  if (names != NULL)
    egb_schema_text(s, egb_schema_object(s, to, "propertyNames"), "pattern", names);
  return egb_schema_object(s, to, "additionalProperties");
}

void egb_schema_put_decimals(egb_schema *s, egb_json *to, double least, double most) {
  egb_json *list = either(s, to);
  egb_schema_put_number(s, member(s, list), true, least, most);
  egb_schema_put_number(s, put_map(s, member(s, list), NULL), true, least, most);
}

static void put_types(egb_schema *s, egb_json *to, bool nothing) {
  egb_json *types = egb_schema_array(s, to, "type");
  egb_schema_text(s, types, NULL, "string");
  egb_schema_text(s, types, NULL, "number");
  egb_schema_text(s, types, NULL, "boolean");
  if (nothing)
    egb_schema_text(s, types, NULL, "null");
}

/* YAML types what is a text for the validator: an id of digits is a number, a text `true` a boolean. */
static void put_scalars(egb_schema *s, egb_json *definitions) {
  egb_json *text = egb_schema_object(s, definitions, "text");
  put_types(s, text, false);
  egb_schema_number(s, text, "minLength", 1);

  egb_json *id = either(s, egb_schema_object(s, definitions, "id"));
  put_pattern(s, id, ID);
  egb_json *digits = member(s, id);
  egb_schema_text(s, digits, "type", "number");
  egb_schema_number(s, digits, "minimum", 0);
  egb_schema_text(s, member(s, id), "type", "boolean");

  egb_json *words = egb_schema_array(s, egb_schema_object(s, definitions, "bool"), "enum");
  egb_schema_bool(s, words, NULL, true);
  egb_schema_bool(s, words, NULL, false);
  egb_schema_text(s, words, NULL, "true");
  egb_schema_text(s, words, NULL, "false");

  egb_json *version = either(s, egb_schema_object(s, definitions, "version"));
  egb_schema_number(s, member(s, version), "const", 1);
  put_pattern(s, version, "^\\+?0*1(\\.0+)?$");
}

static void put_addresses(egb_schema *s, egb_json *definitions) {
  egb_json *address = egb_schema_object(s, definitions, "address"), *email = egb_schema_object(s, definitions, "email");
  egb_schema_text(s, address, "type", "string");
  egb_schema_text(s, address, "pattern", "^https?://[^/\\s\"<>\\\\][^\\s\"<>\\\\]*$");
  egb_schema_text(s, email, "type", "string");
  egb_schema_text(s, email, "pattern", "^[^@\\s\"<>\\\\]+@[^@\\s\"<>\\\\]+\\.[^@.\\s\"<>\\\\]+$");
}

/* What the text of an expression means is the validator's to say. */
static void put_constant(egb_schema *s, egb_json *definitions) {
  egb_json *list = either(s, egb_schema_object(s, definitions, "constant"));
  egb_schema_text(s, member(s, list), "type", "number");
  put_pattern(s, list, "^[^%]+$");
}

static void put_shares(egb_schema *s, egb_json *definitions) {
  egb_json *share = either(s, egb_schema_object(s, definitions, "share"));
  egb_json *number = member(s, share);
  egb_schema_text(s, number, "type", "number");
  put_limits(s, number, 0, 1);
  put_pattern(s, share, "^\\+?0*([01](\\.0+)?|(0?\\.[0-9]+))$");
  put_pattern(s, share, PERCENT);

  egb_json *weight = either(s, egb_schema_object(s, definitions, "weight"));
  number = member(s, weight);
  egb_schema_text(s, number, "type", "number");
  egb_schema_number(s, number, "minimum", 0);
  put_pattern(s, weight, "^\\+?" DIGITS "$");
  put_pattern(s, weight, PERCENT);

  egb_json *weights = either(s, egb_schema_object(s, definitions, "weights"));
  egb_schema_reference(s, member(s, weights), "weight");
  egb_schema_reference(s, put_map(s, member(s, weights), NULL), "weight");
}

/* Maps that are merged key by key: laid over another one, nothing removes an entry of it. */
static egb_json *named(egb_schema *s, egb_json *definitions, const char *name, bool partial) {
  char whole[40];
  (void)snprintf(whole, sizeof whole, "%s%s", partial ? EGB_SCHEMA_PARTIAL : "", name);
  return egb_schema_object(s, definitions, whole);
}

/* The choices of an entry. */
static egb_json *put_entries(egb_schema *s, egb_json *to, const char *names, bool partial) {
  egb_json *list = either(s, put_map(s, to, names));
  if (partial)
    egb_schema_text(s, member(s, list), "type", "null");
  return list;
}

/* A text or some. */
static void put_texts(egb_schema *s, egb_json *list) {
  egb_schema_reference(s, member(s, list), "text");
  egb_json *several = member(s, list);
  egb_schema_text(s, several, "type", "array");
  egb_schema_number(s, several, "minItems", 1);
  egb_schema_reference(s, egb_schema_object(s, several, "items"), "text");
}

static void put_merged(egb_schema *s, egb_json *definitions, bool partial) {
  egb_json *labels = either(s, named(s, definitions, "labels", partial));
  egb_schema_reference(s, member(s, labels), "text");
  egb_schema_reference(s, member(s, put_entries(s, member(s, labels), LANGUAGE, partial)), "text");

  egb_json *texts = put_entries(s, named(s, definitions, "text_map", partial), NULL, partial);
  egb_schema_reference(s, member(s, texts), "text");

  egb_json *reasons = put_entries(s, named(s, definitions, "reasons", partial), NULL, partial);
  egb_schema_reference(s, member(s, reasons), "text");
  egb_schema_reference(s, put_map(s, member(s, reasons), NULL), "text");

  put_texts(s, put_entries(s, named(s, definitions, "texts_map", partial), NULL, partial));
  put_texts(s, put_entries(s, named(s, definitions, "keywords", partial), LANGUAGE, partial));

  egb_json *weights = put_entries(s, named(s, definitions, "weight_map", partial), ID, partial);
  egb_schema_reference(s, member(s, weights), "weight");
}

static void put_collections(egb_schema *s, egb_json *definitions) {
  egb_json *pair = egb_schema_object(s, definitions, "pair");
  egb_schema_text(s, pair, "type", "array");
  egb_schema_number(s, pair, "minItems", 2);
  egb_schema_number(s, pair, "maxItems", 2);
  egb_schema_reference(s, egb_schema_object(s, pair, "items"), "constant");

  egb_json *ids = egb_schema_object(s, definitions, "ids");
  egb_schema_text(s, ids, "type", "array");
  egb_schema_number(s, ids, "minItems", 1);
  egb_schema_bool(s, ids, "uniqueItems", true);
  egb_schema_reference(s, egb_schema_object(s, ids, "items"), "id");

  egb_json *texts = egb_schema_object(s, definitions, "texts");
  egb_schema_text(s, texts, "type", "array");
  egb_schema_number(s, texts, "minItems", 1);
  put_types(s, egb_schema_object(s, texts, "items"), true);

  egb_json *lines = either(s, egb_schema_object(s, definitions, "lines"));
  egb_json *line = member(s, lines);
  egb_schema_text(s, line, "type", "integer");
  put_limits(s, line, 1, 9999);
  put_pattern(s, lines, "^[1-9][0-9]{0,3}(\\.\\.[1-9][0-9]{0,3})?$");
}

/* Answers: a comparison with a number, or anything that does not look like one. `value` is used alone, or with
 * `missing`; some answer earns something. */
static void put_rubric(egb_schema *s, egb_json *definitions) {
  egb_json *rubric = egb_schema_object(s, definitions, "rubric");
  egb_json *points = put_map(s, rubric, "^([<>]=? *[+-]?" DIGITS "|[^<>=].*)$");
  egb_schema_number(s, rubric, "maxProperties", 500);
  egb_json *list = either(s, points);
  egb_json *number = member(s, list);
  egb_schema_text(s, number, "type", "number");
  egb_schema_number(s, number, "minimum", 0);
  put_pattern(s, list, "^\\+?" DIGITS "$");

  egb_json *all = egb_schema_array(s, rubric, "allOf");
  egb_json *alone = either(s, member(s, all));
  egb_schema_bool(s, egb_schema_object(s, member(s, alone), "properties"), "value", false);
  egb_json *words = egb_schema_array(s, egb_schema_object(s, member(s, alone), "propertyNames"), "enum");
  egb_schema_text(s, words, NULL, "value");
  egb_schema_text(s, words, NULL, "missing");

  egb_json *nothing = egb_schema_object(s, member(s, all), "not");
  egb_schema_bool(s, egb_schema_object(s, nothing, "properties"), "missing", true);
  egb_json *zero = egb_schema_object(s, nothing, "additionalProperties");
  egb_schema_text(s, zero, "type", "number");
  egb_schema_number(s, zero, "maximum", 0);
}

void egb_schema_put_kinds(egb_schema *s, egb_json *definitions) {
  put_scalars(s, definitions);
  put_addresses(s, definitions);
  put_constant(s, definitions);
  put_shares(s, definitions);
  put_merged(s, definitions, false);
  put_merged(s, definitions, true);
  put_collections(s, definitions);
  put_rubric(s, definitions);
}
