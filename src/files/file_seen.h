/* file_seen.h - which files were read: what was read is never replaced by a result. */
#ifndef EGB_FILES_FILE_SEEN_H
#define EGB_FILES_FILE_SEEN_H

#include "egovbench.h"

#include <sys/stat.h>

/* Device and number of an open file that is read; false: out of memory. Pipes and devices do not count. */
bool egb_file_note(egb_diag *diag, int file);
/* True for a file that was noted, under whatever name or link it is looked at now. */
bool egb_file_noted(const egb_diag *diag, const struct stat *status);

#endif
