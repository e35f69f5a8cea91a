/* The order of a load, from the definition to the finished dataset. */
#include "load/data_load.h"
#include "base/options.h"

#include "base/codes.h"

#include <stdio.h>
#include <string.h>

#define STAND_INS_MOST ((size_t)1000000) /* units of a blank dataset that have no names */

/* Faults of one file leave the others to be read. */
static egb_status note_failure(egb_loader *loader, egb_status status) {
  if (status == EGB_OK || status == EGB_NO_MEMORY)
    return status;
  if (loader->status == EGB_OK)
    loader->status = status;
  return EGB_OK;
}

/* The text of the file, and its records as far as the header. */
static egb_status open_table(egb_table_file *file, egb_data_file *spec) {
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
  egb_status status = open_table(&file, spec);
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

static egb_status read_files(egb_loader *loader) {
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
    loader->given = NULL;
    loader->passed_over = NULL;
    if (loader->everything) {
      *spec = index->file[i];
      status = read_everything(loader, i, &number);
    } else if (given) {
      status = egb_user_spec(loader, options->files[i], spec);
      if (status == EGB_OK)
        status = egb_user_file(loader, spec->file, "data", &number);
    } else {
      *spec = index->file[i];
      status = egb_find_file(loader, spec->file, spec->place, "data", &number);
    }
    if (status == EGB_OK)
      status = read_table(loader, spec, given && !loader->everything, number);
    loader->incomplete = loader->incomplete || status != EGB_OK;
    if (note_failure(loader, status) != EGB_OK)
      return status;
  }
  return EGB_OK;
}

static egb_status read_unit_list(egb_loader *loader) {
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
  return note_failure(loader, status);
}

static egb_status load(egb_loader *loader, egb_dataset *data) {
  egb_status status = loader->everything ? EGB_OK : egb_load_columns(loader);
  if (status == EGB_OK)
    status = read_unit_list(loader);
  if (status == EGB_OK)
    status = read_files(loader);
  if (status == EGB_OK && !loader->everything)
    status = egb_load_listed(loader);
  if (status == EGB_OK && !loader->everything)
    status = egb_load_weights(loader, data);
  if (status != EGB_OK)
    return status;
  if (!loader->incomplete)
    egb_report_missing(loader);
  /* The join finds its own faults, which are reported even after others. */
  status = egb_join(loader, data);
  if (status == EGB_OK)
    status = egb_warn_alike(loader);
  if (status == EGB_OK)
    status = egb_warn_sentinels(loader, data);
  if (status == EGB_OK && loader->status == EGB_OK)
    status = egb_find_gaps(loader, data);
  return status == EGB_OK ? loader->status : status;
}

/* ---- blank ----------------------------------------------------------------------------------- */

/* Every unit of a list becomes a unit of the dataset. */
static egb_status take_listed(egb_loader *loader) {
  for (size_t i = 0; i < loader->listed.count; i++) {
    bool fresh;
    const egb_name *name = &loader->listed.item[i];
    if (egb_names_add(&loader->unit, name->text, name->length, &fresh) == EGB_NAMES_NONE)
      return EGB_NO_MEMORY;
  }
  return EGB_OK;
}

/* Units from files of the user, or from the definition's data when it has no list: any table with a unit column. */
static egb_status read_unit_names(egb_loader *loader, egb_data_file *spec, bool lenient, uint16_t number) {
  egb_table_file file = {.loader = loader, .spec = spec, .lenient = lenient, .number = number};
  egb_status status = open_table(&file, spec);
  file.units_only = true;
  if (status == EGB_OK)
    status = egb_read_header(&file);
  bool more = true;
  while (status == EGB_OK && more) {
    status = egb_rows_next(&file.rows, loader->diag, &more);
    if (status == EGB_OK && more && !egb_row_describes(&file))
      (void)egb_unit_number(&file, &file.rows.field[file.unit_at], &status);
  }
  if (file.rows.failed && loader->status == EGB_OK)
    loader->status = EGB_REFUSED;
  return status;
}

