/* Numbers in the files of parts: what is written is read again, and what no writer writes is refused. Files that
 * anybody may have made, merged in this process, where a sanitizer would see what a process of its own hides. */
#include "base/buffer.h"
#include "base/checksum.h"
#include "kernel/random.h"
#include "parts/part_file.h"
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

/* ---- a second round -------------------------------------------------------------------------- */

#define UNITS 4200      /* more than have a line for every rank */
#define MANY_DRAWS 1100 /* more than are kept one by one */

static small many_units(const char *more) {
  egb_buffer yaml_text = {0}, csv_text = {0};
  egb_random random;
  egb_random_start(&random, 7, 0, 0);
  egb_buffer_format(&yaml_text,
                    "egovbench: 1\nid: t\ntitle: T\ndata: [x.csv]\ndefaults: {normalise: as-is}\n%sindicators:\n"
                    "  - {id: a}\n  - {id: b}\n  - {id: c}\n",
                    more);
  egb_buffer_text(&csv_text, "unit,a,b,c\n");
  for (size_t u = 0; u < UNITS; u++) /* some without a value, and many that share a rank */
    egb_buffer_format(&csv_text, u % 50 == 7 ? "U%zu,,%zu,%zu\n" : "U%zu,%zu,%zu,%zu\n", u,
                      1 + egb_random_below(&random, 60), 1 + egb_random_below(&random, 60),
                      1 + egb_random_below(&random, 60));
  small s = small_score(egb_buffer_string(&yaml_text), egb_buffer_string(&csv_text));
  egb_buffer_clear(&yaml_text);
  egb_buffer_clear(&csv_text);
  return s;
}

static void equal_reals(double a, double b) {
  assert_true(memcmp(&a, &b, sizeof a) == 0 || (isnan(a) && isnan(b)));
}

static void equal_answers(const egb_uncertainty *one, const egb_uncertainty *other) {
  assert_int_equal(egb_uncertainty_about(one)->exact, egb_uncertainty_about(other)->exact);
  assert_int_equal(egb_uncertainty_about(one)->draws, egb_uncertainty_about(other)->draws);
  for (size_t u = 0; u < egb_uncertainty_count(one); u++) {
    const egb_rank_spread *a = egb_uncertainty_at(one, u), *b = egb_uncertainty_at(other, u);
    assert_int_equal(a->ranked, b->ranked);
    equal_reals(a->median, b->median);
    equal_reals(a->mean, b->mean);
    equal_reals(a->low, b->low);
    equal_reals(a->high, b->high);
    equal_reals(a->low_best, b->low_best);
    equal_reals(a->high_worst, b->high_worst);
    equal_reals(a->top_error, b->top_error);
    equal_reals(a->ahead, b->ahead);
  }
}

/* Files of one round, in an order that is not theirs. */
typedef struct files {
  egb_part part[6];
  char *bytes[6];
  size_t count;
} files;

static void add_file(files *f, const char *name, char *bytes, size_t length) {
  f->bytes[f->count] = bytes;
  f->part[f->count++] = (egb_part){.name = name, .bytes = bytes, .length = length};
}

static void add_parts(files *f, const small *s, const egb_uncertainty_options *options, size_t of) {
  for (size_t i = of; i > 0; i--) {
    char *bytes;
    size_t length;
    assert_ok(egb_uncertainty_part(s->plan, s->results, options, i, of, s->diag, &bytes, &length), s->diag);
    add_file(f, "part.egb", bytes, length);
  }
}

static void clear_files(files *f) {
  for (size_t i = 0; i < f->count; i++)
    egb_free(f->bytes[i]);
  *f = (files){0};
}

/* The first round in `first` parts, the second in `second`, and what does not fit refused. */
static void check_rounds(const small *s, egb_uncertainty_options options, size_t first, size_t second) {
  egb_uncertainty *whole, *merged;
  files parts = {0}, again = {0}, one = {0};
  char *bytes;
  size_t length;
  bool banded = false;
  assert_ok(egb_uncertainty_new(s->plan, s->results, &options, s->diag, &whole), s->diag);
  assert_true(egb_uncertainty_about(whole)->exact);
  add_parts(&parts, s, &options, first);
  add_parts(&one, s, &options, 1);
  assert_ok(
      egb_uncertainty_join(s->plan, s->results, &options, parts.part, parts.count, s->diag, &bytes, &length, &banded),
      s->diag);
  assert_true(banded);
  assert_int_equal(length, one.part[0].length);
  assert_memory_equal(bytes, one.bytes[0], length);
  const egb_part joined = {.name = "first.egb", .bytes = bytes, .length = length};
  options.refine = &joined;
  add_parts(&again, s, &options, second);
  add_file(&again, joined.name, bytes, length);
  options.refine = NULL;
  assert_ok(egb_uncertainty_merge(s->plan, s->results, &options, again.part, again.count, s->diag, &merged), s->diag);
  equal_answers(whole, merged);
  egb_uncertainty_free(merged);
  if (second > 1)
    assert_int_equal(
        egb_uncertainty_merge(s->plan, s->results, &options, again.part + 1, again.count - 1, s->diag, &merged),
        EGB_REFUSED);
  /* none is of the first round */
  assert_int_equal(egb_uncertainty_merge(s->plan, s->results, &options, again.part, again.count - 1, s->diag, &merged),
                   EGB_REFUSED);
  assert_true(reports(s->diag, "the parts of the first round are missing"));
  assert_int_equal(
      egb_uncertainty_join(s->plan, s->results, &options, again.part, again.count, s->diag, &bytes, &length, &banded),
      EGB_REFUSED);
  egb_uncertainty_free(whole);
  clear_files(&parts);
  clear_files(&again);
  clear_files(&one);
}

