/* The columns of a file when no definition says which are needed: every indicator of a long file, every column of a
 * wide one whose filled cells are mostly numbers. */
#include "load/data_load.h"
#include "load/dialect.h"

#include <string.h>

/* What a column of a wide file has. */
typedef struct tally {
  size_t numbers, texts;
} tally;

static egb_status add_wanted(egb_loader *loader, const char *text, size_t length) {
  bool fresh;
  const size_t number = egb_names_add(&loader->wanted_names, text, length, &fresh);
  if (number == EGB_NAMES_NONE)
    return EGB_NO_MEMORY;
  if (!fresh)
    return EGB_OK;
  if (number >= loader->wanted_room) {
    const size_t room = loader->wanted_names.room;
    egb_wanted *larger = egb_arena_array(loader->scratch, room, sizeof *larger);
    if (larger == NULL)
      return EGB_NO_MEMORY;
    if (number != 0)
      memcpy(larger, loader->wanted, number * sizeof *larger);
    loader->wanted = larger;
    loader->wanted_room = room;
  }
  const char *name = egb_arena_text(loader->arena, text, length);
  loader->wanted[number] = (egb_wanted){.name = name, .codes = {.arena = loader->arena}};
  loader->wanted_count = number + 1;
  return name != NULL ? EGB_OK : EGB_NO_MEMORY;
}

/* Columns that the entry names itself. */
static egb_status add_named(egb_loader *loader, const egb_data_file *spec) {
  egb_status status = EGB_OK;
  for (size_t i = 0; i < spec->rename_count && status == EGB_OK; i++)
    status = add_wanted(loader, spec->rename[i].column, strlen(spec->rename[i].column));
  if (status == EGB_OK && spec->only_indicator != NULL)
    status = add_wanted(loader, spec->only_indicator, strlen(spec->only_indicator));
  return status;
}

static bool is_renamed(const egb_rename *list, size_t count, const egb_csv_field *field) {
  for (size_t i = 0; i < count; i++)
    if (strlen(list[i].header) == field->length && memcmp(list[i].header, field->text, field->length) == 0)
      return true;
  return false;
}

static void count_cell(const egb_table_file *file, const egb_csv_field *field, tally *out) {
  const egb_dialect *dialect = &file->spec->dialect;
  egb_flagged marked;
  double value;
  if (field->length == 0 || egb_is_declared_missing(file, field))
    return;
  if (egb_dialect_cell(dialect, field, &value) == EGB_NUMBER_OK)
    out->numbers++;
  else if (dialect->flags != EGB_FLAGS_REFUSE && egb_flags_read(dialect, field, &marked))
    out->numbers += marked.absent ? 0 : 1;
  else
    out->texts++;
}

/* Whether a value of the row is a text. */
static bool has_text(const egb_table_file *file) {
  tally seen = {0};
  if (file->value_at != EGB_NAMES_NONE)
    count_cell(file, &file->rows.field[file->value_at], &seen);
  for (size_t i = 0; i < file->rows.header_count && file->spec->layout == EGB_LAYOUT_PERIODS; i++)
    if (file->period_header[i] != EGB_PERIOD_EVERY)
      count_cell(file, &file->rows.field[i], &seen);
  return seen.texts != 0;
}

/* Marks of the names: one with a text. */
static egb_status add_found(egb_table_file *file, const egb_names *found) {
  egb_status status = EGB_OK;
  for (size_t i = 0; i < found->count && status == EGB_OK; i++) {
    const egb_name *name = &found->item[i];
    status = name->mark == 0 ? add_wanted(file->loader, name->text, name->length)
                             : egb_note_skipped(file, name->text, name->length);
  }
  return status;
}

static egb_status add_indicators(egb_table_file *file) {
  const egb_data_file *spec = file->spec;
  egb_names found = {.arena = file->loader->scratch};
  bool more = true, fresh;
  egb_status status = egb_read_tokens(file);
  while (status == EGB_OK && more) {
    status = egb_rows_next(&file->rows, file->loader->diag, &more);
    const egb_csv_field *field = &file->rows.field[file->indicator_at];
    if (status != EGB_OK || !more || field->length == 0 || is_renamed(spec->rename, spec->rename_count, field))
      continue;
    const size_t number = egb_names_add(&found, field->text, field->length, &fresh);
    if (number == EGB_NAMES_NONE)
      return EGB_NO_MEMORY;
    const bool text = file->loader->whole && has_text(file);
    found.item[number].mark = (fresh ? 0U : found.item[number].mark) | (text ? 1U : 0U);
  }
  return status == EGB_OK ? add_found(file, &found) : status;
}

