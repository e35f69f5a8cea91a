/* The text writer: alignment by display width, fitting, notes, colours, records. */
#include "base/utf8.h"
#include "hostile.h"
#include "write/written.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

static char *write_text(const egb_table *table, const egb_write_options *options) {
  char *text = NULL;
  size_t length = 0;
  assert_int_equal(written(table, EGB_FORMAT_TEXT, options, &text, &length), EGB_OK);
  return text;
}

static void expect(const egb_table *table, const egb_write_options *options, const char *wanted) {
  char *text = write_text(table, options);
  assert_string_equal(text, wanted);
  egb_free(text);
}

static size_t widest_line(const char *text) {
  size_t widest = 0;
  for (const char *line = text; *line != '\0';) {
    const size_t bytes = strcspn(line, "\n");
    const size_t width = egb_utf8_width(line, bytes);
    widest = width > widest ? width : widest;
    line += bytes + (line[bytes] != '\0');
  }
  return widest;
}

/* Rank, name and `dimensions` number columns, as a ranking has them. */
static egb_table *ranking(size_t dimensions) {
  static const char *const names[] = {
      "\xE4\xB8\xAD\xE8\x8F\xAF\xE6\xB0\x91\xE5\x9C\x8B", "United Kingdom of Great Britain and Northern Ireland",
      "\xED\x95\x9C\xEA\xB5\xAD", "C\xC3\xB4te d'Ivoire", "e\xCC\x81\xF0\x9F\x87\xB9\xF0\x9F\x87\xBC"};
  static const char *const ids[] = {"D1", "D2", "D3", "D4", "D5", "D6", "D7", "D8", "D9", "D10", "D11", "D12"};
  egb_table *table = egb_table_new("egovbench.test/1", 2 + dimensions, 5);
  assert_non_null(table);
  table->column[0] = (egb_table_column){.id = "rank", .label = "Rank", .kind = EGB_CELL_INTEGER, .decimals = -1};
  table->column[1] = (egb_table_column){.id = "name", .label = "Name", .kind = EGB_CELL_TEXT, .decimals = -1};
  for (size_t i = 0; i < dimensions; i++)
    table->column[2 + i] = (egb_table_column){.id = ids[i],
                                              .label = "A long name of a dimension",
                                              .short_label = ids[i],
                                              .kind = EGB_CELL_NUMBER,
                                              .decimals = -1,
                                              .importance = (int)(1 + i)};
  for (size_t row = 0; row < 5; row++) {
    egb_table_put_integer(table, row, 0, (int64_t)row + 1);
    assert_true(egb_table_put_text(table, row, 1, names[row]));
    for (size_t i = 0; i < dimensions; i++)
      egb_table_put_number(table, row, 2 + i, 100 - 10 * (double)row);
  }
  return table;
}

static void columns_align_by_width(void **state) {
  (void)state;
  egb_table *table = ranking(1);
  assert_true(egb_table_put_text(table, 1, 1, "Estonia"));
  egb_table_put_number(table, 4, 2, 0.0 / 1);
  table->cell[4 * 3 + 2].kind = EGB_CELL_EMPTY;
  expect(table, NULL,
         "Rank  Name               D1\n"
         "   1  \xE4\xB8\xAD\xE8\x8F\xAF\xE6\xB0\x91\xE5\x9C\x8B       100.00\n"
         "   2  Estonia         90.00\n"
         "   3  \xED\x95\x9C\xEA\xB5\xAD            80.00\n"
         "   4  C\xC3\xB4te d'Ivoire   70.00\n"
         "   5  e\xCC\x81\xF0\x9F\x87\xB9\xF0\x9F\x87\xBC                 -\n");
  egb_table_free(table);
}

static void nothing_has_no_heads_where_a_note_says_so(void **state) {
  (void)state;
  egb_table *table = egb_table_new("egovbench.test/1", 1, 0);
  assert_non_null(table);
  table->title = "Findings";
  table->column[0] = (egb_table_column){.id = "finding", .label = "Finding", .kind = EGB_CELL_TEXT};
  assert_true(egb_table_add_note(table, "A finding is a line."));
  expect(table, NULL, "Findings\n\nFinding\n\nA finding is a line.\n");
  assert_true(egb_table_add_note_of(table, EGB_NOTE_ALWAYS, "Nothing was found."));
  const egb_write_options boxed = {.size = sizeof boxed, .box = true};
  expect(table, &boxed, "Findings\n\nA finding is a line.\nNothing was found.\n");
  egb_table_free(table);
}

