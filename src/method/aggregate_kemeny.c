/* Kemeny order: the order of the units that agrees best with all their comparisons, pair by pair.
 *
 * With n_uv = sum(w_i [x_ui > x_vi]) - sum(w_i [x_ui < x_vi]) over the children that both units have, the order that
 * maximises the sum of n_uv over all pairs with u before v. y = number of units ranked - position: the last one has 0.
 * Up to 12 units the order is exact: dynamic programming over all sets of units (M. Held, R. M. Karp 1962; for this
 * problem N. Betzler et al., Theoretical Computer Science 410 (2009), 4554-4570); up to 25 by an integer program
 * (kemeny_program.c), where GLPK is there. Beyond, a heuristic: from the Copeland order, single units move to their
 * best place and every 8 neighbours are put in their best order, as long as the sum grows. How far it can be from the
 * best is known all the same: every pair can at most agree with its majority, and of three units whose majorities
 * run in a circle one pair cannot; circles that share no pair add up. Reference: J. G. Kemeny, "Mathematics without
 * numbers", Daedalus 88 (1959), 577-591; H. P. Young, A. Levenglick, SIAM Journal on Applied Mathematics 35 (1978),
 * 285-300. The caller has checked: weights are finite, not negative and sum to 1. Edges: among equally good orders the
 * one that keeps closest to the order by Copeland score, then Condorcet score, then place in the data (from 13 units:
 * one that agrees with that order in most pairs); units that compare equally with every unit share the mean of their
 * places (kemeny_alike.c). Children of weight 0 do not count; no child present: NaN. More than 4,000 units have no
 * answer. */
#include "method/kemeny.h"
#include "method/pairwise.h"
#include "method/rows.h"

#include <math.h>
#include <string.h>

#define SETS EGB_KEMENY_SETS
#define CIRCLES_MAX 400 /* units among which circles are looked for: n^3 */
#define MOST 4000
#define ROUNDS 100
#define WINDOW 8
#define WINDOW_ROUNDS 10
#define BLOCK EGB_PAIRWISE_BLOCK

typedef struct contest {
  egb_contest c;
  double *best, *order, *unit;
} contest;

static size_t scratch_need(size_t count, size_t child_count) {
  (void)child_count;
  return count > MOST ? 1 : count * count + 4 * count + ((size_t)1 << SETS);
}

/* Ranked units in unit[], by Copeland score, then Condorcet score, then place in the data. */
static void start_order(const egb_aggregate_input *input, contest *c, const double *y, double *copeland,
                        double *condorcet) {
  double net[BLOCK];
  c->c.n = 0;
  for (size_t u = 0; u < input->count; u++) {
    if (isnan(y[u]))
      continue;
    copeland[u] = condorcet[u] = 0;
    for (size_t start = 0; start < input->count; start += BLOCK) {
      egb_pairwise_block(input, u, start, net, NULL);
      for (size_t k = 0; k < BLOCK; k++) {
        copeland[u] += (net[k] > EGB_PAIRWISE_EVEN) - (net[k] < -EGB_PAIRWISE_EVEN);
        condorcet[u] += net[k];
      }
    }
    size_t at = c->c.n++;
    for (; at > 0; at--) {
      const size_t other = (size_t)c->unit[at - 1];
      const double apart = condorcet[u] - condorcet[other];
      if (copeland[u] < copeland[other] || (!(copeland[u] > copeland[other]) && !(apart > 1e-9)))
        break;
      c->unit[at] = c->unit[at - 1];
    }
    c->unit[at] = (double)u;
  }
}

static void compare_all(const egb_aggregate_input *input, const contest *c) {
  double net[BLOCK];
  for (size_t a = 0; a < c->c.n; a++) {
    double *by_unit = c->best; /* one row, by place in the data */
    for (size_t start = 0; start < input->count; start += BLOCK) {
      const size_t count = input->count - start < BLOCK ? input->count - start : BLOCK;
      egb_pairwise_block(input, (size_t)c->unit[a], start, net, NULL);
      memcpy(by_unit + start, net, count * sizeof *net);
    }
    for (size_t b = 0; b < c->c.n; b++) {
      const double value = by_unit[(size_t)c->unit[b]];
      c->c.net[a * c->c.n + b] = fabs(value) > EGB_PAIRWISE_EVEN ? value : 0;
    }
  }
}

/* ---- over all sets --------------------------------------------------------------------------- */

