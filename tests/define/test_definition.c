/* Definitions: every file of definitions/good is accepted down to a plan, every file of definitions/broken gives the
 * messages beside it, and what a definition says arrives in the index.
 *
 * A message that is meant to change: in tests/define/definitions/broken, `egovbench validate --no-data X.yaml 2>
 * X.expected`, and look at the difference (files that the plan refuses: without --no-data, and without the notes).
 * Names of methods are misspelt, so that a new method changes no list of them here. */
#include "base/buffer.h"
#include "base/codes.h"
#include "define/parsed.h"
#include "files/file.h"

#include <dirent.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* As `egovbench validate` does: definition, data, plan. */
static egb_status check_file(const char *path, egb_diag *diag) {
  egb_index *index = NULL;
  egb_dataset *data = NULL;
  egb_plan *plan = NULL;
  egb_status status = egb_index_load(path, diag, &index);
  if (status == EGB_OK)
    status = egb_dataset_load(index, NULL, diag, &data);
  if (status == EGB_OK)
    status = egb_plan_new(index, data, NULL, diag, &plan);
  egb_plan_free(plan);
  egb_dataset_free(data);
  egb_index_free(index);
  return status;
}

static char *expected_text(const char *path) {
  egb_arena *arena = egb_arena_new();
  egb_diag *diag = egb_diag_new();
  egb_source *source = NULL;
  assert_int_equal(egb_file_read(arena, path, (egb_place){0}, diag, &source), EGB_OK);
  char *text = strdup(source->text);
  egb_diag_free(diag);
  egb_arena_free(arena);
  return text;
}

/* Calls check for every definition of a folder, inside it, so that messages name the file alone. */
static void each(const char *folder, void (*check)(const char *), size_t at_least) {
  const char *root = getenv("EGOVBENCH_SOURCE");
  egb_buffer path = {0};
  egb_buffer_format(&path, "%s/tests/define/definitions/%s", root != NULL ? root : ".", folder);
  char back[4096];
  assert_non_null(getcwd(back, sizeof back));
  assert_int_equal(chdir(path.text), 0);
  egb_buffer_clear(&path);
  DIR *list = opendir(".");
  assert_non_null(list);
  size_t count = 0;
  for (const struct dirent *entry; (entry = readdir(list)) != NULL;) {
    const char *dot = strrchr(entry->d_name, '.');
    if (dot == NULL || strcmp(dot, ".yaml") != 0)
      continue;
    check(entry->d_name);
    count++;
  }
  closedir(list);
  assert_int_equal(chdir(back), 0);
  assert_true(count >= at_least);
}

static void check_good(const char *name) {
  egb_diag *diag = egb_diag_new();
  const egb_status status = check_file(name, diag);
  char *text = egb_diag_text(diag, EGB_DIAG_HUMAN, EGB_SEVERITY_WARNING, false);
  if (status != EGB_OK || text[0] != '\0')
    fail_msg("%s:\n%s", name, text);
  free(text);
  egb_diag_free(diag);
}

static void check_broken(const char *name) {
  egb_diag *diag = egb_diag_new();
  if (check_file(name, diag) != EGB_REFUSED)
    fail_msg("%s is not refused", name);
  egb_buffer path = {0};
  egb_buffer_format(&path, "%.*s.expected", (int)(strlen(name) - strlen(".yaml")), name);
  char *wanted = expected_text(path.text);
  char *text = egb_diag_text(diag, EGB_DIAG_HUMAN, EGB_SEVERITY_WARNING, false);
  if (strcmp(text, wanted) != 0)
    fail_msg("%s says\n%s\ninstead of\n%s", name, text, wanted);
  for (size_t i = 0; i < egb_diag_kept(diag); i++)
    if (egb_diag_message(diag, i)->severity == EGB_SEVERITY_ERROR &&
        (egb_diag_message(diag, i)->hint == NULL || egb_diag_message(diag, i)->file == NULL))
      fail_msg("%s: message %zu has no place or no help", name, i);
  free(text);
  free(wanted);
  egb_buffer_clear(&path);
  egb_diag_free(diag);
}

static void test_good(void **state) {
  (void)state;
  each("good", check_good, 12);
}

static void test_broken(void **state) {
  (void)state;
  each("broken", check_broken, 60);
}

/* ---- what a definition says arrives ---------------------------------------------------------- */

