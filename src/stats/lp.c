#include "stats/lp.h"

#ifdef EGB_GLPK

#include "stats/lp_glpk.h"

#include <limits.h>
#include <math.h>
#include <setjmp.h>
#include <stdbool.h>
#include <stdlib.h>

/* GLPK ends the process when it fails, above all for want of memory, unless its error hook leaves by longjmp; the
 * environment is then only good for being freed. */
struct egb_lp {
  egb_glpk glpk;
  glp_prob *problem;
  int rows;
  int *index;
  double *value;
  bool failed;
  bool owner; /* of the thread's environment, which GLPK makes on first use and a thread does not take along at its end
               */
  jmp_buf broken;
  bool (*stop)(void *context); /* NULL: never */
  void *context;
  double bound; /* of the search under way: no solution costs less */
};

/* Of the library of a program. */
#define CALL(name) (lp->glpk.glp_##name)
#define ROW_MAX 8
#define GLPK_REFUSED 2 /* of glp_init_env: 0 made, 1 was there */

static const char failure[] = "the linear program cannot be solved: GLPK failed or memory ran out";

static void leave(void *info) {
  egb_lp *lp = info;
  longjmp(lp->broken, 1);
}

/* A failing GLPK prints whatever glp_term_out says. */
static int say_nothing(void *info, const char *text) {
  (void)info;
  (void)text;
  return 1;
}

static const char *give_up(egb_lp *lp) {
  CALL(error_hook)(NULL, NULL);
  CALL(free_env)();
  lp->failed = true;
  return failure;
}

/* Every function below that calls GLPK is called between these two. */
static void begin(egb_lp *lp) {
  CALL(term_hook)(say_nothing, NULL);
  CALL(error_hook)(leave, lp);
}

static void end(const egb_lp *lp) {
  CALL(error_hook)(NULL, NULL);
  CALL(term_hook)(NULL, NULL);
}

#ifdef EGB_GLPK_FILE
static const char not_there[] = EGB_LATE_ABSENT("GLPK", EGB_GLPK_FILE, "solves linear programs", "libglpk40", "glpk");
#else
static const char *const not_there = failure; /* it is linked */
#endif

bool egb_lp_available(void) {
  egb_glpk glpk;
  return egb_glpk_open(&glpk) != EGB_IO;
}

/* An environment for a thread that has none. NULL, or the reason why there is none; then nothing is to be freed. */
static const char *set_out(egb_lp *lp) {
  if (lp->index == NULL || lp->value == NULL)
    return failure;
  const egb_status status = egb_glpk_open(&lp->glpk);
  if (status != EGB_OK)
    return status == EGB_IO ? not_there : failure;
  const int environment = CALL(init_env)();
  lp->owner = environment == 0;
  return environment < GLPK_REFUSED ? NULL : failure;
}

const char *egb_lp_open(size_t rows, size_t columns, egb_lp **out) {
  *out = NULL;
  if (rows == 0 || columns == 0 || rows >= INT_MAX || columns >= INT_MAX)
    return "the linear program is too large";
  egb_lp *lp = calloc(1, sizeof *lp);
  if (lp == NULL)
    return failure;
  lp->rows = (int)rows;
  lp->index = calloc(rows + 1, sizeof *lp->index);
  lp->value = calloc(rows + 1, sizeof *lp->value);
  const char *reason = set_out(lp);
  if (reason != NULL) {
    lp->failed = true;
    egb_lp_close(lp);
    return reason;
  }
  if (setjmp(lp->broken) != 0) {
    (void)give_up(lp);
    egb_lp_close(lp);
    return failure;
  }
  begin(lp);
  lp->problem = CALL(create_prob)();
  CALL(set_obj_dir)(lp->problem, GLP_MIN);
  CALL(add_rows)(lp->problem, (int)rows);
  CALL(add_cols)(lp->problem, (int)columns);
  for (int j = 1; j <= (int)columns; j++)
    CALL(set_col_bnds)(lp->problem, j, GLP_LO, 0, 0);
  end(lp);
  *out = lp;
  return NULL;
}

void egb_lp_close(egb_lp *lp) {
  if (lp == NULL)
    return;
  if (!lp->failed)
    CALL(delete_prob)(lp->problem);
  if (!lp->failed && lp->owner)
    CALL(free_env)();
  free(lp->index);
  free(lp->value);
  free(lp);
}

