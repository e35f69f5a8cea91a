/* Large wide files are read in pieces by several threads: whatever is in the file, however small the pieces and however
 * many the threads, what comes out is what reading it row by row gives: units, names, values, places and messages. */
#include "base/source_again.h"
#include "loaded.h"
#include "small.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define HEAD "egovbench: 1\nid: t\ntitle: T\n"
#define THREE "indicators: [{id: a}, {id: b}, {id: c}]\n"
#define FILES 2000

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
    egb_buffer_format(&a->text, ONE_OF(a, "N%zu", "\"N%zu\"", "\xE5\x8F\xB0\xE7\x81\xA3%zu"), a->units);
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

/* So many rows or more, columns in any order, some of no use; the last line may end without a line end. */
static void write_file(author *a, uint32_t seed, uint32_t least) {
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
  for (uint32_t rows = least + any(a, 60); rows != 0; rows--)
    write_row(a, named, values);
  if (any(a, 4) == 0 && a->text.length > 2)
    a->text.length -= strlen(a->end);
  assert_false(a->text.failed);
}

/* ---- what was read --------------------------------------------------------------------------- */

static void tell(egb_buffer *out, const egb_index *index, const egb_buffer *text, egb_load_how how) {
  assert_true(loaded_text(out, index, egb_buffer_string(text), text->length, how));
}

/* The definition that a file of this seed is read with. */
static const char *definition_of(const author *a, uint32_t seed) {
  return definitions[seed % 3 == 0         ? seed / 3 % (sizeof definitions / sizeof *definitions)
                     : a->delimiter == ';' ? 3
                                           : seed % 2];
}

/* ---- files of which only the start is kept ---------------------------------------------------- */

typedef struct folder {
  char path[64], table[80], definition[80];
} folder;

static void write_table(const folder *f, const egb_buffer *text) {
  FILE *file = fopen(f->table, "wb");
  assert_non_null(file);
  assert_int_equal(fwrite(egb_buffer_string(text), 1, text->length, file), text->length);
  assert_int_equal(fclose(file), 0);
}

static folder new_folder(void) {
  folder f = {.path = "/tmp/egb-pieces-XXXXXX"};
  assert_non_null(mkdtemp(f.path));
  (void)snprintf(f.table, sizeof f.table, "%s/t.csv", f.path);
  (void)snprintf(f.definition, sizeof f.definition, "%s/t.yaml", f.path);
  return f;
}

static void remove_folder(const folder *f) {
  assert_int_equal(unlink(f->table), 0);
  assert_int_equal(rmdir(f->path), 0);
}

/* The definition, of the file of that folder instead of standard input. */
static small parse_in(const folder *f, const char *definition) {
  egb_buffer text = {0};
  const char *dash = strstr(definition, "'-'");
  assert_non_null(dash);
  egb_buffer_add(&text, definition, (size_t)(dash - definition));
  egb_buffer_format(&text, "t.csv%s", dash + 3);
  small s = small_parse(f->definition, egb_buffer_string(&text));
  small_ok(&s);
  egb_buffer_clear(&text);
  return s;
}

/* ---- tests ----------------------------------------------------------------------------------- */

