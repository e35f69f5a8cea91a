/* Names that are missing in a language which most others have, and a language that only few have. */
#include "lint/lint.h"

#include "base/codes.h"

#include <string.h>

#define LANGUAGES_MAX 64

/* Something with a name. */
typedef struct named {
  const char *what, *id;
  egb_labels labels;
  egb_place place;
  size_t node;
} named;

/* Title, nodes, levels; false beyond the last. */
static bool name_at(const egb_index *index, size_t i, named *out) {
  if (i < index->node_count) {
    const egb_node *node = &index->node[i];
    *out =
        (named){i == 0 ? "the title of" : "the name of", node->id, i == 0 ? index->title : node->name, node->place, i};
    return true;
  }
  i -= index->node_count;
  if (i >= index->level_count)
    return false;
  *out = (named){"the name of the level", index->level[i].id, index->level[i].name, index->level[i].place, EGB_NONE};
  return true;
}

static bool has_any(const named *name) {
  for (size_t i = 0; i < name->labels.count; i++)
    if (name->labels.item[i].language[0] != '\0')
      return true;
  return false;
}

/* The languages that are written somewhere, in the order they come. */
static size_t list_languages(const egb_index *index, const char *language[LANGUAGES_MAX]) {
  size_t count = 0;
  named name;
  for (size_t i = 0; name_at(index, i, &name); i++)
    for (size_t k = 0; k < name.labels.count && count < LANGUAGES_MAX; k++) {
      const char *tag = name.labels.item[k].language;
      bool known = tag[0] == '\0';
      for (size_t l = 0; l < count && !known; l++)
        known = strcmp(language[l], tag) == 0;
      if (!known)
        language[count++] = tag;
    }
  return count;
}

static void find_missing(egb_lint_work *work, const named *name, const char *language, size_t have, size_t of) {
  egb_buffer text = {0}, advice = {0};
  egb_buffer_format(&text, "%s %s is missing in `%s`, which %zu of %zu names have", name->what, name->id, language,
                    have, of);
  egb_buffer_format(&advice, "add `%s: ...` to it", language);
  egb_lint_find(work, name->node, name->place, &text, &advice);
}

static void find_rare(egb_lint_work *work, const named *name, const char *language, size_t have, size_t of) {
  egb_buffer text = {0}, advice = {0};
  egb_buffer_format(&text, "only %zu of %zu names are in `%s`", have, of, language);
  egb_buffer_format(&advice, "add it to the others, or see whether the tag `%s` is the one you mean", language);
  egb_lint_find(work, name->node, name->place, &text, &advice);
}

static void look_for(egb_lint_work *work, const char *language) {
  size_t have = 0, of = 0;
  named name, first = {0};
  for (size_t i = 0; name_at(work->index, i, &name); i++) {
    if (!has_any(&name))
      continue;
    of++;
    if (egb_labels_speak(name.labels, language) && have++ == 0)
      first = name;
  }
  if (have == of)
    return;
  if (2 * have < of) {
    find_rare(work, &first, language, have, of);
    return;
  }
  for (size_t i = 0; name_at(work->index, i, &name); i++)
    if (has_any(&name) && !egb_labels_speak(name.labels, language))
      find_missing(work, &name, language, have, of);
}

static void look(egb_lint_work *work) {
  const char *language[LANGUAGES_MAX];
  const size_t count = list_languages(work->index, language);
  for (size_t i = 0; i < count; i++)
    look_for(work, language[i]);
}

const egb_lint_rule egb_lint_label = {
    .id = "label", .code = EGB_W_LINT_LABEL, .summary = "names missing in a language", .look = look};
