#include "load/data_spelling.h"

#include "base/text.h"
#include "base/utf8.h"
#include "load/data_load.h"
#include "load/dialect.h"

#include <stdio.h>
#include <string.h>

#define NUMBER_SHOWN 64

/* ---- blanks ---------------------------------------------------------------------------------- */

static const char *const blanks[] = {" ", "\t", "\xC2\xA0", "\xE2\x80\xAF", "\xE2\x80\x89", "\xE2\x80\x87"};
#define BLANKS (sizeof blanks / sizeof blanks[0])

size_t egb_blank_at(const char *text, size_t length) {
  for (size_t i = 0; i < BLANKS; i++)
    if (length >= strlen(blanks[i]) && memcmp(text, blanks[i], strlen(blanks[i])) == 0)
      return strlen(blanks[i]);
  return 0;
}

size_t egb_blank_before(const char *text, size_t length) {
  for (size_t i = 0; i < BLANKS; i++) {
    const size_t size = strlen(blanks[i]);
    if (length >= size && memcmp(text + length - size, blanks[i], size) == 0)
      return size;
  }
  return 0;
}

/* ---- characters ------------------------------------------------------------------------------ */

/* The digit 0 of decimal digits other than ours: Arabic-Indic, the Eastern ones, Devanagari, Bengali, Thai, fullwidth.
 */
static bool plain_digit(int32_t c, char *out) {
  static const int32_t zeros[] = {0x660, 0x6F0, 0x966, 0x9E6, 0xE50, 0xFF10};
  for (size_t i = 0; i < sizeof zeros / sizeof zeros[0]; i++)
    if (c >= zeros[i] && c <= zeros[i] + 9) {
      *out = (char)('0' + (c - zeros[i]));
      return true;
    }
  return false;
}

/* Marks that go with such digits, and dashes for a minus sign; '\0': none of these. */
static char plain_mark(int32_t c) {
  switch (c) {
  case 0x66B:  /* Arabic decimal separator */
  case 0xFF0E: /* fullwidth full stop */
    return '.';
  case 0xFF0C:
    return ',';
  case 0x2010: /* hyphen */
  case 0x2011: /* no-break hyphen */
  case 0x2012: /* figure dash */
  case 0x2013: /* en dash */
  case 0x2014: /* em dash */
  case 0xFE63:
  case 0xFF0D:
    return '-';
  default:
    return '\0';
  }
}

typedef struct spelling {
  char text[NUMBER_SHOWN];
  size_t length;
  int32_t digit, dash; /* the first of each; 0: none */
} spelling;

/* False: it is longer than any number that is written so. */
static bool respell(const egb_csv_field *field, spelling *out) {
  *out = (spelling){.length = 0};
  for (size_t at = 0, size; at < field->length; at += size) {
    const int32_t c = egb_utf8_next(field->text + at, field->length - at, &size);
    char plain = plain_mark(c);
    if (out->length + 4 >= NUMBER_SHOWN || c < 0)
      return false;
    if (plain_digit(c, &plain) && out->digit == 0)
      out->digit = c;
    if (plain == '-' && out->dash == 0)
      out->dash = c;
    if (plain == '\0') {
      memcpy(out->text + out->length, field->text + at, size);
      out->length += size;
    } else {
      out->text[out->length++] = plain;
    }
  }
  out->text[out->length] = '\0';
  return true;
}

/* ---- the hint -------------------------------------------------------------------------------- */

static bool is_number(const egb_dialect *dialect, const char *text, size_t length) {
  double value;
  return egb_dialect_number(dialect, text, length, &value) == EGB_NUMBER_OK;
}

static const char *hint_characters(const egb_dialect *dialect, const spelling *as, char out[EGB_SPELLING_MOST]) {
  if (as->digit != 0)
    (void)snprintf(out, EGB_SPELLING_MOST,
                   "its digits are those of another script (U+%04X): write the digits 0 to 9%s%s", (unsigned)as->digit,
                   is_number(dialect, as->text, as->length) ? ", " : "",
                   is_number(dialect, as->text, as->length) ? as->text : "");
  else if (as->dash != 0 && is_number(dialect, as->text, as->length))
    (void)snprintf(out, EGB_SPELLING_MOST, "its minus sign is a dash (U+%04X): write a hyphen, %s", (unsigned)as->dash,
                   as->text);
  else
    return NULL;
  return out;
}

