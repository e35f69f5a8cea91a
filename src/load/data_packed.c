#include "load/data_packed.h"

#include "load/dialect.h"

#include <string.h>

static void trim(egb_csv_field *field) {
  while (field->length > 0 && field->text[field->length - 1] == ' ')
    field->length--;
  while (field->length > 0 && field->text[0] == ' ') {
    field->text++;
    field->length--;
    field->place.offset++;
  }
  field->place.length = (uint32_t)field->length;
}

/* The first of the cells that are packed into one, which keeps the others. */
static egb_csv_field take(egb_csv_field *packed) {
  const char *comma = packed->length == 0 ? NULL : memchr(packed->text, ',', packed->length);
  egb_csv_field one = *packed;
  const size_t length = comma != NULL ? (size_t)(comma - packed->text) : packed->length;
  const size_t taken = comma != NULL ? length + 1 : length;
  one.length = length;
  packed->text += taken;
  packed->length -= taken;
  packed->place.offset += (uint32_t)taken;
  return one;
}

static size_t count_cells(const egb_csv_field *packed) {
  size_t count = 1;
  for (size_t i = 0; i < packed->length; i++)
    count += packed->text[i] == ',';
  return count;
}

egb_status egb_rows_unpack(egb_rows *rows) {
  egb_csv_field packed = rows->field[0];
  const size_t cells = count_cells(&packed), count = cells + rows->field_count - 1;
  const char *slash = packed.length == 0 ? NULL : memchr(packed.text, '\\', packed.length);
  if (slash != NULL)
    packed.length = (size_t)(slash - packed.text); /* behind it is what the other headers are */
  if (count > rows->unpacked_room) {
    rows->unpacked_room = count;
    rows->unpacked = egb_arena_array(rows->arena, count, sizeof *rows->unpacked);
    if (rows->unpacked == NULL)
      return EGB_NO_MEMORY;
  }
  for (size_t i = 0; i < cells; i++)
    rows->unpacked[i] = take(&packed);
  memcpy(rows->unpacked + cells, rows->field + 1, (rows->field_count - 1) * sizeof *rows->unpacked);
  for (size_t i = 0; i < count; i++)
    trim(&rows->unpacked[i]);
  rows->field = rows->unpacked;
  rows->field_count = count;
  return EGB_OK;
}

size_t egb_packed_find_header(const egb_source *source, char delimiter, const char *packed) {
  for (size_t line = 1; line <= EGB_DIALECT_LINES; line++) {
    size_t at = egb_dialect_line(source, line), last = at;
    if (at >= source->length)
      return 0;
    for (; at < source->length && strchr("\r\n", source->text[at]) == NULL && source->text[at] != delimiter; at++)
      if (source->text[at] == ',')
        last = at + 1;
    if (at - last >= strlen(packed) && memcmp(source->text + last, packed, strlen(packed)) == 0 &&
        at < source->length && source->text[at] == delimiter)
      return line;
  }
  return 0;
}
