/* The YAML reader: places, what is refused and where, and that a refused file keeps its tree. */
#include "base/buffer.h"
#include "base/codes.h"
#include "read/yaml.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

typedef struct parsed {
  egb_arena *arena;
  egb_diag *diag;
  egb_source source;
  egb_yaml yaml;
  egb_status status;
} parsed;

static parsed parse_bytes(const char *text, size_t length) {
  parsed p = {.arena = egb_arena_new(), .diag = egb_diag_new()};
  assert_non_null(p.arena);
  assert_non_null(p.diag);
  p.source.name = "t.yaml";
  p.source.text = egb_arena_text(p.arena, text, length);
  p.source.length = length;
  return p;
}

/* The source must not move any more when it is parsed: places point to it. */
static void parse(parsed *p, const char *text) {
  *p = parse_bytes(text, strlen(text));
  p->status = egb_yaml_parse(p->arena, &p->source, p->diag, &p->yaml);
}

static void release(parsed *p) {
  egb_diag_free(p->diag);
  egb_arena_free(p->arena);
}

static void assert_scalar(const parsed *p, size_t node, const char *text, const char *as_written) {
  const egb_yaml_node *found = &p->yaml.node[node];
  assert_int_equal(found->kind, EGB_YAML_SCALAR_NODE);
  assert_string_equal(found->text, text);
  assert_int_equal(found->length, strlen(text));
  assert_int_equal(found->place.length, strlen(as_written));
  assert_memory_equal(p->source.text + found->place.offset, as_written, strlen(as_written));
}

/* One message: its code and its place. */
static void assert_fault(const char *text, const char *code, size_t line, size_t column) {
  parsed p;
  parse(&p, text);
  assert_int_equal(p.status, EGB_REFUSED);
  assert_int_equal(egb_diag_kept(p.diag), 1);
  const egb_message *message = egb_diag_message(p.diag, 0);
  assert_string_equal(message->code, code);
  assert_int_equal(message->line, line);
  assert_int_equal(message->column, column);
  assert_non_null(message->hint);
  release(&p);
}

static void test_tree(void **state) {
  (void)state;
  parsed p;
  parse(&p, "a: 1\nlist: [x, {y: z}, []]\nb:\n  c:\n");
  assert_int_equal(p.status, EGB_OK);
  const egb_yaml_node *node = p.yaml.node;
  assert_int_equal(p.yaml.count, 9);
  assert_int_equal(node[0].kind, EGB_YAML_MAP);
  assert_int_equal(node[0].count, 3);
  assert_int_equal(node[0].first, 1);
  assert_true(node[0].parent == EGB_YAML_NONE);
  assert_string_equal(node[1].key, "a");
  assert_int_equal(node[1].next, 2);
  assert_int_equal(node[2].kind, EGB_YAML_LIST);
  assert_int_equal(node[2].count, 3);
  assert_null(node[3].key);
  assert_int_equal(node[4].kind, EGB_YAML_MAP);
  assert_string_equal(node[5].key, "y");
  assert_int_equal(node[6].count, 0);
  assert_true(node[6].first == EGB_YAML_NONE);
  assert_int_equal(egb_yaml_child(&p.yaml, 0, "b"), 7);
  assert_int_equal(egb_yaml_child(&p.yaml, 7, "c"), 8);
  assert_string_equal(node[8].text, "");
  assert_true(egb_yaml_child(&p.yaml, 0, "c") == EGB_YAML_NONE);
  assert_true(egb_yaml_child(&p.yaml, 2, "x") == EGB_YAML_NONE);
  release(&p);
}

/* libyaml counts characters, places count bytes. */
static void test_places_behind_other_scripts(void **state) {
  (void)state;
  parsed p;
  parse(&p, "\xEF\xBB\xBF臺灣: é\r\n# 註\r\n名: {k: \"臺 \\\"x\\\"\", 'ö': 'it''s'}\r\n𐍈: plain text # rest\r\n");
  assert_int_equal(p.status, EGB_OK);
  assert_string_equal(p.yaml.node[1].key, "臺灣");
  assert_scalar(&p, 1, "é", "é");
  assert_scalar(&p, 3, "臺 \"x\"", "臺 \\\"x\\\"");
  assert_true(p.yaml.node[3].quoted);
  assert_scalar(&p, 4, "it's", "it''s");
  assert_memory_equal(p.source.text + p.yaml.node[4].key_place.offset, "ö", p.yaml.node[4].key_place.length);
  assert_scalar(&p, 5, "plain text", "plain text");
  assert_false(p.yaml.node[5].quoted);
  release(&p);
}

