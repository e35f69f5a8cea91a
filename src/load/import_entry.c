/* The entries of `data:` that an import takes, for people and for the reader. */
#include "base/text.h"
#include "base/utf8.h"
#include "load/import.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Whether YAML reads the text as itself without quotes. */
static bool is_plain(const char *text) {
  const size_t length = strlen(text);
  if (length == 0 || text[length - 1] == ' ' || strcmp(text, "null") == 0)
    return false;
  for (size_t i = 0; i < length; i++)
    if (!egb_is_letter(text[i]) && !egb_is_digit(text[i]) && text[i] != '_' &&
        (i == 0 || strchr(" ./()-", text[i]) == NULL))
      return false;
  return true;
}

/* Everything is escaped that a reader could not see or YAML would take for its own. Beyond the first plane JSON would
 * write two characters, which YAML refuses. */
void egb_import_put_quoted(egb_buffer *out, const char *text, size_t length) {
  egb_buffer_char(out, '"');
  for (size_t at = 0, size; at < length; at += size) {
    const int32_t point = egb_utf8_next(text + at, length - at, &size);
    if (point == '"' || point == '\\')
      egb_buffer_format(out, "\\%c", (char)point);
    else if (point == '\n')
      egb_buffer_text(out, "\\n");
    else if (point < 0 || (egb_utf8_unsafe(point) && point <= 0xFFFF))
      egb_buffer_format(out, "\\u%04X", point < 0 ? 0xFFFDU : (unsigned)point);
    else if (egb_utf8_unsafe(point))
      egb_buffer_format(out, "\\U%08X", (unsigned)point);
    else
      egb_buffer_add(out, text + at, size);
  }
  egb_buffer_char(out, '"');
}

void egb_import_put_text(egb_buffer *out, const char *text) {
  if (is_plain(text))
    egb_buffer_text(out, text);
  else
    egb_import_put_quoted(out, text, strlen(text));
}

/* Files may hold anything: the evidence quotes them. */
static void put_comment(egb_buffer *out, const char *text) {
  egb_buffer quoted = {0};
  egb_import_put_quoted(&quoted, text, strlen(text));
  if (quoted.failed || quoted.length < 2)
    out->failed = true;
  else
    egb_buffer_add(out, quoted.text + 1, quoted.length - 2);
  egb_buffer_clear(&quoted);
}

static void put_key(egb_buffer *out, const egb_guess *key) {
  egb_buffer_format(out, "%s: ", key->key);
  if (key->yaml)
    egb_buffer_text(out, key->value);
  else
    egb_import_put_text(out, key->value);
}

static void put_evidence(egb_buffer *out, const egb_guess *key) {
  if (key->evidence[0] == '\0')
    return;
  egb_buffer_text(out, "  # ");
  if (key->escaped)
    egb_buffer_text(out, key->evidence);
  else
    put_comment(out, key->evidence);
}

void egb_import_put_keys(const egb_recognition *known, bool evidence, egb_buffer *out) {
  for (size_t i = 0; i < known->count; i++) {
    egb_buffer_text(out, "    ");
    put_key(out, &known->guess[i]);
    if (evidence)
      put_evidence(out, &known->guess[i]);
    egb_buffer_char(out, '\n');
  }
  if (!evidence || known->origin == NULL)
    return;
  egb_buffer_format(out, "    # %s", known->origin->publisher);
  if (known->origin->keys[0] != '\0')
    egb_buffer_format(out, "; implies %s", known->origin->keys);
  egb_buffer_char(out, '\n');
}

static void put_file(const egb_import_file *file, bool evidence, egb_buffer *out) {
  egb_buffer_text(out, "  - file: ");
  egb_import_put_text(out, evidence ? egb_path_name(file->path) : file->path);
  egb_buffer_char(out, '\n');
  egb_import_put_keys(&file->known, evidence, out);
}

static void put_units(const egb_import *import, egb_buffer *out) {
  egb_buffer_text(out, "units: {file: ");
  egb_import_put_text(out, egb_path_name(import->units));
  for (size_t i = 0; i < import->unit_keys.count; i++) {
    egb_buffer_text(out, ", ");
    put_key(out, &import->unit_keys.guess[i]);
  }
  egb_buffer_text(out, "}\n");
}

void egb_import_write_entries(const egb_import *import, bool evidence, egb_buffer *out) {
  egb_buffer_text(out, "data:\n");
  for (size_t i = 0; i < import->from.file_count; i++)
    put_file(&import->file[i], evidence, out);
  if (evidence && import->units != NULL)
    put_units(import, out);
}

/* ---- what was read --------------------------------------------------------------------------- */

static const char *plural(size_t count) {
  return count == 1 ? "" : "s";
}

static void put_summary(const egb_dataset *data, egb_buffer *out) {
  size_t values = 0, missing = 0;
  const size_t cells = data->unit_count * data->column_count * data->period_count;
  for (size_t i = 0; i < cells; i++) {
    const bool is_missing = isnan(data->value[i]);
    values += !is_missing;
    missing += is_missing && egb_dataset_cell_file(data, i) != UINT16_MAX;
  }
  egb_buffer_format(out, "# read: %zu unit%s, %zu indicator%s, ", data->unit_count, plural(data->unit_count),
                    data->column_count, plural(data->column_count));
  if (data->period_count == 1 && data->period[0][0] == '\0')
    egb_buffer_text(out, "no periods");
  else
    egb_buffer_format(out, "%zu period%s", data->period_count, plural(data->period_count));
  egb_buffer_format(out, "; %zu value%s, %zu empty\n", values, plural(values), missing);
}

char *egb_import_entry(const egb_import *import) {
  egb_buffer out = {0};
  if (import->data != NULL)
    put_summary(import->data, &out);
  egb_import_write_entries(import, true, &out);
  for (size_t i = 0; i < import->from.file_count; i++)
    if (import->file[i].known.other != NULL)
      egb_buffer_format(&out, "# `as: %s` has as many headers of file %zu: choose\n", import->file[i].known.other->name,
                        i + 1);
  size_t length;
  return egb_buffer_take(&out, &length);
}
