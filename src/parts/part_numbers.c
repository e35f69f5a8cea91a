/* Numbers of a part's file. */
#include "parts/part_file.h"

#include "base/arena.h"

#include <math.h>
#include <string.h>

#define TEXT_MAX 4096

/* ---- writing --------------------------------------------------------------------------------- */

void egb_part_put(egb_buffer *out, uint64_t number) {
  char byte[10];
  size_t count = 0;
  for (; number > 0x7f; number >>= 7)
    byte[count++] = (char)(unsigned char)(number | 0x80);
  byte[count++] = (char)number;
  egb_buffer_add(out, byte, count);
}

void egb_part_put_real(egb_buffer *out, double number) {
  uint64_t bits;
  char byte[8];
  const double one = isnan(number) ? (double)NAN : number; /* there are many that are no number */
  memcpy(&bits, &one, sizeof bits);
  for (size_t i = 0; i < sizeof byte; i++)
    byte[i] = (char)(unsigned char)(bits >> 8 * i);
  egb_buffer_add(out, byte, sizeof byte);
}

/* Zeros in a row are one 0 and how many more follow. */
static void end_zeros(egb_buffer *out, size_t zeros) {
  if (zeros == 0)
    return;
  egb_part_put(out, 0);
  egb_part_put(out, zeros - 1);
}

/* The next number of a list, behind so many zeros that are not written yet. Returns how many are not now. */
static size_t put_next(egb_buffer *out, size_t zeros, uint64_t number) {
  if (number == 0)
    return zeros + 1;
  end_zeros(out, zeros);
  egb_part_put(out, number);
  return 0;
}

void egb_part_put_all_long(egb_buffer *out, const uint64_t *number, size_t count) {
  size_t zeros = 0;
  for (size_t i = 0; i < count; i++)
    zeros = put_next(out, zeros, number[i]);
  end_zeros(out, zeros);
}

void egb_part_put_all(egb_buffer *out, const uint32_t *number, size_t count) {
  size_t zeros = 0;
  for (size_t i = 0; i < count; i++)
    zeros = put_next(out, zeros, number[i]);
  end_zeros(out, zeros);
}

void egb_part_put_text(egb_buffer *out, const char *text) {
  const size_t length = strlen(text) < TEXT_MAX ? strlen(text) : TEXT_MAX;
  egb_part_put(out, length);
  egb_buffer_add(out, text, length);
}

/* ---- reading --------------------------------------------------------------------------------- */

/* There is one way to write a number: none ends in a byte of 0. */
uint64_t egb_part_get(egb_part_reader *in, uint64_t most) {
  uint64_t number = 0;
  for (unsigned shift = 0; shift < 64 && in->at < in->end && !in->failed; shift += 7) {
    const unsigned char byte = *in->at++;
    const uint64_t bits = byte & 0x7f;
    if ((shift == 63 && bits > 1) || (shift > 0 && byte == 0))
      break;
    number |= bits << shift;
    if (byte < 0x80 && number <= most)
      return number;
    if (byte < 0x80)
      break;
  }
  in->failed = true;
  return 0;
}

double egb_part_get_real(egb_part_reader *in) {
  uint64_t bits = 0;
  double number;
  if (in->failed || in->end - in->at < 8) {
    in->failed = true;
    return 0;
  }
  for (size_t i = 0; i < 8; i++)
    bits |= (uint64_t)*in->at++ << 8 * i;
  memcpy(&number, &bits, sizeof number);
  in->failed = isinf(number) != 0;
  return in->failed ? 0 : isnan(number) ? (double)NAN : number;
}

/* The next number of a list, and how many more of it are 0 as well. */
static uint64_t next(egb_part_reader *in, uint64_t most, size_t left, size_t *zeros) {
  const uint64_t number = egb_part_get(in, most);
  *zeros = number == 0 ? (size_t)egb_part_get(in, left - 1) : 0;
  return number;
}

void egb_part_add_all(egb_part_reader *in, uint32_t *to, size_t count, uint32_t most) {
  for (size_t i = 0, zeros; i < count && !in->failed; i += 1 + zeros) {
    const uint32_t number = (uint32_t)next(in, most, count - i, &zeros);
    in->failed = in->failed || number > UINT32_MAX - to[i];
    to[i] += number;
  }
}

void egb_part_add_all_long(egb_part_reader *in, uint64_t *to, size_t count, uint64_t most) {
  for (size_t i = 0, zeros; i < count && !in->failed; i += 1 + zeros)
    to[i] += next(in, most, count - i, &zeros);
}

const char *egb_part_get_text(egb_part_reader *in, egb_arena *arena) {
  const size_t length = (size_t)egb_part_get(in, TEXT_MAX);
  in->failed = in->failed || length > (size_t)(in->end - in->at) || memchr(in->at, 0, length) != NULL;
  char *text = in->failed ? NULL : egb_arena_array(arena, length + 1, 1);
  if (text == NULL)
    return NULL;
  memcpy(text, in->at, length);
  in->at += length;
  return text;
}