static void test_scalars_are_texts(void **state) {
  (void)state;
  parsed p;
  parse(&p, "[NO, 1_000, 0x1F, ~, null, true, \"\", 2022-01-01]");
  const char *const wanted[] = {"NO", "1_000", "0x1F", "~", "null", "true", "", "2022-01-01"};
  assert_int_equal(p.yaml.count, 9);
  for (size_t i = 0; i < 8; i++)
    assert_scalar(&p, i + 1, wanted[i], wanted[i]);
  release(&p);
}

static void test_blocks(void **state) {
  (void)state;
  parsed p;
  parse(&p, "a: |\n  first\n   second\nb: >-\n  folded\n  text\nc: over\n  lines\n");
  assert_int_equal(p.status, EGB_OK);
  assert_scalar(&p, 1, "first\n second\n", "first\n   second");
  assert_true(p.yaml.node[1].quoted);
  assert_scalar(&p, 2, "folded text", "folded\n  text");
  assert_scalar(&p, 3, "over lines", "over\n  lines");
  release(&p);
}

static void test_faults(void **state) {
  (void)state;
  assert_fault("a:\n\tb: 1\n", EGB_E_YAML_SYNTAX, 2, 1);
  assert_fault("臺: \"open\nb: 1\n", EGB_E_YAML_SYNTAX, 1, 4);
  assert_fault("a: [1, 2\nb: 3\n", EGB_E_YAML_SYNTAX, 1, 4);
  assert_fault("a: [1, 2}\n", EGB_E_YAML_SYNTAX, 1, 9);
  assert_fault("a: 'it's'\n", EGB_E_YAML_SYNTAX, 1, 8);
  assert_fault("a: [1, 2\n\n", EGB_E_YAML_SYNTAX, 1, 4);
  assert_fault("a: {b: 1\n", EGB_E_YAML_SYNTAX, 1, 4);
  assert_fault("a:\n   b: 1\n  c: 2\n", EGB_E_YAML_SYNTAX, 3, 3);
  assert_fault("a: b: c\n", EGB_E_YAML_SYNTAX, 1, 5);
  assert_fault(": x\n", EGB_E_YAML_SYNTAX, 1, 1);
  assert_fault("? [a]\n: x\n", EGB_E_YAML_SYNTAX, 1, 3);
  assert_fault("{{a: b}: c}\n", EGB_E_YAML_SYNTAX, 1, 2);
  assert_fault("a: %x\n", EGB_E_YAML_SYNTAX, 1, 4);
  assert_fault("%FOO bar\n---\na: 1\n", EGB_E_YAML_SYNTAX, 1, 1);
  assert_fault("a: \"\\q\"\n", EGB_E_YAML_SYNTAX, 1, 5);
  assert_fault("", EGB_E_YAML_EMPTY, 1, 1);
  assert_fault("# only a comment\n", EGB_E_YAML_EMPTY, 1, 1);
  assert_fault("---\n...\n", EGB_E_YAML_EMPTY, 1, 1);
  assert_fault("caf\xE9: 1\n", EGB_E_YAML_ENCODING, 1, 4);
  assert_fault("\xFF\xFEx", EGB_E_YAML_ENCODING, 1, 1);
  assert_fault("a: \"x\\0y\"\n", EGB_E_YAML_ENCODING, 1, 5);
  assert_fault("é: &x 1\n", EGB_E_YAML_ALIAS, 1, 4);
  assert_fault("é: *x\n", EGB_E_YAML_ALIAS, 1, 4);
  assert_fault("*x : 1\n", EGB_E_YAML_ALIAS, 1, 1);
  assert_fault("a: !!int 1\n", EGB_E_YAML_ALIAS, 1, 4);
  assert_fault("a: ! 1\n", EGB_E_YAML_ALIAS, 1, 4);
  assert_fault("a: &x [1]\n", EGB_E_YAML_ALIAS, 1, 4);
  assert_fault("<<: {a: 1}\n", EGB_E_YAML_ALIAS, 1, 1);
  assert_fault("a: 1\n---\nb: 2\n", EGB_E_YAML_DOCUMENTS, 2, 1);
  assert_fault("a: 1\nb: 2\na: 3\n", EGB_E_YAML_DUPLICATE, 3, 1);
}

