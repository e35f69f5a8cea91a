/* The simplex method with bounded variables (G. B. Dantzig, "Upper bounds, secondary constraints, and block
 * triangularity in linear programming", Econometrica 23 (1955), 174-183): x = w + rise - fall with 0 <= fall <= w costs
 * sum(rise + fall). There are at most three lines, so that the basis is inverted anew for every step: nothing gathers
 * rounding. Where the steepest column has not ended it in time, R. G. Bland's rule does, which cannot cycle. */
#include "exact/nearest_total.h"

#include "stats/sum.h"

#include <math.h>
#include <string.h>

#define LINES (EGB_NEAREST_ROWS + 1)
#define TOLERANCE 1e-12
#define FEASIBLE 1e-11

/* Columns: rises, falls, slacks of the rows, one artificial variable per line. */
typedef struct program {
  const egb_nearest *p;
  size_t lines, columns, artificial;
  bool first; /* phase: the artificial variables are what costs */
  bool *at_cap;
  size_t basis[LINES];
  double right[LINES], sign[LINES];
  double inverse[LINES][LINES], x[LINES], price[LINES];
} program;

static void column(const program *g, size_t j, double *out) {
  const egb_nearest *p = g->p;
  memset(out, 0, LINES * sizeof *out);
  if (j < 2 * p->count) {
    const size_t k = j % p->count;
    const double way = j < p->count ? 1 : -1;
    out[0] = way;
    for (size_t r = 0; r < p->rows; r++)
      out[r + 1] = way * p->row[r][k];
  } else if (j < g->artificial) {
    out[j - 2 * p->count + 1] = -1;
  } else {
    out[j - g->artificial] = g->sign[j - g->artificial];
  }
}

static double cost(const program *g, size_t j) {
  return g->first ? (double)(j >= g->artificial) : (double)(j < 2 * g->p->count);
}

static double cap(const program *g, size_t j) {
  if (j >= g->artificial)
    return g->first ? (double)INFINITY : 0;
  return j >= g->p->count && j < 2 * g->p->count ? g->p->w[j - g->p->count] : (double)INFINITY;
}

static bool is_basic(const program *g, size_t j) {
  for (size_t l = 0; l < g->lines; l++)
    if (g->basis[l] == j)
      return true;
  return false;
}

/* False: singular. */
static bool invert(program *g) {
  const size_t n = g->lines;
  double m[LINES][2 * LINES] = {{0}}, one[LINES];
  for (size_t c = 0; c < n; c++) {
    column(g, g->basis[c], one);
    for (size_t r = 0; r < n; r++)
      m[r][c] = one[r];
    m[c][n + c] = 1;
  }
  for (size_t c = 0; c < n; c++) {
    size_t best = c;
    for (size_t r = c + 1; r < n; r++)
      if (fabs(m[r][c]) > fabs(m[best][c]))
        best = r;
    if (!(fabs(m[best][c]) > 0))
      return false;
    for (size_t k = 0; k < 2 * n; k++) {
      const double kept = m[c][k];
      m[c][k] = m[best][k];
      m[best][k] = kept;
    }
    const double by = m[c][c];
    for (size_t k = 0; k < 2 * n; k++)
      m[c][k] /= by;
    for (size_t r = 0; r < n; r++) {
      const double times = m[r][c];
      for (size_t k = 0; r != c && k < 2 * n; k++)
        m[r][k] -= times * m[c][k];
    }
  }
  for (size_t r = 0; r < n; r++)
    memcpy(g->inverse[r], &m[r][n], n * sizeof g->inverse[r][0]);
  return true;
}

/* What the basis is worth: its variables, and the price of every line. */
static bool evaluate(program *g) {
  double left[LINES], one[LINES];
  if (!invert(g))
    return false;
  memcpy(left, g->right, sizeof left);
  for (size_t k = g->p->count; k < 2 * g->p->count; k++)
    if (g->at_cap[k]) {
      column(g, k, one);
      for (size_t l = 0; l < g->lines; l++)
        left[l] -= cap(g, k) * one[l];
    }
  for (size_t l = 0; l < g->lines; l++) {
    g->x[l] = g->price[l] = 0;
    for (size_t k = 0; k < g->lines; k++) {
      g->x[l] += g->inverse[l][k] * left[k];
      g->price[l] += cost(g, g->basis[k]) * g->inverse[k][l];
    }
  }
  return true;
}

/* What one more of a rise of weight k is worth in terms of the prices; of a fall, the opposite. */
static double worth(const program *g, size_t k) {
  double sum = g->price[0];
  for (size_t r = 0; r < g->p->rows; r++)
    sum += g->price[r + 1] * g->p->row[r][k];
  return sum;
}

