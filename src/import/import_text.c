/* The three files that an import writes. */
#include "base/checksum.h"
#include "base/text.h"
#include "import/import.h"
#include "names/names.h"
#include "read/yaml_write.h"

#include <stdlib.h>
#include <string.h>

/* ---- the table ------------------------------------------------------------------------------- */

static void put_cell(egb_buffer *out, const char *text, size_t length) {
  bool quote = false;
  for (size_t i = 0; i < length; i++)
    quote = quote || strchr(",\"\r\n", text[i]) != NULL;
  if (quote)
    egb_buffer_char(out, '"');
  for (size_t i = 0; i < length; i++) {
    if (text[i] == '"')
      egb_buffer_char(out, '"');
    egb_buffer_char(out, text[i]);
  }
  if (quote)
    egb_buffer_char(out, '"');
}

/* Which columns the table has beside those that it always has. */
typedef struct shape {
  bool periods, names;
  const char *const *label; /* of each indicator, NULL: none has one */
} shape;

static void put_row(egb_buffer *out, const egb_dataset *data, size_t unit, size_t column, size_t period,
                    const shape *has) {
  const size_t cell = (period * data->column_count + column) * data->unit_count + unit;
  if (egb_dataset_cell_file(data, cell) == UINT16_MAX)
    return;
  put_cell(out, data->unit[unit].id, strlen(data->unit[unit].id));
  egb_buffer_char(out, ',');
  put_cell(out, data->column[column], strlen(data->column[column]));
  egb_buffer_char(out, ',');
  if (has->periods) {
    put_cell(out, data->period[period], strlen(data->period[period]));
    egb_buffer_char(out, ',');
  }
  egb_buffer_number(out, data->value[cell]);
  egb_buffer_char(out, ',');
  if (data->error != NULL)
    egb_buffer_number(out, data->error[cell]);
  egb_buffer_char(out, ',');
  const egb_place status = egb_import_status(data, cell);
  if (status.length != 0)
    put_cell(out, status.source->text + status.offset, status.length);
  if (has->names) {
    const char *name = egb_labels_pick(data->unit[unit].name, NULL, "");
    egb_buffer_char(out, ',');
    put_cell(out, name, strlen(name));
  }
  if (has->label != NULL) {
    egb_buffer_char(out, ',');
    if (has->label[column] != NULL)
      put_cell(out, has->label[column], strlen(has->label[column]));
  }
  egb_buffer_char(out, '\n');
}

static bool has_names(const egb_dataset *data) {
  for (size_t u = 0; u < data->unit_count; u++)
    if (data->unit[u].name.count != 0)
      return true;
  return false;
}

static void put_table(egb_buffer *out, const egb_dataset *data, const char *const *label) {
  shape has = {.periods = data->period[0][0] != '\0', .names = has_names(data)};
  for (size_t c = 0; c < data->column_count; c++)
    has.label = label[c] != NULL ? label : has.label;
  egb_buffer_format(out, "unit,indicator,%svalue,error,status%s%s\n", has.periods ? "period," : "",
                    has.names ? ",name" : "", has.label != NULL ? ",label" : "");
  for (size_t u = 0; u < data->unit_count; u++)
    for (size_t c = 0; c < data->column_count; c++)
      for (size_t p = 0; p < data->period_count; p++)
        put_row(out, data, u, c, p, &has);
}

static void put_labelled(egb_buffer *out, const egb_import *import) {
  egb_arena *arena = egb_arena_new();
  egb_diag *diag = egb_diag_new(); /* the files were read before: nothing is reported */
  const char *const *label = NULL;
  if (arena == NULL || diag == NULL || egb_import_labels(import, arena, diag, &label) != EGB_OK)
    out->failed = true;
  else
    put_table(out, import->data, label);
  egb_diag_free(diag);
  egb_arena_free(arena);
}

/* ---- what it holds --------------------------------------------------------------------------- */

static void put_key(egb_buffer *out, const char *key, const char *text) {
  egb_buffer_format(out, "%s: ", key);
  egb_yaml_put_text(out, text);
  egb_buffer_char(out, '\n');
}

static void put_meta(egb_buffer *out, const egb_import *import, const char *name) {
  const egb_origin *origin = import->file[0].known.origin;
  egb_buffer source = {0};
  for (size_t i = 0; i < import->from.file_count; i++)
    egb_buffer_format(&source, "%s%s", i == 0 ? "" : "; ", egb_path_name(import->file[i].path));
  out->failed = out->failed || source.failed;
  egb_buffer_text(out,
                  "# What the table holds, where it comes from and what was done to it. An import does not know the "
                  "rest: write it.\n");
  put_key(out, "file", egb_path_name(name));
  put_key(out, "title", source.failed ? "" : source.text);
  put_key(out, "publisher", origin != NULL ? origin->publisher : "not recorded");
  egb_buffer_text(out,
                  "licence: not recorded\naddress: not recorded\nedition: not recorded\nretrieved: not recorded\n");
  put_key(out, "source", source.failed ? "" : source.text);
  egb_buffer_text(out,
                  "changes: written a value per row by egovbench import; the log beside it says what was left out\n"
                  "missing: an empty value is one the source does not give; status is what it has instead\n");
  egb_buffer_clear(&source);
}

/* ---- the log --------------------------------------------------------------------------------- */

