/* Files: reading is bounded and explained; writing leaves the whole new file or the old one. */
#include "files/file_write.h"

#include <dirent.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#ifdef EGB_XATTR
#include <sys/xattr.h>
#endif

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
  egb_diag *diag = egb_diag_new(); /* the test's own: the files it looks at may still be replaced */
  assert_non_null(diag);
  assert_int_equal(egb_file_read(f->arena, path, (egb_place){0}, diag, &source), EGB_OK);
  assert_string_equal(source->text, text);
  assert_int_equal(source->length, strlen(text));
  egb_diag_free(diag);
}

static egb_status write_text(fixture *f, const char *path, const char *text, bool force) {
  return egb_file_write(path, text, strlen(text), force ? EGB_REPLACE_ANY : EGB_REPLACE_HEADER, f->diag);
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
  assert_int_equal(write_text(f, path, "unit,name,score\nTWN", false), EGB_OK);
  holds(f, path, "unit,name,score\nTWN");
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
  put(path, "unit,name,score,rank\nEST,Estonia,1,1\n");
  const char *const near[] = {"unit,name,score\n",        "unit,name,score,rank,low\nEST", "unit,name,score,rank",
                              "unit,name,score,rank\r\n", "\nunit,name,score,rank\n",      "\n"};
  for (size_t i = 0; i < sizeof near / sizeof near[0]; i++)
    assert_int_equal(write_text(f, path, near[i], false), EGB_IO);
  assert_int_equal(egb_file_write(path, "unit,name,score,rank\n", 21, EGB_REPLACE_EMPTY, f->diag), EGB_IO);
  holds(f, path, "unit,name,score,rank\nEST,Estonia,1,1\n");
  put(path, "my notes of last year");
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
  assert_int_equal(write_text(f, second, "through an old link", true), EGB_OK);
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

/* ---- piece by piece -------------------------------------------------------------------------- */

static egb_status add_text(fixture *f, egb_file_pieces *pieces, const char *text) {
  return egb_file_pieces_add(pieces, text, strlen(text), f->diag);
}

/* The file appears with the end, whole; an earlier one stays until then. */
static void pieces_make_one_file(void **state) {
  fixture *f = *state;
  const char *path = path_of(f, "out.csv");
  egb_file_pieces *pieces = NULL;
  put(path, "unit,name\nold");
  assert_int_equal(egb_file_pieces_new(path, EGB_REPLACE_HEADER, f->diag, &pieces), EGB_OK);
  assert_int_equal(add_text(f, pieces, "unit,name\nA"), EGB_OK);
  assert_int_equal(add_text(f, pieces, ""), EGB_OK);
  assert_int_equal(add_text(f, pieces, ",Ant\n"), EGB_OK);
  holds(f, path, "unit,name\nold");
  assert_int_equal(egb_file_pieces_end(pieces, EGB_OK, f->diag), EGB_OK);
  holds(f, path, "unit,name\nA,Ant\n");
  assert_int_equal(egb_file_pieces_new(path_of(f, "empty"), EGB_REPLACE_EMPTY, f->diag, &pieces), EGB_OK);
  assert_int_equal(egb_file_pieces_end(pieces, EGB_OK, f->diag), EGB_OK);
  holds(f, path_of(f, "empty"), "");
  assert_int_equal(entries(f->folder, false), 2);
}

/* What the pieces come from failed, with some written or none: its status is the answer, and nothing is left. */
static void pieces_that_end_badly_leave_nothing(void **state) {
  fixture *f = *state;
  const char *path = path_of(f, "out.csv");
  for (size_t count = 0; count < 3; count++) {
    egb_file_pieces *pieces = NULL;
    assert_int_equal(egb_file_pieces_new(path, EGB_REPLACE_EMPTY, f->diag, &pieces), EGB_OK);
    for (size_t i = 0; i < count; i++)
      assert_int_equal(add_text(f, pieces, "unit,name\n"), EGB_OK);
    assert_int_equal(egb_file_pieces_end(pieces, EGB_UNCOMPUTABLE, f->diag), EGB_UNCOMPUTABLE);
    assert_int_equal(entries(f->folder, false), 0);
  }
  assert_int_equal(egb_diag_kept(f->diag), 0);
  assert_int_equal(egb_file_pieces_end(NULL, EGB_USAGE, f->diag), EGB_USAGE);
}

/* The first piece says whether it is an earlier result: a foreign file is refused before any more is made. */
static void the_first_piece_decides(void **state) {
  fixture *f = *state;
  const char *path = path_of(f, "out.csv");
  egb_file_pieces *pieces = NULL;
  put(path, "my own figures\n1\n");
  assert_int_equal(egb_file_pieces_new(path, EGB_REPLACE_HEADER, f->diag, &pieces), EGB_OK);
  assert_int_equal(add_text(f, pieces, "unit,name\n"), EGB_IO);
  last_message_has(f, "E0503", "not known to be an earlier result");
  assert_int_equal(egb_file_pieces_end(pieces, EGB_IO, f->diag), EGB_IO);
  holds(f, path, "my own figures\n1\n");
  assert_int_equal(entries(f->folder, false), 1);
}

/* A limit on the size of files stands for a full disk, reached with the third piece. */
static void a_later_piece_that_fails_leaves_the_old_file(void **state) {
  fixture *f = *state;
  const char *path = path_of(f, "out.csv");
  egb_file_pieces *pieces = NULL;
  char piece[40000];
  struct rlimit before, small;
  memset(piece, 'x', sizeof piece);
  put(path, "old");
  assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
  small = before;
  small.rlim_cur = 100000;
  (void)signal(SIGXFSZ, SIG_IGN);
  assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
  assert_int_equal(egb_file_pieces_new(path, EGB_REPLACE_ANY, f->diag, &pieces), EGB_OK);
  egb_status status = EGB_OK;
  size_t added = 0;
  for (; added < 5 && status == EGB_OK; added += status == EGB_OK)
    status = egb_file_pieces_add(pieces, piece, sizeof piece, f->diag);
  assert_int_equal(egb_file_pieces_end(pieces, status, f->diag), EGB_IO);
  assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
  assert_int_equal(added, 2);
  last_message_has(f, "E0502", "too large");
  holds(f, path, "old");
  assert_int_equal(entries(f->folder, false), 1);
}

/* Under whatever name: itself, a link of either kind, a way through another folder. */
static void what_was_read_is_never_replaced(void **state) {
  fixture *f = *state;
  const char *path = path_of(f, "data.csv"), *soft = path_of(f, "soft.csv"), *hard = path_of(f, "hard.csv");
  const char *folder = strrchr(f->folder, '/') + 1,
             *round = egb_arena_format(f->arena, "%s/../%s/data.csv", f->folder, folder);
  const char *names[] = {path, soft, hard, round};
  put(path, "unit,name,score\nEST,Estonia,1\n");
  assert_int_equal(symlink("data.csv", soft), 0);
  assert_int_equal(link(path, hard), 0);
  egb_source *source = NULL;
  egb_diag *beside = egb_diag_beside(f->diag), *other = egb_diag_new();
  assert_int_equal(egb_file_read(f->arena, path, (egb_place){0}, beside, &source), EGB_OK);
  egb_diag_free(beside);
  for (size_t i = 0; i < 4; i++) {
    assert_true(egb_file_was_read(f->diag, names[i]));
    assert_false(egb_file_was_read(other, names[i]));
    assert_int_equal(write_text(f, names[i], "unit,name,score\nEST,Estonia,2\n", true), EGB_IO);
    last_message_has(f, "E0507", "is read by this command");
    holds(f, path, "unit,name,score\nEST,Estonia,1\n");
  }
  assert_false(egb_file_was_read(f->diag, path_of(f, "none.csv")));
  egb_diag_free(other);
}

static size_t kept(const fixture *f, const char *code) {
  size_t count = 0;
  for (size_t i = 0; i < egb_diag_kept(f->diag); i++)
    count += strcmp(egb_diag_message(f->diag, i)->code, code) == 0;
  return count;
}

static void a_rewrite_keeps_the_mode_without_set_id_bits(void **state) {
  fixture *f = *state;
  const char *path = path_of(f, "out.csv");
  struct stat status;
  static const mode_t modes[][2] = {{0640, 0640}, {0600, 0600}, {0666, 0666}, {04755, 0755}, {02770, 0770}};
  for (size_t i = 0; i < sizeof modes / sizeof modes[0]; i++) {
    put(path, "old");
    assert_int_equal(chmod(path, modes[i][0]), 0);
    assert_int_equal(write_text(f, path, "new", true), EGB_OK);
    assert_int_equal(stat(path, &status), 0);
    assert_int_equal(status.st_mode & 07777, modes[i][1]);
    assert_int_equal(unlink(path), 0);
  }
}

static void hard_links_that_part_are_told(void **state) {
  fixture *f = *state;
  const char *path = path_of(f, "out.csv"), *hard = path_of(f, "hard.csv");
  put(path, "old");
  assert_int_equal(write_text(f, path, "new", true), EGB_OK);
  assert_int_equal(kept(f, "W0509"), 0);
  assert_int_equal(link(path, hard), 0);
  assert_int_equal(write_text(f, path, "newer", true), EGB_OK);
  last_message_has(f, "W0509", "other hard links");
  holds(f, hard, "new");
  holds(f, path, "newer");
}

/* Root may give files away: then owner and group of the old file are those of the new one. */
static void a_rewrite_keeps_owner_and_group(void **state) {
  fixture *f = *state;
  const char *path = path_of(f, "out.csv");
  struct stat status;
  put(path, "old");
  if (chown(path, 12345, 23456) != 0)
    skip();
  assert_int_equal(write_text(f, path, "new", true), EGB_OK);
  assert_int_equal(stat(path, &status), 0);
  assert_int_equal(status.st_uid, 12345);
  assert_int_equal(status.st_gid, 23456);
  assert_int_equal(kept(f, "W0508"), 0);
}

static void a_rewrite_keeps_attributes(void **state) {
  fixture *f = *state;
#ifdef EGB_XATTR
  const char *path = path_of(f, "out.csv");
  char value[8] = {0};
  put(path, "old");
  if (setxattr(path, "user.source", "survey", 6, 0) != 0)
    skip(); /* a file system without them */
  assert_int_equal(write_text(f, path, "new", true), EGB_OK);
  assert_int_equal(getxattr(path, "user.source", value, sizeof value), 6);
  assert_string_equal(value, "survey");
#else
  (void)f;
  skip();
#endif
}

/* A hundred names are no limit, and only what a dead writer left is cleared: not what one holds, not what is no file
 * or has another name. */
static void leftovers_are_cleared(void **state) {
  fixture *f = *state;
  char name[64];
  for (int i = 0; i < 200; i++) {
    (void)snprintf(name, sizeof name, ".egovbench-%016x.tmp", i);
    put(path_of(f, name), "left");
  }
  static const char *const others[] = {".egovbench-0123456789abcde.tmp", ".egovbench-0123456789abcdeg.tmp",
                                       "egovbench-0123456789abcdef.tmp", ".egovbench-0123456789abcdef.tmp~"};
  for (size_t i = 0; i < 4; i++)
    put(path_of(f, others[i]), "of somebody else");
  assert_int_equal(symlink("out.csv", path_of(f, ".egovbench-00000000000fffff.tmp")), 0);
  egb_temporary living;
  assert_int_equal(egb_temporary_open(f->arena, f->folder, 0600, &living), 0);
  assert_int_equal(write_text(f, path_of(f, "out.csv"), "x", false), EGB_OK);
  holds(f, path_of(f, "out.csv"), "x");
  assert_int_equal(access(living.path, F_OK), 0);
#ifdef EGB_FLOCK
  assert_int_equal(entries(f->folder, false), 4 + 1 + 1 + 1);
#endif
  (void)close(living.file);
  assert_int_equal(write_text(f, path_of(f, "out.csv"), "y", true), EGB_OK);
#ifdef EGB_FLOCK
  assert_int_equal(entries(f->folder, false), 4 + 1 + 1);
#endif
}

#define ROUNDS 40
#define WRITERS 4

typedef struct writer {
  const egb_source *read;
  const char *text;
  pthread_barrier_t *start;
  egb_diag *diag;
  egb_status status;
} writer;

static void *edit_at_once(void *context) {
  writer *w = context;
  (void)pthread_barrier_wait(w->start);
  w->status = egb_file_replace(w->read, w->text, strlen(w->text), w->diag);
  return NULL;
}

/* ---- two files that change together ---------------------------------------------------------- */

static egb_status both(fixture *f, const char *first, const char *was, const char *second, const char *second_was) {
  const egb_source read = {first, was, strlen(was), NULL};
  const egb_source companion_read = {second, second_was, second_was == NULL ? 0 : strlen(second_was), NULL};
  const egb_companion companion = {second, second_was == NULL ? NULL : &companion_read, "second\n", 7};
  return egb_file_replace_both(&read, "first\n", 6, &companion, f->diag);
}

static void two_files_change_together(void **state) {
  fixture *f = *state;
  const char *first = path_of(f, "a.yaml"), *second = path_of(f, "b.yaml");
  put(first, "old a\n");
  assert_int_equal(both(f, first, "old a\n", second, NULL), EGB_OK); /* the companion is a new file */
  holds(f, first, "first\n");
  holds(f, second, "second\n");
  put(first, "old a\n");
  put(second, "old b\n");
  assert_int_equal(both(f, first, "old a\n", second, "old b\n"), EGB_OK);
  holds(f, first, "first\n");
  holds(f, second, "second\n");
  assert_int_equal(entries(f->folder, false), 2);
}

/* Whichever of them was changed meanwhile, was begun, or is no file: both stay. */
static void neither_changes_when_one_cannot(void **state) {
  fixture *f = *state;
  const char *first = path_of(f, "a.yaml"), *second = path_of(f, "b.yaml");
  static const struct {
    const char *was, *second_was, *code;
  } rows[] = {{"other\n", "old b\n", "E0504"}, {"old a\n", "other\n", "E0504"}, {"old a\n", NULL, "E0504"}};
  for (size_t i = 0; i < 3; i++) {
    put(first, "old a\n");
    put(second, "old b\n");
    assert_int_equal(both(f, first, rows[i].was, second, rows[i].second_was), EGB_IO);
    last_message_has(f, rows[i].code, i == 0 ? "a.yaml" : "b.yaml");
    holds(f, first, "old a\n");
    holds(f, second, "old b\n");
  }
  assert_int_equal(unlink(second), 0);
  assert_int_equal(both(f, first, "old a\n", second, "old b\n"), EGB_IO);
  assert_int_equal(mkdir(second, 0777), 0);
  assert_int_equal(both(f, first, "old a\n", second, NULL), EGB_IO);
  assert_int_equal(both(f, first, "old a\n", path_of(f, "none/b.yaml"), NULL), EGB_IO);
  holds(f, first, "old a\n");
  assert_int_equal(entries(f->folder, false), 2);
}

/* All have read the same text: one wins, and every other one is told that it came too late. */
static void of_edits_at_the_same_moment_one_wins(void **state) {
#ifdef EGB_FLOCK
  fixture *f = *state;
  static const char *const text[WRITERS] = {"a: 2\nb: 1\n", "a: 1\nb: 2\n", "a: 3\nb: 1\n", "a: 1\nb: 3\n"};
  const char *path = path_of(f, "index.yaml");
  const egb_source read = {path, "a: 1\nb: 1\n", 10, NULL};
  for (int round = 0; round < ROUNDS; round++) {
    pthread_barrier_t start;
    pthread_t thread[WRITERS];
    writer w[WRITERS];
    size_t won = WRITERS, count = 0;
    put(path, read.text);
    assert_int_equal(pthread_barrier_init(&start, NULL, WRITERS), 0);
    for (size_t i = 0; i < WRITERS; i++) {
      w[i] = (writer){&read, text[i], &start, egb_diag_new(), EGB_INTERNAL};
      assert_int_equal(pthread_create(&thread[i], NULL, edit_at_once, &w[i]), 0);
    }
    for (size_t i = 0; i < WRITERS; i++) {
      assert_int_equal(pthread_join(thread[i], NULL), 0);
      count += w[i].status == EGB_OK;
      won = w[i].status == EGB_OK ? i : won;
    }
    assert_int_equal(count, 1);
    holds(f, path, text[won]);
    for (size_t i = 0; i < WRITERS; i++) {
      assert_true(i == won || strcmp(egb_diag_message(w[i].diag, 0)->code, "E0504") == 0);
      egb_diag_free(w[i].diag);
    }
    (void)pthread_barrier_destroy(&start);
  }
  assert_int_equal(entries(f->folder, false), 1);
#else
  (void)state;
  skip(); /* nothing to lock with */
#endif
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
      FILE_TEST(pieces_make_one_file),
      FILE_TEST(pieces_that_end_badly_leave_nothing),
      FILE_TEST(the_first_piece_decides),
      FILE_TEST(a_later_piece_that_fails_leaves_the_old_file),
      FILE_TEST(what_was_read_is_never_replaced),
      FILE_TEST(a_rewrite_keeps_the_mode_without_set_id_bits),
      FILE_TEST(hard_links_that_part_are_told),
      FILE_TEST(a_rewrite_keeps_owner_and_group),
      FILE_TEST(a_rewrite_keeps_attributes),
      FILE_TEST(leftovers_are_cleared),
      FILE_TEST(two_files_change_together),
      FILE_TEST(neither_changes_when_one_cannot),
      FILE_TEST(of_edits_at_the_same_moment_one_wins),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
