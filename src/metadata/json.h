/* json.h - JSON in the making: straight-line code over a buffer, which keeps a failed allocation for the end.
 *
 * Texts that are not known (NULL or empty) are left out with their key; an array or object is only opened where
 * something will be in it, as several standards refuse empty ones. */
#ifndef EGB_METADATA_JSON_H
#define EGB_METADATA_JSON_H

#include "base/buffer.h"

typedef struct egb_json {
  egb_buffer *out;
  size_t depth;
  bool filled;  /* the innermost object or array has an entry */
  bool in_page; /* harmless inside HTML as well: no text ends a script */
} egb_json;

/* bracket: '{' or '['. key: NULL in an array, and of the whole. */
void egb_json_open(egb_json *json, const char *key, char bracket);
/* bracket: '}' or ']'. The whole ends with a line feed. */
void egb_json_close(egb_json *json, char bracket);
void egb_json_put(egb_json *json, const char *key, const char *text);
/* The empty text, where it is a value. */
void egb_json_put_empty(egb_json *json, const char *key);
/* Two texts as one. */
void egb_json_put_two(egb_json *json, const char *key, const char *first, const char *second);
void egb_json_put_count(egb_json *json, const char *key, size_t count);
/* {"NAME": "TEXT"} as the value of a key. */
void egb_json_put_object(egb_json *json, const char *key, const char *name, const char *text);
/* {"@value": "TEXT", "@type": "TYPE"}, and with the language of a text; "" or NULL: none. */
void egb_json_put_typed(egb_json *json, const char *key, const char *text, const char *type);
void egb_json_put_spoken(egb_json *json, const char *key, const char *text, const char *language);

#endif
