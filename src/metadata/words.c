#include "metadata/words.h"

bool egb_bundle_print(egb_document *document, egb_buffer *out) {
  const egb_write_options options = {.size = sizeof options};
  egb_diag *diag = egb_diag_new(); /* nothing but memory can fail */
  char *text = NULL;
  size_t length = 0;
  const egb_status status = diag == NULL || document == NULL || document->failed
                                ? EGB_NO_MEMORY
                                : egb_document_write(document, EGB_FORMAT_MARKDOWN, &options, diag, &text, &length);
  egb_buffer_add(out, text == NULL ? "" : text, text == NULL ? 0 : length);
  egb_free(text);
  egb_diag_free(diag);
  egb_document_free(document);
  return status == EGB_OK && !out->failed;
}
