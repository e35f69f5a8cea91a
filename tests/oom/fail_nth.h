/* fail_nth.h - an allocator that refuses when told to.
 *
 * Linked into a program it stands in for the C library's own, so that allocations inside libyaml, cJSON, GSL and libc
 * fail too; preloaded (LD_PRELOAD) it is told what to do by EGB_OOM_AT and EGB_OOM_MODE. With a sanitizer, which brings
 * its own allocator, the linker hands over the calls of the code under test only (--wrap). */
#ifndef EGB_TESTS_FAIL_NTH_H
#define EGB_TESTS_FAIL_NTH_H

#include <stdbool.h>

typedef enum fail_mode { FAIL_ONE, FAIL_ALL_FROM } fail_mode;

/* The at-th allocation from now on (counted from 1; 0: none) fails, or it and every later one. */
void fail_nth(unsigned long at, fail_mode mode);
/* Whether an allocation was refused since. */
bool fail_nth_happened(void);
/* Blocks allocated and not yet freed; always 0 under a sanitizer, which looks for leaks itself. */
long fail_nth_live(void);

#endif
