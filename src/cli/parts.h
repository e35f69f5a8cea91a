/* parts.h - draws shared by many processes: --part makes the file of some of them, --merge reads those of all. */
#ifndef EGB_CLI_PARTS_H
#define EGB_CLI_PARTS_H

#include "session.h"

#define CLI_PARTS_MOST 10000 /* arguments of a command that merges */

/* What --part, --merge and --refine say; and the files they name, once these are read. */
typedef struct cli_parts {
  size_t number, of; /* --part; 0: all draws */
  bool joins;        /* --merge into one part that has all draws */
  bool refines;
  struct egb_arena *arena;
  egb_part *part; /* of --merge; NULL: nothing is merged */
  size_t count;
  egb_part refine;
} cli_parts;

/* An analysis that can be made in parts: what the library does for it. */
typedef struct cli_analysis cli_analysis;
struct cli_analysis {
  cli_session *session;
  egb_uncertainty_options options;
  size_t unit;      /* of a sensitivity */
  const char *what; /* is counted: "draws" */
  size_t most;      /* parts */
  egb_status (*make)(const cli_analysis *of, void **out);
  egb_status (*part)(const cli_analysis *of, size_t number, size_t count, char **bytes, size_t *length);
  egb_status (*merge)(const cli_analysis *of, const egb_part *part, size_t count, void **out);
  /* *again: a second round is worth its draws. NULL: there is no second round */
  egb_status (*join)(const cli_analysis *of, const egb_part *part, size_t count, char **bytes, size_t *length,
                     bool *again);
};

/* The functions of an analysis whose own are called TYPE_new, TYPE_part, TYPE_merge and TYPE_join and differ in their
 * type alone, as members of a cli_analysis: CLI_ANALYSIS_OF. */
#define CLI_ANALYSIS(type)                                                                                             \
  static egb_status make_##type(const cli_analysis *of, void **out) {                                                  \
    type *made = NULL;                                                                                                 \
    const cli_session *s = of->session;                                                                                \
    const egb_status status = type##_new(s->plan, s->results, &of->options, s->diag, &made);                           \
    *out = made;                                                                                                       \
    return status;                                                                                                     \
  }                                                                                                                    \
  static egb_status part_##type(const cli_analysis *of, size_t number, size_t count, char **bytes, size_t *length) {   \
    const cli_session *s = of->session;                                                                                \
    return type##_part(s->plan, s->results, &of->options, number, count, s->diag, bytes, length);                      \
  }                                                                                                                    \
  static egb_status merge_##type(const cli_analysis *of, const egb_part *part, size_t count, void **out) {             \
    type *made = NULL;                                                                                                 \
    const cli_session *s = of->session;                                                                                \
    const egb_status status = type##_merge(s->plan, s->results, &of->options, part, count, s->diag, &made);            \
    *out = made;                                                                                                       \
    return status;                                                                                                     \
  }                                                                                                                    \
  static egb_status join_##type(const cli_analysis *of, const egb_part *part, size_t count, char **bytes,              \
                                size_t *length, bool *again) {                                                         \
    const cli_session *s = of->session;                                                                                \
    return type##_join(s->plan, s->results, &of->options, part, count, s->diag, bytes, length, again);                 \
  }
#define CLI_ANALYSIS_OF(type) .make = make_##type, .part = part_##type, .merge = merge_##type, .join = join_##type

/* Before any work is done: EGB_USAGE where arguments and options do not go together, or --part has no file to write. */
egb_status cli_parts_check(const cli_session *session, cli_parts *out);
/* Whether the processes of one MPI run share the work of this command. */
bool cli_parts_shared(const cli_arguments *arguments);
/* Loads the index, scores it, and finds the units of --units (NULL: the command does not take them). */
egb_status cli_parts_load(cli_session *session, cli_list *units);
/* Reads the files. To be freed whatever the status. */
egb_status cli_parts_read(const cli_session *session, cli_parts *parts);
void cli_parts_free(cli_parts *parts);
/* Makes the analysis, or a part of it, which it writes, or makes it of parts. *out NULL: nothing is to be printed here.
 * *stopped: by Ctrl-C. */
egb_status cli_parts_run(cli_analysis *analysis, const cli_parts *parts, void **out, bool *stopped);

#endif
