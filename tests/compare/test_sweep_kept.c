/* Sweeps that are ended at every place and taken up again, parts in any order, bytes that anybody may have written.
 * What is compared is every score and rank with those of a run that was never ended; that these are right is
 * tests/compare/test_sweep.py. */
#include "base/buffer.h"
#include "base/checksum.h"
#include "small.h"

static const char definition[] =
    "egovbench: 1\nid: small\ndata: [small.csv]\ndefaults: {normalise: as-is}\nindicators:\n"
    "  - {id: a, weight: 6}\n  - {id: b, weight: 3}\n  - {id: c, weight: 1}\n";
static const char table[] = "unit,a,b,c\nA,50,40,1\nB,40,50,2\nC,30,30,9\nD,20,10,\nE,50,40,1\n";

#define COUNT 1000
#define UNITS 5
static const char *const grid[] = {"a=0..5:50", "b=0..4:20", NULL};

/* Collects the pieces, and ends the run when so many jobs are done. */
typedef struct keeper {
  egb_buffer bytes;
  size_t calls, most;
} keeper;

static bool watch(void *context, size_t done, size_t scenarios) {
  keeper *k = context;
  assert_true(done <= scenarios);
  return ++k->calls >= k->most;
}

static bool keep(void *context, const void *bytes, size_t length) {
  keeper *k = context;
  egb_buffer_add(&k->bytes, bytes, length);
  return true;
}

static egb_sweep_options options_of(keeper *k, size_t threads) {
  return (egb_sweep_options){.size = sizeof(egb_sweep_options),
                             .grid = grid,
                             .threads = threads,
                             .watch = k != NULL ? watch : NULL,
                             .context = k,
                             .keep = k != NULL ? keep : NULL,
                             .keeper = k};
}

static egb_sweep *whole(small *s) {
  egb_sweep *out = NULL;
  const egb_sweep_options options = options_of(NULL, 1);
  assert_ok(egb_sweep_new(s->plan, s->results, &options, s->diag, &out), s->diag);
  assert_int_equal(egb_sweep_count(out), COUNT);
  assert_int_equal(egb_sweep_done(out), COUNT);
  return out;
}

static void assert_same(const egb_sweep *a, const egb_sweep *b, size_t count) {
  for (size_t i = 0; i < count; i++)
    for (size_t u = 0; u < UNITS; u++) {
      const double score[2] = {egb_sweep_score(a, i, u), egb_sweep_score(b, i, u)};
      const double rank[2] = {egb_sweep_rank(a, i, u), egb_sweep_rank(b, i, u)};
      assert_memory_equal(&score[0], &score[1], sizeof(double));
      assert_memory_equal(&rank[0], &rank[1], sizeof(double));
    }
}

/* Takes up what is kept; ends again after `most` jobs, or by itself. */
static egb_sweep *go_on(small *s, keeper *k, size_t most) {
  egb_sweep *out = NULL;
  egb_buffer before = k->bytes;
  k->bytes = (egb_buffer){0};
  egb_buffer_add(&k->bytes, egb_buffer_string(&before), before.length);
  k->calls = 0;
  k->most = most;
  egb_sweep_options options = options_of(k, 1);
  options.kept = egb_buffer_string(&before);
  options.kept_length = before.length;
  const egb_status status = egb_sweep_new(s->plan, s->results, &options, s->diag, &out);
  assert_ok(status, s->diag);
  egb_buffer_clear(&before);
  return out;
}

