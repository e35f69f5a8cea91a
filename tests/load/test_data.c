/* Data files: layouts, joins, periods, units, and every refusal with its place. Definitions and most tables stand here
 * as text; a definition's file `-` is the table. */
#include "base/codes.h"
#include "model/dataset.h"
#include "small.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define HEAD "egovbench: 1\nid: t\ntitle: T\n"
#define TWO "indicators: [{id: a}, {id: b}]\n"
#define STDIN "data: [{file: '-'}]\n"
#define HERE "tests/load/data/t.yaml"

static void setup(small *b, const char *definition) {
  *b = small_parse(HERE, definition);
  small_ok(b);
}

static void load_text(small *b, const char *definition, const char *table) {
  setup(b, definition);
  const egb_data_options options = {.size = sizeof options, .stdin_text = table, .stdin_length = strlen(table)};
  small_load(b, &options);
}

static void load_files(small *b, const char *definition, const char *const *files, size_t count) {
  setup(b, definition);
  const egb_data_options options = {.size = sizeof options, .files = files, .file_count = count};
  small_load(b, &options);
}

static void messages(const egb_diag *diag, egb_severity least, char *out, size_t room) {
  size_t length = 0;
  out[0] = '\0';
  for (size_t i = 0; i < egb_diag_kept(diag); i++) {
    const egb_message *m = egb_diag_message(diag, i);
    if (m->severity < least)
      continue;
    length += (size_t)snprintf(out + length, room - length, "%s%s %zu:%zu", length == 0 ? "" : "; ", m->code, m->line,
                               m->column);
    assert_true(length < room);
    if (m->severity != EGB_SEVERITY_NOTE)
      assert_non_null(m->hint);
  }
}

static double at(const small *b, const char *unit, const char *column, size_t period) {
  const size_t u = egb_dataset_find_unit(b->data, unit), c = egb_dataset_column(b->data, column);
  assert_true(u != EGB_NONE);
  assert_true(c != EGB_NONE);
  return egb_dataset_values(b->data, period, c)[u];
}

/* The table is refused with exactly these errors and no dataset. */
static void refused(const char *definition, const char *table, const char *expected) {
  small b;
  char found[4000];
  load_text(&b, definition, table);
  messages(b.diag, EGB_SEVERITY_ERROR, found, sizeof found);
  assert_string_equal(found, expected);
  assert_int_equal(b.status, EGB_REFUSED);
  assert_null(b.data);
  small_free(&b);
}

static const egb_message *first_error(const small *b) {
  for (size_t i = 0; i < egb_diag_kept(b->diag); i++)
    if (egb_diag_message(b->diag, i)->severity == EGB_SEVERITY_ERROR)
      return egb_diag_message(b->diag, i);
  fail_msg("no error was found");
  return NULL;
}

static void refused_saying(const char *definition, const char *table, const char *text, const char *hint) {
  small b;
  load_text(&b, definition, table);
  assert_int_equal(b.status, EGB_REFUSED);
  assert_string_equal(first_error(&b)->text, text);
  assert_string_equal(first_error(&b)->hint, hint);
  small_free(&b);
}

/* ---- layouts --------------------------------------------------------------------------------- */

static const char panel[] = HEAD "data: [{file: wide.csv, missing: ['..', x]}]\n" TWO;

static void check_panel(const small *b) {
  small_ok(b);
  assert_int_equal(egb_dataset_unit_count(b->data), 2);
  assert_string_equal(egb_dataset_unit_id(b->data, 0), "EST");
  assert_string_equal(egb_dataset_unit_name(b->data, 1, NULL), "Taiwan\n(CT)");
  assert_int_equal(egb_dataset_period_count(b->data), 2);
  assert_string_equal(egb_dataset_period(b->data, 0), "2020");
  assert_string_equal(egb_dataset_period(b->data, 1), "2022");
  assert_true(at(b, "EST", "a", 0) == 1.5);
  assert_true(at(b, "EST", "a", 1) == 2.5);
  assert_true(at(b, "EST", "b", 0) == 10);
  assert_true(at(b, "EST", "b", 1) == 20);
  assert_true(at(b, "TWN", "a", 0) == 3);
  assert_true(isnan(at(b, "TWN", "a", 1)));
  assert_true(isnan(at(b, "TWN", "b", 0)));
  assert_true(at(b, "TWN", "b", 1) == 40);
  assert_non_null(b->data->error);
  assert_true(b->data->error[0] == 0.1);
  assert_true(b->data->error[1] == 0.2);
  assert_true(isnan(b->data->error[2]));
}

