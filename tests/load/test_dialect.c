/* How files are written: each spelling of one table reads to the same numbers, whatever keys are combined, and what is
 * refused names the key that helps, which then does. */
#include "base/buffer.h"
#include "model/dataset.h"
#include "small.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define HEAD "egovbench: 1\nid: t\ntitle: T\n"
#define LIST "tests/load/data/t.yaml"

static small read_as(const char *entry, const char *rest, const char *table) {
  char definition[2000];
  (void)snprintf(definition, sizeof definition, HEAD "data: [{file: '-'%s}]\n%s", entry, rest);
  small s = small_parse(LIST, definition);
  small_ok(&s);
  const egb_data_options options = {.size = sizeof options, .stdin_text = table, .stdin_length = strlen(table)};
  small_load(&s, &options);
  return s;
}

/* period NULL: there are no periods. */
static double value(const small *s, const char *unit, const char *period, const char *column) {
  const size_t u = egb_dataset_find_unit(s->data, unit), c = egb_dataset_column(s->data, column);
  assert_true(u != EGB_NONE && c != EGB_NONE);
  for (size_t p = 0; p < s->data->period_count; p++)
    if (period == NULL || strcmp(s->data->period[p], period) == 0)
      return egb_dataset_values(s->data, p, c)[u];
  fail_msg("no period %s", period);
  return NAN;
}

/* ---- every combination of spellings against one table of truth ------------------------------- */

static const char *const units[] = {"EST", "DNK"};
static const char *const years[] = {"2020", "2021"};
static const char *const columns[] = {"a", "b"};
static const double truth[2][2][2] = {{{1234.5, -2}, {NAN, 0.25}}, {{1000000, 3}, {12, 4.75}}};

typedef struct spelling {
  char delimiter, decimal, thousands;
  bool titles;
  egb_layout layout;
} spelling;

static void put_number(egb_buffer *out, spelling how, double number) {
  char digits[40];
  if (isnan(number))
    return;
  (void)snprintf(digits, sizeof digits, "%.2f", fabs(number));
  const size_t whole = strlen(digits) - 3;
  egb_buffer_text(out, number < 0 ? "\"-" : "\"");
  for (size_t i = 0; digits[i] != '\0'; i++) {
    if (i > 0 && i < whole && (whole - i) % 3 == 0 && how.thousands != '\0')
      egb_buffer_char(out, how.thousands);
    egb_buffer_char(out, digits[i] == '.' ? how.decimal : digits[i]);
  }
  egb_buffer_char(out, '"');
}

static void put_cells(egb_buffer *out, spelling how, const char *const *texts, size_t count) {
  for (size_t i = 0; i < count; i++) {
    if (i != 0)
      egb_buffer_char(out, how.delimiter);
    egb_buffer_text(out, texts[i]);
  }
}

static void put_table(egb_buffer *out, spelling how) {
  static const char *const wide[] = {"unit", "year", "a", "b"}, *const tall[] = {"unit", "year", "indicator", "value"},
                           *const periods[] = {"unit", "indicator", "2020", "2021 [YR2021]"};
  const char *const *header = how.layout == EGB_LAYOUT_WIDE ? wide : how.layout == EGB_LAYOUT_LONG ? tall : periods;
  if (how.titles)
    egb_buffer_text(out, "A title\n\nUpdated yesterday\n");
  put_cells(out, how, header, 4);
  for (size_t u = 0; u < 2; u++)
    for (size_t i = 0; i < 2; i++)
      for (size_t k = 0; k < 2; k++) {
        const size_t y = how.layout == EGB_LAYOUT_PERIODS ? k : i, c = how.layout == EGB_LAYOUT_PERIODS ? i : k;
        if (k == 0 || how.layout == EGB_LAYOUT_LONG) {
          egb_buffer_text(out, "\r\n");
          const char *keys[] = {units[u], how.layout == EGB_LAYOUT_PERIODS ? columns[c] : years[y], columns[c]};
          put_cells(out, how, keys, how.layout == EGB_LAYOUT_LONG ? 3 : 2);
        }
        egb_buffer_char(out, how.delimiter);
        put_number(out, how, truth[u][y][c]);
      }
  egb_buffer_char(out, '\n');
}

