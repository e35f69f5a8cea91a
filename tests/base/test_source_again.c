/* Files that are given up once they were read: what is read again is what was read, or nothing. */
#include "base/diag.h"
#include "base/source_again.h"
#include "check.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define LENGTH ((size_t)5 << 20) /* more than one piece, and no whole number of them */
#define CODE "E0302"

typedef struct bench {
  char path[64], old[80];
  egb_arena *arena;
  egb_source source;
} bench;

static char byte_at(size_t i) {
  return (char)(i % 97 == 96 ? '\n' : 'a' + i % 23);
}

static void write_file(const char *path, size_t length, size_t changed) {
  FILE *file = fopen(path, "wb");
  assert_non_null(file);
  for (size_t i = 0; i < length; i++)
    assert_true(fputc(i == changed ? '?' : byte_at(i), file) != EOF);
  assert_int_equal(fclose(file), 0);
}

static void setup(bench *b) {
  *b = (bench){.path = "/tmp/egb-again-XXXXXX", .arena = egb_arena_new()};
  const int file = mkstemp(b->path);
  struct stat status;
  assert_true(file >= 0);
  (void)snprintf(b->old, sizeof b->old, "%s.old", b->path);
  write_file(b->path, LENGTH, SIZE_MAX);
  b->source.name = b->path;
  assert_int_equal(fstat(file, &status), 0);
  assert_int_equal(egb_file_read_large(b->arena, file, &status, &b->source), 0);
  assert_int_equal(close(file), 0);
}

static void teardown(bench *b) {
  egb_arena_free(b->arena);
  (void)unlink(b->path);
  (void)unlink(b->old);
}

static bool is_whole(const char *text) {
  size_t same = 0;
  while (same < LENGTH && text[same] == byte_at(same))
    same++;
  return same == LENGTH && text[LENGTH] == '\0';
}

/* Elsewhere than on Linux nothing is given up, and the text stays. */
static bool give_up(const bench *b) {
  egb_file_give_up(&b->source, LENGTH / 3, LENGTH - 10);
  return b->source.text[LENGTH / 2] == '\0';
}

static void what_was_given_up_is_read_again(void **state) {
  (void)state;
  bench b;
  setup(&b);
  assert_int_equal(b.source.length, LENGTH);
  assert_true(is_whole(b.source.text));
  for (int i = 0; i < 3; i++) {
    (void)give_up(&b);
    assert_ptr_equal(egb_source_text(&b.source), b.source.text);
    assert_true(is_whole(b.source.text));
  }
  egb_file_give_up(&b.source, 10, 20); /* less than a page */
  assert_true(is_whole(b.source.text));
  teardown(&b);
}

static void a_place_reads_it_again(void **state) {
  (void)state;
  bench b;
  setup(&b);
  (void)give_up(&b);
  const egb_line line = egb_place_line((egb_place){&b.source, 97 * 40000 + 5, 1});
  assert_int_equal(line.line, 40001);
  assert_int_equal(line.column, 6);
  assert_int_equal(line.length, 96);
  teardown(&b);
}

/* A message about it is a message all the same, without a place. */
static void is_lost(bench *b) {
  const egb_place place = {&b->source, 97 * 40000, 1};
  egb_diag *diag = egb_diag_new();
  assert_null(egb_source_text(&b->source));
  assert_int_equal(egb_place_line(place).line, 0);
  egb_diag_at(diag, EGB_SEVERITY_ERROR, CODE, place, "said");
  assert_int_equal(egb_diag_kept(diag), 1);
  assert_string_equal(egb_diag_message(diag, 0)->text, "said");
  assert_null(egb_diag_message(diag, 0)->file);
  egb_diag_free(diag);
}

static void other_bytes_are_not_taken(void **state) {
  (void)state;
  static const size_t changed[] = {0, LENGTH / 2, LENGTH - 1, SIZE_MAX};
  for (size_t i = 0; i < sizeof changed / sizeof *changed; i++) {
    bench b;
    setup(&b);
    const bool gone = give_up(&b);
    write_file(b.path, changed[i] == SIZE_MAX ? LENGTH - 1 : LENGTH,
               changed[i]); /* in place, of the same time or not */
    if (gone)
      is_lost(&b);
    teardown(&b);
  }
}

static void another_file_is_not_taken(void **state) {
  (void)state;
  for (int absent = 0; absent < 2; absent++) {
    bench b;
    setup(&b);
    const bool gone = give_up(&b);
    assert_int_equal(rename(b.path, b.old), 0);
    if (absent == 0)
      write_file(b.path, LENGTH, SIZE_MAX); /* the same bytes, but whose? */
    if (gone)
      is_lost(&b);
    teardown(&b);
  }
}

static void a_size_that_changes_is_noticed(void **state) {
  (void)state;
  static const off_t sizes[] = {LENGTH - 1, LENGTH + 1};
  bench b;
  setup(&b);
  for (size_t i = 0; i < 2; i++) {
    egb_source out = {0};
    struct stat status;
    const int file = open(b.path, O_RDONLY);
    assert_int_equal(fstat(file, &status), 0);
    status.st_size = sizes[i];
    assert_int_equal(egb_file_read_large(b.arena, file, &status, &out), EGB_FILE_OTHER);
    assert_int_equal(close(file), 0);
  }
  teardown(&b);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(what_was_given_up_is_read_again), cmocka_unit_test(a_place_reads_it_again),
      cmocka_unit_test(other_bytes_are_not_taken), cmocka_unit_test(another_file_is_not_taken),
      cmocka_unit_test(a_size_that_changes_is_noticed)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