static void same_in_every_layout(void **state) {
  (void)state;
  static const char *const files[] = {"tests/load/data/wide.csv", "tests/load/data/long.csv",
                                      "tests/load/data/wide.yaml", "tests/load/data/long.yaml"};
  small b;
  setup(&b, panel);
  small_load(&b, NULL);
  check_panel(&b);
  small_free(&b);
  for (size_t i = 0; i < 4; i++) {
    load_files(&b, panel, &files[i], 1);
    check_panel(&b);
    small_free(&b);
  }
}

static void places(void **state) {
  (void)state;
  small b;
  load_files(&b, panel, (const char *[]){"tests/load/data/wide.csv"}, 1);
  assert_int_equal(b.status, EGB_OK);
  egb_place place = egb_dataset_place(b.data, 1, egb_dataset_column(b.data, "b"), 1);
  egb_line line = egb_place_line(place);
  assert_int_equal(line.line, 7); /* two names above hold a line break */
  assert_int_equal(line.column, 16);
  assert_memory_equal(place.source->text + place.offset, "40", place.length);
  assert_string_equal(place.source->name, "tests/load/data/wide.csv");
  small_free(&b);
  load_files(&b, panel, (const char *[]){"tests/load/data/wide.yaml"}, 1);
  place = egb_dataset_place(b.data, 0, 0, 1);
  assert_int_equal(egb_place_line(place).line, 7);
  assert_int_equal(egb_place_line(place).column, 6);
  small_free(&b);
}

static void yaml_from_stdin(void **state) {
  (void)state;
  small b;
  load_text(&b, HEAD STDIN TWO, "- {unit: EST, a: 1, b: 2}\n- {unit: FIN, a: 3, b: ~}\n");
  small_ok(&b);
  assert_true(at(&b, "FIN", "a", 0) == 3);
  assert_true(isnan(at(&b, "FIN", "b", 0)));
  small_free(&b);
  refused(HEAD STDIN TWO, "- {unit: EST, a: [1], b: 2}\n- 5\n- {unit: EST, a: x, b: 2}\n",
          "E0203 1:18; E0203 2:3; E0315 3:10; E0312 3:18");
}

/* Names of headers, delimiter, renames and errors as the definition gives them. */
static void named_headers(void **state) {
  (void)state;
  small b;
  load_text(&b,
            HEAD "data:\n  - {file: '-', unit: Land, period: Jahr, delimiter: semicolon, missing: ['k. A.'],"
                 " columns: {a: 'Wert 1'}, errors: {a: Fehler}}\n" TWO,
            "Land;Jahr;Wert 1;Fehler;b\nEST;2020;1;0.5;2\nTWN;2020;k. A.;;3\n");
  small_ok(&b);
  assert_true(at(&b, "EST", "a", 0) == 1);
  assert_true(b.data->error[0] == 0.5);
  assert_string_equal(egb_dataset_period(b.data, 0), "2020");
  small_free(&b);
  load_text(&b, HEAD "data: [{file: '-', indicator: i, value: v, period: p, columns: {a: A1}}]\n" TWO,
            "unit,i,p,v\nEST,A1,x,1\nEST,b,x,2\nEST,other,x,what\n");
  small_ok(&b);
  assert_true(at(&b, "EST", "a", 0) == 1);
  small_free(&b);
}

/* The columns of expressions are wanted too; a header that is a column has no other meaning. */
static void expressions(void **state) {
  (void)state;
  small b;
  load_text(&b, HEAD STDIN "indicators: [{id: x, compute: 'min(year, 9) + [I-1]'}, {id: id}]\n",
            "unit,id,year,I-1\nEST,7,5,6\n");
  small_ok(&b);
  assert_int_equal(b.data->column_count, 3);
  assert_true(at(&b, "EST", "year", 0) == 5);
  assert_true(at(&b, "EST", "I-1", 0) == 6);
  assert_true(at(&b, "EST", "id", 0) == 7);
  assert_string_equal(egb_dataset_period(b.data, 0), "");
  small_free(&b);
}

/* ---- joins and periods ----------------------------------------------------------------------- */

