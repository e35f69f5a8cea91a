/* checksum.h - SHA-256 (FIPS 180-4) of a text, as 32 bytes or as 64 hexadecimal digits. */
#ifndef EGB_BASE_CHECKSUM_H
#define EGB_BASE_CHECKSUM_H

#include "base/source.h"

#include <stddef.h>

/* Of length bytes; 0: of nothing, bytes is not read. */
void egb_sha256(const void *bytes, size_t length, unsigned char out[32]);
/* Of a source: `out`, its digits, or a text of its own that says so where the text of the source is lost. */
const char *egb_sha256_source(const egb_source *source, char out[65]);
/* As lower-case hexadecimal digits, with a NUL. */
void egb_sha256_hex(const void *bytes, size_t length, char out[65]);

#endif
