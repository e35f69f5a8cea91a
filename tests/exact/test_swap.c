/* Two units side by side: worked by hand, against every point of a grid, and by scoring with the weights found. */
#include <math.h>
#include <stdlib.h>
/* cmocka needs the four before it */

#include "simulate/trial.h"

#include "exact/swap.h"
#include "score/stages.h"

static egb_swap *swap_of(const small *s, const char *a, const char *b) {
  egb_swap *out = NULL;
  assert_int_equal(egb_swap_new(s->plan, s->results, small_unit(s, a), small_unit(s, b), s->diag, &out), EGB_OK);
  return out;
}

static const egb_swap_part *part_of(const small *s, const egb_swap *swap, const char *id) {
  for (size_t i = 0; i < egb_swap_count(swap); i++)
    if (strcmp(egb_index_node_id(s->index, egb_swap_at(swap, i)->node), id) == 0)
      return egb_swap_at(swap, i);
  fail_msg("no part %s", id);
  return NULL;
}

static void set_offer(const small *s, trial *t, const egb_swap *swap, bool squares);

#define PARTS(aggregate)                                                                                               \
  "egovbench: 1\nid: parts\ntitle: Parts\ndata: [x.csv]\naggregate: " aggregate                                        \
  "\ndefaults: {normalise: as-is}\nindicators:\n"

static void arithmetic_by_hand(void **state) {
  (void)state;
  small s = small_score(PARTS("arithmetic") "  - {id: x, weight: 3}\n  - {id: y, weight: 3}\n",
                        "unit,x,y\nA,80,20\nB,40,70\n");
  egb_swap *swap = swap_of(&s, "A", "B");
  const egb_swap_summary *about = egb_swap_about(swap);
  const egb_swap_part *x = part_of(&s, swap, "x"), *y = part_of(&s, swap, "y");
  assert_int_equal(about->verdict, EGB_SWAP_POSSIBLE);
  assert_true(!about->differing && strcmp(about->transform, "none") == 0);
  assert_true(about->rank[0] == 2 && about->rank[1] == 1);
  assert_true(is_near(about->difference, -5, 1e-12));
  assert_true(is_near(x->contribution, 20, 1e-12) && is_near(y->contribution, -25, 1e-12));
  /* level at x = 5/9: two parts leave one way only */
  assert_true(is_near(x->at[1].share, 5.0 / 9, 1e-12) && isnan(x->at[0].share));
  assert_true(is_near(x->at[1].weight, 6 * 5.0 / 9, 1e-12));
  assert_true(is_near(y->at[0].share, 4.0 / 9, 1e-12) && isnan(y->at[1].share));
  assert_true(is_near(x->least_squares, 5.0 / 9, 1e-12) && is_near(x->least_total, 5.0 / 9, 1e-12));
  assert_true(is_near(about->distance, sqrt(2) / 18, 1e-12) && is_near(about->total, 1.0 / 9, 1e-12));
  egb_swap_free(swap);
  small_free(&s);
}

/* d = (10, 2, -10) with weights .5, .3, .2: the difference is 3.6. Least total: from x to z, 0.18 of it. Least squares:
 * the move along d - mean(d) = (28, 4, -32) / 3 by mu with mu d * (d - mean(d)) = -3.6, d * (d - mean(d)) = 608 / 3. */
static void three_parts_by_hand(void **state) {
  (void)state;
  small s = small_score(PARTS("arithmetic") "  - {id: x, weight: 5}\n  - {id: y, weight: 3}\n  - {id: z, weight: 2}\n",
                        "unit,x,y,z\nA,50,40,10\nB,40,38,20\n");
  egb_swap *swap = swap_of(&s, "A", "B");
  const egb_swap_summary *about = egb_swap_about(swap);
  const double mu = 3.6 * 3 / 608;
  assert_true(is_near(part_of(&s, swap, "x")->least_total, 0.32, 1e-12));
  assert_true(is_near(part_of(&s, swap, "y")->least_total, 0.3, 1e-12));
  assert_true(is_near(part_of(&s, swap, "z")->least_total, 0.38, 1e-12));
  assert_true(is_near(about->total, 0.36, 1e-12));
  assert_true(is_near(part_of(&s, swap, "x")->least_squares, 0.5 - mu * 28 / 3, 1e-12));
  assert_true(is_near(part_of(&s, swap, "y")->least_squares, 0.3 - mu * 4 / 3, 1e-12));
  assert_true(is_near(part_of(&s, swap, "z")->least_squares, 0.2 + mu * 32 / 3, 1e-12));
  egb_swap_free(swap);
  small_free(&s);
}

