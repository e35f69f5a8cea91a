/* checksum.h - SHA-256 (FIPS 180-4) of a text, as 32 bytes or as 64 hexadecimal digits. */
#ifndef EGB_BASE_CHECKSUM_H
#define EGB_BASE_CHECKSUM_H

#include "base/source.h"

#include <stddef.h>

void egb_sha256(const void *bytes, size_t length, unsigned char out[32]);
/* Of a source: its digits, or what is to be said in their place where its text is lost. */
const char *egb_sha256_source(const egb_source *source, char out[65]);
void egb_sha256_hex(const void *bytes, size_t length, char out[65]);

#endif
