/* DCAT-AP 3.0.1 (semiceu.github.io/DCAT-AP/releases/3.0.1). Addresses are relative to the folder of the bundle: @base
 * says where that will be published, when the definition does. */
#include "metadata/dcat.h"
#include "model/bundle.h"

#include "base/checksum.h"
#include "base/text.h"
#include "metadata/facts.h"
#include "metadata/json.h"
#include "metadata/vocabulary.h"

#include <stdio.h>
#include <string.h>

static void put_context(egb_json *json, const egb_bundle_about *about, bool slovak) {
  static const char *const names[][2] = {
      {"dcat", "http://www.w3.org/ns/dcat#"},           {"dct", "http://purl.org/dc/terms/"},
      {"foaf", "http://xmlns.com/foaf/0.1/"},           {"rdfs", "http://www.w3.org/2000/01/rdf-schema#"},
      {"skos", "http://www.w3.org/2004/02/skos/core#"}, {"spdx", "http://spdx.org/rdf/terms#"},
      {"vcard", "http://www.w3.org/2006/vcard/ns#"},    {"xsd", "http://www.w3.org/2001/XMLSchema#"}};
  egb_json_open(json, "@context", '{');
  egb_json_put(json, "@base", about->address);
  for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
    egb_json_put(json, names[i][0], names[i][1]);
  if (slovak)
    egb_json_put(json, "leg", "https://data.gov.sk/def/ontology/legislation/");
  egb_json_close(json, '}');
}

static void put_texts(egb_json *json, const char *key, const egb_bundle_text *text, size_t count) {
  if (count == 0)
    return;
  egb_json_open(json, key, '[');
  for (size_t i = 0; i < count; i++)
    egb_json_put_spoken(json, NULL, text[i].text, text[i].language);
  egb_json_close(json, ']');
}

/* An entry of a list of the Publications Office. */
static void put_code(egb_json *json, const char *key, const char *list, const char *code, const char *type) {
  char address[160];
  if (code == NULL)
    return;
  (void)snprintf(address, sizeof address, EGB_AUTHORITY "%s/%s", list, code);
  egb_json_open(json, key, '{');
  egb_json_put(json, "@id", address);
  egb_json_put(json, "@type", type);
  egb_json_close(json, '}');
}

/* The shapes ask for a concept with a label. */
static void put_theme(egb_json *json, const char *theme) {
  if (theme == NULL)
    return;
  egb_json_open(json, "dcat:theme", '{');
  egb_json_put_two(json, "@id", EGB_AUTHORITY "data-theme/", theme);
  egb_json_put(json, "@type", "skos:Concept");
  egb_json_put_spoken(json, "skos:prefLabel", egb_vocabulary_theme(theme), "en");
  egb_json_close(json, '}');
}

static bool spoken_before(const egb_bundle_about *about, size_t at) {
  for (size_t i = 0; i < at; i++)
    if (egb_vocabulary_language(about->title[i].language) == egb_vocabulary_language(about->title[at].language))
      return true;
  return false;
}

static void put_languages(egb_json *json, const egb_bundle_about *about) {
  bool any = false;
  for (size_t i = 0; i < about->title_count; i++)
    any = any || egb_vocabulary_language(about->title[i].language) != NULL;
  if (!any)
    return;
  egb_json_open(json, "dct:language", '[');
  for (size_t i = 0; i < about->title_count; i++)
    if (!spoken_before(about, i))
      put_code(json, NULL, "language", egb_vocabulary_language(about->title[i].language), "dct:LinguisticSystem");
  egb_json_close(json, ']');
}

static void put_publisher(egb_json *json, const egb_bundle_about *about) {
  if (about->publisher == NULL)
    return;
  egb_json_open(json, "dct:publisher", '{');
  egb_json_put(json, "@id", egb_vocabulary_is_address(about->publisher_id) ? about->publisher_id : "#publisher");
  egb_json_put(json, "@type", "foaf:Agent");
  egb_json_put(json, "foaf:name", about->publisher);
  egb_json_close(json, '}');
}

/* tel: takes digits, + and - alone. */
static void put_phone(egb_json *json, const char *phone) {
  egb_buffer number = {0};
  egb_buffer_text(&number, "tel:");
  for (size_t i = 0; phone[i] != '\0'; i++)
    if (egb_is_digit(phone[i]) || phone[i] == '+' || phone[i] == '-')
      egb_buffer_char(&number, phone[i]);
  json->out->failed = json->out->failed || number.failed;
  if (number.length > 4)
    egb_json_put_object(json, "vcard:hasTelephone", "@id", egb_buffer_string(&number));
  egb_buffer_clear(&number);
}