/* Ends a run as soon as so many draws are done. */
typedef struct ending {
  size_t at, done, all;
} ending;

static bool end_at(void *context, size_t done, size_t draws) {
  ending *e = context;
  e->done = done;
  e->all = draws;
  return done >= e->at;
}

/* Of a run that makes its draws twice the first ones count; a part is whole or not at all. */
static void check_ended(const small *s, egb_uncertainty_options options) {
  ending e = {.at = options.draws};
  egb_uncertainty *made;
  files first = {0};
  char *bytes;
  size_t length;
  options.threads = 1;
  options.watch = end_at;
  options.context = &e;
  assert_ok(egb_uncertainty_new(s->plan, s->results, &options, s->diag, &made), s->diag);
  assert_int_equal(egb_uncertainty_about(made)->draws, options.draws);
  assert_false(egb_uncertainty_about(made)->exact);
  egb_uncertainty_free(made);
  options.watch = NULL;
  add_parts(&first, s, &options, 1);
  options.watch = end_at;
  options.refine = &first.part[0];
  e = (ending){.at = 1};
  assert_int_equal(egb_uncertainty_part(s->plan, s->results, &options, 1, 2, s->diag, &bytes, &length),
                   EGB_UNCOMPUTABLE);
  assert_null(bytes);
  assert_true(e.done > 0 && e.all < options.draws && e.done < e.all);
  clear_files(&first);
}

static void second_rounds_can_be_ended(void **state) {
  (void)state;
  static const char *const means[] = {"on", "geometric", NULL};
  small s = many_units("");
  egb_uncertainty_options options =
      EGB_OPTIONS(egb_uncertainty_options, .draws = MANY_DRAWS, .seed = 5, .weights = "flat");
  check_ended(&s, options);
  options.aggregate = means;
  check_ended(&s, options);
  small_free(&s);
}

static void a_second_round_is_exact(void **state) {
  (void)state;
  static const char *const means[] = {"on", "geometric", NULL};
  small s = many_units(""), ties = many_units("rank: {ties: fractional}\n");
  egb_uncertainty_options options =
      EGB_OPTIONS(egb_uncertainty_options, .draws = MANY_DRAWS, .seed = 5, .threads = 2, .weights = "flat");
  check_rounds(&s, options, 3, 2);
  check_rounds(&ties, options, 2, 2);
  options.aggregate = means;
  check_rounds(&s, options, 2, 1);
  small_free(&s);
  small_free(&ties);
}

/* Of two seeds: a file that refines another, and counts that are not those of the first round. */
static void a_foreign_second_round_is_refused(void **state) {
  (void)state;
  small s = many_units(""), few = small_score(yaml, csv);
  egb_uncertainty_options options =
      EGB_OPTIONS(egb_uncertainty_options, .draws = MANY_DRAWS, .threads = 1, .weights = "flat");
  files first = {0}, second = {0};
  egb_uncertainty *made;
  char *bytes;
  size_t length, at = 0;
  add_parts(&first, &s, &options, 1);
  options.refine = &first.part[0];
  add_parts(&second, &s, &options, 1);
  options.refine = NULL;
  char *own = second.bytes[0];
  while (memcmp(own + at, "\nrefines ", 9) != 0)
    at++;
  own[at + 9] = own[at + 9] == '0' ? '1' : '0';
  egb_sha256(own, second.part[0].length - 32, (unsigned char *)own + second.part[0].length - 32);
  const egb_part both[] = {first.part[0], second.part[0]};
  assert_int_equal(egb_uncertainty_merge(s.plan, s.results, &options, both, 2, s.diag, &made), EGB_REFUSED);
  assert_true(reports(s.diag, "`part.egb` refines another first round"));
  /* few units are exact after one round */
  files small_one = {0};
  add_parts(&small_one, &few, &options, 1);
  options.refine = &small_one.part[0];
  assert_int_equal(egb_uncertainty_part(few.plan, few.results, &options, 1, 1, few.diag, &bytes, &length), EGB_REFUSED);
  assert_true(reports(few.diag, "is exact, and no second one refines it"));
  clear_files(&first);
  clear_files(&second);
  clear_files(&small_one);
  small_free(&s);
  small_free(&few);
}

