/* kemeny.h - Kemeny orders: what the aggregation and the consensus of rankings share. */
#ifndef EGB_METHOD_KEMENY_H
#define EGB_METHOD_KEMENY_H

#include "method/method.h"

#define EGB_KEMENY_SETS 12  /* units whose order is found over all sets of them */
#define EGB_KEMENY_EXACT 25 /* units whose order is found by a program, where GLPK is there */

/* Units are numbered by the order at the start; net[a * n + b] compares a with b: weight of those that have a first
 * less weight of those that have b first. An order is worth the sum of net over all pairs as it has them. */
typedef struct egb_contest {
  size_t n;
  double *net;
} egb_contest;

/* How good an order is: its worth is at most this share below that of the best, 0: it is the best. */
typedef struct egb_kemeny_quality {
  size_t units; /* ranked */
  double short_of;
} egb_kemeny_quality;

/* As the aggregation `kemeny`, and how good its order is. */
const char *egb_kemeny_find(const egb_aggregate_input *input, double *y, egb_kemeny_quality *quality);

/* What an order (unit numbers, first to last) is worth. */
double egb_kemeny_worth(const egb_contest *c, const double *order);
/* No order is worth more. */
double egb_kemeny_limit(const egb_contest *c);
/* Improves an order of at most EGB_KEMENY_EXACT units to the best one; of equally good ones, to one that agrees with
 * the order at the start in most pairs. False: it could not be found (no GLPK, no memory); the order is as it was. */
bool egb_kemeny_program(const egb_contest *c, double *order);
/* Brings units that compare equally with every unit together in an order, which loses nothing of its worth, and says
 * the place of each unit, from 0: those share the mean of theirs. scratch: one number per unit. */
void egb_kemeny_share(const egb_contest *c, double *order, double *place, double *scratch);

#endif
