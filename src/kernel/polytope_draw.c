/* How draws are made; polytope.h lists the methods.
 *
 * Hit-and-run: from a point inside, a direction is chosen, the chord through the point along it is found, and the next
 * point is uniform on the chord. The uniform distribution is stationary, and reached from any start (polytope.h). Here
 * the directions are a basis of the affine hull, one of them chosen at random per step, because then the change of
 * every inequality's slack along each is computed once: a step is one pass over the slacks to find the ends of the
 * chord and one to update them.
 *
 * Along the axes of a long, thin body chords are short and the walk mixes slowly, so that the basis is turned first: by
 * the Cholesky root of the covariance of a trial walk, four times, each walk along the directions that the one before
 * gave. Along these the body is about as long as wide (isotropic position: L. Lovasz and S. Vempala, "Hit-and-run from
 * a corner", SIAM Journal on Computing 35 (2006), 985-1005). The stationary distribution does not depend on the
 * estimate, only the speed does. Whether blocks agree is measured, not assumed: egb_polytope_convergence(). */
#include "kernel/polytope_inside.h"
#include "kernel/random.h"
#include "stats/chain.h"

#include <math.h>
#include <string.h>

#define TRIALS 4096
#define TRIALS_NEEDED 64
#define TRIES_MAX 1000000
#define TRIAL_WALKS 4
#define TRIAL_SEED 0x7472695077616c6bU

/* ---- exact draws ----------------------------------------------------------------------------- */

static bool is_chain_link(const egb_statement *statement) {
  return statement->kind == EGB_STATEMENT_ORDER || (statement->kind == EGB_STATEMENT_RATIO && statement->value == 1);
}

/* Chains that the order statements make, when none shares a weight with another and none closes a circle. */
static void find_chains(egb_polytope *polytope, const egb_statement *statement, size_t statements) {
  size_t next[EGB_POLYTOPE_WEIGHTS_MAX], linked = 0, links = 0;
  bool has_better[EGB_POLYTOPE_WEIGHTS_MAX] = {false};
  for (size_t i = 0; i < polytope->weights; i++)
    next[i] = SIZE_MAX;
  for (size_t s = 0; s < statements; s++) {
    if (!is_chain_link(&statement[s]))
      continue;
    const size_t a = statement[s].a, b = statement[s].b;
    if (next[a] == b)
      continue; /* said twice */
    if (next[a] != SIZE_MAX || has_better[b])
      return;
    next[a] = b;
    has_better[b] = true;
    links++;
  }
  for (size_t i = 0; i < polytope->weights; i++) {
    if (has_better[i] || next[i] == SIZE_MAX)
      continue;
    size_t length = 0;
    for (size_t at = i; at != SIZE_MAX; at = next[at], length++)
      polytope->chain[linked++] = at;
    polytope->length[polytope->chains++] = length;
    links -= length - 1;
  }
  if (links > 0)
    polytope->chains = 0; /* a circle */
}

/* A draw of the simplex: exponentials divided by their sum (L. Devroye, "Non-uniform random variate generation", 1986,
 * section V.2); sorted within each chain by insertion. */
static void draw_chains(const egb_polytope *polytope, egb_random *random, double *w) {
  double total = 0;
  for (size_t i = 0; i < polytope->weights; i++)
    total += w[i] = egb_random_exponential(random);
  for (size_t i = 0; i < polytope->weights; i++)
    w[i] /= total;
  const size_t *chain = polytope->chain;
  for (size_t c = 0; c < polytope->chains; chain += polytope->length[c++])
    for (size_t i = 1; i < polytope->length[c]; i++) {
      const double x = w[chain[i]];
      size_t at = i;
      for (; at > 0 && w[chain[at - 1]] < x; at--)
        w[chain[at]] = w[chain[at - 1]];
      w[chain[at]] = x;
    }
}

static bool satisfies(const egb_polytope *polytope, const double *w) {
  for (size_t r = 0; r < polytope->rows; r++)
    if (egb_polytope_row(&polytope->row[r], w) > polytope->row[r].limit)
      return false;
  return true;
}

/* It excludes no weights, or chains see to it. */
static bool is_settled(const egb_statement *statement, bool chains) {
  return (statement->kind == EGB_STATEMENT_AT_LEAST && statement->value <= 0) ||
         (statement->kind == EGB_STATEMENT_AT_MOST && statement->value >= 1) ||
         (statement->kind == EGB_STATEMENT_RATIO && statement->value <= 0) || (chains && is_chain_link(statement));
}

