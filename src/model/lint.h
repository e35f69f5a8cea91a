/* lint.h - what is correct in an index and perhaps not meant. */
#ifndef EGB_MODEL_LINT_H
#define EGB_MODEL_LINT_H

#include "model/history.h"
#include "model/results.h"

typedef struct egb_lint_finding {
  const char *id, *code; /* of the rule */
  size_t node;           /* EGB_NONE: none */
  egb_place place;
  const char *text, *advice;
  const struct egb_lint_finding *next;
} egb_lint_finding;

struct egb_lint {
  egb_arena *arena;
  const egb_results *results;
  const egb_lint_finding *first; /* in the order of the rules, then of the definition */
  size_t count;
};

#endif
