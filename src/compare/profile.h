/* profile.h - inside of a profile: the ways to the next level. */
#ifndef EGB_COMPARE_PROFILE_H
#define EGB_COMPARE_PROFILE_H

#include "model/profile.h"
#include "score/plan.h"

/* Fills has_way, shortest, evenly, below_minimum and the rows' alone. EGB_NO_MEMORY. */
egb_status egb_profile_find_ways(const egb_plan *plan, egb_profile *profile, egb_profile_row *row);

#endif
