/* What the statements leave: whether anything, how wide, a point inside, and which statements cannot hold together.
 *
 * Each statement is a linear inequality in one or two weights. Linear programs over all of them give, per weight, the
 * vertices where it is least and largest: the ranges. The mean of points of a convex set lies in it, and is strict in
 * an inequality as soon as one of the points is; so the mean of these vertices and of one that loosens each inequality
 * still tight there is a point of the relative interior. An inequality that even that vertex leaves tight holds with
 * equality everywhere and takes a dimension away (the always-active constraints of R. M. Freund, R. Roundy and M. J.
 * Todd, MIT Sloan working paper 1674-85, who need one linear program where we have some anyway).
 *
 * Where nothing is left, an irreducible inconsistent subset is found by the deletion filter: an inequality is dropped
 * for good when the others remain infeasible without it (J. W. Chinneck and E. W. Dravnieks, "Locating minimal
 * infeasible constraint sets in linear programs", ORSA Journal on Computing 3 (1991), 157-168). */
#include "kernel/polytope_inside.h"

#include <math.h>
#include <string.h>

#define SLACK 1e-9 /* less than this at its largest: the statement holds with equality everywhere */

void egb_polytope_free(egb_polytope *polytope) {
  if (polytope != NULL)
    egb_arena_free(polytope->arena);
}

egb_polytope_method egb_polytope_how(const egb_polytope *polytope) {
  return polytope->how;
}

size_t egb_polytope_weights(const egb_polytope *polytope) {
  return polytope->weights;
}

size_t egb_polytope_dimension(const egb_polytope *polytope) {
  return polytope->dimension;
}

const double *egb_polytope_inside(const egb_polytope *polytope) {
  return polytope->inside;
}

bool egb_polytope_holds_zero(const egb_polytope *polytope, size_t weight) {
  return polytope->tight[polytope->rows - polytope->weights + weight];
}

void egb_polytope_range(const egb_polytope *polytope, size_t weight, double *least, double *most) {
  *least = polytope->least[weight];
  *most = polytope->most[weight];
}

double egb_polytope_row(const egb_linear_row *row, const double *w) {
  return row->factor[0] * w[row->weight[0]] + row->factor[1] * w[row->weight[1]];
}

static egb_linear_row row_of(const egb_statement *statement) {
  const size_t a = statement->a, b = statement->b;
  switch (statement->kind) {
  case EGB_STATEMENT_AT_LEAST:
    return (egb_linear_row){.weight = {a, a}, .factor = {-1, 0}, .limit = -statement->value};
  case EGB_STATEMENT_AT_MOST:
    return (egb_linear_row){.weight = {a, a}, .factor = {1, 0}, .limit = statement->value};
  case EGB_STATEMENT_ORDER:
    return (egb_linear_row){.weight = {a, b}, .factor = {-1, 1}, .limit = 0};
  default: /* divided by its larger factor */
    return (egb_linear_row){.weight = {a, b},
                            .factor = {-1 / fmax(1, statement->value), statement->value / fmax(1, statement->value)},
                            .limit = 0};
  }
}

static bool is_sound(const egb_statement *statement, size_t weights) {
  const bool two = statement->kind == EGB_STATEMENT_ORDER || statement->kind == EGB_STATEMENT_RATIO;
  if (statement->a >= weights || (two && (statement->b >= weights || statement->a == statement->b)))
    return false;
  return statement->kind == EGB_STATEMENT_ORDER || (isfinite(statement->value) && statement->value >= 0);
}

/* Memory for linear programs over all rows. */
typedef struct egb_solver {
  double *scratch, *target, *w;
  size_t *basis;
  egb_linear_row *row;
} egb_solver;

static bool solve(const egb_solver *solver, size_t weights, size_t rows) {
  return egb_linear_maximise(weights, solver->row, rows, solver->target, solver->w, solver->scratch, solver->basis);
}

/* The deletion filter. */
static size_t find_conflict(const egb_solver *solver, const egb_polytope *polytope, size_t statements,
                            size_t *conflict) {
  bool out[EGB_POLYTOPE_STATEMENTS_MAX] = {false};
  size_t count = 0;
  memset(solver->target, 0, polytope->weights * sizeof *solver->target);
  for (size_t s = 0; s < statements; s++) {
    size_t rows = 0;
    out[s] = true;
    for (size_t i = 0; i < statements; i++)
      if (!out[i])
        solver->row[rows++] = polytope->row[i];
    out[s] = !solve(solver, polytope->weights, rows);
  }
  for (size_t s = 0; s < statements; s++)
    if (!out[s])
      conflict[count++] = s;
  return count;
}

static void add(double *to, const double *w, size_t weights) {
  for (size_t i = 0; i < weights; i++)
    to[i] += w[i];
}

/* The mean of vertices that make each weight smallest and largest, and of one that loosens each statement still tight
 * there: strict wherever strict is possible. */
