/* encoding.h - texts that are not UTF-8. The only door to iconv. */
#ifndef EGB_READ_ENCODING_H
#define EGB_READ_ENCODING_H

#include "base/arena.h"
#include "base/buffer.h"
#include "base/diag.h"

/* The text as UTF-8, under the same name; lines and columns of places in it are those of the file. `encoding` is one of
 * the names that the message about an unknown one lists, in any spelling (cp1252, Windows 1252); UTF-16 finds its byte
 * order by itself, and its mark is left out. Refused: an encoding that is not known, at `place`; a byte that does not
 * exist in it, where it is. */
egb_status egb_encoding_convert(egb_arena *arena, const egb_source *source, const char *encoding, egb_place place,
                                egb_diag *diag, egb_source **out);
/* The beginning of a text as UTF-8, appended to out; a character that is cut at its end is left out. EGB_REFUSED: a
 * byte does not exist in the encoding, or the C library does not know it. */
egb_status egb_encoding_decode(const char *encoding, const char *bytes, size_t length, egb_buffer *out);

#define EGB_READINGS_MOST 4

/* What the bytes may be, and how a word of them reads then, so that a person can choose. */
typedef struct egb_encoding_reading {
  const char *name;
  char word[40]; /* "" : UTF-16, which is certain */
} egb_encoding_reading;

/* The encodings that the bytes fit, the best first: more than one where they read differently and nearly as well.
 * *count is 0 for UTF-8. Guesses, to be named in a message, which also
 * goes for the one file they are used for, a form of `init`. EGB_NO_MEMORY. */
egb_status egb_encoding_guess(const egb_source *source, egb_encoding_reading reading[EGB_READINGS_MOST], size_t *count);

#endif
