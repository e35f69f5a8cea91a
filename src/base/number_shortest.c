/* Doubles as the shortest digits that read back, by R. Giulietti, "The Schubfach way to render doubles" (2021, version
 * of 16 March 2022). In short: v = c * 2^q reads back from anything in the interval around it whose ends are midway to
 * its neighbours. With 10^k the largest power of ten that is no longer than that interval, a multiple of 10^k lies in
 * it, and at most one multiple of 10^(k+1): where there is one, that is the shortest, zeros at its end left out; else
 * the nearest multiple of 10^k is. All that is compared is v and the two ends, times 4 * 10^-k, cut off after the last
 * whole bit and made odd where something was cut off: with 10^-k to 128 bits no comparison comes out otherwise than
 * with the exact products (sections 9.5 to 9.9 there). tests/base/test_number_shortest.c holds all of it to the digits
 * of the C library. */
#include "base/number.h"
#include "base/number_powers.h"
#include "base/word.h"

#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#define FRACTION_BITS 52
#define HIDDEN ((uint64_t)1 << FRACTION_BITS)
#define EXPONENT_BIAS 1075 /* of a whole significand */

/* digits * 10^power */
typedef struct decimal {
  uint64_t digits;
  int power;
} decimal;

/* floor(x / 2^bits) also for negative x, where a shift is up to the compiler. */
static int floor_shift(int x, int bits) {
  return x >= 0 ? x >> bits : -((-x + (1 << bits) - 1) >> bits);
}

/* floor(log10(2^q)), and of 3/4 * 2^q; floor(log2(10^k)): as sections 9.3 and 9.4 have them, exact for all doubles. */
static int log10_of_two(int q, bool three_quarters) {
  return floor_shift(q * 1262611 - (three_quarters ? 524031 : 0), 22);
}

static int log2_of_ten(int k) {
  return floor_shift(k * 1741647, 19);
}

/* a * b, of which the upper half is returned. Four products of 32 bits where there is no type of 128 bits, or no
 * processor that multiplies so: none is standard. */
#if defined(__SIZEOF_INT128__) && !defined(__wasm__) && !defined(EGB_NUMBER_HALVES)
__extension__ typedef unsigned __int128 wide;

static uint64_t multiply(uint64_t a, uint64_t b, uint64_t *low) {
  const wide product = (wide)a * b;
  *low = (uint64_t)product;
  return (uint64_t)(product >> 64);
}
#else
static uint64_t multiply(uint64_t a, uint64_t b, uint64_t *low) {
  const uint64_t half = 0xffffffffu;
  const uint64_t middle = (a >> 32) * (b & half) + (((a & half) * (b & half)) >> 32);
  const uint64_t other = (a & half) * (b >> 32) + (middle & half);
  *low = a * b;
  return (a >> 32) * (b >> 32) + (middle >> 32) + (other >> 32);
}
#endif

/* floor(g * x / 2^128), made odd where the rest is above what the error of g can be. */
static uint64_t scale(const egb_power_of_ten *g, uint64_t x) {
  uint64_t ignored, low;
  const uint64_t carry = multiply(g->low, x, &ignored);
  uint64_t high = multiply(g->high, x, &low);
  low += carry;
  high += low < carry;
  return high | (low > 1);
}

static decimal shortest(uint64_t fraction, int exponent) {
  const bool edge =
      fraction == 0 && exponent > 1; /* of a power of two: the neighbour below is nearer than that above */
  const uint64_t c = exponent != 0 ? HIDDEN | fraction : fraction;
  const int q = (exponent != 0 ? exponent : 1) - EXPONENT_BIAS;
  const int k = log10_of_two(q, edge);
  const int shift = q + log2_of_ten(-k) + 1;
  const egb_power_of_ten *g = &egb_powers_of_ten[-k - EGB_POWER_FIRST];
  const uint64_t middle = scale(g, (4 * c) << shift);
  /* Ends read back to an even significand, as ties are rounded to even. */
  const uint64_t least = scale(g, (4 * c - 2 + edge) << shift) + (c & 1);
  const uint64_t most = scale(g, (4 * c + 2) << shift) - (c & 1);
  const uint64_t below = middle / 40; /* and below + 1: the multiples of 10^(k+1) around v */
  const bool takes_below = least <= 40 * below, takes_above = 40 * below + 40 <= most;
  const uint64_t s = middle / 4;
  const bool takes_s = least <= 4 * s, takes_next = 4 * s + 4 <= most;
  const uint64_t tie = 4 * s + 2;
  const bool nearer_next = (middle > tie) | ((middle == tie) & ((s & 1) != 0));
  /* All of it is found and then chosen from: which it is nothing foretells, and a wrong guess of the processor costs
   * more than the arithmetic. */
  const bool coarse = takes_below != takes_above;
  const uint64_t fine = s + (takes_s != takes_next ? takes_next : nearer_next);
  return (decimal){coarse ? below + takes_above : fine, k + coarse};
}

