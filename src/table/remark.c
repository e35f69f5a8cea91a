#include "table/remark.h"

#include <stdbool.h>
#include <string.h>

static bool is_blank(char c) {
  return c == ' ' || c == '\t';
}

/* A quote opens a text only where a value or a key may begin: that of "Côte d'Ivoire" does not. */
static bool opens(const char *text, size_t at) {
  return (text[at] == '"' || text[at] == '\'') && at > 0 && strchr(" \t{[,:", text[at - 1]) != NULL;
}

/* Behind the closing quote of the text that opens at `at`; one that goes on in the next line ends with this one. */
static size_t close_quote(const char *text, size_t at, size_t end) {
  const char quote = text[at++];
  while (at < end && (text[at] != quote || (quote == '\'' && at + 1 < end && text[at + 1] == quote)))
    at += text[at] == quote || (quote == '"' && text[at] == '\\') ? 2 : 1;
  return at < end ? at + 1 : end;
}

const char *egb_remark(egb_arena *arena, egb_place value) {
  if (value.source == NULL)
    return "";
  const char *text = value.source->text;
  const egb_line line = egb_place_line(value);
  const size_t end = line.start + line.length;
  size_t at = (size_t)value.offset + value.length;
  if (at < end && value.offset > 0 && text[at] == text[value.offset - 1] && (text[at] == '"' || text[at] == '\''))
    at++; /* of the value itself */
  while (at < end && !(text[at] == '#' && is_blank(text[at - 1])))
    at = opens(text, at) ? close_quote(text, at, end) : at + 1;
  while (at < end && (text[at] == '#' || is_blank(text[at])))
    at++;
  size_t length = at < end ? end - at : 0;
  while (length > 0 && is_blank(text[at + length - 1]))
    length--;
  return egb_arena_format(arena, "%.*s", (int)length, length > 0 ? text + at : "");
}
