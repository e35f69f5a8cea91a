/* sweep_keep.h - a sweep that is written to a file keeps what is done beside it, so that the same command goes on where
 * it was interrupted. */
#ifndef EGB_COMMAND_SWEEP_KEEP_H
#define EGB_COMMAND_SWEEP_KEEP_H

#include "cli/parts.h"
#include "files/file_growing.h"

#include <time.h>

typedef struct cli_keeper {
  cli_session *session;
  egb_arena *arena;
  egb_growing growing;
  struct timespec last; /* when something was added */
  size_t taken;         /* scenarios that an earlier run left */
  bool keeps;
  bool has_kept;     /* scenarios are in the file beside the output */
  bool full;         /* no more can be: the disk has no room for both, perhaps */
  egb_status status; /* of what was added */
} cli_keeper;

/* Looks for what an earlier run left beside the output, and makes the options take it up and keep what is done, where
 * the output is a file and what is done is not read from parts. EGB_REFUSED: it is of another run, and there is no
 * --force. To be ended whatever the status. */
egb_status cli_keep_begin(cli_keeper *keeper, cli_session *session, const cli_parts *parts, egb_sweep_options *options);
/* All is scored, and the output is written next: what was kept of a part of it only gives way. */
void cli_keep_make_room(cli_keeper *keeper);
/* done: the output is written, and what was kept for it is removed. Else it stays, and a note says so. */
void cli_keep_end(cli_keeper *keeper, bool done, bool interrupted);

#endif
