/* Many units: stages work by stretches on threads, and normalised values are made when somebody asks. Nothing of it may
 * show. The oracle is the ordinary way: pieces of the same units, few enough for it, each with the units that hold the
 * smallest and the largest value of every indicator, so that methods learn the same. */
#include "../small.h"
#include "base/threads.h"
#include "score/many.h"

#include <math.h>

#define UNITS 6000
#define ENDS 2 /* units that have the smallest and the largest values */
#define PIECE 1500
#define COLUMNS 8
#define WORLDS 12

static bool chance(uint64_t *seed, unsigned percent) {
  return next_random(seed) % 100 < percent;
}

typedef struct world {
  char definition[4096];
  bool gaps[COLUMNS];
  bool screens;
} world;

static void add(world *w, const char *text) {
  assert_true(strlen(w->definition) + strlen(text) < sizeof w->definition);
  strcat(w->definition, text);
}

static const char *one_of(uint64_t *seed, const char *const *list, size_t count) {
  return list[next_random(seed) % count];
}

/* apart: nothing that one unit takes from all others. */
static world make_world(uint64_t *seed, bool apart) {
  static const char *const normalise[] = {"normalise: minmax",
                                          "normalise: minmax",
                                          "normalise: goalposts, goalposts: [10, 90]",
                                          "normalise: as-is",
                                          "normalise: {method: minmax, clamp: true, round: 2}",
                                          "normalise: {method: minmax, log: ln}",
                                          "normalise: zscore",
                                          "normalise: rank"};
  static const char *const aggregate[] = {"arithmetic", "arithmetic", "geometric", "harmonic", "minimum", "median"};
  static const char *const more[] = {"", ", per: size", ", impute: {method: value, value: 40}", ", impute: mean",
                                     ", treat: winsorise"};
  static const char *const available[] = {"0", "0.4", "1", "{share: 0.5, of: children}"};
  world w = {.screens = chance(seed, 30)};
  bool weighs = false;
  add(&w, "egovbench: 1\nid: t\ntitle: T\ndata: ['-']\n");
  if (w.screens)
    add(&w, "screen: {available: 0.5}\n");
  add(&w, "indicators:\n");
  for (size_t c = 0; c < COLUMNS; c++) {
    char line[512];
    w.gaps[c] = chance(seed, 40);
    if (c % 4 == 0) {
      const char *method = one_of(seed, aggregate, 6);
      weighs = strcmp(method, "minimum") != 0 && strcmp(method, "median") != 0;
      (void)snprintf(line, sizeof line, "  - id: g%zu\n    available: %s\n    aggregate: %s\n    indicators:\n", c,
                     one_of(seed, available, 4), method);
      add(&w, line);
    }
    const bool computed = c == 5;
    const char *how = one_of(seed, normalise, apart ? 6 : 8);
    const bool lower = strstr(how, "as-is") == NULL && chance(seed, 25);
    char weight[32] = "";
    if (weighs)
      (void)snprintf(weight, sizeof weight, ", weight: %d", 1 + (int)(next_random(seed) % 3));
    (void)snprintf(line, sizeof line, "      - {id: x%zu%s, %s%s%s%s}\n", c, computed ? ", compute: (x4 + v) / 2" : "",
                   how, computed ? "" : one_of(seed, more, apart ? 3 : 5), weight, lower ? ", direction: lower" : "");
    add(&w, line);
  }
  return w;
}

/* Values from 1 to 99; the first units hold the ends. */
static double value_of(size_t unit, size_t column) {
  uint64_t seed = unit * 977 + column * 31 + 5;
  (void)next_random(&seed);
  (void)next_random(&seed);
  return unit == 0 ? 1 : unit == 1 ? 99 : 2 + (double)(next_random(&seed) % 9600) / 100;
}

static bool has_gap(const world *w, size_t unit, size_t column) {
  uint64_t seed = unit * 131 + column * 7919 + 1;
  (void)next_random(&seed);
  return unit >= ENDS && column < COLUMNS && w->gaps[column] && next_random(&seed) % 7 == 0;
}

/* The ends and the units from `from` to before `end`, as CSV. Ids run against the order of the units. */
static char *csv_of(const world *w, size_t from, size_t end) {
  const size_t room = 256 + (end - from + ENDS) * (COLUMNS + 3) * 12;
  char *text = malloc(room), *at = text;
  assert_non_null(text);
  at += snprintf(at, 64, "unit,v,size");
  for (size_t c = 0; c < COLUMNS; c++)
    at += c == 5 ? 0 : snprintf(at, 16, ",x%zu", c);
  *at++ = '\n';
  for (size_t i = 0; i < ENDS + end - from; i++) {
    const size_t u = i < ENDS ? i : from + i - ENDS;
    if (i >= ENDS && u < ENDS)
      continue;
    at += snprintf(at, 64, "U%06zu,%.2f,1", 999999 - u, value_of(u, 4));
    for (size_t c = 0; c < COLUMNS; c++)
      if (c != 5)
        at += has_gap(w, u, c) ? snprintf(at, 4, ",") : snprintf(at, 24, ",%.2f", value_of(u, c));
    *at++ = '\n';
  }
  *at = '\0';
  return text;
}

