/* The record of changes through the library: entries in turn, the definition as it was after each, what is refused.
 * That an undoing gives the same bytes is tested at length in tests/cli/test_memory.py. */

#include "small.h"

#include <unistd.h>

static const char definition[] = "egovbench: 1\n"
                                 "id: x\n"
                                 "defaults: {normalise: as-is}\n"
                                 "indicators:\n"
                                 "  - {id: a, weight: 0.50} # half\n"
                                 "  - {id: b, weight: \"0.3\"}\n"
                                 "  - {id: c}\n";
static const char rows[] = "unit,a,b,c\nA,1,2,3\nB,3,2,1\n";

typedef struct fixture {
  char folder[32], path[64], record[64];
  small s;
  egb_history *history;
} fixture;

static void put_file(const char *path, const char *text) {
  FILE *file = fopen(path, "wb");
  assert_non_null(file);
  assert_int_equal(fwrite(text, 1, strlen(text), file), strlen(text));
  assert_int_equal(fclose(file), 0);
}

static void assert_file(const char *path, const char *text) {
  char found[2048] = {0};
  FILE *file = fopen(path, "rb");
  assert_non_null(file);
  found[fread(found, 1, sizeof found - 1, file)] = '\0';
  assert_int_equal(fclose(file), 0);
  assert_string_equal(found, text);
}

static void close_files(fixture *f) {
  egb_history_free(f->history);
  f->history = NULL;
  small_free(&f->s);
}

/* The definition and its record as they are on the disk now. */
static egb_status open_files(fixture *f) {
  const egb_data_options options = {.size = sizeof options,
                                    .files = (const char *const[]){"-"},
                                    .file_count = 1,
                                    .stdin_text = rows,
                                    .stdin_length = sizeof rows - 1};
  close_files(f);
  f->s.diag = egb_diag_new();
  assert_int_equal(egb_index_load(f->path, f->s.diag, &f->s.index), EGB_OK);
  assert_int_equal(egb_dataset_load(f->s.index, &options, f->s.diag, &f->s.data), EGB_OK);
  assert_int_equal(egb_plan_new(f->s.index, f->s.data, NULL, f->s.diag, &f->s.plan), EGB_OK);
  return egb_history_read(f->s.index, f->s.diag, &f->history);
}

static int set_up(void **state) {
  fixture *f = calloc(1, sizeof *f);
  strcpy(f->folder, "/tmp/egovbench-edit-XXXXXX");
  if (mkdtemp(f->folder) == NULL)
    return -1;
  (void)snprintf(f->path, sizeof f->path, "%s/x.yaml", f->folder);
  (void)snprintf(f->record, sizeof f->record, "%s/x.changes.yaml", f->folder);
  put_file(f->path, definition);
  *state = f;
  return 0;
}

static int tear_down(void **state) {
  fixture *f = *state;
  close_files(f);
  (void)unlink(f->record);
  const int result = unlink(f->path) + rmdir(f->folder); /* nothing else is in it */
  free(f);
  return result;
}

static void change(fixture *f, const char *wish, const char *why) {
  const egb_edit_options options = {.size = sizeof options, .settings = &wish, .count = 1, .rescale = "free"};
  const egb_history_note note = {.size = sizeof note, .why = why};
  egb_edit *edit = NULL;
  assert_int_equal(open_files(f), EGB_OK);
  assert_int_equal(egb_edit_new(f->s.plan, &options, f->s.diag, &edit), EGB_OK);
  assert_int_equal(egb_edit_record(edit, f->history, &note, f->s.diag), EGB_OK);
  egb_history_free(f->history); /* the edit has what it needs of it */
  f->history = NULL;
  assert_int_equal(egb_edit_write(edit, f->s.diag), EGB_OK);
  egb_edit_free(edit);
}

static void weights_after(fixture *f, size_t entry, double a, double b, double c) {
  egb_index *index = NULL;
  const double wanted[] = {a, b, c};
  assert_int_equal(egb_history_index(f->history, entry, f->s.diag, &index), EGB_OK);
  for (size_t i = 0; i < 3; i++) {
    egb_plan *plan = NULL;
    assert_int_equal(egb_plan_new(index, f->s.data, NULL, f->s.diag, &plan), EGB_OK);
    assert_true(egb_plan_weight(plan, i + 1) == wanted[i]);
    egb_plan_free(plan);
  }
  egb_index_free(index);
}

