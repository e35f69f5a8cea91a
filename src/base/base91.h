/* base91.h - bytes as text of 91 characters (basE91, J. Henke 2000): longer by not quite a quarter, where base64 is by
 * a third. The characters are those of ASCII that are seen, but for the three that have a meaning in HTML or in a
 * string: < & and \. */
#ifndef EGB_BASE_BASE91_H
#define EGB_BASE_BASE91_H

#include "base/buffer.h"

/* In the order of their values. */
#define EGB_BASE91 "!\"#$%'()*+,-./0123456789:;=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_`abcdefghijklmnopqrstuvwxyz{|}~"

/* Bits of the bytes, the lowest first, are taken by 13, or by 14 where their 13 lowest are a number up to 88: 13 bits
 * are 8192 numbers, two digits 8281. Each number is two digits, the lower first. */
void egb_base91(egb_buffer *out, const void *bytes, size_t length);

#endif
