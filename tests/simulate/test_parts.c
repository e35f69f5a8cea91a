/* Numbers in the files of parts: what is written is read again, and what no writer writes is refused. Files that
 * anybody may have made, merged in this process, where a sanitizer would see what a process of its own hides. */
#include "base/checksum.h"
#include "simulate/part.h"
#include "simulate/random.h"
#include "small.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static egb_part_reader reader_of(const egb_buffer *buffer) {
  const unsigned char *text = (const unsigned char *)egb_buffer_string(buffer);
  return (egb_part_reader){.at = text, .end = text + buffer->length};
}

static void numbers_are_read_again(void **state) {
  (void)state;
  static const uint64_t number[] = {
      0, 1, 127, 128, 16383, 16384, UINT32_MAX, (uint64_t)UINT32_MAX + 1, UINT64_MAX - 1, UINT64_MAX};
  const size_t count = sizeof number / sizeof number[0];
  const double real[] = {0, -0.0, 1.5, -1e300, 5e-324, (double)NAN};
  egb_buffer out = {0};
  for (size_t i = 0; i < count; i++)
    egb_part_put(&out, number[i]);
  for (size_t i = 0; i < 6; i++)
    egb_part_put_real(&out, real[i]);
  egb_part_reader in = reader_of(&out);
  for (size_t i = 0; i < count; i++)
    assert_true(egb_part_get(&in, UINT64_MAX) == number[i]);
  for (size_t i = 0; i < 6; i++) {
    const double x = egb_part_get_real(&in);
    assert_true(isnan(real[i]) ? isnan(x) : memcmp(&x, &real[i], sizeof x) == 0);
  }
  assert_false(in.failed);
  assert_ptr_equal(in.at, in.end);
  (void)egb_part_get(&in, UINT64_MAX);
  assert_true(in.failed);
  egb_buffer_clear(&out);
}

static void lists_are_added(void **state) {
  (void)state;
  const uint32_t number[9] = {0, 0, 0, 7, 0, UINT32_MAX - 9, 3, 0, 0};
  uint32_t to[9] = {1, 1, 1, 1, 1, 1, 1, 1, 1};
  egb_buffer out = {0};
  egb_part_put_all(&out, number, 9);
  egb_part_reader in = reader_of(&out);
  egb_part_add_all(&in, to, 9, UINT32_MAX);
  assert_false(in.failed);
  assert_ptr_equal(in.at, in.end);
  for (size_t i = 0; i < 9; i++)
    assert_true(to[i] == number[i] + 1);
  in = reader_of(&out);
  to[5] = 10; /* would pass the largest number */
  egb_part_add_all(&in, to, 9, UINT32_MAX);
  assert_true(in.failed);
  egb_buffer_clear(&out);
}

static void wrong(const char *bytes, size_t length, size_t count, uint32_t most) {
  const unsigned char *text = (const unsigned char *)bytes;
  egb_part_reader in = {.at = text, .end = text + length};
  uint32_t to[4] = {0};
  egb_part_add_all(&in, to, count, most);
  assert_true(in.failed);
}

static void what_nobody_writes_is_refused(void **state) {
  (void)state;
  wrong("\x05", 1, 1, 4);                                      /* above the limit */
  wrong("\x80", 1, 1, 4);                                      /* cut */
  wrong("\x81\x00", 2, 1, 4);                                  /* longer than it must be */
  wrong("\x00\x04", 2, 4, 4);                                  /* more zeros than the list has room for */
  wrong("\x01\x01", 2, 4, 4);                                  /* shorter than the list */
  wrong("\xff\xff\xff\xff\xff\xff\xff\xff\xff\x02", 10, 1, 4); /* above 2^64 */
  wrong("\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01", 11, 1, 4);
}

/* ---- hostile files --------------------------------------------------------------------------- */

