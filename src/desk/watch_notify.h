/* watch_notify.h - what the system tells of changes in folders. Where it tells nothing, or a folder lies on a machine
 * that does not tell, watch_files.c looks at the files itself: nothing here decides whether a file has changed. */
#ifndef EGB_DESK_WATCH_NOTIFY_H
#define EGB_DESK_WATCH_NOTIFY_H

#include <stdbool.h>
#include <stddef.h>

typedef struct cli_notify cli_notify;

/* NULL: this system does not tell. */
cli_notify *cli_notify_open(void);
void cli_notify_close(cli_notify *notify);
/* Asks for what happens to these files and in their folders; files asked for before are kept, so that it can be
 * called again when a folder may have come back. What cannot be asked for is left out. */
void cli_notify_files(cli_notify *notify, const char *const *path, size_t count);
/* Readable when something happened. */
int cli_notify_descriptor(const cli_notify *notify);
/* Takes in what happened. */
void cli_notify_read(cli_notify *notify);
/* Whether one of the files was written to and is still open: it may be half of what it will be. */
bool cli_notify_is_writing(const cli_notify *notify);

#endif
