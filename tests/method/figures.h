/* figures.h - a CSV file of tests/reference as columns of numbers, for tests that compare methods with whole tables.
 *
 * The first columns are texts (variant, unit, node, ...), the others numbers; an empty cell is NaN. Rows can be chosen
 * by the text of the first column. Faults of the file fail the test. */
#ifndef EGB_TESTS_FIGURES_H
#define EGB_TESTS_FIGURES_H

#include "base/number.h"
#include "files/file.h"
#include "read/csv.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define FIGURES_ROWS 1024
#define FIGURES_COLUMNS 64

typedef struct figures {
  egb_arena *arena;
  egb_diag *diag;
  size_t columns, rows;
  const char *name[FIGURES_COLUMNS];
  const char *text[FIGURES_COLUMNS][FIGURES_ROWS]; /* every cell as written */
  double value[FIGURES_COLUMNS][FIGURES_ROWS];     /* NaN for what is no number */
} figures;

static inline void figures_free(figures *f) {
  egb_arena_free(f->arena);
  egb_diag_free(f->diag);
  free(f);
}

static inline const char *figures_text(figures *f, const egb_csv_field *field) {
  const char *text = egb_arena_text(f->arena, field->text, field->length);
  assert_non_null(text);
  return text;
}

/* variant NULL: all rows. */
static inline figures *figures_read(const char *file, const char *variant) {
  figures *f = calloc(1, sizeof *f);
  assert_non_null(f);
  f->arena = egb_arena_new();
  f->diag = egb_diag_new();
  const char *root = getenv("EGOVBENCH_SOURCE");
  egb_source *source = NULL;
  egb_csv csv;
  bool more = true;
  const char *folder = egb_path_join(f->arena, root != NULL ? root : ".", "tests/reference");
  assert_int_equal(egb_file_read(f->arena, egb_path_join(f->arena, folder, file), (egb_place){0}, f->diag, &source),
                   EGB_OK);
  assert_int_equal(egb_csv_open(&csv, f->arena, source, ',', f->diag), EGB_OK);
  assert_int_equal(egb_csv_next(&csv, f->diag, &more), EGB_OK);
  assert_true(csv.field_count <= FIGURES_COLUMNS);
  f->columns = csv.field_count;
  for (size_t c = 0; c < f->columns; c++)
    f->name[c] = figures_text(f, &csv.field[c]);
  while (egb_csv_next(&csv, f->diag, &more) == EGB_OK && more) {
    assert_int_equal(csv.field_count, f->columns);
    if (variant != NULL && strcmp(figures_text(f, &csv.field[0]), variant) != 0)
      continue;
    assert_true(f->rows < FIGURES_ROWS);
    for (size_t c = 0; c < f->columns; c++) {
      double value = (double)NAN;
      f->text[c][f->rows] = figures_text(f, &csv.field[c]);
      (void)egb_number_parse(csv.field[c].text, csv.field[c].length, &value);
      f->value[c][f->rows] = value;
    }
    f->rows++;
  }
  assert_true(f->rows > 0);
  return f;
}

static inline size_t figures_column(const figures *f, const char *name) {
  for (size_t c = 0; c < f->columns; c++)
    if (strcmp(f->name[c], name) == 0)
      return c;
  fail_msg("there is no column %s", name);
  return 0;
}

/* SIZE_MAX when no row has the text. */
static inline size_t figures_row(const figures *f, size_t column, const char *text) {
  for (size_t r = 0; r < f->rows; r++)
    if (strcmp(f->text[column][r], text) == 0)
      return r;
  return SIZE_MAX;
}

static inline const double *figures_values(const figures *f, const char *name) {
  return f->value[figures_column(f, name)];
}

#endif
