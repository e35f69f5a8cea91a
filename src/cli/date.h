/* date.h - the date that something is recorded with. */
#ifndef EGB_CLI_DATE_H
#define EGB_CLI_DATE_H

#include "options.h"

#define CLI_DATE_MAX 11 /* "2026-11-27" */

/* The date that --when or SOURCE_DATE_EPOCH asks for, in out or as given; *date NULL: none. No clock is looked at
 * unless `today` asks. EGB_USAGE, reported: it is no date. */
egb_status cli_date_given(const cli_arguments *arguments, egb_diag *diag, char out[CLI_DATE_MAX], const char **date);

#endif
