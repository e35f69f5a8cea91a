/* What files have beside values and in place of them. */
#include "base/codes.h"
#include "base/text.h"
#include "import/import.h"
#include "read/yaml_write.h"

#include <math.h>
#include <string.h>

#define TEXT_SHOWN 64

egb_place egb_import_status(const egb_dataset *data, size_t cell) {
  egb_place place = egb_dataset_cell_place(data, cell);
  if (place.source == NULL)
    return place;
  const char *text = place.source->text + place.offset;
  if (isnan(data->value[cell]))
    return place;
  uint32_t at = place.length;
  while (at > 0 && text[at - 1] != ' ')
    at--;
  const bool none = at == 0 || at == place.length || egb_is_digit(text[at]);
  place.offset += none ? place.length : at;
  place.length = none ? 0 : place.length - at;
  return place;
}

static void refuse(const egb_import *import, egb_place place, egb_diag *diag) {
  char shown[TEXT_SHOWN];
  const size_t length = place.length < sizeof shown ? place.length : sizeof shown - 1;
  memcpy(shown, place.source->text + place.offset, length);
  shown[length] = '\0';
  egb_buffer text = {0};
  egb_yaml_put_text(&text, shown);
  egb_diag_at(diag, EGB_SEVERITY_ERROR, EGB_E_RECIPE, place, "the recipe does not know the mark `%s`", shown);
  egb_diag_hint(diag, "find out what it means; to read such cells as before, add it to `statuses:` in `%s`: %s",
                import->recipe->index->source->name, text.failed ? shown : egb_buffer_string(&text));
  egb_buffer_clear(&text);
}

egb_status egb_import_check_statuses(const egb_import *import, egb_diag *diag) {
  const egb_dataset *data = import->data;
  const size_t cells = data->unit_count * data->column_count * data->period_count;
  egb_names seen = {.arena = import->arena};
  egb_status status = EGB_OK;
  for (size_t i = 0; i < cells && import->recipe->file != NULL; i++) {
    const egb_place place = egb_import_status(data, i);
    bool fresh;
    if (place.length == 0)
      continue;
    const char *text = place.source->text + place.offset;
    if (egb_names_find(&import->recipe->statuses, text, place.length) != EGB_NAMES_NONE)
      continue;
    if (egb_names_add(&seen, text, place.length, &fresh) == EGB_NAMES_NONE)
      return EGB_NO_MEMORY;
    if (fresh)
      refuse(import, place, diag);
    status = EGB_REFUSED;
  }
  egb_diag_sort(diag);
  return status;
}
