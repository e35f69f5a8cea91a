/* The only file that sees MPI (version 3 of the standard, of which little is used). Messages have 1 GB at most, as
 * their lengths are of type int. */
#include "team.h"

#include "base/arena.h"

#include <limits.h>
#include <mpi.h>
#include <stdlib.h>
#include <string.h>

#define MESSAGE_MOST ((size_t)1 << 30)
#define TAG 1

/* What launchers set: Open MPI, MPICH and what is made of it, Slurm with PMIx, Intel. Without one MPI would start a run
 * of one process, which takes longer than most commands. */
bool cli_team_launched(void) {
  static const char *const variables[] = {"OMPI_COMM_WORLD_SIZE", "PMI_SIZE", "PMIX_RANK", "MPI_LOCALNRANKS"};
  for (size_t i = 0; i < sizeof variables / sizeof *variables; i++)
    if (getenv(variables[i]) != NULL)
      return true;
  return false;
}

void cli_team_open(cli_team *team) {
  int rank, size, level;
  *team = (cli_team){0};
  if (!cli_team_launched())
    return;
  (void)MPI_Init_thread(NULL, NULL, MPI_THREAD_FUNNELED, &level); /* an error ends the run: MPI_ERRORS_ARE_FATAL */
  (void)MPI_Comm_rank(MPI_COMM_WORLD, &rank);
  (void)MPI_Comm_size(MPI_COMM_WORLD, &size);
  *team = (cli_team){.rank = (size_t)rank, .size = (size_t)size};
}

bool cli_team_agree(cli_team *team, bool well) {
  if (team->size == 0 || team->over)
    return well && !team->over;
  int mine = well ? INT_MAX : (int)team->rank, least = INT_MAX;
  (void)MPI_Allreduce(&mine, &least, 1, MPI_INT, MPI_MIN, MPI_COMM_WORLD);
  if (least == INT_MAX)
    return true;
  team->over = true;
  team->speaker = (size_t)least;
  return false;
}

static size_t piece(size_t length, size_t at) {
  return length - at < MESSAGE_MOST ? length - at : MESSAGE_MOST;
}

static void receive(char *to, size_t length, size_t from) {
  for (size_t at = 0; at < length; at += MESSAGE_MOST)
    (void)MPI_Recv(to + at, (int)piece(length, at), MPI_BYTE, (int)from, TAG, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
}

static void transmit(const char *bytes, size_t length) {
  for (size_t at = 0; at < length; at += MESSAGE_MOST)
    (void)MPI_Send(bytes + at, (int)piece(length, at), MPI_BYTE, 0, TAG, MPI_COMM_WORLD);
}

/* Room for the bytes of the others. */
static bool open_parts(const uint64_t *length, size_t count, egb_arena *arena, egb_part *out) {
  for (size_t i = 1; i < count; i++) {
    char *room = egb_arena_array(arena, (size_t)length[i], 1);
    char *name = egb_arena_format(arena, "process %zu", i + 1);
    if (room == NULL || name == NULL)
      return false;
    out[i] = (egb_part){.name = name, .bytes = room, .length = (size_t)length[i]};
  }
  return true;
}

bool cli_team_gather(cli_team *team, const char *bytes, size_t length, size_t count, egb_arena *arena, egb_part *out) {
  const uint64_t mine = length;
  uint64_t *all = team->rank == 0 ? egb_arena_array(arena, team->size, sizeof *all) : NULL;
  if (!cli_team_agree(team, team->rank != 0 || all != NULL))
    return false;
  (void)MPI_Gather(&mine, 1, MPI_UINT64_T, all, 1, MPI_UINT64_T, 0, MPI_COMM_WORLD);
  if (!cli_team_agree(team, all == NULL || open_parts(all, count, arena, out)))
    return false;
  if (team->rank > 0 && team->rank < count)
    transmit(bytes, length);
  if (team->rank > 0)
    return true;
  out[0] = (egb_part){.name = "process 1", .bytes = bytes, .length = length};
  for (size_t i = 1; i < count; i++)
    receive((char *)(uintptr_t)out[i].bytes, out[i].length, i);
  return true;
}

bool cli_team_spread(cli_team *team, egb_arena *arena, egb_part *part) {
  uint64_t length = part->length;
  (void)MPI_Bcast(&length, 1, MPI_UINT64_T, 0, MPI_COMM_WORLD);
  char *room = egb_arena_array(arena, (size_t)length, 1);
  if (!cli_team_agree(team, room != NULL) || room == NULL)
    return false;
  if (team->rank == 0 && length > 0)
    memcpy(room, part->bytes, (size_t)length);
  for (size_t at = 0; at < (size_t)length; at += MESSAGE_MOST)
    (void)MPI_Bcast(room + at, (int)piece((size_t)length, at), MPI_BYTE, 0, MPI_COMM_WORLD);
  *part = (egb_part){.name = "process 1", .bytes = room, .length = (size_t)length};
  return true;
}

bool cli_team_conclude(cli_team *team, int code) {
  (void)cli_team_agree(team, code == 0);
  return team->rank == team->speaker;
}

/* The one that speaks has spoken before the others are gone, at whose end a launcher may end the rest. */
void cli_team_close(cli_team *team) {
  if (team->size == 0)
    return;
  (void)MPI_Barrier(MPI_COMM_WORLD);
  (void)MPI_Finalize();
}
