/* Edits through the library: what they say, where they are refused, a file that another has changed. The property that
 * only the intended bytes differ is tested at length in tests/cli/test_weights.py. */

#include "small.h"

#include <stdlib.h>
#include <unistd.h>

static const char definition[] = "egovbench: 1\n"
                                 "id: x\n"
                                 "defaults: {normalise: as-is}\n"
                                 "indicators:\n"
                                 "  - {id: a, weight: 0.50} # half\n"
                                 "  - {id: b, weight: \"0.3\"}\n"
                                 "  - {id: c, weight: 0.2}\n";
static const char rows[] = "unit,a,b,c\nA,1,2,3\nB,3,2,1\n";

static egb_edit *edit_of(const small *s, const char *wish, const char *rescale, const char *scenario) {
  const egb_edit_options options = {
      .size = sizeof options, .settings = &wish, .count = 1, .rescale = rescale, .scenario = scenario};
  egb_edit *edit = NULL;
  if (egb_edit_new(s->plan, &options, s->diag, &edit) != EGB_OK)
    print_messages(s->diag);
  return edit;
}

static void numbers_and_nothing_else(void **state) {
  (void)state;
  small s = small_score(definition, rows);
  egb_edit *edit = edit_of(&s, "a=0.6", NULL, NULL);
  size_t length;
  assert_non_null(edit);
  assert_true(egb_edit_changes(edit));
  const char *text = egb_edit_text(edit, &length);
  assert_string_equal(text, "egovbench: 1\n"
                            "id: x\n"
                            "defaults: {normalise: as-is}\n"
                            "indicators:\n"
                            "  - {id: a, weight: 0.6} # half\n"
                            "  - {id: b, weight: \"0.24\"}\n"
                            "  - {id: c, weight: 0.16}\n");
  assert_int_equal(length, strlen(text));
  egb_edit_free(edit);
  small_free(&s);
}

/* A share may have its sign on the line below: the line end belongs to the file, not to the number. */
static void a_sign_on_the_next_line_stays_there(void **state) {
  (void)state;
  small s = small_score("egovbench: 1\nid: x\ndefaults: {normalise: as-is}\nindicators:\n"
                        "  - {id: a, weight: 40\r\n     %}\n  - {id: b, weight: 60 %}\n",
                        "unit,a,b\nA,1,2\nB,3,2\n");
  egb_edit *edit = edit_of(&s, "a=30", NULL, NULL);
  size_t length;
  assert_non_null(edit);
  assert_string_equal(egb_edit_text(edit, &length), "egovbench: 1\nid: x\ndefaults: {normalise: as-is}\nindicators:\n"
                                                    "  - {id: a, weight: 30\r\n     %}\n  - {id: b, weight: 70 %}\n");
  egb_edit_free(edit);
  small_free(&s);
}

static void weights_as_they_will_be(void **state) {
  (void)state;
  small s = small_score(definition, rows);
  egb_edit *edit = edit_of(&s, "a=0.7", NULL, NULL);
  egb_plan *after = NULL;
  assert_non_null(edit);
  assert_int_equal(egb_plan_new(s.index, s.data, NULL, s.diag, &after), EGB_OK);
  assert_int_equal(egb_edit_apply(edit, after, s.diag), EGB_OK);
  assert_true(egb_plan_weight(after, 1) == 0.7);
  assert_true(egb_plan_weight(after, 2) == 0.18);
  assert_true(egb_plan_weight(after, 3) == 0.12);
  assert_true(egb_plan_weight(s.plan, 1) == 0.5); /* the plan it was made from is as it was */
  egb_plan_free(after);
  egb_edit_free(edit);
  small_free(&s);
}

static void what_is_there_already(void **state) {
  (void)state;
  small s = small_score(definition, rows);
  egb_edit *edit = edit_of(&s, "a=50%", NULL, NULL);
  char *diff = NULL;
  size_t length = 1;
  assert_non_null(edit);
  assert_false(egb_edit_changes(edit));
  assert_int_equal(egb_edit_diff(edit, false, &diff, &length), EGB_OK);
  assert_int_equal(length, 0);
  assert_int_equal(egb_edit_write(edit, s.diag), EGB_OK); /* there is no such file: nothing is written */
  egb_free(diff);
  egb_edit_free(edit);
  small_free(&s);
}

