/* The search for one end of a unit's ranks: weights by walking, then the proof by a mixed integer program. */
#include "exact/bounds.h"

#include "stats/lp.h"
#include "stats/order.h"

#include <string.h>

#define ROUNDS 40
#define DIRECTIONS 64 /* failing pairs that one round goes towards, at most twice as many */
#define WHOLE 1e-6    /* a proven cost this much below a whole number is taken for it */

bool egb_quest_better(const egb_quest *quest, size_t a, size_t b) {
  return quest->worst ? a > b : a < b;
}

/* The rank when `failed` of the undecided pairs go against the wish. */
static size_t rank_with(const egb_quest *quest, size_t failed) {
  return quest->worst ? quest->settled - failed : quest->settled + failed;
}

static double product(const double *a, const double *b, size_t count) {
  double sum = 0;
  for (size_t i = 0; i < count; i++)
    sum += a[i] * b[i];
  return sum;
}

static void try_weights(const egb_quest *quest, const double *weight, egb_found *found) {
  const size_t rank = egb_view_rank(quest->view, weight, quest->unit, quest->among, quest->ranked);
  if (!egb_quest_better(quest, rank, found->rank))
    return;
  found->rank = rank;
  memcpy(found->weight, weight, quest->box->count * sizeof *weight);
}

/* ---- walking --------------------------------------------------------------------------------- */

typedef struct walk {
  const egb_quest *quest;
  double *here, *there, *sum; /* weights; a direction */
  double *at, *turn;          /* per pair: where along the way it changes, and by how much; behind them room to sort */
  size_t failed;              /* pairs against the wish, here */
} walk;

static size_t failing(const egb_quest *quest, const double *weight) {
  size_t failed = 0;
  for (size_t i = 0; i < quest->count; i++)
    failed += product(quest->duel[i].form, weight, quest->box->count) < 0;
  return failed;
}

/* The best place on the way from here to there: in the middle between two changes. True when it is better than here. */
static bool step(walk *w) {
  const egb_quest *quest = w->quest;
  const size_t size = quest->box->count;
  size_t changes = 0;
  double failed = 0;
  for (size_t i = 0; i < quest->count; i++) {
    const double from = product(quest->duel[i].form, w->here, size), to = product(quest->duel[i].form, w->there, size);
    failed += from < 0;
    if ((from < 0) == (to < 0))
      continue;
    w->at[changes] = from / (from - to);
    w->turn[changes++] = from < 0 ? -1 : 1;
  }
  egb_stats_sort_pairs(w->at, w->turn, changes, w->turn + quest->count);
  double best = (double)w->failed, place = 0;
  for (size_t i = 0; i < changes; i++) {
    failed += w->turn[i];
    const double next = i + 1 < changes ? w->at[i + 1] : 1;
    if (failed < best && next > w->at[i]) {
      best = failed;
      place = (w->at[i] + next) / 2;
    }
  }
  if (!(best < (double)w->failed))
    return false;
  for (size_t k = 0; k < size; k++)
    w->here[k] += place * (w->there[k] - w->here[k]);
  w->failed = failing(quest, w->here);
  return true;
}

/* Towards all that fails at once, then towards each of it, or some when there is much. */
static bool improve(walk *w) {
  const egb_quest *quest = w->quest;
  const size_t size = quest->box->count;
  memset(w->sum, 0, size * sizeof *w->sum);
  for (size_t i = 0; i < quest->count; i++)
    if (product(quest->duel[i].form, w->here, size) < 0)
      for (size_t k = 0; k < size; k++)
        w->sum[k] += quest->duel[i].form[k];
  (void)egb_box_most(quest->box, w->sum, w->there);
  if (step(w))
    return true;
  const size_t stride = 1 + w->failed / DIRECTIONS;
  size_t seen = 0;
  for (size_t i = 0; i < quest->count; i++) {
    if (!(product(quest->duel[i].form, w->here, size) < 0) || seen++ % stride != 0)
      continue;
    (void)egb_box_most(quest->box, quest->duel[i].form, w->there);
    if (step(w))
      return true;
  }
  return false;
}

static void go_from(walk *w, egb_found *found) {
  w->failed = failing(w->quest, w->here);
  for (size_t i = 0; i < ROUNDS && w->failed > 0 && improve(w); i++)
    ;
  try_weights(w->quest, w->here, found);
}

static bool walk_about(egb_arena *arena, const egb_quest *quest, egb_found *found) {
  const size_t size = quest->box->count;
  walk w = {.quest = quest,
            .here = egb_arena_array(arena, size, 3 * sizeof *w.here),
            .at = egb_arena_array(arena, quest->count, 4 * sizeof *w.at)};
  if (w.here == NULL || w.at == NULL)
    return false;
  w.there = w.here + size;
  w.sum = w.there + size;
  w.turn = w.at + quest->count;
  /* Some weights of the box, and those where the wishes together are met best. */
  for (size_t k = 0; k < size; k++)
    w.sum[k] = 0;
  (void)egb_box_most(quest->box, w.sum, w.here);
  go_from(&w, found);
  for (size_t i = 0; i < quest->count; i++)
    for (size_t k = 0; k < size; k++)
      w.sum[k] += quest->duel[i].form[k];
  (void)egb_box_most(quest->box, w.sum, w.here);
  go_from(&w, found);
  return true;
}

/* ---- the program ----------------------------------------------------------------------------- */

/* Columns: the weights, a z per pair (1: it fails), a slack that is 0 but at the end. Rows: form * w + M z - slack >=
 * -rest per pair; the sum of the weights from both sides; z at most as many as would be better than what is known. */
