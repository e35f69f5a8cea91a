#include "draw/rows.h"

#include "draw/plot.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Insertion: pictures have few rows, and equal numbers keep their order. */
static void sort_falling(const egb_table *table, const char *column, size_t *row, size_t count) {
  for (size_t i = 1; i < count; i++) {
    const size_t moved = row[i];
    const double value = egb_plot_number(table, moved, column);
    size_t at = i;
    for (; at > 0 && (egb_plot_number(table, row[at - 1], column) < value ||
                      (isnan(egb_plot_number(table, row[at - 1], column)) && !isnan(value)));
         at--)
      row[at] = row[at - 1];
    row[at] = moved;
  }
}

size_t *egb_rows_choose(const egb_table *table, const char *column, const char *text, const char *falling,
                        size_t *count) {
  const size_t all = egb_table_row_count(table);
  size_t *row = calloc(all + 1, sizeof *row);
  *count = 0;
  for (size_t i = 0; row != NULL && i < all; i++)
    if (text == NULL || strcmp(egb_plot_text(table, i, column), text) == 0)
      row[(*count)++] = i;
  if (row != NULL && falling != NULL)
    sort_falling(table, falling, row, *count);
  return row;
}