static void test_head(void **state) {
  (void)state;
  egb_index *index = parse("egovbench: 1\nid: t\ntitle: {en: Title, zh-Hant: 標題}\nedition: 2022\nversion: 1.0\n"
                           "publisher: P\nlicence: L\ncitation: C\nsource: S\nnote: N\nscale: 10\nperiod: 2020\n"
                           "description: D\nindicators: [{id: a}]\n");
  static const char *const chinese[] = {"zh", NULL}, *const english[] = {"fr", "EN", NULL};
  assert_string_equal(egb_index_id(index), "t");
  assert_string_equal(egb_index_title(index, chinese), "標題");
  assert_string_equal(egb_index_title(index, english), "Title");
  assert_string_equal(egb_index_title(index, NULL), "Title");
  assert_string_equal(index->edition, "2022");
  assert_string_equal(index->version, "1.0");
  assert_string_equal(index->publisher, "P");
  assert_string_equal(index->licence, "L");
  assert_string_equal(index->citation, "C");
  assert_string_equal(index->source_text, "S");
  assert_string_equal(index->note, "N");
  assert_string_equal(index->period, "2020");
  assert_string_equal(index->description.item[0].text, "D");
  assert_string_equal(index->description.item[0].language, "");
  assert_true(index->scale == 10);
  egb_index_free(index);

  index = parse("egovbench: 1\nid: t\nperiod: latest\nindicators: [{id: a}]\n");
  assert_string_equal(egb_index_title(index, NULL), "t");
  assert_null(index->period);
  assert_true(index->scale == 100);
  egb_index_free(index);
}

static const char *pick(egb_labels labels, const char *first, const char *second) {
  const char *const languages[] = {first, second, NULL};
  return egb_labels_pick(labels, languages, "none");
}

static void test_languages(void **state) {
  (void)state;
  static const egb_label items[] = {
      {"en", "english"}, {"zh-Hant-TW", "taiwan"}, {"zh", "chinese"}, {"pt-BR", "brazil"}};
  const egb_labels labels = {items, 4};
  assert_string_equal(pick(labels, "EN", NULL), "english");
  assert_string_equal(pick(labels, "zh-hant", NULL), "taiwan");
  assert_string_equal(pick(labels, "zh-Hans", "en"), "chinese"); /* a wider tag, before the next language */
  assert_string_equal(pick(labels, "zh-Hant-HK", NULL), "chinese");
  assert_string_equal(pick(labels, "pt", NULL), "brazil");
  assert_string_equal(pick(labels, "pt-PT", "zh"), "chinese"); /* Brazil is not Portugal */
  assert_string_equal(pick(labels, "z", "e"), "english");      /* nothing: the first */
  assert_string_equal(pick(labels, "", NULL), "english");
  assert_string_equal(egb_labels_pick(labels, NULL, "none"), "english");
  assert_string_equal(pick((egb_labels){0}, "en", NULL), "none");
}

static void test_links(void **state) {
  (void)state;
  egb_index *index = parse("egovbench: 1\nid: t\nindicators:\n"
                           "  - {id: a, weight: 2.5, direction: lower, unit: km, source: s, note: n}\n"
                           "  - id: b\n    name: {en: Bee}\n    weight: 0\n    indicators:\n"
                           "      - {id: c, direction: -1, weight: 70%}\n"
                           "      - {id: d, weight: 30 %, indicators: [{id: e}]}\n"
                           "  - {id: f, column: with space}\n");
  const char *const ids[] = {"t", "a", "b", "c", "d", "e", "f"};
  const size_t parents[] = {EGB_NONE, 0, 0, 2, 2, 4, 0}, ends[] = {7, 2, 6, 4, 6, 6, 7},
               depths[] = {0, 1, 1, 2, 2, 3, 1};
  const size_t nexts[] = {EGB_NONE, 2, 6, 4, EGB_NONE, EGB_NONE, EGB_NONE};
  const double weights[] = {1, 2.5, 0, 70, 30, 1, 1};
  assert_int_equal(egb_index_node_count(index), 7);
  for (size_t i = 0; i < 7; i++) {
    assert_string_equal(egb_index_node_id(index, i), ids[i]);
    assert_int_equal(egb_index_node_parent(index, i), parents[i]);
    assert_int_equal(index->node[i].end, ends[i]);
    assert_int_equal(index->node[i].depth, depths[i]);
    assert_int_equal(index->node[i].next, nexts[i]);
    assert_true(index->node[i].weight == weights[i]);
    assert_int_equal(egb_index_node_is_indicator(index, i), i == 1 || i == 3 || i == 5 || i == 6);
  }
  assert_int_equal(index->node[0].child_count, 3);
  assert_int_equal(node_of(index, "a")->direction, -1);
  assert_int_equal(node_of(index, "c")->direction, -1);
  assert_int_equal(node_of(index, "f")->direction, 1);
  assert_string_equal(node_of(index, "a")->unit, "km");
  assert_string_equal(node_of(index, "a")->column, "a");
  assert_string_equal(node_of(index, "f")->column, "with space");
  assert_string_equal(egb_index_node_name(index, 2, NULL), "Bee");
  assert_string_equal(egb_index_node_name(index, 3, NULL), "c");
  assert_null(node_of(index, "f")->weight_place.source);
  assert_int_equal(egb_place_line(node_of(index, "a")->weight_place).line, 4);
  assert_true(egb_index_find(index, "A") == EGB_NONE);
  assert_string_equal(egb_index_node_id(index, 99), "");
  egb_index_free(index);
}

