#include "model/dataset.h"

#include "base/codes.h"
#include "base/diag.h"
#include "model/units.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

void egb_dataset_free(egb_dataset *data) {
  if (data != NULL)
    egb_arena_free(data->arena);
}

size_t egb_dataset_unit_count(const egb_dataset *data) {
  return data->unit_count;
}

const char *egb_dataset_unit_id(const egb_dataset *data, size_t unit) {
  return unit < data->unit_count ? data->unit[unit].id : "";
}

const char *egb_dataset_unit_name(const egb_dataset *data, size_t unit, const char *const *languages) {
  return unit < data->unit_count ? egb_labels_pick(data->unit[unit].name, languages, data->unit[unit].id) : "";
}

size_t egb_dataset_find_unit(const egb_dataset *data, const char *id_or_name) {
  egb_unit_answer answer;
  return egb_units_find(data->unit, data->unit_count, id_or_name, &answer) == EGB_OK ? answer.unit : EGB_NONE;
}

egb_status egb_dataset_explain_unit(const egb_dataset *data, const char *text, egb_diag *diag) {
  egb_unit_answer answer;
  egb_buffer message = {0}, advice = {0};
  egb_status status = egb_units_find(data->unit, data->unit_count, text, &answer);
  if (status != EGB_OK || answer.unit != EGB_NONE || answer.count == 0)
    return status;
  egb_units_say(&answer, data->unit, text, "this data", &message, &advice);
  if (!message.failed && !advice.failed) {
    egb_diag_say(diag, EGB_SEVERITY_ERROR, EGB_E_USAGE, "%s", message.text);
    egb_diag_hint(diag, "%s", advice.length != 0 ? advice.text : "write a unit of the data: its ranking lists them");
  }
  status = message.failed || advice.failed ? EGB_NO_MEMORY : EGB_USAGE;
  egb_buffer_clear(&message);
  egb_buffer_clear(&advice);
  return status;
}

size_t egb_dataset_period_count(const egb_dataset *data) {
  return data->period_count;
}

const char *egb_dataset_period(const egb_dataset *data, size_t period) {
  return period < data->period_count ? data->period[period] : "";
}

size_t egb_dataset_grouping_count(const egb_dataset *data) {
  return data->grouping_count;
}

const char *egb_dataset_grouping_id(const egb_dataset *data, size_t grouping) {
  return grouping < data->grouping_count ? data->grouping[grouping] : "";
}

const char *egb_dataset_unit_group(const egb_dataset *data, size_t unit, size_t grouping) {
  return unit < data->unit_count && grouping < data->grouping_count ? data->unit[unit].group[grouping] : "";
}

const char *egb_dataset_group(const egb_dataset *data, size_t period, size_t unit, size_t grouping) {
  const size_t at = period * data->unit_count + unit;
  return (data->group_of != NULL ? data->group_of[at] : data->unit[unit].group)[grouping];
}

static int by_column_name(const void *a, const void *b) {
  const egb_named_column *left = a, *right = b;
  return strcmp(left->name, right->name);
}

bool egb_dataset_sort_columns(egb_arena *arena, egb_dataset *data) {
  egb_named_column *list = egb_arena_array(arena, data->column_count, sizeof *list);
  if (list == NULL)
    return false;
  for (size_t i = 0; i < data->column_count; i++)
    list[i] = (egb_named_column){data->column[i], i};
  qsort(list, data->column_count, sizeof *list, by_column_name);
  data->by_name = list;
  return true;
}

size_t egb_dataset_column(const egb_dataset *data, const char *name) {
  const egb_named_column wanted = {name, 0}, *found = NULL;
  if (data->column_count > 0)
    found = bsearch(&wanted, data->by_name, data->column_count, sizeof wanted, by_column_name);
  return found != NULL ? found->column : EGB_NONE;
}

const double *egb_dataset_values(const egb_dataset *data, size_t period, size_t column) {
  return data->value + (period * data->column_count + column) * data->unit_count;
}

