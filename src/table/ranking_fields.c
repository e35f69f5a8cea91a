#include "base/codes.h"
#include "base/number.h"
#include "base/text.h"
#include "table/cells.h"
#include "table/ranking.h"

#include <string.h>

static const egb_field *fixed(const char *id) {
  for (size_t i = 0; i < egb_ranking_field_count; i++)
    if (egb_ranking_field[i].list == NULL && strcmp(egb_ranking_field[i].column.id, id) == 0)
      return &egb_ranking_field[i];
  return NULL;
}

static int rank_decimals(const egb_ranking *ranking) {
  return ranking->index->rank.ties == EGB_TIES_FRACTIONAL ? EGB_DECIMALS_AS_NEEDED : -1;
}

static void measure(const egb_ranking *ranking, egb_field *field) {
  egb_table_column *column = &field->column;
  column->kind = field->measure == EGB_FIELD_TEXT ? EGB_CELL_TEXT : EGB_CELL_NUMBER;
  if (field->measure == EGB_FIELD_RANK && rank_decimals(ranking) == -1)
    column->kind = EGB_CELL_INTEGER;
  if (field->measure == EGB_FIELD_SCORE)
    column->decimals = egb_number_decimals(ranking->index->scale);
  else if (field->measure == EGB_FIELD_RANK)
    column->decimals = rank_decimals(ranking);
  else if (field->measure == EGB_FIELD_BOUND)
    column->decimals = EGB_DECIMALS_AS_NEEDED;
}

