/* encoding_reading.h - how well a text reads: whether what an encoding makes of bytes are words. */
#ifndef EGB_READ_ENCODING_READING_H
#define EGB_READ_ENCODING_READING_H

#include "base/buffer.h"

/* Faults per character that is not ASCII (*characters); 0: every word is one of a language. Counted are symbols beside
 * letters, capital letters within words, words of two scripts, letters that the language of most of the others does not
 * have, characters that no table has, kana where the encoding is not of Japanese. Below 0: hangul alone, or kanji and
 * kana, which other bytes do not become by chance. The text is UTF-8. */
double egb_reading_cost(const char *text, size_t length, bool kana, size_t *characters);
/* The first word from a byte on that has a character beyond ASCII, cut to fit. */
void egb_reading_word(const char *text, size_t length, size_t from, char *out, size_t room);

#endif
