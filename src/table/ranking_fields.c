#include "base/codes.h"
#include "table/cells.h"
#include "table/ranking.h"

#include <string.h>

static const struct {
  egb_field_kind kind;
  const char *id;
} fixed_fields[] = {{EGB_FIELD_UNIT, "unit"},
                    {EGB_FIELD_NAME, "name"},
                    {EGB_FIELD_SCORE, "score"},
                    {EGB_FIELD_RANK, "rank"},
                    {EGB_FIELD_LEVEL, "level"},
                    {EGB_FIELD_LEVEL_NAME, "level_name"},
                    {EGB_FIELD_NEXT_LEVEL, "next_level"},
                    {EGB_FIELD_TO_NEXT, "to_next_level"},
                    {EGB_FIELD_HELD_BACK, "held_back_by"},
                    {EGB_FIELD_COVERAGE, "coverage"},
                    {EGB_FIELD_IMPUTED, "imputed"},
                    {EGB_FIELD_MISSING, "missing"},
                    {EGB_FIELD_STATUS, "status"},
                    {EGB_FIELD_REASON, "reason"},
                    {EGB_FIELD_RANK_LOW, "rank_low"},
                    {EGB_FIELD_RANK_HIGH, "rank_high"},
                    {EGB_FIELD_LOW_BEST, "rank_low_best"},
                    {EGB_FIELD_LOW_WORST, "rank_low_worst"},
                    {EGB_FIELD_HIGH_BEST, "rank_high_best"},
                    {EGB_FIELD_HIGH_WORST, "rank_high_worst"},
                    {EGB_FIELD_BEFORE_SCORE, "previous_score"},
                    {EGB_FIELD_BEFORE_RANK, "previous_rank"},
                    {EGB_FIELD_SCORE_CHANGE, "score_change"},
                    {EGB_FIELD_RANK_CHANGE, "rank_change"},
                    {EGB_FIELD_MEMBERSHIP, "membership"}};
#define FIXED_COUNT (sizeof fixed_fields / sizeof *fixed_fields)

static bool is_fixed(const char *id) {
  for (size_t i = 0; i < FIXED_COUNT; i++)
    if (strcmp(fixed_fields[i].id, id) == 0)
      return true;
  return false;
}

static void add_field(egb_ranking *ranking, egb_field_kind kind, size_t item, const char *id, bool standard) {
  ranking->field[ranking->field_count++] = (egb_field){.kind = kind, .item = item, .id = id, .standard = standard};
}

/* "name_zh_hant" from "zh-Hant"; a tag comes from the command line, so anything else in it becomes '_' too. */
static const char *language_id(egb_arena *arena, const char *tag) {
  char *id = egb_arena_format(arena, "name_%s", tag);
  for (char *c = id; c != NULL && *c != '\0'; c++) {
    if (*c >= 'A' && *c <= 'Z')
      *c = (char)(*c + ('a' - 'A'));
    else if (!((*c >= 'a' && *c <= 'z') || (*c >= '0' && *c <= '9')))
      *c = '_';
  }
  return id;
}

static bool taken(const egb_ranking *ranking, const char *id) {
  for (size_t i = 0; i < ranking->data->grouping_count; i++) {
    const char *grouping = ranking->data->grouping[i];
    if (strncmp(id, "rank_", 5) == 0 && strcmp(id + 5, grouping) == 0)
      return true;
  }
  for (size_t i = 0; i < ranking->field_count && ranking->field[i].kind <= EGB_FIELD_NAME; i++) /* names stand first */
    if (strcmp(ranking->field[i].id, id) == 0)
      return true;
  return is_fixed(id);
}

/* Ids come from files: one that is a column of ours already gets a prefix, so that no two columns share a name. */
static const char *free_id(const egb_ranking *ranking, const char *id, const char *prefix, bool avoid_nodes) {
  while (id != NULL && (taken(ranking, id) || (avoid_nodes && egb_index_find(ranking->index, id) != EGB_NONE)))
    id = egb_arena_format(ranking->arena, "%s%s", prefix, id);
  return id;
}