static const char *set_up(egb_lp *lp, const egb_quest *quest, size_t fewer, double *column) {
  const size_t size = quest->box->count, pairs = quest->count, rows = pairs + 3;
  const char *reason = NULL;
  for (size_t k = 0; k < size && reason == NULL; k++) {
    for (size_t i = 0; i < pairs; i++)
      column[i] = quest->duel[i].form[k];
    column[pairs] = 1;
    column[pairs + 1] = -1;
    column[pairs + 2] = 0;
    reason = egb_lp_column(lp, k, 0, column);
    if (reason == NULL)
      reason = egb_lp_limits(lp, k, quest->box->low[k], quest->box->high[k], false);
  }
  for (size_t i = 0; i < pairs && reason == NULL; i++) {
    for (size_t k = 0; k < size; k++)
      column[k] = -quest->duel[i].form[k];
    const double least = -egb_box_most(quest->box, column, NULL);
    memset(column, 0, rows * sizeof *column);
    column[i] = fmax(0, -quest->duel[i].rest - least);
    column[pairs + 2] = -1;
    reason = egb_lp_column(lp, size + i, 1, column);
    if (reason == NULL)
      reason = egb_lp_limits(lp, size + i, 0, 1, true);
  }
  memset(column, 0, rows * sizeof *column);
  for (size_t i = 0; i < pairs; i++)
    column[i] = -1;
  if (reason == NULL)
    reason = egb_lp_column(lp, size + pairs, 0, column);
  if (reason == NULL)
    reason = egb_lp_limits(lp, size + pairs, 0, 0, false);
  for (size_t i = 0; i < pairs; i++)
    column[i] = -quest->duel[i].rest;
  column[pairs] = 1;
  column[pairs + 1] = -1;
  column[pairs + 2] = -(double)fewer;
  return reason != NULL ? reason : egb_lp_bounds(lp, column);
}

/* The same pairs met with as much room as there is, so that rounding does not lose them again. */
static const char *make_room(egb_lp *lp, const egb_quest *quest, double *x, double *column) {
  const size_t size = quest->box->count, pairs = quest->count;
  const char *reason = NULL;
  for (size_t i = 0; i < pairs && reason == NULL; i++)
    reason = egb_lp_limits(lp, size + i, x[size + i] > 0.5, x[size + i] > 0.5, false);
  memset(column, 0, (pairs + 3) * sizeof *column);
  for (size_t i = 0; i < pairs; i++)
    column[i] = x[size + i] > 0.5 ? 0 : -1;
  if (reason == NULL)
    reason = egb_lp_column(lp, size + pairs, -1, column);
  if (reason == NULL)
    reason = egb_lp_limits(lp, size + pairs, 0, 1e6, false);
  double cost = 0;
  if (reason == NULL)
    reason = egb_lp_solve(lp, &cost);
  if (reason == NULL && !isnan(cost))
    reason = egb_lp_values(lp, x);
  return reason;
}

/* Weights from a program meet limits and sum only nearly. */
static void settle(const egb_box *box, double *weight) {
  double rest = 1;
  for (size_t k = 0; k < box->count; k++) {
    weight[k] = fmin(fmax(weight[k], box->low[k]), box->high[k]);
    rest -= weight[k];
  }
  for (size_t k = 0; k < box->count; k++) {
    const double to = fmin(fmax(weight[k] + rest, box->low[k]), box->high[k]);
    rest -= to - weight[k];
    weight[k] = to;
  }
}

static bool prove(egb_arena *arena, const egb_quest *quest, egb_found *found) {
  const size_t size = quest->box->count, pairs = quest->count;
  const size_t known = quest->worst ? quest->settled - found->rank : found->rank - quest->settled;
  double *x = egb_arena_array(arena, size + pairs + 1, sizeof *x);
  double *column = egb_arena_array(arena, size + pairs + 3, sizeof *column);
  const size_t fewer = quest->all_or_nothing ? 0 : known - 1;
  egb_lp *lp = NULL;
  if (x == NULL || column == NULL)
    return false;
  double least = 0, cost = 0;
  bool solved = false;
  const char *reason = egb_lp_open(pairs + 3, size + pairs + 1, &lp);
  if (reason == NULL)
    reason = set_up(lp, quest, fewer, column);
  if (reason == NULL) {
    egb_lp_watch(lp, quest->stop, quest->context);
    reason = egb_lp_solve_whole(lp, quest->seconds, &least, &solved, &cost, x);
  }
  if (reason == NULL) {
    const double failed = fmax(0, ceil(least - WHOLE));
    found->proven = rank_with(quest, failed <= (double)fewer ? (size_t)failed : fewer + 1);
    if (solved)
      reason = make_room(lp, quest, x, column);
    settle(quest->box, x);
    if (solved)
      try_weights(quest, x, found);
  }
  found->solver = egb_lp_available();
  egb_lp_close(lp);
  return reason == NULL || !found->solver;
}

bool egb_quest_go(egb_arena *arena, const egb_quest *quest, egb_found *found) {
  found->proven = quest->settled;
  found->solver = true;
  if (quest->count > 0 && egb_quest_better(quest, quest->settled, found->rank) && !walk_about(arena, quest, found))
    return false;
  if (!egb_quest_better(quest, quest->settled, found->rank)) { /* nothing better is left in this box */
    found->proven = found->rank;
    return true;
  }
  return quest->seconds > 0 ? prove(arena, quest, found) : true;
}
