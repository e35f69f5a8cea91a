/* ro-crate-metadata.json - RO-Crate 1.2 (w3id.org/ro/crate/1.2): the bundle as a folder of files. A licence and a date
 * are asked for: where one of them is not known there is no such file. */
#include "base/checksum.h"
#include "metadata/facts.h"
#include "metadata/json.h"
#include "metadata/metadata.h"
#include "metadata/vocabulary.h"

#include <stdio.h>

#define CRATE "https://w3id.org/ro/crate/1.2"
#define OWN_LICENCE "#licence-"
#define DESCRIPTOR "ro-crate-metadata.json"

static void put_descriptor(egb_json *json) {
  egb_json_open(json, NULL, '{');
  egb_json_put(json, "@id", DESCRIPTOR);
  egb_json_put(json, "@type", "CreativeWork");
  egb_json_put_object(json, "conformsTo", "@id", CRATE);
  egb_json_put_object(json, "about", "@id", "./");
  egb_json_close(json, '}');
}

static const char *publisher_id(const egb_bundle_about *about) {
  return egb_vocabulary_is_address(about->publisher_id) ? about->publisher_id : "#publisher";
}

static void put_root(egb_json *json, const egb_bundle *bundle) {
  const egb_bundle_about *about = &bundle->about;
  egb_json_open(json, NULL, '{');
  egb_json_put(json, "@id", "./");
  egb_json_put(json, "@type", "Dataset");
  egb_bundle_put_name(json, bundle);
  egb_json_put(json, "datePublished", about->when);
  egb_json_put_object(json, "license", "@id", egb_bundle_own_licence_address(about));
  egb_json_put(json, "version", about->version);
  egb_json_put(json, "url", about->address);
  if (about->publisher != NULL)
    egb_json_put_object(json, "publisher", "@id", publisher_id(about));
  egb_json_open(json, "hasPart", '[');
  for (size_t i = 0; i < bundle->file_count; i++)
    egb_json_put_object(json, NULL, "@id", bundle->file[i].path);
  egb_json_close(json, ']');
  egb_json_close(json, '}');
}

/* Of a file that is not under that of the bundle. */
static void put_licence(egb_json *json, const egb_bundle_file *file) {
  egb_json_open(json, NULL, '{');
  egb_json_put_two(json, "@id", OWN_LICENCE, file->path);
  egb_json_put(json, "@type", "CreativeWork");
  egb_json_put(json, "name", file->licence);
  egb_json_put(json, "url", egb_vocabulary_licence_address(file->licence));
  egb_json_close(json, '}');
}

static void put_file(egb_json *json, const egb_bundle_file *file) {
  char sum[65], size[24];
  egb_sha256_hex(file->bytes, file->length, sum);
  (void)snprintf(size, sizeof size, "%zu", file->length);
  egb_json_open(json, NULL, '{');
  egb_json_put(json, "@id", file->path);
  egb_json_put(json, "@type", "File");
  egb_json_put(json, "name", file->title);
  egb_json_put(json, "description", file->description);
  egb_json_put(json, "encodingFormat", file->media_type);
  egb_json_put(json, "contentSize", size);
  egb_json_put(json, "sha256", sum);
  if (file->licence != NULL) {
    egb_json_open(json, "license", '{');
    egb_json_put_two(json, "@id", OWN_LICENCE, file->path);
    egb_json_close(json, '}');
  }
  egb_json_close(json, '}');
  if (file->licence != NULL)
    put_licence(json, file);
}

static void put_others(egb_json *json, const egb_bundle_about *about) {
  egb_json_open(json, NULL, '{');
  egb_json_put(json, "@id", egb_bundle_own_licence_address(about));
  egb_json_put(json, "@type", "CreativeWork");
  egb_json_put(json, "name", about->licence);
  egb_json_close(json, '}');
  if (about->publisher == NULL)
    return;
  egb_json_open(json, NULL, '{');
  egb_json_put(json, "@id", publisher_id(about));
  egb_json_put(json, "@type", "Organization");
  egb_json_put(json, "name", about->publisher);
  egb_json_close(json, '}');
}

static bool write_crate(const egb_bundle *bundle, egb_buffer *out) {
  egb_json json = {.out = out};
  if (bundle->about.when == NULL || egb_bundle_own_licence_address(&bundle->about) == NULL)
    return true;
  egb_json_open(&json, NULL, '{');
  egb_json_put(&json, "@context", CRATE "/context");
  egb_json_open(&json, "@graph", '[');
  put_descriptor(&json);
  put_root(&json, bundle);
  for (size_t i = 0; i < bundle->file_count; i++)
    put_file(&json, &bundle->file[i]);
  put_others(&json, &bundle->about);
  egb_json_close(&json, ']');
  egb_json_close(&json, '}');
  return !out->failed;
}

const egb_bundle_metadata egb_metadata_ro_crate = {.path = DESCRIPTOR,
                                                   .media_type = "application/ld+json",
                                                   .title = "RO-Crate",
                                                   .description = "The bundle as a folder of files, as RO-Crate 1.2.",
                                                   .write = write_crate};
