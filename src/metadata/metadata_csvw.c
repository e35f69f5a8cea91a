/* csv-metadata.json - CSV on the Web (W3C, tabular-metadata): every table whose columns are known. The name of a column
 * is a variable there, of letters, digits and _; its title is the header, letter for letter. */
#include "base/text.h"
#include "metadata/facts.h"
#include "metadata/json.h"
#include "metadata/metadata.h"

#include <string.h>

/* Unique: the number of the column is part of it where the header is no such name as it is. */
static void column_name(egb_buffer *out, const char *header, size_t at) {
  bool plain = header[0] != '_' && header[0] != '\0';
  for (size_t i = 0; header[i] != '\0'; i++)
    plain = plain && (egb_is_letter(header[i]) || egb_is_digit(header[i]) || header[i] == '_');
  if (plain)
    egb_buffer_text(out, header);
  else
    egb_buffer_format(out, "column.%zu", at + 1);
}

static void put_name(egb_json *json, const char *key, const egb_bundle_file *file, size_t at) {
  egb_buffer name = {0};
  column_name(&name, egb_bundle_column_at(file, at).name, at);
  json->out->failed = json->out->failed || name.failed;
  egb_json_put(json, key, egb_buffer_string(&name));
  egb_buffer_clear(&name);
}

static const char *datatype(egb_cell_kind kind) {
  return kind == EGB_CELL_NUMBER ? "number" : kind == EGB_CELL_INTEGER ? "integer" : "string";
}

static void put_column(egb_json *json, const egb_bundle_file *file, size_t at) {
  const egb_bundle_column column = egb_bundle_column_at(file, at);
  egb_json_open(json, NULL, '{');
  put_name(json, "name", file, at);
  egb_json_put(json, "titles", column.name);
  egb_json_put(json, "dc:title", column.title);
  egb_json_put(json, "dc:description", column.description);
  egb_json_put(json, "schema:unitText", column.unit);
  egb_json_put(json, "datatype", datatype(column.kind));
  egb_json_close(json, '}');
}

static void put_key(egb_json *json, const egb_bundle_file *file) {
  if (file->key == NULL || file->key[0] == NULL)
    return;
  egb_json_open(json, "primaryKey", '[');
  for (size_t k = 0; file->key[k] != NULL; k++)
    for (size_t i = 0; i < egb_bundle_column_count(file); i++)
      if (strcmp(egb_bundle_column_at(file, i).name, file->key[k]) == 0)
        put_name(json, NULL, file, i);
  egb_json_close(json, ']');
}

static void put_table(egb_json *json, const egb_bundle *bundle, const egb_bundle_file *file) {
  egb_json_open(json, NULL, '{');
  egb_json_put(json, "url", file->path);
  egb_json_put(json, "dc:title", file->title);
  egb_json_put(json, "dc:description", file->description);
  egb_json_put_object(json, "dc:license", "@id", egb_bundle_licence_address(bundle, file));
  egb_json_put(json, "dc:rights", egb_bundle_licence(bundle, file));
  egb_json_open(json, "tableSchema", '{');
  egb_json_open(json, "columns", '[');
  for (size_t i = 0; i < egb_bundle_column_count(file); i++)
    put_column(json, file, i);
  egb_json_close(json, ']');
  put_key(json, file);
  egb_json_close(json, '}');
  egb_json_close(json, '}');
}

static bool write_csvw(const egb_bundle *bundle, egb_buffer *out) {
  egb_json json = {.out = out};
  bool any = false;
  for (size_t i = 0; i < bundle->file_count; i++)
    any = any || egb_bundle_is_described(&bundle->file[i]);
  if (!any)
    return true;
  egb_json_open(&json, NULL, '{');
  egb_json_open(&json, "@context", '[');
  egb_json_put(&json, NULL, "http://www.w3.org/ns/csvw");
  egb_json_put_object(&json, NULL, "@language", "en");
  egb_json_close(&json, ']');
  egb_json_put(&json, "dc:title", egb_bundle_text_in(bundle->about.title, bundle->about.title_count, "en"));
  egb_json_put(&json, "dc:publisher", bundle->about.publisher);
  egb_json_open(&json, "tables", '[');
  for (size_t i = 0; i < bundle->file_count; i++)
    if (egb_bundle_is_described(&bundle->file[i]))
      put_table(&json, bundle, &bundle->file[i]);
  egb_json_close(&json, ']');
  egb_json_close(&json, '}');
  return !out->failed;
}

const egb_bundle_metadata egb_metadata_csvw = {.path = "csv-metadata.json",
                                               .media_type = "application/csvm+json",
                                               .title = "CSV on the Web",
                                               .description = "The tables and their columns, as CSV on the Web.",
                                               .write = write_csvw};
