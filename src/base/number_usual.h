/* number_usual.h - numbers written as most are: [-] digits [. digits], 15 digits or fewer, which one division converts
 * (W. D. Clinger, "How to read floating point numbers accurately", PLDI 1990). */
#ifndef EGB_BASE_NUMBER_USUAL_H
#define EGB_BASE_NUMBER_USUAL_H

#include "base/word.h"

#include <float.h>

#define EGB_WHOLE_POWERS 23
extern const double egb_whole_powers[EGB_WHOLE_POWERS]; /* powers of ten that are doubles */

/* All: bytes of the number at the start of a text that ends at `end`. 0: there is none, or it is written otherwise, and
 * *out may be anything. Without a sign: */
size_t egb_number_usual_bytes(const char *text, const char *end, double *out);

/* The same: seven digits or fewer, a point among them or not, are found in one word, without a branch for each of
 * the bytes, of which nothing foretells the last. */
static inline size_t egb_number_usual_word(const char *text, const char *end, double *out) {
  if (FLT_EVAL_METHOD != 0 || end - text < EGB_WORD)
    return egb_number_usual_bytes(text, end, out);
  uint64_t word = egb_word_get(text) ^ EGB_WORD_EACH('0');
  const uint64_t others = egb_word_others(word), later = others & (others - 1);
  if (others == 0)
    return egb_number_usual_bytes(text, end, out);
  const unsigned whole = egb_word_lowest(others);
  if (whole == 0)
    return 0;
  if (text[whole] != '.') {
    *out = (double)(int64_t)egb_word_digits(word << 8 * (EGB_WORD - whole));
    return whole;
  }
  if (later == 0)
    return egb_number_usual_bytes(text, end, out);
  const unsigned last = egb_word_lowest(later), behind = last - whole - 1;
  if (behind == 0)
    return 0;
  const uint64_t before = ((uint64_t)1 << 8 * whole) - 1;
  word = (word & before) | (word >> 8 & ~before);
  *out = (double)(int64_t)egb_word_digits(word << 8 * (EGB_WORD + 1 - last)) / egb_whole_powers[behind];
  return last;
}

/* With one or without. It is a branch, so that the text behind it need not wait for it where there is none. */
static inline size_t egb_number_usual(const char *text, const char *end, double *out) {
  if (text == end || text[0] != '-')
    return egb_number_usual_word(text, end, out);
  const size_t length = egb_number_usual_word(text + 1, end, out);
  if (length == 0)
    return 0;
  *out = -*out;
  return length + 1;
}

#endif
