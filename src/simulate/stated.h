/* stated.h - families of siblings whose weights are known through statements only: a polytope of shares each.
 *
 * Only siblings with a weight are members: a weight of 0 is a decision that no draw takes back. What a node that takes
 * no part (a scenario, --drop) or has no weight is compared with is left out, with a warning. */
#ifndef EGB_SIMULATE_STATED_H
#define EGB_SIMULATE_STATED_H

#include "kernel/polytope.h"
#include "score/plan.h"

typedef struct egb_stated {
  size_t parent;
  size_t count;           /* of its children that have a weight */
  const size_t *node;     /* [count] */
  egb_polytope *polytope; /* over them; NULL: nothing is stated, their law is parts_law of the declaration */
} egb_stated;

/* Families that statements are about and, when declared->parts_drawn, the children of declared->parts_of. share: per
 * node, among its siblings; those of 0 are no members. EGB_REFUSED
 * (statements of a file) or EGB_USAGE (of a command line): no weights satisfy them, or they are too many; reported. The
 * list lives in the arena, its polytopes until egb_stated_clear. */
egb_status egb_stated_new(const egb_plan *plan, const double *share, const egb_uncertain *declared, egb_arena *arena,
                          egb_diag *diag, egb_stated **out, size_t *count);
void egb_stated_clear(egb_stated *stated, size_t count);
/* The family of a parent, NULL when it is not among them. */
const egb_stated *egb_stated_find(const egb_stated *stated, size_t count, size_t parent);
bool egb_stated_has(const egb_stated *stated, size_t node);
/* A member whose weight is held at 0: no draw gives it one. */
bool egb_stated_holds_zero(const egb_stated *stated, size_t node);
/* Shares of draws of any numbers, the same as those of the sampler: out[draw * count + i] of the family with a
 * polytope. A number of UINT64_MAX stands for the weights as they are, and its row is left alone. EGB_NO_MEMORY. */
egb_status egb_stated_draw(const egb_stated *stated, uint64_t seed, const uint64_t *number, size_t draws, double *out);
/* The shares in a row of such draws of `count` members of the family, in its order; where some are missing the others
 * share what those had. False: the others have nothing. share[i * stride]. */
bool egb_stated_take(const egb_stated *stated, const double *row, const size_t *node, size_t count, double *share,
                     size_t stride);

#endif
