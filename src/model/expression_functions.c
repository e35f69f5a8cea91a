/* The functions of expressions, and what to say of one that there is not. */
#include "model/expression_step.h"

#include "base/suggest.h"

#include <stdio.h>
#include <string.h>

static const egb_function functions[] = {{"ln", "ln(x)", EGB_STEP_LN, 1, 1},
                                         {"log10", "log10(x)", EGB_STEP_LOG10, 1, 1},
                                         {"sqrt", "sqrt(x)", EGB_STEP_SQRT, 1, 1},
                                         {"abs", "abs(x)", EGB_STEP_ABS, 1, 1},
                                         {"exp", "exp(x)", EGB_STEP_EXP, 1, 1},
                                         {"min", "min(x, ...)", EGB_STEP_MIN, 1, 0},
                                         {"max", "max(x, ...)", EGB_STEP_MAX, 1, 0},
                                         {"clamp", "clamp(x, low, high)", EGB_STEP_CLAMP, 3, 3},
                                         {"round", "round(x) or round(x, decimals)", EGB_STEP_ROUND, 1, 2},
                                         {"if", "if(condition, then, else)", EGB_STEP_CHOOSE, 3, 3},
                                         {"missing", "missing(x)", EGB_STEP_MISSING, 1, 1},
                                         {"mean", "mean(x, ...)", EGB_STEP_MEAN_NEXT, 1, 0},
                                         {"count", "count(x, ...)", EGB_STEP_COUNT, 1, 0},
                                         {"minimum", "minimum(x)", EGB_STEP_MINIMUM, 1, 1},
                                         {"maximum", "maximum(x)", EGB_STEP_MAXIMUM, 1, 1},
                                         {"median", "median(x)", EGB_STEP_MEDIAN, 1, 1}};
#define FUNCTIONS (sizeof functions / sizeof *functions)

const egb_function *egb_function_find(const char *text, size_t length) {
  for (size_t i = 0; i < FUNCTIONS; i++)
    if (strlen(functions[i].name) == length && strncmp(functions[i].name, text, length) == 0)
      return &functions[i];
  return NULL;
}

/* What functions of other languages are called here; NULL: not known. */
static const char *advice_for(const char *typed) {
  static const char *const advices[][2] = {
      {"log", "write ln for the natural logarithm, log10 for the decimal one"},
      {"sum", "write x + y; of those that are there: mean(x, y) * count(x, y)"},
      {"average", "write mean(x, ...)"},
      {"avg", "write mean(x, ...)"},
      {"pow", "write x ^ y"},
      {"power", "write x ^ y"},
      {"ifelse", "write if(condition, then, else)"},
      {"isna", "write missing(x)"},
      {"isblank", "write missing(x)"},
  };
  char lower[16];
  size_t length = 0;
  for (; typed[length] != '\0' && length + 1 < sizeof lower; length++)
    lower[length] = (char)(typed[length] >= 'A' && typed[length] <= 'Z' ? typed[length] - 'A' + 'a' : typed[length]);
  lower[length] = '\0';
  for (size_t i = 0; i < sizeof advices / sizeof *advices; i++)
    if (typed[length] == '\0' && strcmp(lower, advices[i][0]) == 0)
      return advices[i][1];
  return NULL;
}

static void hint_names(egb_diag *diag, const char *const *names) {
  char list[256];
  size_t length = 0;
  for (size_t i = 0; i < FUNCTIONS && length < sizeof list; i++)
    length += (size_t)snprintf(list + length, sizeof list - length, "%s%s", i == 0 ? "" : ", ", names[i]);
  egb_diag_hint(diag, "the functions are %s", list);
}

void egb_function_hint(egb_diag *diag, const char *typed) {
  const char *names[FUNCTIONS], *near[1];
  for (size_t i = 0; i < FUNCTIONS; i++)
    names[i] = functions[i].name;
  if (advice_for(typed) != NULL)
    egb_diag_hint(diag, "%s", advice_for(typed));
  else if (egb_suggest(typed, names, FUNCTIONS, near, 1) > 0)
    egb_diag_hint(diag, "did you mean `%s`?", near[0]);
  else
    hint_names(diag, names);
}