static void find_inside(const egb_solver *solver, egb_polytope *polytope, size_t statements) {
  const size_t weights = polytope->weights;
  size_t vertices = 0;
  for (size_t i = 0; i < weights; i++)
    for (int side = 0; side < 2; side++) {
      memset(solver->target, 0, weights * sizeof *solver->target);
      solver->target[i] = side == 0 ? -1 : 1;
      solve(solver, weights, statements);
      *(side == 0 ? &polytope->least[i] : &polytope->most[i]) = solver->w[i];
      add(polytope->inside, solver->w, weights);
      vertices++;
    }
  for (size_t s = 0; s < statements; s++) {
    const egb_linear_row *row = &polytope->row[s];
    if (row->limit - egb_polytope_row(row, polytope->inside) / (double)vertices > SLACK)
      continue;
    memset(solver->target, 0, weights * sizeof *solver->target);
    solver->target[row->weight[0]] -= row->factor[0];
    solver->target[row->weight[1]] -= row->factor[1];
    solve(solver, weights, statements);
    polytope->tight[s] = row->limit - egb_polytope_row(row, solver->w) <= SLACK;
    add(polytope->inside, solver->w, weights);
    vertices++;
  }
  for (size_t i = 0; i < weights; i++) {
    polytope->inside[i] /= (double)vertices;
    polytope->tight[statements + i] = polytope->most[i] <= SLACK;
  }
}

static egb_status find_body(egb_polytope *polytope, const egb_statement *statement, size_t statements, size_t *conflict,
                            size_t *conflicts) {
  const size_t weights = polytope->weights;
  egb_arena *work = egb_arena_new();
  if (work == NULL)
    return EGB_NO_MEMORY;
  const egb_solver solver = {.scratch = egb_arena_array(work, egb_linear_scratch(weights, statements), sizeof(double)),
                             .target = egb_arena_array(work, weights, sizeof(double)),
                             .w = egb_arena_array(work, weights, sizeof(double)),
                             .basis = egb_arena_array(work, statements + 1, sizeof(size_t)),
                             .row = egb_arena_array(work, statements, sizeof(egb_linear_row))};
  egb_status status = EGB_NO_MEMORY;
  if (solver.scratch == NULL || solver.target == NULL || solver.w == NULL || solver.basis == NULL || solver.row == NULL)
    goto done;
  memcpy(solver.row, polytope->row, statements * sizeof *solver.row);
  status = solve(&solver, weights, statements) ? EGB_OK : EGB_UNCOMPUTABLE;
  if (status == EGB_UNCOMPUTABLE)
    *conflicts = find_conflict(&solver, polytope, statements, conflict);
  else
    find_inside(&solver, polytope, statements);
  if (status == EGB_OK)
    status = egb_polytope_prepare(polytope, statement, statements);
done:
  egb_arena_free(work);
  return status;
}

egb_status egb_polytope_new(size_t weights, const egb_statement *statement, size_t statements, size_t *conflict,
                            size_t *conflicts, egb_polytope **out) {
  *out = NULL;
  *conflicts = 0;
  if (weights < 1 || weights > EGB_POLYTOPE_WEIGHTS_MAX || statements > EGB_POLYTOPE_STATEMENTS_MAX)
    return EGB_USAGE;
  for (size_t s = 0; s < statements; s++)
    if (!is_sound(&statement[s], weights))
      return EGB_USAGE;
  egb_arena *arena = egb_arena_new();
  egb_polytope *polytope = arena != NULL ? egb_arena_array(arena, 1, sizeof *polytope) : NULL;
  egb_status status = EGB_NO_MEMORY;
  if (polytope == NULL)
    goto failed;
  const size_t rows = statements + weights;
  *polytope = (egb_polytope){.arena = arena,
                             .weights = weights,
                             .rows = rows,
                             .row = egb_arena_array(arena, rows, sizeof *polytope->row),
                             .tight = egb_arena_array(arena, rows, sizeof *polytope->tight),
                             .inside = egb_arena_array(arena, weights, sizeof(double)),
                             .least = egb_arena_array(arena, weights, sizeof(double)),
                             .most = egb_arena_array(arena, weights, sizeof(double))};
  if (polytope->row == NULL || polytope->tight == NULL || polytope->inside == NULL || polytope->least == NULL ||
      polytope->most == NULL)
    goto failed;
  for (size_t s = 0; s < statements; s++)
    polytope->row[s] = row_of(&statement[s]);
  for (size_t i = 0; i < weights; i++)
    polytope->row[statements + i] = (egb_linear_row){.weight = {i, i}, .factor = {-1, 0}, .limit = 0};
  status = find_body(polytope, statement, statements, conflict, conflicts);
  if (status == EGB_OK) {
    *out = polytope;
    return EGB_OK;
  }
failed:
  egb_arena_free(arena);
  return status;
}
