/* The writers for machines and for documents. CSV: RFC 4180. JSON: RFC 8259. What a spreadsheet runs: OWASP, "CSV
 * Injection". Escapes of Markdown: CommonMark 0.31, section 2.4; of LaTeX: source2e, "The special characters". */
#include "base/buffer.h"
#include "hostile.h"
#include "write/written.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

static char *write_table(const egb_table *table, egb_format format, const egb_write_options *options) {
  char *text = NULL;
  size_t length = 0;
  assert_int_equal(written(table, format, options, &text, &length), EGB_OK);
  if (!egb_format_is_workbook(format)) /* bytes, in test_xlsx.c */
    assert_int_equal(strlen(text), length);
  return text;
}

static void expect(const egb_table *table, egb_format format, const egb_write_options *options, const char *wanted) {
  char *text = write_table(table, format, options);
  assert_string_equal(text, wanted);
  egb_free(text);
}

/* One text column and one number column. */
static egb_table *small_table(const char *const *names, size_t count) {
  egb_table *table = egb_table_new("egovbench.test/1", 2, count);
  assert_non_null(table);
  table->column[0] = (egb_table_column){.id = "unit", .label = "Unit", .kind = EGB_CELL_TEXT, .decimals = -1};
  table->column[1] = (egb_table_column){.id = "score", .label = "Score", .kind = EGB_CELL_NUMBER, .decimals = -1};
  for (size_t i = 0; i < count; i++) {
    assert_true(egb_table_put_text(table, i, 0, names[i]));
    egb_table_put_number(table, i, 1, 0.1 * (double)(i + 1));
  }
  return table;
}

static void csv_quotes_only_where_needed(void **state) {
  (void)state;
  const char *names[] = {"plain", "a,b", "say \"hi\"", "two\nlines", "=1+1", "tab\there", "cr\rhere"};
  egb_table *table = small_table(names, 7);
  expect(table, EGB_FORMAT_CSV, NULL,
         "unit,score\nplain,0.1\n\"a,b\",0.2\n\"say \"\"hi\"\"\",0.30000000000000004\n\"two\nlines\",0.4\n"
         "=1+1,0.5\ntab\there,0.6000000000000001\n\"cr\rhere\",0.7000000000000001\n");
  expect(table, EGB_FORMAT_TSV, NULL,
         "unit\tscore\nplain\t0.1\na,b\t0.2\n\"say \"\"hi\"\"\"\t0.30000000000000004\n\"two\nlines\"\t0.4\n"
         "=1+1\t0.5\n\"tab\there\"\t0.6000000000000001\n\"cr\rhere\"\t0.7000000000000001\n");
  egb_table_free(table);
}

static void csv_missing_is_empty(void **state) {
  (void)state;
  egb_table *table = egb_table_new("egovbench.test/1", 2, 2);
  assert_non_null(table);
  table->column[0] = (egb_table_column){.id = "a", .kind = EGB_CELL_NUMBER};
  table->column[1] = (egb_table_column){.id = "b", .kind = EGB_CELL_INTEGER};
  egb_table_put_number(table, 0, 0, (double)NAN);
  egb_table_put_number(table, 1, 0, (double)INFINITY);
  egb_table_put_integer(table, 1, 1, INT64_MIN);
  expect(table, EGB_FORMAT_CSV, NULL, "a,b\n,\n,-9223372036854775808\n");
  egb_table_free(table);
  /* A record of one empty field would be a blank line, which readers skip. */
  table = egb_table_new("egovbench.test/1", 1, 1);
  assert_non_null(table);
  table->column[0] = (egb_table_column){.id = "a", .kind = EGB_CELL_TEXT};
  expect(table, EGB_FORMAT_CSV, NULL, "a\n\"\"\n");
  egb_table_free(table);
}

static void excel_makes_formulas_harmless(void **state) {
  (void)state;
  const egb_write_options excel = {.size = sizeof excel, .excel = true};
  const char *names[] = {"=A1", "+A1", "-A1", "@A1", "\tA1", "\rA1", "A=1", "", "=\"x\",1"};
  egb_table *table = small_table(names, 9);
  egb_table_put_number(table, 0, 1, -0.5);
  for (size_t i = 1; i < 9; i++)
    egb_table_put_number(table, i, 1, (double)NAN);
  expect(table, EGB_FORMAT_CSV, &excel,
         "\xEF\xBB\xBFunit,score\r\n'=A1,-0.5\r\n'+A1,\r\n'-A1,\r\n'@A1,\r\n'\tA1,\r\n\"'\rA1\",\r\nA=1,\r\n,\r\n"
         "\"'=\"\"x\"\",1\",\r\n");
  egb_table_free(table);
}