/* How much the cost falls per unit of a column that is not in the basis. */
static double gain(const program *g, size_t j) {
  const size_t n = g->p->count;
  const double value = j < n ? worth(g, j) : j < 2 * n ? -worth(g, j - n) : -g->price[j - 2 * n + 1];
  return g->at_cap[j] ? cost(g, j) - value : value - cost(g, j);
}

/* The column that enters, g->columns when none lowers the cost. */
static size_t choose(const program *g, bool bland) {
  size_t best = g->columns;
  double most = TOLERANCE;
  for (size_t j = 0; j < g->artificial; j++) {
    if (!(gain(g, j) > most) || is_basic(g, j))
      continue;
    best = j;
    if (bland)
      return best;
    most = gain(g, j);
  }
  return best;
}

/* Moves the entering column as far as it may. False: for ever. */
static bool step(program *g, size_t j) {
  double one[LINES], change[LINES], way = cap(g, j);
  size_t leaves = g->lines;
  bool to_cap = false;
  column(g, j, one);
  for (size_t l = 0; l < g->lines; l++) {
    change[l] = 0;
    for (size_t k = 0; k < g->lines; k++)
      change[l] += g->inverse[l][k] * one[k];
    change[l] *= g->at_cap[j] ? 1 : -1;
    const double most = cap(g, g->basis[l]);
    const double reach = change[l] < -TOLERANCE                    ? fmax(g->x[l], 0) / -change[l]
                         : change[l] > TOLERANCE && isfinite(most) ? fmax(most - g->x[l], 0) / change[l]
                                                                   : (double)INFINITY;
    if (reach < way || (reach <= way && leaves < g->lines && g->basis[l] < g->basis[leaves])) {
      way = reach;
      leaves = l;
      to_cap = change[l] > 0;
    }
  }
  if (isinf(way))
    return false;
  if (leaves == g->lines) {
    g->at_cap[j] = !g->at_cap[j];
    return true;
  }
  g->at_cap[g->basis[leaves]] = to_cap;
  g->at_cap[j] = false;
  g->basis[leaves] = j;
  return true;
}

static bool minimise(program *g) {
  const size_t patience = 10 * (g->p->count + LINES);
  for (size_t i = 0; i < 10 * patience; i++) {
    if (!evaluate(g))
      return false;
    const size_t j = choose(g, i > patience);
    if (j == g->columns)
      return true;
    if (!step(g, j))
      return false;
  }
  return false;
}

static void begin(program *g) {
  const egb_nearest *p = g->p;
  egb_sum sum = {0};
  memset(g->at_cap, 0, g->columns * sizeof *g->at_cap);
  for (size_t k = 0; k < p->count; k++)
    egb_sum_add(&sum, p->w[k]);
  g->right[0] = 1 - egb_sum_value(sum);
  for (size_t r = 0; r < p->rows; r++) {
    sum = (egb_sum){0};
    for (size_t k = 0; k < p->count; k++)
      egb_sum_add(&sum, p->row[r][k] * p->w[k]);
    g->right[r + 1] = p->least - egb_sum_value(sum);
  }
  for (size_t l = 0; l < g->lines; l++) {
    g->basis[l] = g->artificial + l;
    g->sign[l] = g->right[l] < 0 ? -1 : 1;
  }
}

bool egb_nearest_total(const egb_nearest *p, bool *at_cap, double *x, double *price) {
  program g = {.p = p, .lines = p->rows + 1, .artificial = 2 * p->count + p->rows, .first = true, .at_cap = at_cap};
  g.columns = g.artificial + g.lines;
  begin(&g);
  if (!minimise(&g))
    return false;
  for (size_t l = 0; l < g.lines; l++)
    if (g.basis[l] >= g.artificial && g.x[l] > FEASIBLE)
      return false;
  g.first = false;
  if (!minimise(&g))
    return false;
  for (size_t k = 0; k < p->count; k++)
    x[k] = at_cap[p->count + k] ? 0 : p->w[k];
  for (size_t l = 0; l < g.lines; l++)
    if (g.basis[l] < 2 * p->count)
      x[g.basis[l] % p->count] += (g.basis[l] < p->count ? 1 : -1) * g.x[l];
  for (size_t k = 0; k < p->count; k++)
    x[k] = fmax(0, x[k]);
  for (size_t r = 0; r < p->rows; r++)
    price[r] = fmax(0, g.price[r + 1]);
  return true;
}
