/* Quickselect (C. A. R. Hoare, "Algorithm 65: Find", Communications of the ACM 4 (1961), 321-322) for the middle place
 * first, then for those below and above it within their own side. A side that shrinks too slowly is sorted instead, so
 * that no input is slow (D. R. Musser, "Introspective sorting and selection algorithms", Software: Practice and
 * Experience 27 (1997), 983-993). */
#include "stats/select.h"

#include <stdlib.h>

#define SMALL 24

static int rising(const void *a, const void *b) {
  const double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

static void insertion(double *x, size_t n) {
  for (size_t i = 1; i < n; i++) {
    const double mine = x[i];
    size_t at = i;
    for (; at > 0 && x[at - 1] > mine; at--)
      x[at] = x[at - 1];
    x[at] = mine;
  }
}

static double middle_of(double a, double b, double c) {
  const double low = a < b ? a : b, high = a < b ? b : a;
  return c < low ? low : c > high ? high : c;
}

/* Puts x[place] where it belongs; nothing before it is larger, nothing behind it smaller. */
static void find(double *x, size_t n, size_t place) {
  size_t first = 0, end = n, turns = 4;
  for (size_t size = n; size > 1; size /= 2)
    turns += 2;
  while (end - first > SMALL) {
    if (turns-- == 0) {
      qsort(x + first, end - first, sizeof *x, rising);
      return;
    }
    const double pivot = middle_of(x[first], x[first + (end - first) / 2], x[end - 1]);
    size_t i = first, k = end - 1;
    for (;;) { /* pivot is among them: neither side runs out */
      while (x[i] < pivot)
        i++;
      while (x[k] > pivot)
        k--;
      if (i >= k)
        break;
      const double swap = x[i];
      x[i++] = x[k];
      x[k--] = swap;
    }
    /* Before i nothing is larger than the pivot, from i on nothing smaller; where both stopped on it, it is done. */
    if (place < i)
      end = i;
    else if (i == k && place == i)
      return;
    else
      first = i == k ? i + 1 : i;
  }
  insertion(x + first, end - first);
}

static void select_between(double *x, size_t first, size_t end, const size_t *place, size_t count) {
  while (count > 0) {
    const size_t half = count / 2, at = place[half];
    size_t below = half, above = half + 1;
    find(x + first, end - first, at - first);
    while (below > 0 && place[below - 1] == at)
      below--;
    while (above < count && place[above] == at)
      above++;
    select_between(x, first, at, place, below);
    place += above;
    count -= above;
    first = at + 1;
  }
}

void egb_stats_select(double *x, size_t n, const size_t *place, size_t count) {
  select_between(x, 0, n, place, count);
}
