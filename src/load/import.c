#include "load/import.h"

#include "base/codes.h"
#include "base/file.h"
#include "base/options.h"
#include "load/data_load.h"

#include <string.h>

static egb_status read_bytes(egb_import *import, const char *path, egb_diag *diag, const egb_source **out) {
  const egb_data_options *from = &import->from;
  egb_source *source = NULL;
  if (strcmp(path, "-") != 0) {
    const egb_status status = egb_file_read(import->arena, path, (egb_place){0}, diag, &source);
    *out = source;
    return status;
  }
  source = egb_arena_array(import->arena, 1, sizeof *source);
  if (source == NULL)
    return EGB_NO_MEMORY;
  source->name = "<stdin>";
  source->text = egb_arena_text(import->arena, from->stdin_text != NULL ? from->stdin_text : "", from->stdin_length);
  source->length = from->stdin_text != NULL ? from->stdin_length : 0;
  *out = source;
  return source->text != NULL ? EGB_OK : EGB_NO_MEMORY;
}

static egb_status recognise_files(egb_import *import, const char *as, egb_diag *diag) {
  egb_status status = EGB_OK;
  for (size_t i = 0; i < import->from.file_count && status == EGB_OK; i++) {
    const egb_source *source;
    import->file[i].path = import->from.files[i];
    status = read_bytes(import, import->file[i].path, diag, &source);
    if (status == EGB_OK)
      status = egb_recognise(import->arena, source, as, diag, &import->file[i].known);
  }
  return status;
}

/* The entries become what a definition's become: by the same reader. */
static egb_status parse_entries(egb_import *import, egb_diag *diag) {
  egb_buffer text = {0};
  egb_buffer_text(&text, "egovbench: 1\nid: import\ntitle: import\nindicators: [{id: any}]\n");
  egb_import_write_entries(import, false, &text);
  const egb_status status =
      text.failed ? EGB_NO_MEMORY : egb_index_parse("<entry>", text.text, text.length, diag, &import->index);
  egb_buffer_clear(&text);
  return status;
}

static egb_status refuse_name(const char *as, egb_diag *diag) {
  char list[600];
  size_t length = 0;
  for (size_t i = 0; egb_origin_names[i] != NULL && length + strlen(egb_origin_names[i]) + 8 < sizeof list; i++) {
    const char *before = i == 0 ? "" : ", ";
    memcpy(list + length, before, strlen(before));
    length += strlen(before);
    memcpy(list + length, egb_origin_names[i], strlen(egb_origin_names[i]));
    length += strlen(egb_origin_names[i]);
  }
  list[length] = '\0';
  egb_diag_say(diag, EGB_SEVERITY_ERROR, EGB_E_USAGE, "no publisher is called `%.100s`", as);
  egb_diag_hint(diag, "there are %s", list);
  return EGB_USAGE;
}

/* The caller's texts, which need not live on. */
static egb_status copy_options(egb_import *import, const egb_import_options *asked) {
  const char **files = egb_arena_array(import->arena, asked->file_count, sizeof *files);
  import->file = egb_arena_array(import->arena, asked->file_count, sizeof *import->file);
  for (size_t i = 0; files != NULL && i < asked->file_count; i++)
    files[i] = egb_arena_copy(import->arena, asked->files[i]);
  import->from = EGB_OPTIONS(egb_data_options, .files = files, .file_count = asked->file_count,
                             .stdin_length = asked->stdin_length);
  if (asked->stdin_text != NULL)
    import->from.stdin_text = egb_arena_text(import->arena, asked->stdin_text, asked->stdin_length);
  return egb_arena_failed(import->arena) ? EGB_NO_MEMORY : EGB_OK;
}

egb_status egb_import_new(const egb_import_options *options, egb_diag *diag, egb_import **out) {
  egb_import_options asked;
  *out = NULL;
  egb_status status = EGB_OPTIONS_TAKE(asked, options, diag);
  if (status != EGB_OK)
    return status;
  if (asked.file_count == 0 || asked.file_count > EGB_FILES_MOST) {
    egb_diag_say(diag, EGB_SEVERITY_ERROR, EGB_E_USAGE, "an import takes 1 to %d files", EGB_FILES_MOST);
    return EGB_USAGE;
  }
  if (asked.as != NULL && egb_origin_find(asked.as) == NULL)
    return refuse_name(asked.as, diag);
  egb_arena *arena = egb_arena_new();
  egb_import *import = arena != NULL ? egb_arena_array(arena, 1, sizeof *import) : NULL;
  if (import == NULL) {
    egb_arena_free(arena);
    return EGB_NO_MEMORY;
  }
  import->arena = arena;
  status = copy_options(import, &asked);
  if (status == EGB_OK)
    status = recognise_files(import, asked.as, diag);
  if (status == EGB_OK)
    status = parse_entries(import, diag);
  if (status == EGB_OK)
    *out = import;
  else
    egb_import_free(import);
  return status;
}

egb_status egb_import_read(egb_import *import, egb_diag *diag) {
  if (import->data != NULL)
    return EGB_OK;
  const egb_status status = egb_dataset_everything(import->index, &import->from, diag, &import->data);
  if (status != EGB_OK || import->data->column_count != 0)
    return status;
  egb_dataset_free(import->data);
  import->data = NULL;
  egb_diag_say(diag, EGB_SEVERITY_ERROR, EGB_E_COLUMN_MISSING, "no column holds numbers");
  egb_diag_hint(diag, "see whether `decimal`, `missing` and the line of the header are those of the file");
  return EGB_REFUSED;
}

void egb_import_free(egb_import *import) {
  if (import == NULL)
    return;
  egb_dataset_free(import->data);
  egb_index_free(import->index);
  egb_arena_free(import->arena);
}
