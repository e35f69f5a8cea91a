/* Where a line may end within a word. Of the rules for Chinese and Japanese (JIS X 4051, kinsoku; Unicode's UAX 14)
 * these are kept: an id, a number or a word of another script stays whole, no line begins with punctuation that closes
 * or ends with punctuation that opens. */
#include "base/utf8.h"

#include <string.h>

static bool is_among(int32_t c, const char *set) {
  size_t size;
  for (size_t length = strlen(set); length > 0; set += size, length -= size)
    if (egb_utf8_next(set, length, &size) == c)
      return true;
  return false;
}

static bool closes(int32_t c) {
  return is_among(c, ",.;:!?)]}%、。，．・：；！？…‥％」』）】》〉〕］｝〗”’々ーぁぃぅぇぉっゃゅょァィゥェォッャュョ");
}

static bool opens(int32_t c) {
  return is_among(c, "([{「『（【《〈〔［｛〖“‘");
}

size_t egb_utf8_character(const char *text, size_t length) {
  const size_t narrow = egb_utf8_fit(text, length, 1), wide = narrow > 0 ? narrow : egb_utf8_fit(text, length, 2);
  return wide > 0 ? wide : length;
}

/* Of Chinese and Japanese, which have no blanks: wide characters but those of Hangul, whose words do. */
static bool is_wide(int32_t c, const char *text, size_t length) {
  const bool hangul = (c >= 0x1100 && c <= 0x11FF) || (c >= 0x3130 && c <= 0x318F) || (c >= 0xA960 && c <= 0xA97F) ||
                      (c >= 0xAC00 && c <= 0xD7FF);
  return !hangul && egb_utf8_width(text, egb_utf8_character(text, length)) == 2;
}

bool egb_utf8_may_part(const char *text, size_t length) {
  const size_t first = egb_utf8_character(text, length);
  size_t size;
  const int32_t before = egb_utf8_next(text, length, &size), after = egb_utf8_next(text + first, length - first, &size);
  return (is_wide(before, text, length) || is_wide(after, text + first, length - first)) && !closes(after) &&
         !opens(before);
}
