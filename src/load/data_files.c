/* The files of a load, one after the other: unit list and tables. */
#include "load/data_load.h"

#include "base/codes.h"

egb_status egb_load_note_failure(egb_loader *loader, egb_status status) {
  if (status == EGB_OK || status == EGB_NO_MEMORY)
    return status;
  if (loader->status == EGB_OK)
    loader->status = status;
  return EGB_OK;
}

egb_status egb_open_table(egb_table_file *file, egb_data_file *spec) {
  egb_loader *loader = file->loader;
  if (loader->dialect == NULL)
    loader->dialect = egb_arena_array(loader->scratch, EGB_FILES_MOST + 1, sizeof *loader->dialect);
  if (loader->dialect == NULL)
    return EGB_NO_MEMORY;
  loader->dialect[file->number] = &spec->dialect;
  egb_status status = EGB_OK;
  if (file->lenient && loader->given != NULL && loader->given_keys == NULL)
    status = egb_form_dialect(loader, loader->file[file->number].source, spec);
  if (status == EGB_OK)
    status = egb_decode_file(loader, file->number, &spec->dialect, file->lenient);
  if (status != EGB_OK)
    return status;
  const egb_source *source = loader->file[file->number].source;
  return egb_rows_open(&file->rows, loader->scratch, source, &spec->dialect, loader->diag);
}

static egb_status read_table(egb_loader *loader, egb_data_file *spec, bool lenient, uint16_t number) {
  egb_table_file file = {.loader = loader, .spec = spec, .lenient = lenient, .number = number};
  egb_status status = egb_open_table(&file, spec);
  if (status == EGB_OK && loader->recipe_file != NULL)
    status = egb_recipe_check(&file);
  if (status == EGB_OK && loader->everything)
    status = egb_discover_columns(&file);
  if (status == EGB_OK)
    status = egb_read_header(&file);
  if (status == EGB_OK && loader->everything)
    status = egb_note_columns(&file);
  if (status == EGB_OK)
    status = egb_read_tokens(&file);
  if (status == EGB_OK)
    status = file.period_header != NULL ? egb_read_periods(&file)
             : file.is_long             ? egb_read_long(&file)
                                        : egb_read_wide(&file);
  if (loader->passed_over != NULL && (status == EGB_REFUSED || loader->status != EGB_OK))
    status = egb_status_worse(status, egb_warn_passed_over(loader, &file.rows));
  if (status != EGB_OK)
    return status;
  loader->header_place = file.rows.header_place;
  if (file.rows.failed && loader->status == EGB_OK)
    loader->status = EGB_REFUSED;
  if (file.rows.count == 0 && !file.rows.failed) {
    EGB_LOAD_ERROR(loader, EGB_E_CSV_EMPTY, file.rows.header_place, "the file has a header but no rows");
    egb_diag_hint(loader->diag, "write a row for every unit");
  }
  egb_report_ignored(&file);
  egb_report_flags(&file);
  egb_report_matched(loader, &file.matcher, file.rows.source);
  status = egb_note_resolved(loader, &file.matcher, number);
  return status == EGB_OK ? egb_report_unused(&file) : status;
}

/* A file of an import, which was given with keys or is read by a recipe. */
static egb_status read_everything(egb_loader *loader, size_t i, uint16_t *number) {
  const char *given = loader->options->files[i], *name = egb_own_name(loader->arena, given);
  loader->recipe_file = loader->recipe->file != NULL ? &loader->recipe->file[i] : NULL;
  if (name == NULL)
    return EGB_NO_MEMORY;
  if (loader->recipe_file == NULL) {
    loader->given = name;
    loader->given_keys = egb_own_keys(given);
  }
  return egb_user_file(loader, name, "data", number);
}

egb_status egb_choose_file(egb_loader *loader, size_t i, const char *what, egb_data_file *spec, uint16_t *number) {
  loader->given = NULL;
  if (loader->options->file_count == 0) {
    *spec = loader->index->file[i];
    return egb_find_file(loader, spec->file, spec->place, what, number);
  }
  const egb_status status = egb_user_spec(loader, loader->options->files[i], spec);
  return status == EGB_OK ? egb_user_file(loader, spec->file, what, number) : status;
}

egb_status egb_read_files(egb_loader *loader) {
  const egb_index *index = loader->index;
  const egb_data_options *options = loader->options;
  const bool given = options->file_count != 0;
  const size_t count = given ? options->file_count : index->file_count;
  if (count == 0 || count > EGB_FILES_MOST) {
    EGB_LOAD_ERROR(loader, EGB_E_DATA_NONE, (egb_place){0},
                   count == 0 ? "the definition names no data file" : "too many data files");
    egb_diag_hint(loader->diag,
                  count == 0 ? "name one under `data:`, or give one with --data" : "join them into fewer tables");
    return EGB_REFUSED;
  }
  for (size_t i = 0; i < count; i++) {
    egb_data_file *spec = egb_arena_array(loader->scratch, 1, sizeof *spec);
    uint16_t number = 0;
    if (spec == NULL)
      return EGB_NO_MEMORY;
    egb_status status;
    loader->passed_over = NULL;
    if (loader->everything) {
      loader->given = NULL;
      *spec = index->file[i];
      status = read_everything(loader, i, &number);
    } else {
      status = egb_choose_file(loader, i, "data", spec, &number);
    }
    if (status == EGB_OK)
      status = read_table(loader, spec, given && !loader->everything, number);
    loader->incomplete = loader->incomplete || status != EGB_OK;
    if (egb_load_note_failure(loader, status) != EGB_OK)
      return status;
  }
  return EGB_OK;
}

egb_status egb_read_unit_list(egb_loader *loader) {
  egb_unit_list *list = egb_arena_array(loader->scratch, 1, sizeof *list);
  uint16_t number = 0;
  if (list == NULL)
    return EGB_NO_MEMORY;
  *list = loader->index->units;
  if (list->file == NULL)
    return EGB_OK;
  loader->in_list = true;
  egb_status status = loader->everything ? egb_user_file(loader, list->file, "units", &number)
                                         : egb_find_file(loader, list->file, list->place, "units", &number);
  if (status == EGB_OK)
    status = egb_decode_file(loader, number, &list->dialect, false);
  if (status == EGB_OK)
    status = egb_load_units(loader, loader->file[number].source, list);
  if (status == EGB_OK)
    status = egb_load_more_units(loader);
  if (status == EGB_OK)
    status = egb_unite_lists(loader);
  if (status == EGB_OK)
    status = egb_list_candidates(loader);
  loader->in_list = false;
  return egb_load_note_failure(loader, status);
}
