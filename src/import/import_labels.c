/* What long files call their indicators: a column beside that of the indicators with one text for each of them, which
 * its header says is a name. */
#include "import/guess.h"
#include "import/import.h"
#include "load/data_rows.h"
#include "read/xlsx.h"

#include <string.h>

typedef struct finder {
  egb_arena *arena;
  egb_rows rows;
  size_t at;           /* of the indicators */
  egb_names indicator; /* number = position in the labels of a column */
  size_t count, room;  /* columns that may hold labels, and indicators there is room for */
  size_t *column;
  const char ***label; /* per column and indicator; a column that was given up: NULL */
} finder;

/* Of the data files this one among all that were read, the list of units before them. */
static size_t number_of(const egb_dataset *data, size_t file) {
  size_t number = 0;
  while (number + 1 < data->file_count && (strcmp(data->file[number].role, "data") != 0 || file-- != 0))
    number++;
  return number;
}

/* Unused columns whose headers say so. *found is false when the file is not long or has none. */
static egb_status open_file(finder *f, const egb_import *import, size_t file, egb_diag *diag, bool *found) {
  static const char *const words[] = {"name", "label", "description", "indicator", "series", NULL};
  const egb_import_notes *notes = &import->data->notes;
  const size_t number = number_of(import->data, file);
  const egb_data_source *source = &import->data->file[number];
  egb_dialect *dialect = egb_arena_array(f->arena, 1, sizeof *dialect);
  *found = false;
  if (dialect == NULL)
    return EGB_NO_MEMORY;
  *dialect = import->recipe->index->file[file].dialect;
  dialect->workbook = egb_xlsx_is(source->bytes);
  dialect->delimiter = dialect->workbook ? ',' : dialect->delimiter;
  const egb_status status = egb_rows_open(&f->rows, f->arena, source->source, dialect, diag);
  if (status != EGB_OK)
    return status;
  f->column = egb_arena_array(f->arena, f->rows.header_count, sizeof *f->column);
  f->label = egb_arena_array(f->arena, f->rows.header_count, sizeof *f->label);
  if (f->column == NULL || f->label == NULL)
    return EGB_NO_MEMORY;
  for (size_t i = 0; i < notes->column_count; i++) {
    const size_t at = notes->column[i].file == number ? egb_rows_find(&f->rows, notes->column[i].name) : EGB_NAMES_NONE;
    if (at != EGB_NAMES_NONE && notes->column[i].use == EGB_USE_INDICATORS) {
      f->at = at;
      *found = true;
    } else if (at != EGB_NAMES_NONE && notes->column[i].use == EGB_USE_UNUSED &&
               egb_guess_has_word(notes->column[i].name, words)) {
      f->column[f->count++] = at;
    }
  }
  return EGB_OK;
}

static egb_status make_room(finder *f) {
  for (size_t c = 0; c < f->count && f->room < f->indicator.room; c++) {
    const char **larger = egb_arena_array(f->arena, f->indicator.room, sizeof *larger);
    if (larger == NULL)
      return EGB_NO_MEMORY;
    if (f->room != 0 && f->label[c] != NULL)
      memcpy(larger, f->label[c], f->room * sizeof *larger);
    if (f->room == 0 || f->label[c] != NULL)
      f->label[c] = larger;
  }
  f->room = f->indicator.room;
  return EGB_OK;
}

static egb_status take_row(finder *f) {
  const egb_csv_field *indicator = &f->rows.field[f->at];
  bool fresh;
  const size_t number = egb_names_add(&f->indicator, indicator->text, indicator->length, &fresh);
  if (number == EGB_NAMES_NONE || make_room(f) != EGB_OK)
    return EGB_NO_MEMORY;
  for (size_t c = 0; c < f->count; c++) {
    const egb_csv_field *field = &f->rows.field[f->column[c]];
    if (f->label[c] == NULL)
      continue;
    const char *before = f->label[c][number];
    if (before == NULL) {
      f->label[c][number] = egb_arena_text(f->arena, field->text, field->length);
      if (f->label[c][number] == NULL)
        return EGB_NO_MEMORY;
    } else if (strlen(before) != field->length || memcmp(before, field->text, field->length) != 0) {
      f->label[c] = NULL;
    }
  }
  return EGB_OK;
}

/* The first column with a text of its own for each. */
static egb_status choose(const finder *f, const egb_import *import, const char **label) {
  for (size_t c = 0; c < f->count; c++) {
    egb_names texts = {.arena = f->arena};
    bool fresh = f->label[c] != NULL;
    for (size_t i = 0; i < f->indicator.count && fresh; i++) {
      const char *text = f->label[c][i];
      if (egb_names_add(&texts, text, strlen(text), &fresh) == EGB_NAMES_NONE)
        return EGB_NO_MEMORY;
      fresh = fresh && text[0] != '\0';
    }
    if (!fresh)
      continue;
    for (size_t i = 0; i < f->indicator.count; i++) {
      const size_t column = egb_dataset_column(import->data, f->indicator.item[i].text);
      if (column != EGB_NONE && label[column] == NULL)
        label[column] = f->label[c][i];
    }
    return EGB_OK;
  }
  return EGB_OK;
}

static egb_status find_labels(const egb_import *import, egb_arena *arena, size_t file, egb_diag *diag,
                              const char **label) {
  finder f = {.arena = arena, .indicator = {.arena = arena}};
  bool more = true;
  egb_status status = open_file(&f, import, file, diag, &more);
  more = more && f.count != 0;
  const bool looked = more;
  while (status == EGB_OK && more) {
    status = egb_rows_next(&f.rows, diag, &more);
    if (status == EGB_OK && more)
      status = take_row(&f);
  }
  return status == EGB_OK && looked ? choose(&f, import, label) : status;
}

egb_status egb_import_labels(const egb_import *import, egb_arena *arena, egb_diag *diag, const char *const **out) {
  const egb_diag_point mark = egb_diag_mark(diag);
  const char **label = egb_arena_array(arena, import->data->column_count, sizeof *label);
  egb_status status = label == NULL ? EGB_NO_MEMORY : EGB_OK;
  for (size_t i = 0; i < import->from.file_count && status == EGB_OK; i++)
    status = find_labels(import, arena, i, diag, label);
  egb_diag_rewind(diag, mark); /* it was read before */
  *out = label;
  return status;
}
