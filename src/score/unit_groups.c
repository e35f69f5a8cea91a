/* Units by their group, for imputations. */
#include "score/panel.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

typedef struct member {
  const char *name;
  size_t unit;
} member;

static int by_name(const void *a, const void *b) {
  return strcmp(((const member *)a)->name, ((const member *)b)->name);
}

bool egb_unit_groups(const egb_dataset *data, size_t period, size_t grouping, egb_arena *arena, size_t **group,
                     size_t *count) {
  member *list = egb_arena_array(arena, data->unit_count, sizeof *list);
  if (*group == NULL)
    *group = egb_arena_array(arena, data->unit_count, sizeof **group);
  *count = 0;
  if (egb_arena_failed(arena))
    return false;
  for (size_t u = 0; u < data->unit_count; u++)
    list[u] = (member){egb_dataset_group(data, period, u, grouping), u};
  qsort(list, data->unit_count, sizeof *list, by_name);
  for (size_t i = 0; i < data->unit_count; i++) {
    const bool unknown = list[i].name[0] == '\0';
    if (!unknown && (i == 0 || strcmp(list[i].name, list[i - 1].name) != 0))
      ++*count;
    (*group)[list[i].unit] = unknown ? SIZE_MAX : *count - 1;
  }
  return true;
}