static egb_status read_units_of_files(egb_loader *loader) {
  const bool given = loader->options->file_count != 0;
  const size_t count = given ? loader->options->file_count : loader->index->file_count;
  for (size_t i = 0; i < count && i < EGB_FILES_MOST; i++) {
    uint16_t number = 0;
    egb_data_file *spec = egb_arena_array(loader->scratch, 1, sizeof *spec);
    if (spec == NULL)
      return EGB_NO_MEMORY;
    egb_status status;
    loader->given = NULL;
    if (given) {
      status = egb_user_spec(loader, loader->options->files[i], spec);
      if (status == EGB_OK)
        status = egb_user_file(loader, spec->file, "units", &number);
    } else {
      *spec = loader->index->file[i];
      status = egb_find_file(loader, spec->file, spec->place, "units", &number);
    }
    spec->rename_count = spec->error_count = 0;
    if (status == EGB_OK)
      status = read_unit_names(loader, spec, given, number);
    if (note_failure(loader, status) != EGB_OK)
      return status;
  }
  return EGB_OK;
}

static egb_status number_units(egb_loader *loader) {
  const size_t count = loader->options->units;
  if (count > STAND_INS_MOST) {
    EGB_LOAD_ERROR(loader, EGB_E_USAGE, (egb_place){0}, "%zu units without names are more than %zu", count,
                   STAND_INS_MOST);
    return EGB_USAGE;
  }
  for (size_t i = 1; i <= count; i++) {
    char id[24];
    bool fresh;
    const int length = snprintf(id, sizeof id, "%zu", i);
    if (egb_names_add(&loader->unit, id, (size_t)length, &fresh) == EGB_NAMES_NONE)
      return EGB_NO_MEMORY;
  }
  return EGB_OK;
}

static egb_status load_stand_ins(egb_loader *loader, egb_dataset *data) {
  egb_status status = egb_load_columns(loader);
  if (status == EGB_OK)
    status = number_units(loader);
  if (status == EGB_OK)
    status = egb_load_weights(loader, data);
  if (status == EGB_OK)
    status = egb_join(loader, data);
  return status == EGB_OK ? loader->status : status;
}

static egb_status load_blank(egb_loader *loader, egb_dataset *data) {
  if (loader->options->units != 0)
    return load_stand_ins(loader, data);
  egb_status status = egb_load_columns(loader);
  if (status == EGB_OK)
    status = read_unit_list(loader);
  const bool listed = loader->has_list && loader->options->file_count == 0;
  if (status == EGB_OK)
    status = listed ? take_listed(loader) : read_units_of_files(loader);
  if (status == EGB_OK && loader->has_list)
    status = egb_list_take_periods(loader);
  if (status == EGB_OK && listed)
    status = egb_load_listed(loader); /* what the list has need not be filled in */
  if (status == EGB_OK)
    status = egb_load_weights(loader, data);
  if (status != EGB_OK)
    return status;
  if (loader->unit.count == 0 && loader->status == EGB_OK) {
    EGB_LOAD_ERROR(loader, EGB_E_DATA_NONE, (egb_place){0}, "there are no units to make a data file for");
    egb_diag_hint(loader->diag, "name a unit list under `units:`, or give a table with a column `unit`");
  }
  if (loader->status != EGB_OK)
    return loader->status;
  status = egb_join(loader, data);
  return status == EGB_OK ? loader->status : status;
}

/* ---- both ------------------------------------------------------------------------------------ */

typedef egb_status (*load_step)(egb_loader *loader, egb_dataset *data);

