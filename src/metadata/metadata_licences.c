/* LICENCES.md: under which licence each file may be used, and what is left out. */
#include "metadata/metadata.h"
#include "metadata/words.h"

static void put_source(egb_document *document, const egb_bundle_file *file) {
  egb_document_heading(document, 2, file->path);
  egb_document_fact(document, "title", file->title);
  egb_document_fact(document, "publisher", file->source);
  egb_document_fact(document, "licence", file->licence == NULL ? "not recorded" : file->licence);
  egb_document_fact(document, "address", file->source_address);
}

static void put_left_out(egb_document *document, const egb_bundle_left_out *file) {
  egb_document_heading(document, 2, file->path);
  egb_document_text(document, EGB_BLOCK_ITEM, "this file is left out");
  egb_document_fact(document, "why", file->why);
  egb_document_fact(document, "publisher", file->publisher);
  egb_document_fact(document, "licence", file->licence);
  egb_document_fact(document, "address", file->address);
  egb_document_format(document, EGB_BLOCK_ITEM, "sha256: %s, %zu bytes", file->sum, file->length);
}

static bool write_licences(const egb_bundle *bundle, egb_buffer *out) {
  egb_document *document = egb_document_new("egovbench.licences/1");
  if (document == NULL)
    return false;
  document->head->title = "Licences";
  if (bundle->about.licence != NULL)
    egb_document_format(document, EGB_BLOCK_PARAGRAPH,
                        "The definition, the results and the documents, but for what is named below: %s.",
                        bundle->about.licence);
  else
    egb_document_text(document, EGB_BLOCK_PARAGRAPH,
                      "The definition does not say under which licence it and its results may be used.");
  for (size_t i = 0; i < bundle->file_count; i++)
    if (bundle->file[i].role == EGB_KEPT_DATA)
      put_source(document, &bundle->file[i]);
  for (size_t i = 0; i < bundle->left_out_count; i++)
    put_left_out(document, &bundle->left_out[i]);
  return egb_bundle_print(document, out);
}

const egb_bundle_metadata egb_metadata_licences = {.path = "LICENCES.md",
                                                   .role = EGB_KEPT_LICENCE,
                                                   .media_type = "text/markdown",
                                                   .title = "Licences of the files, and what is left out",
                                                   .write = write_licences};
