/* CSV: what RFC 4180 says, what is refused, and where. */
#include "base/codes.h"
#include "read/csv.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

typedef struct bench {
  egb_arena *arena;
  egb_diag *diag;
  egb_source source;
  egb_csv csv;
  egb_status status;
} bench;

static void open_text(bench *b, const char *text, size_t length, char delimiter) {
  b->arena = egb_arena_new();
  b->diag = egb_diag_new();
  assert_non_null(b->arena);
  assert_non_null(b->diag);
  b->source = (egb_source){"t.csv", text, length, NULL};
  b->status = egb_csv_open(&b->csv, b->arena, &b->source, delimiter, b->diag);
}

static void close_text(bench *b) {
  egb_diag_free(b->diag);
  egb_arena_free(b->arena);
}

/* Appends all records: fields in angle brackets, a bar after each record. */
static void dump(bench *b, char *out, size_t room) {
  size_t length = 0;
  bool more = true;
  out[0] = '\0';
  while (b->status == EGB_OK) {
    assert_int_equal(egb_csv_next(&b->csv, b->diag, &more), EGB_OK);
    if (!more)
      return;
    for (size_t i = 0; i < b->csv.field_count; i++) {
      const egb_csv_field *field = &b->csv.field[i];
      length += (size_t)snprintf(out + length, room - length, "<%.*s>", (int)field->length, field->text);
      assert_true(length + 2 < room);
    }
    length += (size_t)snprintf(out + length, room - length, "|");
  }
}

/* "E0301 2:5" for each message. */
static void faults(const egb_diag *diag, char *out, size_t room) {
  size_t length = 0;
  out[0] = '\0';
  for (size_t i = 0; i < egb_diag_kept(diag); i++) {
    const egb_message *m = egb_diag_message(diag, i);
    length +=
        (size_t)snprintf(out + length, room - length, "%s%s %zu:%zu", i == 0 ? "" : "; ", m->code, m->line, m->column);
    assert_non_null(m->hint);
  }
}

static void expect(const char *text, char delimiter, const char *records, const char *messages) {
  bench b;
  char out[1000], told[1000];
  open_text(&b, text, strlen(text), delimiter);
  dump(&b, out, sizeof out);
  faults(b.diag, told, sizeof told);
  assert_string_equal(out, records);
  assert_string_equal(told, messages);
  assert_int_equal(b.csv.failed, messages[0] != '\0');
  close_text(&b);
}

/* The seven rules of RFC 4180, section 2, with its own examples. */
static void rfc_examples(void **state) {
  (void)state;
  expect("aaa,bbb,ccc\r\nzzz,yyy,xxx\r\n", ',', "<aaa><bbb><ccc>|<zzz><yyy><xxx>|", "");
  expect("aaa,bbb,ccc\r\nzzz,yyy,xxx", ',', "<aaa><bbb><ccc>|<zzz><yyy><xxx>|", "");
  expect("field_name,field_name,field_name\r\naaa,bbb,ccc\r\n", ',',
         "<field_name><field_name><field_name>|<aaa><bbb><ccc>|", "");
  expect("aaa, bbb ,ccc\n", ',', "<aaa>< bbb ><ccc>|", "");
  expect("\"aaa\",\"bbb\",\"ccc\"\r\nzzz,yyy,xxx\r\n", ',', "<aaa><bbb><ccc>|<zzz><yyy><xxx>|", "");
  expect("\"aaa\",\"b\r\nbb\",\"ccc\"\r\nzzz,yyy,xxx", ',', "<aaa><b\r\nbb><ccc>|<zzz><yyy><xxx>|", "");
  expect("\"aaa\",\"b\"\"bb\",\"ccc\"", ',', "<aaa><b\"bb><ccc>|", "");
}

static void edges(void **state) {
  (void)state;
  expect("", ',', "", "");
  expect("\n\r\n\n", ',', "", "");
  expect("\xEF\xBB\xBFunit,a\nX,1\n", ',', "<unit><a>|<X><1>|", "");
  expect("\xEF\xBB\xBF", ',', "", "");
  expect("a,\n,b\n,", ',', "<a><>|<><b>|<><>|", "");
  expect("a\n\n\nb\n", ',', "<a>|<b>|", "");
  expect("\"\"\n", ',', "<>|", "");
  expect("\"\"\"\"\n", ',', "<\">|", "");
  expect("\"a\"\"\"\"\",\"\"\"b\"\n", ',', "<a\"\"><\"b>|", "");
  expect("a;\"b;c\";d,e\n", ';', "<a><b;c><d,e>|", "");
  expect("a\tb\t\"c\td\"\n", '\t', "<a><b><c\td>|", "");
  expect("\"a\rb\",c\n", ',', "<a\rb><c>|", "");
  expect("\xE5\x8F\xB0\xE7\x81\xA3,\"\xE9\xA6\x99\n\xE6\xB8\xAF\"\n", ',',
         "<\xE5\x8F\xB0\xE7\x81\xA3><\xE9\xA6\x99\n\xE6\xB8\xAF>|", "");
}

