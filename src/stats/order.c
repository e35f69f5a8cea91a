#include "stats/order.h"

#include "base/prefetch.h"

#include <stdbool.h>
#include <string.h>

#define AHEAD ((size_t)16) /* units that are looked at soon */
#define RUN 12             /* pieces this short are sorted by insertion */

static bool before(const double *key, const size_t *tie, size_t a, size_t b) {
  return key[a] > key[b] || (key[a] == key[b] && tie[a] < tie[b]);
}

static void insertion(const double *key, const size_t *tie, size_t n, size_t *order) {
  for (size_t i = 1; i < n; i++) {
    const size_t moved = order[i];
    size_t at = i;
    for (; at > 0 && before(key, tie, moved, order[at - 1]); at--)
      order[at] = order[at - 1];
    order[at] = moved;
  }
}

/* Merges the sorted pieces [0, middle) and [middle, n). Pieces already in order, the common case after a small change
 * of weights, cost one comparison. */
static void merge(const double *key, const size_t *tie, size_t middle, size_t n, size_t *order, size_t *scratch) {
  if (!before(key, tie, order[middle], order[middle - 1]))
    return;
  memcpy(scratch, order, middle * sizeof *order);
  size_t left = 0, right = middle, at = 0;
  while (left < middle)
    order[at++] = right < n && before(key, tie, order[right], scratch[left]) ? order[right++] : scratch[left++];
}

void egb_stats_sort(const double *key, const size_t *tie, size_t n, size_t *order, size_t *scratch) {
  for (size_t start = 0; start < n; start += RUN)
    insertion(key, tie, n - start < RUN ? n - start : RUN, order + start);
  for (size_t width = RUN; width < n; width *= 2)
    for (size_t start = 0; n - start > width; start += 2 * width) {
      const size_t room = n - start;
      merge(key, tie, width, room < 2 * width ? room : 2 * width, order + start, scratch);
      if (room <= 2 * width)
        break;
    }
}

void egb_stats_rank(const double *key, const size_t *order, size_t n, egb_stats_ties ties, double *rank) {
  size_t group = 0;
  for (size_t first = 0, end; first < n; first = end, group++) {
    if (n - first > AHEAD) {
      egb_prefetch(&key[order[first + AHEAD]]);
      egb_prefetch(&rank[order[first + AHEAD]]);
    }
    for (end = first + 1; end < n && key[order[end]] == key[order[first]]; end++)
      ;
    for (size_t i = first; i < end; i++)
      switch (ties) {
      case EGB_STATS_TIES_COMPETITION:
        rank[order[i]] = (double)(first + 1);
        break;
      case EGB_STATS_TIES_DENSE:
        rank[order[i]] = (double)(group + 1);
        break;
      case EGB_STATS_TIES_FRACTIONAL:
        rank[order[i]] = ((double)(first + 1) + (double)end) / 2;
        break;
      case EGB_STATS_TIES_ORDINAL:
        rank[order[i]] = (double)(i + 1);
        break;
      }
  }
}

/* ---- pairs ----------------------------------------------------------------------------------- */

#define PAIRS 4 /* pieces this short are sorted by insertion */

typedef struct pairs {
  double *key, *companion;
} pairs;

static void insert_pairs(pairs p, size_t n) {
  for (size_t i = 1; i < n; i++) {
    const double key = p.key[i], companion = p.companion[i];
    size_t at = i;
    for (; at > 0 && p.key[at - 1] > key; at--) {
      p.key[at] = p.key[at - 1];
      p.companion[at] = p.companion[at - 1];
    }
    p.key[at] = key;
    p.companion[at] = companion;
  }
}

/* Merges [start, middle) and [middle, end). In both merges the choice is arithmetic, not a branch: which side is next
 * cannot be foreseen, and a wrong guess costs more than the whole step. */
static void merge_pairs(pairs from, size_t start, size_t middle, size_t end, pairs to) {
  size_t left = start, right = middle, at = start;
  while (left < middle && right < end) {
    const size_t second = from.key[right] < from.key[left];
    const size_t next = left ^ ((left ^ right) & (0 - second));
    to.key[at] = from.key[next];
    to.companion[at++] = from.companion[next];
    right += second;
    left += 1 - second;
  }
  const size_t rest = left < middle ? left : right, count = left < middle ? middle - left : end - right;
  memcpy(to.key + at, from.key + rest, count * sizeof *to.key);
  memcpy(to.companion + at, from.companion + rest, count * sizeof *to.companion);
}

/* The same for pieces of equal length, from both ends at once: two chains of steps that do not wait for each other.
 * Each chain takes as many as one piece holds, so it cannot leave a piece before it ends. */
static void merge_equal(pairs from, size_t start, size_t width, pairs to) {
  size_t left = start, right = start + width, last_left = right - 1, last_right = right + width - 1;
  for (size_t i = 0; i < width; i++) {
    const size_t second = from.key[right] < from.key[left];
    const size_t next = left ^ ((left ^ right) & (0 - second));
    to.key[start + i] = from.key[next];
    to.companion[start + i] = from.companion[next];
    right += second;
    left += 1 - second;
    const size_t first = from.key[last_right] < from.key[last_left];
    const size_t last = last_right ^ ((last_left ^ last_right) & (0 - first));
    to.key[start + 2 * width - 1 - i] = from.key[last];
    to.companion[start + 2 * width - 1 - i] = from.companion[last];
    last_left -= first;
    last_right -= 1 - first;
  }
}

void egb_stats_sort_pairs(double *key, double *companion, size_t n, double *scratch) {
  pairs from = {key, companion}, to;
  to.key = scratch;
  to.companion = scratch + n;
  for (size_t start = 0; start < n; start += PAIRS)
    insert_pairs((pairs){key + start, companion + start}, n - start < PAIRS ? n - start : PAIRS);
  for (size_t width = PAIRS; width < n; width *= 2) {
    for (size_t start = 0, end; start < n; start = end) {
      const size_t middle = n - start < width ? n : start + width;
      end = n - middle < width ? n : middle + width;
      if (end - middle == width)
        merge_equal(from, start, width, to);
      else
        merge_pairs(from, start, middle, end, to);
    }
    const pairs other = from;
    from = to;
    to = other;
  }
  if (from.key != key) {
    memcpy(key, from.key, n * sizeof *key);
    memcpy(companion, from.companion, n * sizeof *companion);
  }
}
