/* Methods in full: nodes that chose the same, with the same parameters, are described together. */
#include "describe/methodology.h"

#include <math.h>
#include <string.h>

static bool chosen(const egb_choice *choice) {
  return choice != NULL && choice->name != NULL && strcmp(choice->name, "none") != 0;
}

static bool same_setting(const egb_setting *a, const egb_setting *b) {
  if (strcmp(a->key, b->key) != 0 || a->count != b->count || a->rows != b->rows || a->list != b->list)
    return false;
  for (size_t i = 0; i < a->count; i++)
    if (strcmp(a->value[i].text, b->value[i].text) != 0)
      return false;
  return true;
}

static bool same_choice(const egb_choice *a, const egb_choice *b) {
  if (strcmp(a->name, b->name) != 0 || a->count != b->count)
    return false;
  for (size_t i = 0; i < a->count; i++)
    if (!same_setting(&a->setting[i], &b->setting[i]))
      return false;
  return true;
}

static const egb_setting *find_setting(const egb_choice *choice, const char *key) {
  for (size_t i = 0; i < choice->count; i++)
    if (strcmp(choice->setting[i].key, key) == 0)
      return &choice->setting[i];
  return NULL;
}

/* ---- a method in full ------------------------------------------------------------------------ */

/* "points = 5: How many values at most ..." Values that are not written are described as defaults. */
static void put_parameter(const egb_chapter *chapter, const egb_choice *choice, const egb_parameter *parameter,
                          bool own) {
  const egb_setting *setting = find_setting(choice, parameter->name);
  egb_buffer text = {0};
  if (setting == NULL && (!own || !egb_words_has_preset(parameter)))
    return;
  egb_buffer_format(&text, "%s = ", parameter->name);
  if (setting != NULL) {
    egb_words_setting(&text, setting);
  } else if (parameter->kind == EGB_PARAMETER_RANGE && isnan(parameter->preset[1])) {
    egb_buffer_char(&text, '[');
    egb_buffer_number(&text, parameter->preset[0]);
    egb_buffer_text(&text, ", ");
    egb_buffer_number(&text, chapter->index->scale);
    egb_buffer_text(&text, "] (default)");
  } else {
    egb_words_preset(&text, parameter);
    egb_buffer_text(&text, " (default)");
  }
  if (parameter->help != NULL)
    egb_buffer_format(&text, ": %s", parameter->help);
  egb_document_take(chapter->document, EGB_BLOCK_ITEM, &text);
}

static void put_method(const egb_chapter *chapter, egb_method_family family, const egb_choice *choice,
                       const bool *marked, bool indicators) {
  egb_document *document = chapter->document;
  const egb_method *method = egb_words_find(family, choice->name);
  egb_buffer text = {0};
  if (method == NULL) {
    egb_document_format(document, EGB_BLOCK_PARAGRAPH, "The method `%s` is not known.", choice->name);
    return;
  }
  egb_buffer_format(&text, "%s: %s", method->name, method->summary);
  document->failed = document->failed || text.failed;
  if (!text.failed)
    egb_document_heading(document, 3, text.text);
  egb_buffer_clear(&text);
  egb_buffer_text(&text, "Applies to ");
  egb_chapter_put_nodes(chapter, &text, marked, indicators);
  egb_buffer_char(&text, '.');
  egb_document_take(document, EGB_BLOCK_PARAGRAPH, &text);
  egb_document_text(document, EGB_BLOCK_FORMULA, method->formula);
  for (size_t i = 0; i < method->parameter_count; i++)
    put_parameter(chapter, choice, &method->parameter[i], true);
  size_t count;
  const egb_parameter *common = egb_common_parameters(family, &count);
  for (size_t i = 0; i < count; i++)
    put_parameter(chapter, choice, &common[i], false);
  if (method->edges != NULL)
    egb_document_format(document, EGB_BLOCK_PARAGRAPH, "Special cases: %s", method->edges);
}

void egb_chapter_put_choices(const egb_chapter *chapter, egb_method_family family, egb_chapter_choice *choice_of,
                             bool indicators) {
  const egb_index *index = chapter->index;
  egb_document *document = chapter->document;
  bool *done = egb_arena_array(document->head->arena, index->node_count, sizeof *done);
  bool *same = egb_arena_array(document->head->arena, index->node_count, sizeof *same);
  document->failed = document->failed || done == NULL || same == NULL;
  for (size_t i = 0; i < index->node_count && !document->failed; i++) {
    const egb_choice *choice = choice_of(&index->node[i]);
    if (!chapter->active[i] || done[i] || !chosen(choice))
      continue;
    for (size_t k = 0; k < index->node_count; k++) {
      const egb_choice *other = choice_of(&index->node[k]);
      same[k] = chapter->active[k] && chosen(other) && same_choice(choice, other);
      done[k] = done[k] || same[k];
    }
    put_method(chapter, family, choice, same, indicators);
  }
}

bool egb_chapter_any_choice(const egb_chapter *chapter, egb_chapter_choice *choice_of) {
  for (size_t i = 0; i < chapter->index->node_count; i++)
    if (chapter->active[i] && chosen(choice_of(&chapter->index->node[i])))
      return true;
  return false;
}
