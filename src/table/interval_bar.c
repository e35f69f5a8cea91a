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

static size_t filled(double value, double most, size_t width) {
  const double share = most > 0 ? value / most : 0;
  return (size_t)(fmin(1, fmax(0, share)) * (double)width + 0.5);
}

void egb_bar_of(double value, double other, double most, size_t width, char out[EGB_BAR_MOST + 1]) {
  out[0] = '\0';
  if (isnan(value))
    return;
  memset(out, '.', width);
  memset(out, '=', filled(value, most, width));
  out[width] = '\0';
  if (!isnan(other))
    out[filled(other, most, width) == 0 ? 0 : filled(other, most, width) - 1] = '|';
}

/* Each part ends where the sum so far does, so that rounding never adds up. */
void egb_bar_stack(const double *value, size_t count, double most, size_t width, char out[EGB_BAR_MOST + 1]) {
  double sum = 0;
  size_t at = 0;
  memset(out, '.', width);
  out[width] = '\0';
  for (size_t i = 0; i < count; i++) {
    sum += isnan(value[i]) ? 0 : fmax(0, value[i]);
    const size_t end = filled(sum, most, width);
    memset(out + at, EGB_BAR_SIGN(i), end - at);
    at = end;
  }
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