static void put_contact(egb_json *json, const egb_bundle_about *about) {
  const char *name = about->contact_name != NULL ? about->contact_name : about->publisher;
  if (about->contact_name == NULL && about->contact_email == NULL && about->contact_phone == NULL)
    return;
  egb_json_open(json, "dcat:contactPoint", '{');
  egb_json_put(json, "@id", "#contact");
  egb_json_open(json, "@type", '[');
  egb_json_put(json, NULL, "vcard:Kind");
  egb_json_put(json, NULL, "vcard:Organization");
  egb_json_close(json, ']');
  egb_json_put(json, "vcard:fn", name);
  if (about->contact_email != NULL) {
    egb_json_open(json, "vcard:hasEmail", '{');
    egb_json_put_two(json, "@id", "mailto:", about->contact_email);
    egb_json_close(json, '}');
  }
  if (about->contact_phone != NULL)
    put_phone(json, about->contact_phone);
  egb_json_close(json, '}');
}

static void put_coverage(egb_json *json, const egb_bundle_about *about) {
  char first[11], last[11];
  if (egb_vocabulary_days(about->period, first, last)) {
    egb_json_open(json, "dct:temporal", '{');
    egb_json_put(json, "@id", "#period");
    egb_json_put(json, "@type", "dct:PeriodOfTime");
    egb_json_put_typed(json, "dcat:startDate", first, "xsd:date");
    egb_json_put_typed(json, "dcat:endDate", last, "xsd:date");
    egb_json_close(json, '}');
  }
  if (about->spatial == NULL)
    return;
  const bool address = egb_vocabulary_is_address(about->spatial);
  egb_json_open(json, "dct:spatial", '{');
  egb_json_put(json, "@id", address ? about->spatial : "#area");
  egb_json_put(json, "@type", "dct:Location");
  if (!address)
    egb_json_put(json, "skos:prefLabel", about->spatial);
  egb_json_close(json, '}');
}

/* An entry of the European list where there is one, else where the licence is explained. */
static void put_licence(egb_json *json, const char *licence, const char *address) {
  if (egb_vocabulary_licence(licence) != NULL) {
    put_code(json, "dct:license", "licence", egb_vocabulary_licence(licence), "dct:LicenseDocument");
  } else if (egb_vocabulary_is_address(address)) {
    egb_json_open(json, "dct:license", '{');
    egb_json_put(json, "@id", address);
    egb_json_put(json, "@type", "dct:LicenseDocument");
    egb_json_close(json, '}');
  }
}

static void put_named(egb_json *json, const char *id, const char *path) {
  egb_json_put_two(json, "@id", id, path);
}

static void put_rights(egb_json *json, const egb_bundle_file *file, const char *licence) {
  if (licence == NULL)
    return;
  egb_json_open(json, "dct:rights", '{');
  put_named(json, "#rights-", file->path);
  egb_json_put(json, "@type", "dct:RightsStatement");
  egb_json_put(json, "rdfs:label", licence);
  egb_json_close(json, '}');
}

static void put_checksum(egb_json *json, const egb_bundle_file *file) {
  char sum[65];
  egb_sha256_hex(file->bytes, file->length, sum);
  egb_json_open(json, "spdx:checksum", '{');
  put_named(json, "#checksum-", file->path);
  egb_json_put(json, "@type", "spdx:Checksum");
  egb_json_open(json, "spdx:algorithm", '{');
  egb_json_put(json, "@id", "spdx:checksumAlgorithm_sha256");
  egb_json_put(json, "@type", "spdx:ChecksumAlgorithm");
  egb_json_close(json, '}');
  egb_json_put_typed(json, "spdx:checksumValue", sum, "xsd:hexBinary");
  egb_json_close(json, '}');
}

static void put_terms(egb_json *json, const egb_bundle_about *about, const egb_bundle_file *file) {
  static const char *const names[EGB_TERMS_COUNT] = {"leg:authorsWorkType", "leg:originalDatabaseType",
                                                     "leg:databaseProtectedBySpecialRightsType",
                                                     "leg:personalDataContainmentType"};
  egb_json_open(json, "leg:termsOfUse", '{');
  put_named(json, "#terms-", file->path);
  egb_json_put(json, "@type", "leg:TermsOfUse");
  for (size_t i = 0; i < EGB_TERMS_COUNT; i++)
    egb_json_put_object(json, names[i], "@id", about->terms[i]);
  egb_json_close(json, '}');
}

/* data.gov.sk has the entries of its list under http. */
static void put_media_type(egb_json *json, const char *media_type, bool slovak) {
  egb_json_open(json, "dcat:mediaType", '{');
  egb_json_put_two(json, "@id", slovak ? "http://" EGB_MEDIA_TYPES : "https://" EGB_MEDIA_TYPES, media_type);
  egb_json_put(json, "@type", "dct:MediaType");
  egb_json_close(json, '}');
}

