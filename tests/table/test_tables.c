/* The tables of results, on an index small enough to compute by hand: weights 3 and 1, so that EST has 0.75 * 90 + 0.25
 * * 60 = 82.5 and FJI 0.75 * 20 + 0.25 * 10 = 17.5; TWN lacks a dimension, NRU has one indicator of three. */
#include "counted.h"
#include "egovbench.h"
#include "model/table.h"
#include "write/written.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char definition[] = "egovbench: 1\n"
                                 "id: small\n"
                                 "title: {en: Small index, zh-Hant: 小指標}\n"
                                 "edition: \"2022\"\n"
                                 "data: [data.csv]\n"
                                 "units: units.csv\n"
                                 "defaults: {normalise: as-is, available: 0.5}\n"
                                 "levels:\n"
                                 "  - {id: A, name: {en: High, zh-Hant: 高}, from: 50}\n"
                                 "  - {id: B, name: {en: Low, zh-Hant: 低}, from: 0}\n"
                                 "indicators:\n"
                                 "  - id: region\n" /* the name of a grouping, too */
                                 "    name: {en: Services, zh-Hant: 服務}\n"
                                 "    weight: 3\n"
                                 "    indicators:\n"
                                 "      - {id: s1, source: A survey}\n"
                                 "      - {id: s2, compute: \"s_two * 2\"}\n"
                                 "  - {id: net, name: {en: Networks}, weight: 1}\n"
                                 "scenarios: {even: {weights: {net: 50%}, note: Both count the same}}\n";
static const char values[] = "unit,s1,s_two,net\nEST,80,50,60\nTWN,70,25,\nFJI,20,,10\nNRU,,,5\nUSA,90,45,90\n";
static const char units[] =
    "iso3,name_en,name_zh_hant,region\nEST,Estonia,愛沙尼亞,Europe\nTWN,Taiwan,臺灣,Asia & Pacific\n"
    "FJI,Fiji,斐濟,Asia & Pacific\nNRU,Nauru,諾魯,Asia & Pacific\nUSA,United States,美國,\n";

static char folder[] = "/tmp/egovbench-tables-XXXXXX";

static void put_file(const char *name, const char *text) {
  char path[100];
  (void)snprintf(path, sizeof path, "%s/%s", folder, name);
  FILE *file = fopen(path, "wb");
  assert_non_null(file);
  assert_true(fputs(text, file) >= 0);
  assert_int_equal(fclose(file), 0);
}

static int make_files(void **state) {
  (void)state;
  assert_non_null(mkdtemp(folder));
  put_file("data.csv", values);
  put_file("units.csv", units);
  return 0;
}

static int remove_files(void **state) {
  (void)state;
  char path[100];
  (void)snprintf(path, sizeof path, "%s/data.csv", folder);
  (void)remove(path);
  (void)snprintf(path, sizeof path, "%s/units.csv", folder);
  (void)remove(path);
  return rmdir(folder);
}

static small scored(const char *scenario) {
  char path[100];
  (void)snprintf(path, sizeof path, "%s/small.yaml", folder);
  small s = small_parse(path, definition);
  small_load(&s, NULL);
  small_go(&s, &(egb_plan_options){.size = sizeof(egb_plan_options), .scenario = scenario});
  small_ok(&s);
  return s;
}

/* The table in a format, compared, and freed. */
static void expect(egb_table *table, egb_format format, const char *wanted) {
  char *text = NULL;
  size_t length;
  assert_int_equal(written(table, format, NULL, &text, &length), EGB_OK);
  assert_string_equal(text, wanted);
  egb_free(text);
  egb_table_free(table);
}

static egb_table *ranking(const small *s, const egb_ranking_options *options) {
  egb_table *table = NULL;
  assert_int_equal(egb_table_ranking(s->results, options, s->diag, &table), EGB_OK);
  return table;
}

