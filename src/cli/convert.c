#include "convert.h"

#include "base/buffer.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define MISSING 127 /* what a shell exits with, too, when there is no such program */

/* The picture goes through a file without a name, so that nothing waits for the other: the program reads all of it
 * before it writes. */
static FILE *hold(const char *svg, size_t length) {
  FILE *file = tmpfile();
  if (file == NULL)
    return NULL;
  if (fwrite(svg, 1, length, file) == length && fflush(file) == 0 && fseek(file, 0, SEEK_SET) == 0)
    return file;
  (void)fclose(file);
  return NULL;
}

/* The child: never returns. */
static void become_converter(int from, int to, const char *format) {
  if (dup2(from, STDIN_FILENO) < 0 || dup2(to, STDOUT_FILENO) < 0)
    _exit(1);
  (void)close(from);
  (void)close(to);
  (void)setenv("SOURCE_DATE_EPOCH", "0", 1); /* the same bytes whenever it is made */
  (void)execlp("rsvg-convert", "rsvg-convert", "--format", format, (char *)NULL);
  _exit(MISSING);
}

static bool read_all(int from, egb_buffer *out) {
  char piece[65536];
  for (;;) {
    const ssize_t got = read(from, piece, sizeof piece);
    if (got == 0)
      return true;
    if (got < 0 && errno != EINTR)
      return false;
    if (got > 0)
      egb_buffer_add(out, piece, (size_t)got);
  }
}

static int wait_for(pid_t child) {
  int status = 0;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR)
    continue;
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static egb_status report(int code, const char *format, egb_diag *diag) {
  if (code == MISSING)
    cli_error(diag, CLI_E_USAGE, "install the package librsvg2-bin (Debian, Ubuntu) or librsvg, or write -o FILE.svg",
              "%s needs the program rsvg-convert, which is not there", format);
  else
    cli_error(diag, CLI_E_USAGE, "write -o FILE.svg, and convert it by another program", "rsvg-convert made no %s",
              format);
  return EGB_UNCOMPUTABLE;
}

egb_status cli_convert(const char *svg, size_t length, const char *format, egb_diag *diag, char **out, size_t *size) {
  int ends[2];
  egb_buffer made = {0};
  *out = NULL;
  *size = 0;
  FILE *held = hold(svg, length);
  if (held == NULL || pipe(ends) != 0) {
    cli_error(diag, CLI_E_WRITE, "write -o FILE.svg instead", "no temporary file for the %s: %s", format,
              strerror(errno));
    if (held != NULL)
      (void)fclose(held);
    return EGB_IO;
  }
  const pid_t child = fork();
  if (child == 0) {
    (void)close(ends[0]);
    become_converter(fileno(held), ends[1], format);
  }
  (void)close(ends[1]);
  const bool whole = child > 0 && read_all(ends[0], &made);
  (void)close(ends[0]);
  (void)fclose(held);
  const int code = child > 0 ? wait_for(child) : -1;
  const bool good = whole && code == 0 && made.length > 0;
  if (good)
    *out = egb_buffer_take(&made, size);
  egb_buffer_clear(&made);
  return !good ? report(code, format, diag) : *out == NULL ? EGB_NO_MEMORY : EGB_OK;
}
