/* threads.h - jobs over threads. Which thread does a job must not show in the result: what a job makes depends on its
 * number alone, and what workers gather is merged by sums of whole numbers. */
#ifndef EGB_BASE_THREADS_H
#define EGB_BASE_THREADS_H

#include "egovbench.h"

#include <stdatomic.h>

#define EGB_THREADS_MAX 256

/* How the caller looks on and stops a run. All members may be NULL. */
typedef struct egb_control {
  const atomic_bool *stop; /* once true, no further job begins; may be set in a signal handler where it is lock-free */
  atomic_size_t *done;     /* counts finished jobs */
} egb_control;

/* One job. worker < threads is the same for all jobs of one thread: the place of its workspace. */
typedef egb_status egb_job(void *context, size_t worker, size_t job);

/* Runs jobs 0 to jobs - 1 on `threads` threads, the caller's among them, and returns when none is running. Jobs begin
 * in the order of their numbers, and what has begun is finished: *finished is how many were done, and it is always the
 * first ones. Returns the status of the first job in number that failed; after a failure no job begins, but which later
 * ones had begun is not defined. A thread that cannot be made is done without. control may be NULL. */
egb_status egb_threads_run(size_t threads, size_t jobs, egb_job *run, void *context, const egb_control *control,
                           size_t *finished);
/* Jobs that are made by threads and taken in the order of their numbers: make(context, worker, job) at any time, then
 * take(context, worker, job) of the same worker, one at a time, that of job 0 first. What a job made may lie in the
 * workspace of its worker until it is taken: no worker makes another one before. Returns the status of the first job
 * in number that failed; those before it were taken, and none after it is. */
egb_status egb_threads_in_order(size_t threads, size_t jobs, egb_job *make, egb_job *take, void *context);
/* Processors this process may use, at least 1. */
size_t egb_threads_available(void);

/* How many threads to start of those that options ask for; 0: as many as there are processors. */
static inline size_t egb_threads_wanted(size_t asked) {
  const size_t threads = asked > 0 ? asked : egb_threads_available();
  return threads < EGB_THREADS_MAX ? threads : EGB_THREADS_MAX;
}

#endif
