/* UTF-8. Byte sequences that are or are not valid: The Unicode Standard, table 3-7. Widths: UAX 11 and UAX 29. */
#include "base/utf8.h"
#include "egovbench.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static size_t check(const char *text) {
  return egb_utf8_check(text, strlen(text));
}

static void valid_text_is_accepted(void **state) {
  (void)state;
  static const char *const texts[] = {"",
                                      "plain",
                                      "\xC2\x80",
                                      "\xDF\xBF",
                                      "\xE0\xA0\x80",
                                      "\xED\x9F\xBF",
                                      "\xEE\x80\x80",
                                      "\xEF\xBF\xBD",
                                      "\xEF\xBF\xBF",
                                      "\xF0\x90\x80\x80",
                                      "\xF4\x8F\xBF\xBF"};
  for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
    assert_int_equal(check(texts[i]), strlen(texts[i]));
}

static void bad_bytes_are_found(void **state) {
  (void)state;
  static const char *const texts[] = {
      "\x80",             /* continuation alone */
      "\xC0\x80",         /* overlong */
      "\xC1\xBF",         /* overlong */
      "\xE0\x80\x80",     /* overlong */
      "\xE0\x9F\xBF",     /* overlong */
      "\xF0\x8F\xBF\xBF", /* overlong */
      "\xED\xA0\x80",     /* surrogate */
      "\xED\xBF\xBF",     /* surrogate */
      "\xF4\x90\x80\x80", /* above U+10FFFF */
      "\xF5\x80\x80\x80", /* never a lead byte */
      "\xFF",
      "\xC3", /* cut off */
      "\xE2\x82",
      "\xF0\x9F\x98",
      "\xC3(" /* no continuation */
  };
  for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
    char text[16];
    (void)snprintf(text, sizeof text, "ab%s", texts[i]);
    assert_int_equal(check(text), 2);
    size_t size = 9;
    assert_int_equal(egb_utf8_next(texts[i], strlen(texts[i]), &size), -1);
    assert_int_equal(size, 1);
  }
  assert_int_equal(egb_utf8_check("a\0b", 3), 1);
  /* The last byte of a character lies beyond the length given. */
  assert_int_equal(egb_utf8_check("\xE2\x82\xAC", 2), 0);
  assert_int_equal(egb_utf8_count("a\xE2\x82\xAC\xFFz", 6), 4);
}

static void widths_are_those_of_a_terminal(void **state) {
  (void)state;
  static const struct {
    const char *text;
    size_t width;
  } cases[] = {
      {"", 0},
      {"abc", 3},
      {"日本語", 6},
      {"대한민국", 8},
      {"ＡＢ", 4},
      {"ｱｲ", 2},
      {"Côte d’Ivoire", 13},
      {"e\xCC\x81", 1},                            /* e + combining acute */
      {"\xE1\x84\x92\xE1\x85\xA1\xE1\x86\xAB", 2}, /* Hangul as three conjoining letters */
      {"😀", 2},
      {"👩\xE2\x80\x8D🚀", 2}, /* joined by ZWJ */
      {"👨\xE2\x80\x8D👩\xE2\x80\x8D👧\xE2\x80\x8D👦", 2},
      {"👍🏽", 2}, /* skin tone */
      {"🇪🇪", 2},       /* a flag */
      {"🇪🇪🇯🇵", 4},
      {"\xE2\x9D\xA4\xEF\xB8\x8F", 2}, /* heart + emoji style */
      {"\xE2\x9D\xA4", 1},
      {"1\xEF\xB8\x8F\xE2\x83\xA3", 2},                /* keycap */
      {"\xC2\xB1\xC3\x97\xE2\x80\xA6\xE2\x94\x80", 4}, /* ambiguous: one each */
      {"\xE2\x80\x8B", 1},                             /* a zero-width space is shown as replaced */
      {"a\xE2\x80\x8C", 1},                            /* zero-width non-joiner */
      {"a\tb\033[0m", 7},                              /* as replaced: one column each */
      {"\xFF\xFE", 2},
      {"\xE2\x80\xAE", 1},     /* a bidirectional override is shown as replaced */
      {"\xF0\x9F\xAB\xA0", 2}, /* an emoji younger than some tables */
  };
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    if (egb_display_width(cases[i].text) != cases[i].width)
      fail_msg("case %zu: %zu columns, not %zu", i, egb_display_width(cases[i].text), cases[i].width);
    /* What is shown takes as many columns as was said. */
    egb_buffer shown = {0};
    egb_utf8_show(&shown, cases[i].text, strlen(cases[i].text));
    assert_int_equal(shown.length == 0 ? 0 : egb_display_width(shown.text), cases[i].width);
    egb_buffer_clear(&shown);
  }
}

