/* select.h - inside of egb_table_select. */
#ifndef EGB_TABLE_SELECT_H
#define EGB_TABLE_SELECT_H

#include "table/common.h"

#include <string.h>

/* select_sort.c: rows in the order of a column, "-ID": in reverse. EGB_USAGE, reported: there is none of this id. */
egb_status egb_select_sort(egb_table *table, const char *by, egb_diag *diag);
/* EGB_USAGE, reported with those that are near; EGB_NO_MEMORY. */
egb_status egb_select_unknown_column(const egb_table *table, const char *id, egb_diag *diag);

#endif