/* ---- hit-and-run ----------------------------------------------------------------------------- */

/* Removes from x what lies along the rows held of an orthonormal basis, twice for the digits that once leaves; the sum
 * of squares of what remains. */
static double leave_rest(const double *basis, size_t held, size_t k, double *x) {
  double squares = 0;
  for (size_t pass = 0; pass < 2; pass++)
    for (size_t j = 0; j < held; j++) {
      double dot = 0;
      for (size_t i = 0; i < k; i++)
        dot += x[i] * basis[j * k + i];
      for (size_t i = 0; i < k; i++)
        x[i] -= dot * basis[j * k + i];
    }
  for (size_t i = 0; i < k; i++)
    squares += x[i] * x[i];
  return squares;
}

/* Directions along which no tight row changes: orthonormal, by Gram and Schmidt with the longest remainder first. */
static void find_directions(egb_polytope *polytope, double *basis) {
  const size_t k = polytope->weights;
  size_t held = 0; /* rows of basis: first those across which nothing may move, then the directions */
  for (size_t r = 0; r <= polytope->rows; r++) {
    double *x = basis + held * k;
    if (r < polytope->rows && !polytope->tight[r])
      continue;
    for (size_t i = 0; i < k; i++)
      x[i] = r == polytope->rows ? 1 : 0;
    if (r < polytope->rows) {
      x[polytope->row[r].weight[0]] += polytope->row[r].factor[0];
      x[polytope->row[r].weight[1]] += polytope->row[r].factor[1];
    }
    const double length = sqrt(leave_rest(basis, held, k, x));
    for (size_t i = 0; i < k && length > 1e-7; i++)
      x[i] /= length;
    held += length > 1e-7 && held < k;
  }
  polytope->dimension = k - held;
  for (size_t d = 0; d < polytope->dimension; d++, held++) {
    double best = -1;
    double *to = basis + held * k, x[EGB_POLYTOPE_WEIGHTS_MAX];
    for (size_t unit = 0; unit < k; unit++) {
      for (size_t i = 0; i < k; i++)
        x[i] = i == unit;
      const double squares = leave_rest(basis, held, k, x);
      if (squares > best) {
        best = squares;
        for (size_t i = 0; i < k; i++)
          to[i] = x[i] / sqrt(squares);
      }
    }
    memcpy(polytope->direction + d * k, to, k * sizeof *to);
  }
}

static void find_changes(egb_polytope *polytope) {
  for (size_t d = 0; d < polytope->dimension; d++)
    for (size_t r = 0; r < polytope->rows; r++)
      polytope->change[d * polytope->rows + r] =
          polytope->tight[r] ? 0 : egb_polytope_row(&polytope->row[r], polytope->direction + d * polytope->weights);
}

static void find_slack(const egb_polytope *polytope, const double *w, double *slack) {
  for (size_t r = 0; r < polytope->rows; r++)
    slack[r] = fmax(polytope->row[r].limit - egb_polytope_row(&polytope->row[r], w), 0);
}

/* From a point uniform in the chord; slack follows, so that no row is multiplied out again. */
static void step(const egb_polytope *polytope, egb_random *random, double *w, double *slack) {
  const size_t d = egb_random_below(random, polytope->dimension);
  const double *change = polytope->change + d * polytope->rows,
               *direction = polytope->direction + d * polytope->weights;
  double low = -1e300, high = 1e300;
  for (size_t r = 0; r < polytope->rows; r++) {
    const double limit = slack[r] / change[r];
    if (change[r] > 1e-14)
      high = limit < high ? limit : high;
    else if (change[r] < -1e-14)
      low = limit > low ? limit : low;
  }
  const double by = low + (high - low) * egb_random_uniform(random);
  if (!(high > low))
    return;
  for (size_t r = 0; r < polytope->rows; r++)
    slack[r] -= by * change[r];
  for (size_t i = 0; i < polytope->weights; i++)
    w[i] += by * direction[i];
}

static void walk(const egb_polytope *polytope, egb_random *random, size_t steps, double *w, double *slack) {
  find_slack(polytope, w, slack); /* anew, so that rounding does not gather */
  for (size_t s = 0; s < steps; s++) {
    for (size_t r = 0; s % 1024 == 1023 && r < polytope->rows; r++)
      slack[r] = fmax(slack[r], 0);
    step(polytope, random, w, slack);
  }
}

