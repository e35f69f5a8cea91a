/* The key of a name. tests/names asks that make_table.py folds the table alike. */
#include "base/utf8.h"
#include "names/names.h"

#include <string.h>

static bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/* Bytes of a mark of a footnote at the end of the text: one of the signs that stand for one, or a superscript. */
static size_t sign_length(const char *text, size_t length) {
  static const char *const signs[] = {"*", "†", "‡", "§", "¹", "²", "³", "⁰", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};
  for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++) {
    const size_t size = strlen(signs[i]);
    if (length > size && memcmp(text + length - size, signs[i], size) == 0)
      return size;
  }
  return 0;
}

/* "[1]", "[a]", "(2)", "(b)" and "1/"; "(B)" may be a part of the name. */
static size_t bracket_length(const char *text, size_t length) {
  if (length < 3)
    return 0;
  const char last = text[length - 1];
  const char open = last == ']' ? '[' : last == ')' ? '(' : ' ';
  if (open == ' ' && last != '/')
    return 0;
  size_t from = length - 1, inside = 0;
  for (; from > 0 && inside < 3; from--, inside++) {
    const char c = text[from - 1];
    if (!is_digit(c) && !(open != ' ' && c >= 'a' && c <= 'z' && inside == 0))
      break;
  }
  if (inside == 0 || from < 2 || text[from - 1] != open)
    return 0;
  return length - from + 1;
}

static size_t without_marks(const char *text, size_t length) {
  for (size_t mark = 1; mark != 0; length -= mark) {
    while (length > 0 && text[length - 1] == ' ')
      length--;
    mark = sign_length(text, length);
    if (mark == 0)
      mark = bracket_length(text, length);
  }
  return length;
}

/* Dots, apostrophes and the dots between the words of Japanese and Catalan names, which are left out; other
 * punctuation and spaces part words. 0 bytes: an ordinary character. */
static size_t left_out(const char *text, size_t length) {
  static const char *const dots[] = {"'", ".", "·", "・", "‧", "•"};
  for (size_t i = 0; i < sizeof dots / sizeof dots[0]; i++) {
    const size_t size = strlen(dots[i]);
    if (length >= size && memcmp(text, dots[i], size) == 0)
      return size;
  }
  return 0;
}

static void add_words(egb_buffer *out, const char *text, size_t length) {
  bool any = false, waiting = false;
  for (size_t at = 0; at < length;) {
    const size_t dot = left_out(text + at, length - at);
    at += dot;
    if (dot != 0)
      continue;
    if (memchr(" -,/()[]\"_:;", text[at], 12) != NULL) {
      waiting = any;
      at++;
      continue;
    }
    const bool and = text[at] == '&';
    if (waiting || (and&&any))
      egb_buffer_char(out, ' ');
    if (and)
      egb_buffer_text(out, "and");
    else
      egb_buffer_char(out, text[at]);
    at++;
    waiting = and;
    any = true;
  }
}

/* "The Gambia", "Gambia, The" and "Gambia (the)" are "gambia". */
static void drop_article(egb_buffer *out, size_t from) {
  char *key = out->text + from;
  size_t length = out->length - from;
  if (length > 4 && memcmp(key, "the ", 4) == 0) {
    memmove(key, key + 4, length - 4);
    length -= 4;
  }
  if (length > 4 && memcmp(key + length - 4, " the", 4) == 0)
    length -= 4;
  out->length = from + length;
  out->text[out->length] = '\0';
}

void egb_names_fold(egb_buffer *out, const char *text, size_t length) {
  const size_t from = out->length;
  egb_buffer level = {0}, folded = {0};
  egb_utf8_level(&level, text, length, EGB_UTF8_SPACES | EGB_UTF8_APOSTROPHES);
  if (!level.failed)
    egb_utf8_fold(&folded, level.text, without_marks(level.text, level.length));
  if (level.failed || folded.failed)
    out->failed = true;
  else if (folded.length != 0)
    add_words(out, folded.text, folded.length);
  egb_buffer_add(out, "", 0);
  if (!out->failed)
    drop_article(out, from);
  egb_buffer_clear(&level);
  egb_buffer_clear(&folded);
}
