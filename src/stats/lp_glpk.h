/* lp_glpk.h - the functions of GLPK that lp.c calls. Either the library is linked, or, where few commands are not to
 * make all others wait for it, it is loaded when the first linear program is opened (EGB_GLPK_FILE: the name under
 * which the build found it). */
#ifndef EGB_STATS_LP_GLPK_H
#define EGB_STATS_LP_GLPK_H

#include "egovbench.h"

#include <glpk.h>

#ifdef EGB_GLPK_FILE

/* clang-format off */
#define EGB_GLPK_FUNCTIONS(X) \
  X(add_cols) X(add_rows) X(create_prob) X(delete_prob) X(error_hook) X(free_env) X(get_col_prim) X(get_col_stat) \
  X(get_num_cols) X(get_obj_val) X(get_status) X(init_env) X(init_iocp) X(init_smcp) X(intopt) X(ios_best_node) \
  X(ios_node_bound) X(ios_terminate) X(mip_col_val) X(mip_obj_val) X(mip_status) X(set_col_bnds) X(set_col_kind) \
  X(set_mat_col) X(set_mat_row) X(set_obj_coef) X(set_obj_dir) X(set_row_bnds) X(simplex) X(std_basis) X(term_hook)
/* clang-format on */

typedef struct egb_glpk {
  void *library;
#define EGB_GLPK_MEMBER(name) __typeof__(glp_##name) *name;
  EGB_GLPK_FUNCTIONS(EGB_GLPK_MEMBER)
#undef EGB_GLPK_MEMBER
} egb_glpk;

/* The function glp_NAME. */
#define EGB_GLPK_CALL(glpk, name) ((glpk)->name)

#else

typedef struct egb_glpk {
  void *library; /* NULL */
} egb_glpk;

#define EGB_GLPK_CALL(glpk, name) ((void)(glpk), glp_##name)

#endif

/* EGB_IO: it is not there, or is no GLPK. */
egb_status egb_glpk_open(egb_glpk *out);
void egb_glpk_close(egb_glpk *glpk); /* one that did not open, too */

#endif