const char *egb_lp_column(egb_lp *lp, size_t column, double cost, const double *coefficient) {
  if (lp->failed || setjmp(lp->broken) != 0)
    return lp->failed ? failure : give_up(lp);
  int count = 0;
  for (int i = 0; coefficient != NULL && i < lp->rows; i++)
    if (fpclassify(coefficient[i]) != FP_ZERO) {
      lp->index[++count] = i + 1;
      lp->value[count] = coefficient[i];
    }
  begin(lp);
  /* GLPK ends at an assertion when it begins at a basis with an empty column, to which this may make one */
  if (CALL(get_col_stat)(lp->problem, (int)column + 1) == GLP_BS)
    CALL(std_basis)(lp->problem);
  CALL(set_obj_coef)(lp->problem, (int)column + 1, cost);
  CALL(set_mat_col)(lp->problem, (int)column + 1, count, lp->index, lp->value);
  end(lp);
  return NULL;
}

const char *egb_lp_cost(egb_lp *lp, size_t column, double cost) {
  if (lp->failed || setjmp(lp->broken) != 0)
    return lp->failed ? failure : give_up(lp);
  begin(lp);
  CALL(set_obj_coef)(lp->problem, (int)column + 1, cost);
  end(lp);
  return NULL;
}

const char *egb_lp_row(egb_lp *lp, size_t count, const size_t *column, const double *factor, double bound) {
  int index[ROW_MAX + 1];
  double value[ROW_MAX + 1];
  if (count > ROW_MAX)
    return "the linear program is too large";
  for (size_t i = 0; i < count; i++) {
    index[i + 1] = (int)column[i] + 1;
    value[i + 1] = factor[i];
  }
  if (lp->failed || setjmp(lp->broken) != 0)
    return lp->failed ? failure : give_up(lp);
  begin(lp);
  const int row = CALL(add_rows)(lp->problem, 1);
  CALL(set_mat_row)(lp->problem, row, (int)count, index, value);
  CALL(set_row_bnds)(lp->problem, row, GLP_LO, bound, 0);
  end(lp);
  return NULL;
}

const char *egb_lp_bounds(egb_lp *lp, const double *bound) {
  if (lp->failed || setjmp(lp->broken) != 0)
    return lp->failed ? failure : give_up(lp);
  begin(lp);
  for (int i = 0; i < lp->rows; i++)
    CALL(set_row_bnds)(lp->problem, i + 1, GLP_LO, bound[i], 0);
  end(lp);
  return NULL;
}

const char *egb_lp_solve(egb_lp *lp, double *cost) {
  if (lp->failed || setjmp(lp->broken) != 0)
    return lp->failed ? failure : give_up(lp);
  glp_smcp how;
  begin(lp);
  CALL(init_smcp)(&how);
  how.msg_lev = GLP_MSG_OFF;
  how.tol_bnd = how.tol_dj = 1e-9;
  how.meth = GLP_DUALP; /* new bounds leave the last solution dual feasible */
  int status = CALL(simplex)(lp->problem, &how);
  if (status != 0) { /* the basis of the last solution does not fit: from the start */
    CALL(std_basis)(lp->problem);
    status = CALL(simplex)(lp->problem, &how);
  }
  *cost = status == 0 && CALL(get_status)(lp->problem) == GLP_OPT ? CALL(get_obj_val)(lp->problem) : (double)NAN;
  end(lp);
  return NULL;
}

const char *egb_lp_values(egb_lp *lp, double *x) {
  if (lp->failed || setjmp(lp->broken) != 0)
    return lp->failed ? failure : give_up(lp);
  begin(lp);
  for (int j = 1; j <= CALL(get_num_cols)(lp->problem); j++)
    x[j - 1] = CALL(get_col_prim)(lp->problem, j);
  end(lp);
  return NULL;
}

/* ---- whole numbers --------------------------------------------------------------------------- */

const char *egb_lp_limits(egb_lp *lp, size_t column, double low, double high, bool whole) {
  if (lp->failed || setjmp(lp->broken) != 0)
    return lp->failed ? failure : give_up(lp);
  begin(lp);
  CALL(set_col_kind)(lp->problem, (int)column + 1, whole ? GLP_IV : GLP_CV);
  CALL(set_col_bnds)(lp->problem, (int)column + 1, low < high ? GLP_DB : GLP_FX, low, high);
  end(lp);
  return NULL;
}

