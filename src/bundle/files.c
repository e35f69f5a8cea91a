/* The files of a bundle: texts, tables as CSV, documents. */
#include "base/codes.h"
#include "base/diag.h"
#include "base/text.h"
#include "bundle/gather.h"

#include <string.h>

#define FILES_MOST ((size_t)4096)

/* A name that every system and every address can have. Editions stay where they were made: what a list of checksums can
 * have is enough for them. */
static bool is_plain(const egb_bundle *bundle, const char *path) {
  if (bundle->options->kind == EGB_BUNDLE_EDITION)
    return strpbrk(path, "\n\r\\") == NULL;
  for (const char *c = path; *c != '\0'; c++)
    if (!egb_is_letter(*c) && !egb_is_digit(*c) && strchr("._-/", *c) == NULL)
      return false;
  return true;
}

static egb_status refuse(egb_diag *diag, const char *path, const char *what, const char *hint) {
  egb_diag_say(diag, EGB_SEVERITY_ERROR, EGB_E_BUNDLE, "`%.300s` %s", path, what);
  egb_diag_hint(diag, "%s", hint);
  return EGB_USAGE;
}

static bool grow(egb_bundle *bundle) {
  if (bundle->file_count < bundle->file_room)
    return true;
  const size_t room = bundle->file_room == 0 ? 32 : 2 * bundle->file_room;
  egb_bundle_file *larger = egb_arena_array(bundle->arena, room, sizeof *larger);
  if (larger == NULL)
    return false;
  if (bundle->file_count != 0)
    memcpy(larger, bundle->file, bundle->file_count * sizeof *larger);
  bundle->file = larger;
  bundle->file_room = room;
  return true;
}

egb_status egb_bundle_add(egb_bundle *bundle, const egb_bundle_file *file, egb_diag *diag) {
  if (!is_plain(bundle, file->path))
    return refuse(diag, file->path, "has a name that not every system can have",
                  bundle->options->kind == EGB_BUNDLE_EDITION
                      ? "rename it"
                      : "rename it, with letters and digits of ASCII, `.`, `_` and `-`");
  if (egb_bundle_find(bundle, file->path) != NULL)
    return refuse(diag, file->path, "would be in the bundle twice", "rename one of the two files");
  if (bundle->file_count == FILES_MOST)
    return refuse(diag, file->path, "is one file too many", "join data files into fewer");
  if (!grow(bundle))
    return EGB_NO_MEMORY;
  bundle->file[bundle->file_count++] = *file;
  return EGB_OK;
}

egb_status egb_bundle_add_text(egb_bundle *bundle, egb_bundle_file file, egb_buffer *text, egb_diag *diag) {
  const bool any = text->length != 0, failed = text->failed;
  file.bytes = failed ? NULL : egb_arena_text(bundle->arena, egb_buffer_string(text), text->length);
  file.length = text->length;
  egb_buffer_clear(text);
  return file.bytes == NULL ? EGB_NO_MEMORY : any ? egb_bundle_add(bundle, &file, diag) : EGB_OK;
}

static egb_status add_written(egb_bundle *bundle, egb_bundle_file file, const char *text, egb_diag *diag) {
  file.bytes = egb_arena_text(bundle->arena, text, file.length);
  return file.bytes == NULL ? EGB_NO_MEMORY : egb_bundle_add(bundle, &file, diag);
}

static egb_status keep_table(egb_bundle *bundle, egb_table *table) {
  egb_table **list = egb_arena_array(bundle->arena, bundle->table_count + 1, sizeof *list);
  if (list == NULL) {
    egb_table_free(table);
    return EGB_NO_MEMORY;
  }
  if (bundle->table_count != 0)
    memcpy(list, bundle->table, bundle->table_count * sizeof *list);
  list[bundle->table_count++] = table;
  bundle->table = list;
  return EGB_OK;
}

egb_status egb_bundle_add_table(egb_bundle *bundle, egb_bundle_file file, egb_table *table, egb_diag *diag) {
  const egb_write_options options = {.size = sizeof options, .threads = bundle->options->threads};
  char *text = NULL;
  egb_status status = keep_table(bundle, table);
  if (status == EGB_OK)
    status = egb_table_write(table, EGB_FORMAT_CSV, &options, diag, &text, &file.length);
  file.table = table;
  file.media_type = "text/csv";
  if (status == EGB_OK)
    status = add_written(bundle, file, text, diag);
  egb_free(text);
  return status;
}

egb_status egb_bundle_add_document(egb_bundle *bundle, egb_bundle_file file, egb_document *document, egb_format format,
                                   egb_diag *diag) {
  const egb_write_options options = {.size = sizeof options};
  char *text = NULL;
  egb_status status = document == NULL || document->failed
                          ? EGB_NO_MEMORY
                          : egb_document_write(document, format, &options, diag, &text, &file.length);
  if (status == EGB_OK)
    status = add_written(bundle, file, text, diag);
  egb_free(text);
  egb_document_free(document);
  return status;
}