/* The covariance of a trial walk from the inner point, both triangles. */
static void find_covariance(const egb_polytope *polytope, uint64_t trial, double *covariance) {
  const size_t d = polytope->dimension, k = polytope->weights, samples = 32 * d + 64;
  double w[EGB_POLYTOPE_WEIGHTS_MAX], slack[EGB_POLYTOPE_STATEMENTS_MAX + EGB_POLYTOPE_WEIGHTS_MAX];
  double mean[EGB_POLYTOPE_WEIGHTS_MAX] = {0};
  egb_random random;
  egb_random_start(&random, TRIAL_SEED, trial, 0);
  memcpy(w, polytope->inside, k * sizeof *w);
  memset(covariance, 0, k * k * sizeof *covariance);
  for (size_t s = 0; s < samples; s++) {
    walk(polytope, &random, 2 * d, w, slack);
    for (size_t i = 0; i < k; i++) {
      const double x = w[i] - polytope->inside[i];
      mean[i] += x;
      for (size_t j = 0; j <= i; j++)
        covariance[i * k + j] += x * (w[j] - polytope->inside[j]);
    }
  }
  for (size_t i = 0; i < k; i++)
    for (size_t j = 0; j <= i; j++)
      covariance[j * k + i] = covariance[i * k + j] =
          covariance[i * k + j] / (double)samples - mean[i] * mean[j] / (double)(samples * samples);
}

/* The root of the covariance in the coordinates of the basis: root[a * d + b], lower triangle, by Cholesky as it is
 * filled. */
static void find_root(size_t d, size_t k, const double *basis, const double *covariance, double *root) {
  for (size_t a = 0; a < d; a++)
    for (size_t b = 0; b <= a; b++) {
      double x = 0;
      for (size_t i = 0; i < k; i++) {
        double inner = 0;
        for (size_t j = 0; j < k; j++)
          inner += covariance[i * k + j] * basis[b * k + j];
        x += inner * basis[a * k + i];
      }
      for (size_t c = 0; c < b; c++)
        x -= root[a * d + c] * root[b * d + c];
      root[a * d + b] = a == b ? sqrt(fmax(x, 1e-20)) : x / root[b * d + b];
    }
}

/* Changes the directions to those along which the body is about as long as wide: basis, which is orthonormal, times the
 * root of the body's covariance, estimated by a walk of trial. covariance, root: weights^2 numbers. */
static void make_round(egb_polytope *polytope, uint64_t trial, const double *basis, double *covariance, double *root) {
  const size_t d = polytope->dimension, k = polytope->weights;
  find_covariance(polytope, trial, covariance);
  find_root(d, k, basis, covariance, root);
  for (size_t b = 0; b < d; b++) { /* columns of the root are directions; their length does not matter */
    double *direction = polytope->direction + b * k, length = 0;
    for (size_t i = 0; i < k; i++) {
      direction[i] = 0;
      for (size_t a = b; a < d; a++)
        direction[i] += root[a * d + b] * basis[a * k + i];
      length += direction[i] * direction[i];
    }
    for (size_t i = 0; i < k; i++)
      direction[i] /= sqrt(length);
  }
  find_changes(polytope);
}

egb_status egb_polytope_prepare(egb_polytope *polytope, const egb_statement *statement, size_t statements) {
  const size_t k = polytope->weights;
  double w[EGB_POLYTOPE_WEIGHTS_MAX];
  polytope->direction = egb_arena_array(polytope->arena, k * k, sizeof(double));
  polytope->change = egb_arena_array(polytope->arena, k * polytope->rows, sizeof(double));
  polytope->chain = egb_arena_array(polytope->arena, k, sizeof(size_t));
  polytope->length = egb_arena_array(polytope->arena, k, sizeof(size_t));
  double *work = egb_arena_array(polytope->arena, 3 * k * k + k, sizeof(double));
  if (polytope->direction == NULL || polytope->change == NULL || polytope->chain == NULL || polytope->length == NULL ||
      work == NULL)
    return EGB_NO_MEMORY;
  find_directions(polytope, work);
  if (polytope->dimension == 0) {
    polytope->how = EGB_POLYTOPE_POINT;
    return EGB_OK;
  }
  find_chains(polytope, statement, statements);
  bool settled = polytope->dimension == k - 1;
  for (size_t s = 0; s < statements; s++)
    settled = settled && is_settled(&statement[s], polytope->chains > 0);
  size_t accepted = settled ? TRIALS : 0;
  egb_random random;
  egb_random_start(&random, TRIAL_SEED, 0, 1);
  for (size_t t = 0; t < TRIALS && !settled && polytope->dimension == k - 1; t++) {
    draw_chains(polytope, &random, w);
    accepted += satisfies(polytope, w);
  }
  polytope->how = settled                     ? polytope->chains > 0 ? EGB_POLYTOPE_ORDER : EGB_POLYTOPE_SIMPLEX
                  : accepted >= TRIALS_NEEDED ? EGB_POLYTOPE_REJECTION
                                              : EGB_POLYTOPE_WALK;
  find_changes(polytope);
  double *basis = work + 2 * k * k;
  memcpy(basis, polytope->direction, k * k * sizeof *basis);
  for (uint64_t trial = 0; trial < TRIAL_WALKS && polytope->how == EGB_POLYTOPE_WALK; trial++)
    make_round(polytope, trial, basis, work, work + k * k);
  return EGB_OK;
}