static void the_definition_after_each_change(void **state) {
  fixture *f = *state;
  egb_index *index = NULL;
  change(f, "a=0.7", "one");
  change(f, "c=0.2", "two");
  change(f, "a=0.1", NULL);
  assert_int_equal(open_files(f), EGB_OK);
  assert_int_equal(egb_history_count(f->history), 3);
  assert_int_equal(egb_history_undoable(f->history), 3);
  weights_after(f, 0, 0.5, 0.3, 1);
  weights_after(f, 1, 0.7, 0.3, 1);
  weights_after(f, 2, 0.7, 0.3, 0.2);
  weights_after(f, 3, 0.1, 0.3, 0.2);
  assert_int_equal(egb_history_index(f->history, 4, f->s.diag, &index), EGB_USAGE);
  assert_null(index);
}

static void an_undoing_of_everything(void **state) {
  fixture *f = *state;
  const egb_history_note note = {.size = sizeof note};
  change(f, "a=0.7", "one");
  change(f, "c=0.2", "two");
  for (size_t left = 2; left > 0; left--) {
    egb_edit *edit = NULL;
    assert_int_equal(open_files(f), EGB_OK);
    assert_int_equal(egb_history_undoable(f->history), left);
    assert_int_equal(egb_edit_undo(f->s.plan, f->history, f->s.diag, &edit), EGB_OK);
    assert_int_equal(egb_edit_record(edit, f->history, &note, f->s.diag), EGB_OK);
    assert_int_equal(egb_edit_write(edit, f->s.diag), EGB_OK);
    egb_edit_free(edit);
  }
  assert_file(f->path, definition);
  assert_file(
      f->record,
      "# Changes of weights, oldest first: `egovbench weights log` shows them. A line per change is appended at the end,\n"
      "# so that `*.changes.yaml merge=union` in .gitattributes lets git merge those of two people.\n"
      "egovbench-changes: 1\n"
      "changes:\n"
      "- {why: \"one\", weights: {a: [0.50, 0.7]}}\n"
      "- {why: \"two\", weights: {c: [~, 0.2]}}\n"
      "- {undo: true, weights: {c: [0.2, ~]}}\n"
      "- {undo: true, weights: {a: [0.7, 0.50]}}\n");
  egb_edit *edit = NULL;
  assert_int_equal(open_files(f), EGB_OK);
  assert_int_equal(egb_history_undoable(f->history), 0);
  assert_int_equal(egb_edit_undo(f->s.plan, f->history, f->s.diag, &edit), EGB_USAGE);
  assert_null(edit);
}

/* Between reading and writing another program appended a line: neither file is touched. */
static void a_record_that_was_continued_meanwhile(void **state) {
  fixture *f = *state;
  static const char *const wish = "a=0.7";
  const egb_edit_options options = {.size = sizeof options, .settings = &wish, .count = 1, .rescale = "free"};
  const egb_history_note note = {.size = sizeof note};
  egb_edit *edit = NULL;
  for (size_t i = 0; i < 2; i++) {
    if (i == 1)
      put_file(f->record, "egovbench-changes: 1\nchanges:\n- {weights: {a: [1, 0.5]}}\n");
    assert_int_equal(open_files(f), EGB_OK);
    assert_int_equal(egb_edit_new(f->s.plan, &options, f->s.diag, &edit), EGB_OK);
    assert_int_equal(egb_edit_record(edit, f->history, &note, f->s.diag), EGB_OK);
    put_file(f->record, "theirs\n");
    assert_int_equal(egb_edit_write(edit, f->s.diag), EGB_IO);
    assert_true(reports(f->s.diag, "was changed by another program"));
    egb_edit_free(edit);
    assert_file(f->path, definition);
    assert_file(f->record, "theirs\n");
    assert_int_equal(unlink(f->record), 0);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(the_definition_after_each_change, set_up, tear_down),
      cmocka_unit_test_setup_teardown(an_undoing_of_everything, set_up, tear_down),
      cmocka_unit_test_setup_teardown(a_record_that_was_continued_meanwhile, set_up, tear_down),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