/* ="004" where a spreadsheet of the language would change a text, and nowhere else. */
static void check_kept(const char *locale, const char *const *names, size_t count, bool kept) {
  const egb_write_options options = {.size = sizeof options, .excel = true, .locale = locale};
  egb_table *table = small_table(names, count);
  char *text = write_table(table, EGB_FORMAT_TSV, &options);
  for (size_t i = 0; i < count; i++) {
    char wanted[128];
    (void)snprintf(wanted, sizeof wanted, kept ? "\n\"=\"\"%s\"\"\"\t" : "\n%s\t", names[i]);
    if (strstr(text, wanted) == NULL)
      fail_msg("%s: `%s` is %s in\n%s", locale, names[i], kept ? "not kept" : "changed", text);
  }
  egb_free(text);
  egb_table_free(table);
}

static void excel_keeps_texts(void **state) {
  (void)state;
  const char *const anywhere[] = {"004",
                                  "1E5",
                                  "1e-5",
                                  "1-2",
                                  "3/4",
                                  "MAR1",
                                  "2-Sep",
                                  "oct 2024",
                                  "TRUE",
                                  "false",
                                  "12345678901234567890",
                                  "123456789012",
                                  "00",
                                  "+421 2",
                                  "-5",
                                  "5%",
                                  "(5)",
                                  "1 1/2",
                                  "12:30",
                                  "5 pm",
                                  "2024-01-02",
                                  "#N/A",
                                  "#DIV/0!",
                                  "$5",
                                  "1,5",
                                  "1.5",
                                  " 7 ",
                                  "\xEF\xBC\x95",
                                  "3\346\234\2104\346\227\245"};
  const char *const nowhere[] = {"Estonia",
                                 "1a",
                                 "2d1",
                                 "EU27_2020",
                                 "desi-2022",
                                 "Q1",
                                 "March",
                                 "X3",
                                 "1a1",
                                 "marathon 5",
                                 "April and May 5",
                                 "A",
                                 "#label",
                                 "",
                                 "\xE8\x87\xBA\xE7\x81\xA3",
                                 "2024-Q1",
                                 "2024",
                                 "0",
                                 "12345678901",
                                 "10 km"};
  const char *const german[] = {"WAHR", "falsch", "3. M\xC3\xA4rz", "Dez 24", "1. J\xC3\xA4nner 2024"};
  const char *const brazilian[] = {"R$ 5", "VERDADEIRO", "1 fev 2024"};
  const char *const czech[] = {"PRAVDA", "1. \xC5\x99\xC3\xADjna", "5 K\xC4\x8D"};
  for (size_t i = 1; egb_spreadsheet_name(i) != NULL; i++) {
    check_kept(egb_spreadsheet_name(i), anywhere, sizeof anywhere / sizeof *anywhere, true);
    check_kept(egb_spreadsheet_name(i), nowhere, sizeof nowhere / sizeof *nowhere, false);
  }
  check_kept("de", german, sizeof german / sizeof *german, true);
  check_kept("de-CH", german, sizeof german / sizeof *german, true);
  check_kept("zh-Hant", german, sizeof german / sizeof *german, false);
  check_kept("pt", brazilian, sizeof brazilian / sizeof *brazilian, true);
  check_kept("de", brazilian, sizeof brazilian / sizeof *brazilian, false);
  check_kept("cs", czech, sizeof czech / sizeof *czech, true);
  check_kept("de", czech, sizeof czech / sizeof *czech, false);
  check_kept("plain", anywhere, 1, false);
  const egb_write_options unknown = {.size = sizeof unknown, .excel = true, .locale = "xx"};
  egb_table *table = small_table(anywhere, 1);
  char *text = NULL;
  size_t length = 0;
  assert_int_equal(written(table, EGB_FORMAT_CSV, &unknown, &text, &length), EGB_USAGE);
  egb_table_free(table);
}

