/* Books as the project's own reader of workbooks has them, and what is done with what a book cannot hold.
 * tests/write/test_book.py reads their parts. */
#include "base/sheet_limits.h"
#include "check.h"
#include "read/xlsx.h"
#include "rich_book.h"
#include "write/book_state.h"
#include "write/sheet_text.h"

#include <stdio.h>
#include <stdlib.h>

#define COLUMNS 3

static const egb_look plain = {.decimals = -1};

static egb_book *new_book(size_t sheets) {
  static const char *const names[] = {"First", "Second", "Third"};
  egb_book *book = egb_book_new(NULL);
  assert_non_null(book);
  for (size_t i = 0; i < sheets; i++)
    assert_int_equal(egb_book_sheet(book, names[i]), i);
  return book;
}

static egb_buffer written(egb_book *book) {
  egb_buffer out = {0};
  assert_non_null(book);
  assert_true(egb_book_write(book, &out));
  egb_book_free(book);
  return out;
}

/* A sheet as CSV. */
static void expect_sheet(const egb_buffer *bytes, const char *sheet, const char *csv) {
  egb_diag *diag = egb_diag_new();
  egb_arena *arena = egb_arena_new();
  egb_source *text = NULL;
  const egb_source source = {"t.xlsx", bytes->text, bytes->length, NULL};
  const egb_status status = egb_xlsx_text(arena, &source, &(egb_xlsx_options){.sheet = sheet}, diag, &text);
  print_messages(diag);
  assert_int_equal(status, EGB_OK);
  assert_string_equal(text->text, csv);
  egb_arena_free(arena);
  egb_diag_free(diag);
}

static char *repeated(const char *piece, size_t count) {
  egb_buffer out = {0};
  for (size_t i = 0; i < count; i++)
    egb_buffer_text(&out, piece);
  return egb_buffer_take(&out, NULL);
}

/* ---- cells ------------------------------------------------------------------------------------ */

static void values_of_formulas_are_read_back(void **state) {
  (void)state;
  egb_book *book = new_book(1);
  egb_book_text(book, 0, 0, 0, plain, "=1+1");
  egb_book_number(book, 0, 0, 2, plain, 0.1 + 0.2);
  egb_book_formula(book, 0, 1, 0, plain, "C1*2", &(egb_cell){.kind = EGB_CELL_NUMBER, .as.number = 0.6});
  egb_book_formula(book, 0, 1, 1, plain, "\"a\"&\"<b>\"", &(egb_cell){.kind = EGB_CELL_TEXT, .as.text = "a<b>"});
  egb_book_formula(book, 0, 1, 2, plain, "\"\"", &(egb_cell){.kind = EGB_CELL_EMPTY});
  egb_book_number(book, 0, 3, 1, plain, (double)NAN);
  egb_book_cell(book, 0, 4, 1, plain, &(egb_cell){.kind = EGB_CELL_INTEGER, .as.integer = INT64_MIN});
  egb_book_cell(book, 0, 4, 2, plain, &(egb_cell){.kind = EGB_CELL_INTEGER, .as.integer = -7});
  egb_buffer bytes = written(book);
  expect_sheet(&bytes, "First", "\"=1+1\",,0.30000000000000004\n0.6,\"a<b>\",\n\n\n,\"-9223372036854775808\",-7\n");
  egb_buffer_clear(&bytes);
}

/* The first row is that of the cell, as XML. */
static void expect_row(egb_look_kind kind, const char *text, const char *expected) {
  egb_book *book = new_book(1);
  egb_book_width(book, 0, 0, 1, 90, (egb_look){0});
  egb_book_width(book, 0, 2, 4, 20, (egb_look){0});
  egb_book_text(book, 0, 0, 3, (egb_look){.kind = kind}, text);
  egb_book_number(book, 0, 1, 0, plain, 1);
  assert_memory_equal(egb_buffer_string(&book->page[0]->piece), expected, strlen(expected));
  egb_book_free(book);
}

