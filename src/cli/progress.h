/* progress.h - long runs: a line that says how far, and Ctrl-C that ends them in good order. */
#ifndef EGB_CLI_PROGRESS_H
#define EGB_CLI_PROGRESS_H

#include "session.h"

#include <time.h>

typedef struct cli_progress {
  bool shown;       /* a line stands on the terminal */
  bool wanted;      /* standard error is a terminal, and not --quiet */
  const char *what; /* is counted: "draws" */
  struct timespec start, last;
} cli_progress;

/* From here on the first Ctrl-C only makes cli_progress_watch() answer true; the second ends the program. */
void cli_progress_start(cli_progress *progress, const cli_session *session, const char *what);
/* Of the type the library asks for; context is the cli_progress. */
bool cli_progress_watch(void *context, size_t done, size_t all);
/* Takes the line away. True: Ctrl-C was pressed. */
bool cli_progress_end(cli_progress *progress);
/* The exit code of a simulation: what stopped before anything was done has no answer, but not for a fault of its own.
 */
int cli_progress_exit(bool stopped, egb_status status);

#endif
