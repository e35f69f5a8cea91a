/* Columns that the definition uses, that no data file has, and that the unit list has, such as the population. Only
 * units of the data are looked for. */
#include "base/codes.h"
#include "load/data_load.h"
#include "load/data_text.h"
#include "model/period.h"

#include <math.h>
#include <string.h>

typedef struct listed_reader {
  egb_table_file file;
  const egb_loader *of; /* what was read of the list */
  const egb_unit_list *list;
  size_t *column, *at; /* those that are lacking, and where the list has them */
  size_t count;
  egb_names seen; /* (unit, period) of the rows so far */
  double *value;  /* per such row and column, room rows_room */
  size_t value_room;
} listed_reader;

/* Where the list has a column: under its name, or, the population, under the one that `population:` says. */
static size_t find(const listed_reader *r, const char *name) {
  const bool population = r->list->population != NULL && strcmp(name, "population") == 0;
  return egb_rows_find(&r->file.rows, population ? r->list->population : name);
}

static egb_status find_lacking(listed_reader *r) {
  egb_loader *loader = r->file.loader;
  r->column = egb_arena_array(loader->scratch, loader->wanted_count, sizeof *r->column);
  r->at = egb_arena_array(loader->scratch, loader->wanted_count, sizeof *r->at);
  if (r->column == NULL || r->at == NULL)
    return EGB_NO_MEMORY;
  for (size_t i = 0; i < loader->wanted_count; i++) {
    const size_t at = loader->wanted[i].found ? EGB_NAMES_NONE : find(r, loader->wanted[i].name);
    if (at == EGB_NAMES_NONE)
      continue;
    loader->wanted[i].found = true;
    r->column[r->count] = i;
    r->at[r->count++] = at;
  }
  return EGB_OK;
}

/* The number of a row among those about the same unit in the same period. */
static egb_status number_row(listed_reader *r, const egb_observation *of, size_t *number, bool *first) {
  const uint32_t pair[2] = {of->unit, of->period};
  char key[sizeof pair];
  memcpy(key, pair, sizeof pair);
  *number = egb_names_add(&r->seen, key, sizeof key, first);
  if (*number == EGB_NAMES_NONE)
    return EGB_NO_MEMORY;
  if (*number < r->value_room)
    return EGB_OK;
  const size_t room = r->value_room == 0 ? 256 : 2 * r->value_room;
  double *larger = egb_arena_array(r->file.loader->scratch, room * r->count, sizeof *larger);
  if (larger == NULL)
    return EGB_NO_MEMORY;
  if (r->value_room > 0)
    memcpy(larger, r->value, r->value_room * r->count * sizeof *larger);
  r->value = larger;
  r->value_room = room;
  return EGB_OK;
}

static void refuse_cell(listed_reader *r, size_t k, const egb_csv_field *field, const egb_observation *of) {
  egb_loader *loader = r->file.loader;
  EGB_LOAD_ERROR(loader, EGB_E_CELL_DUPLICATE, field->place, "`%s` of unit `%s` has another value in line %zu",
                 loader->wanted[r->column[k]].name, loader->unit.item[of->unit].text,
                 egb_place_line((egb_place){r->file.rows.source, of->offset, 0}).line);
  egb_diag_hint(loader->diag, "correct one of the two rows");
}

static egb_status read_cells(listed_reader *r, egb_observation of) {
  egb_loader *loader = r->file.loader;
  size_t number = 0;
  bool first = false;
  egb_status status = number_row(r, &of, &number, &first);
  if (status != EGB_OK)
    return status;
  if (first)
    r->seen.item[number].offset = r->file.rows.place.offset;
  of.offset = r->seen.item[number].offset;
  for (size_t k = 0; k < r->count && status == EGB_OK; k++) {
    const egb_csv_field *field = &r->file.rows.field[r->at[k]];
    egb_observation cell = {.unit = of.unit, .period = of.period};
    double *before = &r->value[number * r->count + k];
    *before = first ? (double)NAN : *before;
    if (!egb_read_cell(&r->file, r->column[k], field, &cell, &status) || isnan(cell.value))
      continue;
    if (!isnan(*before) && *before != cell.value)
      refuse_cell(r, k, field, &of);
    else if (isnan(*before))
      status = egb_add_observation(loader, &cell);
    *before = cell.value;
  }
  return status;
}

/* The period of the data that a row is of: in a list that has each unit once, of every one. */
static bool read_period(const listed_reader *r, uint32_t *period) {
  const egb_loader *loader = r->file.loader;
  *period = EGB_PERIOD_EVERY;
  if (!r->of->list_repeats || loader->period.count == 0)
    return true;
  const egb_csv_field *field = &r->file.rows.field[r->file.period_at];
  const size_t number = egb_names_find(&loader->period, field->text, field->length);
  *period = (uint32_t)number;
  return number != EGB_NAMES_NONE;
}

static egb_status read_rows(listed_reader *r) {
  egb_loader *loader = r->file.loader;
  egb_matcher matcher = {0};
  egb_status status = EGB_OK;
  bool more = true, use;
  while (status == EGB_OK) {
    status = egb_rows_next(&r->file.rows, loader->diag, &more);
    if (status != EGB_OK || !more)
      break;
    egb_csv_field id = r->file.rows.field[r->file.unit_at];
    /* What is wrong with the row itself was reported when the list was read. */
    const egb_status was = loader->status;
    const egb_diag_point mark = egb_diag_mark(loader->diag);
    status = egb_list_id(loader, r->list, &matcher, &id, &use);
    egb_diag_rewind(loader->diag, mark);
    loader->status = was;
    const size_t unit = status == EGB_OK && use ? egb_names_find(&loader->unit, id.text, id.length) : EGB_NAMES_NONE;
    egb_observation of = {.unit = (uint32_t)unit};
    if (unit != EGB_NAMES_NONE && read_period(r, &of.period))
      status = read_cells(r, of);
  }
  return status;
}

static egb_status load_from(egb_loader *loader, const egb_loader *of) {
  egb_data_file spec = {.file = of->list_spec->file, .dialect = of->list_spec->dialect};
  listed_reader r = {.file = {.loader = loader, .spec = &spec, .number = of->list_file},
                     .of = of,
                     .list = of->list_spec,
                     .seen = {.arena = loader->scratch}};
  const egb_diag_point mark = egb_diag_mark(loader->diag);
  egb_status status =
      egb_rows_open(&r.file.rows, loader->scratch, loader->file[of->list_file].source, &spec.dialect, loader->diag);
  egb_diag_rewind(loader->diag, mark); /* said when the list was read */
  if (status == EGB_OK)
    status = find_lacking(&r);
  if (status == EGB_OK)
    status = egb_read_tokens(&r.file);
  r.file.unit_at = egb_list_id_at(&r.file.rows, r.list);
  r.file.period_at = egb_list_period_at(&r.file.rows, r.list);
  return status == EGB_OK && r.count > 0 ? read_rows(&r) : status;
}

egb_status egb_load_listed(egb_loader *loader) {
  egb_status status = EGB_OK;
  for (size_t k = 0; k <= loader->more_count && status == EGB_OK && loader->has_list; k++) {
    size_t lacking = 0;
    for (size_t i = 0; i < loader->wanted_count; i++)
      lacking += !loader->wanted[i].found;
    if (lacking > 0)
      status = load_from(loader, k == 0 ? loader : &loader->more[k - 1]);
  }
  return status;
}