static void ranking_for_machines(void **state) {
  (void)state;
  small s = scored(NULL);
  expect(ranking(&s, NULL), EGB_FORMAT_CSV,
         "unit,name,score,rank,region,net,level,level_name,coverage,missing,status,reason,group_region\n"
         "USA,United States,90,1,90,90,A,High,1,,ok,,\n"
         "EST,Estonia,82.5,2,90,60,A,High,1,,ok,,Europe\n"
         "TWN,Taiwan,60,3,60,,A,High,0.6666666666666666,net,partial,,Asia & Pacific\n"
         "FJI,Fiji,17.5,4,20,10,B,Low,0.6666666666666666,,ok,,Asia & Pacific\n"
         "NRU,Nauru,,,,5,,,0.3333333333333333,region,unranked,"
         "\"only 33.3 % of the indicators are there, 50 % needed\",Asia & Pacific\n");
  small_free(&s);
}

static void ranking_for_people(void **state) {
  (void)state;
  small s = scored(NULL);
  expect(ranking(&s, NULL), EGB_FORMAT_TEXT,
         "Small index (2022)\n\n"
         "Rank  Name           Score   Level  region    net\n"
         "   1  United States  90.00   High   90.00   90.00\n"
         "   2  Estonia        82.50   High   90.00   60.00\n"
         "   3  Taiwan         60.00*  High   60.00       -\n"
         "   4  Fiji           17.50   Low    20.00*  10.00\n"
         "   -  Nauru              -              -    5.00\n"
         "\nregion: Services; net: Networks\n"
         "* Scored without net (weights of the others re-scaled): Taiwan.\n"
         "* On a part of the index: computed from those of its indicators that have a value, their weights re-scaled.\n"
         "Not ranked, only 33.3 % of the indicators are there, 50 % needed: Nauru.\n");
  small_free(&s);
}

static void ranking_in_languages(void **state) {
  (void)state;
  static const char *const languages[] = {"zh-Hant", "en", "en", NULL};
  static const char *const columns[] = {"name", "name_en", "level_name", NULL};
  small s = scored(NULL);
  expect(ranking(&s, &EGB_OPTIONS(egb_ranking_options, .languages = languages, .columns = columns, .top = 2)),
         EGB_FORMAT_TEXT,
         "小指標 (2022)\n\nName      Name (en)      Level\n美國      United States  高\n愛沙尼亞  Estonia        高\n");
  small_free(&s);
}

static void groups_filter_and_rank(void **state) {
  (void)state;
  static const char *const groups[] = {"region=asia & pacific", NULL};
  static const char *const columns[] = {"unit", "rank", "rank_region", NULL};
  small s = scored(NULL);
  expect(ranking(&s, &EGB_OPTIONS(egb_ranking_options, .groups = groups, .columns = columns)), EGB_FORMAT_CSV,
         "unit,rank,rank_region\nTWN,3,1\nFJI,4,2\nNRU,,\n");
  static const char *const all[] = {"region", NULL};
  expect(ranking(&s, &EGB_OPTIONS(egb_ranking_options, .groups = all, .columns = columns)), EGB_FORMAT_CSV,
         "unit,rank,rank_region\nUSA,1,\nEST,2,1\nTWN,3,1\nFJI,4,2\nNRU,,\n");
  static const char *const two[] = {"region=Europe", "region=Asia & Pacific", NULL};
  static const char *const named[] = {"united states", "fji", "Estonia", NULL};
  expect(ranking(&s, &EGB_OPTIONS(egb_ranking_options, .groups = two, .units = named, .columns = columns)),
         EGB_FORMAT_CSV, "unit,rank,rank_region\nEST,2,1\nFJI,4,2\n");
  small_free(&s);
}

