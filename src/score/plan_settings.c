/* Settings for weights as texts: "OS=0.3", "OS=30%", "OS+=0.05", "OS-=5%". */
#include "score/resolve.h"

#include "base/codes.h"
#include "base/number.h"
#include "stats/sum.h"

#include <math.h>
#include <string.h>

#define FROM "from="

double egb_weight_tidy(double x) {
  char text[EGB_NUMBER_MAX];
  const double digits = x > 0 ? 11 - floor(log10(x)) : 0;
  double out = x;
  if (x > 0 && digits >= 0 && digits <= 17)
    (void)egb_number_parse(text, egb_number_fixed(x, (int)digits, text), &out);
  return out;
}

static bool is_blank(char c) {
  return c == ' ' || c == '\t';
}

/* A piece of a text without the blanks around it. */
static const char *trim(const char *text, size_t *length) {
  for (; *length > 0 && is_blank(*text); text++)
    --*length;
  while (*length > 0 && is_blank(text[*length - 1]))
    --*length;
  return text;
}

/* The sign of a relative setting, which is before the `=`; an id may end with a minus as well. */
static char sign_of(const egb_plan *plan, egb_arena *arena, const char *text, size_t *length) {
  const char last = text[*length - 1];
  if (*length < 2 || (last != '+' && last != '-'))
    return 0;
  const char *whole = egb_arena_text(arena, text, *length);
  if (whole != NULL && egb_index_find(plan->index, whole) != EGB_NONE)
    return 0;
  --*length;
  return last;
}

static egb_status refuse_form(const egb_plan *plan, const char *text, egb_diag *diag) {
  const char *id = plan->index->node[1].id;
  egb_diag_say(diag, EGB_SEVERITY_ERROR, EGB_E_SET_WEIGHT, "`%s` is not of the form ID=WEIGHT", text);
  egb_diag_hint(diag, "write %s=0.3, or %s=30%% for a share of the siblings' total, or %s+=0.05 for a change", id, id,
                id);
  return EGB_USAGE;
}

/* A change of a weight to the weight. */
static egb_status make_absolute(const egb_plan *plan, const char *text, char sign, egb_weight_change *change,
                                egb_diag *diag) {
  const size_t parent = plan->index->node[change->node].parent;
  if (sign == 0 || parent == EGB_NONE)
    return EGB_OK;
  const double old = plan->weight[change->node], by = egb_plan_wanted(plan, change);
  const double sum = sign == '+' ? old + by : old - by;
  change->percent = false;
  change->weight = fabs(sum) < 1e-12 * fmax(old, fabs(by)) ? 0 : sum > 0 ? egb_weight_tidy(sum) : sum;
  if (change->weight >= 0)
    return EGB_OK;
  char number[EGB_NUMBER_MAX];
  egb_number_shortest(old, number);
  egb_diag_say(diag, EGB_SEVERITY_ERROR, EGB_E_SET_WEIGHT, "`%s` would leave %s a weight below 0", text,
               plan->index->node[change->node].id);
  egb_diag_hint(diag, "its weight is %s: take away at most that", number);
  return EGB_USAGE;
}

egb_status egb_plan_read_setting(const egb_plan *plan, egb_arena *arena, const char *text, egb_weight_change *out,
                                 egb_diag *diag) {
  const char *equals = strchr(text, '=');
  size_t id_length = equals == NULL ? 0 : (size_t)(equals - text), length = equals == NULL ? 0 : strlen(equals + 1);
  const char *before = trim(text, &id_length), *behind = equals == NULL ? NULL : trim(equals + 1, &length);
  if (id_length == 0)
    return refuse_form(plan, text, diag);
  const char sign = sign_of(plan, arena, before, &id_length);
  before = trim(before, &id_length);
  const char *id = egb_arena_text(arena, before, id_length), *number = egb_arena_text(arena, behind, length);
  if (id == NULL || number == NULL)
    return EGB_NO_MEMORY;
  out->percent = length > 1 && number[length - 1] == '%';
  length -= out->percent;
  out->node = egb_index_find(plan->index, id);
  egb_status status = out->node == EGB_NONE ? egb_plan_refuse_node(plan, id, diag) : EGB_OK;
  const egb_number_fault fault = egb_number_parse(number, length, &out->weight);
  if (fault != EGB_NUMBER_OK) {
    egb_diag_say(diag, EGB_SEVERITY_ERROR, EGB_E_SET_WEIGHT, "the weight `%s` of %s is not a number: %s", number, id,
                 egb_number_fault_text(fault));
    egb_diag_hint(diag, "%s", egb_number_fault_help(fault));
    status = EGB_USAGE;
  }
  return status == EGB_OK ? make_absolute(plan, text, sign, out, diag) : status;
}