static egb_status list_names(egb_ranking *ranking) {
  static const char *const as_written[] = {NULL};
  const char *const *asked = ranking->options->languages;
  size_t count = 0;
  while (asked != NULL && asked[count] != NULL)
    count++;
  ranking->language = egb_arena_array(ranking->arena, count + 1, sizeof *ranking->language);
  if (ranking->language == NULL)
    return EGB_NO_MEMORY;
  ranking->language[0] = count == 0 ? as_written : asked;
  ranking->language_count = 1;
  add_field(ranking, EGB_FIELD_NAME, 0, "name", true);
  for (size_t i = 1; i < count; i++) {
    const char **list = egb_arena_array(ranking->arena, 2, sizeof *list);
    const char *id = language_id(ranking->arena, asked[i]);
    if (list == NULL || id == NULL)
      return EGB_NO_MEMORY;
    bool known = false;
    for (size_t k = 0; k < ranking->field_count && !known; k++)
      known = strcmp(ranking->field[k].id, id) == 0;
    if (known)
      continue;
    list[0] = asked[i];
    add_field(ranking, EGB_FIELD_NAME, ranking->language_count, id, true);
    ranking->language[ranking->language_count++] = list;
  }
  return EGB_OK;
}

static egb_status list_nodes(egb_ranking *ranking, bool dimensions) {
  const egb_index *index = ranking->index;
  for (size_t i = 1; i < index->node_count; i++) {
    if ((index->node[i].parent == 0) != dimensions || !egb_cells_active(ranking->results, i))
      continue;
    const char *id = free_id(ranking, index->node[i].id, "node_", false);
    while (id != NULL && id != index->node[i].id && egb_index_find(index, id) != EGB_NONE)
      id = egb_arena_format(ranking->arena, "node_%s", id);
    if (id == NULL)
      return EGB_NO_MEMORY;
    add_field(ranking, EGB_FIELD_NODE, i, id, dimensions);
  }
  return EGB_OK;
}

static egb_status list_groupings(egb_ranking *ranking) {
  const egb_dataset *data = ranking->data;
  for (size_t i = 0; i < data->grouping_count; i++) {
    const char *id = free_id(ranking, data->grouping[i], "group_", true);
    if (id == NULL)
      return EGB_NO_MEMORY;
    add_field(ranking, EGB_FIELD_GROUP, i, id, true);
  }
  for (size_t i = 0; i < data->grouping_count; i++) {
    const char *id = egb_arena_format(ranking->arena, "rank_%s", data->grouping[i]);
    if (id == NULL)
      return EGB_NO_MEMORY;
    if (ranking->group_rank[i] != NULL)
      add_field(ranking, EGB_FIELD_GROUP_RANK, i, id, true);
  }
  return EGB_OK;
}

static bool is_about_levels(egb_field_kind kind) {
  return kind == EGB_FIELD_NEXT_LEVEL || kind == EGB_FIELD_TO_NEXT || kind == EGB_FIELD_HELD_BACK;
}

/* Figures of another period exist when one is compared with. */
static bool is_offered(const egb_ranking *ranking, egb_field_kind kind) {
  if (egb_ranking_is_interval(kind))
    return ranking->options->uncertainty != NULL;
  if (is_about_levels(kind))
    return ranking->options->levels;
  return !egb_ranking_is_compared(kind) || ranking->options->compare != NULL;
}

static bool is_standard(const egb_ranking *ranking, egb_field_kind kind) {
  return kind != EGB_FIELD_IMPUTED || egb_cells_has_stage(ranking->results, EGB_STAGE_IMPUTED);
}

