/* watch_movers.h - a ranking remembered, and who moved since. */
#ifndef EGB_DESK_WATCH_MOVERS_H
#define EGB_DESK_WATCH_MOVERS_H

#include "base/buffer.h"
#include "cli/session.h"

typedef struct cli_standing {
  char *id, *name; /* name: safe to print, bounded in width */
  double rank, score;
  bool shown; /* the selection of the command line keeps it */
} cli_standing;

typedef struct cli_standings {
  cli_standing *unit;   /* in the order of ranks, unranked last */
  cli_standing **by_id; /* the same in the order of ids */
  size_t count, ranked;
  char *title;
  int decimals; /* of scores, for people */
} cli_standings;

/* The results of a session; shown: the table that `rank` would print. EGB_NO_MEMORY. */
egb_status cli_standings_take(const cli_session *session, const egb_table *shown, cli_standings *out);
void cli_standings_free(cli_standings *standings);
/* One line: title, how many are ranked, who is first. */
void cli_standings_summary(const cli_standings *now, egb_buffer *out);
/* A line with how many moved, after the name of the file that was saved; then one for each mover that is shown. */
void cli_standings_movers(const cli_standings *before, const cli_standings *now, const char *saved, egb_buffer *out);

#endif
