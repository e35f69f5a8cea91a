/* Expression texts: nothing crashes, what compiles evaluates within its scratch, results are finite or missing, and
 * each unit that has a fault is counted. */
#include "model/expression.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

#define UNITS 3
#define COLUMNS 500

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
  if (size > 4096)
    return 0;
  static const double values[COLUMNS][UNITS] = {{1, 0, -1}, {(double)NAN, 2, 1e308}, {3, (double)NAN, (double)NAN}};
  const double *columns[COLUMNS];
  for (size_t i = 0; i < COLUMNS; i++)
    columns[i] = values[i];
  egb_arena *arena = egb_arena_new();
  egb_diag *diag = egb_diag_new();
  char *text = arena != NULL ? egb_arena_text(arena, (const char *)bytes, size) : NULL;
  if (text != NULL && diag != NULL) {
    const egb_source source = {"fuzz", text, strlen(text), NULL};
    const egb_place place = {&source, 0, (uint32_t)strlen(text)};
    const egb_expression *expression = egb_expression_parse(arena, text, place, diag);
    if (expression == NULL && !egb_diag_failed(diag))
      abort(); /* refused without a word */
    if (expression != NULL) {
      double out[UNITS],
          *scratch = malloc(UNITS * EGB_EXPRESSION_STACK * sizeof *scratch); /* malloc: bounds are seen */
      size_t fault = 0;
      const size_t faults =
          scratch != NULL ? egb_expression_evaluate(expression, columns, UNITS, out, scratch, &fault) : 0;
      size_t missing = 0;
      for (size_t u = 0; scratch != NULL && u < UNITS; u++) {
        if (isinf(out[u]))
          abort(); /* neither a number nor missing */
        missing += isnan(out[u]) ? 1 : 0;
      }
      if (faults > missing || (faults > 0 && !isnan(out[fault])))
        abort();
      (void)egb_expression_compares(expression);
      free(scratch);
      (void)egb_expression_constant(expression);
    }
  }
  egb_diag_free(diag);
  egb_arena_free(arena);
  return 0;
}