static void marks_leave_digits_aligned(void **state) {
  (void)state;
  egb_table *table = ranking(1);
  assert_true(egb_table_put_text(table, 1, 1, "B"));
  assert_true(egb_table_put_text(table, 3, 1, "D"));
  assert_true(egb_table_put_text(table, 4, 1, "E"));
  egb_table_cell(table, 1, 2)->mark = true;
  assert_true(egb_table_add_note(table, "* Without D9."));
  expect(table, NULL,
         "Rank  Name          D1\n"
         "   1  \xE4\xB8\xAD\xE8\x8F\xAF\xE6\xB0\x91\xE5\x9C\x8B  100.00\n"
         "   2  B          90.00*\n"
         "   3  \xED\x95\x9C\xEA\xB5\xAD       80.00\n"
         "   4  D          70.00\n"
         "   5  E          60.00\n"
         "\n* Without D9.\n");
  egb_table_free(table);
}

static void every_width_is_kept(void **state) {
  (void)state;
  for (size_t width = 40; width <= 200; width++) {
    const egb_write_options options = {.size = sizeof options, .width = width, .box = true};
    egb_table *table = ranking(12);
    assert_true(egb_table_add_note(table,
                                   "D1 A long name of a dimension; D2 \xE4\xB8\xAD\xE8\x8F\xAF\xE6\xB0\x91\xE5\x9C"
                                   "\x8B\xE4\xB8\xAD\xE8\x8F\xAF\xE6\xB0\x91\xE5\x9C\x8B\xE4\xB8\xAD\xE8\x8F\xAF"
                                   "\xE6\xB0\x91\xE5\x9C\x8B\xE4\xB8\xAD\xE8\x8F\xAF\xE6\xB0\x91\xE5\x9C\x8B; D3"));
    char *text = write_text(table, &options);
    assert_true(widest_line(text) <= width);
    assert_non_null(strstr(text, "D1"));
    if (width < 120)
      assert_non_null(strstr(text, "Not shown: "));
    if (width == 200)
      assert_null(strstr(text, "Not shown"));
    egb_free(text);
    egb_table_free(table);
    table = hostile_table();
    assert_non_null(table);
    text = write_text(table, &options);
    assert_true(widest_line(text) <= width);
    egb_free(text);
    egb_table_free(table);
  }
}

static void tiny_widths_end(void **state) {
  (void)state;
  for (size_t width = 1; width < 40; width++) {
    const egb_write_options options = {.size = sizeof options, .width = width, .box = true, .colour = true};
    egb_table *table = ranking(3);
    assert_true(egb_table_add_note(table, "\xE4\xB8\xAD\xE8\x8F\xAF\xE6\xB0\x91\xE5\x9C\x8B"));
    egb_free(write_text(table, &options));
    egb_table_free(table);
  }
}

static void narrow_terminals_drop_then_cut(void **state) {
  (void)state;
  const egb_write_options options = {.size = sizeof options, .width = 40};
  egb_table *table = ranking(3);
  expect(table, &options,
         "Rank  Name                            D1\n"
         "   1  \xE4\xB8\xAD\xE8\x8F\xAF\xE6\xB0\x91\xE5\x9C\x8B                    100.00\n"
         "   2  United Kingdom of Great B\xE2\x80\xA6   90.00\n"
         "   3  \xED\x95\x9C\xEA\xB5\xAD                         80.00\n"
         "   4  C\xC3\xB4te d'Ivoire                70.00\n"
         "   5  e\xCC\x81\xF0\x9F\x87\xB9\xF0\x9F\x87\xBC                          60.00\n"
         "\nNot shown: D2, D3 (--width or CSV).\n");
  egb_table_free(table);
}

/* D2 and D3 are two ends: where one has no room both go, also when one alone would fit. */
static void two_ends_go_together(void **state) {
  (void)state;
  const egb_write_options options = {.size = sizeof options, .width = 48};
  egb_table *table = ranking(3);
  table->column[3].importance = table->column[4].importance = 2;
  char *text = write_text(table, &options);
  assert_non_null(strstr(text, "Not shown: D3 ("));
  egb_free(text);
  table->column[4].joined = true;
  text = write_text(table, &options);
  assert_non_null(strstr(text, "Not shown: D2, D3 ("));
  egb_free(text);
  egb_table_free(table);
}

static void chosen_columns_are_never_dropped(void **state) {
  (void)state;
  const egb_write_options options = {.size = sizeof options, .width = 40};
  egb_table *table = ranking(12);
  table->column_selected = true;
  char *text = write_text(table, &options);
  assert_non_null(strstr(text, "D12"));
  assert_null(strstr(text, "Not shown"));
  egb_free(text);
  egb_table_free(table);
}

