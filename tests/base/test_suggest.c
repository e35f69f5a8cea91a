/* Did you mean ...? */
#include "base/suggest.h"
#include "egovbench.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const char *const words[] = {"aggregate", "minmax",  "mean",    "zscore",        "goalposts", "Norway",
                                    "Niger",     "Nigeria", "Türkiye", "Côte d'Ivoire", "OS",        "NI"};
#define WORDS (sizeof words / sizeof words[0])

static void first_is(const char *typed, const char *expected) {
  const char *out[3] = {0};
  const size_t count = egb_suggest(typed, words, WORDS, out, 3);
  if (expected == NULL) {
    assert_int_equal(count, 0);
    return;
  }
  assert_true(count > 0);
  assert_string_equal(out[0], expected);
}

static void near_words_are_found(void **state) {
  (void)state;
  first_is("minmx", "minmax");
  first_is("Niger", "Nigeria"); /* not the word itself */
  first_is("mean", NULL);
  first_is("minmxa", "minmax"); /* two neighbours swapped */
  first_is("agregate", "aggregate");
  first_is("z-score", "zscore");
  first_is("turkiye", "Türkiye");
  first_is("cote d'ivoire", "Côte d'Ivoire");
  first_is("NORWAY", "Norway");
  first_is("goal", "goalposts"); /* a beginning */
  first_is("nigera", "Niger");
  first_is("S", "OS");
}

/* Two neighbours exchanged anywhere are one slip, also in words so short that no second one is allowed. */
static void exchanged_letters_are_one_slip(void **state) {
  (void)state;
  static const char *const list[] = {"OS",     "cat",    "mean",      "equal",     "zones",
                                     "minmax", "points", "aggregate", "percentile"};
  for (size_t w = 0; w < sizeof list / sizeof *list; w++)
    for (size_t i = 0; i + 1 < strlen(list[w]); i++) {
      char typed[32];
      const char *out[1] = {NULL};
      strcpy(typed, list[w]);
      typed[i] = list[w][i + 1];
      typed[i + 1] = list[w][i];
      if (strcmp(typed, list[w]) != 0 && egb_suggest(typed, &list[w], 1, out, 1) != 1)
        fail_msg("`%s` is not near `%s`", typed, list[w]);
    }
  /* Nearer than a word that two letters are changed for. */
  static const char *const two[] = {"perxzntile", "precentile"};
  const char *out[1] = {NULL};
  assert_int_equal(egb_suggest("percentile", two, 2, out, 1), 1);
  assert_string_equal(out[0], "precentile");
}

static void far_words_are_not(void **state) {
  (void)state;
  first_is("xylophone", NULL);
  first_is("", NULL);
  first_is("   ", NULL);
  first_is("Q", NULL);
  first_is("\xFF\xFE", NULL);
  char text[5000];
  memset(text, 'm', sizeof text - 1);
  text[sizeof text - 1] = '\0';
  first_is(text, NULL);
}

static void the_same_word_comes_once(void **state) {
  (void)state;
  static const char *const twice[] = {"Taiwan", "Taiwa", "Taiwan", "Taiwan"};
  const char *out[3];
  assert_int_equal(egb_suggest("Taiwn", twice, 4, out, 3), 2);
  assert_string_equal(out[0], "Taiwan");
  assert_string_equal(out[1], "Taiwa");
}

static void a_word_of_a_longer_name_is_near(void **state) {
  (void)state;
  static const char *const names[] = {"Republic of Korea", "Koreatown", "Palestine"};
  const char *out[3];
  assert_int_equal(egb_suggest("KOREA", names, 3, out, 3), 2);
  assert_string_equal(out[0], "Koreatown"); /* a beginning comes first */
  assert_string_equal(out[1], "Republic of Korea");
  assert_int_equal(egb_suggest("epublic", names, 3, out, 3), 0);
  assert_int_equal(egb_suggest("of", names, 3, out, 3), 0); /* too short to mean one */
}

static void nearest_come_first_and_the_limit_holds(void **state) {
  (void)state;
  const char *out[2] = {0};
  assert_int_equal(egb_suggest("nigeria", words, WORDS, out, 2), 2);
  assert_string_equal(out[0], "Nigeria");
  assert_string_equal(out[1], "Niger");
  assert_int_equal(egb_suggest("nigeria", words, WORDS, out, 1), 1);
  assert_string_equal(out[0], "Nigeria");
  assert_int_equal(egb_suggest("nigeria", words, WORDS, out, 0), 0);
  assert_int_equal(egb_suggest("nigeria", NULL, 0, out, 2), 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(near_words_are_found),
      cmocka_unit_test(exchanged_letters_are_one_slip),
      cmocka_unit_test(far_words_are_not),
      cmocka_unit_test(the_same_word_comes_once),
      cmocka_unit_test(a_word_of_a_longer_name_is_near),
      cmocka_unit_test(nearest_come_first_and_the_limit_holds),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
