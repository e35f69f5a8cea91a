/* trial.h - what tests of the exact answers share: random small indices, indices of the tree, scoring with one weight
 * changed. */
#ifndef EGB_TESTS_TRIAL_H
#define EGB_TESTS_TRIAL_H

#include "small.h"

#include <stdint.h>
#include <stdlib.h>

/* Numbers that look random and are the same everywhere (xorshift64*, S. Vigna 2016). */
static inline uint64_t dice(uint64_t *state) {
  *state ^= *state >> 12;
  *state ^= *state << 25;
  *state ^= *state >> 27;
  return *state * UINT64_C(2685821657736338717);
}

static inline double dice_unit(uint64_t *state) {
  return (double)(dice(state) >> 11) / 9007199254740992.0;
}

/* A tree of 2 x 2 or 3 x 2 indicators with values 1 to 99; one in `gaps` cells is missing (0: none). */
typedef struct sketch {
  const char *root, *inner; /* aggregations */
  size_t parts, units;
  size_t gaps;
  bool coarse; /* values in tens: many ties */
  bool zeros;  /* the last part and the last indicator of the first have no weight */
} sketch;

static inline void sketch_write(sketch k, uint64_t *state, char *yaml, size_t yaml_size, char *csv, size_t csv_size) {
  size_t y = 0, c = 0;
  y = (size_t)snprintf(yaml, yaml_size,
                       "egovbench: 1\nid: sketch\ntitle: Sketch\ndata: [x.csv]\naggregate: %s\n"
                       "defaults: {normalise: as-is}\nindicators:\n",
                       k.root);
  c = (size_t)snprintf(csv, csv_size, "unit");
  for (size_t p = 0; p < k.parts; p++) {
    y +=
        (size_t)snprintf(yaml + y, yaml_size - y, "  - id: P%zu\n    weight: %zu\n    aggregate: %s\n    indicators:\n",
                         p, k.zeros && p + 1 == k.parts ? 0 : 1 + (size_t)(dice(state) % 5), k.inner);
    for (size_t i = 0; i < 2; i++) {
      y += (size_t)snprintf(yaml + y, yaml_size - y, "      - {id: I%zu%zu, weight: %zu}\n", p, i,
                            k.zeros && p == 0 && i == 1 ? 0 : 1 + (size_t)(dice(state) % 4));
      c += (size_t)snprintf(csv + c, csv_size - c, ",I%zu%zu", p, i);
    }
  }
  for (size_t u = 0; u < k.units; u++) {
    c += (size_t)snprintf(csv + c, csv_size - c, "\nU%02zu", u);
    for (size_t i = 0; i < 2 * k.parts; i++) {
      const unsigned int value = (unsigned int)(dice(state) % 99) + 1;
      if (k.gaps > 0 && dice(state) % k.gaps == 0 && u > 0) /* no column is empty */
        c += (size_t)snprintf(csv + c, csv_size - c, ",");
      else
        c += (size_t)snprintf(csv + c, csv_size - c, ",%u", k.coarse ? value / 25 * 25 + 5 : value);
    }
  }
  (void)snprintf(csv + c, csv_size - c, "\n");
}

static inline small sketch_score(sketch k, uint64_t *state) {
  static char yaml[8192], csv[65536];
  sketch_write(k, state, yaml, sizeof yaml, csv, sizeof csv);
  return small_score(yaml, csv);
}

/* An index that is shipped, scored. */
static inline small small_shipped(const char *id) {
  char name[256];
  (void)snprintf(name, sizeof name, "indicators/%.200s.yaml", id);
  return small_file(name);
}

/* A second plan and results of the same index and data, to try weights on. */
typedef struct trial {
  egb_plan *plan;
  egb_results *results;
} trial;

static inline trial trial_open(const small *s) {
  trial t = {0};
  assert_int_equal(egb_plan_new(s->index, s->data, NULL, s->diag, &t.plan), EGB_OK);
  assert_int_equal(egb_score(t.plan, s->diag, &t.results), EGB_OK);
  return t;
}

static inline void trial_close(trial *t) {
  egb_results_free(t->results);
  egb_plan_free(t->plan);
}

/* Scores with one weight changed, the siblings rescaled in proportion. */
static inline void trial_set(const small *s, trial *t, size_t node, double weight) {
  assert_int_equal(
      egb_plan_set_weight(t->plan, egb_index_node_id(s->index, node), weight, EGB_RESCALE_PROPORTIONAL, s->diag),
      EGB_OK);
  assert_int_equal(egb_rescore(t->plan, t->results, s->diag), EGB_OK);
}

/* Scores with these shares of the children of the index. */
static inline void trial_shares(const small *s, trial *t, const size_t *node, const double *share, size_t count) {
  for (size_t i = 0; i < count; i++)
    assert_int_equal(
        egb_plan_set_weight(t->plan, egb_index_node_id(s->index, node[i]), share[i], EGB_RESCALE_FREE, s->diag),
        EGB_OK);
  assert_int_equal(egb_rescore(t->plan, t->results, s->diag), EGB_OK);
}

/* A random point of the simplex (exponential spacings), as shares. */
static inline void simplex_point(uint64_t *state, double *share, size_t count) {
  double sum = 0;
  for (size_t i = 0; i < count; i++)
    sum += share[i] = -log(dice_unit(state) + 1e-300);
  for (size_t i = 0; i < count; i++)
    share[i] /= sum;
}

#endif
