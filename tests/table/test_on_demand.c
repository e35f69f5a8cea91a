/* Tables whose rows are made on demand: the bytes are those of the table that has all its cells, in every format, in
 * pieces of any size, by any number of threads; and so are those of some of its columns. */
#include "small.h"
#include "write/stream.h"
#include "write/written.h"

#include "model/table.h"
#include "model/uncertainty.h"

#define UNITS 90

/* Values that are missing, imputed, treated and in words, levels, tied scores, and two periods. */
static const char definition[] =
    "egovbench: 1\nid: t\ntitle: T\nlevels: [{id: A, name: High, from: 50}, {id: B, from: 0}]\n"
    "defaults: {available: 50%, normalise: minmax}\nscreen: {available: 20%}\n"
    "indicators:\n  - {id: x, impute: mean}\n  - {id: y, treat: winsorise}\n"
    "  - {id: z, indicators: [{id: z1}, {id: word, points: {none: 0, some: 0.5, all: 1}, impute: none}, {id: w, column: w}]}\n";

static void put_row(egb_buffer *data, size_t unit, int year, uint64_t *seed) {
  static const char *const words[] = {"none", "some", "all", ""};
  egb_buffer_format(data, "U%zu,\"Place, %zu\",%s,%d", unit, unit, unit % 3 == 0 ? "north" : "south", year);
  for (size_t i = 0; i < 4; i++) {
    const uint64_t random = next_random(seed);
    egb_buffer_char(data, ',');
    if (random % 5 != 0)
      egb_buffer_format(data, "%u", (unsigned)(random >> 40) % (i == 1 && random % 7 == 0 ? 100000 : 50));
  }
  egb_buffer_format(data, ",%s\n", words[(size_t)(next_random(seed) >> 30) % 4]);
}

typedef struct made {
  small s;
  egb_plan *earlier_plan;
  const egb_results *results[2]; /* of both periods */
  egb_results *earlier;
  egb_uncertainty *uncertainty;
} made;

static made make(void) {
  made m = {.earlier = NULL};
  egb_buffer data = {0};
  uint64_t seed = 11;
  egb_buffer_text(&data, "unit,name,region,period,x,y,z1,w,word\n");
  for (size_t u = 0; u < UNITS; u++)
    for (int year = 2020; year <= 2021; year++)
      put_row(&data, u, year, &seed);
  m.s = small_score(definition, egb_buffer_string(&data));
  egb_buffer_clear(&data);
  const egb_plan_options before = {.size = sizeof before, .period = "2020"};
  assert_ok(egb_plan_new(m.s.index, m.s.data, &before, m.s.diag, &m.earlier_plan), m.s.diag);
  assert_ok(egb_score(m.earlier_plan, m.s.diag, &m.earlier), m.s.diag);
  m.results[0] = m.earlier;
  m.results[1] = m.s.results;
  const egb_uncertainty_options draws = {.size = sizeof draws, .draws = 60};
  assert_ok(egb_uncertainty_new(m.s.plan, m.s.results, &draws, m.s.diag, &m.uncertainty), m.s.diag);
  return m;
}

static void clear(made *m) {
  egb_uncertainty_free(m->uncertainty);
  egb_results_free(m->earlier);
  egb_plan_free(m->earlier_plan);
  small_free(&m->s);
}

typedef egb_status build(const made *m, bool on_demand, egb_table **out);

static egb_status stage(const made *m, egb_stage of, bool each_value, bool on_demand, egb_table **out) {
  static const char *const some[] = {"U3", "U4", "U17", "U88", NULL};
  const egb_stage_options options = {.size = sizeof options,
                                     .units = of == EGB_STAGE_NORMALISED ? some : NULL,
                                     .each_value = each_value,
                                     .on_demand = on_demand};
  return egb_table_stages(m->s.results, of, &options, m->s.diag, out);
}

static egb_status raw(const made *m, bool on_demand, egb_table **out) {
  return stage(m, EGB_STAGE_RAW, false, on_demand, out);
}

static egb_status treated(const made *m, bool on_demand, egb_table **out) {
  return stage(m, EGB_STAGE_TREATED, false, on_demand, out);
}

static egb_status normalised(const made *m, bool on_demand, egb_table **out) {
  return stage(m, EGB_STAGE_NORMALISED, true, on_demand, out);
}

static egb_status stage_scored(const made *m, bool on_demand, egb_table **out) {
  return stage(m, EGB_STAGE_SCORED, false, on_demand, out);
}

static egb_status all_stages(const made *m, bool on_demand, egb_table **out) {
  return stage(m, EGB_STAGE_ALL, true, on_demand, out);
}

/* Of both periods, the first without intervals. */
static egb_export_options exports(const made *m, const egb_uncertainty *list[2], bool on_demand) {
  list[0] = NULL;
  list[1] = m->uncertainty;
  return (egb_export_options){.size = sizeof(egb_export_options), .uncertainty = list, .on_demand = on_demand};
}

static egb_status wide(const made *m, bool on_demand, egb_table **out) {
  const egb_uncertainty *list[2];
  const egb_export_options options = exports(m, list, on_demand);
  return egb_table_wide(m->results, 2, &options, m->s.diag, out);
}

static egb_status each_value(const made *m, bool on_demand, egb_table **out) {
  const egb_uncertainty *list[2];
  const egb_export_options options = exports(m, list, on_demand);
  return egb_table_long(m->results, 2, &options, m->s.diag, out);
}