static void trees_are_indented(void **state) {
  (void)state;
  static const uint8_t indent[] = {0, 1, 2, 1, 0};
  egb_table *table = ranking(0);
  table->indent = indent;
  for (size_t i = 0; i < 5; i++)
    assert_true(egb_table_put_text(table, i, 1, "node"));
  expect(table, NULL, "Rank  Name\n   1  node\n   2    node\n   3      node\n   4    node\n   5  node\n");
  char *text = NULL;
  size_t length;
  assert_int_equal(written(table, EGB_FORMAT_MARKDOWN, NULL, &text, &length), EGB_OK);
  assert_non_null(strstr(text, "| 3 | &emsp;&emsp;node |"));
  egb_free(text);
  assert_int_equal(written(table, EGB_FORMAT_LATEX, NULL, &text, &length), EGB_OK);
  assert_non_null(strstr(text, "3 & \\hspace*{2em}node \\\\"));
  egb_free(text);
  assert_int_equal(written(table, EGB_FORMAT_CSV, NULL, &text, &length), EGB_OK);
  assert_non_null(strstr(text, "3,node\n"));
  egb_free(text);
  egb_table_free(table);
}

static void records_are_lines(void **state) {
  (void)state;
  const egb_write_options options = {.size = sizeof options, .width = 30};
  egb_table *table = egb_table_new("egovbench.test/1", 4, 1);
  assert_non_null(table);
  table->record = true;
  table->column[0] = (egb_table_column){.id = "name", .label = "Name", .kind = EGB_CELL_TEXT};
  table->column[1] = (egb_table_column){.id = "formula", .label = "Formula", .kind = EGB_CELL_TEXT};
  table->column[2] =
      (egb_table_column){.id = "none", .label = "Nothing to say", .kind = EGB_CELL_TEXT, .machine_only = true};
  table->column[3] = (egb_table_column){.id = "n", .label = "N", .kind = EGB_CELL_INTEGER};
  assert_true(egb_table_put_text(table, 0, 0, "minmax"));
  assert_true(egb_table_put_text(table, 0, 1, "first line that is long\nsecond\x1b"));
  egb_table_put_integer(table, 0, 3, 7);
  expect(table, &options,
         "Name     minmax\nFormula  first line that is\n         long\n         second\xEF\xBF\xBD\nN        7\n");
  egb_table_free(table);
}

static void colours_only_when_asked(void **state) {
  (void)state;
  const egb_write_options colour = {.size = sizeof colour, .colour = true};
  egb_table *table = egb_table_new("egovbench.test/1", 1, 2);
  assert_non_null(table);
  table->title = "Title";
  table->column[0] = (egb_table_column){.id = "a", .label = "A", .kind = EGB_CELL_INTEGER};
  egb_table_put_integer(table, 0, 0, 1);
  egb_table_put_integer(table, 1, 0, 2);
  egb_table_cell(table, 1, 0)->muted = true;
  expect(table, NULL, "Title\n\nA\n1\n2\n");
  expect(table, &colour, "\x1b[1mTitle\x1b[0m\n\n\x1b[1mA\x1b[0m\n1\n\x1b[2m2\x1b[0m\n");
  egb_table_free(table);
}

static void rules_only_on_a_terminal(void **state) {
  (void)state;
  const egb_write_options box = {.size = sizeof box, .box = true};
  egb_table *table = ranking(0);
  for (size_t i = 0; i < 5; i++)
    assert_true(egb_table_put_text(table, i, 1, "ab"));
  char *text = write_text(table, &box);
  assert_non_null(strstr(text, "Rank  Name\n\xE2\x94\x80\xE2\x94\x80\xE2\x94\x80\xE2\x94\x80  \xE2\x94\x80"));
  egb_free(text);
  text = write_text(table, NULL);
  assert_null(strstr(text, "\xE2\x94\x80"));
  egb_free(text);
  egb_table_free(table);
}

static void lines_have_no_trailing_blanks(void **state) {
  (void)state;
  egb_table *table = hostile_table();
  assert_non_null(table);
  char *text = write_text(table, NULL);
  assert_null(strstr(text, "  \n"));
  egb_free(text);
  egb_table_free(table);
}

