#include "base/utf8_pieces.h"

#include "base/utf8.h"

#include <string.h>

/* 10xxxxxx: of a code point that began before. */
static bool continues(char c) {
  return ((unsigned char)c & 0xC0) == 0x80;
}

/* Bytes of the code point that begins with this one, as it says. */
static size_t promised(char c) {
  const unsigned char lead = (unsigned char)c;
  return lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
}

/* Bytes at the end that begin a code point which is not all there. */
static size_t count_behind(const char *text, size_t length) {
  for (size_t back = 1; back <= EGB_UTF8_EDGE && back <= length; back++)
    if (!continues(text[length - back]))
      return promised(text[length - back]) > back ? back : 0;
  return 0;
}

egb_utf8_piece egb_utf8_piece_of(const char *text, size_t length, bool begins, bool ends) {
  egb_utf8_piece out = {.valid = true};
  if (egb_utf8_is_ascii(text, length))
    return out;
  while (!begins && out.before < EGB_UTF8_EDGE && out.before < length && continues(text[out.before]))
    out.before++;
  if (!ends)
    out.behind = count_behind(text + out.before, length - out.before);
  const size_t middle = length - out.before - out.behind;
  out.valid = egb_utf8_check(text + out.before, middle) == middle;
  memcpy(out.first, text, out.before);
  memcpy(out.last, text + length - out.behind, out.behind);
  return out;
}

/* The edges of two neighbours are nothing, or one code point. */
static bool edges_fit(const egb_utf8_piece *left, const egb_utf8_piece *right) {
  char shared[2 * EGB_UTF8_EDGE];
  const size_t length = left->behind + right->before;
  size_t size = 0;
  memcpy(shared, left->last, left->behind);
  memcpy(shared + left->behind, right->first, right->before);
  return length == 0 || (egb_utf8_next(shared, length, &size) > 0 && size == length);
}

bool egb_utf8_pieces_fit(const egb_utf8_piece *piece, size_t count) {
  bool fit = true;
  for (size_t i = 0; i < count && fit; i++)
    fit = piece[i].valid && (i == 0 || edges_fit(&piece[i - 1], &piece[i]));
  return fit;
}
