/* Rows written in pieces: the bytes are those of the whole table written at once, whatever the pieces and the threads;
 * a sink or a builder that fails ends the writing where it failed. */
#include "hostile.h"
#include "small.h"
#include "write/stream.h"
#include "write/written.h"

#include "base/threads.h"

#include <stdatomic.h>

#define ROWS 5000

/* Rows of every kind of cell, and an empty one; some texts are made, some last. */
typedef struct source {
  size_t fails_at; /* row; SIZE_MAX: none */
  atomic_size_t rows_made;
} source;

static bool fill(const void *from, size_t first, egb_table *piece) {
  const size_t names = sizeof hostile_names / sizeof *hostile_names;
  source *made = (source *)from;
  for (size_t i = 0; i < piece->row_count; i++) {
    const size_t row = first + i;
    char text[64];
    if (row == made->fails_at)
      return false;
    egb_table_put_lasting(piece, i, 0, hostile_names[row % names]);
    egb_table_put_number(piece, i, 1, row % 7 == 0 ? NAN : ldexp((double)row, -(int)(row % 60)));
    egb_table_put_integer(piece, i, 2, row % 2 == 0 ? (int64_t)row : INT64_MIN + (int64_t)row);
    (void)snprintf(text, sizeof text, "%zu, %s", row, hostile_names[(row + 3) % names]);
    if (row % 3 != 0 && !egb_table_put_text(piece, i, 3, text))
      return false;
  }
  atomic_fetch_add(&made->rows_made, piece->row_count);
  return true;
}

static egb_table *on_demand(source *from, size_t rows) {
  egb_table *table = egb_table_new("egovbench.test/1", 0, 0);
  assert_non_null(table);
  assert_true(egb_table_shape_on_demand(table, 5, rows, fill, from));
  static const char *const ids[] = {"unit", "score", "rank", "a,\"b\"", "picture"};
  for (size_t i = 0; i < 5; i++)
    table->column[i] = (egb_table_column){.id = ids[i], .label = ids[i], .people_only = i == 4, .decimals = -1};
  table->column[1].kind = EGB_CELL_NUMBER;
  table->column[2].kind = EGB_CELL_INTEGER;
  return table;
}

static egb_status add(void *context, const char *bytes, size_t length) {
  egb_buffer *out = context;
  egb_buffer_add(out, bytes, length);
  return out->failed ? EGB_NO_MEMORY : EGB_OK;
}

static const egb_format streaming[] = {EGB_FORMAT_CSV, EGB_FORMAT_TSV, EGB_FORMAT_JSON, EGB_FORMAT_NDJSON};
#define STREAMING (sizeof streaming / sizeof *streaming)

static const egb_write_options ways[] = {{.size = sizeof(egb_write_options)},
                                         {.size = sizeof(egb_write_options), .excel = true},
                                         {.size = sizeof(egb_write_options), .excel = true, .locale = "de"},
                                         {.size = sizeof(egb_write_options), .visible = true}};
#define WAYS (sizeof ways / sizeof *ways)

static void streams_as(const egb_table *table, egb_format format, const egb_write_options *options, size_t rows,
                       const char *expected, size_t length) {
  egb_buffer out = {0};
  assert_int_equal(egb_stream(egb_writer_of(format), table, options, rows, add, &out), EGB_OK);
  assert_int_equal(out.length, length);
  assert_memory_equal(egb_buffer_string(&out), expected, length);
  egb_buffer_clear(&out);
}

/* All cells at once, then in pieces of every size, by every number of threads. */
static void pieces_and_threads_do_not_show(void **state) {
  (void)state;
  static const size_t sizes[] = {1, 7, 4096, ROWS};
  source from = {.fails_at = SIZE_MAX};
  egb_table *table = on_demand(&from, ROWS), *whole = on_demand(&from, ROWS);
  assert_int_equal(egb_table_make_rows(whole), EGB_OK);
  assert_non_null(whole->cell);
  for (size_t f = 0; f < STREAMING; f++)
    for (size_t w = 0; w < WAYS; w++) {
      egb_buffer all = {0};
      egb_write_options options = ways[w];
      options.threads = 1;
      assert_int_equal(egb_stream(egb_writer_of(streaming[f]), whole, &options, ROWS, add, &all), EGB_OK);
      for (size_t s = w == 0 ? 0 : 1; s < sizeof sizes / sizeof *sizes; s++)
        for (options.threads = 1; options.threads <= 4; options.threads++)
          streams_as(options.threads == 3 ? whole : table, streaming[f], &options, sizes[s], all.text, all.length);
      egb_buffer_clear(&all);
    }
  egb_table_free(whole);
  egb_table_free(table);
}

