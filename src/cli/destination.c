#include "destination.h"

#include "base/diag.h"
#include "commands.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* `>> data.csv` would add the result to the data. */
static egb_status refuse_own_input(egb_diag *diag) {
  cli_error(diag, CLI_E_INPUT, "send it to another file", "standard output is a file that this command has read");
  return EGB_IO;
}

static egb_status write_stdout(const char *text, size_t length, egb_diag *diag, bool *reader_gone) {
  if (egb_descriptor_was_read(diag, STDOUT_FILENO))
    return refuse_own_input(diag);
  while (length != 0 && !*reader_gone) {
    const ssize_t written = write(STDOUT_FILENO, text, length);
    if (written > 0) {
      text += written;
      length -= (size_t)written;
    } else if (written < 0 && errno == EPIPE) {
      *reader_gone = true;
    } else if (written < 0 && errno != EINTR) {
      const int reason = errno;
      cli_error(diag, CLI_E_WRITE, reason == ENOSPC ? "free some space, or write elsewhere with -o FILE" : NULL,
                "cannot write to standard output: %s", strerror(reason));
      return EGB_IO;
    }
  }
  return EGB_OK;
}

egb_status cli_write_stdout(const char *text, size_t length, egb_diag *diag) {
  bool reader_gone = false;
  return write_stdout(text, length, diag, &reader_gone);
}

/* Ctrl-C waits until the temporary neighbour is gone. A pipe without a reader would block for ever: then it must work
 * at once. */
static void hold_signals(cli_destination *to) {
  sigset_t waiting;
  (void)sigemptyset(&waiting);
  (void)sigaddset(&waiting, SIGINT);
  (void)sigaddset(&waiting, SIGTERM);
  (void)sigaddset(&waiting, SIGHUP);
  to->waits = !cli_is_device(to->output->path) && sigprocmask(SIG_BLOCK, &waiting, &to->before) == 0;
}

static void release_signals(cli_destination *to) {
  if (to->waits)
    (void)sigprocmask(SIG_SETMASK, &to->before, NULL);
  to->waits = false;
}

static egb_replace replaced_by(const cli_output *output, const cli_arguments *arguments, bool known_header) {
  if (arguments->value[OPTION_FORCE].given != 0 || output->written)
    return EGB_REPLACE_ANY;
  if (known_header)
    return EGB_REPLACE_HEADER;
  return cli_command_takes(cli_command_acting(arguments), OPTION_FORCE) ? EGB_REPLACE_EMPTY : EGB_REPLACE_NEVER;
}

egb_status cli_destination_open(cli_destination *to, const cli_output *output, const cli_arguments *arguments,
                                bool known_header, egb_diag *diag) {
  *to = (cli_destination){.output = output, .diag = diag};
  if (output->path == NULL)
    return EGB_OK;
  const egb_replace replaced = replaced_by(output, arguments, known_header);
  hold_signals(to);
  const egb_status status = egb_file_pieces_new(output->path, replaced, diag, &to->file);
  if (status != EGB_OK)
    release_signals(to);
  return status;
}

/* No more is made for a reader that has gone, and that is no error: as on standard output. */
static egb_status put_file(cli_destination *to, const char *bytes, size_t length) {
  const egb_diag_point before = egb_diag_mark(to->diag);
  const egb_status status = egb_file_pieces_add(to->file, bytes, length, to->diag);
  to->reader_gone = status != EGB_OK && egb_file_pieces_left(to->file);
  if (to->reader_gone)
    egb_diag_rewind(to->diag, before);
  return status;
}

egb_status cli_destination_put(void *context, const char *bytes, size_t length) {
  cli_destination *to = context;
  egb_buffer *held = to->output->held;
  if (to->file != NULL)
    return put_file(to, bytes, length);
  if (held != NULL) {
    egb_buffer_add(held, bytes, length);
    return held->failed ? EGB_NO_MEMORY : EGB_OK;
  }
  const egb_status status = write_stdout(bytes, length, to->diag, &to->reader_gone);
  return status == EGB_OK && to->reader_gone ? EGB_IO : status; /* no more is made */
}

egb_status cli_destination_close(cli_destination *to, egb_status status) {
  status = egb_file_pieces_end(to->file, to->reader_gone ? EGB_OK : status, to->diag);
  release_signals(to);
  return status;
}

egb_status cli_destination_check(const cli_output *output, const cli_arguments *arguments, bool known_header,
                                 egb_diag *diag) {
  cli_destination to;
  egb_status status = cli_destination_open(&to, output, arguments, known_header, diag);
  if (status != EGB_OK || to.file == NULL)
    return status;
  /* Only a header can say whether this file is an earlier result; to open a pipe would end its reader. */
  const bool exists = access(output->path, F_OK) == 0;
  if (!cli_is_device(output->path) && !(known_header && exists))
    status = cli_destination_put(&to, "", 0);
  (void)cli_destination_close(&to, EGB_UNCOMPUTABLE); /* nothing is left of it */
  return status;
}
