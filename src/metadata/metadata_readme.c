/* README.md: what a person who opens the bundle reads first. */
#include "metadata/metadata.h"
#include "metadata/words.h"
#include "model/results.h"

static void put_head(egb_document *document, const egb_bundle *bundle) {
  const egb_bundle_about *about = &bundle->about;
  if (about->description_count != 0)
    egb_document_text(document, EGB_BLOCK_PARAGRAPH, about->description[0].text);
  egb_document_fact(document, "index", about->id);
  egb_document_fact(document, "period", about->period);
  egb_document_fact(document, "scenario", bundle->results->scenario);
  egb_document_fact(document, "publisher", about->publisher);
  egb_document_fact(document, "licence", about->licence);
  egb_document_fact(document, "how to cite", about->citation);
  egb_document_fact(document, "source", about->source);
  egb_document_fact(document, "published", about->when);
  egb_document_fact(document, "program", about->program == NULL ? NULL : "egovbench");
  egb_document_fact(document, "version of the program", about->program);
  egb_document_fact(document, "command, in this folder", about->command);
}

/* What is written behind this file. */
static void put_later(egb_document *document) {
  const egb_bundle_metadata *row;
  bool later = false;
  for (size_t i = 0; (row = egb_bundle_metadata_at(i)) != NULL; i++) {
    if (later)
      egb_document_fact(document, row->path, row->title);
    later = later || row == &egb_metadata_readme;
  }
}

static void put_files(egb_document *document, const egb_bundle *bundle) {
  egb_document_heading(document, 2, "Files");
  for (size_t i = 0; i < bundle->file_count; i++)
    egb_document_fact(document, bundle->file[i].path, bundle->file[i].title);
  put_later(document);
  egb_document_fact(document, EGB_BUNDLE_SUMS, EGB_BUNDLE_SUMS_TITLE);
  egb_document_fact(document, EGB_BUNDLE_SUM, EGB_BUNDLE_SUM_TITLE);
}

static void put_hidden(egb_document *document, const egb_bundle *bundle) {
  egb_buffer names = {0};
  size_t count = 0;
  for (size_t i = 0; i < bundle->index->node_count; i++)
    if (bundle->hidden[i])
      egb_buffer_format(&names, "%s%s", count++ == 0 ? "" : ", ", bundle->index->node[i].id);
  document->failed = document->failed || names.failed;
  if (count != 0)
    egb_document_format(
        document, EGB_BLOCK_PARAGRAPH,
        "Values of these nodes would give its cells back, and are left out of all tables: %s. Ranks and "
        "levels are all there. The report and what the methodology learned from the data are left out "
        "as well.",
        egb_buffer_string(&names));
  egb_buffer_clear(&names);
  if (bundle->hides_names)
    egb_document_text(document, EGB_BLOCK_PARAGRAPH,
                      "Names and groups of units are cells of it as well: units are called by their codes.");
  if (bundle->hides_weights)
    egb_document_text(document, EGB_BLOCK_PARAGRAPH, "Weights are cells of it as well, and are left out.");
}

static void put_left_out(egb_document *document, const egb_bundle *bundle) {
  if (bundle->left_out_count == 0)
    return;
  egb_document_heading(document, 2, "Left out");
  for (size_t i = 0; i < bundle->left_out_count; i++) {
    const egb_bundle_left_out *one = &bundle->left_out[i];
    egb_document_format(document, EGB_BLOCK_ITEM, "%s: %s (sha256 %s)", one->path, one->why, one->sum);
  }
  put_hidden(document, bundle);
  egb_document_text(document, EGB_BLOCK_PARAGRAPH,
                    "Who has the file can compute everything again: egovbench verify FOLDER --with FILE");
}

static void put_checks(egb_document *document) {
  egb_document_heading(document, 2, "Is it what it says?");
  egb_document_text(document, EGB_BLOCK_ITEM, "sha256sum -c SHA256SUMS: whether files were changed");
  egb_document_text(document, EGB_BLOCK_ITEM,
                    "egovbench verify FOLDER: the same, and every figure computed again from what is here");
  egb_document_text(
      document, EGB_BLOCK_PARAGRAPH,
      "SHA256SUMS.sha256 has the sum of SHA256SUMS. Who knows that sum from elsewhere, from a page of the "
      "publisher or a signature of it, knows that nothing here was exchanged.");
}

static bool write_readme(const egb_bundle *bundle, egb_buffer *out) {
  egb_document *document = egb_document_new("egovbench.readme/1");
  if (document == NULL)
    return false;
  document->head->title = bundle->about.title_count != 0 ? bundle->about.title[0].text : bundle->about.id;
  put_head(document, bundle);
  put_files(document, bundle);
  put_left_out(document, bundle);
  put_checks(document);
  return egb_bundle_print(document, out);
}

const egb_bundle_metadata egb_metadata_readme = {.path = "README.md",
                                                 .role = EGB_KEPT_DOCUMENT,
                                                 .media_type = "text/markdown",
                                                 .title = "What this is",
                                                 .write = write_readme};