/* `(5)`, `5-`, `5.`: the number inside, and what it may mean. */
static const char *hint_ends(const egb_dialect *dialect, const egb_csv_field *field, char out[EGB_SPELLING_MOST]) {
  const char *text = field->text;
  const size_t length = field->length;
  if (length < 2 || length > NUMBER_SHOWN)
    return NULL;
  const char last = text[length - 1];
  if (text[0] == '(' && last == ')' && length > 2 && is_number(dialect, text + 1, length - 2))
    (void)snprintf(out, EGB_SPELLING_MOST, "where parentheses mean a negative number, write -%.*s", (int)length - 2,
                   text + 1);
  else if (last == '-' && is_number(dialect, text, length - 1))
    (void)snprintf(out, EGB_SPELLING_MOST, "write the minus sign in front: -%.*s", (int)length - 1, text);
  else if (last == '.' && is_number(dialect, text, length - 1))
    (void)snprintf(out, EGB_SPELLING_MOST, "write decimals behind the point, or none: %.*s", (int)length - 1, text);
  else
    return NULL;
  return out;
}

/* #DIV/0!, #REF!, #NAME? and so on; #N/A means a missing value. */
bool egb_spelling_failed(const egb_csv_field *field) {
  static const char *const failures[] = {"#DIV/0!", "#VALUE!", "#REF!",  "#NAME?", "#NUM!",
                                         "#NULL!",  "#SPILL!", "#CALC!", "Err:",   "#GETTING_DATA"};
  for (size_t i = 0; i < sizeof failures / sizeof failures[0]; i++)
    if (field->length >= strlen(failures[i]) && memcmp(field->text, failures[i], strlen(failures[i])) == 0)
      return true;
  return false;
}

const char *egb_spelling_hint(const egb_dialect *dialect, const egb_csv_field *field, char out[EGB_SPELLING_MOST]) {
  spelling as;
  const char *found = respell(field, &as) ? hint_characters(dialect, &as, out) : NULL;
  return found != NULL ? found : hint_ends(dialect, field, out);
}

/* ---- keys ------------------------------------------------------------------------------------ */

const egb_number_marks egb_marks_list[] = {{'.', '\0'}, {'.', ','}, {',', '\0'}, {',', '.'},
                                           {'.', ' '},  {',', ' '}, {'.', '\''}, {',', '\''}};
_Static_assert(sizeof egb_marks_list / sizeof egb_marks_list[0] == EGB_MARKS, "as many as are said");

bool egb_marks_fit(const egb_dialect *dialect, egb_number_marks with) {
  const char decimal = dialect->decimal == '\0' ? '.' : dialect->decimal;
  return (dialect->decimal == '\0' || with.decimal == decimal) &&
         (dialect->thousands == '\0' || with.thousands == dialect->thousands);
}

bool egb_marks_read(const egb_dialect *dialect, egb_number_marks with, const egb_csv_field *field, bool flags) {
  egb_dialect as = *dialect;
  egb_flagged flagged;
  as.decimal = with.decimal;
  as.thousands = with.thousands;
  return flags ? egb_flags_read(&as, field, &flagged) : is_number(&as, field->text, field->length);
}

static const char *say_keys(const egb_dialect *dialect, egb_number_marks with, bool flags,
                            char out[EGB_SPELLING_MOST]) {
  const char *mark = egb_thousands_name(with.thousands);
  const bool thousands = with.thousands != dialect->thousands, decimal = with.decimal == ',' && dialect->decimal != ',';
  (void)snprintf(out, EGB_SPELLING_MOST, "%s%s%s%s%s%s", thousands ? "thousands: " : "", thousands ? mark : "",
                 thousands && decimal ? ", " : "", decimal ? "decimal: comma" : "",
                 flags && (thousands || decimal) ? ", " : "", flags ? "flags: strip" : "");
  return out[0] != '\0' ? out : NULL;
}

const char *egb_spelling_keys(const egb_dialect *dialect, const egb_csv_field *field, bool flags,
                              char out[EGB_SPELLING_MOST]) {
  for (size_t i = 0; i < EGB_MARKS; i++)
    if (egb_marks_fit(dialect, egb_marks_list[i]) && egb_marks_read(dialect, egb_marks_list[i], field, flags))
      return say_keys(dialect, egb_marks_list[i], flags, out);
  return NULL;
}
