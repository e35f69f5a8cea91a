/* file.h - whole files. Reading is bounded; writing leaves the whole new file or the old one. */
#ifndef EGB_FILES_FILE_H
#define EGB_FILES_FILE_H

#include "base/arena.h"
#include "base/diag.h"
#include "base/source_again.h"

#define EGB_FILE_MAX ((size_t)1 << 30)   /* larger files are refused */
#define EGB_DEVICE_MAX ((size_t)1 << 26) /* and so are devices that give more than this: many never end */

/* Reads a file into the arena as a source named by its path. Directories, unreadable and too large files: EGB_IO with
 * the reason at place `asked` (the place that names the file, or no place). */
egb_status egb_file_read(egb_arena *arena, const char *path, egb_place asked, egb_diag *diag, egb_source **out);
/* The same by so many threads; and of a large file, unless it is asked for as a whole, the start only: the rest is read
 * when egb_source_text is asked for it, or by blocks (base/source_again.h). */
egb_status egb_file_read_by(egb_arena *arena, const char *path, egb_again_how how, egb_place asked, egb_diag *diag,
                            egb_source **out);
/* A folder that files may be read from. */
typedef struct egb_file_root {
  const char *folder;
  const char *below; /* NULL, or a folder in it which is the root; a link in its place is none */
} egb_file_root;

typedef enum egb_file_answer {
  EGB_FILE_READ,    /* it is in *out */
  EGB_FILE_ABSENT,  /* there is no such file; nothing was reported, as with the two below */
  EGB_FILE_OUTSIDE, /* links and `..` resolved, it is below none of the roots: nothing of it was read */
  EGB_FILE_SPECIAL, /* a pipe, a device or a socket: nothing of it was read, and nothing waited for it */
  EGB_FILE_FOLDER
} egb_file_answer;

/* Reads a file that is named by a text of unknown origin: a regular file below one of the roots, opened without waiting
 * and without following a link once the path was resolved. Unreadable and too large files: EGB_IO with the reason at
 * `asked`. */
egb_status egb_file_read_below(egb_arena *arena, const char *path, const egb_file_root *root, size_t count,
                               egb_place asked, egb_diag *diag, egb_file_answer *answer, egb_source **out);
/* As egb_file_read_by is to egb_file_read. */
egb_status egb_file_read_by_below(egb_arena *arena, const char *path, egb_again_how how, const egb_file_root *root,
                                  size_t count, egb_place asked, egb_diag *diag, egb_file_answer *answer,
                                  egb_source **out);
/* dir/name in the arena; name alone when it is absolute or dir is NULL or "". */
char *egb_path_join(egb_arena *arena, const char *dir, const char *name);
/* The folder of a path without the last slash; "." when it has none. */
char *egb_path_folder(egb_arena *arena, const char *path);
/* What a new file may replace besides nothing and an empty file. */
typedef enum egb_replace {
  EGB_REPLACE_EMPTY = 0, /* nothing else */
  EGB_REPLACE_HEADER,    /* a file whose whole first line is that of the new text: an earlier result */
  EGB_REPLACE_ANY,
  EGB_REPLACE_NEVER /* nothing else, and no option asks for more: none is named */
} egb_replace;
/* Writes a file whole or not at all: temporary neighbour, flush, sync, rename. Symbolic links are followed; owner,
 * group, mode, ACL and extended attributes of a file that is replaced stay where the system allows (set-id bits do
 * not), and a warning says when they could not, or when other hard links keep the old contents. A file that was read
 * with this diag is never replaced, whatever `replace` says. EGB_IO with the reason in diag. */
egb_status egb_file_write(const char *path, const char *text, size_t length, egb_replace replace, egb_diag *diag);
/* The same piece by piece, for what need not be in memory at once: the file is there once the last one is added and
 * egb_file_pieces_end was told so. Only what cannot be replaced (a device, a pipe, a stream) has each piece at once.
 * The first piece holds the whole first line, where `replace` asks for it. *out is NULL after a failure. */
typedef struct egb_file_pieces egb_file_pieces;
egb_status egb_file_pieces_new(const char *path, egb_replace replace, egb_diag *diag, egb_file_pieces **out);
egb_status egb_file_pieces_add(egb_file_pieces *pieces, const char *text, size_t length, egb_diag *diag);
/* Whether a piece was refused because it is a pipe whose reader has gone, as `head` does when it has seen enough. */
bool egb_file_pieces_left(const egb_file_pieces *pieces);
/* Ends and frees. status: of what the pieces come from; unless it is EGB_OK nothing is left, and it is returned. NULL
 * allowed. */
egb_status egb_file_pieces_end(egb_file_pieces *pieces, egb_status status, egb_diag *diag);
/* Whether the file of this name, or the open one, was read with this diag, under whatever name or link. */
bool egb_file_was_read(const egb_diag *diag, const char *path);
bool egb_descriptor_was_read(const egb_diag *diag, int descriptor);
/* Counts an open file, for instance standard input, as read. EGB_NO_MEMORY. */
egb_status egb_file_mark_read(egb_diag *diag, int descriptor);
/* Replaces the file a source was read from, unless it no longer holds exactly those bytes: whole or not at all. Of two
 * processes that do so at the same moment one is refused, where the file system has locks. Warnings as of
 * egb_file_write; EGB_IO with the reason. */
egb_status egb_file_replace(const egb_source *expected, const char *text, size_t length, egb_diag *diag);
/* A file that changes together with another one. */
typedef struct egb_companion {
  const char *path;
  const egb_source *expected; /* what it must still hold; NULL: there must be none yet */
  const char *text;
  size_t length;
} egb_companion;
/* The same with a companion (NULL: none): both new files are whole on the disk before either is renamed, the companion
 * first, and it is put back when the other rename fails. */
egb_status egb_file_replace_both(const egb_source *expected, const char *text, size_t length,
                                 const egb_companion *companion, egb_diag *diag);

#endif