static void no_weights_turn_what_is_dominated(void **state) {
  (void)state;
  small s = small_score(PARTS("geometric") "  - {id: x}\n  - {id: y}\n",
                        "unit,x,y\nA,80,70\nB,40,70\nC,80,70\nD,90,0\nE,10,5\nF,5,80\nG,9,0\n");
  egb_swap *swap = swap_of(&s, "A", "B");
  assert_int_equal(egb_swap_about(swap)->verdict, EGB_SWAP_DOMINATED);
  assert_true(isnan(egb_swap_about(swap)->distance) && isnan(egb_swap_about(swap)->total));
  egb_swap_free(swap);
  swap = swap_of(&s, "A", "C");
  assert_int_equal(egb_swap_about(swap)->verdict, EGB_SWAP_SAME);
  egb_swap_free(swap);
  swap = swap_of(&s, "E", "G"); /* a zero decides whatever its weight, and without it 9 is below 10 */
  assert_int_equal(egb_swap_about(swap)->verdict, EGB_SWAP_DOMINATED);
  egb_swap_free(swap);
  swap = swap_of(&s, "E", "D"); /* once the zero has no weight, 90 is above 10 */
  assert_int_equal(egb_swap_about(swap)->verdict, EGB_SWAP_POSSIBLE);
  assert_true(is_near(egb_swap_about(swap)->total, 1, 1e-12));
  assert_true(part_of(&s, swap, "y")->total_weight == 0 && part_of(&s, swap, "x")->total_weight == 2);
  egb_swap_free(swap);
  swap = swap_of(&s, "D", "G"); /* both 0 now */
  assert_int_equal(egb_swap_about(swap)->verdict, EGB_SWAP_EQUAL);
  assert_true(egb_swap_about(swap)->total == 0 && egb_swap_about(swap)->difference == 0);
  egb_swap_free(swap);
  swap = swap_of(&s, "B", "F");
  assert_int_equal(egb_swap_about(swap)->verdict, EGB_SWAP_POSSIBLE);
  assert_string_equal(egb_swap_about(swap)->transform, "ln");
  /* t ln 40 + (1 - t) ln 70 = t ln 5 + (1 - t) ln 80 */
  assert_true(is_near(part_of(&s, swap, "x")->at[0].share, log(8.0 / 7) / (log(8.0 / 7) + log(8)), 1e-12));
  egb_swap_free(swap);
  small_free(&s);
}

/* A lacks z: x and y count for it as x / (x + y) and y / (x + y), as in the ranking. */
static void a_missing_part_leaves_its_weight_to_the_others(void **state) {
  (void)state;
  small s =
      small_score(PARTS("arithmetic") "  - {id: x}\n  - {id: y}\n  - {id: z}\n", "unit,x,y,z\nA,80,20,\nB,40,70,50\n");
  egb_swap *swap = swap_of(&s, "B", "A");
  const egb_swap_part *z = part_of(&s, swap, "z"), *x = part_of(&s, swap, "x"), *y = part_of(&s, swap, "y");
  assert_true(egb_swap_about(swap)->differing);
  assert_true(is_near(x->counted[1], 0.5, 1e-12) && is_near(x->counted[0], 1.0 / 3, 1e-12) && z->counted[1] == 0);
  const double w[2][3] = {{x->least_squares, y->least_squares, z->least_squares},
                          {x->least_total, y->least_total, z->least_total}};
  for (size_t i = 0; i < 2; i++) {
    const double a = (80 * w[i][0] + 20 * w[i][1]) / (w[i][0] + w[i][1]);
    assert_true(is_near(a, 40 * w[i][0] + 70 * w[i][1] + 50 * w[i][2], 1e-9));
    assert_true(is_near(w[i][0] + w[i][1] + w[i][2], 1, 1e-12));
  }
  egb_swap_free(swap);
  small_free(&s);
}

/* d = (-1, 32, 2): B is ahead once x > 2 z and y is gone; 33 + 65 / 3 and 13 + 65 / 3 leave y 32 - 130 / 3 < 0, so that
 * y is 0 and x and z share the 78 two to one. */