/* preset: what a kind of load knows before it begins. */
static egb_status run_with(const egb_loader *preset, const egb_index *index, const egb_data_options *options,
                           egb_diag *diag, load_step step, egb_dataset **out) {
  egb_data_options asked;
  *out = NULL;
  egb_status status = EGB_OPTIONS_TAKE(asked, options, diag);
  if (status != EGB_OK)
    return status;
  status = EGB_NO_MEMORY;
  egb_arena *arena = egb_arena_new(), *scratch = egb_arena_new();
  egb_dataset *data = arena != NULL ? egb_arena_array(arena, 1, sizeof *data) : NULL;
  if (data == NULL || scratch == NULL)
    goto done;
  data->arena = arena;
  data->index = index;
  egb_loader loader = *preset;
  loader.index = index;
  loader.options = &asked;
  loader.diag = diag;
  loader.arena = arena;
  loader.scratch = scratch;
  loader.wanted_names.arena = loader.unused.arena = scratch;
  loader.listed.arena = loader.period.arena = loader.unit.texts = arena;
  loader.unit.arena = scratch;
  status = step(&loader, data);
  egb_blocks_free(&loader);
  if (status == EGB_OK) {
    *out = data;
    arena = NULL;
  }
done:
  egb_diag_sort(diag); /* files are read in passes: header, cells, joins */
  egb_arena_free(scratch);
  egb_arena_free(arena);
  return status;
}

static egb_status run(const egb_index *index, const egb_data_options *options, egb_diag *diag, load_step step,
                      egb_dataset **out) {
  const egb_loader preset = {0};
  return run_with(&preset, index, options, diag, step, out);
}

egb_status egb_dataset_load(const egb_index *index, const egb_data_options *options, egb_diag *diag,
                            egb_dataset **out) {
  return run(index, options, diag, load, out);
}

egb_status egb_dataset_load_pieces(const egb_index *index, const egb_data_options *options, egb_load_how how,
                                   egb_diag *diag, egb_dataset **out) {
  const egb_loader preset = {.threads = how.threads, .piece = how.piece, .block = how.block};
  return run_with(&preset, index, options, diag, load, out);
}

egb_status egb_dataset_blank(const egb_index *index, const egb_data_options *options, egb_diag *diag,
                             egb_dataset **out) {
  return run(index, options, diag, load_blank, out);
}

static egb_status load_everything(egb_loader *loader, egb_dataset *data) {
  loader->everything = true;
  return load(loader, data);
}

egb_status egb_dataset_everything(const egb_recipe *recipe, bool whole, const egb_data_options *options, egb_diag *diag,
                                  egb_dataset **out) {
  const egb_loader preset = {.recipe = recipe, .whole = whole, .given_by = whole ? "init --from" : "import"};
  return run_with(&preset, recipe->index, options, diag, load_everything, out);
}

static egb_status load_listed(egb_loader *loader, egb_dataset *data) {
  loader->everything = true;
  egb_status status = read_unit_list(loader);
  if (status == EGB_OK)
    status = take_listed(loader);
  if (status == EGB_OK)
    status = loader->status;
  return status == EGB_OK ? egb_join(loader, data) : status;
}

egb_status egb_dataset_listed(const egb_unit_list *list, const egb_data_options *options, egb_diag *diag,
                              egb_dataset **out) {
  const egb_index index = {.units = *list};
  return run(&index, options, diag, load_listed, out);
}

static egb_status load_arrays(egb_loader *loader, egb_dataset *data) {
  loader->arrays = true;
  return load(loader, data);
}

egb_status egb_dataset_from(const egb_index *index, const egb_data_arrays *arrays, const egb_data_options *options,
                            egb_diag *diag, egb_dataset **out) {
  static const char *const files[] = {"-"};
  egb_data_arrays given;
  egb_data_options asked;
  egb_buffer text = {0};
  *out = NULL;
  egb_status status = egb_status_worse(EGB_OPTIONS_TAKE(given, arrays, diag), EGB_OPTIONS_TAKE(asked, options, diag));
  if (status != EGB_OK)
    return status;
  egb_arrays_text(&given, &text);
  asked.files = files;
  asked.file_count = 1;
  asked.stdin_text = text.text;
  asked.stdin_length = text.length;
  status = text.failed ? EGB_NO_MEMORY : run(index, &asked, diag, load_arrays, out);
  egb_buffer_clear(&text);
  return status;
}