static egb_table *with_notes(void) {
  egb_table *table = egb_table_new("egovbench.test/1", 1, 1);
  assert_non_null(table);
  table->column[0] = (egb_table_column){.id = "x", .label = "X", .kind = EGB_CELL_TEXT};
  assert_true(egb_table_put_text(table, 0, 0, "v"));
  assert_true(egb_table_add_note_of(table, EGB_NOTE_DETAIL, "a detail"));
  assert_true(egb_table_add_note(table, "a sign and\nits meaning"));
  assert_true(egb_table_add_note_of(table, EGB_NOTE_READING, "how to read"));
  assert_true(egb_table_add_note_of(table, EGB_NOTE_ALWAYS, "Copy:\n  a command that is long and is not broken"));
  return table;
}

static void the_most_important_notes_fit(void **state) {
  (void)state;
  egb_table *table = with_notes();
  expect(table, &(egb_write_options){.size = sizeof(egb_write_options), .width = 24, .note_lines = 3},
         "X\nv\n\nhow to read\nCopy:\n  a command that is long and is not broken\n2 more notes: --notes\n");
  expect(table, &(egb_write_options){.size = sizeof(egb_write_options), .width = 24, .note_lines = 4},
         "X\nv\n\na detail\nhow to read\nCopy:\n  a command that is long and is not broken\n1 more note: --notes\n");
  expect(table, &(egb_write_options){.size = sizeof(egb_write_options), .width = 24},
         "X\nv\n\na detail\na sign and\nits meaning\nhow to read\nCopy:\n  a command that is long and is "
         "not broken\n");
  egb_table_free(table);
}

/* Names instead of codes where both and all other columns have room; codes of a pair give way together. */
static void names_where_they_fit(void **state) {
  (void)state;
  egb_table *table = egb_table_new("egovbench.test/1", 3, 1);
  assert_non_null(table);
  table->column[0] = (egb_table_column){.id = "unit", .label = "Unit", .kind = EGB_CELL_TEXT, .importance = 1};
  table->column[1] = (egb_table_column){
      .id = "name", .label = "Unit", .kind = EGB_CELL_TEXT, .importance = 1, .in_full = true, .people_only = true};
  table->column[2] =
      (egb_table_column){.id = "score", .label = "Score", .kind = EGB_CELL_NUMBER, .decimals = -1, .importance = 2};
  assert_true(egb_table_put_text(table, 0, 0, "KOR") && egb_table_put_text(table, 0, 1, "Republic of Korea"));
  egb_table_put_number(table, 0, 2, 1);
  const egb_write_options wide = {.size = sizeof wide, .width = 24}, narrow = {.size = sizeof narrow, .width = 23};
  table->column[1].comfort = 17;
  expect(table, NULL, "Unit               Score\nRepublic of Korea   1.00\n");
  expect(table, &wide, "Unit               Score\nRepublic of Korea   1.00\n");
  expect(table, &narrow, "Unit  Score\nKOR    1.00\n");
  table->column_selected = true;
  expect(table, NULL, "Unit  Unit               Score\nKOR   Republic of Korea   1.00\n");
  egb_table_free(table);
}

/* A strip of signs that is cut says something else: it is shown whole or not. */
static void strips_are_not_cut(void **state) {
  (void)state;
  egb_table *table = egb_table_new("egovbench.test/1", 2, 1);
  assert_non_null(table);
  table->column[0] = (egb_table_column){.id = "unit", .label = "Unit", .kind = EGB_CELL_TEXT};
  table->column[1] = (egb_table_column){
      .id = "bar", .label = "1   9", .kind = EGB_CELL_TEXT, .importance = 1, .comfort = 4, .monospaced = true};
  assert_true(egb_table_put_text(table, 0, 0, "x") && egb_table_put_text(table, 0, 1, "..==|==o=......"));
  const egb_write_options fits = {.size = sizeof fits, .width = 21}, narrow = {.size = sizeof narrow, .width = 20};
  expect(table, &fits, "Unit  1   9\nx     ..==|==o=......\n");
  expect(table, &narrow, "Unit\nx\n\nNot shown: 1 column (--width or CSV).\n");
  egb_table_free(table);
}

