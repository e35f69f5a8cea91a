/* A byte-exact edit: from settings to a new text, read again before it is shown. */
#include "edit/edit.h"
#include "base/options.h"

#include "base/codes.h"
#include "files/file.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static int by_offset(const void *a, const void *b) {
  const egb_splice *left = a, *right = b;
  return (left->offset > right->offset) - (left->offset < right->offset);
}

static bool make_text(egb_edit *edit) {
  const egb_source *source = edit->index->source;
  egb_buffer out = {0};
  size_t at = 0;
  qsort(edit->splice, edit->splice_count, sizeof *edit->splice, by_offset);
  for (size_t i = 0; i < edit->splice_count; i++) {
    const egb_splice *splice = &edit->splice[i];
    egb_buffer_add(&out, source->text + at, splice->offset - at);
    egb_buffer_text(&out, splice->text);
    at = splice->offset + splice->length;
  }
  egb_buffer_add(&out, source->text + at, source->length - at);
  char *text = out.failed ? NULL : egb_arena_text(edit->arena, out.text != NULL ? out.text : "", out.length);
  edit->text = text;
  edit->length = out.length;
  egb_buffer_clear(&out);
  return text != NULL;
}

/* What the new text says, compared with what it should. */
static bool says_so(const egb_edit *edit, const egb_index *again, const char *scenario) {
  const egb_index *index = edit->index;
  if (again->node_count != index->node_count ||
      again->scenario_count != index->scenario_count + (scenario != NULL ? 1 : 0))
    return false;
  for (size_t i = 0; i < index->node_count; i++) {
    const double want = edit->words[i] != NULL ? edit->weight[i] : index->node[i].weight;
    if (strcmp(again->node[i].id, index->node[i].id) != 0 || again->node[i].weight != want)
      return false;
  }
  bool found = scenario == NULL;
  for (size_t i = 0; i < again->scenario_count && !found; i++)
    found = strcmp(again->scenario[i].id, scenario) == 0;
  return found;
}

/* What the definition extends, as it was read. */
static egb_status serve(void *context, const char *path, const char **text, size_t *length) {
  const egb_index *index = context;
  for (size_t i = 0; i < index->extended_count; i++)
    if (strcmp(index->extended[i]->name, path) == 0) {
      *text = index->extended[i]->text;
      *length = index->extended[i]->length;
      return EGB_OK;
    }
  return EGB_IO;
}

static egb_status read_again(const egb_edit *edit, const char *scenario, egb_diag *diag) {
  egb_index *again = NULL;
  egb_diag *quiet = egb_diag_new();
  if (quiet == NULL)
    return EGB_NO_MEMORY;
  egb_index lineage = {.extended = edit->index->extended, .extended_count = edit->index->extended_count};
  const egb_index_options options = {.size = sizeof options,
                                     .home = edit->index->home,
                                     .text = edit->text,
                                     .length = edit->length,
                                     .read = serve,
                                     .context = &lineage};
  egb_status status = egb_index_read(edit->index->source->name, &options, quiet, &again);
  if (status == EGB_REFUSED || (status == EGB_OK && !says_so(edit, again, scenario))) {
    egb_diag_say(diag, EGB_SEVERITY_ERROR, EGB_E_EDIT, "`%s` is written in a way that cannot be edited safely",
                 edit->index->source->name);
    egb_diag_hint(diag, "change the weights by hand: nothing was written");
    status = EGB_REFUSED;
  }
  egb_index_free(again);
  egb_diag_free(quiet);
  return status;
}

/* The text with what was placed, read once more. */
static egb_status finish(egb_edit *edit, const char *scenario, egb_diag *diag) {
  if (!make_text(edit))
    return EGB_NO_MEMORY;
  return edit->splice_count > 0 ? read_again(edit, scenario, diag) : EGB_OK;
}

