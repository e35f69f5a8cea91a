#include "model/dataset.h"

#include "base/buffer.h"
#include "base/utf8.h"
#include "names/names.h"

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

/* True when the text has the given comparison key. scratch is reused. */
static bool has_key(const egb_buffer *key, egb_buffer *scratch, const char *text) {
  scratch->length = 0;
  egb_utf8_fold(scratch, text, strlen(text));
  return !scratch->failed && scratch->length == key->length &&
         (key->length == 0 || memcmp(scratch->text, key->text, key->length) == 0);
}

static bool is_called(const egb_unit *unit, const egb_buffer *key, egb_buffer *scratch, bool by_id) {
  if (by_id)
    return has_key(key, scratch, unit->id);
  for (size_t i = 0; i < unit->name.count; i++)
    if (has_key(key, scratch, unit->name.item[i].text))
      return true;
  return false;
}

static bool is_meaning(const char *text, const char *wanted) {
  const char *id;
  return egb_names_resolve(text, strlen(text), &id, 1) == 1 && strcmp(id, wanted) == 0;
}

/* The one unit of the data that the table of names has under the same id. Where the data names its units, the names
 * decide: AL may be Alabama. Without names only codes of three letters are trusted. */
static size_t find_meaning(const egb_dataset *data, const char *text) {
  size_t found = EGB_NONE;
  const char *id;
  if (egb_names_resolve(text, strlen(text), &id, 1) != 1)
    return EGB_NONE;
  for (size_t u = 0; u < data->unit_count; u++) {
    const egb_unit *unit = &data->unit[u];
    bool same = unit->name.count == 0 && strlen(unit->id) >= 3 && is_meaning(unit->id, id);
    for (size_t i = 0; i < unit->name.count && !same; i++)
      same = is_meaning(unit->name.item[i].text, id);
    if (same && found != EGB_NONE)
      return EGB_NONE; /* two units of one country: which is meant is not known */
    found = same ? u : found;
  }
  return found;
}

size_t egb_dataset_find_unit(const egb_dataset *data, const char *id_or_name) {
  for (size_t i = 0; i < data->unit_count; i++)
    if (strcmp(data->unit[i].id, id_or_name) == 0)
      return i;
  size_t found = EGB_NONE;
  egb_buffer key = {0}, scratch = {0};
  egb_utf8_fold(&key, id_or_name, strlen(id_or_name));
  /* An id in other letters has priority over a name: "at" is Austria's code before it is a name. */
  for (int by_id = 1; by_id >= 0 && !key.failed && key.length != 0; by_id--)
    for (size_t i = 0; i < data->unit_count && found == EGB_NONE; i++)
      if (is_called(&data->unit[i], &key, &scratch, by_id == 1))
        found = i;
  egb_buffer_clear(&key);
  egb_buffer_clear(&scratch);
  return found != EGB_NONE ? found : find_meaning(data, id_or_name);
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

egb_place egb_dataset_place(const egb_dataset *data, size_t period, size_t column, size_t unit) {
  const size_t cell = (period * data->column_count + column) * data->unit_count + unit;
  if (data->cell_source[cell] == UINT16_MAX)
    return (egb_place){0};
  return (egb_place){data->file[data->cell_source[cell]].source, data->cell_offset[cell], data->cell_length[cell]};
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
