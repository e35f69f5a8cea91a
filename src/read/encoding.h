/* encoding.h - texts that are not UTF-8. The only door to iconv. */
#ifndef EGB_READ_ENCODING_H
#define EGB_READ_ENCODING_H

#include "base/arena.h"
#include "base/diag.h"

/* The text as UTF-8, under the same name; lines and columns of places in it are those of the file. `encoding` is one of
 * the names that the message about an unknown one lists, in any spelling (cp1252, Windows 1252); UTF-16 finds its byte
 * order by itself, and its mark is left out. Refused: an encoding that is not known, at `place`; a byte that does not
 * exist in it, where it is. */
egb_status egb_encoding_convert(egb_arena *arena, const egb_source *source, const char *encoding, egb_place place,
                                egb_diag *diag, egb_source **out);
/* Which encoding the bytes fit, NULL: they are UTF-8; and why, as the end of a sentence ("they have ..."). A guess, to
 * be named in a message, which also goes for the one file it is used for, a form of `init`. */
const char *egb_encoding_guess(const egb_source *source, const char **evidence);

#endif
