/* table.h - what of a table is shown. */
#ifndef EGB_CLI_TABLE_H
#define EGB_CLI_TABLE_H

#include "session.h"

/* EGB_USAGE, reported: --node names no node of the index, where the command shows nodes. To be asked before the work.
 */
egb_status cli_check_node(const cli_session *session);
/* Reports that the index has no such node, with the nearest. EGB_USAGE, EGB_NO_MEMORY. */
egb_status cli_refuse_node(const cli_session *session, const char *typed);
/* Keeps of the table what --node and --depth, --top and --columns ask for. */
egb_status cli_select_table(const cli_session *session, egb_table *table);
/* The same, and writes it. */
egb_status cli_print_table(cli_session *session, egb_table *table);
/* Both; on a terminal, of a table longer than the screen, only what fits, and below it how to get all: where what
 * matters is below the table, or few ask for all. */
egb_status cli_print_first(cli_session *session, egb_table *table);

#endif
