/* Pairs of units within limits of the weights. */
#include "exact/bounds.h"

#include "stats/sum.h"

#define SLACK 1e-12 /* rounding of sums of limits */

bool egb_box_holds(const egb_box *box) {
  egb_sum low = {0}, high = {0};
  for (size_t i = 0; i < box->count; i++) {
    if (!(box->low[i] <= box->high[i]))
      return false;
    egb_sum_add(&low, box->low[i]);
    egb_sum_add(&high, box->high[i]);
  }
  return egb_sum_value(low) <= 1 + SLACK && egb_sum_value(high) >= 1 - SLACK;
}

/* Fractional knapsack (G. B. Dantzig, "Discrete-variable extremum problems", Operations Research 5 (1957), 266-277):
 * from the lower limits, the rest goes to the largest d first. There are few parts: the next largest is looked for. */
double egb_box_most(const egb_box *box, const double *d, double *at) {
  double left = 1, value = 0, last = INFINITY;
  size_t last_part = 0;
  for (size_t i = 0; i < box->count; i++) {
    left -= box->low[i];
    value += d[i] * box->low[i];
    if (at != NULL)
      at[i] = box->low[i];
  }
  for (size_t done = 0; done < box->count && left > 0; done++) {
    size_t next = SIZE_MAX;
    for (size_t i = 0; i < box->count; i++)
      if ((d[i] < last || (d[i] == last && i > last_part)) && (next == SIZE_MAX || d[i] > d[next]))
        next = i;
    if (next == SIZE_MAX)
      break;
    const double more = fmin(left, box->high[next] - box->low[next]);
    value += d[next] * more;
    left -= more;
    if (at != NULL)
      at[next] += more;
    last = d[next];
    last_part = next;
  }
  return value;
}

/* Range of the weight that a unit has. */
static void weight_range(const egb_view *view, const egb_box *box, size_t unit, double *scratch, double *middle,
                         double *half) {
  const double *value = view->value + unit * view->count;
  for (size_t k = 0; k < view->count; k++)
    scratch[k] = isnan(value[k]) ? 0 : 1;
  const double high = egb_box_most(box, scratch, NULL);
  for (size_t k = 0; k < view->count; k++)
    scratch[k] = -scratch[k];
  const double low = -egb_box_most(box, scratch, NULL);
  *middle = (low + high) / 2;
  *half = (high - low) / 2;
}

/* Largest size of sum(w (x - c)) over what the unit has. */
static double largest_size(const egb_view *view, const egb_box *box, size_t unit, double c, double *scratch) {
  const double *value = view->value + unit * view->count;
  for (size_t k = 0; k < view->count; k++)
    scratch[k] = isnan(value[k]) ? 0 : value[k] - c;
  const double high = egb_box_most(box, scratch, NULL);
  for (size_t k = 0; k < view->count; k++)
    scratch[k] = -scratch[k];
  return fmax(fabs(high), fabs(egb_box_most(box, scratch, NULL)));
}

/* Weights in the middle of the box, near enough for choosing c. */
static double middle_score(const egb_view *view, const egb_box *box, size_t unit, double *scratch) {
  for (size_t k = 0; k < view->count; k++)
    scratch[k] = (box->low[k] + box->high[k]) / 2;
  return egb_view_score(view, scratch, unit);
}

void egb_pair_make(const egb_view *view, const egb_box *box, size_t unit, size_t other, double *scratch,
                   egb_pair *out) {
  const double *a = view->value + unit * view->count, *b = view->value + other * view->count;
  out->rest = 0;
  if (egb_view_same_parts(view, unit, other)) {
    for (size_t k = 0; k < view->count; k++)
      out->form[k] = isnan(a[k]) ? 0 : a[k] - b[k];
    return;
  }
  double a_middle, a_half, b_middle, b_half;
  weight_range(view, box, unit, scratch, &a_middle, &a_half);
  weight_range(view, box, other, scratch, &b_middle, &b_half);
  const double c = (middle_score(view, box, unit, scratch) + middle_score(view, box, other, scratch)) / 2;
  for (size_t k = 0; k < view->count; k++)
    out->form[k] = (isnan(a[k]) ? 0 : b_middle * (a[k] - c)) - (isnan(b[k]) ? 0 : a_middle * (b[k] - c));
  out->rest = largest_size(view, box, unit, c, scratch) * b_half + largest_size(view, box, other, c, scratch) * a_half;
}

size_t egb_view_rank(const egb_view *view, const double *weight, size_t unit, const size_t *among, size_t count) {
  const double quantum = egb_view_quantum(view), own = egb_view_score(view, weight, unit);
  size_t rank = 1;
  for (size_t i = 0; i < count; i++) /* two zeros of a geometric mean give NaN: not above */
    rank += egb_view_score(view, weight, among[i]) - own > quantum;
  return rank;
}