/* Fields are read up to the one asked for, and none of them again while it is of the same unit. */
static void no_field_is_read_twice(void **state) {
  (void)state;
  small b;
  load_text(&b, HEAD STDIN "indicators: [{id: c}, {id: a}, {id: b}]\n", "unit,a,b,c\nX,1,22,333\nY,4,55,666\n");
  small_ok(&b);
  assert_non_null(b.data->records);
  const size_t a = egb_dataset_column(b.data, "a"), c = egb_dataset_column(b.data, "c");
  egb_arena *arena = egb_arena_new();
  egb_cell_places places;
  assert_true(egb_cell_places_begin(b.data, arena, &places));
  assert_int_equal(egb_cell_places_at(&places, 0, a, 1).offset, strlen("unit,a,b,c\nX,1,22,333\nY,"));
  assert_int_equal(places.known, 2);
  assert_int_equal(egb_cell_places_at(&places, 0, c, 1).length, 3);
  assert_int_equal(places.known, 4);
  const size_t end = places.record.at;
  assert_int_equal(egb_cell_places_at(&places, 0, a, 1).length, 1);
  assert_int_equal(places.known, 4);
  assert_int_equal(places.record.at, end);
  assert_int_equal(egb_cell_places_at(&places, 0, a, 0).offset, strlen("unit,a,b,c\nX,"));
  egb_arena_free(arena);
  small_free(&b);
}

static void joined(void **state) {
  (void)state;
  small b;
  setup(&b, HEAD "data: [first.csv, {file: second.csv, delimiter: semicolon}]\n" TWO);
  small_load(&b, NULL);
  small_ok(&b);
  assert_int_equal(egb_dataset_unit_count(b.data), 4);
  assert_string_equal(egb_dataset_unit_id(b.data, 3), "ISL");
  assert_int_equal(egb_dataset_period_count(b.data), 2);
  assert_true(at(&b, "EST", "a", 0) == 1); /* a file without periods holds for every one */
  assert_true(at(&b, "EST", "a", 1) == 1);
  assert_true(isnan(at(&b, "EST", "b", 0)));
  assert_true(at(&b, "TWN", "a", 0) == 2); /* the empty cell gives way */
  assert_true(at(&b, "FIN", "a", 0) == 3); /* the same value twice is no conflict */
  assert_true(at(&b, "FIN", "a", 1) == 3);
  assert_true(isnan(at(&b, "FIN", "b", 1)));
  assert_true(at(&b, "ISL", "a", 0) == 4);
  assert_true(isnan(at(&b, "ISL", "a", 1)));
  assert_null(egb_dataset_place(b.data, 1, 0, 3).source);
  small_free(&b);
}

static void conflicts(void **state) {
  (void)state;
  small b;
  char found[400];
  const egb_data_options options = {
      .size = sizeof options,
      .files = (const char *[]){"tests/load/data/first.csv", "-"},
      .file_count = 2,
      .stdin_text = "unit,b,a\nEST,5,1\nFIN,6,4\n",
      .stdin_length = 24,
  };
  setup(&b, HEAD "data: [first.csv]\n" TWO);
  small_load(&b, &options);
  assert_int_equal(b.status, EGB_REFUSED);
  messages(b.diag, EGB_SEVERITY_ERROR, found, sizeof found);
  assert_string_equal(found, "E0316 3:7");
  assert_string_equal(first_error(&b)->text, "`a` of unit `FIN` is given twice");
  assert_string_equal(first_error(&b)->hint, "keep one of them; tests/load/data/first.csv:4 has 3");
  small_free(&b);
}

/* A cell in two files: the same value with another standard error is a conflict, one that only one of them knows is
 * not. */
static void errors_of_two_files(void **state) {
  (void)state;
  static const char *const second[] = {"unit,a,a.error,b\nFIN,3,0.2,1\n", "unit,a,a.error,b\nFIN,3,0.1,1\n"};
  for (int wrong = 0; wrong < 2; wrong++) {
    small b;
    char found[400];
    const egb_data_options options = {
        .size = sizeof options,
        .files = (const char *[]){"tests/load/data/errors.csv", "-"},
        .file_count = 2,
        .stdin_text = second[!wrong],
        .stdin_length = strlen(second[!wrong]),
    };
    setup(&b, HEAD "data: [errors.csv]\n" TWO);
    small_load(&b, &options);
    assert_int_equal(b.status, wrong ? EGB_REFUSED : EGB_OK);
    messages(b.diag, EGB_SEVERITY_ERROR, found, sizeof found);
    assert_string_equal(found, wrong ? "E0316 2:5" : "");
    small_free(&b);
  }
}

/* `name` and `name_LANGUAGE` are names; `name_` without a language is a column like any other. */
static void names_need_a_language(void **state) {
  (void)state;
  small b;
  load_text(&b, HEAD STDIN TWO, "unit,name_,a,b\nX,Long,1,1\n");
  assert_string_equal(egb_dataset_unit_name(b.data, 0, NULL), "X");
  small_free(&b);
  load_text(&b, HEAD STDIN TWO, "unit,name_fr,a,b\nX,Long,1,1\n");
  assert_string_equal(egb_dataset_unit_name(b.data, 0, NULL), "Long");
  small_free(&b);
}

