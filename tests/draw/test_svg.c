/* The writer of pictures: numbers, escaping, widths. */
#include "check.h"
#include "draw/plot.h"
#include "draw/svg.h"
#include "draw/tiles.h"

#include <math.h>
#include <string.h>

static void expect_number(double value, const char *text) {
  egb_buffer out = {0};
  egb_svg_number(&out, value);
  assert_string_equal(egb_buffer_string(&out), text);
  egb_buffer_clear(&out);
}

/* At most two decimals, a dot, no exponent, no sign on zero. */
static void numbers(void **state) {
  (void)state;
  expect_number(0, "0");
  expect_number(-0.0, "0");
  expect_number(-0.001, "0");
  expect_number(12, "12");
  expect_number(100, "100");
  expect_number(12.5, "12.5");
  expect_number(12.345, "12.35"); /* 12.3450000000000006394 */
  expect_number(-3.10, "-3.1");
  expect_number(1e-7, "0");
  expect_number(123456789, "123456789");
  expect_number(1e9, "0");
  expect_number(1e300, "0");
  expect_number(NAN, "0");
  expect_number(-INFINITY, "0");
}

static void expect_escaped(const char *text, const char *written) {
  egb_buffer out = {0};
  egb_svg_escape(&out, text);
  assert_string_equal(egb_buffer_string(&out), written);
  egb_buffer_clear(&out);
}

static void escaping(void **state) {
  (void)state;
  expect_escaped("a < b & \"c\" > d", "a &lt; b &amp; &quot;c&quot; &gt; d");
  expect_escaped("]]>&amp;", "]]&gt;&amp;amp;");
  expect_escaped("臺灣", "臺灣");
  expect_escaped("", "");
  egb_buffer out = {0};
  egb_svg_escape(&out, "\x1b[31m\x01\xff\n");
  for (const char *p = egb_buffer_string(&out); *p != '\0'; p++)
    assert_true((unsigned char)*p >= 0x20); /* XML 1.0 has no control characters but three */
  egb_buffer_clear(&out);
}

static void expect_fit(const char *text, double width, const char *written) {
  egb_buffer out = {0};
  egb_svg_fit(&out, text, width);
  assert_string_equal(egb_buffer_string(&out), written);
  egb_buffer_clear(&out);
}

/* Pixels that librsvg 2.54 takes for these at 12 px in Noto Sans CJK TC; the estimate is near, and rather more. */
static void widths(void **state) {
  static const struct {
    const char *text;
    double pixels;
  } measured[] = {{"abcdefghijklmnopqrstuvwxyz", 165},
                  {"ABCDEFGHIJKLMNOPQRSTUVWXYZ", 198},
                  {"0123456789", 67},
                  {"UNITED STATES OF AMERICA", 159},
                  {"WWWWWWWW", 85},
                  {"Republic of Korea", 99},
                  {"Bosnia and Herzegovina", 135},
                  {"臺灣數位政府", 73},
                  {"e-Participation / Digital Inclusion", 183}};
  (void)state;
  for (size_t i = 0; i < sizeof measured / sizeof *measured; i++) {
    assert_true(egb_svg_width(measured[i].text) > 0.97 * measured[i].pixels);
    assert_true(egb_svg_width(measured[i].text) < 1.2 * measured[i].pixels);
  }
}

/* Cut behind a whole character. */
static void fitting(void **state) {
  (void)state;
  expect_fit("abcdef", 45, "abcdef");
  expect_fit("abcdef", 37, "abcd…");
  expect_fit("臺灣政府", 49, "臺灣政府");
  expect_fit("臺灣政府", 48, "臺灣政…");
  expect_fit("臺灣政府", 40, "臺灣…");
  expect_fit("abc", 0, "…");
  expect_fit("e\xcc\x81xyz", 17, "e\xcc\x81…"); /* the accent stays with its letter */
}

static void shapes(void **state) {
  static const double x[] = {1, 2, NAN, 4}, y[] = {1, 2, 3, 4};
  (void)state;
  egb_buffer out = {0};
  egb_svg_rectangle(&out, "f0", 10, 20, -4, -6, "a<b");
  assert_string_equal(egb_buffer_string(&out),
                      "<rect class=\"f0\" x=\"6\" y=\"14\" width=\"4\" height=\"6\"><title>a&lt;b</title></rect>\n");
  egb_buffer_clear(&out);
  egb_svg_polyline(&out, "s0", x, y, 4, NULL);
  assert_string_equal(egb_buffer_string(&out), "<path class=\"s0\" d=\"M1 1L2 2M4 4\"/>\n");
  egb_buffer_clear(&out);
  egb_svg_label(&out, NULL, 0, 0, EGB_ANCHOR_START, 24, "abcdef");
  assert_string_equal(egb_buffer_string(&out), "<text x=\"0\" y=\"0\"><title>abcdef</title>ab…</text>\n");
  egb_buffer_clear(&out);
}

static void shades(void **state) {
  (void)state;
  for (size_t count = 1; count <= 5; count++)
    for (size_t i = 0; i + 1 < count; i++)
      assert_true(strcmp(egb_plot_shade(i, count), egb_plot_shade(i + 1, count)) > 0); /* ever lighter */
  assert_string_equal(egb_plot_shade(0, 1), "p4");
  assert_string_equal(egb_plot_shade(4, 5), "p0");
  assert_string_equal(egb_plot_shade(31, 32), "p0");
}

static void tiles(void **state) {
  (void)state;
  assert_true(egb_tile_at(egb_tile_count()) == NULL);
  for (size_t i = 0; i < egb_tile_count(); i++) {
    const egb_tile *tile = egb_tile_at(i);
    assert_true(egb_tile_find(tile->id) == tile);
    for (size_t k = 0; k < i; k++)
      assert_false(egb_tile_at(k)->column == tile->column && egb_tile_at(k)->row == tile->row);
    assert_true(i == 0 || strcmp(egb_tile_at(i - 1)->id, tile->id) < 0);
  }
  assert_true(egb_tile_find("TWN") != NULL && egb_tile_find("XKX") != NULL);
  assert_true(egb_tile_find("") == NULL && egb_tile_find("ESTONIA") == NULL && egb_tile_find("ZZZ") == NULL);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(numbers), cmocka_unit_test(escaping), cmocka_unit_test(widths),
                                     cmocka_unit_test(fitting), cmocka_unit_test(shapes),   cmocka_unit_test(shades),
                                     cmocka_unit_test(tiles)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