/* By hand: the marks of numbers and of cells. A text of digits that is too long for a formula stays a text. */
static void excel_writes_the_marks_of_a_language(void **state) {
  (void)state;
  char digits[302] = {0};
  memset(digits, '7', sizeof digits - 1);
  const char *names[] = {"a;b", "=1;2", digits};
  egb_table *table = small_table(names, 3);
  egb_table_put_number(table, 0, 1, -1234.5);
  egb_table_put_number(table, 1, 1, 1e-9);
  egb_buffer wanted = {0};
  egb_buffer_format(
      &wanted, "\xEF\xBB\xBFunit;score\r\n\"a;b\";-1234,5\r\n\"'=1;2\";1e-09\r\n%s;0,30000000000000004\r\n", digits);
  expect(table, EGB_FORMAT_CSV, &(egb_write_options){.size = sizeof(egb_write_options), .excel = true, .locale = "de"},
         wanted.text);
  egb_buffer_clear(&wanted);
  const egb_write_options swiss = {.size = sizeof swiss, .excel = true, .locale = "de-CH"};
  char *text = write_table(table, EGB_FORMAT_CSV, &swiss);
  assert_non_null(strstr(text, "\"a;b\";-1234.5\r\n"));
  egb_free(text);
  egb_table_free(table);
}

static void json_has_an_envelope(void **state) {
  (void)state;
  const char *names[] = {"a\"b\\c\n\x01", "\xE2\x80\xAEx\xFF"};
  egb_table *table = small_table(names, 2);
  egb_table_put_number(table, 1, 1, (double)NAN);
  assert_true(egb_table_add_note(table, "A note."));
  assert_true(egb_table_add_fact(table, "index", "x"));
  const egb_source source = {.name = "abc.txt", .text = "abc", .length = 3};
  assert_true(egb_table_add_checksum(table, "file:abc.txt:sha256", &source)); /* FIPS 180-4, example of "abc" */
  expect(table, EGB_FORMAT_JSON, NULL,
         "{\n  \"schema\": \"egovbench.test/1\",\n  \"title\": null,\n  \"provenance\": {\n    \"index\": \"x\",\n"
         "    \"file:abc.txt:sha256\": \"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad\"\n  },\n"
         "  \"columns\": [\n    {\"id\": \"unit\", \"label\": \"Unit\", \"kind\": \"text\", \"help\": null},\n"
         "    {\"id\": \"score\", \"label\": \"Score\", \"kind\": \"number\", \"help\": null}\n  ],\n"
         "  \"notes\": [\n    \"A note.\"\n  ],\n  \"rows\": [\n"
         "    {\"unit\": \"a\\\"b\\\\c\\n\\u0001\", \"score\": 0.1},\n"
         "    {\"unit\": \"\\u202ex\xEF\xBF\xBD\", \"score\": null}\n  ]\n}\n");
  expect(
      table, EGB_FORMAT_NDJSON, NULL,
      "{\"unit\": \"a\\\"b\\\\c\\n\\u0001\", \"score\": 0.1}\n{\"unit\": \"\\u202ex\xEF\xBF\xBD\", \"score\": null}\n");
  egb_table_free(table);
}

static void empty_tables_are_written(void **state) {
  (void)state;
  egb_table *table = egb_table_new("egovbench.test/1", 0, 0);
  assert_non_null(table);
  expect(table, EGB_FORMAT_JSON, NULL,
         "{\n  \"schema\": \"egovbench.test/1\",\n  \"title\": null,\n  \"provenance\": {},\n  \"columns\": [],\n"
         "  \"notes\": [],\n  \"rows\": []\n}\n");
  expect(table, EGB_FORMAT_NDJSON, NULL, "");
  expect(table, EGB_FORMAT_TEXT, NULL, "");
  for (size_t format = 0; format < egb_format_count(); format++)
    egb_free(is_built((egb_format)format) ? write_table(table, (egb_format)format, NULL) : NULL);
  egb_table_free(table);
}

static void markdown_escapes_everything(void **state) {
  (void)state;
  const char *names[] = {"a|b\\c`d*e_f<g>h[i]j&k", "two\nlines\x1b[0m", "~x~ $y$ #z"};
  egb_table *table = small_table(names, 3);
  table->title = "1. #title";
  egb_table_cell(table, 2, 1)->mark = true;
  assert_true(egb_table_add_note(table, "- not a list"));
  assert_true(egb_table_add_note(table, "2022. Not one either."));
  expect(table, EGB_FORMAT_MARKDOWN, NULL,
         "# 1\\. \\#title\n\n| Unit | Score |\n| --- | ---: |\n"
         "| a\\|b\\\\c\\`d\\*e\\_f&lt;g&gt;h\\[i\\]j&amp;k | 0.10 |\n"
         "| two lines\xEF\xBF\xBD\\[0m | 0.20 |\n| \\~x\\~ \\$y\\$ \\#z | 0.30\\* |\n"
         "\n\\- not a list\n\n2022\\. Not one either.\n");
  egb_table_free(table);
}

