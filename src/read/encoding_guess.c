/* What a text that is not UTF-8 probably is. Text of double bytes is told from text of single ones by its first bytes:
 * the characters in daily use have the lower half of the leads, which are capital letters with accents or symbols in
 * Western text, and rare there. */
#include "base/text.h"
#include "base/utf8.h"
#include "read/encoding.h"

#include <string.h>

#define LOOKED_AT ((size_t)1 << 18)

typedef struct counts {
  size_t high;     /* bytes above 127 */
  size_t pairs;    /* a high byte and the one behind it, counted without overlap */
  size_t upper;    /* of these, with a second byte of A1 to FE, as all EUC have */
  size_t broken;   /* second bytes that no double byte has */
  size_t kana;     /* leads A4 and A5: EUC-JP */
  size_t hangul;   /* leads B0 to C8: EUC-KR */
  size_t common;   /* leads A1 to C6: Big5 */
  size_t hanzi;    /* leads B0 to D7: GB 2312, first level */
  size_t shifted;  /* leads 81 to 9F: Shift-JIS */
  size_t central;  /* beside a letter: letters of windows-1250 that are symbols, or nothing, in windows-1252 */
  size_t c1;       /* 80 to 9F, which ISO 8859 does not have */
  size_t cyrillic; /* C0 to FF in a row of two or more */
} counts;

static bool within(unsigned char c, unsigned char low, unsigned char high) {
  return c >= low && c <= high;
}

static void count_pair(counts *n, unsigned char lead, unsigned char second) {
  n->pairs++;
  n->upper += within(second, 0xA1, 0xFE);
  n->broken += second < 0x40 || second == 0x7F || second == 0xFF;
  n->kana += lead == 0xA4 || lead == 0xA5;
  n->hangul += within(lead, 0xB0, 0xC8);
  n->common += within(lead, 0xA1, 0xC6);
  n->hanzi += within(lead, 0xB0, 0xD7);
  n->shifted += within(lead, 0x81, 0x9F);
}

static void count_byte(counts *n, unsigned char before, unsigned char c, unsigned char after) {
  n->high++;
  n->c1 += within(c, 0x80, 0x9F);
  n->cyrillic += within(c, 0xC0, 0xFF) && (within(before, 0xC0, 0xFF) || within(after, 0xC0, 0xFF));
  const bool in_word = egb_is_letter((char)before) || egb_is_letter((char)after);
  n->central += in_word && memchr("\x8D\x8F\x9D\x9F\xA3\xA5\xB3\xB9\xBC\xBE", c, 10) != NULL;
}

static counts count(const unsigned char *text, size_t length) {
  counts n = {0};
  bool second = false;
  for (size_t i = 0; i < length; i++) {
    const unsigned char after = i + 1 < length ? text[i + 1] : 0;
    if (text[i] >= 0x80)
      count_byte(&n, i > 0 ? text[i - 1] : 0, text[i], after);
    if (second || text[i] < 0x80) {
      second = false;
      continue;
    }
    count_pair(&n, text[i], after);
    second = true;
  }
  return n;
}

static const char *of_pairs(const counts *n, const char **evidence) {
  *evidence = "nearly all bytes above 127 come in its pairs";
  if (n->broken * 20 > n->pairs)
    return NULL;
  if (n->upper * 20 >= n->pairs * 19) {
    if (n->kana * 5 >= n->pairs)
      return "EUC-JP";
    if (n->hangul * 10 >= n->pairs * 8)
      return "EUC-KR";
    return n->hanzi * 10 >= n->pairs * 8 && n->cyrillic * 10 < n->high * 9 ? "GB18030" : NULL;
  }
  if (n->shifted * 10 >= n->pairs * 6)
    return "Shift-JIS";
  return n->common * 10 >= n->pairs * 7 ? "Big5" : NULL;
}

static const char *of_bytes(const counts *n, const char **evidence) {
  if (n->cyrillic * 10 >= n->high * 8 && n->high >= 10) {
    *evidence = "the bytes above 127 stand in words as Cyrillic letters do";
    return "windows-1251";
  }
  if (n->central * 20 >= n->high) {
    *evidence = "letters of Central Europe are where Western Europe has symbols";
    return "windows-1250";
  }
  *evidence = n->c1 > 0 ? "bytes from 80 to 9F, and single letters with accents" : "single letters with accents";
  return "windows-1252";
}

/* Zeros at every other place of what is mostly ASCII. */
static const char *of_zeros(const unsigned char *text, size_t length, const char **evidence) {
  size_t zeros[2] = {0, 0};
  for (size_t i = 0; i < length; i++)
    zeros[i % 2] += text[i] == 0;
  *evidence = "every other byte is zero";
  if (length >= 2 && zeros[1] * 5 >= length && zeros[0] * 20 < length)
    return "UTF-16LE";
  return length >= 2 && zeros[0] * 5 >= length && zeros[1] * 20 < length ? "UTF-16BE" : NULL;
}

const char *egb_encoding_guess(const egb_source *source, const char **evidence) {
  const unsigned char *text = (const unsigned char *)source->text;
  const size_t length = source->length < LOOKED_AT ? source->length : LOOKED_AT;
  *evidence = "";
  if (length >= 2 && (memcmp(text, "\xFF\xFE", 2) == 0 || memcmp(text, "\xFE\xFF", 2) == 0)) {
    *evidence = "its byte order mark";
    return "UTF-16";
  }
  const char *found = of_zeros(text, length, evidence);
  if (found != NULL)
    return found;
  *evidence = "";
  const size_t bad = egb_utf8_check(source->text, source->length);
  if (bad == source->length)
    return NULL;
  const size_t from = bad < LOOKED_AT / 2 ? 0 : bad - LOOKED_AT / 2; /* what is not ASCII may begin late */
  const size_t rest = source->length - from;
  const counts n = count(text + from, rest < LOOKED_AT ? rest : LOOKED_AT);
  found = n.pairs >= 4 ? of_pairs(&n, evidence) : NULL;
  return found != NULL ? found : of_bytes(&n, evidence);
}
