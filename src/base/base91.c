#include "base/base91.h"

#include <stdint.h>

#define BASE 91U
#define BITS 13 /* of two digits, or one more: */
#define SPARE 88U

static void put_digit(egb_buffer *out, uint32_t digit) {
  static const char digits[] = EGB_BASE91;
  egb_buffer_char(out, digits[digit]);
}

void egb_base91(egb_buffer *out, const void *bytes, size_t length) {
  const unsigned char *at = bytes;
  uint32_t queue = 0;
  int held = 0; /* bits in the queue */
  for (size_t i = 0; i < length; i++) {
    queue |= (uint32_t)at[i] << held;
    held += 8;
    if (held <= BITS)
      continue;
    const int taken = (queue & 0x1FFFU) > SPARE ? BITS : BITS + 1;
    const uint32_t number = queue & ((1U << taken) - 1);
    queue >>= taken;
    held -= taken;
    put_digit(out, number % BASE);
    put_digit(out, number / BASE);
  }
  if (held > 0)
    put_digit(out, queue % BASE);
  if (held > 7 || queue >= BASE)
    put_digit(out, queue / BASE);
}
