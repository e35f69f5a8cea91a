/* Messages: what is kept, and the four ways they are printed. */
#include "base/diag.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static egb_source source_of(const char *text) {
  return (egb_source){.name = "x.yaml", .text = text, .length = strlen(text)};
}

static egb_place place_of(const egb_source *source, const char *needle) {
  const char *found = strstr(source->text, needle);
  assert_non_null(found);
  return (egb_place){source, (uint32_t)(found - source->text), (uint32_t)strlen(needle)};
}

static void printed_is(const egb_diag *diag, egb_diag_format format, egb_severity least, const char *expected) {
  char *text = egb_diag_text(diag, format, least, false);
  assert_non_null(text);
  assert_string_equal(text, expected);
  egb_free(text);
}

/* What is printed for an error at the needle in the text. */
static void caret_is(const char *text, const char *needle, const char *expected) {
  egb_diag *diag = egb_diag_new();
  const egb_source source = source_of(text);
  egb_diag_at(diag, EGB_SEVERITY_ERROR, "E0204", place_of(&source, needle), "wrong");
  printed_is(diag, EGB_DIAG_HUMAN, EGB_SEVERITY_NOTE, expected);
  egb_diag_free(diag);
}

static void the_caret_stands_under_its_cell(void **state) {
  (void)state;
  caret_is("id: a\nweight: many\n", "many", "x.yaml:2:9: error[E0204]: wrong\n  weight: many\n          ^~~~\n");
  caret_is("日本,韓国,7", "韓国", "x.yaml:1:4: error[E0204]: wrong\n  日本,韓国,7\n       ^~~~\n");
  caret_is("e\xCC\x81,x\r\n", "x", "x.yaml:1:4: error[E0204]: wrong\n  e\xCC\x81,x\n    ^\n");
  caret_is("a\tb\tc", "b", "x.yaml:1:3: error[E0204]: wrong\n  a   b   c\n      ^\n");
  caret_is("a\tb\tc", "\tb", "x.yaml:1:2: error[E0204]: wrong\n  a   b   c\n   ^~~~\n");
  caret_is("a\033[0mb,x", "x", "x.yaml:1:8: error[E0204]: wrong\n  a\xEF\xBF\xBD[0mb,x\n         ^\n");
  caret_is("one\ntwo", "ne\ntwo", "x.yaml:1:2: error[E0204]: wrong\n  one\n   ^~\n");
}

static void a_place_at_the_end_has_a_caret(void **state) {
  (void)state;
  egb_diag *diag = egb_diag_new();
  const egb_source source = source_of("ab");
  egb_diag_at(diag, EGB_SEVERITY_ERROR, "E0301", (egb_place){&source, 2, 0}, "never closed");
  printed_is(diag, EGB_DIAG_HUMAN, EGB_SEVERITY_NOTE, "x.yaml:1:3: error[E0301]: never closed\n  ab\n    ^\n");
  egb_diag_free(diag);
}

/* Columns of the longest line, and where the caret and the X of the line above it stand. */
static void caret_meets_x(const char *printed) {
  const char *line = strchr(printed, '\n') + 1;
  const char *caret_line = strchr(line, '\n') + 1;
  char copy[1000] = {0};
  memcpy(copy, line, (size_t)(caret_line - line - 1));
  assert_true(egb_display_width(copy) <= 100);
  *strchr(copy, 'X') = '\0';
  assert_int_equal(egb_display_width(copy), strcspn(caret_line, "^"));
  assert_true(strcspn(caret_line, "\n") <= 100);
}

static void long_lines_are_cut_around_the_caret(void **state) {
  (void)state;
  static const size_t places[] = {0, 30, 60, 93, 96, 200, 395, 401, 900, 1700, 1797};
  static const char *const fillers[] = {"a", "é", "日"};
  for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
    for (size_t j = 0; j < 3; j++) {
      const size_t size = strlen(fillers[j]);
      char text[1801 + 4] = {0};
      for (size_t at = 0; at + size <= 1800; at += size)
        memcpy(text + at, fillers[j], size);
      const size_t x = places[i] / size * size;
      memset(text + x, 'X', size);
      egb_diag *diag = egb_diag_new();
      const egb_source source = source_of(text);
      egb_diag_at(diag, EGB_SEVERITY_ERROR, "E0312", (egb_place){&source, (uint32_t)x, 700}, "wrong");
      assert_int_equal(egb_diag_message(diag, 0)->column, x / size + 1);
      char *printed = egb_diag_text(diag, EGB_DIAG_HUMAN, EGB_SEVERITY_NOTE, false);
      caret_meets_x(printed);
      egb_free(printed);
      egb_diag_free(diag);
    }
  }
}

