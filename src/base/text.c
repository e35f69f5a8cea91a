#include "base/text.h"

#include <string.h>

bool egb_text_same(const char *a, const char *b) {
  for (; egb_lower(*a) == egb_lower(*b); a++, b++)
    if (*a == '\0')
      return true;
  return false;
}

bool egb_text_ends(const char *text, const char *end) {
  const size_t length = strlen(text), size = strlen(end);
  return length >= size && strcmp(text + length - size, end) == 0;
}

bool egb_text_is_id(const char *text) {
  size_t length = 0;
  for (; text[length] != '\0'; length++) {
    const char c = text[length];
    if (!egb_is_letter(c) && !egb_is_digit(c) && (length == 0 || strchr("._-", c) == NULL))
      return false;
    if (length == EGB_ID_MAX)
      return false;
  }
  return length != 0;
}

size_t egb_text_lines(const char *text, size_t length) {
  const char *at = text, *end = text + length;
  size_t lines = 0;
  for (; at < end && (at = memchr(at, '\n', (size_t)(end - at))) != NULL; at++)
    lines++;
  return lines;
}

size_t egb_text_address(const char *text) {
  static const char *const begins[] = {"http://", "https://"};
  for (size_t i = 0; i < 2; i++) {
    if (strncmp(text, begins[i], strlen(begins[i])) != 0)
      continue;
    size_t length = 0;
    while (text[length] > ' ' && text[length] < 0x7F && strchr("<>\"'`()[]{}|\\^", text[length]) == NULL)
      length++;
    while (length > 0 && strchr(".,;:!?", text[length - 1]) != NULL)
      length--;
    return length > strlen(begins[i]) ? length : 0;
  }
  return 0;
}

const char *egb_path_name(const char *path) {
  const char *slash = strrchr(path, '/');
  return slash == NULL ? path : slash + 1;
}

size_t egb_path_given(const char *given) {
  const size_t length = strlen(given);
  const char *open = strchr(given, '{');
  return open != NULL && open != given && given[length - 1] == '}' ? (size_t)(open - given) : length;
}

const char *egb_path_extension(const char *path) {
  const char *name = egb_path_name(path);
  const char *point = strrchr(name, '.');
  return point == NULL || point == name ? "" : point + 1;
}
