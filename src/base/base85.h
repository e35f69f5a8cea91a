/* base85.h - bytes as text of 85 characters, five for four bytes: a fourth longer, where base64 is a third. None of the
 * characters has a meaning in HTML. */
#ifndef EGB_BASE_BASE85_H
#define EGB_BASE_BASE85_H

#include "base/buffer.h"

/* In the order of their values: digits and letters as in base64's neighbours (RFC 1924 orders them so), and signs other
 * than < > & " ' ` and \. */
#define EGB_BASE85 "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%()*+,-./:;=?@[]^_{}"

/* Four bytes, the first the most significant, are a number in five digits, the first the most significant. Of the last
 * n < 4 bytes, filled up with zeros, the first n + 1 digits are written; a reader fills up with the last character. */
void egb_base85(egb_buffer *out, const void *bytes, size_t length);

#endif