static small score_world(const world *w, size_t from, size_t end, size_t threads) {
  char *csv = csv_of(w, from, end);
  small s = small_plan(w->definition, csv, &EGB_OPTIONS(egb_plan_options, .threads = threads));
  if (s.status == EGB_OK)
    s.status = egb_score(s.plan, s.diag, &s.results);
  free(csv);
  return s;
}

/* All messages, to be freed. */
static char *said(const small *s) {
  char *text = egb_diag_text(s->diag, EGB_DIAG_HUMAN, EGB_SEVERITY_NOTE, false);
  assert_non_null(text);
  return text;
}

static void same_messages(const small *a, const small *b) {
  char *of_a = said(a), *of_b = said(b);
  assert_string_equal(of_a, of_b);
  egb_free(of_a);
  egb_free(of_b);
}

static void same_bytes(const char *what, const double *a, const double *b, size_t count) {
  if (memcmp(a, b, count * sizeof *a) != 0)
    fail_msg("%s: other numbers", what);
}

static void same_results(const egb_results *a, const egb_results *b) {
  const size_t units = a->unit_count;
  assert_int_equal(units, b->unit_count);
  for (size_t i = 0; i < a->node_count; i++) {
    for (egb_stage stage = EGB_STAGE_RAW; stage <= EGB_STAGE_SCORED; stage = (egb_stage)(stage + 1)) {
      same_bytes(egb_stage_name(stage), egb_results_column(a, stage, i), egb_results_column(b, stage, i), units);
      assert_memory_equal(egb_results_states(a, stage, i), egb_results_states(b, stage, i), units);
    }
    same_bytes("coverage", a->coverage[i], b->coverage[i], units);
  }
  same_bytes("fitted", a->fitted, b->fitted, a->node_count * EGB_FITTED_MAX);
  same_bytes("rank", a->rank, b->rank, units);
  assert_memory_equal(a->order, b->order, units * sizeof *a->order);
}

static void threads_do_not_show(void **state) {
  (void)state;
  uint64_t seed = 20261127;
  size_t scored = 0, waited = 0;
  for (size_t n = 0; n < WORLDS; n++) {
    const world w = make_world(&seed, false);
    small one = score_world(&w, ENDS, UNITS, 1);
    for (size_t threads = 2; threads <= 4; threads++) {
      small s = score_world(&w, ENDS, UNITS, threads);
      assert_int_equal(s.status, one.status);
      same_messages(&s, &one);
      if (one.status == EGB_OK)
        same_results(s.results, one.results);
      small_free(&s);
    }
    scored += one.status == EGB_OK;
    for (size_t i = 0; one.status == EGB_OK && i < one.results->node_count; i++)
      waited += one.results->waiting != NULL;
    small_free(&one);
  }
  assert_true(scored > WORLDS / 2 && waited > 0);
}

/* Every piece has few units, which are scored as ever; ranks are of other units, and not compared. */
static void many_are_as_few(void **state) {
  (void)state;
  if (EGB_UNITS_MANY <= PIECE) /* a build where few are many: .ci/full thresholds */
    skip();
  uint64_t seed = 7;
  size_t compared = 0, partial = 0, scored = 0;
  for (size_t n = 0; n < WORLDS; n++) {
    const world w = make_world(&seed, true);
    small all = score_world(&w, ENDS, UNITS, 2);
    scored += all.status == EGB_OK;
    for (size_t from = ENDS; from < UNITS && all.status == EGB_OK; from += PIECE) {
      small s = score_world(&w, from, from + PIECE < UNITS ? from + PIECE : UNITS, 2);
      small_ok(&s);
      assert_true(s.results->waiting == NULL);
      for (size_t u = 0; u < s.results->unit_count; u++) {
        const size_t other = u < ENDS ? u : from + u - ENDS;
        for (size_t i = 0; i < s.results->node_count; i++) {
          for (egb_stage stage = EGB_STAGE_RAW; stage <= EGB_STAGE_SCORED; stage = (egb_stage)(stage + 1)) {
            same_bytes(egb_stage_name(stage), egb_results_column(s.results, stage, i) + u,
                       egb_results_column(all.results, stage, i) + other, 1);
            assert_int_equal(egb_results_states(s.results, stage, i)[u],
                             egb_results_states(all.results, stage, i)[other]);
          }
          same_bytes("coverage", s.results->coverage[i] + u, all.results->coverage[i] + other, 1);
          partial += s.results->coverage[i][u] < 1;
        }
        compared++;
      }
      small_free(&s);
    }
    small_free(&all);
  }
  assert_true(scored > WORLDS / 2 && compared > UNITS && partial > 0);
}

