#include "draw/levels.h"

#include "draw/plot.h"

#include <math.h>
#include <string.h>

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
  *out = (egb_levels){.count = 0};
  for (size_t row = 0; row < egb_table_row_count(table); row++) {
    const char *id = egb_plot_text(table, row, "level");
    const double score = egb_plot_number(table, row, "score");
    const size_t at = find(out, id);
    if (id[0] == '\0' || at == EGB_LEVELS_MOST || isnan(score))
      continue;
    if (at == out->count) {
      const char *name = egb_plot_text(table, row, "level_name");
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

size_t egb_levels_of(const egb_levels *levels, const egb_table *table, size_t row) {
  return find(levels, egb_plot_text(table, row, "level"));
}