static void assert_methods(const egb_index *index, const char *id, const char *aggregate, const char *weights,
                           double available) {
  const egb_node *node = node_of(index, id);
  assert_string_equal(node->aggregate.name, aggregate);
  assert_string_equal(node->weights.name, weights);
  assert_true(fabs(node->available - available) < 1e-15);
}

static void test_defaults(void **state) {
  (void)state;
  egb_index *index = parse(
      "egovbench: 1\nid: t\nweights: equal\n"
      "defaults: {normalise: {method: goalposts, to: [0, 10], clamp: true}, aggregate: geometric, available: 65%}\n"
      "indicators:\n"
      "  - id: one\n    indicators:\n"
      "      - {id: a, goalposts: [1, 2]}\n"
      "      - {id: b, points: {1: 1}}\n"
      "      - {id: c, normalise: zscore}\n"
      "  - id: two\n    aggregate: arithmetic\n    defaults: {normalise: zscore, available: 0, weights: points}\n"
      "    indicators:\n"
      "      - {id: d, goalposts: [1, 2]}\n"
      "      - {id: e}\n"
      "      - {id: three, available: 1, indicators: [{id: f, normalise: minmax, goalposts: [1, 2]}]}\n"
      "  - {id: g}\n");
  assert_methods(index, "t", "geometric", "equal", 0.65);
  assert_methods(index, "one", "geometric", "given", 0.65);
  assert_methods(index, "two", "arithmetic", "points", 0);
  assert_methods(index, "three", "geometric", "points", 1);
  const egb_choice *a = &node_of(index, "a")->normalise;
  assert_string_equal(a->name, "goalposts");
  assert_int_equal(a->count, 2);
  assert_string_equal(a->setting[0].key, "to");
  assert_true(a->setting[0].list);
  assert_int_equal(a->setting[0].count, 2);
  assert_string_equal(a->setting[0].value[1].text, "10");
  assert_string_equal(a->setting[1].value[0].text, "true");
  assert_string_equal(node_of(index, "b")->normalise.name, "points");
  assert_null(node_of(index, "b")->normalise.place.source);
  assert_string_equal(node_of(index, "c")->normalise.name, "zscore");
  assert_string_equal(node_of(index, "d")->normalise.name, "goalposts");
  assert_int_equal(node_of(index, "d")->normalise.count, 0);
  assert_string_equal(node_of(index, "e")->normalise.name, "zscore");
  assert_string_equal(node_of(index, "f")->normalise.name, "minmax");
  assert_string_equal(node_of(index, "g")->normalise.name, "goalposts");
  egb_index_free(index);

  index = parse("egovbench: 1\nid: t\nindicators: [{id: a}]\n");
  assert_methods(index, "t", "arithmetic", "given", 0);
  assert_string_equal(node_of(index, "a")->normalise.name, "minmax");
  egb_index_free(index);
}