/* What spreadsheets write to keep a text, and what only looks like it. */
static void kept_texts(void **state) {
  (void)state;
  expect("\"=\"\"004\"\"\",\"=\"\"\"\"\",\"=\"\"a\"\"\"\"b\"\"\"\n", ',', "<004><><a\"b>|", "");
  expect("\"=\"\"\",\"=\"\"a\"\"b\"\"\",\"=\"\"a\"\"&\"\"b\"\"\"\n", ',', "<=\"><=\"a\"b\"><=\"a\"&\"b\">|", "");
  expect("=1;\"=A1\";\"=\"\"a\"\" \"\n", ';', "<=1><=A1><=\"a\" >|", "");
  expect("\"=\"\"a\"\"\"\"\"\n\"=\"\"a\"\"\"\"\"\"\"\n", ',', "<=\"a\"\">|<a\">|", "");
}

/* Each fault has its place, and the rows behind it are still read. */
static void broken(void **state) {
  (void)state;
  expect("a,b\n1,\"x\n2,3\n4,5\n", ',', "<a><b>|<2><3>|<4><5>|", "E0301 2:3");
  expect("a,b\n1,\"x\" y\n2,3\n", ',', "<a><b>|<2><3>|", "E0301 2:6");
  expect("a,b\n1,x\"y\n2,3\n", ',', "<a><b>|<2><3>|", "E0301 2:4");
  expect("a,b\n1,x\"y\n2,z\"\n3,\"\"w\n4,5", ',', "<a><b>|<4><5>|", "E0301 2:4; E0301 3:4; E0301 4:5");
  expect("a,b\r1,2\r", ',', "<a><b>|<1><2>|", "E0303 1:4");
  expect("a,b\n1,2\r3\n4,5\n", ',', "<a><b>|<1><2>|<3>|<4><5>|", "E0303 2:4");
  expect("\"", ',', "", "E0301 1:1");
}

/* Columns count characters, lines those inside quotes too. */
static void places(void **state) {
  (void)state;
  expect("a,b\n\"l1\nl2\",x\n\"\xE5\x8F\xB0\n\xE7\x81\xA3\xE7\x81\xA3\",\xE9\xA6\x99\"\n", ',', "<a><b>|<l1\nl2><x>|",
         "E0301 5:6");
  bench b;
  bool more;
  const char *text = "\xEF\xBB\xBFunit,\xE5\x90\x8D\n\"A\nB\",\"\xE5\x8F\xB0\"\"\xE7\x81\xA3\"\n";
  open_text(&b, text, strlen(text), ',');
  assert_int_equal(egb_csv_next(&b.csv, b.diag, &more), EGB_OK);
  egb_line line = egb_place_line(b.csv.field[1].place);
  assert_int_equal(line.line, 1);
  assert_int_equal(line.column, 6);
  assert_int_equal(egb_csv_next(&b.csv, b.diag, &more), EGB_OK);
  line = egb_place_line(b.csv.field[1].place);
  assert_int_equal(line.line, 3);
  assert_int_equal(line.column, 5);
  assert_int_equal(b.csv.field[1].place.length, 8); /* as written, with both quotes */
  assert_int_equal(b.csv.field[1].length, 7);
  assert_int_equal(b.csv.record_place.length, strlen("\"A\nB\",\"\xE5\x8F\xB0\"\"\xE7\x81\xA3\""));
  close_text(&b);
}

static void refused_text(const char *text, size_t length, const char *messages) {
  bench b;
  char told[200];
  open_text(&b, text, length, ',');
  assert_int_equal(b.status, EGB_REFUSED);
  faults(b.diag, told, sizeof told);
  assert_string_equal(told, messages);
  close_text(&b);
}

