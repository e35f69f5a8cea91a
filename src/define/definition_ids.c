/* Nodes by their ids. */
#include "base/codes.h"
#include "base/suggest.h"
#include "define/definition.h"

#include <stdlib.h>
#include <string.h>

static int compare_nodes(const void *a, const void *b) {
  const egb_node *const left = *(const egb_node *const *)a, *const right = *(const egb_node *const *)b;
  const int order = strcmp(left->id, right->id);
  return order != 0 ? order : (left < right ? -1 : left > right);
}

egb_status egb_definition_sort_ids(egb_definition *d) {
  const size_t count = d->index->node_count;
  const egb_node **sorted = egb_arena_array(d->arena, count, sizeof(const egb_node *));
  if (sorted == NULL)
    return EGB_NO_MEMORY;
  for (size_t i = 0; i < count; i++)
    sorted[i] = &d->index->node[i];
  qsort(sorted, count, sizeof(const egb_node *), compare_nodes);
  d->index->by_id = sorted;
  return EGB_OK;
}

static void report_unknown(egb_definition *d, const char *id, egb_place place, const char *what) {
  egb_diag_at(d->diag, EGB_SEVERITY_ERROR, EGB_E_ID_UNKNOWN, place, "no node has the id `%.*s`",
              egb_definition_shown(id), id);
  if (egb_diag_count(d->diag, EGB_SEVERITY_ERROR) > EGB_DIAG_CAP)
    return;
  const size_t count = d->index->node_count;
  const char **ids = malloc((count + 1) * sizeof(const char *));
  const char *near;
  for (size_t i = 0; ids != NULL && i < count; i++)
    ids[i] = d->index->node[i].id;
  if (ids != NULL && egb_suggest(id, ids, count, &near, 1) == 1)
    egb_diag_hint(d->diag, "did you mean `%s`?", near);
  else
    egb_diag_hint(d->diag, "%s by the `id:` of a node of the tree", what);
  free((void *)ids);
}

size_t egb_definition_find(egb_definition *d, const char *id, egb_place place, const char *what) {
  const size_t found = egb_index_find(d->index, id);
  if (found == EGB_NONE)
    report_unknown(d, id, place, what);
  return found;
}

static int compare_text(const void *a, const void *b) {
  const egb_scalar *left = a, *right = b;
  const int order = strcmp(left->text, right->text);
  return order != 0 ? order : (left->place.offset > right->place.offset) - (left->place.offset < right->place.offset);
}

/* Duplicate ids in a list. */
static egb_status check_twice(egb_definition *d, size_t at) {
  egb_scalar *item = egb_arena_array(d->arena, d->yaml.node[at].count, sizeof *item);
  size_t count = 0;
  if (item == NULL)
    return EGB_NO_MEMORY;
  for (size_t i = d->yaml.node[at].first; i != EGB_YAML_NONE; i = d->yaml.node[i].next)
    if (!d->yaml.node[i].faulty)
      item[count++] = (egb_scalar){d->yaml.node[i].text, d->yaml.node[i].place};
  qsort(item, count, sizeof *item, compare_text);
  for (size_t i = 1; i < count; i++)
    if (strcmp(item[i - 1].text, item[i].text) == 0) {
      egb_diag_at(d->diag, EGB_SEVERITY_ERROR, EGB_E_ID_DUPLICATE, item[i].place, "the id `%s` appears twice in `%s`",
                  item[i].text, d->key[at]->name);
      egb_diag_hint(d->diag, "remove one of the two");
    }
  return EGB_OK;
}

egb_status egb_definition_bind_ids(egb_definition *d, size_t at, const char *what, const size_t **out, size_t *count) {
  if (at == EGB_YAML_NONE)
    return EGB_OK;
  size_t *node = egb_arena_array(d->arena, d->yaml.node[at].count, sizeof *node);
  if (node == NULL)
    return EGB_NO_MEMORY;
  for (size_t i = d->yaml.node[at].first; i != EGB_YAML_NONE; i = d->yaml.node[i].next) {
    const egb_yaml_node *item = &d->yaml.node[i];
    if (item->faulty)
      continue;
    const size_t found = egb_definition_find(d, item->text, item->place, what);
    if (found == 0) {
      egb_diag_at(d->diag, EGB_SEVERITY_ERROR, EGB_E_KEY_VALUE, item->place, "`%s` cannot name the index itself",
                  d->key[at]->name);
      egb_diag_hint(d->diag, "name nodes below it");
    } else if (found != EGB_NONE) {
      node[(*count)++] = found;
    }
  }
  *out = node;
  return check_twice(d, at);
}
