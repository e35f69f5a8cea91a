/* Replacing a file that was read, unless someone changed it meanwhile; alone, or together with a companion. */
#include "files/file_write.h"

#include "base/codes.h"

#include <errno.h>
#include <unistd.h>

/* One of the files: how it was named, what it holds now. */
typedef struct changing {
  const char *name;
  struct stat old;
  egb_replacing r;
} changing;

/* What may be replaced: a regular file that one may write. fresh: there must be none. */
static int look(egb_arena *arena, changing *c, bool fresh) {
  if (stat(c->name, &c->old) != 0) {
    if (errno != ENOENT)
      return errno;
    c->r.path = fresh ? egb_file_resolve(arena, c->name) : NULL;
    return !fresh ? EGB_FILE_CHANGED : c->r.path == NULL ? errno : 0;
  }
  if (!S_ISREG(c->old.st_mode))
    return S_ISDIR(c->old.st_mode) ? EISDIR : EINVAL;
  if (fresh)
    return EGB_FILE_CHANGED;
  if (access(c->name, W_OK) != 0 || (c->r.path = egb_file_resolve(arena, c->name)) == NULL)
    return errno;
  c->r.old = &c->old;
  return 0;
}

/* The companion as it was. Nothing more can be done when that fails as well. */
static void put_back(egb_arena *arena, const changing *c) {
  const egb_source *was = c->r.expected;
  if (was == NULL) {
    (void)unlink(c->r.path);
    return;
  }
  egb_replacing r = {.path = c->r.path, .old = &c->old, .text = was->text, .length = was->length};
  if (egb_replacing_prepare(arena, &r) == 0)
    (void)egb_replacing_rename(&r);
  (void)egb_replacing_end(&r);
}

/* Under the lock of the first. *at: the one that could not be written. */
static int replace_all(egb_arena *arena, changing *c, size_t count, size_t *at) {
  int error = 0;
  for (*at = 0; *at < count && error == 0; *at += error == 0)
    error = egb_replacing_prepare(arena, &c[*at].r);
  if (error == 0 && count == 2) {
    *at = 1;
    error = egb_replacing_rename(&c[1].r);
  }
  if (error == 0) {
    *at = 0;
    error = egb_replacing_rename(&c[0].r);
    if (error != 0 && count == 2)
      put_back(arena, &c[1]);
  }
  for (size_t i = 0; i < count; i++) {
    const int ended = egb_replacing_end(&c[i].r);
    if (error == 0 && ended != 0) {
      *at = i;
      error = ended;
    }
  }
  return error;
}

/* The check and the rename under one lock, so that of two edits at the same moment one is refused. */
static int edit(egb_arena *arena, changing *c, size_t count, size_t *at) {
  int lock = -1;
  *at = 0;
  int error = look(arena, &c[0], false);
  if (error == 0)
    error = egb_file_lock(c[0].r.path, &lock);
  if (error == 0 && stat(c[0].r.path, &c[0].old) != 0) /* the one that is locked */
    error = errno == ENOENT ? EGB_FILE_CHANGED : errno;
  if (error == 0 && count == 2) {
    *at = 1;
    error = look(arena, &c[1], c[1].r.expected == NULL);
  }
  if (error == 0)
    error = replace_all(arena, c, count, at);
  egb_file_unlock(lock);
  return error;
}

egb_status egb_file_replace_both(const egb_source *expected, const char *text, size_t length,
                                 const egb_companion *companion, egb_diag *diag) {
  const size_t count = companion == NULL ? 1 : 2;
  changing c[2] = {
      {.name = expected->name, .r = {.expected = expected, .text = text, .length = length, .temporary = {.file = -1}}}};
  if (companion != NULL)
    c[1] = (changing){.name = companion->path,
                      .r = {.expected = companion->expected,
                            .text = companion->text,
                            .length = companion->length,
                            .temporary = {.file = -1}}};
  egb_arena *arena = egb_arena_new();
  if (arena == NULL)
    return egb_file_refuse(diag, expected->name, ENOMEM);
  size_t at = 0;
  const int error = edit(arena, c, count, &at);
  for (size_t i = 0; i < count && error == 0; i++)
    egb_replacing_tell(&c[i].r, c[i].name, diag);
  egb_arena_free(arena);
  if (error != EGB_FILE_CHANGED)
    return error == 0 ? EGB_OK : egb_file_refuse(diag, c[at].name, error);
  egb_diag_say(diag, EGB_SEVERITY_ERROR, EGB_E_FILE_CHANGED, "`%s` was changed by another program; nothing was written",
               c[at].name);
  egb_diag_hint(diag, "look at the file, then run the command again");
  return EGB_IO;
}

egb_status egb_file_replace(const egb_source *expected, const char *text, size_t length, egb_diag *diag) {
  return egb_file_replace_both(expected, text, length, NULL, diag);
}
