/* Units that compare alike share the places they have between them.
 *
 * An order that is best may have others between two that are alike. Moving one of them to the other then loses nothing:
 * if it lost something, moving the other to the one would gain as much, as both are worth the same at every place. */
#include "method/kemeny.h"

#include "method/pairwise.h"
#include "stats/sum.h"

#include <math.h>
#include <string.h>

#define EVEN 1e-9

static bool alike(const egb_contest *c, const double *sum, size_t a, size_t b) {
  if (fabs(sum[a] - sum[b]) > EVEN || fabs(c->net[a * c->n + b]) > 0)
    return false;
  for (size_t other = 0; other < c->n; other++)
    if (fabs(c->net[a * c->n + other] - c->net[b * c->n + other]) > EGB_PAIRWISE_EVEN)
      return false;
  return true;
}

/* What a unit wins against those at the places from `from` to `to` - 1. */
static double wins(const egb_contest *c, const double *order, size_t unit, size_t from, size_t to) {
  double value = 0;
  for (size_t place = from; place < to; place++)
    value += c->net[unit * c->n + (size_t)order[place]];
  return value;
}

/* Brings those that are alike to the one at `start`, from wherever they are behind it. Where it is worth more the other
 * way round, those from `start` on are brought to the next one; 0, else how many there are. */
static size_t gather(const egb_contest *c, const double *sum, double *order, size_t start) {
  size_t end = start + 1;
  for (size_t place = end; place < c->n; place++) {
    const double next = order[place];
    if (!alike(c, sum, (size_t)order[start], (size_t)next))
      continue;
    if (wins(c, order, (size_t)next, end, place) >= -EVEN) {
      memmove(order + end + 1, order + end, (place - end) * sizeof *order);
      order[end++] = next;
      continue;
    }
    for (size_t last = end; last-- > start; place--) {
      const double moved = order[last];
      memmove(order + last, order + last + 1, (place - last - 1) * sizeof *order);
      order[place - 1] = moved;
    }
    return 0;
  }
  return end - start;
}

void egb_kemeny_share(const egb_contest *c, double *order, double *place, double *scratch) {
  for (size_t a = 0; a < c->n; a++) {
    egb_sum sum = {0};
    for (size_t b = 0; b < c->n; b++)
      egb_sum_add(&sum, c->net[a * c->n + b]);
    scratch[a] = egb_sum_value(sum);
  }
  for (size_t start = 0, count; start < c->n; start += count) {
    count = gather(c, scratch, order, start); /* 0: the order is worth more than it was, and looked at again */
    for (size_t k = start; k < start + count; k++)
      place[(size_t)order[k]] = (double)start + (double)(count - 1) / 2;
  }
}