static void rows_are_as_high_as_their_lines(void **state) {
  (void)state;
  expect_row(EGB_LOOK_DESCRIPTION, "twenty characters it", "<row r=\"1\"><c");
  expect_row(EGB_LOOK_DESCRIPTION, "twenty characters it ", "<row r=\"1\"><c");
  expect_row(EGB_LOOK_DESCRIPTION, "twenty characters it is", "<row r=\"1\" ht=\"28\"><c");
  expect_row(EGB_LOOK_HEADER, "twenty characters it is", "<row r=\"1\" ht=\"31\"><c");
  expect_row(EGB_LOOK_DESCRIPTION, "aaaaaaaaaaaa bbbbbbbbbbbb cccccccccccc", "<row r=\"1\" ht=\"41.5\"><c");
  expect_row(EGB_LOOK_DESCRIPTION, "one\ntwo\nthree", "<row r=\"1\" ht=\"41.5\"><c");
  expect_row(EGB_LOOK_DESCRIPTION, "a-word-of-two-lines-and-more", "<row r=\"1\" ht=\"28\"><c");
  expect_row(EGB_LOOK_DESCRIPTION,
             "\xE6\x8C\x87\xE6\x95\xB8\xE6\x8C\x87\xE6\x95\xB8\xE6\x8C\x87"
             "\xE6\x95\xB8\xE6\x8C\x87\xE6\x95\xB8\xE6\x8C\x87\xE6\x95\xB8",
             "<row r=\"1\"><c");
  expect_row(EGB_LOOK_DESCRIPTION,
             "\xE6\x8C\x87\xE6\x95\xB8\xE6\x8C\x87\xE6\x95\xB8\xE6\x8C\x87"
             "\xE6\x95\xB8\xE6\x8C\x87\xE6\x95\xB8\xE6\x8C\x87\xE6\x95\xB8\xE6\x8C\x87",
             "<row r=\"1\" ht=\"28\"><c");
  expect_row(EGB_LOOK_TEXT, "one\ntwo", "<row r=\"1\"><c");
  char *lines = repeated("x\n", 99);
  expect_row(EGB_LOOK_DESCRIPTION, lines, "<row r=\"1\" ht=\"409\"><c"); /* Excel's highest */
  free(lines);
}

/* Hostile names, charts and all: the reader takes every sheet, and finds nothing to say of it. */
static void a_rich_book_is_read_back(void **state) {
  (void)state;
  egb_buffer bytes = written(rich_book(HOSTILE_COUNT));
  egb_diag *diag = egb_diag_new();
  egb_arena *arena = egb_arena_new();
  egb_xlsx_sheet *sheets = NULL;
  size_t count = 0;
  const egb_source source = {"t.xlsx", bytes.text, bytes.length, NULL};
  assert_int_equal(egb_xlsx_sheets(arena, &source, diag, &sheets, &count), EGB_OK);
  assert_int_equal(count, RICH_SHEETS);
  assert_true(sheets[RICH_CHARTS].rows == 0 && sheets[RICH_INPUTS].rows == HOSTILE_COUNT);
  assert_true(sheets[RICH_VALUES].rows == RICH_FIRST + HOSTILE_COUNT && sheets[RICH_VALUES].columns == 15);
  for (size_t i = 1; i < count; i++) {
    egb_source *text = NULL;
    assert_int_equal(egb_xlsx_text(arena, &source, &(egb_xlsx_options){.sheet = sheets[i].name}, diag, &text), EGB_OK);
    assert_true(i == RICH_LOOKS || strstr(text->text, "\"=cmd|' /C calc'!A0\",") != NULL);
  }
  assert_int_equal(egb_diag_kept(diag), 0);
  egb_arena_free(arena);
  egb_diag_free(diag);
  egb_buffer_clear(&bytes);
}

/* The same cells, sheet by sheet or in turn, also when there are more of them than are packed at once. */
static egb_buffer filled(bool in_turn) {
  egb_book *book = new_book(3);
  const size_t rows = 3000;
  for (size_t i = 0; i < 3 * rows; i++) {
    const size_t sheet = in_turn ? i % 3 : i / rows, row = in_turn ? i / 3 : i % rows;
    for (size_t column = 0; column < COLUMNS; column++)
      egb_book_number(book, sheet, row, column, plain, (double)(row * (sheet + 1)) / 7);
  }
  return written(book);
}

static void sheets_may_be_filled_in_turn(void **state) {
  (void)state;
  egb_buffer one = filled(false), other = filled(true);
  assert_int_equal(one.length, other.length);
  assert_memory_equal(one.text, other.text, one.length);
  egb_diag *diag = egb_diag_new();
  egb_arena *arena = egb_arena_new();
  egb_xlsx_sheet *sheets = NULL;
  size_t count = 0;
  const egb_source source = {"t.xlsx", one.text, one.length, NULL};
  assert_int_equal(egb_xlsx_sheets(arena, &source, diag, &sheets, &count), EGB_OK);
  assert_int_equal(count, 3);
  for (size_t i = 0; i < 3; i++)
    assert_true(sheets[i].rows == 3000 && sheets[i].columns == COLUMNS);
  egb_arena_free(arena);
  egb_diag_free(diag);
  egb_buffer_clear(&one);
  egb_buffer_clear(&other);
}

