#include "method/order.h"

#include "stats/order.h"

#include <math.h>

const char *const egb_order_ties_names[] = {"competition", "modified-competition", "dense", "fractional", "ordinal",
                                            NULL};

/* What the value at a place of the order gets; values first to end - 1 are equal, the group-th such run. */
static double rank_of(egb_order_ties ties, size_t first, size_t end, size_t at, size_t group) {
  switch (ties) {
  case EGB_ORDER_DENSE:
    return (double)group;
  case EGB_ORDER_FRACTIONAL:
    return ((double)(first + 1) + (double)end) / 2;
  case EGB_ORDER_MODIFIED_COMPETITION:
    return (double)end;
  case EGB_ORDER_ORDINAL:
    return (double)(at + 1);
  default:
    return (double)(first + 1);
  }
}

size_t egb_order_rank(int direction, egb_order_ties ties, const double *x, double *y, size_t count, double *scratch) {
  double *value = scratch, *unit = value + count;
  size_t n = 0, group = 0;
  for (size_t i = 0; i < count; i++) {
    y[i] = (double)NAN;
    value[n] = direction < 0 ? -x[i] : x[i];
    unit[n] = (double)i;
    n += isnan(x[i]) ? 0 : 1;
  }
  egb_stats_sort_pairs(value, unit, n, unit + count);
  for (size_t first = 0, end; first < n; first = end) {
    for (end = first + 1; end < n && value[end] == value[first]; end++)
      ;
    group++;
    for (size_t at = first; at < end; at++)
      y[(size_t)unit[at]] = rank_of(ties, first, end, at, group);
  }
  return n;
}

egb_sheet_kind egb_order_sheet(int direction, egb_order_ties ties, const egb_sheet_value *at, egb_buffer *out) {
  static const char *const formula[] = {
      [EGB_ORDER_COMPETITION] = "1+SUMPRODUCT((%v<>\"\")*(%v%o%x))",
      [EGB_ORDER_MODIFIED_COMPETITION] = "SUMPRODUCT((%v<>\"\")*(%v%o=%x))",
      [EGB_ORDER_DENSE] = "1+SUM(IF(%v<>\"\",IF(%v%o%x,IF(MATCH(%v,%v,0)=ROW(%v)-MIN(ROW(%v))+1,1,0),0),0))",
      [EGB_ORDER_FRACTIONAL] = "1+SUMPRODUCT((%v<>\"\")*(%v%o%x))+(SUMPRODUCT((%v<>\"\")*(%v=%x))-1)/2",
      [EGB_ORDER_ORDINAL] = "1+SUMPRODUCT((%v<>\"\")*((%v%o%x)+(%v=%x)*(ROW(%v)<ROW(%x))))"};
  const egb_sheet_word word[] = {{'x', at->x}, {'v', at->all}, {'o', direction < 0 ? ">" : "<"}, {0, NULL}};
  egb_buffer_char(out, '(');
  egb_sheet_put(out, formula[ties], word);
  egb_buffer_char(out, ')');
  return ties == EGB_ORDER_DENSE ? EGB_SHEET_ARRAY : EGB_SHEET_PLAIN;
}
