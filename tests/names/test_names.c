/* What a name or a code means. */
#include "base/buffer.h"
#include "names/names.h"
#include "names/table.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void means(const char *text, const char *expected) {
  const char *id[EGB_NAMES_MEANINGS];
  char all[64] = "";
  const size_t count = egb_names_resolve(text, strlen(text), id, EGB_NAMES_MEANINGS);
  assert_true(count <= EGB_NAMES_MEANINGS);
  for (size_t i = 0; i < count; i++)
    (void)snprintf(all + strlen(all), sizeof all - strlen(all), "%s%s", i == 0 ? "" : " ", id[i]);
  if (strcmp(all, expected) != 0)
    fail_msg("`%s` means `%s`, not `%s`", text, all, expected);
}

static void names_as_publishers_write_them(void **state) {
  (void)state;
  static const char *const cases[][2] = {
      {"Bahamas, The", "BHS"},
      {"The Bahamas", "BHS"},
      {"Congo (Brazzaville)", "COG"},
      {"Congo, Dem. Rep.", "COD"},
      {"Congo, Rep.", "COG"},
      {"Dem. People's Rep. of Korea", "PRK"},
      {"Korea, Dem. People's Rep.", "PRK"},
      {"Korea, Rep.", "KOR"},
      {"Côte d'Ivoire", "CIV"},
      {"Côte d’Ivoire", "CIV"},
      {"Cōte d`Ivoire", "CIV"},
      {"CÔTE D'IVOIRE", "CIV"},
      {"Co\xCC\x82te d'Ivoire", "CIV"},
      {"Hong Kong SAR, China", "HKG"},
      {"Taiwan, China", "TWN"},
      {"Chinese Taipei", "TWN"},
      {"臺灣", "TWN"},
      {"台灣", "TWN"},
      {"台湾", "TWN"},
      {"日本", "JPN"},
      {"독일", "DEU"},
      {"德國", "DEU"},
      {"德国", "DEU"},
      {"Swaziland", "SWZ"},
      {"Czech Republic", "CZE"},
      {"Macedonia, FYR", "MKD"},
      {"The Republic of Türkiye", "TUR"},
      {"Turkey", "TUR"},
      {"Viet Nam", "VNM"},
      {"Lao PDR", "LAO"},
      {"United States of America**", "USA"},
      {"Finland [1]", "FIN"},
      {"Finland (a)", "FIN"},
      {"Finland¹", "FIN"},
      {" Finland\xC2\xA0", "FIN"},
      {"Trinidad & Tobago", "TTO"},
      {"St Lucia", "LCA"},
      {"Saint Lucia", "LCA"},
      {"Timor\xE2\x80\x93Leste", "TLS"},
      {"EL", "GRC"},
      {"UK", "GBR"},
      {"GB", "GBR"},
      {"XKO", "XKX"},
      {"KSV", "XKX"},
      {"OWID_KOS", "XKX"},
      {"XK", "XKX"},
      {"NA", "NAM"},
      {"NO", "NOR"},
      {"ROM", "ROU"},
      {"ZAR", "COD"},
      {"TMP", "TLS"},
      {"WBG", "PSE"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
    means(cases[i][0], cases[i][1]);
}

static void several_units_are_all_given(void **state) {
  (void)state;
  means("Congo", "COD COG");
  means("剛果", "COD COG");
  means("Korea", "KOR PRK");
  means("Korea*", "KOR PRK");
  means("Virgin Islands", "VGB VIR");
  const char *id[1];
  assert_int_equal(egb_names_resolve("Congo", 5, id, 1), 2);
  assert_string_equal(id[0], "COD");
}

static void nothing_is_found_by_distance(void **state) {
  (void)state;
  static const char *const texts[] = {"",      " ",         "*",        "Denmrk", "Finlan",      "Finlande du Nord",
                                      "World", "EU27_2020", "OWID_WRL", "Niger1", "208",         "004",
                                      "Nord",  "X",         "\xFF",     "Áx",     "Congo, Korea"};
  for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
    means(texts[i], "");
  char *hostile = malloc(1 << 20);
  assert_non_null(hostile);
  memset(hostile, '*', 1 << 20);
  const char *id[1];
  assert_int_equal(egb_names_resolve(hostile, 1 << 20, id, 1), 0);
  assert_int_equal(egb_names_resolve(hostile, 256, id, 1), 0);
  free(hostile);
}

static void code_is(const char *text, const char *expected) {
  const char *id[EGB_NAMES_MEANINGS];
  const size_t count = egb_names_resolve_code(text, strlen(text), id, EGB_NAMES_MEANINGS);
  assert_int_equal(count, expected == NULL ? 0 : 1);
  if (expected != NULL)
    assert_string_equal(id[0], expected);
}

static void codes_alone(void **state) {
  (void)state;
  code_is("208", "DNK");
  code_is("4", "AFG");
  code_is("004", "AFG");
  code_is("52", "BRB");
  code_is("EL", "GRC");
  code_is("dnk", "DNK");
  code_is("Denmark", NULL);
  code_is("0", NULL);
  code_is("999", NULL);
  code_is("4.0", NULL);
}

static void reasons_for_logs(void **state) {
  (void)state;
  char why[80];
  egb_names_why("Swaziland", 9, "SWZ", why, sizeof why);
  assert_string_equal(why, "former name, CLDR, iso-codes, own");
  egb_names_why("Burma", 5, "MMR", why, sizeof why);
  assert_string_equal(why, "former name, iso-codes, own");
  egb_names_why("Czech Republic", 14, "CZE", why, sizeof why);
  assert_string_equal(why, "former name, CLDR, iso-codes, country-codes, own");
  egb_names_why("Eswatini", 8, "SWZ", why, sizeof why);
  assert_true(strncmp(why, "name, CLDR", 10) == 0);
  egb_names_why("EL", 2, "GRC", why, sizeof why);
  assert_string_equal(why, "Eurostat code, own");
  egb_names_why("208", 3, "DNK", why, sizeof why);
  assert_string_equal(why, "UN M49 code, iso-codes");
  egb_names_why("EL", 2, "ALB", why, sizeof why);
  assert_string_equal(why, "");
  assert_string_equal(egb_names_english("GRC"), "Greece");
  assert_string_equal(egb_names_english("XKX"), "Kosovo");
  assert_null(egb_names_english("XXX"));
}

static const char *key_of(size_t row) {
  const uint32_t key = egb_names_rows[row].key;
  return egb_names_keys[key / EGB_NAMES_BLOCK] + key % EGB_NAMES_BLOCK;
}

static void table_is_sorted_and_folding_it_changes_nothing(void **state) {
  (void)state;
  egb_buffer key = {0};
  for (size_t i = 0; i < egb_names_row_count; i++) {
    key.length = 0;
    egb_names_fold(&key, key_of(i), strlen(key_of(i)));
    assert_string_equal(key.text, key_of(i));
    if (i == 0)
      continue;
    const int order = strcmp(key_of(i - 1), key_of(i));
    assert_true(order < 0 || (order == 0 && egb_names_rows[i - 1].unit <= egb_names_rows[i].unit));
  }
  for (size_t i = 1; i < egb_names_unit_count; i++)
    assert_true(strcmp(egb_names_unit[i - 1].id, egb_names_unit[i].id) < 0);
  egb_buffer_clear(&key);
}

/* The next field of a line of the file; only its names are quoted. */
static char *next_field(char **at) {
  char *field = *at, *to = field, *from = field;
  const bool quoted = *from == '"';
  for (from += quoted; *from != '\0' && (quoted || *from != ','); from++) {
    if (quoted && *from == '"' && *++from != '"')
      break;
    *to++ = *from;
  }
  *at = *from != '\0' ? from + 1 : from;
  *to = '\0';
  return field;
}

/* Every row of the file is found, as the unit it says; of several only where it says so. */
static void every_name_of_the_file_is_found(void **state) {
  (void)state;
  char path[4096], line[1024];
  (void)snprintf(path, sizeof path, "%s/data/unit-names.csv", getenv("EGOVBENCH_SOURCE"));
  FILE *file = fopen(path, "r");
  assert_non_null(file);
  assert_non_null(fgets(line, sizeof line, file));
  size_t count = 0;
  while (fgets(line, sizeof line, file) != NULL) {
    char *at = line;
    const char *unit = next_field(&at), *name = next_field(&at), *kind = next_field(&at);
    const char *id[EGB_NAMES_MEANINGS];
    const bool number = strcmp(kind, "m49") == 0;
    const size_t found = number ? egb_names_resolve_code(name, strlen(name), id, EGB_NAMES_MEANINGS)
                                : egb_names_resolve(name, strlen(name), id, EGB_NAMES_MEANINGS);
    bool same = false;
    for (size_t i = 0; i < found; i++)
      same = same || strcmp(id[i], unit) == 0;
    if (!same || (found == 1) == (strcmp(kind, "shared") == 0))
      fail_msg("`%s` of %s is found as %zu units, the first %s", name, unit, found, found != 0 ? id[0] : "none");
    count++;
  }
  assert_int_equal(fclose(file), 0);
  assert_int_equal(count, egb_names_row_count);
}

/* Names and codes as publishers write them (published.csv), with the units they mean. */
static void published_names_mean_their_units(void **state) {
  (void)state;
  char path[4096], line[1024];
  (void)snprintf(path, sizeof path, "%s/tests/names/published.csv", getenv("EGOVBENCH_SOURCE"));
  FILE *file = fopen(path, "r");
  assert_non_null(file);
  assert_non_null(fgets(line, sizeof line, file));
  size_t count = 0;
  while (fgets(line, sizeof line, file) != NULL) {
    char *at = line;
    line[strcspn(line, "\n")] = '\0';
    const bool code = strcmp(next_field(&at), "code") == 0;
    const char *text = next_field(&at);
    if (!code)
      means(text, at);
    else
      code_is(text, at[0] != '\0' ? at : NULL);
    count++;
  }
  assert_int_equal(fclose(file), 0);
  assert_int_equal(count, 193 + 12 + 19);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(names_as_publishers_write_them),
      cmocka_unit_test(several_units_are_all_given),
      cmocka_unit_test(nothing_is_found_by_distance),
      cmocka_unit_test(codes_alone),
      cmocka_unit_test(reasons_for_logs),
      cmocka_unit_test(table_is_sorted_and_folding_it_changes_nothing),
      cmocka_unit_test(every_name_of_the_file_is_found),
      cmocka_unit_test(published_names_mean_their_units),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