/* A file with its columns; the list of units has none that an import reads. */
static void put_columns(egb_buffer *out, const egb_dataset *data, size_t file) {
  const egb_import_notes *notes = &data->notes;
  bool any = false;
  for (size_t i = 0; i < notes->column_count; i++) {
    if (notes->column[i].file != file)
      continue;
    egb_buffer_text(out, any ? "" : "    columns:\n");
    egb_buffer_text(out, "      - {column: ");
    egb_yaml_put_text(out, notes->column[i].name);
    egb_buffer_format(out, ", is: %s}\n", egb_column_uses[notes->column[i].use]);
    any = true;
  }
}

static void put_sources(egb_buffer *out, const egb_dataset *data) {
  egb_buffer_text(out, "sources:\n");
  for (size_t i = 0; i < data->file_count; i++) {
    char sum[65];
    egb_sha256_hex(data->file[i].bytes->text, data->file[i].bytes->length, sum);
    egb_buffer_text(out, "  - file: ");
    egb_yaml_put_text(out, egb_path_name(data->file[i].bytes->name));
    egb_buffer_format(out, "\n    sha256: %s\n", sum);
    put_columns(out, data, i);
  }
}

/* Rows are in the order of their files: each line is counted from the one before. */
static void put_dropped(egb_buffer *out, const egb_import *import) {
  const egb_dataset *data = import->data;
  const egb_import_notes *notes = &data->notes;
  size_t line = 1, at = 0;
  egb_buffer_text(out, notes->dropped_count == 0 ? "# No row was left out.\n" : "left-out:\n");
  for (size_t i = 0; i < notes->dropped_count; i++) {
    const egb_dropped *row = &notes->dropped[i];
    const egb_source *source = data->file[row->file].source;
    if (i == 0 || row->file != notes->dropped[i - 1].file || row->offset < at)
      line = 1, at = 0;
    for (; at < row->offset; at++)
      line += source->text[at] == '\n';
    egb_buffer_text(out, "  - {file: ");
    egb_yaml_put_text(out, egb_path_name(source->name));
    egb_buffer_format(out, ", line: %zu", line);
    if (row->unit[0] != '\0') {
      egb_buffer_text(out, ", unit: ");
      egb_yaml_put_text(out, row->unit);
    }
    egb_buffer_text(out, row->unit[0] == '\0'    ? ", reason: no unit}\n"
                         : import->units != NULL ? ", reason: unit not in the list}\n"
                                                 : ", reason: unit not known}\n");
  }
}

/* What the table of names says of it; the rest is the list's, or the recipe's. */
static void put_how(egb_buffer *out, const egb_import *import, const egb_resolved *resolved) {
  char why[200];
  if (!egb_names_why(resolved->text, strlen(resolved->text), resolved->id, why, sizeof why))
    out->failed = true;
  egb_buffer_text(out, ", how: ");
  egb_yaml_put_text(out, why[0] != '\0' ? why : import->units != NULL ? "unit list" : "recipe");
}

static void put_resolved(egb_buffer *out, const egb_import *import) {
  const egb_import_notes *notes = &import->data->notes;
  egb_buffer_text(out, notes->resolved_count == 0 ? "# No unit was found by name or code.\n" : "resolved:\n");
  for (size_t i = 0; i < notes->resolved_count; i++) {
    egb_buffer_text(out, "  - {text: ");
    egb_yaml_put_text(out, notes->resolved[i].text);
    egb_buffer_text(out, ", id: ");
    egb_yaml_put_text(out, notes->resolved[i].id);
    put_how(out, import, &notes->resolved[i]);
    egb_buffer_text(out, "}\n");
  }
}

/* In the order of the cells, each once. */
static egb_status put_statuses(egb_buffer *out, const egb_dataset *data, egb_arena *arena) {
  const size_t cells = data->unit_count * data->column_count * data->period_count;
  egb_names seen = {.arena = arena};
  for (size_t i = 0; i < cells; i++) {
    const egb_place status = egb_import_status(data, i);
    bool fresh;
    if (status.length != 0 &&
        egb_names_add(&seen, status.source->text + status.offset, status.length, &fresh) == EGB_NAMES_NONE)
      return EGB_NO_MEMORY;
  }
  egb_buffer_text(out, seen.count == 0 ? "# No value has a mark.\n" : "statuses:\n");
  for (size_t i = 0; i < seen.count; i++) {
    egb_buffer_text(out, "  - ");
    egb_yaml_put_text(out, seen.item[i].text);
    egb_buffer_char(out, '\n');
  }
  return EGB_OK;
}

static void put_log(egb_buffer *out, const egb_import *import) {
  egb_arena *arena = egb_arena_new();
  egb_buffer_text(
      out, "# What egovbench import did: the entries it read by, with the evidence for each key, the columns, "
           "the rows it\n# left out, the units it found by name or code, and the marks of values. It is a recipe: "
           "`egovbench import\n# --recipe` this file reads later editions by it, guesses nothing, and refuses what "
           "does not fit.\n");
  egb_import_write_entries(import, true, out);
  put_sources(out, import->data);
  put_dropped(out, import);
  put_resolved(out, import);
  out->failed = out->failed || arena == NULL || put_statuses(out, import->data, arena) != EGB_OK;
  egb_arena_free(arena);
}

char *egb_import_text(const egb_import *import, egb_import_part part, const char *name) {
  egb_buffer out = {0};
  size_t length;
  if (import->data == NULL)
    return NULL;
  if (part == EGB_IMPORT_TABLE)
    put_labelled(&out, import);
  else if (part == EGB_IMPORT_META)
    put_meta(&out, import, name);
  else
    put_log(&out, import);
  return egb_buffer_take(&out, &length);
}