static void encodings(void **state) {
  (void)state;
  refused_text("a,b\n1,\xE9t\xE9\n", 10, "E0303 2:3");
  refused_text("a,b\n1,2\0003\n", 10, "E0304 2:4");
  refused_text("abcdefghijklmnop\0", 17, "E0304 1:17");
  refused_text("abcdefghijklmno\xC0\xAF", 17, "E0303 1:16");
  refused_text("\xFF\xFE"
               "a\0,\0b\0\n\0",
               10, "E0303 1:1");
  refused_text("a\n\xED\xA0\x80\n", 6, "E0303 2:1");
}

static char *filled(size_t length, const char *head, char body) {
  char *text = malloc(length + 1);
  assert_non_null(text);
  memset(text, body, length);
  memcpy(text, head, strlen(head));
  text[length] = '\0';
  return text;
}

/* Limits: a field of 1 MiB, 65535 fields. */
static void sizes(void **state) {
  (void)state;
  bench b;
  bool more;
  char told[200];
  char *text = filled(EGB_CSV_FIELD, "", 'x');
  open_text(&b, text, EGB_CSV_FIELD, ',');
  assert_int_equal(egb_csv_next(&b.csv, b.diag, &more), EGB_OK);
  assert_true(more);
  assert_int_equal(b.csv.field[0].length, EGB_CSV_FIELD);
  close_text(&b);
  free(text);

  text = filled(EGB_CSV_FIELD + 10, "a\n\"", 'x');
  text[EGB_CSV_FIELD + 9] = '"';
  open_text(&b, text, EGB_CSV_FIELD + 10, ',');
  assert_int_equal(egb_csv_next(&b.csv, b.diag, &more), EGB_OK);
  assert_true(more);
  assert_int_equal(egb_csv_next(&b.csv, b.diag, &more), EGB_OK);
  assert_false(more);
  faults(b.diag, told, sizeof told);
  assert_string_equal(told, "E0307 2:1");
  close_text(&b);
  free(text);

  text = filled(EGB_CSV_FIELDS, "", ',');
  open_text(&b, text, EGB_CSV_FIELDS - 1, ',');
  assert_int_equal(egb_csv_next(&b.csv, b.diag, &more), EGB_OK);
  assert_int_equal(b.csv.field_count, EGB_CSV_FIELDS);
  close_text(&b);
  open_text(&b, text, EGB_CSV_FIELDS, ',');
  assert_int_equal(egb_csv_next(&b.csv, b.diag, &more), EGB_OK);
  assert_false(more);
  faults(b.diag, told, sizeof told);
  assert_string_equal(told, "E0307 1:65536");
  close_text(&b);
  free(text);
}

/* Whatever the bytes: fields lie inside the source, reading ends, faults are told. */
static void read_mutant(const char *text, size_t length) {
  bench b;
  bool more = true;
  open_text(&b, text, length, ',');
  for (size_t records = 0; b.status == EGB_OK && more; records++) {
    assert_true(records <= length);
    assert_int_equal(egb_csv_next(&b.csv, b.diag, &more), EGB_OK);
    for (size_t i = 0; more && i < b.csv.field_count; i++) {
      const egb_place place = b.csv.field[i].place;
      assert_true((size_t)place.offset + place.length <= length);
      assert_true(b.csv.field[i].length <= place.length);
    }
  }
  assert_int_equal(b.csv.failed, egb_diag_failed(b.diag));
  close_text(&b);
}

static void mutations(void **state) {
  (void)state;
  static const char seed[] = "\xEF\xBB\xBFunit,name,\"a \"\"b\"\"\"\r\nTWN,\"\xE5\x8F\xB0\n\xE7\x81\xA3\",1.5\r\n,,\n"
                             "EST,Eesti,-2e3\n";
  static const char bytes[] = {'"', ',', '\n', '\r', '\0', (char)0xEF, (char)0x80, 'x', ';', ' '};
  uint32_t random = 20240501;
  for (int round = 0; round < 1000; round++) {
    char text[sizeof seed];
    size_t length = sizeof seed - 1;
    memcpy(text, seed, sizeof seed);
    for (int change = 0; change < 1 + round % 4; change++) {
      random = random * 1664525u + 1013904223u;
      const size_t at = (random >> 8) % length;
      if (random % 5 == 0) {
        memmove(text + at, text + at + 1, length - at);
        length--;
      } else {
        text[at] = bytes[(random >> 4) % sizeof bytes];
      }
    }
    text[length] = '\0';
    read_mutant(text, length);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(rfc_examples), cmocka_unit_test(kept_texts), cmocka_unit_test(edges),
      cmocka_unit_test(broken),       cmocka_unit_test(places),     cmocka_unit_test(encodings),
      cmocka_unit_test(sizes),        cmocka_unit_test(mutations),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
