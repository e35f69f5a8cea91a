#ifdef EGB_AFFINITY
#define _GNU_SOURCE /* sched_getaffinity */
#endif

#include "base/threads.h"

#include <pthread.h>
#include <unistd.h>

#ifdef EGB_AFFINITY
#include <sched.h>
#endif

typedef struct egb_crew {
  egb_job *run;
  void *context;
  const egb_control *control;
  size_t jobs;
  atomic_size_t next, finished;
  atomic_bool failed;
  pthread_mutex_t lock; /* of the two below */
  size_t failed_job;
  egb_status status;
} egb_crew;

typedef struct egb_worker {
  egb_crew *crew;
  size_t number;
  pthread_t thread;
} egb_worker;

static void note_failure(egb_crew *crew, size_t job, egb_status status) {
  pthread_mutex_lock(&crew->lock);
  if (crew->status == EGB_OK || job < crew->failed_job) {
    crew->failed_job = job;
    crew->status = status;
  }
  pthread_mutex_unlock(&crew->lock);
  atomic_store(&crew->failed, true);
}

static bool stopped(const egb_crew *crew) {
  return atomic_load_explicit(&crew->failed, memory_order_relaxed) ||
         (crew->control != NULL && crew->control->stop != NULL &&
          atomic_load_explicit(crew->control->stop, memory_order_relaxed));
}

static void *work(void *argument) {
  const egb_worker *me = argument;
  egb_crew *crew = me->crew;
  while (!stopped(crew)) {
    /* A number once taken is always done: the finished jobs have no gap. */
    const size_t job = atomic_fetch_add_explicit(&crew->next, 1, memory_order_relaxed);
    if (job >= crew->jobs)
      break;
    const egb_status status = crew->run(crew->context, me->number, job);
    if (status != EGB_OK)
      note_failure(crew, job, status);
    atomic_fetch_add_explicit(&crew->finished, 1, memory_order_relaxed);
    if (crew->control != NULL && crew->control->done != NULL)
      atomic_fetch_add_explicit(crew->control->done, 1, memory_order_relaxed);
  }
  return NULL;
}

egb_status egb_threads_run(size_t threads, size_t jobs, egb_job *run, void *context, const egb_control *control,
                           size_t *finished) {
  egb_crew crew = {.run = run, .context = context, .control = control, .jobs = jobs, .status = EGB_OK};
  egb_worker workers[EGB_THREADS_MAX];
  size_t count = threads < 1 ? 1 : threads > EGB_THREADS_MAX ? EGB_THREADS_MAX : threads, made = 1;
  atomic_init(&crew.next, 0);
  atomic_init(&crew.finished, 0);
  atomic_init(&crew.failed, false);
  if (pthread_mutex_init(&crew.lock, NULL) != 0)
    return EGB_NO_MEMORY;
  if (count > jobs)
    count = jobs > 0 ? jobs : 1;
  for (; made < count; made++) {
    workers[made] = (egb_worker){.crew = &crew, .number = made};
    if (pthread_create(&workers[made].thread, NULL, work, &workers[made]) != 0)
      break;
  }
  workers[0] = (egb_worker){.crew = &crew, .number = 0};
  work(&workers[0]);
  for (size_t i = 1; i < made; i++)
    pthread_join(workers[i].thread, NULL);
  pthread_mutex_destroy(&crew.lock);
  if (finished != NULL)
    *finished = atomic_load(&crew.finished);
  return crew.status;
}

typedef struct egb_turns {
  egb_job *make, *take;
  void *context;
  pthread_mutex_t lock; /* of the two below */
  pthread_cond_t turned;
  size_t turn; /* the job that is taken next */
  bool failed; /* no job is taken any more */
} egb_turns;

/* Waits for its turn also when it could not be made, so that it is always the first failure in number that ends it. */
static egb_status in_turn(void *context, size_t worker, size_t job) {
  egb_turns *turns = context;
  egb_status status = turns->make(turns->context, worker, job);
  pthread_mutex_lock(&turns->lock);
  while (turns->turn != job && !turns->failed)
    pthread_cond_wait(&turns->turned, &turns->lock);
  const bool mine = !turns->failed;
  pthread_mutex_unlock(&turns->lock);
  if (!mine)
    return EGB_OK; /* an earlier one has said why */
  if (status == EGB_OK)
    status = turns->take(turns->context, worker, job);
  pthread_mutex_lock(&turns->lock);
  turns->turn++;
  turns->failed = status != EGB_OK;
  pthread_cond_broadcast(&turns->turned);
  pthread_mutex_unlock(&turns->lock);
  return status;
}

egb_status egb_threads_in_order(size_t threads, size_t jobs, egb_job *make, egb_job *take, void *context) {
  egb_turns turns = {.make = make, .take = take, .context = context};
  if (pthread_mutex_init(&turns.lock, NULL) != 0)
    return EGB_NO_MEMORY;
  egb_status status = EGB_NO_MEMORY;
  if (pthread_cond_init(&turns.turned, NULL) == 0) {
    status = egb_threads_run(threads, jobs, in_turn, &turns, NULL, NULL);
    (void)pthread_cond_destroy(&turns.turned);
  }
  (void)pthread_mutex_destroy(&turns.lock);
  return status;
}

/* Those that this process may run on, where the system says it. All that there are it may have to read from a file. */
size_t egb_threads_available(void) {
#ifdef EGB_AFFINITY
  cpu_set_t mine;
  const int own = sched_getaffinity(0, sizeof mine, &mine) == 0 ? CPU_COUNT(&mine) : 0;
  if (own > 0)
    return own > EGB_THREADS_MAX ? EGB_THREADS_MAX : (size_t)own;
#endif
  const long count = sysconf(_SC_NPROCESSORS_ONLN);
  return count < 1 ? 1 : count > EGB_THREADS_MAX ? EGB_THREADS_MAX : (size_t)count;
}
