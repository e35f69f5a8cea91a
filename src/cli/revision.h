/* revision.h - what the commands that revise weights share. */
#ifndef EGB_CLI_REVISION_H
#define EGB_CLI_REVISION_H

#include "session.h"

/* A word of a shell: in quotes unless the shell takes it as it is. free(); NULL: out of memory. */
char *cli_shell_word(const char *text);
/* "egovbench weights set INDEX", index as it was typed (NULL: the default), ready for a shell. NULL: out of memory;
 * release with free(). */
char *cli_set_start(const char *index);
/* The same with the weights of `settings` as they are in plan, so that running it twice is running it once. */
char *cli_set_command(const egb_index *index, const egb_plan *plan, const char *typed, const cli_list *settings,
                      const char *rescale);
/* Such a command with what makes it last: --write, or --copy and a free name for a definition that came with the
 * program or from standard input. Frees the command. NULL: out of memory. */
char *cli_set_last(const cli_session *session, char *command);
/* The `weights set` of this very command line, with --copy and a free name. NULL: out of memory. */
char *cli_set_copy(const cli_session *session, const cli_list *settings);
/* ---- record.c ---- */
/* The record of changes that a change belongs in: --why asks for one, or there is one already. NULL, with warnings for
 * options about it: there is none to write. Faults in diag, EGB_USAGE for those of the options. */
egb_status cli_record_find(const cli_session *session, egb_diag *diag, egb_history **out);
/* Gives the edit its line in the record. otherwise: the reason when none is given, NULL: none; whatif: what the change
 * does to the ranking, NULL: not known. */
egb_status cli_record(const cli_session *session, egb_edit *edit, const egb_history *history, const egb_whatif *whatif,
                      const char *otherwise, egb_diag *diag);

#endif