static void a_bound_weight_does_not_spoil_the_offer(void **state) {
  (void)state;
  small s =
      small_score(PARTS("arithmetic") "  - {id: x, weight: 33}\n  - {id: y, weight: 32}\n  - {id: z, weight: 13}\n",
                  "unit,x,y,z\nA,75,53,71\nB,76,21,69\n");
  egb_swap *swap = swap_of(&s, "A", "B");
  assert_true(is_near(part_of(&s, swap, "x")->least_squares, 2.0 / 3, 1e-12));
  assert_true(is_near(part_of(&s, swap, "y")->least_squares, 0, 1e-12));
  const double x = part_of(&s, swap, "x")->squares_weight, y = part_of(&s, swap, "y")->squares_weight,
               z = part_of(&s, swap, "z")->squares_weight;
  assert_true(is_near(x, 52, 1e-5) && y == 0 && is_near(z, 26, 1e-5));
  assert_true(76 * x + 21 * y + 69 * z > 75 * x + 53 * y + 71 * z);
  egb_swap_free(swap);
  small_free(&s);
}

/* Ranks of scores with no decimals: being ahead by a trace swaps nothing, and the offer goes on until the ranking sees
 * it. From x 0.5: 20 + 60 x for A passes 70 - 30 x for B at 5/9, where both are 53.3; 54 against 53 from x = 0.567. */
static void the_ranking_sees_the_offer(void **state) {
  (void)state;
  small s = small_score("egovbench: 1\nid: parts\ntitle: Parts\ndata: [x.csv]\nrank: {decimals: 0}\n"
                        "defaults: {normalise: as-is}\nindicators:\n  - {id: x, weight: 3}\n  - {id: y, weight: 3}\n",
                        "unit,x,y\nA,80,20\nB,40,70\n");
  egb_swap *swap = swap_of(&s, "A", "B");
  const double x = part_of(&s, swap, "x")->total_weight, y = part_of(&s, swap, "y")->total_weight;
  const double a = (80 * x + 20 * y) / (x + y), b = (40 * x + 70 * y) / (x + y);
  assert_true(is_near(part_of(&s, swap, "x")->least_total, 5.0 / 9, 1e-12));
  assert_true(rint(a) > rint(b) && a - b < 4);
  trial t = trial_open(&s);
  set_offer(&s, &t, swap, false);
  set_offer(&s, &t, swap, true);
  trial_close(&t);
  egb_swap_free(swap);
  small_free(&s);
}

static void wrong_units(void **state) {
  (void)state;
  small s =
      small_score(PARTS("median") "  - {id: x}\n  - {id: y}\n  - {id: z}\n", "unit,x,y,z\nA,8,2,1\nB,4,7,5\nC,,,\n");
  egb_swap *swap = NULL;
  const size_t a = small_unit(&s, "A"), b = small_unit(&s, "B"), c = small_unit(&s, "C");
  assert_int_equal(egb_swap_new(s.plan, s.results, a, b, s.diag, &swap), EGB_UNCOMPUTABLE);
  assert_null(swap);
  assert_int_equal(egb_swap_new(s.plan, s.results, a, c, s.diag, &swap), EGB_USAGE);
  assert_int_equal(egb_swap_new(s.plan, s.results, a, a, s.diag, &swap), EGB_USAGE);
  assert_int_equal(egb_swap_new(s.plan, s.results, SIZE_MAX, a, s.diag, &swap), EGB_USAGE);
  small_message(&s, 0, "E0602", 2, 5, "parts is aggregated by `median`", "sampling");
  small_free(&s);
}

/* ---- against other weights ------------------------------------------------------------------- */

/* Weights that are offered, set as they are printed, swap the two in the ranking. */
static void set_offer(const small *s, trial *t, const egb_swap *swap, bool squares) {
  size_t told = 0;
  for (size_t k = 0; k < egb_swap_count(swap); k++) {
    const egb_swap_part *part = egb_swap_at(swap, k);
    const double to = squares ? part->squares_weight : part->total_weight;
    told += isnan(to) ? 0 : 1;
    assert_int_equal(egb_plan_set_weight(t->plan, egb_index_node_id(s->index, part->node),
                                         isnan(to) ? s->results->weight[part->node] : to, EGB_RESCALE_FREE, s->diag),
                     EGB_OK);
  }
  assert_int_equal(egb_rescore(t->plan, t->results, s->diag), EGB_OK);
  assert_true(told > 0);
  const size_t *unit = egb_swap_about(swap)->unit;
  const bool first = s->results->rank[unit[0]] < s->results->rank[unit[1]];
  const double before = t->results->rank[unit[first ? 0 : 1]], behind = t->results->rank[unit[first ? 1 : 0]];
  assert_true(before > behind);
}