static void periods_in_order(void **state) {
  (void)state;
  small b;
  load_text(&b, HEAD STDIN TWO, "unit,period,a,b\nX,10,1,1\nX,next,1,1\nX,9,1,1\nX,-1.5,1,1\nX,base,1,1\n");
  small_ok(&b);
  static const char *const order[] = {"-1.5", "9", "10", "base", "next"};
  assert_int_equal(egb_dataset_period_count(b.data), 5);
  for (size_t i = 0; i < 5; i++)
    assert_string_equal(egb_dataset_period(b.data, i), order[i]);
  small_free(&b);
  load_text(&b, HEAD "data: [{file: '-', only-period: '2022'}]\n" TWO, "unit,a,b\nX,1,2\n");
  assert_string_equal(egb_dataset_period(b.data, 0), "2022");
  small_free(&b);
  refused(HEAD STDIN TWO, "unit,period,a,b\nX,,1,1\nY,2020,1,1\n", "E0317 2:3");
}

/* ---- units ----------------------------------------------------------------------------------- */

static void unit_list(void **state) {
  (void)state;
  static const char definition[] = HEAD STDIN "units: units.csv\n" TWO;
  small b;
  load_text(&b, definition, "unit,name,a,b\nTWN,ignored,1,2\nEST,,3,4\n");
  small_ok(&b);
  assert_int_equal(egb_dataset_unit_count(b.data), 2);
  assert_string_equal(egb_dataset_unit_name(b.data, 0, (const char *[]){"zh-Hant", NULL}), "\xE8\x87\xBA\xE7\x81\xA3");
  assert_string_equal(egb_dataset_unit_name(b.data, 0, (const char *[]){"en", NULL}), "Taiwan");
  assert_int_equal(egb_dataset_grouping_count(b.data), 2);
  assert_string_equal(egb_dataset_grouping_id(b.data, 0), "region");
  assert_string_equal(egb_dataset_unit_group(b.data, 1, 0), "Europe");
  assert_true(isnan(b.data->unit[0].population));
  assert_true(b.data->unit[1].population == 1348840);
  assert_int_equal(egb_dataset_find_unit(b.data, "estonia"), 1);
  assert_int_equal(egb_dataset_find_unit(b.data, "twn"), 0);
  assert_int_equal(egb_dataset_find_unit(b.data, "CIV"), EGB_NONE);
  assert_int_equal(egb_dataset_find_unit(b.data, "Chinese Taipei"), 0);
  assert_int_equal(egb_dataset_find_unit(b.data, "Estland"), 1);
  assert_int_equal(egb_dataset_find_unit(b.data, "Korea"), EGB_NONE);
  assert_int_equal(b.data->file_count, 2);
  small_free(&b);
  refused(definition, "unit,a,b\nTAI,1,2\nEST,1,2\nTAI,1,2\n,1,2\n", "E0314 2:1; E0314 5:1");
  refused_saying(
      definition, "unit,a,b\nCote d'ivoire,1,2\n", "unit `Cote d'ivoire` is not in the unit list",
      "it is C\xC3\xB4te d\xE2\x80\x99Ivoire, `CIV` in the list: declare `match: name` in the definition's entry of the file");
  refused_saying(
      definition, "unit,a,b\nESX,1,2\n", "unit `ESX` is not in the unit list",
      "did you mean `EST` (Estonia)? Rows of what is no unit of the list are left out with `others: ignore`");
  /* What the table of names knows is never taken for another country. */
  refused_saying(definition, "unit,a,b\nTW,1,2\n", "unit `TW` is not in the unit list",
                 "it is Taiwan, `TWN` in the list: declare `match: name` in the definition's entry of the file");
  refused_saying(
      definition, "unit,a,b\nES,1,2\n", "unit `ES` is not in the unit list",
      "it is Spain (ESP), which the list does not have: add it, or leave its rows out: declare `others: ignore` in "
      "the definition's entry of the file");
  refused_saying(definition, "unit,a,b\nKorea,1,2\n", "unit `Korea` is not in the unit list",
                 "`Korea` may be South Korea (not in the list) or North Korea (not in the list): add the unit to the "
                 "list, or leave its rows out: declare `others: ignore` in the definition's entry of the file");
}

