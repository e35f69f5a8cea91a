/* profile.h - what the table of a profile and the sentences below it share. */
#ifndef EGB_TABLE_PROFILE_H
#define EGB_TABLE_PROFILE_H

#include "model/profile.h"
#include "table/common.h"

#define EGB_PROFILE_BAR 20 /* characters */

typedef struct egb_profile_table {
  const egb_profile *profile;
  const egb_rank_spread *spread; /* of the unit's rank; NULL: not known */
  const egb_index *index;
  const egb_dataset *data;
  const char *const *languages;
  egb_table *table;
  int decimals;
  size_t kind; /* of the peers that the bars show */
} egb_profile_table;

/* Level, what holds back, the steps to the next level, strengths, peers, what the bars mean. False: out of memory. */
bool egb_profile_notes(const egb_profile_table *t);

#endif
