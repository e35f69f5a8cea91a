/* schema_tree.h - JSON that is put together in any order: objects and arrays that grow at their ends, and their text.
 */
#ifndef EGB_DESCRIBE_SCHEMA_TREE_H
#define EGB_DESCRIBE_SCHEMA_TREE_H

#include "base/arena.h"
#include "base/buffer.h"

typedef enum egb_json_kind {
  EGB_JSON_OBJECT,
  EGB_JSON_ARRAY,
  EGB_JSON_TEXT,
  EGB_JSON_LITERAL /* a number, true or false, as it is written */
} egb_json_kind;

typedef struct egb_json egb_json;

/* text: of a text or a literal, copied. NULL: out of memory, as below. */
egb_json *egb_json_new(egb_arena *arena, egb_json_kind kind, const char *text);
/* The new last member of an object, under a name that is copied, or of an array (name NULL). */
egb_json *egb_json_add(egb_arena *arena, egb_json *to, const char *name, egb_json_kind kind, const char *text);
/* Members of objects on lines of their own, indented by tabs; those of arrays one behind the other. */
void egb_json_print(const egb_json *item, egb_buffer *out);

#endif
