/* utf8.h - Unicode text: validity, width on a terminal, comparison keys, safe display. Uses utf8proc; no locale. */
#ifndef EGB_BASE_UTF8_H
#define EGB_BASE_UTF8_H

#include "base/buffer.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The code point at text[0..length) and its number of bytes in *size; -1 with *size = 1 when the bytes are not UTF-8.
 */
int32_t egb_utf8_next(const char *text, size_t length, size_t *size);
/* Offset of the first byte that is not valid UTF-8 (overlong forms, surrogates and NUL included); length when all is
 * valid. */
size_t egb_utf8_check(const char *text, size_t length);
/* Whether all bytes are ASCII, and none is NUL. */
bool egb_utf8_is_ascii(const char *text, size_t length);
size_t egb_utf8_count(const char *text, size_t length); /* code points; a bad byte counts as one */
/* Columns a terminal uses. Wide characters 2, combining marks and joined emoji parts 0; a control character counts as
 * its replacement (egb_utf8_show). */
size_t egb_utf8_width(const char *text, size_t length);
/* Terminal columns a text takes; control characters count as they are shown by writers. */
size_t egb_display_width(const char *text);
/* The text as writers show it on a terminal: nothing in it acts on the terminal, and what does not fit into width
 * columns (0: no limit) is cut and marked with an ellipsis. Release with egb_free; NULL when memory ran out. */
char *egb_display_text(const char *text, size_t width);
/* Bytes of the longest prefix that fits into width columns, never splitting a grapheme cluster. */
size_t egb_utf8_fit(const char *text, size_t length, size_t width);
/* Bytes of the first character as readers see it, with its accents; of what is shown as one. */
size_t egb_utf8_character(const char *text, size_t length);
/* Whether a line may end between the first character of the text and what is behind it, without a blank between them:
 * in Chinese and Japanese. */
bool egb_utf8_may_part(const char *text, size_t length);
/* True for characters that must not reach a reader raw, in any format: C0 and C1 controls, DEL, line and paragraph
 * separators, marks and overrides of direction, and what cannot be seen at all (soft hyphen, zero-width space, byte
 * order mark, fillers, tags). Kept: U+200C and U+200D, which Persian, Indic scripts and emoji are written with, and
 * variation selectors. The joining filler U+1160 is kept too, as old Hangul has it. */
bool egb_utf8_unsafe(int32_t code_point);
/* The direction in which a character is written by itself: 1 to the right, -1 to the left (Hebrew, Arabic and others),
 * 0 with what is around it. */
int egb_utf8_direction(int32_t code_point);
/* Appends the text with every unsafe character or bad byte replaced by U+FFFD (one column). Keeps nothing else back. */
void egb_utf8_show(egb_buffer *out, const char *text, size_t length);
/* Appends the comparison key: compatibility-decomposed, case folded, accents dropped, white space trimmed. */
void egb_utf8_fold(egb_buffer *out, const char *text, size_t length);
/* What two texts may differ in without an eye seeing it. */
enum {
  EGB_UTF8_SPACES = 1,      /* any kind of white space, as one; none at the ends */
  EGB_UTF8_LETTERS = 2,     /* upper and lower case */
  EGB_UTF8_FORM = 4,        /* composed and decomposed characters; characters without any width */
  EGB_UTF8_APOSTROPHES = 8, /* and hyphens: their kinds */
  EGB_UTF8_ZEROS = 16,      /* of a whole number: 007, 7, 7.0 */
  EGB_UTF8_UNSEEN = 31
};
/* Appends the text with such differences levelled out. The text is valid UTF-8. */
void egb_utf8_level(egb_buffer *out, const char *text, size_t length, unsigned differences);
/* True when both texts have the same comparison key (false when memory ran out). */
bool egb_utf8_same(const char *a, const char *b);

#endif
