/* crosswalk.h - what the tables of a crosswalk share: names, and the sentences below. */
#ifndef EGB_TABLE_CROSSWALK_H
#define EGB_TABLE_CROSSWALK_H

#include "model/crosswalk.h"
#include "table/common.h"

/* The name of the first ranking that gives one besides the id. */
const char *egb_crosswalk_name(const egb_crosswalk *c, const egb_crosswalk_unit *unit, const char *const *languages);
/* How many units are in all, and Kendall's W. False: out of memory. */
bool egb_crosswalk_say_together(const egb_crosswalk *c, egb_table *table);
/* That, the pairs, about whom they disagree, what is unmatched and what is as published. */
bool egb_crosswalk_notes(const egb_crosswalk *c, egb_table *table, const char *const *languages);

#endif