egb_status egb_ranking_list_fields(egb_ranking *ranking) {
  size_t languages = 0;
  const char *const *asked = ranking->options->languages;
  while (asked != NULL && asked[languages] != NULL)
    languages++;
  const size_t room = FIXED_COUNT + languages + ranking->index->node_count + 2 * ranking->data->grouping_count;
  ranking->field = egb_arena_array(ranking->arena, room, sizeof *ranking->field);
  if (ranking->field == NULL)
    return EGB_NO_MEMORY;
  add_field(ranking, EGB_FIELD_UNIT, 0, "unit", true);
  egb_status status = list_names(ranking);
  add_field(ranking, EGB_FIELD_SCORE, 0, "score", true);
  add_field(ranking, EGB_FIELD_RANK, 0, "rank", true);
  if (status == EGB_OK)
    status = list_nodes(ranking, true);
  if (status != EGB_OK)
    return status;
  for (size_t i = 0; i < FIXED_COUNT; i++)
    if (fixed_fields[i].kind >= EGB_FIELD_LEVEL && is_offered(ranking, fixed_fields[i].kind))
      add_field(ranking, fixed_fields[i].kind, 0, fixed_fields[i].id, is_standard(ranking, fixed_fields[i].kind));
  status = list_groupings(ranking);
  return status == EGB_OK ? list_nodes(ranking, false) : status;
}

const egb_field *egb_ranking_find_field(const egb_ranking *ranking, const char *id) {
  for (size_t i = 0; i < ranking->field_count; i++)
    if (strcmp(ranking->field[i].id, id) == 0)
      return &ranking->field[i];
  return NULL;
}

egb_status egb_ranking_unknown_field(egb_ranking *ranking, const char *id) {
  for (size_t i = 0; i < ranking->data->grouping_count; i++) {
    if (strncmp(id, "rank_", 5) == 0 && strcmp(id + 5, ranking->data->grouping[i]) == 0) {
      egb_diag_say(ranking->diag, EGB_ERROR, EGB_E_USAGE, "the column `%s` was not asked for", id);
      egb_diag_hint(ranking->diag, "add --group %s", id + 5);
      return EGB_USAGE;
    }
  }
  for (size_t i = 0; i < FIXED_COUNT && ranking->options->compare == NULL; i++) {
    if (strcmp(id, fixed_fields[i].id) == 0 && egb_ranking_is_compared(fixed_fields[i].kind)) {
      egb_diag_say(ranking->diag, EGB_ERROR, EGB_E_USAGE, "the column `%s` was not asked for", id);
      egb_diag_hint(ranking->diag, "add --compare PERIOD");
      return EGB_USAGE;
    }
  }
  for (size_t i = 0; i < FIXED_COUNT && !ranking->options->levels; i++) {
    if (strcmp(id, fixed_fields[i].id) == 0 && is_about_levels(fixed_fields[i].kind)) {
      egb_diag_say(ranking->diag, EGB_ERROR, EGB_E_USAGE, "the column `%s` was not asked for", id);
      egb_diag_hint(ranking->diag, "add --levels");
      return EGB_USAGE;
    }
  }
  const char **ids = egb_arena_array(ranking->arena, ranking->field_count, sizeof *ids);
  if (ids == NULL)
    return EGB_NO_MEMORY;
  for (size_t i = 0; i < ranking->field_count; i++)
    ids[i] = ranking->field[i].id;
  egb_report_unknown(ranking->diag, "column", id, ids, ranking->field_count);
  return EGB_USAGE;
}

egb_status egb_ranking_choose_fields(egb_ranking *ranking) {
  const char *const *asked = ranking->options->columns;
  size_t count = 0;
  while (asked != NULL && asked[count] != NULL)
    count++;
  ranking->chosen = egb_arena_array(ranking->arena, ranking->field_count + count, sizeof *ranking->chosen);
  if (ranking->chosen == NULL)
    return EGB_NO_MEMORY;
  egb_status status = EGB_OK;
  for (size_t i = 0; i < count; i++) {
    const egb_field *field = egb_ranking_find_field(ranking, asked[i]);
    if (field == NULL) {
      status = egb_ranking_unknown_field(ranking, asked[i]);
      continue;
    }
    bool twice = false; /* a column once: JSON rows have no room for two of one name */
    for (size_t k = 0; k < ranking->chosen_count && !twice; k++)
      twice = ranking->chosen[k] == field;
    if (!twice)
      ranking->chosen[ranking->chosen_count++] = field;
  }
  for (size_t i = 0; i < ranking->field_count && count == 0; i++)
    if (ranking->field[i].standard)
      ranking->chosen[ranking->chosen_count++] = &ranking->field[i];
  return status;
}
