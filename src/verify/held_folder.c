/* A bundle that is a folder. */
#include "base/codes.h"
#include "base/diag.h"
#include "bundle/gather.h"
#include "files/file.h"
#include "files/file_reason.h"
#include "verify/held.h"

#include <dirent.h>
#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#define DEPTH_MOST ((size_t)16)
#define FOLDERS_MOST ((size_t)256)

typedef struct walk {
  egb_held *held;
  const char *root;
  egb_diag *diag;
  const char **folder; /* below the root; those behind the one that is looked through are still to come */
  size_t folder_count;
} walk;

static egb_status cannot(const walk *w, const char *path) {
  const egb_file_reason reason = egb_file_reason_of(errno);
  egb_diag_say(w->diag, EGB_SEVERITY_ERROR, EGB_E_FILE_READ, "`%.300s` cannot be read: %s", path, reason.text);
  egb_diag_hint(w->diag, "%s", reason.help);
  return EGB_IO;
}

static egb_status add_file(const walk *w, const char *path, const char *name) {
  const egb_file_root root = {w->root, NULL};
  egb_source *file = NULL;
  egb_file_answer answer;
  egb_status status = egb_file_read_below(w->held->arena, path, &root, 1, (egb_place){0}, w->diag, &answer, &file);
  if (status != EGB_OK)
    return status;
  if (answer != EGB_FILE_READ)
    return egb_held_refuse(w->held, w->diag, name, "is no file, or a link", "verify the bundle as it was published");
  file->name = name;
  return egb_held_add(w->held, file, w->diag);
}

/* A folder is looked through later: none within another, however deep. */
static egb_status remember(walk *w, const char *name) {
  size_t depth = 1;
  for (const char *c = name; *c != '\0'; c++)
    depth += *c == '/';
  if (depth > DEPTH_MOST || w->folder_count == FOLDERS_MOST)
    return egb_held_refuse(w->held, w->diag, name, "is too deep, or one folder too many",
                           "name the folder of the bundle");
  w->folder[w->folder_count++] = name;
  return EGB_OK;
}

static egb_status visit_entry(walk *w, const char *below, const char *entry) {
  egb_arena *arena = w->held->arena;
  const char *name = egb_arena_format(arena, "%s%s%s", below, below[0] == '\0' ? "" : "/", entry);
  const char *path = name == NULL ? NULL : egb_arena_format(arena, "%s/%s", w->root, name);
  struct stat about;
  if (path == NULL)
    return EGB_NO_MEMORY;
  if (lstat(path, &about) != 0)
    return cannot(w, path);
  const egb_status status = egb_held_check(w->held, name, w->diag);
  if (status != EGB_OK)
    return status;
  if (S_ISDIR(about.st_mode))
    return remember(w, name);
  if (S_ISREG(about.st_mode))
    return add_file(w, path, name);
  return egb_held_refuse(w->held, w->diag, name, "is no file, or a link", "verify the bundle as it was published");
}

static egb_status visit(walk *w, const char *below) {
  const char *path = below[0] == '\0' ? w->root : egb_arena_format(w->held->arena, "%s/%s", w->root, below);
  if (path == NULL)
    return EGB_NO_MEMORY;
  errno = 0;
  DIR *folder = opendir(path);
  if (folder == NULL)
    return errno == ENOMEM ? EGB_NO_MEMORY : cannot(w, path);
  egb_status status = EGB_OK;
  for (const struct dirent *entry; status == EGB_OK && (entry = readdir(folder)) != NULL;)
    if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
      status = visit_entry(w, below, entry->d_name);
  (void)closedir(folder);
  return status;
}

/* Before anything is read: any folder may be named, and one that is no bundle may have anything in it. */
static egb_status check(const walk *w) {
  struct stat about;
  const char *path = egb_arena_format(w->held->arena, "%s/" EGB_BUNDLE_MANIFEST, w->root);
  if (path == NULL)
    return EGB_NO_MEMORY;
  return lstat(path, &about) != 0 && errno == ENOENT ? egb_held_refuse_none(w->held, w->diag) : EGB_OK;
}

egb_status egb_held_folder(egb_held *held, const char *path, egb_diag *diag) {
  walk w = {
      .held = held, .root = path, .diag = diag, .folder = egb_arena_array(held->arena, FOLDERS_MOST, sizeof *w.folder)};
  if (w.folder == NULL)
    return EGB_NO_MEMORY;
  w.folder[w.folder_count++] = "";
  egb_status status = check(&w);
  for (size_t i = 0; status == EGB_OK && i < w.folder_count; i++)
    status = visit(&w, w.folder[i]);
  return status;
}
