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

/* Orders periods: times by their time, before texts, which are ordered letter by letter. The times are those of
 * egb_period_time, NaN for a text. */
int egb_period_compare(const char *a, double time_a, const char *b, double time_b);
/* Weights in the order of time. */
void egb_period_weights_sort(egb_period_weight *list, size_t count);
/* Whether two weights are of the same period, or one of them is of all. */
bool egb_period_weights_clash(const egb_period_weight *a, const egb_period_weight *b);
/* The entry that holds in a period: its own, else the one of the latest time before. Where periods are texts, which
 * have no order that means anything, its own. NULL: none. */
const egb_period_weight *egb_period_weight_at(const egb_period_weight *list, size_t count, const char *period);

#endif