/* `NAME.error` beside a column NAME holds its standard errors. */
static bool is_error_of(const egb_rows *rows, const egb_csv_field *header) {
  static const char end[] = ".error";
  const size_t length = sizeof end - 1;
  return header->length > length && memcmp(header->text + header->length - length, end, length) == 0 &&
         egb_names_find(&rows->names, header->text, header->length - length) != EGB_NAMES_NONE;
}

static bool has_role(const egb_table_file *file, size_t at) {
  const egb_csv_field *header = &file->rows.header[at];
  const egb_data_file *spec = file->spec;
  bool is = header->length == 0 || at == file->unit_at || at == file->period_at || is_error_of(&file->rows, header) ||
            is_renamed(spec->rename, spec->rename_count, header) || is_renamed(spec->errors, spec->error_count, header);
  for (size_t i = 0; i < file->name_count; i++)
    is = is || file->names_at[i] == at;
  for (size_t i = 0; i < spec->dialect.where_count; i++)
    is = is || file->rows.where_at[i] == at;
  return is;
}

static bool is_indicator(const egb_loader *loader, const tally *seen) {
  return loader->whole ? seen->numbers != 0 && seen->texts == 0 : seen->numbers > seen->texts;
}

/* Those that the recipe has, whatever is in them. */
static egb_status add_recorded(egb_table_file *file) {
  const egb_recipe_file *recorded = file->loader->recipe_file;
  const egb_data_file *spec = file->spec;
  egb_status status = EGB_OK;
  for (size_t i = 0; i < recorded->names.count && status == EGB_OK; i++) {
    const egb_name *name = &recorded->names.item[i];
    const egb_csv_field field = {.text = name->text, .length = name->length};
    if (recorded->column[i].use == EGB_USE_INDICATOR && !is_renamed(spec->rename, spec->rename_count, &field))
      status = add_wanted(file->loader, name->text, name->length);
  }
  return status;
}

static egb_status add_columns(egb_table_file *file) {
  egb_loader *loader = file->loader;
  const size_t count = file->rows.header_count;
  tally *seen = egb_arena_array(loader->scratch, count, sizeof *seen);
  egb_status status = seen == NULL ? EGB_NO_MEMORY : egb_read_tokens(file);
  bool more = true;
  while (status == EGB_OK && more) {
    status = egb_rows_next(&file->rows, loader->diag, &more);
    for (size_t i = 0; status == EGB_OK && more && i < count; i++)
      count_cell(file, &file->rows.field[i], &seen[i]);
  }
  for (size_t i = 0; status == EGB_OK && i < count; i++)
    if (has_role(file, i))
      continue;
    else if (is_indicator(loader, &seen[i]))
      status = add_wanted(loader, file->rows.header[i].text, file->rows.header[i].length);
    else if (loader->whole && seen[i].texts != 0)
      status = egb_note_skipped(file, file->rows.header[i].text, file->rows.header[i].length);
  return status;
}

/* What is found here is read again, and its faults are reported then. */
egb_status egb_discover_columns(const egb_table_file *opened) {
  egb_loader *loader = opened->loader;
  egb_table_file file = {.loader = loader, .spec = opened->spec, .number = opened->number};
  const egb_status before = loader->status;
  egb_status status = add_named(loader, file.spec);
  const egb_diag_point mark = egb_diag_mark(loader->diag);
  if (status == EGB_OK)
    status =
        egb_rows_open(&file.rows, loader->scratch, loader->file[file.number].source, &file.spec->dialect, loader->diag);
  if (status == EGB_OK)
    status = egb_read_header(&file);
  if (status == EGB_OK && file.is_long && file.indicator_at != EGB_NAMES_NONE)
    status = add_indicators(&file);
  else if (status == EGB_OK && !file.is_long)
    status = loader->recipe_file != NULL ? add_recorded(&file) : add_columns(&file);
  loader->status = before;
  egb_diag_rewind(loader->diag, mark);
  return status == EGB_NO_MEMORY ? status : EGB_OK;
}
