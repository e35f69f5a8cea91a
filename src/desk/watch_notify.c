/* inotify of Linux, asked about folders: an editor that renames a new file over the old one, a deletion and a return
 * are seen there, while a watch of the file itself would follow the old contents. */
#define _XOPEN_SOURCE 700 /* realpath() */

#include "watch_notify.h"

#include "base/text.h"

#if defined(__linux__)

#include <limits.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <unistd.h>

#define EVENTS                                                                                                         \
  (IN_MODIFY | IN_CLOSE_WRITE | IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO | IN_ATTRIB | IN_DELETE_SELF |     \
   IN_MOVE_SELF)

typedef struct watched {
  char *path;
  int folder; /* inotify's number of it, -1: not asked for */
  bool writing;
} watched;

struct cli_notify {
  int descriptor;
  watched *file;
  size_t count, room;
};

cli_notify *cli_notify_open(void) {
  cli_notify *notify = calloc(1, sizeof *notify);
  if (notify == NULL)
    return NULL;
  notify->descriptor = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
  if (notify->descriptor >= 0)
    return notify;
  free(notify);
  return NULL;
}

void cli_notify_close(cli_notify *notify) {
  if (notify == NULL)
    return;
  (void)close(notify->descriptor);
  for (size_t i = 0; i < notify->count; i++)
    free(notify->file[i].path);
  free(notify->file);
  free(notify);
}

static watched *find(cli_notify *notify, const char *path) {
  for (size_t i = 0; i < notify->count; i++)
    if (strcmp(notify->file[i].path, path) == 0)
      return &notify->file[i];
  if (notify->count == notify->room) {
    const size_t room = notify->room == 0 ? 8 : notify->room * 2;
    watched *grown = realloc(notify->file, room * sizeof *grown);
    if (grown == NULL)
      return NULL;
    notify->file = grown;
    notify->room = room;
  }
  char *copy = strdup(path);
  if (copy == NULL)
    return NULL;
  notify->file[notify->count] = (watched){.path = copy, .folder = -1};
  return &notify->file[notify->count++];
}

static void ask(cli_notify *notify, const char *path) {
  char folder[PATH_MAX];
  const size_t length = (size_t)(egb_path_name(path) - path);
  watched *file = find(notify, path);
  if (file == NULL || length >= sizeof folder)
    return;
  memcpy(folder, path, length);
  folder[length] = '\0';
  file->folder = inotify_add_watch(notify->descriptor, length == 0 ? "." : folder, EVENTS | IN_ONLYDIR);
  if (file->folder < 0)
    file->writing = false;
}

void cli_notify_files(cli_notify *notify, const char *const *path, size_t count) {
  for (size_t i = 0; i < count; i++) {
    /* What a link leads to is written elsewhere. */
    char *real = realpath(path[i], NULL);
    ask(notify, path[i]);
    if (real != NULL)
      ask(notify, real);
    free(real);
  }
}

int cli_notify_descriptor(const cli_notify *notify) {
  return notify->descriptor;
}

static void take_in(cli_notify *notify, const struct inotify_event *event) {
  for (size_t i = 0; i < notify->count; i++) {
    watched *file = &notify->file[i];
    /* Events that were lost may have been the end of a writing. */
    if ((event->mask & IN_Q_OVERFLOW) != 0)
      file->writing = false;
    else if (file->folder == event->wd && event->len != 0 && strcmp(event->name, egb_path_name(file->path)) == 0 &&
             (event->mask & ~(uint32_t)IN_ATTRIB) != 0)
      file->writing = (event->mask & IN_MODIFY) != 0;
  }
}

void cli_notify_read(cli_notify *notify) {
  union {
    struct inotify_event aligned;
    char bytes[16384];
  } room;
  ssize_t got;
  while ((got = read(notify->descriptor, room.bytes, sizeof room.bytes)) > 0) {
    for (size_t at = 0; at < (size_t)got;) {
      struct inotify_event event;
      memcpy(&event, room.bytes + at, sizeof event);
      if (event.len != 0 || (event.mask & IN_Q_OVERFLOW) != 0)
        take_in(notify, (const void *)(room.bytes + at));
      at += sizeof event + event.len;
    }
  }
}

bool cli_notify_is_writing(const cli_notify *notify) {
  for (size_t i = 0; i < notify->count; i++)
    if (notify->file[i].writing)
      return true;
  return false;
}

#else

cli_notify *cli_notify_open(void) {
  return NULL;
}

void cli_notify_close(cli_notify *notify) {
  (void)notify;
}

void cli_notify_files(cli_notify *notify, const char *const *path, size_t count) {
  (void)notify;
  (void)path;
  (void)count;
}

int cli_notify_descriptor(const cli_notify *notify) {
  (void)notify;
  return -1;
}

void cli_notify_read(cli_notify *notify) {
  (void)notify;
}

bool cli_notify_is_writing(const cli_notify *notify) {
  (void)notify;
  return false;
}

#endif
