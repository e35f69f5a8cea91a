/* file_contents.h - what both functions that read a file share. */
#ifndef EGB_FILES_FILE_CONTENTS_H
#define EGB_FILES_FILE_CONTENTS_H

#include "base/source_again.h"
#include "files/file.h"

/* Reads an open file to its end, into a source without a name, and notes it as read; not whole: a large one may have
 * its start only (egb_file_read_by). 0 or an error number; folders and what is too large are errors. */
int egb_file_contents(egb_arena *arena, int file, egb_again_how how, egb_diag *diag, egb_source *out);
/* What was read as a source of that name, or the error reported. */
egb_status egb_file_source(egb_arena *arena, const char *path, int error, const egb_source *contents, egb_place asked,
                           egb_diag *diag, egb_source **out);

#endif
