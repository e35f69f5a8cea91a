/* SipHash-2-4. J.-P. Aumasson, D. J. Bernstein: SipHash, a fast short-input PRF. INDOCRYPT 2012, LNCS 7668, 489-508. */
#include "base/hash.h"

#include "base/system.h"

#include <string.h>
#include <sys/random.h>
#include <time.h>

static uint64_t rotate(uint64_t word, int by) {
  return word << by | word >> (64 - by);
}

/* Figure 2.1 of the paper, `count` times. */
static void rounds(uint64_t v[4], int count) {
  for (int i = 0; i < count; i++) {
    v[0] += v[1];
    v[2] += v[3];
    v[1] = rotate(v[1], 13) ^ v[0];
    v[3] = rotate(v[3], 16) ^ v[2];
    v[0] = rotate(v[0], 32);
    v[2] += v[1];
    v[0] += v[3];
    v[1] = rotate(v[1], 17) ^ v[2];
    v[3] = rotate(v[3], 21) ^ v[0];
    v[2] = rotate(v[2], 32);
  }
}

static uint64_t word_of(const unsigned char *bytes, size_t count) {
  uint64_t word = 0;
  for (size_t i = 0; i < count; i++)
    word |= (uint64_t)bytes[i] << (8 * i);
  return word;
}

uint64_t egb_hash(egb_hash_key key, const void *bytes, size_t length) {
  const unsigned char *at = bytes;
  uint64_t v[4] = {key.half[0] ^ UINT64_C(0x736f6d6570736575), key.half[1] ^ UINT64_C(0x646f72616e646f6d),
                   key.half[0] ^ UINT64_C(0x6c7967656e657261), key.half[1] ^ UINT64_C(0x7465646279746573)};
  for (size_t left = length; left >= 8; left -= 8, at += 8) {
    const uint64_t word = word_of(at, 8);
    v[3] ^= word;
    rounds(v, 2);
    v[0] ^= word;
  }
  const uint64_t last = word_of(at, length % 8) | (uint64_t)length << 56;
  v[3] ^= last;
  rounds(v, 2);
  v[0] ^= last;
  v[2] ^= 0xff;
  rounds(v, 4);
  return v[0] ^ v[1] ^ v[2] ^ v[3];
}

/* Where the system gives no random bytes, the time, the process and an address of its stack are the best there is. */
egb_hash_key egb_hash_fresh_key(void) {
  egb_hash_key key;
  if (getentropy(&key, sizeof key) == 0)
    return key;
  struct timespec now = {0};
  (void)clock_gettime(CLOCK_REALTIME, &now);
  key.half[0] = (uint64_t)now.tv_nsec << 32 ^ (uint64_t)now.tv_sec;
  key.half[1] = egb_system_process() << 40 ^ (uint64_t)(uintptr_t)&now;
  return key;
}
