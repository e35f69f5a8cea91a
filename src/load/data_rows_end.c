/* Where a table ends before its file does: `footer:`. */
#include "base/codes.h"
#include "load/data_rows.h"
#include "load/data_text.h"

#include <string.h>

size_t egb_rows_filled(const egb_rows *rows) {
  size_t filled = 0;
  for (size_t i = 0; i < rows->field_count; i++)
    filled += rows->field[i].length != 0;
  return filled;
}

/* The rows end at a blank line, or at a row of empty cells, below the first. */
bool egb_rows_end_at_blank(const egb_rows *rows) {
  return rows->dialect->footer == EGB_FOOTER_BLANK && rows->count != 0;
}

/* The record, which fills one cell, and all behind it are notes, and the reader is at the end; else it has the record
 * again. Others are looked for once: before the last that was found no notes can begin. */
egb_status egb_rows_end_at_notes(egb_rows *rows, egb_diag *diag, bool *ends) {
  const size_t start = rows->place.offset;
  const egb_diag_point mark = egb_diag_mark(diag);
  const bool failed = rows->csv.failed;
  egb_status status = EGB_OK;
  bool more = true;
  *ends = rows->dialect->footer == EGB_FOOTER_NOTES && rows->count != 0 && start >= rows->notes_not_before;
  if (!*ends)
    return EGB_OK;
  while (*ends && more && status == EGB_OK) {
    status = egb_rows_record(rows, diag, &more);
    *ends = !more || egb_rows_filled(rows) <= 1;
    rows->notes_not_before = *ends ? start : rows->place.offset;
  }
  egb_diag_rewind(diag, mark);
  rows->csv.failed = failed;
  if (status == EGB_NO_MEMORY || *ends)
    return status == EGB_NO_MEMORY ? status : EGB_OK;
  rows->csv.at = start;
  return egb_rows_record(rows, diag, &more);
}

/* What is left out is never left out in silence. */
void egb_rows_note_footer(const egb_rows *rows, size_t from, const char *footer, egb_diag *diag) {
  const char *text = egb_source_text(rows->source);
  size_t lines = 0, first = from;
  for (size_t at = from, end; text != NULL && at < rows->source->length; at = end + 1) {
    const char *stop = memchr(text + at, '\n', rows->source->length - at);
    end = stop != NULL ? (size_t)(stop - text) : rows->source->length;
    const bool blank = strspn(text + at, ",;\t| \r\"") >= end - at;
    first = lines == 0 ? at : first;
    lines += !blank;
  }
  if (lines == 0)
    return;
  const char *stop = memchr(text + first, '\n', rows->source->length - first);
  size_t length = stop != NULL ? (size_t)(stop - text) - first : rows->source->length - first;
  char shown[EGB_CLIP];
  while (length > 0 && strchr(",;\t|\r", text[first + length - 1]) != NULL)
    length--;
  egb_diag_at(diag, EGB_SEVERITY_NOTE, EGB_N_COLUMN_UNUSED, (egb_place){rows->source, (uint32_t)first, 0},
              "%zu line%s below the table left out by `footer: %s`, from `%s`", lines, lines == 1 ? "" : "s", footer,
              egb_clip(shown, text + first, length));
}
