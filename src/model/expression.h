/* expression.h - expressions over named columns: `compute:` over data columns and indicators, `then:` over scores.
 *
 * Grammar: numbers; names (letters, digits, '_', '.', not starting with a digit; any other name in square brackets:
 * [I-16]); the word missing; + - * / ^ (right-associative), unary -, parentheses; comparisons < <= > >= = != (1 or 0);
 * functions ln(x), log10(x), sqrt(x), abs(x), exp(x), min(x, ...), max(x, ...), clamp(x, low, high), round(x), round(x,
 * decimals), if(condition, then, else), missing(x) (1 or 0); of those that are there: mean(x, ...), count(x, ...); over
 * the units that have x: minimum(x), maximum(x), median(x).
 *
 * Missing and not finite are two things. What is computed from a missing value is missing, except by if() (which looks
 * only at the branch it takes), missing(), mean() and count(). A step whose inputs are all there and whose result is
 * not finite (ln of 0, a division by 0, an overflow) is a fault, which passes through further steps as missing does,
 * and is less than missing where the two meet; missing() and count() take it for missing. egb_expression_evaluate
 * counts the units whose result is a fault. Depth and length are bounded (nesting 64, 500 steps); evaluation uses no
 * recursion and allocates nothing. */
#ifndef EGB_MODEL_EXPRESSION_H
#define EGB_MODEL_EXPRESSION_H

#include "base/arena.h"
#include "base/diag.h"

#include <stdbool.h>

#define EGB_EXPRESSION_STACK 71 /* rows of n doubles of scratch that evaluation needs */

typedef struct egb_expression egb_expression;

/* Whether a result depends on the other units: minimum(), maximum(), median(). */
bool egb_expression_compares(const egb_expression *expression);
/* Compiles text. place is that of the text in its file (its first character at place.offset), faults are reported
 * inside it. NULL when refused or out of memory (then diag has no error). */
egb_expression *egb_expression_parse(egb_arena *arena, const char *text, egb_place place, egb_diag *diag);
size_t egb_expression_column_count(const egb_expression *expression);
const char *egb_expression_column(const egb_expression *expression, size_t i);
/* Where column i is first named, for messages. */
egb_place egb_expression_column_place(const egb_expression *expression, size_t i);
/* out[0..n) from columns[i][0..n) in the order of egb_expression_column; NaN is missing. scratch: EGB_EXPRESSION_STACK
 * * n doubles. Returns how many units have a fault for a result, which is NaN in out; the first of them in *fault (when
 * not NULL). */
size_t egb_expression_evaluate(const egb_expression *expression, const double *const *columns, size_t n, double *out,
                               double *scratch, size_t *fault);
/* The results alone, in scratch[0..n): NaN is missing, infinity a fault. */
void egb_expression_run(const egb_expression *expression, const double *const *columns, size_t n, double *scratch);
/* The value of an expression without columns ("ln(100)"); NaN when it has columns or is not finite. */
double egb_expression_constant(const egb_expression *expression);

#endif