/* Sum 1 and nothing below 0, whatever rounding did; what is held at 0 is 0. */
static void tidy(const egb_polytope *polytope, double *w) {
  double total = 0;
  for (size_t i = 0; i < polytope->weights; i++)
    total += w[i] = egb_polytope_holds_zero(polytope, i) ? 0 : fmax(w[i], 0);
  for (size_t i = 0; i < polytope->weights; i++)
    w[i] /= total;
}

void egb_polytope_block(const egb_polytope *polytope, uint64_t seed, uint32_t stream, uint64_t block, double *draw) {
  const size_t k = polytope->weights, d = polytope->dimension;
  double w[EGB_POLYTOPE_WEIGHTS_MAX], slack[EGB_POLYTOPE_STATEMENTS_MAX + EGB_POLYTOPE_WEIGHTS_MAX];
  egb_random random;
  egb_random_start(&random, seed, block, stream);
  memcpy(w, polytope->inside, k * sizeof *w);
  if (polytope->how == EGB_POLYTOPE_WALK)
    walk(polytope, &random, 40 * d + 200, w, slack);
  for (size_t i = 0; i < EGB_BLOCK; i++, draw += k) {
    if (polytope->how == EGB_POLYTOPE_WALK)
      walk(polytope, &random, 4 * d, w, slack);
    else if (polytope->how != EGB_POLYTOPE_POINT)
      for (size_t tries = 0; tries == 0 || (tries < TRIES_MAX && !satisfies(polytope, w)); tries++)
        draw_chains(polytope, &random, w);
    memcpy(draw, w, k * sizeof *w);
    tidy(polytope, draw);
  }
}

/* Potential scale reduction of one weight in so many blocks; 1 for what does not vary. */
static double reduction_of(const double *draw, size_t blocks, size_t stride) {
  const double n = EGB_BLOCK, m = (double)blocks;
  double sum = 0, squares = 0, within = 0;
  for (size_t b = 0; b < blocks; b++, draw += EGB_BLOCK * stride) {
    double mean = 0, spread = 0;
    for (size_t t = 0; t < EGB_BLOCK; t++)
      mean += draw[t * stride] / n;
    for (size_t t = 0; t < EGB_BLOCK; t++)
      spread += (draw[t * stride] - mean) * (draw[t * stride] - mean);
    sum += mean;
    squares += mean * mean;
    within += spread / (n - 1) / m;
  }
  const double between = (squares - sum * sum / m) / (m - 1);
  return within > 1e-24 ? sqrt((n - 1) / n + between / within) : 1;
}

egb_status egb_polytope_convergence(const egb_polytope *polytope, uint64_t seed, uint32_t stream, size_t blocks,
                                    double *reduction, double *time) {
  const size_t k = polytope->weights;
  *reduction = *time = 1;
  if (polytope->how != EGB_POLYTOPE_WALK || blocks < 2)
    return EGB_OK;
  egb_arena *arena = egb_arena_new();
  double *draw = arena != NULL ? egb_arena_array(arena, blocks, EGB_BLOCK * k * sizeof *draw) : NULL;
  for (size_t b = 0; draw != NULL && b < blocks; b++)
    egb_polytope_block(polytope, seed, stream, b, draw + b * EGB_BLOCK * k);
  for (size_t i = 0; draw != NULL && i < k; i++) {
    *reduction = fmax(*reduction, reduction_of(draw + i, blocks, k));
    *time = fmax(*time, egb_stats_autocorrelation_time(draw + i, blocks, EGB_BLOCK, k));
  }
  egb_arena_free(arena);
  return draw != NULL ? EGB_OK : EGB_NO_MEMORY;
}
