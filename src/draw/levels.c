#include "draw/levels.h"

#include <math.h>
#include <string.h>

enum { AT_LEVEL, AT_LEVEL_NAME, AT_SCORE };

static size_t find(const egb_levels *levels, const char *id) {
  size_t i = 0;
  while (i < levels->count && strcmp(levels->id[i], id) != 0)
    i++;
  return i;
}

static void swap(egb_levels *levels, size_t a, size_t b) {
  const egb_levels old = *levels;
  levels->id[a] = old.id[b];
  levels->name[a] = old.name[b];
  levels->mean[a] = old.mean[b];
  levels->id[b] = old.id[a];
  levels->name[b] = old.name[a];
  levels->mean[b] = old.mean[a];
}

void egb_levels_list(const egb_table *table, egb_levels *out) {
  double rows[EGB_LEVELS_MOST] = {0};
  static const char *const columns[] = {
      [AT_LEVEL] = "level", [AT_LEVEL_NAME] = "level_name", [AT_SCORE] = "score", NULL};
  *out = (egb_levels){.read = egb_reading_make(table, columns)};
  const egb_reading *read = &out->read;
  for (size_t row = 0; row < read->rows; row++) {
    const char *id = egb_reading_text(read, row, AT_LEVEL);
    const double score = egb_reading_number(read, row, AT_SCORE);
    const size_t at = find(out, id);
    if (id[0] == '\0' || at == EGB_LEVELS_MOST || isnan(score))
      continue;
    if (at == out->count) {
      const char *name = egb_reading_text(read, row, AT_LEVEL_NAME);
      out->id[out->count] = id;
      out->name[out->count++] = name[0] != '\0' ? name : id;
    }
    rows[at]++;
    out->mean[at] += (score - out->mean[at]) / rows[at];
  }
  for (size_t i = 1; i < out->count; i++)
    for (size_t at = i; at > 0 && out->mean[at - 1] < out->mean[at]; at--)
      swap(out, at - 1, at);
}

size_t egb_levels_of(const egb_levels *levels, size_t row) {
  return find(levels, egb_reading_text(&levels->read, row, AT_LEVEL));
}