/* Texts that are empty in every row are no column; numbers that are missing in every row are. */
static void empty_texts_are_left_out(void **state) {
  (void)state;
  egb_table *table = egb_table_new("egovbench.test/1", 4, 2);
  assert_non_null(table);
  table->column[0] = (egb_table_column){.id = "unit", .label = "Unit", .kind = EGB_CELL_TEXT};
  table->column[1] = (egb_table_column){.id = "remark", .label = "Remark", .kind = EGB_CELL_TEXT};
  table->column[2] = (egb_table_column){.id = "why", .label = "Why", .kind = EGB_CELL_TEXT};
  table->column[3] = (egb_table_column){.id = "score", .label = "Score", .kind = EGB_CELL_NUMBER};
  assert_true(egb_table_put_text(table, 0, 0, "x") && egb_table_put_text(table, 1, 0, "y"));
  assert_true(egb_table_put_text(table, 0, 1, "") && egb_table_put_text(table, 1, 2, "because"));
  expect(table, NULL, "Unit  Why      Score\nx                  -\ny     because      -\n");
  table->column_selected = true;
  expect(table, NULL, "Unit  Remark  Why      Score\nx                          -\ny             because      -\n");
  table->column_selected = false;
  table->row_count = 0; /* headings alone say what would be there */
  expect(table, NULL, "Unit  Remark  Why  Score\n");
  egb_table_free(table);
}

/* The note alone, in lines of 16 columns. */
static void expect_note(const char *note, const char *wanted) {
  const egb_write_options options = {.size = sizeof options, .width = 16};
  egb_table *table = egb_table_new("egovbench.test/1", 1, 0);
  assert_non_null(table);
  table->column[0] = (egb_table_column){.id = "x", .label = "X", .kind = EGB_CELL_TEXT};
  assert_true(egb_table_add_note(table, note));
  char *text = write_text(table, &options);
  const char *lines = strstr(text, "\n\n");
  assert_non_null(lines);
  assert_string_equal(lines + 2, wanted);
  egb_free(text);
  egb_table_free(table);
}

/* Where a line of 16 columns would end by width alone, and where it may. */
static void sentences_are_cut_where_they_may_be(void **state) {
  (void)state;
  expect_note("一二三四五六七八九十", "一二三四五六七八\n九十\n");
  expect_note("一二三四五六七2/d九十", "一二三四五六七\n2/d九十\n"); /* an id stays whole */
  expect_note("一二三四五六七OSI-2.a九十", "一二三四五六七\nOSI-2.a九十\n");
  expect_note("一二三四五六七八、九十", "一二三四五六七\n八、九十\n"); /* no line begins with what closes, */
  expect_note("一二三四五六七」。八九十", "一二三四五六\n七」。八九十\n");
  expect_note("一二三四五六七（八九十）", "一二三四五六七\n（八九十）\n"); /* or ends with what opens */
  expect_note("一二三四五六（2/d）八九", "一二三四五六\n（2/d）八九\n");
  expect_note("コンピューターター", "コンピューター\nター\n");
  expect_note("abcdefghijklmnopqrstuvwxyz",
              "abcdefghijklmnop\nqrstuvwxyz\n"); /* wider than any line: cut all the same */
  expect_note("あ abcdefghijklmnopqrstuvwxyz", "あ\nabcdefghijklmnop\nqrstuvwxyz\n");
  expect_note("ab 一二三四五六七八", "ab 一二三四五六\n七八\n"); /* a line is filled, */
  expect_note("r > 0.95、jrc-pocket", "r > 0.95、\njrc-pocket\n");
  expect_note("x Bevölkerungszahl", "x\nBevölkerungszahl\n"); /* but words of other scripts stay whole */
  expect_note("정부 전자정부지수", "정부\n전자정부지수\n");
  expect_note("。。。。。。。。。。", "。。。。。。。。\n。。\n"); /* and so is what has no place at all */
  expect_note("一二三四五六七e\xCC\x81\xE5\x85\xAB九",
              "一二三四五六七e\xCC\x81\n八九\n"); /* accents stay with their letter */
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(columns_align_by_width),
      cmocka_unit_test(nothing_has_no_heads_where_a_note_says_so),
      cmocka_unit_test(marks_leave_digits_aligned),
      cmocka_unit_test(every_width_is_kept),
      cmocka_unit_test(tiny_widths_end),
      cmocka_unit_test(narrow_terminals_drop_then_cut),
      cmocka_unit_test(two_ends_go_together),
      cmocka_unit_test(chosen_columns_are_never_dropped),
      cmocka_unit_test(trees_are_indented),
      cmocka_unit_test(records_are_lines),
      cmocka_unit_test(colours_only_when_asked),
      cmocka_unit_test(the_most_important_notes_fit),
      cmocka_unit_test(rules_only_on_a_terminal),
      cmocka_unit_test(lines_have_no_trailing_blanks),
      cmocka_unit_test(names_where_they_fit),
      cmocka_unit_test(empty_texts_are_left_out),
      cmocka_unit_test(strips_are_not_cut),
      cmocka_unit_test(sentences_are_cut_where_they_may_be),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