static void messages_outlive_their_sources(void **state) {
  (void)state;
  egb_diag *diag = egb_diag_new();
  char *text = strdup("k: v");
  char *name = strdup("gone.yaml");
  const egb_source source = {.name = name, .text = text, .length = 4};
  egb_diag_at(diag, EGB_SEVERITY_WARNING, "W0406", (egb_place){&source, 3, 1}, "%s has one value only", "OS");
  egb_diag_hint(diag, "drop %s", "it");
  memset(text, '?', 4);
  free(text);
  free(name);
  const egb_message *message = egb_diag_message(diag, 0);
  assert_string_equal(message->file, "gone.yaml");
  assert_string_equal(message->source_line, "k: v");
  assert_string_equal(message->text, "OS has one value only");
  assert_string_equal(message->hint, "drop it");
  assert_int_equal(message->width, 1);
  assert_null(egb_diag_message(diag, 1));
  assert_false(egb_diag_failed(diag));
  printed_is(diag, EGB_DIAG_HUMAN, EGB_SEVERITY_ERROR, "");
  printed_is(diag, EGB_DIAG_HUMAN, EGB_SEVERITY_WARNING,
             "gone.yaml:1:4: warning[W0406]: OS has one value only\n  k: v\n     ^\n  help: drop it\n");
  egb_diag_free(diag);
}

static void a_message_needs_no_place(void **state) {
  (void)state;
  egb_diag *diag = egb_diag_new();
  egb_diag_hint(diag, "belongs to nothing");
  egb_diag_say(diag, EGB_SEVERITY_ERROR, "E0901", "unknown command `\033[31mrnk\xE2\x80\xAE`");
  printed_is(diag, EGB_DIAG_HUMAN, EGB_SEVERITY_NOTE,
             "egovbench: error[E0901]: unknown command `\xEF\xBF\xBD[31mrnk\xEF\xBF\xBD`\n");
  assert_true(egb_diag_failed(diag));
  egb_diag_free(diag);
}

static void colour_only_when_asked(void **state) {
  (void)state;
  egb_diag *diag = egb_diag_new();
  const egb_source source = source_of("k: v");
  egb_diag_at(diag, EGB_SEVERITY_ERROR, "E0204", (egb_place){&source, 3, 1}, "wrong");
  egb_diag_say(diag, EGB_SEVERITY_WARNING, "W0406", "odd");
  egb_diag_say(diag, EGB_SEVERITY_NOTE, "N0311", "fine");
  char *plain = egb_diag_text(diag, EGB_DIAG_HUMAN, EGB_SEVERITY_NOTE, false);
  char *coloured = egb_diag_text(diag, EGB_DIAG_HUMAN, EGB_SEVERITY_NOTE, true);
  assert_null(strchr(plain, '\033'));
  assert_non_null(strstr(coloured, "\033[1;31merror[E0204]:\033[0m wrong"));
  assert_non_null(strstr(coloured, "\033[1;35mwarning[W0406]:\033[0m odd"));
  assert_non_null(strstr(coloured, "\033[1;36mnote[N0311]:\033[0m fine"));
  egb_free(plain);
  egb_free(coloured);
  egb_diag_free(diag);
}

static void the_list_is_capped(void **state) {
  (void)state;
  egb_diag *diag = egb_diag_new();
  for (int i = 0; i < EGB_DIAG_CAP + 2; i++)
    egb_diag_say(diag, EGB_SEVERITY_ERROR, "E0312", "error %d", i);
  egb_diag_hint(diag, "lost with its message");
  for (int i = 0; i < EGB_DIAG_CAP + 1; i++)
    egb_diag_say(diag, EGB_SEVERITY_WARNING, "W0406", "warning %d", i);
  assert_int_equal(egb_diag_count(diag, EGB_SEVERITY_ERROR), EGB_DIAG_CAP + 2);
  assert_int_equal(egb_diag_kept(diag), 2 * EGB_DIAG_CAP);
  for (int format = EGB_DIAG_HUMAN; format <= EGB_DIAG_GITHUB; format++) {
    char *text = egb_diag_text(diag, (egb_diag_format)format, EGB_SEVERITY_NOTE, false);
    assert_non_null(strstr(text, "2 more errors, 1 more warning not shown"));
    assert_null(strstr(text, "error 50"));
    assert_null(strstr(text, "lost with"));
    egb_free(text);
    text = egb_diag_text(diag, (egb_diag_format)format, EGB_SEVERITY_ERROR, false);
    assert_non_null(strstr(text, "2 more errors not shown"));
    assert_null(strstr(text, "warning 1"));
    egb_free(text);
  }
  egb_diag_free(diag);
}

