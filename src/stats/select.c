/* Quickselect (C. A. R. Hoare, "Algorithm 65: Find", Communications of the ACM 4 (1961), 321-322) for a place in the
 * middle first, then for those below and above it within their own side. A side that shrinks too slowly is sorted
 * instead, so that no input is slow (D. R. Musser, "Introspective sorting and selection algorithms", Software: Practice
 * and Experience 27 (1997), 983-993). */
#include "stats/select.h"

#include "stats/shape.h"

#define SMALL 24

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
      egb_stats_sort_values(x + first, end - first);
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

/* Every other place of every other place and so on first, then those between two that are found: at step s those whose
 * number is s - 1 and every 2 s further, of whose neighbours at distance s each was found before or does not exist. */
void egb_stats_select(double *x, size_t n, const size_t *place, size_t count) {
  size_t step = 1;
  while (step < count)
    step *= 2;
  for (; step > 0; step /= 2)
    for (size_t i = step - 1; i < count; i += 2 * step) {
      const size_t first = i >= step ? place[i - step] + 1 : 0, end = i + step < count ? place[i + step] : n;
      if (place[i] >= first && place[i] < end) /* else equal to one that is found */
        find(x + first, end - first, place[i] - first);
    }
}
