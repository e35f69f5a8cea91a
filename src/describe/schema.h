/* schema.h - the parts of the JSON Schema's builder. Every call is safe after memory ran out: it sets failed. */
#ifndef EGB_DESCRIBE_SCHEMA_H
#define EGB_DESCRIBE_SCHEMA_H

#include <cjson/cJSON.h>
#include <stdbool.h>

#define EGB_SCHEMA_PARTIAL "partial_" /* before the name of what is laid over another one */

typedef struct egb_schema {
  bool failed;
  bool variant; /* the sections being written are those of a definition that extends another one */
} egb_schema;

/* Adds to an object (name given) or an array (name NULL). to may be NULL after a failure. */
cJSON *egb_schema_object(egb_schema *schema, cJSON *to, const char *name);
cJSON *egb_schema_array(egb_schema *schema, cJSON *to, const char *name);
void egb_schema_text(egb_schema *schema, cJSON *to, const char *name, const char *text);
void egb_schema_bool(egb_schema *schema, cJSON *to, const char *name, bool value);
void egb_schema_number(egb_schema *schema, cJSON *to, const char *name, double value);
/* $ref to one of the definitions. */
void egb_schema_reference(egb_schema *schema, cJSON *to, const char *name);

/* A number or a text that is one, from least to most (both 0, or not finite: no limit). */
void egb_schema_put_number(egb_schema *schema, cJSON *to, bool whole, double least, double most);
void egb_schema_put_decimals(egb_schema *schema, cJSON *to, double least, double most);
/* definitions/text, id, labels, rubric, ... */
void egb_schema_put_kinds(egb_schema *schema, cJSON *definitions);
/* definitions/impute_method to aggregate_method, from the registries, and definitions/none. */
void egb_schema_put_methods(egb_schema *schema, cJSON *definitions);

#endif