/* A field of the row; what differs from it is changed by the caller afterwards. NULL: out of memory. */
static egb_field *add_field(egb_ranking *ranking, const egb_field *row, size_t item, const char *id) {
  egb_field *field = &ranking->field[ranking->field_count];
  *field = *row;
  field->item = item;
  field->column.id = id;
  measure(ranking, field);
  if (id == NULL || (field->adapt != NULL && !field->adapt(ranking, field)))
    return NULL;
  ranking->field_count++;
  return field;
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

static bool is_ours(const egb_ranking *ranking, const char *id) {
  for (size_t i = 0; i <= ranking->language_count; i++) /* names come first */
    if (egb_text_same(ranking->field[i].column.id, id))
      return true;
  for (size_t i = 0; i < egb_ranking_field_count; i++)
    if (egb_ranking_field[i].list == NULL && egb_text_same(egb_ranking_field[i].column.id, id))
      return true;
  return false;
}

/* The column of ranks within a grouping, asked for or not. */
static bool is_group_rank(const egb_ranking *ranking, const char *id, bool any_case) {
  static const char before[] = "rank_";
  size_t same = 0;
  while (before[same] != '\0' && (any_case ? egb_lower(id[same]) : id[same]) == before[same])
    same++;
  for (size_t i = 0; i < ranking->data->grouping_count && before[same] == '\0'; i++) {
    const char *grouping = ranking->data->grouping[i];
    if (any_case ? egb_text_same(id + same, grouping) : strcmp(id + same, grouping) == 0)
      return true;
  }
  return false;
}

/* What a file calls something of its own, or what was renamed before. */
static bool is_theirs(const egb_ranking *ranking, const char *id) {
  for (size_t i = 0; i < ranking->data->grouping_count; i++)
    if (egb_text_same(id, ranking->data->grouping[i]))
      return true;
  for (size_t i = 0; i < ranking->field_count; i++)
    if (egb_text_same(id, ranking->field[i].column.id))
      return true;
  return is_group_rank(ranking, id, true) || egb_cells_names_node(ranking->index, id);
}

/* Ids come from files: one that is a column of ours already gets prefixes until nothing else is called so, whatever is
 * listed first; no two columns share a name, and two differ by case alone (egb_cells_take) only where both are ids of
 * one file. */
static const char *free_id(const egb_ranking *ranking, const char *id, const char *prefix, bool clashes) {
  for (clashes = clashes || is_ours(ranking, id); id != NULL && clashes;) {
    id = egb_arena_format(ranking->arena, "%s%s", prefix, id);
    clashes = id != NULL && (is_ours(ranking, id) || is_theirs(ranking, id));
  }
  return id;
}

/* Rows may be made when the caller's list is no more. */
static const char *const *copy_list(egb_arena *arena, const char *const *text, size_t count) {
  const char **list = egb_arena_array(arena, count + 1, sizeof *list);
  for (size_t i = 0; i < count && list != NULL; i++)
    list[i] = egb_arena_copy(arena, text[i]);
  return egb_arena_failed(arena) ? NULL : list;
}

egb_status egb_ranking_list_names(egb_ranking *ranking, const egb_field *row) {
  static const char *const as_written[] = {NULL};
  const char *const *asked = ranking->options->languages;
  size_t count = 0;
  while (asked != NULL && asked[count] != NULL)
    count++;
  ranking->language = egb_arena_array(ranking->arena, count + 1, sizeof *ranking->language);
  if (ranking->language == NULL)
    return EGB_NO_MEMORY;
  ranking->language[0] = count == 0 ? as_written : copy_list(ranking->arena, asked, count);
  ranking->language_count = 1;
  if (ranking->language[0] == NULL)
    return EGB_NO_MEMORY;
  if (add_field(ranking, row, 0, row->column.id) == NULL)
    return EGB_NO_MEMORY;
  for (size_t i = 1; i < count; i++) {
    const char *const *list = copy_list(ranking->arena, asked + i, 1);
    const char *id = language_id(ranking->arena, asked[i]);
    if (list == NULL || id == NULL)
      return EGB_NO_MEMORY;
    bool known = false;
    for (size_t k = 0; k < ranking->field_count && !known; k++)
      known = strcmp(ranking->field[k].column.id, id) == 0;
    if (known)
      continue;
    ranking->language[ranking->language_count] = list;
    if (add_field(ranking, row, ranking->language_count, id) == NULL)
      return EGB_NO_MEMORY;
    ranking->language_count++;
  }
  return EGB_OK;
}

static egb_status list_nodes(egb_ranking *ranking, const egb_field *row, bool dimensions) {
  const egb_index *index = ranking->index;
  for (size_t i = 1; i < index->node_count; i++) {
    if ((index->node[i].parent == 0) != dimensions || !egb_cells_active(ranking->results, i))
      continue;
    const char *own = index->node[i].id;
    const char *id = free_id(ranking, own, "node_", is_group_rank(ranking, own, true));
    egb_field *field = add_field(ranking, row, i, id);
    if (field == NULL)
      return EGB_NO_MEMORY;
    field->hidden = !dimensions;
  }
  return EGB_OK;
}

egb_status egb_ranking_list_dimensions(egb_ranking *ranking, const egb_field *row) {
  return list_nodes(ranking, row, true);
}

egb_status egb_ranking_list_below(egb_ranking *ranking, const egb_field *row) {
  return list_nodes(ranking, row, false);
}

egb_status egb_ranking_list_groupings(egb_ranking *ranking, const egb_field *row) {
  const egb_dataset *data = ranking->data;
  for (size_t i = 0; i < data->grouping_count; i++) {
    const char *own = data->grouping[i];
    const bool clashes = is_group_rank(ranking, own, true) || egb_cells_names_node(ranking->index, own);
    if (add_field(ranking, row, i, free_id(ranking, own, "group_", clashes)) == NULL)
      return EGB_NO_MEMORY;
  }
  return EGB_OK;
}

egb_status egb_ranking_list_group_ranks(egb_ranking *ranking, const egb_field *row) {
  const egb_dataset *data = ranking->data;
  for (size_t i = 0; i < data->grouping_count; i++) {
    const char *own =
        ranking->group_rank[i] == NULL ? NULL : egb_arena_format(ranking->arena, "rank_%s", data->grouping[i]);
    if (ranking->group_rank[i] != NULL &&
        (own == NULL || add_field(ranking, row, i, free_id(ranking, own, "group_", false)) == NULL))
      return EGB_NO_MEMORY;
  }
  return EGB_OK;
}

static bool is_offered(const egb_ranking *ranking, egb_field_with with) {
  const egb_ranking_options *options = ranking->options;
  const bool offered[EGB_WITH_COUNT] = {[EGB_WITH_ALWAYS] = true,
                                        [EGB_WITH_SIMULATION] = options->uncertainty != NULL,
                                        [EGB_WITH_LEVELS] = options->levels,
                                        [EGB_WITH_COMPARE] = options->compare != NULL,
                                        [EGB_WITH_BOUNDS] = ranking->bound != NULL};
  return offered[with];
}

egb_status egb_ranking_list_fields(egb_ranking *ranking) {
  size_t room = egb_ranking_field_count + ranking->index->node_count + 2 * ranking->data->grouping_count;
  const char *const *asked = ranking->options->languages;
  for (size_t i = 0; asked != NULL && asked[i] != NULL; i++)
    room++;
  ranking->field = egb_arena_array(ranking->arena, room, sizeof *ranking->field);
  egb_status status = ranking->field == NULL ? EGB_NO_MEMORY : EGB_OK;
  for (size_t i = 0; i < egb_ranking_field_count && status == EGB_OK; i++) {
    const egb_field *row = &egb_ranking_field[i];
    if (row->list != NULL)
      status = row->list(ranking, row);
    else if (is_offered(ranking, row->with) && add_field(ranking, row, row->item, row->column.id) == NULL)
      status = EGB_NO_MEMORY;
  }
  return status;
}

const egb_field *egb_ranking_find_field(const egb_ranking *ranking, const char *id) {
  for (size_t i = 0; i < ranking->field_count; i++)
    if (strcmp(ranking->field[i].column.id, id) == 0)
      return &ranking->field[i];
  return NULL;
}

static egb_status not_asked_for(egb_ranking *ranking, const char *id, const char *option, const char *value) {
  egb_diag_say(ranking->diag, EGB_SEVERITY_ERROR, EGB_E_USAGE, "the column `%s` was not asked for", id);
  egb_diag_hint(ranking->diag, "add %s%s", option, value);
  return EGB_USAGE;
}

egb_status egb_ranking_unknown_field(egb_ranking *ranking, const char *id) {
  static const char *const option[EGB_WITH_COUNT] = {
      [EGB_WITH_LEVELS] = "--levels", [EGB_WITH_COMPARE] = "--compare PERIOD"};
  if (is_group_rank(ranking, id, false))
    return not_asked_for(ranking, id, "--group ", id + 5);
  const egb_field *row = fixed(id);
  if (row != NULL && option[row->with] != NULL && !is_offered(ranking, row->with))
    return not_asked_for(ranking, id, option[row->with], "");
  const char **ids = egb_arena_array(ranking->arena, ranking->field_count, sizeof *ids);
  if (ids == NULL)
    return EGB_NO_MEMORY;
  for (size_t i = 0; i < ranking->field_count; i++)
    ids[i] = ranking->field[i].column.id;
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
    if (!ranking->field[i].hidden)
      ranking->chosen[ranking->chosen_count++] = &ranking->field[i];
  return status;
}
