/* Arena and buffer. */
#include "base/arena.h"
#include "base/buffer.h"
#include "base/system.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void arrays_are_zeroed_and_aligned(void **state) {
  (void)state;
  egb_arena *arena = egb_arena_new();
  for (size_t i = 1; i < 3000; i++) {
    unsigned char *bytes = egb_arena_array(arena, i, 1);
    assert_non_null(bytes);
    assert_int_equal((uintptr_t)bytes % _Alignof(max_align_t), 0);
    for (size_t j = 0; j < i; j++)
      assert_int_equal(bytes[j], 0);
    memset(bytes, 0xAA, i);
  }
  egb_arena_free(arena);
  egb_arena_free(NULL);
}

static void large_requests_leave_the_block_usable(void **state) {
  (void)state;
  egb_arena *arena = egb_arena_new();
  char *first = egb_arena_array(arena, 16, 1);
  char *large = egb_arena_array(arena, 3000000, 1);
  char *second = egb_arena_array(arena, 16, 1);
  assert_non_null(large);
  large[2999999] = 'x';
  assert_in_range((uintptr_t)second - (uintptr_t)first, 16, 64);
  egb_arena_free(arena);
}

/* Blocks grow to some megabytes; what is handed out of one that malloc gives again is zeroed all the same. */
static void blocks_used_before_are_zeroed(void **state) {
  (void)state;
  for (int round = 0; round < 3; round++) {
    egb_arena *arena = egb_arena_new();
    for (size_t i = 0; i < 4000; i++) {
      const size_t size = i % 100 == 0 ? 200000 : 5000;
      unsigned char *bytes = egb_arena_array(arena, size, 1);
      assert_non_null(bytes);
      assert_true(bytes[0] == 0 && memcmp(bytes, bytes + 1, size - 1) == 0);
      memset(bytes, 0xAA, size);
    }
    egb_arena_free(arena);
  }
}

/* What is only a wish changes no byte, also when it is said twice and when other memory is in use. */
static void memory_is_as_usual_after_wishes(void **state) {
  unsigned char *before = malloc(100000);
  assert_non_null(before);
  memset(before, 0x55, 100000);
  egb_system_hold_memory();
  egb_system_hold_memory();
  blocks_used_before_are_zeroed(state);
  for (size_t size = 1; size < (size_t)64 << 20; size = 3 * size + 1) {
    unsigned char *bytes = calloc(size, 1);
    assert_non_null(bytes);
    egb_system_expect_use(bytes, size);
    assert_true(bytes[0] == 0 && memcmp(bytes, bytes + 1, size - 1) == 0);
    free(bytes);
  }
  for (size_t i = 0; i < 100000; i++)
    assert_int_equal(before[i], 0x55);
  free(before);
}

static void hostile_sizes_are_refused(void **state) {
  (void)state;
  egb_arena *arena = egb_arena_new();
  assert_null(egb_arena_array(arena, SIZE_MAX / 8, 16));
  assert_null(egb_arena_array(arena, SIZE_MAX, 1));
  assert_null(egb_arena_array(arena, EGB_ARENA_REQUEST_MAX / 2 + 1, 2));
  assert_null(egb_arena_text(arena, "", SIZE_MAX));
  void *none = egb_arena_array(arena, 0, 8), *other = egb_arena_array(arena, 8, 0);
  assert_non_null(none);
  assert_non_null(other);
  assert_ptr_not_equal(none, other);
  egb_arena_free(arena);
}

/* Each kind of request that cannot be met, then one that can: the arena still says that something is missing. */
static void a_failure_is_remembered(void **state) {
  (void)state;
  for (int kind = 0; kind < 5; kind++) {
    egb_arena *arena = egb_arena_new();
    assert_non_null(egb_arena_array(arena, 1, 1));
    assert_null(egb_arena_copy(arena, NULL));
    assert_false(egb_arena_failed(arena));
    const void *made = kind == 0   ? egb_arena_array(arena, SIZE_MAX, 2)
                       : kind == 1 ? egb_arena_array(arena, EGB_ARENA_REQUEST_MAX + 1, 1)
                       : kind == 2 ? egb_arena_duplicate(arena, "x", SIZE_MAX, 1)
                       : kind == 3 ? egb_arena_text(arena, "x", EGB_ARENA_REQUEST_MAX)
                                   : NULL;
    assert_null(made);
    assert_int_equal(egb_arena_failed(arena), kind < 4);
    assert_non_null(egb_arena_array(arena, 1, 1));
    assert_int_equal(egb_arena_failed(arena), kind < 4);
    egb_arena_free(arena);
  }
}

