/* team.h - the processes of one MPI run, which share the draws of one analysis: who speaks for them, and bytes from
 * each to the first and from the first to all. team_mpi.c is the only file that sees MPI; team_alone.c stands in for it
 * where the program is built without.
 *
 * Every process takes the same steps. At each it says whether it is well, and where one is not all of them end: the
 * lowest of those prints its messages, and its exit code is that of the run. A process that is lost without a word, MPI
 * ends the run for, with a message. */
#ifndef EGB_CLI_TEAM_H
#define EGB_CLI_TEAM_H

#include "egovbench.h"

struct egb_arena;

typedef struct cli_team {
  size_t rank, size; /* size 0: there is none */
  bool over;         /* no more steps: some process was not well */
  size_t speaker;    /* who prints; the first, unless the run is over */
} cli_team;

/* Whether this process is one of those that an MPI launcher started, whose streams lead to it. */
bool cli_team_launched(void);
/* Joins the others; where there are none nothing happens. */
void cli_team_open(cli_team *team);
/* A step: false: this one or another is not well, or was not before. */
bool cli_team_agree(cli_team *team, bool well);
/* Bytes of all to the first process, which has them in the arena, one part for each of the first `count` of them: these
 * have `bytes`. A step. */
bool cli_team_gather(cli_team *team, const char *bytes, size_t length, size_t count, struct egb_arena *arena,
                     egb_part *out);
/* Bytes of the first process to all, which have them in the arena then. A step. */
bool cli_team_spread(cli_team *team, struct egb_arena *arena, egb_part *part);
/* The last step, which this process reaches with an exit code. false: another one speaks. */
bool cli_team_conclude(cli_team *team, int code);
/* Behind the last message. */
void cli_team_close(cli_team *team);

#endif