static void ended_anywhere_it_goes_on(void **state) {
  (void)state;
  small s = small_score(definition, table);
  egb_sweep *all = whole(&s);
  for (size_t first = 1; first < 16; first++)
    for (size_t second = 1; second < 16; second += 4) {
      keeper k = {0};
      egb_sweep *out = go_on(&s, &k, first);
      const size_t done = egb_sweep_done(out);
      assert_int_equal(done, first * 64);
      assert_same(out, all, done);
      assert_true(k.bytes.length > 0);
      egb_sweep_free(out);
      out = go_on(&s, &k, second);
      assert_int_equal(egb_sweep_done(out), done + second * 64 < COUNT ? done + second * 64 : COUNT);
      assert_same(out, all, egb_sweep_done(out));
      egb_sweep_free(out);
      out = go_on(&s, &k, SIZE_MAX);
      assert_int_equal(egb_sweep_done(out), COUNT);
      assert_same(out, all, COUNT);
      egb_sweep_free(out);
      egb_buffer_clear(&k.bytes);
    }
  egb_sweep_free(all);
  small_free(&s);
}

static egb_status look(small *s, const char *bytes, size_t length, size_t *usable, size_t *done) {
  egb_sweep_options options = options_of(NULL, 1);
  options.kept = bytes;
  options.kept_length = length;
  egb_diag_clear(s->diag);
  return egb_sweep_kept(s->plan, s->results, &options, 0, 0, "s.csv.part", s->diag, usable, done);
}

/* The pieces of three runs. */
static keeper three_pieces(small *s) {
  keeper k = {0};
  for (size_t i = 1; i <= 3; i++)
    egb_sweep_free(go_on(s, &k, i));
  return k;
}

static void what_was_written_last_may_not_be_whole(void **state) {
  (void)state;
  small s = small_score(definition, table);
  egb_sweep *all = whole(&s);
  keeper k = three_pieces(&s);
  size_t usable, done, before = 0;
  for (size_t length = 0; length <= k.bytes.length; length += length < 64 || length + 64 > k.bytes.length ? 1 : 37) {
    const egb_status status = look(&s, k.bytes.text, length, &usable, &done);
    assert_int_equal(status, length > 0 && length < 24 ? EGB_REFUSED : EGB_OK);
    assert_true(usable <= length && done >= before);
    assert_true(done == 0 || done == 64 || done == 192 || done == 384);
    before = done;
  }
  assert_int_equal(done, 384);
  assert_int_equal(usable, k.bytes.length);
  egb_buffer_clear(&k.bytes);
  egb_sweep_free(all);
  small_free(&s);
}

static void a_changed_byte_is_never_taken_for_a_score(void **state) {
  (void)state;
  small s = small_score(definition, table);
  egb_sweep *all = whole(&s);
  keeper k = three_pieces(&s);
  for (size_t at = 0; at < k.bytes.length; at += 41) {
    size_t usable, done;
    k.bytes.text[at] ^= 0x20;
    if (look(&s, k.bytes.text, k.bytes.length, &usable, &done) == EGB_OK) {
      assert_true(usable < k.bytes.length && done < 384);
      egb_sweep *out = go_on(&s, &k, SIZE_MAX);
      assert_same(out, all, COUNT);
      egb_sweep_free(out);
    }
    k.bytes.text[at] ^= 0x20;
  }
  egb_buffer_clear(&k.bytes);
  egb_sweep_free(all);
  small_free(&s);
}

/* A piece with another byte and the right sum: by whoever wishes us ill. */
static void counts_that_contradict_each_other_are_refused(void **state) {
  (void)state;
  small s = small_score(definition, table);
  keeper k = {0};
  size_t usable, done, refused = 0;
  egb_sweep_free(go_on(&s, &k, 1));
  char *file = k.bytes.text + 8;
  const size_t length = k.bytes.length - 8 - 32;
  for (size_t at = length - 600; at < length; at++) {
    const char was = file[at];
    file[at] = (char)0xFF;
    egb_sha256(file, length, (unsigned char *)file + length);
    const egb_status status = look(&s, k.bytes.text, k.bytes.length, &usable, &done);
    assert_true(status == EGB_OK || status == EGB_REFUSED);
    refused += status == EGB_REFUSED;
    file[at] = was;
  }
  assert_true(refused > 0);
  egb_buffer_clear(&k.bytes);
  small_free(&s);
}