static void latex_escapes_everything(void **state) {
  (void)state;
  const char *names[] = {"\\input{x}", "50 % & #1 $x_i^2$ ~", "[a] * --b \"c\" ?`", "a\x1b<b>|c\nd"};
  egb_table *table = small_table(names, 4);
  egb_table_put_number(table, 1, 1, -0.5);
  egb_table_cell(table, 2, 1)->mark = true;
  char *text = write_table(table, EGB_FORMAT_LATEX, NULL);
  assert_int_equal(strncmp(text, "% egovbench ", 12), 0);
  const char *body = strstr(text, "\\begin{tabular}");
  assert_non_null(body);
  assert_string_equal(body, "\\begin{tabular}{lr}\n\\toprule\nUnit & Score \\\\\n\\midrule\n"
                            "\\textbackslash{}input\\{x\\} & 0.10 \\\\\n"
                            "50 \\% \\& \\#1 \\$x\\_i\\textasciicircum{}2\\$ \\textasciitilde{} & $-0.50$ \\\\\n"
                            "{[}a{]} {*} -{}-b \\char34{}c\\char34{} ?{}\\char96{} & 0.30\\textsuperscript{*} \\\\\n"
                            "a?{}\\textless{}b\\textgreater{}\\textbar{}c d & 0.40 \\\\\n"
                            "\\bottomrule\n\\end{tabular}\n\\end{table}\n");
  assert_null(strstr(text, "xeCJK"));
  egb_free(text);
  egb_table_free(table);
}

static void latex_says_what_it_needs(void **state) {
  (void)state;
  const char *names[60];
  for (size_t i = 0; i < 60; i++)
    names[i] = i == 59 ? "\xE4\xB8\xAD\xE8\x8F\xAF" : "x";
  egb_table *table = small_table(names, 60);
  char *text = write_table(table, EGB_FORMAT_LATEX, NULL);
  assert_non_null(strstr(text, "% In the preamble: \\usepackage{booktabs,longtable}\n"));
  assert_non_null(strstr(text, "xeCJK"));
  const char *head = strstr(text, "\\endfirsthead\n"); /* the caption once, the headings on every page */
  assert_non_null(head);
  assert_non_null(strstr(head, "Unit & Score \\\\\n\\midrule\n\\endhead\n\\bottomrule\n\\endfoot\nx & 0.10 \\\\\n"));
  assert_null(strstr(head, "\\caption"));
  assert_non_null(strstr(head, "\\end{longtable}\n"));
  egb_free(text);
  egb_table_free(table);
}

/* So many number columns of five digits with two spaces between: 7 * columns - 2 digits in all. */
static char *latex_of_width(size_t columns) {
  egb_table *table = egb_table_new("egovbench.test/1", columns, 1);
  assert_non_null(table);
  for (size_t i = 0; i < columns; i++) {
    table->column[i] = (egb_table_column){.id = "c", .label = "12345", .kind = EGB_CELL_NUMBER, .importance = i > 0};
    egb_table_put_number(table, 0, i, 12.34);
  }
  assert_true(egb_table_add_note(table, "A note."));
  char *text = write_table(table, EGB_FORMAT_LATEX, NULL);
  egb_table_free(table);
  return text;
}

static void latex_fits_a_page(void **state) {
  (void)state;
  static const struct {
    size_t columns, shown;
    bool landscape;
    const char *size;
  } cases[] = {{10, 10, false, NULL},       {11, 11, false, "footnotesize"}, {12, 12, true, NULL},
               {15, 15, true, NULL},        {16, 16, true, "scriptsize"},    {20, 20, true, "scriptsize"},
               {23, 20, true, "scriptsize"}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    char *text = latex_of_width(cases[i].columns);
    const char *begin = strstr(text, "\\begin{landscape}\n"), *columns = strstr(text, "{rrr");
    assert_true((begin != NULL) == cases[i].landscape);
    assert_true((strstr(text, "\\end{landscape}\n") != NULL) == cases[i].landscape);
    assert_true((strstr(text, "booktabs,longtable,pdflscape}") != NULL) == cases[i].landscape);
    assert_non_null(strstr(text, cases[i].landscape ? "\\begin{longtable}" : "\\begin{tabular}"));
    assert_non_null(columns);
    assert_int_equal(strspn(columns + 1, "r"), cases[i].shown);
    const char *size = strstr(text, "\\begingroup\\");
    assert_true((size != NULL) == (cases[i].size != NULL));
    assert_true((strstr(text, "\\endgroup\n") != NULL) == (cases[i].size != NULL));
    if (size != NULL)
      assert_memory_equal(size + strlen("\\begingroup\\"), cases[i].size, strlen(cases[i].size));
    assert_true((strstr(text, "Without room on the page: 3 columns") != NULL) == (cases[i].shown < cases[i].columns));
    egb_free(text);
  }
}