static void check_spelling(spelling how) {
  static const char *const layouts[] = {"", "wide", "long", "periods"};
  char entry[200];
  egb_buffer table = {0};
  size_t length = (size_t)snprintf(entry, sizeof entry, ", delimiter: \"%s\", layout: %s",
                                   how.delimiter == '\t' ? "tab" : (char[]){how.delimiter, '\0'}, layouts[how.layout]);
  if (how.decimal != '.')
    length += (size_t)snprintf(entry + length, sizeof entry - length, ", decimal: \"%c\"", how.decimal);
  if (how.thousands != '\0')
    length += (size_t)snprintf(entry + length, sizeof entry - length, ", thousands: %s",
                               how.thousands == ' '    ? "space"
                               : how.thousands == '\'' ? "apostrophe"
                               : how.thousands == ','  ? "comma"
                                                       : "point");
  if (how.titles)
    length += (size_t)snprintf(entry + length, sizeof entry - length, ", header: 4");
  assert_true(length < sizeof entry);
  put_table(&table, how);
  assert_false(table.failed);
  small s = read_as(entry, "indicators: [{id: a}, {id: b}]\n", table.text);
  if (s.status != EGB_OK)
    print_error("%s\n%s", entry, table.text);
  small_ok(&s);
  for (size_t u = 0; u < 2; u++)
    for (size_t y = 0; y < 2; y++)
      for (size_t c = 0; c < 2; c++)
        assert_near(value(&s, units[u], years[y], columns[c]), truth[u][y][c], 0);
  small_free(&s);
  egb_buffer_clear(&table);
}

static void test_spellings(void **state) {
  (void)state;
  static const char delimiters[] = ",;\t|", decimals[] = ".,", thousands[] = {'\0', ',', '.', ' ', '\''};
  for (size_t d = 0; d < 4; d++)
    for (size_t m = 0; m < 2; m++)
      for (size_t t = 0; t < sizeof thousands; t++)
        for (int titles = 0; titles < 2; titles++)
          for (int layout = EGB_LAYOUT_WIDE; layout <= EGB_LAYOUT_PERIODS; layout++)
            if (thousands[t] != decimals[m])
              check_spelling((spelling){delimiters[d], decimals[m], thousands[t], titles != 0, (egb_layout)layout});
}

/* ---- one key each ---------------------------------------------------------------------------- */

/* Two lines of header, as the results of surveys have them; blank cells of the first are no part of a name. */
static void test_joined_header(void **state) {
  (void)state;
  small s = read_as(", header: 2..3, unit: Country code, period: Year, columns: {a: Share of users}",
                    "indicators: [{id: a}]\n", "Survey\nCountry,,Share\ncode,Year,of users\nEST,2020,5\nDNK,2020,6\n");
  small_ok(&s);
  assert_near(value(&s, "DNK", "2020", "a"), 6, 0);
  small_free(&s);
}

/* The line `sep=;` that spreadsheets write and read, behind a byte order mark. */
static void test_separator_line(void **state) {
  (void)state;
  small s = read_as(", decimal: comma", "indicators: [{id: a}]\n",
                    "\xEF\xBB\xBFsep=;\r\nunit;year;a\r\nEST;2020;5,5\r\nDNK;2020;6\r\n");
  small_ok(&s);
  assert_near(value(&s, "EST", "2020", "a"), 5.5, 0);
  small_free(&s);
}

static void test_footer(void **state) {
  (void)state;
  static const char table[] = "unit,year,a\nEST,2020,5\nDNK,2020,6\n\nData from database: X\nLast Updated: Y\n";
  small s = read_as("", "indicators: [{id: a}]\n", table);
  assert_int_equal(s.status, EGB_REFUSED);
  assert_true(reports(s.diag, "`footer: notes`"));
  small_free(&s);
  for (size_t i = 0; i < 2; i++) {
    s = read_as(i == 0 ? ", footer: blank" : ", footer: notes", "indicators: [{id: a}]\n", table);
    small_ok(&s);
    assert_true(reports(s.diag, "2 lines below the table left out"));
    assert_int_equal(s.data->unit_count, 2);
    small_free(&s);
  }
}

