/* Pictures as parts of a page: names that no two of them share, none of the page's, and nothing lost on the way. */
#include "check.h"
#include "draw/plot.h"
#include "model/table.h"

#include <ctype.h>
#include <stdlib.h>

#define NAMES_MOST 64
#define HOSTILE "<b> class=\"f0\" id=\"title\" </defs> \"></title><script>"

static const struct {
  const char *id;
  egb_cell_kind kind;
} column[] = {{"unit", EGB_CELL_TEXT},   {"name", EGB_CELL_TEXT},  {"score", EGB_CELL_NUMBER},
              {"rank", EGB_CELL_NUMBER}, {"level", EGB_CELL_TEXT}, {"level_name", EGB_CELL_TEXT}};

/* A ranking whose second unit has no rank, and is hatched. */
static egb_table *make_ranking(const char *title) {
  static const char *const unit[] = {"EST", "TWN", "CITY"};
  egb_table *table = egb_table_new("egovbench.ranking/1", sizeof column / sizeof *column, 3);
  assert_non_null(table);
  table->title = title;
  for (size_t c = 0; c < sizeof column / sizeof *column; c++)
    table->column[c] = (egb_table_column){.id = column[c].id, .label = column[c].id, .kind = column[c].kind};
  for (size_t row = 0; row < 3; row++) {
    assert_true(egb_table_put_text(table, row, 0, unit[row]));
    assert_true(egb_table_put_text(table, row, 1, row == 2 ? HOSTILE : unit[row]));
    if (row != 1) {
      egb_table_put_number(table, row, 2, 50.0 - (double)row);
      egb_table_put_number(table, row, 3, 1.0 + (double)row / 2);
    }
  }
  return table;
}

static void add_fragment(egb_buffer *page, const char *title, bool noted, size_t number) {
  egb_table *table = make_ranking(title);
  if (noted)
    assert_true(egb_table_add_note(table, "A note."));
  egb_diag *diag = egb_diag_new();
  assert_int_equal(egb_plot_fragment(egb_plot_find("map"), table, number, diag, page), EGB_OK);
  egb_diag_free(diag);
  egb_table_free(table);
}

/* A picture in text as the header promises it: 80 columns, its title first; what there is not is refused. */
static void test_text_of_the_library(void **state) {
  (void)state;
  const egb_write_options narrow = {.size = sizeof narrow, .width = 30, .ascii = true};
  egb_table *table = make_ranking("A title");
  egb_diag *diag = egb_diag_new();
  char *text = NULL;
  size_t length = 0;
  assert_true(egb_plot_has_text(egb_plot_find("map")));
  assert_int_equal(egb_plot_write_text(egb_plot_find("map"), table, NULL, diag, &text, &length), EGB_OK);
  assert_int_equal(strncmp(text, "A title\n\n", 9), 0);
  assert_int_equal(strlen(text), length);
  egb_free(text);
  assert_int_equal(egb_plot_write_text(egb_plot_find("map"), table, &narrow, diag, &text, &length), EGB_OK);
  for (size_t i = 0; i < length; i++)
    assert_true((unsigned char)text[i] < 0x7F);
  egb_free(text);
  assert_false(egb_plot_has_text(SIZE_MAX));
  assert_int_equal(egb_plot_write_text(SIZE_MAX, table, NULL, diag, &text, &length), EGB_USAGE);
  assert_null(text);
  assert_int_equal(egb_plot_write_text(egb_plot_find("scree"), table, NULL, diag, &text, &length), EGB_USAGE);
  egb_diag_free(diag);
  egb_table_free(table);
}

typedef struct names {
  char name[NAMES_MOST][64];
  size_t count;
} names;

static bool has(const names *list, const char *name) {
  for (size_t i = 0; i < list->count; i++)
    if (strcmp(list->name[i], name) == 0)
      return true;
  return false;
}

/* The words of every attribute of a text, one entry each; with `once`, none may be there twice. */
static void gather(const char *text, const char *attribute, bool once, names *out) {
  out->count = 0;
  for (const char *at = text; (at = strstr(at, attribute)) != NULL;) {
    at += strlen(attribute);
    while (*at != '"') {
      char word[64] = "";
      const size_t length = strcspn(at, " \"");
      assert_true(length > 0 && length < sizeof word);
      memcpy(word, at, length);
      at += length + (at[length] == ' ');
      assert_false(once && has(out, word));
      assert_true(has(out, word) || out->count < NAMES_MOST);
      if (!has(out, word))
        memcpy(out->name[out->count++], word, sizeof word);
    }
  }
}

