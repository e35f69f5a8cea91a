/* lp_glpk.h - the functions of GLPK that lp.c calls: linked, or loaded when the first linear program is opened
 * (base/late.h). */
#ifndef EGB_STATS_LP_GLPK_H
#define EGB_STATS_LP_GLPK_H

#include "base/late.h"

#include <glpk.h>

/* clang-format off */
#define EGB_GLPK_FUNCTIONS(X) \
  X(glp_add_cols) X(glp_add_rows) X(glp_create_prob) X(glp_delete_prob) X(glp_error_hook) X(glp_free_env) \
  X(glp_get_col_prim) X(glp_get_col_stat) X(glp_get_num_cols) X(glp_get_obj_val) X(glp_get_status) X(glp_init_env) \
  X(glp_init_iocp) X(glp_init_smcp) X(glp_intopt) X(glp_ios_best_node) X(glp_ios_node_bound) X(glp_ios_terminate) \
  X(glp_mip_col_val) X(glp_mip_obj_val) X(glp_mip_status) X(glp_set_col_bnds) X(glp_set_col_kind) X(glp_set_mat_col) \
  X(glp_set_mat_row) X(glp_set_obj_coef) X(glp_set_obj_dir) X(glp_set_row_bnds) X(glp_simplex) X(glp_std_basis) \
  X(glp_term_hook)
/* clang-format on */

typedef struct egb_glpk {
  EGB_GLPK_FUNCTIONS(EGB_LATE_MEMBER)
} egb_glpk;

/* EGB_IO: it is not there, or is no GLPK; EGB_NO_MEMORY. */
egb_status egb_glpk_open(egb_glpk *out);

#endif
