#include "base/threads.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define JOBS 5000

typedef struct jobs_done {
  atomic_int done[JOBS];
  size_t by[EGB_THREADS_MAX];
  size_t fails, stops;
  atomic_bool stop;
} jobs_done;

static egb_status one(void *context, size_t worker, size_t job) {
  jobs_done *work = context;
  work->by[worker]++; /* its own place: no other thread writes there */
  atomic_fetch_add(&work->done[job], 1);
  if (job == work->stops)
    atomic_store(&work->stop, true);
  return job >= work->fails ? EGB_UNCOMPUTABLE : EGB_OK;
}

static jobs_done fresh;

static jobs_done *start(void) {
  memset((void *)&fresh, 0, sizeof fresh);
  fresh.fails = fresh.stops = SIZE_MAX;
  return &fresh;
}

static void every_job_is_done_once(void **state) {
  (void)state;
  static const size_t threads[] = {0, 1, 2, 3, 8, 1000};
  for (size_t t = 0; t < sizeof threads / sizeof *threads; t++) {
    jobs_done *work = start();
    atomic_size_t progress = 0;
    const egb_control control = {.stop = &work->stop, .done = &progress};
    size_t finished = 0, by = 0;
    assert_int_equal(egb_threads_run(threads[t], JOBS, one, work, &control, &finished), EGB_OK);
    assert_int_equal(finished, JOBS);
    assert_int_equal(progress, JOBS);
    for (size_t i = 0; i < JOBS; i++)
      assert_int_equal(work->done[i], 1);
    for (size_t i = 0; i < EGB_THREADS_MAX; i++)
      by += work->by[i];
    assert_int_equal(by, JOBS);
  }
}

static void what_is_finished_when_stopped_has_no_gap(void **state) {
  (void)state;
  for (size_t threads = 1; threads < 9; threads++) {
    jobs_done *work = start();
    work->stops = 100;
    const egb_control control = {.stop = &work->stop};
    size_t finished = 0;
    assert_int_equal(egb_threads_run(threads, JOBS, one, work, &control, &finished), EGB_OK);
    assert_true(finished > 100 && finished < JOBS);
    for (size_t i = 0; i < JOBS; i++)
      assert_int_equal(work->done[i], i < finished);
  }
}

static void a_failure_ends_the_run(void **state) {
  (void)state;
  for (size_t threads = 1; threads < 9; threads++) {
    jobs_done *work = start();
    work->fails = 7;
    size_t finished = 0;
    assert_int_equal(egb_threads_run(threads, JOBS, one, work, NULL, &finished), EGB_UNCOMPUTABLE);
    assert_true(finished >= 8 && finished < JOBS);
  }
}

static void no_job_at_all(void **state) {
  (void)state;
  size_t finished = 1;
  assert_int_equal(egb_threads_run(4, 0, one, start(), NULL, &finished), EGB_OK);
  assert_int_equal(finished, 0);
  assert_true(egb_threads_available() >= 1);
}

/* What a worker made lies in its place until it is taken. */
typedef struct turns {
  size_t made[EGB_THREADS_MAX];
  size_t taken;
  size_t make_fails, take_fails; /* job; SIZE_MAX: none */
} turns;

static egb_status make_one(void *context, size_t worker, size_t job) {
  turns *t = context;
  t->made[worker] = job;
  return job == t->make_fails ? EGB_NO_MEMORY : EGB_OK;
}

static egb_status take_one(void *context, size_t worker, size_t job) {
  turns *t = context;
  assert_int_equal(t->made[worker], job);
  assert_int_equal(t->taken, job); /* in order, one at a time */
  if (job == t->take_fails)
    return EGB_IO;
  t->taken++;
  return EGB_OK;
}

static void jobs_are_taken_in_order(void **state) {
  (void)state;
  static const size_t threads[] = {0, 1, 2, 3, 8, 1000};
  for (size_t i = 0; i < sizeof threads / sizeof *threads; i++) {
    turns t = {.make_fails = SIZE_MAX, .take_fails = SIZE_MAX};
    assert_int_equal(egb_threads_in_order(threads[i], JOBS, make_one, take_one, &t), EGB_OK);
    assert_int_equal(t.taken, JOBS);
    t = (turns){.make_fails = SIZE_MAX, .take_fails = SIZE_MAX};
    assert_int_equal(egb_threads_in_order(threads[i], 0, make_one, take_one, &t), EGB_OK);
  }
}

/* The first failure in number, whichever comes first in time; all before it is taken, nothing after it. */
static void the_first_failure_ends_the_turns(void **state) {
  (void)state;
  for (size_t threads = 1; threads < 9; threads++)
    for (size_t round = 0; round < 50; round++) {
      turns t = {.make_fails = 7 + round, .take_fails = 9 + round};
      assert_int_equal(egb_threads_in_order(threads, JOBS, make_one, take_one, &t), EGB_NO_MEMORY);
      assert_int_equal(t.taken, 7 + round);
      t = (turns){.make_fails = 9 + round, .take_fails = 7 + round};
      assert_int_equal(egb_threads_in_order(threads, JOBS, make_one, take_one, &t), EGB_IO);
      assert_int_equal(t.taken, 7 + round);
    }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_job_is_done_once),  cmocka_unit_test(what_is_finished_when_stopped_has_no_gap),
      cmocka_unit_test(a_failure_ends_the_run),  cmocka_unit_test(no_job_at_all),
      cmocka_unit_test(jobs_are_taken_in_order), cmocka_unit_test(the_first_failure_ends_the_turns),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
