/* A draft reads files as an import does: one set of rules says what separates cells, which column is the unit and so
 * on. Its indicators are the columns, or the indicators of a long file, with numbers and nothing else. */
#include "load/draft.h"

#include <math.h>

static egb_status find_ranges(egb_draft *draft) {
  const egb_dataset *data = draft->import->data;
  double *low = egb_arena_array(draft->arena, data->column_count, sizeof *low);
  double *high = egb_arena_array(draft->arena, data->column_count, sizeof *high);
  if (low == NULL || high == NULL)
    return EGB_NO_MEMORY;
  for (size_t c = 0; c < data->column_count; c++) {
    low[c] = INFINITY;
    high[c] = -INFINITY;
    for (size_t p = 0; p < data->period_count; p++) {
      const double *value = egb_dataset_values(data, p, c);
      for (size_t u = 0; u < data->unit_count; u++) {
        low[c] = fmin(low[c], value[u]);
        high[c] = fmax(high[c], value[u]);
      }
    }
  }
  draft->low = low;
  draft->high = high;
  return EGB_OK;
}

static egb_status write_draft(const egb_import *import, const char *const *names, const char *id, egb_diag *diag,
                              char **out) {
  egb_draft draft = {.arena = import->arena, .import = import, .names = names};
  egb_buffer text = {0};
  size_t length;
  egb_status status = find_ranges(&draft);
  if (status == EGB_OK)
    status = egb_draft_labels(&draft, diag);
  if (status == EGB_OK)
    status = egb_draft_write(&draft, id, &text);
  if (status == EGB_OK) {
    *out = egb_buffer_take(&text, &length);
    status = *out == NULL ? EGB_NO_MEMORY : EGB_OK;
  }
  egb_buffer_clear(&text);
  return status;
}

egb_status egb_index_draft(const char *const *files, const char *const *names, size_t count, const char *id,
                           egb_diag *diag, char **out) {
  egb_import *import = NULL;
  const egb_import_options options = EGB_OPTIONS(egb_import_options, .files = files, .file_count = count);
  *out = NULL;
  egb_status status = egb_import_new(&options, diag, &import);
  if (status == EGB_OK)
    status = egb_import_read_whole(import, true, diag);
  if (status == EGB_OK)
    status = write_draft(import, names, id, diag, out);
  egb_import_free(import);
  return status;
}