/* Lines with one cell are notes where they are the last, and a fault, or a unit, anywhere else. */
static void test_notes_are_last(void **state) {
  (void)state;
  small s = read_as(", footer: notes", "indicators: [{id: a}]\n", "unit,year,a\nEST,2020,5\nNote\nDNK,2020,6\nNote\n");
  assert_int_equal(s.status, EGB_REFUSED);
  assert_true(reports(s.diag, "1 field"));
  small_free(&s);
  s = read_as(", footer: notes", "indicators: [{id: a}]\n",
              "unit,b,a\nEST,1,5\nLVA,,\nDNK,1,6\nA note,,\n\n\"An\nother\",,\n");
  small_ok(&s);
  assert_int_equal(s.data->unit_count, 3);
  small_free(&s);
}

/* A label in the upper line counts for the cells to its right where the lower line says the same twice. */
static void test_labels_over_columns(void **state) {
  (void)state;
  small s = read_as(", header: 1..2, unit: Unit, columns: {a: Users 2021, b: Cables 2022, c: Rest}",
                    "indicators: [{id: a}, {id: b}, {id: c}]\n",
                    ",Users,,Cables,,\nUnit,2021,2022,2021,2022,Rest\nEST,1,2,3,4,5\nDNK,6,7,8,9,10\n");
  small_ok(&s);
  assert_near(value(&s, "DNK", NULL, "a"), 6, 0);
  assert_near(value(&s, "DNK", NULL, "b"), 9, 0);
  assert_near(value(&s, "DNK", NULL, "c"), 10, 0);
  small_free(&s);
}

/* OECD Better Life Index: rows of total, men and women; the first column has no header. */
static void test_where(void **state) {
  (void)state;
  static const char table[] = ",LOCATION,INDICATOR,INEQUALITY,Value\n1,AUS,a,TOT,72\n2,AUS,a,MN,77\n3,AUT,a,TOT,70\n"
                              "4,AUT,a,WMN,66\n";
  small s = read_as(", unit: LOCATION, indicator: INDICATOR, value: Value, only-period: 2017, where: {INEQUALITY: TOT}",
                    "indicators: [{id: a}]\n", table);
  small_ok(&s);
  assert_near(value(&s, "AUS", "2017", "a"), 72, 0);
  assert_near(value(&s, "AUT", "2017", "a"), 70, 0);
  assert_true(reports(s.diag, "column 1 has no header, and is used only where a key names it"));
  small_free(&s);
  s = read_as(", unit: LOCATION, indicator: INDICATOR, value: Value, where: {SEX: TOT}", "indicators: [{id: a}]\n",
              table);
  assert_int_equal(s.status, EGB_REFUSED);
  assert_true(reports(s.diag, "has no column `SEX` (`where:`)"));
  small_free(&s);
}

/* World Bank: lines of title, a comma at the end of every line, a column per year, groups among the countries. */
static void test_world_bank(void **state) {
  (void)state;
  static const char table[] = "\xEF\xBB\xBF\"Data Source\",\"World Development Indicators\",\r\n\r\n"
                              "\"Last Updated Date\",\"2020-02-27\",\r\n\r\n"
                              "\"Country Name\",\"Country Code\",\"Indicator Code\",\"2017\",\"2018\",\r\n"
                              "\"Finland\",\"FIN\",\"SP.POP.TOTL\",\"5764980\",\"5793636\",\r\n"
                              "\"World\",\"WLD\",\"SP.POP.TOTL\",\"7509410000\",\"7591945270\",\r\n"
                              "\"Estonia\",\"EST\",\"SP.POP.TOTL\",\"1317384\",\"\",\r\n";
  static const char rest[] = "units: units.csv\nindicators: [{id: pop}]\n";
  small s = read_as(", unit: Country Code", rest, table);
  assert_int_equal(s.status, EGB_REFUSED);
  assert_true(reports(s.diag, "declare `header: 5`"));
  small_free(&s);
  s = read_as(
      ", unit: Country Code, header: 5, layout: periods, indicator: Indicator Code, columns: {pop: SP.POP.TOTL}", rest,
      table);
  assert_int_equal(s.status, EGB_REFUSED);
  assert_true(reports(s.diag, "`others: ignore`"));
  small_free(&s);
  s = read_as(
      ", unit: Country Code, header: 5, layout: periods, indicator: Indicator Code, columns: {pop: SP.POP.TOTL}, "
      "others: ignore, name: Country Name",
      rest, table);
  small_ok(&s);
  assert_int_equal(s.data->unit_count, 2);
  assert_near(value(&s, "FIN", "2018", "pop"), 5793636, 0);
  assert_near(value(&s, "EST", "2017", "pop"), 1317384, 0);
  assert_near(value(&s, "EST", "2018", "pop"), NAN, 0);
  assert_true(reports(s.diag, "1 row left out by `others: ignore`, of units not in the list: `WLD`"));
  small_free(&s);
}

