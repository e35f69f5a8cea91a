/* edition_files.h - the files of an edition: those that were read, in folders as they were, and what is made of them.
 */
#ifndef EGB_CLI_EDITION_FILES_H
#define EGB_CLI_EDITION_FILES_H

#include "text.h"

#include "base/arena.h"
#include "base/diag.h"

typedef struct edition_file {
  const char *name; /* below the folder; folders in it by slashes */
  const char *text;
  size_t length;
} edition_file;

typedef struct edition_files {
  egb_arena *arena;
  edition_file *item;
  size_t count, room;
} edition_files;

/* Appends a file; name and text are borrowed. */
egb_status edition_add(edition_files *files, const char *name, const char *text, size_t length);
/* The files of a data set below `definition/`: their folders are those below the one that has all of them, so that
 * what they say of each other stays right. *definition: the name of the definition there. EGB_USAGE, reported: one
 * has a name that SHA256SUMS cannot hold, or they are too many. */
egb_status edition_add_read(edition_files *files, const egb_dataset *data, egb_diag *diag, const char **definition);
/* SHA256SUMS of all files so far, as sha256sum reads it. */
egb_status edition_add_sums(edition_files *files);

#endif
