/* Definitions by their names, in the folder that the library was installed with or another one of the same kind. */
#include "base/arena.h"
#include "base/buffer.h"
#include "base/codes.h"
#include "base/diag.h"
#include "files/file.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define EXTENSION ".yaml"

const char *egb_home(void) {
  return EGB_HOME;
}

/* The names in a folder of definitions, separated by blanks, in the order of the alphabet. */
static int is_definition(const struct dirent *entry) {
  const size_t length = strlen(entry->d_name), tail = strlen(EXTENSION);
  return entry->d_name[0] != '.' && length > tail && strcmp(entry->d_name + length - tail, EXTENSION) == 0;
}

static void list_names(const char *folder, egb_buffer *out) {
  struct dirent **entry = NULL;
  const int count = scandir(folder, &entry, is_definition, alphasort);
  for (int i = 0; i < count; i++) {
    egb_buffer_text(out, i > 0 ? ", " : "");
    egb_buffer_add(out, entry[i]->d_name, strlen(entry[i]->d_name) - strlen(EXTENSION));
    free(entry[i]);
  }
  free(entry);
}

static egb_status refuse(const char *name, const char *folder, egb_diag *diag) {
  egb_buffer names = {0};
  list_names(folder, &names);
  egb_diag_say(diag, EGB_SEVERITY_ERROR, EGB_E_USAGE, "there is no definition `%s` in `%s`", name, folder);
  if (names.length > 0)
    egb_diag_hint(diag, "there are %s", names.text);
  else
    egb_diag_hint(diag, "give the folder that holds indicators/ and data/");
  const bool failed = names.failed;
  egb_buffer_clear(&names);
  return failed ? EGB_NO_MEMORY : EGB_USAGE;
}

egb_status egb_index_shipped(const char *name, const char *home, egb_diag *diag, egb_index **out) {
  struct stat file;
  *out = NULL;
  egb_arena *arena = egb_arena_new();
  const char *folder = arena == NULL ? NULL : egb_path_join(arena, home != NULL ? home : egb_home(), "indicators");
  const char *path = folder == NULL ? NULL : egb_arena_format(arena, "%s/%s" EXTENSION, folder, name);
  egb_status status = EGB_NO_MEMORY;
  if (path != NULL && (name[0] == '\0' || strchr(name, '/') != NULL || stat(path, &file) != 0))
    status = refuse(name, folder, diag);
  else if (path != NULL)
    status = egb_index_read(path, &EGB_OPTIONS(egb_index_options, .home = home), diag, out);
  egb_arena_free(arena);
  return status;
}
