/* Two rows about the same thing: the column that tells them apart, and the filter that keeps one of them. */
#include "load/data_load.h"
#include "load/data_text.h"

#include <stdio.h>
#include <string.h>

#define VALUE_SHOWN 60

static egb_status copy_record(egb_arena *arena, const egb_rows *rows, egb_csv_field **out) {
  *out = egb_arena_array(arena, rows->header_count, sizeof **out);
  if (*out == NULL)
    return EGB_NO_MEMORY;
  memcpy(*out, rows->field, rows->header_count * sizeof **out);
  return EGB_OK;
}

static bool holds(const egb_place record, uint32_t offset) {
  return offset >= record.offset && offset - record.offset <= record.length;
}

static bool is_same(const egb_csv_field *a, const egb_csv_field *b) {
  return a->length == b->length && memcmp(a->text, b->text, a->length) == 0;
}

/* What a filter can be written of: short, and without what would need more than quotes. */
static bool is_plain(const egb_csv_field *field) {
  for (size_t i = 0; i < field->length; i++)
    if (strchr("\"'\\{}\n\r`", field->text[i]) != NULL)
      return false;
  return field->length != 0 && field->length <= VALUE_SHOWN;
}

/* The first column that differs, apart from those that are left out; EGB_NAMES_NONE. */
static size_t first_difference(const egb_rows *rows, const egb_csv_field *a, const egb_csv_field *b, const bool *skip,
                               uint32_t cell) {
  for (size_t i = 0; i < rows->header_count; i++)
    if (rows->header[i].length != 0 && (skip == NULL || !skip[i]) && b[i].place.offset != cell &&
        !is_same(&a[i], &b[i]) && is_plain(&a[i]) && is_plain(&rows->header[i]))
      return i;
  return EGB_NAMES_NONE;
}

/* Reads until a record holds the place. */
static egb_status seek(egb_rows *rows, egb_diag *diag, uint32_t offset, bool *more) {
  egb_status status = EGB_OK;
  for (*more = true; status == EGB_OK && *more;) {
    status = egb_rows_next(rows, diag, more);
    if (status == EGB_OK && *more && holds(rows->place, offset))
      return EGB_OK;
  }
  return status;
}

/* More rows than these two have the value, and not all: else it is no kind of rows, but a note or a number of the row.
 */
static egb_status is_kind(egb_loader *loader, egb_diag *diag, const egb_two_rows *two, size_t at,
                          const egb_csv_field *value, bool *out) {
  egb_rows rows;
  size_t count = 0;
  bool more = true;
  egb_status status =
      egb_rows_open(&rows, loader->scratch, loader->file[two->file].source, loader->dialect[two->file], diag);
  while (status == EGB_OK && more) {
    status = egb_rows_next(&rows, diag, &more);
    count += status == EGB_OK && more && is_same(&rows.field[at], value);
  }
  *out = count > 1 && count < rows.count;
  return status;
}

static egb_status compare(egb_loader *loader, egb_diag *diag, egb_rows *rows, const egb_two_rows *two,
                          egb_csv_field *found, size_t *at, egb_csv_field *other) {
  egb_csv_field *first;
  bool more;
  egb_status status =
      egb_rows_open(rows, loader->scratch, loader->file[two->file].source, loader->dialect[two->file], diag);
  *at = EGB_NAMES_NONE;
  if (status == EGB_OK)
    status = seek(rows, diag, two->first, &more);
  if (status != EGB_OK || !more || (status = copy_record(loader->scratch, rows, &first)) != EGB_OK)
    return status;
  status = seek(rows, diag, two->second, &more);
  if (status != EGB_OK || !more)
    return status;
  *at = first_difference(rows, first, rows->field, two->skip, two->second);
  if (*at != EGB_NAMES_NONE) {
    *found = first[*at];
    *other = rows->field[*at];
    bool kind;
    status = is_kind(loader, diag, two, *at, found, &kind);
    *at = kind ? *at : EGB_NAMES_NONE;
  }
  return status;
}

egb_status egb_hint_where(egb_loader *loader, const egb_two_rows *two, bool *hinted) {
  egb_rows rows;
  egb_csv_field value = {0}, other = {0};
  size_t at;
  *hinted = false;
  if (loader->compared_file == (size_t)two->file + 1 || loader->dialect == NULL || loader->dialect[two->file] == NULL)
    return EGB_OK;
  loader->compared_file = (size_t)two->file + 1;   /* once per file: the next ones are of the same kind */
  egb_diag *again = egb_diag_beside(loader->diag); /* what is to be said about the file was said when it was read */
  if (again == NULL)
    return EGB_NO_MEMORY;
  const egb_status status = compare(loader, again, &rows, two, &value, &at, &other);
  egb_diag_free(again);
  if (status == EGB_NO_MEMORY)
    return status;
  if (status != EGB_OK || at == EGB_NAMES_NONE)
    return EGB_OK;
  char key[256], shown[EGB_CLIP];
  (void)snprintf(key, sizeof key, "where: {\"%.*s\": \"%.*s\"}", (int)rows.header[at].length, rows.header[at].text,
                 (int)value.length, value.text);
  egb_hint_key(loader, key, "the two rows differ in column `%.*s`, `%.*s` and `%s`; to keep the first kind, ",
               (int)rows.header[at].length, rows.header[at].text, (int)value.length, value.text,
               egb_clip(shown, other.text, other.length));
  *hinted = true;
  return EGB_OK;
}
