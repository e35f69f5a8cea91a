#include "exact/nearest.h"

#include "exact/nearest_total.h"
#include "stats/sum.h"

#include <math.h>
#include <string.h>

#define LINES (EGB_NEAREST_ROWS + 1)
#define TINY 1e-13 /* of numbers around 1: rounding */
#define VIOLATED 1e-15

bool egb_nearest_room_make(egb_arena *arena, size_t count, egb_nearest_room *out) {
  out->step = egb_arena_array(arena, count, sizeof *out->step);
  out->held = egb_arena_array(arena, count, sizeof *out->held);
  out->sorted = egb_arena_array(arena, count, sizeof *out->sorted);
  out->fixed = egb_arena_array(arena, 2 * count + 2 * LINES, sizeof *out->fixed);
  return out->step != NULL && out->held != NULL && out->sorted != NULL && out->fixed != NULL;
}

static double product(const double *a, const double *b, size_t count) {
  egb_sum sum = {0};
  for (size_t i = 0; i < count; i++)
    egb_sum_add(&sum, a[i] * b[i]);
  return egb_sum_value(sum);
}

static double total(const double *a, size_t count) {
  egb_sum sum = {0};
  for (size_t i = 0; i < count; i++)
    egb_sum_add(&sum, a[i]);
  return egb_sum_value(sum);
}

double egb_nearest_cost(const egb_nearest *p, const double *x, bool squares) {
  egb_sum sum = {0};
  for (size_t i = 0; i < p->count; i++)
    egb_sum_add(&sum, squares ? (x[i] - p->w[i]) * (x[i] - p->w[i]) / 2 : fabs(x[i] - p->w[i]));
  return egb_sum_value(sum);
}

/* ---- least squares --------------------------------------------------------------------------- */

/* The dual method of D. Goldfarb and A. Idnani, "A numerically stable dual method for solving strictly convex quadratic
 * programs", Mathematical Programming 27 (1983), 1-33. It starts at the nearest point of the plane sum(x) = 1 and takes
 * the condition that is violated most into the active set, one after the other; a condition whose multiplier would
 * become negative on the way leaves the set. Every step raises the cost, so that no set comes twice. The curvature is
 * the identity, and an active bound x[i] = 0 only takes its coordinate out: what is left are at most 3 equations. */
typedef struct active {
  const egb_nearest *p;
  egb_nearest_room *room; /* fixed[i]: x[i] = 0 is active, with multiplier held[i] */
  bool on[EGB_NEAREST_ROWS];
  double *x, *price;
} active;

/* The i-th coefficient of line l: the sum, then the rows. */
static double coefficient(const egb_nearest *p, size_t l, size_t i) {
  return l == 0 ? 1 : p->row[l - 1][i];
}

/* Gauss with pivoting; false: singular. m is overwritten, b becomes the solution. */
static bool solve(double m[LINES][LINES], double *b, size_t n) {
  for (size_t c = 0; c < n; c++) {
    size_t best = c;
    for (size_t r = c + 1; r < n; r++)
      if (fabs(m[r][c]) > fabs(m[best][c]))
        best = r;
    if (!(fabs(m[best][c]) > 0))
      return false;
    for (size_t k = 0; k < n; k++) {
      const double kept = m[c][k];
      m[c][k] = m[best][k];
      m[best][k] = kept;
    }
    const double kept = b[c];
    b[c] = b[best];
    b[best] = kept;
    for (size_t r = 0; r < n; r++) {
      const double times = r != c ? m[r][c] / m[c][c] : 0;
      for (size_t k = c; k < n && r != c; k++)
        m[r][k] -= times * m[c][k];
      b[r] -= times * b[c];
    }
  }
  for (size_t c = 0; c < n; c++)
    b[c] /= m[c][c];
  return true;
}

/* The incoming condition's normal: row `row`, or the unit vector of weight `bound` when row is EGB_NEAREST_ROWS. */
static double normal(const active *a, size_t row, size_t bound, size_t i) {
  return row < EGB_NEAREST_ROWS ? a->p->row[row][i] : i == bound;
}