#define PLAIN                                                                                                          \
  "egovbench: 1\nid: t\ntitle: T\ndata: ['-']\nindicators:\n  - id: g\n    indicators: [{id: a, normalise: minmax}, "  \
  "{id: b, normalise: as-is}]\n  - {id: c, per: size}\n  - {id: d, impute: mean}\n  - {id: e, compute: a + b}\n"

static small score_plain(size_t units) {
  char *csv = malloc(64 + units * 48), *at = csv;
  assert_non_null(csv);
  at += sprintf(at, "unit,a,b,c,d,size\n");
  for (size_t u = 0; u < units; u++)
    at += snprintf(at, 48, "U%zu,%zu,%zu,%zu,%s,2\n", u, u, u % 7, u % 11, u % 3 == 0 ? "" : u % 2 == 0 ? "1" : "4");
  small s = small_score(PLAIN, csv);
  free(csv);
  return s;
}

/* What nothing changes is not copied: from the data to the score of a column that is taken as it is. */
static void columns_are_borrowed(void **state) {
  (void)state;
  static const size_t sizes[] = {40, UNITS};
  for (size_t n = 0; n < 2; n++) {
    small s = score_plain(sizes[n]);
    const egb_results *r = s.results;
    const size_t a = egb_index_find(s.index, "a"), c = egb_index_find(s.index, "c"), d = egb_index_find(s.index, "d");
    const double *data = egb_dataset_values(s.data, 0, egb_dataset_column(s.data, "a"));
    assert_ptr_equal(r->raw.value[a], data);
    assert_ptr_equal(r->imputed.value[a], data);
    assert_ptr_equal(r->treated.value[a], data);
    assert_ptr_equal(r->raw.state[a], r->all_state);
    assert_true(r->raw.own[a] == NULL && r->imputed.own[a] == NULL && r->treated.own[a] == NULL);
    assert_non_null(r->raw.own[c]); /* divided */
    assert_true(r->raw.own[d] == NULL && r->imputed.own[d] != NULL);
    assert_ptr_equal(r->treated.value[d], r->imputed.value[d]);
    assert_ptr_equal(r->coverage[0], r->all_value);
    assert_ptr_equal(r->raw.value[0], r->no_value);
    small_free(&s);
  }
}

static void rows_stay_as_they_are(void **state) {
  (void)state;
  small s = score_plain(UNITS);
  const size_t column = egb_dataset_column(s.data, "a");
  double *before = malloc(UNITS * sizeof *before);
  assert_non_null(before);
  memcpy(before, egb_dataset_values(s.data, 0, column), UNITS * sizeof *before);
  (void)egb_scores(s.results, egb_index_find(s.index, "a"));
  assert_int_equal(egb_plan_set_weight(s.plan, "g", 0.9, EGB_RESCALE_FREE, s.diag), EGB_OK);
  assert_int_equal(egb_rescore(s.plan, s.results, s.diag), EGB_OK);
  same_bytes("the data", before, egb_dataset_values(s.data, 0, column), UNITS);
  free(before);
  small_free(&s);
}

typedef struct asking {
  const egb_results *results;
  const double *got[64];
} asking;

static egb_status ask(void *context, size_t worker, size_t job) {
  (void)worker;
  asking *a = context;
  a->got[job] = egb_scores(a->results, 1 + job % (a->results->node_count - 1));
  return EGB_OK;
}

/* Threads that ask for the same column get it once, and whole. */
static void all_ask_at_once(void **state) {
  (void)state;
  small s = score_plain(UNITS), other = score_plain(UNITS);
  asking a = {.results = s.results};
  assert_non_null(s.results->waiting);
  assert_int_equal(egb_threads_run(8, 64, ask, &a, NULL, NULL), EGB_OK);
  for (size_t job = 0; job < 64; job++) {
    const size_t node = 1 + job % (s.results->node_count - 1);
    assert_ptr_equal(a.got[job], egb_scores(s.results, node));
    same_bytes("asked at once", a.got[job], egb_scores(other.results, node), UNITS);
  }
  small_free(&s);
  small_free(&other);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(threads_do_not_show),  cmocka_unit_test(many_are_as_few),
      cmocka_unit_test(columns_are_borrowed), cmocka_unit_test(rows_stay_as_they_are),
      cmocka_unit_test(all_ask_at_once),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
