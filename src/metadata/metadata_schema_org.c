/* schema-org.jsonld - schema.org/Dataset as search engines for data read it
 * (developers.google.com/search/docs/appearance/structured-data/dataset): to be put into the page about the data, so
 * that nothing in it may end a script. */
#include "base/checksum.h"
#include "metadata/dcat.h"
#include "metadata/facts.h"
#include "metadata/json.h"
#include "metadata/metadata.h"
#include "metadata/vocabulary.h"

#include <stdio.h>

static void put_organisation(egb_json *json, const char *key, const egb_bundle_about *about) {
  if (about->publisher == NULL)
    return;
  egb_json_open(json, key, '{');
  egb_json_put(json, "@type", "Organization");
  egb_json_put(json, "name", about->publisher);
  if (egb_vocabulary_is_address(about->publisher_id))
    egb_json_put(json, "url", about->publisher_id);
  const bool contact = about->contact_name != NULL || about->contact_email != NULL || about->contact_phone != NULL;
  if (contact) {
    egb_json_open(json, "contactPoint", '{');
    egb_json_put(json, "@type", "ContactPoint");
    egb_json_put(json, "name", about->contact_name);
    egb_json_put(json, "email", about->contact_email);
    egb_json_put(json, "telephone", about->contact_phone);
    egb_json_close(json, '}');
  }
  egb_json_close(json, '}');
}

/* What is measured: the columns of the first result. */
static void put_variables(egb_json *json, const egb_bundle *bundle) {
  const egb_bundle_file *file = NULL;
  for (size_t i = 0; i < bundle->file_count && file == NULL; i++)
    if (bundle->file[i].role == EGB_KEPT_RESULT && egb_bundle_is_described(&bundle->file[i]))
      file = &bundle->file[i];
  if (file == NULL)
    return;
  egb_json_open(json, "variableMeasured", '[');
  for (size_t i = 0; i < egb_bundle_column_count(file); i++) {
    const egb_bundle_column column = egb_bundle_column_at(file, i);
    egb_json_open(json, NULL, '{');
    egb_json_put(json, "@type", "PropertyValue");
    egb_json_put(json, "name", column.name);
    egb_json_put(json, "description", column.description != NULL ? column.description : column.title);
    egb_json_put(json, "unitText", column.unit);
    egb_json_close(json, '}');
  }
  egb_json_close(json, ']');
}

static void put_download(egb_json *json, const egb_bundle *bundle, const egb_bundle_file *file) {
  char sum[65], size[24];
  egb_sha256_hex(file->bytes, file->length, sum);
  (void)snprintf(size, sizeof size, "%zu B", file->length);
  egb_json_open(json, NULL, '{');
  egb_json_put(json, "@type", "DataDownload");
  egb_json_put(json, "name", file->title);
  egb_json_put(json, "description", file->description);
  egb_json_put(json, "contentUrl", file->path);
  egb_json_put(json, "encodingFormat", file->media_type);
  egb_json_put(json, "contentSize", size);
  egb_json_put(json, "sha256", sum);
  egb_json_put(json, "license", egb_bundle_licence_address(bundle, file));
  egb_json_close(json, '}');
}

static void put_head(egb_json *json, const egb_bundle *bundle) {
  const egb_bundle_about *about = &bundle->about;
  egb_json_open(json, "@context", '{');
  egb_json_put(json, "@vocab", "https://schema.org/");
  egb_json_put(json, "@base", about->address);
  egb_json_close(json, '}');
  egb_json_put(json, "@type", "Dataset");
  egb_json_put(json, "@id", "./");
  egb_bundle_put_name(json, bundle);
  egb_json_put(json, "identifier", about->id);
  egb_json_put(json, "url", about->address);
  egb_json_put(json, "version", about->version);
  egb_json_put(json, "license",
               egb_bundle_own_licence_address(about) != NULL ? egb_bundle_own_licence_address(about) : about->licence);
  egb_json_put(json, "citation", about->citation);
  egb_json_put(json, "datePublished", about->when);
  egb_json_put(json, "spatialCoverage", about->spatial);
}

static bool write_schema_org(const egb_bundle *bundle, egb_buffer *out) {
  egb_json json = {.out = out, .in_page = true};
  char first[11], last[11], days[24];
  egb_json_open(&json, NULL, '{');
  put_head(&json, bundle);
  if (egb_vocabulary_days(bundle->about.period, first, last)) {
    (void)snprintf(days, sizeof days, "%s/%s", first, last);
    egb_json_put(&json, "temporalCoverage", days);
  }
  egb_bundle_put_keywords(&json, &bundle->about);
  put_organisation(&json, "creator", &bundle->about);
  put_organisation(&json, "publisher", &bundle->about);
  put_variables(&json, bundle);
  egb_json_open(&json, "distribution", '[');
  for (size_t i = 0; i < bundle->file_count; i++)
    if (egb_dcat_is_distribution(&bundle->file[i]))
      put_download(&json, bundle, &bundle->file[i]);
  egb_json_close(&json, ']');
  egb_json_close(&json, '}');
  return !out->failed;
}

const egb_bundle_metadata egb_metadata_schema_org = {
    .path = "schema-org.jsonld",
    .media_type = "application/ld+json",
    .title = "schema.org",
    .description = "The data set as search engines read it: to be put into the page about it.",
    .write = write_schema_org};
