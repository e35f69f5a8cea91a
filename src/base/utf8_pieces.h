/* utf8_pieces.h - whether a text that is looked at piece by piece, in any order, is UTF-8. */
#ifndef EGB_BASE_UTF8_PIECES_H
#define EGB_BASE_UTF8_PIECES_H

#include <stdbool.h>
#include <stddef.h>

#define EGB_UTF8_EDGE 3 /* bytes of a code point that two pieces may share, on either side */

/* What is kept of a piece: whether it is UTF-8 between its edges, and the bytes of code points that it has a part of.
 */
typedef struct egb_utf8_piece {
  bool valid;
  size_t before, behind; /* how many of them */
  char first[EGB_UTF8_EDGE], last[EGB_UTF8_EDGE];
} egb_utf8_piece;

/* Looks at a piece, which has more bytes than an edge unless it is the last. begins, ends: of the text. */
egb_utf8_piece egb_utf8_piece_of(const char *text, size_t length, bool begins, bool ends);
/* Whether all the pieces together are valid UTF-8 without a NUL, as egb_utf8_check has it. */
bool egb_utf8_pieces_fit(const egb_utf8_piece *piece, size_t count);

#endif
