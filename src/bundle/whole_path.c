/* Where a path leads, as it is written. */
#include "base/buffer.h"
#include "bundle/gather.h"

#include <string.h>
#include <unistd.h>

#define PATH_ROOM 4096

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

const char *egb_bundle_whole_path(egb_arena *arena, const char *path) {
  egb_buffer whole = {0};
  const char *text = put_whole(&whole, path) ? egb_arena_text(arena, egb_buffer_string(&whole), whole.length) : NULL;
  egb_buffer_clear(&whole);
  return text;
}
