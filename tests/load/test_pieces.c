/* Large wide files are read in pieces by several threads: whatever is in the file, however small the pieces and however
 * many the threads, what comes out is what reading it row by row gives: units, names, values, places and messages. */
#include "loaded.h"
#include "small.h"

#define HEAD "egovbench: 1\nid: t\ntitle: T\n"
#define THREE "indicators: [{id: a}, {id: b}, {id: c}]\n"
#define FILES 3000

static const char *const definitions[] = {
    HEAD "data: [{file: '-'}]\n" THREE,
    HEAD "data: [{file: '-'}]\nindicators: [{id: a, bounds: [-1000, 1000]}, {id: b, bounds: [0, 900]}, {id: c}]\n",
    HEAD "data: [{file: '-', missing: ['-', '-999']}]\n" THREE,
    HEAD "data: [{file: '-', delimiter: semicolon, decimal: comma}]\n" THREE,
    HEAD "data: [{file: '-', flags: strip}]\n" THREE,
    HEAD "data: [{file: '-', others: ignore, match: name}]\n" THREE,
    HEAD "data: [{file: '-', where: {unit: [u1, u2, u3]}}]\n" THREE,
    HEAD "data: [{file: '-', footer: blank}]\n" THREE,
    HEAD "data: [{file: '-'}]\nindicators: [{id: a, points: {yes: 1, else: 0}}, {id: b}, {id: c}]\n",
};

/* ---- files ----------------------------------------------------------------------------------- */

typedef struct author {
  uint32_t state;
  uint32_t trouble; /* of a thousand cells, rows and units; 0: none */
  const char *end;  /* of lines */
  char delimiter;
  size_t units;
  egb_buffer text;
} author;

static uint32_t any(author *a, uint32_t below) {
  a->state = a->state * 1664525U + 1013904223U;
  return (uint32_t)((uint64_t)(a->state ^ a->state >> 15) * below >> 32);
}

static bool is_troubled(author *a) {
  return any(a, 1000) < a->trouble;
}

static const char *one_of(author *a, const char *const *list, uint32_t count) {
  return list[any(a, count)];
}
#define ONE_OF(a, ...)                                                                                                 \
  one_of((a), (const char *const[]){__VA_ARGS__}, sizeof((const char *const[]){__VA_ARGS__}) / sizeof(char *))

static void write_unit(author *a) {
  if (is_troubled(a))
    egb_buffer_text(&a->text, ONE_OF(a, "", "u1", "\"u\n2\"", "\"u\"\"3\"", "#label", "\"a;b,c\"", "Estonia", " u4",
                                     "U1", "\"u\r\n5\"", "u\"6", "\"u7\"x", "=\"004\"", "\"=\"\"004\"\"\""));
  else if (any(a, 8) == 0)
    egb_buffer_format(&a->text, "\"u%zu\"", ++a->units);
  else
    egb_buffer_format(&a->text, "u%zu", ++a->units);
}

static void write_name(author *a) {
  if (is_troubled(a))
    egb_buffer_text(&a->text,
                    ONE_OF(a, "N1", "n1", "\"n\n\"", "\"n \"\"1\"\"\"", "\"never closed", "\xE5\x8F\xB0\xE7\x81\xA3"));
  else if (any(a, 4) != 0)
    egb_buffer_format(&a->text, any(a, 2) == 0 ? "N%zu" : "\"N%zu\"", a->units);
}

static void write_value(author *a) {
  if (is_troubled(a))
    egb_buffer_text(&a->text, ONE_OF(a, "x", " 5", "\"1,5\"", "-", "-999", "-999.0", "5 b", "1e999", "nan", "yes",
                                     "12%", "\"7\"", "\"\"", "5000",
                                     "\xE2\x88\x92"
                                     "3",
                                     "\"8\n\"", "\"8\"\"\"", "9\"", "\"9\"9", "\r", "1.2.3", "."));
  else if (any(a, 5) == 0)
    egb_buffer_text(&a->text, ONE_OF(a, "", "0", "-0", "+1", "1e2", "99", "9999", "0.1234567890123456789",
                                     "123456789012345678", "007", "-.5", "\"42\""));
  else
    egb_buffer_format(&a->text, a->delimiter == ';' && any(a, 2) == 0 ? "%" PRIu32 ",%" PRIu32 : "%" PRIu32 ".%" PRIu32,
                      any(a, 900), any(a, 1000));
}

static void write_row(author *a, bool named, uint32_t values) {
  write_unit(a);
  if (named) {
    egb_buffer_char(&a->text, a->delimiter);
    write_name(a);
  }
  for (uint32_t i = 0; i < values - (is_troubled(a) && any(a, 4) == 0); i++) {
    egb_buffer_char(&a->text, a->delimiter);
    write_value(a);
  }
  egb_buffer_text(&a->text, is_troubled(a) ? ONE_OF(a, "\r", "\n\n", "\r\n", ",,\n", "\n,,,,\n", "\n\r\n\n") : a->end);
}

