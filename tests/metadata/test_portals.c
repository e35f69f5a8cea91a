/* Marks of portals fail where they should: bundles of files that the program would not write. Days of periods by the
 * calendar. */
#include "metadata/metadata.h"
#include "metadata/vocabulary.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static const egb_bundle_column columns[] = {{.name = "unit", .kind = EGB_CELL_TEXT},
                                            {.name = "a, \"b\"", .kind = EGB_CELL_NUMBER}};

static egb_bundle_file table_of(const char *text, size_t count) {
  return (egb_bundle_file){.path = "results/ranking.csv",
                           .bytes = text,
                           .length = strlen(text),
                           .role = EGB_KEPT_RESULT,
                           .media_type = "text/csv",
                           .title = "Ranking",
                           .column = columns,
                           .column_count = count};
}

/* The state of a mark of a portal, for a bundle of one table. */
static egb_mark_state state_of(const char *portal, const char *mark, const egb_bundle_about *about, const char *text,
                               size_t count) {
  egb_bundle_mark marks[EGB_BUNDLE_MARKS];
  egb_bundle_file file = table_of(text, count);
  egb_bundle bundle = {.arena = egb_arena_new(), .about = *about, .file = &file, .file_count = 1};
  assert_non_null(bundle.arena);
  const size_t found = egb_bundle_portal_named(portal)->marks(&bundle, bundle.arena, marks);
  size_t at = 0;
  while (at < found && strcmp(marks[at].name, mark) != 0)
    at++;
  assert_true(at < found && marks[at].why[0] != '\0');
  egb_arena_free(bundle.arena);
  return marks[at].state;
}

static const egb_bundle_about bare = {.id = "x"}, placed = {.id = "x", .address = "https://example.org/"};

static void taiwan(void **state) {
  (void)state;
  static const char good[] = "unit,\"a, \"\"b\"\"\"\r\nX,1\r\n\"Y\nZ\",2\r\n";
  static const struct {
    const char *mark, *text;
    size_t columns;
    egb_mark_state state;
  } cases[] = {
      {"structure", good, 2, EGB_MARK_PASSES},
      {"structure", good, 0, EGB_MARK_FAILS}, /* no table is described */
      {"encoding_match", good, 2, EGB_MARK_PASSES},
      {"encoding_match", "unit,\"a, \"\"b\"\"\"\nC\xF4te,1\n", 2, EGB_MARK_FAILS}, /* Latin-1 */
      {"desc_match", good, 2, EGB_MARK_PASSES},
      {"desc_match", "\"a, \"\"b\"\"\",unit\n1,X\n", 2, EGB_MARK_FAILS}, /* another order */
      {"desc_match", "unit,\"a, \"\"b\"\"\",c\nX,1,2\n", 2, EGB_MARK_FAILS},
      {"desc_match", "unit\nX\n", 2, EGB_MARK_FAILS},
      {"desc_match", "", 2, EGB_MARK_FAILS},
      {"csv", good, 2, EGB_MARK_PASSES},
      {"csv", "unit,\"a, \"\"b\"\"\"\nX,1\nY\n", 2, EGB_MARK_FAILS},
      {"csv", "unit,\"a, \"\"b\"\"\"\nX,1,2\n", 2, EGB_MARK_FAILS},
  };
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
    if (state_of("data.gov.tw", cases[i].mark, &bare, cases[i].text, cases[i].columns) != cases[i].state)
      fail_msg("%s of case %zu", cases[i].mark, i + 1);
  assert_int_equal(state_of("data.gov.tw", "linkable", &bare, good, 2), EGB_MARK_FAILS);
  assert_int_equal(state_of("data.gov.tw", "linkable", &placed, good, 2), EGB_MARK_UNKNOWN);
}

static void europe(void **state) {
  (void)state;
  egb_bundle_about about = {.id = "x", .spatial = "Slovakia", .period = "wave 3", .licence = "facts with attribution"};
  const char *const place = "findability: geo search", *const licence = "reusability: licence";
  assert_int_equal(state_of("data.europa.eu", place, &about, "", 0), EGB_MARK_FAILS); /* a name, no address */
  assert_int_equal(state_of("data.europa.eu", "findability: time based search", &about, "", 0), EGB_MARK_FAILS);
  assert_int_equal(state_of("data.europa.eu", licence, &about, "", 0), EGB_MARK_FAILS); /* nothing explains it */
  about.spatial = "http://publications.europa.eu/resource/authority/country/SVK";
  about.licence = "MIT";
  assert_int_equal(state_of("data.europa.eu", place, &about, "", 0), EGB_MARK_PASSES);
  assert_int_equal(state_of("data.europa.eu", licence, &about, "", 0), EGB_MARK_PASSES);
  assert_int_equal(state_of("data.europa.eu", "reusability: licence vocabulary", &about, "", 0), EGB_MARK_FAILS);
}

static void assert_days(const char *period, const char *first, const char *last) {
  char from[11], to[11];
  assert_true(egb_vocabulary_days(period, from, to));
  assert_string_equal(from, first);
  assert_string_equal(to, last);
}

static void days_of_periods(void **state) {
  (void)state;
  static const char *const none[] = {"",          "24",       "wave 3",     "2024-13",      "2024-00",
                                     "2024-Q5",   "2024-Q",   "2024-",      "2024-H",       "2024-Q0",
                                     "2024-H3",   "2024-Q1x", "2023-02-29", "2024-04-31",   "2024-1",
                                     "2024-01-1", "20240101", "0000",       "2024-01-01T00"};
  char from[11], to[11];
  assert_days("2024", "2024-01-01", "2024-12-31");
  assert_days("2024-02", "2024-02-01", "2024-02-29");
  assert_days("1900-02", "1900-02-01", "1900-02-28"); /* a century that is no leap year */
  assert_days("2000-02", "2000-02-01", "2000-02-29");
  assert_days("2024-Q3", "2024-07-01", "2024-09-30");
  assert_days("2024-H2", "2024-07-01", "2024-12-31");
  assert_days("2024-12-31", "2024-12-31", "2024-12-31");
  for (size_t i = 0; i < sizeof none / sizeof none[0]; i++)
    if (egb_vocabulary_days(none[i], from, to))
      fail_msg("%s has days", none[i]);
  assert_false(egb_vocabulary_days(NULL, from, to));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(taiwan),
      cmocka_unit_test(europe),
      cmocka_unit_test(days_of_periods),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
