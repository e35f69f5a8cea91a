/* file_reason.h - why a system call on a file failed, in words that do not depend on the locale. */
#ifndef EGB_FILES_FILE_REASON_H
#define EGB_FILES_FILE_REASON_H

typedef struct egb_file_reason {
  const char *text; /* "no such file or folder" */
  const char *help; /* what to do; never NULL */
} egb_file_reason;

/* error: an errno; one that is not known has a text of its own. */
egb_file_reason egb_file_reason_of(int error);

#endif
