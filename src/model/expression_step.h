/* expression_step.h - a compiled expression: steps for a machine with a stack. Shared by reading (expression.c), the
 * functions (expression_functions.c) and evaluation (expression_run.c). */
#ifndef EGB_MODEL_EXPRESSION_STEP_H
#define EGB_MODEL_EXPRESSION_STEP_H

#include "model/expression.h"

typedef enum egb_step_kind {
  EGB_STEP_NUMBER,
  EGB_STEP_COLUMN,
  EGB_STEP_NEGATE,
  EGB_STEP_ADD,
  EGB_STEP_SUBTRACT,
  EGB_STEP_MULTIPLY,
  EGB_STEP_DIVIDE,
  EGB_STEP_POWER,
  EGB_STEP_LESS,
  EGB_STEP_LESS_EQUAL,
  EGB_STEP_GREATER,
  EGB_STEP_GREATER_EQUAL,
  EGB_STEP_EQUAL,
  EGB_STEP_UNEQUAL,
  EGB_STEP_LN,
  EGB_STEP_LOG10,
  EGB_STEP_SQRT,
  EGB_STEP_ABS,
  EGB_STEP_EXP,
  EGB_STEP_MIN, /* of two; min(a, b, c) is two steps */
  EGB_STEP_MAX,
  EGB_STEP_CLAMP,
  EGB_STEP_ROUND,  /* of two: x, decimals */
  EGB_STEP_CHOOSE, /* if() */
  EGB_STEP_MISSING,
  EGB_STEP_MEAN_FIRST, /* mean(a, b, c) keeps a sum and a number: the first argument, */
  EGB_STEP_MEAN_NEXT,  /* one more, */
  EGB_STEP_MEAN,       /* and what they come to */
  EGB_STEP_COUNT_FIRST,
  EGB_STEP_COUNT,
  EGB_STEP_MINIMUM, /* over the units */
  EGB_STEP_MAXIMUM,
  EGB_STEP_MEDIAN
} egb_step_kind;

/* How many rows of the stack a step takes, and how many it leaves there. */
size_t egb_step_takes(egb_step_kind kind);
size_t egb_step_gives(egb_step_kind kind);

typedef struct egb_function {
  const char *name;
  const char *shape; /* for messages */
  egb_step_kind kind;
  size_t least, most; /* arguments; most 0: any number */
} egb_function;

/* NULL: there is none. */
const egb_function *egb_function_find(const char *text, size_t length);
/* What may have been meant by a function that there is not, or which there are. */
void egb_function_hint(egb_diag *diag, const char *typed);

typedef struct egb_step {
  egb_step_kind kind;
  double number;
  size_t column;
} egb_step;

typedef struct egb_expression_name {
  const char *name;
  egb_place place;
} egb_expression_name;

struct egb_expression {
  const egb_step *step;
  size_t step_count;
  const egb_expression_name *column;
  size_t column_count;
};

#endif
