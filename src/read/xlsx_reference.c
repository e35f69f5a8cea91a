#include "base/text.h"
#include "read/xlsx_sheet.h"

#include <stdio.h>
#include <string.h>

#define LETTERS_MOST 3 /* XFD */
#define DIGITS_MOST 7  /* 1048576 */

/* A number of up to `most` digits of a base; returns the bytes read. */
static size_t read_letters(const char *text, uint32_t *out) {
  size_t length = 0;
  uint32_t value = 0;
  for (; egb_is_letter(text[length]) && length < LETTERS_MOST; length++)
    value = value * 26 + (uint32_t)(egb_lower(text[length]) - 'a' + 1);
  *out = value - 1; /* of no letter at all: UINT32_MAX */
  return length;
}

static size_t read_digits(const char *text, uint32_t *out) {
  size_t length = 0;
  uint32_t value = 0;
  for (; egb_is_digit(text[length]) && length < DIGITS_MOST; length++)
    value = value * 10 + (uint32_t)(text[length] - '0');
  *out = length == 0 ? UINT32_MAX : value - 1;
  return length;
}

size_t egb_xlsx_reference(const char *text, uint32_t *row, uint32_t *column) {
  size_t at = *text == '$';
  const size_t letters = read_letters(text + at, column);
  at += letters;
  at += letters > 0 && text[at] == '$';
  const size_t digits = read_digits(text + at, row);
  at += digits;
  const bool known = (letters == 0 || *column < EGB_XLSX_COLUMNS) && (digits == 0 || *row < EGB_XLSX_ROWS);
  return letters + digits > 0 && known ? at : 0;
}

const char *egb_xlsx_reference_text(uint32_t row, uint32_t column, char out[12]) {
  char letters[4];
  size_t at = sizeof letters - 1;
  letters[at] = '\0';
  for (uint32_t rest = column + 1; rest > 0 && at > 0; rest = (rest - 1) / 26)
    letters[--at] = (char)('A' + (rest - 1) % 26);
  (void)snprintf(out, 12, "%s%lu", letters + at, (unsigned long)row % 10000000 + 1);
  return out;
}

static void order(uint32_t *low, uint32_t *high) {
  if (*low <= *high)
    return;
  const uint32_t kept = *low;
  *low = *high;
  *high = kept;
}

bool egb_xlsx_area_parse(const char *text, egb_xlsx_area *out) {
  size_t at = egb_xlsx_reference(text, &out->top, &out->left);
  if (at == 0)
    return false;
  out->bottom = out->top;
  out->right = out->left;
  if (text[at] == ':') {
    const size_t second = egb_xlsx_reference(text + at + 1, &out->bottom, &out->right);
    if (second == 0)
      return false;
    at += 1 + second;
  } else if (out->top == UINT32_MAX || out->left == UINT32_MAX) {
    return false; /* "B" or "5" alone */
  }
  const bool columns = out->top == UINT32_MAX, rows = out->left == UINT32_MAX;
  if (text[at] != '\0' || columns != (out->bottom == UINT32_MAX) || rows != (out->right == UINT32_MAX))
    return false;
  order(&out->top, &out->bottom);
  order(&out->left, &out->right);
  if (columns)
    out->top = 0, out->bottom = (uint32_t)EGB_XLSX_ROWS - 1;
  if (rows)
    out->left = 0, out->right = (uint32_t)EGB_XLSX_COLUMNS - 1;
  return true;
}
