#include "command/sweep_keep.h"

#include "base/diag.h"

#include <sys/stat.h>

#define EVERY 1 /* seconds */
#define EXTENSION ".part"

/* Nothing is kept beside a stream, a device or a pipe. */
static bool is_file(const char *path) {
  struct stat status;
  return path != NULL && (stat(path, &status) != 0 || S_ISREG(status.st_mode));
}

static bool due(void *context) {
  const cli_keeper *keeper = context;
  struct timespec now;
  (void)clock_gettime(CLOCK_MONOTONIC, &now);
  return !keeper->full && (now.tv_sec - keeper->last.tv_sec > EVERY ||
                           (now.tv_sec - keeper->last.tv_sec == EVERY && now.tv_nsec >= keeper->last.tv_nsec));
}

/* What is kept is for a run that is interrupted: one that is not needs no room for it. */
static void go_on_without(cli_keeper *keeper, egb_diag_point before) {
  egb_diag *diag = keeper->session->diag;
  egb_message error;
  if (cli_take_error(diag, before, &error))
    cli_warn(diag, CLI_W_NOT_KEPT, "let it come to its end, or interrupt it and write elsewhere with -o FILE",
             "no more of this run is kept for the case that it is interrupted: %s", error.text);
  keeper->status = EGB_OK;
  keeper->full = true;
  keeper->keeps = keeper->has_kept;
  if (!keeper->has_kept)
    egb_growing_end(&keeper->growing, true);
}

static bool keep(void *context, const void *bytes, size_t length) {
  cli_keeper *keeper = context;
  if (keeper->full)
    return true;
  const egb_diag_point before = egb_diag_mark(keeper->session->diag);
  keeper->status = egb_growing_add(&keeper->growing, bytes, length, keeper->session->diag);
  (void)clock_gettime(CLOCK_MONOTONIC, &keeper->last);
  if (keeper->status == EGB_IO && keeper->growing.error != 0) {
    go_on_without(keeper, before);
    return true;
  }
  keeper->has_kept = keeper->has_kept || keeper->status == EGB_OK;
  return keeper->status == EGB_OK;
}

/* What can be used of what was left; with --force nothing of what is of another run. */
static egb_status take_up(cli_keeper *keeper, const cli_parts *parts, egb_sweep_options *options) {
  cli_session *session = keeper->session;
  const bool force = session->arguments->value[OPTION_FORCE].given != 0;
  const egb_diag_point before = egb_diag_mark(session->diag);
  size_t usable = 0;
  egb_status status = egb_sweep_kept(session->plan, session->results, options, parts->number, parts->of,
                                     keeper->growing.path, session->diag, &usable, &keeper->taken);
  const size_t damaged = status == EGB_OK ? options->kept_length - usable : 0;
  if (status == EGB_REFUSED && force) {
    egb_diag_rewind(session->diag, before);
    status = EGB_OK;
  }
  options->kept_length = usable;
  keeper->has_kept = status == EGB_OK && keeper->taken > 0;
  if (status == EGB_OK)
    status = egb_growing_cut(&keeper->growing, usable, session->diag);
  if (status == EGB_OK && keeper->taken > 0)
    cli_note(session, "egovbench: %zu scenarios are taken from `%s`, which an interrupted run left\n", keeper->taken,
             keeper->growing.path);
  if (status == EGB_OK && damaged > 0)
    cli_note(session, "egovbench: %zu bytes of `%s` are damaged or unfinished, and are made again\n", damaged,
             keeper->growing.path);
  return status;
}

egb_status cli_keep_begin(cli_keeper *keeper, cli_session *session, const cli_parts *parts,
                          egb_sweep_options *options) {
  egb_source *found = NULL;
  *keeper = (cli_keeper){.session = session, .growing = {.file = -1}};
  if (parts->part != NULL || session->team.size > 0 || !is_file(session->output.path))
    return EGB_OK;
  keeper->keeps = true;
  keeper->arena = egb_arena_new();
  const char *path =
      keeper->arena != NULL ? egb_arena_format(keeper->arena, "%s" EXTENSION, session->output.path) : NULL;
  egb_status status =
      path != NULL ? egb_growing_open(&keeper->growing, path, keeper->arena, session->diag, &found) : EGB_NO_MEMORY;
  if (status == EGB_OK && found != NULL) {
    options->kept = found->text;
    options->kept_length = found->length;
    status = take_up(keeper, parts, options);
  }
  (void)clock_gettime(CLOCK_MONOTONIC, &keeper->last);
  options->keep = keep;
  options->due = due;
  options->keeper = keeper;
  return status;
}

void cli_keep_make_room(cli_keeper *keeper) {
  if (!keeper->full)
    return;
  egb_growing_end(&keeper->growing, true);
  keeper->has_kept = false;
}

void cli_keep_end(cli_keeper *keeper, bool done, bool interrupted) {
  if (interrupted && !done && keeper->growing.file >= 0)
    cli_note(keeper->session, "egovbench: interrupted; the same command goes on with what is in `%s`\n",
             keeper->growing.path);
  else if (!done && keeper->has_kept)
    cli_note(keeper->session,
             "egovbench: scenarios that are done are kept in `%s`, for the same command to go on with\n",
             keeper->growing.path);
  egb_growing_end(&keeper->growing, done);
  egb_arena_free(keeper->arena);
}
