/* README.md: what a person who opens the bundle reads first. */
#include "bundle/words.h"
#include "model/results.h"

static void put_head(egb_document *document, const egb_bundle *bundle) {
  const egb_bundle_about *about = &bundle->about;
  if (about->description_count != 0)
    egb_document_text(document, EGB_BLOCK_PARAGRAPH, about->description[0].text);
  egb_bundle_say(document, "index", about->id);
  egb_bundle_say(document, "period", about->period);
  egb_bundle_say(document, "scenario", bundle->results->scenario);
  egb_bundle_say(document, "publisher", about->publisher);
  egb_bundle_say(document, "licence", about->licence);
  egb_bundle_say(document, "how to cite", about->citation);
  egb_bundle_say(document, "source", about->source);
  egb_bundle_say(document, "published", about->when);
  egb_bundle_say(document, "program", about->program == NULL ? NULL : "egovbench");
  egb_bundle_say(document, "version of the program", about->program);
  egb_bundle_say(document, "command, in this folder", about->command);
}

static void put_files(egb_document *document, const egb_bundle *bundle) {
  egb_document_heading(document, 2, "Files");
  for (size_t i = 0; i < bundle->file_count; i++)
    egb_bundle_say(document, bundle->file[i].path, bundle->file[i].title);
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