static bool is_ahead(const trial *t, size_t a, size_t b) {
  return egb_score_quantise(egb_scores(t->results, 0)[a], -1, EGB_ROUNDING_HALF_EVEN) >
         egb_score_quantise(egb_scores(t->results, 0)[b], -1, EGB_ROUNDING_HALF_EVEN);
}

/* All weight on one part and a trace on another: what can be reached at all is nearly reached at one of these. */
static void corners(const small *s, trial *t, const egb_swap *swap, const size_t *node, size_t count) {
  const egb_swap_summary *about = egb_swap_about(swap);
  const bool upper = about->score[0] >= about->score[1];
  const size_t up = about->unit[upper ? 0 : 1], low = about->unit[upper ? 1 : 0];
  for (size_t i = 0; i < count; i++)
    for (size_t k = 0; k < count; k++) {
      double share[16] = {0};
      share[i] = 1 - 1e-6;
      share[k] += 1e-6;
      trial_shares(s, t, node, share, count);
      if (!isnan(egb_scores(t->results, 0)[low]) && !isnan(egb_scores(t->results, 0)[up]))
        assert_false(is_ahead(t, low, up));
    }
}

/* The weights found make the two level, keep the sum, and no weights nearer make the lower unit the upper. */
static void prove(const small *s, trial *t, size_t a, size_t b, size_t samples, uint64_t *seed) {
  egb_swap *swap = NULL;
  assert_int_equal(egb_swap_new(s->plan, s->results, a, b, s->diag, &swap), EGB_OK);
  const egb_swap_summary *about = egb_swap_about(swap);
  const size_t count = egb_swap_count(swap);
  size_t node[16];
  double now[16], found[2][16], moved[16], sum = 0;
  for (size_t k = 0; k < count; k++) {
    const egb_swap_part *part = egb_swap_at(swap, k);
    node[k] = part->node;
    now[k] = part->share;
    found[0][k] = part->least_squares;
    found[1][k] = part->least_total;
    sum += isnan(part->contribution) ? 0 : part->contribution;
  }
  assert_true(is_near(sum, about->difference, 1e-9));
  const bool upper = about->score[0] >= about->score[1];
  for (size_t i = 0; i < 2 && about->verdict == EGB_SWAP_POSSIBLE; i++) {
    trial_shares(s, t, node, found[i], count);
    const double difference = egb_scores(t->results, 0)[a] - egb_scores(t->results, 0)[b];
    /* level, or, where that is a limit that leaves a unit without weight, beyond it */
    assert_true(is_near(difference, 0, 1e-6) || (upper ? difference < 0 : difference > 0));
    const double size = i == 0 ? about->distance : about->total;
    double squares = 0, total = 0, all = 0;
    for (size_t k = 0; k < count; k++) {
      assert_true(found[i][k] >= 0);
      all += found[i][k];
      squares += (found[i][k] - now[k]) * (found[i][k] - now[k]);
      total += fabs(found[i][k] - now[k]);
    }
    assert_true(is_near(all, 1, 1e-9));
    assert_true(is_near(i == 0 ? sqrt(squares) : total, size, 1e-12));
    set_offer(s, t, swap, i == 0);
  }
  if (about->verdict == EGB_SWAP_DOMINATED)
    corners(s, t, swap, node, count);
  for (size_t i = 0; i < samples; i++) {
    /* From the weights now towards a random point, as far as the least change allows, or all the way. */
    double target[16], squares = 0, total = 0;
    simplex_point(seed, target, count);
    if (about->verdict == EGB_SWAP_POSSIBLE && i % 3 > 0) /* or towards a place beside what was found */
      for (size_t k = 0; k < count; k++)
        target[k] = found[i % 2][k] + (i % 3 == 1 ? 0.1 : 0.002) * (target[k] - found[i % 2][k]);
    for (size_t k = 0; k < count; k++) {
      squares += (target[k] - now[k]) * (target[k] - now[k]);
      total += fabs(target[k] - now[k]);
    }
    double way = 1;
    if (about->verdict == EGB_SWAP_POSSIBLE)
      way = fmin(1, 0.999 * (i % 2 == 0 ? about->distance / sqrt(squares) : about->total / total));
    for (size_t k = 0; k < count; k++)
      moved[k] = now[k] + way * (target[k] - now[k]);
    trial_shares(s, t, node, moved, count);
    const double difference = egb_scores(t->results, 0)[a] - egb_scores(t->results, 0)[b];
    if (isnan(difference)) /* no weight is left for one of the two */
      continue;
    if (about->verdict == EGB_SWAP_POSSIBLE || about->verdict == EGB_SWAP_DOMINATED)
      assert_true(upper ? difference > -1e-9 : difference < 1e-9);
    else if (about->verdict == EGB_SWAP_SAME)
      assert_true(is_near(difference, 0, 1e-9));
  }
  /* One weight alone: level there. */
  for (size_t k = 0; k < count; k++)
    for (size_t i = 0; i < 2; i++) {
      const egb_crossing *at = &egb_swap_at(swap, k)->at[i];
      if (isnan(at->share))
        continue;
      for (size_t n = 0; n < count; n++)
        moved[n] = n == k ? at->share : now[n] / (1 - now[k]) * (1 - at->share);
      trial_shares(s, t, node, moved, count);
      assert_true(is_near(egb_scores(t->results, 0)[a], egb_scores(t->results, 0)[b], 1e-8));
    }
  egb_swap_free(swap);
}

