#include "base/base64.h"

#include <stdint.h>

void egb_base64(egb_buffer *out, const void *bytes, size_t length) {
  static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  const unsigned char *from = bytes;
  for (size_t i = 0; i < length; i += 3) {
    const size_t rest = length - i;
    const uint32_t group =
        (uint32_t)from[i] << 16 | (rest > 1 ? (uint32_t)from[i + 1] << 8 : 0) | (rest > 2 ? (uint32_t)from[i + 2] : 0);
    const char text[] = {letters[group >> 18], letters[group >> 12 & 63], rest > 1 ? letters[group >> 6 & 63] : '=',
                         rest > 2 ? letters[group & 63] : '='};
    egb_buffer_add(out, text, sizeof text);
  }
}
