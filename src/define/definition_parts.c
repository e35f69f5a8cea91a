/* The head of the file and levels. */
#include "base/codes.h"
#include "define/definition.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* A text is for all stages, a map has one for each. */
static void bind_fit(const egb_definition *d, const char *stage, const char **text, egb_place *place) {
  const size_t fit = egb_yaml_child(&d->yaml, 0, "fit");
  const bool map = fit != EGB_YAML_NONE && d->yaml.node[fit].kind == EGB_YAML_MAP;
  const size_t use = map ? egb_yaml_child(&d->yaml, fit, stage) : fit;
  if (use == EGB_YAML_NONE)
    return;
  *text = d->yaml.node[use].text;
  *place = d->yaml.node[use].place;
}

egb_status egb_definition_bind_head(egb_definition *d) {
  egb_index *index = d->index;
  index->id = index->node[0].id;
  index->title = index->node[0].name;
  index->edition = egb_definition_text(d, 0, "edition");
  index->version = egb_definition_text(d, 0, "version");
  index->licence = egb_definition_text(d, 0, "licence");
  index->citation = egb_definition_text(d, 0, "citation");
  index->source_text = egb_definition_text(d, 0, "source");
  index->publisher = egb_definition_text(d, 0, "publisher");
  index->note = egb_definition_text(d, 0, "note");
  index->period = egb_definition_text(d, 0, "period");
  if (index->period != NULL && strcmp(index->period, "latest") == 0)
    index->period = NULL;
  index->scale = egb_definition_number(d, 0, "scale", 100);
  const char *direction = egb_definition_text(d, 0, "direction");
  index->lower = direction != NULL && (strcmp(direction, "lower") == 0 || strcmp(direction, "-1") == 0);
  const egb_status status = egb_definition_labels(d, egb_yaml_child(&d->yaml, 0, "description"), &index->description);
  bind_fit(d, "normalise", &index->fit, &index->fit_place);
  bind_fit(d, "treat", &index->fit_treat, &index->fit_treat_place);
  return status;
}

/* ---- levels ---------------------------------------------------------------------------------- */

typedef struct sorted_level {
  egb_level level;
  double height;
  size_t at; /* its YAML map */
} sorted_level;

static int compare_height(const void *a, const void *b) {
  const sorted_level *left = a, *right = b;
  if (left->height != right->height)
    return left->height > right->height ? -1 : 1;
  return left->at < right->at ? -1 : left->at > right->at;
}

static int compare_id(const void *a, const void *b) {
  const sorted_level *left = a, *right = b;
  const int order = strcmp(left->level.id, right->level.id);
  return order != 0 ? order : (left->at < right->at ? -1 : left->at > right->at);
}

static void check_levels(egb_definition *d, sorted_level *level, size_t count) {
  qsort(level, count, sizeof *level, compare_id);
  for (size_t i = 1; i < count; i++) {
    if (level[i].level.id[0] == '\0' || strcmp(level[i].level.id, level[i - 1].level.id) != 0)
      continue;
    egb_diag_at(d->diag, EGB_SEVERITY_ERROR, EGB_E_LEVELS, level[i].level.place, "the level `%s` is defined twice",
                level[i].level.id);
    egb_diag_hint(d->diag, "give each level its own id; the other is in line %zu",
                  egb_place_line(level[i - 1].level.place).line);
  }
  qsort(level, count, sizeof *level, compare_height);
  for (size_t i = 1; i < count; i++) {
    const size_t from = egb_yaml_child(&d->yaml, level[i].at, "from");
    if (level[i].level.from != level[i - 1].level.from || from == EGB_YAML_NONE)
      continue;
    egb_diag_at(d->diag, EGB_SEVERITY_ERROR, EGB_E_LEVELS, d->yaml.node[from].place,
                "the level `%s` begins at the same score as the level `%s`", level[i].level.id, level[i - 1].level.id);
    egb_diag_hint(d->diag, "write for each level the %s score that belongs to it",
                  d->index->lower ? "highest" : "lowest");
  }
}

/* Who writes the lower end of each band in an index where lower is better begins the best one at 0. */
static void check_edges(const egb_definition *d, const sorted_level *best, size_t count) {
  if (!d->index->lower || count < 2 || best->level.from > 0)
    return;
  egb_diag_at(
      d->diag, EGB_SEVERITY_WARNING, EGB_W_LEVELS, best->level.place,
      "only a score of 0 reaches the level `%s`: a lower score is better, so that a level is reached at or below its "
      "`from`",
      best->level.id);
  egb_diag_hint(
      d->diag,
      "write the highest score of each band: the `from` of the next level moves up to this one, and the last level "
      "begins at %g",
      d->index->scale);
}

egb_status egb_definition_bind_levels(egb_definition *d) {
  const size_t list = egb_yaml_child(&d->yaml, 0, "levels");
  if (list == EGB_YAML_NONE)
    return EGB_OK;
  sorted_level *sorted = egb_arena_array(d->arena, d->yaml.node[list].count, sizeof *sorted);
  egb_level *level = egb_arena_array(d->arena, d->yaml.node[list].count, sizeof *level);
  if (egb_arena_failed(d->arena))
    return EGB_NO_MEMORY;
  size_t count = 0;
  for (size_t i = d->yaml.node[list].first; i != EGB_YAML_NONE; i = d->yaml.node[i].next) {
    if (d->yaml.node[i].faulty || egb_yaml_child(&d->yaml, i, "from") == EGB_YAML_NONE)
      continue;
    const size_t id = egb_yaml_child(&d->yaml, i, "id");
    egb_level *next = &sorted[count].level;
    sorted[count++].at = i;
    next->id = id != EGB_YAML_NONE ? d->yaml.node[id].text : "";
    next->place = id != EGB_YAML_NONE ? d->yaml.node[id].place : d->yaml.node[i].place;
    next->from = egb_definition_number(d, i, "from", 0);
    next->minimum = egb_definition_number(d, i, "minimum", d->index->lower ? INFINITY : -INFINITY);
    sorted[count - 1].height = egb_index_height(d->index, next->from);
    egb_status status = egb_definition_labels(d, egb_yaml_child(&d->yaml, i, "name"), &next->name);
    if (status == EGB_OK)
      status = egb_definition_labels(d, egb_yaml_child(&d->yaml, i, "description"), &next->description);
    if (status != EGB_OK)
      return status;
  }
  check_levels(d, sorted, count);
  check_edges(d, sorted, count);
  for (size_t i = 0; i < count; i++)
    level[i] = sorted[i].level;
  d->index->level = level;
  d->index->level_count = count;
  return EGB_OK;
}