static void units_without_an_id_are_left_out(void **state) {
  (void)state;
  small b;
  char found[200];
  load_text(
      &b,
      HEAD
      "units: {file: '-', id: m49, names: {en: name}}\ndata: [{file: m49.csv, unit: m49}]\nindicators: [{id: a}]\n",
      "m49,name\n208,Denmark\n,Kosovo\n004,Afghanistan\n,\n,Taiwan\n");
  small_ok(&b);
  messages(b.diag, EGB_SEVERITY_NOTE, found, sizeof found);
  assert_string_equal(found, "N0323 3:1");
  assert_non_null(strstr(egb_diag_message(b.diag, 0)->text,
                         "2 rows of the unit list left out, without an id in column `m49`: Kosovo, Taiwan"));
  assert_int_equal(egb_dataset_find_unit(b.data, "Denmark"), 0);
  small_free(&b);
}

static void unit_list_faults(void **state) {
  (void)state;
  static const char units[] = HEAD "units: '-'\ndata: [first.csv]\nindicators: [{id: a}]\n";
  refused(units, "iso3,name,population\nEST,x,1\nTWN,y,-3\nFIN,z,many\nEST,w,\n,v,\n",
          "E0312 3:7; E0312 4:7; E0315 5:1");
  refused(units, "iso3,name\n,Kosovo\n", "E0305 1:1");
  refused(units, "name\nEST\n", "E0310 1:1");
  refused(units, "iso3,name\n", "E0305 1:1");
  refused(HEAD "units: {file: '-', id: key, names: {en: name_e}}\ndata: [first.csv]\nindicators: [{id: a}]\n",
          "kay,name_en\nEST,x\n", "E0310 4:16; E0310 4:16");
}

static void blank(void **state) {
  (void)state;
  small b;
  setup(&b, HEAD "units: units.csv\n" TWO);
  assert_int_equal(egb_dataset_blank(b.index, NULL, b.diag, &b.data), EGB_OK);
  assert_int_equal(egb_dataset_unit_count(b.data), 4);
  assert_int_equal(egb_dataset_period_count(b.data), 1);
  assert_int_equal(b.data->column_count, 2);
  assert_true(isnan(at(&b, "CIV", "b", 0)));
  assert_null(egb_dataset_place(b.data, 0, 1, 3).source);
  small_free(&b);
  const egb_data_options options = {
      .size = sizeof options, .files = (const char *[]){"tests/load/data/wide.csv"}, .file_count = 1};
  setup(&b, HEAD TWO);
  assert_int_equal(egb_dataset_blank(b.index, &options, b.diag, &b.data), EGB_OK);
  assert_int_equal(egb_dataset_unit_count(b.data), 2);
  assert_true(isnan(at(&b, "EST", "a", 0)));
  assert_string_equal(egb_dataset_unit_name(b.data, 0, NULL), "Estonia");
  small_free(&b);
  setup(&b, HEAD TWO);
  assert_int_equal(egb_dataset_blank(b.index, NULL, b.diag, &b.data), EGB_REFUSED);
  assert_string_equal(first_error(&b)->code, EGB_E_DATA_NONE);
  small_free(&b);
}

/* Whatever lists and files the definition names: they are not looked for. */
static void blank_without_names(void **state) {
  (void)state;
  small b;
  egb_data_options options = {.size = sizeof options, .units = 2};
  setup(&b, HEAD "units: none.csv\n" TWO);
  assert_int_equal(egb_dataset_blank(b.index, &options, b.diag, &b.data), EGB_OK);
  assert_int_equal(egb_dataset_unit_count(b.data), 2);
  assert_string_equal(egb_dataset_unit_id(b.data, 1), "2");
  assert_int_equal(egb_diag_kept(b.diag), 0);
  egb_dataset_free(b.data);
  b.data = NULL;
  options.units = SIZE_MAX;
  assert_int_equal(egb_dataset_blank(b.index, &options, b.diag, &b.data), EGB_USAGE);
  assert_null(b.data);
  small_free(&b);
}

/* ---- cells ----------------------------------------------------------------------------------- */

