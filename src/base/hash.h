/* hash.h - a keyed hash of texts out of files, so that a file cannot be made to collide: SipHash-2-4. */
#ifndef EGB_BASE_HASH_H
#define EGB_BASE_HASH_H

#include <stddef.h>
#include <stdint.h>

typedef struct egb_hash_key {
  uint64_t half[2]; /* the 16 bytes of the key, each half read with its lowest byte first */
} egb_hash_key;

/* A key that is known to this process only. Nothing that is written or ordered may depend on it. */
egb_hash_key egb_hash_fresh_key(void);
/* The 64 bits that the paper writes as 8 bytes, lowest first. The same on every machine. */
uint64_t egb_hash(egb_hash_key key, const void *bytes, size_t length);

#endif
