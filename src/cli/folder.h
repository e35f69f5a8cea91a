/* folder.h - several files as one result. */
#ifndef EGB_CLI_FOLDER_H
#define EGB_CLI_FOLDER_H

#include "text.h"

/* Whether a name is that of a folder to be written: it ends in a slash. */
bool cli_folder_named(const char *path);

typedef struct cli_folder_file {
  const char *name; /* below the folder; folders in it by slashes */
  const char *text;
  size_t length;
} cli_folder_file;
/* Looks at the files in the folder where they are written before it gets its name. Other than EGB_OK: reported, and
 * the folder is taken away. */
typedef egb_status cli_folder_check(void *context, const char *folder, egb_diag *diag);
/* Writes the files into a new folder: all of them or none. check: NULL for none. A folder that exists and is not empty
 * is left as it is: EGB_IO, reported. */
egb_status cli_folder_fill(const char *path, const cli_folder_file *file, size_t count, cli_folder_check *check,
                           void *context, egb_diag *diag);
/* The same of the tables of an audit, each as NAME.EXTENSION. */
egb_status cli_folder_write(const char *path, const egb_document *document, egb_format format,
                            const egb_write_options *options, egb_diag *diag);

#endif
