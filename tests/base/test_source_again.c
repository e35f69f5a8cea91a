/* Large files: what is read again, all of it or some blocks, is what was read, or nothing. */
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

static void setup(bench *b, bool whole) {
  *b = (bench){.path = "/tmp/egb-again-XXXXXX", .arena = egb_arena_new()};
  const int file = mkstemp(b->path);
  struct stat status;
  assert_true(file >= 0);
  (void)snprintf(b->old, sizeof b->old, "%s.old", b->path);
  write_file(b->path, LENGTH, SIZE_MAX);
  b->source.name = b->path;
  assert_int_equal(fstat(file, &status), 0);
  assert_int_equal(egb_file_read_large(b->arena, file, &status, (egb_again_how){.whole = whole}, &b->source), 0);
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

static void all_of_it_is_read_when_asked_for(void **state) {
  (void)state;
  static const bool whole[] = {true, false};
  for (size_t i = 0; i < 2; i++) {
    bench b;
    setup(&b, whole[i]);
    assert_int_equal(b.source.length, LENGTH);
    assert_int_equal(egb_again_is_open(&b.source), !whole[i]);
    assert_int_equal(is_whole(b.source.text), whole[i]);
    for (size_t k = 0; k < b.source.again->head; k++)
      assert_int_equal(b.source.text[k], byte_at(k));
    assert_true(b.source.again->head >= EGB_AGAIN_BLOCK);
    assert_true(b.source.again->utf8);
    assert_int_equal(b.source.again->last, byte_at(LENGTH - 1));
    for (int again = 0; again < 2; again++) {
      assert_ptr_equal(egb_source_text(&b.source), b.source.text);
      assert_true(is_whole(b.source.text));
    }
    assert_false(egb_again_is_open(&b.source));
    teardown(&b);
  }
}

static void lines_are_counted_by_blocks(void **state) {
  (void)state;
  bench b;
  setup(&b, false);
  for (size_t block = 0, at = 0; at < LENGTH; block++) {
    uint32_t lines = 0;
    for (const size_t end = at + EGB_AGAIN_BLOCK; at < end && at < LENGTH; at++)
      lines += byte_at(at) == '\n';
    assert_int_equal(b.source.again->lines[block], lines);
  }
  teardown(&b);
}

static void blocks_are_read_again(void **state) {
  (void)state;
  static const struct { size_t first, count; } cases[] = {{0, 1}, {3, 4}, {LENGTH / EGB_AGAIN_BLOCK, 1}, {0, LENGTH}};
  bench b;
  setup(&b, false);
  const int file = egb_again_open(&b.source);
  char *to = malloc(LENGTH);
  assert_true(file >= 0 && to != NULL);
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    const size_t from = cases[i].first * EGB_AGAIN_BLOCK, left = LENGTH - from;
    const size_t length = left / EGB_AGAIN_BLOCK < cases[i].count ? left : cases[i].count * EGB_AGAIN_BLOCK;
    memset(to, 0, LENGTH);
    assert_true(egb_again_blocks(&b.source, file, cases[i].first, cases[i].count, to));
    for (size_t k = 0; k < length; k++)
      assert_int_equal(to[k], byte_at(from + k));
    assert_true(length == LENGTH || to[length] == 0);
  }
  write_file(b.path, LENGTH, 4 * EGB_AGAIN_BLOCK - 1);
  assert_true(egb_again_blocks(&b.source, file, 4, 1, to));
  assert_false(egb_again_blocks(&b.source, file, 3, 2, to));
  free(to);
  assert_int_equal(close(file), 0);
  teardown(&b);
}

static void a_place_reads_it_again(void **state) {
  (void)state;
  bench b;
  setup(&b, false);
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
    setup(&b, false);
    write_file(b.path, changed[i] == SIZE_MAX ? LENGTH - 1 : LENGTH,
               changed[i]); /* in place, of the same time or not */
    is_lost(&b);
    teardown(&b);
  }
}

static void another_file_is_not_taken(void **state) {
  (void)state;
  for (int absent = 0; absent < 2; absent++) {
    bench b;
    setup(&b, false);
    assert_int_equal(rename(b.path, b.old), 0);
    if (absent == 0)
      write_file(b.path, LENGTH, SIZE_MAX); /* the same bytes, but whose? */
    is_lost(&b);
    teardown(&b);
  }
}

static void a_size_that_changes_is_noticed(void **state) {
  (void)state;
  static const off_t sizes[] = {LENGTH - 1, LENGTH + 1};
  bench b;
  setup(&b, false);
  for (size_t i = 0; i < 2; i++) {
    egb_source out = {0};
    struct stat status;
    const int file = open(b.path, O_RDONLY);
    assert_int_equal(fstat(file, &status), 0);
    status.st_size = sizes[i];
    assert_int_equal(egb_file_read_large(b.arena, file, &status, (egb_again_how){.whole = i == 0}, &out),
                     EGB_FILE_OTHER);
    assert_int_equal(close(file), 0);
  }
  teardown(&b);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(all_of_it_is_read_when_asked_for),
                                     cmocka_unit_test(lines_are_counted_by_blocks),
                                     cmocka_unit_test(blocks_are_read_again),
                                     cmocka_unit_test(a_place_reads_it_again),
                                     cmocka_unit_test(other_bytes_are_not_taken),
                                     cmocka_unit_test(another_file_is_not_taken),
                                     cmocka_unit_test(a_size_that_changes_is_noticed)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
