/* order.h - rising ranks of a column among itself, shared by the normalisations of order. */
#ifndef EGB_METHOD_ORDER_H
#define EGB_METHOD_ORDER_H

#include "method/method.h"

/* How equal values are numbered: the order of egb_order_ties_names. */
typedef enum egb_order_ties {
  EGB_ORDER_COMPETITION = 0,      /* 1 2 2 4 */
  EGB_ORDER_MODIFIED_COMPETITION, /* 1 3 3 4 */
  EGB_ORDER_DENSE,                /* 1 2 2 3 */
  EGB_ORDER_FRACTIONAL,           /* 1 2.5 2.5 4 */
  EGB_ORDER_ORDINAL               /* 1 2 3 4, in the order of the units */
} egb_order_ties;

extern const char *const egb_order_ties_names[];

#define EGB_ORDER_TIES_PARAMETER                                                                                       \
  {                                                                                                                    \
    .name = "ties", .kind = EGB_PARAMETER_CHOICE, .choices = egb_order_ties_names, .most = 4,                          \
    .help =                                                                                                            \
        EGB_WORDS("How equal values are numbered: competition 1 2 2 4, modified-competition 1 3 3 4, dense 1 2 2 3, "  \
                  "fractional 1 2.5 2.5 4, ordinal 1 2 3 4 in the order of the units.")                                \
  }

/* y[i]: 1 for the worst value to n for the best, NaN for NaN. scratch: 4 * count doubles. Returns n, the number of
 * values. */
size_t egb_order_rank(int direction, egb_order_ties ties, const double *x, double *y, size_t count, double *scratch);
/* The rank of a value as a formula. */
egb_sheet_kind egb_order_sheet(int direction, egb_order_ties ties, const egb_sheet_value *at, egb_buffer *out);

#endif
