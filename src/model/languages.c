#include "egovbench.h"
#include "model/dataset.h"

#include <string.h>

typedef struct search {
  const char **found; /* room for wanted + 1 */
  size_t count, wanted;
} search;

/* False once the wanted language is known. */
static bool look(search *s, egb_labels labels) {
  for (size_t i = 0; i < labels.count; i++) {
    const char *tag = labels.item[i].language;
    bool known = tag[0] == '\0';
    for (size_t k = 0; k < s->count && !known; k++)
      known = strcmp(s->found[k], tag) == 0;
    if (known)
      continue;
    s->found[s->count++] = tag;
    if (s->count > s->wanted)
      return false;
  }
  return true;
}

static void look_everywhere(search *s, const egb_dataset *data) {
  const egb_index *index = data->index;
  bool more = look(s, index->title) && look(s, index->description);
  for (size_t i = 0; i < index->node_count && more; i++)
    more = look(s, index->node[i].name);
  for (size_t i = 0; i < index->level_count && more; i++)
    more = look(s, index->level[i].name);
  for (size_t i = 0; i < data->unit_count && more; i++)
    more = look(s, data->unit[i].name);
}

const char *egb_dataset_language(const egb_dataset *data, size_t language) {
  const char *found[EGB_LANGUAGES_MAX];
  search s = {.found = found, .wanted = language};
  if (language >= EGB_LANGUAGES_MAX)
    return NULL;
  look_everywhere(&s, data);
  return s.count > language ? found[language] : NULL;
}
