/* Sentences in several languages: placeholders, plurals, lists, and which language is spoken. */
#include "model/phrase.h"

#include "audit/phrases.h"
#include "egovbench.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void assert_put(const char *text, egb_phrase_language language, const egb_arg *args, const char *wanted) {
  const egb_phrase phrase = {{text, text, text}};
  egb_buffer out = {0};
  egb_phrase_put(&out, &phrase, language, args);
  assert_false(out.failed);
  assert_string_equal(egb_buffer_string(&out), wanted);
  egb_buffer_clear(&out);
}

static void arguments_come_by_number(void **state) {
  (void)state;
  const egb_arg *args = EGB_ARGS(egb_arg_text("A"), egb_arg_count(3), egb_arg_fixed(-0.125, 2), egb_arg_share(0.6499));
  assert_put("{2} of {1}: {3}, {4}.", EGB_PHRASE_ENGLISH, args, "3 of A: -0.12, 64.9 %.");
  assert_put("{4}、{1}、{1}", EGB_PHRASE_CHINESE, args, "64.9%、A、A");
  assert_put("", EGB_PHRASE_ENGLISH, NULL, "");
  assert_put("plain", EGB_PHRASE_ENGLISH, NULL, "plain");
  assert_put("[{1}]", EGB_PHRASE_ENGLISH, EGB_ARGS(egb_arg_text(NULL)), "[]");
}

static void counts_choose(void **state) {
  (void)state;
  const char *text = "{1} {1:unit|units} {1:is|are}{2:|s}";
  assert_put(text, EGB_PHRASE_ENGLISH, EGB_ARGS(egb_arg_count(1), egb_arg_count(0)), "1 unit iss");
  assert_put(text, EGB_PHRASE_ENGLISH, EGB_ARGS(egb_arg_count(0), egb_arg_count(1)), "0 units are");
}

/* Names of units and nodes are anybody's. */
static void arguments_are_not_read(void **state) {
  (void)state;
  assert_put("{1} and {2}", EGB_PHRASE_ENGLISH, EGB_ARGS(egb_arg_text("{2}"), egb_arg_text("%s{1}")), "{2} and %s{1}");
}

static void what_has_no_argument_stays(void **state) {
  (void)state;
  const egb_arg *args = EGB_ARGS(egb_arg_text("A"));
  assert_put("{1} {2} {", EGB_PHRASE_ENGLISH, args, "A {2} {");
  assert_put("{} {0} {x} {1:a|b} {1", EGB_PHRASE_ENGLISH, args, "{} {0} {x} {1:a|b} {1");
  assert_put("{1}", EGB_PHRASE_ENGLISH, NULL, "{1}");
}

static void lists_end_with_how_many_more(void **state) {
  (void)state;
  egb_phrase_list list = {0};
  egb_phrase_list_add(&list, EGB_PHRASE_CHINESE, "甲");
  egb_phrase_list_number(&list, EGB_PHRASE_CHINESE, "乙", 0.5, 2);
  egb_phrase_list_end(&list, EGB_PHRASE_CHINESE);
  assert_string_equal(egb_buffer_string(&list.text), "甲、乙（0.50）");
  egb_buffer_clear(&list.text);
  list = (egb_phrase_list){0};
  for (size_t i = 0; i < EGB_PHRASE_NAMED + 2; i++)
    egb_phrase_list_add(&list, EGB_PHRASE_ENGLISH, "a");
  egb_phrase_list_end(&list, EGB_PHRASE_ENGLISH);
  assert_string_equal(egb_buffer_string(&list.text), "a, a, a, a, a, a, a, a, a, a, a, a and 2 more");
  egb_buffer_clear(&list.text);
}

static void languages_are_found_as_labels_are(void **state) {
  (void)state;
  assert_int_equal(egb_phrase_language_of(NULL), EGB_PHRASE_ENGLISH);
  assert_int_equal(egb_phrase_language_of((const char *const[]){"fr", "JA-jp", NULL}), EGB_PHRASE_JAPANESE);
  assert_int_equal(egb_phrase_language_of((const char *const[]){"zh-Hant-TW", "en", NULL}), EGB_PHRASE_CHINESE);
  assert_int_equal(egb_phrase_language_of((const char *const[]){"zh-Hans", NULL}), EGB_PHRASE_ENGLISH);
  assert_true(egb_phrases_speak("zh"));
  assert_true(egb_phrases_speak("en-GB"));
  assert_false(egb_phrases_speak("zh-Hans"));
  assert_false(egb_phrases_speak(""));
  for (size_t i = 0; i < EGB_PHRASE_LANGUAGES; i++)
    assert_true(egb_phrases_speak(egb_phrase_tag((egb_phrase_language)i)));
}

/* Which arguments a text prints, a bit each; a choice of plurals prints none. */
static unsigned printed(const char *text) {
  unsigned out = 0;
  for (const char *at = strchr(text, '{'); at != NULL; at = strchr(at + 1, '{'))
    if (at[1] >= '1' && at[1] <= '9' && at[2] == '}')
      out |= 1U << (at[1] - '0');
  return out;
}

static void assert_placeholders(const char *text, bool english) {
  for (const char *at = strchr(text, '{'); at != NULL; at = strchr(at + 1, '{')) {
    const bool plural = at[2] == ':' && strchr(at, '|') != NULL && strchr(at, '|') < strchr(at, '}');
    assert_true(at[1] >= '1' && at[1] <= '9' && (at[2] == '}' || (english && plural)));
  }
}

/* Every phrase in every language, with the same arguments in each. */
static void phrases_are_whole(void **state) {
  (void)state;
  for (size_t i = 0; i < EGB_AUDIT_PHRASES; i++) {
    const egb_phrase *phrase = &egb_audit_phrases[i];
    const bool empty = phrase->text[EGB_PHRASE_ENGLISH][0] == '\0';
    for (size_t k = 0; k < EGB_PHRASE_LANGUAGES; k++) {
      assert_int_equal(phrase->text[k][0] == '\0', empty);
      assert_int_equal(printed(phrase->text[k]), printed(phrase->text[EGB_PHRASE_ENGLISH]));
      assert_placeholders(phrase->text[k], k == EGB_PHRASE_ENGLISH);
    }
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(arguments_come_by_number),
      cmocka_unit_test(counts_choose),
      cmocka_unit_test(arguments_are_not_read),
      cmocka_unit_test(what_has_no_argument_stays),
      cmocka_unit_test(lists_end_with_how_many_more),
      cmocka_unit_test(languages_are_found_as_labels_are),
      cmocka_unit_test(phrases_are_whole),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
