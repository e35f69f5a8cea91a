/* sheet.h - how a method is said as a formula of a spreadsheet: what a row's `.sheet` and `.sheet_fit` append. Formulas
 * have no `=`, English names of functions, commas, and only functions of ECMA-376, 1st edition. A missing value is the
 * empty text (or an empty cell): `x<>""` asks for a value and, unlike ISNUMBER, lets an error through, so that what
 * cannot be computed is seen. */
#ifndef EGB_METHOD_SHEET_H
#define EGB_METHOD_SHEET_H

#include "base/buffer.h"

#include <stdbool.h>
#include <stddef.h>

typedef enum egb_sheet_kind {
  EGB_SHEET_NONE = 0, /* no formula says it: the cell has a value */
  EGB_SHEET_PLAIN,
  EGB_SHEET_ARRAY /* ranges are to be taken element by element: an array formula */
} egb_sheet_kind;

/* What a formula of a normalisation may name. */
typedef struct egb_sheet_value {
  const char *x;             /* the cell of a value, which is there */
  const char *all;           /* the cells of all units' values, in the order of the data, one below the other */
  const char *const *fitted; /* per number that fit() keeps: the cell that has it */
} egb_sheet_value;

/* What a formula of an aggregation may name: cells side by side, of the children that take part, in their order. */
typedef struct egb_sheet_children {
  const char *x;   /* the scores of a unit */
  const char *w;   /* the shares, which need not sum to 1 over those that are there */
  const char *all; /* the scores of all units, a row each */
} egb_sheet_children;

/* A sign of a formula and what it is in one. */
typedef struct egb_sheet_word {
  char sign;
  const char *text;
} egb_sheet_word;

/* Appends a formula with `%a` for the text of sign `a`; words end with the sign 0. */
void egb_sheet_put(egb_buffer *out, const char *formula, const egb_sheet_word *word);

#define EGB_SHEET_NUMBER_MAX 48
/* A number as a formula has it, in parentheses below 0. Returns text. */
const char *egb_sheet_number(double value, char text[EGB_SHEET_NUMBER_MAX]);

/* What a row has of these functions: nothing in a build that makes no workbooks, which is that of a page's engine; the
 * compiler then leaves them out. */
#ifdef EGB_WITHOUT_WORKBOOKS
#define EGB_SHEET(function) (true ? NULL : (function))
#else
#define EGB_SHEET(function) (function)
#endif

/* For aggregations: the summed shares of the children that are there, and their weighted mean; which children count. */
#define EGB_SHEET_TOTAL "SUMPRODUCT(%w*(%x<>\"\"))"
#define EGB_SHEET_MEAN "(SUMPRODUCT(%w,%x)/" EGB_SHEET_TOTAL ")"
#define EGB_SHEET_COUNTS "(%x<>\"\")*(%w>0)"

#endif
