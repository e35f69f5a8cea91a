/* parts.h - draws shared by many processes: --part makes the file of some of them, --merge reads those of all. */
#ifndef EGB_CLI_PARTS_H
#define EGB_CLI_PARTS_H

#include "session.h"

#define CLI_PARTS_MOST 10000 /* arguments of a command that merges */

/* The files of --merge. */
typedef struct cli_parts {
  struct egb_arena *arena;
  egb_part *part; /* NULL: nothing is merged */
  size_t count;
} cli_parts;

/* What --part says. */
typedef struct cli_share {
  size_t number, of; /* 0: all draws */
} cli_share;

/* Before any work is done: EGB_USAGE where arguments and options do not go together, or --part has no file to write. */
egb_status cli_parts_check(const cli_session *session, cli_share *share);
/* The argument that names the index; NULL: none does. */
const char *cli_parts_index(const cli_arguments *arguments);
/* Reads the files, where there is --merge. To be freed whatever the status. */
egb_status cli_parts_read(cli_session *session, cli_parts *out);
void cli_parts_free(cli_parts *parts);
/* Writes the file of a part. */
egb_status cli_parts_write(const cli_session *session, const char *bytes, size_t length);

#endif