static void test_indicators(void **state) {
  (void)state;
  egb_index *index = parse("egovbench: 1\nid: t\nindicators:\n"
                           "  - {id: a, goalposts: [\"ln(100)\", '75e3'], bounds: [-1, 2 * 3]}\n"
                           "  - {id: b, compute: \"min(x, 18)\"}\n"
                           "  - {id: c, points: {1: 0, yes: 0.5, \"<= 3\": 1, missing: 0, else: \"2\"}}\n");
  const egb_node *a = node_of(index, "a"), *b = node_of(index, "b"), *c = node_of(index, "c");
  assert_true(a->has_goalposts && a->has_bounds);
  assert_true(fabs(a->goalposts[0] - 4.605170185988092) < 1e-15); /* ln 100, to 16 digits */
  assert_true(a->goalposts[1] == 75000 && a->bounds[0] == -1 && a->bounds[1] == 6);
  assert_non_null(b->compute);
  assert_null(b->column);
  assert_string_equal(egb_expression_column(b->compute, 0), "x");
  assert_int_equal(c->rubric_count, 5);
  assert_int_equal(c->rubric[0].rule.kind, EGB_RUBRIC_EQUALS);
  assert_true(c->rubric[0].rule.code == 1 && c->rubric[0].code_text == NULL);
  assert_string_equal(c->rubric[1].code_text, "yes");
  assert_int_equal(c->rubric[2].rule.kind, EGB_RUBRIC_AT_MOST);
  assert_true(c->rubric[2].rule.code == 3 && c->rubric[2].rule.points == 1);
  assert_int_equal(c->rubric[3].rule.kind, EGB_RUBRIC_MISSING);
  assert_int_equal(c->rubric[4].rule.kind, EGB_RUBRIC_ELSE);
  assert_true(c->rubric[4].rule.points == 2);
  egb_index_free(index);
}

static void test_parts(void **state) {
  (void)state;
  egb_index *index =
      parse("egovbench: 1\nid: t\nrank: {ties: ordinal, decimals: {2020: 3, 2022: 4}}\n"
            "levels: [{id: low, from: 0}, {id: top, from: 9, minimum: 5, name: Top, "
            "description: {en: All done., ja: \xE9\xAB\x98}}]\n"
            "scenarios:\n  s: {weights: {b: 14%, c: 2}, rescale: free, note: why}\n  2023: {weights: {a: 1}}\n"
            "indicators: [{id: a}, {id: b}, {id: c}]\n");
  assert_int_equal(index->rank.ties, EGB_TIES_ORDINAL);
  assert_int_equal(index->rank.count, 2);
  assert_string_equal(index->rank.decimals[1].period, "2022");
  assert_int_equal(index->rank.decimals[1].decimals, 4);
  assert_int_equal(index->level_count, 2);
  assert_string_equal(index->level[0].id, "top");
  assert_true(index->level[0].minimum == 5 && index->level[1].minimum == -INFINITY);
  assert_string_equal(index->level[0].name.item[0].text, "Top");
  static const char *const japanese[] = {"ja", NULL};
  assert_string_equal(egb_index_level_description(index, 0, japanese), "\xE9\xAB\x98");
  assert_string_equal(egb_index_level_description(index, 0, NULL), "All done.");
  assert_string_equal(egb_index_level_description(index, 1, NULL), "");
  assert_string_equal(egb_index_level_description(index, 2, NULL), "");
  assert_int_equal(egb_index_scenario_count(index), 2);
  assert_string_equal(egb_index_scenario_id(index, 1), "2023");
  const egb_scenario *s = &index->scenario[0];
  assert_int_equal(s->rescale, EGB_RESCALE_FREE);
  assert_string_equal(s->note, "why");
  assert_int_equal(s->count, 2);
  assert_int_equal(s->weight[0].node, 2);
  assert_true(s->weight[0].percent && s->weight[0].weight == 14);
  assert_false(s->weight[1].percent);
  assert_int_equal(index->scenario[1].rescale, EGB_RESCALE_PROPORTIONAL);
  egb_index_free(index);

  index = parse("egovbench: 1\nid: t\nrank: {decimals: 2}\nindicators: [{id: a}]\n");
  assert_int_equal(index->rank.ties, EGB_TIES_COMPETITION);
  assert_null(index->rank.decimals[0].period);
  assert_int_equal(index->rank.decimals[0].decimals, 2);
  egb_index_free(index);
}

