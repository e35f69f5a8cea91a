/* explain.h - what tables_explain.c and its notes share. */
#ifndef EGB_TABLE_EXPLAIN_H
#define EGB_TABLE_EXPLAIN_H

#include "model/table.h"
#include "model/trail.h"

/* Adds what helps to read the table: the ranks that bounds allow, breaks between periods, where weights are from, what
 * is not there for the unit, and the marks of the cells, which are put before. False: out of memory. */
bool egb_explain_notes(egb_table *table, const egb_trail *trail);

#endif
