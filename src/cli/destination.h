/* destination.h - where the bytes of a result go, piece by piece: standard output, what is held of it, or a file. */
#ifndef EGB_CLI_DESTINATION_H
#define EGB_CLI_DESTINATION_H

#include "files/file.h"
#include "output.h"

#include <signal.h>

typedef struct cli_destination {
  const cli_output *output;
  egb_diag *diag;
  egb_file_pieces *file; /* NULL: standard output */
  bool reader_gone;      /* `| head` has seen enough */
  bool waits;            /* signals are blocked: `before` says what was */
  sigset_t before;
} cli_destination;

/* known_header: a file with the same first line is an earlier result, and may be replaced. */
egb_status cli_destination_open(cli_destination *to, const cli_output *output, const cli_arguments *arguments,
                                bool known_header, egb_diag *diag);
/* What would be refused of it whatever is written, for before long work; known_header: as far as that can be seen
 * without the header. Nothing is changed. */
egb_status cli_destination_check(const cli_output *output, const cli_arguments *arguments, bool known_header,
                                 egb_diag *diag);
/* An egb_sink whose context is the destination. */
egb_status cli_destination_put(void *context, const char *bytes, size_t length);
/* status: of what was put; unless it is EGB_OK no file is left. */
egb_status cli_destination_close(cli_destination *to, egb_status status);

#endif
