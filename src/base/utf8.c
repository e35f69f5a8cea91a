#include "base/utf8.h"

#include "base/word.h"

#include "egovbench.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#define REPLACEMENT 0xFFFD

int32_t egb_utf8_next(const char *text, size_t length, size_t *size) {
  if (length == 0) {
    *size = 0;
    return -1;
  }
  const unsigned char first = (unsigned char)text[0];
  *size = 1;
  if (first < 0x80)
    return first;
  utf8proc_int32_t code_point = -1;
  const utf8proc_ssize_t used =
      utf8proc_iterate((const utf8proc_uint8_t *)text, length < 4 ? (utf8proc_ssize_t)length : 4, &code_point);
  if (used <= 0)
    return -1;
  *size = (size_t)used;
  return code_point;
}

/* Eight bytes of 1 to 127: taking 1 from each leaves the highest bit alone. Most text is that. */
static bool are_ascii(const char *text) {
  uint64_t bytes;
  memcpy(&bytes, text, sizeof bytes);
  return ((bytes | (bytes - EGB_WORD_EACH(1))) & EGB_WORD_EACH(0x80)) == 0;
}

bool egb_utf8_is_ascii(const char *text, size_t length) {
  size_t at = 0;
  while (length - at >= sizeof(uint64_t) && are_ascii(text + at))
    at += sizeof(uint64_t);
  while (at < length && (unsigned char)(text[at] - 1) < 0x7F)
    at++;
  return at == length;
}

size_t egb_utf8_check(const char *text, size_t length) {
  size_t at = 0;
  while (at < length) {
    size_t size;
    while (length - at >= sizeof(uint64_t) && are_ascii(text + at))
      at += sizeof(uint64_t);
    if (at == length)
      break;
    if (egb_utf8_next(text + at, length - at, &size) <= 0)
      break;
    at += size;
  }
  return at;
}

size_t egb_utf8_count(const char *text, size_t length) {
  size_t count = 0;
  for (size_t at = 0, size; at < length; at += size) {
    (void)egb_utf8_next(text + at, length - at, &size);
    count++;
  }
  return count;
}

bool egb_utf8_unsafe(int32_t c) {
  /* Sorted. Besides controls: what has no glyph and no column, what turns the direction of the text around it, and the
   * fillers that look like a space. */
  static const struct {
    int32_t first, last;
  } ranges[] = {{0x7F, 0x9F},     {0xAD, 0xAD},     {0x34F, 0x34F},   {0x61C, 0x61C},
                {0x115F, 0x115F}, {0x17B4, 0x17B5}, {0x180E, 0x180E}, {0x200B, 0x200B},
                {0x200E, 0x200F}, {0x2028, 0x202E}, {0x2060, 0x206F}, {0x3164, 0x3164},
                {0xFEFF, 0xFEFF}, {0xFFA0, 0xFFA0}, {0xFFF9, 0xFFFB}, {0xE0000, 0xE007F}};
  if (c < 0x20)
    return true;
  size_t i = 0;
  while (i < sizeof ranges / sizeof *ranges && ranges[i].last < c)
    i++;
  return i < sizeof ranges / sizeof *ranges && ranges[i].first <= c;
}

int egb_utf8_direction(int32_t c) {
  switch (c < 0 ? (int)UTF8PROC_BIDI_CLASS_ON : (int)utf8proc_get_property(c)->bidi_class) {
  case UTF8PROC_BIDI_CLASS_L:
    return 1;
  case UTF8PROC_BIDI_CLASS_R:
  case UTF8PROC_BIDI_CLASS_AL:
    return -1;
  default:
    return 0;
  }
}

/* What is shown for the bytes at text. */
static int32_t shown(const char *text, size_t length, size_t *size) {
  const int32_t code_point = egb_utf8_next(text, length, size);
  return code_point < 0 || egb_utf8_unsafe(code_point) ? REPLACEMENT : code_point;
}

/* Columns of one character. Vowels and finals of conjoining Hangul take the columns of the consonant before them. Code
 * points younger than the Unicode tables of the library count as the block they are in: 2 in the emoji and ideographic
 * planes, else 1. */
