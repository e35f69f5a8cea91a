/* What stands for a missing value in a file, and what probably does. */
#include "base/text.h"
#include "load/data_load.h"
#include "load/data_text.h"
#include "load/dialect.h"
#include "read/yaml_write.h"

#include <string.h>

bool egb_is_declared_missing(const egb_table_file *file, const egb_csv_field *field) {
  return egb_names_find(&file->missing, field->text, field->length) != EGB_NAMES_NONE;
}

/* Equal numbers have equal bytes once the two zeros are one. */
static void bytes_of(double value, char out[sizeof(double)]) {
  const double one = value + 0.0;
  memcpy(out, &one, sizeof one);
}

egb_status egb_read_tokens(egb_table_file *file) {
  const egb_dialect *dialect = &file->spec->dialect;
  file->missing.arena = file->missing_numbers.arena = file->loader->scratch;
  for (size_t i = 0; i < dialect->missing_count; i++) {
    char bytes[sizeof(double)];
    double value;
    bool fresh;
    const size_t length = strlen(dialect->missing[i]);
    if (egb_names_add(&file->missing, dialect->missing[i], length, &fresh) == EGB_NAMES_NONE)
      return EGB_NO_MEMORY;
    if (egb_dialect_number(dialect, dialect->missing[i], length, &value) != EGB_NUMBER_OK)
      continue;
    bytes_of(value, bytes);
    if (egb_names_add(&file->missing_numbers, bytes, sizeof bytes, &fresh) == EGB_NAMES_NONE)
      return EGB_NO_MEMORY;
  }
  return EGB_OK;
}

bool egb_is_missing_number(const egb_table_file *file, double value) {
  char bytes[sizeof value];
  bytes_of(value, bytes);
  return egb_names_find(&file->missing_numbers, bytes, sizeof bytes) != EGB_NAMES_NONE;
}

/* Words, dashes and dots; the last four are Chinese in both scripts, Japanese and Korean for "no data". */
const char egb_missing_words[][EGB_MISSING_WORD] = {"NA",
                                                    "N/A",
                                                    "n/a",
                                                    "na",
                                                    "N.A.",
                                                    "n.a.",
                                                    "n.a",
                                                    "#N/A",
                                                    "#NA",
                                                    "NaN",
                                                    "nan",
                                                    "NAN",
                                                    "NULL",
                                                    "null",
                                                    "Null",
                                                    "None",
                                                    "none",
                                                    "nil",
                                                    "-",
                                                    "--",
                                                    "---",
                                                    ".",
                                                    "..",
                                                    "...",
                                                    "?",
                                                    "x/x",
                                                    "missing",
                                                    "Missing",
                                                    "\xE2\x80\x93",
                                                    "\xE2\x80\x94",
                                                    "\xE2\x80\x95",
                                                    "\xEF\xBC\x8D",
                                                    "\xE2\x80\xA6",
                                                    ":",
                                                    "nd",
                                                    "n.d.",
                                                    "n/d",
                                                    "N.D.",
                                                    "s/d",
                                                    "(null)",
                                                    "no data",
                                                    "No data",
                                                    "No Data",
                                                    "not available",
                                                    "Not available",
                                                    "Not Available",
                                                    "not applicable",
                                                    "Not applicable",
                                                    EGB_MINUS,
                                                    "\xE7\x84\xA1\xE8\xB3\x87\xE6\x96\x99",
                                                    "\xE6\x97\xA0\xE6\x95\xB0\xE6\x8D\xAE",
                                                    "\xE3\x83\x87\xE3\x83\xBC\xE3\x82\xBF\xE3\x81\xAA\xE3\x81\x97",
                                                    "\xEC\x9E\x90\xEB\xA3\x8C\xEC\x97\x86\xEC\x9D\x8C"};

size_t egb_missing_word(const char *text, size_t length) {
  size_t i = length < EGB_MISSING_WORD ? 0 : EGB_MISSING_WORDS;
  while (i < EGB_MISSING_WORDS &&
         (egb_missing_words[i][length] != '\0' || memcmp(egb_missing_words[i], text, length) != 0))
    i++;
  return i;
}

bool egb_means_no_unit(const char *text, size_t length) {
  size_t letters = 0;
  while (letters < length && ((text[letters] | 32) >= 'a' && (text[letters] | 32) <= 'z'))
    letters++;
  return letters < length && egb_missing_word(text, length) != EGB_MISSING_WORDS;
}

bool egb_looks_missing(const egb_csv_field *field) {
  return egb_missing_word(field->text, field->length) != EGB_MISSING_WORDS;
}

_Static_assert(sizeof egb_missing_words / sizeof egb_missing_words[0] == EGB_MISSING_WORDS, "each word has its number");

/* The list as it would be with the text: those that are declared stay. */
static const char *longer_list(egb_loader *loader, const egb_dialect *dialect, const char *shown) {
  egb_buffer list = {0};
  egb_buffer_text(&list, "missing: [");
  for (size_t i = 0; i < dialect->missing_count; i++) {
    egb_yaml_put_quoted(&list, dialect->missing[i], strlen(dialect->missing[i]));
    egb_buffer_text(&list, ", ");
  }
  egb_yaml_put_quoted(&list, shown, strlen(shown));
  egb_buffer_char(&list, ']');
  const char *out = list.failed ? NULL : egb_arena_copy(loader->scratch, list.text);
  egb_buffer_clear(&list);
  return out;
}

void egb_hint_missing(const egb_table_file *file, const egb_csv_field *field, const char *why) {
  egb_loader *loader = file->loader;
  char shown[EGB_CLIP];
  if (!egb_load_tells(loader))
    return;
  const char *key = longer_list(loader, &file->spec->dialect, egb_clip(shown, field->text, field->length));
  if (key == NULL)
    return; /* without memory there is less advice */
  if (loader->given != NULL && loader->given_keys != NULL && strstr(loader->given_keys, "missing:") != NULL)
    egb_diag_hint(loader->diag, "%sif `%s` stands for a missing value, write `%s` in place of the list that was given",
                  why, shown, key);
  else
    egb_hint_key(loader, key, "%sif `%s` stands for a missing value, leave the cell empty, or ", why, shown);
}
