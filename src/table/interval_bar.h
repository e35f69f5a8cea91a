/* interval_bar.h - a rank with its interval as a strip of ASCII signs, in the style of the bars of a profile. */
#ifndef EGB_TABLE_INTERVAL_BAR_H
#define EGB_TABLE_INTERVAL_BAR_H

#include <stddef.h>

#define EGB_BAR_LEAST 16 /* signs */
#define EGB_BAR_MOST 60

typedef struct egb_bar {
  size_t first, last;             /* ranks at the ends of the strip */
  size_t width;                   /* signs, from EGB_BAR_LEAST to EGB_BAR_MOST */
  double low, high, median, rank; /* NaN: not there */
} egb_bar;

/* "...==|=o=....": the interval, the median, and the rank of the definition, which hides the median below it. */
void egb_bar_draw(const egb_bar *bar, char out[EGB_BAR_MOST + 1]);
/* "======....": a value from 0 to the most (not 0) as a bar of so many signs, with a `|` at another one, such as a
 * weight; NaN: none. Below 0 nothing is filled. Empty where the value is NaN. */
void egb_bar_of(double value, double other, double most, size_t width, char out[EGB_BAR_MOST + 1]);
#define EGB_BAR_PARTS ((size_t)35) /* with a sign of their own; those beyond are a + */
#define EGB_BAR_SIGN(i) ("123456789abcdefghijklmnopqrstuvwxyz+"[(i) < EGB_BAR_PARTS ? (i) : EGB_BAR_PARTS])
/* "1111222333": values that add up, each as often as it has a share of the most, by its number from 1 (beyond 9, by a
 * letter); only as much of it as rises above 0. */
void egb_bar_stack(const double *value, size_t count, double most, size_t width, char out[EGB_BAR_MOST + 1]);
/* "1          198": the ends of the strip, as its heading. */
void egb_bar_heading(size_t first, size_t last, size_t width, char out[EGB_BAR_MOST + 1]);

#endif
