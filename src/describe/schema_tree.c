#include "describe/schema_tree.h"

#include "base/json_text.h"

struct egb_json {
  egb_json_kind kind;
  const char *name, *text;
  egb_json *parent, *first, *last, *next;
};

egb_json *egb_json_new(egb_arena *arena, egb_json_kind kind, const char *text) {
  egb_json *item = egb_arena_array(arena, 1, sizeof *item);
  if (item == NULL)
    return NULL;
  item->kind = kind;
  item->text = text == NULL ? NULL : egb_arena_copy(arena, text);
  return text == NULL || item->text != NULL ? item : NULL;
}

egb_json *egb_json_add(egb_arena *arena, egb_json *to, const char *name, egb_json_kind kind, const char *text) {
  egb_json *item = egb_json_new(arena, kind, text);
  if (item == NULL)
    return NULL;
  item->name = name == NULL ? NULL : egb_arena_copy(arena, name);
  if (name != NULL && item->name == NULL)
    return NULL;
  item->parent = to;
  if (to->last == NULL)
    to->first = item;
  else
    to->last->next = item;
  to->last = item;
  return item;
}

static void indent(size_t depth, egb_buffer *out) {
  for (size_t i = 0; i < depth; i++)
    egb_buffer_char(out, '\t');
}

static void begin(const egb_json *item, size_t depth, egb_buffer *out) {
  if (item->name != NULL) {
    indent(depth, out);
    egb_json_text(out, item->name);
    egb_buffer_text(out, ":\t");
  }
  switch (item->kind) {
  case EGB_JSON_OBJECT:
    egb_buffer_text(out, "{\n");
    return;
  case EGB_JSON_ARRAY:
    egb_buffer_char(out, '[');
    return;
  case EGB_JSON_TEXT:
    egb_json_text(out, item->text);
    return;
  case EGB_JSON_LITERAL:
    egb_buffer_text(out, item->text);
    return;
  }
}

static void end(const egb_json *item, size_t depth, egb_buffer *out) {
  if (item->kind == EGB_JSON_OBJECT) {
    egb_buffer_text(out, item->first != NULL ? "\n" : "");
    indent(depth, out);
    egb_buffer_char(out, '}');
  } else if (item->kind == EGB_JSON_ARRAY) {
    egb_buffer_char(out, ']');
  }
}

void egb_json_print(const egb_json *item, egb_buffer *out) {
  size_t depth = 0;
  for (const egb_json *at = item;;) {
    begin(at, depth, out);
    if (at->first != NULL) {
      at = at->first;
      depth++;
      continue;
    }
    end(at, depth, out);
    while (at != item && at->next == NULL) {
      at = at->parent;
      end(at, --depth, out);
    }
    if (at == item)
      return;
    egb_buffer_text(out, at->parent->kind == EGB_JSON_OBJECT ? ",\n" : ", ");
    at = at->next;
  }
}
