#include "files/file_write.h"

#include <errno.h>
#include <fcntl.h>
#include <time.h>
#include <unistd.h>

#ifdef EGB_FLOCK
#include <sys/file.h>
#endif

#define PAUSE_NS 5000000L
#define PAUSES 2000 /* ten seconds: an edit takes milliseconds */

/* A lock of the open file, not of the process: two threads shut each other out as well. */
int egb_file_try_lock(int file) {
#ifdef EGB_FLOCK
  return flock(file, LOCK_EX | LOCK_NB) == 0 ? 0 : errno;
#else
  (void)file;
  return ENOLCK;
#endif
}

static bool has_no_locks(int error) {
  return error == ENOLCK || error == ENOSYS || error == EINVAL || error == EOPNOTSUPP || error == EBADF ||
         error == EROFS;
}

static int wait_for(int file) {
  int error = egb_file_try_lock(file);
  for (int i = 0; i < PAUSES && (error == EWOULDBLOCK || error == EINTR); i++) {
    const struct timespec pause = {.tv_nsec = PAUSE_NS};
    (void)nanosleep(&pause, NULL);
    error = egb_file_try_lock(file);
  }
  return error == EWOULDBLOCK ? EAGAIN : error;
}

/* A process that waits for the lock of a file that is replaced meanwhile gets one that has no name any more. */
static int still_named(int file, const char *path) {
  struct stat open_one, named;
  if (fstat(file, &open_one) != 0)
    return errno;
  if (stat(path, &named) != 0)
    return errno == ENOENT ? EGB_FILE_CHANGED : errno;
  return open_one.st_dev == named.st_dev && open_one.st_ino == named.st_ino ? 0 : ESTALE;
}

int egb_file_lock(const char *path, int *lock) {
  for (int error = ESTALE; error == ESTALE;) {
    *lock = open(path, O_RDWR | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (*lock < 0)
      return errno == ENOENT ? EGB_FILE_CHANGED : errno;
    error = wait_for(*lock);
    if (error == 0 && (error = still_named(*lock, path)) == 0)
      return 0;
    egb_file_unlock(*lock);
    *lock = -1;
    if (has_no_locks(error))
      return 0;
    if (error != ESTALE)
      return error;
  }
  return 0;
}

void egb_file_unlock(int lock) {
  if (lock >= 0)
    (void)close(lock);
}