static void cutting_keeps_characters_whole(void **state) {
  (void)state;
  const char *family = "a👨\xE2\x80\x8D👩\xE2\x80\x8D👧z";
  assert_int_equal(egb_utf8_fit(family, strlen(family), 1), 1);
  assert_int_equal(egb_utf8_fit(family, strlen(family), 2), 1);
  assert_int_equal(egb_utf8_fit(family, strlen(family), 3), strlen(family) - 1);
  assert_int_equal(egb_utf8_fit("日本", 6, 3), 3);
  assert_int_equal(egb_utf8_fit("e\xCC\x81x", 4, 1), 3);
  assert_int_equal(egb_utf8_fit("abc", 3, 0), 0);
  assert_int_equal(egb_utf8_fit("abc", 3, 99), 3);
}

static void unsafe_characters_are_replaced(void **state) {
  (void)state;
  static const int32_t unsafe[] = {0,      7,      9,      10,     13,     27,      0x7F,   0x80,    0x9F,   0x2028,
                                   0x2029, 0x202A, 0x202E, 0x2066, 0x2069, 0x206A,  0x206F, 0xE0001, 0xAD,   0x34F,
                                   0x61C,  0x115F, 0x17B4, 0x17B5, 0x180E, 0x200B,  0x200E, 0x200F,  0x2060, 0x2064,
                                   0x3164, 0xFEFF, 0xFFA0, 0xFFF9, 0xFFFB, 0xE0020, 0xE007F};
  static const int32_t safe[] = {' ',    'a',    0xA0,   0xAC,   0xAE,   0x34E,  0x350,   0x61B,  0x61D,
                                 0x1160, 0x200A, 0x200C, 0x200D, 0x2010, 0x2027, 0x202F,  0x205F, 0x2070,
                                 0x3000, 0x3163, 0xFE0F, 0xFF00, 0xFFFC, 0xFFFD, 0x1F600, 0xE0100};
  for (size_t i = 0; i < sizeof unsafe / sizeof unsafe[0]; i++)
    assert_true(egb_utf8_unsafe(unsafe[i]));
  for (size_t i = 0; i < sizeof safe / sizeof safe[0]; i++)
    assert_false(egb_utf8_unsafe(safe[i]));
  egb_buffer out = {0};
  egb_utf8_show(&out,
                "x\033[2Jé\xFF\xC2\x9B"
                "3\xE2\x80\xAEok\0end",
                20);
  assert_string_equal(out.text, "x\xEF\xBF\xBD[2Jé\xEF\xBF\xBD\xEF\xBF\xBD"
                                "3\xEF\xBF\xBDok\xEF\xBF\xBD"
                                "end");
  egb_buffer_clear(&out);
}

static void keys_compare_names(void **state) {
  (void)state;
  assert_true(egb_utf8_same("Côte d'Ivoire", "cote d'ivoire"));
  assert_true(egb_utf8_same("  ÅLAND ", "aland"));
  assert_true(egb_utf8_same("STRASSE", "straße"));
  assert_true(egb_utf8_same("\xCE\xA3\xCE\x91\xCE\xA3", "\xCF\x83\xCE\xB1\xCF\x82")); /* final sigma */
  assert_true(egb_utf8_same("ＵＳＡ\xE3\x80\x80", "usa"));
  assert_true(egb_utf8_same("Việt Nam", "viet nam"));
  assert_true(egb_utf8_same("", "   "));
  assert_true(egb_utf8_same("a\xFF", "A\xFF"));
  assert_false(egb_utf8_same("Niger", "Nigeria"));
  assert_false(egb_utf8_same("ハリ", "パリ")); /* voicing marks are not accents */
  assert_false(egb_utf8_same("कि", "की"));     /* vowel signs are not accents */
}

