#include "read/yaml_duplicates.h"

#include "base/codes.h"

#include <stdlib.h>
#include <string.h>

static int compare_keys(const void *a, const void *b) {
  const egb_yaml_node *const left = *(egb_yaml_node *const *)a, *const right = *(egb_yaml_node *const *)b;
  if (left->parent != right->parent)
    return left->parent < right->parent ? -1 : 1;
  const int order = strcmp(left->key, right->key);
  return order != 0 ? order : (left < right ? -1 : left > right);
}

static void report(const egb_yaml_node *node, const egb_yaml_node *first, egb_diag *diag) {
  egb_diag_at(diag, EGB_SEVERITY_ERROR, EGB_E_YAML_DUPLICATE, node->key_place, "duplicate key `%s`", node->key);
  if (egb_diag_count(diag, EGB_SEVERITY_ERROR) <= EGB_DIAG_CAP) /* beyond it the hint is not shown */
    egb_diag_hint(diag, "first defined in line %zu; keep one of them", egb_place_line(first->key_place).line);
}

/* Equal neighbours in the order of maps and keys are the same key twice. The report walks in document order. */
egb_status egb_yaml_duplicates(egb_yaml_node *node, size_t count, egb_diag *diag, bool *found) {
  egb_yaml_node **keyed = malloc(count * sizeof(egb_yaml_node *));
  const egb_yaml_node **first = calloc(count, sizeof(egb_yaml_node *));
  egb_status status = EGB_NO_MEMORY;
  if (keyed == NULL || first == NULL)
    goto done;
  size_t keys = 0;
  for (size_t i = 0; i < count; i++)
    if (node[i].key != NULL && node[i].key[0] != '\0')
      keyed[keys++] = &node[i];
  qsort(keyed, keys, sizeof(egb_yaml_node *), compare_keys);
  for (size_t i = 1, start = 0; i < keys; i++) {
    if (keyed[i]->parent == keyed[start]->parent && strcmp(keyed[i]->key, keyed[start]->key) == 0)
      first[keyed[i] - node] = keyed[start];
    else
      start = i;
  }
  for (size_t i = 0; i < count; i++) {
    if (first[i] == NULL)
      continue;
    node[i].faulty = true;
    *found = true;
    report(&node[i], first[i], diag);
  }
  status = EGB_OK;
done:
  free((void *)first);
  free(keyed);
  return status;
}
