/* Texts and nodes as YAML. */
#include "read/yaml_write.h"

#include "base/text.h"
#include "base/utf8.h"

#include <string.h>

/* Whether YAML reads the text as itself without quotes. */
static bool is_plain(const char *text) {
  const size_t length = strlen(text);
  if (length == 0 || text[length - 1] == ' ' || strcmp(text, "null") == 0)
    return false;
  for (size_t i = 0; i < length; i++)
    if (!egb_is_letter(text[i]) && !egb_is_digit(text[i]) && text[i] != '_' &&
        (i == 0 || strchr(" ./()-", text[i]) == NULL))
      return false;
  return true;
}

/* Everything is escaped that a reader could not see or YAML would take for its own. Beyond the first plane JSON would
 * write two characters, which YAML refuses. */
void egb_yaml_put_quoted(egb_buffer *out, const char *text, size_t length) {
  egb_buffer_char(out, '"');
  for (size_t at = 0, size; at < length; at += size) {
    const int32_t point = egb_utf8_next(text + at, length - at, &size);
    if (point == '"' || point == '\\')
      egb_buffer_format(out, "\\%c", (char)point);
    else if (point == '\n')
      egb_buffer_text(out, "\\n");
    else if (point < 0 || (egb_utf8_unsafe(point) && point <= 0xFFFF))
      egb_buffer_format(out, "\\u%04X", point < 0 ? 0xFFFDU : (unsigned)point);
    else if (egb_utf8_unsafe(point))
      egb_buffer_format(out, "\\U%08X", (unsigned)point);
    else
      egb_buffer_add(out, text + at, size);
  }
  egb_buffer_char(out, '"');
}

void egb_yaml_put_text(egb_buffer *out, const char *text) {
  if (is_plain(text))
    egb_buffer_text(out, text);
  else
    egb_yaml_put_quoted(out, text, strlen(text));
}

static void put_scalar(egb_buffer *out, const egb_yaml_node *node) {
  const bool null = !node->quoted && (strcmp(node->text, "~") == 0 || strcmp(node->text, "null") == 0);
  if (null || (!node->quoted && node->length == 0))
    egb_buffer_text(out, "~");
  else
    egb_yaml_put_text(out, node->text);
}

/* A list or a map of scalars and lists of scalars: no key of an entry is deeper. */
static void put_list(egb_buffer *out, const egb_yaml *yaml, size_t at) {
  egb_buffer_char(out, '[');
  for (size_t i = yaml->node[at].first; i != EGB_YAML_NONE; i = yaml->node[i].next) {
    put_scalar(out, &yaml->node[i]);
    egb_buffer_text(out, yaml->node[i].next == EGB_YAML_NONE ? "" : ", ");
  }
  egb_buffer_char(out, ']');
}

static void put_value(egb_buffer *out, const egb_yaml *yaml, size_t at) {
  if (yaml->node[at].kind == EGB_YAML_SCALAR_NODE)
    put_scalar(out, &yaml->node[at]);
  else if (yaml->node[at].kind == EGB_YAML_LIST)
    put_list(out, yaml, at);
}

void egb_yaml_put_flow(egb_buffer *out, const egb_yaml *yaml, size_t at) {
  if (yaml->node[at].kind != EGB_YAML_MAP) {
    put_value(out, yaml, at);
    return;
  }
  egb_buffer_char(out, '{');
  for (size_t i = yaml->node[at].first; i != EGB_YAML_NONE; i = yaml->node[i].next) {
    egb_yaml_put_text(out, yaml->node[i].key);
    egb_buffer_text(out, ": ");
    put_value(out, yaml, i);
    egb_buffer_text(out, yaml->node[i].next == EGB_YAML_NONE ? "" : ", ");
  }
  egb_buffer_char(out, '}');
}
