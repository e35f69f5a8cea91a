/* tune_command.h - the weights of a plan as settings that make them from the definition as it is written. */
#ifndef EGB_DESK_TUNE_COMMAND_H
#define EGB_DESK_TUNE_COMMAND_H

#include "base/buffer.h"
#include "cli/session.h"

/* "ID=20%" for each weight that has to be named: siblings that kept their proportions follow by themselves. written: a
 * plan of the definition without any change. false: out of memory. */
bool tune_settings(const egb_index *index, const egb_plan *written, const egb_plan *wanted, cli_list *out);
/* The command that sets them, without a line end; scenario may be NULL. */
void tune_command(const cli_session *session, const cli_list *settings, const char *scenario, egb_buffer *out);

#endif
