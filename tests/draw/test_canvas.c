/* Pictures in text, cell by cell: what is wide, what does not fit, dots and their signs. Code points of braille are
 * those of the Unicode Standard, chapter 21.1: U+2800 and a bit per dot, 1 2 3 7 down the left, 4 5 6 8 down the right.
 */
#include "check.h"
#include "draw/canvas.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

static void shows(const egb_canvas *canvas, const char *expected) {
  egb_buffer out = {0};
  egb_canvas_write(canvas, &out);
  assert_false(out.failed);
  assert_string_equal(egb_buffer_string(&out), expected);
  egb_buffer_clear(&out);
}

static void test_wide_characters_have_two_cells(void **state) {
  (void)state;
  egb_canvas canvas = egb_canvas_make(20, false, false);
  assert_int_equal(egb_canvas_text(&canvas, 0, 0, "臺b"), 3);
  assert_false(egb_canvas_is_free(&canvas, 1, 0, 1));
  assert_true(egb_canvas_is_free(&canvas, 3, 0, 17));
  assert_int_equal(egb_canvas_text(&canvas, 19, 0, "灣"), 19); /* half of it would be beyond the edge */
  shows(&canvas, "臺b                …\n");
  egb_canvas_free(&canvas);
}

static void test_labels_are_cut(void **state) {
  (void)state;
  egb_canvas canvas = egb_canvas_make(20, false, false), plain = egb_canvas_make(20, true, false);
  egb_canvas_label(&canvas, 0, 0, 5, EGB_ANCHOR_START, "abcdefgh");
  egb_canvas_label(&canvas, 6, 0, 5, EGB_ANCHOR_END, "臺灣政府");
  egb_canvas_label(&canvas, 12, 0, 5, EGB_ANCHOR_MIDDLE, "x");
  egb_canvas_label(&canvas, 18, 0, 0, EGB_ANCHOR_START, "none");
  shows(&canvas, "abcd… 臺灣…   x\n");
  egb_canvas_label(&plain, 0, 0, 5, EGB_ANCHOR_START, "abcdefgh");
  shows(&plain, "abcd~\n");
  egb_canvas_free(&canvas);
  egb_canvas_free(&plain);
}

/* A row that goes on beyond the edge says so, in the place of what is there, wide or not. */
static void test_what_is_beyond_the_edge(void **state) {
  (void)state;
  egb_canvas canvas = egb_canvas_make(20, false, false), plain = egb_canvas_make(20, true, false);
  (void)egb_canvas_text(&canvas, 17, 0, "abcd");
  (void)egb_canvas_text(&canvas, 17, 1, "a臺b");
  (void)egb_canvas_sign(&canvas, 40, 2, EGB_SIGN_DOT);
  (void)egb_canvas_text(&canvas, 17, 3, "abc");
  shows(&canvas, "                 ab…\n                 a …\n                   …\n                 abc\n");
  (void)egb_canvas_text(&plain, 17, 0, "abcd");
  shows(&plain, "                 ab~\n");
  egb_canvas_free(&canvas);
  egb_canvas_free(&plain);
}

static void test_nothing_acts_on_the_terminal(void **state) {
  (void)state;
  egb_canvas canvas = egb_canvas_make(20, false, false);
  egb_buffer out = {0};
  (void)egb_canvas_text(&canvas, 0, 0, "a\x1b[31mb\n\xff\tc");
  (void)egb_canvas_paragraph(&canvas, 1, "\x1b]0;x\a word");
  egb_canvas_write(&canvas, &out);
  const char *text = egb_buffer_string(&out);
  for (size_t i = 0; i < out.length; i++)
    assert_true((unsigned char)text[i] >= 0x20 || text[i] == '\n');
  assert_int_equal(canvas.height, 2);
  egb_buffer_clear(&out);
  egb_canvas_free(&canvas);
}

/* A letter with more marks than a cell has bytes for is one sign. */
static void test_a_cluster_is_a_cell(void **state) {
  (void)state;
  egb_canvas canvas = egb_canvas_make(20, false, false);
  egb_buffer text = {0};
  egb_buffer_char(&text, 'e');
  for (size_t i = 0; i < 40; i++)
    egb_buffer_text(&text, "\xCC\x81");
  assert_int_equal(egb_canvas_text(&canvas, 0, 0, egb_buffer_string(&text)), 1);
  assert_int_equal(egb_canvas_text(&canvas, 2, 0, "e\xCC\x81x"), 4);
  shows(&canvas, "\xEF\xBF\xBD e\xCC\x81x\n");
  egb_buffer_clear(&text);
  egb_canvas_free(&canvas);
}

static void test_dots_are_those_of_unicode(void **state) {
  (void)state;
  static const char *const alone[4][2] = {{"⠁", "⠈"}, {"⠂", "⠐"}, {"⠄", "⠠"}, {"⡀", "⢀"}};
  for (size_t y = 0; y < 4; y++)
    for (size_t x = 0; x < 2; x++) {
      egb_canvas canvas = egb_canvas_make(20, false, false);
      char line[8];
      egb_canvas_dot(&canvas, (double)x / 2 + 0.25, (double)y / 4 + 0.125);
      (void)snprintf(line, sizeof line, "%s\n", alone[y][x]);
      shows(&canvas, line);
      egb_canvas_free(&canvas);
    }
}

