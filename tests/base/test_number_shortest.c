/* The shortest digits of doubles against those found by trial with the C library (number_slowly.h). No tolerance: bytes
 * are equal. With a number as argument so many doubles of each kind are drawn instead of 100,000, and with a second one
 * that is where drawing begins: `test_base_number_shortest 100000000 7`. */
#include "base/number.h"
#include "base/number_powers.h"
#include "base/number_slowly.h"

#include <inttypes.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static uint64_t draws = 100000;
static uint64_t seed = 20240613;

static double from_bits(uint64_t bits) {
  double value;
  memcpy(&value, &bits, sizeof value);
  return value;
}

static uint64_t bits_of(double value) {
  uint64_t bits;
  memcpy(&bits, &value, sizeof bits);
  return bits;
}

static void same(double value) {
  if (value == 0 || !isfinite(value))
    return;
  char text[EGB_NUMBER_MAX], expected[EGB_NUMBER_MAX];
  const size_t length = egb_number_shortest(value, text);
  if (slow_shortest(value, expected) != length || memcmp(text, expected, length + 1) != 0)
    fail_msg("%016" PRIx64 " is written as %s, not %s", bits_of(value), text, expected);
}

/* A double and its neighbours, of both signs. */
static void same_around(double value) {
  for (uint64_t away = 0; away <= 4; away++) {
    same(from_bits(bits_of(value) + away));
    same(from_bits(bits_of(value) - away));
  }
  same(-value);
}

/* Here the neighbour below is nearer than that above. */
static void powers_of_two(void **state) {
  (void)state;
  for (int power = -1074; power < 1024; power++)
    same_around(ldexp(1, power));
}

static void powers_of_ten(void **state) {
  (void)state;
  for (int power = -324; power <= 308; power++) {
    for (int digits = 1; digits < 100; digits++) {
      char text[16];
      (void)snprintf(text, sizeof text, "%de%d", digits, power);
      same_around(strtod(text, NULL));
    }
  }
}

static void ends_of_the_range(void **state) {
  (void)state;
  for (uint64_t bits = 1; bits <= 20000; bits++) {
    same(from_bits(bits));                        /* subnormals from 5e-324 on */
    same(from_bits(bits_of(DBL_MAX) - bits + 1)); /* the largest */
    same(from_bits(bits_of(DBL_MIN) + 10000 - bits));
  }
  for (uint64_t bits = 1; bits < (uint64_t)1 << 52; bits += bits / 64 + 1)
    same(from_bits(bits));
}

/* Whole numbers and halves about 2^53, about 10^15 and 10^16, where the layout changes, and small ones. */
static void whole_numbers(void **state) {
  (void)state;
  static const double places[] = {9007199254740992.0, 4503599627370496.0, 1e15, 1e16, 1e17, 1e4, 1e-4, 1e-5, 65536};
  for (size_t place = 0; place < sizeof places / sizeof places[0]; place++) {
    double up = places[place], down = up;
    for (int step = 0; step < 3000; step++, up = nextafter(up, INFINITY), down = nextafter(down, 0)) {
      same(up);
      same(down);
    }
  }
  for (double whole = 1; whole < 50000; whole++) {
    same(whole);
    same(9007199254740992.0 - whole);
    same(9007199254740992.0 + 2 * whole);
  }
}

/* v lies midway between two decimals of the length that is written where 5 is the digit after it: whole numbers above
 * 2^53 that are odd multiples of 5 before the last zeros, and quotients by powers of two. */
static void ties(void **state) {
  (void)state;
  for (int power = 54; power < 70; power++)
    for (uint64_t odd = 1; odd < 4000; odd += 2)
      same(ldexp(1, power) + ldexp((double)odd, power - 53) * 5);
  for (int power = 1; power < 60; power++)
    for (uint64_t odd = 1; odd < 1000; odd += 2)
      same(ldexp((double)odd, -power));
}

/* xorshift64* (Vigna 2016). */
static uint64_t next_bits(uint64_t *at) {
  *at ^= *at >> 12;
  *at ^= *at << 25;
  *at ^= *at >> 27;
  return *at * 0x2545F4914F6CDD1Du;
}

static void any_bits(void **state) {
  (void)state;
  uint64_t at = seed;
  for (uint64_t i = 0; i < draws; i++)
    same(from_bits(next_bits(&at)));
}

