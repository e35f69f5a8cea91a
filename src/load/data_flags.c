/* `flags: strip`: marks that statistical offices write beside a number, or in place of one.
 *
 * Known, and nothing else, so that a unit or a multiplier (12 km, 1.2 M) is never taken for one:
 * - letters of Eurostat's and the OECD's observation flags behind a space, `12.3 b`, `628 ep`;
 * - a footnote in brackets or parentheses, `5[1]`, `5 (2019)`, or a raised digit; stars and daggers; the sign of per
 * cent;
 * - `:` alone or with such letters, `: c`: no value;
 * - `<5`, `>95`: a bound, no value unless `flags: at-bound` takes it for one. */
#include "base/codes.h"
#include "base/text.h"
#include "load/data_load.h"
#include "load/data_spelling.h"
#include "load/data_text.h"
#include "load/dialect.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define FLAGS_SHOWN 6
#define LETTERS "bcdefimnprsuz"
#define LETTERS_MOST 4
#define FOOTNOTE_MOST 24

static void trim(const char **text, size_t *length) {
  size_t size;
  while ((size = egb_blank_at(*text, *length)) != 0) {
    *text += size;
    *length -= size;
  }
  while ((size = egb_blank_before(*text, *length)) != 0)
    *length -= size;
}

static bool ends(const char *text, size_t length, const char *end) {
  const size_t size = strlen(end);
  return length > size && memcmp(text + length - size, end, size) == 0;
}

static size_t letters_behind(const char *text, size_t length) {
  size_t count = 0;
  while (count < length && strchr(LETTERS, text[length - 1 - count]) != NULL && text[length - 1 - count] != '\0')
    count++;
  return count <= LETTERS_MOST ? count : 0;
}

/* From the opening mark on; 0: none is closed at the end. */
static size_t footnote_behind(const char *text, size_t length) {
  const char open = text[length - 1] == ']' ? '[' : text[length - 1] == ')' ? '(' : '\0';
  for (size_t i = 2; open != '\0' && i < length && i <= FOOTNOTE_MOST; i++)
    if (text[length - i] == open)
      return i;
  return 0;
}

/* Bytes of the one mark at the end of the text, 0: none. */
static size_t mark_behind(const char *text, size_t length) {
  static const char *const signs[] = {"%",
                                      "*",
                                      "\xE2\x80\xA0",
                                      "\xE2\x80\xA1", /* daggers */
                                      "\xC2\xB9",
                                      "\xC2\xB2",
                                      "\xC2\xB3", /* raised digits */
                                      "\xE2\x81\xB0",
                                      "\xE2\x81\xB4",
                                      "\xE2\x81\xB5",
                                      "\xE2\x81\xB6",
                                      "\xE2\x81\xB7",
                                      "\xE2\x81\xB8",
                                      "\xE2\x81\xB9"};
  if (length < 2)
    return 0;
  for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++)
    if (ends(text, length, signs[i]))
      return strlen(signs[i]);
  const size_t letters = letters_behind(text, length);
  if (letters != 0 && letters < length && egb_blank_before(text, length - letters) != 0)
    return letters;
  return footnote_behind(text, length);
}

static bool is_absent(const char *text, size_t length) {
  if (length == 0 || text[0] != ':')
    return false;
  text++, length--;
  trim(&text, &length);
  return letters_behind(text, length) == length;
}

bool egb_flags_read(const egb_dialect *dialect, const egb_csv_field *field, egb_flagged *out) {
  const char *text = field->text;
  size_t length = field->length;
  *out = (egb_flagged){.value = NAN};
  trim(&text, &length);
  if (is_absent(text, length)) {
    out->absent = true;
    return true;
  }
  if (length > 1 && (text[0] == '<' || text[0] == '>')) {
    out->bound = true;
    text++, length--;
    trim(&text, &length);
  }
  for (;;) {
    if (egb_dialect_number(dialect, text, length, &out->value) == EGB_NUMBER_OK) {
      out->mark = text + length;
      out->mark_length = (size_t)(field->text + field->length - out->mark);
      return true;
    }
    const size_t size = mark_behind(text, length);
    if (size == 0)
      return false;
    length -= size;
    trim(&text, &length);
  }
}

/* ---- what is said ---------------------------------------------------------------------------- */

static egb_status count_text(egb_loader *loader, egb_names *list, const char *text, size_t length,
                             const egb_csv_field *field) {
  bool fresh;
  list->arena = loader->scratch;
  trim(&text, &length);
  const size_t number = egb_names_add(list, text, length, &fresh);
  if (number == EGB_NAMES_NONE)
    return EGB_NO_MEMORY;
  if (fresh)
    list->item[number].offset = field->place.offset;
  list->item[number].mark = fresh ? 1 : list->item[number].mark + 1;
  return EGB_OK;
}

egb_status egb_flags_count(egb_table_file *file, const egb_csv_field *field, const egb_flagged *read) {
  const bool missing = read->absent || (read->bound && file->spec->dialect.flags != EGB_FLAGS_AT_BOUND);
  if (missing || read->bound)
    return count_text(file->loader, missing ? &file->no_values : &file->marks, field->text, field->length, field);
  return count_text(file->loader, &file->marks, read->mark, read->mark_length, field);
}

static void report(egb_table_file *file, const egb_names *list, const char *one, const char *many) {
  char texts[FLAGS_SHOWN * (EGB_CLIP + 32)], rest[40] = "";
  size_t length = 0, total = 0;
  if (list->count == 0)
    return;
  for (size_t i = 0; i < list->count; i++) {
    const egb_name *name = &list->item[i];
    char shown[EGB_CLIP];
    total += name->mark;
    if (i < FLAGS_SHOWN)
      length += (size_t)snprintf(texts + length, sizeof texts - length, "%s`%s` (%lu)", i == 0 ? "" : ", ",
                                 name->length == 0 ? "a space" : egb_clip(shown, name->text, name->length),
                                 (unsigned long)name->mark);
  }
  if (list->count > FLAGS_SHOWN)
    (void)snprintf(rest, sizeof rest, " and %zu more", list->count - FLAGS_SHOWN);
  egb_diag_at(file->loader->diag, EGB_SEVERITY_NOTE, EGB_N_FLAGS,
              (egb_place){file->rows.source, list->item[0].offset, 0}, "%zu %s: %s%s", total, total == 1 ? one : many,
              texts, rest);
}

void egb_report_flags(egb_table_file *file) {
  report(file, &file->marks, "value has a mark, read without it", "values have marks, read without them");
  report(file, &file->no_values, "cell says that it has no exact value, and is missing",
         "cells say that they have no exact value, and are missing");
}
