/* data_text.h - pieces of messages about data. */
#ifndef EGB_LOAD_DATA_TEXT_H
#define EGB_LOAD_DATA_TEXT_H

#include "egovbench.h"

#include <stddef.h>

#define EGB_CLIP 64

/* The start of a text from a file, short enough for a message; NUL-terminated, in out, which is returned. */
const char *egb_clip(char out[EGB_CLIP], const char *text, size_t length);
/* "did you mean `a` or `b`?" in out (room bytes), "" when nothing is near. Returns out. */
const char *egb_did_you_mean(char *out, size_t room, const char *typed, const char *const *candidates, size_t count);

#endif