#define DRAWS 700
static const char yaml[] = "egovbench: 1\nid: t\ntitle: T\ndata: [x.csv]\ndefaults: {normalise: minmax}\n"
                           "levels: [{id: h, from: 50}, {id: l, from: 0}]\nindicators:\n"
                           "  - {id: A, indicators: [{id: a}, {id: b}]}\n  - {id: B, indicators: [{id: c}, {id: d}]}\n";
static const char csv[] = "unit,a,b,c,d\nU1,1,2,3,4\nU2,6,5,4,\nU3,2,9,1,5\nU4,3,3,8,1\n";

static egb_status merge(const small *s, const egb_uncertainty_options *options, const egb_part *part, bool parts) {
  egb_uncertainty *made = NULL;
  egb_acceptability *acceptable = NULL;
  const egb_status status = parts ? egb_acceptability_merge(s->plan, s->results, options, part, 2, s->diag, &acceptable)
                                  : egb_uncertainty_merge(s->plan, s->results, options, part, 2, s->diag, &made);
  egb_score_spread spread;
  if (status == EGB_OK && !parts)
    assert_int_equal(egb_uncertainty_score(made, 0, 1, &spread), EGB_OK);
  egb_uncertainty_free(made);
  egb_acceptability_free(acceptable);
  return status;
}

/* Changes some bytes behind the lines of text, and sets the checksum right. */
static void spoil(char *bytes, size_t length, egb_random *random) {
  const size_t first = (size_t)(strstr(bytes, "\n\n") - bytes) + 2, room = length - 32 - first;
  static const unsigned char favourite[] = {0, 1, 2, 0x7f, 0x80, 0xff};
  for (size_t k = 1 + egb_random_below(random, 3); k > 0; k--)
    bytes[first + egb_random_below(random, room)] =
        (char)(egb_random_below(random, 2) == 0 ? favourite[egb_random_below(random, sizeof favourite)]
                                                : (unsigned char)egb_random_below(random, 256));
  egb_sha256(bytes, length - 32, (unsigned char *)bytes + length - 32);
}

static void files_may_be_by_anyone(void **state) {
  (void)state;
  static const char *const means[] = {"on", "geometric", NULL};
  small s = small_score(yaml, csv);
  size_t fine = 0, refused = 0;
  for (int kind = 0; kind < 3; kind++) {
    const bool parts = kind == 2;
    egb_uncertainty_options options = EGB_OPTIONS(egb_uncertainty_options, .draws = DRAWS, .seed = 5, .threads = 1,
                                                  .keep_scores = kind == 0, .keep_pairs = parts);
    options.aggregate = kind == 1 ? means : NULL;
    options.keep_scores = !parts;
    char *bytes[2];
    egb_part part[2] = {{.name = "part1.egb"}, {.name = "part2.egb"}};
    for (size_t i = 0; i < 2; i++) {
      assert_ok((parts ? egb_acceptability_part : egb_uncertainty_part)(s.plan, s.results, &options, i + 1, 2, s.diag,
                                                                        &bytes[i], &part[i].length),
                s.diag);
      part[i].bytes = bytes[i];
    }
    assert_ok(merge(&s, &options, part, parts), s.diag);
    char *own = malloc(part[1].length);
    assert_non_null(own);
    part[1].bytes = own;
    for (uint64_t run = 0; run < 400; run++) {
      egb_random random;
      egb_random_start(&random, 23, run, (uint32_t)kind);
      memcpy(own, bytes[1], part[1].length);
      spoil(own, part[1].length, &random);
      const egb_status status = merge(&s, &options, part, parts);
      assert_true(status == EGB_OK || status == EGB_REFUSED);
      *(status == EGB_OK ? &fine : &refused) += 1;
    }
    free(own);
    egb_free(bytes[0]);
    egb_free(bytes[1]);
  }
  assert_true(fine > 0 && refused > 0);
  small_free(&s);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(numbers_are_read_again),
      cmocka_unit_test(lists_are_added),
      cmocka_unit_test(what_nobody_writes_is_refused),
      cmocka_unit_test(files_may_be_by_anyone),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
