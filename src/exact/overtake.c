#include "exact/overtake.h"

#include <math.h>

#define CLOSE 1e-10 /* relative: of two costs, least squares */
#define NEAR 1e-5   /* the same, least total: its bound is short by the width of a cell, not by the square of it */
#define HALVINGS 100
#define FINEST 1e-14   /* of the common score, scaled */
#define CELLS_MAX 2048 /* at one time; a search has a few dozen */
#define STEPS_MAX 20000

/* The common score lies between low and high; no weights there cost less than `bound`. */
typedef struct egb_overtake_cell {
  double low, high, bound;
} egb_overtake_cell;

static double value_of(const egb_overtake *o, size_t unit, size_t k) {
  return o->view->value[unit * o->view->count + k];
}

static void scale_values(egb_overtake *o) {
  double least = (double)INFINITY, most = -(double)INFINITY;
  for (size_t u = 0; u < 2; u++)
    for (size_t i = 0; i < o->count; i++) {
      const double v = value_of(o, u == 0 ? o->low : o->up, o->part[i]);
      least = isfinite(v) ? fmin(least, v) : least;
      most = isfinite(v) ? fmax(most, v) : most;
    }
  o->middle = isfinite(least) ? least + (most - least) / 2 : 0;
  o->scale = most > least ? (most - least) / 2 : 1;
  for (size_t u = 0; u < 2; u++)
    for (size_t i = 0; i < o->count; i++)
      o->value[u][i] = (value_of(o, u == 0 ? o->low : o->up, o->part[i]) - o->middle) / o->scale;
}

bool egb_overtake_make(egb_arena *arena, const egb_view *view, size_t low, size_t up, egb_overtake *out) {
  const size_t n = view->count;
  *out = (egb_overtake){.view = view, .low = low, .up = up, .same = true};
  out->part = egb_arena_array(arena, n, sizeof *out->part);
  out->w = egb_arena_array(arena, n, sizeof *out->w);
  out->x = egb_arena_array(arena, n, sizeof *out->x);
  out->cell = egb_arena_array(arena, CELLS_MAX, sizeof *out->cell);
  for (size_t i = 0; i < 2; i++) {
    out->value[i] = egb_arena_array(arena, n, sizeof *out->value[i]);
    out->row[i] = egb_arena_array(arena, n, sizeof *out->row[i]);
  }
  if (out->part == NULL || out->w == NULL || out->x == NULL || out->cell == NULL || out->value[0] == NULL ||
      out->value[1] == NULL || out->row[0] == NULL || out->row[1] == NULL ||
      !egb_nearest_scratch_make(arena, n, &out->scratch))
    return false;
  for (size_t k = 0; k < n; k++) {
    const double a = value_of(out, low, k), b = value_of(out, up, k);
    if ((isinf(a) && a < 0) || (isinf(b) && b > 0))
      continue;
    out->w[out->count] = view->share[k];
    out->part[out->count++] = k;
    out->same = out->same && isnan(value_of(out, low, k)) == isnan(value_of(out, up, k));
  }
  scale_values(out);
  return true;
}

/* With nearly all weight on one part and a trace of it on another, low is worth one of its values and up one of its
 * own: where both have the heavy part both are worth that part, otherwise low may be worth any of its values beside a
 * part that only up has, and up any of its values beside a part that only low has. Nothing gives more: a mean of a
 * unit's values is never beyond them. */
double egb_overtake_most(const egb_overtake *o) {
  double best = -(double)INFINITY, low = best, only_low = best, up = (double)INFINITY, only_up = up;
  for (size_t i = 0; i < o->count; i++) {
    const double a = o->value[0][i], b = o->value[1][i];
    if (!isnan(a) && !isnan(b))
      best = fmax(best, a - b);
    low = isnan(a) ? low : fmax(low, a);
    up = isnan(b) ? up : fmin(up, b);
    only_low = isnan(b) && !isnan(a) ? fmax(only_low, a) : only_low;
    only_up = isnan(a) && !isnan(b) ? fmin(only_up, b) : only_up;
  }
  return fmax(best, fmax(only_low - up, low - only_up)) * o->scale;
}

/* ---- one common score ------------------------------------------------------------------------ */

/* low must be worth `least` and up at most `most`: the same number, or the ends of a cell for what cannot be less. */
static egb_nearest conditions(egb_overtake *o, double least, double most, double gap) {
  egb_nearest p = {.w = o->w, .count = o->count, .rows = o->same ? 1 : 2, .least = gap};
  for (size_t i = 0; i < o->count; i++) {
    const double a = o->value[0][i], b = o->value[1][i];
    o->row[0][i] = o->same ? (isnan(a) ? 0 : a - b) : isnan(a) ? 0 : a - least;
    o->row[1][i] = isnan(b) ? 0 : most - b;
  }
  p.row[0] = o->row[0];
  p.row[1] = o->row[1];
  return p;
}

/* ---- along the common score ------------------------------------------------------------------ */

typedef struct search {
  egb_overtake *o;
  bool squares, found;
  double gap, best, at, *share; /* the nearest so far, and its common score */
  size_t cells;
} search;