/* Without a column of indicators, the definition's only column, or the one that is named. */
static void test_only_indicator(void **state) {
  (void)state;
  static const char table[] = "unit,2020,2021\nEST,1,2\nDNK,3,4\n";
  small s = read_as(", layout: periods", "indicators: [{id: a}]\n", table);
  small_ok(&s);
  assert_near(value(&s, "EST", "2021", "a"), 2, 0);
  small_free(&s);
  s = read_as(", layout: periods", "indicators: [{id: a}, {id: b}]\n", table);
  assert_int_equal(s.status, EGB_REFUSED);
  assert_true(reports(s.diag, "`only-indicator: ID`"));
  small_free(&s);
  s = read_as(", layout: periods, only-indicator: b", "indicators: [{id: a, compute: b}, {id: b}]\n", table);
  small_ok(&s);
  assert_near(value(&s, "DNK", "2020", "b"), 3, 0);
  small_free(&s);
  s = read_as(", layout: periods", "indicators: [{id: a}]\n", "unit,a\nEST,1\n");
  assert_int_equal(s.status, EGB_REFUSED);
  assert_true(reports(s.diag, "no header is a period"));
  small_free(&s);
}

/* A missing number is missing however it is written; a decimal comma names its key. */
static void test_numbers(void **state) {
  (void)state;
  small s = read_as(", missing: [-999]", "indicators: [{id: a}]\n", "unit,year,a\nEST,1,-999.0\nDNK,1,2\n");
  small_ok(&s);
  assert_near(value(&s, "EST", "1", "a"), NAN, 0);
  small_free(&s);
  s = read_as(", missing: [9]", "indicators: [{id: a, points: {8: 1, 9: 2}}]\n", "unit,year,a\nEST,1,9\nDNK,1,8\n");
  small_ok(&s);
  assert_near(value(&s, "EST", "1", "a"), NAN, 0);
  assert_near(value(&s, "DNK", "1", "a"), 8, 0);
  small_free(&s);
  s = read_as(", delimiter: semicolon", "indicators: [{id: a}]\n", "unit;year;a\nEST;1;3,5\n");
  assert_int_equal(s.status, EGB_REFUSED);
  assert_true(reports(s.diag, "`decimal: comma`"));
  small_free(&s);
  s = read_as(", delimiter: semicolon, decimal: comma", "indicators: [{id: a}]\n", "unit;year;a\nEST;1;3.5\n");
  assert_int_equal(s.status, EGB_REFUSED);
  small_free(&s);
  s = small_parse(LIST, HEAD "data: [{file: '-', decimal: comma, thousands: ','}]\nindicators: [{id: a}]\n");
  assert_int_equal(s.status, EGB_REFUSED);
  assert_true(reports(s.diag, "the same mark"));
  small_free(&s);
}

static void test_header_lines(void **state) {
  (void)state;
  static const char *const bad[] = {"0", "3..2", "x", "2..", "10000", "1.5"};
  for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
    char definition[200];
    (void)snprintf(definition, sizeof definition, HEAD "data: [{file: '-', header: %s}]\nindicators: [{id: a}]\n",
                   bad[i]);
    small s = small_parse(LIST, definition);
    assert_int_equal(s.status, EGB_REFUSED);
    assert_true(reports(s.diag, "no line of a file"));
    small_free(&s);
  }
  small s = read_as(", header: 9", "indicators: [{id: a}]\n", "unit,a\nEST,1\n");
  assert_int_equal(s.status, EGB_REFUSED);
  assert_true(reports(s.diag, "beyond its end"));
  small_free(&s);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_spellings),      cmocka_unit_test(test_joined_header),
      cmocka_unit_test(test_separator_line), cmocka_unit_test(test_footer),
      cmocka_unit_test(test_notes_are_last), cmocka_unit_test(test_labels_over_columns),
      cmocka_unit_test(test_where),          cmocka_unit_test(test_world_bank),
      cmocka_unit_test(test_only_indicator), cmocka_unit_test(test_numbers),
      cmocka_unit_test(test_header_lines),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
