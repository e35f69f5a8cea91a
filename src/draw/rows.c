#include "draw/rows.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct entry {
  double value;
  size_t row;
} entry;

/* Highest first, then what has no number; equal numbers keep the order of the table. */
static int falls(const void *a, const void *b) {
  const entry *left = a, *right = b;
  if (isnan(left->value) != isnan(right->value))
    return isnan(left->value) ? 1 : -1;
  if (left->value > right->value || left->value < right->value)
    return left->value > right->value ? -1 : 1;
  return left->row < right->row ? -1 : 1;
}

static bool sort_falling(const egb_reading *read, size_t id, size_t *row, size_t count) {
  entry *list = calloc(count + 1, sizeof *list);
  if (list == NULL)
    return false;
  for (size_t i = 0; i < count; i++)
    list[i] = (entry){egb_reading_number(read, row[i], id), row[i]};
  qsort(list, count, sizeof *list, falls);
  for (size_t i = 0; i < count; i++)
    row[i] = list[i].row;
  free(list);
  return true;
}

size_t *egb_rows_choose(const egb_reading *read, size_t id, const char *text, size_t falling, size_t *count) {
  size_t *row = calloc(read->rows + 1, sizeof *row);
  *count = 0;
  if (row == NULL)
    return NULL;
  for (size_t i = 0; i < read->rows; i++)
    if (id == EGB_ROWS_ALL || strcmp(egb_reading_text(read, i, id), text) == 0)
      row[(*count)++] = i;
  if (falling == EGB_ROWS_AS_STORED || sort_falling(read, falling, row, *count))
    return row;
  free(row);
  return NULL;
}
