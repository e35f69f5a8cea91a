/* file_contents.h - what both functions that read a file share. */
#ifndef EGB_BASE_FILE_CONTENTS_H
#define EGB_BASE_FILE_CONTENTS_H

#include "base/buffer.h"
#include "base/file.h"

/* Reads an open file to its end and notes it as read. 0 or an error number; folders and what is too large are errors.
 */
int egb_file_contents(int file, egb_diag *diag, egb_buffer *out);
/* What was read as a source, or the error reported; clears the contents. */
egb_status egb_file_source(egb_arena *arena, const char *path, int error, egb_buffer *contents, egb_place asked,
                           egb_diag *diag, egb_source **out);

#endif