static void the_same_calls_are_the_same_bytes(void **state) {
  (void)state;
  egb_buffer one = written(rich_book(20)), other = written(rich_book(20));
  assert_int_equal(one.length, other.length);
  assert_memory_equal(one.text, other.text, one.length);
  egb_buffer_clear(&one);
  egb_buffer_clear(&other);
}

/* ---- references ------------------------------------------------------------------------------- */

static void expect_reference(const char *sheet, egb_area area, int fix, const char *expected) {
  egb_buffer out = {0};
  egb_book_range(&out, sheet, area, fix);
  assert_string_equal(egb_buffer_string(&out), expected);
  egb_buffer_clear(&out);
}

/* Names of columns: A to Z, AA; the last is XFD ("Excel specifications and limits"). */
static void references(void **state) {
  (void)state;
  expect_reference(NULL, (egb_area){0, 0, 0, 0}, EGB_FIX_NONE, "A1");
  expect_reference(NULL, (egb_area){6, 1, 6, 1}, EGB_FIX_ROW, "B$7");
  expect_reference(NULL, (egb_area){6, 25, 8, 26}, EGB_FIX_COLUMN, "$Z7:$AA9");
  expect_reference("Weights", (egb_area){0, 0, 1048575, 16383}, EGB_FIX_BOTH, "Weights!$A$1:$XFD$1048576");
  expect_reference("A1", (egb_area){0, 0, 0, 0}, EGB_FIX_NONE, "'A1'!A1");
  expect_reference("RC", (egb_area){0, 0, 0, 0}, EGB_FIX_NONE, "'RC'!A1");
  expect_reference("True", (egb_area){0, 0, 0, 0}, EGB_FIX_NONE, "'True'!A1");
  expect_reference("a-b", (egb_area){0, 0, 0, 0}, EGB_FIX_NONE, "'a-b'!A1");
}

/* ---- what does not fit ------------------------------------------------------------------------ */

static void expect_failure(egb_book *book) {
  egb_buffer out = {0};
  assert_false(egb_book_write(book, &out));
  egb_book_free(book);
  egb_buffer_clear(&out);
}

static void cells_out_of_order_are_a_failure(void **state) {
  (void)state;
  static const size_t second[][2] = {{4, 2}, {4, 3}, {3, 9}, {EGB_XLSX_ROWS, 0}, {5, EGB_XLSX_COLUMNS}};
  for (size_t i = 0; i < sizeof second / sizeof second[0]; i++) {
    egb_book *book = new_book(1);
    egb_book_number(book, 0, 4, 3, plain, 1);
    egb_book_number(book, 0, second[i][0], second[i][1], plain, 1);
    expect_failure(book);
  }
  egb_book *book = new_book(1);
  egb_book_number(book, 1, 0, 0, plain, 1);
  expect_failure(book);
  book = new_book(1);
  (void)egb_book_sheet(book, "a name of more than 31 characters");
  expect_failure(book);
  book = new_book(1);
  egb_book_width(book, 0, 2, 3, 9, plain);
  egb_book_width(book, 0, 3, 4, 9, plain);
  expect_failure(book);
}

static void charts_come_before_their_cells(void **state) {
  (void)state;
  for (size_t row = 0; row < 3; row++) {
    egb_book *book = new_book(2);
    const egb_chart_series series = {{0, {1, 0, 1, 0}}, {0, {1, 1, 1, 2}}, {0, {1, 3, 1, 4}}};
    egb_book_number(book, 0, row, 0, plain, 1);
    egb_book_chart(book, 1, &(egb_chart){.series = &series, .count = 1, .place = {0, 0, 9, 9}});
    if (row > 0) {
      expect_failure(book);
      continue;
    }
    egb_buffer bytes = written(book);
    egb_buffer_clear(&bytes);
  }
}

