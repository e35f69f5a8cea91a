/* Cells of indicators with points: an answer, in words or as a number, that the rubric knows. */
#include "base/codes.h"
#include "base/suggest.h"
#include "load/data_load.h"
#include "load/data_text.h"
#include "model/rubric.h"

#include <stdio.h>
#include <string.h>

#define ANSWERS_SHOWN 8
#define HINT_ROOM 512

static bool takes(const egb_rubric_rule *rule, double value) {
  switch (rule->kind) {
  case EGB_RUBRIC_EQUALS:
    return value == rule->code;
  case EGB_RUBRIC_AT_LEAST:
    return value >= rule->code;
  case EGB_RUBRIC_ABOVE:
    return value > rule->code;
  case EGB_RUBRIC_AT_MOST:
    return value <= rule->code;
  case EGB_RUBRIC_BELOW:
    return value < rule->code;
  case EGB_RUBRIC_VALUE:
    return value >= 0 && value <= 1;
  case EGB_RUBRIC_ANSWERED:
  case EGB_RUBRIC_ELSE:
    return true;
  case EGB_RUBRIC_MISSING:
    break;
  }
  return false;
}

static void list_answers(const egb_node *node, char *out, size_t room) {
  size_t length = 0, shown = 0;
  out[0] = '\0';
  for (size_t i = 0; i < node->rubric_count; i++) {
    const egb_rubric_line *line = &node->rubric[i];
    char answer[EGB_CLIP], rule[EGB_RUBRIC_TEXT];
    const char *text = line->code_text != NULL ? line->code_text : egb_rubric_text(line, rule);
    egb_clip(answer, text, strlen(text));
    if (answer[0] == '\0')
      continue;
    if (shown == ANSWERS_SHOWN || length + strlen(answer) + 8 > room) {
      (void)snprintf(out + length, room - length, ", ...");
      return;
    }
    length += (size_t)snprintf(out + length, room - length, "%s%s", shown == 0 ? "" : ", ", answer);
    shown++;
  }
}

static const char *near_answer(const egb_node *node, const char *typed) {
  const char *words[64], *near = NULL;
  size_t count = 0;
  for (size_t i = 0; i < node->rubric_count && count < sizeof words / sizeof words[0]; i++)
    if (node->rubric[i].code_text != NULL)
      words[count++] = node->rubric[i].code_text;
  return egb_suggest(typed, words, count, &near, 1) == 1 ? near : NULL;
}

static void report_answer(egb_loader *loader, const egb_wanted *wanted, const egb_node *node,
                          const egb_csv_field *field) {
  char shown[EGB_CLIP];
  EGB_LOAD_ERROR(loader, EGB_E_ANSWER, field->place, "`%s` has no points for the answer `%s` (column `%s`)", node->id,
                 egb_clip(shown, field->text, field->length), wanted->name);
}

static void refuse_answer(egb_loader *loader, const egb_wanted *wanted, const egb_node *node,
                          const egb_csv_field *field) {
  char shown[EGB_CLIP], answers[HINT_ROOM];
  report_answer(loader, wanted, node, field);
  if (!egb_load_tells(loader))
    return;
  egb_clip(shown, field->text, field->length);
  list_answers(node, answers, sizeof answers);
  const char *near = near_answer(node, shown);
  if (near != NULL)
    egb_diag_hint(loader->diag, "did you mean `%s`? The answers are %s", near, answers);
  else
    egb_diag_hint(loader->diag, "the answers are %s; add a line to `points:`, or `else:` for all others", answers);
}

bool egb_rubric_takes(const egb_node *node, double value) {
  for (size_t i = 0; i < node->rubric_count; i++)
    if (node->rubric[i].code_text == NULL && takes(&node->rubric[i].rule, value))
      return true;
  return false;
}

bool egb_check_rubric(egb_loader *loader, const egb_wanted *wanted, const egb_node *node, const egb_csv_field *field,
                      double value) {
  if (egb_rubric_takes(node, value))
    return true;
  if (!egb_rubric_has(node, EGB_RUBRIC_VALUE)) {
    refuse_answer(loader, wanted, node, field);
    return false;
  }
  char shown[EGB_CLIP];
  EGB_LOAD_ERROR(loader, EGB_E_BOUNDS, field->place, "`%s` is outside 0 to 1, which the `value` rule of `%s` takes",
                 egb_clip(shown, field->text, field->length), node->id);
  egb_diag_hint(loader->diag, "divide the column by its largest possible value, or derive it with `compute:`");
  return false;
}

static bool knows_word(const egb_node *node, const egb_csv_field *field) {
  for (size_t i = 0; i < node->rubric_count; i++) {
    const char *text = node->rubric[i].code_text;
    if (text != NULL && strlen(text) == field->length && memcmp(text, field->text, field->length) == 0)
      return true;
  }
  return false;
}

bool egb_read_answer(egb_table_file *file, egb_wanted *wanted, const egb_csv_field *field, double *value,
                     egb_status *status) {
  bool good = true;
  for (size_t i = 0; i < wanted->node_count; i++) {
    const egb_node *node = wanted->node[i];
    if (knows_word(node, field))
      continue;
    /* `else` and `answered` take every word, but not one that probably says that there is no answer. */
    if (egb_looks_missing(field) ||
        (!egb_rubric_has(node, EGB_RUBRIC_ANSWERED) && !egb_rubric_has(node, EGB_RUBRIC_ELSE))) {
      if (egb_looks_missing(field)) {
        report_answer(file->loader, wanted, node, field);
        egb_hint_missing(file, field, "");
      } else {
        refuse_answer(file->loader, wanted, node, field);
      }
      good = false;
    }
  }
  if (!good)
    return false;
  bool fresh;
  const size_t code = egb_names_add(&wanted->codes, field->text, field->length, &fresh);
  if (code == EGB_NAMES_NONE) {
    *status = EGB_NO_MEMORY;
    return false;
  }
  *value = (double)code;
  return true;
}
