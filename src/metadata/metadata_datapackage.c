/* datapackage.json - Data Package 2.0 with Table Schema 2.0 (datapackage.org, profiles/2.0): every file before it is a
 * resource. An empty array is refused there, so that a list is only written with something in it. */
#include "base/checksum.h"
#include "metadata/facts.h"
#include "metadata/json.h"
#include "metadata/metadata.h"
#include "metadata/vocabulary.h"

#include <string.h>

#define PROFILES "https://datapackage.org/profiles/2.0/"

/* A name is unique, in small letters, without slashes: what is lost is made up for by the number of the file. */
static void put_name(egb_json *json, const egb_bundle *bundle, size_t at) {
  egb_buffer name = {0};
  const char *path = bundle->file[at].path;
  for (size_t i = 0; path[i] != '\0'; i++)
    egb_buffer_char(&name, path[i] >= 'A' && path[i] <= 'Z' ? (char)(path[i] + 32) : path[i] == '/' ? '-' : path[i]);
  egb_buffer_format(&name, "-%zu", at + 1);
  json->out->failed = json->out->failed || name.failed;
  egb_json_put(json, "name", egb_buffer_string(&name));
  egb_buffer_clear(&name);
}

/* A licence has a name of a list or an address there; what is only said in words is a property of ours. */
static void put_licences(egb_json *json, const char *licence, const char *address) {
  const bool named = egb_vocabulary_licence_address(licence) != NULL;
  if (!named && address == NULL) {
    egb_json_put(json, "rights", licence);
    return;
  }
  egb_json_open(json, "licenses", '[');
  egb_json_open(json, NULL, '{');
  if (named)
    egb_json_put(json, "name", licence);
  egb_json_put(json, "title", licence);
  egb_json_put(json, "path", address);
  egb_json_close(json, '}');
  egb_json_close(json, ']');
}

static void put_both(egb_json *json, const char *title, const char *address) {
  egb_buffer whole = {0};
  egb_buffer_format(&whole, "%s, %s", title, address);
  json->out->failed = json->out->failed || whole.failed;
  egb_json_put(json, "title", egb_buffer_string(&whole));
  egb_buffer_clear(&whole);
}

/* An address that is none, such as a list of them, is part of the title. */
static void put_source(egb_json *json, const char *title, const char *address) {
  const bool listed = egb_vocabulary_is_address(address);
  if (title == NULL && address == NULL)
    return;
  egb_json_open(json, "sources", '[');
  egb_json_open(json, NULL, '{');
  if (title == NULL || address == NULL || listed)
    egb_json_put(json, "title", title != NULL ? title : address);
  else
    put_both(json, title, address);
  if (listed)
    egb_json_put(json, "path", address);
  egb_json_close(json, '}');
  egb_json_close(json, ']');
}

static const char *type_of(egb_cell_kind kind) {
  return kind == EGB_CELL_TEXT      ? "string"
         : kind == EGB_CELL_NUMBER  ? "number"
         : kind == EGB_CELL_INTEGER ? "integer"
                                    : "any";
}

static void put_field(egb_json *json, const egb_bundle_file *file, size_t i) {
  const egb_bundle_column column = egb_bundle_column_at(file, i);
  egb_json_open(json, NULL, '{');
  egb_json_put(json, "name", column.name);
  egb_json_put(json, "type", type_of(column.kind));
  egb_json_put(json, "title", column.title);
  egb_json_put(json, "description", column.description);
  egb_json_put(json, "unit", column.unit);
  egb_json_close(json, '}');
}

/* The empty cell alone: in a column with a word for it, cells are texts. */
static void put_missing(egb_json *json) {
  egb_json_open(json, "missingValues", '[');
  egb_json_open(json, NULL, '{');
  egb_json_put_empty(json, "value");
  egb_json_put(json, "label", "not available");
  egb_json_close(json, '}');
  egb_json_close(json, ']');
}

