/* HTML by the context of a text. What has a meaning where: HTML Living Standard, 13.1.2 and 13.1.3; RFC 3986; CSS
 * Syntax
 * 3. tests/write/page.py reads whole pages. */
#include "write/html.h"

#include "model/document.h"
#include "write/written.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

typedef void escape(egb_buffer *out, const char *text);

static void expect(escape *function, const char *text, const char *wanted) {
  egb_buffer out = {0};
  function(&out, text);
  assert_string_equal(egb_buffer_string(&out), wanted);
  egb_buffer_clear(&out);
}

static void text_is_text(void **state) {
  (void)state;
  expect(egb_html_text, "a<b>&c\"d'", "a&lt;b&gt;&amp;c&quot;d&#39;");
  expect(egb_html_text, "&lt;", "&amp;lt;");
  expect(egb_html_text, "a\nb\tc\rd", "a b c d");
  expect(egb_html_text, "\x1b\x07\xFF\xC2\x9B", "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD");
  expect(egb_html_verbatim, "a  <b>\r\nc\rd", "a  &lt;b&gt;\nc\nd");
}

static void what_is_written_to_the_left_is_isolated(void **state) {
  (void)state;
  expect(egb_html_text, "x \xD7\x90\xD7\x91 7 \xD7\x92 (y)", "x <bdi>\xD7\x90\xD7\x91 7 \xD7\x92</bdi> (y)");
  expect(egb_html_text, "\xD7\x90 <y", "<bdi>\xD7\x90</bdi> &lt;y");
  expect(egb_html_text, "\xE2\x80\xAEx", "\xEF\xBF\xBDx"); /* an override is no text */
  expect(egb_html_text_plain, "\xD7\x90<", "\xD7\x90&lt;");
  expect(egb_html_attribute, "\xD7\x90\"x", "\"\xD7\x90&quot;x\"");
}

static void attributes_stay_closed(void **state) {
  (void)state;
  expect(egb_html_attribute, "\"onmouseover='x'", "\"&quot;onmouseover=&#39;x&#39;\"");
  expect(egb_html_attribute, "a>b\n`", "\"a&gt;b `\"");
}

static void url(egb_buffer *out, const char *text) {
  if (!egb_html_url(out, text))
    egb_buffer_text(out, "none");
}

static void only_addresses_are_links(void **state) {
  (void)state;
  static const char *const none[] = {"javascript:alert(1)",
                                     "JavaScript:alert(1)",
                                     " javascript:x",
                                     "data:text/html,x",
                                     "vbscript:x",
                                     "//example.org",
                                     "http:/x",
                                     "https://",
                                     "",
                                     "#",
                                     "x#y",
                                     "\thttp://x"};
  for (size_t i = 0; i < sizeof none / sizeof *none; i++)
    expect(url, none[i], "none");
  expect(url, "https://example.org/a?b=1&c=%20d#e", "\"https://example.org/a?b=1&amp;c=%20d#e\"");
  expect(url, "HTTP://x/\"><script>", "\"HTTP://x/%22%3E%3Cscript%3E\"");
  expect(url, "#u-A b", "\"#u-A%20b\"");
  expect(url, "https://x/\xE4\xB8\xAD\xFF\xE2\x80\xAE", "\"https://x/\xE4\xB8\xAD%FF%E2%80%AE\"");
}

static void prose_has_links(void **state) {
  (void)state;
  expect(egb_html_prose, "see https://example.org/x, (http://a.b).",
         "see <a href=\"https://example.org/x\">https://example.org/x</a>, (<a href=\"http://a.b\">http://a.b</a>).");
  expect(egb_html_prose, "https:// http://<b>", "https:// http://&lt;b&gt;");
  expect(egb_html_prose, "javascript:https://x\"onclick=1",
         "javascript:<a href=\"https://x\">https://x</a>&quot;onclick=1");
}

static void strings_of_a_sheet_stay_closed(void **state) {
  (void)state;
  expect(egb_html_css_string, "a\"}</style>\\\n", "\"a\\22 \\7d \\3c \\2f style\\3e \\5c \xEF\xBF\xBD\"");
  expect(egb_html_css_string, "\xE4\xB8\xAD 7", "\"\xE4\xB8\xAD 7\"");
  expect(egb_html_css, "a{b:c}\r\n/* </style> <!-- */", "a{b:c}\n/* <\\/style> <\\!-- */");
}

