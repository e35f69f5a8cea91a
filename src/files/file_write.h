/* file_write.h - inside of writing files: the temporary neighbour, what it keeps of the old file, the lock of edits.
 * Error numbers are those of errno; 0 is success. */
#ifndef EGB_FILES_FILE_WRITE_H
#define EGB_FILES_FILE_WRITE_H

#include "files/file.h"

#include <sys/stat.h>

#define EGB_FILE_CHANGED (-1) /* no error number: the file is not what it was when it was read */

typedef struct egb_temporary {
  int file; /* -1: none */
  char *path;
} egb_temporary;

/* A new file in the folder under a name that no other writer uses, locked while it is open where the system can. Clears
 * what writers that died left in the folder. mode: of the new file. */
int egb_temporary_open(egb_arena *arena, const char *folder, mode_t mode, egb_temporary *out);

/* A file that is to be written: prepared whole beside its place, then renamed to it. */
typedef struct egb_replacing {
  const char *path;           /* links followed */
  const struct stat *old;     /* the file that is replaced, NULL: there is none */
  const egb_source *expected; /* what it must still hold, NULL: anything */
  const char *text;
  size_t length;
  const char *folder;
  egb_temporary temporary;
  size_t written, on_its_way; /* bytes; the second: that the system was asked to write to the disk */
  bool owner_lost, renamed;
} egb_replacing;

/* The three steps before the rename: 0, an error number or EGB_FILE_CHANGED. A temporary neighbour; more of its text,
 * as often as there is any; what it takes over from the old file, and its way to the disk. */
int egb_replacing_open(egb_arena *arena, egb_replacing *r);
int egb_replacing_add(egb_replacing *r, const char *text, size_t length);
int egb_replacing_settle(egb_replacing *r);
/* All three, with the text it has. */
int egb_replacing_prepare(egb_arena *arena, egb_replacing *r);
int egb_replacing_rename(egb_replacing *r);
/* Whatever became of it: closes and clears; after the rename syncs the folder. */
int egb_replacing_end(egb_replacing *r);
/* Warns of what of the old file could not come along. path: as it was named. */
void egb_replacing_tell(const egb_replacing *r, const char *path, egb_diag *diag);
/* Follows symbolic links by hand, so that the file they lead to is replaced and the links stay. NULL with errno. */
char *egb_file_resolve(egb_arena *arena, const char *path);
/* Writes all of it to an open file. 0 or an error number. */
int egb_file_write_all(int file, const char *text, size_t length);
/* Reports an error number. EGB_IO, EGB_NO_MEMORY. */
egb_status egb_file_refuse(egb_diag *diag, const char *path, int error);

/* file_keep.c: gives an open new file owner, group, mode (without set-id bits), ACL and extended attributes of the old
 * one at path. *owner_lost: the system does not let this process give the file to its owner or group. */
int egb_file_keep(int file, const char *path, const struct stat *old, bool *owner_lost);

/* file_lock.c: opens the file with a lock that no other edit holds. Other edits put new files in its place: *lock is of
 * the file that has the name now. -1 in *lock: this file system has no locks. EGB_FILE_CHANGED: it is gone; EAGAIN:
 * another process holds it. */
int egb_file_lock(const char *path, int *lock);
void egb_file_unlock(int lock);
/* One try, without waiting: 0, EWOULDBLOCK when another process or thread has it, or an error number. */
int egb_file_try_lock(int file);

#endif