static void numbers(void **state) {
  (void)state;
  refused(HEAD STDIN TWO,
          "unit,a,b\nA,\"3,14\",1e999\nB,0x1F,nan\nC,12%,\"1,234,567\"\nD,x12,-inf\nE, 5,\"6 \"\nF,NA,..\nG,1,2\n",
          "E0312 2:4; E0312 2:10; E0312 3:3; E0312 3:8; E0312 4:3; E0312 4:8; E0312 5:3; E0312 5:7; E0312 6:3; "
          "E0312 6:7; E0312 7:3; E0312 7:6");
  refused_saying(
      HEAD STDIN TWO, "unit,a,b\nA,n/a,1\n", "`n/a` is not a number (column `a`)",
      "if `n/a` stands for a missing value, leave the cell empty, or declare `missing: [\"n/a\"]` in the definition's "
      "entry of the file");
  refused_saying(
      HEAD STDIN TWO, "unit,a,b\nA,\"3,14\",1\n", "`3,14` has a decimal comma (column `a`)",
      "write a point before the decimals: 3.14 instead of 3,14, or declare `decimal: comma` in the definition's entry of the file");
}

/* Lines and columns behind quoted line breaks and wide characters. */
static void exact_places(void **state) {
  (void)state;
  refused(
      HEAD STDIN TWO,
      "unit,name,a,b\r\nA,\"\xE4\xB8\x80\r\n\xE4\xBA\x8C\",1,?\r\n\"\xE5\x8F\xB0\xE7\x81\xA3\",\"x\"\"\xE9\xA6\x99\","
      "\xE4\xB8\x89,2\r\n",
      "E0312 3:6; E0312 4:13");
}

static void bounds(void **state) {
  (void)state;
  static const char definition[] = HEAD STDIN "indicators: [{id: a, bounds: [0, 1.5]}, {id: b, column: c}]\n";
  refused(definition, "unit,a,c\nA,1.6,9\nB,-0.1,9\nC,0,9\nD,1.5,9\nE,,9\n", "E0313 2:3; E0313 3:3");
  refused_saying(definition, "unit,a,c\nA,1.6,9\n", "`1.6` is outside the bounds of `a`, 0 to 1.5 (column `a`)",
                 "correct the value, or the `bounds:` of `a` in the definition");
}

static void answers(void **state) {
  (void)state;
  static const char words[] =
      HEAD STDIN "indicators: [{id: a, points: {yes: 1, no: 0}}, {id: b, points: {1: 0.5, '>=3': 1}}]\n";
  small b;
  load_text(&b, words, "unit,a,b\nA,yes,1\nB,no,3.5\nC,,\n");
  small_ok(&b);
  assert_int_equal(b.data->code_count[0], 2);
  assert_null(b.data->codes[1]);
  const double yes = at(&b, "A", "a", 0);
  assert_string_equal(b.data->codes[0][(size_t)yes], "yes");
  assert_string_equal(b.data->codes[0][(size_t)at(&b, "B", "a", 0)], "no");
  assert_true(isnan(at(&b, "C", "a", 0)));
  small_free(&b);
  refused(words, "unit,a,b\nA,Yes,2\nB,NA,1\nC,no,2.9\n", "E0318 2:3; E0318 2:7; E0318 3:3; E0318 4:6");
  refused_saying(words, "unit,a,b\nA,yess,1\n", "`a` has no points for the answer `yess` (column `a`)",
                 "did you mean `yes`? The answers are yes, no");
  refused_saying(words, "unit,a,b\nA,yes,2\n", "`b` has no points for the answer `2` (column `b`)",
                 "the answers are 1, >=3; add a line to `points:`, or `else:` for all others");
}

static void other_answers(void **state) {
  (void)state;
  small b;
  load_text(&b, HEAD STDIN "indicators: [{id: a, points: {yes: 1, else: 0}}, {id: b, points: {answered: 1}}]\n",
            "unit,a,b\nA,perhaps,http://x\nB,yes,7\n");
  small_ok(&b);
  assert_string_equal(b.data->codes[0][(size_t)at(&b, "A", "a", 0)], "perhaps");
  assert_string_equal(b.data->codes[1][(size_t)at(&b, "B", "b", 0)], "7");
  small_free(&b);
  refused(HEAD STDIN "indicators: [{id: a, points: {yes: 1, else: 0}}]\n", "unit,a\nA,NA\n", "E0318 2:3");
  refused(HEAD STDIN "indicators: [{id: a, points: {value: 12}}]\n", "unit,a\nA,0.5\nB,1.5\nC,-1\n",
          "E0313 3:3; E0313 4:3");
  refused(HEAD STDIN "indicators: [{id: a, points: {yes: 1}}, {id: x, compute: 'a + 1'}]\n", "unit,a\nA,yes\n",
          "E0210 5:59");
}

static void standard_errors(void **state) {
  (void)state;
  refused(HEAD STDIN TWO, "unit,a,a.error,b\nA,1,-0.1,2\nB,1,x,2\nC,1,,2\n", "E0319 2:5; E0312 3:5");
}

