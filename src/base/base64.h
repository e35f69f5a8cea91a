/* base64.h - bytes as text: RFC 4648, section 4, with padding, without line ends. */
#ifndef EGB_BASE_BASE64_H
#define EGB_BASE_BASE64_H

#include "base/buffer.h"

/* Appends. Out of memory: the buffer knows. */
void egb_base64(egb_buffer *out, const void *bytes, size_t length);

#endif
