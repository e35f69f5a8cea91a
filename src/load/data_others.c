/* Rows whose unit is not in the list, or empty, where `others: ignore` leaves them out. */
#include "base/codes.h"
#include "load/data_load.h"
#include "load/data_text.h"

#include <stdio.h>

#define NAMES_SHOWN 8

egb_status egb_ignore_row(egb_table_file *file, const egb_csv_field *field) {
  bool fresh;
  file->row_ignored = true;
  file->ignored_rows++;
  file->ignored.arena = file->loader->scratch;
  const size_t number = egb_names_add(&file->ignored, field->text, field->length, &fresh);
  if (number != EGB_NAMES_NONE && fresh)
    file->ignored.item[number].offset = field->place.offset;
  if (number == EGB_NAMES_NONE)
    return EGB_NO_MEMORY;
  if (fresh && !egb_recipe_takes(file->loader, field, false))
    return EGB_OK;
  return egb_note_dropped(file->loader, file->ignored.item[number].text, field, file->number);
}

void egb_report_ignored(egb_table_file *file) {
  char list[NAMES_SHOWN * (EGB_CLIP + 4)], rest[40] = "";
  size_t length = 0;
  const size_t count = file->ignored.count;
  if (count == 0)
    return;
  for (size_t i = 0; i < count && i < NAMES_SHOWN; i++) {
    char shown[EGB_CLIP];
    length += (size_t)snprintf(list + length, sizeof list - length, "%s`%s`", i == 0 ? "" : ", ",
                               egb_clip(shown, file->ignored.item[i].text, file->ignored.item[i].length));
  }
  if (count > NAMES_SHOWN)
    (void)snprintf(rest, sizeof rest, " and %zu more", count - NAMES_SHOWN);
  const egb_name *first = &file->ignored.item[0];
  egb_diag_at(file->loader->diag, EGB_SEVERITY_NOTE, EGB_N_COLUMN_UNUSED,
              (egb_place){file->rows.source, first->offset, first->length},
              "%zu row%s left out by `others: ignore`, of units not in the list: %s%s", file->ignored_rows,
              file->ignored_rows == 1 ? "" : "s", list, rest);
}