uint16_t egb_dataset_cell_file(const egb_dataset *data, size_t cell) {
  if (data->records != NULL)
    return data->records->file;
  return data->cell_source != NULL ? data->cell_source[cell] : UINT16_MAX;
}

static egb_record record_of(const egb_dataset *data, size_t unit) {
  const egb_records *records = data->records;
  return egb_record_at(data->file[records->file].source, records->offset[unit], records->delimiter);
}

/* Its field of the record of its unit. */
static egb_place find_in_record(const egb_dataset *data, size_t cell) {
  const egb_records *records = data->records;
  egb_record record = record_of(data, cell % data->unit_count);
  for (uint32_t i = records->field[cell / data->unit_count % data->column_count]; i != 0; i--)
    (void)egb_record_field(&record);
  return egb_record_field(&record);
}

egb_place egb_dataset_cell_place(const egb_dataset *data, size_t cell) {
  const uint16_t file = egb_dataset_cell_file(data, cell);
  if (file == UINT16_MAX)
    return (egb_place){0};
  if (data->records != NULL)
    return find_in_record(data, cell);
  return (egb_place){data->file[file].source, data->cell_offset[cell], data->cell_length[cell]};
}

egb_place egb_dataset_place(const egb_dataset *data, size_t period, size_t column, size_t unit) {
  return egb_dataset_cell_place(data, (period * data->column_count + column) * data->unit_count + unit);
}

bool egb_cell_places_begin(const egb_dataset *data, egb_arena *arena, egb_cell_places *out) {
  *out = (egb_cell_places){.data = data, .unit = EGB_NONE};
  if (data->records == NULL)
    return true;
  size_t last = 0;
  for (size_t c = 0; c < data->column_count; c++)
    last = data->records->field[c] > last ? data->records->field[c] : last;
  out->field = egb_arena_array(arena, last + 1, sizeof *out->field);
  return out->field != NULL;
}

egb_place egb_cell_places_at(egb_cell_places *places, size_t period, size_t column, size_t unit) {
  const egb_dataset *data = places->data;
  if (data->records == NULL)
    return egb_dataset_place(data, period, column, unit);
  if (unit != places->unit) {
    places->unit = unit;
    places->record = record_of(data, unit);
    places->known = 0;
  }
  const size_t field = data->records->field[column];
  while (places->known <= field)
    places->field[places->known++] = egb_record_field(&places->record);
  return places->field[field];
}

bool egb_dataset_has_values(const egb_dataset *data, size_t period) {
  const size_t cells = data->column_count * data->unit_count;
  for (size_t i = 0; i < cells; i++)
    if (!isnan(data->value[period * cells + i]))
      return true;
  return false;
}

/* A text without a language is as good as English. */
static bool speaks(egb_labels labels, const char *language) {
  const bool english = strncmp(language, "en", 2) == 0 && (language[2] == '\0' || language[2] == '-');
  for (size_t i = 0; english && i < labels.count; i++)
    if (labels.item[i].language[0] == '\0')
      return true;
  return egb_labels_speak(labels, language);
}

bool egb_index_speaks(const egb_index *index, const egb_dataset *data, const char *language) {
  bool found = speaks(index->title, language) || speaks(index->description, language);
  for (size_t i = 0; i < index->node_count && !found; i++)
    found = speaks(index->node[i].name, language);
  for (size_t i = 0; i < index->level_count && !found; i++)
    found = speaks(index->level[i].name, language);
  for (size_t u = 0; data != NULL && u < data->unit_count && !found; u++)
    found = speaks(data->unit[u].name, language);
  return found;
}

const char *egb_dataset_file(const egb_dataset *data, size_t i, const char **bytes, size_t *length) {
  const egb_index *index = data->index;
  const egb_source *source = NULL;
  if (i == 0)
    source = index->source;
  else if (i <= index->extended_count)
    source = index->extended[i - 1];
  else if (i - 1 - index->extended_count < data->file_count)
    source = data->file[i - 1 - index->extended_count].bytes;
  *bytes = source == NULL ? NULL : egb_source_text(source);
  *length = source == NULL ? 0 : source->length;
  return source == NULL ? NULL : source->name;
}