/* Columns in any order, some of no use; the last line may end without a line end. */
static void write_file(author *a, uint32_t seed) {
  *a = (author){.state = seed, .text = {0}};
  a->trouble = any(a, 3) == 0 ? 0 : any(a, 4) == 0 ? 100 : 3;
  a->end = any(a, 3) == 0 ? "\r\n" : "\n";
  a->delimiter = any(a, 4) == 0 ? ';' : ',';
  const bool named = any(a, 2) == 0;
  const char *columns = ONE_OF(a, "a b c", "c b a", "b year a c", "a b", "a spare b c", "a b c unit2");
  egb_buffer_text(&a->text, any(a, 5) == 0 ? "\xEF\xBB\xBFunit" : "unit");
  if (named)
    egb_buffer_format(&a->text, "%cname", a->delimiter);
  egb_buffer_char(&a->text, a->delimiter);
  uint32_t values = 1;
  for (const char *c = columns; *c != '\0'; c++) {
    values += *c == ' ';
    egb_buffer_char(&a->text, *c == ' ' ? a->delimiter : *c);
  }
  egb_buffer_text(&a->text, a->end);
  for (uint32_t rows = any(a, 60); rows != 0; rows--)
    write_row(a, named, values);
  if (any(a, 4) == 0 && a->text.length > 2)
    a->text.length -= strlen(a->end);
  assert_false(a->text.failed);
}

/* ---- what was read --------------------------------------------------------------------------- */

static void tell(egb_buffer *out, const egb_index *index, const egb_buffer *text, size_t threads, size_t piece) {
  assert_true(loaded_text(out, index, egb_buffer_string(text), text->length, threads, piece));
}

/* ---- tests ----------------------------------------------------------------------------------- */

static void pieces_are_as_good_as_rows(void **state) {
  (void)state;
  static const struct { size_t threads, piece; } how[] = {{1, 1}, {1, 64}, {2, 17}, {3, 200}, {5, 50}, {2, 1000}};
  size_t accepted = 0;
  for (uint32_t seed = 0; seed < FILES; seed++) {
    author a;
    egb_buffer rows = {0};
    write_file(&a, seed);
    const char *definition = definitions[seed % 3 == 0        ? seed / 3 % (sizeof definitions / sizeof *definitions)
                                         : a.delimiter == ';' ? 3
                                                              : seed % 2];
    small s = small_parse("t.yaml", definition);
    small_ok(&s);
    tell(&rows, s.index, &a.text, 1, SIZE_MAX);
    accepted += strncmp(rows.text, "status 0", 8) == 0;
    for (size_t i = seed % 2; i < sizeof how / sizeof *how; i += 2) {
      egb_buffer pieces = {0};
      tell(&pieces, s.index, &a.text, how[i].threads, how[i].piece);
      if (strcmp(rows.text, pieces.text) != 0)
        fail_msg("file %" PRIu32 " in pieces of %zu bytes by %zu threads:\n%s\n--- by rows:\n%s\n--- in pieces:\n%s",
                 seed, how[i].piece, how[i].threads, a.text.text, rows.text, pieces.text);
      egb_buffer_clear(&pieces);
    }
    small_free(&s);
    egb_buffer_clear(&rows);
    egb_buffer_clear(&a.text);
  }
  assert_true(accepted > FILES / 5);
  assert_true(accepted < FILES * 4 / 5);
}

/* Else the test above would compare rows with rows: ids lie side by side only where a piece was taken as a whole. */
static void pieces_are_taken(void **state) {
  (void)state;
  egb_buffer table = {0};
  small s = small_parse("t.yaml", definitions[0]);
  egb_buffer_text(&table, "unit,a,b,c\r\n");
  for (int i = 0; i < 100; i++)
    egb_buffer_format(&table, "u%d,\"7\",,-1e%d\r\n", i, i);
  const egb_data_options options = {.size = sizeof options, .stdin_text = table.text, .stdin_length = table.length};
  assert_ok(egb_dataset_load_pieces(s.index, &options, 2, 90, s.diag, &s.data), s.diag);
  assert_int_equal(s.data->unit_count, 100);
  size_t beside = 0;
  for (size_t i = 1; i < 100; i++)
    beside += s.data->unit[i].id == s.data->unit[i - 1].id + strlen(s.data->unit[i - 1].id) + 1;
  assert_true(beside > 75);
  egb_buffer_clear(&table);
  small_free(&s);
}

/* Of many units it is proven first that all look different, which must not overlook the two that do not. */
static void two_alike_among_many_are_found(void **state) {
  (void)state;
  static const struct {
    const char *last, *text; /* the last row; what is said */
  } cases[] = {{"v1,Other,1,2,3", NULL},
               {"U17,Other,1,2,3", "the units `u17` and `U17` differ only in upper and lower case"},
               {"v1,n  17,1,2,3", "`n  17` is the name of two units, `u17` and `v1`"}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    egb_buffer table = {0};
    small s = small_parse("t.yaml", definitions[0]);
    egb_buffer_text(&table, "unit,name,a,b,c\n");
    for (int u = 0; u < 9000; u++)
      egb_buffer_format(&table, "u%d,N %d,1,2,3\n", u, u);
    egb_buffer_text(&table, cases[i].last);
    const egb_data_options options = {.size = sizeof options, .stdin_text = table.text, .stdin_length = table.length};
    assert_ok(egb_dataset_load_pieces(s.index, &options, 2, 5000, s.diag, &s.data), s.diag);
    assert_int_equal(egb_diag_count(s.diag, EGB_SEVERITY_WARNING), cases[i].text != NULL);
    if (cases[i].text != NULL)
      small_message(&s, 0, "W0324", 9002, 1, cases[i].text, "<stdin>:19");
    egb_buffer_clear(&table);
    small_free(&s);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(pieces_are_as_good_as_rows), cmocka_unit_test(pieces_are_taken),
                                     cmocka_unit_test(two_alike_among_many_are_found)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
