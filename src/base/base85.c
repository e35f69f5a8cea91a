#include "base/base85.h"

#include <stdint.h>

#define BYTES ((size_t)4)
#define DIGITS ((size_t)5)

void egb_base85(egb_buffer *out, const void *bytes, size_t length) {
  static const char digits[] = EGB_BASE85;
  const unsigned char *at = bytes;
  for (size_t left = length; left > 0; at += BYTES) {
    const size_t taken = left < BYTES ? left : BYTES;
    uint32_t word = 0;
    char text[DIGITS];
    for (size_t i = 0; i < BYTES; i++)
      word = word << 8 | (i < taken ? at[i] : 0U);
    for (size_t i = DIGITS; i-- > 0; word /= 85)
      text[i] = digits[word % 85];
    egb_buffer_add(out, text, taken + 1);
    left -= taken;
  }
}
