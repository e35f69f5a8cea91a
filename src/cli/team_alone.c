/* A program without MPI: every process is alone. */
#include "team.h"

bool cli_team_launched(void) {
  return false;
}

void cli_team_open(cli_team *team) {
  *team = (cli_team){0};
}

bool cli_team_agree(cli_team *team, bool well) {
  (void)team;
  return well;
}

bool cli_team_gather(cli_team *team, const char *bytes, size_t length, size_t count, struct egb_arena *arena,
                     egb_part *out) {
  (void)team;
  (void)bytes;
  (void)length;
  (void)count;
  (void)arena;
  (void)out;
  return true;
}

bool cli_team_spread(cli_team *team, struct egb_arena *arena, egb_part *part) {
  (void)team;
  (void)arena;
  (void)part;
  return true;
}

bool cli_team_conclude(cli_team *team, int code) {
  (void)team;
  (void)code;
  return true;
}

void cli_team_close(cli_team *team) {
  (void)team;
}