static egb_status fill(egb_edit *edit, const egb_plan *plan, const egb_edit_options *options, egb_diag *diag) {
  egb_weight_change *change = egb_arena_array(edit->arena, options->count + 1, sizeof *change);
  size_t count = 0;
  egb_rescale how;
  bool same = false;
  if (change == NULL)
    return EGB_NO_MEMORY;
  egb_status status =
      egb_plan_read_settings(plan, options->settings, options->count, options->rescale, change, &count, &how, diag);
  if (status == EGB_OK && options->scenario == NULL) {
    status = egb_edit_numbers(edit, plan, change, count, how, diag);
    return status == EGB_OK ? egb_edit_finish(edit, diag) : status;
  }
  if (status == EGB_OK) {
    egb_plan trial = *plan;
    trial.weight = edit->weight;
    trial.share = egb_arena_array(edit->arena, edit->index->node_count, sizeof *trial.share);
    trial.effective = egb_arena_array(edit->arena, edit->index->node_count, sizeof *trial.effective);
    if (egb_arena_failed(edit->arena))
      return EGB_NO_MEMORY;
    status = egb_plan_change_weights(&trial, change, count, how, EGB_USAGE, diag);
    if (status == EGB_OK)
      status = egb_edit_place_scenario(edit, options->scenario, change, count, how, &same, diag);
  }
  return status == EGB_OK ? finish(edit, options->scenario, diag) : status;
}

egb_status egb_edit_begin(const egb_index *index, egb_edit **out) {
  const size_t nodes = index->node_count;
  egb_arena *arena = egb_arena_new();
  egb_edit *edit = egb_arena_array(arena, 1, sizeof *edit);
  *out = edit;
  if (edit == NULL) {
    egb_arena_free(arena);
    return EGB_NO_MEMORY;
  }
  *edit = (egb_edit){.arena = arena, .index = index};
  edit->weight = egb_arena_array(arena, nodes, sizeof *edit->weight);
  edit->words = egb_arena_array(arena, nodes, sizeof *edit->words);
  edit->splice = egb_arena_array(arena, nodes + 1, sizeof *edit->splice);
  for (size_t i = 0; i < nodes && edit->weight != NULL; i++)
    edit->weight[i] = index->node[i].weight;
  return egb_arena_failed(arena) ? EGB_NO_MEMORY : EGB_OK;
}

egb_status egb_edit_finish(egb_edit *edit, egb_diag *diag) {
  const egb_status status = egb_edit_place_weights(edit, diag);
  return status == EGB_OK ? finish(edit, NULL, diag) : status;
}

egb_status egb_edit_new(const egb_plan *plan, const egb_edit_options *options, egb_diag *diag, egb_edit **out) {
  egb_edit_options asked;
  *out = NULL;
  egb_status status = EGB_OPTIONS_TAKE(asked, options, diag);
  if (status != EGB_OK)
    return status;
  egb_edit *edit = NULL;
  status = egb_edit_begin(plan->index, &edit);
  if (status == EGB_OK)
    memcpy(edit->weight, plan->weight, plan->index->node_count * sizeof *edit->weight);
  if (status == EGB_OK)
    status = fill(edit, plan, &asked, diag);
  if (status == EGB_OK)
    *out = edit;
  else
    egb_edit_free(edit);
  return status;
}

void egb_edit_free(egb_edit *edit) {
  if (edit != NULL)
    egb_arena_free(edit->arena);
}

bool egb_edit_changes(const egb_edit *edit) {
  return edit->splice_count > 0;
}

const char *egb_edit_text(const egb_edit *edit, size_t *length) {
  *length = edit->length;
  return edit->text;
}

egb_status egb_edit_apply(const egb_edit *edit, egb_plan *plan, egb_diag *diag) {
  const egb_index *index = edit->index;
  size_t count = 0;
  if (plan->index != index)
    return EGB_USAGE;
  egb_weight_change *change = egb_arena_array(plan->arena, index->node_count, sizeof *change);
  if (change == NULL)
    return EGB_NO_MEMORY;
  for (size_t i = 1; i < index->node_count; i++)
    if (plan->node[i].active && edit->weight[i] != plan->weight[i])
      change[count++] = (egb_weight_change){.node = i, .weight = edit->weight[i]};
  return egb_plan_change_weights(plan, change, count, EGB_RESCALE_FREE, EGB_USAGE, diag);
}

egb_status egb_edit_write(const egb_edit *edit, egb_diag *diag) {
  return edit->splice_count == 0
             ? EGB_OK
             : egb_file_replace_both(edit->index->source, edit->text, edit->length, edit->record, diag);
}
