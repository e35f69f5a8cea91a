/* count_threads.c - preloaded (LD_PRELOAD) into the program: how many threads beside the first were there at most at
 * one time. EGB_THREADS_REPORT: a descriptor that gets the number, in decimal digits, when the program ends. */
#define _GNU_SOURCE /* RTLD_NEXT */

#include <dlfcn.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

static atomic_int now, most;

/* The C library's own function of that name; a union, because ISO C does not convert between the two pointers. */
#define REAL(name, type)                                                                                               \
  static union {                                                                                                       \
    void *object;                                                                                                      \
    type function;                                                                                                     \
  } real;                                                                                                              \
  if (real.object == NULL)                                                                                             \
  real.object = dlsym(RTLD_NEXT, name)

typedef int (*create_type)(pthread_t *, const pthread_attr_t *, void *(*)(void *), void *);
typedef int (*join_type)(pthread_t, void **);

int pthread_create(pthread_t *thread, const pthread_attr_t *attributes, void *(*run)(void *), void *argument) {
  REAL("pthread_create", create_type);
  const int alive = atomic_fetch_add(&now, 1) + 1;
  int seen = atomic_load(&most);
  while (alive > seen && !atomic_compare_exchange_weak(&most, &seen, alive)) {
  }
  return real.function(thread, attributes, run, argument);
}

int pthread_join(pthread_t thread, void **result) {
  REAL("pthread_join", join_type);
  const int error = real.function(thread, result);
  atomic_fetch_sub(&now, 1);
  return error;
}

__attribute__((destructor)) static void report(void) {
  const char *where = getenv("EGB_THREADS_REPORT");
  if (where != NULL)
    (void)dprintf(atoi(where), "%d", atomic_load(&most));
}