static void two_on_a_page(void **state) {
  (void)state;
  egb_buffer page = {0}, style = {0};
  names ids, references, classes;
  egb_plot_page_style(&style);
  egb_plot_page_definitions(&page);
  add_fragment(&page, "One", true, 1);
  add_fragment(&page, "Other", false, 2);
  const char *text = egb_buffer_string(&page);
  gather(text, " id=\"", true, &ids);
  assert_int_equal(ids.count, 4); /* hatch, both titles, and a description */
  gather(text, " aria-labelledby=\"", true, &references);
  assert_int_equal(references.count, 3);
  for (size_t i = 0; i < references.count; i++)
    assert_true(has(&ids, references.name[i]));
  gather(text, " class=\"", false, &classes);
  assert_true(has(&classes, "plot-hatch") && has(&classes, "plot-tile") && has(&classes, "plot-p4"));
  for (size_t i = 0; i < classes.count; i++)
    assert_true(strcmp(classes.name[i], "plot") == 0 || strncmp(classes.name[i], EGB_PLOT_PREFIX, 5) == 0);
  for (const char *at = strstr(text, "<svg "); at != NULL; at = strstr(at + 1, "<svg "))
    assert_int_equal(strncmp(at, "<svg class=\"plot", 16) == 0 ? strcspn(at + 16, " \"") : 1, 0); /* in the scope */
  assert_non_null(strstr(egb_buffer_string(&style), "url(#plot-hatch)"));
  assert_null(strstr(text, "<style"));
  assert_null(strstr(text, "<?xml"));
  egb_buffer_clear(&page);
  egb_buffer_clear(&style);
}

/* Without the prefixes and the head it is the picture that is written to a file. */
static void the_same_picture(void **state) {
  (void)state;
  egb_buffer part = {0}, plain = {0};
  char *whole = NULL;
  size_t length = 0;
  egb_table *table = make_ranking(HOSTILE);
  egb_diag *diag = egb_diag_new();
  assert_int_equal(egb_plot_write(egb_plot_find("map"), table, diag, &whole, &length), EGB_OK);
  add_fragment(&part, HOSTILE, false, 7);
  for (const char *at = egb_buffer_string(&part); *at != '\0'; at++)
    if (strncmp(at, EGB_PLOT_PREFIX, 5) == 0)
      at += 4;
    else
      egb_buffer_char(&plain, *at);
  const char *one = strstr(whole, "<rect class=\"paper\""), *other = strstr(egb_buffer_string(&plain), "<rect");
  assert_non_null(one);
  assert_non_null(other);
  assert_string_equal(one, other);
  assert_non_null(strstr(part.text, "&lt;b&gt; class=&quot;f0&quot;")); /* texts are left alone */
  assert_null(strstr(part.text, "<script"));
  const char *box = strstr(part.text, "viewBox=\"0 0 640 ");
  assert_true(box != NULL && box < strchr(part.text, '>'));
  assert_null(strstr(part.text, "aria-hidden"));
  egb_free(whole);
  egb_buffer_clear(&part);
  egb_buffer_clear(&plain);
  egb_diag_free(diag);
  egb_table_free(table);
}

/* Every selector is within the pictures, and the rules are those of a picture's own sheet. */
static void rules_of_the_page(void **state) {
  (void)state;
  egb_buffer style = {0};
  bool inside = false;
  egb_plot_page_style(&style);
  const char *start = egb_buffer_string(&style);
  for (const char *at = start; *at != '\0'; at++) {
    const bool begins = at == start || at[-1] == '}' || at[-1] == ',' || at[-1] == '{';
    const bool rule = !inside && begins && *at != '}' && *at != '@';
    if (rule)
      assert_true(strncmp(at, ".plot", 5) == 0);
    if (*at == '@')
      at = strchr(at, '{');
    else if (*at == '{' || *at == '}')
      inside = *at == '{';
  }
  assert_non_null(strstr(start, ".plot .plot-minor{font-size:11px"));
  assert_non_null(strstr(start, "{.plot text{fill:#e8eaed}"));
  assert_non_null(strstr(start, "stroke-width:.5"));
  egb_buffer_clear(&style);
}

/* What cannot be drawn adds nothing. */
static void refused(void **state) {
  (void)state;
  egb_buffer page = {0};
  egb_diag *diag = egb_diag_new();
  egb_table *table = egb_table_new("egovbench.ranking/1", 0, 0);
  assert_int_equal(egb_plot_fragment(egb_plot_find("map"), table, 1, diag, &page), EGB_USAGE);
  assert_int_equal(egb_plot_fragment(SIZE_MAX, table, 1, diag, &page), EGB_USAGE);
  assert_int_equal(page.length, 0);
  egb_diag_free(diag);
  egb_table_free(table);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_text_of_the_library), cmocka_unit_test(two_on_a_page),
                                     cmocka_unit_test(the_same_picture), cmocka_unit_test(rules_of_the_page),
                                     cmocka_unit_test(refused)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