static void hostile_texts_are_bounded(void **state) {
  (void)state;
  egb_diag *diag = egb_diag_new();
  char *name = malloc(300001);
  assert_non_null(name);
  for (size_t i = 0; i < 300000; i += 3)
    memcpy(name + i, "日", 3);
  name[300000] = '\0';
  const egb_source source = source_of(name);
  egb_diag_at(diag, EGB_SEVERITY_ERROR, "E0201", (egb_place){&source, 150000, 150000}, "unknown key `%s`", name);
  const egb_message *message = egb_diag_message(diag, 0);
  assert_true(strlen(message->text) < 2100 && strlen(message->source_line) < 1000);
  assert_string_equal(message->text + strlen(message->text) - 6, "日…");
  assert_int_equal(message->column, 50001);
  free(name);
  egb_diag_free(diag);
}

static egb_diag *sample(void) {
  egb_diag *diag = egb_diag_new();
  static const egb_source source = {.name = "a b,c:%.csv", .text = "x,\"1\t\n", .length = 6};
  egb_diag_at(diag, EGB_SEVERITY_ERROR, "E0312", (egb_place){&source, 2, 3}, "bad \"cell\"\n100%% \x01\xFF");
  egb_diag_hint(diag, "write it, so: 1");
  egb_diag_say(diag, EGB_SEVERITY_NOTE, "N0311", "unused");
  return diag;
}

static void json_shape(void **state) {
  (void)state;
  egb_diag *diag = sample();
  printed_is(diag, EGB_DIAG_JSON, EGB_SEVERITY_NOTE,
             "[\n"
             "  {\"severity\":\"error\",\"code\":\"E0312\",\"message\":\"bad \\\"cell\\\"\\n100% \\u0001\xEF\xBF\xBD\","
             "\"hint\":\"write it, so: 1\",\"file\":\"a b,c:%.csv\",\"line\":1,\"column\":3,\"width\":3,"
             "\"source_line\":\"x,\\\"1\\t\"},\n"
             "  {\"severity\":\"note\",\"code\":\"N0311\",\"message\":\"unused\",\"hint\":null,\"file\":null}\n"
             "]\n");
  egb_diag_free(diag);
  diag = egb_diag_new();
  printed_is(diag, EGB_DIAG_JSON, EGB_SEVERITY_NOTE, "[]\n");
  egb_diag_free(diag);
}

static void sarif_shape(void **state) {
  (void)state;
  egb_diag *diag = sample();
  char *text = egb_diag_text(diag, EGB_DIAG_SARIF, EGB_SEVERITY_NOTE, false);
  static const char *const parts[] = {
      "\"version\":\"2.1.0\"",
      "\"rules\":[{\"id\":\"E0312\"},{\"id\":\"N0311\"}]",
      "\"executionSuccessful\":false",
      "\"columnKind\":\"unicodeCodePoints\"",
      "{\"ruleId\":\"E0312\",\"level\":\"error\",\"message\":{\"text\":\"bad \\\"cell\\\"\\n100% "
      "\\u0001\xEF\xBF\xBD\\nhelp: write it, so: 1\"},\"locations\":[{\"physicalLocation\":{\"artifactLocation\":"
      "{\"uri\":\"a%20b%2Cc%3A%25.csv\"},\"region\":{\"startLine\":1,\"startColumn\":3,\"endColumn\":6}}}]}",
      "{\"ruleId\":\"N0311\",\"level\":\"note\",\"message\":{\"text\":\"unused\"}}",
  };
  for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++)
    if (strstr(text, parts[i]) == NULL)
      fail_msg("%s is not in\n%s", parts[i], text);
  egb_free(text);
  egb_diag_free(diag);
}

static void github_shape(void **state) {
  (void)state;
  egb_diag *diag = sample();
  printed_is(diag, EGB_DIAG_GITHUB, EGB_SEVERITY_NOTE,
             "::error file=a b%2Cc%3A%25.csv,line=1,col=3,endColumn=6,title=E0312::bad \"cell\"\xEF\xBF\xBD"
             "100%25 \xEF\xBF\xBD\xEF\xBF\xBD%0Ahelp: write it, so: 1\n"
             "::notice title=N0311::unused\n");
  egb_diag_free(diag);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_caret_stands_under_its_cell),
      cmocka_unit_test(a_place_at_the_end_has_a_caret),
      cmocka_unit_test(long_lines_are_cut_around_the_caret),
      cmocka_unit_test(messages_outlive_their_sources),
      cmocka_unit_test(a_message_needs_no_place),
      cmocka_unit_test(colour_only_when_asked),
      cmocka_unit_test(the_list_is_capped),
      cmocka_unit_test(hostile_texts_are_bounded),
      cmocka_unit_test(json_shape),
      cmocka_unit_test(sarif_shape),
      cmocka_unit_test(github_shape),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