void egb_lp_watch(egb_lp *lp, bool (*stop)(void *context), void *context) {
  lp->stop = stop;
  lp->context = context;
}

/* Keeps what is proven so far while the tree is searched. */
static void watch(glp_tree *tree, void *info) {
  egb_lp *lp = info;
  const int node = CALL(ios_best_node)(tree);
  if (node != 0)
    lp->bound = CALL(ios_node_bound)(tree, node);
  if (lp->stop != NULL && lp->stop(lp->context))
    CALL(ios_terminate)(tree);
}

const char *egb_lp_solve_whole(egb_lp *lp, double seconds, double *least, bool *found, double *cost, double *x) {
  *least = -HUGE_VAL;
  *cost = (double)NAN;
  *found = false;
  double relaxed = 0;
  const char *reason = egb_lp_solve(lp, &relaxed);
  if (reason != NULL)
    return reason;
  if (setjmp(lp->broken) != 0)
    return give_up(lp);
  begin(lp);
  if (isnan(relaxed)) {
    const int why = CALL(get_status)(lp->problem);
    *least = why == GLP_NOFEAS ? HUGE_VAL : -HUGE_VAL;
    end(lp);
    return NULL;
  }
  lp->bound = relaxed;
  glp_iocp how;
  CALL(init_iocp)(&how);
  how.msg_lev = GLP_MSG_OFF;
  how.tol_int = 1e-7;
  how.tm_lim = seconds < INT_MAX / 1000 ? (int)ceil(seconds * 1000) : INT_MAX;
  how.cb_func = watch;
  how.cb_info = lp;
  const int status = CALL(intopt)(lp->problem, &how), state = CALL(mip_status)(lp->problem);
  if (state == GLP_OPT || state == GLP_FEAS) {
    *found = true;
    *cost = CALL(mip_obj_val)(lp->problem);
    for (int j = 1; j <= CALL(get_num_cols)(lp->problem); j++)
      x[j - 1] = CALL(mip_col_val)(lp->problem, j);
  }
  *least = status == 0 && state == GLP_OPT ? *cost : status == 0 && state == GLP_NOFEAS ? HUGE_VAL : lp->bound;
  end(lp);
  return NULL;
}

#else

#include <stdbool.h>

bool egb_lp_available(void) {
  return false;
}

const char *egb_lp_open(size_t rows, size_t columns, egb_lp **out) {
  (void)rows;
  (void)columns;
  *out = NULL;
  return "this egovbench was built without GLPK (package libglpk-dev), which solves its linear programs";
}

void egb_lp_close(egb_lp *lp) {
  (void)lp;
}

const char *egb_lp_column(egb_lp *lp, size_t column, double cost, const double *coefficient) {
  (void)column;
  (void)cost;
  (void)coefficient;
  return egb_lp_open(0, 0, &lp);
}

const char *egb_lp_cost(egb_lp *lp, size_t column, double cost) {
  (void)column;
  (void)cost;
  return egb_lp_open(0, 0, &lp);
}

const char *egb_lp_row(egb_lp *lp, size_t count, const size_t *column, const double *factor, double bound) {
  (void)count;
  (void)column;
  (void)factor;
  (void)bound;
  return egb_lp_open(0, 0, &lp);
}

const char *egb_lp_bounds(egb_lp *lp, const double *bound) {
  (void)bound;
  return egb_lp_open(0, 0, &lp);
}

const char *egb_lp_solve(egb_lp *lp, double *cost) {
  (void)cost;
  return egb_lp_open(0, 0, &lp);
}

const char *egb_lp_values(egb_lp *lp, double *x) {
  (void)x;
  return egb_lp_open(0, 0, &lp);
}

const char *egb_lp_limits(egb_lp *lp, size_t column, double low, double high, bool whole) {
  (void)column;
  (void)low;
  (void)high;
  (void)whole;
  return egb_lp_open(0, 0, &lp);
}

void egb_lp_watch(egb_lp *lp, bool (*stop)(void *context), void *context) {
  (void)lp;
  (void)stop;
  (void)context;
}

const char *egb_lp_solve_whole(egb_lp *lp, double seconds, double *least, bool *found, double *cost, double *x) {
  (void)seconds;
  (void)x;
  *least = *cost = 0;
  *found = false;
  return egb_lp_open(0, 0, &lp);
}

#endif