static egb_status spreads(const made *m, bool on_demand, egb_table **out) {
  const egb_spread_options options = {.size = sizeof options, .width = 90, .on_demand = on_demand};
  return egb_table_uncertainty(m->uncertainty, &options, m->s.diag, out);
}

static build *const builders[] = {raw, treated, normalised, stage_scored, all_stages, wide, each_value, spreads};
#define BUILDERS (sizeof builders / sizeof *builders)

static egb_status add(void *context, const char *bytes, size_t length) {
  egb_buffer *out = context;
  egb_buffer_add(out, bytes, length);
  return out->failed ? EGB_NO_MEMORY : EGB_OK;
}

static void compare_pieces(const egb_table *table, egb_format format, const char *expected, size_t length) {
  static const size_t sizes[] = {1, 7, 100};
  const egb_writer *writer = egb_writer_of(format);
  egb_write_options options = EGB_WRITE_OPTIONS_INIT;
  for (size_t i = 0; i < sizeof sizes / sizeof *sizes && writer->rows != NULL; i++)
    for (options.threads = 1; options.threads <= 4; options.threads++) {
      egb_buffer out = {0};
      assert_int_equal(egb_stream(writer, table, &options, sizes[i], add, &out), EGB_OK);
      assert_int_equal(out.length, length);
      assert_memory_equal(egb_buffer_string(&out), expected, length);
      egb_buffer_clear(&out);
    }
}

static void compare(const egb_table *table, const egb_table *whole) {
  assert_non_null(whole->cell);
  assert_null(table->cell);
  assert_int_equal(egb_table_note_count(table), egb_table_note_count(whole));
  for (size_t c = 0; c < whole->column_count; c++)
    assert_int_equal(table->column[c].kind, whole->column[c].kind);
  for (size_t format = 0; format < egb_format_count(); format++) {
    char *text = NULL, *expected = NULL;
    size_t length = 0, expected_length = 0;
    if (!is_built((egb_format)format))
      continue;
    assert_int_equal(written(whole, (egb_format)format, NULL, &expected, &expected_length), EGB_OK);
    assert_int_equal(written(table, (egb_format)format, NULL, &text, &length), EGB_OK);
    assert_int_equal(length, expected_length);
    assert_memory_equal(text, expected, length);
    compare_pieces(table, (egb_format)format, expected, length);
    egb_free(text);
    egb_free(expected);
  }
}

static void bytes_are_those_of_all_cells(void **state) {
  (void)state;
  made m = make();
  for (size_t i = 0; i < BUILDERS; i++) {
    egb_table *whole = NULL, *table = NULL;
    assert_ok(builders[i](&m, false, &whole), m.s.diag);
    assert_ok(builders[i](&m, true, &table), m.s.diag);
    compare(table, whole);
    egb_table_free(table);
    egb_table_free(whole);
  }
  clear(&m);
}

/* In another order and without most of them; rows stay on demand. */
static void columns_are_picked_from_rows_on_demand(void **state) {
  (void)state;
  made m = make();
  for (size_t i = 0; i < BUILDERS; i++) {
    egb_table *whole = NULL, *table = NULL;
    assert_ok(builders[i](&m, false, &whole), m.s.diag);
    assert_ok(builders[i](&m, true, &table), m.s.diag);
    const size_t columns = whole->column_count;
    const char *const ids[] = {whole->column[columns - 1].id, whole->column[columns / 2].id, whole->column[0].id, NULL};
    const egb_select_options options = {.size = sizeof options, .columns = ids, .top = 50};
    assert_ok(egb_table_select(whole, &options, m.s.diag), m.s.diag);
    assert_ok(egb_table_select(table, &options, m.s.diag), m.s.diag);
    compare(table, whole);
    egb_table_free(table);
    egb_table_free(whole);
  }
  clear(&m);
}

/* Else the tests above would compare tables without what is special. */
static void there_is_something_to_compare(void **state) {
  (void)state;
  made m = make();
  egb_table *table = NULL;
  char *text = NULL;
  size_t length = 0;
  assert_ok(each_value(&m, true, &table), m.s.diag);
  assert_int_equal(written(table, EGB_FORMAT_MARKDOWN, NULL, &text, &length), EGB_OK);
  static const char *const there[] = {"some", "imputed", "treated", "partial", "missing",
                                      "2020", "2021",    "~",       "^",       "#"};
  for (size_t i = 0; i < sizeof there / sizeof *there; i++)
    if (strstr(text, there[i]) == NULL)
      fail_msg("no `%s` in the table", there[i]);
  egb_free(text);
  egb_table_free(table);
  clear(&m);
}

static void there_is_no_stage_beyond_the_last(void **state) {
  (void)state;
  small s = small_score("egovbench: 1\nid: t\nindicators: [{id: a, normalise: as-is}]\n", "unit,a\nX,1\n");
  egb_table *table = NULL;
  assert_int_equal(egb_table_stage(s.results, EGB_STAGE_ALL, NULL, NULL, s.diag, &table), EGB_USAGE);
  assert_null(table);
  assert_int_equal(egb_table_stage_long(s.results, (egb_stage)7, NULL, s.diag, &table), EGB_USAGE);
  assert_null(table);
  small_free(&s);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(bytes_are_those_of_all_cells),
      cmocka_unit_test(columns_are_picked_from_rows_on_demand),
      cmocka_unit_test(there_is_something_to_compare),
      cmocka_unit_test(there_is_no_stage_beyond_the_last),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