static void sorting_keeps_missing_last(void **state) {
  (void)state;
  static const char *const columns[] = {"unit", "net", NULL};
  small s = scored(NULL);
  expect(ranking(&s, &EGB_OPTIONS(egb_ranking_options, .columns = columns, .sort = "net")), EGB_FORMAT_CSV,
         "unit,net\nNRU,5\nFJI,10\nEST,60\nUSA,90\nTWN,\n");
  expect(ranking(&s, &EGB_OPTIONS(egb_ranking_options, .columns = columns, .sort = "-net", .top = 2)), EGB_FORMAT_CSV,
         "unit,net\nUSA,90\nEST,60\n");
  expect(ranking(&s, &EGB_OPTIONS(egb_ranking_options, .columns = columns, .sort = "-name")), EGB_FORMAT_CSV,
         "unit,net\nUSA,90\nTWN,\nNRU,5\nFJI,10\nEST,60\n");
  static const char *const deep[] = {"s1", "s2", "region", "s1", NULL};
  expect(ranking(&s, &EGB_OPTIONS(egb_ranking_options, .columns = deep, .sort = "s2", .top = 1)), EGB_FORMAT_CSV,
         "s1,s2,region\n70,50,60\n");
  small_free(&s);
}

static void unknown_names_are_all_told(void **state) {
  (void)state;
  static const char *const names[] = {"Estonai", NULL};
  static const char *const groups[] = {"region=Europa", "regoin", NULL};
  static const char *const columns[] = {"nam", NULL};
  const egb_ranking_options options = {
      .size = sizeof options, .units = names, .groups = groups, .columns = columns, .sort = "-scor"};
  small s = scored(NULL);
  egb_table *table = NULL;
  assert_int_equal(egb_table_ranking(s.results, &options, s.diag, &table), EGB_USAGE);
  assert_null(table);
  assert_int_equal(egb_diag_count(s.diag, EGB_SEVERITY_ERROR), 5);
  assert_true(reports(s.diag, "there is no unit `Estonai`") && reports(s.diag, "did you mean `Estonia`?"));
  assert_true(reports(s.diag, "`Europe`") && reports(s.diag, "did you mean `region`?"));
  assert_true(reports(s.diag, "there is no column `nam`") && reports(s.diag, "`name`"));
  assert_true(reports(s.diag, "there is no column `scor`"));
  static const char *const rank[] = {"rank_region", NULL};
  assert_int_equal(egb_table_ranking(s.results, &EGB_OPTIONS(egb_ranking_options, .columns = rank), s.diag, &table),
                   EGB_USAGE);
  assert_true(reports(s.diag, "--group region"));
  small_free(&s);
}

static const char *fact(const egb_table *table, const char *key) {
  for (size_t i = 0; i < table->fact_count; i++)
    if (strcmp(table->fact[i].key, key) == 0)
      return table->fact[i].checksum_of != NULL ? "checksum" : table->fact[i].text;
  return NULL;
}

static void provenance_is_complete(void **state) {
  (void)state;
  small s = scored("even");
  egb_table *table = ranking(&s, NULL);
  assert_string_equal(fact(table, "index"), "small");
  assert_string_equal(fact(table, "edition"), "2022");
  assert_string_equal(fact(table, "scenario"), "even");
  assert_string_equal(fact(table, "weights"), "region=2 net=2");
  assert_string_equal(fact(table, "seed"), "none");
  assert_string_equal(fact(table, "file:small.yaml:sha256"), "checksum");
  assert_string_equal(fact(table, "file:data.csv:sha256"), "checksum");
  assert_string_equal(fact(table, "file:units.csv:sha256"), "checksum");
  assert_string_equal(table->note[table->note_count - 1],
                      "Scenario even: Both count the same. Weights changed: region=2 net=2.");
  egb_table_free(table);
  small_free(&s);
}

