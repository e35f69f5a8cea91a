/* file_again.h - large files: read by several threads at once, and given up piece by piece once they were understood.
 * Whoever asks for the text later (egb_source_text) has it read again. */
#ifndef EGB_BASE_FILE_AGAIN_H
#define EGB_BASE_FILE_AGAIN_H

#include "base/source.h"

#include <sys/stat.h>

#define EGB_FILE_LARGE ((size_t)1 << 26) /* smaller files are read in one go and kept */
#define EGB_FILE_OTHER (-1)

/* The text of an open regular file, of which `status` was asked, and how to read it again, into a source that has its
 * name, by so many threads at most (0: as many as there are processors). 0, an error number, or EGB_FILE_OTHER: its
 * size was another one, nothing was read. */
int egb_file_read_large(egb_arena *arena, int file, const struct stat *status, size_t threads, egb_source *out);
/* Gives up the bytes from `from` to `to`, as far as memory comes in pages and the text can be read again: until
 * somebody asks for the text they are zeros. No other thread may ask at that time. */
void egb_file_give_up(const egb_source *source, size_t from, size_t to);

#endif
