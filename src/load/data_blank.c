/* Loads without values: a data set with the units that a file is to be filled in for, and one of a unit list alone. */
#include "load/data_load.h"

#include "base/codes.h"

#include <stdio.h>

#define STAND_INS_MOST ((size_t)1000000) /* units of a blank dataset that have no names */

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
  egb_status status = egb_open_table(&file, spec);
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
    egb_status status = egb_choose_file(loader, i, "units", spec, &number);
    spec->rename_count = spec->error_count = 0;
    if (status == EGB_OK)
      status = read_unit_names(loader, spec, given, number);
    if (egb_load_note_failure(loader, status) != EGB_OK)
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

egb_status egb_load_blank(egb_loader *loader, egb_dataset *data) {
  if (loader->options->units != 0)
    return load_stand_ins(loader, data);
  egb_status status = egb_load_columns(loader);
  if (status == EGB_OK)
    status = egb_read_unit_list(loader);
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

egb_status egb_load_all_listed(egb_loader *loader, egb_dataset *data) {
  loader->everything = true;
  egb_status status = egb_read_unit_list(loader);
  if (status == EGB_OK)
    status = take_listed(loader);
  if (status == EGB_OK)
    status = loader->status;
  return status == EGB_OK ? egb_join(loader, data) : status;
}
