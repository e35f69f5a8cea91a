/* templates.h - files of --templates, of which pages are made instead of those that were built in. */
#ifndef EGB_CLI_TEMPLATES_H
#define EGB_CLI_TEMPLATES_H

#include "output.h"

/* Reads those of the folder that have the name of a template into output->options; nothing without the option. EGB_IO,
 * reported: a file cannot be read; EGB_USAGE: it holds none. Free them in any case. */
egb_status cli_templates_load(const cli_arguments *arguments, egb_diag *diag, cli_output *output);
/* Adds those of the desk that --templates has not, from home/reports. EGB_IO, reported: one cannot be read, or there is
 * no home. */
egb_status cli_templates_load_desk(const char *home, egb_diag *diag, cli_output *output);
void cli_templates_free(cli_output *output);

#endif