static double ahead_of(const egb_contest *c, const size_t *item, size_t count, size_t set, size_t last) {
  double value = 0;
  for (size_t a = 0; a < count; a++)
    value += set >> a & 1 ? c->net[item[a] * c->n + item[last]] : 0;
  return value;
}

/* `count` neighbours in their best order, at the places from order[0]. best[set]: most that the units of the set can be
 * worth among themselves. Read backwards for the order: of the units that may be last, the one furthest down at the
 * start. */
static void order_exactly(const egb_contest *c, double *order, size_t count, double *best) {
  size_t item[SETS];
  for (size_t i = 0; i < count; i++) { /* by the order at the start */
    size_t at = i;
    for (; at > 0 && item[at - 1] > (size_t)order[i]; at--)
      item[at] = item[at - 1];
    item[at] = (size_t)order[i];
  }
  best[0] = 0;
  for (size_t set = 1; set < (size_t)1 << count; set++) {
    best[set] = -INFINITY;
    for (size_t last = 0; last < count; last++) {
      const size_t rest = set & ~((size_t)1 << last);
      if (set >> last & 1)
        best[set] = fmax(best[set], best[rest] + ahead_of(c, item, count, rest, last));
    }
  }
  size_t set = ((size_t)1 << count) - 1;
  for (size_t place = count; place-- > 0;) {
    size_t last = count;
    double value;
    do {
      do
        last--;
      while (!(set >> last & 1));
      const size_t rest = set & ~((size_t)1 << last);
      value = best[rest] + ahead_of(c, item, count, rest, last);
    } while (value < best[set] - 1e-9 && (set & (((size_t)1 << last) - 1)) != 0);
    order[place] = (double)item[last];
    set &= ~((size_t)1 << last);
  }
}

/* ---- by moves -------------------------------------------------------------------------------- */

/* Moves the unit at a place to where it is worth most; false when that is its place already. */
static bool move_one(const contest *c, size_t place) {
  const size_t n = c->c.n, a = (size_t)c->order[place];
  const double *net = c->c.net + a * n;
  double most = 1e-9, gain = 0;
  size_t best = place;
  for (size_t to = place; to-- > 0;) {
    gain += net[(size_t)c->order[to]];
    if (gain > most) {
      most = gain;
      best = to;
    }
  }
  gain = 0;
  for (size_t to = place + 1; to < n; to++) {
    gain -= net[(size_t)c->order[to]];
    if (gain > most) {
      most = gain;
      best = to;
    }
  }
  if (best < place)
    memmove(c->order + best + 1, c->order + best, (place - best) * sizeof *c->order);
  else
    memmove(c->order + place, c->order + place + 1, (best - place) * sizeof *c->order);
  c->order[best] = (double)a;
  return best != place;
}

static double worth_among(const egb_contest *c, const double *order, size_t count) {
  double sum = 0;
  for (size_t i = 0; i < count; i++)
    for (size_t k = i + 1; k < count; k++)
      sum += c->net[(size_t)order[i] * c->n + (size_t)order[k]];
  return sum;
}

/* Every 8 neighbours, half of them shared with the next; false when all stay. */
static bool order_windows(const contest *c) {
  bool better = false;
  for (size_t start = 0; start + WINDOW / 2 < c->c.n || start == 0; start += WINDOW / 2) {
    const size_t count = c->c.n - start < WINDOW ? c->c.n - start : WINDOW;
    double before[WINDOW], *order = c->order + start;
    memcpy(before, order, count * sizeof *order);
    order_exactly(&c->c, order, count, c->best);
    if (worth_among(&c->c, order, count) > worth_among(&c->c, before, count) + 1e-9)
      better = true;
    else
      memcpy(order, before, count * sizeof *order);
  }
  return better;
}

static void order_by_moves(const contest *c) {
  bool better = true;
  for (size_t round = 0; better && round < WINDOW_ROUNDS; round++) {
    bool moved = true;
    for (size_t i = 0; moved && i < ROUNDS; i++) {
      moved = false;
      for (size_t place = 0; place < c->c.n; place++)
        moved = move_one(c, place) || moved;
    }
    better = order_windows(c);
  }
}

/* ---- how good it is -------------------------------------------------------------------------- */

double egb_kemeny_worth(const egb_contest *c, const double *order) {
  return worth_among(c, order, c->n);
}

/* What the majorities of a circle a, b, c lose at least: the least of three, which is subtracted from all of them, so
 * that no pair pays twice. */
