/* Which text of several languages is shown: RFC 4647's lookup, and a longer tag where no shorter one is asked for. */
#include "model/labels.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static const egb_label texts[] = {
    {"en", "first"}, {"zh-Hant-TW", "Taiwan"}, {"zh-Hans", "plain"}, {"pt", "Portuguese"}};
static const egb_labels labels = {texts, sizeof texts / sizeof *texts};

static void assert_picked(const char *const *languages, const char *wanted) {
  assert_string_equal(egb_labels_pick(labels, languages, "id"), wanted);
}

static void exact_longer_and_shorter(void **state) {
  (void)state;
  assert_picked((const char *const[]){"zh-Hans", NULL}, "plain");
  assert_picked((const char *const[]){"ZH-hans", NULL}, "plain");    /* the case of tags says nothing */
  assert_picked((const char *const[]){"zh-Hant", NULL}, "Taiwan");   /* goes on with a subtag */
  assert_picked((const char *const[]){"zh", NULL}, "Taiwan");        /* the first that does */
  assert_picked((const char *const[]){"pt-BR", NULL}, "Portuguese"); /* content with less */
  assert_picked((const char *const[]){"e", NULL}, "first");          /* no language: the first text */
}

static void one_language_after_the_other(void **state) {
  (void)state;
  assert_picked((const char *const[]){"ja", "pt", "en", NULL}, "Portuguese");
  assert_picked((const char *const[]){"", "pt", NULL}, "Portuguese");
  assert_picked((const char *const[]){"ja", NULL}, "first");
  assert_picked((const char *const[]){"zh-Hans-CN", "en", NULL}, "plain");
  assert_picked((const char *const[]){"zh-Latn", "pt", NULL}, "Portuguese"); /* not content with another script */
  assert_picked(NULL, "first");
  assert_string_equal(egb_labels_pick((egb_labels){NULL, 0}, NULL, "id"), "id");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(exact_longer_and_shorter),
      cmocka_unit_test(one_language_after_the_other),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
