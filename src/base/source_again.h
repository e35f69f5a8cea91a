/* source_again.h - large files: looked through once by several threads, which keep sums of their bytes and not the
 * bytes, and read again by whoever needs them: some blocks of them (egb_again_blocks), or all (egb_source_text). What
 * is read again is what was read, or nothing. */
#ifndef EGB_BASE_SOURCE_AGAIN_H
#define EGB_BASE_SOURCE_AGAIN_H

#include "base/source.h"

#include <sys/stat.h>

#define EGB_FILE_LARGE ((size_t)1 << 26) /* smaller files are read in one go and kept */
#define EGB_AGAIN_BLOCK ((size_t)1 << 16)
#define EGB_FILE_OTHER (-1)

typedef struct egb_again_how {
  bool whole;     /* all of the text, not its start only */
  size_t threads; /* at most; 0: as many as there are processors */
  size_t block;   /* 0: as usual; else, for tests, the bytes of a block, and a file of any size is a large one */
} egb_again_how;

/* The text of an open regular file, of which `status` was asked, and how to read it again, into a source that has its
 * name: all of it, or its start only. 0, an error number, or EGB_FILE_OTHER: its size was another one, nothing was
 * read. */
int egb_file_read_large(egb_arena *arena, int file, const struct stat *status, egb_again_how how, egb_source *out);

/* Of a source with `again` whose rest is not there: the file, opened for egb_again_blocks, to be closed. -1: there is
 * none, or it is another one. */
int egb_again_open(const egb_source *source);
/* `count` blocks from number `first` on, or up to the end, into `to`. By any number of threads. False: these are not
 * the bytes that the file had. */
bool egb_again_blocks(const egb_source *source, int file, size_t first, size_t count, char *to);
/* Whether the rest is not there. */
bool egb_again_is_open(const egb_source *source);

#endif
