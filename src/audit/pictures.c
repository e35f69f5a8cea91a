/* Tables with a picture, which formats that have pictures show in front of the table. */
#include "audit/work.h"

#include "draw/plot.h"

egb_status egb_audit_adopt_drawn_from(egb_audit_work *work, egb_table *table, const char *kind, const egb_table *from) {
  egb_buffer picture = {0};
  const egb_status status = egb_plot_picture(work->document, kind, from, work->diag, &picture);
  if (status == EGB_OK && picture.length > 0)
    egb_plot_figure(work->document, table, &picture);
  else if (status == EGB_OK)
    egb_document_adopt(work->document, table);
  else
    egb_table_free(table);
  egb_buffer_clear(&picture);
  return status;
}

egb_status egb_audit_adopt_drawn(egb_audit_work *work, egb_status status, egb_table *table, const char *kind) {
  if (status != EGB_OK || table->row_count == 0)
    return egb_audit_adopt(work, status, table);
  egb_audit_shorten_title(work, table);
  return egb_audit_adopt_drawn_from(work, table, kind, table);
}