static void other_runs_are_refused(void **state) {
  (void)state;
  small s = small_score(definition, table);
  keeper k = {0};
  size_t usable, done;
  egb_sweep_free(go_on(&s, &k, 1));
  static const char *const other[] = {"a=0..5:50", "b=0..4.1:20", NULL}, *const same[] = {"a=0..5:50,b=0..4:20", NULL};
  egb_sweep_options options = options_of(NULL, 1);
  options.kept = k.bytes.text;
  options.kept_length = k.bytes.length;
  options.grid = other;
  assert_int_equal(egb_sweep_kept(s.plan, s.results, &options, 0, 0, "s.part", s.diag, &usable, &done), EGB_REFUSED);
  assert_true(reports(s.diag, "`s.part` has grid \"a=0..5:50,b=0..4:20\", and here it is \"a=0..5:50,b=0..4.1:20\""));
  options.grid = same;
  assert_int_equal(egb_sweep_kept(s.plan, s.results, &options, 1, 2, "s.part", s.diag, &usable, &done), EGB_REFUSED);
  assert_ok(egb_sweep_kept(s.plan, s.results, &options, 0, 0, "s.part", s.diag, &usable, &done), s.diag);
  options.kept = "a table of mine, which is nothing of the kind";
  options.kept_length = strlen(options.kept);
  assert_int_equal(egb_sweep_kept(s.plan, s.results, &options, 0, 0, "s.part", s.diag, &usable, &done), EGB_REFUSED);
  assert_true(reports(s.diag, "is no unfinished sweep"));
  egb_buffer_clear(&k.bytes);
  small_free(&s);
}

/* Every number of parts, each made with another number of threads, in a rotated order. */
static void parts_in_any_order_are_the_whole(void **state) {
  (void)state;
  small s = small_score(definition, table);
  egb_sweep *all = whole(&s);
  for (size_t of = 1; of <= 7; of++) {
    egb_part part[7];
    char *bytes[7];
    for (size_t i = 0; i < of; i++) {
      const egb_sweep_options options = options_of(NULL, 1 + i % 4);
      const size_t to = (i + of / 2) % of;
      assert_ok(egb_sweep_part(s.plan, s.results, &options, i + 1, of, s.diag, &bytes[to], &part[to].length), s.diag);
      part[to].name = "part";
      part[to].bytes = bytes[to];
    }
    egb_sweep *out = NULL;
    const egb_sweep_options options = options_of(NULL, 2);
    assert_ok(egb_sweep_merge(s.plan, s.results, &options, part, of, s.diag, &out), s.diag);
    assert_same(out, all, COUNT);
    egb_sweep_free(out);
    for (size_t i = 0; i < of; i++)
      egb_free(bytes[i]);
  }
  egb_sweep_free(all);
  small_free(&s);
}

static void parts_that_there_are_not(void **state) {
  (void)state;
  small s = small_score(definition, table);
  const egb_sweep_options options = options_of(NULL, 1);
  char *bytes = NULL;
  size_t length = 0;
  static const size_t wrong[][2] = {{0, 1}, {2, 1}, {1, 0}, {1, 100001}};
  for (size_t i = 0; i < 4; i++)
    assert_int_equal(egb_sweep_part(s.plan, s.results, &options, wrong[i][0], wrong[i][1], s.diag, &bytes, &length),
                     EGB_USAGE);
  assert_null(bytes);
  small_free(&s);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(ended_anywhere_it_goes_on),
      cmocka_unit_test(what_was_written_last_may_not_be_whole),
      cmocka_unit_test(a_changed_byte_is_never_taken_for_a_score),
      cmocka_unit_test(counts_that_contradict_each_other_are_refused),
      cmocka_unit_test(other_runs_are_refused),
      cmocka_unit_test(parts_in_any_order_are_the_whole),
      cmocka_unit_test(parts_that_there_are_not),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
