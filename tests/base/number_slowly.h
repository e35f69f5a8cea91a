/* number_slowly.h - the shortest digits of a double by trial with the C library: slow, plain, and the oracle of
 * egb_number_shortest. Right in the "C" locale. */
#ifndef EGB_TESTS_BASE_NUMBER_SLOWLY_H
#define EGB_TESTS_BASE_NUMBER_SLOWLY_H

#include <errno.h>
#include <float.h>
#include <math.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The value rounded to `count` digits, as digits (not terminated) and the power of ten of the first one. */
static int slow_round(double value, int count, char *digits) {
  char text[64];
  (void)snprintf(text, sizeof text, "%.*e", count - 1, value);
  const char *exponent = strchr(text, 'e');
  size_t found = 0;
  for (const char *c = text; c < exponent; c++)
    if (*c != '.')
      digits[found++] = *c;
  return (int)strtol(exponent + 1, NULL, 10);
}

static bool slow_reads_back(double value, const char *digits, int count, int power) {
  char text[64];
  (void)snprintf(text, sizeof text, "%.*se%d", count, digits, power - (count - 1));
  return strtod(text, NULL) == value;
}

/* One more in the last digit, when no carry leaves the digits. */
static bool slow_step_up(char *digits, int count) {
  for (int i = count - 1; i >= 0; i--) {
    if (digits[i] != '9') {
      digits[i]++;
      return true;
    }
    digits[i] = '0';
  }
  return false;
}

/* Fewest digits that read back to the (positive) value. Normal doubles keep any 15 digits apart, so that what reads
 * back with 15 is unique; subnormals have fewer digits and are tried from one. At a power of two the interval that
 * reads back reaches twice as far up as down: the nearest 16 digits may lie outside it below while the next above lie
 * inside. */
static int slow_digits(double value, char *digits, int *power) {
  for (int count = value < DBL_MIN ? 1 : 15; count < 17; count++) {
    *power = slow_round(value, count, digits);
    if (slow_reads_back(value, digits, count, *power))
      return count;
    int binary;
    if (frexp(value, &binary) == 0.5 && slow_step_up(digits, count) && slow_reads_back(value, digits, count, *power))
      return count;
  }
  *power = slow_round(value, 17, digits);
  return 17;
}

/* Lays out digits as a plain decimal, or with an exponent below 1e-4 and from 1e16 on. */
static size_t slow_lay_out(const char *digits, int count, int power, char *out) {
  char *end = out;
  if (power < -4 || power >= 16) {
    *end++ = digits[0];
    if (count > 1) {
      *end++ = '.';
      memcpy(end, digits + 1, (size_t)count - 1);
      end += count - 1;
    }
    return (size_t)(end - out) + (size_t)snprintf(end, 8, "e%c%02d", power < 0 ? '-' : '+', abs(power));
  }
  if (power < 0) {
    *end++ = '0';
    *end++ = '.';
    for (int i = power + 1; i < 0; i++)
      *end++ = '0';
  }
  for (int i = 0; i < count || i <= power; i++) {
    if (i == power + 1 && power >= 0)
      *end++ = '.';
    *end++ = i < count ? digits[i] : '0';
  }
  *end = '\0';
  return (size_t)(end - out);
}

/* As egb_number_shortest, of a finite value that is not 0. */
static size_t slow_shortest(double value, char *out) {
  const size_t sign = value < 0;
  if (value < 0)
    out[0] = '-';
  char digits[20] = {0};
  int power;
  int count = slow_digits(fabs(value), digits, &power);
  while (count > 1 && digits[count - 1] == '0')
    count--;
  return sign + slow_lay_out(digits, count, power, out + sign);
}

#endif
