/* held.h - the files of a bundle that somebody hands over: names and sizes are of unknown origin.
 *
 * Refused: archives that are damaged, encrypted or unpack to more than 1 GiB or to 200 times their size; more than 4096
 * files or, unpacked, 1 GiB; names with `..`, `.`, empty parts, backslashes, colons or characters that are not ASCII or
 * not to be seen, from the root, longer than 512 bytes, or twice; links and whatever else is no file. An archive may
 * have everything in one folder. */
#ifndef EGB_VERIFY_HELD_H
#define EGB_VERIFY_HELD_H

#include "base/arena.h"
#include "base/source.h"
#include "egovbench.h"

typedef struct egb_held {
  egb_arena *arena;
  const char *name;  /* of the folder or the archive */
  egb_source **file; /* in the order of their names, which are below the bundle */
  size_t count, total;
} egb_held;

/* Reads everything. EGB_IO, EGB_REFUSED, EGB_USAGE as egb_verify. */
egb_status egb_held_open(egb_held *held, egb_arena *arena, const char *path, const egb_verify_options *options,
                         egb_diag *diag);
/* The file at a path, NULL. */
const egb_source *egb_held_find(const egb_held *held, const char *path);

/* ---- held_zip.c, held_folder.c: what the two are read by ---- */
#define EGB_HELD_FILES ((size_t)4096)
#define EGB_HELD_BYTES ((size_t)1 << 30)
/* Add every file of an archive, and below a folder. EGB_IO, EGB_REFUSED, EGB_NO_MEMORY, reported. */
egb_status egb_held_zip(egb_held *held, const egb_source *archive, egb_diag *diag);
egb_status egb_held_folder(egb_held *held, const char *path, egb_diag *diag);
/* Refuses a name. */
egb_status egb_held_check(const egb_held *held, const char *name, egb_diag *diag);
/* Adds a file, checked before. EGB_REFUSED, reported: too many, or too large together. */
egb_status egb_held_add(egb_held *held, egb_source *file, egb_diag *diag);
/* Reports what is against a file of the bundle (name NULL: against the bundle), and what helps. EGB_REFUSED. */
egb_status egb_held_refuse(const egb_held *held, egb_diag *diag, const char *name, const char *what, const char *hint);
/* It has no manifest. EGB_REFUSED. */
egb_status egb_held_refuse_none(const egb_held *held, egb_diag *diag);

#endif
