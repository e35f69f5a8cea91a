#include "pager.h"

#include "commands.h"
#include "terminal.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define CANNOT_RUN 126 /* exit codes of a shell that could not run a command are this one and the next */
#define CANNOT_FIND 127

/* less: ends at once when all fits, keeps colours, leaves the text on the screen. */
static const char usual[] = "command -v less >/dev/null || exit 127; exec less -FRX";

/* What the shell is to run; NULL: no pager is wanted. An empty variable and `cat` say so. */
static const char *pager_command(void) {
  const char *own = getenv("EGOVBENCH_PAGER");
  const char *command = own != NULL ? own : getenv("PAGER");
  if (command == NULL)
    return usual;
  return command[0] == '\0' || strcmp(command, "cat") == 0 ? NULL : command;
}

bool cli_pager_wanted(const cli_arguments *arguments) {
  const char *terminal = getenv("TERM");
  return (arguments->command == NULL || !arguments->command->live) && arguments->value[OPTION_NO_PAGER].given == 0 &&
         cli_is_terminal(STDOUT_FILENO) && terminal != NULL && terminal[0] != '\0' && strcmp(terminal, "dumb") != 0 &&
         pager_command() != NULL;
}

static bool is_long(const egb_buffer *text) {
  size_t lines = 1; /* that of the prompt */
  for (size_t i = 0; i < text->length; i++)
    lines += text->text[i] == '\n';
  return lines > cli_terminal_height(STDOUT_FILENO);
}

/* In the new process: the pager reads the pipe. It gets back the signals that egovbench ignores. Results are UTF-8
 * whatever the locale says. */
static void become_pager(const char *command, const int ends[2]) {
  static const int ignored[] = {SIGPIPE, SIGXFSZ, SIGINT, SIGQUIT};
  for (size_t i = 0; i < sizeof ignored / sizeof ignored[0]; i++)
    (void)signal(ignored[i], SIG_DFL);
  if (dup2(ends[0], STDIN_FILENO) == -1)
    _exit(CANNOT_RUN);
  (void)close(ends[0]);
  (void)close(ends[1]);
  (void)setenv("LESS", "FRX", 0);
  (void)setenv("LESSCHARSET", "utf-8", 0);
  (void)execl("/bin/sh", "sh", "-c", command, (char *)NULL);
  _exit(CANNOT_FIND);
}

/* A pager that has gone away leaves the rest unread. */
static void feed(int pipe_end, const egb_buffer *text) {
  for (size_t at = 0; at < text->length;) {
    const ssize_t written = write(pipe_end, text->text + at, text->length - at);
    if (written < 0 && errno != EINTR)
      return;
    at += written > 0 ? (size_t)written : 0;
  }
}

static bool has_shown(pid_t pager) {
  int status = 0;
  while (waitpid(pager, &status, 0) == -1)
    if (errno != EINTR)
      return false;
  return !WIFEXITED(status) || (WEXITSTATUS(status) != CANNOT_RUN && WEXITSTATUS(status) != CANNOT_FIND);
}

/* False: no pager could be started. */
static bool run_pager(const char *command, const egb_buffer *text) {
  int ends[2];
  if (pipe(ends) != 0)
    return false;
  const pid_t pager = fork();
  if (pager == 0)
    become_pager(command, ends);
  (void)close(ends[0]);
  if (pager > 0)
    feed(ends[1], text);
  (void)close(ends[1]);
  return pager > 0 && has_shown(pager);
}

egb_status cli_pager_show(const egb_buffer *held, egb_diag *diag) {
  if (held->failed)
    return EGB_NO_MEMORY;
  if (held->length == 0)
    return EGB_OK;
  /* Ctrl-C belongs to the pager as long as it runs. */
  const struct sigaction ignore = {.sa_handler = SIG_IGN};
  struct sigaction interrupt, quit;
  (void)sigaction(SIGINT, &ignore, &interrupt);
  (void)sigaction(SIGQUIT, &ignore, &quit);
  const bool shown = is_long(held) && run_pager(pager_command(), held);
  (void)sigaction(SIGINT, &interrupt, NULL);
  (void)sigaction(SIGQUIT, &quit, NULL);
  return shown ? EGB_OK : cli_write_stdout(held->text, held->length, diag);
}
