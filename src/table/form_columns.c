#include "table/form_columns.h"

#include "base/buffer.h"
#include "model/rubric.h"

#include <math.h>
#include <string.h>

/* Per data column the indicator that reads it, EGB_NONE when several or none do. NULL: out of memory. */
static size_t *find_nodes(egb_arena *arena, const egb_dataset *data) {
  size_t *found = egb_arena_array(arena, data->column_count, sizeof *found);
  bool *several = egb_arena_array(arena, data->column_count, sizeof *several);
  if (found == NULL || several == NULL)
    return NULL;
  for (size_t i = 0; i < data->column_count; i++)
    found[i] = EGB_NONE;
  for (size_t i = 0; i < data->index->node_count; i++) {
    const char *name = data->index->node[i].column;
    const size_t column = name != NULL ? egb_dataset_column(data, name) : EGB_NONE;
    if (column == EGB_NONE)
      continue;
    several[column] = several[column] || found[column] != EGB_NONE;
    found[column] = several[column] ? EGB_NONE : i;
  }
  return found;
}

/* ---- allowed answers -------------------------------------------------------------------------- */

static void put_answers(egb_buffer *out, const egb_node *node) {
  char rule[EGB_RUBRIC_TEXT];
  for (size_t i = 0; i < node->rubric_count; i++) {
    const egb_rubric_line *line = &node->rubric[i];
    const char *text = line->code_text != NULL ? line->code_text : egb_rubric_text(line, rule);
    if (text[0] != '\0')
      egb_buffer_format(out, "%s%s", out->length == 0 ? "" : ", ", text);
  }
  if (egb_rubric_has(node, EGB_RUBRIC_ELSE) || egb_rubric_has(node, EGB_RUBRIC_ANSWERED))
    egb_buffer_text(out, out->length == 0 ? "any answer" : ", any other answer");
}

static void put_bounds(egb_buffer *out, const egb_node *node) {
  char low[EGB_NUMBER_MAX], high[EGB_NUMBER_MAX];
  egb_number_shortest(node->bounds[0], low);
  egb_number_shortest(node->bounds[1], high);
  if (isfinite(node->bounds[0]) && isfinite(node->bounds[1]))
    egb_buffer_format(out, "%s to %s", low, high);
  else if (isfinite(node->bounds[0]))
    egb_buffer_format(out, "%s or more", low);
  else if (isfinite(node->bounds[1]))
    egb_buffer_format(out, "%s or less", high);
}

/* NULL: anything, or out of memory (*failed). */
static const char *allowed_text(egb_arena *arena, const egb_node *node, bool *failed) {
  egb_buffer text = {0};
  if (node->rubric != NULL)
    put_answers(&text, node);
  else if (node->has_bounds)
    put_bounds(&text, node);
  const char *copy = text.length == 0 ? NULL : egb_arena_copy(arena, text.text);
  *failed = *failed || text.failed || (text.length != 0 && copy == NULL);
  egb_buffer_clear(&text);
  return copy;
}

/* ---- rules of a spreadsheet ------------------------------------------------------------------- */

/* The answers when each is written out; NULL: others are allowed too. */
static egb_cell *answer_list(egb_arena *arena, const egb_node *node, bool words, size_t *count) {
  egb_cell *list = egb_arena_array(arena, node->rubric_count, sizeof *list);
  *count = 0;
  for (size_t i = 0; list != NULL && i < node->rubric_count; i++) {
    const egb_rubric_line *line = &node->rubric[i];
    char number[EGB_RUBRIC_TEXT];
    if (line->rule.kind == EGB_RUBRIC_MISSING)
      continue;
    if (line->code_text == NULL && line->rule.kind != EGB_RUBRIC_EQUALS)
      return NULL;
    egb_cell *cell = &list[(*count)++];
    cell->kind = words ? EGB_CELL_TEXT : EGB_CELL_NUMBER;
    if (!words)
      cell->as.number = line->rule.code;
    else if (line->code_text != NULL)
      cell->as.text = line->code_text;
    else if ((cell->as.text = egb_arena_copy(arena, egb_rubric_text(line, number))) == NULL)
      return NULL;
  }
  return *count != 0 ? list : NULL;
}

static void set_condition(egb_arena *arena, const egb_node *node, bool words, egb_column_rule *rule) {
  if (node->rubric != NULL)
    rule->answer = answer_list(arena, node, words, &rule->answer_count);
  if (node->rubric == NULL && node->has_bounds && isfinite(node->bounds[0]) && isfinite(node->bounds[1])) {
    rule->has_bounds = true;
    rule->bounds[0] = node->bounds[0];
    rule->bounds[1] = node->bounds[1];
  }
}

/* Pairs of a lead and a text; those with a text, with `between` between them. NULL: none, or out of memory. */
static const char *joined(egb_arena *arena, const char *const *part, size_t count, const char *between, bool *failed) {
  egb_buffer text = {0};
  for (size_t i = 0; i + 1 < count; i += 2)
    if (part[i + 1] != NULL)
      egb_buffer_format(&text, "%s%s%s", text.length == 0 ? "" : between, part[i], part[i + 1]);
  const char *copy = text.failed || text.length == 0 ? NULL : egb_arena_copy(arena, text.text);
  *failed = *failed || text.failed;
  egb_buffer_clear(&text);
  return copy;
}

static bool describe(egb_arena *arena, const egb_node *node, bool words, egb_form_column *out) {
  bool failed = false;
  egb_column_rule *rule = egb_arena_array(arena, 1, sizeof *rule);
  out->measure = node->unit;
  out->allowed = allowed_text(arena, node, &failed);
  const char *const prompt[] = {"", out->label, "", out->measure, "Allowed: ", out->allowed, "", node->note};
  const char *const help[] = {"Measured in: ", out->measure, "Allowed: ", out->allowed, "", node->note};
  out->help = joined(arena, help, 6, ". ", &failed);
  if (rule == NULL)
    return false;
  rule->prompt = joined(arena, prompt, 8, "\n", &failed);
  set_condition(arena, node, words, rule);
  out->rule = rule;
  return !failed && !egb_arena_failed(arena);
}

egb_form_column *egb_form_columns(egb_arena *arena, const egb_dataset *data, const char *const *languages) {
  egb_form_column *list = egb_arena_array(arena, data->column_count, sizeof *list);
  const size_t *found = find_nodes(arena, data);
  if (list == NULL || found == NULL)
    return NULL;
  for (size_t i = 0; i < data->column_count; i++) {
    const size_t node = found[i];
    const bool words = data->codes != NULL && data->codes[i] != NULL;
    list[i].label = node == EGB_NONE ? data->column[i] : egb_index_node_name(data->index, node, languages);
    if (node != EGB_NONE && !describe(arena, &data->index->node[node], words, &list[i]))
      return NULL;
  }
  return list;
}
