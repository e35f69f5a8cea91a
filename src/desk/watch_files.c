#include "watch_files.h"

#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* Milliseconds. */
#define REST 30           /* nothing may happen for so long */
#define LOOK 25           /* between two looks without notices */
#define LOOK_AGAIN 1000   /* between two looks with them: not every file system tells */
#define GONE_MOST 250     /* a file that is gone or empty may come back */
#define WRITING_MOST 2000 /* a program that keeps its file open must not hold us up for ever */

void cli_watch_open(cli_watch *watch, bool look) {
  *watch = (cli_watch){.notify = look ? NULL : cli_notify_open()};
}

void cli_watch_close(cli_watch *watch) {
  cli_notify_close(watch->notify);
  cli_list_free(&watch->path);
  free(watch->stamp);
  *watch = (cli_watch){0};
}

static cli_stamp take_stamp(const char *path) {
  cli_stamp stamp = {.exists = false};
  stamp.exists = stat(path, &stamp.status) == 0;
  return stamp;
}

static bool same_time(struct timespec a, struct timespec b) {
  return a.tv_sec == b.tv_sec && a.tv_nsec == b.tv_nsec;
}

static bool same(const cli_stamp *a, const cli_stamp *b) {
  if (!a->exists || !b->exists)
    return a->exists == b->exists;
  return a->status.st_dev == b->status.st_dev && a->status.st_ino == b->status.st_ino &&
         a->status.st_size == b->status.st_size && same_time(a->status.st_mtim, b->status.st_mtim) &&
         same_time(a->status.st_ctim, b->status.st_ctim);
}

bool cli_watch_add(cli_watch *watch, const char *path) {
  if (cli_list_has(&watch->path, path))
    return true;
  cli_stamp *grown = realloc(watch->stamp, (watch->path.count + 1) * sizeof *grown);
  if (grown == NULL)
    return false;
  watch->stamp = grown;
  if (!cli_list_own(&watch->path, cli_format("%s", path)))
    return false;
  /* Asked for before it is looked at: nothing can happen unseen in between. */
  if (watch->notify != NULL)
    cli_notify_files(watch->notify, watch->path.item + watch->path.count - 1, 1);
  watch->stamp[watch->path.count - 1] = take_stamp(path);
  return true;
}

bool cli_watch_has(const cli_watch *watch, const char *path) {
  const cli_stamp stamp = take_stamp(path);
  for (size_t i = 0; i < watch->path.count; i++) {
    const cli_stamp other = take_stamp(watch->path.item[i]);
    if (stamp.exists && other.exists && stamp.status.st_dev == other.status.st_dev &&
        stamp.status.st_ino == other.status.st_ino)
      return true;
  }
  return false;
}

/* Takes all stamps anew; the position of the first file that differs from before, SIZE_MAX: none. */
static size_t look(cli_watch *watch) {
  size_t first = SIZE_MAX;
  for (size_t i = 0; i < watch->path.count; i++) {
    cli_stamp now = take_stamp(watch->path.item[i]);
    if (same(&now, &watch->stamp[i]))
      continue;
    now.was_missing = watch->stamp[i].was_missing;
    watch->stamp[i] = now;
    if (first == SIZE_MAX)
      first = i;
  }
  return first;
}

/* Until a notice comes or the time is over. false: the descriptor has lost its reader. */
static bool pause_for(cli_watch *watch, int descriptor, int milliseconds) {
  struct pollfd wait[2] = {{.fd = descriptor}, {.fd = -1, .events = POLLIN}};
  if (watch->notify != NULL)
    wait[1].fd = cli_notify_descriptor(watch->notify);
  if (poll(wait, 2, milliseconds) <= 0)
    return true;
  if (wait[1].revents != 0)
    cli_notify_read(watch->notify);
  return (wait[0].revents & (POLLERR | POLLHUP)) == 0;
}

static long long milliseconds_now(void) {
  struct timespec now;
  return clock_gettime(CLOCK_MONOTONIC, &now) == 0 ? (long long)now.tv_sec * 1000 + now.tv_nsec / 1000000 : 0;
}

static bool is_missing(const cli_stamp *stamp) {
  return !stamp->exists || stamp->status.st_size == 0;
}

static bool any_lost(const cli_watch *watch) {
  for (size_t i = 0; i < watch->path.count; i++)
    if (is_missing(&watch->stamp[i]) && !watch->stamp[i].was_missing)
      return true;
  return false;
}

/* Waits until the files are at rest. false: the reader is gone. */
static bool settle(cli_watch *watch, int descriptor) {
  const long long began = milliseconds_now();
  long long rested = began, now = began;
  for (;;) {
    const long long left = REST - (now - rested);
    if (!pause_for(watch, descriptor, left > 0 ? (int)left : LOOK))
      return false;
    now = milliseconds_now();
    if (look(watch) != SIZE_MAX)
      rested = now;
    const bool writing = watch->notify != NULL && cli_notify_is_writing(watch->notify);
    if (now - began >= WRITING_MOST)
      return true;
    if (now - rested >= REST && !writing && (!any_lost(watch) || now - began >= GONE_MOST))
      return true;
  }
}

const char *cli_watch_wait(cli_watch *watch, int descriptor) {
  size_t changed = SIZE_MAX;
  for (size_t i = 0; i < watch->path.count; i++)
    watch->stamp[i].was_missing = is_missing(&watch->stamp[i]);
  while (changed == SIZE_MAX) {
    /* A folder that was away may be back. */
    if (watch->notify != NULL)
      cli_notify_files(watch->notify, watch->path.item, watch->path.count);
    changed = look(watch);
    if (changed == SIZE_MAX && !pause_for(watch, descriptor, watch->notify != NULL ? LOOK_AGAIN : LOOK))
      return NULL;
  }
  return settle(watch, descriptor) ? watch->path.item[changed] : NULL;
}
