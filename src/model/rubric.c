#include "model/rubric.h"

#include <stdio.h>

const char *egb_rubric_text(const egb_rubric_line *line, char out[EGB_RUBRIC_TEXT]) {
  static const char *const sign[] = {"", ">=", ">", "<=", "<"};
  char number[EGB_NUMBER_MAX];
  out[0] = '\0';
  if (line->code_text != NULL)
    return out;
  if (line->rule.kind < EGB_RUBRIC_VALUE) {
    egb_number_shortest(line->rule.code, number);
    (void)snprintf(out, EGB_RUBRIC_TEXT, "%s%s", sign[line->rule.kind], number);
  } else if (line->rule.kind == EGB_RUBRIC_VALUE) {
    (void)snprintf(out, EGB_RUBRIC_TEXT, "0 to 1");
  }
  return out;
}

bool egb_rubric_has(const egb_node *node, egb_rubric_kind kind) {
  for (size_t i = 0; i < node->rubric_count; i++)
    if (node->rubric[i].rule.kind == kind)
      return true;
  return false;
}