static void a_diff(void **state) {
  (void)state;
  small s = small_score(definition, rows);
  egb_edit *edit = edit_of(&s, "a=0.8", "from=b", "s\xE2\x80\xAE");
  assert_null(edit); /* no name of a scenario */
  edit = edit_of(&s, "a=0.8", "from=b", NULL);
  char *diff = NULL;
  size_t length;
  assert_non_null(edit);
  assert_int_equal(egb_edit_diff(edit, true, &diff, &length), EGB_OK);
  assert_string_equal(diff, "--- small.yaml\n"
                            "+++ small.yaml\n"
                            "@@ -2,6 +2,6 @@\n"
                            " id: x\n"
                            " defaults: {normalise: as-is}\n"
                            " indicators:\n"
                            "-  - {id: a, weight: 0.50} # half\n"
                            "-  - {id: b, weight: \"0.3\"}\n"
                            "+  - {id: a, weight: 0.8} # half\n"
                            "+  - {id: b, weight: \"0\"}\n"
                            "   - {id: c, weight: 0.2}\n");
  egb_free(diff);
  egb_edit_free(edit);
  small_free(&s);
}

/* ---- files ----------------------------------------------------------------------------------- */

static void put_file(const char *path, const char *text) {
  FILE *file = fopen(path, "wb");
  assert_non_null(file);
  assert_int_equal(fwrite(text, 1, strlen(text), file), strlen(text));
  assert_int_equal(fclose(file), 0);
}

static void assert_file(const char *path, const char *text) {
  char found[1024] = {0};
  FILE *file = fopen(path, "rb");
  assert_non_null(file);
  assert_int_equal(fread(found, 1, sizeof found - 1, file), strlen(text));
  assert_int_equal(fclose(file), 0);
  assert_string_equal(found, text);
}

/* A definition read from a file in a folder of its own, with an edit of it. */
static egb_edit *edit_file(char folder[32], char path[64], small *s) {
  const egb_data_options options = {.size = sizeof options,
                                    .files = (const char *const[]){"-"},
                                    .file_count = 1,
                                    .stdin_text = rows,
                                    .stdin_length = sizeof rows - 1};
  strcpy(folder, "/tmp/egovbench-edit-XXXXXX");
  assert_non_null(mkdtemp(folder));
  (void)snprintf(path, 64, "%s/x.yaml", folder);
  put_file(path, definition);
  *s = (small){.diag = egb_diag_new()};
  assert_int_equal(egb_index_load(path, s->diag, &s->index), EGB_OK);
  assert_int_equal(egb_dataset_load(s->index, &options, s->diag, &s->data), EGB_OK);
  assert_int_equal(egb_plan_new(s->index, s->data, NULL, s->diag, &s->plan), EGB_OK);
  return edit_of(s, "a=0.6", NULL, NULL);
}

static void a_file_that_is_as_it_was_is_replaced(void **state) {
  (void)state;
  char folder[32], path[64];
  small s;
  size_t length;
  egb_edit *edit = edit_file(folder, path, &s);
  assert_non_null(edit);
  assert_int_equal(egb_edit_write(edit, s.diag), EGB_OK);
  assert_file(path, egb_edit_text(edit, &length));
  assert_int_equal(egb_edit_write(edit, s.diag), EGB_IO); /* by now it is another file, if by our own hand */
  egb_edit_free(edit);
  small_free(&s);
  assert_int_equal(unlink(path), 0);
  assert_int_equal(rmdir(folder), 0);
}

static void a_file_that_changed_is_left_alone(void **state) {
  (void)state;
  static const char *const others[] = {"", "egovbench: 1\n", "another text altogether, of which nothing is known\n"};
  char longer[sizeof definition + 1];
  (void)snprintf(longer, sizeof longer, "%s#", definition);
  for (size_t i = 0; i < 5; i++) {
    char folder[32], path[64];
    small s;
    egb_edit *edit = edit_file(folder, path, &s);
    assert_non_null(edit);
    if (i < 4)
      put_file(path, i < 3 ? others[i] : longer);
    else
      assert_int_equal(unlink(path), 0);
    assert_int_equal(egb_edit_write(edit, s.diag), EGB_IO);
    assert_string_equal(egb_diag_message(s.diag, egb_diag_kept(s.diag) - 1)->code, "E0504");
    if (i < 4) {
      assert_file(path, i < 3 ? others[i] : longer);
      assert_int_equal(unlink(path), 0);
    }
    assert_int_equal(rmdir(folder), 0); /* nothing else is left in it */
    egb_edit_free(edit);
    small_free(&s);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(numbers_and_nothing_else),
      cmocka_unit_test(a_sign_on_the_next_line_stays_there),
      cmocka_unit_test(weights_as_they_will_be),
      cmocka_unit_test(what_is_there_already),
      cmocka_unit_test(a_diff),
      cmocka_unit_test(a_file_that_is_as_it_was_is_replaced),
      cmocka_unit_test(a_file_that_changed_is_left_alone),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