static void keep(search *q, const double *x, double cost, double t) {
  if (q->found && !(cost < q->best))
    return;
  q->found = true;
  q->best = cost;
  q->at = t;
  for (size_t k = 0; k < q->o->view->count; k++)
    q->share[k] = 0;
  for (size_t i = 0; i < q->o->count; i++)
    q->share[q->o->part[i]] = x[i];
}

/* The cost at t; INFINITY: no weights have it between them. */
static double try_at(search *q, double t, double *price) {
  const egb_nearest p = conditions(q->o, t, t, q->gap);
  if (!egb_nearest_find(&p, q->squares, &q->o->scratch, q->o->x, price))
    return (double)INFINITY;
  const double cost = egb_nearest_cost(&p, q->o->x, q->squares);
  keep(q, q->o->x, cost, t);
  return cost;
}

/* A bound for a cell. For fixed prices the Lagrangian dual is a minimum of functions linear in t, so concave in t: over
 * the cell it is least at one of the ends. With the prices of the solution at the middle it is short of the least cost
 * by the square of the cell's width only, so that few cells are left around a minimum. Where the middle has no
 * solution, the conditions are made looser instead, each at its own end of the cell. */
static double bound_of(search *q, double low, double high) {
  double price[EGB_NEAREST_ROWS];
  egb_overtake *o = q->o;
  if (isfinite(try_at(q, low + (high - low) / 2, price))) {
    egb_nearest p = conditions(o, low, low, q->gap);
    const double at_low = egb_nearest_bound(&p, q->squares, price, &o->scratch);
    p = conditions(o, high, high, q->gap);
    return fmin(at_low, egb_nearest_bound(&p, q->squares, price, &o->scratch));
  }
  const egb_nearest p = conditions(o, low, high, q->gap);
  if (!egb_nearest_find(&p, q->squares, &o->scratch, o->x, price))
    return (double)INFINITY;
  return egb_nearest_bound(&p, q->squares, price, &o->scratch);
}

static double enough(const search *q) {
  return q->found ? q->best - (q->squares ? CLOSE : NEAR) * q->best : (double)INFINITY;
}

/* The cells as a heap: the least bound on top. */
static void push(search *q, double low, double high, double least) {
  const double bound = fmax(least, bound_of(q, low, high));
  if (!(bound < enough(q)) || !(high - low > FINEST) || q->cells == CELLS_MAX)
    return;
  egb_overtake_cell *cell = q->o->cell;
  size_t at = q->cells++;
  for (; at > 0 && cell[(at - 1) / 2].bound > bound; at = (at - 1) / 2)
    cell[at] = cell[(at - 1) / 2];
  cell[at] = (egb_overtake_cell){low, high, bound};
}

static egb_overtake_cell pop(search *q) {
  egb_overtake_cell *cell = q->o->cell;
  const egb_overtake_cell top = cell[0], last = cell[--q->cells];
  size_t at = 0;
  for (size_t next = 1; next < q->cells; next = 2 * at + 1) {
    next += next + 1 < q->cells && cell[next + 1].bound < cell[next].bound;
    if (!(cell[next].bound < last.bound))
      break;
    cell[at] = cell[next];
    at = next;
  }
  cell[at] = last;
  return top;
}

/* The best cell is known; the last digits come from halving towards the lower of two neighbours. */
static void refine(search *q, double width) {
  double price[EGB_NEAREST_ROWS], low = q->at - width, high = q->at + width;
  for (size_t i = 0; i < HALVINGS && high - low > FINEST; i++) {
    const double one = low + (high - low) * 0.382, other = high - (high - low) * 0.382;
    if (try_at(q, one, price) <= try_at(q, other, price))
      high = other;
    else
      low = one;
  }
}

static void find_nearest(search *q) {
  egb_overtake *o = q->o;
  double low = (double)INFINITY, high = -low, price[EGB_NEAREST_ROWS];
  for (size_t i = 0; i < o->count; i++) {
    low = isnan(o->value[1][i]) ? low : fmin(low, o->value[1][i]);
    high = isnan(o->value[0][i]) ? high : fmax(high, o->value[0][i]);
  }
  if (!(low <= high))
    return;
  (void)try_at(q, low, price);
  (void)try_at(q, high, price);
  push(q, low, high, 0);
  double width = high - low;
  for (size_t steps = 0; q->cells > 0 && steps < STEPS_MAX; steps++) {
    const egb_overtake_cell c = pop(q);
    const double middle = c.low + (c.high - c.low) / 2;
    if (!(c.bound < enough(q)))
      break;
    width = fmin(width, c.high - c.low);
    push(q, c.low, middle, c.bound);
    push(q, middle, c.high, c.bound);
  }
  if (q->found && !q->squares)
    refine(q, 2 * width);
}

bool egb_overtake_find(egb_overtake *o, bool squares, double gap, double *share) {
  search q = {.o = o, .squares = squares, .gap = gap / o->scale, .share = share};
  double price[EGB_NEAREST_ROWS];
  if (o->same)
    (void)try_at(&q, 0, price);
  else
    find_nearest(&q);
  return q.found;
}
