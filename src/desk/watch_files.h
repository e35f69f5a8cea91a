/* watch_files.h - waits until one of several files has changed and come to rest.
 *
 * A change is a difference of what stat() says (file, size, times). The system's notices only say when to look; without
 * them, or when asked to, the files are looked at 40 times a second. A change counts once nothing more has happened for
 * 30 ms: a file that is still being written, or that is gone or empty as editors leave it between two steps, is given
 * a little longer. */
#ifndef EGB_DESK_WATCH_FILES_H
#define EGB_DESK_WATCH_FILES_H

#include "cli/text.h"
#include "watch_notify.h"

#include <sys/stat.h>

typedef struct cli_stamp {
  bool exists;
  bool was_missing; /* or empty, before the change that is being waited for */
  struct stat status;
} cli_stamp;

typedef struct cli_watch {
  cli_notify *notify; /* NULL: looks at the files itself */
  cli_list path;      /* owned texts */
  cli_stamp *stamp;   /* per path, as last taken */
} cli_watch;

/* look: do without the system's notices. */
void cli_watch_open(cli_watch *watch, bool look);
void cli_watch_close(cli_watch *watch);
/* Also watches this file, from how it is now. Watching it already is no fault. false: out of memory. */
bool cli_watch_add(cli_watch *watch, const char *path);
/* Waits for a change and returns the path of the first file that changed, borrowed; changes that come later are
 * reported by the next call. NULL: the descriptor (a pipe) has lost its reader. */
const char *cli_watch_wait(cli_watch *watch, int descriptor);
/* Whether the path leads to one of the files. */
bool cli_watch_has(const cli_watch *watch, const char *path);

#endif
