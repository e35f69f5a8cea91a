/* What the options of a plan ask for beyond the definition: parts left out, other methods. */
#include "base/suggest.h"
#include "score/resolve.h"

#include "base/codes.h"

#include <string.h>

egb_status egb_plan_refuse_node(const egb_plan *plan, const char *id, egb_diag *diag) {
  const egb_index *index = plan->index;
  egb_arena *arena = egb_arena_new();
  const char **ids = arena != NULL ? egb_arena_array(arena, index->node_count, sizeof *ids) : NULL, *near[1];
  egb_diag_say(diag, EGB_SEVERITY_ERROR, EGB_E_SET_WEIGHT, "%s has no node `%s`", index->id, id);
  for (size_t i = 0; ids != NULL && i < index->node_count; i++)
    ids[i] = index->node[i].id;
  if (ids != NULL && egb_suggest(id, ids, index->node_count, near, 1) > 0)
    egb_diag_hint(diag, "did you mean `%s`?", near[0]);
  else
    egb_diag_hint(diag, "`egovbench show %s` lists them", index->id);
  egb_arena_free(arena);
  return EGB_USAGE;
}

static egb_status read_drop(const egb_plan *plan, const char *id, egb_override *out, egb_diag *diag) {
  *out = (egb_override){.node = egb_index_find(plan->index, id), .drop = true};
  if (out->node == EGB_NONE)
    return egb_plan_refuse_node(plan, id, diag);
  if (out->node != 0)
    return EGB_OK;
  egb_diag_say(diag, EGB_SEVERITY_ERROR, EGB_E_USAGE, "%s is the whole index and cannot be dropped", id);
  egb_diag_hint(diag, "drop parts of it, such as %s", plan->index->node[1].id);
  return EGB_USAGE;
}

static bool has_method(egb_method_family family, const char *name) {
  return egb_method_named(family, name) != NULL;
}

/* Where the name is unknown, the family people mean first refuses it with a suggestion. */
static egb_status refuse_method(const egb_plan *plan, const egb_override *override, egb_diag *diag) {
  const char *names[64], *near[1];
  size_t count = 0;
  const bool indicator = plan->index->node[override->node].first_child == EGB_NONE;
  const egb_method *head;
  for (size_t i = 0; count < 64 && (head = egb_method_at(override->family, i)) != NULL; i++)
    names[count++] = head->name;
  for (size_t i = 0; !indicator && count < 64 && (head = egb_method_at(EGB_FAMILY_WEIGHT, i)) != NULL; i++)
    names[count++] = head->name;
  egb_diag_say(diag, EGB_SEVERITY_ERROR, EGB_E_METHOD_UNKNOWN, "there is no %s `%s` for %s",
               indicator ? "normalisation" : "aggregation or weighting", override->choice.name,
               plan->index->node[override->node].id);
  if (egb_suggest(override->choice.name, names, count, near, 1) > 0)
    egb_diag_hint(diag, "did you mean `%s`?", near[0]);
  else
    egb_diag_hint(diag, "`egovbench methods` lists them");
  return EGB_USAGE;
}

/* "ID=METHOD": an aggregation or a weighting of an aggregate, a normalisation of an indicator. */
static egb_status read_method(const egb_plan *plan, const char *text, egb_override *out, egb_diag *diag) {
  const char *equals = strchr(text, '=');
  if (equals == NULL || equals == text || equals[1] == '\0') {
    egb_diag_say(diag, EGB_SEVERITY_ERROR, EGB_E_USAGE, "`%s` is not of the form ID=METHOD", text);
    egb_diag_hint(diag, "write for instance %s=geometric", plan->index->node[0].id);
    return EGB_USAGE;
  }
  const char *id = egb_arena_text(plan->arena, text, (size_t)(equals - text));
  const char *name = egb_arena_copy(plan->arena, equals + 1);
  if (id == NULL || name == NULL)
    return EGB_NO_MEMORY;
  *out = (egb_override){.node = egb_index_find(plan->index, id), .choice = {.name = name}};
  if (out->node == EGB_NONE)
    return egb_plan_refuse_node(plan, id, diag);
  const bool indicator = plan->index->node[out->node].first_child == EGB_NONE;
  out->family = indicator ? EGB_FAMILY_NORMALISE : EGB_FAMILY_AGGREGATE;
  if (!indicator && !has_method(EGB_FAMILY_AGGREGATE, name) && has_method(EGB_FAMILY_WEIGHT, name))
    out->family = EGB_FAMILY_WEIGHT;
  return has_method(out->family, name) ? EGB_OK : refuse_method(plan, out, diag);
}

static size_t length_of(const char *const *list) {
  size_t count = 0;
  while (list != NULL && list[count] != NULL)
    count++;
  return count;
}

egb_status egb_plan_override(egb_plan *plan, const egb_plan_options *options, egb_diag *diag) {
  const size_t drops = length_of(options->drop), methods = length_of(options->method);
  egb_override *override = egb_arena_array(plan->arena, drops + methods, sizeof *override);
  egb_status status = override != NULL ? EGB_OK : EGB_NO_MEMORY;
  for (size_t i = 0; i < drops + methods && status != EGB_NO_MEMORY; i++) {
    const egb_status read = i < drops ? read_drop(plan, options->drop[i], &override[i], diag)
                                      : read_method(plan, options->method[i - drops], &override[i], diag);
    status = egb_status_worse(status, read);
  }
  plan->override = override;
  plan->override_count = drops + methods;
  return status;
}

/* The last one asked for counts. */
const egb_choice *egb_plan_choice(const egb_plan *plan, size_t node, egb_method_family family,
                                  const egb_choice *written) {
  for (size_t i = plan->override_count; i-- > 0;)
    if (!plan->override[i].drop && plan->override[i].node == node && plan->override[i].family == family)
      return &plan->override[i].choice;
  return written;
}

bool egb_plan_drops(const egb_plan *plan, size_t node) {
  for (size_t i = 0; i < plan->override_count; i++)
    if (plan->override[i].drop && plan->override[i].node == node)
      return true;
  return false;
}
