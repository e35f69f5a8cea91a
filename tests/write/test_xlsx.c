/* Tables as workbooks, read back by the project's own reader of workbooks: the same fields as CSV has, bit for bit.
 * What differs by design is said here once, in `expected`. tests/write/test_workbook.py reads them without it. */
#include "base/codes.h"
#include "base/number.h"
#include "base/utf8.h"
#include "check.h"
#include "hostile.h"
#include "read/csv.h"
#include "read/xlsx.h"
#include "read/xlsx_string.h"
#include "write/written.h"

#include <stdio.h>
#include <stdlib.h>

static egb_format xlsx(void) {
  egb_format format = EGB_FORMAT_TEXT;
  assert_true(egb_format_by_name("xlsx", &format));
  return format;
}

/* To the reader of workbooks, breaks of lines, also several, are one space, and a cell of white space alone is blank;
 * what XML has no character for is written as U+FFFD. */
static void expected(egb_buffer *out, const char *text) {
  const size_t length = strlen(text);
  bool broken = false;
  for (size_t at = 0, size; at < length; at += size) {
    const int32_t c = egb_utf8_next(text + at, length - at, &size);
    const bool breaks = c == '\n' || c == '\r' || c == 0x85 || c == 0x2028 || c == 0x2029;
    if (c < 0 || c == 0xFFFE || c == 0xFFFF)
      egb_buffer_text(out, "\xEF\xBF\xBD");
    else if (!breaks)
      egb_buffer_add(out, text + at, size);
    else if (!broken)
      egb_buffer_char(out, ' ');
    broken = breaks;
  }
  if (egb_xlsx_is_blank(egb_buffer_string(out), out->length))
    egb_buffer_clear(out);
}

static void expect_field(const egb_csv_field *got, const char *wanted) {
  if (got->length != strlen(wanted) || memcmp(got->text, wanted, got->length) != 0)
    fail_msg("read `%.*s`, wrote `%s`", (int)got->length, got->text, wanted);
}

static void expect_cell(const egb_csv_field *got, const egb_cell *cell) {
  egb_buffer text = {0};
  char number[EGB_NUMBER_MAX] = "";
  if (cell->kind == EGB_CELL_TEXT)
    expected(&text, cell->as.text);
  else if (cell->kind == EGB_CELL_NUMBER)
    egb_number_shortest(cell->as.number, number);
  else if (cell->kind == EGB_CELL_INTEGER)
    (void)snprintf(number, sizeof number, "%lld", (long long)cell->as.integer);
  expect_field(got, cell->kind == EGB_CELL_TEXT ? egb_buffer_string(&text) : number);
  egb_buffer_clear(&text);
}

static egb_csv_field *next_record(egb_csv *csv, egb_diag *diag, size_t columns) {
  bool more = false;
  assert_int_equal(egb_csv_next(csv, diag, &more), EGB_OK);
  assert_true(more && !csv->failed);
  assert_int_equal(csv->field_count, columns);
  return csv->field;
}

/* Columns of which none is for people alone. */
static void read_back(egb_table *table) {
  egb_diag *diag = egb_diag_new();
  egb_arena *arena = egb_arena_new();
  char *bytes = NULL, *again = NULL;
  size_t length = 0, length_again = 0;
  egb_source *text = NULL;
  egb_csv csv;
  assert_int_equal(egb_table_write(table, xlsx(), NULL, diag, &bytes, &length), EGB_OK);
  assert_int_equal(egb_table_write(table, xlsx(), NULL, diag, &again, &length_again), EGB_OK);
  assert_int_equal(length, length_again);
  assert_memory_equal(bytes, again, length);
  const egb_source source = {"t.xlsx", bytes, length, NULL};
  assert_int_equal(egb_xlsx_text(arena, &source, &(egb_xlsx_options){0}, diag, &text), EGB_OK);
  assert_int_equal(egb_csv_open(&csv, arena, text, ',', diag), EGB_OK);
  const egb_csv_field *field = next_record(&csv, diag, table->column_count);
  for (size_t i = 0; i < table->column_count; i++)
    expect_field(&field[i], table->column[i].id);
  for (size_t row = 0; row < table->row_count; row++) {
    field = next_record(&csv, diag, table->column_count);
    for (size_t i = 0; i < table->column_count; i++)
      expect_cell(&field[i], egb_table_cell(table, row, i));
  }
  assert_int_equal(egb_diag_count(diag, EGB_SEVERITY_WARNING), 0);
  egb_free(bytes);
  egb_free(again);
  egb_arena_free(arena);
  egb_diag_free(diag);
  egb_table_free(table);
}

static void hostile_names_come_back(void **state) {
  (void)state;
  read_back(hostile_table());
}

/* ---- random tables --------------------------------------------------------------------------- */

#define RANDOM_ROWS 200
#define RANDOM_BYTES 96

