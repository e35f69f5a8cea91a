/* Jobs one after the other, where there are no threads: the twin of threads.c, with the same results. */
#include "base/threads.h"

static bool stopped(const egb_control *control) {
  return control != NULL && control->stop != NULL && atomic_load_explicit(control->stop, memory_order_relaxed);
}

egb_status egb_threads_run(size_t threads, size_t jobs, egb_job *run, void *context, const egb_control *control,
                           size_t *finished) {
  egb_status status = EGB_OK;
  size_t job = 0;
  (void)threads;
  while (job < jobs && status == EGB_OK && !stopped(control)) {
    status = run(context, 0, job++);
    if (control != NULL && control->done != NULL)
      atomic_fetch_add_explicit(control->done, 1, memory_order_relaxed);
  }
  if (finished != NULL)
    *finished = job;
  return status;
}

egb_status egb_threads_in_order(size_t threads, size_t jobs, egb_job *make, egb_job *take, void *context) {
  egb_status status = EGB_OK;
  (void)threads;
  for (size_t job = 0; job < jobs && status == EGB_OK; job++) {
    status = make(context, 0, job);
    if (status == EGB_OK)
      status = take(context, 0, job);
  }
  return status;
}

size_t egb_threads_available(void) {
  return 1;
}
