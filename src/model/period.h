/* period.h - the time that a period denotes: the one place that knows how years, quarters, months and days are
 * written. */
#ifndef EGB_MODEL_PERIOD_H
#define EGB_MODEL_PERIOD_H

#include "model/dataset.h"

/* A number as it is; a part of a year as decimal years, at the moment it begins: 2001-Q2 is 2001.25, 2001-07 and
 * 2001-H2 are 2001.5, 2001-12-31 is 2001 + 364 / 365. False: the text is none of these. */
bool egb_period_time(const char *period, double *out);
/* time[p] of every period of the data, rising: their times, or 0, 1, 2... when one has none or two have the same. */
void egb_dataset_times(const egb_dataset *data, double *time);

#endif