static void put_distribution(egb_json *json, const egb_bundle *bundle, const egb_bundle_file *file, bool slovak) {
  char size[24];
  const char *licence = egb_bundle_licence(bundle, file);
  (void)snprintf(size, sizeof size, "%zu", file->length);
  egb_json_open(json, NULL, '{');
  put_named(json, "#", file->path);
  egb_json_put(json, "@type", "dcat:Distribution");
  egb_json_put_spoken(json, "dct:title", file->title, "en");
  egb_json_put_spoken(json, "dct:description", file->description, "en");
  egb_json_put_object(json, "dcat:accessURL", "@id", file->path);
  egb_json_put_object(json, "dcat:downloadURL", "@id", file->path);
  put_code(json, "dct:format", "file-type", egb_vocabulary_format(file->media_type), "dct:MediaTypeOrExtent");
  put_media_type(json, file->media_type, slovak);
  egb_json_put_typed(json, "dcat:byteSize", size, "xsd:nonNegativeInteger");
  put_checksum(json, file);
  put_licence(json, licence, egb_bundle_licence_address(bundle, file));
  put_rights(json, file, licence);
  if (slovak)
    put_terms(json, &bundle->about, file);
  egb_json_close(json, '}');
}

bool egb_dcat_is_distribution(const egb_bundle_file *file) {
  return file->role == EGB_KEPT_RESULT || file->role == EGB_KEPT_DATA || file->role == EGB_KEPT_DEFINITION;
}

static void put_distributions(egb_json *json, const egb_bundle *bundle, bool slovak) {
  egb_json_open(json, "dcat:distribution", '[');
  for (size_t i = 0; i < bundle->file_count; i++)
    if (egb_dcat_is_distribution(&bundle->file[i]))
      put_distribution(json, bundle, &bundle->file[i], slovak);
  egb_json_close(json, ']');
}

/* The pages about it. */
static void put_pages(egb_json *json, const egb_bundle *bundle) {
  bool any = false;
  for (size_t i = 0; i < bundle->file_count; i++) {
    if (bundle->file[i].role != EGB_KEPT_DOCUMENT)
      continue;
    if (!any)
      egb_json_open(json, "foaf:page", '[');
    any = true;
    egb_json_open(json, NULL, '{');
    egb_json_put(json, "@id", bundle->file[i].path);
    egb_json_put(json, "@type", "foaf:Document");
    egb_json_close(json, '}');
  }
  if (any)
    egb_json_close(json, ']');
}

static void put_description(egb_json *json, const egb_bundle *bundle) {
  const egb_bundle_about *about = &bundle->about;
  if (about->description_count > 0) {
    put_texts(json, "dct:description", about->description, about->description_count);
    return;
  }
  egb_buffer text = {0};
  egb_bundle_describe(bundle, "en", &text);
  json->out->failed = json->out->failed || text.failed;
  egb_json_put_spoken(json, "dct:description", egb_buffer_string(&text), "en");
  egb_buffer_clear(&text);
}

static void put_head(egb_json *json, const egb_bundle *bundle) {
  const egb_bundle_about *about = &bundle->about;
  egb_json_put(json, "@id", "./");
  egb_json_put(json, "@type", "dcat:Dataset");
  egb_json_put(json, "dct:identifier", about->id);
  if (about->title_count > 0)
    put_texts(json, "dct:title", about->title, about->title_count);
  else
    egb_json_put(json, "dct:title", about->id);
  put_description(json, bundle);
  egb_json_put(json, "dcat:version", about->version);
  put_languages(json, about);
  put_texts(json, "dcat:keyword", about->keyword, about->keyword_count);
  put_theme(json, about->theme);
  put_code(json, "dct:accrualPeriodicity", "frequency", egb_vocabulary_frequency(about->frequency), "dct:Frequency");
  put_code(json, "dct:accessRights", "access-right", egb_vocabulary_access(about->access), "dct:RightsStatement");
  egb_json_put_typed(json, "dct:issued", about->when, "xsd:date");
  egb_json_put_typed(json, "dct:modified", about->when, "xsd:date");
}

bool egb_dcat_write(const egb_bundle *bundle, egb_buffer *out, bool slovak) {
  egb_json json = {.out = out};
  egb_json_open(&json, NULL, '{');
  put_context(&json, &bundle->about, slovak);
  put_head(&json, bundle);
  put_publisher(&json, &bundle->about);
  put_contact(&json, &bundle->about);
  put_coverage(&json, &bundle->about);
  put_pages(&json, bundle);
  put_distributions(&json, bundle, slovak);
  egb_json_close(&json, '}');
  return !out->failed;
}
