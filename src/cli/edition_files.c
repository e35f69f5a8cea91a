#include "edition_files.h"

#include "base/buffer.h"
#include "base/checksum.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#define BELOW "definition/"
#define FILES_MAX 1000
#define PATH_ROOM 4096

egb_status edition_add(edition_files *files, const char *name, const char *text, size_t length) {
  if (files->count == files->room) {
    const size_t room = files->room == 0 ? 16 : 2 * files->room;
    edition_file *larger = egb_arena_array(files->arena, room, sizeof *larger);
    if (larger == NULL)
      return EGB_NO_MEMORY;
    if (files->count != 0)
      memcpy(larger, files->item, files->count * sizeof *larger);
    files->item = larger;
    files->room = room;
  }
  files->item[files->count++] = (edition_file){name, text, length};
  return EGB_OK;
}

/* ---- names ----------------------------------------------------------------------------------- */

/* Drops the last folder of a path. */
static void go_up(egb_buffer *path) {
  while (path->length > 0 && path->text[path->length - 1] != '/')
    path->length--;
  path->length -= path->length > 0;
}

/* The path from the root, without `.`, `..` and empty parts: as it is written, links are not followed. */
static bool put_whole(egb_buffer *out, const char *path) {
  char here[PATH_ROOM];
  if (path[0] != '/' && getcwd(here, sizeof here) == NULL)
    return false;
  if (path[0] != '/')
    egb_buffer_text(out, strcmp(here, "/") == 0 ? "" : here);
  while (*path != '\0') {
    const size_t length = strcspn(path, "/");
    if (length == 2 && memcmp(path, "..", 2) == 0) {
      go_up(out);
    } else if (length > 0 && !(length == 1 && path[0] == '.')) {
      egb_buffer_char(out, '/');
      egb_buffer_add(out, path, length);
    }
    path += length + (path[length] == '/');
  }
  return !out->failed;
}

static egb_status whole_of(egb_arena *arena, const char *path, egb_diag *diag, const char **out) {
  egb_buffer whole = {0};
  const bool done = put_whole(&whole, path);
  *out = done ? egb_arena_text(arena, egb_buffer_string(&whole), whole.length) : NULL;
  egb_buffer_clear(&whole);
  if (*out == NULL)
    return EGB_NO_MEMORY;
  if (strpbrk(*out, "\n\r\\") == NULL)
    return EGB_OK;
  cli_error(diag, CLI_E_USAGE, "rename it", "`%.300s` has a name that no list of checksums can have", path);
  return EGB_USAGE;
}

/* ---- what was read --------------------------------------------------------------------------- */

typedef struct read_file {
  const char *path, *bytes;
  size_t length;
} read_file;

/* How much of the paths is the folder that has them all, with its slash. */
static size_t common_folder(const read_file *file, size_t count) {
  size_t length = strlen(file[0].path);
  for (size_t i = 0; i < count; i++) {
    size_t same = 0;
    while (same < length && file[i].path[same] == file[0].path[same] && file[0].path[same] != '\0')
      same++;
    length = same;
  }
  while (length > 0 && file[0].path[length - 1] != '/')
    length--;
  return length;
}

/* Each once: a file may hold data and the list of units. */
static egb_status list_read(egb_arena *arena, const egb_dataset *data, egb_diag *diag, read_file *file, size_t *count) {
  const char *bytes;
  size_t length;
  *count = 0;
  for (size_t i = 0; egb_dataset_file(data, i, &bytes, &length) != NULL; i++) {
    const char *path;
    const egb_status status = whole_of(arena, egb_dataset_file(data, i, &bytes, &length), diag, &path);
    if (status != EGB_OK)
      return status;
    size_t k = 0;
    while (k < *count && strcmp(file[k].path, path) != 0)
      k++;
    if (k == FILES_MAX) {
      cli_error(diag, CLI_E_USAGE, "join them into fewer", "an edition of more than %d files is not made", FILES_MAX);
      return EGB_USAGE;
    }
    if (k == *count)
      file[(*count)++] = (read_file){path, bytes, length};
  }
  return EGB_OK;
}

egb_status edition_add_read(edition_files *files, const egb_dataset *data, egb_diag *diag, const char **definition) {
  read_file *file = egb_arena_array(files->arena, FILES_MAX + 1, sizeof *file);
  size_t count = 0;
  egb_status status = file == NULL ? EGB_NO_MEMORY : list_read(files->arena, data, diag, file, &count);
  const size_t common = status == EGB_OK ? common_folder(file, count) : 0;
  for (size_t i = 0; i < count && status == EGB_OK; i++) {
    const char *name = egb_arena_format(files->arena, BELOW "%s", file[i].path + common);
    status = name == NULL ? EGB_NO_MEMORY : edition_add(files, name, file[i].bytes, file[i].length);
    if (i == 0)
      *definition = name;
  }
  return status;
}

egb_status edition_add_sums(edition_files *files) {
  egb_buffer out = {0};
  for (size_t i = 0; i < files->count; i++) {
    char sum[65];
    egb_sha256_hex(files->item[i].text, files->item[i].length, sum);
    egb_buffer_format(&out, "%s  %s\n", sum, files->item[i].name);
  }
  const char *text = out.failed ? NULL : egb_arena_text(files->arena, egb_buffer_string(&out), out.length);
  const size_t length = out.length;
  egb_buffer_clear(&out);
  return text == NULL ? EGB_NO_MEMORY : edition_add(files, "SHA256SUMS", text, length);
}
