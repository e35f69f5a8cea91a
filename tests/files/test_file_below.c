/* Files that a stranger's text names: every way out of the folders it may read, and what would wait. */
#define _XOPEN_SOURCE 700 /* nftw */

#include "files/file.h"

#include <ftw.h>
#include <sys/stat.h>
#include <unistd.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

typedef struct fixture {
  char folder[64];
  egb_arena *arena;
  egb_diag *diag;
} fixture;

static int set_up(void **state) {
  fixture *f = calloc(1, sizeof *f);
  if (f == NULL)
    return -1;
  strcpy(f->folder, "/tmp/egovbench-test-XXXXXX");
  if (mkdtemp(f->folder) == NULL)
    return -1;
  f->arena = egb_arena_new();
  f->diag = egb_diag_new();
  *state = f;
  return f->arena == NULL || f->diag == NULL ? -1 : 0;
}

static int remove_it(const char *path, const struct stat *status, int kind, struct FTW *where) {
  (void)status;
  (void)kind;
  (void)where;
  return remove(path);
}

static int tear_down(void **state) {
  fixture *f = *state;
  const int result = nftw(f->folder, remove_it, 8, FTW_DEPTH | FTW_PHYS);
  egb_arena_free(f->arena);
  egb_diag_free(f->diag);
  free(f);
  return result;
}

static const char *path_of(fixture *f, const char *name) {
  return egb_path_join(f->arena, f->folder, name);
}

static void put(const char *path, const char *text) {
  FILE *file = fopen(path, "wb");
  assert_non_null(file);
  fputs(text, file);
  fclose(file);
}

static void last_message_has(fixture *f, const char *code, const char *part) {
  const egb_message *message = egb_diag_message(f->diag, egb_diag_kept(f->diag) - 1);
  assert_string_equal(message->code, code);
  assert_non_null(strstr(message->text, part));
}

static egb_file_answer answer_of(fixture *f, const char *name, const char *root, const char *below) {
  const egb_file_root roots[] = {{path_of(f, "none"), NULL}, {path_of(f, root), below}};
  egb_file_answer answer;
  egb_source *source;
  assert_int_equal(egb_file_read_below(f->arena, path_of(f, name), roots, 2, (egb_place){0}, f->diag, &answer, &source),
                   EGB_OK);
  assert_true((source != NULL) == (answer == EGB_FILE_READ));
  if (source != NULL)
    assert_string_equal(source->text, "inside");
  return answer;
}

/* in/ and out/ with a file each, and every way from the one to the other. */
static void a_way_out_of_the_roots_is_found(void **state) {
  fixture *f = *state;
  static const struct link {
    const char *to, *name;
  } links[] = {{"../out/x", "in/out"},    {"deep/x", "in/in"},          {"../out", "in/folder"}, {"deep", "in/near"},
               {"../in/out", "in/twice"}, {"/dev/zero", "in/zero"},     {"in", "alias"},         {"../out", "in/data"},
               {"loop", "in/loop"},       {"/proc/self/maps", "in/me"}, {"../in2", "in/sibling"}};
  assert_int_equal(mkdir(path_of(f, "in"), 0700) + mkdir(path_of(f, "in/deep"), 0700), 0);
  assert_int_equal(mkdir(path_of(f, "out"), 0700) + mkdir(path_of(f, "in2"), 0700), 0);
  assert_int_equal(mkfifo(path_of(f, "in/fifo"), 0600), 0);
  put(path_of(f, "in/deep/x"), "inside");
  put(path_of(f, "out/x"), "secret");
  put(path_of(f, "in2/x"), "secret");
  for (size_t i = 0; i < sizeof links / sizeof links[0]; i++)
    assert_int_equal(symlink(links[i].to, path_of(f, links[i].name)), 0);
  static const struct way {
    const char *name;
    egb_file_answer answer;
  } ways[] = {{"in/deep/x", EGB_FILE_READ},
              {"in/in", EGB_FILE_READ},
              {"in/near/x", EGB_FILE_READ},
              {"alias/deep/x", EGB_FILE_READ},
              {"out/../in/deep/x", EGB_FILE_READ},
              {"in/out", EGB_FILE_OUTSIDE},
              {"in/twice", EGB_FILE_OUTSIDE},
              {"in/folder/x", EGB_FILE_OUTSIDE},
              {"in/../out/x", EGB_FILE_OUTSIDE},
              {"in/folder/../in/deep/x", EGB_FILE_READ},
              {"in/near/../../deep/x", EGB_FILE_ABSENT}, /* `near/..` is in, whatever the text says */
              {"in/sibling/x", EGB_FILE_OUTSIDE},
              {"in2/x", EGB_FILE_OUTSIDE},
              {"in/zero", EGB_FILE_OUTSIDE},
              {"in/me", EGB_FILE_OUTSIDE},
              {"in/fifo", EGB_FILE_SPECIAL},
              {"in/deep", EGB_FILE_FOLDER},
              {"in/none", EGB_FILE_ABSENT},
              {"in/deep/x/y", EGB_FILE_ABSENT}};
  for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++)
    if (answer_of(f, ways[i].name, "in", NULL) != ways[i].answer)
      fail_msg("%s", ways[i].name);
  assert_int_equal(answer_of(f, "in/deep/x", "alias", NULL), EGB_FILE_READ);
  assert_int_equal(answer_of(f, "in/deep/x", "in", "deep"), EGB_FILE_READ);
  assert_int_equal(answer_of(f, "in/data/x", "in", "data"), EGB_FILE_OUTSIDE); /* a link is no root */
  assert_int_equal(egb_diag_count(f->diag, EGB_SEVERITY_ERROR), 0);
}

static void below_the_roots_errors_are_told(void **state) {
  fixture *f = *state;
  const egb_file_root root = {f->folder, NULL};
  egb_file_answer answer;
  egb_source *source;
  assert_int_equal(symlink("loop", path_of(f, "loop")), 0);
  assert_int_equal(
      egb_file_read_below(f->arena, path_of(f, "loop"), &root, 1, (egb_place){0}, f->diag, &answer, &source), EGB_IO);
  last_message_has(f, "E0501", "too many symbolic links");
}

static void a_device_is_read_to_a_limit(void **state) {
  fixture *f = *state;
  egb_source *source;
  assert_int_equal(egb_file_read(f->arena, "/dev/zero", (egb_place){0}, f->diag, &source), EGB_IO);
  last_message_has(f, "E0501", "too large");
}

#define FILE_TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void) {
  const struct CMUnitTest tests[] = {
      FILE_TEST(a_way_out_of_the_roots_is_found),
      FILE_TEST(below_the_roots_errors_are_told),
      FILE_TEST(a_device_is_read_to_a_limit),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