/* The part of the normal that the active conditions leave (step), and the weights y of the active lines in the rest. */
static bool project(const active *a, size_t row, size_t bound, size_t *line, size_t *lines, double *y) {
  const egb_nearest *p = a->p;
  double m[LINES][LINES] = {{0}};
  *lines = 0;
  line[(*lines)++] = 0;
  for (size_t r = 0; r < p->rows; r++)
    if (a->on[r])
      line[(*lines)++] = r + 1;
  for (size_t l = 0; l < *lines; l++) {
    y[l] = 0;
    for (size_t i = 0; i < p->count; i++) {
      if (a->room->fixed[i])
        continue;
      y[l] += coefficient(p, line[l], i) * normal(a, row, bound, i);
      for (size_t k = 0; k < *lines; k++)
        m[l][k] += coefficient(p, line[l], i) * coefficient(p, line[k], i);
    }
  }
  if (!solve(m, y, *lines))
    return false;
  for (size_t i = 0; i < p->count; i++) {
    double rest = normal(a, row, bound, i);
    for (size_t l = 0; l < *lines; l++)
      rest -= y[l] * coefficient(p, line[l], i);
    a->room->step[i] = rest; /* of a fixed one: the weight of its bound */
  }
  return true;
}

/* How far until the first active multiplier is 0; *leaves: its row, or rows + its bound. */
static double reach(const active *a, const size_t *line, size_t lines, const double *y, size_t *leaves) {
  double way = (double)INFINITY;
  for (size_t l = 1; l < lines; l++)
    if (y[l] > TINY && a->price[line[l] - 1] / y[l] < way) {
      way = a->price[line[l] - 1] / y[l];
      *leaves = line[l] - 1;
    }
  for (size_t i = 0; i < a->p->count; i++)
    if (a->room->fixed[i] && a->room->step[i] > TINY && a->room->held[i] / a->room->step[i] < way) {
      way = a->room->held[i] / a->room->step[i];
      *leaves = a->p->rows + i;
    }
  return way;
}

static void move(active *a, const size_t *line, size_t lines, const double *y, double way, bool primal) {
  for (size_t l = 1; l < lines; l++)
    a->price[line[l] - 1] = fmax(0, a->price[line[l] - 1] - way * y[l]);
  for (size_t i = 0; i < a->p->count; i++) {
    if (a->room->fixed[i])
      a->room->held[i] = fmax(0, a->room->held[i] - way * a->room->step[i]);
    else if (primal)
      a->x[i] += way * a->room->step[i];
  }
}

static void leave(active *a, size_t which) {
  if (which < a->p->rows) {
    a->on[which] = false;
    a->price[which] = 0;
  } else {
    a->room->fixed[which - a->p->rows] = false;
    a->room->held[which - a->p->rows] = 0;
  }
}

/* Makes one violated condition hold. lack: how much it is short of. False: nothing meets it. */
static bool enter(active *a, size_t row, size_t bound, double lack) {
  double price = 0;
  for (size_t tries = 0; tries < a->p->count + LINES + 2; tries++) {
    size_t line[LINES], lines = 0, leaves = 0;
    double y[LINES], size = 0, square = 0;
    if (!project(a, row, bound, line, &lines, y))
      return false;
    for (size_t i = 0; i < a->p->count; i++) {
      const double n = normal(a, row, bound, i);
      square += n * n;
      size += a->room->fixed[i] ? 0 : a->room->step[i] * a->room->step[i];
    }
    const double far = size > TINY * square ? lack / size : (double)INFINITY;
    const double near = reach(a, line, lines, y, &leaves), way = fmin(far, near);
    if (isinf(way))
      return false;
    move(a, line, lines, y, way, isfinite(far));
    price += way;
    lack -= isfinite(far) ? way * size : 0;
    if (way < far) {
      leave(a, leaves);
      continue;
    }
    if (row < a->p->rows) {
      a->on[row] = true;
      a->price[row] = price;
    } else {
      a->room->fixed[bound] = true;
      a->room->held[bound] = price;
      a->x[bound] = 0;
    }
    return true;
  }
  return false;
}