/* What CSV says is read back field by field elsewhere (test_read_back.c): here the first rows, by hand. */
static void rows_are_what_the_builder_made(void **state) {
  (void)state;
  source from = {.fails_at = SIZE_MAX};
  egb_table *table = on_demand(&from, 3);
  char *text = NULL;
  size_t length = 0;
  assert_int_equal(written(table, EGB_FORMAT_CSV, NULL, &text, &length), EGB_OK);
  assert_string_equal(text, "unit,score,rank,\"a,\"\"b\"\"\"\n=cmd|' /C calc'!A0,,0,\n"
                            "+1+1,0.5,-9223372036854775807,\"1, \t=1+1\"\n-2+3,0.5,2,\"2, \r=1+1\"\n");
  egb_free(text);
  table->row_count = 0;
  assert_int_equal(written(table, EGB_FORMAT_JSON, NULL, &text, &length), EGB_OK);
  assert_non_null(strstr(text, "\"rows\": []\n}\n"));
  egb_free(text);
  assert_int_equal(written(table, EGB_FORMAT_NDJSON, NULL, &text, &length), EGB_OK);
  assert_string_equal(text, "");
  egb_free(text);
  egb_table_free(table);
}

/* Every other format has all rows made for it. */
static void other_formats_make_all_rows(void **state) {
  (void)state;
  source from = {.fails_at = SIZE_MAX};
  egb_table *table = on_demand(&from, 40), *whole = on_demand(&from, 40);
  assert_int_equal(egb_table_make_rows(whole), EGB_OK);
  for (size_t format = 0; format < egb_format_count(); format++) {
    char *text = NULL, *expected = NULL;
    size_t length = 0, expected_length = 0;
    if (!is_built((egb_format)format))
      continue;
    const egb_status status = written(whole, (egb_format)format, NULL, &expected, &expected_length);
    assert_int_equal(written(table, (egb_format)format, NULL, &text, &length), status);
    assert_int_equal(length, expected_length);
    assert_true(length == 0 || memcmp(text, expected, length) == 0);
    egb_free(text);
    egb_free(expected);
  }
  assert_null(table->cell);
  egb_table_free(whole);
  egb_table_free(table);
}

/* Until rows are made and kept, a table on demand has no cell to be read. */
static void cells_are_there_when_asked_for(void **state) {
  (void)state;
  source from = {.fails_at = SIZE_MAX};
  egb_table *table = on_demand(&from, 10);
  assert_int_equal(egb_table_row_count(table), 10);
  assert_true(egb_table_is_empty(table, 1, 2));
  assert_int_equal(egb_table_make_rows(table), EGB_OK);
  assert_int_equal(egb_table_make_rows(table), EGB_OK);
  assert_int_equal(from.rows_made, 10);
  assert_near(egb_table_number(table, 2, 2), 2, 0);
  assert_string_equal(egb_table_text(table, 1, 0), "+1+1");
  egb_table_free(table);
}

typedef struct limited {
  size_t most, taken, calls_after;
  bool full;
  const char *expected;
} limited;

static egb_status take_some(void *context, const char *bytes, size_t length) {
  limited *to = context;
  to->calls_after += to->full;
  if (to->taken + length > to->most) {
    to->full = true;
    return EGB_IO;
  }
  assert_memory_equal(bytes, to->expected + to->taken, length);
  to->taken += length;
  return EGB_OK;
}

