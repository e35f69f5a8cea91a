#include "model/index.h"

#include "base/codes.h"

#include <string.h>

const char *const egb_index_reserved[] = {"unit",     "name",    "score",  "rank",   "level",
                                          "coverage", "missing", "status", "reason", NULL};

void egb_index_free(egb_index *index) {
  if (index != NULL)
    egb_arena_free(index->arena); /* the index itself lives in its arena */
}

const char *egb_index_id(const egb_index *index) {
  return index->id;
}

const char *egb_index_title(const egb_index *index, const char *const *languages) {
  return egb_labels_pick(index->title, languages, index->id);
}

size_t egb_index_node_count(const egb_index *index) {
  return index->node_count;
}

const char *egb_index_node_id(const egb_index *index, size_t node) {
  return node < index->node_count ? index->node[node].id : "";
}

const char *egb_index_node_name(const egb_index *index, size_t node, const char *const *languages) {
  if (node >= index->node_count)
    return "";
  return egb_labels_pick(index->node[node].name, languages, index->node[node].id);
}

size_t egb_index_node_parent(const egb_index *index, size_t node) {
  return node < index->node_count ? index->node[node].parent : EGB_NONE;
}

bool egb_index_node_is_indicator(const egb_index *index, size_t node) {
  return node < index->node_count && index->node[node].first_child == EGB_NONE;
}

size_t egb_index_find(const egb_index *index, const char *id) {
  size_t low = 0, high = index->node_count;
  while (low < high) {
    const size_t middle = low + (high - low) / 2;
    if (strcmp(index->by_id[middle]->id, id) < 0)
      low = middle + 1;
    else
      high = middle;
  }
  return low < index->node_count && strcmp(index->by_id[low]->id, id) == 0 ? (size_t)(index->by_id[low] - index->node)
                                                                           : EGB_NONE;
}

double egb_index_scale(const egb_index *index) {
  return index->scale;
}

size_t egb_index_level_count(const egb_index *index) {
  return index->level_count;
}

const char *egb_index_level_id(const egb_index *index, size_t level) {
  return level < index->level_count ? index->level[level].id : "";
}

const char *egb_index_level_name(const egb_index *index, size_t level, const char *const *languages) {
  return level < index->level_count ? egb_labels_pick(index->level[level].name, languages, index->level[level].id) : "";
}

const char *egb_index_level_description(const egb_index *index, size_t level, const char *const *languages) {
  return level < index->level_count ? egb_labels_pick(index->level[level].description, languages, "") : "";
}

size_t egb_index_data_file_count(const egb_index *index) {
  return index->file_count;
}

size_t egb_index_scenario_count(const egb_index *index) {
  return index->scenario_count;
}

const char *egb_index_scenario_id(const egb_index *index, size_t scenario) {
  return scenario < index->scenario_count ? index->scenario[scenario].id : "";
}

const char *egb_choice_fit(const egb_choice *choice) {
  for (size_t i = 0; i < choice->count; i++)
    if (strcmp(choice->setting[i].key, "fit") == 0 && choice->setting[i].count == 1)
      return choice->setting[i].value->text;
  return NULL;
}

bool egb_index_has_rank_bounds(const egb_index *index) {
  return index->rank.bounds.place.source != NULL;
}

size_t egb_index_extended_count(const egb_index *index) {
  return index->extended_count;
}

const char *egb_index_extended(const egb_index *index, size_t i) {
  return i < index->extended_count ? index->extended[i]->name : "";
}

const egb_scenario *egb_index_find_scenario(const egb_index *index, const char *id) {
  for (size_t i = 0; i < index->scenario_count; i++)
    if (strcmp(index->scenario[i].id, id) == 0)
      return &index->scenario[i];
  return NULL;
}

egb_index *egb_index_under(egb_index *index, const char *scenario) {
  egb_index *base = index->base != NULL ? index->base : index;
  const egb_scenario *found = scenario != NULL ? egb_index_find_scenario(base, scenario) : NULL;
  return found != NULL && found->variant != NULL ? found->variant : base;
}

bool egb_index_scenario_has_data(const egb_index *index, size_t scenario) {
  return scenario < index->scenario_count && index->scenario[scenario].own_data;
}

bool egb_index_is_published(const egb_index *index) {
  const egb_node *node = &index->node[index->node_count - 1];
  return index->node_count == 2 && node->direction < 0 && node->unit != NULL && strcmp(node->unit, "rank") == 0;
}

egb_status egb_index_refuse_published(const egb_index *index, egb_diag *diag) {
  if (!egb_index_is_published(index))
    return EGB_OK;
  egb_diag_say(diag, EGB_SEVERITY_ERROR, EGB_E_UNCOMPUTABLE,
               "%s has ranks as published: nothing that can be varied makes them", index->id);
  egb_diag_hint(diag, "`rank`, `diff`, `panel` and `crosswalk` compare published ranks");
  return EGB_UNCOMPUTABLE;
}

bool egb_uncertain_says(const egb_uncertain *declared) {
  for (size_t i = 0; i < EGB_FAMILY_COUNT; i++)
    if (declared->choice_count[i] > 0)
      return true;
  return declared->weights != EGB_UNCERTAIN_WEIGHTS_UNSAID || declared->leave_out != EGB_LEAVE_OUT_NOTHING ||
         declared->has_error;
}
