/* An analysis made here, in a part, of parts, or by the processes of one MPI run, which are parts without files. */
#include "base/arena.h"
#include "commands.h"
#include "destination.h"
#include "parts.h"
#include "progress.h"

/* ---- files ----------------------------------------------------------------------------------- */

static egb_status write_part(const cli_analysis *a, const char *bytes, size_t length) {
  const cli_session *session = a->session;
  return cli_output_text(&session->output, session->arguments, bytes, length, session->diag);
}

/* What is to be done with a part that has all draws. */
static void say_next(const cli_analysis *a, bool again) {
  const char *path = a->session->output.path, *command = a->session->arguments->command->name;
  if (again)
    cli_note(a->session,
             "egovbench: `%s` has all draws, counted in bands: make each part again with --refine %s,\n"
             "and then `%s --merge %s` with the files of these\n",
             path, path, command, path);
  else
    cli_note(a->session, "egovbench: `%s` has all draws: `%s --merge %s` prints what they come to\n", path, command,
             path);
}

typedef struct written {
  char *bytes; /* of a part; NULL: there is an answer instead */
  size_t length;
  bool again;
} written;

static egb_status run_files(cli_analysis *a, const cli_parts *parts, void **out, written *file) {
  if (parts->refines)
    a->options.refine = &parts->refine;
  if (parts->of > 0)
    return a->part(a, parts->number, parts->of, &file->bytes, &file->length);
  if (parts->joins)
    return a->join(a, parts->part, parts->count, &file->bytes, &file->length, &file->again);
  return parts->part != NULL ? a->merge(a, parts->part, parts->count, out) : a->make(a, out);
}

/* ---- processes of one run -------------------------------------------------------------------- */

typedef struct sharing {
  cli_analysis *a;
  cli_team *team;
  size_t of; /* processes that have a part */
  egb_arena *arena;
  egb_part *part; /* of the first process: those of this round, behind that of the round before */
  size_t count;
} sharing;

/* EGB_INTERNAL: another process says why. */
static egb_status of_step(bool taken, egb_status status) {
  return taken || status != EGB_OK ? status : EGB_INTERNAL;
}

/* Each makes its part, which the first one has then. */
static egb_status make_round(sharing *s, char **bytes) {
  const cli_team *team = s->team;
  size_t length = 0;
  egb_status status = EGB_OK;
  if (team->rank < s->of)
    status = s->a->part(s->a, team->rank + 1, s->of, bytes, &length);
  status = of_step(cli_team_agree(s->team, status == EGB_OK), status);
  if (status == EGB_OK)
    status = of_step(cli_team_gather(s->team, *bytes, length, s->of, s->arena, s->part + s->count), EGB_OK);
  s->count += s->of;
  return status;
}

/* Where counts are in bands all make their parts again, as of the sum of the first round. */
static egb_status make_again(sharing *s, char **joined, char **bytes) {
  egb_part first = {.name = "process 1"};
  bool again = false;
  egb_status status = EGB_OK;
  if (s->team->rank == 0)
    status = s->a->join(s->a, s->part, s->count, joined, &first.length, &again);
  status = of_step(cli_team_agree(s->team, status == EGB_OK), status);
  first.bytes = *joined;
  first.length = again ? first.length : 0;
  if (status == EGB_OK)
    status = of_step(cli_team_spread(s->team, s->arena, &first), EGB_OK);
  if (status != EGB_OK || first.length == 0)
    return status;
  s->part[0] = first;
  s->count = 1;
  s->a->options.refine = &first;
  return make_round(s, bytes);
}

static egb_status share(sharing *s, void **out) {
  char *bytes = NULL, *joined = NULL, *refined = NULL;
  egb_status status = make_round(s, &bytes);
  if (status == EGB_OK && s->a->join != NULL)
    status = make_again(s, &joined, &refined);
  s->a->options.refine = NULL;
  if (status == EGB_OK && s->team->rank == 0)
    status = s->a->merge(s->a, s->part, s->count, out);
  egb_free(bytes);
  egb_free(joined);
  egb_free(refined);
  return status;
}

static egb_status run_team(cli_analysis *a, void **out) {
  cli_team *team = &a->session->team;
  sharing s = {.a = a, .team = team, .of = team->size < a->most ? team->size : a->most, .arena = egb_arena_new()};
  s.part = s.arena != NULL ? egb_arena_array(s.arena, s.of + 1, sizeof *s.part) : NULL;
  const egb_status status = s.part != NULL ? share(&s, out) : EGB_NO_MEMORY;
  egb_arena_free(s.arena);
  return status;
}

/* Work of hours is not begun for an output that cannot be written. */
static egb_status check_output(const cli_session *session, const cli_parts *parts) {
  const cli_output *output = &session->output;
  const bool is_table = parts->of == 0 && !parts->joins;
  return cli_destination_check(output, session->arguments, is_table && egb_format_is_separated(output->format),
                               session->diag);
}

egb_status cli_parts_run(cli_analysis *analysis, const cli_parts *parts, void **out, bool *stopped) {
  cli_progress progress;
  written file = {0};
  *out = NULL;
  *stopped = false;
  const bool team = analysis->session->team.size > 0; /* which agrees on what is refused */
  egb_status status = team ? EGB_OK : check_output(analysis->session, parts);
  if (status != EGB_OK)
    return status;
  analysis->options.watch = cli_progress_watch;
  analysis->options.context = &progress;
  cli_progress_start(&progress, analysis->session, analysis->what);
  status = team ? run_team(analysis, out) : run_files(analysis, parts, out, &file);
  *stopped = cli_progress_end(&progress);
  if (status == EGB_OK && file.bytes != NULL && *stopped) {
    cli_error(analysis->session->diag, EGB_E_UNCOMPUTABLE, "make it again", "interrupted before the part was written");
    status = EGB_UNCOMPUTABLE;
  }
  if (status == EGB_OK && file.bytes != NULL)
    status = write_part(analysis, file.bytes, file.length);
  if (status == EGB_OK && parts->joins)
    say_next(analysis, file.again);
  egb_free(file.bytes);
  return status;
}