static decimal take_apart(double value) {
  uint64_t bits;
  memcpy(&bits, &value, sizeof bits);
  /* A whole number below 2^53 has only its own digits: neighbours are at most 1 away. */
  if (value < 9007199254740992.0 && (double)(int64_t)value == value)
    return (decimal){(uint64_t)value, 0};
  return shortest(bits & (HIDDEN - 1), (int)(bits >> FRACTION_BITS));
}

#define GROUP EGB_WORD
#define GROUP_END ((uint64_t)100000000)
#define DIGITS_MOST (3 * GROUP) /* of 64 bits */
#define COPIED 17               /* digits of a double, copied whether they are there or not: faster than so many */
#define DIGITS_ROOM (DIGITS_MOST + COPIED)

/* A number below 10^8 as eight digits: halves of four, of two and of one digit side by side in one word, each divided
 * by a product (n / 100 = n * 10486 >> 20 below 10^4, n / 10 = n * 103 >> 10 below 100). */
static void spell_group(uint64_t number, char *out) {
  const uint64_t fours = number / 10000 | number % 10000 << 32;
  const uint64_t upper = ((fours * 10486) >> 20) & UINT64_C(0x0000007f0000007f);
  const uint64_t twos = upper | (fours - 100 * upper) << 16;
  const uint64_t tens = ((twos * 103) >> 10) & UINT64_C(0x000f000f000f000f);
  const uint64_t ones = (tens | (twos - 10 * tens) << 8) + UINT64_C(0x3030303030303030);
  egb_word_put(ones, out);
}

/* The digits, first one first, at *start of `room`; their count. */
static int spell(uint64_t number, char room[DIGITS_ROOM], const char **start) {
  const char *last = room + GROUP - 1, *first = room;
  if (number < GROUP_END) {
    spell_group(number, room);
  } else {
    const uint64_t rest = number % (GROUP_END * GROUP_END);
    spell_group(number / (GROUP_END * GROUP_END), room);
    spell_group(rest / GROUP_END, room + GROUP);
    spell_group(rest % GROUP_END, room + 2 * GROUP);
    last += 2 * GROUP;
  }
  /* Most doubles have 15 to 17 digits, and nothing foretells how many. */
  if (number >= UINT64_C(100000000000000) && number < UINT64_C(100000000000000000))
    first = last - 14 - (number >= UINT64_C(1000000000000000)) - (number >= UINT64_C(10000000000000000));
  else
    while (*first == '0' && first < last)
      first++;
  *start = first;
  return (int)(last - first) + 1;
}

static size_t write_scientific(const char *digits, int count, int power, char *out) {
  char *end = out;
  *end++ = digits[0];
  if (count > 1) {
    *end++ = '.';
    memcpy(end, digits + 1, (size_t)count - 1);
    end += count - 1;
  }
  *end++ = 'e';
  *end++ = power < 0 ? '-' : '+';
  const int size = power < 0 ? -power : power;
  if (size >= 100)
    *end++ = (char)('0' + size / 100);
  *end++ = (char)('0' + size / 10 % 10);
  *end++ = (char)('0' + size % 10);
  *end = '\0';
  return (size_t)(end - out);
}

/* Digits as a plain decimal, or with an exponent below 1e-4 and from 1e16 on. The first digit counts 10^power. */
static size_t lay_out(const char *digits, int count, int power, char *out) {
  if (power < -4 || power >= 16)
    return write_scientific(digits, count, power, out);
  char *end = out;
  const int whole = power < 0 ? 0 : power + 1;
  const int before = count < whole ? count : whole;
  memcpy(end, digits, COPIED);
  if (before < whole)
    memset(end + before, '0', (size_t)(whole - before));
  end += whole;
  if (whole == 0)
    *end++ = '0';
  if (count > whole) {
    *end++ = '.';
    for (int zeros = -1 - power; zeros > 0; zeros--)
      *end++ = '0';
    memcpy(end, digits + before, COPIED);
    end += count - before;
  }
  *end = '\0';
  return (size_t)(end - out);
}

static size_t write_word(char *out, const char *word) {
  const size_t length = strlen(word);
  memcpy(out, word, length + 1);
  return length;
}

size_t egb_number_shortest(double value, char *out) {
  if (isnan(value))
    return write_word(out, "");
  if (isinf(value))
    return write_word(out, value < 0 ? "-inf" : "inf");
  if (value == 0)
    return write_word(out, "0");
  const size_t sign = value < 0;
  if (value < 0)
    out[0] = '-';
  char room[DIGITS_ROOM] = {0};
  const char *digits;
  const decimal number = take_apart(fabs(value));
  int count = spell(number.digits, room, &digits);
  const int power = number.power + count - 1;
  while (digits[count - 1] == '0')
    count--;
  return sign + lay_out(digits, count, power, out + sign);
}

size_t egb_number_whole(int64_t number, char *out) {
  char room[DIGITS_ROOM];
  const char *digits;
  const size_t sign = number < 0;
  const int count = spell(number < 0 ? -(uint64_t)number : (uint64_t)number, room, &digits);
  out[0] = '-';
  memcpy(out + sign, digits, (size_t)count);
  out[sign + (size_t)count] = '\0';
  return sign + (size_t)count;
}
