#include "stats/simplex.h"

#include <math.h>
#include <string.h>

#define TOLERANCE 1e-11
#define FEASIBLE 1e-10
#define PIVOTS_MAX 100000

/* Tableau: one line per constraint (the sum first), then the line of reduced costs. Columns: weights, slacks,
 * artificial variables (one per line), right side. */
typedef struct tableau {
  size_t lines, columns, weights;
  double *cell;
  size_t *basis;
} tableau;

static double *line_of(const tableau *t, size_t line) {
  return t->cell + line * t->columns;
}

size_t egb_linear_scratch(size_t weights, size_t rows) {
  return (rows + 2) * (weights + rows + (rows + 1) + 1);
}

static void pivot(tableau *t, size_t line, size_t column) {
  double *mine = line_of(t, line);
  const double factor = 1 / mine[column];
  for (size_t c = 0; c < t->columns; c++)
    mine[c] *= factor;
  mine[column] = 1;
  for (size_t l = 0; l <= t->lines; l++) {
    double *other = line_of(t, l);
    const double times = other[column];
    if (l == line || times == 0)
      continue;
    for (size_t c = 0; c < t->columns; c++)
      other[c] -= times * mine[c];
    other[column] = 0;
  }
  t->basis[line] = column;
}

/* Minimises with the costs in the last line over columns below `allowed`. */
static void minimise(tableau *t, size_t allowed) {
  const size_t right = t->columns - 1;
  for (size_t step = 0; step < PIVOTS_MAX; step++) {
    const double *cost = line_of(t, t->lines);
    size_t enter = 0, leave = t->lines;
    while (enter < allowed && cost[enter] >= -TOLERANCE)
      enter++;
    if (enter == allowed)
      return;
    double best = (double)INFINITY;
    for (size_t l = 0; l < t->lines; l++) {
      const double *line = line_of(t, l);
      if (line[enter] <= TOLERANCE)
        continue;
      const double ratio = line[right] / line[enter];
      if (ratio < best - 1e-14 || (ratio <= best + 1e-14 && (leave == t->lines || t->basis[l] < t->basis[leave]))) {
        best = ratio < best ? ratio : best;
        leave = l;
      }
    }
    if (leave == t->lines)
      return; /* unbounded: not on a simplex */
    pivot(t, leave, enter);
  }
}

static void fill(tableau *t, const egb_linear_row *row, size_t rows) {
  const size_t right = t->columns - 1, artificial = t->weights + rows;
  memset(t->cell, 0, (t->lines + 1) * t->columns * sizeof *t->cell);
  for (size_t c = 0; c < t->weights; c++)
    line_of(t, 0)[c] = 1;
  line_of(t, 0)[right] = 1;
  for (size_t r = 0; r < rows; r++) {
    double *line = line_of(t, r + 1);
    const double sign = row[r].limit < 0 ? -1 : 1;
    line[row[r].weight[0]] += sign * row[r].factor[0];
    if (row[r].factor[1] != 0)
      line[row[r].weight[1]] += sign * row[r].factor[1];
    line[t->weights + r] = sign;
    line[right] = sign * row[r].limit;
    t->basis[r + 1] = t->weights + r;
  }
  for (size_t l = 0; l < t->lines; l++) {
    if (l > 0 && row[l - 1].limit >= 0)
      continue; /* its slack is a start */
    line_of(t, l)[artificial + l] = 1;
    t->basis[l] = artificial + l;
    /* the cost of an artificial variable is 1; reduced costs are 0 for what is in the basis */
    for (size_t c = 0; c < t->columns; c++)
      if (c < artificial || c == right)
        line_of(t, t->lines)[c] -= line_of(t, l)[c];
  }
}

bool egb_linear_maximise(size_t weights, const egb_linear_row *row, size_t rows, const double *target, double *w,
                         double *scratch, size_t *basis) {
  tableau t = {.lines = rows + 1, .columns = weights + rows + (rows + 1) + 1, .weights = weights};
  t.cell = scratch;
  t.basis = basis;
  const size_t right = t.columns - 1, artificial = weights + rows;
  fill(&t, row, rows);
  minimise(&t, artificial);
  double *cost = line_of(&t, t.lines);
  if (-cost[right] > FEASIBLE)
    return false;
  /* An artificial variable still in the basis is 0: another takes its place, or its line says nothing new. */
  for (size_t l = 0; l < t.lines; l++) {
    size_t c = 0;
    while (t.basis[l] >= artificial && c < artificial && fabs(line_of(&t, l)[c]) <= 1e-9)
      c++;
    if (t.basis[l] >= artificial && c < artificial)
      pivot(&t, l, c);
  }
  memset(cost, 0, t.columns * sizeof *cost);
  for (size_t c = 0; c < weights; c++)
    cost[c] = -target[c];
  for (size_t l = 0; l < t.lines; l++) {
    const double times = t.basis[l] < weights ? cost[t.basis[l]] : 0;
    if (times != 0)
      for (size_t c = 0; c < t.columns; c++)
        cost[c] -= times * line_of(&t, l)[c];
  }
  minimise(&t, artificial);
  memset(w, 0, weights * sizeof *w);
  for (size_t l = 0; l < t.lines; l++)
    if (t.basis[l] < weights)
      w[t.basis[l]] = fmax(line_of(&t, l)[right], 0);
  return true;
}
