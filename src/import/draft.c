/* A draft reads files as an import does: one set of rules says what separates cells, which column is the unit and so
 * on. Its indicators are the columns, or the indicators of a long file, with numbers and nothing else. */
#include "import/draft.h"

#include "base/codes.h"
#include "files/file.h"
#include "load/data_load.h"
#include "read/xlsx.h"

#include <math.h>
#include <string.h>

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

static egb_status write_draft(const egb_import *import, const char *const *names, const egb_draft_tree *tree,
                              const char *id, egb_diag *diag, char **out) {
  egb_draft draft = {.arena = import->arena, .import = import, .names = names, .tree = *tree};
  egb_buffer text = {0};
  size_t length;
  egb_status status = find_ranges(&draft);
  if (status == EGB_OK)
    status = egb_import_labels(import, import->arena, diag, &draft.label);
  if (status == EGB_OK && tree->count > 0)
    status = egb_draft_tree_match(&draft, diag);
  if (status == EGB_OK)
    status = egb_draft_write(&draft, id, &text);
  if (status == EGB_OK) {
    *out = egb_buffer_take(&text, &length);
    status = *out == NULL ? EGB_NO_MEMORY : EGB_OK;
  }
  egb_buffer_clear(&text);
  return status;
}

/* ---- data, and what describes the index ------------------------------------------------------ */

typedef struct given {
  const char **file, **name; /* with data */
  size_t count;
  const char *described; /* the file with the description; NULL: none */
  egb_draft_tree tree;
} given;

/* The text of a file, without messages: what is wrong with data is said when it is read. NULL: it has none. */
static egb_status peek(egb_arena *arena, const char *path, egb_diag *diag, const egb_source **out) {
  egb_source *source = NULL, *sheet = NULL;
  const egb_diag_point mark = egb_diag_mark(diag);
  egb_status status = strcmp(path, "-") == 0 ? EGB_IO : egb_file_read(arena, path, (egb_place){0}, diag, &source);
  *out = source;
  if (status == EGB_OK && egb_xlsx_is(source)) {
    status = egb_xlsx_text(arena, source, &(egb_xlsx_options){0}, diag, &sheet);
    *out = sheet;
  }
  egb_diag_rewind(diag, mark);
  if (status != EGB_OK)
    *out = NULL;
  return status == EGB_NO_MEMORY ? status : EGB_OK;
}

static egb_status refuse_second(const given *g, const char *path, egb_diag *diag) {
  egb_diag_say(diag, EGB_SEVERITY_ERROR, EGB_E_USAGE, "`%s` and `%s` both say how the index is made", g->described,
               path);
  egb_diag_hint(diag, "give one of them");
  return EGB_USAGE;
}

static egb_status sort_file(egb_arena *arena, const char *file, const char *name, egb_diag *diag, given *g) {
  egb_dialect dialect;
  const egb_source *text = NULL;
  const char *path = egb_own_name(arena, file);
  egb_status status = path == NULL ? EGB_NO_MEMORY : peek(arena, path, diag, &text);
  if (status != EGB_OK)
    return status;
  if (text == NULL || egb_description_of(text, &dialect) == NULL) {
    g->file[g->count] = file;
    g->name[g->count++] = name;
    return EGB_OK;
  }
  if (g->described != NULL)
    return refuse_second(g, path, diag);
  g->described = path;
  return egb_draft_tree_read(arena, text, &dialect, diag, &g->tree);
}

static egb_status sort_files(egb_arena *arena, const char *const *files, const char *const *names, size_t count,
                             egb_diag *diag, given *g) {
  g->file = egb_arena_array(arena, count, sizeof *g->file);
  g->name = egb_arena_array(arena, count, sizeof *g->name);
  egb_status status = g->file == NULL || g->name == NULL ? EGB_NO_MEMORY : EGB_OK;
  for (size_t i = 0; i < count && status == EGB_OK; i++)
    status = sort_file(arena, files[i], names[i], diag, g);
  if (status == EGB_OK && g->count == 0 && g->described != NULL) {
    egb_diag_say(diag, EGB_SEVERITY_ERROR, EGB_E_USAGE, "`%s` says how an index is made, and holds no data",
                 g->described);
    egb_diag_hint(diag, "give the table with the data as well: init --from DATA.csv %s", g->described);
    status = EGB_USAGE;
  }
  return status;
}

egb_status egb_index_draft(const char *const *files, const char *const *names, size_t count, const char *id,
                           egb_diag *diag, char **out) {
  egb_import *import = NULL;
  egb_arena *arena = egb_arena_new();
  given g = {0};
  *out = NULL;
  egb_status status = arena == NULL ? EGB_NO_MEMORY : sort_files(arena, files, names, count, diag, &g);
  const egb_import_options options = EGB_OPTIONS(egb_import_options, .files = g.file, .file_count = g.count);
  if (status == EGB_OK)
    status = egb_import_new(&options, diag, &import);
  if (status == EGB_OK)
    status = egb_import_read_whole(import, true, diag);
  if (status == EGB_OK)
    status = write_draft(import, g.name, &g.tree, id, diag, out);
  egb_import_free(import);
  egb_arena_free(arena);
  return status;
}