/* What tables hold: scores and shares of all digits, and figures of few. */
static void usual_numbers(void **state) {
  (void)state;
  static const double scale[] = {1, 10, 100, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8};
  uint64_t at = seed + 1;
  for (uint64_t i = 0; i < draws; i++) {
    const uint64_t bits = next_bits(&at);
    const uint64_t whole = 1 + (bits >> 40);
    same((double)(bits >> 11) / 9007199254740992.0 * 100);
    same((double)whole / scale[bits % 9]);
    same((double)whole * scale[bits % 9]);
    same(ldexp((double)(bits >> 11), -1100 + (int)(bits % 64)));
  }
}

/* ---- the table, in whole numbers of any length: limbs of 32 bits, the lowest first ---- */

enum { LIMBS = 48 };

typedef struct whole {
  uint32_t limb[LIMBS];
} whole;

static whole times(const whole *number, uint64_t factor, int limbs_up) {
  whole product = {{0}};
  for (int half = 0; half < 2; half++) {
    uint64_t carry = 0;
    for (int i = 0; i + limbs_up + half < LIMBS; i++) {
      uint32_t *to = &product.limb[i + limbs_up + half];
      carry += (uint64_t)number->limb[i] * (uint32_t)(factor >> (32 * half)) + *to;
      *to = (uint32_t)carry;
      carry >>= 32;
    }
  }
  return product;
}

static whole times_wide(const whole *number, uint64_t high, uint64_t low) {
  whole sum = times(number, low, 0);
  const whole upper = times(number, high, 2);
  uint64_t carry = 0;
  for (int i = 0; i < LIMBS; i++, carry >>= 32) {
    carry += (uint64_t)sum.limb[i] + upper.limb[i];
    sum.limb[i] = (uint32_t)carry;
  }
  return sum;
}

/* Bits up to the highest that is set, and whether that is the only one. */
static int bits_in(const whole *number, bool *is_power) {
  int limb = LIMBS - 1, bit = 31;
  while (limb > 0 && number->limb[limb] == 0)
    limb--;
  while (bit > 0 && (number->limb[limb] >> bit & 1) == 0)
    bit--;
  *is_power = number->limb[limb] == (uint32_t)1 << bit;
  for (int i = 0; i < limb; i++)
    *is_power = *is_power && number->limb[i] == 0;
  return 32 * limb + bit + 1;
}

static bool has_bit(const whole *number, int bit) {
  return bit >= 0 && (number->limb[bit / 32] >> bit % 32 & 1) != 0;
}

/* g - 1 is the first 128 bits of 10^k. */
static void power_is_cut(const whole *ten, int k) {
  const egb_power_of_ten *g = &egb_powers_of_ten[k - EGB_POWER_FIRST];
  bool ignored;
  const int bits = bits_in(ten, &ignored);
  uint64_t half[2] = {0, 0};
  for (int i = 0; i < 128; i++)
    half[i / 64] = half[i / 64] << 1 | has_bit(ten, bits - 1 - i);
  half[0] += ++half[1] == 0;
  if (g->high != half[0] || g->low != half[1])
    fail_msg("10^%d is %016" PRIx64 " %016" PRIx64, k, g->high, g->low);
}

/* (g - 1) * 10^n <= 2^s < g * 10^n for some s, where g has 128 bits. */
static void power_is_quotient(const whole *ten, int n) {
  const egb_power_of_ten *g = &egb_powers_of_ten[-n - EGB_POWER_FIRST];
  const whole above = times_wide(ten, g->high, g->low);
  const whole below = times_wide(ten, g->high - (g->low == 0), g->low - 1);
  bool is_power, is_exact;
  const int bits = bits_in(&above, &is_power);
  const int bits_below = bits_in(&below, &is_exact);
  if (g->high >> 63 != 1 || is_power || !(bits_below < bits || is_exact))
    fail_msg("10^-%d is %016" PRIx64 " %016" PRIx64, n, g->high, g->low);
}

static void powers_have_all_bits(void **state) {
  (void)state;
  whole ten = {{1}};
  for (int k = 0; k <= EGB_POWER_LAST; k++) {
    power_is_cut(&ten, k);
    if (k != 0 && -k >= EGB_POWER_FIRST)
      power_is_quotient(&ten, k);
    ten = times(&ten, 10, 0);
  }
}

int main(int count, char **words) {
  if (count > 1)
    draws = strtoull(words[1], NULL, 10);
  if (count > 2)
    seed = strtoull(words[2], NULL, 10);
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(powers_of_two),
      cmocka_unit_test(powers_of_ten),
      cmocka_unit_test(ends_of_the_range),
      cmocka_unit_test(whole_numbers),
      cmocka_unit_test(ties),
      cmocka_unit_test(any_bits),
      cmocka_unit_test(usual_numbers),
      cmocka_unit_test(powers_have_all_bits),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