/* "Number of hyperlinks in a worksheet: 65,530", Excel specifications and limits. */
static void links_are_as_many_as_excel_takes(void **state) {
  (void)state;
  egb_book *book = new_book(2);
  for (size_t row = 0; row < 65532; row++) {
    egb_book_text(book, 0, row, 0, (egb_look){.role = EGB_ROLE_LINK}, "x");
    egb_book_link(book, 0, row, 0, 1, row, 0);
  }
  assert_int_equal(book->page[0]->links.count, 65530);
  egb_buffer bytes = written(book);
  egb_buffer_clear(&bytes);
}

/* ECMA-376 gives a formula 8,192 characters. */
static void a_long_formula_is_its_value(void **state) {
  (void)state;
  for (size_t signs = 4095; signs <= 4096; signs++) {
    egb_book *book = new_book(1);
    char *sum = repeated("1+", signs);
    egb_buffer formula = {0};
    egb_buffer_format(&formula, signs == 4095 ? "%s01" : "%s1", sum);
    assert_int_equal(formula.length, signs == 4095 ? EGB_FORMULA_MOST : EGB_FORMULA_MOST + 1);
    egb_book_formula(book, 0, 0, 0, plain, formula.text, &(egb_cell){.kind = EGB_CELL_NUMBER, .as.number = 4097});
    assert_int_equal(book->computes, signs == 4095);
    egb_buffer bytes = written(book);
    expect_sheet(&bytes, "First", "4097\n");
    egb_buffer_clear(&bytes);
    egb_buffer_clear(&formula);
    free(sum);
  }
}

static size_t count_of(const char *text, const char *piece) {
  size_t count = 0;
  for (const char *at = strstr(text, piece); at != NULL; at = strstr(at + 1, piece))
    count++;
  return count;
}

/* "Total number of characters that a cell can contain: 32,767". A character beyond U+FFFF counts as two. */
static void a_long_text_is_cut(void **state) {
  (void)state;
  static const struct {
    const char *piece;
    size_t count, kept;
  } cases[] = {{"x", 32767, 32767}, {"x", 32768, 32766}, {"\xF0\x9F\x91\xA8", 16384, 16383}, {"\x01", 4682, 4680}};
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    char *text = repeated(cases[i].piece, cases[i].count);
    egb_buffer out = {0};
    egb_sheet_text(&out, text, EGB_XLSX_CELL_TEXT);
    const bool cut = cases[i].kept < cases[i].count;
    assert_int_equal(count_of(out.text, cases[i].piece[0] == 1 ? "_x0001_" : cases[i].piece), cases[i].kept);
    assert_int_equal(count_of(out.text, "\xE2\x80\xA6"), cut);
    egb_buffer_clear(&out);
    free(text);
  }
}

/* "Maximum length of an input message: 255 characters", XlsxWriter's manual; 18.3.1.32. Nothing is marked as cut that
 * is whole, also where a cell would need escapes. */
static void a_long_prompt_is_cut(void **state) {
  (void)state;
  static const struct {
    const char *piece;
    size_t count, kept;
    const char *written;
  } cases[] = {{"x", 255, 255, "x"},     {"x", 256, 254, "x"},
               {"\x01", 255, 255, " "},  {"_x0041_", 36, 36, "_x0041_"},
               {"&", 255, 255, "&amp;"}, {"\xF0\x9F\x91\xA8", 128, 127, "\xF0\x9F\x91\xA8"}};
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    char *text = repeated(cases[i].piece, cases[i].count);
    egb_buffer out = {0};
    egb_sheet_attribute(&out, text, 255);
    assert_int_equal(count_of(out.text, cases[i].written), cases[i].kept);
    assert_int_equal(count_of(out.text, "\xE2\x80\xA6"), cases[i].kept < cases[i].count);
    egb_buffer_clear(&out);
    free(text);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(values_of_formulas_are_read_back),
      cmocka_unit_test(a_rich_book_is_read_back),
      cmocka_unit_test(sheets_may_be_filled_in_turn),
      cmocka_unit_test(the_same_calls_are_the_same_bytes),
      cmocka_unit_test(references),
      cmocka_unit_test(cells_out_of_order_are_a_failure),
      cmocka_unit_test(charts_come_before_their_cells),
      cmocka_unit_test(rows_are_as_high_as_their_lines),
      cmocka_unit_test(links_are_as_many_as_excel_takes),
      cmocka_unit_test(a_long_formula_is_its_value),
      cmocka_unit_test(a_long_text_is_cut),
      cmocka_unit_test(a_long_prompt_is_cut),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
