#include "load/data_text.h"
#include "base/suggest.h"

#include <stdio.h>
#include <string.h>

#define NEAR 3

const char *egb_clip(char out[EGB_CLIP], const char *text, size_t length) {
  const char *cut = "";
  if (length >= EGB_CLIP) {
    length = EGB_CLIP - 4;
    while (length > 0 && ((unsigned char)text[length] & 0xC0) == 0x80) /* not within a character */
      length--;
    cut = "\xE2\x80\xA6";
  }
  memcpy(out, text, length);
  memcpy(out + length, cut, strlen(cut) + 1);
  return out;
}

const char *egb_did_you_mean(char *out, size_t room, const char *typed, const char *const *candidates, size_t count) {
  const char *near[NEAR];
  const size_t found = egb_suggest(typed, candidates, count, near, NEAR);
  size_t length = 0;
  out[0] = '\0';
  for (size_t i = 0; i < found; i++) {
    char text[EGB_CLIP];
    const char *before = i == 0 ? "did you mean " : i + 1 == found ? " or " : ", ";
    const int written =
        snprintf(out + length, room - length, "%s`%s`", before, egb_clip(text, near[i], strlen(near[i])));
    if (written < 0 || (size_t)written >= room - length - 1)
      break;
    length += (size_t)written;
  }
  if (length != 0 && length + 1 < room)
    memcpy(out + length, "?", 2);
  return out;
}
