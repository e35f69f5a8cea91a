/* folder.h - several files as one result: a folder that appears when all of them are in it. */
#ifndef EGB_CLI_FOLDER_H
#define EGB_CLI_FOLDER_H

#include "text.h"

#include <signal.h>

typedef struct cli_folder {
  char *path;   /* that is asked for */
  char *beside; /* under this name it is filled */
  char **file;  /* what is in it, to be taken away again */
  size_t count, room;
  bool held; /* Ctrl-C waits; before: what else did */
  sigset_t before;
} cli_folder;

/* Whether a name is that of a folder to be written: it ends in a slash. */
bool cli_folder_named(const char *path);
/* Begins a folder under another name beside its own; from here on Ctrl-C waits. EGB_IO, reported: it cannot be written
 * there. End it in any case once this was EGB_OK. */
egb_status cli_folder_begin(const char *path, egb_diag *diag, cli_folder *out);
/* NAME.EXTENSION in it; extension NULL: NAME, in folders where it has slashes. */
egb_status cli_folder_add(cli_folder *folder, const char *name, const char *extension, const char *text, size_t length,
                          egb_diag *diag);
/* status EGB_OK: the folder has its name; one that exists and is not empty is left as it is: EGB_IO, reported. Then,
 * and with another status, what was written is taken away. */
egb_status cli_folder_end(cli_folder *folder, egb_status status, egb_diag *diag);
/* Writes the tables of an audit into a new folder, each under its name. */
egb_status cli_folder_write(const char *path, const egb_document *document, egb_format format,
                            const egb_write_options *options, egb_diag *diag);

#endif
