/* Weights of the past: the last change taken back, the definition as it was after any of them. */
#include "edit/history.h"

#include "base/codes.h"
#include "base/text.h"

#include <string.h>

static egb_status refuse(const egb_history *history, size_t entry, const egb_history_weight *weight, egb_place place,
                         egb_diag *diag) {
  const egb_index *index = history->index;
  if (place.source == NULL)
    egb_diag_say(diag, EGB_SEVERITY_ERROR, EGB_E_HISTORY, "%s has no weight of `%s` that change %zu made", index->id,
                 weight->id, entry);
  else
    egb_diag_at(diag, EGB_SEVERITY_ERROR, EGB_E_HISTORY, place,
                "the weight of %s is no longer %s, what change %zu made of it", weight->id, weight->to, entry);
  egb_diag_hint(diag, "it was changed by hand: set the weights with `egovbench weights set %s %s=%s --rescale free`",
                index->source->name, weight->id, weight->from);
  return EGB_REFUSED;
}

static egb_status take_back(egb_edit *edit, const egb_history *history, size_t entry, egb_diag *diag) {
  const egb_history_entry *last = &history->entry[entry - 1];
  egb_status status = EGB_OK;
  for (size_t k = 0; k < last->count; k++) {
    const egb_history_weight *weight = &last->weight[k];
    const size_t at = egb_index_find(edit->index, weight->id);
    const egb_node *node = at == EGB_NONE ? NULL : &edit->index->node[at];
    if (node == NULL || node->weight_of != NULL || node->weight != weight->after) {
      status = refuse(history, entry, weight, node == NULL ? (egb_place){0} : node->weight_place, diag);
      continue;
    }
    edit->weight[at] = weight->before;
    edit->words[at] = weight->from_none ? EGB_EDIT_NO_WEIGHT : weight->from;
  }
  return status;
}

egb_status egb_edit_undo(const egb_plan *plan, const egb_history *history, egb_diag *diag, egb_edit **out) {
  egb_edit *edit = NULL;
  *out = NULL;
  const size_t entry = egb_history_undoable(history);
  if (entry == 0) {
    egb_diag_say(diag, EGB_SEVERITY_ERROR, EGB_E_HISTORY,
                 history->count == 0 ? "no change of the weights of %s is recorded"
                                     : "every recorded change of the weights of %s is taken back already",
                 plan->index->id);
    egb_diag_hint(diag, "`egovbench weights set %s ID=W --why TEXT --write` records one", plan->index->source->name);
    return EGB_USAGE;
  }
  egb_status status = plan->index != history->index ? EGB_USAGE : egb_edit_begin(plan->index, &edit);
  if (status == EGB_OK)
    memcpy(edit->weight, plan->weight, plan->index->node_count * sizeof *edit->weight);
  if (status == EGB_OK)
    status = take_back(edit, history, entry, diag);
  if (status == EGB_OK)
    status = egb_edit_finish(edit, diag);
  if (status != EGB_OK) {
    egb_edit_free(edit);
    return status;
  }
  edit->undoes = true;
  *out = edit;
  return EGB_OK;
}

/* The weights of an entry as numbers of the text; those that are so already stay untouched. */
static egb_status go_back(egb_edit *edit, const egb_history *history, size_t entry) {
  const egb_history_said *said = egb_history_follow(history, entry, edit->arena);
  for (size_t i = 1; i < edit->index->node_count && said != NULL; i++) {
    const egb_node *node = &edit->index->node[i];
    const egb_history_weight *weight = said[i].weight;
    if (weight == NULL || node->weight_of != NULL)
      continue;
    const bool before = said[i].before;
    edit->weight[i] = before ? weight->before : weight->after;
    if (edit->weight[i] != node->weight)
      edit->words[i] = before            ? weight->from_none ? EGB_EDIT_NO_WEIGHT : weight->from
                       : weight->to_none ? EGB_EDIT_NO_WEIGHT
                                         : weight->to;
  }
  return said == NULL ? EGB_NO_MEMORY : EGB_OK;
}

/* A node that was renamed or taken out since has no weight to be given. */
static void warn_gone(const egb_history *history, egb_diag *diag) {
  for (size_t i = 0; i < history->count; i++)
    for (size_t k = 0; k < history->entry[i].count; k++) {
      const char *id = history->entry[i].weight[k].id;
      if (egb_index_find(history->index, id) != EGB_NONE)
        continue;
      egb_diag_at(diag, EGB_SEVERITY_WARNING, EGB_W_HISTORY, history->entry[i].place,
                  "change %zu is of `%s`, which %s no longer has: it is left out", i + 1, id, history->index->id);
      egb_diag_hint(diag, "where the node has a new id, write that in the record as well");
      return;
    }
}

/* What the text was warned of when it was read is not said again. */
static egb_status read_quietly(const egb_edit *edit, egb_diag *diag, egb_index **out) {
  const egb_index_options options = {
      .size = sizeof options, .home = edit->index->home, .text = edit->text, .length = edit->length};
  egb_diag *quiet = egb_diag_beside(diag);
  if (quiet == NULL)
    return EGB_NO_MEMORY;
  const egb_status status = egb_index_read(edit->index->source->name, &options, quiet, out);
  if (status != EGB_OK)
    egb_diag_merge(diag, quiet);
  egb_diag_free(quiet);
  return status;
}

egb_status egb_history_index(const egb_history *history, size_t entry, egb_diag *diag, egb_index **out) {
  egb_edit *edit = NULL;
  *out = NULL;
  if (entry > history->count) {
    egb_diag_say(diag, EGB_SEVERITY_ERROR, EGB_E_HISTORY, "there is no change %zu: %zu %s recorded", entry,
                 history->count, history->count == 1 ? "is" : "are");
    egb_diag_hint(diag, "`egovbench weights log %s` lists them; 0 is before all", history->index->source->name);
    return EGB_USAGE;
  }
  warn_gone(history, diag);
  egb_status status = egb_edit_begin(history->index, &edit);
  if (status == EGB_OK)
    status = go_back(edit, history, entry);
  if (status == EGB_OK)
    status = egb_edit_finish(edit, diag);
  if (status == EGB_OK)
    status = read_quietly(edit, diag, out);
  egb_edit_free(edit);
  return status;
}
