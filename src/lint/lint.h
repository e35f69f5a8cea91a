/* lint.h - a rule, and what rules share. A rule only looks: what it finds is correct, and its author may have meant it.
 */
#ifndef EGB_LINT_LINT_H
#define EGB_LINT_LINT_H

#include "base/buffer.h"
#include "model/lint.h"

typedef struct egb_lint_work {
  egb_lint *out;
  const egb_index *index;
  const egb_results *results;
  const egb_history *history;       /* NULL: no record of changes */
  const struct egb_lint_rule *rule; /* that looks now */
  egb_lint_finding *last;
  bool failed; /* out of memory */
} egb_lint_work;

typedef struct egb_lint_rule {
  const char *id, *code;
  const char *summary; /* what it finds, in one line */
  const char *limit;   /* from which on, and where that is from; NULL: there is no number */
  void (*look)(egb_lint_work *work);
} egb_lint_rule;

/* A finding; both texts are taken over and emptied. node EGB_NONE: none. */
void egb_lint_find(egb_lint_work *work, size_t node, egb_place place, egb_buffer *text, egb_buffer *advice);
/* Values of a node over all units; NaN: missing. */
static inline const double *egb_lint_column(const egb_lint_work *work, egb_stage stage, size_t node) {
  return egb_results_column(work->results, stage, node);
}
static inline bool egb_lint_is_indicator(const egb_lint_work *work, size_t node) {
  return work->index->node[node].first_child == EGB_NONE;
}
/* The smallest and the largest value that is there; how many are. */
size_t egb_lint_range(const double *value, size_t count, double *least, double *most);

#endif
