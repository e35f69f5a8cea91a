/* CITATION.cff - Citation File Format 1.2.0 (citation-file-format.github.io): YAML, in which every text is written as
 * JSON writes it. An author is asked for: without a publisher there is no such file. */
#include "base/json_text.h"
#include "metadata/facts.h"
#include "metadata/metadata.h"
#include "metadata/vocabulary.h"

#include <string.h>

static void put(egb_buffer *out, const char *key, const char *text) {
  if (text == NULL || text[0] == '\0')
    return;
  egb_buffer_text(out, key);
  egb_buffer_text(out, ": ");
  egb_json_text(out, text);
  egb_buffer_char(out, '\n');
}

static void put_item(egb_buffer *out, const char *text) {
  egb_buffer_text(out, "  - ");
  egb_json_text(out, text);
  egb_buffer_char(out, '\n');
}

/* A keyword once: the list refuses two that are equal. */
static bool is_new(const egb_bundle_about *about, size_t at) {
  for (size_t i = 0; i < at; i++)
    if (strcmp(about->keyword[i].text, about->keyword[at].text) == 0)
      return false;
  return about->keyword[at].text[0] != '\0';
}

static void put_keywords(egb_buffer *out, const egb_bundle_about *about) {
  if (about->keyword_count > 0)
    egb_buffer_text(out, "keywords:\n");
  for (size_t i = 0; i < about->keyword_count; i++)
    if (is_new(about, i))
      put_item(out, about->keyword[i].text);
}

static bool write_citation(const egb_bundle *bundle, egb_buffer *out) {
  const egb_bundle_about *about = &bundle->about;
  const char *title = egb_bundle_text_in(about->title, about->title_count, "en");
  if (about->publisher == NULL || about->publisher[0] == '\0')
    return true;
  egb_buffer_text(out, "cff-version: 1.2.0\ntype: dataset\n");
  put(out, "message", "If you use these data, please cite them as below.");
  put(out, "title", title != NULL ? title : about->id);
  put(out, "abstract", egb_bundle_text_in(about->description, about->description_count, "en"));
  put(out, "version", about->version);
  put(out, "date-released", about->when);
  if (egb_vocabulary_licence_address(about->licence) != NULL)
    put(out, "license", about->licence);
  else if (egb_vocabulary_is_address(about->licence_address))
    put(out, "license-url", about->licence_address);
  put(out, "url", about->address);
  put_keywords(out, about);
  egb_buffer_text(out, "authors:\n");
  put(out, "  - name", about->publisher);
  if (about->contact_name != NULL) {
    egb_buffer_text(out, "contact:\n");
    put(out, "  - name", about->contact_name);
    put(out, "    email", about->contact_email);
    put(out, "    tel", about->contact_phone);
  }
  return !out->failed;
}

const egb_bundle_metadata egb_metadata_citation = {.path = "CITATION.cff",
                                                   .media_type = "application/yaml",
                                                   .title = "How to cite",
                                                   .description =
                                                       "How to cite the data, as Citation File Format 1.2.0.",
                                                   .write = write_citation};