static bool find_squares(const egb_nearest *p, egb_nearest_room *room, double *x, double *price) {
  active a = {.p = p, .room = room, .x = x, .price = price};
  const double even = (1 - total(p->w, p->count)) / (double)p->count;
  for (size_t i = 0; i < p->count; i++) {
    x[i] = p->w[i] + even;
    room->fixed[i] = false;
    room->held[i] = 0;
  }
  for (size_t tries = 0; tries < 20 * (p->count + LINES); tries++) {
    size_t row = EGB_NEAREST_ROWS, bound = 0;
    double worst = VIOLATED;
    for (size_t r = 0; r < p->rows; r++)
      if (!a.on[r] && p->least - product(p->row[r], x, p->count) > worst) {
        worst = p->least - product(p->row[r], x, p->count);
        row = r;
      }
    for (size_t i = 0; i < p->count; i++)
      if (!room->fixed[i] && -x[i] > worst) {
        worst = -x[i];
        bound = i;
        row = EGB_NEAREST_ROWS;
      }
    if (worst > VIOLATED && !enter(&a, row, bound, worst))
      return false;
    if (!(worst > VIOLATED))
      break;
  }
  for (size_t i = 0; i < p->count; i++)
    x[i] = fmax(0, x[i]);
  return true;
}

bool egb_nearest_find(const egb_nearest *p, bool squares, egb_nearest_room *room, double *x, double *price) {
  memset(price, 0, EGB_NEAREST_ROWS * sizeof *price);
  return squares ? find_squares(p, room, x, price) : egb_nearest_total(p, room->fixed, x, price);
}

/* ---- bounds ---------------------------------------------------------------------------------- */

static double pull(const egb_nearest *p, const double *price, size_t i) {
  double sum = 0;
  for (size_t r = 0; r < p->rows; r++)
    sum += price[r] * p->row[r][i];
  return sum;
}

/* The point of the simplex nearest to v is max(0, v - theta). J. Held, P. Wolfe, H. Crowder, "Validation of subgradient
 * optimization", Mathematical Programming 6 (1974), 62-88: theta from the largest ones. */
static double threshold(const double *v, size_t count, double *sorted) {
  for (size_t i = 0; i < count; i++) {
    size_t at = i;
    for (; at > 0 && sorted[at - 1] < v[i]; at--)
      sorted[at] = sorted[at - 1];
    sorted[at] = v[i];
  }
  double sum = 0, theta = 0;
  for (size_t i = 0; i < count; i++) {
    sum += sorted[i];
    if (sorted[i] - (sum - 1) / (double)(i + 1) > 0)
      theta = (sum - 1) / (double)(i + 1);
  }
  return theta;
}

static double bound_squares(const egb_nearest *p, const double *price, egb_nearest_room *room) {
  double *v = room->step;
  for (size_t i = 0; i < p->count; i++)
    v[i] = p->w[i] + pull(p, price, i);
  const double theta = threshold(v, p->count, room->sorted);
  egb_sum sum = {0};
  for (size_t i = 0; i < p->count; i++) {
    const double x = fmax(0, v[i] - theta);
    egb_sum_add(&sum, (x - p->w[i]) * (x - p->w[i]) / 2 - pull(p, price, i) * x);
  }
  return egb_sum_value(sum);
}

/* Everything goes to where it costs least, from wherever the difference is worth giving up a share and gaining one. */
static double bound_total(const egb_nearest *p, const double *price) {
  double cheapest = (double)INFINITY;
  for (size_t i = 0; i < p->count; i++)
    cheapest = fmin(cheapest, -pull(p, price, i));
  egb_sum sum = {0};
  for (size_t i = 0; i < p->count; i++) {
    const double cost = -pull(p, price, i);
    egb_sum_add(&sum, p->w[i] * fmin(cost, cheapest + 2));
  }
  return egb_sum_value(sum) + (1 - total(p->w, p->count)) * (1 + cheapest);
}

double egb_nearest_bound(const egb_nearest *p, bool squares, const double *price, egb_nearest_room *room) {
  double paid = 0;
  for (size_t r = 0; r < p->rows; r++)
    paid += price[r] * p->least;
  return paid + (squares ? bound_squares(p, price, room) : bound_total(p, price));
}
