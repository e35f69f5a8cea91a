#include "compare/editions.h"

#include "base/buffer.h"
#include "base/codes.h"
#include "model/breaks.h"

#include <string.h>

#define NAMED 3 /* ids of those that differ */

/* ---- one id in two definitions --------------------------------------------------------------- */

/* In the first language that both have. */
static void compare_labels(egb_buffer *out, egb_labels a, egb_labels b) {
  for (size_t i = 0; i < a.count; i++)
    for (size_t k = 0; k < b.count; k++) {
      if (strcmp(a.item[i].language, b.item[k].language) != 0)
        continue;
      if (strcmp(a.item[i].text, b.item[k].text) != 0)
        egb_buffer_format(out, "%sname `%.60s`, then `%.60s`", out->length > 0 ? "; " : "", a.item[i].text,
                          b.item[k].text);
      return;
    }
}

/* Only what both say: a text that one leaves out is not another one. */
static void compare_texts(egb_buffer *out, const char *what, const char *a, const char *b) {
  if (a != NULL && b != NULL && strcmp(a, b) != 0)
    egb_buffer_format(out, "%s%s `%.60s`, then `%.60s`", out->length > 0 ? "; " : "", what, a, b);
}

static bool has_answer(const egb_node *node, const egb_rubric_line *line) {
  for (size_t i = 0; i < node->rubric_count; i++) {
    const egb_rubric_line *other = &node->rubric[i];
    if (line->code_text != NULL || other->code_text != NULL) {
      if (line->code_text != NULL && other->code_text != NULL && strcmp(line->code_text, other->code_text) == 0)
        return true;
    } else if (line->rule.kind == other->rule.kind && line->rule.code == other->rule.code) {
      return true;
    }
  }
  return false;
}

/* The answers, not what each is worth: points are the method's. */
static void compare_answers(egb_buffer *out, const egb_node *a, const egb_node *b) {
  bool same = true;
  if (a->rubric_count == 0 || b->rubric_count == 0)
    return;
  for (size_t i = 0; i < a->rubric_count; i++)
    same = same && has_answer(b, &a->rubric[i]);
  for (size_t i = 0; i < b->rubric_count; i++)
    same = same && has_answer(a, &b->rubric[i]);
  if (!same)
    egb_buffer_format(out, "%sother answers", out->length > 0 ? "; " : "");
}

static void compare_nodes(egb_buffer *out, const egb_node *a, const egb_node *b) {
  compare_labels(out, a->name, b->name);
  compare_texts(out, "unit", a->unit, b->unit);
  compare_texts(out, "source", a->source, b->source);
  if (a->direction != b->direction)
    egb_buffer_format(out, "%sthe direction", out->length > 0 ? "; " : "");
  compare_answers(out, a, b);
}

/* "`I-40` (name `National ID`, then `Digital signature`; other answers)", the first few of them. */
static void warn_nodes(const egb_results *before, const egb_results *after, egb_diag *diag) {
  egb_buffer list = {0};
  egb_place place = {0};
  size_t count = 0;
  for (size_t i = 1; i < before->node_count; i++) {
    const egb_node *node = &before->index->node[i];
    const size_t twin = before->active[i] ? egb_index_find(after->index, node->id) : EGB_NONE;
    egb_buffer text = {0};
    if (twin == EGB_NONE || twin == 0 || !after->active[twin])
      continue;
    compare_nodes(&text, node, &after->index->node[twin]);
    if (text.length > 0 && count++ < NAMED)
      egb_buffer_format(&list, "%s`%s` (%s)", count > 1 ? ", " : "", node->id, text.text);
    if (text.length > 0 && count == 1)
      place = after->index->node[twin].place;
    egb_buffer_clear(&text);
  }
  if (count > 0 && !list.failed) {
    egb_diag_at(diag, EGB_SEVERITY_WARNING, EGB_W_EDITION, place, "%zu id%s not the same in both definitions: %s%s",
                count, count == 1 ? " is" : "s are", list.text, count > NAMED ? " and more" : "");
    egb_diag_hint(diag,
                  "what is not the same thing takes another id, so that it is not matched; the rest of the labels, "
                  "units and sources best read alike");
  }
  egb_buffer_clear(&list);
}

/* ---- two periods ----------------------------------------------------------------------------- */

static void warn_periods(const egb_results *before, const egb_results *after, egb_diag *diag) {
  const char *from = before->data->period[before->period], *to = after->data->period[after->period];
  egb_buffer text = {0};
  if (from[0] == '\0' || to[0] == '\0' || egb_results_breaks(after, from, to, &text) == 0 || text.failed) {
    egb_buffer_clear(&text);
    return;
  }
  egb_diag_say(diag, EGB_SEVERITY_WARNING, EGB_W_BREAK, "%s and %s are not comparable: %s", from, to, text.text);
  egb_diag_hint(diag, "a change between them is partly one of what was asked or measured");
  egb_buffer_clear(&text);
}

void egb_warn_editions(const egb_results *before, const egb_results *after, egb_diag *diag) {
  if (before->index != after->index)
    warn_nodes(before, after, diag);
  warn_periods(before, after, diag);
}
