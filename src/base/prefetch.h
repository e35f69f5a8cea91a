/* prefetch.h - memory that is about to be read in no order: many waits for it become one. A wish that changes nothing
 * but time; any address will do. */
#ifndef EGB_BASE_PREFETCH_H
#define EGB_BASE_PREFETCH_H

static inline void egb_prefetch(const void *at) {
#if defined(__GNUC__)
  __builtin_prefetch(at);
#else
  (void)at;
#endif
}

#endif