static void random_pairs(void **state) {
  (void)state;
  static const char *const kinds[] = {"arithmetic", "geometric", "harmonic"};
  static const size_t gaps[] = {0, 2, 3};
  uint64_t seed = 7;
  for (size_t i = 0; i < 90; i++) {
    small s = sketch_score((sketch){.root = kinds[i % 3],
                                    .inner = "arithmetic",
                                    .parts = 2 + i % 4,
                                    .units = 5,
                                    .gaps = gaps[i / 3 % 3],
                                    .coarse = i % 5 == 0},
                           &seed);
    trial t = trial_open(&s);
    for (size_t a = 0; a < 5; a++)
      for (size_t b = 0; b < 5; b++)
        if (a != b && !isnan(s.results->rank[a]) && !isnan(s.results->rank[b]))
          prove(&s, &t, a, b, 60, &seed);
    trial_close(&t);
    small_free(&s);
  }
}

/* ---- against every point of a grid ----------------------------------------------------------- */

#define FINE 300

static double scored(const double *value, const double *w) {
  double sum = 0, weight = 0;
  for (size_t k = 0; k < 3; k++) {
    sum += isnan(value[k]) ? 0 : w[k] * value[k];
    weight += isnan(value[k]) ? 0 : w[k];
  }
  return sum / weight;
}

/* The least changes of weights w among the points of a grid over three parts that put a level with b or above it. */
static void grid(const double *w, const double *a, const double *b, double *least_squares, double *least_total) {
  *least_squares = *least_total = (double)INFINITY;
  for (size_t x = 0; x <= FINE; x++)
    for (size_t y = 0; x + y <= FINE; y++) {
      const double p[3] = {(double)x / FINE, (double)y / FINE, (double)(FINE - x - y) / FINE};
      if (!(scored(a, p) >= scored(b, p)))
        continue;
      double q = 0, l = 0;
      for (size_t k = 0; k < 3; k++) {
        q += (p[k] - w[k]) * (p[k] - w[k]);
        l += fabs(p[k] - w[k]);
      }
      *least_squares = fmin(*least_squares, sqrt(q));
      *least_total = fmin(*least_total, l);
    }
}

