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

/* a * b, of which the upper half is returned. Four products of 32 bits: no type of 128 bits is standard. */
static uint64_t multiply(uint64_t a, uint64_t b, uint64_t *low) {
  const uint64_t half = 0xffffffffu;
  const uint64_t middle = (a >> 32) * (b & half) + (((a & half) * (b & half)) >> 32);
  const uint64_t other = (a & half) * (b >> 32) + (middle & half);
  *low = a * b;
  return (a >> 32) * (b >> 32) + (middle >> 32) + (other >> 32);
}

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
  if (takes_below != takes_above)
    return (decimal){below + takes_above, k + 1};
  const uint64_t s = middle / 4;
  const bool takes_s = least <= 4 * s, takes_next = 4 * s + 4 <= most;
  if (takes_s != takes_next)
    return (decimal){s + takes_next, k};
  const uint64_t tie = 4 * s + 2;
  return (decimal){s + (middle > tie || (middle == tie && (s & 1) != 0)), k};
}

static decimal take_apart(double value) {
  uint64_t bits;
  memcpy(&bits, &value, sizeof bits);
  /* A whole number below 2^53 has only its own digits: neighbours are at most 1 away. */
  if (value < 9007199254740992.0 && value == floor(value))
    return (decimal){(uint64_t)value, 0};
  return shortest(bits & (HIDDEN - 1), (int)(bits >> FRACTION_BITS));
}

/* The digits without zeros at their end, first one first; their count. */
static int spell(uint64_t number, char *digits) {
  static const char pairs[] = "00010203040506070809101112131415161718192021222324252627282930313233343536373839"
                              "40414243444546474849505152535455565758596061626364656667686970717273747576777879"
                              "8081828384858687888990919293949596979899";
  char reversed[24];
  char *start = reversed + sizeof reversed;
  for (; number >= 100; number /= 100)
    memcpy(start -= 2, pairs + 2 * (number % 100), 2);
  if (number >= 10)
    memcpy(start -= 2, pairs + 2 * number, 2);
  else
    *--start = (char)('0' + number);
  const int count = (int)(reversed + sizeof reversed - start);
  memcpy(digits, start, (size_t)count);
  return count;
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
  memcpy(end, digits, (size_t)before);
  memset(end + before, '0', (size_t)(whole - before));
  end += whole;
  if (whole == 0)
    *end++ = '0';
  if (count > whole) {
    *end++ = '.';
    for (int zeros = -1 - power; zeros > 0; zeros--)
      *end++ = '0';
    memcpy(end, digits + before, (size_t)(count - before));
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
  char digits[24];
  const decimal number = take_apart(fabs(value));
  int count = spell(number.digits, digits);
  const int power = number.power + count - 1;
  while (digits[count - 1] == '0')
    count--;
  return sign + lay_out(digits, count, power, out + sign);
}