/* ---- tables ---------------------------------------------------------------------------------- */

static void broken_tables(void **state) {
  (void)state;
  refused(HEAD STDIN TWO, "", "E0305 1:1");
  refused(HEAD STDIN TWO, "\n\n", "E0305 1:1");
  refused(HEAD STDIN TWO, "unit,a,b\n", "E0305 1:1");
  refused(HEAD STDIN TWO, "unit,a,b\n,,\n", "E0305 1:1");
  refused(HEAD STDIN TWO, "unit,a,a,b\nA,1,2,3\n", "E0306 1:8");
  refused(HEAD STDIN TWO, "unit,,a,b\nA,x,1,y\n", "E0312 2:7");
  refused(HEAD STDIN TWO, "unit,a,b\nA,1\nB,1,2,3\nC,1,2\n", "E0302 2:4; E0302 3:7");
  refused(HEAD STDIN TWO, "unit,a,b\nA,1,\"2\nB,x,2\n", "E0301 2:5; E0312 3:3");
  refused(HEAD STDIN TWO, "land,a,b\nA,1,2\n", "E0310 1:1");
  refused(HEAD STDIN TWO, "unit;a;b\nA;1;2\n", "E0310 1:1");
  refused(HEAD STDIN TWO, "unit,a,b\nA,1,2\nB,1,2\nA,3,x\n", "E0315 4:1; E0312 4:5");
  refused(HEAD STDIN TWO, "unit,period,indicator,value\nA,1,a,1\nA,2,a,1\nA,1,b,1\nA,1,a,1\n", "E0316 5:7");
  refused(HEAD STDIN TWO, "unit,indicator,value\nA,a,1\nA,,1\nA,b,2\n", "E0320 3:3");
  refused(HEAD "data: [{file: '-', layout: long}]\n" TWO, "unit,a,b\nA,1,2\n", "E0310 1:1");
  refused(HEAD "data: [{file: '-', unit: iso}]\n" TWO, "iso3,a,b\nA,1,2\n", "E0310 4:16");
  refused(HEAD "data: [{file: '-', columns: {b: B, q: c}}]\n" TWO, "unit,a,BB,c\nA,1,2,3\n", "E0310 4:33; E0320 4:39");
}

static void missing_columns(void **state) {
  (void)state;
  small b;
  char found[400];
  refused(HEAD STDIN "indicators: [{id: a}, {id: b, column: I-1}, {id: c, compute: 'ln(gdp)'}]\n",
          "unit,a,I-l,gdpc\nA,1,2,3\n", "E0310 5:39; E0310 5:66");
  refused_saying(HEAD STDIN "indicators: [{id: a}, {id: gdp_per_head}]\n", "unit,a,gdp_perhead\nA,1,2\n",
                 "no data file has the column `gdp_per_head`", "did you mean `gdp_perhead`?");
  setup(&b, HEAD STDIN "indicators: [{id: internet}, {id: b}]\n");
  const char *table = "unit,internt,b,extra\nA,1,2,3\n";
  const egb_data_options options = {.size = sizeof options,
                                    .files = (const char *[]){"-"},
                                    .file_count = 1,
                                    .stdin_text = table,
                                    .stdin_length = strlen(table)};
  small_load(&b, &options);
  assert_int_equal(b.status, EGB_REFUSED);
  messages(b.diag, EGB_SEVERITY_NOTE, found, sizeof found);
  assert_string_equal(found, "E0310 1:1; N0311 1:6; W0311 1:6");
  small_free(&b);
}

static void files(void **state) {
  (void)state;
  small b;
  setup(&b, HEAD "data: [absent.csv, first.csv]\nindicators: [{id: a}, {id: other}]\n");
  small_load(&b, NULL);
  assert_int_equal(b.status, EGB_IO);
  assert_int_equal(egb_diag_count(b.diag, EGB_SEVERITY_ERROR), 1); /* `other` may be in the absent file */
  assert_string_equal(first_error(&b)->text, "there is no file `absent.csv`");
  assert_string_equal(first_error(&b)->hint, "it was looked for in `tests/load/data`, `tests/load/data`");
  small_free(&b);
  load_files(&b, HEAD TWO, (const char *[]){"tests/read"}, 1);
  assert_int_equal(b.status, EGB_IO);
  small_free(&b);
  setup(&b, HEAD TWO);
  assert_int_equal(egb_dataset_load(b.index, NULL, b.diag, &b.data), EGB_REFUSED);
  assert_string_equal(first_error(&b)->code, EGB_E_DATA_NONE);
  small_free(&b);
  load_files(&b, HEAD TWO, (const char *[]){"-"}, 1);
  assert_int_equal(b.status, EGB_IO);
  small_free(&b);
}

