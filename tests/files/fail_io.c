/* fail_io.c - preloaded (LD_PRELOAD) into the program: the n-th call of one kind that it makes fails, or ends it as
 * kill -9 does. What happens inside the C library itself (opendir, the loader) is not counted.
 *
 * EGB_IO_CALL: open read write fsync rename fchmod close; EGB_IO_AT: n; EGB_IO_ERROR: an error number, 0: killed;
 * EGB_IO_REPORT: a descriptor that gets one byte when the call was reached. Writes to the standard streams are not
 * counted: messages must come through. */
#define _GNU_SOURCE /* RTLD_NEXT */

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *kind = "";
static unsigned long countdown;
static int error_number, report_descriptor = -1;

/* The C library's own function of that name; a union, because ISO C does not convert between the two pointers. */
#define REAL(name, type)                                                                                               \
  static union {                                                                                                       \
    void *object;                                                                                                      \
    type function;                                                                                                     \
  } real;                                                                                                              \
  if (real.object == NULL)                                                                                             \
  real.object = dlsym(RTLD_NEXT, name)

typedef ssize_t (*write_type)(int, const void *, size_t);
typedef ssize_t (*read_type)(int, void *, size_t);
typedef int (*open_type)(const char *, int, ...);
typedef int (*number_type)(int);
typedef int (*rename_type)(const char *, const char *);
typedef int (*fchmod_type)(int, mode_t);

int open64(const char *path, int flags, ...);

static void report(void) {
  REAL("write", write_type);
  if (report_descriptor >= 0 && real.function(report_descriptor, "x", 1) != 1)
    _exit(99);
}

static bool refuses(const char *call) {
  if (countdown == 0 || strcmp(call, kind) != 0 || --countdown > 0)
    return false;
  report();
  if (error_number == 0)
    (void)raise(SIGKILL);
  errno = error_number;
  return true;
}

static mode_t mode_of(int flags, va_list more) {
  return (flags & O_CREAT) != 0 ? va_arg(more, mode_t) : 0;
}

int open(const char *path, int flags, ...) {
  REAL("open", open_type);
  va_list more;
  va_start(more, flags);
  const mode_t mode = mode_of(flags, more);
  va_end(more);
  return refuses("open") ? -1 : real.function(path, flags, mode);
}

int open64(const char *path, int flags, ...) {
  REAL("open64", open_type);
  va_list more;
  va_start(more, flags);
  const mode_t mode = mode_of(flags, more);
  va_end(more);
  return refuses("open") ? -1 : real.function(path, flags, mode);
}

ssize_t read(int file, void *buffer, size_t size) {
  REAL("read", read_type);
  return refuses("read") ? -1 : real.function(file, buffer, size);
}

/* Half of the bytes first, as a disk that fills up does. */
ssize_t write(int file, const void *buffer, size_t size) {
  REAL("write", write_type);
  if (file <= STDERR_FILENO)
    return real.function(file, buffer, size);
  if (refuses("write"))
    return -1;
  return real.function(file, buffer, size > 1 ? size / 2 : size);
}

int fsync(int file) {
  REAL("fsync", number_type);
  return refuses("fsync") ? -1 : real.function(file);
}

int close(int file) {
  REAL("close", number_type);
  const int result = real.function(file);
  return refuses("close") ? -1 : result;
}

int rename(const char *from, const char *to) {
  REAL("rename", rename_type);
  return refuses("rename") ? -1 : real.function(from, to);
}

int fchmod(int file, mode_t mode) {
  REAL("fchmod", fchmod_type);
  return refuses("fchmod") ? -1 : real.function(file, mode);
}

__attribute__((constructor)) static void start(void) {
  const char *call = getenv("EGB_IO_CALL"), *at = getenv("EGB_IO_AT"), *number = getenv("EGB_IO_ERROR"),
             *descriptor = getenv("EGB_IO_REPORT");
  kind = call != NULL ? call : "";
  countdown = at != NULL ? strtoul(at, NULL, 10) : 0;
  error_number = number != NULL ? atoi(number) : 0;
  report_descriptor = descriptor != NULL ? atoi(descriptor) : -1;
}
