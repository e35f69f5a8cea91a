/* rubric.h - rules of `points:` as the definition writes them. */
#ifndef EGB_MODEL_RUBRIC_H
#define EGB_MODEL_RUBRIC_H

#include "base/number.h"
#include "model/index.h"

#define EGB_RUBRIC_TEXT (EGB_NUMBER_MAX + 2)
/* "2", ">=5", "0 to 1"; "" for a rule that names no answer, and for an answer in words. Returns out. */
const char *egb_rubric_text(const egb_rubric_line *line, char out[EGB_RUBRIC_TEXT]);
bool egb_rubric_has(const egb_node *node, egb_rubric_kind kind);

#endif