/* A few rows cannot ask for a matrix that is nearly all empty. */
static void sparse_giants(void **state) {
  (void)state;
  const size_t rows = 6000;
  char *table = malloc(rows * 32 + 64);
  assert_non_null(table);
  size_t length = (size_t)sprintf(table, "unit,period,a,b\n");
  for (size_t i = 0; i < rows; i++)
    length += (size_t)sprintf(table + length, "U%zu,P%zu,1,2\n", i, i);
  refused(HEAD STDIN TWO, table, "E0307 0:0");
  free(table);
}

/* Thousands of faults are counted, the first ones found. */
static void capped(void **state) {
  (void)state;
  small b;
  const size_t rows = 3000;
  char *table = malloc(rows * 32 + 64);
  assert_non_null(table);
  size_t length = (size_t)sprintf(table, "unit,a,b\n");
  for (size_t i = 0; i < rows; i++)
    length += (size_t)sprintf(table + length, "U%zu,x,y\n", i);
  load_text(&b, HEAD STDIN "units: units.csv\n" TWO, table);
  assert_int_equal(b.status, EGB_REFUSED);
  assert_int_equal(egb_diag_count(b.diag, EGB_SEVERITY_ERROR), 3 * rows);
  assert_int_equal(egb_diag_kept(b.diag), 50);
  small_free(&b);
  free(table);
}

/* ---- mutations ------------------------------------------------------------------------------- */

static const char *const seeds[] = {
    "unit,name,year,a,a.error,b\nEST,\"E\n\"\"x\",2020,1.5,0.1,10\nTWN,T,2022,..,,40\n",
    "unit,indicator,period,value,error\nEST,a,2020,1,0.1\nTWN,b,2022,3,\nEST,b,2020,x,\n",
    "- {unit: EST, a: 1.5, b: 10}\n- unit: TWN\n  a: null\n  b: '..'\n",
    "- {unit: EST, indicator: a, value: 1}\n- {unit: EST, indicator: b, value: 2, error: 0.5}\n",
};

static void mutations(void **state) {
  (void)state;
  static const char bytes[] = "\",\n\r;:{}[]-'0.x\xE5\x80 &*#";
  uint32_t random = 7;
  for (int round = 0; round < 1000; round++) {
    char table[200];
    const char *seed = seeds[round % 4];
    size_t length = strlen(seed);
    memcpy(table, seed, length + 1);
    for (int change = 0; change < 1 + round % 3; change++) {
      random = random * 1664525u + 1013904223u;
      const size_t where = (random >> 8) % length;
      table[where] = (random >> 28) == 0 ? '\0' : bytes[(random >> 5) % (sizeof bytes - 1)];
    }
    small b;
    setup(&b, HEAD "data: [{file: '-', missing: ['..']}]\nunits: units.csv\n" TWO);
    const egb_data_options options = {.size = sizeof options, .stdin_text = table, .stdin_length = length};
    small_load(&b, &options);
    assert_int_equal(b.status == EGB_OK, !egb_diag_failed(b.diag));
    assert_int_equal(b.status == EGB_OK, b.data != NULL);
    small_free(&b);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(same_in_every_layout),
      cmocka_unit_test(places),
      cmocka_unit_test(yaml_from_stdin),
      cmocka_unit_test(named_headers),
      cmocka_unit_test(expressions),
      cmocka_unit_test(joined),
      cmocka_unit_test(no_field_is_read_twice),
      cmocka_unit_test(conflicts),
      cmocka_unit_test(errors_of_two_files),
      cmocka_unit_test(names_need_a_language),
      cmocka_unit_test(periods_in_order),
      cmocka_unit_test(unit_list),
      cmocka_unit_test(unit_list_faults),
      cmocka_unit_test(units_without_an_id_are_left_out),
      cmocka_unit_test(blank),
      cmocka_unit_test(blank_without_names),
      cmocka_unit_test(numbers),
      cmocka_unit_test(exact_places),
      cmocka_unit_test(bounds),
      cmocka_unit_test(answers),
      cmocka_unit_test(other_answers),
      cmocka_unit_test(standard_errors),
      cmocka_unit_test(broken_tables),
      cmocka_unit_test(missing_columns),
      cmocka_unit_test(files),
      cmocka_unit_test(sparse_giants),
      cmocka_unit_test(capped),
      cmocka_unit_test(mutations),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