static void tree_shows_weights(void **state) {
  (void)state;
  small s = scored(NULL);
  egb_table *table = NULL;
  assert_int_equal(egb_table_tree(s.index, s.plan, NULL, s.diag, &table), EGB_OK);
  expect(
      table, EGB_FORMAT_CSV,
      "node,level,parent,label,kind,weight,share,effective_weight,method,weights,direction,unit,column,compute,source,"
      "note\n"
      "small,0,,Small index,index,,1,1,arithmetic,given,,,,,,\n"
      "region,1,small,Services,aggregate,3,0.75,0.75,arithmetic,given,,,,,,\n"
      "s1,2,region,s1,indicator,1,0.5,0.375,as-is,,higher,,s1,,A survey,\n"
      "s2,2,region,s2,indicator,1,0.5,0.375,as-is,,higher,,,s_two * 2,,\n"
      "net,1,small,Networks,indicator,1,0.25,0.25,as-is,,higher,,net,,,\n");
  assert_int_equal(egb_table_tree(s.index, NULL, NULL, s.diag, &table), EGB_OK);
  expect(table, EGB_FORMAT_TEXT,
         "Small index (2022)\n\nNode      Name         Weight  Method      Better  Column\n"
         "small     Small index       -  arithmetic\n  region  Services          3  arithmetic\n"
         "    s1    s1                1  as-is       higher  s1\n    s2    s2                1  as-is       higher\n"
         "  net     Networks          1  as-is       higher  net\n");
  small_free(&s);
}

static void explain_shows_every_stage(void **state) {
  (void)state;
  small s = scored(NULL);
  egb_trail *trail = NULL;
  egb_table *table = NULL;
  char wanted[1000], place[100];
  assert_int_equal(egb_trail_new(s.results, egb_dataset_find_unit(s.data, "FJI"), s.diag, &trail), EGB_OK);
  assert_int_equal(egb_table_explain(trail, NULL, s.diag, &table), EGB_OK);
  assert_string_equal(table->title, "Fiji (FJI): score 17.50, rank 4; Small index (2022)");
  (void)snprintf(place, sizeof place, "%s/data.csv", folder);
  (void)snprintf(wanted, sizeof wanted,
                 "node,level,label,value,imputed,treated,normalised,score,weight,effective_weight,contribution,rank,of,"
                 "state,change,coverage,method,written,place\n"
                 "small,0,Small index,,,,,17.5,1,1,17.5,4,4,observed,,0.6666666666666666,arithmetic,,\n"
                 "region,1,Services,,,,,20,0.75,0.75,15,4,4,partial,,0.5,arithmetic,,\n"
                 "s1,2,s1,20,,,20,20,1,0.75,15,4,4,observed,,1,as-is,20,%s:4:5\n"
                 "s2,2,s2,,,,,,,,,,3,missing,\"by `s_two * 2`, where s_two is missing\",0,as-is,,\n"
                 "net,1,Networks,10,,,10,10,0.25,0.25,2.5,3,4,observed,,1,as-is,10,%s:4:9\n",
                 place, place);
  expect(table, EGB_FORMAT_CSV, wanted);
  egb_trail_free(trail);
  small_free(&s);
}

/* The definition has its columns in another order than the file; per unit one walk along its record, and the lines of
 * the file are counted once, whatever the number of cells. */
static void places_of_many_cells_are_found_together(void **state) {
  (void)state;
  small s = small_score("egovbench: 1\nid: t\ndefaults: {normalise: as-is}\nindicators: [{id: c}, {id: a}, {id: b}]\n",
                        "unit,a,b,c\nX,1,2,3\nY,10,20,30\n");
  const egb_results *one[] = {s.results};
  counted count;
  egb_table *table = NULL;
  egb_trail *trail = NULL;
  count_text(&s, &count);
  assert_int_equal(egb_table_long(one, 1, NULL, s.diag, &table), EGB_OK);
  assert_int_equal(count.asked, 2 + 1);
  char *text = NULL;
  size_t length;
  assert_int_equal(written(table, EGB_FORMAT_CSV, NULL, &text, &length), EGB_OK);
  assert_non_null(strstr(text, "X,c,1,raw,3,observed,,,,,,<stdin>:2:7\n"));
  assert_non_null(strstr(text, "Y,a,1,raw,10,observed,,,,,,<stdin>:3:3\n"));
  assert_non_null(strstr(text, "Y,b,1,raw,20,observed,,,,,,<stdin>:3:6\n"));
  egb_free(text);
  egb_table_free(table);
  assert_int_equal(egb_trail_new(s.results, 1, s.diag, &trail), EGB_OK);
  count.asked = 0;
  assert_int_equal(egb_table_explain(trail, NULL, s.diag, &table), EGB_OK);
  assert_int_equal(count.asked, 1);
  egb_table_free(table);
  egb_trail_free(trail);
  small_free(&s);
}

