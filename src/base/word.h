/* word.h - eight bytes of a text side by side in one word, the first of them lowest. */
#ifndef EGB_BASE_WORD_H
#define EGB_BASE_WORD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define EGB_WORD 8
#define EGB_WORD_EACH(byte) ((byte)*UINT64_C(0x0101010101010101))

/* They lie so in memory where the lowest byte of a word comes first. */
#if defined(__BYTE_ORDER__) && defined(__ORDER_LITTLE_ENDIAN__) && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__ &&        \
    !defined(EGB_NUMBER_HALVES)
static inline uint64_t egb_word_get(const char *text) {
  uint64_t word;
  memcpy(&word, text, sizeof word);
  return word;
}

static inline void egb_word_put(uint64_t word, char *out) {
  memcpy(out, &word, sizeof word);
}
#else
static inline uint64_t egb_word_get(const char *text) {
  uint64_t word = 0;
  for (int i = 0; i < EGB_WORD; i++)
    word |= (uint64_t)(unsigned char)text[i] << 8 * i;
  return word;
}

static inline void egb_word_put(uint64_t word, char *out) {
  for (int i = 0; i < EGB_WORD; i++)
    out[i] = (char)(word >> 8 * i & 0xff);
}
#endif

/* Whether a byte of the word is 0 (A. Mycroft's test, exact as a yes or no). */
static inline bool egb_word_has_zero(uint64_t word) {
  return ((word - EGB_WORD_EACH(1)) & ~word & EGB_WORD_EACH(0x80)) != 0;
}

/* Of bytes xor '0', as egb_word_digits wants them: the upper bit of each that is above 9. */
static inline uint64_t egb_word_others(uint64_t word) {
  return (((word & EGB_WORD_EACH(0x7f)) + EGB_WORD_EACH(0x76)) | word) & EGB_WORD_EACH(0x80);
}

/* Which byte the lowest of some upper bits is of, from 0: all bits below it count one for each byte that has any. */
static inline unsigned egb_word_lowest(uint64_t upper) {
#if defined(__GNUC__) && !defined(EGB_NUMBER_HALVES)
  return (unsigned)__builtin_ctzll(upper) / 8;
#else
  const uint64_t below = (upper & (~upper + 1)) - 1;
  return (unsigned)(((below & EGB_WORD_EACH(1)) * EGB_WORD_EACH(1)) >> 56) - 1;
#endif
}

/* Eight digits 0 to 9, the first of them in the lowest byte, as the number that they spell: pairs, pairs of pairs and
 * the two halves, each side by side in one product. */
static inline uint64_t egb_word_digits(uint64_t word) {
  const uint64_t pairs = word * 10 + (word >> 8), each = UINT64_C(0x000000ff000000ff);
  const uint64_t first = (pairs & each) * (100 + (UINT64_C(1000000) << 32));
  const uint64_t second = (pairs >> 16 & each) * (1 + (UINT64_C(10000) << 32));
  return (first + second) >> 32;
}

#endif
