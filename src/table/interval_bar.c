#include "table/interval_bar.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static size_t position(const egb_bar *bar, double rank) {
  const double share = bar->last > bar->first ? (rank - (double)bar->first) / (double)(bar->last - bar->first) : 0;
  return (size_t)(fmin(1, fmax(0, share)) * (double)(bar->width - 1) + 0.5);
}

void egb_bar_draw(const egb_bar *bar, char out[EGB_BAR_MOST + 1]) {
  memset(out, '.', bar->width);
  out[bar->width] = '\0';
  if (!isnan(bar->low) && !isnan(bar->high))
    memset(out + position(bar, bar->low), '=', position(bar, bar->high) - position(bar, bar->low) + 1);
  if (!isnan(bar->median))
    out[position(bar, bar->median)] = '|';
  if (!isnan(bar->rank))
    out[position(bar, bar->rank)] = 'o';
}

void egb_bar_heading(size_t first, size_t last, size_t width, char out[EGB_BAR_MOST + 1]) {
  char left[24], right[24];
  const int from = snprintf(left, sizeof left, "%zu", first), to = snprintf(right, sizeof right, "%zu", last);
  memset(out, ' ', width);
  out[width] = '\0';
  if (from <= 0 || to <= 0 || (size_t)from + (size_t)to >= width) /* whole numbers have 20 digits at most */
    return;
  memcpy(out, left, (size_t)from);
  if (last > first)
    memcpy(out + width - (size_t)to, right, (size_t)to);
}