/* A text column that would push the table off the page becomes one of paragraphs, half an em per digit. */
static void latex_breaks_long_texts(void **state) {
  (void)state;
  const char *names[] = {"a text of many words, of more than any page of this paper could hold on one of its lines"};
  egb_table *table = small_table(names, 1);
  char *text = write_table(table, EGB_FORMAT_LATEX, NULL);
  assert_non_null(strstr(text, "\\begin{tabular}{p{18.0em}r}\n"));
  egb_free(text);
  egb_table_free(table);
}

/* What is aligned sign by sign stays so in a font whose signs have different widths. */
static void strips_survive_any_font(void **state) {
  (void)state;
  const char *names[] = {"..=|=o", ""};
  egb_table *table = small_table(names, 2);
  table->column[0].label = "1    9";
  table->column[0].monospaced = true;
  expect(table, EGB_FORMAT_TEXT, NULL, "1    9  Score\n..=|=o   0.10\n         0.20\n");
  expect(table, EGB_FORMAT_MARKDOWN, NULL,
         "| `1    9` | Score |\n| --- | ---: |\n| `..=\\|=o` | 0.10 |\n|  | 0.20 |\n");
  char *text = write_table(table, EGB_FORMAT_LATEX, NULL);
  assert_non_null(strstr(text, "\n\\texttt{1~~~~9} & Score"));
  assert_non_null(strstr(text, "\n\\texttt{..=\\textbar{}=o} & 0.10"));
  egb_free(text);
  egb_table_free(table);
}

static void digits_are_the_readers_choice(void **state) {
  (void)state;
  const char *names[] = {"x"};
  egb_table *table = small_table(names, 1);
  egb_table_put_number(table, 0, 1, 2.0 / 3);
  const egb_write_options four = {.size = sizeof four, .digits = 4};
  expect(table, EGB_FORMAT_TEXT, NULL, "Unit  Score\nx      0.67\n");
  expect(table, EGB_FORMAT_TEXT, &four, "Unit   Score\nx     0.6667\n");
  const egb_write_options none = {.size = sizeof none, .digits = EGB_DIGITS_NONE}, usual = EGB_WRITE_OPTIONS_INIT;
  expect(table, EGB_FORMAT_TEXT, &none, "Unit  Score\nx         1\n");
  expect(table, EGB_FORMAT_TEXT, &usual, "Unit  Score\nx      0.67\n");
  table->column[1].decimals = 0;
  expect(table, EGB_FORMAT_TEXT, NULL, "Unit  Score\nx         1\n");
  table->column[1].decimals = EGB_DECIMALS_AS_NEEDED;
  expect(table, EGB_FORMAT_TEXT, &four, "Unit     Score\nx     0.666667\n");
  egb_table_put_number(table, 0, 1, 1.0 / 3e9);
  expect(table, EGB_FORMAT_TEXT, &four, "Unit                  Score\nx     3.333333333333333e-10\n");
  expect(table, EGB_FORMAT_CSV, &four, "unit,score\nx,3.333333333333333e-10\n");
  egb_table_free(table);
}

static void people_see_their_own_columns(void **state) {
  (void)state;
  static const size_t order[] = {1, 0};
  const char *names[] = {"x"};
  egb_table *table = small_table(names, 1);
  table->people_order = order;
  expect(table, EGB_FORMAT_TEXT, NULL, "Score  Unit\n 0.10  x\n");
  expect(table, EGB_FORMAT_CSV, NULL, "unit,score\nx,0.1\n");
  table->column[0].machine_only = true;
  expect(table, EGB_FORMAT_TEXT, NULL, "Score\n 0.10\n");
  table->column_selected = true; /* the user's choice and order hold for all formats */
  expect(table, EGB_FORMAT_TEXT, NULL, "Unit  Score\nx      0.10\n");
  egb_table_free(table);
}