static size_t alone(int32_t c) {
  if ((c >= 0x1160 && c <= 0x11FF) || (c >= 0xD7B0 && c <= 0xD7FF))
    return 0;
  if (utf8proc_category(c) == UTF8PROC_CATEGORY_CN)
    return (c >= 0x1F300 && c <= 0x1FAFF) || (c >= 0x20000 && c <= 0x3FFFD) ? 2 : 1;
  const int width = utf8proc_charwidth(c);
  return width < 0 ? 0 : (size_t)width;
}

static bool is_pictograph(int32_t c) {
  return utf8proc_get_property(c)->boundclass == UTF8PROC_BOUNDCLASS_EXTENDED_PICTOGRAPHIC;
}

static bool takes_emoji_style(int32_t c) {
  return is_pictograph(c) || (c >= '0' && c <= '9') || c == '#' || c == '*';
}

/* Bytes and columns of the grapheme cluster at text (UAX 29). Inside a cluster spacing marks add their columns, while
 * what is joined to an emoji (by ZWJ, as a skin tone, as the second half of a flag) adds none; the emoji style
 * selector makes a narrow emoji wide. */
static size_t cluster(const char *text, size_t length, size_t *columns) {
  size_t at;
  int32_t previous = shown(text, length, &at);
  if (previous < 0x80 && (at >= length || (unsigned char)text[at] < 0x80)) {
    *columns = 1;
    return at;
  }
  const int32_t base = previous;
  const bool flag = base >= 0x1F1E6 && base <= 0x1F1FF;
  utf8proc_int32_t state = 0;
  size_t width = alone(base);
  while (at < length) {
    size_t size;
    const int32_t next = shown(text + at, length - at, &size);
    if (utf8proc_grapheme_break_stateful(previous, next, &state))
      break;
    const bool pair = flag && next >= 0x1F1E6 && next <= 0x1F1FF;
    if (pair || (next == 0xFE0F && width == 1 && previous == base && takes_emoji_style(base)))
      width = 2;
    else if (previous != 0x200D && !(next >= 0x1F3FB && next <= 0x1F3FF))
      width += alone(next);
    previous = next;
    at += size;
  }
  *columns = width;
  return at;
}

size_t egb_utf8_width(const char *text, size_t length) {
  size_t total = 0;
  for (size_t at = 0; at < length;) {
    size_t columns;
    at += cluster(text + at, length - at, &columns);
    total += columns;
  }
  return total;
}

size_t egb_utf8_fit(const char *text, size_t length, size_t width) {
  size_t at = 0;
  while (at < length) {
    size_t columns;
    const size_t size = cluster(text + at, length - at, &columns);
    if (columns > width)
      break;
    width -= columns;
    at += size;
  }
  return at;
}

size_t egb_display_width(const char *text) {
  return egb_utf8_width(text, strlen(text));
}

void egb_utf8_show(egb_buffer *out, const char *text, size_t length) {
  size_t good = 0; /* start of the bytes not yet appended */
  for (size_t at = 0, size; at < length; at += size) {
    const int32_t code_point = egb_utf8_next(text + at, length - at, &size);
    if (code_point >= 0 && !egb_utf8_unsafe(code_point))
      continue;
    egb_buffer_add(out, text + good, at - good);
    egb_buffer_text(out, "\xEF\xBF\xBD");
    good = at + size;
  }
  if (length > good)
    egb_buffer_add(out, text + good, length - good);
}

char *egb_display_text(const char *text, size_t width) {
  static const char ellipsis[] = "\xE2\x80\xA6";
  egb_buffer out = {0};
  egb_utf8_show(&out, text, strlen(text));
  if (!out.failed && width != 0 && egb_utf8_width(out.text == NULL ? "" : out.text, out.length) > width) {
    out.length = egb_utf8_fit(out.text, out.length, width - 1);
    egb_buffer_text(&out, ellipsis);
  }
  return egb_buffer_take(&out, NULL);
}