static void shown_texts_fit(void **state) {
  (void)state;
  static const struct {
    const char *text;
    size_t width;
    const char *shown;
  } cases[] = {{"Estonia", 0, "Estonia"},
               {"Estonia", 7, "Estonia"},
               {"Estonia", 6, "Eston…"},
               {"臺灣", 4, "臺灣"},
               {"臺灣人", 4, "臺…"}, /* a wide character is not cut in half */
               {"臺灣", 1, "…"},
               {"", 3, ""},
               {"a\x1b[2J", 3, "a\xEF\xBF\xBD…"}};
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    char *shown = egb_display_text(cases[i].text, cases[i].width);
    assert_non_null(shown);
    assert_string_equal(shown, cases[i].shown);
    egb_free(shown);
  }
}

static uint32_t roll(uint32_t *seed) {
  *seed = *seed * 1664525u + 1013904223u;
  return *seed >> 8;
}

/* Eight bytes at a time or one by one: the check ends at the same byte, wherever a zero or a bad byte is. */
static void the_check_ends_where_the_text_does(void **state) {
  (void)state;
  uint32_t seed = 9;
  for (int round = 0; round < 20000; round++) {
    char text[40];
    const size_t length = roll(&seed) % sizeof text;
    for (size_t i = 0; i < length; i++)
      text[i] = (char)(1 + roll(&seed) % 127);
    static const char odd[] = {'\0', '\x80', '\xFF', '\x7F', '\x01', '\xC3', '\xA9'};
    for (size_t k = roll(&seed) % 3; k > 0 && length > 0; k--)
      text[roll(&seed) % length] = odd[roll(&seed) % sizeof odd];
    size_t at = 0, size = 0;
    while (at < length && egb_utf8_next(text + at, length - at, &size) > 0)
      at += size;
    assert_int_equal(egb_utf8_check(text, length), at);
  }
}

/* A text of ASCII is levelled as the same text is before a letter that is not. */
static void levelled_ascii(void **state) {
  (void)state;
  static const unsigned differences[] = {EGB_UTF8_FORM, EGB_UTF8_SPACES, EGB_UTF8_LETTERS, EGB_UTF8_APOSTROPHES,
                                         EGB_UTF8_FORM | EGB_UTF8_SPACES | EGB_UTF8_LETTERS | EGB_UTF8_APOSTROPHES};
  uint32_t seed = 10;
  for (int round = 0; round < 5000; round++) {
    char text[100];
    const size_t length = roll(&seed) % 90;
    for (size_t i = 0; i < length; i++)
      text[i] = (char)(1 + roll(&seed) % 127);
    memcpy(text + length, "x\xC3\xA9", 4);
    const unsigned which = differences[(unsigned)round % (sizeof differences / sizeof differences[0])];
    egb_buffer alone = {0}, before = {0};
    egb_utf8_level(&alone, text, length + 1, which);
    egb_utf8_level(&before, text, length + 3, which);
    egb_buffer_text(&alone, "\xC3\xA9");
    assert_false(alone.failed || before.failed);
    assert_int_equal(alone.length, before.length);
    assert_memory_equal(alone.text, before.text, alone.length);
    egb_buffer_clear(&alone);
    egb_buffer_clear(&before);
  }
}

/* Every byte at every place of a text that is not a whole number of words. */
static void ascii_is_1_to_127(void **state) {
  (void)state;
  char text[19];
  for (size_t at = 0; at < sizeof text; at++)
    for (int byte = 0; byte < 256; byte++) {
      memset(text, 'x', sizeof text);
      text[at] = (char)byte;
      assert_int_equal(egb_utf8_is_ascii(text, sizeof text), byte >= 1 && byte <= 127);
    }
  assert_true(egb_utf8_is_ascii("", 0));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_check_ends_where_the_text_does),
      cmocka_unit_test(levelled_ascii),
      cmocka_unit_test(ascii_is_1_to_127),
      cmocka_unit_test(valid_text_is_accepted),
      cmocka_unit_test(bad_bytes_are_found),
      cmocka_unit_test(widths_are_those_of_a_terminal),
      cmocka_unit_test(cutting_keeps_characters_whole),
      cmocka_unit_test(unsafe_characters_are_replaced),
      cmocka_unit_test(keys_compare_names),
      cmocka_unit_test(shown_texts_fit),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
