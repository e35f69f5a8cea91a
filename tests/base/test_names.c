/* The keyed hash against the vectors of its authors, and tables of names that were made to collide. */
#include "base/names.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* SipHash-2-4 of 0, 1, ... 63 bytes 00 01 02 ... under the key 00 01 ... 0f: the 64 vectors that the authors publish
 * with their reference code (siphash24.c), as numbers. The paper's appendix A prints the one of 15 bytes. */
static const uint64_t published[64] = {
    0x726fdb47dd0e0e31, 0x74f839c593dc67fd, 0x0d6c8009d9a94f5a, 0x85676696d7fb7e2d, 0xcf2794e0277187b7,
    0x18765564cd99a68d, 0xcbc9466e58fee3ce, 0xab0200f58b01d137, 0x93f5f5799a932462, 0x9e0082df0ba9e4b0,
    0x7a5dbbc594ddb9f3, 0xf4b32f46226bada7, 0x751e8fbc860ee5fb, 0x14ea5627c0843d90, 0xf723ca908e7af2ee,
    0xa129ca6149be45e5, 0x3f2acc7f57c29bdb, 0x699ae9f52cbe4794, 0x4bc1b3f0968dd39c, 0xbb6dc91da77961bd,
    0xbed65cf21aa2ee98, 0xd0f2cbb02e3b67c7, 0x93536795e3a33e88, 0xa80c038ccd5ccec8, 0xb8ad50c6f649af94,
    0xbce192de8a85b8ea, 0x17d835b85bbb15f3, 0x2f2e6163076bcfad, 0xde4daaaca71dc9a5, 0xa6a2506687956571,
    0xad87a3535c49ef28, 0x32d892fad841c342, 0x7127512f72f27cce, 0xa7f32346f95978e3, 0x12e0b01abb051238,
    0x15e034d40fa197ae, 0x314dffbe0815a3b4, 0x027990f029623981, 0xcadcd4e59ef40c4d, 0x9abfd8766a33735c,
    0x0e3ea96b5304a7d0, 0xad0c42d6fc585992, 0x187306c89bc215a9, 0xd4a60abcf3792b95, 0xf935451de4f21df2,
    0xa9538f0419755787, 0xdb9acddff56ca510, 0xd06c98cd5c0975eb, 0xe612a3cb9ecba951, 0xc766e62cfcadaf96,
    0xee64435a9752fe72, 0xa192d576b245165a, 0x0a8787bf8ecb74b2, 0x81b3e73d20b49b6f, 0x7fa8220ba3b2ecea,
    0x245731c13ca42499, 0xb78dbfaf3a8d83bd, 0xea1ad565322a1a0b, 0x60e61c23a3795013, 0x6606d7e446282b93,
    0x6ca4ecb15c5f91e1, 0x9f626da15c9625f3, 0xe51b38608ef25f57, 0x958a324ceb064572};

static const egb_hash_key counting = {{0x0706050403020100, 0x0f0e0d0c0b0a0908}};

static void the_hash_is_the_published_one(void **state) {
  (void)state;
  unsigned char message[64];
  for (size_t i = 0; i < 64; i++) {
    message[i] = (unsigned char)i;
    assert_true(egb_hash(counting, message, i) == published[i]);
  }
  assert_true(published[15] == 0xa129ca6149be45e5); /* of the paper */
}

/* Slots looked at to find every name again: one each when nothing collides. */
static size_t probes(const egb_names *names) {
  size_t all = 0;
  for (size_t at = 0; at < names->slot_count; at++)
    if (names->slot[at] != 0)
      all += 1 + ((at - names->item[names->slot[at] - 1].hash) & (names->slot_count - 1));
  return all;
}

#define CRAFTED 600
#define BITS 0xFFFU

/* Ids whose hashes agree in the low bits under one key: what a file could hold if its author knew the key. */
static void craft(egb_hash_key key, char id[CRAFTED][16]) {
  const uint64_t wanted = egb_hash(key, "x0", 2) & BITS;
  for (size_t number = 0, count = 0; count < CRAFTED; number++) {
    const int length = snprintf(id[count], sizeof id[count], "x%zu", number);
    count += (egb_hash(key, id[count], (size_t)length) & BITS) == wanted;
  }
}

static void fill(egb_names *names, char id[CRAFTED][16]) {
  for (size_t i = 0; i < CRAFTED; i++) {
    bool fresh;
    assert_int_equal(egb_names_add(names, id[i], strlen(id[i]), &fresh), i);
    assert_true(fresh);
  }
  for (size_t i = 0; i < CRAFTED; i++)
    assert_int_equal(egb_names_find(names, id[i], strlen(id[i])), i);
}

/* A table that takes its key from the test shows what the crafted ids would do; a table with its own key does not. */
static void crafted_names_do_not_collide(void **state) {
  (void)state;
  static char id[CRAFTED][16];
  egb_arena *arena = egb_arena_new();
  egb_names known = {.arena = arena}, own = {.arena = arena}, again = {.arena = arena};
  bool fresh;
  assert_int_equal(egb_names_add(&known, "first", 5, &fresh), 0);
  craft(known.key, id);
  memset(&known.item[0], 0, sizeof known.item[0]);
  memset(known.slot, 0, known.slot_count * sizeof *known.slot);
  known.count = 0;
  fill(&known, id);
  fill(&own, id);
  fill(&again, id);
  assert_true(probes(&known) > CRAFTED * CRAFTED / 4);
  assert_true(probes(&own) < CRAFTED * 4);
  assert_true(probes(&again) < CRAFTED * 4);
  assert_true(own.key.half[0] != again.key.half[0] || own.key.half[1] != again.key.half[1]);
  egb_arena_free(arena);
}

static void numbers_are_the_order_of_addition(void **state) {
  (void)state;
  egb_arena *arena = egb_arena_new();
  egb_names names = {.arena = arena};
  bool fresh;
  assert_int_equal(egb_names_find(&names, "a", 1), EGB_NAMES_NONE);
  assert_int_equal(egb_names_add(&names, "b", 1, &fresh), 0);
  assert_int_equal(egb_names_add(&names, "a\0b", 3, &fresh), 1);
  assert_int_equal(egb_names_add(&names, "a", 1, &fresh), 2);
  assert_int_equal(egb_names_add(&names, "a\0b", 3, &fresh), 1);
  assert_false(fresh);
  assert_int_equal(egb_names_find(&names, "", 0), EGB_NAMES_NONE);
  egb_arena_free(arena);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_hash_is_the_published_one),
      cmocka_unit_test(crafted_names_do_not_collide),
      cmocka_unit_test(numbers_are_the_order_of_addition),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