egb_status egb_plan_take_from(const egb_plan *plan, const char *from, egb_weight_change *change, size_t *count,
                              egb_diag *diag) {
  const egb_node *nodes = plan->index->node;
  const size_t giver = egb_index_find(plan->index, from);
  if (giver == EGB_NONE)
    return egb_plan_refuse_node(plan, from, diag);
  egb_sum rest = {0};
  egb_sum_add(&rest, plan->weight[giver]);
  for (size_t i = 0; i < *count; i++) {
    if (change[i].node == giver || nodes[change[i].node].parent != nodes[giver].parent || giver == 0) {
      egb_diag_say(diag, EGB_SEVERITY_ERROR, EGB_E_SET_WEIGHT, "the weight for %s cannot come from %s: %s",
                   nodes[change[i].node].id, from,
                   change[i].node == giver ? "it is set itself" : "they are not siblings");
      egb_diag_hint(diag, "name another part of the same node, or leave the rule out to take from all in proportion");
      return EGB_USAGE;
    }
    egb_sum_add(&rest, plan->weight[change[i].node]);
    egb_sum_add(&rest, -egb_plan_wanted(plan, &change[i]));
  }
  const double left = egb_sum_value(rest), old = plan->weight[giver];
  if (left < -1e-9 * egb_plan_siblings(plan, nodes[giver].parent)) {
    char number[EGB_NUMBER_MAX];
    egb_number_shortest(old, number);
    egb_diag_say(diag, EGB_SEVERITY_ERROR, EGB_E_SET_WEIGHT, "the weight of %s is only %s", from, number);
    egb_diag_hint(diag, "ask for less, or reduce all siblings in proportion");
    return EGB_USAGE;
  }
  change[(*count)++] = (egb_weight_change){.node = giver, .weight = left > 0 ? egb_weight_tidy(left) : 0};
  return EGB_OK;
}

egb_status egb_plan_read_rule(const char *rescale, const char **from, egb_rescale *how, egb_diag *diag) {
  *from = NULL;
  *how = EGB_RESCALE_PROPORTIONAL;
  if (rescale == NULL || strcmp(rescale, "proportional") == 0)
    return EGB_OK;
  *how = EGB_RESCALE_FREE;
  if (strcmp(rescale, "free") == 0)
    return EGB_OK;
  if (strncmp(rescale, FROM, strlen(FROM)) == 0 && rescale[strlen(FROM)] != '\0') {
    *from = rescale + strlen(FROM);
    return EGB_OK;
  }
  egb_diag_say(diag, EGB_SEVERITY_ERROR, EGB_E_USAGE, "unknown rule `%s` for the siblings", rescale);
  egb_diag_hint(diag, "write proportional, free, or from=ID to take the difference from one of them");
  return EGB_USAGE;
}

egb_status egb_plan_read_settings(const egb_plan *plan, const char *const *settings, size_t count, const char *rescale,
                                  egb_weight_change *change, size_t *changes, egb_rescale *how, egb_diag *diag) {
  const char *from;
  egb_arena *arena = egb_arena_new();
  egb_status status = arena != NULL ? egb_plan_read_rule(rescale, &from, how, diag) : EGB_NO_MEMORY;
  *changes = count;
  for (size_t i = 0; i < count && status != EGB_NO_MEMORY; i++) {
    const egb_status read = egb_plan_read_setting(plan, arena, settings[i], &change[i], diag);
    status = egb_status_worse(status, read);
  }
  if (status == EGB_OK && from != NULL && count > 0)
    status = egb_plan_take_from(plan, from, change, changes, diag);
  egb_arena_free(arena);
  return status;
}

egb_status egb_plan_revise(egb_plan *plan, const char *const *settings, size_t count, const char *rescale,
                           egb_diag *diag) {
  egb_arena *arena = egb_arena_new();
  egb_weight_change *change = egb_arena_array(arena, count + 1, sizeof *change);
  egb_rescale how;
  size_t changes;
  egb_status status = change != NULL
                          ? egb_plan_read_settings(plan, settings, count, rescale, change, &changes, &how, diag)
                          : EGB_NO_MEMORY;
  if (status == EGB_OK)
    status = egb_plan_change_weights(plan, change, changes, how, EGB_USAGE, diag);
  egb_arena_free(arena);
  return status;
}

egb_status egb_plan_set_weights(egb_plan *plan, const char *const *settings, size_t count, egb_rescale rescale,
                                egb_diag *diag) {
  return egb_plan_revise(plan, settings, count, rescale == EGB_RESCALE_FREE ? "free" : "proportional", diag);
}

egb_status egb_plan_set_weight(egb_plan *plan, const char *node, double weight, egb_rescale rescale, egb_diag *diag) {
  const size_t found = egb_index_find(plan->index, node);
  if (found == EGB_NONE)
    return egb_plan_refuse_node(plan, node, diag);
  const egb_weight_change change = {.node = found, .weight = weight};
  return egb_plan_change_weights(plan, &change, 1, rescale, EGB_USAGE, diag);
}
