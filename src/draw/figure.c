/* Pictures in a document: each with a number of its own, and once what all of them share. */
#include "base/diag.h"
#include "draw/plot.h"

size_t egb_plot_next(const egb_document *document) {
  size_t number = 1;
  for (size_t i = 0; i < document->count; i++)
    number += document->block[i].picture != NULL;
  return number;
}

egb_status egb_plot_picture(const egb_document *document, const char *kind, const egb_table *table, egb_diag *diag,
                            egb_buffer *out) {
  const egb_diag_point mark = egb_diag_mark(diag);
  const egb_status status = egb_plot_fragment(egb_plot_find(kind), table, egb_plot_next(document), diag, out);
  if (status != EGB_UNCOMPUTABLE)
    return status;
  egb_diag_rewind(diag, mark);
  return EGB_OK;
}

static const char *keep(egb_document *document, egb_buffer *text) {
  const char *copy = text->failed ? NULL : egb_arena_copy(document->head->arena, egb_buffer_string(text));
  document->failed = document->failed || copy == NULL;
  egb_buffer_clear(text);
  return copy;
}

void egb_plot_figure(egb_document *document, egb_table *table, const egb_buffer *picture) {
  if (document->picture_style == NULL) {
    egb_buffer style = {0}, definitions = {0};
    egb_plot_page_style(&style);
    egb_plot_page_definitions(&definitions);
    document->picture_style = keep(document, &style);
    document->picture_definitions = keep(document, &definitions);
  }
  document->failed = document->failed || picture->failed;
  egb_document_figure(document, table, egb_buffer_string(picture));
}
