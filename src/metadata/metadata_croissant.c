/* croissant.json - Croissant 1.1 (docs.mlcommons.org/croissant): schema.org/Dataset with the tables as record sets. It
 * asks for an address, a licence, an author and a date: where one of them is not known there is no such file. */
#include "base/checksum.h"
#include "metadata/dcat.h"
#include "metadata/facts.h"
#include "metadata/json.h"
#include "metadata/metadata.h"
#include "metadata/vocabulary.h"

#include <stdio.h>
#include <string.h>

/* Words of the context that are used here; the rest are those of schema.org. */
static void put_context(egb_json *json, const char *base) {
  static const char *const words[][2] = {{"@language", "en"},
                                         {"@vocab", "https://schema.org/"},
                                         {"sc", "https://schema.org/"},
                                         {"cr", "http://mlcommons.org/croissant/"},
                                         {"dct", "http://purl.org/dc/terms/"},
                                         {"conformsTo", "dct:conformsTo"},
                                         {"citeAs", "cr:citeAs"},
                                         {"recordSet", "cr:recordSet"},
                                         {"field", "cr:field"},
                                         {"key", "cr:key"},
                                         {"source", "cr:source"},
                                         {"fileObject", "cr:fileObject"},
                                         {"extract", "cr:extract"},
                                         {"column", "cr:column"}};
  egb_json_open(json, "@context", '{');
  egb_json_put(json, "@base", base);
  for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
    egb_json_put(json, words[i][0], words[i][1]);
  egb_json_open(json, "dataType", '{');
  egb_json_put(json, "@id", "cr:dataType");
  egb_json_put(json, "@type", "@vocab");
  egb_json_close(json, '}');
  egb_json_close(json, '}');
}

static void put_file(egb_json *json, const egb_bundle_file *file) {
  char sum[65], size[24];
  egb_sha256_hex(file->bytes, file->length, sum);
  (void)snprintf(size, sizeof size, "%zu B", file->length);
  egb_json_open(json, NULL, '{');
  egb_json_put(json, "@type", "cr:FileObject");
  egb_json_put(json, "@id", file->path);
  egb_json_put(json, "name", file->path);
  egb_json_put(json, "description", file->description != NULL ? file->description : file->title);
  egb_json_put(json, "contentUrl", file->path);
  egb_json_put(json, "encodingFormat", file->media_type);
  egb_json_put(json, "contentSize", size);
  egb_json_put(json, "sha256", sum);
  egb_json_close(json, '}');
}

static void put_id(egb_json *json, const char *key, const egb_bundle_file *file, const char *column) {
  egb_buffer id = {0};
  egb_buffer_format(&id, "%s/%s", file->path, column);
  json->out->failed = json->out->failed || id.failed;
  if (key == NULL)
    egb_json_put_object(json, NULL, "@id", egb_buffer_string(&id));
  else
    egb_json_put(json, key, egb_buffer_string(&id));
  egb_buffer_clear(&id);
}

static void put_field(egb_json *json, const egb_bundle_file *file, size_t at) {
  const egb_bundle_column column = egb_bundle_column_at(file, at);
  egb_json_open(json, NULL, '{');
  egb_json_put(json, "@type", "cr:Field");
  put_id(json, "@id", file, column.name);
  egb_json_put(json, "name", column.name);
  egb_json_put(json, "description", column.description != NULL ? column.description : column.title);
  egb_json_put(json, "dataType",
               column.kind == EGB_CELL_NUMBER    ? "sc:Float"
               : column.kind == EGB_CELL_INTEGER ? "sc:Integer"
                                                 : "sc:Text");
  egb_json_open(json, "source", '{');
  egb_json_put_object(json, "fileObject", "@id", file->path);
  egb_json_put_object(json, "extract", "column", column.name);
  egb_json_close(json, '}');
  egb_json_close(json, '}');
}

static void put_records(egb_json *json, const egb_bundle_file *file) {
  egb_json_open(json, NULL, '{');
  egb_json_put(json, "@type", "cr:RecordSet");
  put_id(json, "@id", file, "records");
  egb_json_put(json, "name", file->title);
  egb_json_put(json, "description", file->description);
  if (file->key != NULL && file->key[0] != NULL) {
    egb_json_open(json, "key", '[');
    for (size_t i = 0; file->key[i] != NULL; i++)
      put_id(json, NULL, file, file->key[i]);
    egb_json_close(json, ']');
  }
  egb_json_open(json, "field", '[');
  for (size_t i = 0; i < egb_bundle_column_count(file); i++)
    put_field(json, file, i);
  egb_json_close(json, ']');
  egb_json_close(json, '}');
}

static void put_head(egb_json *json, const egb_bundle *bundle) {
  const egb_bundle_about *about = &bundle->about;
  egb_json_put(json, "@type", "sc:Dataset");
  egb_json_put(json, "@id", "./");
  egb_json_put(json, "conformsTo", "http://mlcommons.org/croissant/1.1");
  egb_bundle_put_name(json, bundle);
  egb_json_put(json, "license", egb_bundle_own_licence_address(about));
  egb_json_put(json, "url", about->address);
  egb_json_put(json, "version", about->version);
  egb_json_put(json, "datePublished", about->when);
  egb_json_put(json, "citeAs", about->citation);
  egb_json_open(json, "creator", '{');
  egb_json_put(json, "@type", "Organization");
  egb_json_put(json, "name", about->publisher);
  egb_json_close(json, '}');
}

/* A table among the distributions. */
static bool has_records(const egb_bundle_file *file) {
  return egb_dcat_is_distribution(file) && egb_bundle_is_described(file);
}

static bool write_croissant(const egb_bundle *bundle, egb_buffer *out) {
  const egb_bundle_about *about = &bundle->about;
  egb_json json = {.out = out};
  if (about->address == NULL || about->publisher == NULL || about->when == NULL ||
      egb_bundle_own_licence_address(about) == NULL)
    return true;
  egb_json_open(&json, NULL, '{');
  put_context(&json, about->address);
  put_head(&json, bundle);
  egb_json_open(&json, "distribution", '[');
  for (size_t i = 0; i < bundle->file_count; i++)
    if (egb_dcat_is_distribution(&bundle->file[i]))
      put_file(&json, &bundle->file[i]);
  egb_json_close(&json, ']');
  egb_json_open(&json, "recordSet", '[');
  for (size_t i = 0; i < bundle->file_count; i++)
    if (has_records(&bundle->file[i]))
      put_records(&json, &bundle->file[i]);
  egb_json_close(&json, ']');
  egb_json_close(&json, '}');
  return !out->failed;
}

const egb_bundle_metadata egb_metadata_croissant = {.path = "croissant.json",
                                                    .media_type = "application/ld+json",
                                                    .title = "Croissant",
                                                    .description = "The tables as record sets, as Croissant 1.1.",
                                                    .write = write_croissant};
