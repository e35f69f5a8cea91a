/* beside.h - the columns of --with: of the data of the index, or FILE:COLUMN of any other file, matched by unit. */
#ifndef EGB_COMMAND_BESIDE_H
#define EGB_COMMAND_BESIDE_H

#include "cli/session.h"

typedef struct cli_beside {
  cli_list name;        /* of the columns, as typed: for egb_statistics_options.columns */
  const double **value; /* per column: NULL, or a number per unit of the session's data; for .values */
  double **owned;
  egb_dataset **file; /* per column: where it is from, for .files; NULL: the session's data */
} cli_beside;

/* After the results of the session are loaded. A file is read like a data file of a definition, in the period of the
 * results where it has periods; it may have keys behind it, in braces. Reported; free it in any case, after all that
 * was made of it. */
egb_status cli_beside_load(cli_session *session, cli_beside *out);
void cli_beside_free(cli_beside *beside);

#endif
