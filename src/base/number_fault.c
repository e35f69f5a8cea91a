#include "base/number_fault.h"

#include <string.h>

static bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

static char lower(char c) {
  return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool begins(const char *text, size_t length, const char *word) {
  const size_t size = strlen(word);
  if (length < size)
    return false;
  for (size_t i = 0; i < size; i++)
    if (lower(text[i]) != word[i])
      return false;
  return true;
}

static bool equals(const char *text, size_t length, const char *word) {
  return length == strlen(word) && begins(text, length, word);
}

static bool is_not_finite(const char *text, size_t length) {
  static const char *const words[] = {"nan",          "inf",    "infinity", "infinite",
                                      "\xE2\x88\x9E", "1.#inf", "1.#ind",   "1.#qnan"};
  for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
    if (equals(text, length, words[i]))
      return true;
  return begins(text, length, "nan(") && text[length - 1] == ')';
}

static bool is_hex(const char *text, size_t length) {
  if (length < 3 || !begins(text, length, "0x"))
    return false;
  const char c = lower(text[2]);
  return is_digit(c) || (c >= 'a' && c <= 'f') || c == '.';
}

/* Bytes of a mark that people put between the digits of a number; 0 when there is none. */
static size_t separator(const char *text, size_t length) {
  static const char *const marks[] = {
      ",", ".", " ", "'", "_", "\xC2\xA0", "\xC2\xB7", "\xE2\x80\xAF", "\xE2\x80\x89", "\xE2\x80\x99"};
  for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++) {
    const size_t size = strlen(marks[i]);
    if (length >= size && memcmp(text, marks[i], size) == 0)
      return size;
  }
  return 0;
}

/* Digits with separators between them: which kind it is. A single comma is a decimal comma unless it is placed as in
 * "1,234"; a comma that comes last after another kind is one too ("1.234,5"). */
static egb_number_fault classify_separated(const char *text, size_t length) {
  size_t commas = 0, others = 0, before = 0, after = 0, at = 0;
  bool comma_last = false;
  while (at < length) {
    if (is_digit(text[at])) {
      after++;
      at++;
      continue;
    }
    const size_t size = separator(text + at, length - at);
    if (size == 0)
      break;
    if (after == 0 && !(at == 0 && text[at] == ','))
      return EGB_NUMBER_TEXT;
    if (commas + others == 0)
      before = after;
    comma_last = text[at] == ',';
    commas += comma_last;
    others += !comma_last;
    after = 0;
    at += size;
  }
  if (at < length && lower(text[at]) == 'e') {
    at++;
    if (at < length && (text[at] == '+' || text[at] == '-'))
      at++;
    const size_t first = at;
    while (at < length && is_digit(text[at]))
      at++;
    if (at == first)
      return EGB_NUMBER_TEXT;
  }
  if (at < length || after == 0 || commas + others == 0)
    return EGB_NUMBER_TEXT;
  if (commas == 1 && comma_last) {
    const bool thousands = others == 0 && after == 3 && before >= 1 && before <= 3 && text[0] != '0';
    return thousands ? EGB_NUMBER_GROUPED : EGB_NUMBER_DECIMAL_COMMA;
  }
  return EGB_NUMBER_GROUPED;
}

egb_number_fault egb_number_classify(const char *text, size_t length) {
  while (length > 0 && (text[0] == ' ' || text[0] == '\t'))
    text++, length--;
  while (length > 0 && (text[length - 1] == ' ' || text[length - 1] == '\t'))
    length--;
  if (length == 0)
    return EGB_NUMBER_EMPTY;
  const bool sign = text[0] == '+' || text[0] == '-';
  const char *rest = text + sign;
  const size_t count = length - sign;
  if (is_not_finite(rest, count))
    return EGB_NUMBER_NOT_FINITE;
  if (is_hex(rest, count))
    return EGB_NUMBER_HEX;
  if (count > 1 && rest[count - 1] == '%' && (is_digit(rest[0]) || rest[0] == '.'))
    return EGB_NUMBER_PERCENT;
  return count == 0 ? EGB_NUMBER_TEXT : classify_separated(rest, count);
}

const char *egb_number_fault_text(egb_number_fault fault) {
  switch (fault) {
  case EGB_NUMBER_OK:
    return "a number";
  case EGB_NUMBER_EMPTY:
    return "nothing";
  case EGB_NUMBER_TEXT:
    return "not a number";
  case EGB_NUMBER_DECIMAL_COMMA:
    return "a decimal comma";
  case EGB_NUMBER_GROUPED:
    return "separators between groups of digits";
  case EGB_NUMBER_NOT_FINITE:
    return "not a finite number";
  case EGB_NUMBER_RANGE:
    return "a number too large for a double";
  case EGB_NUMBER_HEX:
    return "a hexadecimal number";
  case EGB_NUMBER_PERCENT:
    return "a percent sign";
  }
  return "not a number";
}

const char *egb_number_fault_help(egb_number_fault fault) {
  switch (fault) {
  case EGB_NUMBER_OK:
    return "nothing to change";
  case EGB_NUMBER_EMPTY:
    return "write a number such as 12.5";
  case EGB_NUMBER_TEXT:
    return "write a plain number such as 12.5 or 1e-3, without units, notes or spaces";
  case EGB_NUMBER_DECIMAL_COMMA:
    return "write a point before the decimals: 3.14 instead of 3,14";
  case EGB_NUMBER_GROUPED:
    return "write the digits without separators, and a point before decimals: 1234567.8";
  case EGB_NUMBER_NOT_FINITE:
    return "leave the value empty when it is missing";
  case EGB_NUMBER_RANGE:
    return "check the exponent: numbers go up to about 1.8e308";
  case EGB_NUMBER_HEX:
    return "write the number in decimal digits: 31 instead of 0x1F";
  case EGB_NUMBER_PERCENT:
    return "write the number alone: 12 instead of 12%, or 0.12 when the scale is 0 to 1";
  }
  return "write a plain number such as 12.5";
}