static void put_schema(egb_json *json, const egb_bundle_file *file) {
  if (!egb_bundle_is_described(file))
    return;
  egb_json_put(json, "type", "table");
  egb_json_open(json, "schema", '{');
  egb_json_put(json, "$schema", PROFILES "tableschema.json");
  egb_json_open(json, "fields", '[');
  for (size_t i = 0; i < egb_bundle_column_count(file); i++)
    put_field(json, file, i);
  egb_json_close(json, ']');
  put_missing(json);
  if (file->key != NULL && file->key[0] != NULL) {
    egb_json_open(json, "primaryKey", '[');
    for (size_t i = 0; file->key[i] != NULL; i++)
      egb_json_put(json, NULL, file->key[i]);
    egb_json_close(json, ']');
  }
  egb_json_close(json, '}');
}

/* "csv" of results/ranking.csv. */
static const char *extension(const char *path) {
  const char *name = strrchr(path, '/'), *dot = strrchr(name != NULL ? name : path, '.');
  return dot != NULL && dot[1] != '\0' ? dot + 1 : NULL;
}

static void put_resource(egb_json *json, const egb_bundle *bundle, size_t at) {
  const egb_bundle_file *file = &bundle->file[at];
  char sum[65];
  egb_sha256_hex(file->bytes, file->length, sum);
  egb_json_open(json, NULL, '{');
  put_name(json, bundle, at);
  egb_json_put(json, "path", file->path);
  egb_json_put(json, "title", file->title);
  egb_json_put(json, "description", file->description);
  egb_json_put(json, "format", extension(file->path));
  egb_json_put(json, "mediatype", file->media_type);
  if (egb_bundle_is_unicode(file))
    egb_json_put(json, "encoding", "utf-8");
  egb_json_put_count(json, "bytes", file->length);
  egb_json_put_two(json, "hash", "sha256:", sum);
  put_schema(json, file);
  put_licences(json, egb_bundle_licence(bundle, file), egb_bundle_licence_address(bundle, file));
  put_source(json, file->source, file->source_address);
  egb_json_close(json, '}');
}

static void put_people(egb_json *json, const egb_bundle_about *about) {
  if (about->publisher == NULL && about->contact_name == NULL)
    return;
  egb_json_open(json, "contributors", '[');
  const char *const names[] = {about->publisher, about->contact_name};
  for (size_t i = 0; i < 2; i++) {
    if (names[i] == NULL)
      continue;
    egb_json_open(json, NULL, '{');
    egb_json_put(json, "title", names[i]);
    if (i == 0 && egb_vocabulary_is_address(about->publisher_id))
      egb_json_put(json, "path", about->publisher_id);
    if (i == 1)
      egb_json_put(json, "email", about->contact_email);
    egb_json_open(json, "roles", '[');
    egb_json_put(json, NULL, i == 0 ? "publisher" : "contact");
    egb_json_close(json, ']');
    egb_json_close(json, '}');
  }
  egb_json_close(json, ']');
}

static void put_head(egb_json *json, const egb_bundle *bundle) {
  const egb_bundle_about *about = &bundle->about;
  egb_json_put(json, "$schema", PROFILES "datapackage.json");
  egb_json_put(json, "name", about->id);
  egb_json_put(json, "title", egb_bundle_text_in(about->title, about->title_count, "en"));
  egb_bundle_put_description(json, bundle);
  egb_json_put(json, "version", about->version);
  egb_json_put(json, "edition", about->edition);
  egb_json_put(json, "homepage", about->address);
  if (about->when != NULL)
    egb_json_put_two(json, "created", about->when, "T00:00:00Z");
  egb_bundle_put_keywords(json, about);
  put_people(json, about);
  put_licences(json, about->licence, egb_bundle_own_licence_address(about));
  put_source(json, about->source, NULL);
}

static bool write_package(const egb_bundle *bundle, egb_buffer *out) {
  egb_json json = {.out = out};
  egb_json_open(&json, NULL, '{');
  put_head(&json, bundle);
  egb_json_open(&json, "resources", '[');
  for (size_t i = 0; i < bundle->file_count; i++)
    put_resource(&json, bundle, i);
  egb_json_close(&json, ']');
  egb_json_close(&json, '}');
  return !out->failed;
}

const egb_bundle_metadata egb_metadata_datapackage = {.path = "datapackage.json",
                                                      .media_type = "application/json",
                                                      .title = "Data Package",
                                                      .description =
                                                          "The files and their columns, as Data Package 2.0.",
                                                      .write = write_package};