/* Bytes behind the lines are changed, a few at a time: how many such files are refused; the others are read. */
static size_t merge_spoilt(const small *s, const egb_uncertainty_options *options, const egb_part *good,
                           const egb_part *before) {
  size_t refused = 0;
  char *own = malloc(good->length);
  assert_non_null(own);
  for (uint64_t run = 0; run < 12; run++) {
    egb_random random;
    egb_uncertainty *made = NULL;
    egb_random_start(&random, 29, run, 0);
    memcpy(own, good->bytes, good->length);
    spoil(own, good->length, &random);
    const egb_part part[] = {{.name = "spoilt.egb", .bytes = own, .length = good->length},
                             before != NULL ? *before : (egb_part){0}};
    const egb_status status =
        egb_uncertainty_merge(s->plan, s->results, options, part, before != NULL ? 2 : 1, s->diag, &made);
    assert_true(status == EGB_OK || status == EGB_REFUSED);
    refused += status == EGB_REFUSED;
    egb_uncertainty_free(made);
  }
  free(own);
  return refused;
}

/* Of a second round, and of few draws, whose ranks are kept one by one. */
static void files_of_many_units_may_be_by_anyone(void **state) {
  (void)state;
  small s = many_units("");
  egb_uncertainty_options options =
      EGB_OPTIONS(egb_uncertainty_options, .draws = MANY_DRAWS, .threads = 1, .weights = "flat");
  files first = {0}, second = {0}, few = {0};
  add_parts(&first, &s, &options, 1);
  options.refine = &first.part[0];
  add_parts(&second, &s, &options, 1);
  options.refine = NULL;
  assert_true(merge_spoilt(&s, &options, &second.part[0], &first.part[0]) > 6);
  options.draws = 60;
  add_parts(&few, &s, &options, 1);
  assert_true(merge_spoilt(&s, &options, &few.part[0], NULL) > 0);
  clear_files(&first);
  clear_files(&second);
  clear_files(&few);
  small_free(&s);
}

/* ---- sensitivity ----------------------------------------------------------------------------- */

static void sensitivities_may_be_by_anyone(void **state) {
  (void)state;
  static const char *const means[] = {"on", "geometric", NULL};
  small s = small_score(yaml, csv);
  egb_uncertainty_options options = EGB_OPTIONS(egb_uncertainty_options, .draws = 9, .seed = 5, .threads = 1);
  char *bytes;
  size_t length, fine = 0, refused = 0;
  options.aggregate = means;
  options.weights = "flat";
  assert_ok(egb_sensitivity_part(s.plan, s.results, SIZE_MAX, &options, 1, 1, s.diag, &bytes, &length), s.diag);
  char *own = malloc(length);
  assert_non_null(own);
  const egb_part part = {.name = "part.egb", .bytes = own, .length = length};
  for (uint64_t run = 0; run < 400; run++) {
    egb_random random;
    egb_sensitivity *made = NULL;
    egb_random_start(&random, 31, run, 0);
    memcpy(own, bytes, length);
    spoil(own, length, &random);
    const egb_status status = egb_sensitivity_merge(s.plan, s.results, SIZE_MAX, &options, &part, 1, s.diag, &made);
    assert_true(status == EGB_OK || status == EGB_REFUSED || status == EGB_UNCOMPUTABLE);
    *(status == EGB_OK ? &fine : &refused) += 1;
    egb_sensitivity_free(made);
  }
  assert_true(fine > 0 && refused > 0);
  free(own);
  egb_free(bytes);
  small_free(&s);
}

/* ---- data that change while they are in use -------------------------------------------------- */

static bool is_lost(const egb_source *source) {
  (void)source;
  return false;
}

/* The text of a large file is given up once it is understood; here it is as if the file had other bytes by then. */
static void data_that_changed_are_refused(void **state) {
  (void)state;
  small s = small_score(yaml, csv);
  egb_again again = {.read = is_lost};
  egb_source lost = *s.data->file[0].bytes;
  const egb_source **place = (const egb_source **)(uintptr_t)&s.data->file[0].bytes, *kept = *place;
  lost.again = &again;
  *place = &lost;
  const egb_uncertainty_options options = EGB_OPTIONS(egb_uncertainty_options, .draws = 256, .threads = 1);
  char *bytes;
  size_t length;
  assert_int_equal(egb_uncertainty_part(s.plan, s.results, &options, 1, 1, s.diag, &bytes, &length), EGB_REFUSED);
  assert_true(reports(s.diag, "has changed since it was read"));
  assert_null(bytes);
  *place = kept;
  small_free(&s);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(numbers_are_read_again),
      cmocka_unit_test(lists_are_added),
      cmocka_unit_test(what_nobody_writes_is_refused),
      cmocka_unit_test(files_may_be_by_anyone),
      cmocka_unit_test(a_second_round_is_exact),
      cmocka_unit_test(second_rounds_can_be_ended),
      cmocka_unit_test(a_foreign_second_round_is_refused),
      cmocka_unit_test(files_of_many_units_may_be_by_anyone),
      cmocka_unit_test(sensitivities_may_be_by_anyone),
      cmocka_unit_test(data_that_changed_are_refused),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
