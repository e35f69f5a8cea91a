#include "verify/held.h"
#include "bundle/gather.h"

#include "base/codes.h"
#include "base/diag.h"
#include "base/text.h"
#include "files/file.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define NAME_MOST 512

egb_status egb_held_refuse(const egb_held *held, egb_diag *diag, const char *name, const char *what, const char *hint) {
  if (name == NULL)
    egb_diag_say(diag, EGB_SEVERITY_ERROR, EGB_E_BUNDLE, "%.300s: %s", held->name, what);
  else
    egb_diag_say(diag, EGB_SEVERITY_ERROR, EGB_E_BUNDLE, "%.300s: `%.300s` %s", held->name, name, what);
  egb_diag_hint(diag, "%s", hint);
  return EGB_REFUSED;
}

egb_status egb_held_refuse_none(const egb_held *held, egb_diag *diag) {
  return egb_held_refuse(held, diag, EGB_BUNDLE_MANIFEST, "is missing, so that this is no bundle",
                         "name a folder or archive that `egovbench publish` wrote");
}

static bool is_part(const char *name, size_t length) {
  return length != 0 && !(length == 1 && name[0] == '.') && !(length == 2 && name[0] == '.' && name[1] == '.');
}

static bool is_plain(const char *name) {
  if (strlen(name) > NAME_MOST)
    return false;
  for (const char *c = name; *c != '\0'; c++)
    if (*c <= ' ' || *c > '~' || *c == '\\' || *c == ':')
      return false;
  for (const char *part = name;; part++) {
    const size_t length = strcspn(part, "/");
    if (!is_part(part, length))
      return false;
    part += length;
    if (*part == '\0')
      return true;
  }
}

egb_status egb_held_check(const egb_held *held, const char *name, egb_diag *diag) {
  return is_plain(name) ? EGB_OK
                        : egb_held_refuse(held, diag, name, "is a name that no file of a bundle has",
                                          "fetch the bundle again from who published it");
}

egb_status egb_held_add(egb_held *held, egb_source *file, egb_diag *diag) {
  if (held->count == EGB_HELD_FILES || file->length > EGB_HELD_BYTES - held->total)
    return egb_held_refuse(held, diag, NULL, "it has more than 4096 files, or more than 1 GiB",
                           "fetch the bundle again from who published it");
  held->file[held->count++] = file;
  held->total += file->length;
  return EGB_OK;
}

static int by_name(const void *a, const void *b) {
  return strcmp((*(egb_source *const *)a)->name, (*(egb_source *const *)b)->name);
}

const egb_source *egb_held_find(const egb_held *held, const char *path) {
  size_t low = 0, high = held->count;
  while (low < high) {
    const size_t middle = low + (high - low) / 2;
    const int order = strcmp(path, held->file[middle]->name);
    if (order == 0)
      return held->file[middle];
    if (order < 0)
      high = middle;
    else
      low = middle + 1;
  }
  return NULL;
}

static egb_status open_path(egb_held *held, const char *path, egb_diag *diag) {
  struct stat about;
  egb_source *archive = NULL;
  if (stat(path, &about) == 0 && S_ISDIR(about.st_mode))
    return egb_held_folder(held, path, diag);
  const egb_status status = egb_file_read(held->arena, path, (egb_place){0}, diag, &archive);
  return status == EGB_OK ? egb_held_zip(held, archive, diag) : status;
}

egb_status egb_held_open(egb_held *held, egb_arena *arena, const char *path, const egb_verify_options *options,
                         egb_diag *diag) {
  *held = (egb_held){.arena = arena, .name = path, .file = egb_arena_array(arena, EGB_HELD_FILES, sizeof *held->file)};
  if (held->file == NULL)
    return EGB_NO_MEMORY;
  const egb_status status = options->bytes == NULL
                                ? open_path(held, path, diag)
                                : egb_held_zip(held, &(egb_source){path, options->bytes, options->length, NULL}, diag);
  qsort(held->file, held->count, sizeof *held->file, by_name);
  return status;
}
