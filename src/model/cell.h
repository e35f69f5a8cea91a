/* cell.h - plain values that every room from method upwards shares: an answer rubric and how numbers are rounded,
 * beside the states of cells and the families of methods in egovbench.h. It depends on nothing else, so that `method`
 * may include it without seeing the rest of the model. */
#ifndef EGB_MODEL_CELL_H
#define EGB_MODEL_CELL_H

#include "egovbench.h"

#include <stddef.h>

/* How a number is rounded to decimals: exactly half goes to the even digit or up (away from zero); or as R rounds,
 * which asks for the nearest of binary numbers. The order is that of the words in the grammar and in method/methods.c.
 */
typedef enum egb_rounding { EGB_ROUNDING_HALF_EVEN = 0, EGB_ROUNDING_HALF_UP, EGB_ROUNDING_R } egb_rounding;

/* One line of a rubric: which answers it takes and what they earn. The first rule that takes an answer decides, in the
 * order EQUALS, comparisons as written, ANSWERED, ELSE. */
typedef enum egb_rubric_kind {
  EGB_RUBRIC_EQUALS,   /* "2: 4.5"      answer == code */
  EGB_RUBRIC_AT_LEAST, /* '">=1": 1' */
  EGB_RUBRIC_ABOVE,    /* '">0": 1' */
  EGB_RUBRIC_AT_MOST,  /* '"<=3": 1' */
  EGB_RUBRIC_BELOW,    /* '"<3": 1' */
  EGB_RUBRIC_VALUE,    /* "value: 12"   points times the value, which must lie in [0, 1] */
  EGB_RUBRIC_ANSWERED, /* "answered: 1" any answer */
  EGB_RUBRIC_MISSING,  /* "missing: 0"  no answer; without this rule a missing answer stays missing */
  EGB_RUBRIC_ELSE      /* "else: 0"     any other answer; without it another answer is refused */
} egb_rubric_kind;

typedef struct egb_rubric_rule {
  egb_rubric_kind kind;
  double code; /* what the answer is compared with; for a text answer its number in the data column's code list */
  double points;
} egb_rubric_rule;

typedef struct egb_rubric {
  const egb_rubric_rule *rule;
  size_t count;
  double maximum; /* most points an answer can earn, > 0 */
} egb_rubric;

#endif
