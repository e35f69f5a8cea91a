/* The best order as a linear ordering problem (M. Groetschel, M. Juenger, G. Reinelt, "A cutting plane algorithm for
 * the linear ordering problem", Operations Research 32 (1984), 1195-1220; for Kemeny orders V. Conitzer, A. Davenport,
 * J. Kalagnanam, AAAI 2006, 620-626): x_ab is 1 when a is before b. x comes from an order exactly when no three
 * units run in a circle: 0 <= x_ab + x_bc - x_ac <= 1 for a < b < c. There are n (n - 1) (n - 2) / 3 such conditions,
 * few of which matter: those that a solution breaks are added, and it is solved again. Mostly the solution without
 * whole numbers is whole by then; where not, whole numbers are asked for, and what they break is added in turn. */
#include "method/kemeny.h"

#include "stats/lp.h"

#include <math.h>
#include <string.h>

#define PAIRS (EGB_KEMENY_EXACT * (EGB_KEMENY_EXACT - 1) / 2)
#define BROKEN 1e-6
#define AT_ONCE 400 /* conditions added before it is solved again */
#define LONG 1e6    /* seconds: no limit, so that the order does not depend on the machine */

typedef struct ordering {
  const egb_contest *c;
  egb_lp *lp;
  double x[PAIRS];
  bool whole;
} ordering;

static size_t pair(const ordering *o, size_t a, size_t b) { /* a < b */
  return a * o->c->n - a * (a + 1) / 2 + b - a - 1;
}

static const char *forbid_circle(ordering *o, const size_t *column, double sign, double least) {
  const double factor[] = {sign, sign, -sign};
  return egb_lp_row(o->lp, 3, column, factor, least);
}

/* Adds what the solution breaks. */
static const char *add_broken(ordering *o, size_t *added) {
  const size_t n = o->c->n;
  const char *reason = NULL;
  *added = 0;
  for (size_t a = 0; a < n; a++)
    for (size_t b = a + 1; b < n; b++)
      for (size_t c = b + 1; c < n && reason == NULL && *added < AT_ONCE; c++) {
        const size_t column[] = {pair(o, a, b), pair(o, b, c), pair(o, a, c)};
        const double sum = o->x[column[0]] + o->x[column[1]] - o->x[column[2]];
        if (sum >= -BROKEN && sum <= 1 + BROKEN)
          continue;
        reason = sum < 0 ? forbid_circle(o, column, 1, 0) : forbid_circle(o, column, -1, -1);
        ++*added;
      }
  return reason;
}

static bool is_whole(const ordering *o) {
  for (size_t i = 0; i < o->c->n * (o->c->n - 1) / 2; i++)
    if (fabs(o->x[i] - rint(o->x[i])) > BROKEN)
      return false;
  return true;
}

static const char *ask_for_whole(ordering *o) {
  const char *reason = NULL;
  o->whole = true;
  for (size_t i = 0; i < o->c->n * (o->c->n - 1) / 2 && reason == NULL; i++)
    reason = egb_lp_limits(o->lp, i, 0, 1, true);
  return reason;
}

static const char *solve_once(ordering *o, bool *found) {
  double cost = 0, least = 0;
  if (o->whole)
    return egb_lp_solve_whole(o->lp, LONG, &least, found, &cost, o->x);
  const char *reason = egb_lp_solve(o->lp, &cost);
  *found = !isnan(cost);
  return reason != NULL || !*found ? reason : egb_lp_values(o->lp, o->x);
}

/* Solves until nothing is broken and all is whole. False: it could not. */
static bool solve(ordering *o) {
  for (;;) {
    bool found = false;
    size_t added = 0;
    if (solve_once(o, &found) != NULL || !found || add_broken(o, &added) != NULL)
      return false;
    if (added > 0)
      continue;
    if (is_whole(o))
      return true;
    if (o->whole || ask_for_whole(o) != NULL)
      return false;
  }
}

/* Units in front are before the most others. */
static void read_order(const ordering *o, double *order) {
  const size_t n = o->c->n;
  for (size_t a = 0; a < n; a++) {
    size_t place = 0;
    for (size_t b = 0; b < n; b++)
      if (a != b)
        place += b < a ? o->x[pair(o, b, a)] > 0.5 : !(o->x[pair(o, a, b)] > 0.5);
    order[place] = (double)a;
  }
}

/* Row 0 holds what the order is worth, without a limit at first. */
static const char *set_up(ordering *o, double total) {
  const size_t n = o->c->n;
  const double none = -2 * total - 1;
  const char *reason = egb_lp_bounds(o->lp, &none);
  for (size_t a = 0; a < n; a++)
    for (size_t b = a + 1; b < n && reason == NULL; b++) {
      const double net = o->c->net[a * n + b];
      reason = egb_lp_column(o->lp, pair(o, a, b), -net, &net);
      if (reason == NULL)
        reason = egb_lp_limits(o->lp, pair(o, a, b), 0, 1, false);
    }
  return reason;
}

/* Nothing may be lost of what the order is worth; of what is left, the nearest to the order at the start. Costs that
 * differ a little from pair to pair leave one such order, whatever the solver's path. */
static const char *prefer_start(ordering *o, double worth) {
  const size_t n = o->c->n;
  double constant = 0;
  const char *reason = NULL;
  for (size_t a = 0; a < n; a++)
    for (size_t b = a + 1; b < n && reason == NULL; b++) {
      constant += o->c->net[a * n + b]; /* worth = 2 row - constant */
      reason = egb_lp_cost(o->lp, pair(o, a, b), -1 - (double)(pair(o, a, b) * 131 % 997) / 1e6);
    }
  const double least = (worth + constant) / 2 - 1e-9;
  return reason != NULL ? reason : egb_lp_bounds(o->lp, &least);
}

static bool improve(ordering *o, double *order) {
  double next[EGB_KEMENY_EXACT], total = 0;
  for (size_t i = 0; i < o->c->n * o->c->n; i++)
    total += fabs(o->c->net[i]) / 2;
  if (set_up(o, total) != NULL || !solve(o))
    return false;
  read_order(o, order);
  const double worth = egb_kemeny_worth(o->c, order);
  if (prefer_start(o, worth) != NULL || !solve(o))
    return true;
  read_order(o, next);
  if (egb_kemeny_worth(o->c, next) >= worth - 1e-9)
    memcpy(order, next, o->c->n * sizeof *order);
  return true;
}

bool egb_kemeny_program(const egb_contest *c, double *order) {
  ordering o = {.c = c};
  if (c->n < 3 || c->n > EGB_KEMENY_EXACT || egb_lp_open(1, c->n * (c->n - 1) / 2, &o.lp) != NULL)
    return false;
  const bool done = improve(&o, order);
  egb_lp_close(o.lp);
  return done;
}
