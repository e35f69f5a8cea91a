/* number_powers.h - powers of ten with 128 bits, a table that make_powers.py writes at build time. */
#ifndef EGB_BASE_NUMBER_POWERS_H
#define EGB_BASE_NUMBER_POWERS_H

#include <stdint.h>

#define EGB_POWER_FIRST (-292)
#define EGB_POWER_LAST 324

/* high * 2^64 + low = floor(10^k * 2^-e) + 1, where e is such that this has 128 bits. */
typedef struct egb_power_of_ten {
  uint64_t high;
  uint64_t low;
} egb_power_of_ten;

/* That of 10^k is at k - EGB_POWER_FIRST. */
extern const egb_power_of_ten egb_powers_of_ten[EGB_POWER_LAST - EGB_POWER_FIRST + 1];

#endif
