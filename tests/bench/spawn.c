/* spawn.c - starts a program many times and measures each life from the outside, with as little of its own as it can:
 * a large parent would show in the child's peak memory.
 *
 * usage: spawn RUNS PROGRAM [ARGUMENT...]; prints one JSON object */
#define _DEFAULT_SOURCE /* wait4 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static int compare(const void *a, const void *b) {
  const double x = *(const double *)a;
  const double y = *(const double *)b;
  return (x > y) - (x < y);
}

static double milliseconds(struct timeval t) {
  return (double)t.tv_sec * 1e3 + (double)t.tv_usec / 1e3;
}

/* Milliseconds of one run, negative when it failed; those of processor time to *work when fewer than there. */
static double live(char **command, long *peak, double *work) {
  struct rusage used;
  int status = 0;
  const double start = now();
  const pid_t child = fork();
  if (child == 0) {
    const int nowhere = open("/dev/null", O_WRONLY);
    if (nowhere < 0 || dup2(nowhere, STDOUT_FILENO) < 0)
      _exit(126);
    execv(command[0], command);
    _exit(127);
  }
  if (child < 0 || wait4(child, &status, 0, &used) != child || status != 0)
    return -1;
  const double end = now();
  const double worked = milliseconds(used.ru_utime) + milliseconds(used.ru_stime);
  *work = worked < *work ? worked : *work;
  *peak = used.ru_maxrss > *peak ? used.ru_maxrss : *peak;
  return end - start;
}

int main(int argc, char **argv) {
  const long runs = argc > 2 ? strtol(argv[1], NULL, 10) : 0;
  if (runs < 1 || runs > 1000000) {
    fprintf(stderr, "usage: %s RUNS PROGRAM [ARGUMENT...]\n", argv[0]);
    return 2;
  }
  double *took = malloc((size_t)runs * sizeof *took);
  long peak = 0;
  double work = 1e300;
  if (!took)
    return 1;
  for (long i = -1; i < runs; i++) { /* the first one fills the caches and does not count */
    const double once = live(argv + 2, &peak, &work);
    if (once < 0) {
      fprintf(stderr, "%s failed\n", argv[2]);
      free(took);
      return 1;
    }
    if (i >= 0)
      took[i] = once;
  }
  qsort(took, (size_t)runs, sizeof *took, compare);
  printf("{\"runs\": %ld, \"median_ms\": %.3f, \"least_ms\": %.3f, \"most_ms\": %.3f, \"work_ms\": %.3f, \"peak_kb\": "
         "%ld}\n",
         runs, took[runs / 2], took[0], took[runs - 1], work, peak);
  free(took);
  return 0;
}