static void test_dots_in_ascii(void **state) {
  (void)state;
  egb_canvas canvas = egb_canvas_make(20, true, false);
  egb_canvas_dot(&canvas, 0, 0);
  egb_canvas_dot(&canvas, 1, 0.75);
  egb_canvas_dot(&canvas, 2, 0);
  egb_canvas_dot(&canvas, 2, 0.75);
  for (size_t i = 0; i < 8; i++)
    egb_canvas_dot(&canvas, 3 + (double)(i % 2) / 2, (double)(i / 2) / 4);
  shows(&canvas, "'.:#\n");
  egb_canvas_free(&canvas);
}

static void test_text_is_above_dots_and_nothing_is_outside(void **state) {
  (void)state;
  static const double outside[] = {-1, 20, 1e300, INFINITY, -INFINITY, NAN};
  egb_canvas canvas = egb_canvas_make(20, false, false);
  (void)egb_canvas_text(&canvas, 0, 0, "臺");
  egb_canvas_dot(&canvas, 1, 0);
  for (size_t i = 0; i < sizeof outside / sizeof *outside; i++) {
    egb_canvas_dot(&canvas, outside[i], 0);
    egb_canvas_dot(&canvas, 0, outside[i] > 0 && outside[i] < 100 ? -0.5 : outside[i]);
  }
  egb_canvas_signs(&canvas, 18, 1000, 1, EGB_SIGN_ACROSS);
  shows(&canvas, "臺\n                  ──\n");
  egb_canvas_free(&canvas);
}

static void test_bars_are_eighths(void **state) {
  (void)state;
  egb_canvas canvas = egb_canvas_make(20, false, false), plain = egb_canvas_make(20, true, false);
  egb_canvas_bar(&canvas, 0, 0, 2.5);
  egb_canvas_bar(&canvas, 0, 1, 0.06);
  egb_canvas_bar(&canvas, 0, 2, 0.07);
  egb_canvas_bar(&canvas, 0, 3, 1e9);
  egb_canvas_bar(&canvas, 0, 4, -1);
  shows(&canvas, "██▌\n\n▏\n████████████████████\n");
  egb_canvas_bar(&plain, 0, 0, 2.5);
  egb_canvas_bar(&plain, 0, 1, 2.4);
  shows(&plain, "===\n==\n");
  egb_canvas_free(&canvas);
  egb_canvas_free(&plain);
}

/* Words are kept whole where they fit; what has no blanks is cut between its characters. */
static void test_paragraphs(void **state) {
  (void)state;
  egb_canvas canvas = egb_canvas_make(20, false, false);
  assert_int_equal(egb_canvas_paragraph(&canvas, 0, "one two three four five"), 2);
  assert_int_equal(egb_canvas_paragraph(&canvas, 2, "數位政府指標的排名與區間的說明"), 4);
  assert_int_equal(egb_canvas_paragraph(&canvas, 4, ""), 4);
  shows(&canvas, "one two three four\nfive\n數位政府指標的排名與\n區間的說明\n");
  egb_canvas_free(&canvas);
}

/* SGR of ECMA-48 around what has a pen, and nothing of it at the end of a line or where no colour is asked for. */
static void test_pens(void **state) {
  (void)state;
  for (int colour = 0; colour < 2; colour++) {
    egb_canvas canvas = egb_canvas_make(20, false, colour != 0);
    (void)egb_canvas_text(&canvas, 0, 0, "a");
    egb_canvas_bar(&canvas, 1, 0, 2);
    canvas.pen = EGB_PEN_SECOND;
    (void)egb_canvas_text(&canvas, 3, 0, "臺");
    canvas.pen = EGB_PEN_PLAIN;
    (void)egb_canvas_text(&canvas, 5, 0, "b");
    (void)egb_canvas_sign(&canvas, 0, 1, EGB_SIGN_DOWN);
    shows(&canvas, colour != 0 ? "a\x1b[36m██\x1b[33m臺\x1b[0mb\n\x1b[33m▼\x1b[0m\n" : "a██臺b\n▼\n");
    egb_canvas_free(&canvas);
  }
}

static void test_width_is_bounded(void **state) {
  (void)state;
  assert_int_equal(egb_canvas_make(0, false, false).width, EGB_CANVAS_LEAST);
  assert_int_equal(egb_canvas_make(1000000, false, false).width, EGB_CANVAS_MOST);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_wide_characters_have_two_cells),
      cmocka_unit_test(test_labels_are_cut),
      cmocka_unit_test(test_what_is_beyond_the_edge),
      cmocka_unit_test(test_nothing_acts_on_the_terminal),
      cmocka_unit_test(test_a_cluster_is_a_cell),
      cmocka_unit_test(test_dots_are_those_of_unicode),
      cmocka_unit_test(test_dots_in_ascii),
      cmocka_unit_test(test_text_is_above_dots_and_nothing_is_outside),
      cmocka_unit_test(test_bars_are_eighths),
      cmocka_unit_test(test_paragraphs),
      cmocka_unit_test(test_pens),
      cmocka_unit_test(test_width_is_bounded),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
