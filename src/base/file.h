/* file.h - whole files. Reading is bounded; writing leaves the whole new file or the old one. */
#ifndef EGB_BASE_FILE_H
#define EGB_BASE_FILE_H

#include "base/arena.h"
#include "base/diag.h"
#include "base/source.h"

#define EGB_FILE_MAX ((size_t)1 << 30) /* larger files are refused */

/* Reads a file into the arena as a source named by its path. Directories, unreadable and too large files: EGB_IO with
 * the reason at place `asked` (the place that names the file, or no place). */
egb_status egb_file_read(egb_arena *arena, const char *path, egb_place asked, egb_diag *diag, egb_source **out);
bool egb_file_exists(const char *path); /* a file that is not a directory */
/* dir/name in the arena; name alone when it is absolute or dir is NULL or "". */
char *egb_path_join(egb_arena *arena, const char *dir, const char *name);
/* The folder of a path without the last slash; "." when it has none. */
char *egb_path_folder(egb_arena *arena, const char *path);
/* Replaces the file a source was read from, unless it no longer holds exactly those bytes: whole or not at all. Of two
 * processes that do so at the same moment one is refused, where the file system has locks. Warnings as of
 * egb_file_write; EGB_IO with the reason. */
egb_status egb_file_replace(const egb_source *expected, const char *text, size_t length, egb_diag *diag);
#endif
