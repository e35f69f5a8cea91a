/* Pictures read a table as often as it has cells: eight times the rows, or columns, are read about eight times as
 * often, and columns are looked for as often as before. Counted by the linker (--wrap), not by a clock. */
#include "check.h"
#include "draw/plot.h"
#include "model/table.h"

#include <stdio.h>

#define SMALL ((size_t)40)
#define TIMES ((size_t)8)
#define ATMOST ((size_t)10) /* times the reads of the small table: some are made once, and none is made per pair */

static size_t reads, searches;

double __real_egb_table_number(const egb_table *table, size_t row, size_t column);
double __wrap_egb_table_number(const egb_table *table, size_t row, size_t column);
double __wrap_egb_table_number(const egb_table *table, size_t row, size_t column) {
  reads++;
  return __real_egb_table_number(table, row, column);
}

const char *__real_egb_table_text(const egb_table *table, size_t row, size_t column);
const char *__wrap_egb_table_text(const egb_table *table, size_t row, size_t column);
const char *__wrap_egb_table_text(const egb_table *table, size_t row, size_t column) {
  reads++;
  return __real_egb_table_text(table, row, column);
}

egb_column_kind __real_egb_table_column_kind(const egb_table *table, size_t column);
egb_column_kind __wrap_egb_table_column_kind(const egb_table *table, size_t column);
egb_column_kind __wrap_egb_table_column_kind(const egb_table *table, size_t column) {
  reads++;
  return __real_egb_table_column_kind(table, column);
}

size_t __real_egb_table_find_column(const egb_table *table, const char *id);
size_t __wrap_egb_table_find_column(const egb_table *table, const char *id);
size_t __wrap_egb_table_find_column(const egb_table *table, const char *id) {
  searches++;
  return __real_egb_table_find_column(table, id);
}

typedef struct shape {
  size_t rows, columns, nodes; /* columns: beyond those that the kind reads */
} shape;

/* What a column of texts has in a row: the same in all rows, or as many as there are rows or nodes. */
static void word_of(const char *id, const shape *of, size_t row, char out[32]) {
  static const struct {
    const char *id, *text;
  } fixed[] = {{"relation", "siblings"}, {"status", "all"}, {"part", "unit"},
               {"period", "1"},          {"level", "A"},    {"level_name", "High"}};
  (void)snprintf(out, 32, "%s%zu", id, strcmp(id, "node") == 0 ? row % of->nodes : row);
  for (size_t i = 0; i < sizeof fixed / sizeof *fixed; i++)
    if (strcmp(id, fixed[i].id) == 0)
      (void)snprintf(out, 32, "%s", fixed[i].text);
}

static bool is_text(const char *id) {
  static const char *const texts[] = {"unit",   "node",   "part",       "id",    "name",       "child",
                                      "label",  "x",      "y",          "state", "assumption", "alternative",
                                      "period", "status", "level_name", "level", "relation"};
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
    if (strcmp(texts[i], id) == 0)
      return true;
  return false;
}

static egb_table *make_table(const egb_plot_row *kind, const shape *of) {
  size_t count = 0;
  while (kind->columns[count] != NULL)
    count++;
  egb_table *table = egb_table_new(kind->schema, count + of->columns, of->rows);
  assert_non_null(table);
  for (size_t c = 0; c < count + of->columns; c++) {
    char more[32];
    (void)snprintf(more, sizeof more, "rank_%zu", c);
    const char *id = c < count ? kind->columns[c] : egb_arena_copy(table->arena, more);
    table->column[c] = (egb_table_column){.id = id, .label = id, .kind = is_text(id) ? EGB_CELL_TEXT : EGB_CELL_NUMBER};
    if (strcmp(kind->schema, "egovbench.tree/1") == 0 && strcmp(id, "level") == 0)
      table->column[c].kind = EGB_CELL_NUMBER;
    for (size_t row = 0; row < of->rows; row++) {
      char word[32];
      word_of(id, of, row, word);
      if (table->column[c].kind == EGB_CELL_TEXT)
        assert_true(egb_table_put_text(table, row, c, word));
      else
        egb_table_put_number(table, row, c, strcmp(id, "component") == 0 ? 1 + (double)(row % 2) : 1 + (double)row);
    }
  }
  return table;
}

/* How often a picture of the shape reads, and how often it looks for a column. */
static void count_reads(size_t kind, const egb_plot_row *row, const shape *of, size_t *read, size_t *searched) {
  egb_table *table = make_table(row, of);
  egb_diag *diag = egb_diag_new();
  char *out = NULL;
  size_t length = 0;
  reads = searches = 0;
  assert_int_equal(egb_plot_write(kind, table, diag, &out, &length), EGB_OK);
  egb_free(out);
  assert_int_equal(egb_plot_write_text(kind, table, NULL, diag, &out, &length), EGB_OK);
  egb_free(out);
  *read = reads;
  *searched = searches;
  egb_diag_free(diag);
  egb_table_free(table);
}

static const egb_plot_row *const kinds[] = {
#define EGB_PLOT(name) &egb_plot_##name,
#include "draw/list.h"
};

static void check_growth(const shape *small, const shape *large) {
  for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
    size_t read[2], searched[2];
    count_reads(i, kinds[i], small, &read[0], &searched[0]);
    count_reads(i, kinds[i], large, &read[1], &searched[1]);
    assert_true(read[0] > 0 && searched[0] > 0);
    if (read[1] > ATMOST * read[0] || searched[1] != searched[0])
      fail_msg("%s: %zu reads and %zu searches, then %zu and %zu", kinds[i]->name, read[0], searched[0], read[1],
               searched[1]);
  }
}

static void test_rows(void **state) {
  (void)state;
  check_growth(&(shape){.rows = SMALL, .nodes = 4}, &(shape){.rows = TIMES * SMALL, .nodes = 4});
}

static void test_nodes(void **state) {
  (void)state;
  check_growth(&(shape){.rows = SMALL, .nodes = SMALL}, &(shape){.rows = TIMES * SMALL, .nodes = TIMES * SMALL});
}

static void test_columns(void **state) {
  (void)state;
  check_growth(&(shape){.rows = SMALL, .columns = SMALL, .nodes = 4},
               &(shape){.rows = SMALL, .columns = TIMES * SMALL, .nodes = 4});
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_rows),
      cmocka_unit_test(test_nodes),
      cmocka_unit_test(test_columns),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