static void test_files(void **state) {
  (void)state;
  egb_index *index = parse(
      "egovbench: 1\nid: t\ndata:\n  - wide.csv\n"
      "  - {file: long.csv, layout: long, unit: u, period: p, indicator: i, value: v, error: e, missing: [n/a, NULL],\n"
      "     delimiter: tab, columns: {a: A, b: B}}\n"
      "  - {file: w.csv, layout: wide, only-period: 2020, errors: {a: a_se}}\n"
      "units: {file: u.csv, id: code, names: {en: name, ja: 名}, groups: {region: part}, population: people}\n"
      "indicators: [{id: a}]\n");
  assert_int_equal(index->file_count, 3);
  const egb_data_file *file = index->file;
  assert_string_equal(file[0].file, "wide.csv");
  assert_int_equal(file[0].layout, EGB_LAYOUT_AUTO);
  assert_int_equal(file[0].dialect.delimiter, '\0');
  assert_null(file[0].unit);
  assert_int_equal(file[1].layout, EGB_LAYOUT_LONG);
  assert_int_equal(file[1].dialect.delimiter, '\t');
  assert_string_equal(file[1].unit, "u");
  assert_string_equal(file[1].period, "p");
  assert_string_equal(file[1].indicator, "i");
  assert_string_equal(file[1].value, "v");
  assert_string_equal(file[1].error, "e");
  assert_int_equal(file[1].dialect.missing_count, 2);
  assert_string_equal(file[1].dialect.missing[1], "NULL");
  assert_int_equal(file[1].rename_count, 2);
  assert_string_equal(file[1].rename[1].column, "b");
  assert_string_equal(file[1].rename[1].header, "B");
  assert_string_equal(file[2].only_period, "2020");
  assert_string_equal(file[2].errors[0].header, "a_se");
  assert_string_equal(index->units.file, "u.csv");
  assert_string_equal(index->units.id, "code");
  assert_int_equal(index->units.name_count, 2);
  assert_string_equal(index->units.names[1].text, "名");
  assert_string_equal(index->units.grouping[0].id, "region");
  assert_string_equal(index->units.grouping[0].header, "part");
  assert_string_equal(index->units.population, "people");
  egb_index_free(index);
}

/* ---- bounds ---------------------------------------------------------------------------------- */

static void test_many_nodes(void **state) {
  (void)state;
  for (int extra = 0; extra < 2; extra++) {
    egb_buffer text = {0};
    egb_buffer_text(&text, "egovbench: 1\nid: t\nindicators:\n");
    for (int i = 0; i < 65534 + extra; i++)
      egb_buffer_format(&text, "- id: n%d\n", i);
    egb_diag *diag = egb_diag_new();
    egb_index *index = NULL;
    const egb_status status = egb_index_parse("t.yaml", text.text, text.length, diag, &index);
    assert_int_equal(status, extra == 0 ? EGB_OK : EGB_REFUSED);
    if (extra != 0)
      assert_string_equal(egb_diag_message(diag, 0)->code, EGB_E_TREE);
    egb_index_free(index);
    egb_diag_free(diag);
    egb_buffer_clear(&text);
  }
}

/* Thousands of faults, each with thousands of candidates for a suggestion: told up to the cap, counted beyond. */
static void test_many_faults(void **state) {
  (void)state;
  egb_buffer text = {0};
  egb_buffer_text(&text, "egovbench: 1\nid: t\nindicators:\n");
  for (int i = 0; i < 20000; i++)
    egb_buffer_format(&text, "- {id: n%d, wieght: 1}\n", i % 10000);
  egb_buffer_text(&text, "scenarios:\n  s:\n    weights:\n");
  for (int i = 0; i < 20000; i++)
    egb_buffer_format(&text, "      m%d: 1\n", i);
  egb_diag *diag = egb_diag_new();
  egb_index *index = NULL;
  assert_int_equal(egb_index_parse("t.yaml", text.text, text.length, diag, &index), EGB_REFUSED);
  assert_int_equal(egb_diag_count(diag, EGB_SEVERITY_ERROR), 20000 + 20000 + 10000);
  assert_int_equal(egb_diag_kept(diag), 50);
  assert_null(index);
  egb_diag_free(diag);
  egb_buffer_clear(&text);
}

static void test_no_file(void **state) {
  (void)state;
  egb_diag *diag = egb_diag_new();
  egb_index *index = NULL;
  assert_int_equal(egb_index_load("no/such/definition.yaml", diag, &index), EGB_IO);
  assert_null(index);
  assert_int_equal(egb_diag_count(diag, EGB_SEVERITY_ERROR), 1);
  assert_int_equal(egb_index_load(".", diag, &index), EGB_IO);
  egb_diag_free(diag);
  egb_index_free(NULL);
}

