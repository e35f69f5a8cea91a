#include "method/sheet.h"

#include "base/number.h"

#include <stdio.h>
#include <string.h>

static const char *text_of(const egb_sheet_word *word, char sign) {
  for (; word->sign != '\0'; word++)
    if (word->sign == sign)
      return word->text;
  return "";
}

void egb_sheet_put(egb_buffer *out, const char *formula, const egb_sheet_word *word) {
  for (const char *at = formula; *at != '\0'; at++) {
    if (*at == '%' && at[1] != '\0')
      egb_buffer_text(out, text_of(word, *++at));
    else
      egb_buffer_char(out, *at);
  }
}

/* An exponent has a capital letter in every spreadsheet. */
const char *egb_sheet_number(double value, char text[EGB_SHEET_NUMBER_MAX]) {
  char digits[EGB_NUMBER_MAX];
  egb_number_shortest(value, digits);
  char *exponent = strchr(digits, 'e');
  if (exponent != NULL)
    *exponent = 'E';
  (void)snprintf(text, EGB_SHEET_NUMBER_MAX, value < 0 ? "(%s)" : "%s", digits);
  return text;
}