/* It has had the first pieces in order, is not called again, and its status is that of the whole. */
static void a_sink_that_fails_ends_it(void **state) {
  (void)state;
  source from = {.fails_at = SIZE_MAX};
  egb_table *table = on_demand(&from, 900);
  for (size_t f = 0; f < STREAMING; f++) {
    egb_buffer all = {0};
    egb_write_options options = ways[0];
    const egb_writer *writer = egb_writer_of(streaming[f]);
    assert_int_equal(egb_stream(writer, table, &options, 900, add, &all), EGB_OK);
    for (size_t most = 0; most <= all.length; most += most < all.length ? (all.length - most + 40) / 41 : 1) {
      limited to = {.most = most, .expected = all.text};
      options.threads = 1 + most % 4;
      assert_int_equal(egb_stream(writer, table, &options, 10, take_some, &to), most < all.length ? EGB_IO : EGB_OK);
      assert_int_equal(to.calls_after, 0);
      assert_int_equal(to.full, most < all.length);
    }
    egb_buffer_clear(&all);
  }
  egb_table_free(table);
}

/* A row that cannot be made: those before it were handed on, in order, and none after it. */
static void a_builder_that_fails_ends_it(void **state) {
  (void)state;
  for (size_t threads = 1; threads <= 4; threads++) {
    source from = {.fails_at = SIZE_MAX};
    egb_table *table = on_demand(&from, 900);
    egb_buffer all = {0};
    egb_write_options options = ways[0];
    assert_int_equal(egb_stream(&egb_writer_csv, table, &options, 900, add, &all), EGB_OK);
    limited to = {.most = SIZE_MAX, .expected = all.text};
    options.threads = threads;
    from.fails_at = 455;
    assert_int_equal(egb_stream(&egb_writer_csv, table, &options, 10, take_some, &to), EGB_NO_MEMORY);
    size_t lines = 0; /* the names of rows have line ends, too */
    for (size_t i = 0; i < to.taken; i++)
      lines += all.text[i] == '\n';
    assert_true(lines >= 451 && to.taken < all.length);
    char *text = NULL;
    size_t length = 0;
    assert_int_equal(written(table, EGB_FORMAT_CSV, NULL, &text, &length), EGB_NO_MEMORY);
    assert_null(text);
    assert_int_equal(egb_table_make_rows(table), EGB_NO_MEMORY);
    assert_null(table->cell);
    egb_buffer_clear(&all);
    egb_table_free(table);
  }
}

/* ---- the ranking ----------------------------------------------------------------------------- */

static const char definition[] =
    "egovbench: 1\nid: t\ntitle: T\nlevels: [{id: A, name: High, from: 50}, {id: B, from: 0}]\n"
    "defaults: {available: 50%}\nscreen: {available: 20%}\n"
    "indicators:\n  - {id: x, normalise: minmax, impute: mean}\n  - {id: y, normalise: minmax, treat: winsorise}\n"
    "  - {id: z, indicators: [{id: z1, normalise: minmax}, {id: z2, normalise: minmax}]}\n";

static small many_units(void) {
  egb_buffer data = {0};
  uint64_t seed = 5;
  egb_buffer_text(&data, "unit,name,x,y,z1,z2\n");
  for (size_t u = 0; u < 1500; u++) {
    egb_buffer_format(&data, "U%zu,\"Place, %zu\"", u, u);
    for (size_t i = 0; i < 4; i++) {
      const uint64_t random = next_random(&seed);
      egb_buffer_char(&data, ',');
      if (random % 5 != 0)
        egb_buffer_format(&data, "%u", (unsigned)(random >> 40) % 1000);
    }
    egb_buffer_char(&data, '\n');
  }
  small s = small_open(definition, egb_buffer_string(&data));
  egb_buffer_clear(&data);
  small_go(&s, NULL);
  assert_ok(s.status, s.diag);
  return s;
}