/* Pieces that mean something to a spreadsheet, to XML, or to the escapes of either. */
static void random_text(uint64_t *state, char out[RANDOM_BYTES]) {
  static const char *const pieces[] = {"=",
                                       "+",
                                       "-",
                                       "@",
                                       "HYPERLINK(\"http://x\")",
                                       "1",
                                       "007",
                                       "1e5",
                                       "1/2",
                                       "2020-01-01",
                                       "TRUE",
                                       "#N/A",
                                       "'",
                                       "\"",
                                       ",",
                                       ";",
                                       " ",
                                       "\t",
                                       "\n",
                                       "\r",
                                       "\r\n",
                                       "<",
                                       ">",
                                       "&",
                                       "&amp;",
                                       "]]>",
                                       "<!--",
                                       "<t>",
                                       "_x0041_",
                                       "_x005F_",
                                       "_x",
                                       "_",
                                       "x0041_",
                                       "_xD83D_",
                                       "_x0000_",
                                       "\x01",
                                       "\x08",
                                       "\x0B",
                                       "\x1b",
                                       "\x1f",
                                       "\x7f",
                                       "\xC2\x85",
                                       "\xC2\xA0",
                                       "\xE2\x80\xA8",
                                       "\xE2\x80\x8B",
                                       "\xEF\xBB\xBF",
                                       "\xEF\xBF\xBE",
                                       "\xEF\xBF\xBF",
                                       "\xEF\xBF\xBD",
                                       "\xFF",
                                       "\xC3",
                                       "\xED\xA0\x80",
                                       "\xE4\xB8\xAD",
                                       "\xF0\x9F\x91\xA8",
                                       "\xF4\x8F\xBF\xBF",
                                       "a",
                                       "Z"};
  out[0] = '\0';
  for (uint64_t left = next_random(state) % 7; left > 0; left--) {
    const char *piece = pieces[next_random(state) % (sizeof pieces / sizeof *pieces)];
    if (strlen(out) + strlen(piece) < RANDOM_BYTES)
      (void)strcat(out, piece);
  }
}

static double random_number(uint64_t *state) {
  double value = 0;
  const uint64_t bits = next_random(state);
  memcpy(&value, &bits, sizeof value);
  return next_random(state) % 2 == 0 ? value : (double)(int64_t)(bits >> 40) / 1000;
}

static egb_table *random_table(uint64_t state) {
  static const char *const ids[] = {"unit", "=id", "value", "_x0041_", "last"};
  egb_table *table = egb_table_new("egovbench.test/1", 5, RANDOM_ROWS);
  assert_non_null(table);
  for (size_t i = 0; i < 5; i++)
    table->column[i] =
        (egb_table_column){.id = ids[i], .kind = i == 2 ? EGB_CELL_NUMBER : EGB_CELL_TEXT, .decimals = -1};
  for (size_t row = 0; row < RANDOM_ROWS; row++) {
    char text[RANDOM_BYTES];
    for (size_t i = 1; i < 4; i++) {
      random_text(&state, text);
      assert_true(egb_table_put_text(table, row, i, text));
    }
    egb_table_put_number(table, row, 2, random_number(&state));
    assert_true(egb_table_put_text(table, row, 0, "U") && egb_table_put_text(table, row, 4, "."));
    if (row % 5 == 0)
      egb_table_put_integer(table, row, 3, (int64_t)next_random(&state) >> (row % 60));
  }
  return table;
}

static void random_tables_come_back(void **state) {
  (void)state;
  for (uint64_t seed = 1; seed <= 20; seed++)
    read_back(random_table(seed));
}

/* ---- limits ----------------------------------------------------------------------------------- */

static void expect_refused(egb_table *table, const char *message) {
  egb_diag *diag = egb_diag_new();
  char *bytes = NULL;
  size_t length = 0;
  assert_int_equal(egb_table_write(table, xlsx(), NULL, diag, &bytes, &length), EGB_UNCOMPUTABLE);
  assert_null(bytes);
  assert_string_equal(egb_diag_message(diag, 0)->code, EGB_E_SHEET_SIZE);
  assert_true(reports(diag, message));
  egb_diag_free(diag);
  egb_table_free(table);
}

static egb_table *wide_table(size_t columns) {
  egb_table *table = egb_table_new("egovbench.test/1", columns, 1);
  assert_non_null(table);
  for (size_t i = 0; i < columns; i++) {
    table->column[i] = (egb_table_column){.id = "c", .kind = EGB_CELL_NUMBER};
    egb_table_put_number(table, 0, i, 1);
  }
  return table;
}

/* "Excel specifications and limits", Microsoft: 1,048,576 rows by 16,384 columns; 32,767 characters in a cell. */
static void sizes_are_those_of_excel(void **state) {
  (void)state;
  read_back(wide_table(16384));
  expect_refused(wide_table(16385), "2 rows and 16385 columns");
  egb_table *tall = egb_table_new("egovbench.test/1", 1, 1048576);
  assert_non_null(tall);
  tall->column[0] = (egb_table_column){.id = "c", .kind = EGB_CELL_NUMBER};
  expect_refused(tall, "1048577 rows");
  for (size_t units = 32767; units <= 32768; units++) {
    char *text = malloc(units + 1);
    assert_non_null(text);
    memset(text, 'x', units);
    text[units] = '\0';
    egb_table *table = egb_table_new("egovbench.test/1", 1, 1);
    assert_non_null(table);
    table->column[0] = (egb_table_column){.id = "long", .kind = EGB_CELL_TEXT};
    assert_true(egb_table_put_text(table, 0, 0, text));
    free(text);
    if (units == 32767)
      read_back(table);
    else
      expect_refused(table, "the text in row 2 of column `long`");
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(hostile_names_come_back),
      cmocka_unit_test(random_tables_come_back),
      cmocka_unit_test(sizes_are_those_of_excel),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
