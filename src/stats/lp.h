/* lp.h - linear programs of one shape, by GLPK: minimise cost * x subject to A x >= bound and x >= 0. Columns may have
 * other limits and may be whole numbers.
 *
 * GLPK is optional: without it (EGB_GLPK not defined) egb_lp_open says so. It allocates by itself; when it cannot, the
 * reason is a reason like any other. A program belongs to the thread that opened it, where those opened later are
 * closed earlier. */
#ifndef EGB_STATS_LP_H
#define EGB_STATS_LP_H

#include <stdbool.h>
#include <stddef.h>

/* What a build lacks that cannot solve any; NULL when it can. */
#ifdef EGB_GLPK
#define EGB_LP_ABSENT NULL
#else
#define EGB_LP_ABSENT "GLPK (package libglpk-dev)"
#endif

typedef struct egb_lp egb_lp;

/* Whether programs can be solved at all: GLPK is part of the build, and where it is loaded late, it is there. Where
 * they can, a reason given by a function below means that memory ran out.
 */
bool egb_lp_available(void);
/* A program of rows x columns with zeros everywhere. NULL, or the reason. */
const char *egb_lp_open(size_t rows, size_t columns, egb_lp **out);
void egb_lp_close(egb_lp *lp); /* NULL allowed */
/* Sets the cost of a column and its `rows` coefficients, NULL for zeros. */
const char *egb_lp_column(egb_lp *lp, size_t column, double cost, const double *coefficient);
const char *egb_lp_cost(egb_lp *lp, size_t column, double cost); /* alone */
/* Adds a row: sum(factor[i] * x[column[i]]) >= bound, `count` of at most 8. It comes behind those of egb_lp_open, which
 * alone egb_lp_column and egb_lp_bounds are about; after it no column may be set. */
const char *egb_lp_row(egb_lp *lp, size_t count, const size_t *column, const double *factor, double bound);
/* Sets all right-hand sides. */
const char *egb_lp_bounds(egb_lp *lp, const double *bound);
/* The least cost; NaN when there is none (nothing meets the rows, or the cost falls for ever). Begins where the last
 * solution ended, so that a small change costs little, unless a column was set since that the solution rests on. */
const char *egb_lp_solve(egb_lp *lp, double *cost);
/* The solution found last: one number per column. */
const char *egb_lp_values(egb_lp *lp, double *x);

/* Other limits of a column, low <= high, both finite; whole: only whole numbers between them. */
const char *egb_lp_limits(egb_lp *lp, size_t column, double low, double high, bool whole);
/* The least cost with whole numbers where asked for. *least is proven: no solution costs less (INFINITY: there is no
 * solution at all). *found says whether x (one number per column) is a solution, of cost *cost; it is the best one when
 * *cost is *least. seconds: how long to search at most, rounded up to milliseconds. */
void egb_lp_watch(egb_lp *lp, bool (*stop)(void *context), void *context); /* asked meanwhile; true ends the search */
const char *egb_lp_solve_whole(egb_lp *lp, double seconds, double *least, bool *found, double *cost, double *x);

#endif