static void no_arena_has_failed(void **state) {
  (void)state;
  assert_true(egb_arena_failed(NULL));
  assert_null(egb_arena_array(NULL, 1, 1));
  assert_null(egb_arena_duplicate(NULL, "x", 1, 1));
  assert_null(egb_arena_text(NULL, "x", 1));
  assert_null(egb_arena_copy(NULL, "x"));
  assert_null(egb_arena_format(NULL, "%d", 1));
}

static void texts_are_copied(void **state) {
  (void)state;
  egb_arena *arena = egb_arena_new();
  assert_string_equal(egb_arena_text(arena, "abcdef", 3), "abc");
  assert_string_equal(egb_arena_copy(arena, ""), "");
  assert_string_equal(egb_arena_format(arena, "%s-%zu", "x", (size_t)17), "x-17");
  assert_memory_equal(egb_arena_duplicate(arena, (int[]){7, -9}, 2, sizeof(int)), ((int[]){7, -9}), 2 * sizeof(int));
  assert_non_null(egb_arena_duplicate(arena, NULL, 0, 8));
  char *with_nul = egb_arena_text(arena, "a\0b", 3);
  assert_memory_equal(with_nul, "a\0b", 4);
  egb_arena_free(arena);
}

static void buffers_grow(void **state) {
  (void)state;
  egb_buffer buffer = {0};
  for (int i = 0; i < 1000; i++) {
    egb_buffer_text(&buffer, "ab");
    egb_buffer_char(&buffer, 'c');
    egb_buffer_repeat(&buffer, 'd', 2);
    egb_buffer_format(&buffer, "%d", i % 10);
    assert_int_equal(strlen(buffer.text), buffer.length);
  }
  size_t length = 0;
  char *text = egb_buffer_take(&buffer, &length);
  assert_int_equal(length, 6000);
  assert_memory_equal(text + 5994, "abcdd9", 7);
  assert_null(buffer.text);
  free(text);
}

static void an_empty_buffer_gives_a_text(void **state) {
  (void)state;
  egb_buffer buffer = {0};
  size_t length = 1;
  char *text = egb_buffer_take(&buffer, &length);
  assert_string_equal(text, "");
  assert_int_equal(length, 0);
  free(text);
}

static void a_failure_is_kept_until_the_end(void **state) {
  (void)state;
  egb_buffer buffer = {0};
  egb_buffer_text(&buffer, "kept");
  egb_buffer_repeat(&buffer, 'x', SIZE_MAX - 2);
  assert_true(buffer.failed);
  egb_buffer_text(&buffer, "more");
  assert_string_equal(buffer.text, "kept");
  assert_null(egb_buffer_take(&buffer, NULL));
  egb_buffer_text(&buffer, "again");
  assert_string_equal(buffer.text, "again");
  egb_buffer_clear(&buffer);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(arrays_are_zeroed_and_aligned),
      cmocka_unit_test(large_requests_leave_the_block_usable),
      cmocka_unit_test(blocks_used_before_are_zeroed),
      cmocka_unit_test(memory_is_as_usual_after_wishes),
      cmocka_unit_test(hostile_sizes_are_refused),
      cmocka_unit_test(a_failure_is_remembered),
      cmocka_unit_test(no_arena_has_failed),
      cmocka_unit_test(texts_are_copied),
      cmocka_unit_test(buffers_grow),
      cmocka_unit_test(an_empty_buffer_gives_a_text),
      cmocka_unit_test(a_failure_is_kept_until_the_end),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
