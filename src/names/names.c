#include "names/names.h"

#include "base/utf8.h"
#include "names/table.h"

#include <stdio.h>
#include <string.h>

/* No name of the table is as long; the bound keeps the work of hostile texts small. */
#define TEXT_MOST 256

static const char *key_of(size_t row) {
  const uint32_t key = egb_names_rows[row].key;
  return egb_names_keys[key / EGB_NAMES_BLOCK] + key % EGB_NAMES_BLOCK;
}

/* The first row whose key is not before the given one. */
static size_t lower_bound(const char *key) {
  size_t low = 0, high = egb_names_row_count;
  while (low < high) {
    const size_t middle = low + (high - low) / 2;
    if (strcmp(key_of(middle), key) < 0)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

/* Codes are plain letters: "Áo" is none, although it folds to one. */
static bool is_plain(const char *text, size_t length) {
  for (size_t i = 0; i < length; i++)
    if ((unsigned char)text[i] >= 0x80)
      return false;
  return true;
}

/* The rows of a text: those of codes where it is one, else those of names. */
typedef struct rows {
  size_t first, end;
  egb_names_kind kind;
  bool failed; /* memory ran out */
} rows;

static bool has_kind(const rows *found, egb_names_kind kind) {
  for (size_t i = found->first; i < found->end; i++)
    if (egb_names_rows[i].kind == (uint8_t)kind)
      return true;
  return false;
}

/* Numbers are looked up without leading zeros, and only as codes; "4.0" is none, although it folds to one. */
static const char *number_of(const char *key) {
  if (key[strspn(key, "0123456789")] != '\0')
    return NULL;
  while (key[0] == '0' && key[1] != '\0')
    key++;
  return key;
}

static bool has_other_than_digits(const char *text, size_t length) {
  for (size_t i = 0; i < length; i++)
    if ((text[i] < '0' || text[i] > '9') && text[i] != ' ')
      return true;
  return false;
}

static rows find(const char *text, size_t length, bool codes_only) {
  rows found = {0};
  egb_buffer key = {0};
  if (length == 0 || length > TEXT_MOST || egb_utf8_check(text, length) != length)
    return found;
  egb_names_fold(&key, text, length);
  const char *number = key.failed || key.length == 0 ? NULL : number_of(key.text);
  if (!key.failed && key.length != 0 && (number == NULL || (codes_only && !has_other_than_digits(text, length)))) {
    const char *wanted = number != NULL ? number : key.text;
    for (found.first = found.end = lower_bound(wanted);
         found.end < egb_names_row_count && strcmp(key_of(found.end), wanted) == 0;)
      found.end++;
  }
  found.failed = key.failed;
  found.kind = number != NULL ? EGB_NAMES_NUMBER : EGB_NAMES_CODE;
  if (number == NULL && (!is_plain(text, length) || !has_kind(&found, EGB_NAMES_CODE)))
    found.kind = EGB_NAMES_NAME;
  if (codes_only && found.kind == EGB_NAMES_NAME)
    found.end = found.first;
  found.failed = key.failed;
  egb_buffer_clear(&key);
  return found;
}

static size_t collect(const rows *found, const char **id, size_t room) {
  size_t count = 0;
  if (found->failed)
    return EGB_NAMES_FAILED;
  for (size_t i = found->first; i < found->end; i++) {
    if (egb_names_rows[i].kind != (uint8_t)found->kind)
      continue;
    if (count < room)
      id[count] = egb_names_unit[egb_names_rows[i].unit].id;
    count++;
  }
  return count;
}

size_t egb_names_resolve(const char *text, size_t length, const char **id, size_t room) {
  const rows found = find(text, length, false);
  return found.failed ? EGB_NAMES_FAILED : collect(&found, id, room);
}

size_t egb_names_resolve_code(const char *text, size_t length, const char **id, size_t room) {
  const rows found = find(text, length, true);
  return found.failed ? EGB_NAMES_FAILED : collect(&found, id, room);
}

bool egb_names_why(const char *text, size_t length, const char *id, char *out, size_t room) {
  rows found = find(text, length, false);
  out[0] = '\0';
  if (found.first == found.end && !found.failed)
    found = find(text, length, true);
  for (size_t i = found.first; i < found.end; i++)
    if (egb_names_rows[i].kind == (uint8_t)found.kind && strcmp(egb_names_unit[egb_names_rows[i].unit].id, id) == 0)
      (void)snprintf(out, room, "%s", egb_names_reason[egb_names_rows[i].why]);
  return !found.failed;
}

const char *egb_names_english(const char *id) {
  size_t low = 0, high = egb_names_unit_count;
  while (low < high) {
    const size_t middle = low + (high - low) / 2;
    const int order = strcmp(egb_names_unit[middle].id, id);
    if (order == 0)
      return egb_names_unit[middle].english;
    if (order < 0)
      low = middle + 1;
    else
      high = middle;
  }
  return NULL;
}
