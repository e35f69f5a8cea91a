/* A table in memory, written as CSV and read like a file: every check and every message is that of files. Numbers keep
 * all their digits that way. */
#include "load/data_load.h"

#include "base/buffer.h"
#include "base/number.h"

#include <math.h>
#include <string.h>

static void put_text(egb_buffer *out, const char *text) {
  egb_buffer_char(out, '"');
  for (const char *p = text; *p != '\0'; p++) {
    if (*p == '"')
      egb_buffer_char(out, '"');
    egb_buffer_char(out, *p);
  }
  egb_buffer_char(out, '"');
}

static void put_column(egb_buffer *out, const char *const *texts, size_t row) {
  if (texts == NULL)
    return;
  egb_buffer_char(out, ',');
  put_text(out, texts[row]);
}

static void put_number(egb_buffer *out, double value) {
  char number[EGB_NUMBER_MAX];
  egb_buffer_char(out, ',');
  if (!isnan(value))
    egb_buffer_add(out, number, egb_number_shortest(value, number));
}

void egb_arrays_text(const egb_data_arrays *arrays, egb_buffer *out) {
  egb_buffer_text(out, arrays->name != NULL ? "unit,name" : "unit");
  egb_buffer_text(out, arrays->period != NULL ? ",period" : "");
  for (size_t c = 0; c < arrays->columns; c++)
    put_column(out, arrays->column, c);
  for (size_t row = 0; row < arrays->rows; row++) {
    egb_buffer_char(out, '\n');
    put_text(out, arrays->unit[row]);
    put_column(out, arrays->name, row);
    put_column(out, arrays->period, row);
    for (size_t c = 0; c < arrays->columns; c++)
      put_number(out, arrays->value[c][row]);
  }
  egb_buffer_char(out, '\n');
}
