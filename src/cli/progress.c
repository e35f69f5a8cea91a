#include "progress.h"

#include "terminal.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define WAIT_MS 500 /* before anything is shown */
#define EVERY_MS 100

static volatile sig_atomic_t interrupted;

static void on_interrupt(int signal_number) {
  (void)signal_number;
  interrupted = 1;
}

static long since(const struct timespec *then, const struct timespec *now) {
  return (long)(now->tv_sec - then->tv_sec) * 1000 + (now->tv_nsec - then->tv_nsec) / 1000000;
}

void cli_progress_start(cli_progress *progress, const cli_session *session, const char *what) {
  *progress = (cli_progress){
      .wanted = cli_is_terminal(STDERR_FILENO) && session->arguments->value[OPTION_QUIET].given == 0, .what = what};
  (void)clock_gettime(CLOCK_MONOTONIC, &progress->start);
  progress->last = progress->start;
  interrupted = 0; /* what a run before this one was ended by */
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_handler = on_interrupt;
  action.sa_flags = (int)SA_RESETHAND; /* the second one ends the program */
  (void)sigemptyset(&action.sa_mask);
  (void)sigaction(SIGINT, &action, NULL);
}

/* "25 of 198 units (12 %), 40 per second, 5 s left, Ctrl-C ends" */
static void show(cli_progress *progress, size_t done, size_t all, long elapsed) {
  char line[160];
  const double rate = 1000 * (double)done / (double)elapsed, percent = all > 0 ? 100 * (double)done / (double)all : 100;
  int length = snprintf(line, sizeof line, "\r%zu of %zu %s (%d %%), ", done, all, progress->what, (int)percent);
  if (done > 0 && length > 0)
    length += snprintf(line + length, sizeof line - (size_t)length, "%.*f per second, %.0f s left, ", rate < 10 ? 1 : 0,
                       rate, ((double)all - (double)done) / rate);
  if (length > 0)
    length += snprintf(line + length, sizeof line - (size_t)length, "Ctrl-C ends\033[K");
  if (length > 0)
    cli_write_stderr(line, (size_t)length);
  progress->shown = true;
}

bool cli_progress_watch(void *context, size_t done, size_t all) {
  cli_progress *progress = context;
  struct timespec now;
  if (interrupted != 0 || !progress->wanted)
    return interrupted != 0;
  (void)clock_gettime(CLOCK_MONOTONIC, &now);
  if (since(&progress->start, &now) < WAIT_MS || since(&progress->last, &now) < EVERY_MS)
    return false;
  progress->last = now;
  show(progress, done, all, since(&progress->start, &now));
  return false;
}

bool cli_progress_end(cli_progress *progress) {
  if (progress->shown)
    cli_write_stderr("\r\033[K", 4);
  progress->shown = false;
  (void)signal(SIGINT, SIG_DFL);
  return interrupted != 0;
}

int cli_progress_exit(bool stopped, egb_status status) {
  return stopped && (status == EGB_OK || status == EGB_UNCOMPUTABLE) ? CLI_INTERRUPTED : cli_exit_of(status);
}