static void pieces_are_as_good_as_rows(void **state) {
  (void)state;
  static const struct { size_t threads, piece; } how[] = {{1, 1}, {1, 64}, {2, 17}, {3, 200}, {5, 50}, {2, 1000}};
  size_t accepted = 0;
  for (uint32_t seed = 0; seed < FILES; seed++) {
    author a;
    egb_buffer rows = {0};
    write_file(&a, seed, 0);
    small s = small_parse("t.yaml", definition_of(&a, seed));
    small_ok(&s);
    tell(&rows, s.index, &a.text, (egb_load_how){1, SIZE_MAX, 0});
    accepted += strncmp(rows.text, "status 0", 8) == 0;
    for (size_t i = seed % 2; i < sizeof how / sizeof *how; i += 2) {
      egb_buffer pieces = {0};
      tell(&pieces, s.index, &a.text, (egb_load_how){how[i].threads, how[i].piece, 0});
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

/* Else the tests above would compare rows with rows: ids lie side by side only where a piece was taken as a whole. */
static void assert_taken(small *s, const egb_data_options *options, egb_load_how how) {
  assert_ok(egb_dataset_load_pieces(s->index, options, how, s->diag, &s->data), s->diag);
  assert_int_equal(s->data->unit_count, 300);
  size_t beside = 0;
  for (size_t i = 1; i < 300; i++)
    beside += s->data->unit[i].id == s->data->unit[i - 1].id + strlen(s->data->unit[i - 1].id) + 1;
  assert_true(beside > 225);
}

static void pieces_and_blocks_are_taken(void **state) {
  (void)state;
  egb_buffer table = {0};
  const folder f = new_folder();
  egb_buffer_text(&table, "unit,a,b,c\r\n");
  for (int i = 0; i < 300; i++)
    egb_buffer_format(&table, "u\xEA\xB5\xAD%d,\"7\",,-1e%d\r\n", i, i);
  write_table(&f, &table);
  small text = small_parse("t.yaml", definitions[0]), file = parse_in(&f, definitions[0]);
  const egb_data_options options = {.size = sizeof options, .stdin_text = table.text, .stdin_length = table.length};
  const egb_data_options none = {.size = sizeof none};
  assert_taken(&text, &options, (egb_load_how){2, 90, 0});
  assert_taken(&file, &none, (egb_load_how){2, 150, 130});
  const egb_source *source = file.data->file[0].source;
  assert_true(egb_again_is_open(source)); /* nothing asked for all of it */
  egb_buffer_clear(&table);
  small_free(&text);
  small_free(&file);
  remove_folder(&f);
}

/* Of many units it is proven first that all look different, which must not overlook the two that do not. */
static void two_alike_among_many_are_found(void **state) {
  (void)state;
  static const struct {
    const char *last, *text; /* the last row; what is said */
  } cases[] = {
      {"v1,Other,1,2,3", NULL},
      {"U17,Other,1,2,3", "the units `u17` and `U17` differ only in upper and lower case"},
      {"x`1,A,1,2,3\nx'1,B,1,2,3",
       "the units `x`1` and `x'1` differ only in the kind of apostrophe or hyphen and count as two"},
      {"07,A,1,2,3\n7,B,1,2,3", "the units `07` and `7` differ only in the notation of the number and count as two"},
      {"x 1,A,1,2,3\nx  1,B,1,2,3", "the units `x 1` and `x  1` differ only in spaces and count as two"},
      {"V1,A,1,2,3\nv1,B,1,2,3", "the units `V1` and `v1` differ only in upper and lower case"},
      {"V1,A,1,2,3\nX`1,B,1,2,3", NULL},
      {"v1,n  17,1,2,3", "`n  17` is the name of two units, `u17` and `v1`"}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    egb_buffer table = {0};
    small s = small_parse("t.yaml", definitions[0]);
    egb_buffer_text(&table, "unit,name,a,b,c\n");
    for (int u = 0; u < 9000; u++)
      egb_buffer_format(&table, "u%d,N %d,1,2,3\n", u, u);
    egb_buffer_text(&table, cases[i].last);
    const egb_data_options options = {.size = sizeof options, .stdin_text = table.text, .stdin_length = table.length};
    assert_ok(egb_dataset_load_pieces(s.index, &options, (egb_load_how){2, 5000, 0}, s.diag, &s.data), s.diag);
    assert_int_equal(egb_diag_count(s.diag, EGB_SEVERITY_WARNING), cases[i].text != NULL);
    if (cases[i].text != NULL)
      small_message(&s, 0, "W0324", strchr(cases[i].last, '\n') != NULL ? 9003 : 9002, 1, cases[i].text, "");
    egb_buffer_clear(&table);
    small_free(&s);
  }
}

static void read_file(egb_buffer *out, const egb_index *index, egb_load_how how) {
  const egb_data_options options = {.size = sizeof options};
  assert_true(loaded(out, index, &options, how));
}

static void blocks_are_as_good_as_rows(void **state) {
  (void)state;
  static const egb_load_how how[] = {{1, 1, 190}, {2, 300, 200},  {3, 177, 256},
                                     {2, 1, 311}, {1, 5000, 220}, {2, SIZE_MAX, 250}};
  const folder f = new_folder();
  size_t accepted = 0;
  for (uint32_t seed = 0; seed < FILES / 4; seed++) {
    author a;
    egb_buffer rows = {0}, blocks = {0};
    const egb_load_how by = how[seed % (sizeof how / sizeof *how)];
    write_file(&a, seed, seed % 8 == 0 ? 0 : 400);
    write_table(&f, &a.text);
    small s = parse_in(&f, definition_of(&a, seed));
    read_file(&rows, s.index, (egb_load_how){1, SIZE_MAX, 0});
    read_file(&blocks, s.index, by);
    accepted += strncmp(rows.text, "status 0", 8) == 0;
    if (strcmp(rows.text, blocks.text) != 0)
      fail_msg("file %" PRIu32
               " in blocks of %zu bytes, pieces of %zu by %zu threads:\n%s\n--- by rows:\n%s\n--- in blocks:\n%s",
               seed, by.block, by.piece, by.threads, a.text.text, rows.text, blocks.text);
    small_free(&s);
    egb_buffer_clear(&rows);
    egb_buffer_clear(&blocks);
    egb_buffer_clear(&a.text);
  }
  assert_true(accepted > FILES / 40);
  remove_folder(&f);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(pieces_are_as_good_as_rows), cmocka_unit_test(blocks_are_as_good_as_rows),
      cmocka_unit_test(pieces_and_blocks_are_taken), cmocka_unit_test(two_alike_among_many_are_found)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
