/* data.gov.sk: the national catalogue of open data takes a data set that its form would take (slovak-egov/nkod-portal,
 * WebApi/DatasetInput.cs and DistributionInput.cs): title, description and keywords in Slovak and in every language of
 * the title, theme, frequency; per distribution both addresses, format, media type and the four terms of use. */
#include "metadata/dcat.h"
#include "metadata/facts.h"
#include "metadata/metadata.h"
#include "metadata/portal.h"
#include "metadata/vocabulary.h"

#include <stdio.h>
#include <string.h>

static bool write_sk(const egb_bundle *bundle, egb_buffer *out) {
  return egb_dcat_write(bundle, out, true);
}

static const egb_bundle_metadata file = {.path = "data.gov.sk.jsonld",
                                         .media_type = "application/ld+json",
                                         .title = "DCAT-AP-SK",
                                         .description = "The data set as data.gov.sk harvests it.",
                                         .write = write_sk};

/* Slovak, and every language that the title has. */
static bool in_all(const egb_bundle_about *about, const egb_bundle_text *text, size_t count) {
  for (size_t i = 0; i < about->title_count; i++)
    if (!egb_bundle_speaks(text, count, about->title[i].language))
      return false;
  return egb_bundle_speaks(text, count, "sk");
}

static void mark_texts(egb_marks *marks, const egb_bundle_about *about) {
  egb_mark_if(marks, "name", in_all(about, about->title, about->title_count), "there is one in Slovak",
              "write `title: {sk: ...}`");
  egb_mark_if(marks, "description", in_all(about, about->description, about->description_count),
              "in Slovak and every other language of the title",
              "write `description: {sk: ...}`, and one in every language of the title");
  egb_mark_if(marks, "keywords", in_all(about, about->keyword, about->keyword_count),
              "in Slovak and every other language of the title",
              "write `keywords: {sk: [...]}` under `publication:`, and some in every language of the title");
}

static void mark_terms(egb_marks *marks, const egb_bundle_about *about) {
  static const struct named {
    const char *mark, *advice;
  } names[EGB_TERMS_COUNT] = {
      {"authorsWorkType", "write `authors-work:` under `terms:` of `publication:`"},
      {"originalDatabaseType", "write `original-database:` under `terms:` of `publication:`"},
      {"databaseProtectedBySpecialRightsType", "write `special-rights:` under `terms:` of `publication:`"},
      {"personalDataContainmentType", "write `personal-data:` under `terms:` of `publication:`"}};
  for (size_t i = 0; i < EGB_TERMS_COUNT; i++)
    egb_mark_if(marks, names[i].mark, about->terms[i] != NULL, "it is said", names[i].advice);
}

/* The first distribution without a format of the European list; NULL: none. */
static const egb_bundle_file *without_format(const egb_bundle *bundle) {
  for (size_t i = 0; i < bundle->file_count; i++)
    if (egb_dcat_is_distribution(&bundle->file[i]) && egb_vocabulary_format(bundle->file[i].media_type) == NULL)
      return &bundle->file[i];
  return NULL;
}

static size_t mark_all(const egb_bundle *bundle, egb_arena *arena, egb_bundle_mark *mark) {
  egb_marks marks = {.bundle = bundle, .arena = arena, .mark = mark};
  const egb_bundle_about *about = &bundle->about;
  const egb_bundle_file *odd = without_format(bundle);
  char text[200] = "every distribution has them";
  mark_texts(&marks, about);
  egb_mark_if(&marks, "themes", about->theme != NULL, "there is one", "write `theme: GOVE` under `publication:`");
  egb_mark_if(&marks, "accrualPeriodicity", about->frequency != NULL, "it is said",
              "write `frequency: annual`, or as it is, under `publication:`");
  egb_mark_if(&marks, "publisher", egb_vocabulary_is_address(about->publisher_id), "it has an address",
              "write the address of the publisher as `publisher-id:` under `publication:`");
  egb_mark_if(&marks, "downloadUrl, accessUrl", about->address != NULL, "they are whole",
              "write where the bundle will be as `address:` under `publication:`");
  if (odd != NULL)
    (void)snprintf(text, sizeof text, "%.100s has a format that is not in the list: leave it out of the form",
                   odd->path);
  egb_mark(&marks, "format, mediaType", odd == NULL ? EGB_MARK_PASSES : EGB_MARK_UNKNOWN, text);
  mark_terms(&marks, about);
  return marks.count;
}

const egb_bundle_portal egb_portal_data_gov_sk = {.name = "data.gov.sk",
                                                  .summary = "the national catalogue of open data of Slovakia",
                                                  .reference = "github.com/slovak-egov/nkod-portal",
                                                  .file = &file,
                                                  .marks = mark_all};