static void test_nul(void **state) {
  (void)state;
  parsed p = parse_bytes("a: b\0c\n", 7);
  assert_int_equal(egb_yaml_parse(p.arena, &p.source, p.diag, &p.yaml), EGB_REFUSED);
  assert_string_equal(egb_diag_message(p.diag, 0)->code, EGB_E_YAML_ENCODING);
  assert_int_equal(egb_diag_message(p.diag, 0)->column, 5);
  release(&p);
}

/* Faults that are confined to a value leave the rest readable, so that a caller finds more. */
static void test_goes_on(void **state) {
  (void)state;
  parsed p;
  parse(&p, "a: &x 1\nb: *x\nc: 2\nc: 3\nd: {k: 1, l: 2, k: 3}\n<<: 4\ne: 5\n");
  assert_int_equal(p.status, EGB_REFUSED);
  assert_int_equal(egb_diag_count(p.diag, EGB_SEVERITY_ERROR), 5);
  assert_true(egb_yaml_child(&p.yaml, 0, "a") == EGB_YAML_NONE);
  assert_true(egb_yaml_child(&p.yaml, 0, "b") == EGB_YAML_NONE);
  const size_t c = egb_yaml_child(&p.yaml, 0, "c"), d = egb_yaml_child(&p.yaml, 0, "d");
  assert_string_equal(p.yaml.node[c].text, "2");
  assert_string_equal(p.yaml.node[egb_yaml_child(&p.yaml, d, "k")].text, "1");
  assert_string_equal(p.yaml.node[egb_yaml_child(&p.yaml, 0, "e")].text, "5");
  const char *hint = NULL;
  for (size_t i = 0; i < egb_diag_kept(p.diag); i++)
    if (strcmp(egb_diag_message(p.diag, i)->text, "duplicate key `c`") == 0)
      hint = egb_diag_message(p.diag, i)->hint;
  assert_non_null(hint);
  assert_non_null(strstr(hint, "line 3"));
  release(&p);
}

static void assert_repeated(const char *before, const char *what, size_t count, const char *after, egb_status status,
                            const char *code) {
  egb_buffer text = {0};
  egb_buffer_text(&text, before);
  for (size_t i = 0; i < count; i++)
    egb_buffer_text(&text, what);
  egb_buffer_text(&text, after);
  parsed p;
  parse(&p, text.text);
  assert_int_equal(p.status, status);
  if (code != NULL)
    assert_string_equal(egb_diag_message(p.diag, 0)->code, code);
  release(&p);
  egb_buffer_clear(&text);
}

static void test_bounds(void **state) {
  (void)state;
  assert_repeated("", "[", EGB_YAML_DEPTH - 1, "", EGB_REFUSED, EGB_E_YAML_SYNTAX);
  assert_repeated("", "[", 100000, "", EGB_REFUSED, EGB_E_YAML_DEPTH);
  assert_repeated("a: ", "x", EGB_YAML_SCALAR, "", EGB_OK, NULL);
  assert_repeated("a: ", "x", EGB_YAML_SCALAR + 1, "", EGB_REFUSED, EGB_E_YAML_SIZE);
  assert_repeated("a: '", "x", EGB_YAML_SCALAR + 1, "'", EGB_REFUSED, EGB_E_YAML_SIZE);
  assert_repeated("", "- a\n", EGB_YAML_NODES - 1, "", EGB_OK, NULL);
  assert_repeated("", "- a\n", EGB_YAML_NODES, "", EGB_REFUSED, EGB_E_YAML_SIZE);
  assert_repeated("# ", "xxxxxxxxxxxxxxxx", EGB_YAML_TEXT / 16, "\na: 1\n", EGB_REFUSED, EGB_E_YAML_SIZE);
}

/* Many keys in one map, many times the same key: sorted, not searched. */
static void test_many_keys(void **state) {
  (void)state;
  egb_buffer text = {0};
  for (int i = 0; i < 100000; i++)
    egb_buffer_format(&text, "k%d: 1\n", i % 60000);
  parsed p;
  parse(&p, text.text);
  assert_int_equal(p.status, EGB_REFUSED);
  assert_int_equal(egb_diag_count(p.diag, EGB_SEVERITY_ERROR), 40000);
  assert_int_equal(egb_diag_message(p.diag, 0)->line, 60001);
  release(&p);
  egb_buffer_clear(&text);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_tree),
      cmocka_unit_test(test_places_behind_other_scripts),
      cmocka_unit_test(test_scalars_are_texts),
      cmocka_unit_test(test_blocks),
      cmocka_unit_test(test_faults),
      cmocka_unit_test(test_nul),
      cmocka_unit_test(test_goes_on),
      cmocka_unit_test(test_bounds),
      cmocka_unit_test(test_many_keys),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