static void anchors_of_different_ids_differ(void **state) {
  (void)state;
  static const char *const cases[][2] = {{"KOR", "u-KOR"},        {"a b", "u-a.20b"}, {"a.20b", "u-a.2e20b"},
                                         {"\"><", "u-.22.3e.3c"}, {"", "u-"},         {"\xC3\xA9", "u-.c3.a9"}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    egb_buffer out = {0};
    egb_document_put_anchor(&out, "u-", cases[i][0]);
    assert_string_equal(egb_buffer_string(&out), cases[i][1]);
    egb_buffer_clear(&out);
  }
}

/* A column of texts, and two of numbers between which a bar is drawn. */
static egb_table *small_table(void) {
  static const egb_column_bar bar = {1, 2, 1, 10};
  egb_table *table = egb_table_new("egovbench.test/1", 3, 2);
  assert_non_null(table);
  table->column[0] = (egb_table_column){.id = "unit", .label = "Unit", .kind = EGB_CELL_TEXT};
  table->column[1] = (egb_table_column){.id = "low", .label = "Low", .kind = EGB_CELL_INTEGER};
  table->column[2] =
      (egb_table_column){.id = "high", .label = "High", .kind = EGB_CELL_NUMBER, .decimals = -1, .bar = &bar};
  assert_true(egb_table_put_text(table, 0, 0, "a<b"));
  assert_true(egb_table_put_text(table, 1, 0, "c"));
  egb_table_put_integer(table, 0, 1, 2);
  egb_table_put_number(table, 0, 2, 5);
  egb_table_put_integer(table, 1, 1, -1);
  return table;
}

static void tables_have_heads_and_anchors(void **state) {
  (void)state;
  static const uint8_t indent[] = {0, 9};
  egb_table *table = small_table();
  egb_buffer out = {0};
  table->title = "T & U";
  table->row_anchor = "u-";
  egb_table_cell(table, 1, 0)->muted = true;
  table->indent = indent;
  egb_table_cell(table, 1, 1)->mark = true;
  assert_true(egb_table_add_note(table, "<note>"));
  assert_true(egb_html_table(&out, table, -1));
  assert_string_equal(egb_buffer_string(&out),
                      "<div class=scroll tabindex=0>\n<table class=\"n2 n3\">\n<caption>T &amp; U</caption>\n"
                      "<thead><tr><th scope=col>Unit<th scope=col>Low<th scope=col class=b>High</thead>\n<tbody>\n"
                      "<tr id=u-a.3cb><th scope=row>a&lt;b<td>2<td>5.00<svg><path d=M32,5H80M32,1v8 /></svg>\n"
                      "<tr id=u-c><th scope=row class=\"m i8\">c<td>\xE2\x88\x92"
                      "1<sup>*</sup><td><svg><path d=M0,1v8 /></svg>\n"
                      "</table>\n</div>\n<p class=note>&lt;note&gt;\n");
  egb_buffer_clear(&out);
  egb_table_free(table);
}

/* ---- documents ------------------------------------------------------------------------------- */

static egb_document *small_document(void) {
  egb_document *document = egb_document_new("egovbench.test/1");
  assert_non_null(document);
  document->head->title = "Title";
  egb_document_text(document, EGB_BLOCK_PARAGRAPH, "Before.");
  egb_document_heading(document, 2, "One");
  egb_document_anchor(document, "", "one");
  egb_document_text(document, EGB_BLOCK_ITEM, "see two and x");
  egb_document_link(document, 4, 7, "#two");
  egb_document_link(document, 12, 13, "javascript:x");
  egb_document_heading(document, 3, "Unit");
  egb_document_anchor(document, "p-", "A B");
  egb_document_heading(document, 3, "Plain");
  egb_document_figure(document, small_table(), "<svg class=\"plot\"></svg>\n");
  egb_document_figure(document, NULL, "<svg class=\"other\"></svg>\n"); /* its table is elsewhere */
  egb_document_heading(document, 2, "Two");
  egb_document_anchor(document, "", "two");
  egb_document_text(document, EGB_BLOCK_FORMULA, "a < b");
  assert_false(document->failed);
  return document;
}

static char *write_document(const egb_document *document, egb_format format) {
  egb_diag *diag = egb_diag_new();
  char *text = NULL;
  size_t length = 0;
  assert_int_equal(egb_document_write(document, format, NULL, diag, &text, &length), EGB_OK);
  egb_diag_free(diag);
  return text;
}