static double break_circle(double *net, size_t n, size_t a, size_t b, size_t c) {
  double *one = &net[a * n + b], *two = &net[b * n + c], *three = &net[c * n + a];
  const double least = fmin(*one, fmin(*two, *three));
  if (!(least > 0))
    return 0;
  *one -= least;
  *two -= least;
  *three -= least;
  return least;
}

/* Uses the table up. Going against a majority m makes m - (-m) = 2 m of difference. */
double egb_kemeny_limit(const egb_contest *c) {
  const size_t n = c->n;
  double most = 0, lost = 0;
  for (size_t a = 0; a < n; a++)
    for (size_t b = a + 1; b < n; b++)
      most += fabs(c->net[a * n + b]);
  for (size_t a = 0; n <= CIRCLES_MAX && a < n; a++)
    for (size_t b = a + 1; b < n; b++)
      for (size_t d = a + 1; d < n; d++)
        if (c->net[a * n + b] > 0 && d != b)
          lost += break_circle(c->net, n, a, b, d);
  return most - 2 * lost;
}

/* ---- all together ---------------------------------------------------------------------------- */

/* The best order there can be found, and whether it is the best there is. */
static bool find_order(const contest *c) {
  for (size_t a = 0; a < c->c.n; a++)
    c->order[a] = (double)a;
  if (c->c.n <= SETS) {
    order_exactly(&c->c, c->order, c->c.n, c->best);
    return true;
  }
  order_by_moves(c);
  return egb_kemeny_program(&c->c, c->order);
}

const char *egb_kemeny_find(const egb_aggregate_input *input, double *y, egb_kemeny_quality *quality) {
  *quality = (egb_kemeny_quality){.short_of = (double)NAN};
  if (input->count > MOST)
    return "there are more than 4,000 units";
  const size_t all = input->count;
  contest c = {.c = {.net = input->scratch},
               .unit = input->scratch + all * all,
               .order = input->scratch + all * all + all,
               .best = input->scratch + all * all + 2 * all};
  egb_pairwise_clear(input, y);
  start_order(input, &c, y, c.best, c.best + all);
  compare_all(input, &c);
  quality->units = c.c.n;
  const bool exact = find_order(&c);
  double *place = c.best, *spare = c.best + c.c.n;
  egb_kemeny_share(&c.c, c.order, place, spare);
  for (size_t a = 0; a < c.c.n; a++)
    y[(size_t)c.unit[a]] = (double)(c.c.n - 1) - place[a];
  const double worth = egb_kemeny_worth(&c.c, c.order), limit = exact ? worth : egb_kemeny_limit(&c.c);
  quality->short_of = limit > worth + 1e-9 ? 1 - worth / limit : 0;
  return NULL;
}

static const char *apply(const egb_aggregate_input *input, size_t first, size_t last, double *y) {
  egb_kemeny_quality quality;
  (void)first;
  (void)last;
  const char *reason = egb_kemeny_find(input, y, &quality);
  if (reason == NULL && input->search != NULL)
    *input->search = (egb_search){.short_of = quality.short_of, .promised = quality.units <= EGB_KEMENY_EXACT};
  return reason;
}

const egb_aggregate egb_aggregate_kemeny = {
    .head =
        {.name = "kemeny",
         .summary = EGB_WORDS("Kemeny order: the order that agrees best with all pairs of units; exact up to 25 units"),
         .formula = EGB_WORDS(
             "units ranked - position in the order that maximises the sum over pairs u before v of sum(w [x_u > x_v]) "
             "- sum(w [x_u < x_v])"),
         .reference = EGB_WORDS(
             "J. G. Kemeny, Daedalus 88 (1959), 577-591; H. P. Young, A. Levenglick, SIAM J. Applied Mathematics 35 "
             "(1978), 285-300"),
         .edges = EGB_WORDS(
             "Beyond 25 units (12 without GLPK) a local optimum: from the Copeland order, single units move and 8 "
             "neighbours at a time are put in their best order, while it helps. Of equally good orders the one closest "
             "to the Copeland order; units that compare equally share their positions. Scores that differ by less "
             "than 1e-14 of themselves are equal. No child present: missing. More than 4,000 units: refused."),
         .example = EGB_WORDS("aggregate: kemeny")},
    .whole = true,
    .programs = true,
    .scratch = scratch_need,
    .apply = apply};
