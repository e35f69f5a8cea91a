/* Comments older than the weight they explain: the record of changes says that a weight was another number, and the
 * comment beside it, or the note of its node, still has that one. */
#include "lint/lint.h"

#include "base/codes.h"
#include "base/number.h"

#include <stdlib.h>
#include <string.h>

static bool is_of_number(char c) {
  return (c >= '0' && c <= '9') || c == '.';
}

/* Whether a text has the number, as such or in percent of one: 0.2, .20, 20 %, 20%. */
static bool has_number(const char *text, size_t length, double number) {
  for (size_t i = 0; i < length;) {
    size_t end = i;
    while (end < length && is_of_number(text[end]))
      end++;
    if (end == i) {
      i++;
      continue;
    }
    const bool begins = i == 0 || (text[i - 1] != '_' && !(text[i - 1] >= 'A' && text[i - 1] <= 'Z') &&
                                   !(text[i - 1] >= 'a' && text[i - 1] <= 'z'));
    const size_t digits = end - i - (text[end - 1] == '.'); /* the end of a sentence */
    double value = 0;
    size_t sign = end;
    while (sign < length && text[sign] == ' ')
      sign++;
    if (begins && egb_number_parse(text + i, digits, &value) == EGB_NUMBER_OK &&
        (value == number || (sign < length && text[sign] == '%' && value == egb_number_percent(number))))
      return true;
    i = end;
  }
  return false;
}

/* Behind a place on its line: the comment there. */
static const char *comment_behind(egb_place place, size_t *length) {
  const egb_source *source = place.source;
  const char *at = source->text + place.offset + place.length, *end = source->text + source->length;
  const char *line = memchr(at, '\n', (size_t)(end - at));
  line = line == NULL ? end : line;
  while (at < line && !(*at == '#' && (at[-1] == ' ' || at[-1] == '\t')))
    at++;
  *length = (size_t)(line - at);
  return at;
}

/* The line above, when it is a comment. */
static const char *comment_above(egb_place place, size_t *length) {
  const char *text = place.source->text, *end = text + place.offset;
  while (end > text && end[-1] != '\n')
    end--;
  *length = 0;
  if (end == text)
    return end;
  const char *start = --end;
  while (start > text && start[-1] != '\n')
    start--;
  while (start < end && (*start == ' ' || *start == '\t'))
    start++;
  *length = start < end && *start == '#' ? (size_t)(end - start) : 0;
  return start;
}

typedef struct explained {
  const char *text, *what;
  size_t length;
} explained;

/* An old number of the node that the text has, without the one of today; the entry that changed it, from 1; 0: none. */
static size_t find_old(const egb_lint_work *work, const egb_node *node, const explained *e, const char **old) {
  const egb_history *history = work->history;
  if (e->length == 0 || has_number(e->text, e->length, node->weight))
    return 0;
  for (size_t i = history->count; i > 0; i--)
    for (size_t k = 0; k < history->entry[i - 1].count; k++) {
      const egb_history_weight *weight = &history->entry[i - 1].weight[k];
      if (strcmp(weight->id, node->id) == 0 && weight->before != node->weight &&
          has_number(e->text, e->length, weight->before)) {
        *old = weight->from;
        return i;
      }
    }
  return 0;
}

static void look_at(egb_lint_work *work, size_t i) {
  const egb_node *node = &work->index->node[i];
  explained e[] = {{NULL, "the comment beside", 0}, {NULL, "the comment above", 0}, {node->note, "the note of", 0}};
  e[0].text = comment_behind(node->weight_place, &e[0].length);
  e[1].text = comment_above(node->weight_place, &e[1].length);
  e[2].length = node->note == NULL ? 0 : strlen(node->note);
  for (size_t k = 0; k < sizeof e / sizeof *e; k++) {
    const char *old = NULL;
    const size_t entry = find_old(work, node, &e[k], &old);
    if (entry == 0)
      continue;
    egb_buffer text = {0}, advice = {0}, now = {0};
    egb_buffer_number(&now, node->weight);
    egb_buffer_format(&text, "%s the weight of %s still says %s: change %zu made it another, and it is %s", e[k].what,
                      node->id, old, entry, egb_buffer_string(&now));
    egb_buffer_text(&advice, "see whether the words still explain the number, and bring them up to date");
    text.failed = text.failed || now.failed;
    egb_buffer_clear(&now);
    egb_lint_find(work, i, node->weight_place, &text, &advice);
    return;
  }
}

/* The record is asked per node that it names, each once. */
static void look(egb_lint_work *work) {
  if (work->history == NULL || work->history->count == 0)
    return;
  bool *named = egb_arena_array(work->out->arena, work->index->node_count, sizeof *named);
  if (named == NULL) {
    work->failed = true;
    return;
  }
  for (size_t i = 0; i < work->history->count; i++)
    for (size_t k = 0; k < work->history->entry[i].count; k++) {
      const size_t at = egb_index_find(work->index, work->history->entry[i].weight[k].id);
      if (at != EGB_NONE && work->index->node[at].weight_place.source == work->index->source)
        named[at] = work->index->node[at].weight_of == NULL;
    }
  for (size_t i = 1; i < work->index->node_count; i++)
    if (named[i])
      look_at(work, i);
}

const egb_lint_rule egb_lint_comment = {.id = "comment",
                                        .code = EGB_W_LINT_COMMENT,
                                        .summary = "comments older than the weight they explain",
                                        .limit = "needs the record that `weights set --why` keeps",
                                        .look = look};