/* Definitions in memory: the second one may be broken off, and none may be. */
typedef struct shelf {
  const char *path[3], *text[3];
  size_t asked;
} shelf;

static egb_status take(void *context, const char *path, const char **text, size_t *length) {
  shelf *s = context;
  s->asked++;
  for (size_t i = 0; i < 3 && s->path[i] != NULL; i++)
    if (strcmp(s->path[i], path) == 0) {
      *text = s->text[i];
      *length = strlen(s->text[i]);
      return EGB_OK;
    }
  return EGB_IO;
}

static void test_extends_in_memory(void **state) {
  (void)state;
  shelf s = {{"in/child.yaml", "in/base.yaml", "home/indicators/first.yaml"},
             {"egovbench: 1\nextends: base.yaml\nid: c\nnodes: {a: {weight: 3}}\n",
              "egovbench: 1\nextends: first\nid: b\nindicators: [{id: more}]\nnodes: {f: {rescale: minmax}}\n",
              "egovbench: 1\nid: f\nindicators: [{id: a}, {id: b}]\n"},
             0};
  const egb_index_options options = {.size = sizeof options, .home = "home", .read = take, .context = &s};
  egb_diag *diag = egb_diag_new();
  egb_index *index = NULL;
  assert_int_equal(egb_index_read("in/child.yaml", &options, diag, &index), EGB_OK);
  assert_int_equal(s.asked, 3);
  assert_string_equal(egb_index_id(index), "c");
  assert_int_equal(egb_index_node_count(index), 4);
  assert_true(egb_index_node_weight(index, egb_index_find(index, "a")) == 3);
  assert_string_equal(index->node[0].rescale.name, "minmax");
  assert_int_equal(egb_index_extended_count(index), 2);
  assert_string_equal(egb_index_extended(index, 0), "in/base.yaml");
  assert_string_equal(egb_index_extended(index, 1), "home/indicators/first.yaml");
  assert_string_equal(egb_index_extended(index, 2), "");
  egb_index_free(index);
  s.path[2] = NULL;
  assert_int_equal(egb_index_read("in/child.yaml", &options, diag, &index), EGB_IO);
  assert_null(index);
  assert_int_equal(egb_index_read("in/none.yaml", &options, diag, &index), EGB_IO);
  egb_diag_free(diag);
}

static void test_under(void **state) {
  (void)state;
  const char *text = "egovbench: 1\nid: t\nindicators: [{id: a}, {id: b}]\nscenarios:\n  w: {weights: {a: 25%}}\n"
                     "  m: {methods: {aggregate: geometric}}\n  d: {nodes: {a: {column: x}}}\n";
  egb_diag *diag = egb_diag_new();
  egb_index *index = NULL;
  assert_int_equal(egb_index_parse("t.yaml", text, strlen(text), diag, &index), EGB_OK);
  egb_index *m = egb_index_under(index, "m"), *d = egb_index_under(m, "d");
  assert_ptr_equal(egb_index_under(index, "w"), index);
  assert_ptr_equal(egb_index_under(index, NULL), index);
  assert_ptr_equal(egb_index_under(d, "none"), index);
  assert_ptr_equal(egb_index_under(d, "m"), m);
  assert_string_equal(m->node[0].aggregate.name, "geometric");
  assert_string_equal(index->node[0].aggregate.name, "arithmetic");
  assert_string_equal(egb_index_node_column(d, 1), "x");
  assert_int_equal(egb_index_scenario_count(d), 3);
  const bool own[] = {false, false, true, false};
  for (size_t i = 0; i < 4; i++)
    assert_int_equal(egb_index_scenario_has_data(index, i), own[i]);
  egb_index_free(d);
  egb_diag_free(diag);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_good),
      cmocka_unit_test(test_broken),
      cmocka_unit_test(test_head),
      cmocka_unit_test(test_languages),
      cmocka_unit_test(test_links),
      cmocka_unit_test(test_defaults),
      cmocka_unit_test(test_indicators),
      cmocka_unit_test(test_parts),
      cmocka_unit_test(test_files),
      cmocka_unit_test(test_many_nodes),
      cmocka_unit_test(test_many_faults),
      cmocka_unit_test(test_no_file),
      cmocka_unit_test(test_extends_in_memory),
      cmocka_unit_test(test_under),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