static void same_in_every_format(small *s, egb_ranking_options options) {
  egb_table *table = NULL, *whole = NULL;
  assert_ok(egb_table_ranking(s->results, &options, s->diag, &whole), s->diag);
  options.on_demand = true;
  assert_ok(egb_table_ranking(s->results, &options, s->diag, &table), s->diag);
  assert_non_null(whole->cell);
  assert_null(table->cell);
  assert_int_equal(egb_table_note_count(table), egb_table_note_count(whole));
  for (size_t format = 0; format < egb_format_count(); format++) {
    char *text = NULL, *expected = NULL;
    size_t length = 0, expected_length = 0;
    if (!is_built((egb_format)format))
      continue;
    assert_int_equal(written(whole, (egb_format)format, NULL, &expected, &expected_length), EGB_OK);
    assert_int_equal(written(table, (egb_format)format, NULL, &text, &length), EGB_OK);
    assert_int_equal(length, expected_length);
    assert_memory_equal(text, expected, length);
    egb_free(text);
    egb_free(expected);
  }
  egb_table_free(table);
  egb_table_free(whole);
}

static void a_ranking_on_demand_is_the_same(void **state) {
  (void)state;
  static const char *const columns[] = {"name", "rank", "x", "missing", "reason", "status", "level", "z1", NULL};
  small s = many_units();
  const egb_ranking_options plain = EGB_RANKING_OPTIONS_INIT;
  egb_ranking_options options = plain;
  same_in_every_format(&s, options);
  options.top = 7;
  same_in_every_format(&s, options);
  options.sort = "-name";
  options.columns = columns;
  same_in_every_format(&s, options);
  options = plain;
  options.levels = true;
  options.sort = "y";
  same_in_every_format(&s, options);
  small_free(&s);
}

/* The lists of languages and columns are the caller's, and read during the call only. */
static void options_may_be_gone(void **state) {
  (void)state;
  small s = many_units();
  char language[] = "en";
  const char *languages[] = {language, "ja", NULL};
  egb_ranking_options options = {.size = sizeof options, .languages = languages, .top = 3, .on_demand = true};
  egb_table *table = NULL;
  assert_ok(egb_table_ranking(s.results, &options, s.diag, &table), s.diag);
  memset(language, 'x', 2);
  languages[0] = languages[1] = NULL;
  options = (egb_ranking_options){0};
  char *text = NULL;
  size_t length = 0;
  assert_int_equal(written(table, EGB_FORMAT_CSV, NULL, &text, &length), EGB_OK);
  assert_non_null(strstr(text, "name_ja"));
  assert_non_null(strstr(text, "Place"));
  egb_free(text);
  egb_table_free(table);
  small_free(&s);
}

/* A selection makes no rows. */
static void selections_see_the_rows(void **state) {
  (void)state;
  static const char *const same[] = {"unit", "score", "rank", "a,\"b\"", "picture", NULL}, *const two[] = {
                                                                                               "rank", "unit", NULL};
  source from = {.fails_at = SIZE_MAX};
  egb_table *table = on_demand(&from, 20);
  egb_diag *diag = egb_diag_new();
  egb_select_options options = {.size = sizeof options, .columns = same, .top = 9};
  assert_int_equal(egb_table_select(table, &options, diag), EGB_OK);
  assert_null(table->cell);
  assert_int_equal(table->row_count, 9);
  options.columns = two;
  assert_int_equal(egb_table_select(table, &options, diag), EGB_OK);
  assert_int_equal(egb_table_column_count(table), 2);
  assert_null(table->cell);
  assert_int_equal(egb_table_make_rows(table), EGB_OK);
  assert_near(egb_table_number(table, 2, 0), 2, 0);
  assert_string_equal(egb_table_text(table, 1, 1), "+1+1");
  egb_diag_free(diag);
  egb_table_free(table);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(pieces_and_threads_do_not_show),  cmocka_unit_test(rows_are_what_the_builder_made),
      cmocka_unit_test(other_formats_make_all_rows),     cmocka_unit_test(cells_are_there_when_asked_for),
      cmocka_unit_test(a_sink_that_fails_ends_it),       cmocka_unit_test(a_builder_that_fails_ends_it),
      cmocka_unit_test(a_ranking_on_demand_is_the_same), cmocka_unit_test(options_may_be_gone),
      cmocka_unit_test(selections_see_the_rows),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