static bool lost_read(const egb_source *source) {
  (void)source;
  return false;
}

/* Of a file that changed since it was read no line is invented: it is named, and nothing else. */
static void cells_of_a_lost_text_have_no_line(void **state) {
  (void)state;
  small s = small_score("egovbench: 1\nid: t\nindicators: [{id: a, normalise: as-is}]\n", "unit,a\nX,1\n");
  const egb_results *one[] = {s.results};
  counted count;
  egb_table *table = NULL;
  char *text = NULL;
  size_t length;
  count_text(&s, &count);
  count.again.read = lost_read;
  assert_int_equal(egb_table_long(one, 1, NULL, s.diag, &table), EGB_OK);
  assert_int_equal(written(table, EGB_FORMAT_CSV, NULL, &text, &length), EGB_OK);
  assert_non_null(strstr(text, "X,a,1,raw,1,observed,,,,,,<stdin>\n"));
  egb_free(text);
  egb_table_free(table);
  small_free(&s);
}

/* By hand, as everything here: 0.75 * 70 re-scaled to all of TWN's weight, s2 = 2 * 25. */
static void exports_hand_everything_over(void **state) {
  (void)state;
  small s = scored(NULL), other = scored(NULL);
  const egb_results *one[] = {s.results}, *two[] = {s.results, other.results};
  const char *const asked[] = {"TWN", NULL}, *const languages[] = {"zh-Hant", NULL};
  const egb_export_options options = {.size = sizeof options, .units = asked, .languages = languages};
  egb_table *table = NULL;
  assert_int_equal(egb_table_wide(one, 1, &options, s.diag, &table), EGB_OK);
  expect(table, EGB_FORMAT_CSV,
         "unit,name,score,rank,level,level_name,coverage,imputed,missing,status,reason,group_region,region,s1,s2,net,"
         "value_s1,value_s2,value_net\n"
         "TWN,臺灣,60,3,A,高,0.6666666666666666,0,net,partial,,Asia & Pacific,60,70,50,,70,50,\n");
  assert_int_equal(egb_table_long(one, 1, &options, s.diag, &table), EGB_OK);
  expect(table, EGB_FORMAT_CSV,
         "index,period,unit,node,level,stage,value,status,weight,contribution,rank,low,high,source\n"
         "small,,TWN,small,0,scored,60,partial,1,60,3,,,\n"
         "small,,TWN,region,1,scored,60,observed,0.75,60,3,,,\n"
         "small,,TWN,s1,2,raw,70,observed,,,,,,data.csv:3:5\n"
         "small,,TWN,s1,2,imputed,70,observed,,,,,,\n"
         "small,,TWN,s1,2,treated,70,observed,,,,,,\n"
         "small,,TWN,s1,2,normalised,70,observed,,,,,,\n"
         "small,,TWN,s1,2,scored,70,observed,0.375,35,3,,,\n"
         "small,,TWN,s2,2,raw,50,observed,,,,,,\n"
         "small,,TWN,s2,2,imputed,50,observed,,,,,,\n"
         "small,,TWN,s2,2,treated,50,observed,,,,,,\n"
         "small,,TWN,s2,2,normalised,50,observed,,,,,,\n"
         "small,,TWN,s2,2,scored,50,observed,0.375,25,3,,,\n"
         "small,,TWN,net,1,raw,,missing,,,,,,data.csv:3:11\n"
         "small,,TWN,net,1,imputed,,missing,,,,,,\n"
         "small,,TWN,net,1,treated,,missing,,,,,,\n"
         "small,,TWN,net,1,normalised,,missing,,,,,,\n"
         "small,,TWN,net,1,scored,,missing,0.25,,,,,\n");
  table = NULL;
  assert_int_equal(egb_table_long(two, 2, NULL, s.diag, &table), EGB_USAGE);
  assert_int_equal(egb_table_wide(one, 0, NULL, s.diag, &table), EGB_USAGE);
  assert_null(table);
  assert_true(reports(s.diag, "rising periods of the same index and data"));
  small_free(&other);
  small_free(&s);
}