/* Three parts, one in four values missing: none of the grid is nearer, and the grid is fine enough to come near. */
static void a_grid_of_weights(void **state) {
  (void)state;
  uint64_t seed = 99;
  size_t met[2] = {0, 0};
  for (size_t i = 0; i < 150; i++) {
    char csv[400];
    double value[2][3], w[3];
    size_t length = (size_t)snprintf(csv, sizeof csv, "unit,x,y,z");
    for (size_t u = 0; u < 2; u++) {
      length += (size_t)snprintf(csv + length, sizeof csv - length, u == 0 ? "\nA" : "\nB");
      for (size_t k = 0; k < 3; k++) {
        value[u][k] = k > 0 && dice(&seed) % 4 == 0 ? (double)NAN : (double)(dice(&seed) % 41);
        length += (size_t)(isnan(value[u][k]) ? snprintf(csv + length, sizeof csv - length, ",")
                                              : snprintf(csv + length, sizeof csv - length, ",%.0f", value[u][k]));
      }
    }
    (void)snprintf(csv + length, sizeof csv - length, "\nC,1,1,1\n");
    small s = small_score(
        PARTS("arithmetic") "  - {id: x, weight: 5}\n  - {id: y, weight: 3}\n  - {id: z, weight: 2}\n", csv);
    egb_swap *swap = swap_of(&s, "A", "B");
    const egb_swap_summary *about = egb_swap_about(swap);
    for (size_t k = 0; k < 3; k++)
      w[k] = egb_swap_at(swap, k)->share;
    const size_t low = about->difference < 0 ? 0 : 1;
    double least_squares, least_total;
    grid(w, value[low], value[1 - low], &least_squares, &least_total);
    if (about->verdict == EGB_SWAP_POSSIBLE) {
      assert_true(about->distance <= least_squares + 1e-9 && about->total <= least_total + 1e-9);
      assert_true(least_squares < about->distance + 0.02 && least_total < about->total + 0.02);
      met[about->differing]++;
    } else if (about->verdict == EGB_SWAP_DOMINATED) {
      const double p[3] = {0.5, 0.3, 0.2};
      assert_true(scored(value[low], p) < scored(value[1 - low], p));
      for (size_t x = 0; x <= 20; x++)
        for (size_t y = 0; x + y <= 20; y++) {
          const double inside[3] = {(double)x + 1e-9, (double)y + 1e-9, (double)(20 - x - y) + 1e-9};
          assert_true(scored(value[low], inside) <= scored(value[1 - low], inside) + 1e-6);
        }
    }
    egb_swap_free(swap);
    small_free(&s);
  }
  assert_true(met[0] > 30 && met[1] > 30);
}

static void neighbours_of_real_rankings(void **state) {
  (void)state;
  static const char *const ids[] = {"waseda-ten", "desi-2022"};
  uint64_t seed = 5;
  for (size_t i = 0; i < 2; i++) {
    small s = small_shipped(ids[i]);
    trial t = trial_open(&s);
    for (size_t k = 0; k + 1 < s.results->unit_count; k += 5) {
      const size_t a = s.results->order[k], b = s.results->order[k + 1];
      if (isnan(s.results->rank[b]))
        break;
      prove(&s, &t, a, b, 30, &seed);
    }
    trial_close(&t);
    small_free(&s);
  }
}

/* The five economies of waseda-ten without NIP against every other: in 0.1.0, which compared by the parts both have,
 * 242 of 412 offers did not swap them, and some pairs were said to have no weights. */
static void economies_without_a_part(void **state) {
  (void)state;
  small s = small_shipped("waseda-ten");
  trial t = trial_open(&s);
  uint64_t seed = 11;
  size_t lacking = 0;
  for (size_t a = 0; a < s.results->unit_count; a++) {
    size_t nip = 0;
    while (strcmp(egb_index_node_id(s.index, nip), "NIP") != 0)
      nip++;
    if (isnan(s.results->rank[a]) || !isnan(egb_scores(s.results, nip)[a]))
      continue;
    lacking++;
    for (size_t b = 0; b < s.results->unit_count; b++)
      if (a != b && !isnan(s.results->rank[b]) && s.results->rank[a] != s.results->rank[b])
        prove(&s, &t, a, b, b % 4 == 0 ? 30 : 0, &seed);
  }
  assert_int_equal(lacking, 5);
  trial_close(&t);
  small_free(&s);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(arithmetic_by_hand),
      cmocka_unit_test(three_parts_by_hand),
      cmocka_unit_test(no_weights_turn_what_is_dominated),
      cmocka_unit_test(a_missing_part_leaves_its_weight_to_the_others),
      cmocka_unit_test(a_bound_weight_does_not_spoil_the_offer),
      cmocka_unit_test(the_ranking_sees_the_offer),
      cmocka_unit_test(wrong_units),
      cmocka_unit_test(random_pairs),
      cmocka_unit_test(a_grid_of_weights),
      cmocka_unit_test(neighbours_of_real_rankings),
      cmocka_unit_test(economies_without_a_part),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
