/* The entries of `data:` that an import takes, for people and for the reader. */
#include "base/text.h"
#include "import/import.h"
#include "read/yaml_write.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Files may hold anything: the evidence quotes them. */
static void put_comment(egb_buffer *out, const char *text) {
  egb_buffer quoted = {0};
  egb_yaml_put_quoted(&quoted, text, strlen(text));
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
    egb_yaml_put_text(out, key->value);
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
  egb_yaml_put_text(out, evidence ? egb_path_name(file->path) : file->path);
  egb_buffer_char(out, '\n');
  egb_import_put_keys(&file->known, evidence, out);
}

static void put_units(const egb_import *import, egb_buffer *out) {
  egb_buffer_text(out, "units: {file: ");
  egb_yaml_put_text(out, egb_path_name(import->units));
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
