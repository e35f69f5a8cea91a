/* folder.h - several files as one result. */
#ifndef EGB_CLI_FOLDER_H
#define EGB_CLI_FOLDER_H

#include "text.h"

/* Whether a name is that of a folder to be written: it ends in a slash. */
bool cli_folder_named(const char *path);
/* Writes the tables of an audit into a new folder, each as NAME.EXTENSION: all of them or none. A folder that exists
 * and is not empty is left as it is: EGB_IO, reported. */
egb_status cli_folder_write(const char *path, const egb_document *document, egb_format format,
                            const egb_write_options *options, egb_diag *diag);

#endif
