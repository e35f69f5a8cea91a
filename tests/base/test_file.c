/* Files: reading is bounded and explained; writing leaves the whole new file or the old one. */
#include "base/file.h"

#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
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

static size_t entries(const char *folder, bool remove_them) {
  size_t count = 0;
  DIR *open_folder = opendir(folder);
  assert_non_null(open_folder);
  for (const struct dirent *entry; (entry = readdir(open_folder)) != NULL;) {
    if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
      continue;
    count++;
    if (remove_them && unlinkat(dirfd(open_folder), entry->d_name, 0) != 0)
      (void)unlinkat(dirfd(open_folder), entry->d_name, AT_REMOVEDIR);
  }
  closedir(open_folder);
  return count;
}

static int tear_down(void **state) {
  fixture *f = *state;
  (void)entries(f->folder, true);
  const int result = rmdir(f->folder);
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

static void holds(fixture *f, const char *path, const char *text) {
  egb_source *source = NULL;
  assert_int_equal(egb_file_read(f->arena, path, (egb_place){0}, f->diag, &source), EGB_OK);
  assert_string_equal(source->text, text);
  assert_int_equal(source->length, strlen(text));
}

static egb_status write_text(fixture *f, const char *path, const char *text, bool force) {
  return egb_file_write(path, text, strlen(text), force, f->diag);
}

static void last_message_has(const fixture *f, const char *code, const char *part) {
  const egb_message *message = egb_diag_message(f->diag, egb_diag_kept(f->diag) - 1);
  assert_non_null(message);
  assert_string_equal(message->code, code);
  assert_non_null(message->hint);
  if (strstr(message->text, part) == NULL)
    fail_msg("`%s` is not in: %s", part, message->text);
}

static void whole_files_are_read(void **state) {
  fixture *f = *state;
  const char *path = path_of(f, "in.csv");
  put(path, "a,b\n1,2");
  holds(f, path, "a,b\n1,2");
  put(path, "");
  holds(f, path, "");
}

static void unreadable_files_are_explained(void **state) {
  fixture *f = *state;
  egb_source *source = (egb_source *)f;
  const egb_source asking = {.name = "index.yaml", .text = "data: none", .length = 10};
  assert_int_equal(egb_file_read(f->arena, path_of(f, "none"), (egb_place){&asking, 6, 4}, f->diag, &source), EGB_IO);
  assert_null(source);
  last_message_has(f, "E0501", "no such file");
  assert_string_equal(egb_diag_message(f->diag, 0)->file, "index.yaml");
  assert_int_equal(egb_file_read(f->arena, f->folder, (egb_place){0}, f->diag, &source), EGB_IO);
  last_message_has(f, "E0501", "it is a folder");
  assert_int_equal(egb_file_read(f->arena, "", (egb_place){0}, f->diag, &source), EGB_IO);
  const char *huge = path_of(f, "huge");
  put(huge, "x");
  if (truncate(huge, (off_t)EGB_FILE_MAX + 1) == 0) {
    assert_int_equal(egb_file_read(f->arena, huge, (egb_place){0}, f->diag, &source), EGB_IO);
    last_message_has(f, "E0501", "too large");
  }
}

static void paths_are_joined(void **state) {
  fixture *f = *state;
  assert_string_equal(egb_path_join(f->arena, "a", "b"), "a/b");
  assert_string_equal(egb_path_join(f->arena, "a/", "b"), "a/b");
  assert_string_equal(egb_path_join(f->arena, "a", "/b"), "/b");
  assert_string_equal(egb_path_join(f->arena, "", "b"), "b");
  assert_string_equal(egb_path_join(f->arena, NULL, "b"), "b");
  assert_string_equal(egb_path_folder(f->arena, "a/b/c.yaml"), "a/b");
  assert_string_equal(egb_path_folder(f->arena, "a//c"), "a");
  assert_string_equal(egb_path_folder(f->arena, "c"), ".");
  assert_string_equal(egb_path_folder(f->arena, "/c"), "/");
}

static void files_are_written_and_replaced(void **state) {
  fixture *f = *state;
  const char *path = path_of(f, "out.csv");
  assert_int_equal(write_text(f, path, "unit,name,score\nEST", false), EGB_OK);
  holds(f, path, "unit,name,score\nEST");
  assert_int_equal(chmod(path, 0640), 0);
  assert_int_equal(write_text(f, path, "unit,name,other", false), EGB_OK);
  holds(f, path, "unit,name,other");
  struct stat status;
  assert_int_equal(stat(path, &status), 0);
  assert_int_equal(status.st_mode & 07777, 0640);
  put(path, "");
  assert_int_equal(write_text(f, path, "anything at all", false), EGB_OK);
  assert_int_equal(entries(f->folder, false), 1);
}

static void foreign_files_are_kept(void **state) {
  fixture *f = *state;
  const char *path = path_of(f, "notes.txt");
  put(path, "my notes of last year");
  assert_int_equal(write_text(f, path, "unit,name,score\n", false), EGB_IO);
  last_message_has(f, "E0503", "notes.txt");
  assert_int_equal(write_text(f, path, "my", false), EGB_IO);
  assert_int_equal(write_text(f, path, "", false), EGB_IO);
  holds(f, path, "my notes of last year");
  assert_int_equal(write_text(f, path, "unit,name,score\n", true), EGB_OK);
  holds(f, path, "unit,name,score\n");
}

static void folders_and_missing_folders_are_refused(void **state) {
  fixture *f = *state;
  assert_int_equal(write_text(f, f->folder, "x", true), EGB_IO);
  last_message_has(f, "E0502", "it is a folder");
  assert_int_equal(write_text(f, path_of(f, "no/such/out.csv"), "x", true), EGB_IO);
  last_message_has(f, "E0502", "no such file or folder");
  assert_int_equal(write_text(f, "", "x", true), EGB_IO);
  assert_int_equal(entries(f->folder, false), 0);
}

static void links_stay_links(void **state) {
  fixture *f = *state;
  const char *target = path_of(f, "real.csv"), *link = path_of(f, "link.csv"), *second = path_of(f, "link2.csv");
  assert_int_equal(symlink("real.csv", link), 0);
  assert_int_equal(symlink(link, second), 0);
  assert_int_equal(write_text(f, second, "through a link that leads nowhere yet", false), EGB_OK);
  holds(f, target, "through a link that leads nowhere yet");
  assert_int_equal(write_text(f, second, "through an old link", false), EGB_OK);
  holds(f, target, "through an old link");
  struct stat status;
  assert_int_equal(lstat(link, &status), 0);
  assert_true(S_ISLNK(status.st_mode));
  assert_int_equal(entries(f->folder, false), 3);
  const char *circle = path_of(f, "circle");
  assert_int_equal(symlink("circle", circle), 0);
  assert_int_equal(write_text(f, circle, "x", true), EGB_IO);
}

static void a_full_device_is_an_error(void **state) {
  fixture *f = *state;
  if (access("/dev/full", F_OK) != 0)
    skip();
  assert_int_equal(write_text(f, "/dev/full", "x", false), EGB_IO);
  last_message_has(f, "E0502", "no space left");
  assert_int_equal(write_text(f, "/dev/null", "x", false), EGB_OK);
}

static void a_pipe_is_written_through(void **state) {
  fixture *f = *state;
  const char *path = path_of(f, "fifo");
  assert_int_equal(mkfifo(path, 0600), 0);
  const int reader = open(path, O_RDONLY | O_NONBLOCK);
  assert_true(reader >= 0);
  assert_int_equal(write_text(f, path, "hello", false), EGB_OK);
  char got[6] = {0};
  assert_int_equal(read(reader, got, 5), 5);
  assert_string_equal(got, "hello");
  close(reader);
  struct stat status;
  assert_int_equal(stat(path, &status), 0);
  assert_true(S_ISFIFO(status.st_mode));
}

/* The limit on the size of files stands for a disk that fills up in the middle. */
static void a_failed_write_leaves_the_old_file(void **state) {
  fixture *f = *state;
  const char *path = path_of(f, "out.csv");
  put(path, "unit,name,old");
  char *text = calloc(1, 200001);
  assert_non_null(text);
  memset(text, 'x', 200000);
  memcpy(text, "unit,name,", 10);
  struct rlimit before, small;
  assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
  small = before;
  small.rlim_cur = 100000;
  (void)signal(SIGXFSZ, SIG_IGN);
  assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
  const egb_status status = write_text(f, path, text, true);
  assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
  free(text);
  assert_int_equal(status, EGB_IO);
  last_message_has(f, "E0502", "too large");
  holds(f, path, "unit,name,old");
  assert_int_equal(entries(f->folder, false), 1);
}

static void a_name_taken_by_another_run_is_stepped_over(void **state) {
  fixture *f = *state;
  char name[64];
  (void)snprintf(name, sizeof name, ".egovbench-%ld-0.tmp", (long)getpid());
  put(path_of(f, name), "of another run");
  assert_int_equal(write_text(f, path_of(f, "out.csv"), "x", false), EGB_OK);
  holds(f, path_of(f, "out.csv"), "x");
  holds(f, path_of(f, name), "of another run");
}

#define FILE_TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void) {
  const struct CMUnitTest tests[] = {
      FILE_TEST(whole_files_are_read),
      FILE_TEST(unreadable_files_are_explained),
      FILE_TEST(paths_are_joined),
      FILE_TEST(files_are_written_and_replaced),
      FILE_TEST(foreign_files_are_kept),
      FILE_TEST(folders_and_missing_folders_are_refused),
      FILE_TEST(links_stay_links),
      FILE_TEST(a_full_device_is_an_error),
      FILE_TEST(a_pipe_is_written_through),
      FILE_TEST(a_failed_write_leaves_the_old_file),
      FILE_TEST(a_name_taken_by_another_run_is_stepped_over),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