static void documents_have_sections(void **state) {
  (void)state;
  egb_document *document = small_document();
  egb_format html = EGB_FORMAT_TEXT;
  assert_true(egb_format_by_name("html", &html));
  char *text = write_document(document, html), *body = strstr(text, "<main id=document>");
  assert_non_null(body);
  char *table = strstr(body, "<div class=scroll"), *behind = strstr(body, "</details>");
  assert_non_null(table);
  *table = '\0';
  assert_string_equal(body, "<main id=document>\n<h1>Title</h1>\n<p>Before.\n<section id=\"one\">\n<h2>One</h2>\n<ul>\n"
                            "<li>see <a href=\"#two\">two</a> and x\n</ul>\n<h3 id=\"p-A.20B\">Unit</h3>\n"
                            "<h3>Plain</h3>\n<figure tabindex=0>\n<svg class=\"plot\"></svg>\n"
                            "<details><summary>Table</summary>\n");
  assert_string_equal(
      behind,
      "</details>\n</figure>\n<figure tabindex=0>\n<svg class=\"other\"></svg>\n</figure>\n</section>\n<section id=\"two\">\n<h2>Two</h2>\n"
      "<pre tabindex=0>a &lt; b</pre>\n</section>\n</main>\n</body>\n</html>\n");
  egb_free(text);
  egb_document_free(document);
}

/* From five sections on a page lists them before the first; a section without an anchor has its number. */
static void many_sections_are_listed(void **state) {
  (void)state;
  static const char *const title[] = {"A & B", "<i>", "C", "D", "E"};
  egb_format html = EGB_FORMAT_TEXT;
  assert_true(egb_format_by_name("html", &html));
  for (size_t count = 4; count <= 5; count++) {
    egb_document *document = egb_document_new("egovbench.test/1");
    assert_non_null(document);
    egb_document_text(document, EGB_BLOCK_PARAGRAPH, "Before.");
    for (size_t i = 0; i < count; i++) {
      egb_document_heading(document, 2, title[i]);
      if (i == 2)
        egb_document_anchor(document, "", "third");
      egb_document_heading(document, 3, "below");
    }
    char *text = write_document(document, html);
    const char *list = "<p>Before.\n<nav><ul>\n<li><a href=\"#section-1\">A &amp; B</a>\n"
                       "<li><a href=\"#section-2\">&lt;i&gt;</a>\n<li><a href=\"#third\">C</a>\n"
                       "<li><a href=\"#section-4\">D</a>\n<li><a href=\"#section-5\">E</a>\n</ul></nav>\n"
                       "<section id=\"section-1\">\n<h2>A &amp; B</h2>\n<h3>below</h3>\n</section>\n"
                       "<section id=\"section-2\">";
    assert_true((strstr(text, list) != NULL) == (count == 5));
    assert_true((strstr(text, "<nav>") != NULL) == (count == 5));
    assert_non_null(strstr(text, "<section id=\"third\">\n<h2>C</h2>"));
    egb_free(text);
    egb_document_free(document);
  }
}

static void other_formats_show_the_table_of_a_figure(void **state) {
  (void)state;
  egb_document *document = small_document();
  char *text = write_document(document, EGB_FORMAT_MARKDOWN);
  assert_non_null(strstr(text, "| Unit | Low | High |"));
  assert_null(strstr(text, "<svg"));
  egb_free(text);
  text = write_document(document, EGB_FORMAT_JSON);
  assert_non_null(strstr(text, "{\"kind\": \"table\", \"name\": \"test\""));
  egb_free(text);
  egb_document_free(document);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(text_is_text),
      cmocka_unit_test(what_is_written_to_the_left_is_isolated),
      cmocka_unit_test(attributes_stay_closed),
      cmocka_unit_test(only_addresses_are_links),
      cmocka_unit_test(prose_has_links),
      cmocka_unit_test(strings_of_a_sheet_stay_closed),
      cmocka_unit_test(anchors_of_different_ids_differ),
      cmocka_unit_test(tables_have_heads_and_anchors),
      cmocka_unit_test(documents_have_sections),
      cmocka_unit_test(many_sections_are_listed),
      cmocka_unit_test(other_formats_show_the_table_of_a_figure),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