static void forms_are_read_back(void **state) {
  (void)state;
  small s = scored(NULL);
  egb_table *table = NULL;
  assert_int_equal(egb_table_data_form(s.data, s.diag, &table), EGB_OK);
  expect(table, EGB_FORMAT_CSV,
         "unit,name,s1,s_two,net\nEST,Estonia,80,50,60\nTWN,Taiwan,70,25,\nFJI,Fiji,20,,10\nNRU,Nauru,,,5\n"
         "USA,United States,90,45,90\n");
  egb_dataset *blank = NULL;
  assert_int_equal(egb_dataset_blank(s.index, NULL, s.diag, &blank), EGB_OK);
  assert_int_equal(egb_table_data_form(blank, s.diag, &table), EGB_OK);
  expect(table, EGB_FORMAT_CSV,
         "unit,name,s1,s_two,net\nEST,Estonia,,,\nTWN,Taiwan,,,\nFJI,Fiji,,,\nNRU,Nauru,,,\nUSA,United States,,,\n");
  egb_dataset_free(blank);
  small_free(&s);
}

static void methods_are_described(void **state) {
  (void)state;
  egb_diag *diag = egb_diag_new();
  egb_table *table = NULL;
  char *text = NULL;
  size_t length;
  assert_non_null(diag);
  assert_int_equal(egb_table_methods("goalposts", diag, &table), EGB_OK);
  assert_int_equal(written(table, EGB_FORMAT_TEXT, NULL, &text, &length), EGB_OK);
  assert_int_equal(strncmp(text, "Name        goalposts\nStage       normalise\n", 44), 0);
  assert_non_null(strstr(text, "clamp (true or false, default false): "));
  egb_free(text);
  egb_table_free(table);
  assert_int_equal(egb_table_methods("points", diag, &table), EGB_OK);
  assert_int_equal(table->row_count, 2); /* a normalisation and a weighting */
  egb_table_free(table);
  assert_int_equal(egb_table_methods(NULL, diag, &table), EGB_OK);
  assert_true(table->row_count >= 10);
  egb_table_free(table);
  table = NULL;
  assert_int_equal(egb_table_methods("minmx", diag, &table), EGB_USAGE);
  assert_null(table);
  assert_true(reports(diag, "did you mean `minmax`?"));
  egb_diag_free(diag);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(ranking_for_machines),
      cmocka_unit_test(ranking_for_people),
      cmocka_unit_test(ranking_in_languages),
      cmocka_unit_test(groups_filter_and_rank),
      cmocka_unit_test(sorting_keeps_missing_last),
      cmocka_unit_test(unknown_names_are_all_told),
      cmocka_unit_test(provenance_is_complete),
      cmocka_unit_test(tree_shows_weights),
      cmocka_unit_test(explain_shows_every_stage),
      cmocka_unit_test(places_of_many_cells_are_found_together),
      cmocka_unit_test(cells_of_a_lost_text_have_no_line),
      cmocka_unit_test(exports_hand_everything_over),
      cmocka_unit_test(forms_are_read_back),
      cmocka_unit_test(methods_are_described),
  };
  return cmocka_run_group_tests(tests, make_files, remove_files);
}
