/* A header of several lines becomes one, column by column. */
#include "load/data_rows.h"

#include <string.h>

/* A label over several columns is in the first of their cells: where the line below says the same twice, it counts for
 * the empty cells to its right. */
static egb_status spread_labels(egb_rows *rows, size_t count) {
  egb_names texts = {.arena = rows->arena};
  for (size_t i = 0; i < rows->field_count; i++) {
    bool fresh;
    const size_t number = egb_names_add(&texts, rows->field[i].text, rows->field[i].length, &fresh);
    if (number == EGB_NAMES_NONE)
      return EGB_NO_MEMORY;
    texts.item[number].mark = fresh ? 1 : 2;
  }
  for (size_t i = 1; i < count && i < rows->field_count; i++) {
    const egb_csv_field *below = &rows->field[i];
    const bool twice = below->length != 0 && texts.item[egb_names_find(&texts, below->text, below->length)].mark == 2;
    if (rows->header[i].length == 0 && twice)
      rows->header[i] = rows->header[i - 1];
  }
  return EGB_OK;
}

/* A cell merged over several lines is in each of them, and counts once. */
static bool is_same(const egb_rows *rows, size_t i) {
  if (i >= rows->line_above_count)
    return false;
  const egb_csv_field *above = &rows->line_above[i], *here = &rows->field[i];
  return above->length == here->length && memcmp(above->text, here->text, here->length) == 0;
}

static egb_status keep_line(egb_rows *rows) {
  rows->line_above = egb_arena_array(rows->arena, rows->field_count, sizeof *rows->line_above);
  rows->line_above_count = rows->line_above != NULL ? rows->field_count : 0;
  if (rows->line_above_count != 0)
    memcpy(rows->line_above, rows->field, rows->field_count * sizeof *rows->field);
  return rows->line_above != NULL ? EGB_OK : EGB_NO_MEMORY;
}

/* Puts the record below the lines of the header so far, column by column. */
egb_status egb_rows_join_header(egb_rows *rows) {
  const size_t count = rows->field_count > rows->header_count ? rows->field_count : rows->header_count;
  egb_csv_field *header = egb_arena_array(rows->arena, count, sizeof *header);
  const egb_status spread = rows->header_count == 0 ? EGB_OK : spread_labels(rows, rows->header_count);
  if (header == NULL || spread != EGB_OK)
    return EGB_NO_MEMORY;
  for (size_t i = 0; i < count; i++) {
    const bool above = i < rows->header_count && rows->header[i].length != 0;
    const bool below = i < rows->field_count && rows->field[i].length != 0;
    header[i] = above || i >= rows->field_count ? rows->header[i] : rows->field[i];
    if (!above || !below || is_same(rows, i))
      continue;
    const char *text = egb_arena_format(rows->arena, "%.*s %.*s", (int)rows->header[i].length, rows->header[i].text,
                                        (int)rows->field[i].length, rows->field[i].text);
    if (text == NULL)
      return EGB_NO_MEMORY;
    header[i].text = text;
    header[i].length = strlen(text);
  }
  rows->header = header;
  rows->header_count = count;
  return keep_line(rows);
}