static void hostile_names_come_out_harmless(void **state) {
  (void)state;
  egb_table *table = hostile_table();
  assert_non_null(table);
  for (size_t format = 0; format < egb_format_count(); format++) {
    if (egb_format_is_separated((egb_format)format) || egb_format_is_workbook((egb_format)format))
      continue; /* faithful */
    char *text = write_table(table, (egb_format)format, NULL);
    assert_null(strchr(text, '\x1b'));
    assert_null(strchr(text, '\r'));
    assert_null(strchr(text, '\t'));
    assert_null(strstr(text, "\xE2\x80\xAE"));
    assert_null(strstr(text, "\xC2\x9B"));
    if (format == EGB_FORMAT_MARKDOWN)
      for (const char *at = text; (at = strchr(at, '<')) != NULL; at++)
        assert_memory_equal(at, "<!-- -->", 8);
    if (format == EGB_FORMAT_LATEX)
      assert_null(strstr(text, "\\input"));
    egb_free(text);
  }
  egb_table_free(table);
}

/* A table in two pieces is the table; a header with a line end in it is why no caller can cut it off. */
static void pieces_are_the_table(void **state) {
  (void)state;
  const char *names[] = {"a", "b"};
  const egb_write_options whole[] = {EGB_OPTIONS(egb_write_options, .digits = 0),
                                     EGB_OPTIONS(egb_write_options, .excel = true)};
  for (size_t format = 0; format < egb_format_count(); format++)
    for (size_t i = 0; i < 2 && is_built((egb_format)format); i++) {
      egb_table *both = small_table(names, 2), *none = small_table(names, 0);
      both->column[0].id = none->column[0].id = "unit\nof it";
      egb_write_options rest = whole[i];
      rest.continues = true;
      char *rows = NULL, *header = write_table(none, (egb_format)format, &whole[i]);
      char *text = write_table(both, (egb_format)format, &whole[i]);
      size_t length = 0;
      const egb_status status = written(both, (egb_format)format, &rest, &rows, &length);
      assert_int_equal(status, egb_format_continues((egb_format)format) ? EGB_OK : EGB_USAGE);
      if (status == EGB_OK) {
        assert_memory_equal(text, header, strlen(header));
        assert_string_equal(text + strlen(header), rows);
      }
      egb_free(rows);
      egb_free(header);
      egb_free(text);
      egb_table_free(both);
      egb_table_free(none);
    }
}

static void formats_have_names(void **state) {
  (void)state;
  egb_format format = EGB_FORMAT_TEXT;
  assert_true(egb_format_by_name("csv", &format) && format == EGB_FORMAT_CSV);
  assert_true(egb_format_by_name("Markdown", &format) && format == EGB_FORMAT_MARKDOWN);
  assert_true(egb_format_by_name("md", &format) && format == EGB_FORMAT_MARKDOWN);
  assert_false(egb_format_by_name("docx", &format));
  assert_false(egb_format_by_name("", &format));
  assert_true(egb_format_by_path("out/r.v2.TEX", &format) && format == EGB_FORMAT_LATEX);
  assert_true(egb_format_by_path("r.jsonl", &format) && format == EGB_FORMAT_NDJSON);
  assert_false(egb_format_by_path("out.csv/r", &format));
  assert_false(egb_format_by_path(".csv", &format));
  assert_false(egb_format_by_path("r.", &format));
  char *text = NULL;
  size_t length;
  egb_table *table = egb_table_new("x", 0, 0);
  assert_non_null(table);
  assert_int_equal(written(table, (egb_format)99, NULL, &text, &length), EGB_USAGE);
  assert_null(text);
  egb_table_free(table);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(pieces_are_the_table),
      cmocka_unit_test(csv_quotes_only_where_needed),
      cmocka_unit_test(csv_missing_is_empty),
      cmocka_unit_test(excel_keeps_texts),
      cmocka_unit_test(excel_writes_the_marks_of_a_language),
      cmocka_unit_test(excel_makes_formulas_harmless),
      cmocka_unit_test(json_has_an_envelope),
      cmocka_unit_test(empty_tables_are_written),
      cmocka_unit_test(markdown_escapes_everything),
      cmocka_unit_test(latex_escapes_everything),
      cmocka_unit_test(latex_says_what_it_needs),
      cmocka_unit_test(digits_are_the_readers_choice),
      cmocka_unit_test(people_see_their_own_columns),
      cmocka_unit_test(hostile_names_come_out_harmless),
      cmocka_unit_test(formats_have_names),
      cmocka_unit_test(latex_fits_a_page),
      cmocka_unit_test(latex_breaks_long_texts),
      cmocka_unit_test(strips_survive_any_font),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
