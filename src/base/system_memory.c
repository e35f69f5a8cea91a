/* How memory comes in pages, where there is more to say than POSIX does: a first use of a page costs the system about
 * as much as a thousand instructions, of which half a command that takes some milliseconds would be made. */
#define _DEFAULT_SOURCE /* madvise, sbrk */

#include "base/system.h"

#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#if defined(__GLIBC__)
#include <malloc.h>
#endif

#define LARGE_PAGE ((size_t)2 << 20)
#define HELD (4 * LARGE_PAGE)
#define BEFORE ((size_t)32 << 10) /* in small pages: all that the shortest commands need */

/* The heap of the GNU library is made larger by 8 MB at a time and never smaller, and all that is below 1 MB comes from
 * it; what is larger has a mapping of its own, which goes back when it is freed and moves when it grows. The heap
 * begins shortly before a place where large pages may begin: malloc writes into the first bytes before anything can be
 * said about them. Another malloc leaves the break where it is, one that was used before has room left: nothing
 * happens.
 *
 * Large pages for large arrays did not help: where a virtual machine gives free memory back to its host, each fresh
 * large page is the host's work too. 3 GB of them took 6 s of the system's time, small pages 2 s. */
void egb_system_hold_memory(void) {
#if defined(__GLIBC__) && defined(MADV_HUGEPAGE)
  (void)mallopt(M_MMAP_THRESHOLD, 1 << 20);
  (void)mallopt(M_TRIM_THRESHOLD, (int)(8 * HELD));
  (void)mallopt(M_TOP_PAD, (int)(HELD + BEFORE));
  (void)mallopt(M_ARENA_MAX, 1);
  const uintptr_t now = (uintptr_t)sbrk(0);
  (void)sbrk((intptr_t)((LARGE_PAGE - (now + BEFORE) % LARGE_PAGE) % LARGE_PAGE));
  char *start = sbrk(0);
  void *volatile first = malloc(BEFORE / 4 * 3); /* volatile: not to be left out as unused */
  free(first);
  const char *end = sbrk(0);
  if (end - start >= (ptrdiff_t)(BEFORE + HELD))
    (void)madvise(start + BEFORE, HELD, MADV_HUGEPAGE);
#endif
}
