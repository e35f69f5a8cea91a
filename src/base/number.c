#include "base/number.h"

#include "base/number_fault.h"
#include "base/number_usual.h"
#include "base/text.h"

#include <errno.h>
#include <float.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A decimal midway between two doubles has at most 767 significant digits. With that many kept, digits further on
 * matter only by being zero or not, which one more digit says. */
#define DIGITS_KEPT 768
#define EXPONENT_LIMIT 1000000

/* A number taken apart: the integer that the digits spell, times 10^exponent. */
typedef struct decimal {
  bool negative;
  bool rest; /* non-zero digits follow the kept ones */
  size_t count;
  long long exponent;
  char digits[DIGITS_KEPT];
} decimal;

static void add_digit(decimal *number, char c, bool fraction) {
  if (number->count == 0 && c == '0') {
    number->exponent -= fraction;
  } else if (number->count < DIGITS_KEPT) {
    number->digits[number->count++] = c;
    number->exponent -= fraction;
  } else {
    number->rest = number->rest || c != '0';
    number->exponent += !fraction;
  }
}

/* Takes the text apart; false when it is not of the grammar. */
static bool scan(const char *text, size_t length, decimal *number) {
  size_t at = 0;
  bool any = false;
  number->negative = false;
  number->rest = false;
  number->count = 0;
  number->exponent = 0;
  if (at < length && (text[at] == '+' || text[at] == '-'))
    number->negative = text[at++] == '-';
  for (; at < length && egb_is_digit(text[at]); at++, any = true)
    add_digit(number, text[at], false);
  if (at + 1 < length && text[at] == '.' && egb_is_digit(text[at + 1])) {
    for (at++; at < length && egb_is_digit(text[at]); at++, any = true)
      add_digit(number, text[at], true);
  }
  if (!any)
    return false;
  if (at < length && (text[at] == 'e' || text[at] == 'E')) {
    at++;
    bool minus = false;
    if (at < length && (text[at] == '+' || text[at] == '-'))
      minus = text[at++] == '-';
    if (at >= length)
      return false;
    long long exponent = 0;
    for (; at < length && egb_is_digit(text[at]); at++)
      if (exponent < 100000000000LL) /* above any number of digits a text can have */
        exponent = exponent * 10 + (text[at] - '0');
    number->exponent += minus ? -exponent : exponent;
  }
  return at == length;
}

/* digits times 10^exponent by the C library, which rounds correctly; without a decimal point no locale matters. */
static double convert(const char *digits, size_t count, bool rest, long long exponent) {
  char text[DIGITS_KEPT + 32];
  memcpy(text, digits, count);
  if (rest) {
    text[count++] = '1';
    exponent--;
  }
  if (exponent > EXPONENT_LIMIT)
    exponent = EXPONENT_LIMIT;
  if (exponent < -EXPONENT_LIMIT)
    exponent = -EXPONENT_LIMIT;
  (void)snprintf(text + count, sizeof text - count, "e%lld", exponent);
  const int before = errno;
  const double value = strtod(text, NULL);
  errno = before;
  return value;
}

const double egb_whole_powers[EGB_WHOLE_POWERS] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                                   1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
                                                   1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};

/* Up to 15 digits and powers of ten up to 10^22 are exact doubles, so that one multiplication or division rounds once
 * and therefore correctly (Clinger, "How to read floating point numbers accurately", PLDI 1990). */
static bool convert_small(const decimal *number, double *out) {
  if (FLT_EVAL_METHOD != 0 || number->count > 15 || number->exponent > 22 || number->exponent < -22)
    return false;
  int64_t digits = 0;
  for (size_t i = 0; i < number->count; i++)
    digits = digits * 10 + (number->digits[i] - '0');
  *out = number->exponent < 0 ? (double)digits / egb_whole_powers[-number->exponent]
                              : (double)digits * egb_whole_powers[number->exponent];
  return true;
}

/* More than 15 digits may wrap, which does not matter then. */
size_t egb_number_usual_bytes(const char *text, const char *end, double *out) {
  const char *at = text;
  uint64_t digits = 0;
  while (at != end && egb_is_digit(*at))
    digits = digits * 10 + (uint64_t)(*at++ - '0');
  size_t count = (size_t)(at - text), behind = 0;
  if (count != 0 && at != end && *at == '.') {
    for (at++; at != end && egb_is_digit(*at); behind++)
      digits = digits * 10 + (uint64_t)(*at++ - '0');
    if (behind == 0)
      return 0;
  }
  count += behind;
  if (FLT_EVAL_METHOD != 0 || count == 0 || count > 15)
    return 0;
  *out = behind == 0 ? (double)(int64_t)digits : (double)(int64_t)digits / egb_whole_powers[behind];
  return (size_t)(at - text);
}

egb_number_fault egb_number_parse(const char *text, size_t length, double *out) {
  double usual;
  if (length != 0 && egb_number_usual(text, text + length, &usual) == length) {
    *out = usual;
    return EGB_NUMBER_OK;
  }
  decimal number;
  if (!scan(text, length, &number))
    return egb_number_classify(text, length);
  double value = 0;
  if (number.count != 0 && !convert_small(&number, &value))
    value = convert(number.digits, number.count, number.rest, number.exponent);
  if (isinf(value))
    return EGB_NUMBER_RANGE;
  *out = number.negative ? -value : value;
  return EGB_NUMBER_OK;
}

/* ---- writing: egb_number_shortest is in number_shortest.c ---- */

size_t egb_number_fixed(double value, int decimals, char *out) {
  if (isnan(value) || fabs(value) >= 1e15)
    return egb_number_shortest(value, out);
  if (decimals < 0)
    decimals = 0;
  if (decimals > 17)
    decimals = 17;
  char text[64];
  (void)snprintf(text, sizeof text, "%.*f", decimals, fabs(value));
  const size_t whole = strspn(text, "0123456789");
  const size_t length = strlen(text);
  char *end = out;
  if (value < 0 && strpbrk(text, "123456789") != NULL)
    *end++ = '-';
  memcpy(end, text, whole);
  end += whole;
  if (decimals > 0) {
    *end++ = '.';
    memcpy(end, text + length - (size_t)decimals, (size_t)decimals);
    end += decimals;
  }
  *end = '\0';
  return (size_t)(end - out);
}

int egb_number_decimals(double scale) {
  return scale >= 50 ? 2 : scale >= 5 ? 3 : 4;
}

/* ---- shares ---------------------------------------------------------------------------------- */

bool egb_number_share(const char *text, size_t length, double *out) {
  const bool percent = length > 1 && text[length - 1] == '%';
  double number = 0;
  if (egb_number_parse(text, length - percent, &number) != EGB_NUMBER_OK)
    return false;
  number = percent ? number / 100 : number;
  if (!(number >= 0 && number <= 1))
    return false;
  *out = number;
  return true;
}

double egb_number_percent(double share) {
  return nearbyint(share * 1e11) / 1e9;
}
