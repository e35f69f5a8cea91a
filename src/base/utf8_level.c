/* Texts that look alike. Unlike the comparison key, accents and compatibility forms stay: they can be seen. */
#include "base/utf8.h"

#include "base/text.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

static bool is_space(int32_t c) {
  if (c < 0x80)
    return c == ' ' || (c >= 9 && c <= 13);
  return c == 0x85 || utf8proc_category(c) == UTF8PROC_CATEGORY_ZS || c == 0x2028 || c == 0x2029;
}

/* The kinds of apostrophes, quotes that are used as such, primes and the okina; hyphens, dashes and the minus. */
static int32_t plain_mark(int32_t c) {
  static const int32_t apostrophes[] = {0x60,   0xB4,   0x2B9,  0x2BB,  0x2BC,  0x2BD,
                                        0x2018, 0x2019, 0x201B, 0x2032, 0xFF07, 0xA78C};
  for (size_t i = 0; c >= 0x60 && i < sizeof apostrophes / sizeof apostrophes[0]; i++)
    if (c == apostrophes[i])
      return '\'';
  return (c >= 0x2010 && c <= 0x2015) || c == 0x2212 || c == 0xFE63 || c == 0xFF0D ? '-' : c;
}

static void add_points(egb_buffer *out, const utf8proc_int32_t *points, size_t count, unsigned differences) {
  const bool spaces = (differences & EGB_UTF8_SPACES) != 0, marks = (differences & EGB_UTF8_APOSTROPHES) != 0;
  bool any = false, waiting = false;
  for (size_t i = 0; i < count; i++) {
    if (spaces && is_space(points[i])) {
      waiting = any;
      continue;
    }
    utf8proc_uint8_t bytes[4];
    const utf8proc_ssize_t size = utf8proc_encode_char(marks ? plain_mark(points[i]) : points[i], bytes);
    if (waiting)
      egb_buffer_char(out, ' ');
    egb_buffer_add(out, (const char *)bytes, (size_t)size);
    any = true;
    waiting = false;
  }
}

/* The same for a short text of ASCII, which has one form only and nothing that is ignored. False: it is another. */
static bool level_ascii(egb_buffer *out, const char *text, size_t length, unsigned differences) {
  const bool spaces = (differences & EGB_UTF8_SPACES) != 0, marks = (differences & EGB_UTF8_APOSTROPHES) != 0;
  const bool folded = (differences & EGB_UTF8_LETTERS) != 0;
  char level[128];
  size_t count = 0;
  bool waiting = false;
  if (length > sizeof level)
    return false;
  for (size_t i = 0; i < length; i++) {
    if ((unsigned char)text[i] >= 0x80)
      return false;
    if (spaces && is_space(text[i])) {
      waiting = count != 0;
      continue;
    }
    if (waiting)
      level[count++] = ' ';
    level[count++] = marks && text[i] == 0x60 ? '\'' : folded ? egb_lower(text[i]) : text[i];
    waiting = false;
  }
  egb_buffer_add(out, level, count);
  return true;
}

/* 007, 7. and 7.000 as 7; anything but a whole number stays. */
static void level_zeros(egb_buffer *out, size_t from) {
  const char *text = out->text + from;
  const size_t length = out->length - from;
  size_t digits = 0;
  while (digits < length && text[digits] >= '0' && text[digits] <= '9')
    digits++;
  size_t end = digits;
  if (end < length && text[end] == '.')
    for (end++; end < length && text[end] == '0';)
      end++;
  if (digits == 0 || end != length)
    return;
  size_t zeros = 0;
  while (zeros + 1 < digits && text[zeros] == '0')
    zeros++;
  memmove(out->text + from, text + zeros, digits - zeros);
  out->length = from + digits - zeros;
  out->text[out->length] = '\0';
}

/* How many points there are then; negative: it cannot be. */
static utf8proc_ssize_t take_all(const char *text, size_t length, utf8proc_option_t options, utf8proc_int32_t *points,
                                 utf8proc_ssize_t room) {
  const utf8proc_ssize_t count =
      utf8proc_decompose((const utf8proc_uint8_t *)text, (utf8proc_ssize_t)length, points, room, options);
  if (count < 0 || count > room)
    return -1;
  return (options & UTF8PROC_COMPOSE) != 0 ? utf8proc_normalize_utf32(points, count, options) : count;
}

/* Of any text, by its code points. */
static void level_points(egb_buffer *out, const char *text, size_t length, unsigned differences) {
  utf8proc_option_t options = 0;
  if ((differences & EGB_UTF8_FORM) != 0)
    options |= UTF8PROC_COMPOSE | UTF8PROC_IGNORE | UTF8PROC_STABLE;
  if ((differences & EGB_UTF8_LETTERS) != 0)
    options |= UTF8PROC_CASEFOLD | UTF8PROC_COMPOSE;
  utf8proc_int32_t few[64];
  utf8proc_int32_t *points = length <= sizeof few / sizeof few[0] / 4 ? few : calloc(length * 4 + 1, sizeof *points);
  if (points == NULL) {
    out->failed = true;
    return;
  }
  const utf8proc_ssize_t room = points == few ? 64 : (utf8proc_ssize_t)(length * 4);
  const utf8proc_ssize_t count = take_all(text, length, options, points, room);
  if (count < 0)
    out->failed = true;
  else
    add_points(out, points, (size_t)count, differences);
  if (points != few)
    free(points);
}

void egb_utf8_level(egb_buffer *out, const char *text, size_t length, unsigned differences) {
  const size_t from = out->length;
  if (!level_ascii(out, text, length, differences))
    level_points(out, text, length, differences);
  egb_buffer_add(out, "", 0); /* a text even when nothing is left */
  if ((differences & EGB_UTF8_ZEROS) != 0 && !out->failed)
    level_zeros(out, from);
}
