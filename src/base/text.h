/* text.h - small questions about texts, whatever the locale: only ASCII letters have two cases. */
#ifndef EGB_BASE_TEXT_H
#define EGB_BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>

#define EGB_ID_MAX 64 /* bytes of an id */

static inline bool egb_is_digit(char c) {
  return c >= '0' && c <= '9';
}

static inline bool egb_is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static inline char egb_lower(char c) {
  return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* Same texts but for the case of letters. */
bool egb_text_same(const char *a, const char *b);
bool egb_text_ends(const char *text, const char *end);
/* Whether an index may use it as an id: letters, digits, `.`, `_` and `-`, a letter or digit first, at most EGB_ID_MAX.
 * No character of these has a meaning in YAML, in a shell or in CSV. */
bool egb_text_is_id(const char *text);
/* Bytes of the address of the web (http or https, ASCII) that begins here; 0: none does. What ends a sentence is not of
 * it. */
size_t egb_text_address(const char *text);
/* How many line feeds there are. */
size_t egb_text_lines(const char *text, size_t length);
/* The part of a path after the last slash. */
const char *egb_path_name(const char *path);
/* Bytes of FILE in FILE{key: value}, as a file is given on a command line; all of it when no keys are behind it. */
size_t egb_path_given(const char *given);
/* The extension of a file without its point: "" when it has none. A point in front hides a file and begins none. */
const char *egb_path_extension(const char *path);

#endif
